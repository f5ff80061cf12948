//! The owner brings a till's file by the page: looks at it, says what is what, and imports it.

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, Caller, World};

const BOUNDARY: &str = "----a-form-of-a-browser";

/// Sends the form as a browser does, with a file where one is chosen.
async fn form(
    browser: &Caller,
    path: &str,
    fields: &[(&str, &str)],
    file: Option<&[u8]>,
) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .into_bytes(),
        );
    }
    let name = if file.is_some() {
        "march.csv"
    } else {
        ""
    };
    let head = format!(
        "Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv"
    );
    body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
    body.extend(file.unwrap_or_default());
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    browser
        .send(
            Method::POST,
            path,
            &format!("multipart/form-data; boundary={BOUNDARY}"),
            body,
        )
        .await
}

async fn look(browser: &Caller, fields: &[(&str, &str)], file: &str) -> String {
    let answer = form(
        browser,
        "/admin/import/preview?lang=en",
        fields,
        Some(file.as_bytes()),
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

/// Imports a file and waits until its page says that it is done.
async fn bring(
    world: &World,
    browser: &Caller,
    fields: &[(&str, &str)],
    file: &str,
) -> (String, String) {
    let answer = form(
        browser,
        "/admin/import?lang=en",
        fields,
        Some(file.as_bytes()),
    )
    .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let way = answer.header("location").to_owned();
    let page = world
        .until(async || {
            let page = browser.get(&way).await.text();
            (!page.contains("data-running")).then_some(page)
        })
        .await;
    (way, page)
}

/// The page says these words, each.
#[track_caller]
fn says(page: &str, words: &[&str]) {
    // Numbers and names stand between marks that keep their direction to themselves.
    let page = page.replace(['\u{2068}', '\u{2069}'], "");
    words
        .iter()
        .for_each(|words| assert!(page.contains(words), "no {words:?} in {page}"));
}

const FILE: &str = "Nr;Wann;Euro;Wo;BonNr\n\
    1001;12.01.2025 09:30;3,50;Nord;71\n1002;12.01.2025 09:31;12,00;Nord;72\n;12.01.2025 09:32;2,00;Nord;73\n\
    1001;13.01.2025 10:00;-3,50;Nord;74\n1003;30.02.2025 10:00;3,50;;75\n";
const CHOICES: [(&str, &str); 5] = [
    ("member", "Nr"),
    ("at", "Wann"),
    ("amount", "Euro"),
    ("location", "Wo"),
    ("date_format", "dmy"),
];

world_test! {
    async fn a_file_is_looked_at_corrected_and_imported(world) {
        let shop = world.shop("Coffee").with("time_zone", "Europe/Berlin").open().await;
        let owner = shop.signed_in(world).await;
        assert!(owner.get("/admin?lang=en").await.text().contains("/admin/import?lang=en"), "the empty results lead there");
        let first = owner.get("/admin/import?lang=en").await;
        assert_eq!(first.status, 200);
        says(&first.text(), &["type=\"file\"", "enctype=\"multipart/form-data\""]);

        // Nothing that the shop calls its columns is known, so all of them are offered.
        let page = look(&owner, &[], FILE).await;
        says(&page, &["Say below which column holds your own number", "<option value=\"Nr\">", "<option value=\"Wann\">"]);
        assert!(!page.contains("id=\"begin\""), "what cannot be read cannot be imported");

        let page = look(&owner, &CHOICES, FILE).await;
        says(&page, &["<bdi>1001</bdi>", "3.50 EUR", "<bdi>71</bdi>", "12 January 2025", "2 visits", "1 sale without a member", "1 refund"]);
        says(&page, &["1 line that cannot be read", "has a date", "id=\"begin\"", "<option value=\"Nr\" selected>", "<option value=\"dmy\" selected>"]);
        says(&page, &["Places that your shop does not have", "name=\"place-0\" value=\"Nord\"", "Choose the file once more"]);
        assert_eq!(shop.logged("visit_imported").await.len(), 0, "looking stores nothing");
        assert!(!world.kept().contains("12.01.2025"), "nor is the file kept anywhere");

        let choices = [&CHOICES[..], &[("place-0", "Nord"), ("is-0", "create")]].concat();
        let (way, page) = bring(world, &owner, &choices, FILE).await;
        says(&page, &["The file was read, but not every line", "5 lines read", "New visits", "Sales without a member", "Refunds", "bad.csv", "has a date"]);
        assert_eq!(shop.owner.list("/v1/locations").await[0]["name"], "Nord");
        let id = way.split(['/', '?']).find(|part| part.starts_with("imp_")).unwrap();
        let job = shop.owner.get(&format!("/v1/visits/import/{id}")).await.ok();
        assert_eq!((super::counts(&job), &job["refunds"], &job["without_member"]), ([5, 2, 0, 1], &json!(1), &json!(1)), "{job}");
        let csv = owner.get(&format!("/admin/import/{id}/bad.csv")).await;
        assert!(csv.header("content-disposition").contains("bad-lines-imp_"), "{}", csv.text());
        assert!(csv.text().starts_with("\u{feff}line,reason\r\n6,") && csv.text().lines().count() == 2, "{}", csv.text());
        says(&owner.get("/admin/import?lang=en").await.text(), &["Earlier imports", &format!("/admin/import/{id}?lang=en")]);

        // The API reads the same visits in the same file.
        let again = super::import(world, &shop, "?member=Nr&at=Wann&amount=Euro&location=Wo&date_format=dmy", FILE).await;
        assert_eq!(super::counts(&again), [5, 0, 2, 1]);
    }
}

/// What a spreadsheet in Germany saves: semicolons, the code page of Windows, days first.
const GERMAN: &[u8] = b"Kundennummer;Datum;Betrag;Filiale\nK100;01.02.2025;3,50;M\xFCnchen\nK101;31.01.2025;7,20;M\xFCnchen\n";

async fn look_at_bytes(browser: &Caller, lang: &str, file: &[u8]) -> String {
    let path = format!("/admin/import/preview?lang={lang}");
    let answer = form(browser, &path, &[], Some(file)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

world_test! {
    async fn what_a_file_proves_of_itself_is_chosen_and_the_rest_is_asked_in_the_pages_words(world) {
        let shop = world.shop("Coffee").with("time_zone", "Europe/Berlin").open().await;
        let owner = shop.signed_in(world).await;
        let page = look_at_bytes(&owner, "en", GERMAN).await;
        says(&page, &["2 visits", "München", "1 February 2025", "id=\"begin\"", "Found in the file itself"]);
        says(&page, &["<option value=\"windows-1252\" selected>", "<option value=\"dmy\" selected>"]);

        // Each day could be a month.
        let unclear = b"Kundennummer;Datum\nK100;01.02.2025\nK101;03.02.2025\n";
        let page = look_at_bytes(&owner, "en", unclear).await;
        says(&page, &["href=\"#f-date_format\"", "Order of the date", "The date does not fit", "there is nothing to import yet"]);
        assert!(!page.contains("id=\"begin\"") && !page.contains("date_format="), "{page}");
        let page = look_at_bytes(&owner, "fa", unclear).await;
        assert!(page.contains("<ul class=\"faults\">") && !page.contains("lang=\"en\" dir=\"ltr\""), "{page}");
        says(&look_at_bytes(&owner, "fa", "member,date\n1,1403/11/12\n".as_bytes()).await, &["<option value=\"jalali\" selected>", "id=\"begin\""]);

        let workbook = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml";
        let page = look_at_bytes(&owner, "en", workbook).await;
        says(&page, &["save it as CSV"]);
        assert!(!page.contains("unpack"), "{page}");
        let twice = form(&owner, "/admin/import/preview?lang=en", &[("encoding", "windows-1252")], Some("member,date\nZoë,2025-03-01\n".as_bytes())).await;
        says(&twice.text(), &["Choose UTF-8 at “Letters”"]);
    }
}

world_test! {
    async fn what_was_imported_is_seen_on_the_members_page_and_no_visit_with_the_card(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let card = shop.issue_card().await;
        let file = "member,date,amount\nK100,2025-03-01,3.00\nK100,2025-03-04,3.50\nK101,2025-03-02,3.00\n";
        let (_, page) = bring(world, &owner, &[], file).await;
        says(&page, &["All lines were read", "They give no stamps"]);
        let known = shop.owner.list("/v1/members?q=K100").await[0]["id"].as_str().unwrap().to_owned();
        let told = ["Earlier visits from the till", "2, the last on 4 March 2025", "Visit from the till, without a stamp"];
        let page = owner.get(&format!("/admin/members/{known}?lang=en")).await.text();
        says(&page, &told);
        assert_eq!(page.matches("<span>Visit from the till").count(), 2, "{page}");

        let taken = "name=&phone=&email=&external_id=K100";
        let page = format!("/admin/members/{}", card.member());
        let plain = "application/x-www-form-urlencoded";
        let refused = owner.send(Method::POST, &format!("{page}/profile?lang=en"), plain, taken).await;
        says(&refused.text(), &["type this number below", "One person, stored twice?"]);
        let both = owner.get(&format!("{page}/merge?code=K100&lang=en")).await;
        assert!(both.status == 200 && both.text().contains(&known), "{}", both.text());
        assert!(!owner.get(&format!("{page}?lang=en")).await.text().contains(told[0]));
        assert_eq!(owner.send(Method::POST, &format!("{page}/merge?lang=en"), plain, format!("other={known}")).await.status, 303);
        says(&owner.get(&format!("{page}?lang=en")).await.text(), &told);
    }
}

world_test! {
    async fn a_place_of_the_file_is_one_of_the_shops_or_left_out(world) {
        let shop = world.shop("Coffee").open().await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Main square" })).await.created();
        let owner = shop.signed_in(world).await;
        let file = "member,date,amount,branch\n1,2025-03-01,3.00,Nord\n2,2025-03-01,3.00,Kiosk\n3,2025-03-01,3.00,main square\n";
        let id = place["id"].as_str().unwrap();
        let page = look(&owner, &[], file).await;
        says(&page, &["value=\"Nord\"", "value=\"Kiosk\"", &format!("<option value=\"{id}\">It is")]);
        let choices = [("place-0", "Nord"), ("is-0", id), ("place-1", "Kiosk"), ("is-1", "ignore")];
        says(&look(&owner, &choices, file).await, &[&format!("<option value=\"{id}\" selected>It is")]);
        let (_, page) = bring(world, &owner, &choices, file).await;
        says(&page, &["Visits whose place was left out"]);
        let visited: Vec<bool> = shop.logged("visit_imported").await.iter().map(|visit| visit["location_id"] == place["id"]).collect();
        assert_eq!(visited, [true, false, true]);
        assert_eq!(shop.owner.list("/v1/locations").await.len(), 1);
    }
}

world_test! {
    async fn only_the_beginning_of_a_long_file_is_looked_at(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let rows: String = (1..=40_000).map(|n| format!("{n},2025-03-01 10:00,3.00,receipt number {n}\n")).collect();
        let long = format!("member,date,amount,ref\n{rows}");
        assert!(long.len() > 1_500_000);
        let page = look(&owner, &[], &long).await;
        says(&page, &["Only the beginning of the file was looked at", "id=\"begin\""]);
        assert!(!page.contains("cannot be read"), "what was cut through is no fault");
        // Our script sends no more than the beginning, and says so.
        says(&look(&owner, &[("part", "1")], "member,date\n1,2025-03-01\n2,2025-0").await, &["1 visit", "Only the beginning"]);
        let whole_lines = long[..400].rsplit_once('\n').unwrap().0;
        let (_, page) = bring(world, &owner, &[], whole_lines).await;
        says(&page, &["All lines were read"]);
    }
}

world_test! {
    async fn whoever_may_not_and_whatever_is_no_file_is_refused(world) {
        let (shop, other) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let (owner, neighbour) = (shop.signed_in(world).await, other.signed_in(world).await);
        let file = "member,date\n1,2025-03-01\n1,soon\n";
        let (way, _) = bring(world, &owner, &[], file).await;
        let id = way.split(['/', '?']).find(|part| part.starts_with("imp_")).unwrap();
        for path in [format!("/admin/import/{id}?lang=en"), format!("/admin/import/{id}/bad.csv"), "/admin/import/imp_x?lang=en".into()] {
            assert_eq!(neighbour.get(&path).await.status, 404, "{path}");
        }
        assert!(!neighbour.get("/admin/import?lang=en").await.text().contains(id), "another shop's imports are not listed");
        let foreign = shop.owner.post("/v1/locations", json!({ "name": "Ours" })).await.created();
        let foreign = foreign["id"].as_str().unwrap();
        let taken = [("place-0", "Nord"), ("is-0", foreign)];
        let refused = form(&neighbour, "/admin/import?lang=en", &taken, Some(b"member,date,branch\n1,2025-03-01,Nord\n")).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        says(&refused.text(), &["is not a location of this shop"]);
        assert_eq!(other.logged("visit_imported").await.len(), 0);

        let stranger = world.stranger().with("accept", "text/html").with("sec-fetch-site", "same-origin");
        assert_eq!(form(&stranger, "/admin/import?lang=en", &[], Some(file.as_bytes())).await.status, 303, "whoever is not signed in signs in");
        let from_elsewhere = owner.with("sec-fetch-site", "cross-site");
        for path in ["/admin/import", "/admin/import/preview"] {
            assert_eq!(form(&from_elsewhere, path, &[], Some(file.as_bytes())).await.status, 403, "{path}");
            let empty = form(&owner, &format!("{path}?lang=en"), &[], None).await;
            assert!(empty.text().contains("Choose a file first"), "{path}: {}", empty.text());
            assert_eq!(owner.send(Method::POST, path, "application/x-www-form-urlencoded", "file=x").await.status, 415, "{path}");
            let cut = owner.send(Method::POST, path, &format!("multipart/form-data; boundary={BOUNDARY}"), format!("--{BOUNDARY}\r\nContent-")).await;
            assert_eq!(cut.status, 400, "{path}: {}", cut.text());
            assert_eq!(form(&owner, path, &[("surprise", "1")], Some(file.as_bytes())).await.status / 100, if path.ends_with("view") { 2 } else { 4 });
        }
        let told = form(&owner, "/admin/import?lang=en", &[("tz", "Europe/Nowhere")], Some(file.as_bytes())).await;
        assert_eq!(told.status, 422);
        says(&told.text(), &["is not an IANA time zone", "value=\"Europe/Nowhere\""]);
        let picture = look(&owner, &[], "\u{89}PNG\r\n").await;
        says(&picture, &["The file cannot be read like this"]);
        assert_eq!(shop.logged("visit_imported").await.len(), 1);
    }
}

world_test! {
    async fn a_visit_brought_by_the_page_says_who_brought_it(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        bring(world, &owner, &[], "member,date,amount\n7,2025-03-01,3.00\n").await;
        let visit = &shop.logged("visit_imported").await[0];
        assert!(visit["staff_id"].as_str().is_some_and(|by| by.starts_with("ses_")), "{visit}");
    }
}
