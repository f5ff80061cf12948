//! A disk that is small enough to fill, mounted where only the story and its service see it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Holds the namespaces and the mount until its standard input closes, however the test process ends.
const HOLDER: &str =
    r#"mount -t tmpfs -o "size=$2,mode=700" tmpfs "$1" && echo ready && read -r _"#;

/// A file system in memory, in a mount namespace of its own.
pub struct SmallDisk {
    holder: Child,
    folder: PathBuf,
    /// Whether it took a user namespace: anybody may mount in one, but none can be made inside a chroot, where root needs none.
    as_user: bool,
}

impl SmallDisk {
    /// A new disk over an empty folder; none, said aloud, where the system lets nobody mount, as inside a chroot.
    pub fn mount(folder: &Path, size: &str) -> Option<SmallDisk> {
        fs::create_dir_all(folder).unwrap();
        let mounted = SmallDisk::try_mount(folder, size, true);
        match mounted.or_else(|why| {
            SmallDisk::try_mount(folder, size, false).map_err(|other| format!("{why}{other}"))
        }) {
            Ok(disk) => Some(disk),
            Err(why) => {
                // Straight to the terminal: the test harness hides what a passing test prints.
                let _ = writeln!(
                    std::io::stderr(),
                    "note: stories of full and failing disks are skipped, since nobody may mount here: {why}"
                );
                None
            }
        }
    }

    fn try_mount(folder: &Path, size: &str, as_user: bool) -> Result<SmallDisk, String> {
        let mut command = Command::new("unshare");
        if as_user {
            command.args(["--user", "--map-root-user"]);
        }
        command
            .args(["--mount", "sh", "-c", HOLDER, "sh"])
            .arg(folder)
            .arg(size);
        let holder = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut holder = holder.map_err(|error| error.to_string())?;
        let mut line = String::new();
        let read = holder
            .stdout
            .take()
            .map(|out| BufReader::new(out).read_line(&mut line));
        if matches!(read, Some(Ok(_))) && line == "ready\n" {
            return Ok(SmallDisk {
                holder,
                folder: folder.to_owned(),
                as_user,
            });
        }
        Err(String::from_utf8_lossy(
            &holder
                .wait_with_output()
                .unwrap()
                .stderr,
        )
        .into_owned())
    }

    /// The words before a command that shall see the disk.
    pub fn inside(&self) -> Vec<String> {
        let target = self.holder.id().to_string();
        let user: &[&str] = if self.as_user {
            &["--preserve-credentials", "--user"]
        } else {
            &[]
        };
        // The holder's root is named, because entering a mount namespace would else lead out of a chroot.
        let words = [
            &["nsenter"],
            user,
            &[
                "--mount",
                "--root",
                "--wd=/",
                "--target",
                target.as_str(),
                "--",
            ],
        ]
        .concat();
        words
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    /// The disk's folder as it is reached from outside its namespace.
    pub fn folder(&self) -> PathBuf {
        let inside = self
            .folder
            .strip_prefix("/")
            .unwrap();
        Path::new("/proc")
            .join(self.holder.id().to_string())
            .join("root")
            .join(inside)
    }

    /// Writes until nothing fits any more.
    pub fn fill(&self) {
        let mut filler = File::options()
            .create(true)
            .append(true)
            .open(self.folder().join("filler"))
            .unwrap();
        for size in [1 << 20, 1 << 12] {
            let end = std::iter::repeat_with(|| filler.write_all(&vec![1; size]))
                .find_map(Result::err)
                .unwrap();
            assert_eq!(end.kind(), ErrorKind::StorageFull, "{end}");
        }
    }

    /// Gives back what was filled.
    pub fn free(&self) {
        fs::remove_file(self.folder().join("filler")).unwrap();
    }

    /// Mounts it anew: `ro` lets nobody write, `rw` does again.
    pub fn remount(&self, mode: &str) {
        let mut words = self.inside();
        words.extend(["mount", "-o", &format!("remount,bind,{mode}")].map(str::to_owned));
        let done = Command::new(&words[0])
            .args(&words[1..])
            .arg(&self.folder)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
