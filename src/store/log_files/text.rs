//! A file's text: the log's lines as they were stored, one below the other, packed with gzip. Nothing else stands in it. Whoever has it can
//! read it with any tool, and import it.
//!
//! A file is read against the chain. One in which a single sign is another is not taken for the log.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::LogFile;
use crate::ids::encode;
use crate::store::coding::LONGEST;
use crate::store::log_lines::chain;

/// A line of a file.
pub(super) struct LogFileLine {
    /// Its event's place in the log.
    pub seq: i64,
    /// The line, exactly.
    pub text: String,
    /// Its link of the chain.
    pub hash: [u8; 32],
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum FileFault {
    /// It is not there, or the disk does not give it.
    #[error("{0}")]
    Absent(io::Error),
    /// It is not what was written.
    #[error("it was changed after it was written: {0}")]
    Changed(String),
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> FileFault {
        match error.kind() {
            // What the packing, or the text, is at fault with.
            io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::UnexpectedEof => FileFault::Changed(error.to_string()),
            _ => FileFault::Absent(error),
        }
    }
}

/// Writes a file, which has its name when it is whole.
pub(super) fn write(path: &Path, lines: &[String]) -> io::Result<()> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let _ = fs::remove_file(&part);
    let written = write_part(&part, lines).and_then(|()| {
        // Not in place of another: that could be the only copy of somebody else's log.
        match fs::hard_link(&part, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Some file systems know no second name of a file.
            Err(_) => fs::rename(&part, path)?,
            Ok(()) => {}
        }
        Ok(())
    });
    let _ = fs::remove_file(&part);
    written
}

/// Waits until a file is on the disk, with its name and its folder's: also one that an earlier run wrote, which may have been stopped here.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    path.ancestors()
        .take(3)
        .try_for_each(|path| File::open(path)?.sync_all())
}

fn write_part(part: &Path, lines: &[String]) -> io::Result<()> {
    let file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(part)?;
    let mut packed = GzEncoder::new(BufWriter::new(file), Compression::default());
    for line in lines {
        packed.write_all(line.as_bytes())?;
        packed.write_all(b"\n")?;
    }
    packed
        .finish()?
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

/// The lines of a file, if each is the one that was written.
pub(super) fn read(file: &LogFile) -> Result<Vec<LogFileLine>, FileFault> {
    let opened = File::open(&file.path).map_err(FileFault::Absent)?;
    let mut text = BufReader::new(GzDecoder::new(BufReader::new(opened)));
    let changed = |why: String| FileFault::Changed(why);
    let mut before = file.hash_before.clone();
    let mut lines = Vec::new();
    for seq in file.first_seq..=file.last_seq {
        let mut line = String::new();
        // A damaged file must not ask for all the memory there is.
        (&mut text)
            .take(LONGEST as u64)
            .read_line(&mut line)?;
        if line.pop() != Some('\n') {
            return Err(changed(format!("it ends before event {seq}")));
        }
        let hash = chain(&before, &line);
        before = encode(&hash);
        lines.push(LogFileLine {
            seq,
            text: line,
            hash,
        });
    }
    if text.read(&mut [0])? > 0 {
        return Err(changed("it has more lines than were written".into()));
    }
    if before != file.hash_after {
        return Err(changed("its lines are not those that were written".into()));
    }
    Ok(lines)
}
