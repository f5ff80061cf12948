//! What can be wrong with certificates, each with what it means and what to do.

use std::fmt;

use crate::clock::Timestamp;

/// Why a certificate, a key or the intermediate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// Neither PEM, DER nor PKCS#12.
    Unreadable {
        /// Which file.
        what: &'static str,
    },
    /// A file that holds something else than its setting wants.
    HoldsOther {
        /// Which file.
        what: &'static str,
        /// What it holds.
        holds: &'static str,
    },
    /// The pass certificate is where the intermediate belongs.
    Swapped,
    /// A PKCS#12 file in an encryption this build cannot open.
    LegacyPkcs12 {
        /// OpenSSL's name of the encryption.
        how: &'static str,
    },
    /// A PKCS#12 file whose passphrase fits and whose contents do not open.
    DamagedPkcs12,
    /// A key in an encryption this build cannot open.
    OldEncryption {
        /// OpenSSL's name of the encryption.
        how: String,
    },
    /// The key file is no private key.
    KeyUnreadable,
    /// No private key was given and the certificate's file holds none.
    NoKey,
    /// The key is encrypted and no passphrase is set.
    PassphraseMissing,
    /// The passphrase does not open the key.
    PassphraseWrong,
    /// The key is neither RSA nor elliptic curve.
    KeyKind,
    /// The key is too short to be trusted.
    KeyTooShort(u32),
    /// Key and certificate are of two different pairs.
    KeyOfAnother,
    /// The subject holds no pass type identifier.
    NotAPassCertificate {
        /// The subject's common name.
        subject: String,
    },
    /// The subject holds no team identifier.
    NoTeam,
    /// The certificate is for another pass type or team than the passes already handed out.
    OtherIdentity {
        /// What the certificate says.
        found: String,
        /// What the passes say.
        wanted: String,
    },
    /// No intermediate certificate was given.
    NoIntermediate,
    /// The intermediate's name is not that of the issuer.
    OtherIntermediate {
        /// Who issued the certificate.
        issuer: String,
        /// Who was given.
        given: String,
    },
    /// The intermediate has the issuer's name but not its key.
    ForeignSignature {
        /// The name both have.
        issuer: String,
    },
    /// A certificate has ended.
    Expired {
        /// Which one.
        what: &'static str,
        /// When it ended.
        not_after: Timestamp,
    },
    /// A certificate has not begun.
    NotYetValid {
        /// Which one.
        what: &'static str,
        /// When it begins.
        not_before: Timestamp,
    },
    /// OpenSSL failed where no input explains it.
    OpenSsl(String),
}

impl CertificateError {
    /// What is wrong and what follows from it.
    pub fn what(&self) -> String {
        match self {
            Self::Unreadable { what } => format!("The file given as the {what} is not PEM, DER or PKCS#12."),
            Self::HoldsOther { what, holds } => format!("The file given as the {what} contains {holds}."),
            Self::Swapped => {
                "The private key belongs to the certificate given as the intermediate (WWDR): the two files are swapped.".into()
            }
            Self::LegacyPkcs12 { how } => {
                format!(
                    "The PKCS#12 file is encrypted the old way ({how}), as older Keychains do, and this build of OpenSSL does not support that."
                )
            }
            Self::DamagedPkcs12 => "The passphrase opens the PKCS#12 file, but its contents cannot be read: the file is damaged.".into(),
            Self::OldEncryption { how } => {
                format!("The private key is encrypted the old way ({how}), which this build of OpenSSL does not support.")
            }
            Self::KeyUnreadable => "The file given as the private key has no readable PKCS#8, PKCS#1 or EC key.".into(),
            Self::NoKey => "There is no private key: none is set, and the certificate file does not contain one.".into(),
            Self::PassphraseMissing => "The private key is encrypted, but no passphrase is set.".into(),
            Self::PassphraseWrong => "The passphrase does not open the private key.".into(),
            Self::KeyKind => "The private key is neither RSA nor elliptic curve, so phones would not accept its signature.".into(),
            Self::KeyTooShort(bits) => format!("The RSA key has {bits} bits, but phones trust keys of 2048 bits or more."),
            Self::KeyOfAnother => "The private key does not belong to the certificate.".into(),
            Self::NotAPassCertificate { subject } => format!(
                "{subject:?} is not a Pass Type ID certificate: its subject has no UID \
                that starts with \"pass.\"."
            ),
            Self::NoTeam => "The certificate's subject has no OU with the ten-character team identifier.".into(),
            Self::OtherIdentity { found, wanted } => {
                format!(
                    "The certificate is for {found}, but passes already on phones are for {wanted}; each of them would fail its next \
                    update."
                )
            }
            Self::NoIntermediate => "Apple's intermediate certificate (WWDR) is not set; phones refuse passes signed without it.".into(),
            Self::OtherIntermediate { issuer, given } => format!(
                "The intermediate is {given:?}, but the pass certificate was issued \
                by {issuer:?}."
            ),
            Self::ForeignSignature { issuer } => format!(
                "The intermediate has the name {issuer:?} but did not sign the pass \
                certificate: it is of another generation."
            ),
            Self::Expired { what, not_after } => format!(
                "The {what} expired on {not_after}; phones refuse passes signed with it and \
                Apple accepts no pushes."
            ),
            Self::NotYetValid { what, not_before } => format!(
                "The {what} is not valid until {not_before}, or this machine's clock is \
                wrong."
            ),
            Self::OpenSsl(why) => format!("OpenSSL failed: {why}."),
        }
    }

    /// What to do about it.
    pub fn fix(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } | Self::DamagedPkcs12 => {
                "Export it again from Keychain or download it from developer.apple.com."
            }
            Self::HoldsOther { .. } => {
                "STAMPWELL_APPLE_CERTIFICATE is the pass certificate, STAMPWELL_APPLE_KEY its private key, STAMPWELL_APPLE_WWDR Apple's \
                    intermediate certificate. Check that none are swapped."
            }
            Self::Swapped => "Swap STAMPWELL_APPLE_CERTIFICATE and STAMPWELL_APPLE_WWDR.",
            Self::LegacyPkcs12 { .. } => {
                "Convert it: openssl pkcs12 -legacy -in old.p12 -aes256 -out pass.pem, and set that file."
            }
            Self::OldEncryption { .. } => {
                "Convert it: openssl pkey -provider legacy -provider default -in old.pem -aes256 -out new.pem, and set STAMPWELL_APPLE_KEY to \
                    the new file."
            }
            Self::KeyUnreadable | Self::NoKey => {
                "Set STAMPWELL_APPLE_KEY to the key made with the certificate request."
            }
            Self::PassphraseMissing => {
                "Set STAMPWELL_APPLE_KEY_PASSPHRASE or STAMPWELL_APPLE_KEY_PASSPHRASE_FILE."
            }
            Self::PassphraseWrong => {
                "Check STAMPWELL_APPLE_KEY_PASSPHRASE. Spaces at either end are part of it."
            }
            Self::KeyKind | Self::KeyTooShort(_) => {
                "Create a new key and request: openssl req -new -newkey rsa:2048 -keyout pass.key.pem -out pass.csr.pem -subj /CN=pass, then \
                    upload the request at developer.apple.com."
            }
            Self::KeyOfAnother => {
                "Use the key that this certificate was requested with. A renewed certificate often has a new key."
            }
            Self::NotAPassCertificate { .. } | Self::NoTeam => {
                "Create a Pass Type ID certificate at developer.apple.com, Identifiers, Pass Type IDs."
            }
            Self::OtherIdentity { .. } => {
                "Renew the certificate under the same pass type identifier and team."
            }
            Self::NoIntermediate
            | Self::OtherIntermediate { .. }
            | Self::ForeignSignature { .. } => {
                "Download the intermediate that issued yours from apple.com/certificateauthority (G4 for certificates made since 27 \
                    January 2022) and set STAMPWELL_APPLE_WWDR."
            }
            Self::Expired { .. } => {
                "Renew it under the same pass type identifier. Passes already on phones stay readable and will then catch up."
            }
            Self::NotYetValid { .. } => "Check the machine's clock.",
            Self::OpenSsl(_) => "Run `stampwell doctor` and look at the log.",
        }
    }
}

impl CertificateError {
    /// What was looked at when it was found.
    pub fn name(&self) -> &'static str {
        match self {
            Self::HoldsOther { what, .. } if what.starts_with("intermediate") => "intermediate",
            Self::Unreadable { what } if what.starts_with("intermediate") => "intermediate",
            Self::HoldsOther {
                what: "private key",
                ..
            }
            | Self::OldEncryption { .. }
            | Self::KeyUnreadable
            | Self::NoKey
            | Self::PassphraseMissing
            | Self::PassphraseWrong
            | Self::KeyKind
            | Self::KeyTooShort(_)
            | Self::KeyOfAnother => "private key",
            Self::NoIntermediate
            | Self::OtherIntermediate { .. }
            | Self::ForeignSignature { .. } => "intermediate",
            Self::Expired { .. } | Self::NotYetValid { .. } => "dates",
            _ => "certificate",
        }
    }
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what(), self.fix())
    }
}

impl std::error::Error for CertificateError {}

impl From<openssl::error::ErrorStack> for CertificateError {
    fn from(error: openssl::error::ErrorStack) -> Self {
        CertificateError::OpenSsl(error.to_string())
    }
}
