//! The owner tries and changes how the card looks, prints the poster, and hands out keys.

use reqwest::Method;
use serde_json::Value;

use crate::world::{Answer, Caller, Setup, World};

const FORM: &str = "application/x-www-form-urlencoded";

async fn sent(browser: &Caller, path: &str, form: &str) -> Answer {
    browser
        .send(Method::POST, path, FORM, form)
        .await
}

/// The editor's fields as a browser sends them, with some changed; the colours need their sign encoded.
fn fields(changes: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("tried", "yes"),
        ("name.en", "Coffee"),
        ("reward.en", "Free coffee"),
        ("reward.fa", "قهوهٔ رایگان"),
        ("stamps", "10"),
        ("colour", "#3b2a20"),
        ("stamp_colour", "#f2b33d"),
        ("icon", "coffee"),
        ("cooldown", "10"),
        ("welcome", "0"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace('#', "%23")))
        .collect::<Vec<_>>()
        .join("&")
}

world_test! {
    async fn values_are_tried_without_changing_anything_and_saved_once_their_reach_was_seen(world) {
        let shop = world.shop("Coffee").open().await;
        shop.issue_card().await;
        let browser = shop.signed_in(world).await;
        let new = fields(&[("stamps", "8"), ("icon", "scissors"), ("reward.en", "Haircut"), ("cost", "4.50")]);

        let tried = browser.get(&format!("/admin/card?{new}")).await.text();
        assert!(tried.contains("Saving changes \u{2068}1\u{2069} card") && tried.contains("3 / 8") && tried.contains("Haircut"), "{tried}");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1, "trying saves nothing");

        let asked = sent(&browser, "/admin/card", &new).await;
        assert_eq!(asked.status, 200);
        assert!(asked.text().contains("Save again to confirm."));
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1, "nobody had seen how many cards change");

        let saved = sent(&browser, "/admin/card", &format!("{new}&cards=1")).await;
        assert_eq!((saved.status, saved.header("location").contains("done=look-saved")), (303, true));
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&program["version"], &program["template"], &program["rewards"][0]["at"]), (&2.into(), &"scissors".into(), &8.into()));
        assert_eq!(program["rewards"][0]["cost_minor"], 450);
        assert_eq!(program["rewards"][0]["name"]["fa"], "قهوهٔ رایگان");
        assert!(sent(&browser, "/admin/card", &new).await.header("location").contains("done=look-same"));
    }
}

world_test! {
    async fn an_earlier_version_comes_back_by_saving_it(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let before = shop.owner.get("/v1/program").await.ok();
        sent(&browser, "/admin/card", &fields(&[("stamps", "6"), ("colour", "#0f766e")])).await;
        assert_eq!(shop.owner.get("/v1/program").await.ok()["rewards"][0]["at"], 6, "no card is out, so nothing had to be asked");

        let page = browser.get("/admin/card?from=1").await.text();
        assert!(page.contains("You are looking at version \u{2068}1\u{2069}."), "{page}");
        let back = fields(&[("from", "1"), ("reward.ar", "قهوة مجانية"), ("reward.tr", "Bedava kahve"), ("reward.uz", "Bepul qahva"), ("reward.id", "Kopi gratis")]);
        sent(&browser, "/admin/card", &back).await;
        let after = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&after["version"], &after["rewards"], &after["colours"]), (&Value::from(3), &before["rewards"], &before["colours"]));
    }
}

world_test! {
    async fn all_that_a_program_holds_is_changed_in_the_editor(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let all = fields(&[
            ("steps", "2"),
            ("step-0-at", "7"),
            ("step-0-name.en", "Cake"),
            ("step-1-at", "3"),
            ("step-1-name.en", "Cookie"),
            ("step-1-cost", "0.40"),
            ("currency", "usd"),
            ("confirm", "no"),
            ("daily", "2"),
            ("card_days", "365"),
            ("reward_days", "90"),
            ("launched", "2026-01-05"),
            ("margin", "62.5"),
            ("tiers", "1"),
            ("tier-0-name", "Gold"),
            ("tier-0-visits", "30"),
            ("links", "1"),
            ("link-0-name.en", "Menu"),
            ("link-0-url", "linden.example/menu"),
            ("address.en", "Linden Street 1%0D%0A10115 Berlin"),
            ("hours.en", "Mo-Fr 8-18"),
            ("telephone", "%2B%DB%B4%DB%B9 30 1234567"),
            ("website", "https://linden.example"),
        ]);
        let saved = sent(&browser, "/admin/card", &all).await;
        assert_eq!((saved.status, saved.header("location").contains("done=look-saved")), (303, true), "{}", saved.text());
        let program = shop.owner.get("/v1/program").await.ok();
        let rungs: Vec<(i64, String)> = program["rewards"].as_array().unwrap().iter().map(|r| (r["at"].as_i64().unwrap(), r["name"].to_string())).collect();
        assert_eq!((rungs[0].clone(), rungs[1].clone(), rungs[2].0), ((3, "\"Cookie\"".into()), (7, "\"Cake\"".into()), 10), "in rising order");
        assert_eq!((&program["rewards"][0]["cost_minor"], &program["currency"], &program["confirm_allowed"]), (&40.into(), &"USD".into(), &false.into()));
        assert_eq!((&program["card_expires_after_days"], &program["reward_expires_after_days"]), (&365.into(), &90.into()));
        assert_eq!((&program["launched_on"], &program["gross_margin_bp"], &program["daily_limit"]), (&"2026-01-05".into(), &6_250.into(), &2.into()));
        assert_eq!(program["tiers"], serde_json::json!([{ "name": "Gold", "visits": 30, "window_days": null, "stamps_per_visit": null }]));
        assert_eq!(program["links"], serde_json::json!([{ "name": "Menu", "url": "https://linden.example/menu" }]));
        assert_eq!((&program["address"], &program["telephone"]), (&"Linden Street 1\n10115 Berlin".into(), &"+49 30 1234567".into()));
        assert_eq!(shop.owner.put("/v1/program", program.clone()).await.ok()["version"], program["version"], "the program takes its own answer");
    }
}

world_test! {
    async fn rows_are_added_and_taken_away_by_buttons_without_saving(world) {
        let shop = world.shop("Coffee").ladder(&[5, 10]).open().await;
        let browser = shop.signed_in(world).await;
        let row = |page: &str, row: usize| page.contains(&format!("id=\"step-{row}-at\""));
        let page = browser.get("/admin/card").await.text();
        assert!(row(&page, 0) && !row(&page, 1), "{page}");
        let form = [("steps", "1"), ("step-0-was", "5"), ("step-0-at", "5"), ("step-0-name.en", "Cake")];
        let added = sent(&browser, "/admin/card", &format!("{}&try=add-step", fields(&form))).await;
        let page = added.text();
        assert!(added.status == 200 && row(&page, 1) && page.contains("id=\"steps\" open") && page.contains("value=\"Cake\""), "{page}");
        let dropped = sent(&browser, "/admin/card", &format!("{}&try=drop-step-0", fields(&form))).await.text();
        assert!(!row(&dropped, 0));
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 2, "buttons that try save nothing");
        sent(&browser, "/admin/card", &fields(&[("steps", "0")])).await;
        assert_eq!(shop.owner.get("/v1/program").await.ok()["rewards"].as_array().unwrap().len(), 1);
    }
}

world_test! {
    async fn each_wrong_row_is_told_at_its_place(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let wrong = fields(&[
            ("steps", "2"),
            ("step-0-at", "7"),
            ("step-0-name.en", "Cake"),
            ("step-1-at", "many"),
            ("step-1-name.en", "Cookie"),
            ("tiers", "1"),
            ("tier-0-visits", "3"),
            ("links", "1"),
            ("link-0-name.en", "Menu"),
            ("link-0-url", "http://linden.example"),
            ("telephone", "call us"),
            ("currency", "money"),
            ("card_days", "0"),
            ("launched", "yesterday"),
        ]);
        let refused = sent(&browser, "/admin/card", &wrong).await;
        let page = refused.text();
        assert_eq!(refused.status, 422);
        for field in ["step-1-at", "tier-0-name", "link-0-url", "telephone", "currency", "card_days", "launched"] {
            let told = page.split(&format!("id=\"{field}-fault\" data-live>")).nth(1).unwrap_or_else(|| panic!("{field} in {page}"));
            assert!(!told.starts_with('<'), "{field}");
        }
        assert!(page.contains("id=\"step-0-at-fault\" data-live></span>"), "the row that is right is left alone");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1);
    }
}

world_test! {
    async fn what_the_shop_says_of_itself_stands_in_both_wallets_and_on_the_web_card(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let told = serde_json::json!({
            "address": "Linden Street 1\n10115 Berlin",
            "opening_hours": { "en": "Mo-Fr 8-18", "fa": "دوشنبه تا جمعه" },
            "telephone": "+49 30 1234567",
            "website": "https://linden.example/",
        });
        shop.change_program(told).await;
        world.deliver().await;

        let page = world.stranger().get(card.page()).await.text();
        assert!(page.contains("Linden Street 1\n10115 Berlin") && page.contains("href=\"tel:+49301234567\""), "{page}");
        assert!(page.contains(">linden.example</bdi>"), "{page}");
        let class = shop.google_class(world).unwrap();
        let modules: Vec<&str> = class["textModulesData"].as_array().unwrap().iter().map(|part| part["body"].as_str().unwrap()).collect();
        assert_eq!(modules, ["Linden Street 1\n10115 Berlin", "Mo-Fr 8-18"]);
        assert_eq!(class["linksModuleData"]["uris"][0]["uri"], "tel:+49301234567");
        let pass = phone.refresh_pass(card.id()).await.unwrap();
        assert_eq!((pass.value("opening_hours"), pass.value("telephone")), ("Mo-Fr 8-18".into(), "+49 30 1234567".into()));
        assert_eq!(pass.field("address").map(|field| (field.label, field.value)), Some(("Address".into(), "Linden Street 1\n10115 Berlin".into())));

        shop.change_program(serde_json::json!({ "address": null, "opening_hours": null, "telephone": null, "website": null })).await;
        world.deliver().await;
        let class = shop.google_class(world).unwrap();
        assert!(class["textModulesData"].as_array().is_none_or(Vec::is_empty) && class["linksModuleData"].is_null(), "{class}");
        assert!(!world.stranger().get(card.page()).await.text().contains("Linden Street"));
    }
}

world_test! {
    async fn a_wrong_field_is_told_at_its_place_and_the_rest_is_kept(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let refused = sent(&browser, "/admin/card", &fields(&[("stamps", "0"), ("name.en", "Kaffee <b>"), ("colour", "brown")])).await;
        let page = refused.text();
        assert_eq!(refused.status, 422);
        assert!(page.contains("id=\"stamps-fault\" data-live>Enter a whole number"), "{page}");
        assert!(page.contains("id=\"colour-fault\" data-live>Choose a colour"));
        assert!(page.contains("value=\"Kaffee &#60;b&#62;\"") && !page.contains("<b>\""), "what was typed is kept and never run");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1);
        assert_eq!(browser.get("/admin/card?from=77").await.status, 404);
    }
}

world_test! {
    async fn a_colour_that_cannot_be_read_is_corrected_and_both_are_shown(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let faint = fields(&[("colour", "#0f766e"), ("stamp_colour", "#0d6b63")]);
        let page = browser.get(&format!("/admin/card?{faint}")).await.text();
        assert!(page.contains("#0d6b63") && page.contains("Colour we use, so it can be read"), "{page}");
        sent(&browser, "/admin/card", &faint).await;
        let colours = shop.owner.get("/v1/program").await.ok()["colours"].clone();
        assert_ne!(colours["accent"], "#0d6b63");
        assert!(page.contains(colours["accent"].as_str().unwrap()), "what was shown is what is used");
        let logo = browser.get("/admin/card/logo.png?icon=coffee&colour=0f766e&stamp_colour=ffffff&label=ffffff").await;
        assert_eq!((logo.status, &logo.body[1..4]), (200, b"PNG".as_slice()));
    }
}

/// A picture of one colour.
fn picture(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let data: Vec<u8> = (0..width * height)
        .flat_map(|_| colour)
        .collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&data)
        .unwrap();
    out
}

/// The editor's form with a file, as browsers send it.
async fn sent_with(browser: &Caller, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
    let mut body = Vec::new();
    let standing = [
        ("tried", "yes"),
        ("stamps", "10"),
        ("reward.en", "Free coffee"),
    ];
    for (name, value) in standing.iter().chain(fields) {
        body.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n",
        file.0
    );
    body.extend(
        head.bytes()
            .chain(file.1.iter().copied())
            .chain(*b"\r\n--edge--\r\n"),
    );
    browser
        .send(
            Method::POST,
            "/admin/card",
            "multipart/form-data; boundary=edge",
            body,
        )
        .await
}

/// What the page's hidden field holds.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("type=\"hidden\" name=\"{name}\" value=\"");
    page.split(&start)
        .nth(1)
        .unwrap_or_else(|| panic!("{name} in {page}"))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// The colour in the middle of a PNG, and its size.
fn middle(png: &[u8]) -> ((u32, u32), [u8; 3]) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader
        .next_frame(&mut data)
        .unwrap();
    let at =
        (frame.height / 2 * frame.width + frame.width / 2) as usize * frame.color_type.samples();
    (
        (frame.width, frame.height),
        [data[at], data[at + 1], data[at + 2]],
    )
}

world_test! {
    async fn the_shops_own_logo_is_seen_first_then_saved_and_stands_on_every_card(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let browser = shop.signed_in(world).await;

        let seen = sent_with(&browser, &[("try", "look")], ("logo_file", &picture(400, 300, [200, 0, 0]))).await;
        let page = seen.text();
        let hash = hidden(&page, "logo");
        assert_eq!((seen.status, hash.len()), (200, 64), "{page}");
        assert!(page.contains(&format!("/admin/card/pictures/{hash}.png")), "it is seen before it is saved");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1);
        let kept = browser.get(&format!("/admin/card/pictures/{hash}.png")).await;
        assert_eq!(middle(&kept.body), ((300, 300), [200, 0, 0]), "cut square");

        sent(&browser, "/admin/card", &fields(&[("logo", hash.as_str()), ("cards", "1")])).await;
        assert_eq!(shop.owner.get("/v1/program").await.ok()["logo"], hash.as_str());
        world.deliver().await;
        let pass = phone.refresh_pass(card.id()).await.unwrap();
        assert_eq!(middle(pass.image("logo", 3).unwrap()), ((150, 150), [200, 0, 0]));
        assert_eq!(middle(pass.image("icon", 2).unwrap()), ((76, 76), [200, 0, 0]));
        let class = shop.google_class(world).unwrap();
        let sign = world.stranger().get(class["programLogo"]["sourceUri"]["uri"].as_str().unwrap()).await;
        assert_eq!(middle(&sign.body), ((660, 660), [200, 0, 0]));
        let web = world.stranger().get(card.page()).await.text();
        let logo = web.split("class=\"pass-shop\"><img src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(middle(&world.stranger().get(&logo).await.body).1, [200, 0, 0]);

        let removed = sent(&browser, "/admin/card", &fields(&[("logo", ""), ("cards", "1")])).await;
        assert_eq!((removed.status, shop.owner.get("/v1/program").await.ok()["logo"].is_null()), (303, true));
        let earlier = browser.get("/admin/card?from=2").await.text();
        assert_eq!(hidden(&earlier, "logo"), hash, "an old version keeps its picture");
        world.deliver().await;
    }
}

world_test! {
    async fn the_shops_own_picture_lies_behind_the_stamps(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let plain = phone.pass(card.id()).unwrap().image("strip", 2).unwrap().clone();
        let browser = shop.signed_in(world).await;
        let saved = sent_with(&browser, &[("cards", "1")], ("strip_file", &picture(1_500, 900, [0, 120, 40]))).await;
        assert_eq!(saved.status, 303, "a file and its saving go at once: {}", saved.text());
        world.deliver().await;
        let before = phone.refresh_pass(card.id()).await.unwrap().image("strip", 2).unwrap().clone();
        assert!(before != plain && before.len() < 200_000, "{} bytes", before.len());
        shop.stamp(&card).await;
        world.deliver().await;
        let after = phone.refresh_pass(card.id()).await.unwrap().image("strip", 2).unwrap().clone();
        assert_ne!(before, after, "the stamps are drawn over it");
        let web = world.stranger().get(card.page()).await.text();
        let strip = web.split("<img class=\"pass-strip\" src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(middle(&world.stranger().get(&strip).await.body).0, (750, 288));
    }
}

world_test! {
    async fn what_is_no_picture_is_refused_in_words_and_anothers_picture_is_not_to_be_had(world) {
        let shop = world.shop("Coffee").open().await;
        let other = world.shop("Bakery").open().await;
        let (browser, others) = (shop.signed_in(world).await, other.signed_in(world).await);
        for (file, why) in [(b"GIF89a".to_vec(), "We cannot read this file"), (picture(90, 90, [0; 3]), "too small"), (vec![0xff; 6_400_000], "larger than 6 MB")] {
            let refused = sent_with(&browser, &[("cards", "0")], ("logo_file", &file)).await;
            assert!(refused.status == 422 && refused.text().contains(why), "{why}: {}", refused.text());
        }
        let huge = sent_with(&browser, &[("name.en", "Typed")], ("logo_file", &vec![0xff; 14_000_000])).await;
        let page = huge.text();
        assert!(huge.status == 422 && page.contains("larger than 6 MB") && page.contains("value=\"Typed\""), "what was typed stays: {page}");
        assert_eq!(sent_with(&browser, &[], ("logo_file", &vec![0; 70_000_000])).await.status, 413);
        let places = [(); 2].map(|()| world.app.limits.uploads.take(&shop.id).unwrap());
        assert_eq!(sent_with(&browser, &[("try", "look")], ("logo_file", &picture(200, 200, [9; 3]))).await.status, 429, "two of a shop are on their way already");
        assert_eq!(sent(&browser, "/admin/card", &fields(&[("try", "look")])).await.status, 200, "a form without files waits for none");
        drop(places);
        let hash = hidden(&sent_with(&browser, &[("try", "look")], ("logo_file", &picture(200, 200, [9; 3]))).await.text(), "logo");
        assert_eq!(others.get(&format!("/admin/card/pictures/{hash}.png")).await.status, 404);
        let mut program = other.owner.get("/v1/program").await.ok();
        for stolen in [hash.as_str(), "x"] {
            program["logo"] = stolen.into();
            let refused = other.owner.put("/v1/program", program.clone()).await.refused(422, "invalid_request");
            assert_eq!(refused["errors"][0]["pointer"], "/logo");
        }
        assert_eq!(sent(&others, "/admin/card", &fields(&[("logo", &hash)])).await.status, 422);
    }
}

world_test! {
    async fn a_pass_over_a_photo_is_drawn_and_signed_once_and_a_card_is_downloaded_so_often_only(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let browser = shop.signed_in(world).await;
        sent_with(&browser, &[("cards", "1")], ("strip_file", &picture(1_500, 900, [0, 120, 40]))).await;
        let pass = format!("{}/apple", card.page());
        let first = world.stranger().get(&pass).await;
        // A signature says when it was made.
        world.pass_s(60);
        let second = world.stranger().get(&pass).await;
        assert!(first.status == 200 && first.body == second.body, "the same pass is kept");
        let strips = world.app.cache.strips.bytes();
        let other = shop.issue_card().await;
        assert_eq!(world.stranger().get(&format!("{}/apple", other.page())).await.status, 200);
        assert_eq!(world.app.cache.strips.bytes(), strips, "another card in the same state shows the same strip");
        (0..200).for_each(|_| world.app.limits.passes.charge(card.id()));
        world.stranger().get(&pass).await.refused(429, "rate_limited");
        assert_eq!(world.stranger().get(&format!("{}/apple", other.page())).await.status, 200, "each card for itself");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn pictures_of_old_versions_make_room_for_new_ones(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        for number in 0..62 {
            let saved = sent_with(&browser, &[("cards", "0")], ("logo_file", &picture(120, 120, [number, 7, 7]))).await;
            assert_eq!(saved.status, 303, "{number}: {}", saved.text());
            world.pass_s(1);
        }
        let latest = shop.owner.get("/v1/program").await.ok();
        let old = browser.get("/admin/card?from=2").await;
        assert!(old.status == 200 && old.text().contains("no longer kept") && hidden(&old.text(), "logo").is_empty(), "{}", old.text());
        let lately = browser.get("/admin/card?from=50").await.text();
        assert!(!lately.contains("no longer kept") && hidden(&lately, "logo").len() == 64);

        let gone = "ab".repeat(32);
        let refused = sent(&browser, "/admin/card", &fields(&[("logo", &gone), ("name.en", "Typed")])).await;
        let page = refused.text();
        let told = page.split("id=\"logo-fault\">").nth(1).unwrap();
        assert!(refused.status == 422 && told.starts_with("This picture is no longer kept.") && page.contains("value=\"Typed\""), "{page}");
        assert_eq!(shop.owner.get("/v1/program").await.ok(), latest);
    }
}

world_test! {
    async fn what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(world) {
        let shop = world.shop("Coffee").open().await;
        let (first, second) = (shop.signed_in(world).await, shop.signed_in(world).await);
        let read = hidden(&first.get("/admin/card").await.text(), "version");
        assert_eq!(sent(&second, "/admin/card", &fields(&[("version", &read), ("stamps", "12")])).await.status, 303);

        let form = fields(&[("version", &read), ("colour", "#0f766e")]);
        let stale = sent(&first, "/admin/card", &form).await;
        let page = stale.text();
        assert_eq!(stale.status, 409, "{page}");
        assert!(page.contains("Somebody else saved this card") && page.contains("(\u{2068}stamps\u{2069})") && page.contains("value=\"#0f766e\""), "{page}");
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&program["version"], &program["rewards"][0]["at"]), (&2.into(), &12.into()), "nothing was lost");

        let tried = sent(&first, "/admin/card", &format!("{form}&try=look")).await.text();
        assert_eq!(hidden(&tried, "version"), read, "a look at it does not make it new");
        let again = fields(&[("version", &hidden(&page, "version")), ("stamps", "12"), ("colour", "#0f766e")]);
        assert_eq!(sent(&first, "/admin/card", &again).await.status, 303);
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&program["rewards"][0]["at"], &program["colours"]["background"]), (&12.into(), &"#0f766e".into()));
    }
}

world_test! {
    async fn a_reward_beyond_the_card_is_told_where_it_was_typed(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let logo = hidden(&sent_with(&browser, &[("try", "look")], ("logo_file", &picture(200, 200, [9; 3]))).await.text(), "logo");
        let wrong = fields(&[("stamps", "8"), ("steps", "1"), ("step-0-at", "9"), ("step-0-name.en", "Cookie"), ("logo", &logo), ("open", "tiers")]);
        let refused = sent(&browser, "/admin/card", &wrong).await;
        let page = refused.text();
        assert_eq!(refused.status, 422);
        assert!(page.contains("id=\"steps\" open") && page.contains("id=\"step-0-at-fault\" data-live>Enter a whole number below"), "{page}");
        assert!(page.contains("id=\"stamps-fault\" data-live></span>"), "the card's own number is right");
        assert!(page.contains("id=\"tiers\" open") && !page.contains("id=\"shop\" open"), "what stood open stays open");
        let preview = page.split("id=\"previews\"").nth(1).unwrap();
        assert!(preview.contains(&logo), "the preview keeps the logo");
    }
}

world_test! {
    async fn rewards_along_the_way_are_told_to_customers(world) {
        let shop = world.shop("Coffee").ladder(&[4, 8]).open().await;
        let card = shop.issue_card().await;
        let both = "\u{2068}4\u{2069}: \u{2068}Gift at 4\u{2069} · \u{2068}8\u{2069}: \u{2068}Gift at 8\u{2069}";
        for path in [format!("/j/{}?lang=en", shop.slug), format!("{}?lang=en", card.page())] {
            let page = world.stranger().get(&path).await.text();
            assert!(page.contains(&format!("<small>Rewards</small>{both}</p>")), "{page}");
        }
        let poster = shop.signed_in(world).await.get("/admin/poster?first=en&lang=en").await.text();
        assert!(poster.contains("At \u{2068}4\u{2069}: \u{2068}Gift at 4\u{2069}"), "{poster}");
    }
}

/// Whose join page an address leads to, and over which other address.
async fn joined_at(world: &World, path: &str) -> (u16, String) {
    let answer = world.stranger().get(path).await;
    (answer.status, answer.header("location").to_owned())
}

world_test! {
    async fn a_shop_changes_its_join_address_and_printed_posters_go_on_working(world) {
        let shop = world.shop("Coffee").open().await;
        let other = world.shop("Bakery").open().await;
        let browser = shop.signed_in(world).await;
        let change = async |browser: &Caller, word: &str| sent(browser, "/admin/card/address", &format!("slug={word}")).await;

        let changed = change(&browser, "کافه لیندن").await;
        assert!(changed.status == 303 && changed.header("location").contains("done=join-changed"), "{}", changed.text());
        assert_eq!(joined_at(world, "/j/kafe-lindn").await.0, 200);
        assert_eq!(joined_at(world, "/j/coffee?ch=poster&lang=fa").await, (303, "/j/kafe-lindn?ch=poster&lang=fa".into()));
        let page = browser.get("/admin/card").await.text();
        assert!(page.contains("/j/kafe-lindn</a>") && page.contains(">/j/coffee</bdi>"), "{page}");
        assert!(browser.get("/admin/poster").await.text().contains("/j/kafe-lindn</text>"), "what is printed now has the new one");

        let typed = sent(&browser, "/admin/card/address", &format!("{}&slug=kafe-lindn", fields(&[("stamps", "7")]))).await;
        let page = typed.text();
        assert!(typed.status == 200 && page.contains("id=\"stamps\" name=\"stamps\" value=\"7\"") && page.contains("data-unsaved"), "what is not saved yet stays: {page}");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1);

        let others = other.signed_in(world).await;
        for (browser, word, why) in [(&others, "coffee", "belongs to another shop"), (&others, "kafe-lindn", "belongs to another shop"), (&browser, "!", "at least two")] {
            let refused = change(browser, word).await;
            assert!(refused.status == 422 && refused.text().contains(why), "{word}: {}", refused.text());
        }
        let taken = serde_json::json!({ "name": "New", "slug": "coffee" });
        world.operator().await.post("/v1/merchants", taken).await.refused(409, "slug_taken");

        change(&browser, "coffee").await;
        assert_eq!((joined_at(world, "/j/coffee").await.0, joined_at(world, "/j/kafe-lindn").await), (200, (303, "/j/coffee".into())));
        for number in 0..18 {
            assert_eq!(change(&browser, &format!("coffee-{number}")).await.status, 303);
        }
        assert!(change(&browser, "one-more").await.text().contains("already has twenty addresses"));
        assert_eq!(change(&browser, "coffee").await.status, 303, "those that it has stay its own");
        let from_elsewhere = browser.with("sec-fetch-site", "cross-site");
        assert_eq!(change(&from_elsewhere, "bad").await.status, 403);
    }
}

/// The cookies that an answer sets, each up to its first semicolon, and those that it takes away.
fn set_and_taken(answer: &Answer) -> (Vec<String>, Vec<String>) {
    let cookies = answer
        .headers
        .get_all("set-cookie")
        .iter();
    let cookies: Vec<String> = cookies
        .map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect();
    let (taken, set): (Vec<_>, Vec<_>) = cookies
        .into_iter()
        .partition(|cookie| cookie.contains("Max-Age=0"));
    let first = |cookies: Vec<String>| {
        cookies
            .iter()
            .map(|cookie| {
                cookie
                    .split(';')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    (first(set), first(taken))
}

world_test! {
    async fn a_card_stays_the_browsers_own_whatever_the_join_address_is_called(world) {
        let shop = world.shop("Coffee").open().await;
        let customer = world.stranger().with("accept", "text/html").with("sec-fetch-site", "same-origin");
        let joined = customer.send(Method::POST, "/j/coffee", FORM, "").await;
        let cookie = joined.header("set-cookie").to_owned();
        assert!(cookie.starts_with(&format!("card-{}=", shop.id)) && cookie.contains("Path=/;"), "{cookie}");
        let held = customer.with("cookie", cookie.split(';').next().unwrap());
        let page = joined.header("location").split('?').next().unwrap().to_owned();
        let browser = shop.signed_in(world).await;
        sent(&browser, "/admin/card/address", "slug=linden").await;

        for poster in ["/j/linden", "/j/coffee"] {
            let again = held.send(Method::POST, poster, FORM, "").await;
            assert_eq!(again.header("location"), joined.header("location"), "{poster}: one browser, one card");
        }
        assert!(held.get("/j/linden").await.header("location").starts_with(&page));
        assert_eq!(held.get("/j/coffee").await.header("location"), "/j/linden");
        assert_eq!(shop.logged("card_issued").await.len(), 1);
    }
}

world_test! {
    async fn what_earlier_releases_kept_by_the_join_address_is_kept_by_the_shop_from_now_on(world) {
        let shop = world.shop("Coffee").open().await;
        let customer = world.stranger().with("accept", "text/html").with("sec-fetch-site", "same-origin");
        let card = async || {
            let joined = customer.send(Method::POST, "/j/coffee", FORM, "").await;
            joined.header("location").split(['/', '?']).nth(2).unwrap().to_owned()
        };
        let (first, second) = (card().await, card().await);
        let by_id = |token: &str| format!("card-{}={token}", shop.id);
        let browser = shop.signed_in(world).await;
        sent(&browser, "/admin/card/address", "slug=linden").await;

        let former = customer.with("cookie", &format!("card-coffee={first}"));
        let moved = former.get("/j/coffee").await;
        assert_eq!((moved.status, moved.header("location")), (303, "/j/linden"));
        assert_eq!(set_and_taken(&moved), (vec![by_id(&first)], vec!["card-coffee=".to_owned()]));

        // An old poster in a browser that has got another card since.
        let both = customer.with("cookie", &format!("card-coffee={first}; {}", by_id(&second)));
        assert_eq!(set_and_taken(&both.get("/j/coffee").await), (vec![], vec![]), "the newer card is not hidden");
        assert!(both.get("/j/linden").await.header("location").contains(&second));

        let id = shop.logged("card_issued").await[0]["card_id"].as_str().unwrap().to_owned();
        shop.owner.patch(&format!("/v1/cards/{id}"), serde_json::json!({ "state": "ended" })).await.ok();
        assert_eq!(set_and_taken(&former.get("/j/coffee").await), (vec![], vec![]), "a card that is over replaces none");
    }
}

world_test! {
    async fn the_poster_leads_to_the_join_page_by_its_channel(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let page = browser.get("/admin/poster?size=tent&first=en&second=fa").await.text();
        assert!(page.contains("رایگان") && page.contains("print-a4.css"), "{page}");
        assert!(page.contains("No phone can reach this address"), "it is printed for nothing: {page}");
        let file = browser.get("/admin/poster.svg?size=a5&lang=en,fa").await;
        assert_eq!((file.status, file.header("content-type")), (200, "image/svg+xml"));
        assert!(file.text().contains("148mm") && file.text().contains(&format!("/j/{}</text>", shop.slug)));
        assert_eq!(browser.get("/admin/poster?size=a9").await.status, 422);
        assert_eq!(world.stranger().with("accept", "text/html").get("/admin/poster").await.status, 303, "only for who is signed in");
    }
}

world_test! {
    async fn a_key_is_shown_once_works_and_ends(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let browser = shop.signed_in(world).await;
        let made = sent(&browser, "/admin/developers/keys", "role=staff").await.text();
        let secret = made.split("<code id=\"secret\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
        let till = world.stranger().with_key(&secret);
        till.post("/v1/scans", serde_json::json!({ "code": card.code() })).await.created();

        let page = browser.get("/admin/developers").await.text();
        assert!(!page.contains(&secret) && page.contains(&secret[secret.len() - 4..]), "afterwards only its end is known");
        assert!(page.contains("visit_validated") && page.contains("From your own log") && page.contains("A made-up example"));
        let keys = shop.owner.list("/v1/keys").await;
        let id = keys.iter().find(|key| key["hint"].as_str().unwrap().ends_with(&secret[secret.len() - 4..])).unwrap()["id"].clone();
        let ended = sent(&browser, "/admin/developers/revoke", &format!("id={}", id.as_str().unwrap())).await;
        assert!(ended.header("location").contains("done=key-ended"));
        assert_eq!(till.get("/v1/scans").await.status, 401);
        let from_elsewhere = browser.with("sec-fetch-site", "cross-site");
        assert_eq!(sent(&from_elsewhere, "/admin/developers/keys", "role=owner").await.status, 403);
    }
}

world_test! {
    async fn what_went_to_the_wallets_is_told_in_words_and_can_be_sent_again(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        world.iphone_with(&card).await;
        shop.stamp(&card).await;
        world.deliver().await;
        let browser = shop.signed_in(world).await;
        let page = browser.get("/admin/developers?state=delivered").await.text();
        assert!(page.contains(card.id()) && page.contains("Accepted"), "{page}");
        let delivery = shop.owner.list("/v1/deliveries").await[0]["id"].as_str().unwrap().to_owned();
        let again = sent(&browser, "/admin/developers/retry", &format!("id={delivery}")).await;
        assert!(again.header("location").contains("done=delivery-again"));
        assert!(browser.get("/admin/developers?state=pending").await.text().contains("Apple Wallet"));
        world.deliver().await;
    }
}
