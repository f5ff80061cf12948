//! Lines that sum up others, as tills and spreadsheets write them below a day or at a table's end.

use super::marks::folded;

pub(super) const SUM: &str = "is a sum of other lines and no visit";

/// What stands in place of a member, in the languages of our shops.
const WORDS: [&str; 46] = [
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "subtotals",
    "totalsum",
    "sum",
    "sums",
    "average",
    "count",
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
    "jami",
    "umumiy",
    "jamisumma",
    "жами",
    "jumlah",
    "jumlahtotal",
    "totaljumlah",
    "ratarata",
    "الاجمالی",
    "اجمالی",
    "المجموع",
    "مجموع",
    "المجموعالکلی",
    "جمع",
    "جمعکل",
    "مجموعکل",
    "جمعروز",
    "میانگین",
    "итого",
];

/// Whether an id is a word for a sum, with a count behind it or not: `Total`, `Gesamt:`, `Total (12)`.
pub(super) fn is_one(member: &str) -> bool {
    let is_apart = |sign: char| sign.is_whitespace() || "():=#".contains(sign);
    if member.contains(char::is_numeric) && !member.contains(is_apart) {
        return false;
    }
    let word: String = folded(member).chars().filter(|sign| !sign.is_numeric()).collect();
    member.len() <= 80 && WORDS.contains(&word.as_str())
}

#[cfg(test)]
#[test]
fn words_for_sums_are_folded() {
    for word in WORDS {
        assert_eq!(folded(word), word);
    }
}
