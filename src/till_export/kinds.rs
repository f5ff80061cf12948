//! Bodies that are no table, whatever they are named: each is told for what it is.

const SAVE: &str = "open it in the program that made it and save it as CSV (UTF-8)";
const UNPACK: &str = "unpack it and send the table inside";

/// What each kind of file begins with, what it is, and what mends it.
const BEGINNINGS: [(&[u8], &str, &str); 28] = [
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old or protected Excel workbook",
        SAVE,
    ),
    (b"\x09\x08\x10\x00", "an old Excel workbook", SAVE),
    (b"\x09\x08\x08\x00", "an old Excel workbook", SAVE),
    (b"\x09\x04\x06\x00", "an old Excel workbook", SAVE),
    (b"\x1F\x8B", "a compressed file (gzip)", UNPACK),
    (b"BZh", "a compressed file (bzip2)", UNPACK),
    (b"\xFD7zXZ\x00", "a compressed file (xz)", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "an archive (7z)", UNPACK),
    (b"Rar!\x1A\x07", "an archive (RAR)", UNPACK),
    (
        b"%PDF",
        "a PDF",
        "export the list as CSV from the program that made the PDF",
    ),
    (b"\x89PNG", "a picture (PNG)", "export the list as CSV"),
    (
        b"\xFF\xD8\xFF",
        "a picture (JPEG)",
        "export the list as CSV",
    ),
    (b"GIF8", "a picture (GIF)", "export the list as CSV"),
    (b"II*\x00", "a picture (TIFF)", "export the list as CSV"),
    (b"MM\x00*", "a picture (TIFF)", "export the list as CSV"),
    (
        b"RIFF",
        "a picture or a recording",
        "export the list as CSV",
    ),
    (b"{\\rtf", "a text document (RTF)", SAVE),
    (
        b"SQLite format 3\x00",
        "a database (SQLite)",
        "export its table as CSV",
    ),
    (b"PAR1", "a Parquet file", SAVE),
    (b"ARROW1", "an Arrow file", SAVE),
    (b"Obj\x01", "an Avro file", SAVE),
    (b"ID;P", "a SYLK file", SAVE),
    (b"bplist", "a property list", SAVE),
    (
        b"\x00\x05\x16\x07",
        "a file's Mac attributes, not the file itself",
        "send the file next to it, whose name does not start with ._",
    ),
    (b"\xFF\xFE\x00\x00", "text in UTF-32", "save it as UTF-8"),
    (b"\x00\x00\xFE\xFF", "text in UTF-32", "save it as UTF-8"),
    (b"%!PS", "a PostScript document", "export the list as CSV"),
];

/// What a zip archive holds, by a name within.
const WITHIN: [(&[u8], &str); 9] = [
    (b"xl/workbook", "an Excel workbook"),
    (b"xl/worksheets", "an Excel workbook"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"word/document", "a Word document"),
    (b"ppt/presentation", "a presentation"),
    (b"opendocument.text", "an OpenDocument text"),
    (b".iwa", "a Numbers spreadsheet"),
    (b"Index.zip", "a Numbers spreadsheet"),
    (
        b"[Content_Types].xml",
        "an Excel workbook or another Office document",
    ),
];

/// Bytes at both ends in which an archive names what it holds.
const NAMES: usize = 128 * 1024;

/// Why bytes are no table; none if they may be one.
pub(super) fn of_bytes(body: &[u8]) -> Option<String> {
    if body.starts_with(b"PK\x03\x04")
        || body.starts_with(b"PK\x05\x06")
        || body.starts_with(b"PK\x07\x08")
    {
        return Some(match zipped(body) {
            Some(what) => told(what, SAVE),
            None => told("an archive (zip)", UNPACK),
        });
    }
    let found = BEGINNINGS
        .iter()
        .find(|(beginning, ..)| body.starts_with(beginning));
    found.map(|(_, what, remedy)| told(what, remedy))
}

fn told(what: &str, remedy: &str) -> String {
    format!("the body is {what}, not a table; {remedy}")
}

fn zipped(body: &[u8]) -> Option<&'static str> {
    let ends = [
        &body[..body.len().min(NAMES)],
        &body[body.len().saturating_sub(NAMES)..],
    ];
    let holds = |name: &[u8]| {
        ends.iter()
            .any(|end| holds(end, name))
    };
    WITHIN
        .iter()
        .find(|(name, _)| holds(name))
        .map(|(_, what)| *what)
}

fn holds(bytes: &[u8], sought: &[u8]) -> bool {
    bytes
        .windows(sought.len())
        .any(|window| window == sought)
}

/// Why text is no table: a page, a document of marks, a form's parts, or bytes that are no text.
pub(super) fn of_text(text: &[u8]) -> Option<String> {
    let start = &text[..text.len().min(4 * 1024)];
    let lower = String::from_utf8_lossy(start)
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .to_ascii_lowercase();
    if lower.starts_with('<')
        && lower[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?')
    {
        return Some(marked_up(&lower));
    }
    if lower.starts_with("--") && lower.contains("content-disposition: form-data") {
        return Some(told(
            "a form with a file in it",
            "send the file itself as the body (curl --data-binary @FILE)",
        ));
    }
    let strange = start
        .iter()
        .filter(|byte| **byte == 0)
        .count();
    (strange * 20 > start.len()).then(|| told("not text", SAVE))
}

fn marked_up(lower: &str) -> String {
    if lower.contains("schemas-microsoft-com:office:spreadsheet") && lower.starts_with("<?xml") {
        told("an Excel workbook (XML)", SAVE)
    } else if lower.contains("office:document") {
        told("an OpenDocument spreadsheet (XML)", SAVE)
    } else if lower.starts_with("<?xml") && !lower.contains("<html") {
        told("an XML document", SAVE)
    } else if [
        "<!doctype html",
        "<html",
        "<table",
        "<head",
        "<body",
        "<meta",
        "<div",
        "<style",
        "<script",
        "<!--",
    ]
    .iter()
    .any(|tag| lower.contains(tag))
    {
        told(
            "a web page (HTML)",
            "open it in a spreadsheet program and save it as CSV (UTF-8), or export it again",
        )
    } else {
        told("an XML document", SAVE)
    }
}
