//! Everything that knows Apple: certificates, `pass.json`, the signed package, pushes, and checks that speak in words.
//!
//! A phone refuses a wrong pass without a word. So every fault is looked for here first, where it can be named.

pub mod archive;
pub mod bench;
pub mod bundle;
pub mod certificates;
pub mod check;
pub mod pass;
pub mod push;
pub mod root;
pub mod signer;
pub mod strings;

mod certificate_error;
mod encryption;
mod key_files;
#[cfg(test)]
mod test_certificates;

/// One thing that was looked at, for `doctor` and `check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in two or three words.
    pub name: &'static str,
    /// How it stands.
    pub level: Level,
    /// What was found.
    pub sentence: String,
    /// What to do; empty when all is well.
    pub fix: String,
}

/// How something that was looked at stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Works today, will not for long or not everywhere.
    Warning,
    /// Must be put right.
    Bad,
}

impl Finding {
    /// Something that is as it should be.
    pub fn good(name: &'static str, sentence: impl Into<String>) -> Finding {
        Finding {
            name,
            level: Level::Good,
            sentence: sentence.into(),
            fix: String::new(),
        }
    }

    /// Something to see to before long.
    pub fn warning(
        name: &'static str,
        sentence: impl Into<String>,
        fix: impl Into<String>,
    ) -> Finding {
        Finding {
            name,
            level: Level::Warning,
            sentence: sentence.into(),
            fix: fix.into(),
        }
    }

    /// Something that must be put right.
    pub fn bad(name: &'static str, sentence: impl Into<String>, fix: impl Into<String>) -> Finding {
        Finding {
            name,
            level: Level::Bad,
            sentence: sentence.into(),
            fix: fix.into(),
        }
    }
}
