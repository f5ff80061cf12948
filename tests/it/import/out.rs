//! What leaves is what was stored, and comes back as the same log.

use std::io::Read as _;
use std::process::{Command, Stdio};

use flate2::read::MultiGzDecoder;
use stampwell::domain::event::{EventExample, examples};

use super::{Database, Scene, on_both, outcome, visit, visits};
use crate::golden::golden;

fn export(database: &Database, words: &[&str]) -> Vec<String> {
    let output = database.run(&[&["events", "export"], words].concat());
    assert!(
        output.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

on_both! {
    fn a_log_exported_and_imported_elsewhere_is_the_same_log(scene) {
        let (here, there) = (scene.database("here"), scene.database("there"));
        here.import(&golden("small", "events.ndjson.gz"));
        here.import(&golden("growth", "events.ndjson.gz"));
        here.import(&scene.file("more", visits("other", 0..40)));
        let file = scene.path("log.ndjson.gz");
        assert!(here.run(&["events", "export", "-o", file.to_str().unwrap()]).status.success());
        let (imported, code) = there.import(&file);
        let all = 115 + 14_298;
        assert_eq!((outcome(&imported), code), ((all, 0, vec![]), 0), "all merchants are in the file");
        for merchant in ["m_small", "m_souk", "other"] {
            assert_eq!(here.log(merchant), there.log(merchant), "the lines of {merchant}");
            assert_eq!(here.numbers(merchant), there.numbers(merchant), "the numbers of {merchant}");
        }
        assert_eq!(there.sound(), all);
    }
}

/// The line of an example from the table of events.
fn line(number: usize, example: &EventExample) -> String {
    let mut line = format!(
        r#"{{"event_id":"e{number:02}","idempotency_key":"k{number}","merchant_id":"m","type":"{}","occurred_at":"2025-03-01T10:00:00Z","received_at":"2025-03-01T10:00:01Z","member_id":"A","card_id":"c""#,
        example.kind
    );
    for (name, value) in &example.own_fields {
        line += &format!(r#","{name}":{}"#, serde_json::json!(value));
    }
    line + "}"
}

on_both! {
    fn every_kind_of_event_goes_in_and_comes_out(scene) {
        let database = scene.database("kinds");
        let lines: Vec<String> = examples().iter().enumerate().map(|(number, example)| line(number, example)).collect();
        let (imported, code) = database.import(&scene.file("log", lines.join("\n")));
        assert_eq!((outcome(&imported), code), ((lines.len() as u64, 0, vec![]), 0));
        assert_eq!(database.log("m"), lines);
        assert_eq!(database.sound(), lines.len() as u64);
    }
}

on_both! {
    fn an_export_is_of_one_merchant_or_all_and_of_a_span_or_all(scene) {
        let database = scene.database("db");
        database.import(&scene.file("log", visits("one", 0..60) + &visits("two", 0..10)));
        assert_eq!(export(&database, &[]).len(), 70);
        assert_eq!(export(&database, &["--merchant", "two"]).len(), 10);
        let span = ["--merchant", "one", "--since", "2025-03-03T00:00:01Z", "--until", "2025-03-05T00:00:01Z"];
        let within = |line: &String| ["2025-03-03", "2025-03-04"].iter().any(|day| line.contains(&format!("\"received_at\":\"{day}")));
        let wanted: Vec<String> = (0..60).map(|number| visit("one", number)).filter(within).collect();
        assert_eq!((export(&database, &span), wanted.len()), (wanted.clone(), 6));
        assert_eq!(export(&database, &["--merchant", "one", "--since", "2026-01-01T00:00:00Z"]), Vec::<String>::new());
        let nobody = database.run(&["events", "export", "--merchant", "nobody"]);
        assert_eq!((nobody.status.code(), nobody.stdout.len()), (Some(3), 0));
        assert_eq!(database.run(&["events", "export", "--since", "yesterday"]).status.code(), Some(2));
    }
}

#[test]
fn a_file_has_its_name_when_it_is_whole() {
    let scene = Scene::new(None);
    let database = scene.database("db");
    database.import(&scene.file("log", visits("m", 0..30)));
    for (name, is_packed) in [
        ("out.ndjson", false),
        ("out.ndjson.gz", true),
        ("out.ndjson", false),
    ] {
        assert!(
            database
                .run(&[
                    "events",
                    "export",
                    "--out",
                    scene.path(name).to_str().unwrap()
                ])
                .status
                .success()
        );
        let bytes = std::fs::read(scene.path(name)).unwrap();
        let mut text = String::new();
        match is_packed {
            true => drop(
                MultiGzDecoder::new(bytes.as_slice())
                    .read_to_string(&mut text)
                    .unwrap(),
            ),
            false => text = String::from_utf8(bytes).unwrap(),
        }
        assert_eq!(text, visits("m", 0..30), "{name}");
    }
    let nowhere = database.run(&[
        "events",
        "export",
        "-o",
        scene
            .path("no/such/folder/out")
            .to_str()
            .unwrap(),
    ]);
    assert!(
        nowhere.status.code() == Some(1)
            && String::from_utf8_lossy(&nowhere.stderr).contains("cannot write")
    );
    let left: Vec<_> = std::fs::read_dir(scene.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter().all(|name| !name
            .to_string_lossy()
            .ends_with(".part")),
        "{left:?}"
    );
}

#[test]
fn a_reader_who_has_enough_ends_the_export_without_a_word() {
    let scene = Scene::new(None);
    let database = scene.database("db");
    database.import(&scene.file("log", visits("m", 0..3_000)));
    let mut child: std::process::Child = database
        .command(&["events", "export"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let head = Command::new("head")
        .args(["-n", "1"])
        .stdin(child.stdout.take().unwrap())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(head.stdout)
            .unwrap()
            .trim_end(),
        visit("m", 0)
    );
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8(output.stderr)
                .unwrap()
                .as_str()
        ),
        (Some(0), "")
    );
}
