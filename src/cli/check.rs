//! `stampwell check FILE.pkpass`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use openssl::x509::X509;

use super::out::{Unwritten, line};
use crate::apple::check::check_pkpass;
use crate::apple::{Finding, Level};
use crate::clock::Clock;

/// A file to check.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The .pkpass file
    file: PathBuf,
    /// The root certificate (PEM) to verify the signature against; without it, the chain inside the file is followed
    #[arg(long)]
    root: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Checks the file; exit code 1 when a phone would refuse it.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let read = |path: &PathBuf| {
        std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let bytes = read(&args.file)?;
    let root = args
        .root
        .as_ref()
        .map(|path| anyhow::Ok(X509::from_pem(&read(path)?)?))
        .transpose()?;
    let findings = check_pkpass(&bytes, root.as_ref(), Clock::system().now());
    print(&findings, args.json)?;
    Ok(verdict(&findings))
}

/// Prints findings: one line each, with what to do beneath.
pub fn print(findings: &[Finding], json: bool) -> Result<(), Unwritten> {
    if json {
        let word = |level| match level {
            Level::Good => "ok",
            Level::Warning => "warn",
            Level::Bad => "fail",
        };
        let list: Vec<_> = findings
            .iter()
            .map(|f| serde_json::json!({"check": f.name, "status": word(f.level), "what": f.sentence, "fix": f.fix}))
            .collect();
        return line(serde_json::Value::from(list));
    }
    for finding in findings {
        let mark = match finding.level {
            Level::Good => "ok  ",
            Level::Warning => "warn",
            Level::Bad => "fail",
        };
        line(format_args!(
            "{mark}  {:<20} {}",
            finding.name, finding.sentence
        ))?;
        if !finding.fix.is_empty() {
            line(format_args!("      fix   {}", finding.fix))?;
        }
    }
    Ok(())
}

/// The exit code for findings.
pub fn verdict(findings: &[Finding]) -> ExitCode {
    if findings
        .iter()
        .any(|f| f.level == Level::Bad)
    {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}
