//! What a file may be, and how an import ends.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::{Database, Scene, on_both, outcome, packed, visit, visits};

on_both! {
    fn a_log_comes_in_any_wrapping(scene) {
        let text = visits("m", 0..10);
        let halves = [packed(visits("m", 0..5)), packed(""), packed(visits("m", 5..10))].concat();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let wrappings: [(&str, Vec<u8>); 6] = [
            ("plain.ndjson", text.clone().into_bytes()),
            ("without-a-last-line-end", text.trim_end().as_bytes().to_vec()),
            ("with-a-mark-and-crlf.txt", format!("\u{feff}{}", text.replace('\n', "\r\n\r\n")).into_bytes()),
            ("packed-by-content-not-by-name.ndjson", packed(&text)),
            ("packed-piece-by-piece.ndjson.gz", halves),
            ("packed-with-a-mark.gz", packed(format!("\u{feff}{text}"))),
        ];
        for (name, bytes) in wrappings {
            let database = scene.database(&format!("{name}.db"));
            let (imported, code) = database.import(&scene.file(name, &bytes));
            assert_eq!((outcome(&imported), code, &imported["end"]), ((10, 0, vec![]), 0, &"whole".into()), "{name}");
            let (again, code) = database.import_bytes(&bytes);
            assert_eq!((outcome(&again), code), ((0, 10, vec![]), 0), "{name} from a pipe");
            assert_eq!(database.log("m"), lines, "{name}");
        }
    }
}

on_both! {
    fn a_file_that_breaks_off_is_kept_as_far_as_it_goes(scene) {
        let whole = packed(visits("m", 0..3_000));
        let database = scene.database("db");
        let (imported, code) = database.import(&scene.file("log.gz", &whole[..whole.len() * 2 / 3]));
        let (kept, _, bad) = outcome(&imported);
        assert!(kept > 1_000 && kept < 3_000 && bad.is_empty(), "{imported}");
        assert_eq!((&imported["end"], code), (&"broken_off".into(), 1));
        let reason = imported["reason"].as_str().unwrap();
        assert!(reason.contains(&format!("stops after line {kept}")), "{reason}");
        let (whole_file, code) = database.import(&scene.file("log.gz", &whole));
        assert_eq!((outcome(&whole_file), code), ((3_000 - kept, kept, vec![]), 0));
        // What follows a packed log and is none is told, too.
        let (behind, code) = database.import(&scene.file("log.gz", [&whole[..], b"something else"].concat()));
        assert_eq!((outcome(&behind), code, &behind["end"]), ((0, 3_000, vec![]), 1, &"broken_off".into()));
        assert_eq!(database.sound(), 3_000);
    }
}

on_both! {
    fn nothing_is_no_fault(scene) {
        let database = scene.database("db");
        for (name, bytes) in [("empty", vec![]), ("blank", b"\n \r\n\n".to_vec()), ("packed", packed("")), ("mark", b"\xef\xbb\xbf".to_vec())] {
            let (imported, code) = database.import(&scene.file(name, bytes));
            assert_eq!((outcome(&imported), &imported["lines"], code), ((0, 0, vec![]), &0.into(), 0), "{name}");
        }
        let output = database.run(&["events", "import", scene.path("empty").to_str().unwrap()]);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "lines 0, stored 0, known before 0, bad 0\n");
        assert!(String::from_utf8(output.stderr).unwrap().ends_with("empty is empty\n"));
    }
}

on_both! {
    fn a_file_of_another_kind_is_refused_soon_and_told_what_to_do(scene) {
        let list = format!("[{}]", visits("m", 0..3).trim_end().replace('\n', ","));
        let pretty = format!("[\n{}\n]", "{\n  \"event_id\": 1\n},\n".repeat(5_000));
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(visits("m", 0..9).encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let noise: Vec<u8> = (0..400_000_u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u8).collect();
        let strangers: [(&str, Vec<u8>, &str); 8] = [
            ("one JSON list", list.into_bytes(), "jq -c"),
            ("many lines of JSON", pretty.into_bytes(), "jq -c"),
            ("a table", "event_id,type\nx,y\n".repeat(3_000).into_bytes(), "`.ndjson` instead of `.csv`"),
            ("prose", "Once upon a time\n".repeat(3_000).into_bytes(), "needs NDJSON"),
            ("a line of prose", b"Once upon a time".to_vec(), "needs NDJSON"),
            ("UTF-16", utf16, "save it as UTF-8"),
            ("an archive", [b"PK\x03\x04".as_slice(), &noise].concat(), "ZIP archive"),
            ("noise", [b"\x00".as_slice(), &noise].concat(), "needs NDJSON"),
        ];
        let database = scene.database("db");
        for (what, bytes, hint) in strangers {
            let (imported, code) = database.import(&scene.file("stranger", bytes));
            let fix = imported["fix"].as_str().unwrap_or_default();
            assert_eq!((&imported["end"], code), (&"not_a_log".into(), 1), "{what}: {imported}");
            assert!(fix.contains(hint) && imported["lines"].as_u64().unwrap() <= 1_000, "{what}: {fix}");
        }
        // One good line among the first thousand, and the file is a log.
        let late = "x\n".repeat(900) + &visits("m", 0..1) + &"x\n".repeat(900);
        let (imported, _) = database.import(&scene.file("late", late));
        assert_eq!((imported["stored"].as_u64(), imported["bad"].as_array().unwrap().len()), (Some(1), 1_800));
        let output = database.run(&["events", "import", scene.path("stranger").to_str().unwrap()]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("fail  ") && told.contains("\n      why   none of its first") && told.contains("\n      fix   an import needs NDJSON"), "{told}");
        assert!(!told.contains('\u{1b}'), "colours where no terminal is");
    }
}

on_both! {
    fn one_file_may_hold_the_logs_of_several_merchants(scene) {
        let names = ["corner", "Am Markt", "مقهى", "mer_0192g3k4m5n6p7q8r9s0t1v2u0", "a/../b?c=d"];
        let (mut text, database) = (String::new(), scene.database("db"));
        for number in 0..50 {
            names.iter().for_each(|name| text.push_str(&(visit(name, number) + "\n")));
        }
        let (imported, code) = database.import(&scene.file("log", &text));
        assert_eq!((outcome(&imported), &imported["merchants_made"], code), ((250, 0, vec![]), &5.into(), 0), "{imported}");
        for name in names {
            let log: Vec<String> = (0..50).map(|number| visit(name, number)).collect();
            assert_eq!(database.log(name), log, "{name}");
        }
        // The same event id at two merchants is two events; at one it is one.
        let (again, _) = database.import(&scene.file("log", text + &visits("new", 0..50)));
        assert_eq!((outcome(&again), &again["merchants_made"]), ((50, 250, vec![]), &1.into()));
        assert_eq!(database.sound(), 300);
    }
}

on_both! {
    fn a_shop_is_made_of_no_name_that_could_not_be_typed(scene) {
        let wild = ["\u{202e}edoc", "a\u{0}b", &"x".repeat(61), "a\u{7}b", " "];
        let line = |name: &str| visit("NAME", 1).replace("\"NAME\"", &serde_json::json!(name).to_string()) + "\n";
        let lines: String = wild.iter().chain(&["Am Markt", " Cafe\u{301} ", "Caf\u{e9}"]).map(|name| line(name)).collect();
        let database = scene.database("db");
        let (imported, code) = database.import(&scene.file("log", lines));
        let bad = imported["bad"].as_array().unwrap();
        assert_eq!((&imported["merchants_made"], bad.len(), code), (&2.into(), wild.len(), 1), "{imported}");
        assert!(bad.iter().all(|bad| bad["reason"].as_str().unwrap().contains("merchant_id")), "{imported}");
        let mut slugs = database.slugs();
        slugs.sort();
        assert!(slugs[0].starts_with("am-markt-") && slugs[1].starts_with("cafe-"), "{slugs:?}");
        assert!(slugs.concat().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{slugs:?}");
        assert_eq!(database.log("Cafe\u{301}"), database.log("Caf\u{e9}"));
    }
}

#[test]
fn what_cannot_be_read_is_told_before_anything_is_made() {
    let scene = Scene::new(None);
    let database = scene.database("db");
    for (file, words) in [
        (scene.path("nowhere"), "cannot read"),
        (scene.folder.path().to_owned(), "is a folder"),
    ] {
        let output = database.run(&["events", "import", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words));
    }
    assert!(!scene.path("db").exists());
}

/// Begins an import from a pipe and feeds it so much that some of it must be stored or being stored.
fn begun(database: &Database, log: &str) -> std::process::Child {
    let mut command = database.command(&["events", "import", "--json", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // All but the last bytes went through the reader, whose batches wait for the writer: the first one is taken.
    child
        .stdin
        .as_mut()
        .unwrap()
        .write_all(log.as_bytes())
        .unwrap();
    child
}

on_both! {
    fn an_import_that_is_stopped_or_killed_goes_on_by_repeating_it(scene) {
        let (all, database) = (12_000, scene.database("db"));
        let log = visits("m", 0..all);
        let child = begun(&database, &log);
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        // The pipe stays open: only the signal can end it.
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let imported: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let (stopped_at, _, bad) = outcome(&imported);
        assert_eq!((output.status.code(), &imported["end"], bad), (Some(1), &"stopped".into(), vec![]), "{told}");
        assert!(stopped_at >= 2_000 && told.contains(&format!("{stopped_at} of their events were new and are kept")), "{told}");
        assert_eq!(database.sound(), stopped_at);

        let mut child = begun(&database, &log);
        child.kill().unwrap();
        child.wait().unwrap();
        let killed_at = database.sound();
        assert!(killed_at >= stopped_at);
        let (rest, code) = database.import(&scene.file("log", &log));
        assert_eq!((outcome(&rest), code), ((all as u64 - killed_at, killed_at, vec![]), 0));
        assert_eq!(database.log("m"), log.lines().collect::<Vec<_>>(), "in the file's order, none twice");
    }
}
