//! The service answers what its OpenAPI document lists: schemathesis, a program that knows nothing but the document, makes
//! calls out of it, right ones and wrong ones, and holds each answer against it.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use reqwest::Method;

use crate::fetched::{self, Packages};
use crate::world::Setup;

const SCHEMATHESIS: Packages = Packages {
    name: "schemathesis",
    releases: &["schemathesis==4.32.5"],
};

/// What is held against the document. Which of the wrong calls are refused is for the other stories to say.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

static PROGRAM: LazyLock<Result<PathBuf, String>> =
    LazyLock::new(|| fetched::python(&SCHEMATHESIS).map_err(|error| format!("{error:#}")));

/// One run with a key; what it printed, and whether it found nothing.
fn run(program: &Path, base: &str, key: &str, only: &[&str]) -> (bool, String) {
    // Its cache would say what failed before, and so make each run another one.
    let folder = tempfile::tempdir().unwrap();
    let output = fetched::python_module(program, "schemathesis.cli")
        .current_dir(folder.path())
        .args([
            "run",
            &format!("{base}/openapi.json"),
            "-H",
            &format!("Authorization: Bearer {key}"),
        ])
        .args([
            "--checks",
            CHECKS,
            // It can write no NDJSON, so it stumbles over that example; a story of ours sends every one.
            "--phases",
            "coverage,fuzzing,stateful",
            "--max-examples",
            "10",
            "--seed",
            "1",
            "--no-color",
        ])
        .args(only)
        .output()
        .unwrap();
    (output.status.success(), fetched::said(&output))
}

world_test! {
    async fn every_answer_is_one_that_the_document_lists(world, Setup { limits: false, ..Setup::default() }) {
        let Some(program) = fetched::or_say(&PROGRAM, "the answers are not held against the document") else { return };
        let shop = world.shop("Coffee").hasty().open().await;
        shop.stamp_times(&shop.issue_card().await, 3).await;
        let operator = world.operator().await.header("authorization").replace("Bearer ", "");
        let owner = shop.owner.header("authorization").replace("Bearer ", "");
        let base = world.base.clone();
        // The owner's run ends no keys, or it would end its own and hear nothing but 401 from then on.
        let merchants: &[&str] = &["--include-path-regex", "^/v1/merchants"];
        let owners: &[&str] = &["--exclude-path-regex", "^/v1/(merchants|keys/)"];
        let keys: &[&str] = &["--include-path-regex", "^/v1/keys/"];
        for (key, only) in [(operator, merchants), (owner.clone(), owners), (owner, keys)] {
            let (base, only) = (base.clone(), only.to_vec());
            let (fine, said) = tokio::task::spawn_blocking(move || run(program, &base, &key, &only)).await.unwrap();
            assert!(fine, "{said}");
            assert!(!said.contains("Authentication failed"), "the key opened nothing, so nothing was tried: {said}");
        }
    }
}

world_test! {
    async fn every_example_of_a_body_is_one_that_the_service_reads(world, Setup { limits: false, ..Setup::default() }) {
        let shop = world.shop("Tea").hasty().open().await;
        // An experiment needs two people.
        shop.issue_card().await;
        shop.issue_card().await;
        let operator = world.operator().await;
        let document = world.stranger().get("/openapi.json").await.ok();
        assert_eq!(document["servers"][0]["url"].as_str(), Some(world.base.as_str()), "clients are made for this very service");
        let mut sent = 0;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let contents = operation["requestBody"]["content"].as_object().into_iter().flatten();
                for (kind, example) in contents.filter_map(|(kind, content)| Some((kind, content.get("example")?))) {
                    let id = operation["parameters"].as_array().unwrap().iter().find(|parameter| parameter["name"] == "id");
                    let address = id.map_or_else(|| path.clone(), |id| path.replace("{id}", id["example"].as_str().unwrap()));
                    let body = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
                    let caller = if path.starts_with("/v1/merchants") { &operator } else { &shop.owner };
                    let answer = caller.send(Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), &address, kind, body).await;
                    // What is named in an example is not there, and that is all that may be wrong with it.
                    assert!(answer.status < 300 || answer.status == 404, "{method} {address}: {} {}", answer.status, answer.text());
                    sent += 1;
                }
            }
        }
        assert!(sent > 12, "only {sent} examples were found");
        world.may_owe_pushes();
    }
}
