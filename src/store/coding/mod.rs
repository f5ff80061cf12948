//! Texts in few bytes: by zstd, with a dictionary of what texts of one kind have in common.
//!
//! What is kept is read for ever, so a dictionary is never changed. A better one gets a name of its own, and whoever writes with it notes
//! which one it was.

pub(super) mod id_bytes;
pub(super) mod line;

use std::cell::RefCell;
use std::sync::LazyLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::get_frame_content_size;

/// No text of ours is longer. A damaged one must not ask for all the memory there is.
pub(super) const LONGEST: usize = 16 << 20;
/// What texts of one kind have in common.
#[derive(Clone, Copy, Debug)]
pub(super) enum Dictionary {
    /// Answers to writes, without the member's id; the test `a_dictionary_is_made_of_answers` made it.
    Answers,
    /// Lines of the log, without what [`line`] takes out; the test `a_dictionary_is_made_of_lines` made it.
    Lines,
}

/// A dictionary as zstd works with it. It is read once.
type PreparedDictionary = (EncoderDictionary<'static>, DecoderDictionary<'static>);

/// Faster levels than these save no time with so short texts.
fn prepare(dictionary: &'static [u8], level: i32) -> PreparedDictionary {
    (
        EncoderDictionary::copy(dictionary, level),
        DecoderDictionary::copy(dictionary),
    )
}

static ANSWERS: LazyLock<PreparedDictionary> =
    LazyLock::new(|| prepare(include_bytes!("answers.dict"), 3));
static LINES: LazyLock<PreparedDictionary> =
    LazyLock::new(|| prepare(include_bytes!("lines.dict"), 4));

// One for each dictionary: to make one takes far longer than a short text.
thread_local! {
    static COMPRESSORS: [RefCell<Option<Compressor<'static>>>; 2] =
        const { [RefCell::new(None), RefCell::new(None)] };
    static DECOMPRESSORS: [RefCell<Option<Decompressor<'static>>>; 2] =
        const { [RefCell::new(None), RefCell::new(None)] };
}

impl Dictionary {
    fn prepared(self) -> &'static PreparedDictionary {
        match self {
            Dictionary::Answers => &ANSWERS,
            Dictionary::Lines => &LINES,
        }
    }

    /// A text as a frame of zstd; nothing if zstd refuses it.
    pub fn compress(self, text: &[u8]) -> Option<Vec<u8>> {
        COMPRESSORS.with(|all| {
            let mut kept = all[self as usize].borrow_mut();
            let with = match &mut *kept {
                Some(with) => with,
                None => kept.insert(self.compressor().ok()?),
            };
            with.compress(text).ok()
        })
    }

    fn compressor(self) -> std::io::Result<Compressor<'static>> {
        let mut with = Compressor::with_prepared_dictionary(&self.prepared().0)?;
        with.include_dictid(false)?;
        Ok(with)
    }

    /// What [`Dictionary::compress`] wrote, read again; nothing if it is damaged or longer than [`LONGEST`].
    pub fn decompress(self, frame: &[u8]) -> Option<Vec<u8>> {
        let long = usize::try_from(get_frame_content_size(frame).ok()??).ok()?;
        if long > LONGEST {
            return None;
        }
        DECOMPRESSORS.with(|all| {
            let mut kept = all[self as usize].borrow_mut();
            let with = match &mut *kept {
                Some(with) => with,
                None => {
                    kept.insert(Decompressor::with_prepared_dictionary(&self.prepared().1).ok()?)
                }
            };
            with.decompress(frame, long).ok()
        })
    }
}
