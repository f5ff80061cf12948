//! Designs of cards: a folder is one design and holds no code.
//!
//! A template is read and checked once; its pictures are drawn, hashed and kept, so that making a pass copies bytes and
//! nothing else. Stamp strips are drawn on first use and kept by what they show.

mod built_in;
mod folder;
mod icon;
mod layout;
mod picture;
mod raster;
mod strip;

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use serde::Deserialize;
use thiserror::Error;

use crate::domain::colour::Rgb;
use crate::domain::program::Colours;

pub use crate::locale::language_tag::NumberingSystem;
pub use icon::scanner_icon;
pub use picture::PassFile;
pub use raster::{LARGEST_UPLOAD, PicturePlace, Raster, RasterError, SIGN_MARGIN};
pub use strip::{Behind, StripLook, StripState};

/// Why a template cannot be used.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// A file of the folder is missing.
    #[error("the template is missing {file}: {why}. Add the file to the folder.")]
    Missing {
        /// Name inside the folder.
        file: String,
        /// What it is needed for.
        why: &'static str,
    },
    /// A file could not be read.
    #[error(
        "the template's {file} cannot be read ({source}). Check that it exists and that the service can read it."
    )]
    Unreadable {
        /// Name inside the folder.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file name leads out of the folder or is no plain name.
    #[error(
        "{0:?} is not a plain file name: a template's files are all directly in its folder, without subfolders or links."
    )]
    Name(String),
    /// A file is larger than any card needs.
    #[error(
        "{file} has {bytes} bytes, more than the {most} allowed. Make the picture smaller or simpler."
    )]
    TooLarge {
        /// Name inside the folder.
        file: String,
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// `template.toml` is not what it should be.
    #[error("template.toml is not valid: {0}")]
    Description(String),
    /// A picture is not a usable PNG.
    #[error("{file} is not a usable PNG: {why}")]
    Png {
        /// Name inside the folder.
        file: String,
        /// What is wrong, with what to do.
        why: String,
    },
    /// A picture is not a usable SVG.
    #[error("{file} is not a usable SVG: {why}")]
    Svg {
        /// Name inside the folder.
        file: String,
        /// What is wrong, with what to do.
        why: String,
    },
    /// A picture could not be drawn.
    #[error("a picture of {width} x {height} pixels cannot be drawn: {why}")]
    Drawing {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// What is wrong.
        why: String,
    },
}

/// The kind of pass a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PassStyle {
    /// A loyalty card with a drawn strip of stamps.
    StoreCard,
}

/// `template.toml`: what a folder says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// What owners read in the list of designs.
    pub name: String,
    /// One sentence about it.
    #[serde(default)]
    pub description: String,
    /// The kind of pass.
    pub style: PassStyle,
    /// Whether earned stamps stand slightly turned, as if set by hand.
    #[serde(default)]
    pub hand_set: bool,
    /// The silhouette on an earned stamp.
    #[serde(default = "stamp_file")]
    pub stamp: String,
    /// The silhouette on the last place.
    #[serde(default = "reward_file")]
    pub reward: String,
    /// Colours for a new program; an owner changes them.
    pub colours: Colours,
}

fn stamp_file() -> String {
    "stamp.svg".into()
}

fn reward_file() -> String {
    "reward.svg".into()
}

/// The strip in one state at three resolutions, ready for the archive.
#[derive(Debug)]
pub struct StripSet {
    /// `strip.png`, `strip@2x.png`, `strip@3x.png`; the last one is left out where it would show a photo, for its weight.
    pub files: Vec<PassFile>,
}

/// For how many shops' colours icon and logo are kept for one template; about 10 kB each.
const KEPT_IMAGES: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// The reward on the last place of designs that bring none of their own.
const GIFT: &str = include_str!("../../assets/gift.svg");

/// Points of Apple's store card strip.
const STRIP: (u32, u32) = (375, 144);

/// One design, checked and drawn.
pub struct Template {
    description: Description,
    version: String,
    images: Vec<folder::DesignImage>,
    drawn_images: Mutex<LruCache<Colours, Arc<[PassFile]>>>,
    drawing: strip::Drawing,
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Template")
            .field("name", &self.description.name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Template {
    /// Reads and checks a folder: description and stamp; its icon, logo and reward if it brings its own.
    pub fn load(dir: &Path) -> Result<Template, TemplateError> {
        Template::read(folder::DesignFolder::open(dir))
    }

    /// Our own designs by name, from the program itself.
    pub fn built_in() -> impl Iterator<Item = Result<(&'static str, Template), TemplateError>> {
        built_in::DESIGNS
            .into_iter()
            .map(|(name, files)| Ok((name, Template::read(folder::DesignFolder::built_in(files))?)))
    }

    fn read(mut folder: folder::DesignFolder) -> Result<Template, TemplateError> {
        let description = folder.description()?;
        let stamp = picture::Silhouette::read(
            &description.stamp,
            &folder.text(&description.stamp, "it is the earned stamp")?,
        )?;
        let reward = match folder.optional_text(&description.reward)? {
            None if description.reward == reward_file() => GIFT.to_owned(),
            None => folder.text(&description.reward, "it is the reward on the last place")?,
            Some(own) => own,
        };
        let reward = picture::Silhouette::read(&description.reward, &reward)?;
        let mut images = folder.images(&folder::ICON)?;
        images.extend(folder.images(&folder::LOGO)?);
        Ok(Template {
            drawing: strip::Drawing {
                stamp,
                reward,
                hand_set: description.hand_set,
            },
            description,
            version: folder.version(),
            images,
            drawn_images: Mutex::new(LruCache::new(KEPT_IMAGES)),
        })
    }

    /// What the folder says about itself.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Hash of every file that was read: changes exactly when the design changes.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Icon and logo at three resolutions, the same for every pass of these colours.
    pub fn images(&self, colours: &Colours) -> Result<Arc<[PassFile]>, TemplateError> {
        if let Some(kept) = kept(&self.drawn_images).get(colours) {
            return Ok(kept.clone());
        }
        let images = self
            .images
            .iter()
            .map(|image| self.image(image, colours))
            .collect::<Result<Arc<[PassFile]>, _>>()?;
        kept(&self.drawn_images).put(colours.clone(), images.clone());
        Ok(images)
    }

    fn image(
        &self,
        image: &folder::DesignImage,
        colours: &Colours,
    ) -> Result<PassFile, TemplateError> {
        if let Some(own) = &image.file {
            return Ok(own.clone());
        }
        let svg = if image.name.starts_with("icon") {
            self.icon(colours)
        } else {
            self.logo(colours)
        };
        Ok(PassFile::new(
            &image.name,
            picture::render(&image.name, &svg, image.side, image.side)?,
        ))
    }

    /// What notifications show, where the folder brings no icon of its own, as SVG.
    pub fn icon(&self, colours: &Colours) -> String {
        self.drawing.icon(38, colours)
    }

    fn logo(&self, colours: &Colours) -> String {
        self.drawing.logo(50, colours)
    }

    /// The strip of a store card in this state.
    pub fn strip(
        &self,
        state: StripState,
        look: &StripLook,
    ) -> Result<Arc<StripSet>, TemplateError> {
        let svg = self
            .drawing
            .svg(STRIP.0, STRIP.1, state, look);
        let file = |name: &str, scale: u32| -> Result<PassFile, TemplateError> {
            Ok(PassFile::new(
                name,
                picture::render(name, &svg, STRIP.0 * scale, STRIP.1 * scale)?,
            ))
        };
        Ok(Arc::new(StripSet {
            files: vec![
                file("strip.png", 1)?,
                file("strip@2x.png", 2)?,
                file("strip@3x.png", 3)?,
            ],
        }))
    }

    /// The strip over a picture of the shop's own.
    pub fn strip_over(
        &self,
        state: StripState,
        look: &StripLook,
        behind: &Raster,
    ) -> Result<Arc<StripSet>, TemplateError> {
        let svg = self.svg(STRIP.0, STRIP.1, state, look);
        let file = |name: &str, scale: u32| -> Result<PassFile, TemplateError> {
            Ok(PassFile::new(
                name,
                self.drawn_over(name, &svg, (STRIP.0 * scale, STRIP.1 * scale), look, behind)?,
            ))
        };
        Ok(Arc::new(StripSet {
            files: vec![file("strip.png", 1)?, file("strip@2x.png", 2)?],
        }))
    }

    /// The card picture over a picture of the shop's own, as PNG in any size.
    pub fn picture_over(
        &self,
        size: (u32, u32),
        state: StripState,
        look: &StripLook,
        behind: &Raster,
    ) -> Result<Vec<u8>, TemplateError> {
        self.drawn_over(
            "card picture",
            &self.svg(size.0, size.1, state, look),
            size,
            look,
            behind,
        )
    }

    fn drawn_over(
        &self,
        name: &str,
        svg: &str,
        (width, height): (u32, u32),
        look: &StripLook,
        behind: &Raster,
    ) -> Result<Vec<u8>, TemplateError> {
        let ground = Rgb::parse(&look.colours.background).unwrap_or(Rgb([0, 0, 0]));
        let nothing = || TemplateError::Drawing {
            width,
            height,
            why: "it has no pixels".into(),
        };
        picture::render_over(
            name,
            svg,
            behind
                .filling(width, height, ground)
                .ok_or_else(nothing)?,
        )
    }

    /// The card picture as PNG in any size: 1032x336 for Google's hero image, 750x288 for a web page.
    pub fn picture(
        &self,
        width: u32,
        height: u32,
        state: StripState,
        look: &StripLook,
    ) -> Result<Vec<u8>, TemplateError> {
        picture::render(
            "card picture",
            &self.svg(width, height, state, look),
            width,
            height,
        )
    }

    /// The shop's sign as a square PNG: Google's programme logo, which phones cut round.
    pub fn sign(&self, side: u32, colours: &Colours) -> Result<Vec<u8>, TemplateError> {
        picture::render("sign", &self.drawing.sign(side, colours), side, side)
    }

    /// The card picture as SVG, for pages; its digits need the embedded font or any sans-serif.
    pub fn svg(&self, width: u32, height: u32, state: StripState, look: &StripLook) -> String {
        self.drawing
            .svg(width, height, state, look)
    }

    /// The card picture as SVG without any text: its digits are outlines, so it looks the same wherever it is shown.
    pub fn outlined(
        &self,
        width: u32,
        height: u32,
        state: StripState,
        look: &StripLook,
    ) -> Result<String, TemplateError> {
        picture::outlined(&self.svg(width, height, state, look), &[])
    }

    /// The shop's sign as SVG, square.
    pub fn sign_svg(&self, side: u32, colours: &Colours) -> String {
        self.drawing.sign(side, colours)
    }

    /// The logo at the top of a pass as its sharpest PNG.
    pub fn logo_png(&self, colours: &Colours) -> Result<bytes::Bytes, TemplateError> {
        let images = self.images(colours)?;
        Ok(images
            .iter()
            .rfind(|image| image.name.starts_with("logo"))
            .map(|image| image.bytes.clone())
            .unwrap_or_default())
    }
}

/// An SVG of our own with its texts turned into outlines, so that it prints alike everywhere; `fonts` are the files of fonts that
/// hold the letters, for the binary itself holds digits only.
pub fn outlined(svg: &str, fonts: &[Vec<u8>]) -> Result<String, TemplateError> {
    picture::outlined(svg, fonts)
}

fn kept<T>(cache: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic elsewhere cannot leave a cache half-written: put and get are single calls.
    cache
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
