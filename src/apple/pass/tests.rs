use serde_json::{Value, json};

use super::*;
use crate::apple::strings::Translations;
use crate::apple::test_certificates::NOW;
use crate::domain::face::StampCount;

/// Words of a shop in English and Persian.
pub(in crate::apple) fn words() -> Translations {
    let english = [
        ("stamps", "Stamps"),
        ("stamps_changed", "You now have %@ stamps"),
        ("reward_ready", "Reward ready"),
        ("reward_ready_changed", "%@: show your card"),
        ("next_reward", "Your reward"),
        ("rewards_waiting", "Ready for you"),
        ("tier", "Member since"),
        ("next_stamp", "Next stamp"),
        ("expiring", "Stamps end"),
        ("how_it_works", "How it works"),
        ("how_it_works_text", "Show the code with each visit."),
        ("card_code", "Card code"),
        ("news", "News"),
        ("news_changed", "%@"),
        ("reward-10", "Free coffee"),
    ];
    let mut all = Translations::new();
    all.insert(
        "en".into(),
        english
            .iter()
            .map(|(k, t)| ((*k).into(), (*t).into()))
            .collect(),
    );
    all.insert(
        "fa".into(),
        [
            ("stamps", "مهرها"),
            ("stamps_changed", "%@ مهر"),
            ("reward-10", "قهوهٔ رایگان"),
        ]
        .map(|(k, t)| (k.into(), t.into()))
        .into(),
    );
    all
}

/// A card with so many of ten stamps.
pub(in crate::apple) fn card(stamps: u32) -> PassContent {
    PassContent {
        serial_number: "card_0123456789abcdefghijklmnop".into(),
        web_service: Some(WebService {
            url: "https://shop.example/apple".into(),
            authentication_token: "0123456789abcdef0123456789abcdef".into(),
            allow_http: false,
        }),
        organization_name: Wording::text("Coffee"),
        description: Wording::text("Stamp card of Coffee"),
        logo_text: Some(Wording::text("Coffee")),
        colours: Colours {
            background: "#3b2a20".into(),
            foreground: "#ffffff".into(),
            label: "#e8d5c4".into(),
            accent: "#f2b33d".into(),
        },
        barcode: "SW1-4f7a9c".into(),
        short_code: "7KQM-2RD4".into(),
        headline: Headline::Count(StampCount {
            stamps: stamps.into(),
            required: 10,
        }),
        digits: NumberingSystem::Latin,
        next_reward: Wording::key("reward-10"),
        rewards_waiting: vec![],
        tier: None,
        notes: vec![],
        news: None,
        links: vec![],
        shop: vec![],
        places: vec![],
        voided: false,
        expires_at: None,
        texts: Arc::new(PassTexts::new("en", &words())),
    }
}

fn json(content: &PassContent) -> Value {
    serde_json::to_value(
        content
            .pass("pass.example.coffee", "TEAM012345")
            .unwrap(),
    )
    .unwrap()
}

#[test]
fn a_plain_card_is_what_apple_documents() {
    assert_eq!(
        json(&card(4)),
        json!({
            "formatVersion": 1,
            "passTypeIdentifier": "pass.example.coffee",
            "teamIdentifier": "TEAM012345",
            "serialNumber": "card_0123456789abcdefghijklmnop",
            "organizationName": "Coffee",
            "description": "Stamp card of Coffee",
            "logoText": "Coffee",
            "foregroundColor": "rgb(255, 255, 255)",
            "backgroundColor": "rgb(59, 42, 32)",
            "labelColor": "rgb(232, 213, 196)",
            "webServiceURL": "https://shop.example/apple",
            "authenticationToken": "0123456789abcdef0123456789abcdef",
            "barcodes": [{"format": "PKBarcodeFormatQR", "message": "SW1-4f7a9c", "messageEncoding": "iso-8859-1", "altText": "7KQM-2RD4"}],
            "storeCard": {
                "headerFields": [{"key": "stamps", "label": "Stamps", "value": "4 / 10", "changeMessage": "You now have %@ stamps"}],
                "secondaryFields": [{"key": "next_reward", "label": "Your reward", "value": "Free coffee"}],
                "backFields": [
                    {"key": "how_it_works", "label": "How it works", "value": "Show the code with each visit."},
                    {"key": "card_code", "label": "Card code", "value": "7KQM-2RD4"},
                ],
            },
        })
    );
}

#[test]
fn a_waiting_reward_takes_the_place_of_the_count() {
    let content = PassContent {
        headline: Headline::RewardReady,
        rewards_waiting: vec![Waiting {
            name: Wording::key("reward-10"),
            count: 1,
        }],
        ..card(0)
    };
    let card = json(&content)["storeCard"].clone();
    assert_eq!(card["headerFields"][0]["value"], "Reward ready");
    assert_eq!(
        card["headerFields"][0]["changeMessage"],
        "%@: show your card"
    );
    assert_eq!(card["auxiliaryFields"][0]["value"], "Free coffee");
}

#[test]
fn several_rewards_are_counted_in_front_and_named_on_the_back() {
    let waiting = |name, count| Waiting {
        name: Wording::text(name),
        count,
    };
    let content = PassContent {
        rewards_waiting: vec![waiting("Cake", 1), waiting("Free coffee", 2)],
        ..card(3)
    };
    let card = json(&content)["storeCard"].clone();
    assert_eq!(card["auxiliaryFields"][0]["value"], 3);
    let back: Vec<&str> = card["backFields"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|f| f["value"].as_str())
        .collect();
    assert_eq!(back[..2], ["Cake", "Free coffee × 2"]);
}

#[test]
fn counts_stand_in_the_customers_digits() {
    let waiting = vec![Waiting {
        name: Wording::text("قهوه"),
        count: 2,
    }];
    let card = json(&PassContent {
        digits: NumberingSystem::Persian,
        rewards_waiting: waiting,
        ..card(4)
    })["storeCard"]
        .clone();
    assert_eq!(card["headerFields"][0]["value"], "۴ / ۱۰");
    assert_eq!(card["backFields"][0]["value"], "قهوه × ۲");
}

#[test]
fn exactly_one_field_speaks_on_the_lock_screen() {
    let announced = PassContent {
        news: Some(News {
            text: Wording::text("Closed on Monday"),
            announced: true,
        }),
        ..card(3)
    };
    for content in [card(3), announced] {
        let text = json(&content).to_string();
        assert_eq!(
            text.matches("changeMessage")
                .count(),
            1,
            "{text}"
        );
    }
}

#[test]
fn an_ended_card_is_void_and_dated_with_a_zone() {
    let content = PassContent {
        voided: true,
        expires_at: Some(NOW.plus_ms(250)),
        ..card(1)
    };
    assert_eq!(json(&content)["voided"], true);
    assert_eq!(json(&content)["expirationDate"], "2026-06-01T00:00:00Z");
}

#[test]
fn what_a_phone_would_refuse_in_silence_is_said_in_words() {
    let service = |url: &str, token: &str| {
        Some(WebService {
            url: url.into(),
            authentication_token: token.into(),
            allow_http: false,
        })
    };
    let long = "0123456789abcdef";
    let mut silent = words();
    silent
        .get_mut("fa")
        .unwrap()
        .insert("stamps_changed".into(), "مهر".into());
    let cases = [
        (
            PassContent {
                serial_number: String::new(),
                ..card(1)
            },
            "serial number",
        ),
        (
            PassContent {
                barcode: "قهوه".into(),
                ..card(1)
            },
            "ISO 8859-1",
        ),
        (
            PassContent {
                web_service: service("http://shop.example/apple", long),
                ..card(1)
            },
            "https://",
        ),
        (
            PassContent {
                web_service: service("https://shop.example/apple/", long),
                ..card(1)
            },
            "must not end with a slash",
        ),
        (
            PassContent {
                web_service: service("https://shop.example/apple", "short"),
                ..card(1)
            },
            "16 characters",
        ),
        (
            PassContent {
                next_reward: Wording::key("absent"),
                ..card(1)
            },
            "has no text",
        ),
        (
            PassContent {
                organization_name: Wording::text(" "),
                ..card(1)
            },
            "is empty",
        ),
        (
            PassContent {
                texts: Arc::new(PassTexts::new("en", &silent)),
                ..card(1)
            },
            "must contain %@ once",
        ),
        (
            PassContent {
                texts: Arc::new(PassTexts::new("tr", &words())),
                ..card(1)
            },
            "missing in the shop's own language",
        ),
        (
            PassContent {
                places: vec![PassPlace {
                    latitude: 91.0,
                    longitude: 0.0,
                    relevant_text: None,
                }],
                ..card(1)
            },
            "globe",
        ),
        (
            PassContent {
                links: vec![(Wording::text("Menu"), "http://shop.example".into())],
                ..card(1)
            },
            "link",
        ),
        (
            PassContent {
                headline: Headline::Count(StampCount {
                    stamps: 0,
                    required: 0,
                }),
                ..card(0)
            },
            "stamps required",
        ),
    ];
    for (content, word) in cases {
        let faults = content.faults().join("\n");
        assert!(faults.contains(word), "{word}: {faults:?}");
    }
    assert_eq!(card(4).faults(), Vec::<String>::new());
}
