//! A certificate authority for one afternoon: what Apple issues to a pass provider, with Apple's names and extensions.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::SubjectKeyIdentifier;
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
};
use openssl::x509::{X509, X509Builder, X509Extension, X509Name};

/// Apple's extension that repeats the pass type identifier.
const PASS_TYPE_EXTENSION: &str = "1.2.840.113635.100.6.1.16";
/// Apple's extended key usage "may sign passes".
const PASS_SIGNING_USAGE: &str = "1.2.840.113635.100.4.14";
/// Lifetime of the authorities, counted from ten years ago to ten years ahead, so that they never get in the way.
const AUTHORITY_DAYS: i64 = 3650;

/// What is wrong with a pass certificate on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Ended yesterday.
    Expired,
    /// Begins tomorrow.
    NotYetValid,
    /// The private key belongs to another certificate.
    OtherKey,
    /// Signed by an authority of the same name with another key.
    OtherIssuer,
    /// Lacks Apple's extension and key usage for passes.
    NotForPasses,
}

/// What the pass certificate shall say.
#[derive(Clone, Debug)]
pub struct Options {
    /// Subject UID and Apple's extension, such as `pass.example.coffee`.
    pub pass_type_identifier: String,
    /// Subject OU: ten characters in real life.
    pub team_identifier: String,
    /// Subject O.
    pub organization: String,
    /// Start of validity in days from now; negative lies in the past.
    pub not_before_days: i64,
    /// End of validity in days from now.
    pub not_after_days: i64,
    /// Something wrong on purpose.
    pub flaw: Option<Flaw>,
}

impl Options {
    /// A faultless certificate, valid since yesterday for one year.
    pub fn new(pass_type_identifier: &str, team_identifier: &str) -> Options {
        Options {
            pass_type_identifier: pass_type_identifier.to_owned(),
            team_identifier: team_identifier.to_owned(),
            organization: "Sandbox Coffee".to_owned(),
            not_before_days: -1,
            not_after_days: 365,
            flaw: None,
        }
    }

    /// The same with something wrong on purpose.
    pub fn with(mut self, flaw: Flaw) -> Options {
        self.flaw = Some(flaw);
        match flaw {
            Flaw::Expired => (self.not_before_days, self.not_after_days) = (-366, -1),
            Flaw::NotYetValid => (self.not_before_days, self.not_after_days) = (1, 366),
            Flaw::OtherKey | Flaw::OtherIssuer | Flaw::NotForPasses => {}
        }
        self
    }

    /// The same, valid from and to these days counted from now.
    pub fn valid(mut self, not_before_days: i64, not_after_days: i64) -> Options {
        (self.not_before_days, self.not_after_days) = (not_before_days, not_after_days);
        self
    }
}

/// A chain as Apple would issue it, with private keys: root, intermediate, pass certificate, and the push service's own.
#[derive(Clone)]
pub struct Certificates {
    /// "Sandbox Root CA", which the sandbox phone and push service trust.
    pub root_pem: Vec<u8>,
    /// The authority that issues pass certificates; goes into each signature.
    pub intermediate_pem: Vec<u8>,
    /// The Pass Type ID certificate.
    pub pass_pem: Vec<u8>,
    /// Its private key, PKCS#8, not encrypted.
    pub pass_key_pem: Vec<u8>,
    /// The push service's server certificate for `localhost` and `127.0.0.1`.
    pub apns_pem: Vec<u8>,
    /// Its private key, PKCS#8, not encrypted.
    pub apns_key_pem: Vec<u8>,
    intermediate_key_pem: Vec<u8>,
}

/// Where [`Certificates::write_to`] has put each file.
#[derive(Clone, Debug)]
pub struct CertificateFiles {
    /// Root certificate, `root.pem`.
    pub root: PathBuf,
    /// Intermediate certificate, `wwdr.pem`.
    pub intermediate: PathBuf,
    /// Pass certificate, `pass.pem`.
    pub pass: PathBuf,
    /// Private key of the pass certificate, `pass.key`, readable by its owner only.
    pub pass_key: PathBuf,
    /// Server certificate of the push service, `apns.pem`.
    pub apns: PathBuf,
    /// Its private key, `apns.key`, readable by its owner only.
    pub apns_key: PathBuf,
}

impl Certificates {
    /// A new authority and a faultless pass certificate for one year.
    pub fn make(
        pass_type_identifier: &str,
        team_identifier: &str,
    ) -> Result<Certificates, ErrorStack> {
        Certificates::make_with(&Options::new(pass_type_identifier, team_identifier))
    }

    /// A new authority and a pass certificate as described.
    pub fn make_with(options: &Options) -> Result<Certificates, ErrorStack> {
        let root = Authority::root()?;
        let intermediate = root.intermediate()?;
        let (pass, pass_key) = pass_certificate(&intermediate, options)?;
        let (apns, apns_key) = server_certificate(&root)?;
        Ok(Certificates {
            root_pem: root.certificate.to_pem()?,
            intermediate_pem: intermediate.certificate.to_pem()?,
            pass_pem: pass.to_pem()?,
            pass_key_pem: pass_key.private_key_to_pem_pkcs8()?,
            apns_pem: apns.to_pem()?,
            apns_key_pem: apns_key.private_key_to_pem_pkcs8()?,
            intermediate_key_pem: intermediate
                .key
                .private_key_to_pem_pkcs8()?,
        })
    }

    /// Another pass certificate with a new key from the same authority: a renewal, a second pass type, or a flawed one.
    pub fn another(&self, options: &Options) -> Result<Certificates, ErrorStack> {
        let intermediate = Authority {
            certificate: X509::from_pem(&self.intermediate_pem)?,
            key: PKey::private_key_from_pem(&self.intermediate_key_pem)?,
        };
        let (pass, pass_key) = pass_certificate(&intermediate, options)?;
        Ok(Certificates {
            pass_pem: pass.to_pem()?,
            pass_key_pem: pass_key.private_key_to_pem_pkcs8()?,
            ..self.clone()
        })
    }

    /// Writes the chain and keys into a folder, which is made when missing; private keys get mode 0600.
    pub fn write_to(&self, folder: &Path) -> std::io::Result<CertificateFiles> {
        fs::create_dir_all(folder)?;
        let put =
            |name: &str, mode: u32, pem: &[u8]| write_with_mode(&folder.join(name), mode, pem);
        Ok(CertificateFiles {
            root: put("root.pem", 0o644, &self.root_pem)?,
            intermediate: put("wwdr.pem", 0o644, &self.intermediate_pem)?,
            pass: put("pass.pem", 0o644, &self.pass_pem)?,
            pass_key: put("pass.key", 0o600, &self.pass_key_pem)?,
            apns: put("apns.pem", 0o644, &self.apns_pem)?,
            apns_key: put("apns.key", 0o600, &self.apns_key_pem)?,
        })
    }
}

/// Replaces the file rather than overwriting it, since an existing file would keep its old, maybe looser, mode.
fn write_with_mode(path: &Path, mode: u32, content: &[u8]) -> std::io::Result<PathBuf> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)?
        .write_all(content)?;
    Ok(path.to_owned())
}

struct Authority {
    certificate: X509,
    key: PKey<Private>,
}

impl Authority {
    fn root() -> Result<Authority, ErrorStack> {
        let key = elliptic_key()?;
        let name = name(&[
            (Nid::COMMONNAME, "Sandbox Root CA"),
            (Nid::ORGANIZATIONNAME, "Sandbox Inc."),
        ])?;
        let mut builder = builder(&name, &name, &key, -AUTHORITY_DAYS, AUTHORITY_DAYS)?;
        mark_as_authority(&mut builder)?;
        builder.sign(&key, MessageDigest::sha256())?;
        Ok(Authority {
            certificate: builder.build(),
            key,
        })
    }

    fn intermediate(&self) -> Result<Authority, ErrorStack> {
        let key = PKey::from_rsa(Rsa::generate(2048)?)?;
        let name = name(&[
            (
                Nid::COMMONNAME,
                "Sandbox Worldwide Developer Relations Certification Authority",
            ),
            (Nid::ORGANIZATIONALUNITNAME, "G4"),
            (Nid::ORGANIZATIONNAME, "Sandbox Inc."),
            (Nid::COUNTRYNAME, "US"),
        ])?;
        let mut builder = builder(
            &name,
            &self
                .certificate
                .subject_name()
                .to_owned()?,
            &key,
            -AUTHORITY_DAYS,
            AUTHORITY_DAYS,
        )?;
        mark_as_authority(&mut builder)?;
        self.sign(builder)
            .map(|certificate| Authority { certificate, key })
    }

    /// An authority with the same name and another key: what a forger would have.
    fn impostor(&self) -> Result<Authority, ErrorStack> {
        let key = PKey::from_rsa(Rsa::generate(2048)?)?;
        let name = self
            .certificate
            .subject_name()
            .to_owned()?;
        let mut builder = builder(&name, &name, &key, -AUTHORITY_DAYS, AUTHORITY_DAYS)?;
        mark_as_authority(&mut builder)?;
        builder.sign(&key, MessageDigest::sha256())?;
        Ok(Authority {
            certificate: builder.build(),
            key,
        })
    }

    fn sign(&self, mut builder: X509Builder) -> Result<X509, ErrorStack> {
        let issuer = AuthorityKeyIdentifier::new()
            .keyid(true)
            .build(&builder.x509v3_context(Some(&self.certificate), None))?;
        builder.append_extension(issuer)?;
        builder.sign(&self.key, MessageDigest::sha256())?;
        Ok(builder.build())
    }
}

fn pass_certificate(
    intermediate: &Authority,
    options: &Options,
) -> Result<(X509, PKey<Private>), ErrorStack> {
    let key = PKey::from_rsa(Rsa::generate(2048)?)?;
    let subject = name(&[
        (Nid::USERID, &options.pass_type_identifier),
        (
            Nid::COMMONNAME,
            &format!("Pass Type ID: {}", options.pass_type_identifier),
        ),
        (Nid::ORGANIZATIONALUNITNAME, &options.team_identifier),
        (Nid::ORGANIZATIONNAME, &options.organization),
        (Nid::COUNTRYNAME, "US"),
    ])?;
    let issuer = intermediate
        .certificate
        .subject_name()
        .to_owned()?;
    let mut builder = builder(
        &subject,
        &issuer,
        &key,
        options.not_before_days,
        options.not_after_days,
    )?;
    builder.append_extension(
        BasicConstraints::new()
            .critical()
            .build()?,
    )?;
    builder.append_extension(
        KeyUsage::new()
            .critical()
            .digital_signature()
            .build()?,
    )?;
    add_pass_purpose(&mut builder, options)?;
    let certificate = match options.flaw {
        Some(Flaw::OtherIssuer) => intermediate
            .impostor()?
            .sign(builder)?,
        _ => intermediate.sign(builder)?,
    };
    let key = if options.flaw == Some(Flaw::OtherKey) {
        PKey::from_rsa(Rsa::generate(2048)?)?
    } else {
        key
    };
    Ok((certificate, key))
}

fn add_pass_purpose(builder: &mut X509Builder, options: &Options) -> Result<(), ErrorStack> {
    if options.flaw == Some(Flaw::NotForPasses) {
        return builder.append_extension(
            ExtendedKeyUsage::new()
                .client_auth()
                .build()?,
        );
    }
    builder.append_extension(
        ExtendedKeyUsage::new()
            .client_auth()
            // Beside the client's use: with the same certificate the push service is spoken to.
            .other(PASS_SIGNING_USAGE)
            .build()?,
    )?;
    let text = der_utf8_string(&options.pass_type_identifier);
    let extension = Asn1OctetString::new_from_bytes(&text)?;
    builder.append_extension(X509Extension::new_from_der(
        &*Asn1Object::from_str(PASS_TYPE_EXTENSION)?,
        false,
        &extension,
    )?)
}

/// An ASN.1 UTF8String. The common name, which holds the same text, is bound to 64 characters, so one length byte is enough.
fn der_utf8_string(text: &str) -> Vec<u8> {
    let length = text.len() as u8;
    let head: &[u8] = if length < 0x80 {
        &[0x0c, length]
    } else {
        &[0x0c, 0x81, length]
    };
    [head, text.as_bytes()].concat()
}

fn server_certificate(root: &Authority) -> Result<(X509, PKey<Private>), ErrorStack> {
    let key = elliptic_key()?;
    let subject = name(&[
        (Nid::COMMONNAME, "localhost"),
        (Nid::ORGANIZATIONNAME, "Sandbox Inc."),
    ])?;
    let issuer = root
        .certificate
        .subject_name()
        .to_owned()?;
    let mut builder = builder(&subject, &issuer, &key, -AUTHORITY_DAYS, AUTHORITY_DAYS)?;
    builder.append_extension(
        BasicConstraints::new()
            .critical()
            .build()?,
    )?;
    builder.append_extension(
        ExtendedKeyUsage::new()
            .server_auth()
            .build()?,
    )?;
    let names = SubjectAlternativeName::new()
        .dns("localhost")
        .ip("127.0.0.1")
        .build(&builder.x509v3_context(None, None))?;
    builder.append_extension(names)?;
    Ok((root.sign(builder)?, key))
}

fn builder(
    subject: &X509Name,
    issuer: &X509Name,
    key: &PKey<Private>,
    from_days: i64,
    to_days: i64,
) -> Result<X509Builder, ErrorStack> {
    let mut builder = X509Builder::new()?;
    // Counted from 0: version 3, without which there are no extensions.
    builder.set_version(2)?;
    let mut serial = BigNum::new()?;
    serial.rand(120, MsbOption::MAYBE_ZERO, false)?;
    builder.set_serial_number(&*serial.to_asn1_integer()?)?;
    builder.set_subject_name(subject)?;
    builder.set_issuer_name(issuer)?;
    builder.set_pubkey(key)?;
    builder.set_not_before(&*days_from_now(from_days)?)?;
    builder.set_not_after(&*days_from_now(to_days)?)?;
    let subject_key = SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None))?;
    builder.append_extension(subject_key)?;
    Ok(builder)
}

fn mark_as_authority(builder: &mut X509Builder) -> Result<(), ErrorStack> {
    builder.append_extension(
        BasicConstraints::new()
            .critical()
            .ca()
            .build()?,
    )?;
    builder.append_extension(
        KeyUsage::new()
            .critical()
            .key_cert_sign()
            .crl_sign()
            .build()?,
    )
}

fn days_from_now(days: i64) -> Result<Asn1Time, ErrorStack> {
    Asn1Time::from_unix(super::wall_clock_ms() / 1000 + days * 86_400)
}

fn elliptic_key() -> Result<PKey<Private>, ErrorStack> {
    PKey::from_ec_key(EcKey::generate(&*EcGroup::from_curve_name(
        Nid::X9_62_PRIME256V1,
    )?)?)
}

fn name(entries: &[(Nid, &str)]) -> Result<X509Name, ErrorStack> {
    let mut name = X509Name::builder()?;
    for (kind, text) in entries {
        name.append_entry_by_nid(*kind, text)?;
    }
    Ok(name.build())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use openssl::stack::Stack;
    use openssl::x509::store::X509StoreBuilder;
    use openssl::x509::{X509PurposeId, X509StoreContext};

    use super::*;

    fn chain_holds(certificates: &Certificates) -> bool {
        let mut store = X509StoreBuilder::new().unwrap();
        store
            .add_cert(X509::from_pem(&certificates.root_pem).unwrap())
            .unwrap();
        store
            .set_purpose(X509PurposeId::SSL_CLIENT)
            .unwrap();
        let mut chain = Stack::new().unwrap();
        chain
            .push(X509::from_pem(&certificates.intermediate_pem).unwrap())
            .unwrap();
        let leaf = X509::from_pem(&certificates.pass_pem).unwrap();
        X509StoreContext::new()
            .unwrap()
            .init(&store.build(), &leaf, &chain, |c| c.verify_cert())
            .unwrap()
    }

    fn key_fits(certificates: &Certificates) -> bool {
        let key = PKey::private_key_from_pem(&certificates.pass_key_pem).unwrap();
        X509::from_pem(&certificates.pass_pem)
            .unwrap()
            .public_key()
            .unwrap()
            .public_eq(&key)
    }

    fn options() -> Options {
        Options::new("pass.example.coffee", "TEAM123456")
    }

    #[test]
    fn a_pass_certificate_looks_like_one_from_apple() {
        let certificates = Certificates::make("pass.example.coffee", "TEAM123456").unwrap();
        assert!(chain_holds(&certificates));
        assert!(key_fits(&certificates));
        assert!(
            certificates
                .pass_key_pem
                .starts_with(b"-----BEGIN PRIVATE KEY-----")
        );

        let text = String::from_utf8(
            X509::from_pem(&certificates.pass_pem)
                .unwrap()
                .to_text()
                .unwrap(),
        )
        .unwrap();
        for expected in [
            "UID=pass.example.coffee",
            "CN=Pass Type ID: pass.example.coffee",
            "OU=TEAM123456",
            "CN=Sandbox Worldwide Developer Relations Certification Authority, OU=G4",
            "TLS Web Client Authentication, 1.2.840.113635.100.4.14",
            "1.2.840.113635.100.6.1.16",
        ] {
            assert!(text.contains(expected), "{expected} is missing in\n{text}");
        }
    }

    #[test]
    fn each_flaw_breaks_what_it_says() {
        let good = Certificates::make_with(&options()).unwrap();
        let flawed = |flaw| {
            good.another(&options().with(flaw))
                .unwrap()
        };
        assert!(!chain_holds(&flawed(Flaw::Expired)));
        assert!(!chain_holds(&flawed(Flaw::NotYetValid)));
        assert!(!chain_holds(&flawed(Flaw::OtherIssuer)));
        assert!(!key_fits(&flawed(Flaw::OtherKey)));
        assert!(chain_holds(&flawed(Flaw::OtherKey)));

        let renewed = good.another(&options()).unwrap();
        assert!(chain_holds(&renewed) && key_fits(&renewed));
        assert_ne!(renewed.pass_key_pem, good.pass_key_pem);
    }

    #[test]
    fn private_keys_are_written_for_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let certificates = Certificates::make_with(&options()).unwrap();
        std::fs::write(folder.path().join("pass.key"), "loose").unwrap();
        let files = certificates
            .write_to(folder.path())
            .unwrap();
        for key in [&files.pass_key, &files.apns_key] {
            assert_eq!(
                std::fs::metadata(key)
                    .unwrap()
                    .permissions()
                    .mode()
                    & 0o777,
                0o600
            );
        }
        assert_eq!(std::fs::read(&files.pass).unwrap(), certificates.pass_pem);
        assert!(files.root.exists() && files.intermediate.exists() && files.apns.exists());
    }
}
