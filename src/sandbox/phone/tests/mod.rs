mod bundle;
mod shop;

use std::time::Duration;

use openssl::cms::CMSOptions;
use serde_json::json;

use super::*;
use crate::sandbox::Certificates;
use crate::sandbox::certificates::{Flaw, Options};
use bundle::{Bundle, CERTIFICATES, SERIAL, TYPE, pixel};
use shop::Shop;

const PATIENCE: Duration = Duration::from_secs(10);

fn opened(bundle: &Bundle) -> Result<Package, PackageError> {
    Package::open(
        &bundle.archive(),
        &X509::from_pem(&CERTIFICATES.root_pem).unwrap(),
    )
}

/// Why the phone refuses a pass that is good but for this change.
fn refusal(spoil: impl FnOnce(&mut Bundle)) -> String {
    let mut bundle = Bundle::new(3, "https://shop.example/apple");
    spoil(&mut bundle);
    opened(&bundle)
        .map(|_| "the phone takes it")
        .unwrap_err()
        .to_string()
}

#[track_caller]
fn refused_for(reason: &str, spoil: impl FnOnce(&mut Bundle)) {
    let refusal = refusal(spoil);
    assert!(
        refusal.contains(reason),
        "{refusal:?} does not say {reason:?}"
    );
}

#[test]
fn a_good_pass_is_opened() {
    let package = opened(&Bundle::new(3, "https://shop.example/apple")).unwrap();
    assert_eq!(
        package.pass_json["storeCard"]["headerFields"][0]["value"],
        3
    );
    assert_eq!(package.strings["de"]["Stamps"], "Stempel");
    assert_eq!(package.files.len(), 6);
}

#[test]
fn the_archive_holds_plain_files_in_plain_places_only() {
    refused_for("de.lproj/ is a directory entry", |b| {
        b.directories.push("de.lproj")
    });
    refused_for(
        "__MACOSX/icon.png lies in a folder that is not a language",
        |b| {
            b.files
                .push(("__MACOSX/icon.png", pixel(1)))
        },
    );
    refused_for("../icon.png lies in a folder", |b| {
        b.files
            .push(("../icon.png", pixel(1)))
    });
    refused_for(".DS_Store is not a name", |b| {
        b.files
            .push((".DS_Store", Vec::new()))
    });
    refused_for("icon.png is missing", |b| drop(b.files.remove(0)));
    refused_for("icon.png cannot be read", |b| {
        b.files[0].1 = b"GIF89a".to_vec()
    });
    refused_for("de.lproj/pass.strings cannot be read", |b| {
        b.files[2].1 = b"\"a\" = ".to_vec()
    });
}

#[test]
fn two_entries_of_one_name_and_trailing_bytes_are_refused() {
    let root = X509::from_pem(&CERTIFICATES.root_pem).unwrap();
    let mut bundle = Bundle::new(3, "https://shop.example/apple");
    bundle
        .files
        .push(("ikon.png", pixel(1)));
    let mut archive = bundle.archive();
    for start in 0..archive.len() - 8 {
        if &archive[start..start + 8] == b"ikon.png" {
            archive[start..start + 8].copy_from_slice(b"icon.png");
        }
    }
    assert!(
        Package::open(&archive, &root)
            .unwrap_err()
            .to_string()
            .contains("same name")
    );

    let longer = [
        Bundle::new(3, "https://shop.example/apple").archive(),
        vec![0],
    ]
    .concat();
    assert!(
        Package::open(&longer, &root)
            .unwrap_err()
            .to_string()
            .contains("does not end in a plain ZIP directory")
    );
    assert!(
        Package::open(b"<html>", &root)
            .unwrap_err()
            .to_string()
            .contains("does not begin as a ZIP")
    );
}

#[test]
fn the_manifest_covers_every_file_and_nothing_else() {
    refused_for("it has no entry for strip@2x.png", |b| {
        b.unlisted = "strip@2x.png"
    });
    refused_for("it has no entry for de.lproj/pass.strings", |b| {
        b.unlisted = "de.lproj/pass.strings"
    });
    refused_for("it lists ghost.png, which is not there", |b| {
        b.listed_in_vain = true
    });
}

#[test]
fn the_signature_holds_for_these_bytes_from_this_authority() {
    let another = |flaw| {
        CERTIFICATES
            .another(&Options::new(TYPE, "TEAM123456").with(flaw))
            .unwrap()
    };
    refused_for("it does not hold for manifest.json", |b| {
        b.signed_text = Some(b"{}")
    });
    refused_for("it does not hold", |b| {
        b.certificates = Certificates::make(TYPE, "TEAM123456").unwrap()
    });
    refused_for("certificate has expired", |b| {
        b.certificates = another(Flaw::Expired)
    });
    refused_for("not yet valid", |b| {
        b.certificates = another(Flaw::NotYetValid)
    });
    refused_for("it does not hold", |b| {
        b.certificates = another(Flaw::OtherIssuer)
    });
    refused_for("unable to get local issuer certificate", |b| {
        b.with_intermediate = false
    });
    refused_for("not for signing passes", |b| {
        b.certificates = another(Flaw::NotForPasses)
    });
    refused_for("it must be detached", |b| b.options = CMSOptions::BINARY);
    refused_for("its signed attributes are missing", |b| {
        b.options |= CMSOptions::NOATTR
    });
    refused_for("it is not DER", |b| b.garbage_as_signature = true);
}

#[test]
fn the_certificate_names_the_type_and_team_of_the_pass() {
    refused_for("passTypeIdentifier is \"pass.example.tea\"", |b| {
        b.pass["passTypeIdentifier"] = "pass.example.tea".into()
    });
    refused_for("teamIdentifier is \"OTHERTEAM1\"", |b| {
        b.pass["teamIdentifier"] = "OTHERTEAM1".into()
    });
}

#[test]
fn pass_json_keeps_apples_rules() {
    refused_for("fewer than 16 characters", |b| {
        b.pass["authenticationToken"] = "short".into()
    });
    refused_for("both or neither", |b| {
        drop(
            b.pass
                .as_object_mut()
                .unwrap()
                .remove("authenticationToken"),
        )
    });
    refused_for("must not end in a slash", |b| {
        b.pass["webServiceURL"] = "https://shop.example/apple/".into()
    });
    refused_for("formatVersion", |b| b.pass["formatVersion"] = "1".into());
    refused_for("description must be a text", |b| {
        b.pass["description"] = "".into()
    });
    refused_for("serialNumber must be a text", |b| {
        b.pass["serialNumber"] = 7.into()
    });
    refused_for("more than one classic style: coupon, storeCard", |b| {
        b.pass["coupon"] = json!({})
    });
    refused_for("no classic style", |b| {
        drop(
            b.pass
                .as_object_mut()
                .unwrap()
                .remove("storeCard"),
        )
    });
    refused_for("the field key news stands twice", |b| {
        b.pass["storeCard"]["headerFields"][0]["key"] = "news".into()
    });
    refused_for("neither a text nor a number", |b| {
        b.pass["storeCard"]["headerFields"][0]["value"] = json!(null)
    });
    refused_for("cannot be written in iso-8859-1", |b| {
        b.pass["barcodes"][0]["message"] = "کد".into()
    });
    refused_for("not a date and time with zone", |b| {
        b.pass["expirationDate"] = "2026-12-01T10:00:00".into()
    });
    refused_for("featuredActions must be an array of at most 2", |b| {
        b.pass["featuredActions"] = json!([1, 2, 3])
    });

    let mut poster = Bundle::new(3, "https://shop.example/apple");
    poster.pass["posterGeneric"] = poster.pass["storeCard"].clone();
    poster.pass["expirationDate"] = "2026-12-01T10:00Z".into();
    opened(&poster).unwrap();
}

/// The push service and a shop that pushes after each change, as a provider would.
struct World {
    apns: ApnsStandIn,
    shop: Shop,
    provider: reqwest::Client,
}

impl World {
    async fn new() -> World {
        let apns = ApnsStandIn::start(&CERTIFICATES)
            .await
            .unwrap();
        let root = reqwest::Certificate::from_pem(apns.root_ca_pem()).unwrap();
        let identity =
            reqwest::Identity::from_pkcs8_pem(&CERTIFICATES.pass_pem, &CERTIFICATES.pass_key_pem)
                .unwrap();
        let provider = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([root])
            .identity(identity)
            .build()
            .unwrap();
        World {
            apns,
            shop: Shop::open().await,
            provider,
        }
    }

    async fn phone(&self) -> Phone {
        let phone = Phone::new(&self.apns).unwrap();
        phone
            .add(&self.shop.pass_url())
            .await
            .unwrap();
        self.shop.asked();
        phone
    }

    /// Pushes to every registered token; the answers' statuses.
    async fn push(&self) -> Vec<u16> {
        let tokens: Vec<String> = self
            .shop
            .books()
            .registered
            .iter()
            .map(|(_, token)| token.clone())
            .collect();
        let mut statuses = Vec::new();
        for token in tokens {
            let request = self
                .provider
                .post(format!("{}/3/device/{token}", self.apns.base_url()))
                .body("{}");
            let request = request
                .header("apns-topic", TYPE)
                .header("apns-push-type", "background")
                .header("apns-priority", "5");
            statuses.push(
                request
                    .send()
                    .await
                    .unwrap()
                    .status()
                    .as_u16(),
            );
        }
        statuses
    }
}

fn notifications(phone: &Phone) -> Vec<String> {
    phone
        .pass(SERIAL)
        .unwrap()
        .notifications
        .into_iter()
        .map(|shown| shown.text)
        .collect()
}

#[tokio::test]
async fn a_pass_is_added_and_registered() {
    let world = World::new().await;
    let phone = Phone::new(&world.apns).unwrap();
    let (clone, url) = (phone.clone(), world.shop.pass_url());
    let pass = tokio::spawn(async move { clone.add(&url).await })
        .await
        .unwrap()
        .unwrap();
    assert_eq!(pass.registration, Some(201));
    assert_eq!(
        (pass.value("stamps").as_str(), pass.barcode_message()),
        ("0", Some("code-1"))
    );
    let registered = (
        phone
            .device_library_identifier()
            .to_owned(),
        phone.push_token(),
    );
    assert_eq!(world.shop.books().registered, [registered]);

    let again = phone
        .add(&world.shop.pass_url())
        .await
        .unwrap();
    assert_eq!((again.registration, phone.passes().len()), (Some(200), 1));
}

#[tokio::test]
async fn a_push_makes_the_phone_list_fetch_and_tell_its_owner() {
    let world = World::new().await;
    let phone = world.phone().await;
    let device = phone.device_library_identifier();
    let list = format!("GET /apple/v1/devices/{device}/registrations/{TYPE}");
    let fetch = format!("GET /apple/v1/passes/{TYPE}/{SERIAL}");

    world.shop.stamp();
    assert_eq!(world.push().await, [200]);
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        1
    );
    assert_eq!(world.shop.asked(), [list.clone(), fetch.clone()]);
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .value("stamps"),
        "1"
    );
    assert_eq!(notifications(&phone), ["You have 1 stamps"]);

    world.push().await;
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        world.shop.asked(),
        [format!("{list}?passesUpdatedSince=1")],
        "nothing has changed, so nothing is fetched"
    );

    world.shop.stamp();
    world.push().await;
    world.push().await;
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        1,
        "two pushes that wait are one look"
    );
    let since = "since Sun, 22 Nov 2026 00:00:01 GMT";
    assert_eq!(
        world.shop.asked(),
        [
            format!("{list}?passesUpdatedSince=1"),
            format!("{fetch} {since}")
        ]
    );
    assert_eq!(
        (
            phone.pass(SERIAL).unwrap().fetches,
            world
                .apns
                .pushes_to(&phone.push_token())
        ),
        (2, 4)
    );
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn a_message_is_shown_for_one_changed_field_only() {
    let world = World::new().await;
    let phone = world.phone().await;
    phone.set_language("de-AT");

    world.shop.stamp();
    phone.refresh().await.unwrap();
    world.shop.books().version += 1;
    phone.refresh().await.unwrap();
    world.shop.books().news = Some("Kaffeetag");
    world.shop.books().version += 1;
    phone.refresh().await.unwrap();
    world.shop.books().news = Some("none yet");
    world.shop.stamp();
    phone.refresh().await.unwrap();
    assert_eq!(
        notifications(&phone),
        ["Du hast 1 Stempel", "Kaffeetag", "Store card changed"]
    );
    assert_eq!(
        phone.pass(SERIAL).unwrap().fetches,
        4,
        "the second one was silent"
    );
}

#[tokio::test]
async fn pull_to_refresh_keeps_an_unchanged_pass() {
    let world = World::new().await;
    let phone = world.phone().await;
    assert_eq!(
        phone.refresh().await.unwrap(),
        1,
        "the first fetch has no date to send"
    );
    assert_eq!(phone.refresh().await.unwrap(), 0);
    world.shop.stamp();
    let pass = phone
        .refresh_pass(SERIAL)
        .await
        .unwrap();
    assert_eq!(
        (
            pass.value("stamps").as_str(),
            pass.fetches,
            pass.not_modified
        ),
        ("1", 2, 1)
    );
}

#[tokio::test]
async fn a_phone_that_was_offline_catches_up_with_one_push() {
    let world = World::new().await;
    let phone = world.phone().await;
    phone.go_offline();
    for _ in 0..3 {
        world.shop.stamp();
        world.push().await;
    }
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        0
    );
    assert!(matches!(phone.refresh().await, Err(PhoneError::Offline)));
    assert_eq!(world.shop.asked(), [""; 0]);

    phone.go_online();
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        1
    );
    assert_eq!(notifications(&phone), ["You have 3 stamps"]);
}

#[tokio::test]
async fn two_phones_with_one_pass_hear_the_same_change() {
    let world = World::new().await;
    let (mine, yours) = (world.phone().await, world.phone().await);
    world.shop.stamp();
    assert_eq!(world.push().await, [200, 200]);
    assert_eq!(
        mine.receive_pushes().await.unwrap()
            + yours
                .receive_pushes()
                .await
                .unwrap(),
        2
    );

    mine.remove(SERIAL).await.unwrap();
    assert!(mine.pass(SERIAL).is_none());
    assert_eq!(
        world.shop.books().registered,
        [(
            yours
                .device_library_identifier()
                .to_owned(),
            yours.push_token()
        )]
    );
    assert!(matches!(
        mine.refresh_pass(SERIAL).await,
        Err(PhoneError::NotInstalled(_))
    ));
}

#[tokio::test]
async fn a_deletion_offline_and_an_erased_phone_are_known_to_apple_only() {
    let world = World::new().await;
    let (offline, erased) = (world.phone().await, world.phone().await);
    offline.go_offline();
    offline
        .remove(SERIAL)
        .await
        .unwrap();
    erased.erase().await.unwrap();
    assert_eq!(world.push().await, [200, 410]);
    offline.go_online();
    assert_eq!(
        offline
            .receive_pushes()
            .await
            .unwrap(),
        0
    );
    assert_eq!(world.shop.asked(), [""; 0]);
}

#[tokio::test]
async fn a_new_push_token_is_registered_and_the_old_one_is_gone() {
    let world = World::new().await;
    let phone = world.phone().await;
    let old = phone.push_token();
    phone
        .rotate_push_token()
        .await
        .unwrap();
    assert_ne!(phone.push_token(), old);
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .registration,
        Some(200)
    );
    world.shop.stamp();
    assert_eq!(world.push().await, [200]);
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        1
    );

    world.shop.books().registered[0].1 = old;
    assert_eq!(world.push().await, [410]);
}

#[tokio::test]
async fn switching_updates_off_unregisters_and_on_registers() {
    let world = World::new().await;
    let phone = world.phone().await;
    phone
        .set_automatic_updates(SERIAL, false)
        .await
        .unwrap();
    assert!(
        world
            .shop
            .books()
            .registered
            .is_empty()
    );
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .registration,
        None
    );
    phone
        .set_automatic_updates(SERIAL, true)
        .await
        .unwrap();
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .registration,
        Some(201)
    );
}

#[tokio::test]
async fn a_service_that_breaks_the_protocol_is_found_out() {
    let world = World::new().await;
    let phone = world.phone().await;
    world.shop.stamp();

    world.shop.books().number_as_tag = true;
    world.push().await;
    let error = phone
        .receive_pushes()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("list") && error.contains("expected a string"),
        "{error}"
    );
    world.shop.books().number_as_tag = false;

    world.shop.books().other_serial = true;
    world.push().await;
    let error = phone
        .receive_pushes()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("an update must not change serialNumber"),
        "{error}"
    );
    assert_eq!(
        world.shop.books().logs,
        [json!({ "logs": [error] })],
        "the phone reports it to the service"
    );
    world.shop.books().other_serial = false;

    world.shop.books().down = true;
    world.push().await;
    assert!(matches!(
        phone.receive_pushes().await,
        Err(PhoneError::Refused {
            call: "list",
            status: 503,
            ..
        })
    ));
    world.shop.books().down = false;

    world.shop.books().content_type = Some("application/zip");
    let error = phone
        .refresh()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("its content type is \"application/zip\""),
        "{error}"
    );
    world.shop.books().content_type = None;

    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .value("stamps"),
        "0",
        "the old version stays"
    );
    assert_eq!(phone.console().len(), 3);
    world.push().await;
    assert_eq!(
        phone
            .receive_pushes()
            .await
            .unwrap(),
        1,
        "and the next push brings the new one"
    );
    phone
        .log_error("hello")
        .await
        .unwrap();
    assert_eq!(world.shop.books().logs[1], json!({ "logs": ["hello"] }));
}

#[tokio::test]
async fn a_listening_phone_updates_by_itself_and_tells_its_watchers() {
    let world = World::new().await;
    let phone = world.phone().await;
    let mut changes = phone.changes();
    let listener = phone.spawn_listener().await;
    world.shop.stamp();
    world.push().await;
    let updated = changes.wait_for(|_| {
        phone
            .pass(SERIAL)
            .is_some_and(|pass| pass.value("stamps") == "1")
    });
    tokio::time::timeout(PATIENCE, updated)
        .await
        .unwrap()
        .unwrap();

    drop(phone);
    tokio::time::timeout(PATIENCE, listener)
        .await
        .expect("it ends with the phone")
        .unwrap();
}

#[tokio::test]
async fn a_pass_without_web_service_is_kept_and_left_alone() {
    let world = World::new().await;
    world.shop.books().without_service = true;
    let phone = world.phone().await;
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .registration,
        None
    );
    assert!(
        world
            .shop
            .books()
            .registered
            .is_empty()
    );
    phone.remove(SERIAL).await.unwrap();
    assert_eq!(world.shop.asked(), [""; 0]);
}

#[tokio::test]
async fn a_pass_whose_registration_fails_stays_without_updates() {
    let world = World::new().await;
    world.shop.books().refuses_devices = true;
    let phone = Phone::new(&world.apns).unwrap();
    let error = phone
        .add(&world.shop.pass_url())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            PhoneError::Refused {
                call: "register",
                status: 401,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .registration,
        None
    );
    assert_eq!(phone.console(), [error.to_string()]);
}

#[tokio::test]
async fn a_page_can_draw_the_pass_in_the_phones_language() {
    let world = World::new().await;
    let phone = world.phone().await;
    phone.set_language("fa");
    assert_eq!(
        phone
            .pass(SERIAL)
            .unwrap()
            .field("stamps")
            .unwrap()
            .label,
        "Stamps",
        "a language without texts shows the pass's own"
    );
    phone.set_language("de");
    let pass = phone.pass(SERIAL).unwrap();
    let shown: Vec<_> = pass
        .fields()
        .into_iter()
        .map(|field| (field.group, field.label, field.value))
        .collect();
    let field = |group, label: &str, value: &str| (group, label.to_owned(), value.to_owned());
    assert_eq!(
        shown,
        [
            field("headerFields", "Stempel", "0"),
            field("backFields", "News", "noch nichts")
        ]
    );
    assert_eq!(pass.image("strip", 3).unwrap()[..], pixel(2));
    assert_eq!(pass.image("icon", 1).unwrap()[..], pixel(1));
    assert!(pass.image("logo", 2).is_none());
    assert_eq!(
        (
            pass.top("organizationName")
                .as_str(),
            pass.style(),
            pass.voided()
        ),
        ("Coffee", "storeCard", false)
    );
}
