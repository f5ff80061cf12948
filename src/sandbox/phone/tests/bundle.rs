//! A pass written by hand with the zip and openssl crates, faulty where a test wants it.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::pkey::PKey;
use openssl::stack::Stack;
use openssl::x509::X509;
use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::sandbox::Certificates;

pub(super) const TYPE: &str = "pass.example.coffee";
pub(super) const SERIAL: &str = "card-1";
pub(super) const TOKEN: &str = "0123456789abcdef";

pub(super) static CERTIFICATES: LazyLock<Certificates> =
    LazyLock::new(|| Certificates::make(TYPE, "TEAM123456").unwrap());

pub(super) struct Bundle {
    pub(super) pass: Value,
    pub(super) files: Vec<(&'static str, Vec<u8>)>,
    pub(super) directories: Vec<&'static str>,
    pub(super) unlisted: &'static str,
    pub(super) listed_in_vain: bool,
    pub(super) garbage_as_signature: bool,
    pub(super) signed_text: Option<&'static [u8]>,
    pub(super) options: CMSOptions,
    pub(super) with_intermediate: bool,
    pub(super) certificates: Certificates,
}

impl Bundle {
    pub(super) fn new(stamps: u32, web_service: &str) -> Bundle {
        let german = "\"Stamps\" = \"Stempel\"; \"You have %@ stamps\" = \"Du hast %@ Stempel\"; \"none yet\" = \"noch nichts\";";
        Bundle {
            pass: pass_json(stamps, web_service),
            files: vec![
                ("icon.png", pixel(1)),
                ("strip@2x.png", pixel(2)),
                ("de.lproj/pass.strings", german.into()),
            ],
            directories: Vec::new(),
            unlisted: "",
            listed_in_vain: false,
            garbage_as_signature: false,
            signed_text: None,
            options: CMSOptions::DETACHED | CMSOptions::BINARY | CMSOptions::NOSMIMECAP,
            with_intermediate: true,
            certificates: CERTIFICATES.clone(),
        }
    }

    pub(super) fn archive(&self) -> Vec<u8> {
        let mut files = self.files.clone();
        files.push(("pass.json", self.pass.to_string().into_bytes()));
        let manifest = self.manifest(&files);
        let signature = if self.garbage_as_signature {
            vec![0x30]
        } else {
            self.signature(
                self.signed_text
                    .unwrap_or(&manifest),
            )
        };
        files.push(("signature", signature));
        files.push(("manifest.json", manifest));

        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            let method = if name.ends_with(".png") {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            };
            zip.start_file(
                name,
                SimpleFileOptions::default().compression_method(method),
            )
            .unwrap();
            zip.write_all(&content).unwrap();
        }
        for directory in &self.directories {
            zip.add_directory(*directory, SimpleFileOptions::default())
                .unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn manifest(&self, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let hash = |content: &[u8]| {
            Value::from(data_encoding::HEXLOWER.encode(&openssl::sha::sha1(content)))
        };
        let listed = files
            .iter()
            .filter(|(name, _)| *name != self.unlisted);
        let mut manifest: Map<String, Value> = listed
            .map(|(name, content)| ((*name).to_owned(), hash(content)))
            .collect();
        if self.listed_in_vain {
            manifest.insert("ghost.png".to_owned(), hash(b""));
        }
        // Line ends inside, so that a signature made or checked as text would not hold.
        serde_json::to_vec_pretty(&manifest).unwrap()
    }

    fn signature(&self, text: &[u8]) -> Vec<u8> {
        let leaf = X509::from_pem(&self.certificates.pass_pem).unwrap();
        let key = PKey::private_key_from_pem(&self.certificates.pass_key_pem).unwrap();
        let mut chain = Stack::new().unwrap();
        if self.with_intermediate {
            chain
                .push(X509::from_pem(&self.certificates.intermediate_pem).unwrap())
                .unwrap();
        }
        CmsContentInfo::sign(
            Some(&leaf),
            Some(&key),
            Some(&chain),
            Some(text),
            self.options,
        )
        .unwrap()
        .to_der()
        .unwrap()
    }
}

fn pass_json(stamps: u32, web_service: &str) -> Value {
    json!({
        "formatVersion": 1, "passTypeIdentifier": TYPE, "serialNumber": SERIAL, "teamIdentifier": "TEAM123456",
        "organizationName": "Coffee", "description": "Stamp card", "webServiceURL": web_service, "authenticationToken": TOKEN,
        "barcodes": [{"format": "PKBarcodeFormatQR", "message": "code-1", "messageEncoding": "iso-8859-1"}],
        "storeCard": {
            "headerFields": [{"key": "stamps", "label": "Stamps", "value": stamps, "changeMessage": "You have %@ stamps"}],
            "backFields": [{"key": "news", "label": "News", "value": "none yet", "changeMessage": "%@"}]
        }
    })
}

pub(super) fn pixel(side: u32) -> Vec<u8> {
    let mut picture = Vec::new();
    let mut writer = png::Encoder::new(&mut picture, side, side)
        .write_header()
        .unwrap();
    writer
        .write_image_data(&vec![0; (side * side) as usize])
        .unwrap();
    writer.finish().unwrap();
    picture
}
