//! Visits from the till: the form, what a file looks like, and what became of it.

use std::collections::BTreeMap;

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::http::admin::import::reasons::Told;
use crate::http::admin::nav::AdminNav;
use crate::http::base::layout::Layout;
use crate::http::base::query::Params;
use crate::service::data::import_preview::{ImportPreview, MOST_ASKED};
use crate::service::data::visit_import::{ImportProgress, VisitImport};
use crate::till_export::{BadLine, ColumnField, TillVisit};

/// What was chosen so far, by the name of the field.
#[derive(Clone, Debug, Default)]
pub struct Choices(BTreeMap<String, String>);

impl Choices {
    /// What the fields of a form say.
    pub fn of(fields: &Params) -> Choices {
        Choices(fields.0.clone())
    }

    fn of_field(&self, name: &str) -> &str {
        self.0
            .get(name)
            .map_or("", String::as_str)
    }

    /// What was chosen for a place by its name; the form numbers the places of one file.
    fn of_place(&self, name: &str) -> &str {
        let asked = (0..MOST_ASKED).find(|n| self.of_field(&format!("place-{n}")) == name);
        asked.map_or("", |n| {
            self.0
                .get(&format!("is-{n}"))
                .map_or("", String::as_str)
        })
    }
}

/// A file's beginning by these choices.
#[derive(Clone, Debug)]
pub struct FilePreview {
    /// What was read.
    pub preview: ImportPreview,
    /// Whether that is the whole file.
    pub is_whole: bool,
    /// A choice that makes no sense, in words.
    pub wrong: Option<String>,
}

/// A field with what can be chosen for it.
pub struct Select {
    /// Its name.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// (value, words, whether it is chosen)
    pub options: Vec<(String, String, bool)>,
}

/// Values with the keys of their words.
type WordedValues = &'static [(&'static str, &'static str)];

/// A place that the shop has not, with what can be done about it.
pub struct PlaceQuestion {
    /// Its number on the form.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// (value, words, whether it is chosen)
    pub options: Vec<(String, String, bool)>,
}

/// An import in a list.
#[derive(Clone, Debug)]
pub struct JobLine {
    /// Where its page is.
    pub address: String,
    /// When it began.
    pub when: String,
    /// How far it is, in words.
    pub state: String,
    /// Visits that were new.
    pub stored: String,
    /// Lines that could not be read.
    pub bad: String,
}

impl JobLine {
    /// Tells an import.
    pub fn of(job: &VisitImport, frame: &Layout, now: Timestamp, zone: &TimeZone) -> JobLine {
        let language = frame.language;
        let state = match job.state {
            ImportProgress::Running => "import-running",
            ImportProgress::Done if job.bad > 0 => "import-done-some",
            ImportProgress::Done => "import-done",
            ImportProgress::Failed => "import-failed",
            ImportProgress::Interrupted => "import-interrupted",
        };
        JobLine {
            address: format!("/admin/import/{}?lang={}", job.id, language.tag()),
            when: language.moment(job.created_at, now, zone),
            state: frame.t(state),
            stored: language.number(job.stored),
            bad: language.number(job.bad),
        }
    }
}

/// The form, with what the chosen file looks like.
#[derive(Template)]
#[template(path = "admin/import.html")]
pub struct ImportPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// What was chosen.
    pub choices: Choices,
    /// What the file looks like; none before one was chosen.
    pub seen: Option<FilePreview>,
    /// Whether the form came without a file.
    pub no_file: bool,
    /// The newest imports.
    pub jobs: Vec<JobLine>,
    /// The shop's zone.
    pub zone: TimeZone,
}

/// The words for the column of a field.
fn key_of(field: ColumnField) -> &'static str {
    match field {
        ColumnField::Member => "import-member",
        ColumnField::At => "import-at",
        ColumnField::Time => "import-time",
        ColumnField::Amount | ColumnField::AmountMinor => "import-amount",
        ColumnField::Location => "import-place",
        ColumnField::Receipt => "import-receipt",
    }
}

impl ImportPage {
    /// The columns, each with what it is read from.
    fn columns(&self, seen: &FilePreview) -> Vec<Select> {
        // Whether an amount is in the smallest unit is a question of its own here.
        let asked = ColumnField::ALL
            .into_iter()
            .filter(|field| *field != ColumnField::AmountMinor);
        asked
            .map(|field| self.column(field, seen))
            .collect()
    }

    fn column(&self, field: ColumnField, seen: &FilePreview) -> Select {
        let chosen = self
            .choices
            .of_field(field.parameter());
        let found = match field {
            ColumnField::Amount => seen
                .preview
                .found
                .of(ColumnField::Amount)
                .or(seen
                    .preview
                    .found
                    .of(ColumnField::AmountMinor)),
            field => seen.preview.found.of(field),
        };
        let by_itself = match found.filter(|_| chosen.is_empty()) {
            Some(name) => self
                .frame
                .language
                .text_with("import-found", &[("column", name.into())]),
            None if chosen.is_empty() => self.frame.t("import-not-found"),
            None => self.frame.t("import-find"),
        };
        let mut options = vec![(String::new(), by_itself, chosen.is_empty())];
        let names = seen
            .preview
            .found
            .columns
            .iter()
            .filter(|name| !name.is_empty());
        options.extend(names.map(|name| (name.clone(), name.clone(), name == chosen)));
        // Whose visit it was, and when, cannot be left out.
        if !matches!(field, ColumnField::Member | ColumnField::At) {
            options.push(("-".into(), self.frame.t("import-none"), chosen == "-"));
        }
        Select {
            name: field.parameter(),
            label: self.frame.t(key_of(field)),
            options,
        }
    }

    /// How the file is written.
    fn ways(&self, seen: &FilePreview) -> Vec<Select> {
        let ways: [(&'static str, &str, WordedValues); 5] = [
            (
                "date_format",
                "import-dates",
                &[
                    ("", "import-dates-iso"),
                    ("dmy", "import-dates-dmy"),
                    ("mdy", "import-dates-mdy"),
                    ("jalali", "import-dates-jalali"),
                    ("excel", "import-dates-excel"),
                ],
            ),
            (
                "unit",
                "import-unit",
                &[("", "import-unit-major"), ("minor", "import-unit-minor")],
            ),
            (
                "decimal",
                "import-decimal",
                &[
                    ("", "import-find"),
                    ("comma", "import-decimal-comma"),
                    ("point", "import-decimal-point"),
                ],
            ),
            (
                "separator",
                "import-separator",
                &[
                    ("", "import-find"),
                    ("comma", "import-separator-comma"),
                    ("semicolon", "import-separator-semicolon"),
                    ("tab", "import-separator-tab"),
                    ("bar", "import-separator-bar"),
                ],
            ),
            (
                "encoding",
                "import-encoding",
                &[
                    ("", "import-encoding-utf"),
                    ("windows-1252", "import-encoding-west"),
                    ("windows-1254", "import-encoding-turkish"),
                    ("windows-1256", "import-encoding-arabic"),
                    ("windows-1251", "import-encoding-cyrillic"),
                    ("utf-16le", "import-encoding-utf16"),
                ],
            ),
        ];
        ways.into_iter()
            .map(|(name, key, words)| {
                let chosen = self.way(name, seen);
                let options = words
                    .iter()
                    .map(|(value, key)| ((*value).to_owned(), self.frame.t(key), *value == chosen));
                Select {
                    name,
                    label: self.frame.t(key),
                    options: options.collect(),
                }
            })
            .collect()
    }

    /// What is chosen for a way of writing, by the owner or else by what the file proves.
    fn way<'s>(&'s self, name: &str, seen: &'s FilePreview) -> &'s str {
        let supposed = &seen.preview.supposed;
        let proven = match name {
            "date_format" => supposed.dates,
            "encoding" => supposed.encoding,
            _ => None,
        };
        match self.choices.of_field(name) {
            "" => proven.unwrap_or_default(),
            chosen => chosen,
        }
    }

    /// What the file proved of itself, in words: question and answer.
    fn supposed(&self, seen: &FilePreview) -> Vec<(String, String)> {
        let supposed = &seen.preview.supposed;
        let proven = |select: &Select| match select.name {
            "date_format" => supposed.dates.is_some(),
            "encoding" => supposed.encoding.is_some(),
            _ => false,
        };
        let ways = self
            .ways(seen)
            .into_iter()
            .filter(proven);
        ways.filter_map(|select| {
            let answer = select
                .options
                .into_iter()
                .find(|(.., chosen)| *chosen)?;
            Some((select.label, answer.1))
        })
        .collect()
    }

    /// Whether an import would bring anything, as far as the file was looked at.
    fn brings_visits(&self, seen: &FilePreview) -> bool {
        let counts = seen.preview.counts;
        counts.visits > 0 || (!seen.is_whole && counts.bad == 0)
    }

    /// Whether dates were not read for want of an order that nobody said and the file does not prove.
    fn lacks_order(&self, seen: &FilePreview) -> bool {
        self.way("date_format", seen)
            .is_empty()
            && seen
                .preview
                .bad
                .iter()
                .any(|bad| bad.reason.contains("date_format="))
    }

    fn needs_order(&self) -> String {
        let choice = self.frame.t("import-dates");
        self.frame
            .language
            .text_with("import-needs-order", &[("choice", (&choice).into())])
    }

    fn why(&self, bad: &BadLine) -> Told {
        Told::of(&bad.reason, self.frame.language)
    }

    /// The place of rows that name none, where the shop has places.
    fn place_of_others(&self, seen: &FilePreview) -> Option<Select> {
        let chosen = self.choices.of_field("location_id");
        let places = seen
            .preview
            .places
            .iter()
            .map(|place| (place.id.clone(), place.name.clone(), place.id == chosen));
        let options: Vec<_> = std::iter::once((
            String::new(),
            self.frame.t("import-no-place"),
            chosen.is_empty(),
        ))
        .chain(places)
        .collect();
        (options.len() > 1).then(|| Select {
            name: "location_id",
            label: self
                .frame
                .t("import-place-of-others"),
            options,
        })
    }

    /// The zone that was typed.
    fn zone_name(&self) -> &str {
        self.choices.of_field("tz")
    }

    /// The shop's own zone.
    fn own_zone(&self) -> &str {
        self.zone
            .iana_name()
            .unwrap_or("UTC")
    }

    /// What is to become of each place that the shop has not.
    fn questions(&self, seen: &FilePreview) -> Vec<PlaceQuestion> {
        let one = |(number, name): (usize, &String)| {
            let chosen = self.choices.of_place(name);
            let ours = seen
                .preview
                .places
                .iter()
                .map(|place| {
                    let words = self
                        .frame
                        .language
                        .text_with("import-place-is", &[("place", place.name.as_str().into())]);
                    (place.id.clone(), words, place.id == chosen)
                });
            let ways = [
                ("ignore", "import-place-ignore"),
                ("create", "import-place-create"),
            ];
            let ways =
                ways.map(|(value, key)| (value.to_owned(), self.frame.t(key), value == chosen));
            PlaceQuestion {
                number,
                name: name.clone(),
                options: ways
                    .into_iter()
                    .chain(ours)
                    .collect(),
            }
        };
        seen.preview
            .unknown_places
            .iter()
            .take(MOST_ASKED)
            .enumerate()
            .map(one)
            .collect()
    }

    /// Why nothing can be read, in the reader's words where these are known.
    fn refusal(&self, seen: &FilePreview) -> Option<Told> {
        let language = self.frame.language;
        if let Some(wrong) = &seen.wrong {
            return Some(Told::of(wrong, language));
        }
        let refusal = seen.preview.refusal.as_ref()?;
        let asked = |field: ColumnField| {
            refusal.parameter == field.parameter()
                && self
                    .choices
                    .of_field(field.parameter())
                    .is_empty()
        };
        Some(match (asked(ColumnField::Member), asked(ColumnField::At)) {
            (true, _) => Told::Ours(self.frame.t("import-needs-member")),
            (_, true) => Told::Ours(self.frame.t("import-needs-date")),
            _ => Told::of(&refusal.why, language),
        })
    }

    /// How many lines of each kind there are, in words.
    fn summary(&self, seen: &FilePreview) -> Vec<String> {
        let counts = seen.preview.counts;
        let of = |key: &str, count: i64| {
            self.frame
                .language
                .text_with(key, &[("count", count.into())])
        };
        let all = [
            ("import-visits", counts.visits, true),
            ("import-without-member", counts.without_member, false),
            ("import-refunds", counts.refunds, false),
            ("import-bad", counts.bad, false),
        ];
        all.into_iter()
            .filter(|(_, count, always)| *always || *count > 0)
            .map(|(key, count, _)| of(key, count))
            .collect()
    }

    fn n(&self, value: &i64) -> String {
        self.frame.language.number(*value)
    }

    /// When a visit was: date and time.
    fn when(&self, visit: &TillVisit, seen: &FilePreview) -> String {
        let zone = seen.preview.program.zone();
        format!(
            "{} {}",
            self.frame
                .language
                .date(visit.at, &zone),
            self.frame
                .language
                .time(visit.at, &zone)
        )
    }

    fn paid(&self, visit: &TillVisit, seen: &FilePreview) -> String {
        visit
            .amount_minor
            .map(|amount| {
                self.frame
                    .language
                    .money(amount, &seen.preview.program.currency)
            })
            .unwrap_or_default()
    }
}

/// One import.
#[derive(Template)]
#[template(path = "admin/import_job.html")]
pub struct JobPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// The import.
    pub job: VisitImport,
    /// The same in words.
    pub line: JobLine,
}

impl JobPage {
    fn is_running(&self) -> bool {
        self.job.state == ImportProgress::Running
    }

    /// What became of the lines: (words, number, what that means).
    fn counts(&self) -> Vec<(String, String, String)> {
        let job = &self.job;
        let all = [
            ("stored", job.stored, true),
            ("known", job.known, true),
            ("without-member", job.without_member, true),
            ("refunds", job.refunds, true),
            ("placeless", job.placeless, false),
            ("bad", job.bad, true),
        ];
        let shown = all
            .into_iter()
            .filter(|(_, count, always)| *always || *count > 0);
        let words = |key: &str, count: i64| {
            (
                self.frame
                    .t(&format!("import-count-{key}")),
                self.frame.language.number(count),
                self.frame
                    .t(&format!("import-count-{key}-meaning")),
            )
        };
        shown
            .map(|(key, count, _)| words(key, count))
            .collect()
    }

    fn n(&self, value: &i64) -> String {
        self.frame.language.number(*value)
    }

    fn why(&self, reason: &str) -> Told {
        Told::of(reason, self.frame.language)
    }

    fn read(&self) -> String {
        self.frame
            .language
            .text_with("import-read", &[("count", self.job.lines.into())])
    }

    /// What to do about an import that stopped.
    fn advice(&self) -> Option<String> {
        match self.job.state {
            ImportProgress::Failed => Some(self.frame.t("import-failed-advice")),
            ImportProgress::Interrupted => Some(
                self.frame
                    .t("import-interrupted-advice"),
            ),
            ImportProgress::Running | ImportProgress::Done => None,
        }
    }
}
