//! Where a demonstration lives: a folder that is gone when it ends, unless it is to be kept.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::service::access::actor::new_token;

/// A folder that only its owner can read.
#[derive(Debug)]
pub struct PrivateFolder {
    path: PathBuf,
    kept: bool,
}

impl PrivateFolder {
    /// A new folder in the system's place for such, or the one to keep, which must be empty.
    pub fn open(keep: Option<&Path>) -> anyhow::Result<PrivateFolder> {
        let folder = match keep {
            Some(path) => PrivateFolder {
                path: std::path::absolute(path)?,
                kept: true,
            },
            None => PrivateFolder {
                path: std::env::temp_dir().join(new_token("stampwell-demo-")?),
                kept: false,
            },
        };
        let failed = || format!("cannot make the folder {}", folder.path.display());
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder.path)
            .with_context(failed)?;
        let used = fs::read_dir(&folder.path)
            .with_context(failed)?
            .next()
            .is_some();
        anyhow::ensure!(
            !used,
            "{} is not empty; the demo needs an empty folder, so give another",
            folder.path.display()
        );
        Ok(folder)
    }

    /// A file or folder in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        if let Err(error) = fs::remove_dir_all(&self.path) {
            crate::cli::out::talk(format_args!(
                "The demo's folder {} could not be removed: {error}",
                self.path.display()
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_behind() {
        let folder = PrivateFolder::open(None).unwrap();
        let path = folder.path.clone();
        fs::write(folder.at("stampwell.db"), "rows").unwrap();
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn a_folder_to_keep_is_kept_and_never_mixed_with_what_is_there() {
        let place = tempfile::tempdir().unwrap();
        let kept = place.path().join("kept");
        fs::write(
            PrivateFolder::open(Some(&kept))
                .unwrap()
                .at("stampwell.db"),
            "rows",
        )
        .unwrap();
        assert!(kept.join("stampwell.db").exists());
        let again = PrivateFolder::open(Some(&kept)).unwrap_err();
        assert!(
            again
                .to_string()
                .contains("not empty"),
            "{again}"
        );
    }
}
