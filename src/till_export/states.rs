//! Columns beside the fields that say whether a line is a sale at all, in which currency, and in which zone.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::tz::TimeZone;

use super::marks::{folded, plain, unwrapped};

/// What a column tells of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateKind {
    /// Whether it is a sale, a refund, or nothing: `Status`, `Type`.
    State,
    /// Whether money came or went: `S/H`, `Sign`.
    Sign,
    /// The currency of its amount.
    Currency,
    /// The zone of its time.
    Zone,
}

const STATES: &str = "state|status|type|transaction type|transaction status|financial status|payment status|order status|sale type|record type|\
    event type|Zahlungsstatus|Bestellstatus|Vorgang|Vorgangsart|Vorgangstyp|Buchungsart|Belegart|Bonart|Art|Typ|Zustand|durum|işlem türü|işlem tipi|\
    ödeme durumu|sipariş durumu|tür|tip|الحالة|حالة|حالة الدفع|حالة الطلب|النوع|نوع العملية|وضعیت|وضعیت پرداخت|وضعیت سفارش|نوع|نوع تراکنش|holat|\
    holati|to'lov holati|tur|turi|ҳолат|status pembayaran|status pesanan|status transaksi|tipe|tipe transaksi|jenis|jenis transaksi";
const SIGNS: &str = "S/H|Soll/Haben|sign|Vorzeichen|işaret|ishora|tanda|علامت|الإشارة";
const CURRENCIES: &str = "currency|currency code|Währung|Waehrung|Währungscode|para birimi|döviz|döviz cinsi|العملة|ارز|واحد پول|valyuta|mata uang";

const ZONES: &str = "time zone|timezone|tz|Zeitzone|saat dilimi|zaman dilimi|المنطقة الزمنية|منطقه زمانی|vaqt mintaqasi|zona waktu";

/// Zones as a till's program names them.
const NAMED_ZONES: [(&str, &str); 7] = [
    ("Eastern Time (US & Canada)", "America/New_York"),
    ("Central Time (US & Canada)", "America/Chicago"),
    ("Mountain Time (US & Canada)", "America/Denver"),
    ("Pacific Time (US & Canada)", "America/Los_Angeles"),
    ("Alaska", "America/Anchorage"),
    ("Hawaii", "Pacific/Honolulu"),
    ("Arizona", "America/Phoenix"),
];

/// The zone that a cell names.
pub(super) fn zone(cell: &str) -> Result<TimeZone, String> {
    let name = plain(unwrapped(cell));
    let known = NAMED_ZONES
        .into_iter()
        .find(|(known, _)| folded(known) == folded(&name))
        .map(|(_, zone)| zone);
    TimeZone::get(known.unwrap_or(&name)).map_err(|_| NO_ZONE.into())
}

pub(super) const NO_ZONE: &str =
    "has an unknown time zone; write it like Europe/Berlin, or leave out the column and set tz";

/// Words of a state that make a line no visit.
const BACK: &str = "refund refunds refunded void voids voided cancel cancelled canceled cancellation failed failure declined rejected return returned \
    reversal reversed chargeback storno storniert stornierung stornobon erstattet erstattung rückerstattung gutschrift rückgabe retoure abgelehnt \
    fehlgeschlagen iade iptal reddedildi başarısız مسترجع مسترجعة مسترد مستردة استرداد مرتجع ملغي ملغى ملغاة إلغاء مرفوض فشل برگشت برگشتی مرجوعی لغو \
    لغوشده ناموفق استرداد qaytarilgan qaytarildi qaytarish bekor qaytarilib қайтарилган бекор dikembalikan pengembalian retur batal dibatalkan gagal \
    ditolak";

/// Words that turn the next one about, as in `not refunded`.
const NOT: [&str; 8] = ["not", "no", "non", "nicht", "kein", "değil", "tidak", "غير"];

static KINDS: LazyLock<HashMap<String, StateKind>> = LazyLock::new(|| {
    let lists = [
        (STATES, StateKind::State),
        (SIGNS, StateKind::Sign),
        (CURRENCIES, StateKind::Currency),
        (ZONES, StateKind::Zone),
    ];
    lists
        .into_iter()
        .flat_map(|(names, kind)| {
            names
                .split('|')
                .map(move |name| (folded(name), kind))
        })
        .collect()
});
static BACK_SET: LazyLock<HashSet<String>> = LazyLock::new(|| {
    BACK.split_whitespace()
        .map(folded)
        .collect()
});
static NOT_SET: LazyLock<HashSet<String>> = LazyLock::new(|| {
    NOT.into_iter()
        .map(folded)
        .collect()
});

/// What a column of this name tells; none if it is another.
pub(super) fn kind(name: &str) -> Option<StateKind> {
    KINDS.get(&folded(name)).copied()
}

/// Why a line whose column says this is no visit.
pub(super) fn check(kind: StateKind, cell: &str) -> Result<(), String> {
    let cell = plain(unwrapped(cell));
    let words: Vec<String> = cell
        .split(|sign: char| !sign.is_alphabetic() && sign != '\'')
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    match kind {
        StateKind::State
            if words
                .iter()
                .any(|word| NOT_SET.contains(word)) =>
        {
            Ok(())
        }
        StateKind::State
            if words
                .iter()
                .any(|word| BACK_SET.contains(word)) =>
        {
            Err(NO_SALE.into())
        }
        StateKind::Sign
            if matches!(cell.as_str(), "-" | "\u{2212}" | "\u{2013}")
                || matches!(words.as_slice(), [one] if ["h", "haben", "minus"].contains(&one.as_str())) =>
        {
            Err(GOES_BACK.into())
        }
        _ => Ok(()),
    }
}

pub(super) const NO_SALE: &str = "is not a sale, according to its state or type column; a refund, a void or a failed payment is not a visit";
pub(super) const GOES_BACK: &str =
    "has an amount paid back, according to its sign column; a refund is not a visit";
