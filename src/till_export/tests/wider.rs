//! The wider kinds behind the field cases: what must be read as it was meant, and what must be said rather than stored as something else.

use super::*;

/// What a date of this order is, or a piece of the reason why it is none.
fn dates_are(order: DateOrder, cases: &[(&str, Result<&str, &str>)]) {
    for (text, right) in cases {
        match (at(text, order), right) {
            (Ok(read), Ok(right)) => assert_eq!(&read, right, "{text}"),
            (Err(reason), Err(piece)) => assert!(reason.contains(piece), "{text}: {reason}"),
            (read, _) => panic!("{text} is {read:?} and not {right:?}"),
        }
    }
}

#[test]
fn a_weekday_agrees_with_its_date() {
    const SATURDAY: Result<&str, &str> = Ok("2026-01-31T11:00:00Z");
    const OTHER: Result<&str, &str> = Err("weekday");
    let cases = [
        ("Sat, 31 Jan 2026", SATURDAY),
        ("Mon, 31 Jan 2026", OTHER),
        ("Saturday 31.01.2026", SATURDAY),
        ("Monday 31.01.2026", OTHER),
        ("Sa., 31.01.26", SATURDAY),
        ("Sonnabend, den 31.01.2026", SATURDAY),
        ("So 31.01.2026", OTHER),
        ("Cmt 31.01.2026", SATURDAY),
        ("Pazartesi 31.01.2026", OTHER),
        ("السبت 31/01/2026", SATURDAY),
        ("الأحد 31/01/2026", OTHER),
        ("شنبه ۱۱ بهمن ۱۴۰۴", SATURDAY),
        ("یکشنبه ۱۱ بهمن ۱۴۰۴", OTHER),
        ("shanba 31/01/2026", SATURDAY),
        ("Якшанба 31.01.2026", OTHER),
        ("Sabtu, 31/01/2026", SATURDAY),
        ("Jumat 31 Januari 2026", OTHER),
        ("Sat Sun 31.01.2026", OTHER),
        ("Sat 2026-01-31 24:00", Ok("2026-01-31T23:00:00Z")),
        ("Fri Jan 30 23:30:00 -0800 2026", Ok("2026-01-31T07:30:00Z")),
        ("Sat Jan 30 23:30:00 -0800 2026", OTHER),
    ];
    dates_are(DateOrder::DayMonthYear, &cases);
}

#[test]
fn a_word_that_is_month_and_weekday_is_what_the_numbers_leave() {
    // Senin is Monday in Indonesian, and sentabr September in Uzbek.
    let cases = [
        ("Sen 12.01.2026", Ok("2026-01-12T11:00:00Z")),
        ("Sen 12/01/2026 14:05", Ok("2026-01-12T13:05:00Z")),
        ("Sen 13.01.2026", Err("weekday")),
        ("12 Sen 2025", Ok("2025-09-12T10:00:00Z")),
        ("Jan 12.01.2026", Err("a word in its date")),
        ("31 Jan 2026 14.05.33", Ok("2026-01-31T13:05:33Z")),
    ];
    dates_are(DateOrder::DayMonthYear, &cases);
}

#[test]
fn a_time_is_before_noon_or_after_it() {
    dates_are(
        DateOrder::Iso,
        &[
            ("2026-01-31 2:05 AM PM", Err("both before noon and after")),
            ("2026-01-31 PM 2:05 PM", Ok("2026-01-31T13:05:00Z")),
        ],
    );
}

#[test]
fn a_day_number_beyond_the_calendar_is_said() {
    for text in ["9999999", "9999999.5", "2958466"] {
        assert!(at(text, DateOrder::Excel).is_err(), "{text}");
    }
}

#[test]
fn a_line_that_tells_the_delimiter_may_end_in_each_way() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["sep=;", "member;date;amount", "7;2026-01-31;3,50", ""].join(end);
        assert_eq!(
            told(&file, reading()),
            ["7 2026-01-31T11:00:00Z Some(350)"],
            "{end:?}"
        );
        assert_eq!(
            open(&file, reading())
                .next()
                .unwrap()
                .unwrap()
                .line,
            3
        );
    }
}

/// How many lines of a table are said to have a torn amount, of how many; the header stands in front.
fn torn_lines(file: &str, reading: Reading) -> (usize, usize) {
    let told = told(file, reading);
    (
        told.iter()
            .filter(|line| line.ends_with(torn::TORN))
            .count(),
        told.len(),
    )
}

#[test]
fn an_amount_torn_by_its_decimal_comma_is_said() {
    for (file, right) in [
        (
            "member,date,amount,note\n1,2026-01-31,3,50\n2,2026-01-31,12,90\n",
            (2, 2),
        ),
        (
            "member,date,amount,note\n1,2026-01-31,3,5\n2,2026-01-31,4,\n3,2026-01-31,4,two\n",
            (1, 3),
        ),
        (
            "Kunde,Datum,Betrag,Bemerkung\n1,2026-01-31,3,50 €\n2,2026-01-31,12,90 EUR\n",
            (2, 2),
        ),
        (
            "member,date,amount,shift\n1,2026-01-31,3,50\n2,2026-01-31,12,Mitte\n",
            (1, 2),
        ),
        (
            "member,date,amount,shift\n1,2026-01-31,3,50\n2,2026-01-31,12,90\n3,2026-01-31,4,95\n",
            (3, 3),
        ),
        ("member,date,amount,shift\n1,2026-01-31,3,50 €\n", (1, 1)),
        (
            "member,date,amount,shift\n1,2026-01-31,3,00\n2,2026-01-31,12,00\n3,2026-01-31,4,00\n",
            (3, 3),
        ),
        (
            "member,date,amount,order note\n1,2026-01-31,3,50\n2,2026-01-31,12,hot\n",
            (1, 2),
        ),
        (
            "member,date,amount,\" \",more\n1,2026-01-31,3,50,\n",
            (1, 1),
        ),
        ("member,date,amount,ref\n1,2026-01-31,1,234.50\n", (1, 1)),
        (
            "member,date,amount,qty\n1,2026-01-31,3,50\n2,2026-01-31,12,00\n",
            (2, 2),
        ),
        ("date,amount,member,note\n2026-01-31,3,50,1001\n", (1, 1)),
        (
            "date,amount,member,note\n2026-01-31,3,51,A-12\n2026-01-31,3,51,A-13\n",
            (2, 2),
        ),
        (
            "date,amount,member,note\n2026-01-31,3,50,Ann\n2026-01-31,12,90,Bob\n2026-01-31,4,95,Cem\n",
            (3, 3),
        ),
        (
            "member,date,amount,note\n1,2026-01-31,3.50,\n2,2026-01-31,1,234.50\n",
            (1, 2),
        ),
        (
            "member,date,amount,note\n1,2026-01-31,$1,234.50\n2,2026-01-31,1,234\n",
            (2, 2),
        ),
        (
            "member,date,net,amount,note,more\n1,2026-01-31,2,94,3,50\n",
            (1, 1),
        ),
    ] {
        assert_eq!(torn_lines(file, reading()), right, "{file}");
    }
    let comma = Reading {
        decimal: Some(Decimal::Comma),
        ..reading()
    };
    for (cells, torn) in [("3,51", 1), ("3,5", 0), ("3,512", 0), ("\"3,50\",12", 0)] {
        assert_eq!(
            torn_lines(
                &format!("member,date,amount,shift\n1,2026-01-31,{cells}\n"),
                comma.clone()
            ),
            (torn, 1),
            "{cells}"
        );
    }
}

#[test]
fn a_column_of_numbers_behind_the_amount_is_left_alone() {
    for file in [
        "member,date,amount,qty\n1,2026-01-31,3,2\n2,2026-01-31,12,10\n",
        "member,date,amount,qty\n1,2026-01-31,3,10\n2,2026-01-31,12,20\n",
        "member,date,amount,discount\n1,2026-01-31,30,10\n2,2026-01-31,12,20\n",
        "member,date,amount,MwSt\n1,2026-01-31,30,19\n2,2026-01-31,12,19\n",
        "member,date,amount,tax rate\n1,2026-01-31,30,19\n2,2026-01-31,12,07\n",
        "member,date,amount,KDV\n1,2026-01-31,30,20\n2,2026-01-31,12,10\n",
        "member,date,amount,stamps\n1,2026-01-31,30,10\n",
        "member,date,amount,Kasse\n1,2026-01-31,30,10\n",
        "member,date,amount,ref\n1,2026-01-31,3,71\n2,2026-01-31,3,72\n3,2026-01-31,3,73\n",
        "member,date,amount,receipt no\n1,2026-01-31,3,50\n",
        "member,date,amount,zone\n1,2026-01-31,3,12\n2,2026-01-31,12,14\n",
        "member,date,amount,note\n1,2026-01-31,3.50,50\n2,2026-01-31,12,90\n",
        "member,date,amount,note\n1,2026-01-31,3,2 coffees\n2,2026-01-31,12,\n",
        "member,date,amount,note\n1,2026-01-31,3,2026-02-01\n2,2026-01-31,3,10%\n3,2026-01-31,3,14:05\n",
        "member,date,amount,currency\n1,2026-01-31,3,EUR\n",
        "date,amount,member,note\n2026-01-31,3,50,\n2026-01-31,3,1001,hello\n2026-01-31,3,1002,\n",
        "date,amount,member,note\n2026-01-31,25,42,Ann\n2026-01-31,12,37,Bob\n2026-01-31,12,50,Cem\n2026-01-31,12,11,\n",
        "date,amount,member,note\n2026-01-31,25,50,Ann\n",
        "date,amount,member,points\n2026-01-31,25,42,7\n2026-01-31,12,37,12\n2026-01-31,12,51,9\n",
        "member,date,amount,store\n1,2026-01-31,3,10\n2,2026-01-31,12,10\n3,2026-01-31,12,10\n",
        "member,date,amount,store\n1,2026-01-31,3,50\n2,2026-01-31,12,Mitte\n",
        "member,date,amount,ref\n1,2026-01-31,3,10\n2,2026-01-31,12,15\n3,2026-01-31,12,20\n",
        "member,amount,date\n1,3,20260131\n",
        "member,date,amount,time\n1,2026-01-31,3,14:05\n",
        "member,date,amount,table name\n1,2026-01-31,3,12\n2,2026-01-31,12,Garden\n",
        "member,date,amount,zone\n1,2026-01-31,3,10\n2,2026-01-31,12,10\n3,2026-01-31,12,10\n",
        "member,date,amount,zone\n1,2026-01-31,3,10\n2,2026-01-31,12,15\n",
        "\"member\",\"date\",\"amount\",\"note\"\n\"1\",\"2026-01-31\",\"3\",\"50\"\n",
        "member;date;amount;note\n1;2026-01-31;3;50\n",
        "member\tdate\tamount\tnote\n1\t2026-01-31\t3\t50\n",
    ] {
        let lines = file.lines().count() - 1;
        assert_eq!(torn_lines(file, reading()), (0, lines), "{file}");
        assert!(open(file, reading()).all(|read| read.is_ok()), "{file}");
    }
    let mut named = reading();
    named
        .columns
        .name(ColumnField::Member, Some("customer name".into()));
    assert_eq!(
        torn_lines(
            "date,amount,customer name,note\n2026-01-31,25,123,Ann\n2026-01-31,25,Bob,\n2026-01-31,25,7,Ann\n",
            named
        ),
        (0, 3)
    );
    let names = "reference|ticket|order|invoice|Rechnung|Beleg|Bon|shop|Filiale|branch|location|duration|Dauer|min|minutes|age|Alter|weight|\
                 room|Zimmer|session|id|code|fiş|şube|süre|oda|yaş|رسید|شعبه|مدت|سن|إيصال|فرع|مدة|chek|filial|struk|cabang|durasi|umur";
    for name in names.split('|') {
        let rows: String = [10, 15, 20, 45]
            .map(|number| format!("1,2026-01-31,3,{number},\n"))
            .concat();
        assert_eq!(
            torn_lines(
                &format!("member,date,amount,{name},more\n{rows}"),
                reading()
            ),
            (0, 4),
            "{name}"
        );
    }
    let point = Reading {
        decimal: Some(Decimal::Point),
        ..reading()
    };
    assert_eq!(
        told("member,date,amount,note\n1,2026-01-31,3,50\n", point),
        ["1 2026-01-31T11:00:00Z Some(300)"]
    );
    let yen = Reading {
        digits: 0,
        ..reading()
    };
    assert_eq!(
        told("member,date,amount,note\n1,2026-01-31,3,50\n", yen),
        ["1 2026-01-31T11:00:00Z Some(3)"]
    );
}

#[test]
fn what_stands_beside_a_number_may_make_it_another() {
    for (word, texts) in [
        (
            "not a number",
            &[
                "19 pct",
                "19 Prozent",
                "5 points",
                "5 Punkte",
                "5 puan",
                "5 ball",
                "5 poin",
                "5 نقطة",
                "5 امتیاز",
            ][..],
        ),
        (
            "not a number",
            &[
                "1.2M",
                "12 k",
                "12 هزار تومان",
                "2 Stk",
                "2 adet",
                "2 x 3.50",
                "3.50/4.50",
                "3,50 4,50",
                "½",
                "3½",
                "3.50²",
                "①",
            ],
        ),
        (
            "not a number",
            &[
                "#DIV/0!",
                "#REF!",
                "=SUM(A1:A9)",
                "=1+2",
                "=A1",
                "=+A1",
                "=3.50-1",
                "NaN",
                "inf",
                "0x10",
                "TRUE",
                "#5",
                "~3.50",
                "3h50",
                "3:50",
                "2026-01-31",
            ],
        ),
        (
            "smaller unit",
            &[
                "350 ct",
                "350 Cent",
                "350¢",
                "350p",
                "350 kuruş",
                "350 tiyin",
                "350 sen",
                "350 فلس",
                "350 هللة",
            ],
        ),
        (
            "smaller unit",
            &[
                "350 øre",
                "350 ØRE",
                "350 öre",
                "350 тийин",
                "350 копеек",
                "£350p",
                "£3.5p",
                "£3.50 pence",
                "3.50p",
            ],
        ),
        ("power of ten", &["1e3", "1.5E+2", "3.50 E2"]),
        (
            "below zero",
            &[
                "−3.50",
                "˗3.50",
                "➖3.50",
                "ー3.50",
                "¬3.50",
                "3.50−",
                "－３．５０",
                "(3.50)",
                "3.50 CR",
                "-3.50 CR",
                "3.50 D",
                "3.50 C.",
            ],
        ),
        (
            "below zero",
            &[
                "Rückerstattung 3,50",
                "3,50 storniert",
                "cancelled 3.50",
                "3.50 voided",
                "iptal 3,50",
                "لغو 3.50",
                "ملغي 3.50",
            ],
        ),
    ] {
        for text in texts {
            let reason = amount(text, None, 2).expect_err(text);
            assert!(reason.contains(word), "{text}: {reason}");
        }
    }
    for (text, minor) in [
        ("500 so'm", 50_000),
        ("500 soʻm", 50_000),
        ("Rp12.500,00", 1_250_000),
        ("Rs. 500/-", 50_000),
        ("kr. 12,50", 1_250),
        ("12500 ریال", 1_250_000),
        ("۱۲٬۵۰۰٫۵۰", 1_250_050),
        ("1\u{202f}234,50", 123_450),
        ("=3.5", 350),
        ("=\"3,50\"", 350),
        ("\"=\"\"3,50\"\"\"", 350),
        ("=+3.50", 350),
        ("'3.50", 350),
        ("£3.50p", 350),
        ("£ 1,203.50 p", 120_350),
        ("+3.50", 350),
        ("3.50*", 350),
        ("1,234.-", 123_400),
        ("12,–", 1_200),
    ] {
        assert_eq!(amount(text, None, 2), Ok(Some(minor)), "{text}");
    }
}

#[test]
fn a_line_of_sums_is_no_visit() {
    let words = "Total|TOTAL:|Total (12)|Grand Total|Sub-total|Gesamt|Summe:|Zwischensumme|Toplam|Genel Toplam|الإجمالي|المجموع|جمع|جمع کل|مجموع|Jami|Jumlah";
    for word in words.split('|') {
        let file = format!("member;date;amount\n7;2026-01-31;3\n{word};2026-01-31;3\n");
        assert_eq!(
            told(&file, reading()),
            [
                "7 2026-01-31T11:00:00Z Some(300)".to_owned(),
                format!("3 {}", sums::SUM)
            ],
            "{word}"
        );
    }
    for word in ["Jami", "sum", "Count", "جمع", "Average"] {
        for (row, is_sum) in [
            (format!("{word};;;3;"), true),
            (format!("{word};2026-01-31;;3;"), true),
            (format!("{word};2026-01-31 00:00:00;;3;"), true),
            (format!("{word};2026-01-31 14:05;;3;"), false),
            (format!("{word};2026-01-31 12:00;;3;"), false),
            (format!("{word};2026-01-31;14:05;3;"), false),
            (format!("{word};2026-01-31;;3;77"), false),
        ] {
            let told = told(&format!("member;date;time;amount;ref\n{row}\n"), reading());
            assert_eq!(
                told[0] == format!("2 {}", sums::SUM),
                is_sum,
                "{row}: {told:?}"
            );
        }
    }
    assert_eq!(
        told("member;date;ref\nTotal;2026-01-31 14:05;77\n", reading()),
        [format!("2 {}", sums::SUM)]
    );
    for id in ["Total7", "SUM-12", "Summer", "Totally", "J-Jami"] {
        assert!(
            told(&format!("member;date\n{id};2026-01-31\n"), reading())[0].starts_with(id),
            "{id}"
        );
    }
}

#[test]
fn two_columns_of_one_name_must_agree() {
    for file in [
        "member,date,amount,Amount\n1,2026-01-31,3,4\n",
        "member,date,date\n1,2026-01-31,2026-02-01\n",
        "Member,date,MEMBER\n1,2026-01-31,2\n",
        "member,date,amount,amount\n1,2026-01-31,,4\n",
        "{\"member\":1,\"member\":2,\"date\":\"2026-01-31\"}\n",
        "{\"member\":1,\"date\":\"2026-01-31\",\"amount\":3,\"Amount\":4}\n",
        "{\"member\":1,\"date\":\"2026-01-31\",\"amount\":\"\",\"Amount\":4}\n",
        "{\"member\":1,\"date\":\"2026-01-31\",\"amount\":3,\"Amount\":{}}\n",
    ] {
        let told = told(file, reading());
        assert!(
            told.len() == 1 && told[0].contains("two columns with the same name"),
            "{file}: {told:?}"
        );
    }
    for file in [
        "member,date,amount,Amount\n1,2026-01-31,3,3\n",
        "member,date,amount,amount\n1,2026-01-31,3,\n",
        "member,date,amount,amount\n1,2026-01-31,3,\"=\"\"\"\"\"\n",
        "{\"member\":1,\"date\":\"2026-01-31\",\"amount\":3,\"Amount\":null}\n",
        "{\"member\":1,\"date\":\"2026-01-31\",\"amount\":3,\"Amount\":\"\"}\n",
        "{\"member\":1,\"date\":\"2026-01-31\",\"amount\":3,\"Amount\":\" 3 \"}\n",
    ] {
        assert_eq!(
            told(file, reading()),
            ["1 2026-01-31T11:00:00Z Some(300)"],
            "{file}"
        );
    }
    let mut named = reading();
    named
        .columns
        .name(ColumnField::Amount, Some("Amount".into()));
    assert_eq!(
        told("member,date,amount,Amount\n1,2026-01-31,3,4\n", named),
        ["1 2026-01-31T11:00:00Z Some(400)"]
    );
}

#[test]
fn two_amounts_of_one_visit_must_agree() {
    let file = "member;date;amount;amount_minor\n1;2026-01-31;3.50;350\n2;2026-01-31;350;350\n3;2026-01-31;;350\n4;2026-01-31;3.50;\n\
                5;2026-01-31;3.50;999\n";
    let lines = told(file, reading());
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.ends_with(" 2026-01-31T11:00:00Z Some(350)"))
            .count(),
        4,
        "{lines:?}"
    );
    assert_eq!(lines[4], "6 has an amount and an amount_minor that differ");
}

#[test]
fn an_amount_s_column_may_name_its_unit() {
    for (name, minor) in [
        ("Amount (EUR)", 300),
        ("amount_eur", 300),
        ("Betrag in EUR", 300),
        ("Betrag €", 300),
        ("Tutar (TL)", 300),
        ("مبلغ (ریال)", 300),
        ("amount in cents", 3),
        ("Total (EUR cents)", 3),
        ("amountCents", 3),
    ] {
        assert_eq!(
            told(&format!("member;date;{name}\n1;2026-01-31;3\n"), reading()),
            [format!("1 2026-01-31T11:00:00Z Some({minor})")],
            "{name}"
        );
    }
}

#[test]
fn a_plain_amount_goes_before_one_that_names_its_unit() {
    for file in [
        "member;date;total cents;amount\n1;2026-01-31;999;3\n",
        "member;date;Total (USD);amount\n1;2026-01-31;999;3\n",
    ] {
        assert_eq!(
            told(file, reading()),
            ["1 2026-01-31T11:00:00Z Some(300)"],
            "{file}"
        );
    }
}

#[test]
fn files_that_were_put_together_keep_their_headers() {
    let file = "member,date,amount\n1,2026-01-31,3\nMember,Date,Amount\n2,2026-01-31,4\nref,amount,member,date\na,5,3,2026-01-31\n";
    let right = [(2, "1", 300), (4, "2", 400), (6, "3", 500)];
    let read: Vec<TillVisit> = open(file, reading())
        .map(|read| read.unwrap())
        .collect();
    let told: Vec<(i64, &str, i64)> = read
        .iter()
        .map(|visit| {
            (
                visit.line,
                visit.member.as_str(),
                visit.amount_minor.unwrap(),
            )
        })
        .collect();
    assert_eq!(told, right);
}

#[test]
fn signs_that_nobody_writes_are_said() {
    for file in [
        "member,date\n2\0,2026-01-31\n",
        "member,date,amount\n2,2026-01-31,3\0\n",
        "member,date\n\u{1}7,2026-01-31\n",
    ] {
        assert_eq!(
            told(file, reading()),
            [format!("2 {LOST_LETTERS}")],
            "{file:?}"
        );
    }
    assert_eq!(
        told("member,date\r\n7,2026-01-31\r\n\u{1a}\u{1a}", reading()),
        ["7 2026-01-31T11:00:00Z None"]
    );
}

#[test]
fn dates_and_times_at_their_edges() {
    let cases = [
        ("2026-02-29", Err("does not exist")),
        ("2024-02-29", Ok("2024-02-29T11:00:00Z")),
        ("2026-01-31 24:00", Ok("2026-01-31T23:00:00Z")),
        ("2026-01-31 24:01", Err("a time that")),
        ("2026-01-31 12:00 a.m.", Ok("2026-01-30T23:00:00Z")),
        ("2026-01-31 0:30 p.m.", Err("a time that")),
        ("2026-01-31 14:05:60", Err("second 59")),
        ("1769850300", Ok("2026-01-31T09:05:00Z")),
        ("1769850300000", Ok("2026-01-31T09:05:00Z")),
        ("1769850300000000", Ok("2026-01-31T09:05:00Z")),
        ("46053", Err("day number")),
        ("2026-W05-6", Err("a word in its date")),
        ("2026-031", Err("a date that")),
        ("2026-01-31t14:05:00,5", Ok("2026-01-31T13:05:00.500Z")),
        ("2026-01-31 14:05 +0330", Ok("2026-01-31T10:35:00Z")),
        ("2026-01-31 14:05 +3:30", Ok("2026-01-31T10:35:00Z")),
        ("2026-01-31 14:05 GMT+2", Ok("2026-01-31T12:05:00Z")),
        ("2026-01-31 14:05 +15:00", Err("an offset that is not like")),
        ("2026-01-31 14:05 - 15:00", Err("a date that")),
        ("2026-01-31 14:05 EST", Err("time zone as letters")),
        ("2026-01-31 2026-02-01", Err("a time that")),
        ("9999-12-31", Err("has")),
        ("0000-00-00", Err("does not exist")),
        ("1969-12-31", Err("before 1970")),
        ("2569-01-31", Err("in the future")),
        ("26-01-31", Err("a date that")),
        ("01/02/2026", Err("date_format")),
        ("1447/08/12", Err("in the future")),
    ];
    dates_are(DateOrder::Iso, &cases);
    dates_are(
        DateOrder::DayMonthYear,
        &[
            ("31/04/2026", Err("does not exist")),
            ("01/31/2026", Err("date_format=mdy")),
            ("1/2/3", Err("a date that")),
        ],
    );
    dates_are(
        DateOrder::MonthDayYear,
        &[
            ("31/01/2026", Err("date_format=dmy")),
            ("02/29/2026", Err("does not exist")),
            ("1/31", Err("a date that")),
        ],
    );
}

#[test]
fn a_date_of_two_orders_is_doubted_where_the_file_speaks_against_the_one_said() {
    let count = |file: &str, dates: DateOrder| {
        let read: Vec<Result<TillVisit, BadLine>> =
            open(file, Reading { dates, ..reading() }).collect();
        let bad: Vec<String> = read
            .iter()
            .filter_map(|read| read.as_ref().err())
            .map(|bad| bad.reason.clone())
            .collect();
        (
            read.len() - bad.len(),
            bad.iter()
                .filter(|reason| reason.contains("two orders"))
                .count(),
        )
    };
    let american = "member,date\n1,01/31/2026\n2,01/05/2026\n3,02/02/2026\n";
    assert_eq!(
        count(american, DateOrder::DayMonthYear),
        (1, 1),
        "what is the same in both orders stays"
    );
    assert_eq!(count(american, DateOrder::MonthDayYear), (3, 0));
    assert_eq!(
        count(
            "member;date\n1;31.01.2026\n2;01.05.2026 14:05\n",
            DateOrder::MonthDayYear
        ),
        (0, 1)
    );
    assert_eq!(
        count(
            "member;date\n1;05.01.2026\n2;01.05.2026\n",
            DateOrder::DayMonthYear
        ),
        (2, 0),
        "nothing speaks against it"
    );
    let mistyped = format!(
        "member;date\n{}1;01.31.2026\n2;01.05.2026\n",
        "7;31.01.2026\n".repeat(11)
    );
    assert_eq!(
        count(&mistyped, DateOrder::DayMonthYear),
        (12, 0),
        "one mistyped date is no proof"
    );
    let objects =
        "{\"member\":1,\"date\":\"01/31/2026\"}\n{\"member\":1,\"date\":\"01/05/2026\"}\n";
    assert_eq!(count(objects, DateOrder::DayMonthYear), (0, 1));
}

#[test]
fn two_times_of_one_visit_must_agree() {
    let file = "member;date;time\n1;2026-01-31 00:00:00;14:05\n2;2026-01-31 14:05;14:05:00\n3;2026-01-31 14:05;15:00\n4;2026-01-31;14:05\n";
    let lines = told(file, reading());
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.ends_with(" 2026-01-31T13:05:00Z None"))
            .count(),
        3,
        "{lines:?}"
    );
    assert!(
        lines[2].starts_with("4 ") && lines[2].contains("a different one in the time column"),
        "{lines:?}"
    );
    for (date, time, right) in [
        ("2026-01-31 14:05:33", "14:05", Some("14:05:00")),
        ("2026-01-31 14:05", "14:05:33", Some("14:05:33")),
        ("2026-01-31 14:05:33.120", "14:05:33", Some("14:05:33")),
        ("2026-01-31 14:05:33", "2:05 PM", Some("14:05:00")),
        ("2026-01-31 14:05:33", "14:06", None),
        ("2026-01-31 14:05:33", "14:05:34", None),
        ("46053.5868", "14:05", Some("14:05:00")),
        ("46053.5833", "14:00", Some("14:00:00")),
        ("46053.5868", "0.5868", Some("14:05:00")),
        ("46053", "14:05:33", Some("14:05:33")),
        ("46053.0", "14:05", Some("14:05:00")),
        ("46053.5", "14:05", None),
        ("46053.5868", "14:07", None),
        ("46053.25", "0.5868", None),
    ] {
        let dates = if date.starts_with("46053") {
            DateOrder::Excel
        } else {
            DateOrder::Iso
        };
        let utc = Reading {
            dates,
            zone: TimeZone::UTC,
            ..reading()
        };
        let told = told(&format!("member;date;time\n1;{date};{time}\n"), utc);
        match right {
            Some(right) => {
                assert_eq!(
                    told,
                    [format!("1 2026-01-31T{right}Z None")],
                    "{date} {time}"
                );
            }
            None => assert!(
                told[0].contains("a different one in the time column"),
                "{date} {time}: {told:?}"
            ),
        }
    }
}

#[test]
fn an_encoding_that_is_not_the_file_s_is_said() {
    let open = |name: &str, text: &str| {
        let reading = Reading {
            encoding: Encoding::named(name).unwrap(),
            ..reading()
        };
        TillFile::open(Bytes::copy_from_slice(text.as_bytes()), reading)
    };
    for (name, member) in [
        ("windows-1252", "Möwe"),
        ("iso-8859-9", "Şükrü"),
        ("windows-1256", "علي حسن"),
    ] {
        let fault = open(name, &format!("member,date\n{member},2026-01-31\n")).unwrap_err();
        assert_eq!(fault.parameter, "encoding", "{name}: {fault}");
        assert!(
            open(name, "member,date\n7,2026-01-31\n").is_ok(),
            "nothing speaks against it"
        );
        assert!(
            open(name, &format!("\u{feff}member,date\n{member},2026-01-31\n")).is_ok(),
            "a byte-order mark wins"
        );
    }
}

#[test]
fn a_question_mark_in_place_of_a_letter_is_said() {
    for id in [
        "M?we",
        "??kr?",
        "J?rgen",
        "?li",
        "M?LLER",
        "Ay?e Y?lmaz",
        "Musta?",
    ] {
        assert_eq!(
            told(&format!("member,date\n{id},2026-01-31\n"), reading()),
            [format!("2 {LOST_LETTERS}")],
            "{id}"
        );
    }
    for id in [
        "10?01",
        "AB?7",
        "7?B",
        "https://shop.example/c?m=123",
        "https://shop.example/?Ann",
        "shop.example/c?member=Ann",
    ] {
        assert_eq!(
            told(&format!("member,date\n{id},2026-01-31\n"), reading()),
            [format!("{id} 2026-01-31T11:00:00Z None")],
            "{id}"
        );
    }
}

#[test]
fn an_amount_wrapped_as_a_formula_is_read_from_an_object_too() {
    for cell in ["=\\\"3.50\\\"", "=+3.50", "+3.50", "'3,50"] {
        let file = format!("{{\"member\":1,\"date\":\"2026-01-31\",\"amount\":\"{cell}\"}}\n");
        assert_eq!(
            told(&file, reading()),
            ["1 2026-01-31T11:00:00Z Some(350)"],
            "{cell}"
        );
    }
}

#[test]
fn a_table_whose_amount_is_known_by_its_unit_holds_the_visits_it_held_before() {
    let read = |text: &str| -> Vec<TillVisit> {
        open(text, reading())
            .map(|read| read.unwrap())
            .collect()
    };
    let rows = "7;2026-01-31;3;\n7;2026-01-31;4;\n7;2026-01-31;3;\n7;2026-01-31;;\n8;2026-01-31;3;\n9;2026-01-31;3;a\n9;2026-01-31;4;a\n";
    for name in ["Amount (EUR)", "Total TL", "amount_cents"] {
        // As an earlier version read it: the column is unknown.
        let before = read(&format!("member;date;else;ref\n{rows}"));
        let now = read(&format!("member;date;{name};ref\n{rows}"));
        for (before, now) in before.iter().zip(&now) {
            let is_receipt = before.key.starts_with("receipt");
            let known = if is_receipt {
                before.former_keys.first()
            } else {
                Some(&before.key)
            };
            assert_eq!(
                now.former_keys
                    .first()
                    .or(Some(&now.key)),
                known,
                "{name}: line {}",
                now.line
            );
        }
        let ids: Vec<&String> = now[..5]
            .iter()
            .flat_map(|visit| {
                visit
                    .former_keys
                    .iter()
                    .chain([&visit.key])
            })
            .collect();
        assert_eq!(
            (
                ids.len(),
                ids.iter()
                    .collect::<HashSet<_>>()
                    .len()
            ),
            (9, 9),
            "{name}: no row takes another's name"
        );
    }
    let plain = read(&format!("member;date;amount;ref\n{rows}"));
    assert!(
        plain[..5]
            .iter()
            .all(|visit| visit.former_keys.is_empty()),
        "a plain amount was known before"
    );
    let same = read(&format!("member;date;Amount (EUR);ref\n{rows}"));
    assert_eq!(
        plain[..3]
            .iter()
            .map(|visit| &visit.key)
            .collect::<Vec<_>>(),
        same[..3]
            .iter()
            .map(|visit| &visit.key)
            .collect::<Vec<_>>()
    );
    let before = read(
        "{\"member\":7,\"date\":\"2026-01-31\",\"else\":3}\n{\"member\":7,\"date\":\"2026-01-31\"}\n",
    );
    let now = read(
        "{\"member\":7,\"date\":\"2026-01-31\",\"Total (USD)\":3}\n{\"member\":7,\"date\":\"2026-01-31\"}\n",
    );
    assert_eq!(
        (now[0].former_keys.first(), &now[1].key),
        (Some(&before[0].key), &before[1].key)
    );
}

#[test]
fn only_a_currency_s_name_stands_beside_an_amount() {
    let unknown = "3.50 RTN|Stornierung 3,50|rückbuchung 3,50|remboursé 3,50|pending 3.50|discount 3.50|Rabatt 3,50|indirim 3,50|تخفیف 3.50|\
                   3.50 kg|million 12|میلیون 12|هزار 12|bin 12|k12|Nr. 3|table 3|O.50|l2.50|EUR.500|all 3.50|one 3.50|3.50 EUR pending";
    for text in unknown.split('|') {
        assert_eq!(
            amount(text, None, 2),
            Err(amount::NO_NUMBER.into()),
            "{text}"
        );
    }
    let known = "Rp 3.50|Rp. 3.50|3,50 TL|3,50 ₺|3,50 so'm|3,50 soʻm|3,50 сум|3,50 сўм|3.50 ريال|3.50 ﷼|3.50 درهم|3.50 ر.س.|3.50 ر. س.|3.50 د.إ.|\
                 kr. 3,50|S/. 3.50|R$ 3,50|R$3,50|3,50 zł|3,50 Kč|3,50 Ft|3,50 lei|3,50 ден|3,50 руб.|3,50 р.|3,50 грн|3,50 ₽|3,50 ₴|₹3.50|Rs 3.50|\
                 Rs. 3.50|₦3.50|₱3.50|฿3.50|3,50 ₫|3,50 đ|RM 3.50|RM3.50|CHF 3.50|Fr. 3.50|SFr 3.50|3,50 €|EUR 3,50|3,50 Euro|3,50 euros|$3.50|\
                 US$3.50|US$ 3.50|$3.50 USD|C$3.50|A$ 3.50|HK$3.50|S$3.50|£3.50|¥3.50|3.50円|3.50元|3.50원|₩3.50|eur 3,50|3.50 ALL|3,50 Türk Lirası";
    for text in known.split('|') {
        assert_eq!(amount(text, None, 2), Ok(Some(350)), "{text}");
    }
    for (text, minor) in [
        ("EUR.50", 50),
        ("USD .50", 50),
        ("Rs.50", 5_000),
        ("kr.50", 5_000),
    ] {
        assert_eq!(amount(text, None, 2), Ok(Some(minor)), "{text}");
    }
    for text in [
        "▲3.50",
        "△ 3.50",
        "▼3.50",
        "▽3.50",
        "3.50▲",
        "3.50 △",
        "€ ▲ 3.50",
        "12.▼",
    ] {
        assert_eq!(
            amount(text, None, 2),
            Err(amount::BELOW_ZERO.into()),
            "{text}"
        );
    }
}

#[test]
fn what_stands_for_no_receipt_number_is_none() {
    let rows = |number: &str| {
        format!(
            "member;date;amount;ref\n7;2026-01-31;3;{number}\n7;2026-01-31;4;{number}\n7;2026-01-31;3;{number}\n"
        )
    };
    for number in ["-", "0", "N/A", "#N/A", "null", "-1", "--", ""] {
        let visits: Vec<TillVisit> = open(&rows(number), reading())
            .map(|read| read.unwrap())
            .collect();
        let keys: HashSet<&String> = visits
            .iter()
            .map(|visit| &visit.key)
            .collect();
        assert_eq!(
            (keys.len(), visits[1].amount_minor),
            (3, Some(400)),
            "{number}"
        );
        let before = ["receipt", number, "2026-01-31", "7"].join("\n");
        assert_eq!(
            visits
                .iter()
                .all(|visit| visit.former_keys.contains(&before)),
            !number.is_empty(),
            "{number}"
        );
    }
    for number in ["4.00638E+12", "######", "1E+15", "40063800000000000000"] {
        assert_eq!(
            told(&rows(number), reading())[0],
            format!("2 {LOST_RECEIPT}"),
            "{number}"
        );
    }
    let file = "member;date;amount;ref\n7;2026-01-31;3;12.0\n8;2026-01-31;3;\n7;2026-01-31;4;۱۲\n7;2026-01-31;5;=\"12\"\n";
    let visits: Vec<TillVisit> = open(file, reading())
        .map(|read| read.unwrap())
        .collect();
    assert_eq!(
        [0, 2, 3].map(|at| visits[at].amount_minor),
        [Some(1_200); 3],
        "{visits:?}"
    );
    assert_eq!(
        [0, 2, 3].map(|at| visits[at].key.as_str()),
        ["receipt\n12\n2026-01-31\n7"; 3]
    );
    assert!(
        visits[2]
            .former_keys
            .iter()
            .any(|key| key == "receipt\n۱۲\n2026-01-31\n7"),
        "{visits:?}"
    );
}

#[test]
fn a_visit_is_the_same_whether_its_time_tells_the_offset_or_not() {
    let read = |date: &str| {
        open(&format!("member;date;amount\n7;{date};3\n"), reading())
            .next()
            .unwrap()
            .unwrap()
    };
    for (local, others) in [
        (
            "2026-01-31 14:05",
            &[
                "2026-01-31T14:05:00+01:00",
                "2026-01-31T13:05:00Z",
                "2026-01-31 8:05 -0500",
            ][..],
        ),
        ("2026-01-31 12:00", &["2026-01-31T11:00:00Z"]),
        ("2026-01-31 00:00", &["2026-01-30T23:00:00Z"]),
    ] {
        for other in others {
            assert_eq!(read(local).key, read(other).key, "{other}");
        }
    }
    assert_eq!(
        read("2026-01-31 14:05").former_keys,
        ["7\n2026-01-31T14:05:00\n300\n\n1"]
    );
    assert_eq!(
        (
            read("2026-01-31").key.as_str(),
            read("2026-01-31").former_keys
        ),
        ("7\n2026-01-31T12:00:00\n300\n\n1", vec![])
    );
}

#[test]
fn a_column_of_the_state_or_the_sign_tells_what_is_no_visit() {
    for (column, cells) in [
        (
            "Status",
            "refunded|Void|Voided|CANCELLED|canceled|failed|Declined|partially_refunded|storniert",
        ),
        ("state", "refund|storno"),
        ("Type", "Refund|Return|Rückgabe"),
        ("Transaction Type", "Refund"),
        ("Financial Status", "voided|refunded"),
        ("payment_status", "failed"),
        ("Durum", "İade|İptal|iptal edildi"),
        ("الحالة", "مسترجع|ملغي"),
        ("وضعیت", "برگشت|لغو|لغو شده"),
        ("Holat", "qaytarilgan|bekor qilingan"),
        ("Status Pembayaran", "dikembalikan|batal"),
    ] {
        for cell in cells.split('|') {
            let file = format!("member;date;amount;{column}\n7;2026-01-31;3;{cell}\n");
            assert_eq!(
                told(&file, reading()),
                [format!("2 {}", states::NO_SALE)],
                "{column}: {cell}"
            );
        }
    }
    for (column, cells) in [("S/H", "H|h"), ("Soll/Haben", "Haben"), ("sign", "-|−")] {
        for cell in cells.split('|') {
            let file = format!("member;date;amount;{column}\n7;2026-01-31;3;{cell}\n");
            assert_eq!(
                told(&file, reading()),
                [format!("2 {}", states::GOES_BACK)],
                "{column}: {cell}"
            );
        }
    }
    for (column, cell) in [
        ("Status", "paid"),
        ("Status", "Completed"),
        ("Status", "not refunded"),
        ("Status", ""),
        ("Status", "-"),
        ("Type", "Sale"),
        ("Type", "credit card"),
        ("S/H", "S"),
        ("sign", "+"),
        ("note", "refund"),
        ("currency", "eur"),
        ("currency", "€"),
    ] {
        let file = format!("member;date;amount;{column}\n7;2026-01-31;3;{cell}\n");
        assert_eq!(
            told(&file, reading()),
            ["7 2026-01-31T11:00:00Z Some(300)"],
            "{column}: {cell}"
        );
    }
    let objects = "{\"member\":7,\"date\":\"2026-01-31\",\"status\":\"refunded\"}\n{\"member\":7,\"date\":\"2026-01-31\",\"status\":{}}\n";
    assert_eq!(
        told(objects, reading()),
        [
            format!("1 {}", states::NO_SALE),
            "7 2026-01-31T11:00:00Z None".into()
        ]
    );
}

#[test]
fn an_amount_in_another_currency_is_said() {
    for name in ["currency", "Currency Code", "Währung", "Para Birimi"] {
        let file = format!("member;date;amount;{name}\n7;2026-01-31;3;USD\n");
        assert_eq!(
            told(&file, reading()),
            [format!("2 {OTHER_CURRENCY}")],
            "{name}"
        );
    }
    let rial = Reading {
        currency: "IRR".into(),
        ..reading()
    };
    for text in ["3 تومان", "۳ تومان", "3 Toman", "3ت", "Toman 3"] {
        let file = format!("member;date;amount\n7;2026-01-31;{text}\n");
        assert_eq!(
            told(&file, rial.clone()),
            ["7 2026-01-31T11:00:00Z Some(3000)"],
            "{text}"
        );
        assert_eq!(
            told(&file, reading()),
            [format!("2 {}", amount::NO_NUMBER)],
            "{text}"
        );
    }
    assert_eq!(
        told("member;date;amount\n7;2026-01-31;3 ریال\n", rial),
        ["7 2026-01-31T11:00:00Z Some(300)"]
    );
}

#[test]
fn times_that_say_one_thing_twice_are_read() {
    let right = Ok("2026-01-31T13:05:00Z");
    let cases = [
        "14:05 PM",
        "14:05 م",
        "14:05 ÖS",
        "14:05 (UTC+1)",
        "16:05 (GMT+3)",
        "20:05 WIB",
        "21:05 WITA",
        "22:05 WIT",
    ];
    dates_are(
        DateOrder::Iso,
        &cases
            .map(|time| format!("2026-01-31 {time}"))
            .each_ref()
            .map(|text| (text.as_str(), right)),
    );
    dates_are(
        DateOrder::Iso,
        &[
            ("2026-01-31 14:05 AM", Err("a time that")),
            ("2026-01-31 14:05 (EST)", Err("letters")),
        ],
    );
}

#[test]
fn a_number_of_json_and_the_arabic_point_are_read_in_one_way() {
    for (number, minor) in [
        ("1.500", 150),
        ("3.5e0", 350),
        ("1250", 125_000),
        ("12.5", 1_250),
        ("-0.0", 0),
    ] {
        let file = format!("{{\"member\":7,\"date\":\"2026-01-31\",\"amount\":{number}}}\n");
        for decimal in [None, Some(Decimal::Comma), Some(Decimal::Point)] {
            let read = told(
                &file,
                Reading {
                    decimal,
                    ..reading()
                },
            );
            assert_eq!(
                read,
                [format!("7 2026-01-31T11:00:00Z Some({minor})")],
                "{number}"
            );
        }
    }
    for (text, minor) in [
        ("۱٫۵۰۰", 150),
        ("۱۲٬۵۰۰٫۵۰۰", 1_250_050),
        ("1,234٫50", 123_450),
    ] {
        assert_eq!(amount(text, None, 2), Ok(Some(minor)), "{text}");
    }
}

#[test]
fn letters_that_are_no_utf8_are_told_for_what_they_look_like() {
    let advised = |bytes: &[u8]| match TillFile::open(Bytes::copy_from_slice(bytes), reading()) {
        Ok(mut file) => {
            file.next()
                .unwrap()
                .unwrap_err()
                .reason
        }
        Err(fault) => fault.why,
    };
    let encoded = |name: &str, text: &str| {
        encoding_rs::Encoding::for_label(name.as_bytes())
            .unwrap()
            .encode(text)
            .0
            .into_owned()
    };
    for (name, member, piece) in [
        ("windows-1252", "Größe", "windows-1252"),
        ("windows-1254", "Göğüş", "windows-1254"),
        ("windows-1254", "Öğretmen", "windows-1254"),
        ("windows-1254", "ÇİÇEK", "windows-1254"),
        ("windows-1256", "علي حسن", "windows-1256"),
        ("windows-1251", "Иванов", "windows-1251"),
        ("macintosh", "Müller", "macintosh"),
    ] {
        let advice = advised(&encoded(
            name,
            &format!("member,date\n{member},2026-01-31\n"),
        ));
        assert!(advice.contains(piece), "{member}: {advice}");
    }
    for header in ["Müşteri;Tarih;Tutar", "Müşteri No;Tarih;Şube"] {
        let advice = advised(&encoded(
            "windows-1254",
            &format!("{header}\n7;2026-01-31;3\n8;2026-01-31;3\n"),
        ));
        assert!(
            advice.starts_with("the header line") && advice.contains("windows-1254"),
            "{header}: {advice}"
        );
    }
    for member in ["MÃ¶we", "Ã¼", "Ø³"] {
        assert_eq!(
            told(&format!("member,date\n{member},2026-01-31\n"), reading()),
            [format!("2 {TWICE}")],
            "{member}"
        );
    }
    for member in [
        "Möwe",
        "Ãngela",
        "Ärzte",
        "Søren",
        "Ölçer",
        "café 5€",
        "Œuvre",
    ] {
        assert!(
            told(&format!("member,date\n{member},2026-01-31\n"), reading())[0].starts_with(member),
            "{member}"
        );
    }
}

#[test]
fn a_column_of_the_time_zone_is_honoured() {
    let read = |zone: &str, date: &str| {
        told(
            &format!("member;date;Time Zone\n7;{date};{zone}\n"),
            reading(),
        )
    };
    for (zone, at) in [
        ("America/New_York", "19:05"),
        ("Eastern Time (US & Canada)", "19:05"),
        ("Central Time (US & Canada)", "20:05"),
        ("Pacific Time (US & Canada)", "22:05"),
        ("Arizona", "21:05"),
        ("UTC", "14:05"),
        ("", "13:05"),
    ] {
        assert_eq!(
            read(zone, "2026-01-31 14:05"),
            [format!("7 2026-01-31T{at}:00Z None")],
            "{zone}"
        );
    }
    assert_eq!(
        read("Mars/Base", "2026-01-31 14:05"),
        [format!("2 {}", states::NO_ZONE)]
    );
    assert_eq!(
        read("Mars/Base", "2026-01-31T14:05:00+01:00"),
        ["7 2026-01-31T13:05:00Z None"],
        "an offset says more"
    );
}

#[test]
fn what_a_spreadsheet_could_not_show_is_said() {
    let unshown = Err("could not show");
    let json = Ok("2026-01-31T09:05:00Z");
    dates_are(
        DateOrder::Iso,
        &[
            ("########", unshown),
            ("#VALUE!", unshown),
            ("#N/A", unshown),
            ("#NAME?", unshown),
            ("/Date(1769850300000)/", json),
            ("/Date(1769850300000+0100)/", json),
        ],
    );
}

#[test]
fn a_column_in_tomans_counts_ten_rials_each() {
    let rial = Reading {
        currency: "IRR".into(),
        ..reading()
    };
    for name in ["Amount (Toman)", "مبلغ (تومان)", "total_toman"] {
        let file =
            format!("member;date;{name}\n7;2026-01-31;3\n7;2026-01-31;3 ریال\n7;2026-01-31;\n");
        let right = [
            "7 2026-01-31T11:00:00Z Some(3000)",
            "7 2026-01-31T11:00:00Z Some(300)",
            "7 2026-01-31T11:00:00Z None",
        ];
        assert_eq!(told(&file, rial.clone()), right, "{name}");
        assert_eq!(
            told(&file, reading())[0],
            format!("2 {}", amount::NO_NUMBER),
            "{name}"
        );
        let mut named = rial.clone();
        named
            .columns
            .name(ColumnField::Amount, Some(name.into()));
        let visit = open(&file, named)
            .next()
            .unwrap()
            .unwrap();
        assert_eq!(
            (visit.amount_minor, visit.former_keys[0].as_str()),
            (Some(3_000), "7\n2026-01-31T12:00:00\n300\n\n1"),
            "{name}"
        );
    }
}
