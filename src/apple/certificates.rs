//! The pass certificate, its key and the intermediate that issued it: read, matched, dated.

use std::fmt;

use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private};
use openssl::x509::{X509, X509NameRef, X509Ref};

use super::key_files::{read_certificates, read_key};
use super::{Finding, Level};
use crate::clock::Timestamp;

pub use super::certificate_error::CertificateError;

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
        write!(
            f,
            "PassCertificate({} until {})",
            self.pass_type_identifier, self.not_after
        )
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
        // Cannot panic: a file without a certificate was refused when it was read.
        let leaf = candidates.remove(leaf_of(&candidates, &key));
        let intermediates = files
            .wwdr
            .map(|bytes| read_certificates(bytes, None, "intermediate (WWDR)"));
        let is_own = |c: &X509| {
            c.public_key()
                .is_ok_and(|public| public.public_eq(&key))
        };
        // Asked before the key is judged, or swapped files would be told as a
        // key of another certificate.
        if !is_own(&leaf)
            && intermediates
                .as_ref()
                .is_some_and(|read| {
                    read.as_ref()
                        .is_ok_and(|file| file.certificates.iter().any(is_own))
                })
        {
            return Err(CertificateError::Swapped);
        }
        check_key(&leaf, &key)?;
        let (pass_type_identifier, team_identifier) = identity(&leaf)?;
        // The file that was set explicitly is looked at first.
        candidates.splice(
            0..0,
            intermediates
                .transpose()?
                .unwrap_or_default()
                .certificates,
        );
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
        self.not_after
            .min(self.wwdr_not_after)
    }

    /// Whole days until [`Self::not_after`]; negative once it has passed.
    pub fn days_left(&self, now: Timestamp) -> i64 {
        // Rounds down below zero too: what ended an hour ago has -1 days left and not 0.
        (self.not_after().0 - now.0).div_euclid(86_400_000)
    }

    /// Whether passes signed at `now` would be accepted.
    pub fn check_dates(&self, now: Timestamp) -> Result<(), CertificateError> {
        let ended = |what, not_after| {
            if now > not_after {
                Err(CertificateError::Expired { what, not_after })
            } else {
                Ok(())
            }
        };
        ended("pass certificate", self.not_after)?;
        ended("intermediate certificate (WWDR)", self.wwdr_not_after)?;
        if now < self.not_before {
            return Err(CertificateError::NotYetValid {
                what: "pass certificate",
                not_before: self.not_before,
            });
        }
        Ok(())
    }

    /// Whether passes already handed out under these identifiers can still be updated with this certificate.
    pub fn check_identity(
        &self,
        pass_type_identifier: &str,
        team_identifier: &str,
    ) -> Result<(), CertificateError> {
        if self.pass_type_identifier == pass_type_identifier
            && self.team_identifier == team_identifier
        {
            return Ok(());
        }
        Err(CertificateError::OtherIdentity {
            found: format!(
                "{} of team {}",
                self.pass_type_identifier, self.team_identifier
            ),
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
    let id = (
        &certificate.pass_type_identifier,
        &certificate.team_identifier,
    );
    vec![
        Finding::good(
            "certificate",
            format!("The pass certificate is for {}, team {}.", id.0, id.1),
        ),
        Finding::good("private key", "The private key belongs to the certificate."),
        Finding::good(
            "intermediate",
            format!(
                "The intermediate {:?} issued the certificate.",
                name_of(certificate.wwdr.subject_name())
            ),
        ),
        dates(&certificate, now),
    ]
}

fn dates(certificate: &PassCertificate, now: Timestamp) -> Finding {
    let days = certificate.days_left(now);
    match certificate.check_dates(now) {
        Err(error) => Finding {
            name: "dates",
            level: Level::Bad,
            sentence: error.what(),
            fix: error.fix().into(),
        },
        Ok(()) if days <= 30 => Finding::warning(
            "dates",
            format!(
                "The certificate expires in {days} days, on {}.",
                certificate.not_after()
            ),
            "Renew it under the same pass type identifier.",
        ),
        Ok(()) => Finding::good(
            "dates",
            format!(
                "Valid for {days} more days, until {}.",
                certificate.not_after()
            ),
        ),
    }
}

/// Which of several certificates in one file is the leaf: the key's own, else the first.
fn leaf_of(certificates: &[X509], key: &PKey<Private>) -> usize {
    certificates
        .iter()
        .position(|c| {
            c.public_key()
                .is_ok_and(|public| public.public_eq(key))
        })
        .unwrap_or(0)
}

fn check_key(leaf: &X509Ref, key: &PKey<Private>) -> Result<(), CertificateError> {
    if !leaf.public_key()?.public_eq(key) {
        return Err(CertificateError::KeyOfAnother);
    }
    match key.id() {
        Id::RSA if key.bits() < 2048 => Err(CertificateError::KeyTooShort(key.bits())),
        // Apple's own tool tries EC keys before RSA, so they are not refused here.
        Id::RSA | Id::EC => Ok(()),
        _ => Err(CertificateError::KeyKind),
    }
}

/// Pass type and team identifier of a pass certificate.
pub(super) fn identity(leaf: &X509Ref) -> Result<(String, String), CertificateError> {
    let subject = leaf.subject_name();
    // Apple's certificates for an app's pushes have a UID too: the app's bundle identifier.
    let pass_type = entry(subject, Nid::USERID).filter(|uid| uid.starts_with("pass."));
    let pass_type = pass_type.ok_or_else(|| CertificateError::NotAPassCertificate {
        subject: name_of(subject),
    })?;
    let team = entry(subject, Nid::ORGANIZATIONALUNITNAME).ok_or(CertificateError::NoTeam)?;
    Ok((pass_type, team))
}

fn entry(name: &X509NameRef, nid: Nid) -> Option<String> {
    name.entries_by_nid(nid)
        .next()
        .and_then(|e| e.data().to_string().ok())
        .filter(|text| !text.is_empty())
}

/// A name for people: common name and, as Apple's generations differ only there, organizational unit.
pub(super) fn name_of(name: &X509NameRef) -> String {
    let parts = [
        entry(name, Nid::COMMONNAME),
        entry(name, Nid::ORGANIZATIONALUNITNAME),
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn issuer_of(leaf: &X509Ref, candidates: Vec<X509>) -> Result<X509, CertificateError> {
    let issuer = name_of(leaf.issuer_name());
    let given = candidates
        .first()
        .map(|c| name_of(c.subject_name()))
        .ok_or(CertificateError::NoIntermediate)?;
    let mut named = candidates
        .into_iter()
        .filter(|c| {
            c.subject_name()
                .try_cmp(leaf.issuer_name())
                .is_ok_and(|o| o.is_eq())
        })
        .peekable();
    if named.peek().is_none() {
        return Err(CertificateError::OtherIntermediate { issuer, given });
    }
    // A name proves nothing: an intermediate with another key may bear it, and
    // phones check the signature.
    let signed = |c: &X509| {
        c.public_key()
            .and_then(|key| leaf.verify(&key))
            .unwrap_or(false)
    };
    named
        .find(signed)
        .ok_or(CertificateError::ForeignSignature { issuer })
}

/// A certificate's time as ours.
pub(super) fn timestamp(time: &Asn1TimeRef) -> Result<Timestamp, CertificateError> {
    let since = Asn1Time::from_unix(0)?.diff(time)?;
    Ok(Timestamp(
        (i64::from(since.days) * 86_400 + i64::from(since.secs)) * 1000,
    ))
}

#[cfg(test)]
mod tests;
