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
