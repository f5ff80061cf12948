//! Tokens and the REST API.

use super::issuer::jwt;
use super::*;
use reqwest::Method;

#[tokio::test]
async fn a_token_opens_the_api_until_it_is_revoked_or_ends() {
    let google = google().await;
    let mut issuer = Issuer::of(&google).await;
    let path = format!("loyaltyClass?issuerId={ISSUER_ID}");
    assert_eq!(
        issuer
            .says(Method::GET, &path, &json!(null))
            .await
            .0,
        200
    );

    google.revoke_tokens();
    assert_eq!(
        issuer
            .refusal(Method::GET, &path, &json!(null))
            .await,
        (401, "authError".to_owned())
    );
    issuer.renew_token().await;
    assert_eq!(
        (
            issuer
                .says(Method::GET, &path, &json!(null))
                .await
                .0,
            google.tokens_given()
        ),
        (200, 2)
    );

    google.set_now_ms(crate::sandbox::wall_clock_ms() + 3_600_000);
    assert_eq!(
        issuer
            .says(Method::GET, &path, &json!(null))
            .await
            .0,
        401
    );
}

#[tokio::test]
async fn an_assertion_must_be_right_in_every_claim() {
    let google = google().await;
    let issuer = Issuer::of(&google).await;
    let now_s = crate::sandbox::wall_clock_ms() / 1000;
    let with = |claim: &str, value: Value| {
        let mut claims = issuer.assertion_claims(now_s);
        claims[claim] = value;
        jwt(&issuer.key, &claims)
    };
    let stranger =
        openssl::pkey::PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap();
    let claims = issuer.assertion_claims(now_s);
    let unsigned = issuer::jwt_with_header(&issuer.key, &json!({"alg": "none"}), &claims);
    let refused = [
        (with("iss", json!("somebody@example.com")), "invalid_grant"),
        (
            with("scope", json!("https://www.googleapis.com/auth/calendar")),
            "invalid_scope",
        ),
        (
            with("aud", json!("https://oauth2.googleapis.com/token")),
            "invalid_grant",
        ),
        (with("exp", json!(now_s + 3601)), "invalid_grant"),
        (with("iat", json!("today")), "invalid_grant"),
        (with("exp", json!(now_s - 301)), "invalid_grant"),
        (jwt(&stranger, &claims), "invalid_grant"),
        (unsigned, "invalid_grant"),
        ("a.b".to_owned(), "invalid_grant"),
    ];
    for (assertion, error) in refused {
        let (status, answer) = issuer.ask_token(&assertion).await;
        assert_eq!(
            (status, answer["error"].as_str()),
            (400, Some(error)),
            "{answer}"
        );
    }
    assert_eq!(google.tokens_given(), 1);
}

#[tokio::test]
async fn a_card_is_made_shown_changed_and_listed() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    assert_eq!(
        google.class(&id("coffee")).unwrap()["reviewStatus"],
        "APPROVED"
    );
    issuer
        .insert(&object("ann", 3))
        .await;

    let path = format!("loyaltyObject/{}", id("ann"));
    let (_, shown) = issuer
        .says(Method::GET, &path, &json!(null))
        .await;
    assert_eq!(
        (&shown["hasUsers"], &shown["classReference"]["programName"]),
        (&json!(false), &json!("Stamp card"))
    );
    let (_, patched) = issuer
        .patch(
            "ann",
            &json!({"loyaltyPoints": {"balance": {"int": 4}}, "barcode": null}),
        )
        .await;
    assert_eq!(
        patched["loyaltyPoints"],
        json!({"label": "Stamps", "balance": {"int": 4}})
    );
    assert!(
        patched.get("barcode").is_none()
            && patched
                .get("classReference")
                .is_none()
    );

    assert_eq!(
        issuer
            .says(Method::PUT, &path, &object("ann", 5))
            .await
            .0,
        200
    );
    assert_eq!(
        google.object(&id("ann")).unwrap()["barcode"]["value"],
        "S1:abc"
    );
    issuer
        .insert(&object("bob", 1))
        .await;
    let (_, first) = issuer
        .says(
            Method::GET,
            &format!("loyaltyObject?classId={}&maxResults=1", id("coffee")),
            &json!(null),
        )
        .await;
    let next = first["pagination"]["nextPageToken"]
        .as_str()
        .unwrap();
    let more = format!("loyaltyObject?classId={}&token={next}", id("coffee"));
    let (_, rest) = issuer
        .says(Method::GET, &more, &json!(null))
        .await;
    assert_eq!(
        (&first["resources"][0]["id"], &rest["resources"][0]["id"]),
        (&json!(id("ann")), &json!(id("bob")))
    );
    assert!(
        rest["pagination"]
            .get("nextPageToken")
            .is_none()
    );

    let writes: Vec<(String, Option<u16>)> = google
        .writes_to(&id("ann"))
        .into_iter()
        .map(|write| (write.method, write.status))
        .collect();
    assert_eq!(
        writes,
        [
            ("POST".to_owned(), Some(200)),
            ("PATCH".to_owned(), Some(200)),
            ("PUT".to_owned(), Some(200))
        ]
    );
    assert_eq!(
        (google.in_flight_per_object_max(), google.objects().len()),
        (1, 2)
    );
    assert_eq!(google.requests_per_s(), google.requests().len());
}

#[tokio::test]
async fn what_is_missing_or_there_already_is_told_apart() {
    let google = google().await;
    let issuer = Issuer::of(&google).await;
    let ann = format!("loyaltyObject/{}", id("ann"));
    let refused = async |method, path: &str, body: Value| {
        issuer
            .refusal(method, path, &body)
            .await
    };
    assert_eq!(
        refused(Method::POST, "loyaltyObject", object("ann", 0)).await,
        (404, "classNotFound".to_owned())
    );
    assert_eq!(
        refused(
            Method::PATCH,
            &format!("loyaltyClass/{}", id("coffee")),
            json!({})
        )
        .await,
        (404, "classNotFound".to_owned())
    );
    issuer
        .says(Method::POST, "loyaltyClass", &class("coffee"))
        .await;
    assert_eq!(
        refused(Method::PATCH, &ann, json!({})).await,
        (404, "resourceNotFound".to_owned())
    );
    assert_eq!(
        refused(Method::PUT, &ann, object("ann", 0)).await,
        (404, "resourceNotFound".to_owned())
    );
    assert_eq!(
        refused(Method::GET, &ann, json!(null)).await,
        (404, "resourceNotFound".to_owned())
    );
    issuer
        .insert(&object("ann", 0))
        .await;
    assert_eq!(
        refused(Method::POST, "loyaltyObject", object("ann", 9)).await,
        (409, "alreadyExists".to_owned())
    );
    assert_eq!(
        google.object(&id("ann")).unwrap()["loyaltyPoints"]["balance"]["int"],
        0
    );
    assert_eq!(
        refused(Method::DELETE, &ann, json!({}))
            .await
            .0,
        404,
        "nothing can be deleted"
    );
}

#[tokio::test]
async fn a_wrong_body_is_refused_with_a_sentence() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    let with = |name: &str, value: Value| {
        let mut object = object("ann", 3);
        object[name] = value;
        object
    };
    let image = |uri: &str| json!({"sourceUri": {"uri": uri}});
    let wrong = [
        (
            with("stamps", json!(3)),
            "Unknown name \"stamps\" at 'loyalty_object'",
        ),
        (with("state", json!("active")), "TYPE_ENUM"),
        (with("state", json!("SLEEPING")), "TYPE_ENUM"),
        (with("heroImage", json!(null)), "(Image), null"),
        (with("accountName", json!(7)), "TYPE_STRING"),
        (
            with("id", json!("9999.ann")),
            "Invalid resource ID: 9999.ann",
        ),
        (
            with("classId", json!("9999.coffee")),
            "Invalid resource ID: 9999.coffee",
        ),
        (
            with(
                "loyaltyPoints",
                json!({"balance": {"int": 1, "string": "1"}}),
            ),
            "exactly one of",
        ),
        (
            with("loyaltyPoints", json!({"balance": {"int": 3.5}})),
            "TYPE_INT32",
        ),
        (
            with("heroImage", image("http://shop.example/strip.png")),
            "https",
        ),
        (
            with("textModulesData", json!(vec![json!({"body": "x"}); 11])),
            "at most 10",
        ),
        (
            with("linkedObjectIds", json!([id("nobody")])),
            "does not exist",
        ),
    ];
    for (body, sentence) in wrong {
        let (status, answer) = issuer
            .says(Method::POST, "loyaltyObject", &body)
            .await;
        let message = answer["error"]["message"]
            .as_str()
            .unwrap_or_default();
        assert!(
            status == 400 && message.contains(sentence),
            "{status} {message} instead of {sentence}"
        );
    }
    let (status, answer) = issuer
        .says(
            Method::POST,
            "loyaltyObject",
            &json!({"id": id("ann"), "classId": id("coffee")}),
        )
        .await;
    assert_eq!(
        (status, &answer["error"]["message"]),
        (
            400,
            &json!("Invalid value at 'loyalty_object': state is required")
        )
    );
    assert_eq!(
        issuer
            .says(Method::GET, "loyaltyObject?class=1", &json!(null))
            .await
            .0,
        400
    );
    assert_eq!(google.objects().len(), 0);

    issuer
        .insert(&object("ann", 3))
        .await;
    let (status, answer) = issuer
        .patch(
            "ann",
            &json!({"loyaltyPoints": {"balance": {"string": "4/10"}}}),
        )
        .await;
    assert!(
        status == 400
            && answer
                .to_string()
                .contains("exactly one of"),
        "a patch must clear the kind it leaves: {answer}"
    );
    let other_kind = json!({"loyaltyPoints": {"balance": {"string": "12345678", "int": null}}});
    assert_eq!(
        issuer
            .patch("ann", &other_kind)
            .await
            .0,
        200
    );
    assert_eq!(
        google.remarks().len(),
        1,
        "a long balance is taken and cut on the screen"
    );
    assert_eq!(
        issuer
            .patch("ann", &json!({"state": null}))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn a_class_is_sent_for_review_with_each_write_and_never_becomes_a_draft_again() {
    let google = google().await;
    let issuer = Issuer::of(&google).await;
    let with_status = |status: &str| {
        let mut class = class("coffee");
        class["reviewStatus"] = status.into();
        class
    };
    assert_eq!(
        issuer
            .says(Method::POST, "loyaltyClass", &with_status("APPROVED"))
            .await
            .0,
        400
    );
    assert_eq!(
        issuer
            .says(Method::POST, "loyaltyClass", &with_status("DRAFT"))
            .await
            .0,
        200
    );
    assert_eq!(
        issuer
            .says(Method::POST, "loyaltyObject", &object("ann", 0))
            .await
            .0,
        400,
        "a draft has no objects"
    );
    let path = format!("loyaltyClass/{}", id("coffee"));
    let patched = async |patch: Value| {
        issuer
            .says(Method::PATCH, &path, &patch)
            .await
            .0
    };
    assert_eq!(patched(json!({"reviewStatus": "UNDER_REVIEW"})).await, 200);
    assert_eq!(patched(json!({"programName": "Tea"})).await, 400);
    assert_eq!(
        patched(json!({"programName": "Tea", "reviewStatus": "APPROVED"})).await,
        400
    );
    assert_eq!(
        patched(json!({"programName": "Tea", "reviewStatus": "DRAFT"})).await,
        400
    );
    assert_eq!(
        patched(json!({"programName": "Tea", "reviewStatus": "UNDER_REVIEW"})).await,
        200
    );
    let class = google.class(&id("coffee")).unwrap();
    assert_eq!(
        (&class["programName"], &class["reviewStatus"]),
        (&json!("Tea"), &json!("APPROVED"))
    );
}

#[tokio::test]
async fn a_phone_shows_three_notifications_in_a_day() {
    let google = google().await;
    let mut issuer = Issuer::with_class(&google).await;
    let now_ms = crate::sandbox::wall_clock_ms();
    google.set_now_ms(now_ms);
    issuer
        .insert(&object("ann", 0))
        .await;
    issuer.stamp("ann", 1).await;
    assert_eq!(google.notifications(&id("ann")), [], "nobody holds it yet");
    google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap();

    issuer.stamp("ann", 2).await;
    issuer.stamp("ann", 2).await;
    assert_eq!(
        issuer
            .patch("ann", &json!({"loyaltyPoints": {"balance": {"int": 3}}}))
            .await
            .0,
        200
    );
    let message = json!({"message": {"header": "Ready", "body": "A free coffee", "id": "m1", "messageType": "TEXT_AND_NOTIFY"}});
    let path = format!("loyaltyObject/{}/addMessage", id("ann"));
    assert_eq!(
        issuer
            .says(Method::POST, &path, &message)
            .await
            .0,
        200
    );
    issuer.stamp("ann", 4).await;
    let heard: Vec<String> = google
        .notifications(&id("ann"))
        .into_iter()
        .map(|notification| notification.text)
        .collect();
    assert_eq!(heard, ["2", "Ready: A free coffee", "4"]);

    assert_eq!(
        issuer
            .refusal(Method::POST, &path, &message)
            .await,
        (403, "quotaExceeded".to_owned())
    );
    let silent =
        json!({"message": {"header": "Ready", "body": "A free coffee", "messageType": "TEXT"}});
    assert_eq!(
        issuer
            .says(Method::POST, &path, &silent)
            .await
            .0,
        200
    );
    issuer.stamp("ann", 5).await;
    assert_eq!(
        google
            .notifications(&id("ann"))
            .len(),
        3
    );
    let object = google.object(&id("ann")).unwrap();
    assert_eq!(
        (
            object["messages"]
                .as_array()
                .unwrap()
                .len(),
            object.get("notifyPreference")
        ),
        (2, None)
    );

    google.follow(crate::sandbox::wall_clock_ms);
    issuer.renew_token().await;
    google.set_now_ms(now_ms + 3_000_000);
    issuer.stamp("ann", 6).await;
    assert_eq!(
        google
            .notifications(&id("ann"))
            .len(),
        3,
        "a day has not passed"
    );
    issuer
        .renew_token_at(&google, now_ms + DAY_MS + 1000)
        .await;
    issuer.stamp("ann", 7).await;
    assert_eq!(
        google
            .notifications(&id("ann"))
            .len(),
        4
    );
}
