//! Documents that are made from the code: they are held against it, and rewritten with `UPDATE_DOCUMENTS=1`.

use std::fmt::Write as _;
use std::path::Path;

use stampwell::error::Code;

fn holds(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == made,
        "{file} is not what the code says; run the tests with UPDATE_DOCUMENTS=1 and look at the difference"
    );
}

#[test]
fn the_openapi_document_is_what_the_service_serves() {
    holds("openapi.json", &(stampwell::http::document("/") + "\n"));
}

#[test]
fn the_error_table_is_printed_in_the_documentation() {
    let mut table = String::from(
        "# Errors\n\nEvery code that a problem answer can carry. Made from `src/error.rs`.\n\n| status | code | title |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let _ = writeln!(
            table,
            "| {} | `{}` | {} |",
            code.status(),
            code.as_str(),
            code.title()
        );
    }
    holds("docs/errors.md", &table);
}

#[test]
fn every_address_below_v1_is_in_the_document() {
    let document: serde_json::Value =
        serde_json::from_str(&stampwell::http::document("/")).unwrap();
    assert!(
        document["openapi"]
            .as_str()
            .unwrap()
            .starts_with("3.1")
    );
    let router =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/mod.rs"))
            .unwrap();
    let mut routes = Vec::new();
    let squeezed: String = router.split_whitespace().collect();
    for route in squeezed
        .split("at(config,")
        .filter(|route| route.starts_with("\"/v1/"))
    {
        let path = route.split('"').nth(1).unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if route.contains(&format!("{method}().to(")) {
                routes.push(format!("{method} {path}"));
            }
        }
    }
    routes.sort();
    let mut documented: Vec<String> = Vec::new();
    for (path, methods) in document["paths"]
        .as_object()
        .unwrap()
    {
        documented.extend(
            methods
                .as_object()
                .unwrap()
                .keys()
                .map(|method| format!("{method} {path}")),
        );
    }
    documented.sort();
    assert_eq!(routes, documented);
}

#[test]
fn every_post_is_safe_to_repeat_and_every_call_says_how_it_is_refused() {
    let document: serde_json::Value =
        serde_json::from_str(&stampwell::http::document("/")).unwrap();
    let problem = "#/components/schemas/Problem";
    for (path, methods) in document["paths"]
        .as_object()
        .unwrap()
    {
        for (method, operation) in methods.as_object().unwrap() {
            let keys = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|p| p["name"] == "Idempotency-Key")
                .count();
            assert_eq!(keys, usize::from(method == "post"), "{method} {path}");
            for (status, code) in [
                ("401", "unauthorized"),
                ("403", "forbidden"),
                ("429", "rate_limited"),
            ] {
                let answer = &operation["responses"][status];
                assert!(
                    answer["description"]
                        .as_str()
                        .unwrap()
                        .contains(code),
                    "{method} {path} {status}"
                );
                assert_eq!(
                    answer["content"]["application/problem+json"]["schema"]["$ref"], problem,
                    "{method} {path} {status}"
                );
            }
            for (status, answer) in operation["responses"]
                .as_object()
                .unwrap()
            {
                assert!(
                    answer["description"].is_string(),
                    "{method} {path} {status} says nothing"
                );
            }
        }
    }
}
