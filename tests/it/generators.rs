//! Others make their clients of the document: the generators that most use must take it whole, without a word against it, and
//! leave no call out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

use crate::fetched::{self, Packages};

const PYTHON: Packages = Packages {
    name: "openapi-python",
    releases: &[
        "openapi-spec-validator==0.9.0",
        "openapi-python-client==0.29.1",
    ],
};
const JAVASCRIPT: Packages = Packages {
    name: "openapi-javascript",
    releases: &[
        "@redocly/cli@2.77.0",
        "openapi-typescript@7.13.0",
        "@hey-api/openapi-ts@0.99.0",
        "typescript@5.9.3",
    ],
};

static PYTHON_PROGRAMS: LazyLock<Result<PathBuf, String>> =
    LazyLock::new(|| fetched::python(&PYTHON).map_err(|error| format!("{error:#}")));
static JAVASCRIPT_PROGRAMS: LazyLock<Result<PathBuf, String>> =
    LazyLock::new(|| fetched::npm(&JAVASCRIPT).map_err(|error| format!("{error:#}")));

fn python() -> Option<&'static PathBuf> {
    fetched::or_say(
        &PYTHON_PROGRAMS,
        "the document is not given to Python's tools",
    )
}

fn javascript() -> Option<&'static PathBuf> {
    fetched::or_say(
        &JAVASCRIPT_PROGRAMS,
        "the document is not given to JavaScript's tools",
    )
}

/// The document as a service at an address of its own serves it.
fn document() -> Value {
    serde_json::from_str(&stampwell::http::document("https://cards.example.org")).unwrap()
}

/// A folder with the document in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.json"), document().to_string()).unwrap();
    folder
}

/// The ids of all operations.
fn operations() -> BTreeSet<String> {
    let document = document();
    let items = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values());
    items
        .map(|operation| {
            operation["operationId"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// `listCards` as Python writes names: `list_cards`.
fn snake(name: &str) -> String {
    name.chars()
        .flat_map(|sign| {
            sign.is_uppercase()
                .then_some('_')
                .into_iter()
                .chain(sign.to_lowercase())
        })
        .collect()
}

/// Which of the operations a client has not, each looked for as the generator names it.
fn left_out(client: &str, named: impl Fn(&str) -> String) -> Vec<String> {
    operations()
        .into_iter()
        .filter(|id| !client.contains(&named(id)))
        .collect()
}

#[test]
fn every_operation_has_a_name_of_its_own_that_is_a_name_in_every_language() {
    let document = document();
    let count = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .map(|item| item.as_object().unwrap().len())
        .sum::<usize>();
    let ids = operations();
    assert_eq!(ids.len(), count);
    let is_camel = |id: &String| {
        id.starts_with(|c: char| c.is_ascii_lowercase())
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric())
    };
    assert!(ids.iter().all(is_camel), "{ids:?}");
    assert!(
        [
            "listCards",
            "createCard",
            "getCard",
            "updateCard",
            "importVisits"
        ]
        .iter()
        .all(|id| ids.contains(*id))
    );
    for item in document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
    {
        for parameter in item["parameters"]
            .as_array()
            .into_iter()
            .flatten()
        {
            assert!(
                parameter["description"].is_string(),
                "{} of {} says nothing",
                parameter["name"],
                item["operationId"]
            );
        }
    }
}

#[test]
fn the_validator_finds_no_fault() {
    let Some(programs) = python() else {
        return;
    };
    let folder = folder();
    let output = fetched::python_module(programs, "openapi_spec_validator")
        .arg(folder.path().join("openapi.json"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", fetched::said(&output));
}

#[test]
fn the_linter_has_no_word_against_it() {
    let Some(programs) = javascript() else {
        return;
    };
    let folder = folder();
    let mut redocly = fetched::npm_program(programs, "redocly");
    redocly
        .current_dir(folder.path())
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    let output = redocly
        .args(["lint", "openapi.json", "--format", "json"])
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", fetched::said(&output)));
    assert_eq!(
        said["problems"],
        serde_json::json!([]),
        "{}",
        fetched::said(&output)
    );
    assert!(output.status.success());
}

#[test]
fn a_client_in_typescript_has_every_call_and_compiles() {
    let Some(programs) = javascript() else {
        return;
    };
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let mut types = fetched::npm_program(programs, "openapi-typescript");
    let output = types
        .arg(at("openapi.json"))
        .arg("-o")
        .arg(at("types.ts"))
        .output()
        .unwrap();
    assert!(
        output.status.success() && !fetched::said(&output).contains('⚠'),
        "{}",
        fetched::said(&output)
    );
    let types = std::fs::read_to_string(at("types.ts")).unwrap();
    assert_eq!(
        left_out(&types, |id| format!("operations[\"{id}\"]")),
        Vec::<String>::new(),
        "openapi-typescript"
    );

    let mut client = fetched::npm_program(programs, "openapi-ts");
    client
        .current_dir(folder.path())
        .args([
            "-i",
            "openapi.json",
            "-o",
            "client",
            "-c",
            "@hey-api/client-fetch",
            "--no-log-file",
        ]);
    let output = client.output().unwrap();
    let said = fetched::said(&output);
    assert!(
        output.status.success() && !said.to_lowercase().contains("warn"),
        "{said}"
    );
    let client = std::fs::read_to_string(at("client/sdk.gen.ts")).unwrap();
    assert_eq!(
        left_out(&client, |id| format!("export const {id} = ")),
        Vec::<String>::new(),
        "openapi-ts"
    );
    assert!(
        std::fs::read_to_string(at("client/client.gen.ts"))
            .unwrap()
            .contains("https://cards.example.org")
    );

    let use_of_it = "import { createScan, listCards, type CardPage, type Problem } from './client';\n\
        import type { operations } from './types';\n\
        export async function stamp(code: string): Promise<number> {\n\
          const { data, error } = await createScan({ body: { code }, headers: { 'Idempotency-Key': '1' } });\n\
          if (error) { const problem: Problem = error; throw new Error(problem.code); }\n\
          const page: CardPage | undefined = (await listCards({ query: { limit: 200 } })).data;\n\
          const limit: operations['listCards']['parameters']['query'] = { limit: page?.data.length };\n\
          return (data?.card.stamps ?? 0) + (limit?.limit ?? 0);\n\
        }\n";
    std::fs::write(at("use.ts"), use_of_it).unwrap();
    let strict = r#"{"compilerOptions":{"strict":true,"noEmit":true,"target":"es2022","module":"esnext","moduleResolution":"bundler","lib":["es2022","dom","dom.iterable"],"types":[]},"include":["**/*.ts"]}"#;
    std::fs::write(at("tsconfig.json"), strict).unwrap();
    let output = fetched::npm_program(programs, "tsc")
        .arg("-p")
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", fetched::said(&output));
}

#[test]
fn a_client_in_python_has_every_call_and_compiles() {
    let Some(programs) = python() else {
        return;
    };
    let folder = folder();
    let mut generator = fetched::python_module(programs, "openapi_python_client");
    generator
        .current_dir(folder.path())
        .args([
            "generate",
            "--path",
            "openapi.json",
            "--output-path",
            "client",
        ]);
    let output = generator.output().unwrap();
    let said = fetched::said(&output);
    assert!(output.status.success(), "{said}");
    // It sends a file as bytes, which is one of the three kinds that the import takes; the other two it mentions.
    let of_the_import = [
        "Unsupported content type application/x-ndjson",
        "Unsupported content type text/csv",
    ];
    let complaints = said.matches("WARNING").count();
    assert!(
        complaints == 2
            && of_the_import
                .iter()
                .all(|words| said.matches(words).count() == 1),
        "{said}"
    );
    let names = files(&folder.path().join("client")).join("\n");
    assert_eq!(
        left_out(&names, |id| format!("/{}.py", snake(id))),
        Vec::<String>::new(),
        "openapi-python-client"
    );
    let compiled = std::process::Command::new("python3")
        .args(["-m", "compileall", "-q"])
        .arg(folder.path().join("client"))
        .output()
        .unwrap();
    assert!(compiled.status.success(), "{}", fetched::said(&compiled));
}

/// The addresses of all files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path.display().to_string()]
            }
        })
        .collect()
}
