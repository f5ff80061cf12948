//! How a shop's card looks, while its owner tries things: what was typed, what it makes of the program, and how that is drawn.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::colour::{Rgb, SHAPES, TEXT};
use crate::domain::face::StampCount;
use crate::domain::program::{AskAmount, Colours, Link, Program, Rung, StampsPer, Text, Tier};
use crate::error::{Code, Error, Result};
use crate::locale::Locale;
use crate::locale::currency::minor_digits;
use crate::locale::language_tag::same_language;
use crate::service::access::actor::Actor;
use crate::service::program::put_program;
use crate::service::text_check;
use crate::service::wallets::apple_pass::{look, look_over, template};
use crate::service::wallets::drawing;
use crate::service::wallets::own_picture;
use crate::template::{Raster, SIGN_MARGIN, StripState};
use crate::till_export::{minor, western};

/// Versions that the page looks back on.
const LOOK_BACK: i64 = 12;

/// A text as typed for each language, the shop's own first; empty where the shop's own words serve.
pub type Wordings = Vec<(String, String)>;

/// A reward on the way to the full card, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepForm {
    /// The stamps by which the program knows it; empty for a new one.
    pub was: String,
    /// Stamps at which it is earned.
    pub at: String,
    /// What the customer gets.
    pub name: Wordings,
    /// What it costs the shop, in whole units of money.
    pub cost: String,
}

/// A level that members reach by visits, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TierForm {
    /// Its name.
    pub name: String,
    /// Visits from which it holds.
    pub visits: String,
    /// Days back to which visits count; empty: all do.
    pub days: String,
    /// Stamps for a visit; empty: as many as outside.
    pub stamps: String,
}

/// A link on the back of the card, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkForm {
    /// The address by which the program knows it; empty for a new one.
    pub was: String,
    /// What it says.
    pub name: Wordings,
    /// Where it leads.
    pub url: String,
}

/// Whether tills ask for amounts, as the form's words.
const ASKING: [(&str, AskAmount); 3] = [
    ("optional", AskAmount::Optional),
    ("always", AskAmount::Always),
    ("never", AskAmount::Never),
];

/// Rewards on the way, levels and links that the editor has room for: what a program may hold.
const MOST_ROWS: [(&str, usize); 3] = [("step", 9), ("tier", 10), ("link", 10)];

/// The fields of the editor as they were typed, so that a wrong one can be shown again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookForm {
    /// The shop's name by language, its own first.
    pub name: Wordings,
    /// The last reward's name by language, the shop's own first.
    pub reward: Wordings,
    /// Stamps of a full card.
    pub stamps: String,
    /// Rewards before the last one.
    pub steps: Vec<StepForm>,
    /// The card's colour.
    pub colour: String,
    /// The colour of earned stamps.
    pub stamp_colour: String,
    /// The shop's own logo, by its hash; empty: none.
    pub logo: String,
    /// The shop's own picture behind the stamps.
    pub strip: String,
    /// The design, by what its stamp shows.
    pub icon: String,
    /// What the reward costs the shop, in whole units of money.
    pub cost: String,
    /// ISO 4217.
    pub currency: String,
    /// Margin on sales, in per cent; empty: not told.
    pub margin: String,
    /// Minutes between two stamps.
    pub cooldown: String,
    /// Whether staff may stamp within that time by confirming: `yes` or `no`.
    pub confirm: String,
    /// Stamps as a gift for joining.
    pub welcome: String,
    /// Most stamped visits on a day; empty: no limit.
    pub daily: String,
    /// What earns a stamp, in whole units of money; empty: each visit does.
    pub per_amount: String,
    /// Whether the rest of an amount is kept: `yes` or `no`.
    pub carry: String,
    /// What a visit must come to for a stamp, in whole units of money; empty: anything.
    pub minimum: String,
    /// Whether tills ask for amounts: `never`, `optional` or `always`.
    pub ask: String,
    /// Days after which stamps end; empty: never.
    pub stamp_days: String,
    /// Days after which an unused card ends; empty: never.
    pub card_days: String,
    /// Days after which an unused reward ends; empty: never.
    pub reward_days: String,
    /// The program's first day; empty: not told.
    pub launched: String,
    /// Levels.
    pub tiers: Vec<TierForm>,
    /// Where the shop is, by language.
    pub address: Wordings,
    /// When it is open, by language.
    pub hours: Wordings,
    /// Its telephone.
    pub telephone: String,
    /// Its web site.
    pub website: String,
    /// Links on the back.
    pub links: Vec<LinkForm>,
}

impl LookForm {
    /// The fields of a program.
    pub fn of(program: &Program, reader: Locale) -> LookForm {
        let number = |number: i64| reader.digits(&number.to_string());
        let any = |value: Option<i64>| value.map_or(String::new(), number);
        let money = |minor: Option<i64>| {
            minor.map_or(String::new(), |minor| {
                reader.digits(&major(minor, &program.currency))
            })
        };
        let cost = |rung: &Rung| money(rung.cost_minor);
        let lines = |text: &Option<Text>| {
            wordings(
                text.as_ref()
                    .unwrap_or(&Text::Plain(String::new())),
                program,
            )
        };
        let (last, before) = program
            .rewards
            .split_last()
            .map_or((None, <&[Rung]>::default()), |(last, before)| {
                (Some(last), before)
            });
        let step = |rung: &Rung| StepForm {
            was: rung.at.to_string(),
            at: number(rung.at),
            name: wordings(&rung.name, program),
            cost: cost(rung),
        };
        let tier = |tier: &Tier| TierForm {
            name: tier.name.clone(),
            visits: number(tier.visits),
            days: any(tier.window_days),
            stamps: any(tier.stamps_per_visit),
        };
        let link = |link: &Link| LinkForm {
            was: link.url.clone(),
            name: wordings(&link.name, program),
            url: link.url.clone(),
        };
        LookForm {
            name: wordings(&program.name, program),
            reward: last.map_or(vec![], |rung| wordings(&rung.name, program)),
            stamps: number(program.stamps_required()),
            steps: before.iter().map(step).collect(),
            colour: program.colours.background.clone(),
            stamp_colour: program.colours.accent.clone(),
            logo: program
                .logo
                .clone()
                .unwrap_or_default(),
            strip: program
                .strip
                .clone()
                .unwrap_or_default(),
            icon: program.template.clone(),
            cost: last.map_or(String::new(), cost),
            currency: program.currency.clone(),
            margin: program
                .gross_margin_bp
                .map_or(String::new(), |margin| reader.digits(&per_cent(margin))),
            cooldown: number(program.cooldown_s / 60),
            confirm: yes_or_no(program.confirm_allowed),
            welcome: number(program.welcome_stamps),
            daily: any(program.daily_limit),
            per_amount: money(program.amount_per_stamp()),
            carry: yes_or_no(matches!(
                program.stamps_per,
                StampsPer::Amount { carry: true, .. }
            )),
            minimum: money(program.minimum_spend_minor),
            ask: ASKING
                .iter()
                .find(|(_, ask)| *ask == program.ask_amount)
                .map_or("", |(word, _)| word)
                .to_owned(),
            stamp_days: any(program.stamp_expires_after_days),
            card_days: any(program.card_expires_after_days),
            reward_days: any(program.reward_expires_after_days),
            launched: program
                .launched_on
                .map_or(String::new(), |day| day.to_string()),
            tiers: program
                .tiers
                .iter()
                .map(tier)
                .collect(),
            address: lines(&program.address),
            hours: lines(&program.opening_hours),
            telephone: program
                .telephone
                .clone()
                .unwrap_or_default(),
            website: program
                .website
                .clone()
                .unwrap_or_default(),
            links: program
                .links
                .iter()
                .map(link)
                .collect(),
        }
    }

    /// The fields as a form sent them; what it left out stays as the program has it.
    pub fn read(program: &Program, field: impl FnMut(&str) -> Option<String>) -> LookForm {
        let LookForm {
            steps,
            tiers,
            links,
            ..
        } = LookForm::of(program, Locale::ENGLISH);
        let before = LookForm::of(program, Locale::ENGLISH);
        let mut sent = SentFields(field);
        let steps = sent.rows("step", steps, |sent, row, was| StepForm {
            was: sent.text(&format!("{row}-was"), &was.was),
            at: sent.text(&format!("{row}-at"), &was.at),
            name: sent.words(&format!("{row}-name"), program, &was.name),
            cost: sent.text(&format!("{row}-cost"), &was.cost),
        });
        let tiers = sent.rows("tier", tiers, |sent, row, was| TierForm {
            name: sent.text(&format!("{row}-name"), &was.name),
            visits: sent.text(&format!("{row}-visits"), &was.visits),
            days: sent.text(&format!("{row}-days"), &was.days),
            stamps: sent.text(&format!("{row}-stamps"), &was.stamps),
        });
        let links = sent.rows("link", links, |sent, row, was| LinkForm {
            was: sent.text(&format!("{row}-was"), &was.was),
            name: sent.words(&format!("{row}-name"), program, &was.name),
            url: sent.text(&format!("{row}-url"), &was.url),
        });
        LookForm {
            name: sent.words("name", program, &before.name),
            reward: sent.words("reward", program, &before.reward),
            stamps: sent.text("stamps", &before.stamps),
            steps,
            colour: sent.text("colour", &before.colour),
            stamp_colour: sent.text("stamp_colour", &before.stamp_colour),
            logo: sent.text("logo", &before.logo),
            strip: sent.text("strip", &before.strip),
            icon: sent.text("icon", &before.icon),
            cost: sent.text("cost", &before.cost),
            currency: sent.text("currency", &before.currency),
            margin: sent.text("margin", &before.margin),
            cooldown: sent.text("cooldown", &before.cooldown),
            confirm: sent.text("confirm", &before.confirm),
            welcome: sent.text("welcome", &before.welcome),
            daily: sent.text("daily", &before.daily),
            per_amount: sent.text("per_amount", &before.per_amount),
            carry: sent.text("carry", &before.carry),
            minimum: sent.text("minimum", &before.minimum),
            ask: sent.text("ask", &before.ask),
            stamp_days: sent.text("stamp_days", &before.stamp_days),
            card_days: sent.text("card_days", &before.card_days),
            reward_days: sent.text("reward_days", &before.reward_days),
            launched: sent.text("launched", &before.launched),
            tiers,
            address: sent.words("address", program, &before.address),
            hours: sent.words("hours", program, &before.hours),
            telephone: sent.text("telephone", &before.telephone),
            website: sent.text("website", &before.website),
            links,
        }
    }

    /// Without the pictures of these fields.
    pub fn without_pictures(mut self, fields: &[&str]) -> LookForm {
        for field in fields {
            match *field {
                "logo" => self.logo.clear(),
                "strip" => self.strip.clear(),
                _ => {}
            }
        }
        self
    }

    /// Adds a row or takes one away, or a picture, as a button of the form asks: `add-step`, `drop-link-2`, `drop-logo`.
    pub fn with_rows(mut self, asked: &str, program: &Program) -> LookForm {
        let blank = || {
            program
                .languages
                .iter()
                .map(|tag| (tag.clone(), String::new()))
                .collect()
        };
        let room = |kind: &str, rows: usize| {
            MOST_ROWS
                .iter()
                .any(|(known, most)| *known == kind && rows < *most)
        };
        match asked.strip_prefix("add-") {
            Some("step") if room("step", self.steps.len()) => self.steps.push(StepForm {
                name: blank(),
                ..StepForm::default()
            }),
            Some("tier") if room("tier", self.tiers.len()) => self.tiers.push(TierForm::default()),
            Some("link") if room("link", self.links.len()) => self.links.push(LinkForm {
                name: blank(),
                ..LinkForm::default()
            }),
            _ => {}
        }
        if let Some(picture) = asked.strip_prefix("drop-") {
            self = self.without_pictures(&[picture]);
        }
        let dropped = asked
            .strip_prefix("drop-")
            .and_then(|rest| rest.rsplit_once('-'));
        match dropped.and_then(|(kind, row)| Some((kind, row.parse::<usize>().ok()?))) {
            Some(("step", row)) if row < self.steps.len() => drop(self.steps.remove(row)),
            Some(("tier", row)) if row < self.tiers.len() => drop(self.tiers.remove(row)),
            Some(("link", row)) if row < self.links.len() => drop(self.links.remove(row)),
            _ => {}
        }
        self
    }
}

/// The fields that came with a form.
struct SentFields<F>(F);

impl<F: FnMut(&str) -> Option<String>> SentFields<F> {
    /// A field, its line ends as ours are.
    fn text(&mut self, name: &str, before: &str) -> String {
        let sent = (self.0)(name).map(|text| text.trim().replace("\r\n", "\n"));
        sent.unwrap_or_else(|| before.to_owned())
    }

    /// A text in each of the program's languages.
    fn words(&mut self, name: &str, program: &Program, before: &Wordings) -> Wordings {
        let of = |tag: &str| {
            before
                .iter()
                .find(|(known, _)| known == tag)
                .map_or("", |(_, text)| text)
                .to_owned()
        };
        program
            .languages
            .iter()
            .map(|tag| (tag.clone(), self.text(&format!("{name}.{tag}"), &of(tag))))
            .collect()
    }

    /// Rows such as `step-0`, as many as the form says it has.
    fn rows<T: Default>(
        &mut self,
        kind: &str,
        before: Vec<T>,
        mut read: impl FnMut(&mut Self, &str, &T) -> T,
    ) -> Vec<T> {
        let Some(count) = (self.0)(&format!("{kind}s")) else {
            return before;
        };
        let most = MOST_ROWS
            .iter()
            .find(|(known, _)| *known == kind)
            .map_or(0, |(_, most)| *most);
        let count = count
            .parse::<usize>()
            .unwrap_or(0)
            .min(most);
        (0..count)
            .map(|row| read(self, &format!("{kind}-{row}"), &T::default()))
            .collect()
    }
}

/// A text in each language of the program, the shop's own first; empty where the shop's own words serve.
fn wordings(text: &Text, program: &Program) -> Vec<(String, String)> {
    let of = |(i, tag): (usize, &String)| {
        let words = match text {
            Text::Plain(plain) if i == 0 => plain.clone(),
            Text::Plain(_) => String::new(),
            Text::ByLanguage(all) if i == 0 => text_of(all, tag)
                .unwrap_or_else(|| text.in_language(tag, &program.languages))
                .to_owned(),
            Text::ByLanguage(all) => text_of(all, tag)
                .unwrap_or_default()
                .to_owned(),
        };
        (tag.clone(), words)
    };
    program
        .languages
        .iter()
        .enumerate()
        .map(of)
        .collect()
}

fn text_of<'a>(all: &'a BTreeMap<String, String>, tag: &str) -> Option<&'a str> {
    all.get(tag)
        .or_else(|| {
            all.iter()
                .find(|(known, _)| same_language(known, tag))
                .map(|(_, text)| text)
        })
        .map(String::as_str)
}

/// A text with other wordings; those of languages that the form did not show stay.
fn reworded(before: &Text, wordings: &[(String, String)]) -> Text {
    let Some(((own, first), others)) = wordings.split_first() else {
        return before.clone();
    };
    let shown = |tag: &String| {
        wordings
            .iter()
            .any(|(known, _)| same_language(known, tag))
    };
    let mut all: BTreeMap<String, String> = match before {
        Text::Plain(_) => BTreeMap::new(),
        Text::ByLanguage(all) => all
            .iter()
            .filter(|(tag, _)| !shown(tag))
            .map(|(tag, text)| (tag.clone(), text.clone()))
            .collect(),
    };
    all.extend(
        others
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .cloned(),
    );
    if all.is_empty() {
        return Text::Plain(first.clone());
    }
    all.insert(own.clone(), first.clone());
    Text::ByLanguage(all)
}

/// The same for a text that may be missing: nothing typed is no text.
fn reworded_if_any(before: Option<&Text>, wordings: &[(String, String)]) -> Option<Text> {
    match reworded(before.unwrap_or(&Text::Plain(String::new())), wordings) {
        Text::Plain(text) => (!text.is_empty()).then_some(Text::Plain(text)),
        Text::ByLanguage(mut all) => {
            all.retain(|_, text| !text.is_empty());
            (!all.is_empty()).then_some(Text::ByLanguage(all))
        }
    }
}

/// Money in whole units, as the form shows it.
fn major(minor: i64, currency: &str) -> String {
    let digits = minor_digits(currency).max(0) as usize;
    let figures = format!("{minor:0>width$}", width = digits + 1);
    let (whole, part) = figures.split_at(figures.len() - digits);
    if part.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
    }
}

/// Basis points as per cent, as the form shows them.
fn per_cent(basis_points: i64) -> String {
    format!("{}.{:02}", basis_points / 100, basis_points % 100)
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// What was tried: the program that it makes, and what is wrong with it, by field.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The program with everything that could be read.
    pub program: Program,
    /// Names of the wrong fields.
    pub faults: Vec<String>,
    /// The stamps' colour as chosen and as it is used, where the chosen one could not be told from the card.
    pub corrected: Option<(String, String)>,
    /// The form's rows behind the program's.
    rows: FormRows,
}

/// Which row of the form each of a program's rewards, levels and links came from: rows may stand in any order, and empty ones go.
#[derive(Clone, Debug, Default)]
struct FormRows {
    steps: Vec<usize>,
    tiers: Vec<usize>,
    links: Vec<usize>,
}

/// Rows that say something, in rising order, each with its place in the form.
fn in_order<R, T>(
    rows: &[R],
    blank: impl Fn(&R) -> bool,
    read: impl FnMut((usize, &R)) -> T,
    by: impl Fn(&T) -> i64,
) -> (Vec<usize>, Vec<T>) {
    let said = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !blank(row));
    let mut read: Vec<(usize, T)> = said
        .clone()
        .map(|(place, _)| place)
        .zip(said.map(read))
        .collect();
    read.sort_by_key(|(_, row)| by(row));
    read.into_iter().unzip()
}

fn unsaid(wordings: &Wordings) -> bool {
    wordings
        .iter()
        .all(|(_, text)| text.is_empty())
}

impl LookForm {
    /// Puts the fields into a program; the rest of it stays.
    pub fn onto(&self, base: &Program) -> Tried {
        let mut program = base.clone();
        let mut faults = Vec::new();
        program.name = reworded(&base.name, &self.name);
        program.template = self.icon.clone();
        let own = |hash: &String| Some(hash.clone()).filter(|hash| !hash.is_empty());
        (program.logo, program.strip) = (own(&self.logo), own(&self.strip));
        program.currency = self.currency.to_ascii_uppercase();
        let rows = FormRows {
            steps: self.rewards_onto(&mut program, &mut faults),
            tiers: self.tiers_onto(&mut program, &mut faults),
            links: self.links_onto(&mut program),
        };
        self.rules_onto(&mut program, base, &mut faults);
        self.shop_onto(&mut program, base);
        let corrected = self.colours_onto(&mut program.colours, &mut faults);
        Tried {
            program,
            faults,
            corrected,
            rows,
        }
    }

    /// Takes the rewards; answers the rows of those before the last.
    fn rewards_onto(&self, program: &mut Program, faults: &mut Vec<String>) -> Vec<usize> {
        let currency = program.currency.clone();
        let cost = |text: &str, field: &str, faults: &mut Vec<String>| {
            money_if_any(text, &currency, field, faults)
        };
        let Some(mut last) = program.rewards.pop() else {
            return vec![];
        };
        let known = std::mem::take(&mut program.rewards);
        let read = |(i, row): (usize, &StepForm)| {
            let before = known
                .iter()
                .find(|rung| rung.at.to_string() == row.was)
                .map(|rung| &rung.name);
            Rung {
                at: whole(&row.at, &format!("step-{i}-at"), faults).unwrap_or(0),
                name: reworded(before.unwrap_or(&Text::Plain(String::new())), &row.name),
                cost_minor: cost(&row.cost, &format!("step-{i}-cost"), faults),
            }
        };
        let blank = |row: &StepForm| row.at.is_empty() && row.cost.is_empty() && unsaid(&row.name);
        let (places, mut rewards) = in_order(&self.steps, blank, read, |rung: &Rung| rung.at);
        last.name = reworded(&last.name, &self.reward);
        if let Some(full) = whole(&self.stamps, "stamps", faults) {
            last.at = full;
            // The reward that is too far along is wrong, not the card that it does not fit on.
            let beyond = places
                .iter()
                .zip(&rewards)
                .filter(|(_, rung)| (1..=100).contains(&full) && rung.at >= full);
            faults.extend(beyond.map(|(row, _)| format!("step-{row}-at")));
        }
        last.cost_minor = cost(&self.cost, "cost", faults);
        rewards.push(last);
        program.rewards = rewards;
        places
    }

    fn tiers_onto(&self, program: &mut Program, faults: &mut Vec<String>) -> Vec<usize> {
        let read = |(i, row): (usize, &TierForm)| {
            let field = |part: &str| format!("tier-{i}-{part}");
            Tier {
                name: row.name.clone(),
                visits: whole(&row.visits, &field("visits"), faults).unwrap_or(0),
                window_days: whole_if_any(&row.days, &field("days"), faults),
                stamps_per_visit: whole_if_any(&row.stamps, &field("stamps"), faults),
            }
        };
        let (places, tiers) = in_order(
            &self.tiers,
            |row| row.name.is_empty() && row.visits.is_empty(),
            read,
            |tier: &Tier| tier.visits,
        );
        program.tiers = tiers;
        places
    }

    fn links_onto(&self, program: &mut Program) -> Vec<usize> {
        let known = std::mem::take(&mut program.links);
        let read = |(_, row): (usize, &LinkForm)| {
            let before = known
                .iter()
                .find(|link| link.url == row.was)
                .map(|link| &link.name);
            Link {
                name: reworded(before.unwrap_or(&Text::Plain(String::new())), &row.name),
                url: whole_address(&row.url),
            }
        };
        let (places, links) = in_order(
            &self.links,
            |row| row.url.is_empty() && unsaid(&row.name),
            read,
            |_: &Link| 0,
        );
        program.links = links;
        places
    }

    fn rules_onto(&self, program: &mut Program, base: &Program, faults: &mut Vec<String>) {
        program.gross_margin_bp = match self.margin.as_str() {
            "" => None,
            margin => {
                let read = minor(margin.trim_end_matches(['%', '٪']), None, 2);
                read.map_err(|_| faults.push("margin".to_owned()))
                    .ok()
                    .or(base.gross_margin_bp)
            }
        };
        let minutes = whole(&self.cooldown, "cooldown", faults);
        // A cool-down that is no whole number of minutes stays as it is until somebody changes it.
        program.cooldown_s = minutes
            .filter(|minutes| *minutes != base.cooldown_s / 60)
            .map_or(base.cooldown_s, |m| m.saturating_mul(60));
        program.confirm_allowed = self.confirm == "yes";
        program.welcome_stamps =
            whole(&self.welcome, "welcome", faults).unwrap_or(base.welcome_stamps);
        program.daily_limit = whole_if_any(&self.daily, "daily", faults);
        let amount = money_if_any(&self.per_amount, &program.currency, "per_amount", faults);
        program.stamps_per = match amount {
            Some(amount_minor) => StampsPer::Amount {
                amount_minor,
                carry: self.carry == "yes",
            },
            // How many stamps a visit earns is not asked here.
            None if base.amount_per_stamp().is_none() => base.stamps_per,
            None => StampsPer::default(),
        };
        program.minimum_spend_minor =
            money_if_any(&self.minimum, &program.currency, "minimum", faults);
        program.ask_amount = ASKING
            .iter()
            .find(|(word, _)| *word == self.ask)
            .map_or(base.ask_amount, |(_, ask)| *ask);
        program.stamp_expires_after_days = whole_if_any(&self.stamp_days, "stamp_days", faults);
        program.card_expires_after_days = whole_if_any(&self.card_days, "card_days", faults);
        program.reward_expires_after_days = whole_if_any(&self.reward_days, "reward_days", faults);
        program.launched_on = match self.launched.as_str() {
            "" => None,
            day => western(day)
                .parse()
                .map_err(|_| faults.push("launched".to_owned()))
                .ok(),
        };
    }

    fn shop_onto(&self, program: &mut Program, base: &Program) {
        program.address = reworded_if_any(base.address.as_ref(), &self.address);
        program.opening_hours = reworded_if_any(base.opening_hours.as_ref(), &self.hours);
        program.telephone = Some(dialled(&self.telephone)).filter(|number| !number.is_empty());
        program.website = Some(whole_address(&self.website)).filter(|address| !address.is_empty());
    }

    /// Takes the two colours and sees to it that all on the card can be read.
    fn colours_onto(
        &self,
        colours: &mut Colours,
        faults: &mut Vec<String>,
    ) -> Option<(String, String)> {
        let read = |text: &str| Rgb::parse(text);
        let (Some(card), Some(chosen)) = (read(&self.colour), read(&self.stamp_colour)) else {
            faults.push(
                if read(&self.colour).is_none() {
                    "colour"
                } else {
                    "stamp_colour"
                }
                .to_owned(),
            );
            return None;
        };
        let repainted = Rgb::parse(&colours.background) != Some(card);
        let text = |before: &str, fresh: Rgb| {
            Rgb::parse(before)
                .filter(|_| !repainted)
                .unwrap_or(fresh)
                .readable_on(card, TEXT)
                .css()
        };
        colours.foreground = text(&colours.foreground, card.ink());
        colours.label = text(&colours.label, card.ink().softened_by(card));
        colours.background = card.css();
        let used = chosen.readable_on(card, SHAPES);
        colours.accent = used.css();
        (used != chosen).then(|| (chosen.css(), used.css()))
    }
}

/// A whole number in any digits.
fn whole(text: &str, field: &str, faults: &mut Vec<String>) -> Option<i64> {
    let number = western(text)
        .parse()
        .ok()
        .filter(|number| *number >= 0);
    if number.is_none() {
        faults.push(field.to_owned());
    }
    number
}

fn money_if_any(text: &str, currency: &str, field: &str, faults: &mut Vec<String>) -> Option<i64> {
    let digits = minor_digits(currency).max(0) as u32;
    match text {
        "" => None,
        text => minor(text, None, digits)
            .map_err(|_| faults.push(field.to_owned()))
            .ok(),
    }
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn whole_if_any(text: &str, field: &str, faults: &mut Vec<String>) -> Option<i64> {
    if text.is_empty() {
        None
    } else {
        whole(text, field, faults)
    }
}

/// An address as people type it, with the scheme that they leave out.
fn whole_address(typed: &str) -> String {
    if typed.is_empty() || typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    }
}

/// A telephone as it is called: western figures, without the marks of direction that phones put around a number.
fn dialled(typed: &str) -> String {
    let unseen = |sign: char| matches!(sign, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    western(typed)
        .chars()
        .filter(|sign| !unseen(*sign))
        .map(|sign| {
            if sign == '\u{A0}' {
                ' '
            } else {
                sign
            }
        })
        .collect()
}

impl Tried {
    /// The field in which a fault of the program can be mended.
    fn field_of(&self, pointer: &str) -> Option<String> {
        let mut parts = pointer.split('/').skip(1);
        let (whole, place, part) = (parts.next()?, parts.next(), parts.next());
        let row = |rows: &[usize]| {
            rows.get(place?.parse::<usize>().ok()?)
                .copied()
        };
        let field = match whole {
            "rewards" => {
                let part = if part? == "cost_minor" {
                    "cost"
                } else {
                    part?
                };
                match (row(&self.rows.steps), part) {
                    (Some(row), part) => return Some(format!("step-{row}-{part}")),
                    (None, "at") => "stamps",
                    (None, "name") => "reward",
                    (None, part) => part,
                }
            }
            "tiers" => {
                let part = match part? {
                    "window_days" => "days",
                    "stamps_per_visit" => "stamps",
                    part => part,
                };
                return Some(format!("tier-{}-{part}", row(&self.rows.tiers)?));
            }
            "links" => return Some(format!("link-{}-{}", row(&self.rows.links)?, part?)),
            "template" => "icon",
            "cooldown_s" => "cooldown",
            "welcome_stamps" => "welcome",
            "daily_limit" => "daily",
            "gross_margin_bp" => "margin",
            "stamps_per" => "per_amount",
            "minimum_spend_minor" => "minimum",
            "stamp_expires_after_days" => "stamp_days",
            "card_expires_after_days" => "card_days",
            "reward_expires_after_days" => "reward_days",
            "opening_hours" => "hours",
            "name" | "currency" | "address" | "telephone" | "website" => whole,
            _ => return None,
        };
        Some(field.to_owned())
    }
}

/// Tries the fields on a program: what the service would refuse is told with what could not be read.
pub fn tried(app: &App, form: &LookForm, base: &Program) -> Tried {
    let mut tried = form.onto(base);
    // The form shows no languages: one of them must not keep the owner from changing the card.
    tried.program.languages = text_check::seen_languages(&tried.program.languages);
    let full = tried.program.stamps_required();
    let beyond = (1..=100).contains(&full)
        && tried
            .program
            .rewards
            .iter()
            .rev()
            .skip(1)
            .any(|rung| rung.at >= full);
    for (pointer, _) in put_program::faults(app, &tried.program) {
        let field = tried
            .field_of(&pointer)
            .filter(|field| !(beyond && field == "stamps"))
            .filter(|field| !tried.faults.contains(field));
        tried.faults.extend(field);
    }
    tried
}

/// A version of the program with the time at which it came into force.
pub type ProgramVersion = (Timestamp, Program);

/// The latest versions of the program, newest first.
pub async fn versions(app: &App, actor: &Actor) -> Result<Vec<ProgramVersion>> {
    let tenant = actor.tenant;
    app.store
        .read(move |tx| tx.program_versions(tenant, LOOK_BACK))
        .await
}

/// An earlier version of the program.
pub async fn version(app: &App, actor: &Actor, version: i64) -> Result<Program> {
    let tenant = actor.tenant;
    let found = app
        .store
        .read(move |tx| tx.program_version(tenant, version))
        .await?;
    found
        .map(Arc::unwrap_or_clone)
        .ok_or_else(|| Code::NotFound.because("This shop's card has no version with that number."))
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
pub async fn drawn(app: &App, actor: &Actor, program: &Program, language: Locale) -> Result<Drawn> {
    let template = template(app, program)?;
    let own = own_picture::own(app, actor.tenant, program).await?;
    let required = program
        .stamps_required()
        .clamp(1, 100);
    let stamps = (required * 2 / 5)
        .max(1)
        .min(required - 1)
        .max(0);
    let state = StripState::of(StampCount::of(stamps, program), false);
    let look = match &own.strip {
        Some(behind) => look_over(program, language.tag(), behind),
        None => look(program, language.tag()),
    };
    let svg = |width, height| {
        let svg = template
            .outlined(width, height, state, &look)
            .map_err(Error::internal)?;
        let place =
            format!("width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"xMidYMid slice\"");
        Ok::<_, Error>(
            program
                .strip
                .as_deref()
                .filter(|_| own.strip.is_some())
                .map_or(svg.clone(), |hash| over(&svg, hash, &place)),
        )
    };
    let sign = match (&own.logo, &program.logo) {
        (Some(logo), Some(hash)) => own_sign(logo, hash, program),
        _ => template.sign_svg(660, &program.colours),
    };
    Ok(Drawn {
        stamps,
        strip: svg(375, 144)?,
        hero: svg(1_032, 336)?,
        sign,
    })
}

/// Where the owner's pages have one of the shop's own pictures.
pub fn picture_address(hash: &str) -> String {
    format!("/admin/card/pictures/{hash}.png")
}

/// A drawing of ours with a picture beneath all of it.
fn over(svg: &str, hash: &str, place: &str) -> String {
    let Some((head, rest)) = svg.split_once('>') else {
        return svg.to_owned();
    };
    format!(
        "{head}><image href=\"{}\" {place}/>{rest}",
        picture_address(hash)
    )
}

/// The sign with the shop's own logo, as [`Raster::sign`] draws it.
fn own_sign(logo: &Raster, hash: &str, program: &Program) -> String {
    let (ground, margin) = (
        logo.ground(&program.colours).css(),
        660.0 * f64::from(SIGN_MARGIN),
    );
    let (side, address) = (660.0 - 2.0 * margin, picture_address(hash));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 660\" width=\"660\" height=\"660\"><rect width=\"660\" height=\"660\" \
            fill=\"{ground}\"/><image href=\"{address}\" x=\"{margin:.0}\" y=\"{margin:.0}\" width=\"{side:.0}\" height=\"{side:.0}\"/></svg>"
    )
}

/// The logo at the top of Apple passes of this design in these colours, as PNG.
pub async fn logo(app: &App, icon: &str, colours: Colours) -> Result<Vec<u8>> {
    let missing = || Code::NotFound.because("There is no such design.");
    let template = app
        .templates
        .get(icon)
        .cloned()
        .ok_or_else(missing)?;
    Ok(drawing::drawn(app, move || template.logo_png(&colours))
        .await?
        .to_vec())
}

/// Every design by its word, its own name and its stamp in the program's colours, as SVG.
pub fn icons(app: &App, colours: &Colours) -> Vec<(String, String, String)> {
    let icon = |(word, template): (&String, &std::sync::Arc<crate::template::Template>)| {
        (
            word.clone(),
            template.description().name.clone(),
            template.icon(colours),
        )
    };
    app.templates
        .iter()
        .map(icon)
        .collect()
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
        LookForm::of(&starter(), Locale::ENGLISH)
    }

    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        let tried = form().onto(&starter());
        assert_eq!(
            (tried.program, tried.faults, tried.corrected),
            (starter(), vec![], None)
        );
        assert_eq!(form().cost, "1.20");
        let persian = LookForm::of(&starter(), Locale::PERSIAN);
        assert_eq!(persian.stamps, "۱۰");
        assert_eq!(
            persian.onto(&starter()).program,
            starter(),
            "digits of any script are read"
        );
    }

    #[test]
    fn words_of_languages_that_the_form_does_not_show_stay() {
        let mut program = starter();
        program.languages = vec!["fa".into(), "en".into()];
        let mut form = LookForm::of(&program, Locale::ENGLISH);
        form.reward[0].1 = "چای".into();
        form.reward[1].1 = String::new();
        let name = &form.onto(&program).program.rewards[0].name;
        assert_eq!(
            (name.in_language("fa", &[]), name.in_language("tr", &[])),
            ("چای", "Bedava kahve")
        );
        assert!(
            !name.all().contains(&"Free coffee"),
            "an emptied wording is gone: {name:?}"
        );
    }

    #[test]
    fn one_wording_is_one_text_for_everybody() {
        let mut form = form();
        form.name[0].1 = "Tea".into();
        assert_eq!(form.onto(&starter()).program.name, "Tea".into());
        form.name[1].1 = "شاي".into();
        assert_eq!(
            form.onto(&starter())
                .program
                .name
                .in_language("ar", &[]),
            "شاي"
        );
    }

    #[test]
    fn a_colour_that_cannot_be_told_from_the_card_is_corrected_and_both_are_known() {
        let mut form = form();
        (form.colour, form.stamp_colour) = ("#0f766e".into(), "#0d6b63".into());
        let tried = form.onto(&starter());
        let (yours, used) = tried.corrected.unwrap();
        assert_eq!(yours, "#0d6b63");
        let card = Rgb::parse("#0f766e").unwrap();
        assert!(
            Rgb::parse(&used)
                .unwrap()
                .contrast(card)
                >= SHAPES
        );
        for text in [
            &tried.program.colours.foreground,
            &tried.program.colours.label,
        ] {
            assert!(
                Rgb::parse(text)
                    .unwrap()
                    .contrast(card)
                    >= TEXT,
                "{text}"
            );
        }
    }

    #[test]
    fn on_any_card_everything_can_be_read() {
        for level in (0..=255u8).step_by(15) {
            for card in [Rgb([level, level, level]), Rgb([level, 120, 255 - level])] {
                let mut form = form();
                (form.colour, form.stamp_colour) = (card.css(), card.css());
                let colours = form
                    .onto(&starter())
                    .program
                    .colours;
                let contrast = |colour: &str| {
                    Rgb::parse(colour)
                        .unwrap()
                        .contrast(card)
                };
                assert!(
                    contrast(&colours.foreground) >= TEXT
                        && contrast(&colours.label) >= TEXT
                        && contrast(&colours.accent) >= SHAPES
                );
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
        assert_eq!(
            form.onto(&starter()).faults,
            ["stamps", "cost", "cooldown", "welcome", "daily", "colour"]
        );
    }

    fn telling() -> Program {
        let mut program = starter();
        program.rewards.insert(
            0,
            Rung {
                at: 5,
                name: "Cookie".into(),
                cost_minor: Some(40),
            },
        );
        program.tiers = vec![Tier {
            name: "Gold".into(),
            visits: 30,
            window_days: Some(365),
            stamps_per_visit: Some(2),
        }];
        program.links = vec![Link {
            name: "Menu".into(),
            url: "https://linden.example/menu".into(),
        }];
        (
            program.card_expires_after_days,
            program.reward_expires_after_days,
        ) = (Some(365), Some(90));
        (program.confirm_allowed, program.launched_on) =
            (false, Some(jiff::civil::date(2026, 1, 5)));
        program.address = Some("Linden Street 1\n10115 Berlin".into());
        program.opening_hours = Some(Text::ByLanguage(
            [
                ("en".into(), "8-18".into()),
                ("fa".into(), "۸ تا ۱۸".into()),
            ]
            .into(),
        ));
        (program.telephone, program.website) = (
            Some("+49 30 1234567".into()),
            Some("https://linden.example".into()),
        );
        program
    }

    #[test]
    fn everything_that_a_program_says_comes_back_as_it_was() {
        for reader in Locale::ALL {
            let tried = LookForm::of(&telling(), reader).onto(&telling());
            assert_eq!(
                (tried.program, tried.faults),
                (telling(), vec![]),
                "{reader:?}"
            );
        }
        let sent = LookForm::read(&telling(), |name| (name == "website").then(String::new));
        assert_eq!(
            sent.onto(&telling()).program,
            Program {
                website: None,
                ..telling()
            },
            "what a form leaves out stays"
        );
    }

    #[test]
    fn rows_come_go_and_stand_in_any_order() {
        let mut form = LookForm::of(&telling(), Locale::ENGLISH)
            .with_rows("add-step", &telling())
            .with_rows("add-link", &telling());
        assert_eq!(
            form.onto(&telling()).program,
            telling(),
            "an empty row is none"
        );
        (form.steps[1].at, form.steps[1].name[0].1) = ("3".into(), "Sticker".into());
        let tried = form.onto(&telling());
        let rungs: Vec<(i64, Text)> = tried
            .program
            .rewards
            .iter()
            .map(|rung| (rung.at, rung.name.clone()))
            .take(2)
            .collect();
        assert_eq!(rungs, [(3, "Sticker".into()), (5, "Cookie".into())]);
        assert_eq!(
            tried
                .field_of("/rewards/0/at")
                .as_deref(),
            Some("step-1-at")
        );
        assert_eq!(
            tried
                .field_of("/rewards/2/at")
                .as_deref(),
            Some("stamps")
        );
        assert_eq!(
            tried
                .field_of("/links/0/url")
                .as_deref(),
            Some("link-0-url")
        );
        let bare = form
            .with_rows("drop-step-1", &telling())
            .with_rows("drop-link-0", &telling())
            .with_rows("drop-tier-7", &telling());
        assert_eq!(
            bare.onto(&telling()).program,
            Program {
                links: vec![],
                ..telling()
            }
        );
        let full = (0..30).fold(bare, |form, _| {
            form.with_rows("add-step", &telling())
                .with_rows("add-tier", &telling())
        });
        assert_eq!((full.steps.len(), full.tiers.len()), (9, 10));
    }

    #[test]
    fn what_people_type_is_made_whole() {
        assert_eq!(
            whole_address("linden.example/menu"),
            "https://linden.example/menu"
        );
        assert_eq!(
            whole_address("http://linden.example"),
            "http://linden.example",
            "which is then refused in words"
        );
        assert_eq!(dialled("\u{202a}+۴۹\u{a0}30 12 34\u{202c}"), "+49 30 12 34");
    }

    #[test]
    fn money_is_written_in_whole_units() {
        let written = [(120, "EUR"), (5, "EUR"), (1_500, "JPY"), (1_250, "KWD")]
            .map(|(minor, currency)| major(minor, currency));
        assert_eq!(written, ["1.20", "0.05", "1500", "1.250"]);
    }
}
