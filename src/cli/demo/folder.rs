//! Where a demonstration lives: a folder that is gone when it ends, unless it is to be kept.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::service::actor::new_token;

/// The sample shop's design, so that the demonstration runs from any folder.
const DESIGN: [(&str, &[u8]); 5] = [
    ("template.toml", include_bytes!("../../../pass-templates/coffee/template.toml")),
    ("icon.svg", include_bytes!("../../../pass-templates/coffee/icon.svg")),
    ("logo.svg", include_bytes!("../../../pass-templates/coffee/logo.svg")),
    ("stamp.svg", include_bytes!("../../../pass-templates/coffee/stamp.svg")),
    ("reward.svg", include_bytes!("../../../pass-templates/coffee/reward.svg")),
];

/// A folder that only its owner can read.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    kept: bool,
}

impl Folder {
    /// A new folder in the system's place for such, or the one to keep, which must be empty.
    pub fn open(keep: Option<&Path>) -> anyhow::Result<Folder> {
        let folder = match keep {
            Some(path) => Folder { path: std::path::absolute(path)?, kept: true },
            None => Folder { path: std::env::temp_dir().join(new_token("stampwell-demo-")?), kept: false },
        };
        let failed = || format!("cannot make the folder {}", folder.path.display());
        DirBuilder::new().recursive(true).mode(0o700).create(&folder.path).with_context(failed)?;
        let used = fs::read_dir(&folder.path).with_context(failed)?.next().is_some();
        anyhow::ensure!(!used, "{} is not empty; the demonstration begins with an empty folder, so name another", folder.path.display());
        Ok(folder)
    }

    /// A file or folder in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes the sample shop's design; answers the folder of designs.
    pub fn write_design(&self) -> std::io::Result<PathBuf> {
        let designs = self.at("pass-templates");
        let design = designs.join("coffee");
        fs::create_dir_all(&design)?;
        for (name, content) in DESIGN {
            fs::write(design.join(name), content)?;
        }
        Ok(designs)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        if let Err(error) = fs::remove_dir_all(&self.path) {
            eprintln!("The demonstration's folder {} could not be removed: {error}", self.path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_behind() {
        let folder = Folder::open(None).unwrap();
        let path = folder.path.clone();
        assert!(folder.write_design().unwrap().join("coffee/template.toml").exists());
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn a_folder_to_keep_is_kept_and_never_mixed_with_what_is_there() {
        let place = tempfile::tempdir().unwrap();
        let kept = place.path().join("kept");
        Folder::open(Some(&kept)).unwrap().write_design().unwrap();
        assert!(kept.join("pass-templates").exists());
        let again = Folder::open(Some(&kept)).unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
    }
}
