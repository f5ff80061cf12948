//! The save page and what a customer does on it.

use super::issuer::{jwt, jwt_with_header};
use super::*;

#[tokio::test]
async fn a_skinny_link_saves_the_card_that_google_has() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    let link = issuer.skinny_link("ann");
    let refused = google
        .save(&link)
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, SaveError::Refused { status: 404, why } if why.contains("not found")),
        "{refused}"
    );

    issuer
        .insert(&object("ann", 3))
        .await;
    assert_eq!(google.save(&link).await.unwrap(), id("ann"));
    assert_eq!(google.object(&id("ann")).unwrap()["hasUsers"], true);
    google
        .remove(&id("ann"))
        .await
        .unwrap();
    assert_eq!(google.object(&id("ann")).unwrap()["hasUsers"], false);
    assert!(matches!(
        google.remove(&id("ann")).await,
        Err(SaveError::NotSaved(_))
    ));
    assert_eq!(
        google.save(&link).await.unwrap(),
        id("ann"),
        "a link works for ever"
    );
}

#[tokio::test]
async fn a_fat_link_makes_the_card_once_and_never_changes_it() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    let opened = issuer
        .http
        .get(issuer.fat_link(&object("ann", 3)))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (opened.status().as_u16(), google.object(&id("ann"))),
        (200, None),
        "looking is not saving"
    );

    google
        .save(&issuer.fat_link(&object("ann", 3)))
        .await
        .unwrap();
    google
        .save(&issuer.fat_link(&object("ann", 9)))
        .await
        .unwrap();
    let card = google.object(&id("ann")).unwrap();
    assert_eq!(
        (&card["loyaltyPoints"]["balance"]["int"], &card["hasUsers"]),
        (&json!(3), &json!(true))
    );

    let both = json!({"loyaltyClasses": [class("tea")], "loyaltyObjects": [{"id": id("bob"), "classId": id("tea"), "state": "ACTIVE"}]});
    google
        .save(&issuer.link(&issuer.save_claims(&both)))
        .await
        .unwrap();
    assert_eq!(
        google.class(&id("tea")).unwrap()["reviewStatus"],
        "APPROVED"
    );
}

#[tokio::test]
async fn a_link_that_is_not_right_saves_nothing() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    let claims = issuer.save_claims(&json!({"loyaltyObjects": [object("ann", 3)]}));
    let with = |claim: &str, value: Value| {
        let mut claims = claims.clone();
        claims[claim] = value;
        issuer.link(&claims)
    };
    let signed_otherwise = |header: Value| {
        format!(
            "{}/{}",
            google.save_url(),
            jwt_with_header(&issuer.key, &header, &claims)
        )
    };
    let long = json!({"loyaltyObjects": [{"id": id("ann"), "classId": id("coffee"), "state": "ACTIVE", "accountName": "x".repeat(1500)}]});
    let stranger =
        openssl::pkey::PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap();
    let wrong = [
        (
            with("aud", json!("https://pay.google.com")),
            "aud must be google",
        ),
        (
            with("typ", json!("savetoandroidpay")),
            "typ must be savetowallet",
        ),
        (with("iss", json!("3388000000012345678")), "iss must be"),
        (with("iat", json!(4_000_000_000_u32)), "iat must be"),
        (with("payload", json!({})), "no object"),
        (with("payload", json!({"loyaltyCards": []})), "unknown list"),
        (
            with(
                "payload",
                json!({"loyaltyObjects": [{"id": id("ann"), "classId": id("coffee"), "state": "active"}]}),
            ),
            "TYPE_ENUM",
        ),
        (with("payload", long), "Encoded jwt too large"),
        (
            signed_otherwise(json!({"alg": "HS256"})),
            "alg must be RS256",
        ),
        (
            signed_otherwise(json!({"alg": "RS256", "kid": "another"})),
            "no key of this account",
        ),
        (
            format!("{}/{}", google.save_url(), jwt(&stranger, &claims)),
            "not of this account's key",
        ),
    ];
    for (link, sentence) in wrong {
        match google.save(&link).await {
            Err(SaveError::Refused { why, .. }) => {
                assert!(why.contains(sentence), "{why} instead of {sentence}")
            }
            other => panic!("{other:?} instead of {sentence}"),
        }
    }
    assert_eq!(google.objects().len(), 0);
}

#[tokio::test]
async fn the_page_shows_the_card_and_escapes_what_it_holds() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    let mut card = object("ann", 3);
    card["loyaltyPoints"]["label"] = json!("<b>'x'");
    card["heroImage"] = json!({"sourceUri": {"uri": "http://127.0.0.1:9/strip.png?a=1&b=2"}});
    issuer.insert(&card).await;

    let page = issuer
        .http
        .get(issuer.skinny_link("ann"))
        .send()
        .await
        .unwrap();
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    let html = page.text().await.unwrap();
    assert!(
        html.contains("Café Röst")
            && html.contains("--card:#5a3825;--ink:#fff")
            && html.contains("Add to Google Wallet</button>")
    );
    assert!(
        html.contains("&lt;b&gt;&#39;x&#39;")
            && html.contains("strip.png?a=1&amp;b=2")
            && !html.contains("<script"),
        "{html}"
    );
    assert!(
        policy.starts_with("default-src 'none'") && policy.contains("img-src http://127.0.0.1:9"),
        "{policy}"
    );

    let trouble = issuer
        .http
        .get(format!("{}/x.y", google.save_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(trouble.status(), 400);
    assert!(
        trouble
            .text()
            .await
            .unwrap()
            .contains("Something went wrong")
    );
}

#[tokio::test]
async fn the_browser_comes_back_to_the_shop_when_it_is_told_where() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    issuer
        .insert(&object("ann", 3))
        .await;
    let saved = issuer
        .http
        .post(issuer.skinny_link("ann"))
        .send()
        .await
        .unwrap();
    assert!(
        saved
            .text()
            .await
            .unwrap()
            .contains("<h1>Saved</h1>")
    );

    google.set_return_to("http://127.0.0.1:9/phone");
    let page = issuer
        .http
        .get(issuer.skinny_link("ann"))
        .send()
        .await
        .unwrap();
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("form-action 'self' http://127.0.0.1:9;")
    );
    let saved = issuer
        .http
        .post(issuer.skinny_link("ann"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (saved.status().as_u16(), &saved.headers()["location"]),
        (
            303,
            &http::HeaderValue::from_static("http://127.0.0.1:9/phone")
        )
    );
}

#[tokio::test]
async fn the_key_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let google = google().await;
    let folder = tempfile::tempdir().unwrap();
    let path = google
        .write_key_file(folder.path())
        .unwrap();
    assert_eq!(
        std::fs::metadata(&path)
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(file["type"], "service_account");
}
