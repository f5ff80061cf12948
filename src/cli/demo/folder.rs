//! Where a demonstration lives: a folder that is gone when it ends, unless it is to be kept.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::service::actor::new_token;

/// A design's description and its stamp.
type Design = (&'static str, &'static str, &'static str);

macro_rules! designs {
    ($($name:literal)*) => {
        [$((
            $name,
            include_str!(concat!("../../../pass-templates/", $name, "/template.toml")),
            include_str!(concat!("../../../pass-templates/", $name, "/stamp.svg")),
        )),*]
    };
}

/// Our designs, so that the demonstration runs from any folder.
const DESIGNS: [Design; 14] =
    designs!["book" "bowl" "bread" "car" "coffee" "flower" "heart" "ice" "leaf" "paw" "pizza" "scissors" "star" "tick"];

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
        anyhow::ensure!(!used, "{} is not empty; the demo needs an empty folder, so give another", folder.path.display());
        Ok(folder)
    }

    /// A file or folder in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes our designs; answers their folder.
    pub fn write_designs(&self) -> std::io::Result<PathBuf> {
        let designs = self.at("pass-templates");
        for (name, description, stamp) in DESIGNS {
            let design = designs.join(name);
            fs::create_dir_all(&design)?;
            fs::write(design.join("template.toml"), description)?;
            fs::write(design.join("stamp.svg"), stamp)?;
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
            crate::cli::out::talk(format_args!("The demo's folder {} could not be removed: {error}", self.path.display()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_brings_every_design_of_ours() {
        let ours = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates")).unwrap();
        let mut ours: Vec<String> = ours.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        ours.sort();
        assert_eq!(ours, DESIGNS.map(|(name, ..)| name));
    }

    #[test]
    fn nothing_stays_behind() {
        let folder = Folder::open(None).unwrap();
        let path = folder.path.clone();
        assert!(folder.write_designs().unwrap().join("coffee/template.toml").exists());
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn a_folder_to_keep_is_kept_and_never_mixed_with_what_is_there() {
        let place = tempfile::tempdir().unwrap();
        let kept = place.path().join("kept");
        Folder::open(Some(&kept)).unwrap().write_designs().unwrap();
        assert!(kept.join("pass-templates").exists());
        let again = Folder::open(Some(&kept)).unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
    }
}
