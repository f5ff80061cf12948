//! What people who do this job ran into with other programs: each file with the right answer.

use super::*;

fn case(bytes: &'static [u8], reading: Reading) -> TillFile {
    TillFile::open(Bytes::from_static(bytes), reading).unwrap()
}

/// Each visit as `member time amount`, each bad line as `line reason`; a receipt's further lines are the same visit and left out.
fn said(file: TillFile) -> Vec<String> {
    let mut met = HashSet::new();
    let kept = file.filter(|read| {
        read.as_ref()
            .map_or(true, |visit| met.insert(visit.key.clone()))
    });
    kept.map(|read| match read {
        Ok(visit) => format!(
            "{} {} {}",
            visit.member,
            visit.at,
            visit.amount_minor.unwrap_or(-1)
        ),
        Err(bad) => format!("{} {}", bad.line, bad.reason),
    })
    .collect()
}

fn late(dates: DateOrder) -> Reading {
    Reading {
        dates,
        latest: "2026-12-01T00:00:00Z"
            .parse()
            .unwrap(),
        ..reading()
    }
}

fn iso() -> Reading {
    late(DateOrder::Iso)
}

macro_rules! input {
    ($name:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/field-cases/",
            $name
        ))
    };
}

#[test]
fn case_02_a_title_stands_above_the_table() {
    let mut named = iso();
    for (field, name) in [
        (ColumnField::Member, "Customer"),
        (ColumnField::At, "Date"),
        (ColumnField::Amount, "Total"),
    ] {
        named
            .columns
            .name(field, Some(name.into()));
    }
    for reading in [iso(), named] {
        let visit = case(input!("02-title-lines.csv"), reading.clone())
            .next()
            .unwrap()
            .unwrap();
        assert_eq!(visit.line, 6);
        assert_eq!(
            said(case(input!("02-title-lines.csv"), reading)),
            ["1001 2026-01-05T11:00:00Z 350"]
        );
    }
}

#[test]
fn case_03_lines_end_with_cr_alone() {
    let right = [
        "1001 2026-01-31T11:00:00Z 350",
        "1002 2026-01-31T11:00:00Z 450",
    ];
    assert_eq!(said(case(input!("03-cr-only.csv"), iso())), right);
}

#[test]
fn case_05_no_refund_is_a_visit() {
    let right: Vec<String> = (2..=9)
        .map(|line| format!("{line} {}", amount::BELOW_ZERO))
        .collect();
    assert_eq!(said(case(input!("05-refunds.csv"), iso())), right);
}

#[test]
fn case_06_offsets_are_set_apart() {
    let times: Vec<String> = case(input!("06-offset-after-space.csv"), iso())
        .map(|visit| visit.unwrap().at.to_string()[11..16].to_owned())
        .collect();
    assert_eq!(
        times,
        [
            "14:14", "10:14", "10:14", "14:14", "14:14", "10:14", "14:14", "10:14"
        ]
    );
}

#[test]
fn case_07_marks_of_direction_are_not_seen() {
    let right = (1..=5).map(|member| {
        format!(
            "{member} 2026-01-31T{}:00Z 350",
            if member == 3 {
                "13:05"
            } else {
                "11:00"
            }
        )
    });
    assert_eq!(
        said(case(
            input!("07-direction-marks.csv"),
            late(DateOrder::DayMonthYear)
        )),
        right.collect::<Vec<_>>()
    );
}

#[test]
fn case_08_ids_that_lost_their_digits_are_nobody_s() {
    let right = [2, 3].map(|line| format!("{line} {LOST_DIGITS}"));
    assert_eq!(said(case(input!("08-scientific-ids.csv"), iso())), right);
}

#[test]
fn case_09_ids_are_kept_as_text() {
    let members: Vec<String> = case(input!("09-formula-ids.csv"), iso())
        .map(|visit| visit.unwrap().member)
        .collect();
    assert_eq!(members, ["00123", "00124", "00125", "00123"]);
}

#[test]
fn case_10_old_tills_write_arabic_letters() {
    let bad = case(input!("10-windows-1256.csv"), iso())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(
        bad.reason
            .contains("encoding=windows-1256"),
        "{bad}"
    );
    let named = Reading {
        encoding: Encoding::named("windows-1256").unwrap(),
        ..iso()
    };
    assert_eq!(
        said(case(input!("10-windows-1256.csv"), named)),
        ["علي 2026-01-31T11:00:00Z 350"]
    );
}

#[test]
fn case_11_shops_write_the_persian_calendar() {
    for dates in [DateOrder::Iso, DateOrder::Jalali] {
        let tehran = Reading {
            zone: TimeZone::get("Asia/Tehran").unwrap(),
            ..late(dates)
        };
        let said = said(case(input!("11-jalali-dates.csv"), tehran));
        assert_eq!(
            said[..2],
            [
                "1001 2026-01-31T08:30:00Z 12000000",
                "1002 2026-01-31T10:35:00Z 12000000"
            ]
        );
        assert!(
            said[2].starts_with("4 ") && said[2].contains("1404 has no 30 Esfand"),
            "{}",
            said[2]
        );
    }
}

#[test]
fn case_13_one_number_on_two_keyboards_is_one_member() {
    let right = [
        "1001 2026-01-31T11:00:00Z 12000000",
        "1001 2026-01-30T11:00:00Z 12000000",
    ];
    assert_eq!(said(case(input!("13-persian-digit-ids.csv"), iso())), right);
}

#[test]
fn case_16_halves_of_the_day_have_many_spellings() {
    let right: Vec<String> = (1..=6)
        .map(|member| format!("{member} 2026-01-31T13:05:00Z 100"))
        .collect();
    assert_eq!(
        said(case(input!("16-am-pm.csv"), late(DateOrder::MonthDayYear))),
        right
    );
}

#[test]
fn case_17_months_have_names() {
    let times: Vec<String> = case(input!("17-month-names.csv"), iso())
        .map(|visit| visit.unwrap().at.to_string())
        .collect();
    assert_eq!(
        times,
        [
            "2026-09-04T10:00:00Z",
            "2026-09-04T10:00:00Z",
            "2026-09-04T12:05:00Z",
            "2026-09-04T14:05:00Z"
        ]
    );
}

#[test]
fn case_18_a_spreadsheet_s_days_are_told_or_read() {
    for said in said(case(input!("18-excel-serials.csv"), iso())) {
        assert!(
            said.contains("spreadsheet's day number") && !said.contains("dmy"),
            "{said}"
        );
    }
    let right = [
        "1 2026-01-30T11:00:00Z 100",
        "2 2026-01-30T13:05:00Z 100",
        "3 2026-01-30T13:05:00Z 100",
    ];
    assert_eq!(
        said(case(input!("18-excel-serials.csv"), late(DateOrder::Excel))),
        right
    );
}

#[test]
fn case_19_currencies_have_points_in_their_names() {
    let paid: Vec<Option<i64>> = case(input!("19-currency-with-dots.csv"), iso())
        .map(|visit| visit.unwrap().amount_minor)
        .collect();
    assert_eq!(paid, [1_299_900, 420_000, 1_250, 1_250, 1_250].map(Some));
}

#[test]
fn case_20_a_dash_stands_for_no_cents() {
    let paid: Vec<Option<i64>> = case(input!("20-dash-for-no-cents-chf.csv"), iso())
        .map(|visit| visit.unwrap().amount_minor)
        .collect();
    assert_eq!(paid, [Some(1_200); 4]);
}

#[test]
fn case_23_one_receipt_is_one_visit() {
    assert_eq!(
        said(case(input!("23-line-items.csv"), iso())),
        ["1001 2026-01-31T09:02:11Z 3000"]
    );
}

#[test]
fn case_27_a_surplus_cell_is_told() {
    let right = [2, 3].map(|line| format!("{line} {TOO_WIDE}"));
    assert_eq!(
        said(case(input!("27-unquoted-decimal-comma.csv"), iso())),
        right
    );
}

#[test]
fn case_30_objects_stand_in_an_array() {
    for format in [None, Some(Format::Ndjson), Some(Format::Csv)] {
        let read = said(case(
            input!("30-json-array.json"),
            Reading { format, ..iso() },
        ));
        assert_eq!(
            read,
            [
                "1001 2026-09-03T08:14:00Z 1250",
                "1002 2026-09-03T09:14:00Z 300"
            ]
        );
    }
}

#[test]
fn case_31_a_number_that_became_a_fraction_is_the_same_id() {
    let members: Vec<String> = case(input!("31-float-ids.ndjson"), iso())
        .map(|visit| visit.unwrap().member)
        .collect();
    assert_eq!(members, ["1001", "1001"]);
}

#[test]
fn case_32_what_is_no_table_is_named() {
    for (bytes, name) in [
        (&input!("32-html-named-xls.csv")[..], "a web page (HTML)"),
        (&input!("32-workbook-named.csv")[..], "an Excel workbook"),
    ] {
        let why = TillFile::open(Bytes::from_static(bytes), iso())
            .unwrap_err()
            .why;
        assert!(why.contains(name) && why.contains("as CSV"), "{why}");
    }
}
