//! How fast passes are made, in units of the machine: RSA operations of the same key in the same run.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use thiserror::Error;

use super::bundle::{self, BuildError, PassImages};
use super::certificates::{CertificateError, PassCertificate};
use super::pass::PassContent;
use super::signer::{Signer, SigningError};
use crate::clock::Timestamp;
use crate::template::{StripLook, StripSet, StripState, Template, TemplateError};

/// Figures of a run, on one thread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SigningSpeed {
    /// Whole passes per second: `pass.json`, hashes, manifest, signature, archive.
    pub passes_per_s: f64,
    /// Bare private key operations per second.
    pub raw_per_s: f64,
    /// The former as a share of the latter.
    pub ratio: f64,
    /// Size of one pass.
    pub pass_bytes: usize,
    /// How many passes were made.
    pub passes: u64,
}

/// Why nothing could be measured.
#[derive(Debug, Error)]
pub enum BenchError {
    /// The certificate cannot sign.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// Signing failed.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The pass cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The strip cannot be drawn.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

/// Length of one turn: short enough that both sides meet the same weather on a shared machine.
const TURN: Duration = Duration::from_millis(100);

/// Makes passes and bare signatures in turns for about `seconds`. `content` gives the card with so many of the `required` stamps.
pub fn bench_sign(
    seconds: u64,
    certificate: PassCertificate,
    template: &Template,
    look: &StripLook,
    required: u32,
    content: impl Fn(u32) -> PassContent,
    now: Timestamp,
) -> Result<SigningSpeed, BenchError> {
    let signer = Signer::new(certificate)?;
    let mut count = 0u32;
    let mut pass_bytes = 0;
    // A strip is drawn once for all passes that show it.
    let mut strips: HashMap<u32, Arc<StripSet>> = HashMap::new();
    let mut one_pass = || -> Result<(), BenchError> {
        count = (count + 1) % (required + 1);
        let strip = match strips.get(&count) {
            Some(strip) => strip.clone(),
            None => {
                let state = StripState {
                    stamps: count,
                    required,
                    reward_ready: false,
                };
                let strip = template.strip(state, look)?;
                strips.insert(count, strip.clone());
                strip
            }
        };
        pass_bytes = bundle::build(
            &signer,
            &PassImages::new(template, &look.colours, strip)?,
            &content(count),
            now,
        )?
        .len();
        Ok(())
    };
    let mut digest = [7u8; 32];
    let mut one_signature = || -> Result<(), BenchError> {
        digest[0] = digest[0].wrapping_add(1);
        signer.raw(&digest)?;
        Ok(())
    };
    // Every strip is drawn before the clock runs: a service draws each once in its life.
    for _ in 0..=required {
        one_pass()?;
    }
    let (mut passes, mut raw) = (Tally::default(), Tally::default());
    let end = Instant::now() + Duration::from_secs(seconds.max(1));
    while Instant::now() < end {
        passes.turn(&mut one_pass)?;
        raw.turn(&mut one_signature)?;
    }
    let (passes_per_s, raw_per_s) = (passes.rate(), raw.rate());
    Ok(SigningSpeed {
        passes_per_s,
        raw_per_s,
        ratio: passes_per_s / raw_per_s,
        pass_bytes,
        passes: passes.done,
    })
}

#[derive(Default)]
struct Tally {
    done: u64,
    spent: Duration,
}

impl Tally {
    fn turn(
        &mut self,
        work: &mut impl FnMut() -> Result<(), BenchError>,
    ) -> Result<(), BenchError> {
        let start = Instant::now();
        while start.elapsed() < TURN {
            work()?;
            self.done += 1;
        }
        self.spent += start.elapsed();
        Ok(())
    }

    fn rate(&self) -> f64 {
        self.done as f64 / self.spent.as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apple::pass::tests::card;
    use crate::apple::test_certificates::{CHAIN, NOW, loaded};

    #[test]
    fn a_run_gives_figures_of_the_whole_path() {
        let template = Template::load(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates/coffee"),
        )
        .unwrap();
        let look = StripLook::for_language(
            template
                .description()
                .colours
                .clone(),
            "en",
        );
        let cards: Vec<_> = (0..=10).map(card).collect();
        let speed = bench_sign(
            1,
            loaded(&CHAIN.pass),
            &template,
            &look,
            10,
            |stamps| cards[stamps as usize].clone(),
            NOW,
        )
        .unwrap();
        assert!(speed.passes > 10 && speed.pass_bytes > 20_000, "{speed:?}");
        // How large it is depends on what else the machine does; `stampwell bench sign` holds the goal of 0.85.
        assert!(speed.ratio > 0.0, "{speed:?}");
    }
}
