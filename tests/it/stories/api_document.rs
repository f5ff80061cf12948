//! The service answers what its OpenAPI document lists: schemathesis, a program that knows nothing but the document, makes
//! calls out of it, right ones and wrong ones, and holds each answer against it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{anyhow, ensure};

use crate::world::Setup;

/// Package and version as pip takes them. A newer release is taken by hand, after a look at what changed.
const RELEASE: &str = "schemathesis==4.32.5";

/// What is held against the document. Which of the wrong calls are refused is for the other stories to say.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

static PROGRAM: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| program().map_err(|error| format!("{error:#}")));

/// The folder of the program, fetched by pip unless an earlier run did.
fn program() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(RELEASE);
    if folder.is_dir() {
        return Ok(folder);
    }
    let fresh = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let pip = Command::new("python3").args(["-m", "pip", "install", "--quiet", "--target"]).arg(fresh.path()).arg(RELEASE).output();
    let output = pip.map_err(|error| anyhow!("python3 with pip is needed to fetch it ({error})"))?;
    ensure!(output.status.success(), "pip install {RELEASE}: {}", String::from_utf8_lossy(&output.stderr).trim());
    // Renamed into place, or a run that breaks off would leave half of it behind.
    std::fs::rename(fresh.keep(), &folder)?;
    Ok(folder)
}

/// One run with a key; what it printed, and whether it found nothing.
fn run(program: &Path, base: &str, key: &str, only: &[&str]) -> (bool, String) {
    // Its cache would say what failed before, and so make each run another one.
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("python3")
        .current_dir(folder.path())
        .env("PYTHONPATH", program)
        .args(["-m", "schemathesis.cli", "run", &format!("{base}/openapi.json"), "-H", &format!("Authorization: Bearer {key}")])
        .args(["--checks", CHECKS, "--max-examples", "10", "--seed", "1", "--no-color"])
        .args(only)
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

world_test! {
    async fn every_answer_is_one_that_the_document_lists(world, Setup { limits: false, ..Setup::default() }) {
        let program = match &*PROGRAM {
            Ok(program) => program,
            Err(why) => {
                assert!(std::env::var_os("CI").is_none(), "schemathesis is missing: {why}");
                return eprintln!("note: the answers are not held against the document: {why}");
            }
        };
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
