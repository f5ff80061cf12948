//! Sixteen writers at once, a phone that asks all the time, and every request sent twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::{join, join_all};
use serde_json::Value;
use stampwell::sandbox::Phone;

use super::{scan_id, text};
use crate::world::{Card, PASS_TYPE, Setup, Shop, World, tell};

const SHOPS: usize = 4;
const WRITERS: usize = 16;
const CARDS_EACH: usize = 8;

/// What the phone's question is answered with.
pub(super) struct Curious<'w> {
    world: &'w World,
    path: String,
    tag: Option<String>,
    pub(super) told: BTreeSet<String>,
}

impl Curious<'_> {
    pub(super) fn new<'w>(world: &'w World, phone: &Phone) -> Curious<'w> {
        let path = format!(
            "/apple/v1/devices/{}/registrations/{PASS_TYPE}",
            phone.device_library_identifier()
        );
        Curious {
            world,
            path,
            tag: None,
            told: BTreeSet::new(),
        }
    }

    /// Asks once with the last tag it was told; what is new.
    pub(super) async fn ask(&mut self) -> Vec<String> {
        let since = self
            .tag
            .iter()
            .map(|tag| format!("?passesUpdatedSince={tag}"))
            .collect::<String>();
        let answer = self
            .world
            .stranger()
            .get(&format!("{}{since}", self.path))
            .await;
        if answer.status == 204 {
            return vec![];
        }
        let answer = answer.ok();
        self.tag = Some(text(&answer["lastUpdated"]));
        let serials: Vec<String> = answer["serialNumbers"]
            .as_array()
            .unwrap()
            .iter()
            .map(text)
            .collect();
        self.told
            .extend(serials.iter().cloned());
        serials
    }
}

/// One visit that two clients report at once with one key: what a till does that got no answer in time. Both must hear of
/// the same scan.
async fn scan_twice(shop: &Shop, key: &str, card: &Card) -> String {
    let staff = shop.staff.once(key);
    let body = serde_json::json!({ "card_id": card.id() });
    let (one, other) = join(
        staff.post("/v1/scans", body.clone()),
        staff.post("/v1/scans", body),
    )
    .await;
    assert_eq!(scan_id(&one), scan_id(&other), "one key, one scan");
    scan_id(&one)
}

#[tokio::test]
async fn no_tag_hides_a_change_and_no_key_counts_twice() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    tell(
        Setup::default(),
        Some(server.new_database()),
        sixteen_writers,
    )
    .await;
}

async fn sixteen_writers(world: &World) {
    let mut shops = Vec::new();
    for n in 0..SHOPS {
        shops.push(
            world
                .shop(&format!("Shop {n}"))
                .hasty()
                .open()
                .await,
        );
    }
    let phone = world.iphone();
    let stacks: Vec<(&Shop, Vec<Card>)> = join_all((0..WRITERS).map(async |n| {
        let shop = &shops[n % SHOPS];
        let mut cards = Vec::new();
        for _ in 0..CARDS_EACH {
            cards.push(shop.issue_card().await);
            phone
                .add(&cards[cards.len() - 1].pass_url())
                .await
                .unwrap();
        }
        (shop, cards)
    }))
    .await;
    let mut curious = Curious::new(world, &phone);
    curious.ask().await;
    curious.told.clear();

    // Each card changes once. A change that a tag hides is then hidden for good: no later one brings it to light.
    let (working, acknowledged) = (AtomicUsize::new(WRITERS), AtomicUsize::new(0));
    let writers = join_all(
        stacks
            .iter()
            .enumerate()
            .map(async |(writer, (shop, cards))| {
                let mut paper = BTreeMap::new();
                for (n, card) in cards.iter().enumerate() {
                    paper.insert(
                        scan_twice(shop, &format!("writer{writer}-{n}"), card).await,
                        card.id().to_owned(),
                    );
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
                working.fetch_sub(1, Ordering::Relaxed);
                paper
            }),
    );
    let asking = async {
        while working.load(Ordering::Relaxed) > 0 {
            for serial in curious.ask().await {
                assert_eq!(
                    face(world, &phone, &serial).await,
                    "1 / 10",
                    "told of a change, it fetches it"
                );
            }
        }
        curious.ask().await;
        curious
    };
    let (papers, curious) = join(writers, asking).await;

    let all: BTreeSet<String> = stacks
        .iter()
        .flat_map(|(_, cards)| cards)
        .map(|card| card.id().to_owned())
        .collect();
    let hidden: Vec<&String> = all
        .difference(&curious.told)
        .collect();
    assert_eq!(
        hidden,
        Vec::<&String>::new(),
        "changed cards that the phone was never told of"
    );
    for shop in &shops {
        let stored: BTreeMap<String, String> = shop
            .owner
            .list("/v1/scans")
            .await
            .iter()
            .map(|scan| (text(&scan["id"]), text(&scan["card_id"])))
            .collect();
        let told: BTreeMap<String, String> = stacks
            .iter()
            .zip(&papers)
            .filter(|((at, _), _)| std::ptr::eq(*at, shop))
            .flat_map(|(_, paper)| paper.clone())
            .collect();
        assert_eq!(stored, told, "what was acknowledged is what is stored");
    }
    assert_eq!(acknowledged.load(Ordering::Relaxed), WRITERS * CARDS_EACH);
    world.deliver().await;
}

/// The stamps on the pass that the service gives the phone now.
async fn face(world: &World, phone: &Phone, serial: &str) -> String {
    let token = text(
        &phone
            .pass(serial)
            .unwrap()
            .pass_json["authenticationToken"],
    );
    let wallet = world
        .stranger()
        .with("authorization", &format!("ApplePass {token}"));
    let archive = wallet
        .get(&format!("/apple/v1/passes/{PASS_TYPE}/{serial}"))
        .await;
    assert_eq!(archive.status, 200, "{}", archive.text());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive.body)).unwrap();
    let pass: Value = serde_json::from_reader(
        archive
            .by_name("pass.json")
            .unwrap(),
    )
    .unwrap();
    let fields = [
        "headerFields",
        "primaryFields",
        "secondaryFields",
        "auxiliaryFields",
    ];
    let fields = fields.iter().flat_map(|group| {
        pass["storeCard"][group]
            .as_array()
            .cloned()
            .unwrap_or_default()
    });
    fields
        .filter(|field| field["key"] == "stamps")
        .map(|field| text(&field["value"]))
        .collect()
}
