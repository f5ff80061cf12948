//! Why a phone could not do what it was asked.

use openssl::error::ErrorStack;

use super::PackageError;

/// Why the phone could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The phone is offline.
    #[error("The phone is offline. Bring it online first.")]
    Offline,
    /// No answer.
    #[error("The {call} call got no answer: {source}. Is the service running at this address?")]
    Unreachable {
        /// Which call.
        call: &'static str,
        /// What the connection said.
        source: reqwest::Error,
    },
    /// A status that the call may not have.
    #[error("The {call} call was answered with {status}: {body}")]
    Refused {
        /// Which call.
        call: &'static str,
        /// HTTP status.
        status: u16,
        /// Beginning of the body.
        body: String,
    },
    /// An answer that breaks Apple's protocol.
    #[error("The {call} call's answer is not as Apple specifies: {reason}.")]
    Answer {
        /// Which call.
        call: &'static str,
        /// Which rule it breaks.
        reason: String,
    },
    /// The pass itself is not accepted.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// No such pass in the Wallet.
    #[error("There is no pass with the serial number {0} on this phone.")]
    NotInstalled(String),
    /// OpenSSL failed on the sandbox's own material.
    #[error("The phone cannot be set up: {0}")]
    Setup(#[from] ErrorStack),
}
