//! Files as tills write them.

use proptest::prelude::*;

use super::*;

mod field_cases;
mod round_trip;
mod wider;

fn reading() -> Reading {
    Reading {
        format: None,
        columns: Columns::default(),
        dates: DateOrder::Iso,
        decimal: None,
        separator: None,
        encoding: Encoding::default(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        currency: "EUR".into(),
        digits: 2,
        latest: "2026-06-01T00:00:00Z"
            .parse()
            .unwrap(),
    }
}

fn german() -> Reading {
    Reading {
        dates: DateOrder::DayMonthYear,
        ..reading()
    }
}

fn open(text: &str, reading: Reading) -> TillFile {
    TillFile::open(Bytes::copy_from_slice(text.as_bytes()), reading).unwrap()
}

/// Each visit as `member time amount`, each bad line as `line reason`.
fn told(text: &str, reading: Reading) -> Vec<String> {
    let line = |read: Result<TillVisit, BadLine>| match read {
        Ok(visit) => format!("{} {} {:?}", visit.member, visit.at, visit.amount_minor),
        Err(bad) => format!("{} {}", bad.line, bad.reason),
    };
    open(text, reading)
        .map(line)
        .collect()
}

/// The one amount of a file.
fn amount(text: &str, decimal: Option<Decimal>, digits: u32) -> Result<Option<i64>, String> {
    let file = format!("member\tdate\tamount\n7\t2026-01-31\t{text}\n");
    let read = open(
        &file,
        Reading {
            decimal,
            digits,
            ..reading()
        },
    )
    .next()
    .unwrap();
    read.map(|visit| visit.amount_minor)
        .map_err(|bad| bad.reason)
}

/// The one time of a file, in UTC.
fn at(text: &str, dates: DateOrder) -> Result<String, String> {
    let read = open(
        &format!("member\tdate\n7\t{text}\n"),
        Reading { dates, ..reading() },
    )
    .next()
    .unwrap();
    read.map(|visit| visit.at.to_string())
        .map_err(|bad| bad.reason)
}

#[test]
fn a_german_till_is_understood_without_a_word() {
    let file = "\u{feff}\"Kundennr.\";\"Datum\";\"Uhrzeit\";\"Betrag\";\"Beleg-Nr.\"\r\n\
                1001;31.01.2026;14:05;\"1.234,50\";77\r\n\
                \"Müller; Söhne\";01.02.26;9:30;3,20 €;78\r\n\
                ;;;;\r\n\
                1002;01.02.2026;;;79";
    let expected = [
        "1001 2026-01-31T13:05:00Z Some(123450)",
        "Müller; Söhne 2026-02-01T08:30:00Z Some(320)",
        "1002 2026-02-01T11:00:00Z None",
    ];
    assert_eq!(told(file, german()), expected);
}

#[test]
fn lines_of_objects_are_read_as_well() {
    let file = r#"{"customer_id": "7", "timestamp": "2026-01-31T14:05:00+01:00", "total": 3.5}

{"customer_id": 8, "timestamp": "2026-01-31 14:05", "amount_minor": 350, "more": [1]}
{"customer_id": "9"}
[1, 2]
{"customer_id": {"id": 1}, "timestamp": "2026-01-31"}"#;
    let expected = [
        "7 2026-01-31T13:05:00Z Some(350)",
        "8 2026-01-31T13:05:00Z Some(350)",
        "4 has no date",
        "5 is not a single JSON object",
        "6 has something other than text or a number as member",
    ];
    assert_eq!(told(file, reading()), expected);
}

#[test]
fn columns_can_be_named_and_a_missing_one_is_asked_for() {
    let mut named = reading();
    named
        .columns
        .name(ColumnField::Member, Some("Wer".into()));
    named
        .columns
        .name(ColumnField::At, Some("WANN".into()));
    assert_eq!(
        told("x|Wann|Wer\n1|2026-01-31 10:00|7\n", named.clone()),
        ["7 2026-01-31T09:00:00Z None"]
    );
    let fault = TillFile::open(Bytes::from_static(b"a;b\n1;2\n"), reading()).unwrap_err();
    assert_eq!(
        (fault.parameter, fault.why.ends_with("a, b")),
        ("member", true),
        "{fault}"
    );
    let fault = TillFile::open(Bytes::from_static(b"Wer;b\n1;2\n"), named).unwrap_err();
    assert_eq!(
        (
            fault.parameter,
            fault
                .why
                .contains("is not a column")
        ),
        ("at", true),
        "{fault}"
    );
    assert_eq!(
        TillFile::open(Bytes::from_static(b" \n "), reading())
            .unwrap_err()
            .parameter,
        ""
    );
}

#[test]
fn a_quote_that_nobody_closed_costs_its_own_line_only() {
    let file = "member,date\n\"7,2026-01-31\n8,2026-01-31\n\"9\"x,2026-01-31\n\"a \"\"b\"\"\nc\",2026-01-31\n10,2026-01-31\n";
    let expected = [
        "2 opens a quote that is never closed",
        "8 2026-01-31T11:00:00Z None",
        "4 continues after a closing quote",
        "a \"b\"\nc 2026-01-31T11:00:00Z None",
        "10 2026-01-31T11:00:00Z None",
    ];
    // The quote of line 4 closes the one of line 2, and what follows it is wrong: both are told.
    let told = told(file, reading());
    assert_eq!(told[1..], expected[1..]);
    assert!(told[0].starts_with("2 "), "{told:?}");
    let lines: Vec<i64> = open(file, reading())
        .map(|read| read.map_or_else(|bad| bad.line, |visit| visit.line))
        .collect();
    assert_eq!(lines, [2, 3, 4, 5, 7], "a row of two lines counts as two");
}

#[test]
fn amounts_are_read_as_people_write_them_and_never_guessed() {
    for (text, minor) in [
        ("3", 300),
        ("3,5", 350),
        ("3.50", 350),
        (".50", 50),
        ("1,234.50", 123_450),
        ("1.234,50", 123_450),
        ("1 234,50", 123_450),
        ("1'234.50", 123_450),
        ("1.234.567", 123_456_700),
        ("1,00,000.00", 10_000_000),
        ("0.500", 50),
        ("€ 12,50", 1_250),
        ("12.50 EUR", 1_250),
        ("Rs. 5", 500),
        ("۱۲٫۵", 1_250),
        ("١٢", 1_200),
        ("0", 0),
    ] {
        assert_eq!(amount(text, None, 2), Ok(Some(minor)), "{text}");
    }
    assert_eq!(amount("", None, 2), Ok(None));
    for (text, word) in [
        ("1.234", "two ways"),
        ("12.5,1", "in the wrong place"),
        ("-3,00", "below zero"),
        ("abc", "not a number"),
        ("3+4", "not a number"),
        ("1.2.3", "several decimal marks"),
        ("12,34567", "more than 2 decimal places"),
        ("99999999999999999999", "too large"),
        ("9999999999999", "above"),
    ] {
        let reason = amount(text, None, 2).unwrap_err();
        assert!(reason.contains(word), "{text}: {reason}");
    }
}

#[test]
fn a_declared_decimal_mark_settles_what_could_be_read_in_two_ways() {
    assert_eq!(amount("1.234", Some(Decimal::Comma), 2), Ok(Some(123_400)));
    assert_eq!(amount("1,234", Some(Decimal::Point), 2), Ok(Some(123_400)));
    assert!(
        amount("1.234", Some(Decimal::Point), 2)
            .unwrap_err()
            .contains("more than 2 decimal places")
    );
    assert!(
        amount("12.50", Some(Decimal::Comma), 2)
            .unwrap_err()
            .contains("in the wrong place")
    );
    assert_eq!(
        amount("1.234", Some(Decimal::Point), 3),
        Ok(Some(1_234)),
        "a dinar has a thousand fils"
    );
    assert_eq!(
        (amount("1,234", None, 0), amount("1200.00", None, 0)),
        (Ok(Some(1_234)), Ok(Some(1_200))),
        "a yen has nothing smaller"
    );
}

#[test]
fn dates_stand_in_three_orders() {
    for (text, order) in [
        ("2026-01-31 14:05", DateOrder::Iso),
        ("2026/1/31 14:05:00", DateOrder::Iso),
        ("2026-01-31T14:05:00", DateOrder::MonthDayYear),
        ("2026-01-31T13:05:00Z", DateOrder::DayMonthYear),
        ("2026-01-31T16:35+03:30", DateOrder::Iso),
        ("31.01.2026 14:05", DateOrder::DayMonthYear),
        ("31/1/26 14.05 Uhr", DateOrder::DayMonthYear),
        ("1/31/2026, 2:05 PM", DateOrder::MonthDayYear),
        ("۳۱.۰۱.۲۰۲۶ ۱۴:۰۵", DateOrder::DayMonthYear),
    ] {
        assert_eq!(
            at(text, order).as_deref(),
            Ok("2026-01-31T13:05:00Z"),
            "{text}"
        );
    }
    assert_eq!(
        at("2026-01-31 14:05:33.120", DateOrder::Iso).as_deref(),
        Ok("2026-01-31T13:05:33.120Z")
    );
    assert_eq!(
        at("12/31/2025 12:00 AM", DateOrder::MonthDayYear).as_deref(),
        Ok("2025-12-30T23:00:00Z")
    );
    for (text, word) in [
        ("31.01.2026", "date_format=dmy"),
        ("2026-02-30", "a date that"),
        ("2026-01-31 25:00", "a time that"),
        ("2026-01-31 13:05 AM", "a time that"),
        ("2026-07-01", "in the future"),
        ("1204-01-15", "before 1970"),
        ("soon", "a date that"),
    ] {
        let reason = at(text, DateOrder::Iso).unwrap_err();
        assert!(reason.contains(word), "{text}: {reason}");
    }
}

#[test]
fn where_clocks_change_each_local_time_is_one_instant() {
    // In Berlin 02:30 does not exist on 29 March 2026 and happens twice on 26 October 2025.
    assert_eq!(
        at("2026-03-29 02:30", DateOrder::Iso).as_deref(),
        Ok("2026-03-29T01:30:00Z")
    );
    assert_eq!(
        at("2026-03-29 03:30", DateOrder::Iso).as_deref(),
        Ok("2026-03-29T01:30:00Z")
    );
    assert_eq!(
        at("2025-10-26 02:30", DateOrder::Iso).as_deref(),
        Ok("2025-10-26T00:30:00Z")
    );
    assert_eq!(
        at("2025-10-26 03:30", DateOrder::Iso).as_deref(),
        Ok("2025-10-26T02:30:00Z")
    );
}

#[test]
fn old_tills_and_spreadsheets_have_letters_of_their_own() {
    let bytes = Bytes::from_static(
        b"Kunde;Datum;Betrag\nM\xf6we;31.01.2026;3,50 \x80\nM\xf6we;31.01.2026;4\n",
    );
    let windows = Reading {
        encoding: Encoding::named("windows-1252").unwrap(),
        ..german()
    };
    let members: Vec<String> = TillFile::open(bytes.clone(), windows)
        .unwrap()
        .map(|visit| visit.unwrap().member)
        .collect();
    assert_eq!(members, ["Möwe", "Möwe"]);
    let reason = TillFile::open(bytes, german())
        .unwrap()
        .next()
        .unwrap()
        .unwrap_err()
        .reason;
    assert!(reason.contains("encoding=windows-1252"), "{reason}");
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain("Kunde\tDatum\nMöwe\t31.01.2026\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        TillFile::open(wide.into(), german())
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .member,
        "Möwe"
    );
}

#[test]
fn a_row_is_the_same_visit_in_every_file_and_equal_rows_are_counted() {
    let keys = |text: &str| -> Vec<String> {
        open(text, reading())
            .map(|visit| visit.unwrap().key)
            .collect()
    };
    let whole = keys(
        "member,date,amount\n7,2026-01-30,3\n7,2026-01-31,3\n7,2026-01-31,3\n8,2026-01-31,3\n",
    );
    assert_eq!(
        whole
            .iter()
            .collect::<HashSet<_>>()
            .len(),
        4,
        "two equal rows are two visits"
    );
    let later = keys("date;member;amount\n2026-01-31;7;3.00\n2026-01-31;8;3\n2026-01-31;7;3,0\n");
    let same: Vec<&String> = later
        .iter()
        .filter(|key| whole.contains(key))
        .collect();
    assert_eq!(
        same.len(),
        3,
        "an overlapping file in another form holds the same visits"
    );
    let receipts =
        keys("member,date,amount,ref\n7,2026-01-31,3,a\n7,2026-01-31,3,a\n7,2026-01-31,3,b\n");
    assert_eq!(
        receipts
            .iter()
            .collect::<HashSet<_>>()
            .len(),
        2,
        "a receipt number is the same receipt"
    );
}

#[test]
fn endless_lines_and_rows_end() {
    let long = format!(
        "member,date\n{},2026-01-31\n7,2026-01-31\n\"{}",
        "x".repeat(70_000),
        "y\n".repeat(50_000)
    );
    let mut read = open(&long, reading());
    assert_eq!(
        read.next()
            .unwrap()
            .unwrap_err()
            .reason,
        "is longer than 64 KiB"
    );
    assert_eq!(read.next().unwrap().unwrap().member, "7");
    assert_eq!(
        read.next()
            .unwrap()
            .unwrap_err()
            .reason,
        "opens a quote that is never closed"
    );
}

proptest! {
    #[test]
    fn whatever_comes_is_read_to_its_end(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in "(member,date,amount\n)?|(\\{)?") {
        let body = Bytes::from([head.as_bytes(), &bytes].concat());
        if let Ok(mut file) = TillFile::open(body, reading()) {
            let mut before = file.read_bytes();
            while let Some(read) = file.next() {
                prop_assert!(file.read_bytes() > before);
                before = file.read_bytes();
                drop(read);
            }
            prop_assert_eq!(file.read_bytes(), file.size_bytes());
        }
    }

    #[test]
    fn a_table_that_was_written_comes_back(rows in proptest::collection::vec(("[a-z\",;\n ]{1,12}", 0..99_999i64), 1..20)) {
        let mut text = String::from("member;date;amount\n");
        for (member, minor) in &rows {
            text += &format!("\"m{}\";2026-01-31;\"{},{:02}\"\r\n", member.replace('"', "\"\""), minor / 100, minor % 100);
        }
        let read: Vec<(String, i64)> = open(&text, reading()).map(|visit| visit.unwrap()).map(|v| (v.member, v.amount_minor.unwrap())).collect();
        let written: Vec<(String, i64)> = rows.iter().map(|(member, minor)| (format!("m{member}").trim().to_owned(), *minor)).collect();
        prop_assert_eq!(read, written);
    }
}

#[test]
fn the_columns_that_were_found_are_told() {
    let file = open(
        "Kundennr;Datum;Betrag;Kasse\n7;31.01.2026;3,50;1\n",
        german(),
    );
    let found = file.found();
    assert_eq!(found.columns, ["Kundennr", "Datum", "Betrag", "Kasse"]);
    let named = |field: ColumnField| found.fields[field as usize].as_deref();
    assert_eq!(
        (
            named(ColumnField::Member),
            named(ColumnField::At),
            named(ColumnField::Amount)
        ),
        (Some("Kundennr"), Some("Datum"), Some("Betrag"))
    );
    assert_eq!(
        (
            named(ColumnField::Time),
            named(ColumnField::Location),
            named(ColumnField::Receipt)
        ),
        (None, None, None)
    );

    let objects = open(
        "[\n{\"member\":7,\"date\":\"2026-01-31\",\"shop\":\"x\"}]",
        reading(),
    )
    .found();
    assert_eq!(
        (objects.columns, objects.fields[0].clone()),
        (
            vec!["member".into(), "date".into(), "shop".into()],
            Some("member".into())
        )
    );

    let unknown = TillFile::open("Wer;Wann\n7;2026-01-31\n".into(), reading()).unwrap_err();
    assert_eq!(
        (unknown.parameter, unknown.columns),
        ("member", vec!["Wer".to_owned(), "Wann".to_owned()])
    );
}

#[test]
fn a_field_can_be_left_out_and_a_separator_told() {
    let mut columns = Columns::default();
    columns.leave_out(ColumnField::Amount);
    let read = open(
        "member,date,amount\n7,2026-01-31,x\n",
        Reading {
            columns,
            ..reading()
        },
    )
    .next()
    .unwrap()
    .unwrap();
    assert_eq!(read.amount_minor, None);
    let bars = Reading {
        separator: Some(b'|'),
        ..reading()
    };
    let read = open(
        "member|date|amount, gross|ref\n7|2026-01-31|3.50|a,b,c\n",
        bars,
    )
    .next()
    .unwrap()
    .unwrap();
    assert_eq!(
        (read.member.as_str(), read.receipt.as_deref()),
        ("7", Some("a,b,c"))
    );
}

#[test]
fn a_sale_to_nobody_and_a_refund_are_no_faults() {
    let file = "member,date,amount,status\n,2026-01-31,3.50,\n7,2026-01-31,-3.50,\n7,2026-01-31,3.50,refunded\n7,30.02.2026,3.50,\n";
    let kinds: Vec<Other> = open(file, reading())
        .map(|line| line.unwrap_err().kind())
        .collect();
    assert_eq!(
        kinds,
        [
            Other::WithoutMember,
            Other::Refund,
            Other::Refund,
            Other::Fault
        ]
    );
}
