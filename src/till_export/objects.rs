//! JSON: one object a line, or objects in an array, however they are laid out.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::LONGEST_LINE;
use super::columns::{Columns, knows_member};
use super::table::trimmed_start;

/// What stands next in a text of objects.
pub(super) enum Next<'t> {
    /// Bytes to go over: white space, and what holds an array together.
    Gap(usize),
    /// An object's text and its length; it may take several lines.
    Object(&'t str),
    /// A line that is no object.
    Line,
}

/// What stands at the beginning of a text.
pub(super) fn next(text: &[u8], in_array: bool) -> Next<'_> {
    let gap = text.len() - trimmed_start(text).len();
    if gap > 0 {
        return Next::Gap(gap);
    }
    match text.first() {
        Some(b'[') if matches!(trimmed_start(&text[1..]).first(), Some(b'{' | b']')) => {
            Next::Gap(1)
        }
        Some(b',' | b']') if in_array => Next::Gap(1),
        Some(b'{') => object(text).map_or(Next::Line, Next::Object),
        _ => Next::Line,
    }
}

/// The object at the beginning of a text, behind which nothing but another, the array's marks or the line's end may stand.
fn object(text: &[u8]) -> Option<&str> {
    let most = &text[..text.len().min(LONGEST_LINE)];
    // The cut may fall into the middle of a letter, and what stands before it is text all the same.
    let valid = std::str::from_utf8(most)
        .or_else(|fault| std::str::from_utf8(&most[..fault.valid_up_to()]))
        .ok()?;
    let mut values = serde_json::Deserializer::from_str(valid).into_iter::<&RawValue>();
    values.next()?.ok()?;
    let end = values.byte_offset();
    let rest = &valid[end..];
    let follows = rest
        .trim_start_matches([' ', '\t'])
        .chars()
        .next();
    matches!(follows, None | Some(',' | ']' | '{' | '\r' | '\n' | '}')).then(|| &valid[..end])
}

/// Where the array of objects stands in a body that is one object around it: `{"data": [{…}]}`.
pub(super) fn wrapped(text: &[u8], columns: &Columns) -> Option<Range<usize>> {
    let outer: BTreeMap<String, &RawValue> = serde_json::from_slice(text).ok()?;
    let names: Vec<&str> = outer
        .keys()
        .map(String::as_str)
        .collect();
    // An object that names a member is a visit itself, whatever lists it holds.
    if knows_member(&names, columns) {
        return None;
    }
    let is_list = |value: &&&RawValue| {
        value
            .get()
            .strip_prefix('[')
            .is_some_and(|rest| rest.trim_start().starts_with('{'))
    };
    let mut lists = outer.values().filter(is_list);
    // With a second list nobody has said which of them holds the visits.
    let (list, None) = (lists.next()?, lists.next()) else {
        return None;
    };
    // The raw value is borrowed from the text, so their distance is its place there.
    let start = list.get().as_ptr() as usize - text.as_ptr() as usize;
    Some(start..start + list.get().len())
}
