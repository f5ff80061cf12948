//! The owner's checklist, and how the shop writes its numbers and dates.

use askama::Template;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::program::Program;
use crate::http::admin::nav::AdminNav;
use crate::http::base::layout::Layout;
use crate::http::base::query::Params;
use crate::locale::Locale;
use crate::locale::language_tag;
use crate::locale::language_tag::{
    NumberingSystem, Region, WEEKDAYS, compose, same_language, setting,
};
use crate::service::shop::checklist::{Check, CheckStatus, Checklist};
use crate::service::shop::zones::zone_named;

/// What is done and what is still to do, and the shop's ways of writing.
#[derive(Template)]
#[template(path = "admin/setup.html")]
pub struct SetupPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where in the owner's pages.
    pub here: AdminNav,
    /// What was looked at.
    pub list: Checklist,
    /// Where the form posts to.
    pub action: String,
    /// What the form shows.
    pub form: SettingsForm,
    /// The shop's present day.
    pub today: Date,
    /// The shop's zone, in which dates are told.
    pub zone: TimeZone,
}

impl SetupPage {
    fn progress(&self) -> String {
        let language = self.frame.language;
        let (done, seen) = self.list.progress();
        language.text_with(
            "setup-progress",
            &[
                ("done", (&language.number(done)).into()),
                ("total", (&language.number(seen)).into()),
            ],
        )
    }

    fn title(&self, check: &Check) -> String {
        check.title(self.frame.language)
    }

    fn what(&self, check: &Check) -> String {
        check.what(self.frame.language, &self.zone)
    }

    fn fix(&self, check: &Check) -> Option<String> {
        check.fix(self.frame.language, &self.zone)
    }

    /// How a check stands: the class for its colour and sign, and the word.
    fn standing(&self, check: &Check) -> (&'static str, String) {
        let (class, key) = match check.standing {
            CheckStatus::Done => ("is-done", "setup-done"),
            CheckStatus::Todo => ("is-todo", "setup-todo"),
            CheckStatus::Failing => ("is-failing", "setup-failing"),
            CheckStatus::Unseen => ("is-unseen", "setup-unseen"),
        };
        (class, self.frame.t(key))
    }

    /// Where to mend it, if one of our pages does: words and address.
    fn way(&self, check: &Check) -> Option<(String, String)> {
        let (key, page) = match check.item {
            "cost" => ("setup-to-card", "/admin/card"),
            "till" => ("setup-to-staff", "/admin/staff"),
            "visit" => ("setup-to-poster", "/admin/poster"),
            _ => return None,
        };
        let address = format!("{page}?lang={}", self.frame.language.tag());
        (check.standing != CheckStatus::Done).then(|| (self.frame.t(key), address))
    }

    fn test_card(&self) -> String {
        format!(
            "/j/{}?ch=staff&lang={}",
            self.list.slug,
            self.frame.language.tag()
        )
    }

    /// What a language's settings look like: number, share, today and the week's beginning; none while it is not offered.
    fn example(&self, row: &Row) -> Option<String> {
        let language = Locale::parse(&row.tag()).filter(|_| row.place > 0)?;
        let week = language.text_with(
            "settings-week-from",
            &[("day", (&language.weekday(language.first_weekday())).into())],
        );
        Some(
            [
                language.number(1_234),
                language.percent(0.58),
                language.full_date(self.today),
                week,
            ]
            .join(" · "),
        )
    }

    /// Places in the order of the languages, 0 for none: value, words.
    fn places(&self) -> Vec<(u8, String)> {
        let language = self.frame.language;
        let place = |place: u8| match place {
            0 => language.text("settings-not-offered"),
            1 => language.text("settings-first"),
            place => language.number(i64::from(place)),
        };
        (0..=self.form.rows.len() as u8)
            .map(|number| (number, place(number)))
            .collect()
    }

    fn digits(&self) -> Vec<(&'static str, String)> {
        let all = NumberingSystem::ALL.map(|digits| (digits.name(), digits.put_into("1234")));
        self.with_usual(all)
    }

    fn calendars(&self) -> Vec<(&'static str, String)> {
        self.with_usual([
            ("gregory", self.frame.t("settings-gregorian")),
            ("persian", self.frame.t("settings-persian")),
        ])
    }

    fn weekdays(&self) -> Vec<(&'static str, String)> {
        self.with_usual(WEEKDAYS.map(|(day, name)| (name, self.frame.language.weekday(day))))
    }

    fn with_usual<const N: usize>(
        &self,
        all: [(&'static str, String); N],
    ) -> Vec<(&'static str, String)> {
        std::iter::once(("", self.frame.t("settings-usual")))
            .chain(all)
            .collect()
    }
}

/// One language and how the shop writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The language.
    pub language: Locale,
    /// Its place among those on offer; 0 if it is not.
    pub place: u8,
    /// Two letters; empty for the usual one.
    pub region: String,
    /// `ca`, `fw` and `nu`, each empty for what is usual in the region.
    pub calendar: String,
    /// The day on which weeks begin.
    pub week: String,
    /// The digits.
    pub digits: String,
}

impl Row {
    fn of(language: Locale, program: &Program) -> Row {
        let offered = program
            .languages
            .iter()
            .position(|tag| same_language(tag, language.tag()));
        let tag = offered.map_or("", |at| program.languages[at].as_str());
        let of = |key: &str| {
            setting(tag, key)
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        Row {
            language,
            place: offered.map_or(0, |at| at as u8 + 1),
            region: Region::named(tag).map_or(String::new(), |region| region.as_str().to_owned()),
            calendar: of("ca"),
            week: of("fw"),
            digits: of("nu"),
        }
    }

    fn read(self, fields: &mut Params) -> Row {
        let tag = self.language.tag();
        let mut take = |name: &str| {
            fields
                .text(&format!("{name}-{tag}"))
                .map(|text| text.trim().to_owned())
                .unwrap_or_default()
        };
        Row {
            place: take("place").parse().unwrap_or(0),
            region: take("region").to_ascii_uppercase(),
            calendar: take("calendar"),
            week: take("week"),
            digits: take("digits"),
            ..self
        }
    }

    fn tag(&self) -> String {
        compose(
            self.language.tag(),
            &self.region,
            &[
                ("ca", &self.calendar),
                ("fw", &self.week),
                ("nu", &self.digits),
            ],
        )
    }

    fn region_is_wrong(&self) -> bool {
        self.place > 0 && !self.region.is_empty() && Region::read(&self.region).is_none()
    }
}

/// What the owner chose: languages in their order, each with its settings, and the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsForm {
    /// Every language that stampwell speaks.
    pub rows: Vec<Row>,
    /// IANA name.
    pub time_zone: String,
    /// What is wrong, by field: `zone`, `languages`.
    pub faults: Vec<(&'static str, String)>,
}

impl SettingsForm {
    /// As the program has it.
    pub fn of(program: &Program) -> SettingsForm {
        let rows = Locale::ALL.map(|language| Row::of(language, program));
        SettingsForm {
            rows: rows.into(),
            time_zone: program.time_zone.clone(),
            faults: Vec::new(),
        }
    }

    /// As it was sent.
    pub fn read(program: &Program, fields: &mut Params) -> SettingsForm {
        let rows = SettingsForm::of(program)
            .rows
            .into_iter()
            .map(|row| row.read(fields))
            .collect();
        let time_zone = fields
            .text("time_zone")
            .map(|zone| zone.trim().to_owned())
            .unwrap_or_default();
        SettingsForm {
            rows,
            time_zone,
            faults: Vec::new(),
        }
    }

    /// The form with every fault in words.
    pub fn checked(mut self, frame: &Layout) -> SettingsForm {
        match zone_named(&self.time_zone) {
            Some(name) => self.time_zone = name,
            None => self
                .faults
                .push(("zone", frame.t("first-shop-zone-wrong"))),
        }
        if self
            .rows
            .iter()
            .all(|row| row.place == 0)
        {
            self.faults
                .push(("languages", frame.t("settings-none")));
        } else if self.rows.iter().any(|row| {
            row.place > 0 && (row.region_is_wrong() || language_tag::fault(&row.tag()).is_some())
        }) {
            self.faults
                .push(("languages", frame.t("settings-region-wrong")));
        }
        self
    }

    /// The program with these settings.
    pub fn applied_to(&self, program: Program) -> Program {
        let mut offered: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| row.place > 0)
            .collect();
        offered.sort_by_key(|row| row.place);
        let languages = offered
            .into_iter()
            .map(Row::tag)
            .collect();
        Program {
            languages,
            time_zone: self.time_zone.clone(),
            ..program
        }
    }

    fn fault(&self, field: &str) -> Option<&String> {
        self.faults
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, why)| why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> SettingsForm {
        let mut params = Params::default();
        for (name, value) in fields {
            params
                .0
                .insert((*name).to_owned(), (*value).to_owned());
        }
        SettingsForm::read(&Program::starter("Coffee", "UTC", "EUR"), &mut params)
    }

    #[test]
    fn a_program_comes_back_as_it_was() {
        let mut program = Program::starter("Coffee", "Asia/Tehran", "IRR");
        program.languages = ["fa-IR-u-ca-gregory-fw-mon-nu-latn", "en-US", "ar"]
            .map(String::from)
            .into();
        assert_eq!(
            SettingsForm::of(&program).applied_to(program.clone()),
            program
        );
    }

    #[test]
    fn languages_come_in_the_order_of_their_places() {
        let form = sent(&[
            ("place-fa", "1"),
            ("digits-fa", "latn"),
            ("place-en", "2"),
            ("region-en", "us"),
            ("time_zone", "Asia/Tehran"),
        ]);
        let program = form.applied_to(Program::starter("Coffee", "UTC", "EUR"));
        assert_eq!(
            (program.languages, program.time_zone.as_str()),
            (vec!["fa-u-nu-latn".into(), "en-US".into()], "Asia/Tehran")
        );
    }

    #[test]
    fn the_example_follows_what_was_chosen() {
        let program = Program::starter("Coffee", "UTC", "EUR");
        let form = sent(&[
            ("place-en", "1"),
            ("calendar-en", "persian"),
            ("week-en", "sat"),
        ]);
        let page = SetupPage {
            frame: Layout {
                language: Locale::ENGLISH,
                shop: None,
                colours: None,
                demo: false,
                path: "/admin/setup".into(),
            },
            here: AdminNav::new(
                crate::http::admin::nav::NavItem::Setup,
                None,
                Locale::ENGLISH,
            ),
            list: Checklist {
                owners: vec![],
                operators: vec![],
                slug: "coffee".into(),
            },
            action: String::new(),
            form: form.clone(),
            today: jiff::civil::date(2026, 11, 22),
            zone: program.zone(),
        };
        let example = page
            .example(&form.rows[0])
            .unwrap()
            .replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(example, "1,234 · 58% · 1 Azar 1405 · week from Saturday");
        assert_eq!(page.example(&form.rows[1]), None);
    }
}
