//! A SQLite file as it was when the service opened it: one that is removed or replaced goes on being written to, and with it goes
//! whatever was acknowledged.

use std::path::PathBuf;

/// A file by what the system knows it by, however it is called.
#[derive(Clone, Debug)]
pub struct KnownFile {
    path: PathBuf,
    identity: Option<(u64, u64)>,
}

impl KnownFile {
    /// The file that has this name now.
    pub fn at(path: &str) -> KnownFile {
        let path = PathBuf::from(path);
        let identity = identity(&path);
        KnownFile { path, identity }
    }

    /// Whether the name still leads to the same file.
    pub fn is_there(&self) -> bool {
        identity(&self.path) == self.identity
    }
}

#[cfg(unix)]
fn identity(path: &std::path::Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let about = std::fs::metadata(path).ok()?;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(path: &std::path::Path) -> Option<(u64, u64)> {
    path.exists().then_some((0, 0))
}
