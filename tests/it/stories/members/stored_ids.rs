//! Ids that an earlier release stored as they were typed come into one way of writing when the database is migrated.

use reqwest::Method;
use serde_json::{Value, json};
use stampwell::domain::scan_code::Secrets;
use stampwell::service::members::fold_ids::{BATCH, fold_ids};
use stampwell::service::members::profile;
use stampwell::service::members::profile::Profile;
use stampwell::store::Store;

use super::member;
use crate::world::{Card, Shop, World};

/// Members with these ids, by age, in a database as the release before left it.
async fn stored_as_typed(world: &World, shop: &Shop, ids: &[&'static str]) -> Vec<Card> {
    let mut cards = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        let told = json!({ "external_id": format!("new-{i}"), "name": format!("Member {i}"), "email": format!("m{i}@example.com") });
        let card = Card(
            shop.owner
                .post("/v1/cards", json!({ "member": told }))
                .await
                .created(),
        );
        store(world, shop, &card, id).await;
        cards.push(card);
    }
    world.ids_stored_as_typed();
    cards
}

async fn store(world: &World, shop: &Shop, card: &Card, id: &'static str) {
    let (shop, member) = (shop.id.clone(), card.member().parse().unwrap());
    let secrets = world.app.secrets.clone();
    let work = world.app.store.write(move |tx| {
        let tenant = tx
            .merchant_by_name(&shop)?
            .unwrap()
            .0;
        let told = profile::told(&secrets, tx, tenant, member)?;
        profile::keep(
            &secrets,
            tx,
            tenant,
            member,
            &Profile {
                external_id: Some(id.into()),
                ..told
            },
        )?;
        tx.set_external_hash(tenant, member, &profile::digests(&secrets, tenant, id)[0])
    });
    work.await.unwrap();
}

/// Who is found by an id.
async fn found(shop: &Shop, id: &str) -> Vec<String> {
    let address = reqwest::Url::parse_with_params("http://shop/v1/members", [("q", id)]).unwrap();
    let list = shop
        .owner
        .list(&format!("/v1/members?{}", address.query().unwrap()))
        .await;
    list.iter()
        .map(|member| {
            member["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// All that is kept of a shop's members.
async fn rows(world: &World, shop: &Shop) -> String {
    let shop = shop.id.clone();
    let read = world.app.store.read(move |tx| {
        let tenant = tx
            .merchant_by_name(&shop)?
            .unwrap()
            .0;
        let members = tx.members(tenant, None, 1_000)?;
        let ids: Vec<_> = members
            .iter()
            .map(|member| member.id)
            .collect();
        let mut profiles = tx.profiles(tenant, &ids)?;
        profiles.sort_by_key(|row| row.member_id);
        Ok(format!(
            "{members:?} {profiles:?} {:?}",
            tx.same_ids(None, 1_000)?
        ))
    });
    read.await.unwrap()
}

async fn left(store: &Store) -> i64 {
    store
        .read(|tx| tx.count_typed_ids())
        .await
        .unwrap()
}

world_test! {
    async fn ids_stored_as_typed_are_folded_and_pairs_named(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let cards = stored_as_typed(world, &shop, &[" 1001 ", "۱۰۰۱", "1001", "'00123", "walk-in", "Tea-7"]).await;
        let [first, second, third, quoted, nobody, tea] = cards.as_slice() else { panic!() };
        shop.stamp_times(second, 2).await;

        let (code, said) = world.stampwell(None, &["migrate"]);
        assert!(code == Some(0) && said.contains("the IDs of 6 members stay as they were typed"), "{said}");
        let (_, said) = world.stampwell(None, &["doctor"]);
        assert!(said.contains("own IDs for 6 members may still be as they were typed") && said.contains("STAMPWELL_SECRET_PREVIOUS"), "{said}");
        let (code, said) = world.stampwell(Some("a secret of another service, and of no use here"), &["migrate"]);
        assert!(code == Some(0) && said.contains("the IDs of 6 members stay"), "{said}");

        let (code, said) = world.migrate();
        assert!(code == Some(0) && said.contains("2 pairs of members turned out to share an ID") && !said.contains("stay as they were typed"), "{said}");
        for id in ["1001", " 1001 ", "۱۰۰۱", "١٠٠١", "=\"1001\"", "1001.0"] {
            assert_eq!(found(&shop, id).await, [first.member()], "{id}");
            let again = shop.owner.post("/v1/cards", json!({ "member": { "external_id": id } })).await;
            assert_eq!(again.ok()["member_id"], first.member(), "{id}");
        }
        for (card, ids) in [(quoted, ["'00123", "00123", "٠٠١٢٣"]), (nobody, ["walk-in"; 3]), (tea, ["Tea-7", " Tea-7", "\"Tea-7\""])] {
            for id in ids {
                assert_eq!(found(&shop, id).await, [card.member()], "{id}");
            }
        }
        for (card, id) in cards.iter().zip(["1001", "1001", "1001", "00123", "walk-in", "Tea-7"]) {
            let told = member(&shop, card).await["profile"].clone();
            assert_eq!((&told["external_id"], told["name"].is_string()), (&json!(id), true));
        }
        assert_eq!(found(&shop, "m1@example.com").await, [second.member()], "what else finds a member is kept");

        let before = rows(world, &shop).await;
        let (code, said) = world.migrate();
        assert!(code == Some(0) && !said.contains("note"), "{said}");
        assert_eq!(rows(world, &shop).await, before, "a second time changes nothing");

        let (code, said) = world.doctor();
        let named = [second, third].iter().all(|other| said.contains(&format!("{} and {} of {}", first.member(), other.member(), shop.slug)));
        assert!(code == Some(0) && said.contains("2 pairs of members share") && named, "{said}");
        the_page_merges_a_pair(world, &shop, [first, second]).await;

        let (_, said) = world.doctor();
        assert!(said.contains("1 pair of members shares") && !said.contains(second.member()), "{said}");
        assert_eq!(shop.owner.delete(&format!("/v1/members/{}", first.member())).await.status, 204);
        assert_eq!(found(&shop, "۱۰۰۱").await, [third.member()], "of an erased member's id the other is left");
        let (_, said) = world.doctor();
        assert!(!said.contains("of members share"), "{said}");
        assert!(!shop.signed_in(world).await.get("/admin/members?lang=en").await.text().contains("same customer number"));
    }
}

/// The owner merges by the buttons of the pages.
async fn the_page_merges_a_pair(world: &World, shop: &Shop, [first, second]: [&Card; 2]) {
    let browser = shop.signed_in(world).await;
    let page = browser
        .get("/admin/members?lang=en")
        .await
        .text();
    assert!(page.contains("Two members, one customer number"), "{page}");
    assert_eq!(
        page.matches(&format!(
            "action=\"/admin/members/{}/merge\"",
            first.member()
        ))
        .count(),
        2,
        "{page}"
    );
    assert!(
        page.contains(&format!("name=\"code\" value=\"{}\"", second.member())),
        "{page}"
    );
    let merge = format!("/admin/members/{}/merge?lang=en", first.member());
    let sure = browser
        .get(&format!("{merge}&code={}", second.member()))
        .await
        .text();
    assert!(
        sure.contains(&format!("name=\"other\" value=\"{}\"", second.member())),
        "{sure}"
    );
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        browser
            .send(
                Method::POST,
                &merge,
                form,
                format!("other={}", second.member())
            )
            .await
            .status,
        303
    );
    let one: Value = member(shop, first).await;
    assert_eq!(
        (&one["stamps"], &one["profile"]["external_id"]),
        (&json!(2), &json!("1001"))
    );
    let page = browser
        .get("/admin/members?lang=en")
        .await
        .text();
    assert_eq!(
        page.matches(&format!(
            "action=\"/admin/members/{}/merge\"",
            first.member()
        ))
        .count(),
        1,
        "{page}"
    );
}

world_test! {
    async fn folding_that_was_killed_goes_on_and_several_at_once_are_one(world) {
        let shop = world.shop("Coffee").open().await;
        let cards = stored_as_typed(world, &shop, &["۱", "1", "٢", "3.0", "'4", "۵", "5"]).await;
        let [younger, older] = [&cards[6], &cards[5]];
        let (one, secrets) = (Store::open(world.database()).unwrap(), world.app.secrets.clone());
        assert_eq!(left(&one).await, 7);
        let strange = Secrets::new(b"another secret", &[]);
        assert_eq!((fold_ids(&one, &strange, BATCH, |_| {}).await.unwrap(), left(&one).await), (0, 7), "sealed with a secret that is not here");

        let (store, with) = (one.clone(), secrets.clone());
        let killed = tokio::spawn(async move { fold_ids(&store, &with, 2, |_| panic!("killed after the first batch")).await }).await;
        assert!(killed.is_err());
        assert_eq!(left(&one).await, 5);
        let other = Store::open(world.database()).unwrap();
        let rotated = Secrets::new(b"another secret", &[b"a secret that is known to stories only".to_vec()]);
        let (a, b) = tokio::join!(fold_ids(&one, &secrets, 1, |_| {}), fold_ids(&other, &rotated, 1, |_| {}));
        assert_eq!((a.unwrap() + b.unwrap(), left(&one).await), (5, 0));
        assert_eq!(fold_ids(&one, &secrets, BATCH, |_| {}).await.unwrap(), 0, "nothing is left to do");
        let pairs = one.read(|tx| tx.same_ids(None, 100)).await.unwrap();
        let pairs: Vec<[String; 2]> = pairs.iter().map(|pair| [pair.keeper.to_string(), pair.other.to_string()]).collect();
        let wanted = [[&cards[0], &cards[1]], [older, younger]].map(|pair| pair.map(|card| card.member().to_owned()));
        assert_eq!(pairs, wanted);
    }
}

world_test! {
    async fn the_older_of_two_has_the_id_whichever_is_folded_first(world) {
        let shop = world.shop("Coffee").open().await;
        // The two youngest were one person already; nobody knows any more how the one was called who is no more.
        let cards = stored_as_typed(world, &shop, &["۷", "7", "٧", "۹"]).await;
        let [oldest, plain, last, gone] = cards.as_slice() else { panic!() };
        world.migrate();
        assert_eq!(found(&shop, "7").await, [oldest.member()]);
        shop.owner.post(&format!("/v1/members/{}/merge", gone.member()), json!({ "into": last.member() })).await.ok();
        assert_eq!(found(&shop, "۹").await, [last.member()]);
        // Erased first, the one who keeps the id leaves it to the next, and the pair is of those two.
        assert_eq!(shop.owner.delete(&format!("/v1/members/{}", oldest.member())).await.status, 204);
        assert_eq!(found(&shop, "٧").await, [plain.member()]);
        let (_, said) = world.doctor();
        assert!(said.contains(&format!("{} and {}", plain.member(), last.member())), "{said}");
        // Merged the other way round, the id names the one who stays.
        shop.owner.post(&format!("/v1/members/{}/merge", plain.member()), json!({ "into": last.member() })).await.ok();
        assert_eq!(found(&shop, "7").await, [last.member()]);
        assert!(!world.doctor().1.contains("of members share"));
    }
}

world_test! {
    async fn whatever_begins_with_an_earlier_database_folds_it(world) {
        let shop = world.shop("Coffee").open().await;
        let cards = stored_as_typed(world, &shop, &["۱۰۰۱", "'00123"]).await;
        if let Some(file) = world.database().strip_prefix("sqlite://") {
            let (backup, new) = (format!("{file}.backup"), format!("{file}.new"));
            world.app.store.backup(std::path::Path::new(&backup)).await.unwrap();
            let (code, said) = world.stampwell_on(&format!("sqlite://{new}"), None, &["restore", &backup]);
            assert!(code == Some(0) && said.contains("the IDs of 2 members stay as they were typed"), "{said}");
            std::fs::remove_file(&new).unwrap();
            let (code, said) = world.stampwell_on(&format!("sqlite://{new}"), Some(crate::world::SECRET), &["restore", &backup]);
            assert!(code == Some(0) && !said.contains("typed"), "{said}");
            assert_eq!(left(&Store::open(&format!("sqlite://{new}")).unwrap()).await, 0, "a backup that is restored");
        }
        let (code, said) = world.stampwell(Some(crate::world::SECRET), &["restore"]);
        assert_eq!((code, left(&world.app.store).await), (Some(0), 0), "{said}");
        assert_eq!(found(&shop, "1001").await, [cards[0].member()], "a database that was restored by other means");

        store(world, &shop, &cards[1], "٧").await;
        world.ids_stored_as_typed();
        let said = world.serve().stop();
        assert!(!said.contains("note: the IDs"), "{said}");
        assert_eq!(found(&shop, "7").await, [cards[1].member()], "a service that is started");
    }
}
