//! Apple's and Google's own button artwork, as the operator has it from them: one file for each wallet and language, never changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use openssl::sha::sha256;

use crate::locale::Locale;

/// Bytes of the largest file; the page that shows two of them is meant to weigh less than 40 kB.
pub const LARGEST_BADGE: u64 = 64 * 1024;

/// Why a folder of badges cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadgeError {
    /// No folder, or none that can be read.
    #[error(
        "the badges in {path} cannot be read: {error}. Put them there, or leave out STAMPWELL_BADGES_DIR to use text buttons"
    )]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file that stands for nothing.
    #[error(
        "{0} is not a badge. Badges are named by wallet and language, such as apple/en.svg and google/fa.png. Remove or rename the file"
    )]
    Unknown(PathBuf),
    /// Two files for one place.
    #[error("{0} is there twice, as SVG and as PNG. Keep one of them")]
    Twice(PathBuf),
    /// Too many bytes.
    #[error(
        "{path} has {bytes} bytes, more than {LARGEST_BADGE}. Customers load it on a phone: use the SVG or a smaller PNG of the same artwork"
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// Not what its name says.
    #[error("{0} does not contain what its name says. Download it again: SVG for screens, or PNG")]
    OtherKind(PathBuf),
    /// An SVG that could do something.
    #[error(
        "{0} contains a script, which Apple's and Google's badges never do. Download it again from the company itself"
    )]
    Script(PathBuf),
}

/// A wallet whose button has artwork of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wallet {
    /// "Add to Apple Wallet".
    Apple,
    /// "Add to Google Wallet".
    Google,
}

impl Wallet {
    /// Both.
    pub const ALL: [Wallet; 2] = [Wallet::Apple, Wallet::Google];

    /// The name of its folder.
    pub fn folder(self) -> &'static str {
        match self {
            Wallet::Apple => "apple",
            Wallet::Google => "google",
        }
    }
}

struct Badge {
    name: String,
    bytes: Vec<u8>,
    content_type: &'static str,
}

/// The artwork there is.
#[derive(Default)]
pub struct Badges(BTreeMap<(Wallet, &'static str), Badge>);

impl Badges {
    /// Reads and checks every file of the folder; without a folder there is no artwork, and buttons are of text.
    pub fn load(folder: Option<&Path>) -> Result<Badges, BadgeError> {
        let mut badges = Badges::default();
        let Some(folder) = folder else {
            return Ok(badges);
        };
        for path in entries(folder)? {
            let wallet = Wallet::ALL
                .into_iter()
                .find(|wallet| path.is_dir() && path.ends_with(wallet.folder()));
            let wallet = wallet.ok_or_else(|| BadgeError::Unknown(path.clone()))?;
            for file in entries(&path)? {
                badges.take(wallet, &file)?;
            }
        }
        Ok(badges)
    }

    fn take(&mut self, wallet: Wallet, path: &Path) -> Result<(), BadgeError> {
        let unknown = || BadgeError::Unknown(path.to_owned());
        let part = |part: Option<&std::ffi::OsStr>| {
            part.and_then(|part| part.to_str())
                .map(str::to_owned)
                .ok_or_else(unknown)
        };
        let (stem, extension) = (part(path.file_stem())?, part(path.extension())?);
        let language = Locale::ALL
            .into_iter()
            .find(|language| language.tag() == stem)
            .ok_or_else(unknown)?;
        let content_type = match extension.as_str() {
            "svg" => "image/svg+xml",
            "png" => "image/png",
            _ => return Err(unknown()),
        };
        let bytes = checked(path, content_type)?;
        let version = data_encoding::HEXLOWER.encode(&sha256(&bytes)[..8]);
        let name = format!("{}-{stem}-{version}.{extension}", wallet.folder());
        match self.0.insert(
            (wallet, language.tag()),
            Badge {
                name,
                bytes,
                content_type,
            },
        ) {
            Some(_) => Err(BadgeError::Twice(path.with_extension(""))),
            None => Ok(()),
        }
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address of a wallet's badge in a language, if there is one. It changes with the file.
    pub fn url(&self, wallet: Wallet, language: Locale) -> Option<String> {
        self.0
            .get(&(wallet, language.tag()))
            .map(|badge| format!("/badges/{}", badge.name))
    }

    /// A badge's bytes and content type by the last part of its address.
    pub fn find(&self, name: &str) -> Option<(&[u8], &'static str)> {
        self.0
            .values()
            .find(|badge| badge.name == name)
            .map(|badge| (badge.bytes.as_slice(), badge.content_type))
    }

    /// Languages that have no artwork for a wallet, by their tags.
    pub fn missing(&self, wallet: Wallet) -> Vec<&'static str> {
        Locale::ALL
            .into_iter()
            .map(Locale::tag)
            .filter(|tag| !self.0.contains_key(&(wallet, tag)))
            .collect()
    }
}

/// What lies in a folder, but for files that systems put there by themselves.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, BadgeError> {
    let unreadable = |error| BadgeError::Unreadable {
        path: folder.to_owned(),
        error,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry
            .file_name()
            .to_string_lossy()
            .starts_with('.')
        {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn checked(path: &Path, content_type: &str) -> Result<Vec<u8>, BadgeError> {
    let unreadable = |error| BadgeError::Unreadable {
        path: path.to_owned(),
        error,
    };
    let bytes = std::fs::metadata(path)
        .map_err(unreadable)?
        .len();
    if bytes > LARGEST_BADGE {
        return Err(BadgeError::TooLarge {
            path: path.to_owned(),
            bytes,
        });
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let is_kind = match content_type {
        "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        _ => std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg")),
    };
    if !is_kind {
        return Err(BadgeError::OtherKind(path.to_owned()));
    }
    if content_type == "image/svg+xml"
        && bytes
            .windows(7)
            .any(|part| part.eq_ignore_ascii_case(b"<script"))
    {
        return Err(BadgeError::Script(path.to_owned()));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn fault(files: &[(&str, &[u8])]) -> String {
        Badges::load(Some(folder(files).path()))
            .err()
            .unwrap()
            .to_string()
    }

    #[test]
    fn artwork_is_found_by_wallet_and_language_and_served_as_it_came() {
        let folder = folder(&[
            ("apple/en.svg", SVG),
            ("google/en.png", PNG),
            ("google/fa.svg", SVG),
            (".DS_Store", b""),
        ]);
        let badges = Badges::load(Some(folder.path())).unwrap();
        let url = badges
            .url(Wallet::Google, Locale::ENGLISH)
            .unwrap();
        assert_eq!(
            badges.find(
                url.strip_prefix("/badges/")
                    .unwrap()
            ),
            Some((PNG, "image/png"))
        );
        assert_eq!(badges.url(Wallet::Apple, Locale::PERSIAN), None);
        let missing = badges.missing(Wallet::Google);
        assert_eq!(missing.len(), Locale::ALL.len() - 2);
        assert!(missing.contains(&"ar") && !missing.contains(&"fa"));
        assert!(
            badges
                .find("apple-en.svg")
                .is_none(),
            "the version is part of the name"
        );
    }

    #[test]
    fn what_is_no_badge_is_named_with_its_reason() {
        assert!(fault(&[("apple/US-UK_Add_to_Apple_Wallet.svg", SVG)]).contains("is not a badge"));
        assert!(fault(&[("microsoft/en.svg", SVG)]).contains("microsoft is not a badge"));
        assert!(fault(&[("apple/en.gif", SVG)]).contains("en.gif is not a badge"));
        assert!(fault(&[("apple/en.png", SVG)]).contains("does not contain what its name says"));
        assert!(
            fault(&[("apple/en.svg", b"<svg><script>alert(1)</script></svg>")])
                .contains("contains a script")
        );
        assert!(fault(&[("apple/en.svg", SVG), ("apple/en.png", PNG)]).contains("there twice"));
        assert!(fault(&[("apple/en.svg", &[b' '; 70_000])]).contains("70000 bytes"));
        assert!(
            Badges::load(Some(Path::new("/nowhere/badges")))
                .err()
                .unwrap()
                .to_string()
                .contains("cannot be read")
        );
    }

    #[test]
    fn without_a_folder_there_is_no_artwork() {
        assert_eq!(
            Badges::load(None)
                .unwrap()
                .url(Wallet::Apple, Locale::ENGLISH),
            None
        );
    }
}
