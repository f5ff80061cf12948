//! Stand-ins for the outside world that speak the real protocols over real sockets. The demo runs on them and so do the
//! story tests.
//!
//! Nothing here imports the rest of the crate, not even what it is used to test: the phone reads a pass with its own eyes, so
//! that a mistake in our writer cannot hide behind the same mistake in our reader. Time and chance are the outside world's own
//! here, as they would be Apple's.

// Apple's push service over TLS and HTTP/2, with faults on demand.
pub mod apns;
// Throw-away certificates with the names and extensions of Apple's.
pub mod certificates;
// Google Wallet: API, save page and callbacks, with faults on demand.
pub mod google;
// An iPhone's Wallet: installs, registers, hears pushes, fetches and notifies.
pub mod phone;

pub use apns::ApnsStandIn;
pub use certificates::Certificates;
pub use google::GoogleStandIn;
pub use phone::Phone;

/// The outside world's wall clock, in milliseconds since 1970.
fn wall_clock_ms() -> i64 {
    let since_1970 = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
}

/// As many random bytes as asked for, in lower-case hex.
fn random_hex(bytes: usize) -> Result<String, openssl::error::ErrorStack> {
    let mut buffer = vec![0; bytes];
    openssl::rand::rand_bytes(&mut buffer)?;
    Ok(data_encoding::HEXLOWER.encode(&buffer))
}
