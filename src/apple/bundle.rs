//! The `.pkpass`: pictures that were hashed long ago, `pass.json`, the manifest over all of them, one signature.
//!
//! The small signed part and the pictures are kept apart: a caller may hold the former for each card and share the
//! latter among thousands.

use std::fmt::Write as _;
use std::sync::Arc;

use thiserror::Error;

use super::archive::archive;
use super::pass::PassContent;
use super::signer::{Signer, SigningError};
use super::strings::PassTexts;
use crate::clock::Timestamp;
use crate::domain::program::Colours;
use crate::template::{PassFile, StripSet, Template, TemplateError};

/// What browsers and mail readers must be told of a `.pkpass`.
pub const CONTENT_TYPE: &str = "application/vnd.apple.pkpass";

/// Why a pass could not be built.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum BuildError {
    /// Phones would refuse it.
    #[error("phones would refuse the pass: {}", .0.join(" "))]
    Content(Vec<String>),
    /// It cannot be signed.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// It cannot be written as JSON.
    #[error("the pass cannot be written: {0}. A number on it is not finite.")]
    Json(String),
}

/// The pictures of one design in one state, shared by every pass that shows them.
#[derive(Clone, Debug)]
pub struct PassImages {
    template: Arc<[PassFile]>,
    strip: Arc<StripSet>,
}

impl PassImages {
    /// Icon and logo of a template in a program's colours, with a strip drawn from it.
    pub fn new(
        template: &Template,
        colours: &Colours,
        strip: Arc<StripSet>,
    ) -> Result<PassImages, TemplateError> {
        Ok(PassImages {
            template: template.images(colours)?,
            strip,
        })
    }

    /// Icon, logo and strip that were drawn before.
    pub fn of(template: Arc<[PassFile]>, strip: Arc<StripSet>) -> PassImages {
        PassImages { template, strip }
    }

    fn files(&self) -> impl Iterator<Item = &PassFile> + Clone {
        self.template
            .iter()
            .chain(&self.strip.files)
    }
}

/// A pass that is signed but not yet packed: small enough to keep for each card.
#[derive(Clone, Debug)]
pub struct SignedPass {
    pass: PassFile,
    manifest: PassFile,
    signature: PassFile,
    texts: Arc<PassTexts>,
    images: PassImages,
}

impl SignedPass {
    /// The `.pkpass` file.
    pub fn archive(&self) -> Vec<u8> {
        let signed = [&self.pass, &self.manifest, &self.signature].into_iter();
        archive(
            signed
                .chain(self.texts.files())
                .chain(self.images.files()),
        )
    }

    /// Bytes of this pass that are not shared with others.
    pub fn own_bytes(&self) -> usize {
        self.pass.bytes.len() + self.manifest.bytes.len() + self.signature.bytes.len()
    }

    /// What it shares with other passes: texts, icon and logo, strip.
    pub fn shared_files(&self) -> [&[PassFile]; 3] {
        [
            self.texts.files(),
            &self.images.template,
            &self.images.strip.files,
        ]
    }
}

/// Writes and signs a pass; everything it shares with others is only referred to.
pub fn sign(
    signer: &Signer,
    images: &PassImages,
    content: &PassContent,
    now: Timestamp,
) -> Result<SignedPass, BuildError> {
    let certificate = signer.certificate();
    let pass = content
        .pass(
            certificate.pass_type_identifier(),
            certificate.team_identifier(),
        )
        .map_err(BuildError::Content)?;
    let json = serde_json::to_vec(&pass).map_err(|e| BuildError::Json(e.to_string()))?;
    let pass = PassFile::new("pass.json", json);
    let manifest = manifest(
        [&pass]
            .into_iter()
            .chain(content.texts.files())
            .chain(images.files()),
    );
    // These bytes go into the archive as they are: written anew, one may differ, and phones refuse
    // the pass without a word.
    let signature = signer.sign(manifest.as_bytes(), now)?;
    Ok(SignedPass {
        pass,
        // Neither can stand in the manifest, which would have to hold its own hash.
        manifest: PassFile::unlisted("manifest.json", manifest.into_bytes()),
        signature: PassFile::unlisted("signature", signature),
        texts: content.texts.clone(),
        images: images.clone(),
    })
}

/// The whole way from a card's content to the bytes that a phone takes.
pub fn build(
    signer: &Signer,
    images: &PassImages,
    content: &PassContent,
    now: Timestamp,
) -> Result<Vec<u8>, BuildError> {
    Ok(sign(signer, images, content, now)?.archive())
}

/// Name and SHA-1 of every file. Names are ours and hold nothing that JSON would escape.
fn manifest<'a>(files: impl Iterator<Item = &'a PassFile>) -> String {
    let mut json = String::with_capacity(1024);
    for file in files {
        // SHA-1 is the format's choice: phones compare nothing else. The
        // signature over it has SHA-256.
        let _ = write!(
            json,
            "{}\"{}\":\"{}\"",
            if json.is_empty() {
                '{'
            } else {
                ','
            },
            file.name,
            file.sha1
        );
    }
    json + "}"
}

#[cfg(test)]
mod tests;
