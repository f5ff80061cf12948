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
        &[("2026-01-31 2:05 AM PM", Err("both before noon and after")), ("2026-01-31 PM 2:05 PM", Ok("2026-01-31T13:05:00Z"))],
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
        assert_eq!(told(&file, reading()), ["7 2026-01-31T11:00:00Z Some(350)"], "{end:?}");
        assert_eq!(open(&file, reading()).next().unwrap().unwrap().line, 3);
    }
}

/// How many lines of a table are said to have a torn amount, of how many; the header stands in front.
fn torn_lines(file: &str, reading: Reading) -> (usize, usize) {
    let told = told(file, reading);
    (told.iter().filter(|line| line.ends_with(torn::TORN)).count(), told.len())
}

#[test]
fn an_amount_torn_by_its_decimal_comma_is_said() {
    for (file, right) in [
        ("member,date,amount,note\n1,2026-01-31,3,50\n2,2026-01-31,12,90\n", (2, 2)),
        ("member,date,amount,note\n1,2026-01-31,3,5\n2,2026-01-31,4,\n3,2026-01-31,4,two\n", (1, 3)),
        ("Kunde,Datum,Betrag,Bemerkung\n1,2026-01-31,3,50 €\n2,2026-01-31,12,90 EUR\n", (2, 2)),
        ("member,date,amount,store\n1,2026-01-31,3,50\n2,2026-01-31,12,Mitte\n", (1, 2)),
        ("member,date,amount,shift\n1,2026-01-31,3,50\n2,2026-01-31,12,90\n", (2, 2)),
        ("member,date,amount,qty\n1,2026-01-31,3,50\n2,2026-01-31,12,00\n", (2, 2)),
        ("date,amount,member,note\n2026-01-31,3,50,1001\n", (1, 1)),
        ("member,date,amount,note\n1,2026-01-31,$1,234.50\n2,2026-01-31,1,234\n", (2, 2)),
        ("member,date,net,amount,note,more\n1,2026-01-31,2,94,3,50\n", (1, 1)),
    ] {
        assert_eq!(torn_lines(file, reading()), right, "{file}");
    }
    let comma = Reading { decimal: Some(Decimal::Comma), ..reading() };
    assert_eq!(torn_lines("member,date,amount,shift\n1,2026-01-31,3,5\n", comma), (1, 1));
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
        "member,date,amount,ref\n1,2026-01-31,3,71\n2,2026-01-31,3,72\n3,2026-01-31,3,73\n",
        "member,date,amount,receipt no\n1,2026-01-31,3,50\n",
        "member,date,amount,zone\n1,2026-01-31,3,12\n2,2026-01-31,12,14\n",
        "member,date,amount,note\n1,2026-01-31,3.50,50\n2,2026-01-31,12,90\n",
        "member,date,amount,note\n1,2026-01-31,3,2 coffees\n2,2026-01-31,12,\n",
        "member,date,amount,note\n1,2026-01-31,3,2026-02-01\n2,2026-01-31,3,10%\n3,2026-01-31,3,14:05\n",
        "member,date,amount,currency\n1,2026-01-31,3,EUR\n",
        "date,amount,member,note\n2026-01-31,3,50,\n2026-01-31,3,50,hello\n",
        "\"member\",\"date\",\"amount\",\"note\"\n\"1\",\"2026-01-31\",\"3\",\"50\"\n",
        "member;date;amount;note\n1;2026-01-31;3;50\n",
        "member\tdate\tamount\tnote\n1\t2026-01-31\t3\t50\n",
    ] {
        let lines = file.lines().count() - 1;
        assert_eq!(torn_lines(file, reading()), (0, lines), "{file}");
        assert!(open(file, reading()).all(|read| read.is_ok()), "{file}");
    }
    let point = Reading { decimal: Some(Decimal::Point), ..reading() };
    assert_eq!(told("member,date,amount,note\n1,2026-01-31,3,50\n", point), ["1 2026-01-31T11:00:00Z Some(300)"]);
    let yen = Reading { digits: 0, ..reading() };
    assert_eq!(told("member,date,amount,note\n1,2026-01-31,3,50\n", yen), ["1 2026-01-31T11:00:00Z Some(3)"]);
}
