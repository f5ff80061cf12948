//! The owner's pages with sample data, for the tests over all pages.

use askama::DynTemplate;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::domain::program::{Legal, Program};
use crate::http::admin::card::view::{CardEditorPage, Preview, SaveEffect};
use crate::http::admin::developers::view::{DeliveryLine, DevelopersPage};
use crate::http::admin::legal::view::LegalPage;
use crate::http::admin::members::view::MemberLine;
use crate::http::admin::nav::{AdminNav, NavItem};
use crate::http::admin::poster::view::PosterPage;
use crate::http::admin::results::view::{
    AmountCoverage, CohortRow, ContributorRow, Difference, Family, Filter, Filters, FunnelStep,
    KeyNumber, MetricWords, Money, NumbersPage, PeoplePage, ResultsNote, ResultsNotice,
    ResultsPage, ReturnRow, Returns, Row, Sharing, Ways, WeekTable,
};
use crate::http::admin::sessions::view::{InvitationPage, SessionsPage};
use crate::http::admin::setup::view::{SettingsForm, SetupPage};
use crate::http::admin::sign_in::view::{FirstShopPage, OwnerKeyPage, SignInLinkPage, SignInPage};
use crate::http::admin::staff::view::{LinkPage, StaffPage, TillLine, state_words};
use crate::http::base::layout::Layout;
use crate::locale::Locale;
use crate::service::access::actor::Role;
use crate::service::access::keys::Key;
use crate::service::program::editor::{Drawn, LookForm};
use crate::service::program::poster::Size;
use crate::service::reports::breakdown::Side;
use crate::service::reports::results_page::{Week, metric, share_bounds};
use crate::service::shop::checklist;
use crate::service::shop::checklist::Checklist;
use crate::service::shop::developer_page::EventSample;
use crate::service::shop::invitations::Invitation;
use crate::service::shop::merchants::JoinAddress;
use crate::service::shop::sign_in::{Ends, FirstShop, Maker, Makers, Session};
use crate::service::tills::staff::{StaffTill, TillState};
use crate::service::tills::till::Location;

/// Every page of the owner's by a name that can be a file's.
pub(in crate::http) fn pages(frame: &Layout) -> Vec<(&'static str, String)> {
    let draw = |page: &dyn DynTemplate| page.dyn_render().unwrap();
    let anonymous_layout = || Layout {
        shop: None,
        colours: None,
        ..frame.clone()
    };
    let sign_in = |problem| SignInPage {
        frame: anonymous_layout(),
        action: "/admin/sign-in".into(),
        problem,
    };
    let shop = FirstShop {
        name: "Café".into(),
        stamps: 10,
        time_zone: "Asia/Tehran".into(),
        currency: "IRR".into(),
        ..FirstShop::default()
    };
    let faults = vec![("reward", frame.t("first-shop-reward-wrong"))];
    vec![
        ("sign-in", draw(&sign_in(None))),
        (
            "sign-in-wrong",
            draw(&sign_in(Some(frame.t("sign-in-unknown")))),
        ),
        (
            "sign-in-link",
            draw(&SignInLinkPage {
                frame: frame.clone(),
                action: "/setup?t=x".into(),
                name: None,
            }),
        ),
        (
            "invited",
            draw(&SignInLinkPage {
                frame: frame.clone(),
                action: "/setup?t=x".into(),
                name: Some("Sara".into()),
            }),
        ),
        ("owner-key", draw(&owner_key(frame))),
        ("sessions", draw(&sessions(frame))),
        ("invitation", draw(&invitation(frame))),
        (
            "first-shop",
            draw(&FirstShopPage {
                frame: anonymous_layout(),
                action: "/setup?t=x".into(),
                stamps: "10".into(),
                shop,
                faults,
            }),
        ),
        ("card-editor", draw(&card_editor(frame))),
        ("poster", draw(&poster(frame))),
        ("developers", draw(&developers(frame))),
        ("results", draw(&results(frame, true))),
        ("results-shared", draw(&results(frame, false))),
        ("results-first", draw(&first_results(frame))),
        ("numbers", draw(&numbers(frame))),
        ("people", draw(&people(frame))),
        ("setup", draw(&setup(frame))),
        ("legal", draw(&legal(frame))),
        ("staff", draw(&staff(frame))),
        ("staff-link", draw(&staff_link(frame))),
    ]
}

fn legal(frame: &Layout) -> LegalPage {
    let faults = ["imprint", "contact", "terms"]
        .map(|field| (field, frame.t(&format!("legal-{field}-wrong"))))
        .into();
    LegalPage {
        frame: frame.clone(),
        here: AdminNav::new(NavItem::Legal, Some("legal"), frame.language),
        version: 1,
        legal: Legal::default(),
        faults,
        stale: true,
    }
}

fn owner_key(frame: &Layout) -> OwnerKeyPage {
    let key = format!("sw_live_{}", "0123456789abcdefghijklmnopqrstuv".repeat(2));
    OwnerKeyPage {
        frame: frame.clone(),
        key,
        address: "https://cards.example/admin/sign-in".into(),
        next: "/admin/setup",
    }
}

fn sessions(frame: &Layout) -> SessionsPage {
    let now = crate::clock::Timestamp(1_795_000_000_000);
    let session = |name: Option<&str>, by: Maker| Session {
        id: "ses_1".into(),
        shared: false,
        created_at: now,
        last_used_at: Some(now),
        name: name.map(str::to_owned),
        by,
        here: name.is_none(),
        ends: Ends {
            keys: usize::from(name.is_some()) * 2,
            ..Ends::default()
        },
    };
    let invitation = Invitation {
        id: "inv_1".into(),
        name: "Tom".into(),
        by: Maker::Person("Sara".into()),
        expires_at: now,
    };
    SessionsPage {
        frame: frame.clone(),
        here: AdminNav::new(
            NavItem::Sessions,
            Some("invitation-taken-back"),
            frame.language,
        ),
        once: "req_1".into(),
        sessions: vec![
            session(None, Maker::Link),
            session(Some("Sara"), Maker::Key("sw_live_…a1b2".into())),
        ],
        invitations: vec![invitation],
        refused: Some(("x".repeat(40), frame.t("invite-name-wrong"))),
        now,
        zone: TimeZone::UTC,
    }
}

fn invitation(frame: &Layout) -> InvitationPage {
    InvitationPage {
        frame: frame.clone(),
        here: AdminNav::new(NavItem::Sessions, None, frame.language),
        name: "Sara".into(),
        link: "https://cards.example/setup?t=x".into(),
        until: "14:15".into(),
    }
}

fn staff(frame: &Layout) -> StaffPage {
    use crate::service::access::actor::TillStatus::{Expired, Failed, Locked, Revoked, Works};
    let now = crate::clock::Timestamp(1_795_000_000_000);
    let zone = jiff::tz::TimeZone::UTC;
    let states = [Works, Locked, Revoked, Failed, Expired].map(TillState::Is);
    let line = |state: TillState| {
        let till = StaffTill {
            id: "till_1".into(),
            name: "Till 1".into(),
            place: Some("Linden Street".into()),
            state,
            asks_amount: state == TillState::Is(Works),
            last_seen_at: Some(now),
            visits: 412,
            undone: 3,
        };
        let last_seen = Some((
            frame
                .language
                .moment(now, now, &zone),
            now.to_string(),
        ));
        TillLine {
            state: state_words(&till.state, frame.language, now, &zone),
            last_seen,
            visits: frame.language.number(412),
            undone: "3".into(),
            till,
        }
    };
    let tills = states
        .into_iter()
        .chain([TillState::Waits(now), TillState::Unused])
        .map(line)
        .collect();
    let places = vec![Location {
        id: "loc_1".into(),
        name: "Linden Street".into(),
    }];
    let here = AdminNav::new(NavItem::Staff, Some("till-revoked"), frame.language);
    StaffPage {
        frame: frame.clone(),
        here,
        tills,
        places,
        refused: Some(("till", "x".into())),
    }
}

fn staff_link(frame: &Layout) -> LinkPage {
    LinkPage {
        frame: frame.clone(),
        here: AdminNav::new(NavItem::Staff, None, frame.language),
        id: "till_1".into(),
        name: "Till 1".into(),
        link: "https://cards.example/scan/enrol?t=x".into(),
        qr_svg: crate::http::base::qr::svg("https://cards.example/scan/enrol?t=x"),
        out_of_reach: None,
        until: "14:15".into(),
    }
}

fn setup(frame: &Layout) -> SetupPage {
    let mut program = crate::domain::program::Program::starter("Café", "Asia/Tehran", "IRR");
    program.languages = ["fa-IR-u-ca-gregory-fw-mon-nu-latn", "en"]
        .map(String::from)
        .into();
    let now = crate::clock::Timestamp(1_795_000_000_000);
    let list = Checklist {
        owners: vec![checklist::badges(true)],
        operators: vec![
            checklist::address("http://127.0.0.1:8080"),
            checklist::designs(14, true),
            checklist::designs(14, false),
            checklist::backup("sqlite", Some(now), now),
            checklist::backup("postgres", None, now),
        ],
        slug: "linden".into(),
    };
    SetupPage {
        frame: frame.clone(),
        here: AdminNav::new(NavItem::Setup, Some("settings"), frame.language),
        list,
        action: "/admin/setup".into(),
        form: SettingsForm {
            time_zone: "Mars/Base".into(),
            ..SettingsForm::of(&program)
        }
        .checked(frame),
        today: now.date_in(&program.zone()),
        zone: program.zone(),
    }
}

fn words(id: &str, language: Locale) -> MetricWords {
    MetricWords::of(metric(id).unwrap(), language)
}

fn filters(frame: &Layout, chosen: bool) -> Filters {
    let option = |value: &str, words: &str, chosen| (value.to_owned(), words.to_owned(), chosen);
    let filter = Filter {
        name: "visit_location",
        words: frame.t("filter-visit-location"),
        options: vec![
            option("", &frame.t("filter-all"), !chosen),
            option("loc_1", "Linden Street", chosen),
        ],
    };
    Filters {
        action: "/admin".into(),
        days: vec![("by", "month".into()), ("at", "2026-10-01".into())],
        filters: vec![filter],
    }
}

/// The week of a shop that is open from seven to nineteen.
fn week(language: Locale) -> WeekTable {
    let hour = |day: usize, hour: usize| {
        if (7..19).contains(&hour) {
            ((day * 5 + hour * 7) % 11) as i64
        } else {
            0
        }
    };
    WeekTable::of(
        &Week(std::array::from_fn(|day| {
            std::array::from_fn(|at| hour(day, at))
        })),
        language,
    )
}

fn results(frame: &Layout, owner: bool) -> ResultsPage {
    let language = frame.language;
    let number = |id, value, num, den, previous, change| KeyNumber {
        words: words(id, language),
        counted_in: metric(id)
            .unwrap()
            .side_unit(Side::Num),
        better: metric(id).unwrap().better,
        value,
        num,
        den,
        previous,
        change,
        bounds: share_bounds(num, den),
        opens: owner.then(|| {
            [
                "/admin/numbers/x".into(),
                "/admin/numbers/x?side=den".into(),
            ]
        }),
        notes: if id == "reward_cost_ratio" {
            vec![
                ResultsNote {
                    words: language.text("results-cost-unknown"),
                    leads: Some((language.text("results-cost-enter"), "/admin/card".into())),
                },
                ResultsNote::plain(language.text("results-any-place")),
            ]
        } else {
            vec![]
        },
    };
    let months = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];
    let row = |i: usize| ReturnRow {
        name: months[i].to_owned(),
        year: language.digits("2026"),
        now: 40 + 17 * i as i64,
        before: (i > 3).then_some(80 - 3 * i as i64),
        open: i == 11,
    };
    let counts = [820, 512, 310, 120, 96];
    let keys = [
        "way-opened",
        "way-joined",
        "way-returned",
        "way-earned",
        "way-redeemed",
    ];
    let step = |i: usize| FunnelStep {
        key: keys[i],
        count: counts[i],
        before: i
            .checked_sub(1)
            .map(|before| counts[before]),
    };
    let cohort = |i: usize| CohortRow {
        period: months[i].into(),
        joined: if i == 10 {
            25
        } else {
            30 + i as i64
        },
        came: (0..11 - i)
            .map(|k| 22 - 2 * k as i64)
            .collect(),
    };
    ResultsPage {
        here: if owner {
            AdminNav::new(NavItem::Results, Some("sharing-ended"), language)
        } else {
            AdminNav::shared(NavItem::Results)
        },
        period: "2026-10".into(),
        running: false,
        reaches_today: false,
        previous_period: "2026-09".into(),
        ways: Ways {
            units: vec![
                (frame.t("by-month"), "/admin".into(), true),
                (frame.t("by-quarter"), "/admin?by=quarter".into(), false),
            ],
            earlier: Some("/admin?at=2026-09-01".into()),
            later: Some("/admin?at=2026-11-01".into()),
            everybody: Some("/admin?at=2026-10-01".into()),
        },
        filters: filters(frame, true),
        standing: ResultsNotice::Over,
        currency: "EUR".into(),
        numbers: vec![
            number(
                "active_rate",
                Some(0.409),
                412,
                1_007,
                Some(0.52),
                Difference::Down,
            ),
            number(
                "repeat_visit_rate",
                Some(0.41),
                9,
                22,
                Some(0.46),
                Difference::Chance,
            ),
            number(
                "reward_redemption_rate",
                None,
                0,
                0,
                None,
                Difference::Unknown,
            ),
            number(
                "reward_cost_ratio",
                Some(0.071),
                31_240,
                440_020,
                Some(0.064),
                Difference::Untested,
            ),
        ],
        returns: Returns {
            rows: (0..12).map(row).collect(),
        },
        steps: (0..5).map(step).collect(),
        steps_of: "2025-11-01 – 2026-10-31".into(),
        last_is_open: true,
        cohorts: (0..11).map(cohort).collect(),
        quarters: false,
        week: week(language),
        money: Some(Money {
            rows: vec![
                (words("reward_cost_minor", language), Some(31_240.0)),
                (words("voucher_cost_minor", language), Some(4_200.0)),
                (words("repeat_revenue_minor", language), Some(440_020.0)),
                (words("repeat_margin_minor", language), None),
            ],
            coverage: Some(AmountCoverage::of(0.62, language)),
            left_out: Some(language.text("results-cost-unknown")),
            of_a_group: true,
        }),
        members: 1_204,
        exports: vec![(frame.t("export-numbers"), "/admin/numbers.csv".into())],
        all_numbers: owner.then(|| "/admin/numbers".into()),
        query: "by=month".into(),
        sharing: owner.then(|| Sharing {
            address: Some("https://cards.example/admin/shared/x".into()),
            count: 2,
        }),
        frame: frame.clone(),
    }
}

/// The results of a shop whose first card was stamped today.
fn first_results(frame: &Layout) -> ResultsPage {
    let language = frame.language;
    let mut first = Week::default();
    first.0[6][14] = 1;
    let row = ReturnRow {
        name: "N".into(),
        year: language.digits("2026"),
        now: 0,
        before: None,
        open: true,
    };
    ResultsPage {
        running: true,
        reaches_today: true,
        standing: ResultsNotice::Going(
            language.text_with(
                "moment-today",
                &[(
                    "time",
                    language
                        .digits("14:45")
                        .as_str()
                        .into(),
                )],
            ),
        ),
        filters: Filters::default(),
        returns: Returns { rows: vec![row] },
        cohorts: vec![],
        week: WeekTable::of(&first, language),
        money: None,
        members: 1,
        ..results(frame, true)
    }
}

fn numbers(frame: &Layout) -> NumbersPage {
    let row = |id, value: Option<&str>| Row {
        words: words(id, frame.language),
        value: value.map(str::to_owned),
        missing: false,
        parts: vec![(frame.t("part-opening"), "3".into())],
        opens: value.map(|_| "/admin/numbers/x".into()),
    };
    let family = |key: &str, rows: Vec<Row>| Family {
        key: key.into(),
        count: frame
            .language
            .text_with("numbers-count", &[("count", (rows.len() as i64).into())]),
        rows,
    };
    NumbersPage {
        here: AdminNav::new(NavItem::Results, None, frame.language),
        period: "2026-10".into(),
        back: "/admin".into(),
        q: "new".into(),
        everything: "/admin/numbers".into(),
        filters: filters(frame, true),
        kept: vec![("visit_location", "loc_1".into())],
        families: vec![
            family(
                "family-adoption",
                vec![row("new_members", Some("12")), row("member_growth", None)],
            ),
            family(
                "family-money",
                vec![row("reward_cost_minor", Some("312.40 EUR"))],
            ),
        ],
        csv: "/admin/numbers.csv".into(),
        frame: frame.clone(),
    }
}

fn people(frame: &Layout) -> PeoplePage {
    let member = MemberLine {
        name: "Ada".into(),
        code: Some("K7PQ 3M2X".into()),
        address: "/admin/members/mem_01k5q0".into(),
        stamps: "4 / 10".into(),
        visits: "4".into(),
        last_visit: Some(("14:45".into(), "2026-11-22T14:45:00Z".into())),
    };
    let person = |member| ContributorRow {
        erased: false,
        member,
        id: "mem_01k5q0".into(),
        part: Some(frame.language.number(1)),
    };
    let erased = ContributorRow {
        member: None,
        id: frame.t("people-deleted"),
        erased: true,
        part: None,
    };
    PeoplePage {
        here: AdminNav::new(NavItem::Results, None, frame.language),
        words: words("active_rate", frame.language),
        period: "2026-10".into(),
        back: "/admin".into(),
        filters: filters(frame, false),
        sides: vec![
            (frame.t("people-counted"), "?side=num".into(), true),
            (frame.t("people-out-of"), "?side=den".into(), false),
        ],
        total: frame.language.number(2),
        part: frame.t("people-part-number"),
        unattributed: Some(frame.language.number(1)),
        members: vec![person(Some(member)), person(None), erased],
        next: Some("/admin/numbers/active_rate?cursor=x".into()),
        frame: frame.clone(),
    }
}

const SQUARE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><rect width=\"4\" height=\"4\" fill=\"#3b2a20\"/></svg>";

fn card_editor(frame: &Layout) -> CardEditorPage {
    let program = Program::starter("Café", "Asia/Tehran", "EUR");
    let form = LookForm {
        stamps: "many".into(),
        ..LookForm::of(&program, frame.language)
    };
    let form = ["add-step", "add-tier", "add-link"]
        .iter()
        .fold(form, |form, asked| form.with_rows(asked, &program));
    let picture = || SQUARE.to_owned();
    let preview = Preview {
        language: frame.language,
        drawn: Drawn {
            stamps: 4,
            strip: picture(),
            hero: picture(),
            sign: picture(),
        },
        logo_url: "/admin/card/logo.png?icon=coffee".into(),
        program: program.clone(),
    };
    let now: Timestamp = "2026-11-22T12:30:00Z"
        .parse()
        .unwrap();
    let second = Program {
        version: 2,
        welcome_stamps: 1,
        ..program.clone()
    };
    CardEditorPage {
        here: AdminNav::new(NavItem::Card, None, frame.language),
        form,
        faults: [
            "stamps",
            "cost",
            "step-0-at",
            "tier-0-name",
            "link-0-url",
            "telephone",
        ]
        .map(String::from)
        .into(),
        icons: vec![
            ("coffee".into(), "Coffee".into(), picture()),
            ("own-design".into(), "Our own".into(), picture()),
        ],
        preview,
        languages: vec![Locale::ENGLISH, Locale::PERSIAN],
        corrected: Some(("#3b2a21".into(), "#a39a94".into())),
        change: SaveEffect::Cards(412),
        kept_goals: 37,
        asks: true,
        unsaved: true,
        opened: String::new(),
        version: 2,
        stale: None,
        lost: true,
        asked: String::new(),
        refused_pictures: vec![("logo", "look-picture-small")],
        join: JoinAddress {
            slug: "linden".into(),
            former: vec!["cafe".into()],
        },
        join_base: "https://cards.example/j/".into(),
        join_refused: Some(("قهوه".into(), frame.t("look-join-taken"))),
        from: Some(1),
        versions: vec![(now, second), (now.plus_s(-86_400), program)],
        now,
        zone: TimeZone::UTC,
        frame: frame.clone(),
    }
}

fn poster(frame: &Layout) -> PosterPage {
    PosterPage {
        here: AdminNav::new(NavItem::Poster, None, frame.language),
        size: Size::Tent,
        first: Locale::ENGLISH,
        second: Some(Locale::PERSIAN),
        out_of_reach: Some("http://127.0.0.1:8080".into()),
        languages: vec![Locale::ENGLISH, Locale::PERSIAN],
        sheet: SQUARE.into(),
        frame: frame.clone(),
    }
}

fn developers(frame: &Layout) -> DevelopersPage {
    let now: Timestamp = "2026-11-22T12:30:00Z"
        .parse()
        .unwrap();
    let key = Key {
        id: "key_01".into(),
        role: Role::Staff,
        hint: "sw_live_…3f9k".into(),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
        made_by: None,
        secret: None,
    };
    let sent = DeliveryLine {
        id: "dlv_01".into(),
        wallet: "Apple Wallet",
        card: Some("card_01".into()),
        state: frame.t("delivery-failed"),
        answer: "410 Unregistered".into(),
        fetched_at: Some(now),
        at: now,
        again: true,
    };
    DevelopersPage {
        here: AdminNav::new(NavItem::Developers, None, frame.language),
        keys: vec![key],
        makers: Makers::default(),
        secret: Some("sw_live_example".into()),
        once: "req_1".into(),
        deliveries: vec![sent],
        state: Some("failed".into()),
        samples: vec![EventSample {
            kind: "visit_validated",
            line: "{}".into(),
            own: false,
        }],
        address: "https://cards.example".into(),
        now,
        zone: TimeZone::UTC,
        frame: frame.clone(),
    }
}
