//! Tables as files: the cells of CSV.

/// A cell that no spreadsheet takes for a formula, quoted after RFC 4180 where needed.
pub fn csv_cell(text: &str) -> String {
    // A telephone number is none, although it reads as one.
    let number = !text.starts_with('+') && text.parse::<f64>().is_ok();
    // Spreadsheets read the full-width signs as the plain ones.
    let formula = text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]) && !number;
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_become_formulas() {
        assert_eq!(csv_cell("=cmd()"), "'=cmd()");
        assert_eq!(csv_cell("-4.5"), "-4.5");
        assert_eq!(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
