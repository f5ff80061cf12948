//! Lines that sum up others, as tills and spreadsheets write them below a day or at a table's end.

use super::marks::folded;

pub(super) const SUM: &str = "is a total of other lines, not a visit";

/// What stands in place of a member, in the languages of our shops.
const WORDS: [&str; 39] = [
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "subtotals",
    "totalsum",
    "totalamount",
    "totalsales",
    "gesamt",
    "gesamtsumme",
    "gesamtbetrag",
    "summe",
    "zwischensumme",
    "endsumme",
    "tagessumme",
    "insgesamt",
    "ubertrag",
    "durchschnitt",
    "toplam",
    "geneltoplam",
    "aratoplam",
    "gunluktoplam",
    "ortalama",
    "umumiy",
    "jamisumma",
    "jumlah",
    "jumlahtotal",
    "totaljumlah",
    "ratarata",
    "الاجمالی",
    "اجمالی",
    "المجموع",
    "مجموع",
    "المجموعالکلی",
    "جمعکل",
    "مجموعکل",
    "جمعروز",
    "میانگین",
    "итого",
];

/// Words for a sum that can be a person's name or an id too.
const AMBIGUOUS: [&str; 7] = ["sum", "sums", "average", "count", "jami", "жами", "جمع"];

/// Whether an id is a word for a sum that is nothing else, with a count behind it or not: `Total`, `Gesamt:`, `Total (12)`.
pub(super) fn is_one(member: &str) -> bool {
    is_among(member, &WORDS)
}

/// Whether an id is a word for a sum that can be an id too. It is a sum where nothing else tells one sale from others.
pub(super) fn may_be_one(member: &str) -> bool {
    is_among(member, &AMBIGUOUS)
}

fn is_among(member: &str, words: &[&str]) -> bool {
    let is_apart = |sign: char| sign.is_whitespace() || "():=#".contains(sign);
    // `Total12` may be an id; the count of a sum stands apart, as in `Total (12)`.
    if member.contains(char::is_numeric) && !member.contains(is_apart) {
        return false;
    }
    let word: String = folded(member)
        .chars()
        .filter(|sign| !sign.is_numeric())
        .collect();
    member.len() <= 80 && words.contains(&word.as_str())
}

#[cfg(test)]
#[test]
fn words_for_sums_are_folded() {
    for word in WORDS.iter().chain(&AMBIGUOUS) {
        assert_eq!(folded(word), **word);
    }
}
