//! The pass certificate, its key and the intermediate that issued it: read, matched, dated.

use std::fmt;

use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private};
use openssl::x509::{X509, X509NameRef, X509Ref};

use super::key_files::{read_certificates, read_key};
use super::{Finding, Level};
use crate::clock::Timestamp;

/// Why a certificate, a key or the intermediate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// Neither PEM, DER nor PKCS#12.
    Unreadable {
        /// Which file.
        what: &'static str,
    },
    /// A PKCS#12 file in an encryption this build cannot open.
    LegacyPkcs12,
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
            Self::Unreadable { what } => format!("The file given as {what} is neither PEM, DER nor PKCS#12."),
            Self::LegacyPkcs12 => "The PKCS#12 file cannot be opened: it is damaged, or encrypted with RC2 as older Keychains do, which this build of OpenSSL leaves out.".into(),
            Self::KeyUnreadable => "The file given as private key holds no PKCS#8, PKCS#1 or EC key that can be read.".into(),
            Self::NoKey => "There is no private key: none is set, and the certificate's file holds none.".into(),
            Self::PassphraseMissing => "The private key is encrypted and no passphrase is set.".into(),
            Self::PassphraseWrong => "The passphrase does not open the private key.".into(),
            Self::KeyKind => "The private key is neither RSA nor elliptic curve, so phones would not accept its signature.".into(),
            Self::KeyTooShort(bits) => format!("The RSA key has {bits} bits; 2048 are the least that phones trust."),
            Self::KeyOfAnother => "The private key does not belong to the certificate.".into(),
            Self::NotAPassCertificate { subject } => format!("{subject:?} is not a Pass Type ID certificate: its subject has no UID that begins with \"pass.\"."),
            Self::NoTeam => "The certificate's subject has no OU with the ten-character team identifier.".into(),
            Self::OtherIdentity { found, wanted } => {
                format!("The certificate is for {found}, but passes in circulation are of {wanted}; each of them would fail its next update.")
            }
            Self::NoIntermediate => "Apple's intermediate certificate (WWDR) is not set; phones refuse passes signed without it.".into(),
            Self::OtherIntermediate { issuer, given } => format!("The intermediate is {given:?}, but the pass certificate was issued by {issuer:?}."),
            Self::ForeignSignature { issuer } => format!("The intermediate has the name {issuer:?} but did not sign the pass certificate: it is of another generation."),
            Self::Expired { what, not_after } => format!("The {what} ended on {not_after}; phones refuse passes signed with it and Apple takes no pushes."),
            Self::NotYetValid { what, not_before } => format!("The {what} is valid from {not_before} only, or this machine's clock is wrong."),
            Self::OpenSsl(why) => format!("OpenSSL failed: {why}."),
        }
    }

    /// What to do about it.
    pub fn fix(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "Export it again from Keychain or download it from developer.apple.com.",
            Self::LegacyPkcs12 => "Convert it: openssl pkcs12 -legacy -in old.p12 -nodes -out pass.pem, and set that file.",
            Self::KeyUnreadable | Self::NoKey => "Set STAMPWELL_APPLE_KEY to the key made with the certificate request.",
            Self::PassphraseMissing => "Set STAMPWELL_APPLE_KEY_PASSPHRASE or STAMPWELL_APPLE_KEY_PASSPHRASE_FILE.",
            Self::PassphraseWrong => "Check STAMPWELL_APPLE_KEY_PASSPHRASE; a file must not end with spaces.",
            Self::KeyKind | Self::KeyTooShort(_) => "Make a new request with `stampwell apple csr`.",
            Self::KeyOfAnother => {
                "Take the key with which this certificate was requested; a renewed certificate often comes with a new key."
            }
            Self::NotAPassCertificate { .. } | Self::NoTeam => {
                "Create a Pass Type ID certificate at developer.apple.com, Identifiers, Pass Type IDs."
            }
            Self::OtherIdentity { .. } => "Renew the certificate under the same pass type identifier and team.",
            Self::NoIntermediate | Self::OtherIntermediate { .. } | Self::ForeignSignature { .. } => {
                "Download the intermediate that issued yours from apple.com/certificateauthority (G4 for certificates made since 27 January 2022) and set STAMPWELL_APPLE_WWDR."
            }
            Self::Expired { .. } => {
                "Renew it under the same pass type identifier; passes already on phones stay readable and catch up then."
            }
            Self::NotYetValid { .. } => "Check the machine's clock.",
            Self::OpenSsl(_) => "Run `stampwell doctor` and look at the log.",
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

/// The files an operator gives, as bytes.
#[derive(Clone, Copy, Default)]
pub struct CertificateFiles<'a> {
    /// Pass certificate: PEM, DER, or PKCS#12 with key and chain.
    pub certificate: &'a [u8],
    /// Private key, unless it lies in the certificate's file.
    pub key: Option<&'a [u8]>,
    /// Opens the key or the PKCS#12.
    pub passphrase: Option<&'a str>,
    /// Apple's intermediate; several in one PEM are welcome, the right one is picked.
    pub wwdr: Option<&'a [u8]>,
}

/// A pass certificate that fits its key and its issuer. Its dates are judged at each use.
#[derive(Clone)]
pub struct PassCertificate {
    pub(super) leaf: X509,
    pub(super) key: PKey<Private>,
    pub(super) wwdr: X509,
    pass_type_identifier: String,
    team_identifier: String,
    not_before: Timestamp,
    not_after: Timestamp,
    wwdr_not_after: Timestamp,
}

impl fmt::Debug for PassCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PassCertificate({} until {})", self.pass_type_identifier, self.not_after)
    }
}

impl PassCertificate {
    /// Reads the files and checks all that does not depend on the day: identity, key, issuer.
    pub fn load(files: CertificateFiles<'_>) -> Result<PassCertificate, CertificateError> {
        let contents = read_certificates(files.certificate, files.passphrase, "certificate")?;
        let key = match (files.key, contents.key) {
            (Some(bytes), _) => read_key(bytes, files.passphrase)?,
            (None, Some(key)) => key,
            (None, None) => return Err(CertificateError::NoKey),
        };
        let mut candidates = contents.certificates;
        let leaf = candidates.remove(leaf_of(&candidates, &key));
        check_key(&leaf, &key)?;
        let (pass_type_identifier, team_identifier) = identity(&leaf)?;
        if let Some(bytes) = files.wwdr {
            // The file that was set explicitly is looked at first.
            candidates.splice(0..0, read_certificates(bytes, None, "intermediate (WWDR)")?.certificates);
        }
        let wwdr = issuer_of(&leaf, candidates)?;
        Ok(PassCertificate {
            pass_type_identifier,
            team_identifier,
            not_before: timestamp(leaf.not_before())?,
            not_after: timestamp(leaf.not_after())?,
            wwdr_not_after: timestamp(wwdr.not_after())?,
            leaf,
            key,
            wwdr,
        })
    }

    /// The subject's UID, which every pass carries.
    pub fn pass_type_identifier(&self) -> &str {
        &self.pass_type_identifier
    }

    /// The subject's OU, which every pass carries.
    pub fn team_identifier(&self) -> &str {
        &self.team_identifier
    }

    /// When it begins.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// When signing ends: the earlier end of certificate and intermediate.
    pub fn not_after(&self) -> Timestamp {
        self.not_after.min(self.wwdr_not_after)
    }

    /// Whole days until [`Self::not_after`]; negative once it has passed.
    pub fn days_left(&self, now: Timestamp) -> i64 {
        (self.not_after().0 - now.0).div_euclid(86_400_000)
    }

    /// Whether passes signed at `now` would be accepted.
    pub fn check_dates(&self, now: Timestamp) -> Result<(), CertificateError> {
        let ended = |what, not_after| if now > not_after { Err(CertificateError::Expired { what, not_after }) } else { Ok(()) };
        ended("pass certificate", self.not_after)?;
        ended("intermediate certificate (WWDR)", self.wwdr_not_after)?;
        if now < self.not_before {
            return Err(CertificateError::NotYetValid { what: "pass certificate", not_before: self.not_before });
        }
        Ok(())
    }

    /// Whether passes already handed out under these identifiers can still be updated with this certificate.
    pub fn check_identity(&self, pass_type_identifier: &str, team_identifier: &str) -> Result<(), CertificateError> {
        if self.pass_type_identifier == pass_type_identifier && self.team_identifier == team_identifier {
            return Ok(());
        }
        Err(CertificateError::OtherIdentity {
            found: format!("{} of team {}", self.pass_type_identifier, self.team_identifier),
            wanted: format!("{pass_type_identifier} of team {team_identifier}"),
        })
    }

    /// Leaf and intermediate as PEM, in the order a TLS client presents them.
    pub fn chain_pem(&self) -> Result<Vec<u8>, CertificateError> {
        Ok([self.leaf.to_pem()?, self.wwdr.to_pem()?].concat())
    }
}

/// Every check on the files, for `doctor`: what is good, what will end soon, what is wrong and how to mend it.
pub fn inspect(files: CertificateFiles<'_>, now: Timestamp) -> Vec<Finding> {
    let certificate = match PassCertificate::load(files) {
        Ok(certificate) => certificate,
        Err(error) => return vec![Finding::bad(error.name(), error.what(), error.fix())],
    };
    let id = (&certificate.pass_type_identifier, &certificate.team_identifier);
    vec![
        Finding::good("certificate", format!("The pass certificate is for {} of team {}.", id.0, id.1)),
        Finding::good("private key", "The private key belongs to the certificate."),
        Finding::good("intermediate", format!("The intermediate {:?} issued the certificate.", name_of(certificate.wwdr.subject_name()))),
        dates(&certificate, now),
    ]
}

fn dates(certificate: &PassCertificate, now: Timestamp) -> Finding {
    let days = certificate.days_left(now);
    match certificate.check_dates(now) {
        Err(error) => Finding { name: "dates", level: Level::Bad, sentence: error.what(), fix: error.fix().into() },
        Ok(()) if days <= 30 => Finding::warning(
            "dates",
            format!("The certificate ends in {days} days, on {}.", certificate.not_after()),
            "Renew it under the same pass type identifier.",
        ),
        Ok(()) => Finding::good("dates", format!("Valid for {days} more days, until {}.", certificate.not_after())),
    }
}

impl CertificateError {
    fn name(&self) -> &'static str {
        match self {
            Self::KeyUnreadable
            | Self::NoKey
            | Self::PassphraseMissing
            | Self::PassphraseWrong
            | Self::KeyKind
            | Self::KeyTooShort(_)
            | Self::KeyOfAnother => "private key",
            Self::NoIntermediate | Self::OtherIntermediate { .. } | Self::ForeignSignature { .. } => "intermediate",
            Self::Expired { .. } | Self::NotYetValid { .. } => "dates",
            _ => "certificate",
        }
    }
}

/// Which of several certificates in one file is the leaf: the key's own, else the first.
fn leaf_of(certificates: &[X509], key: &PKey<Private>) -> usize {
    certificates.iter().position(|c| c.public_key().is_ok_and(|public| public.public_eq(key))).unwrap_or(0)
}

fn check_key(leaf: &X509Ref, key: &PKey<Private>) -> Result<(), CertificateError> {
    if !leaf.public_key()?.public_eq(key) {
        return Err(CertificateError::KeyOfAnother);
    }
    match key.id() {
        Id::RSA if key.bits() < 2048 => Err(CertificateError::KeyTooShort(key.bits())),
        Id::RSA | Id::EC => Ok(()),
        _ => Err(CertificateError::KeyKind),
    }
}

/// Pass type and team identifier of a pass certificate.
pub(super) fn identity(leaf: &X509Ref) -> Result<(String, String), CertificateError> {
    let subject = leaf.subject_name();
    let pass_type = entry(subject, Nid::USERID).filter(|uid| uid.starts_with("pass."));
    let pass_type = pass_type.ok_or_else(|| CertificateError::NotAPassCertificate { subject: name_of(subject) })?;
    let team = entry(subject, Nid::ORGANIZATIONALUNITNAME).ok_or(CertificateError::NoTeam)?;
    Ok((pass_type, team))
}

fn entry(name: &X509NameRef, nid: Nid) -> Option<String> {
    name.entries_by_nid(nid).next().and_then(|e| e.data().to_string().ok()).filter(|text| !text.is_empty())
}

/// A name for people: common name and, as Apple's generations differ only there, organizational unit.
pub(super) fn name_of(name: &X509NameRef) -> String {
    let parts = [entry(name, Nid::COMMONNAME), entry(name, Nid::ORGANIZATIONALUNITNAME)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn issuer_of(leaf: &X509Ref, candidates: Vec<X509>) -> Result<X509, CertificateError> {
    let issuer = name_of(leaf.issuer_name());
    let given = candidates.first().map(|c| name_of(c.subject_name())).ok_or(CertificateError::NoIntermediate)?;
    let mut named = candidates.into_iter().filter(|c| c.subject_name().try_cmp(leaf.issuer_name()).is_ok_and(|o| o.is_eq())).peekable();
    if named.peek().is_none() {
        return Err(CertificateError::OtherIntermediate { issuer, given });
    }
    let signed = |c: &X509| c.public_key().and_then(|key| leaf.verify(&key)).unwrap_or(false);
    named.find(signed).ok_or(CertificateError::ForeignSignature { issuer })
}

/// A certificate's time as ours.
pub(super) fn timestamp(time: &Asn1TimeRef) -> Result<Timestamp, CertificateError> {
    let since = Asn1Time::from_unix(0)?.diff(time)?;
    Ok(Timestamp((i64::from(since.days) * 86_400 + i64::from(since.secs)) * 1000))
}

#[cfg(test)]
mod tests;
