//! `stampwell bench`: figures as ratios to what the machine can do in the same run.
//!
//! Absolute numbers say more about the machine than about the program, so each figure stands beside the thing that
//! bounds it, measured in turns with it: both sides then meet the same weather.

mod load;
mod scans;
mod shop;
mod sign;

use std::process::ExitCode;

use clap::Subcommand;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Signed passes a second on one core, against raw RSA-2048
    Sign(sign::SignArgs),
    /// Durable scans a second over HTTP, against single commits, the disk and a trivial answer
    Scans(scans::ScansArgs),
}

/// Runs a measurement. A goal that is missed is told, not an error: a busy machine misses it too.
pub async fn run(command: BenchCommand) -> anyhow::Result<ExitCode> {
    match command {
        BenchCommand::Sign(args) => sign::run(args).await?,
        BenchCommand::Scans(args) => scans::run(args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A number with a comma at every third digit; small ones with what matters after the point.
fn number(value: f64) -> String {
    let digits = match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    };
    let (whole, rest) = digits.split_once('.').map_or((digits.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + &rest
}

/// One line of a table: what, its figure, and a remark.
fn line(what: &str, figure: &str, remark: &str) {
    println!("{}", format!("  {what:<26} {figure:>12}   {remark}").trim_end());
}

/// Whether a goal is met, in words.
fn judged(goal: &str, met: bool) -> String {
    format!("{goal}: {}", if met { "met" } else { "missed" })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_read_easily() {
        let read: Vec<String> = [0.913, 9.5, 12.34, 640.4, 5_120.2, 1_234_567.0].into_iter().map(number).collect();
        assert_eq!(read, ["0.91", "9.50", "12.3", "640", "5,120", "1,234,567"]);
    }
}
