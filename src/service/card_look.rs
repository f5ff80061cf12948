//! How a shop's card looks, while its owner tries things: what was typed, what it makes of the program, and how that is drawn.

use std::collections::BTreeMap;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::colour::{Rgb, SHAPES, TEXT};
use crate::domain::language_tag::same_language;
use crate::domain::program::{Colours, Program, Text, minor_digits};
use crate::domain::till_file::{minor, western};
use crate::error::{Code, Error, Result};
use crate::language::Language;
use crate::service::actor::Actor;
use crate::service::build_pass::{look, template};
use crate::service::{picture, program, words};
use crate::template::StripState;

/// Versions that the page looks back on.
const LOOK_BACK: i64 = 12;

/// The fields of the editor as they were typed, so that a wrong one can be shown again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookForm {
    /// The shop's name by language, its own first.
    pub name: Vec<(String, String)>,
    /// The last reward's name by language, the shop's own first.
    pub reward: Vec<(String, String)>,
    /// Stamps of a full card.
    pub stamps: String,
    /// The card's colour.
    pub colour: String,
    /// The colour of earned stamps.
    pub stamp_colour: String,
    /// The design, by what its stamp shows.
    pub icon: String,
    /// What the reward costs the shop, in whole units of money.
    pub cost: String,
    /// Margin on sales, in per cent; empty: not told.
    pub margin: String,
    /// Minutes between two stamps.
    pub cooldown: String,
    /// Stamps as a gift for joining.
    pub welcome: String,
    /// Most stamped visits on a day; empty: no limit.
    pub daily: String,
}

impl LookForm {
    /// The fields of a program.
    pub fn of(program: &Program, reader: Language) -> LookForm {
        let number = |number: i64| reader.digits(&number.to_string());
        let last = program.rewards.last();
        LookForm {
            name: wordings(&program.name, program),
            reward: last.map_or(vec![], |rung| wordings(&rung.name, program)),
            stamps: number(program.stamps_required()),
            colour: program.colours.background.clone(),
            stamp_colour: program.colours.accent.clone(),
            icon: program.template.clone(),
            cost: last.and_then(|rung| rung.cost_minor).map_or(String::new(), |cost| reader.digits(&major(cost, &program.currency))),
            margin: program.gross_margin_bp.map_or(String::new(), |margin| reader.digits(&per_cent(margin))),
            cooldown: number(program.cooldown_s / 60),
            welcome: number(program.welcome_stamps),
            daily: program.daily_limit.map_or(String::new(), number),
        }
    }

    /// The fields as a form sent them; what it left out is empty.
    pub fn read(program: &Program, mut field: impl FnMut(&str) -> Option<String>) -> LookForm {
        let mut text = |name: &str| field(name).unwrap_or_default().trim().to_owned();
        let mut words = |name: &str| program.languages.iter().map(|tag| (tag.clone(), text(&format!("{name}.{tag}")))).collect();
        LookForm {
            name: words("name"),
            reward: words("reward"),
            stamps: text("stamps"),
            colour: text("colour"),
            stamp_colour: text("stamp_colour"),
            icon: text("icon"),
            cost: text("cost"),
            margin: text("margin"),
            cooldown: text("cooldown"),
            welcome: text("welcome"),
            daily: text("daily"),
        }
    }
}

/// A text in each language of the program, the shop's own first; empty where the shop's own words serve.
fn wordings(text: &Text, program: &Program) -> Vec<(String, String)> {
    let of = |(i, tag): (usize, &String)| {
        let words = match text {
            Text::Plain(plain) if i == 0 => plain.clone(),
            Text::Plain(_) => String::new(),
            Text::ByLanguage(all) if i == 0 => text_of(all, tag).unwrap_or_else(|| text.in_language(tag, &program.languages)).to_owned(),
            Text::ByLanguage(all) => text_of(all, tag).unwrap_or_default().to_owned(),
        };
        (tag.clone(), words)
    };
    program.languages.iter().enumerate().map(of).collect()
}

fn text_of<'a>(all: &'a BTreeMap<String, String>, tag: &str) -> Option<&'a str> {
    all.get(tag).or_else(|| all.iter().find(|(known, _)| same_language(known, tag)).map(|(_, text)| text)).map(String::as_str)
}

/// A text with other wordings; those of languages that the form did not show stay.
fn reworded(before: &Text, wordings: &[(String, String)]) -> Text {
    let Some(((own, first), others)) = wordings.split_first() else { return before.clone() };
    let shown = |tag: &String| wordings.iter().any(|(known, _)| same_language(known, tag));
    let mut all: BTreeMap<String, String> = match before {
        Text::Plain(_) => BTreeMap::new(),
        Text::ByLanguage(all) => all.iter().filter(|(tag, _)| !shown(tag)).map(|(tag, text)| (tag.clone(), text.clone())).collect(),
    };
    all.extend(others.iter().filter(|(_, text)| !text.is_empty()).cloned());
    if all.is_empty() {
        return Text::Plain(first.clone());
    }
    all.insert(own.clone(), first.clone());
    Text::ByLanguage(all)
}

/// Money in whole units, as the form shows it.
fn major(minor: i64, currency: &str) -> String {
    let digits = minor_digits(currency).max(0) as usize;
    let figures = format!("{minor:0>width$}", width = digits + 1);
    let (whole, part) = figures.split_at(figures.len() - digits);
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// Basis points as per cent, as the form shows them.
fn per_cent(basis_points: i64) -> String {
    format!("{}.{:02}", basis_points / 100, basis_points % 100).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was tried: the program that it makes, and what is wrong with it, by field.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The program with everything that could be read.
    pub program: Program,
    /// Names of the wrong fields.
    pub faults: Vec<&'static str>,
    /// The stamps' colour as chosen and as it is used, where the chosen one could not be told from the card.
    pub corrected: Option<(String, String)>,
}

impl LookForm {
    /// Puts the fields into a program; the rest of it stays.
    pub fn onto(&self, base: &Program) -> Tried {
        let mut program = base.clone();
        let mut faults = Vec::new();
        program.name = reworded(&base.name, &self.name);
        program.template = self.icon.clone();
        if let Some(last) = program.rewards.last_mut() {
            last.name = reworded(&last.name, &self.reward);
            last.at = whole(&self.stamps, "stamps", &mut faults).unwrap_or(last.at);
            last.cost_minor = match self.cost.as_str() {
                "" => None,
                cost => minor(cost, None, minor_digits(&base.currency).max(0) as u32).map_err(|_| faults.push("cost")).ok(),
            };
        }
        program.gross_margin_bp = match self.margin.as_str() {
            "" => None,
            margin => minor(margin.trim_end_matches(['%', '٪']), None, 2).map_err(|_| faults.push("margin")).ok().or(base.gross_margin_bp),
        };
        let minutes = whole(&self.cooldown, "cooldown", &mut faults);
        // A cool-down that is no whole number of minutes stays as it is until somebody changes it.
        program.cooldown_s = minutes.filter(|minutes| *minutes != base.cooldown_s / 60).map_or(base.cooldown_s, |m| m.saturating_mul(60));
        program.welcome_stamps = whole(&self.welcome, "welcome", &mut faults).unwrap_or(base.welcome_stamps);
        program.daily_limit = if self.daily.is_empty() { None } else { whole(&self.daily, "daily", &mut faults) };
        let corrected = self.colours_onto(&mut program.colours, &mut faults);
        Tried { program, faults, corrected }
    }

    /// Takes the two colours and sees to it that all on the card can be read.
    fn colours_onto(&self, colours: &mut Colours, faults: &mut Vec<&'static str>) -> Option<(String, String)> {
        let read = |text: &str| Rgb::parse(text);
        let (Some(card), Some(chosen)) = (read(&self.colour), read(&self.stamp_colour)) else {
            faults.push(if read(&self.colour).is_none() { "colour" } else { "stamp_colour" });
            return None;
        };
        let repainted = Rgb::parse(&colours.background) != Some(card);
        let text = |before: &str, fresh: Rgb| Rgb::parse(before).filter(|_| !repainted).unwrap_or(fresh).readable_on(card, TEXT).css();
        colours.foreground = text(&colours.foreground, card.ink());
        colours.label = text(&colours.label, card.ink().softened_by(card));
        colours.background = card.css();
        let used = chosen.readable_on(card, SHAPES);
        colours.accent = used.css();
        (used != chosen).then(|| (chosen.css(), used.css()))
    }
}

/// A whole number in any digits.
fn whole(text: &str, field: &'static str, faults: &mut Vec<&'static str>) -> Option<i64> {
    let number = western(text).parse().ok().filter(|number| *number >= 0);
    if number.is_none() {
        faults.push(field);
    }
    number
}

/// The field in which a fault of a program can be mended.
fn field_of(pointer: &str, last_rung: usize) -> Option<&'static str> {
    let last = format!("/rewards/{last_rung}/");
    match pointer.strip_prefix(&last) {
        Some("at") => return Some("stamps"),
        Some("name") => return Some("reward"),
        Some("cost_minor") => return Some("cost"),
        _ => {}
    }
    [
        ("/name", "name"),
        ("/template", "icon"),
        ("/cooldown_s", "cooldown"),
        ("/welcome_stamps", "welcome"),
        ("/daily_limit", "daily"),
        ("/gross_margin_bp", "margin"),
    ]
    .into_iter()
    .find_map(|(start, field)| pointer.starts_with(start).then_some(field))
}

/// Tries the fields on a program: what the service would refuse is told with what could not be read.
pub fn tried(app: &App, form: &LookForm, base: &Program) -> Tried {
    let mut tried = form.onto(base);
    // The form shows no languages: one of them must not keep the owner from changing the card.
    tried.program.languages = words::seen_languages(&tried.program.languages);
    let last = tried.program.rewards.len().saturating_sub(1);
    let refused = program::faults(app, &tried.program);
    tried.faults.extend(refused.iter().filter_map(|(pointer, _)| field_of(pointer, last)));
    tried
}

/// A version of the program with the time at which it came into force.
pub type Version = (Timestamp, Program);

/// The latest versions of the program, newest first.
pub async fn versions(app: &App, actor: &Actor) -> Result<Vec<Version>> {
    let tenant = actor.tenant;
    app.store.read(move |tx| tx.program_versions(tenant, LOOK_BACK)).await
}

/// An earlier version of the program.
pub async fn version(app: &App, actor: &Actor, version: i64) -> Result<Program> {
    let tenant = actor.tenant;
    let found = app.store.read(move |tx| tx.program_version(tenant, version)).await?;
    found.ok_or_else(|| Code::NotFound.because("This shop's card has no version with that number."))
}

/// A card of the program, drawn as its customers will see it.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Stamps on the sample card.
    pub stamps: i64,
    /// The picture across an Apple pass and the web card, as SVG.
    pub strip: String,
    /// Google's picture, as SVG.
    pub hero: String,
    /// The shop's sign, square, as SVG: Google cuts it round.
    pub sign: String,
}

/// Draws a sample card for readers of a language; nothing where the design cannot be drawn.
pub fn drawn(app: &App, program: &Program, language: Language) -> Result<Drawn> {
    let template = template(app, program)?;
    let required = program.stamps_required().clamp(1, 100);
    let stamps = (required * 2 / 5).max(1).min(required - 1).max(0);
    let state = StripState { stamps: stamps as u32, required: required as u32, reward_ready: false };
    let look = look(program, language.tag());
    let svg = |width, height| template.outlined(width, height, state, &look).map_err(Error::internal);
    Ok(Drawn { stamps, strip: svg(375, 144)?, hero: svg(1_032, 336)?, sign: template.sign_svg(660, &program.colours) })
}

/// The logo at the top of Apple passes of this design in these colours, as PNG.
pub async fn logo(app: &App, icon: &str, colours: Colours) -> Result<Vec<u8>> {
    let missing = || Code::NotFound.because("There is no such design.");
    let template = app.templates.get(icon).cloned().ok_or_else(missing)?;
    Ok(picture::drawn(app, move || template.logo_png(&colours)).await?.to_vec())
}

/// Every design by its word, its own name and its stamp in the program's colours, as SVG.
pub fn icons(app: &App, colours: &Colours) -> Vec<(String, String, String)> {
    let icon = |(word, template): (&String, &std::sync::Arc<crate::template::Template>)| {
        (word.clone(), template.description().name.clone(), template.icon(colours))
    };
    app.templates.iter().map(icon).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starter() -> Program {
        let mut program = Program::starter("Coffee", "Europe/Berlin", "EUR");
        program.rewards[0].cost_minor = Some(120);
        program
    }

    fn form() -> LookForm {
        LookForm::of(&starter(), Language::ENGLISH)
    }

    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        let tried = form().onto(&starter());
        assert_eq!((tried.program, tried.faults, tried.corrected), (starter(), vec![], None));
        assert_eq!(form().cost, "1.20");
        let persian = LookForm::of(&starter(), Language::PERSIAN);
        assert_eq!(persian.stamps, "۱۰");
        assert_eq!(persian.onto(&starter()).program, starter(), "digits of any script are read");
    }

    #[test]
    fn words_of_languages_that_the_form_does_not_show_stay() {
        let mut program = starter();
        program.languages = vec!["fa".into(), "en".into()];
        let mut form = LookForm::of(&program, Language::ENGLISH);
        form.reward[0].1 = "چای".into();
        form.reward[1].1 = String::new();
        let name = &form.onto(&program).program.rewards[0].name;
        assert_eq!((name.in_language("fa", &[]), name.in_language("tr", &[])), ("چای", "Bedava kahve"));
        assert!(!name.all().contains(&"Free coffee"), "an emptied wording is gone: {name:?}");
    }

    #[test]
    fn one_wording_is_one_text_for_everybody() {
        let mut form = form();
        form.name[0].1 = "Tea".into();
        assert_eq!(form.onto(&starter()).program.name, "Tea".into());
        form.name[1].1 = "شاي".into();
        assert_eq!(form.onto(&starter()).program.name.in_language("ar", &[]), "شاي");
    }

    #[test]
    fn a_colour_that_cannot_be_told_from_the_card_is_corrected_and_both_are_known() {
        let mut form = form();
        (form.colour, form.stamp_colour) = ("#0f766e".into(), "#0d6b63".into());
        let tried = form.onto(&starter());
        let (yours, used) = tried.corrected.unwrap();
        assert_eq!(yours, "#0d6b63");
        let card = Rgb::parse("#0f766e").unwrap();
        assert!(Rgb::parse(&used).unwrap().contrast(card) >= SHAPES);
        for text in [&tried.program.colours.foreground, &tried.program.colours.label] {
            assert!(Rgb::parse(text).unwrap().contrast(card) >= TEXT, "{text}");
        }
    }

    #[test]
    fn on_any_card_everything_can_be_read() {
        for level in (0..=255u8).step_by(15) {
            for card in [Rgb([level, level, level]), Rgb([level, 120, 255 - level])] {
                let mut form = form();
                (form.colour, form.stamp_colour) = (card.css(), card.css());
                let colours = form.onto(&starter()).program.colours;
                let contrast = |colour: &str| Rgb::parse(colour).unwrap().contrast(card);
                assert!(contrast(&colours.foreground) >= TEXT && contrast(&colours.label) >= TEXT && contrast(&colours.accent) >= SHAPES);
            }
        }
    }

    #[test]
    fn wrong_fields_are_named() {
        let form = LookForm {
            stamps: "many".into(),
            colour: "brown".into(),
            cost: "cheap".into(),
            cooldown: "-1".into(),
            welcome: "1.5".into(),
            daily: "x".into(),
            ..form()
        };
        assert_eq!(form.onto(&starter()).faults, ["stamps", "cost", "cooldown", "welcome", "daily", "colour"]);
        assert_eq!(field_of("/rewards/0/at", 0), Some("stamps"));
        assert_eq!(field_of("/rewards/0/at", 1), None);
    }

    #[test]
    fn money_is_written_in_whole_units() {
        let written = [(120, "EUR"), (5, "EUR"), (1_500, "JPY"), (1_250, "KWD")].map(|(minor, currency)| major(minor, currency));
        assert_eq!(written, ["1.20", "0.05", "1500", "1.250"]);
    }
}
