//! The languages that the whole product speaks, each as its file in `locales/` describes it.

/// A language: its words, and what no library knows of it.
pub struct Language {
    /// Its tag, such as `en`: the name of its file.
    pub tag: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// Which way it is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The script that its tags name, where it is written in several; empty otherwise.
    pub script: &'static str,
    /// The region of most of its readers.
    pub region: &'static str,
    /// Unicode's name of the calendar there.
    pub calendar: &'static str,
    /// Unicode's name of the day on which weeks begin there.
    pub first_weekday: &'static str,
    /// Unicode's name of the digits there.
    pub digits: &'static str,
    /// A percentage, with 0 for the number.
    pub percent: &'static str,
    /// The days from Monday in as few letters as a wall calendar has; empty where the short names are short.
    pub weekdays: &'static str,
    /// Its place among the languages of a new shop.
    pub shop_place: usize,
    /// The zone in which most new shops lie.
    pub time_zone: &'static str,
    /// The currency in which they count.
    pub currency: &'static str,
    /// What a new shop gives for ten stamps.
    pub reward: &'static str,
    /// Its file.
    pub words: &'static str,
}

/// Every language on offer, by place. `build.rs` lists the files.
pub const LANGUAGES: &[Language] = &include!(concat!(env!("OUT_DIR"), "/languages.rs"));
