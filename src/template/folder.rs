//! Reading a template folder: plain names only, sizes limited, every byte that was read counted into the version.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use openssl::sha::Sha256;

use super::built_in;
use super::picture::{self, PassFile};
use super::{Description, TemplateError};
use crate::domain::colour::Rgb;

/// A description or a drawing.
const MOST_TEXT: u64 = 256 * 1024;
/// One picture.
const MOST_PNG: u64 = 1024 * 1024;

/// A picture that every pass carries, in points.
#[derive(Debug)]
pub(super) struct ImageSlot {
    name: &'static str,
    least_width: u32,
    width: u32,
    height: u32,
}

/// Without an icon a phone refuses the pass and says nothing.
pub(super) const ICON: ImageSlot = ImageSlot {
    name: "icon",
    least_width: 38,
    width: 38,
    height: 38,
};
/// Stands at the top of the card.
pub(super) const LOGO: ImageSlot = ImageSlot {
    name: "logo",
    least_width: 1,
    width: 160,
    height: 50,
};

/// A picture of a pass at one resolution.
pub(super) struct DesignImage {
    /// Its name in the archive.
    pub name: String,
    /// What the folder holds; nothing: it is drawn from the stamp, in the program's colours.
    pub file: Option<PassFile>,
    /// Pixels of a square one.
    pub side: u32,
}

/// A folder while it is read.
pub(super) struct DesignFolder {
    place: FolderSource,
    hash: Sha256,
}

/// Where a folder's files lie.
enum FolderSource {
    Disk(PathBuf),
    Program(&'static [built_in::File]),
}

impl DesignFolder {
    pub(super) fn open(dir: &Path) -> DesignFolder {
        DesignFolder {
            place: FolderSource::Disk(dir.to_owned()),
            hash: Sha256::new(),
        }
    }

    pub(super) fn built_in(files: &'static [built_in::File]) -> DesignFolder {
        DesignFolder {
            place: FolderSource::Program(files),
            hash: Sha256::new(),
        }
    }

    /// `template.toml`, checked.
    pub(super) fn description(&mut self) -> Result<Description, TemplateError> {
        let text = self.text("template.toml", "it says what the design is")?;
        let description: Description =
            toml::from_str(&text).map_err(|e| TemplateError::Description(e.to_string()))?;
        if description.name.trim().is_empty() || description.name.chars().count() > 60 {
            return Err(TemplateError::Description(
                "name must have 1 to 60 characters".into(),
            ));
        }
        let colours = &description.colours;
        for (key, colour) in [
            ("background", &colours.background),
            ("foreground", &colours.foreground),
            ("label", &colours.label),
            ("accent", &colours.accent),
        ] {
            if !is_colour(colour) {
                return Err(TemplateError::Description(format!(
                    "colours.{key} must look like #3b2a20"
                )));
            }
        }
        Ok(description)
    }

    /// A text file that must be there.
    pub(super) fn text(&mut self, file: &str, why: &'static str) -> Result<String, TemplateError> {
        let bytes = self
            .read(file, MOST_TEXT)?
            .ok_or_else(|| TemplateError::Missing {
                file: file.to_owned(),
                why,
            })?;
        String::from_utf8(bytes).map_err(|_| {
            if file.ends_with(".toml") {
                TemplateError::Description("it is not UTF-8 text".into())
            } else {
                TemplateError::Svg {
                    file: file.to_owned(),
                    why: "it is not UTF-8 text. Save it as plain SVG.".into(),
                }
            }
        })
    }

    /// A text file that may be there.
    pub(super) fn optional_text(&mut self, file: &str) -> Result<Option<String>, TemplateError> {
        if self.holds(file) {
            self.text(file, "it is there")
                .map(Some)
        } else {
            Ok(None)
        }
    }

    /// A picture at three resolutions: PNG files of the folder win, its SVG fills what is missing; without either it is drawn.
    pub(super) fn images(&mut self, slot: &ImageSlot) -> Result<Vec<DesignImage>, TemplateError> {
        let svg_name = format!("{}.svg", slot.name);
        let drawn = match self.read(&svg_name, MOST_TEXT)? {
            Some(bytes) => Some(picture::parse(&svg_name, &String::from_utf8_lossy(&bytes))?),
            None => None,
        };
        let mut images = Vec::new();
        for scale in 1..=3u32 {
            let file = if scale == 1 {
                format!("{}.png", slot.name)
            } else {
                format!("{}@{scale}x.png", slot.name)
            };
            let most = (slot.width * scale, slot.height * scale);
            let bytes = match (self.read(&file, MOST_PNG)?, &drawn) {
                (Some(png), _) => {
                    slot.check(&file, picture::checked_png(&file, &png, most)?, scale)?;
                    Some(png)
                }
                (None, Some(tree)) => {
                    let (width, height) =
                        slot.fit(tree.size().width(), tree.size().height(), scale);
                    Some(picture::render_tree(tree, width, height)?)
                }
                (None, None) => None,
            };
            let given = bytes.map(|bytes| PassFile::new(&file, bytes));
            images.push(DesignImage {
                name: file,
                file: given,
                side: slot.height * scale,
            });
        }
        Ok(images)
    }

    /// Short hash of everything read so far.
    pub(super) fn version(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash.clone().finish()[..8])
    }

    fn holds(&self, file: &str) -> bool {
        match &self.place {
            FolderSource::Program(files) => files
                .iter()
                .any(|(name, _)| *name == file),
            FolderSource::Disk(dir) => dir
                .join(file)
                .symlink_metadata()
                .is_ok(),
        }
    }

    /// The file's bytes, or `None` when there is none.
    fn read(&mut self, file: &str, most: u64) -> Result<Option<Vec<u8>>, TemplateError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@');
        if file.is_empty() || file.starts_with('.') || !file.bytes().all(plain) {
            return Err(TemplateError::Name(file.to_owned()));
        }
        let bytes = match &self.place {
            FolderSource::Program(files) => files
                .iter()
                .find(|(name, _)| *name == file)
                .map(|(_, bytes)| bytes.to_vec()),
            FolderSource::Disk(dir) => read_from_disk(dir, file, most)?,
        };
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        let length = bytes.len() as u64;
        if length > most {
            return Err(TemplateError::TooLarge {
                file: file.to_owned(),
                bytes: length,
                most,
            });
        }
        // With name and length, so that no byte can move from one file to the next unseen.
        self.hash.update(file.as_bytes());
        self.hash
            .update(&length.to_be_bytes());
        self.hash.update(&bytes);
        Ok(Some(bytes))
    }
}

/// A file that lies in the folder itself, up to one byte more than allowed, so that a file that grows meanwhile is noticed too.
fn read_from_disk(dir: &Path, file: &str, most: u64) -> Result<Option<Vec<u8>>, TemplateError> {
    let path = dir.join(file);
    let unreadable = |source| TemplateError::Unreadable {
        file: file.to_owned(),
        source,
    };
    // Links are not followed: a design must not show any file of the machine to whoever has a card.
    match path.symlink_metadata() {
        // With the folder gone as well it is an error: no design is without any of its files.
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && dir.is_dir() => return Ok(None),
        Err(e) => return Err(unreadable(e)),
        Ok(meta) if !meta.is_file() => return Err(TemplateError::Name(file.to_owned())),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|f| {
            f.take(most + 1)
                .read_to_end(&mut bytes)
        })
        .map_err(unreadable)?;
    Ok(Some(bytes))
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && Rgb::parse(text).is_some()
}

impl ImageSlot {
    /// Pixels of a drawing in this slot: as large as fits, its proportions kept.
    fn fit(&self, width: f32, height: f32, scale: u32) -> (u32, u32) {
        let factor = (self.width as f32 / width).min(self.height as f32 / height) * scale as f32;
        let within = |side: f32, most: u32| ((side * factor).round() as u32).clamp(1, most * scale);
        (within(width, self.width), within(height, self.height))
    }

    fn check(
        &self,
        file: &str,
        (width, height): (u32, u32),
        scale: u32,
    ) -> Result<(), TemplateError> {
        if width < self.least_width * scale {
            let why = format!(
                "it has {width} x {height} pixels, but needs {0} x {0}. Export it larger.",
                self.least_width * scale
            );
            return Err(TemplateError::Png {
                file: file.to_owned(),
                why,
            });
        }
        Ok(())
    }
}
