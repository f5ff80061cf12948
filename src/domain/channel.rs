//! How people come to a shop's join page, as its address says after `?ch=`.

/// Those that every shop has.
const COMMON: [&str; 12] = [
    "counter_qr",
    "receipt_qr",
    "poster",
    "table_tent",
    "website",
    "social",
    "referral",
    "staff",
    "overlay",
    "popup",
    "order_confirmation",
    "mail",
];

/// What counts where an address says nothing, or nothing that can be kept.
pub const DEFAULT: &str = "website";

/// The most that a shop may have beside the common ones.
pub const MOST_OWN: i64 = 50;

/// Whether every shop has this channel.
pub fn is_common(channel: &str) -> bool {
    COMMON.contains(&channel)
}

/// Whether a shop could name a channel of its own so.
pub fn is_name(channel: &str) -> bool {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
    (1..=40).contains(&channel.len()) && channel.bytes().all(sign)
}
