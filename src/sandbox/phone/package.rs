//! A `.pkpass` opened as strictly as Apple describes it: layout, manifest, signature and pass.json.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use bytes::Bytes;
use openssl::x509::X509;
use serde_json::Value;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::content;
use super::signature;
use super::strings::{self, StringTable};

/// Largest archive and largest unpacked file; real passes weigh a few hundred kilobytes.
const MAX_BYTES: u64 = 20 * 1024 * 1024;
const END_OF_DIRECTORY: usize = 22;

/// Why a phone does not take a pass. A real one shows nothing and leaves the reason in its console.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// Not an archive as Wallet reads it.
    #[error("The pass archive is not accepted: {0}.")]
    Layout(String),
    /// A file does not agree with the manifest.
    #[error("manifest.json does not describe the pass: {0}.")]
    Manifest(String),
    /// The signature does not hold.
    #[error("The signature is not accepted: {0}.")]
    Signature(String),
    /// pass.json breaks a rule.
    #[error("pass.json is not accepted: {0}.")]
    Content(String),
    /// A picture or text file cannot be read.
    #[error("{file} cannot be read: {reason}.")]
    File {
        /// Its name in the archive.
        file: String,
        /// What is wrong.
        reason: String,
    },
}

/// A pass that was found good.
#[derive(Clone, Debug)]
pub struct Package {
    /// `pass.json`.
    pub pass_json: Value,
    /// Every file by its name.
    pub files: BTreeMap<String, Bytes>,
    /// The texts by language.
    pub strings: BTreeMap<String, StringTable>,
}

impl Package {
    /// Opens and checks a pass; `root` stands in for Apple's root certificate.
    pub fn open(archive: &[u8], root: &X509) -> Result<Package, PackageError> {
        let files = unpack(archive)?;
        let manifest = file(&files, "manifest.json")?;
        check_manifest(&files, manifest)?;
        let signer = signature::verify(file(&files, "signature")?, manifest, root)
            .map_err(PackageError::Signature)?;
        let pass_json = serde_json::from_slice(file(&files, "pass.json")?)
            .map_err(|e| PackageError::Content(e.to_string()))?;
        content::check(&pass_json).map_err(PackageError::Content)?;
        for (key, named) in [
            ("passTypeIdentifier", signer.pass_type_identifier),
            ("teamIdentifier", signer.team_identifier),
        ] {
            if pass_json[key] != *named {
                return Err(PackageError::Signature(format!(
                    "its certificate is for {named}, {key} is {}",
                    pass_json[key]
                )));
            }
        }
        check_pictures(&files)?;
        let strings = read_strings(&files)?;
        Ok(Package {
            pass_json,
            files,
            strings,
        })
    }
}

fn file<'f>(files: &'f BTreeMap<String, Bytes>, name: &str) -> Result<&'f Bytes, PackageError> {
    files
        .get(name)
        .ok_or_else(|| PackageError::Layout(format!("{name} is missing")))
}

fn unpack(archive: &[u8]) -> Result<BTreeMap<String, Bytes>, PackageError> {
    check_frame(archive).map_err(PackageError::Layout)?;
    let refused = |e: zip::result::ZipError| PackageError::Layout(e.to_string());
    let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(refused)?;
    // The reader counts two entries of one name as one.
    if zip.len() != entries_declared(archive) {
        return Err(PackageError::Layout(
            "two entries have the same name".to_owned(),
        ));
    }
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let entry = zip
            .by_index(index)
            .map_err(refused)?;
        let (name, content) = read_entry(entry).map_err(PackageError::Layout)?;
        if files
            .insert(name.clone(), content)
            .is_some()
        {
            return Err(PackageError::Layout(format!("{name} stands in it twice")));
        }
    }
    Ok(files)
}

/// The archive ends in a plain directory record without comment; a ZIP64 count would not fit into it.
fn check_frame(archive: &[u8]) -> Result<(), String> {
    if archive.len() as u64 > MAX_BYTES {
        return Err("it is larger than 20 MiB".to_owned());
    }
    if !archive.starts_with(b"PK\x03\x04") {
        return Err("it does not begin as a ZIP file".to_owned());
    }
    let end = archive
        .len()
        .checked_sub(END_OF_DIRECTORY)
        .map(|start| &archive[start..]);
    match end {
        Some(end) if end.starts_with(b"PK\x05\x06") && end[10..12] != [0xff, 0xff] => Ok(()),
        _ => Err("it does not end in a plain ZIP directory".to_owned()),
    }
}

fn entries_declared(archive: &[u8]) -> usize {
    let end = &archive[archive.len() - END_OF_DIRECTORY..];
    usize::from(u16::from_le_bytes([end[10], end[11]]))
}

fn read_entry<R: Read>(mut entry: ZipFile<'_, R>) -> Result<(String, Bytes), String> {
    let name = entry
        .name()
        .map_err(|e| e.to_string())?
        .into_owned();
    check_name(&name)?;
    if entry.is_dir() || entry.is_symlink() {
        return Err(format!("{name} is not a plain file"));
    }
    if entry.encrypted() {
        return Err(format!("{name} is encrypted"));
    }
    let method = entry.compression();
    if !matches!(
        method,
        zip::CompressionMethod::Stored | zip::CompressionMethod::Deflated
    ) {
        return Err(format!(
            "{name} is packed with {method:?}; only stored and deflate are read"
        ));
    }
    let mut content = Vec::new();
    entry
        .by_ref()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut content)
        .map_err(|e| format!("{name}: {e}"))?;
    if content.len() as u64 > MAX_BYTES {
        return Err(format!("{name} is larger than 20 MiB"));
    }
    Ok((name, content.into()))
}

/// Plain names at the top, or one level down in a language folder.
fn check_name(name: &str) -> Result<(), String> {
    if name.ends_with('/') {
        return Err(format!("{name} is a directory entry"));
    }
    let (folder, file) = name
        .split_once('/')
        .unwrap_or(("en.lproj", name));
    let language = folder
        .strip_suffix(".lproj")
        .unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_@.".contains(c);
    if language.is_empty()
        || !language
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    {
        return Err(format!("{name} lies in a folder that is not a language"));
    }
    if file.is_empty() || file.starts_with('.') || !file.chars().all(plain) {
        return Err(format!("{name} is not a name for a file of a pass"));
    }
    Ok(())
}

/// Every file but the manifest and the signature is listed with its SHA-1, and nothing else is.
fn check_manifest(files: &BTreeMap<String, Bytes>, manifest: &[u8]) -> Result<(), PackageError> {
    let listed: BTreeMap<String, String> =
        serde_json::from_slice(manifest).map_err(|e| PackageError::Manifest(e.to_string()))?;
    let covered = files
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "manifest.json" | "signature"));
    for (name, content) in covered.clone() {
        let hash = listed
            .get(name)
            .ok_or_else(|| PackageError::Manifest(format!("it has no entry for {name}")))?;
        if *hash != data_encoding::HEXLOWER.encode(&openssl::sha::sha1(content)) {
            return Err(PackageError::Manifest(format!(
                "the SHA-1 of {name} is another"
            )));
        }
    }
    match listed.keys().find(|name| {
        !covered
            .clone()
            .any(|(file, _)| file == *name)
    }) {
        Some(name) => Err(PackageError::Manifest(format!(
            "it lists {name}, which is not there"
        ))),
        None => Ok(()),
    }
}

fn check_pictures(files: &BTreeMap<String, Bytes>) -> Result<(), PackageError> {
    file(files, "icon.png")?;
    for (name, content) in files
        .iter()
        .filter(|(name, _)| name.ends_with(".png"))
    {
        let broken = |e: png::DecodingError| PackageError::File {
            file: name.clone(),
            reason: e.to_string(),
        };
        png::Decoder::new(Cursor::new(content))
            .read_info()
            .map_err(broken)?;
    }
    Ok(())
}

fn read_strings(
    files: &BTreeMap<String, Bytes>,
) -> Result<BTreeMap<String, StringTable>, PackageError> {
    let tables = files
        .iter()
        .filter_map(|(name, content)| {
            Some((name, name.strip_suffix(".lproj/pass.strings")?, content))
        });
    tables
        .map(|(name, language, content)| {
            let table = strings::parse(content).map_err(|reason| PackageError::File {
                file: name.clone(),
                reason,
            })?;
            Ok((language.to_owned(), table))
        })
        .collect()
}
