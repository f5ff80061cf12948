//! The card editor: five fields and the rare ones folded away, a preview of the card in both wallets and on the web, and the versions
//! before.

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::domain::face::CardFace;
use crate::domain::program::Program;
use crate::http::base::layout::Layout;
use crate::http::base::qr;
use crate::http::site::join::view;
use crate::http::site::phone;
use crate::locale::Locale;
use crate::service::program::editor::{Drawn, LookForm, ProgramVersion, picture_address};
use crate::service::shop::merchants::JoinAddress;
use crate::service::wallets::apple_pass::{ladder, words};

use crate::http::admin::nav::AdminNav;

/// What saving would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveEffect {
    /// The fields say what is in force.
    Nothing,
    /// So many cards would look different.
    Cards(i64),
    /// A field is wrong.
    Impossible,
}

/// The card in one language, as it will be.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The language.
    pub language: Locale,
    /// The pictures.
    pub drawn: Drawn,
    /// The logo at the top of the Apple pass.
    pub logo_url: String,
    /// The program that is shown.
    pub program: Program,
}

/// A code that belongs to no card.
const SAMPLE_CODE: &str = "K7PQ 3M2X";

impl Preview {
    fn shop(&self) -> String {
        words(&self.program.name, self.language, &self.program)
    }

    fn face(&self) -> CardFace<'_> {
        CardFace::sample(self.drawn.stamps, &self.program)
    }

    fn reward(&self) -> String {
        self.face()
            .next
            .map_or(String::new(), |rung| {
                words(&rung.name, self.language, &self.program)
            })
    }

    /// Every reward, as the web card has them.
    fn ladder(&self) -> Option<String> {
        ladder(&self.program, self.language)
    }

    fn count(&self) -> String {
        let count = self.face().count;
        view::count(self.language, count.stamps, count.required)
    }

    fn apple_count(&self) -> String {
        self.language
            .digits(&self.face().count.spaced())
    }

    fn google_count(&self) -> String {
        self.language
            .digits(&self.face().count.tight())
    }

    /// Google chooses the colour of the words itself.
    fn google_ink(&self) -> &'static str {
        if phone::ink_on(&self.program.colours.background) == "#ffffff" {
            "light"
        } else {
            "dark"
        }
    }

    fn qr(&self) -> String {
        qr::svg("sw1-0197b2c4d8e67f3a9b1c2d3e4f506172").unwrap_or_default()
    }

    fn t(&self, key: &str) -> String {
        self.language.text(key)
    }
}

/// The card editor.
#[derive(Template)]
#[template(path = "admin/card.html")]
pub struct CardEditorPage {
    /// Language, shop and the colours that are tried.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// The fields as typed.
    pub form: LookForm,
    /// Names of the wrong fields.
    pub faults: Vec<String>,
    /// Designs: (word, own name, stamp).
    pub icons: Vec<(String, String, String)>,
    /// The card as it would be.
    pub preview: Preview,
    /// Languages of the card, for the switch of the preview.
    pub languages: Vec<Locale>,
    /// The stamps' colour as chosen and as used, if it had to be corrected.
    pub corrected: Option<(String, String)>,
    /// What saving would do.
    pub change: SaveEffect,
    /// Members who would have farther to their reward, and so keep the goal that they have.
    pub kept_goals: i64,
    /// Whether saving has to be said once more, now that its reach is known.
    pub asks: bool,
    /// Whether what was typed is not in force.
    pub unsaved: bool,
    /// Ids of the folds that stood open when the form was sent.
    pub opened: String,
    /// The version that the form was made of.
    pub version: i64,
    /// The version that a form to be saved was made of and the one in force, if somebody saved in between.
    pub stale: Option<(Program, Program)>,
    /// Whether the earlier version that is looked at had pictures that are no longer kept.
    pub lost: bool,
    /// Fields of pictures that cannot be used, each with the key of why.
    pub refused_pictures: Vec<(&'static str, &'static str)>,
    /// Where customers join.
    pub join: JoinAddress,
    /// The beginning of that address: scheme, host and `/j/`.
    pub join_base: String,
    /// Another word for it as it was typed, and why it cannot be had.
    pub join_refused: Option<(String, String)>,
    /// What a button asked for that only tries, such as `add-step`; empty: nothing.
    pub asked: String,
    /// The earlier version that is looked at.
    pub from: Option<i64>,
    /// Versions, newest first.
    pub versions: Vec<ProgramVersion>,
    /// The present moment.
    pub now: Timestamp,
    /// The shop's zone.
    pub zone: TimeZone,
}

impl CardEditorPage {
    fn sample_code(&self) -> &'static str {
        SAMPLE_CODE
    }

    /// Notes pictures that cannot be used.
    pub fn refuse(&mut self, pictures: Vec<(&'static str, &'static str)>) {
        if !pictures.is_empty() {
            self.refused_pictures
                .extend(pictures);
            self.change = SaveEffect::Impossible;
        }
    }

    /// What somebody else saved while this form was open; empty: nothing.
    fn stale_words(&self) -> Option<String> {
        let (before, after) = self.stale.as_ref()?;
        let what = self.changed(before, after);
        let values = [("what", (&what).into())];
        Some(
            self.frame
                .language
                .text_with("look-stale", &values),
        )
    }

    fn wrong(&self, field: &str) -> bool {
        self.faults
            .iter()
            .any(|fault| fault == field)
    }

    /// What is wrong with a field, in words; empty while it is right. A row's field is named by its kind, whichever row it is.
    fn fault(&self, field: &str) -> String {
        if !self.wrong(field) {
            return String::new();
        }
        let kind: Vec<&str> = field
            .split(['_', '-'])
            .filter(|part| part.parse::<usize>().is_err())
            .collect();
        let kind = kind.join("_");
        let alike = match kind.as_str() {
            "step_name" => "reward",
            "step_cost" => "cost",
            "reward_days" | "stamp_days" | "tier_days" => "card_days",
            "minimum" => "per_amount",
            "website" => "link_url",
            kind => kind,
        };
        self.frame
            .t(&format!("look-wrong-{}", alike.replace('_', "-")))
    }

    fn fault_at(&self, kind: &str, row: &usize, part: &str) -> String {
        self.fault(&format!("{kind}-{row}-{part}"))
    }

    fn wrong_at(&self, kind: &str, row: &usize, part: &str) -> bool {
        self.wrong(&format!("{kind}-{row}-{part}"))
    }

    /// Whether a fold stands open: it did before, something in it is wrong, or a row of it was just added or taken away.
    fn open(&self, id: &str, fields: &[&str]) -> bool {
        self.opened
            .split(' ')
            .any(|open| open == id)
            || fields.iter().any(|field| {
                self.asked.contains(field)
                    || self
                        .faults
                        .iter()
                        .any(|fault| fault.starts_with(field))
            })
    }

    /// A row's heading, counted from one.
    fn numbered(&self, key: &str, row: &usize) -> String {
        self.frame
            .language
            .text_with(key, &[("number", (*row as i64 + 1).into())])
    }

    /// Fields of the shop's own pictures: name, title, hint and hash.
    fn pictures(&self) -> [(&'static str, String, String, &String); 2] {
        let of = |key: &str| {
            (
                self.frame.t(&format!("look-{key}")),
                self.frame
                    .t(&format!("look-{key}-hint")),
            )
        };
        let ((logo, logo_hint), (strip, strip_hint)) = (of("logo"), of("strip"));
        [
            ("logo", logo, logo_hint, &self.form.logo),
            ("strip", strip, strip_hint, &self.form.strip),
        ]
    }

    fn picture_address(&self, hash: &str) -> String {
        picture_address(hash)
    }

    /// Why a picture cannot be used; empty while it can.
    fn picture_fault(&self, field: &str) -> String {
        let refused = &self.refused_pictures;
        let why = refused
            .iter()
            .find(|(name, _)| *name == field);
        why.map_or(String::new(), |(_, key)| self.frame.t(key))
    }

    /// The word that the field of the join address shows.
    fn join_word(&self) -> &str {
        self.join_refused
            .as_ref()
            .map_or(&self.join.slug, |(typed, _)| typed)
    }

    fn confirming(&self) -> [(&'static str, String); 2] {
        [
            ("yes", self.frame.t("look-confirm-yes")),
            ("no", self.frame.t("look-confirm-no")),
        ]
    }

    fn carrying(&self) -> [(&'static str, String); 2] {
        [
            ("yes", self.frame.t("look-carry-yes")),
            ("no", self.frame.t("look-carry-no")),
        ]
    }

    fn asking(&self) -> [(&'static str, String); 3] {
        ["optional", "always", "never"].map(|word| {
            (
                word,
                self.frame
                    .t(&format!("look-ask-amount-{word}")),
            )
        })
    }

    fn cost_label(&self) -> String {
        self.in_money("look-cost")
    }

    /// A label that names the shop's currency.
    fn in_money(&self, key: &str) -> String {
        let currency = &self.preview.program.currency;
        self.frame
            .language
            .text_with(key, &[("currency", currency.into())])
    }

    /// What a design's stamp shows: in the reader's language if it is one of ours.
    fn icon_name(&self, word: &str, own: &str) -> String {
        self.frame
            .language
            .find(&format!("icon-{word}"))
            .unwrap_or_else(|| own.to_owned())
    }

    /// One of the form's texts in a language.
    fn in_language<'a>(&self, wordings: &'a [(String, String)], tag: &str) -> &'a str {
        wordings
            .iter()
            .find(|(known, _)| known == tag)
            .map_or("", |(_, text)| text)
    }

    /// The languages beside the shop's own.
    fn others(&self) -> Vec<&String> {
        self.form
            .name
            .iter()
            .skip(1)
            .map(|(tag, _)| tag)
            .collect()
    }

    fn own(&self) -> &str {
        self.form
            .name
            .first()
            .map_or("en", |(tag, _)| tag)
    }

    fn name_of(&self, tag: &str) -> String {
        Locale::parse(tag).map_or_else(|| tag.to_owned(), |language| language.name().to_owned())
    }

    fn dir_of(&self, tag: &str) -> &'static str {
        Locale::parse(tag).map_or("auto", Locale::dir)
    }

    fn reach(&self) -> String {
        match self.change {
            SaveEffect::Nothing => self.frame.t("look-unchanged"),
            SaveEffect::Impossible => self.frame.t("look-impossible"),
            SaveEffect::Cards(0) => self.frame.t("look-changes-none"),
            SaveEffect::Cards(count) => {
                let counted = |key, count: i64| {
                    self.frame
                        .language
                        .text_with(key, &[("count", count.into())])
                };
                let kept =
                    (self.kept_goals > 0).then(|| counted("look-changes-goals", self.kept_goals));
                [Some(counted("look-changes", count)), kept]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            }
        }
    }

    fn cards(&self) -> Option<i64> {
        if let SaveEffect::Cards(count) = self.change {
            Some(count)
        } else {
            None
        }
    }

    fn words_from(&self, version: &i64) -> String {
        self.frame
            .language
            .text_with("look-from", &[("version", (*version).into())])
    }

    /// Versions in words: (number, name, when, what changed, whether it is the present one).
    fn history(&self) -> Vec<(i64, String, String, String, bool)> {
        let line = |(i, (at, program)): (usize, &ProgramVersion)| {
            let number = program.version;
            let name = self
                .frame
                .language
                .text_with("look-version", &[("version", number.into())]);
            let what = self
                .versions
                .get(i + 1)
                .map_or(String::new(), |(_, before)| self.changed(before, program));
            (
                number,
                name,
                self.frame
                    .language
                    .moment(*at, self.now, &self.zone),
                what,
                i == 0,
            )
        };
        // The oldest one read has nothing to be compared with, unless it is the first there is.
        self.versions
            .iter()
            .enumerate()
            .map(line)
            .collect()
    }

    fn changed(&self, before: &Program, after: &Program) -> String {
        let reward = |p: &Program| {
            p.rewards
                .last()
                .map(|rung| rung.name.clone())
        };
        let parts = [
            ("look-part-name", before.name != after.name),
            ("look-part-reward", reward(before) != reward(after)),
            (
                "look-part-stamps",
                before.stamps_required() != after.stamps_required(),
            ),
            ("look-part-colours", before.colours != after.colours),
            (
                "look-part-icon",
                before.template != after.template
                    || (&before.logo, &before.strip) != (&after.logo, &after.strip),
            ),
        ];
        let named: Vec<String> = parts
            .into_iter()
            .filter(|(_, differs)| *differs)
            .map(|(key, _)| self.frame.t(key))
            .collect();
        let comma = if self.frame.language.dir() == "rtl" {
            "، "
        } else {
            ", "
        };
        if named.is_empty() {
            self.frame.t("look-part-rules")
        } else {
            named.join(comma)
        }
    }
}
