//! Which column is what: named by the caller, or known by the names that tills use.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Unreadable;
use super::currencies;
use super::marks::{folded, unwrapped};
use super::states::{self, StateKind};

/// What a column can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnField {
    /// The shop's own id of the person.
    Member,
    /// Date, or date and time.
    At,
    /// The time, where it stands beside the date.
    Time,
    /// What was paid, as people write it.
    Amount,
    /// What was paid, in the smallest currency unit.
    AmountMinor,
    /// The place, by id or name.
    Location,
    /// The receipt number.
    Receipt,
}

impl ColumnField {
    /// All of them.
    pub const ALL: [ColumnField; 7] = [
        ColumnField::Member,
        ColumnField::At,
        ColumnField::Time,
        ColumnField::Amount,
        ColumnField::AmountMinor,
        ColumnField::Location,
        ColumnField::Receipt,
    ];

    /// The query parameter that names its column.
    pub fn parameter(self) -> &'static str {
        match self {
            ColumnField::Member => "member",
            ColumnField::At => "at",
            ColumnField::Time => "time",
            ColumnField::Amount => "amount",
            ColumnField::AmountMinor => "amount_minor",
            ColumnField::Location => "location",
            ColumnField::Receipt => "ref",
        }
    }

    fn is_needed(self) -> bool {
        matches!(self, ColumnField::Member | ColumnField::At)
    }

    /// The names that tills give it in the languages of our shops: letters and digits, the most certain first.
    fn names(self) -> &'static [&'static str] {
        match self {
            ColumnField::Member => &[
                "externalid",
                "member",
                "memberid",
                "customerid",
                "customer",
                "customerno",
                "customernumber",
                "clientid",
                "client",
                "kundennr",
                "kundennummer",
                "kundenid",
                "kunde",
                "müşterino",
                "musterino",
                "müşteri",
                "musteri",
                "mijozid",
                "mijoz",
                "idpelanggan",
                "pelanggan",
                "کدمشتری",
                "شمارهمشتری",
                "مشتری",
                "رقمالعميل",
                "العميل",
            ],
            ColumnField::At => &[
                "at",
                "occurredat",
                "datetime",
                "timestamp",
                "date",
                "createdat",
                "zeitpunkt",
                "datum",
                "tarih",
                "sana",
                "tanggal",
                "تاریخ",
                "التاريخ",
            ],
            ColumnField::Time => &[
                "time",
                "uhrzeit",
                "zeit",
                "saat",
                "vaqt",
                "waktu",
                "jam",
                "ساعت",
                "زمان",
                "الوقت",
            ],
            ColumnField::Amount => &[
                "amount",
                "total",
                "sum",
                "gross",
                "betrag",
                "summe",
                "umsatz",
                "brutto",
                "tutar",
                "toplam",
                "summa",
                "jumlah",
                "مبلغ",
                "المبلغ",
            ],
            ColumnField::AmountMinor => &["amountminor"],
            ColumnField::Location => &[
                "locationid",
                "location",
                "store",
                "branch",
                "filiale",
                "standort",
                "şube",
                "sube",
                "filial",
                "cabang",
                "شعبه",
                "الفرع",
            ],
            ColumnField::Receipt => &[
                "ref",
                "receipt",
                "receiptno",
                "receiptnumber",
                "receiptid",
                "bonnr",
                "bon",
                "belegnr",
                "belegnummer",
                "beleg",
                "fişno",
                "fisno",
                "fiş",
                "chek",
                "struk",
                "nostruk",
                "رسید",
                "شمارهرسید",
                "الإيصال",
            ],
        }
    }
}

/// The columns that the caller named, by [`ColumnField`].
#[derive(Clone, Debug, Default)]
pub struct Columns {
    named: [Option<String>; ColumnField::ALL.len()],
    /// Fields that the caller wants read from no column at all.
    without: [bool; ColumnField::ALL.len()],
}

impl Columns {
    /// Names the column of a field.
    pub fn name(&mut self, field: ColumnField, column: Option<String>) {
        self.named[field as usize] = column;
    }

    /// Has a field read from no column, although one may have its name.
    pub fn leave_out(&mut self, field: ColumnField) {
        self.without[field as usize] = true;
    }

    fn named(&self, field: ColumnField) -> Option<&str> {
        self.named[field as usize].as_deref()
    }
}

/// The cells of one row, by [`Field`]; empty ones are absent.
#[derive(Debug, Default)]
pub(super) struct Cells {
    texts: [Option<String>; ColumnField::ALL.len()],
    by_unit: ByUnit,
    /// The currency, where a column of its own tells it.
    pub currency: Option<String>,
    /// The zone of the time, likewise.
    pub zone: Option<String>,
    /// Whether the amount is a number of JSON, which has one way to be read.
    pub has_number: bool,
}

/// For each [`Field`] whether its column was known by the unit in its name alone, as earlier versions did not know any.
type ByUnit = [bool; ColumnField::ALL.len()];

impl Cells {
    pub fn get(&self, field: ColumnField) -> Option<&str> {
        self.texts[field as usize].as_deref()
    }

    fn put(&mut self, field: ColumnField, text: &str) {
        let text = text.trim();
        self.texts[field as usize] = shown_in(text)
            .is_some()
            .then(|| text.to_owned());
    }

    /// Puts the unit that the amount's column names in tomans beside an amount that names none itself.
    fn put_tomans(&mut self, column: &str) {
        let names_none = |text: &&mut String| {
            !text.contains(char::is_alphabetic) && currencies::ends_with_toman(column)
        };
        if let Some(text) = self.texts[ColumnField::Amount as usize]
            .as_mut()
            .filter(names_none)
        {
            text.push_str(IN_TOMANS);
        }
    }

    /// Takes in what a column beside the fields tells of the line; one that says it is no sale is the reason why.
    fn see(&mut self, kind: StateKind, cell: &str) -> Result<(), String> {
        match kind {
            StateKind::Currency => self.currency = shown_in(cell).map(str::to_owned),
            StateKind::Zone => self.zone = shown_in(cell).map(str::to_owned),
            StateKind::State | StateKind::Sign => {}
        }
        states::check(kind, cell)
    }

    /// The cells as earlier versions saw them, without those of columns that are known by their unit; none if there are no such.
    pub fn without_units(&self) -> Option<Cells> {
        (self.by_unit.contains(&true)
            || self
                .get(ColumnField::Amount)
                .is_some_and(|text| text.ends_with(IN_TOMANS)))
        .then(|| {
            let bare = |text: &str| {
                text.strip_suffix(IN_TOMANS)
                    .unwrap_or(text)
                    .to_owned()
            };
            let kept = |field: ColumnField| {
                self.get(field)
                    .filter(|_| !self.by_unit[field as usize])
                    .map(bare)
            };
            Cells {
                texts: ColumnField::ALL.map(kept),
                has_number: self.has_number,
                ..Cells::default()
            }
        })
    }
}

/// Stands behind an amount whose column names tomans.
const IN_TOMANS: &str = " toman";

/// What a cell shows; none if that is nothing.
fn shown_in(cell: &str) -> Option<&str> {
    Some(unwrapped(cell)).filter(|shown| !shown.is_empty())
}

/// Whether a second column of a field's name says something else than the field's own.
fn differ(own: Option<&str>, twin: Option<&str>) -> bool {
    let twin = twin.and_then(shown_in);
    twin.is_some() && twin != own.and_then(shown_in)
}

/// At which place of a row each field stands, and which other columns have the very name of one.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnPlaces {
    fields: [Option<usize>; ColumnField::ALL.len()],
    by_unit: ByUnit,
    twins: Vec<(ColumnField, usize)>,
    beside: Vec<(StateKind, usize)>,
    amount: String,
}

impl ColumnPlaces {
    /// The place of a field.
    pub fn of(&self, field: ColumnField) -> Option<usize> {
        self.fields[field as usize]
    }

    /// The cells that matter; a row that ends early lacks those beyond its end.
    pub fn pick(&self, row: &[&str]) -> Result<Cells, String> {
        let mut cells = Cells {
            by_unit: self.by_unit,
            ..Cells::default()
        };
        for field in ColumnField::ALL {
            if let Some(text) = self
                .of(field)
                .and_then(|place| row.get(place))
            {
                cells.put(field, text);
            }
        }
        cells.put_tomans(&self.amount);
        for (kind, place) in &self.beside {
            cells.see(
                *kind,
                row.get(*place)
                    .copied()
                    .unwrap_or_default(),
            )?;
        }
        let cell = |place: usize| row.get(place).copied();
        let differs = |(field, twin): &(ColumnField, usize)| {
            differ(self.of(*field).and_then(cell), cell(*twin))
        };
        if self.twins.iter().any(differs) {
            Err(TWINS.into())
        } else {
            Ok(cells)
        }
    }
}

const TWINS: &str =
    "has different values in two columns with the same name; give each column its own name";

/// The place of a name among others: the very name, else one that differs only in form.
fn place_of(name: &str, among: &[&str]) -> Option<usize> {
    let wanted = folded(name);
    among
        .iter()
        .position(|other| *other == name)
        .or_else(|| {
            among
                .iter()
                .position(|other| !wanted.is_empty() && folded(other) == wanted)
        })
}

/// The other places whose name is that of a place: the very name if the caller gave it, else what differs only in form.
fn twins(place: usize, named: Option<&str>, among: &[&str]) -> Vec<usize> {
    let own = among[place];
    let is_twin = |other: &str| {
        if named == Some(own) {
            other == own
        } else {
            folded(other) == folded(own)
        }
    };
    (0..among.len())
        .filter(|at| *at != place && is_twin(among[*at]))
        .collect()
}

/// The place of a field that the caller did not name, and whether it is known by its unit alone.
fn known_place(field: ColumnField, among: &[&str]) -> Option<(usize, bool)> {
    let among: Vec<String> = among
        .iter()
        .map(|name| folded(name))
        .collect();
    let place = |field: ColumnField, among: &[String]| {
        field
            .names()
            .iter()
            .find_map(|name| {
                among
                    .iter()
                    .position(|other| *other == folded(name))
            })
    };
    let without = |units: &[&str]| -> Vec<String> {
        among
            .iter()
            .map(|name| without_unit(name, units).unwrap_or_default())
            .collect()
    };
    let by_unit = || match field {
        ColumnField::Amount => place(ColumnField::Amount, &without(&UNITS)),
        ColumnField::AmountMinor if place(ColumnField::Amount, &among).is_none() => {
            place(ColumnField::Amount, &without(&SMALLER_UNITS))
        }
        _ => None,
    };
    place(field, &among)
        .map(|place| (place, false))
        .or_else(|| by_unit().map(|place| (place, true)))
}

/// What stands behind an amount's name and says in which unit it is: `Amount (EUR)`, `amount_cents`.
const UNITS: [&str; 30] = [
    "eur",
    "euro",
    "usd",
    "dollar",
    "gbp",
    "chf",
    "try",
    "tl",
    "irr",
    "rial",
    "toman",
    "idr",
    "rp",
    "rupiah",
    "uzs",
    "som",
    "sum",
    "aed",
    "sar",
    "egp",
    "dkk",
    "sek",
    "nok",
    "inr",
    "ریال",
    "تومان",
    "درهم",
    "جنیه",
    "لیره",
    "دینار",
];
const SMALLER_UNITS: [&str; 7] = ["cents", "cent", "ct", "minor", "pence", "kurus", "tiyin"];

/// A folded name without its unit; none if it has none.
fn without_unit(name: &str, units: &[&str]) -> Option<String> {
    let bare = units
        .iter()
        .find_map(|unit| name.strip_suffix(unit))?;
    // The currency may stand before its smaller unit: `amount_eur_cents`.
    let bare = UNITS
        .iter()
        .find_map(|unit| bare.strip_suffix(unit))
        .unwrap_or(bare);
    Some(
        // As in `Betrag in EUR`.
        bare.strip_suffix("in")
            .unwrap_or(bare)
            .to_owned(),
    )
}

/// Finds each field in a header; one that was named and is not there is an error, and so is a missing member or date.
pub(super) fn find(header: &[&str], columns: &Columns) -> Result<ColumnPlaces, Unreadable> {
    let mut places = ColumnPlaces::default();
    for field in ColumnField::ALL {
        let found = place_for(field, header, columns);
        if found.is_none() && (columns.named(field).is_some() || field.is_needed()) {
            return Err(missing(field, columns.named(field), header));
        }
        if let Some((place, by_unit)) = found {
            places.fields[field as usize] = Some(place);
            places.by_unit[field as usize] = by_unit;
            places.twins.extend(
                twins(place, columns.named(field), header)
                    .into_iter()
                    .map(|twin| (field, twin)),
            );
        }
    }
    places.amount = places
        .of(ColumnField::Amount)
        .map(|place| header[place].to_owned())
        .unwrap_or_default();
    let others = (0..header.len()).filter(|place| {
        !places
            .fields
            .contains(&Some(*place))
    });
    places.beside = others
        .filter_map(|place| Some((states::kind(header[place])?, place)))
        .collect();
    Ok(places)
}

fn missing(field: ColumnField, named: Option<&str>, header: &[&str]) -> Unreadable {
    let parameter = field.parameter();
    let list = listed(header);
    let why = match named {
        Some(_) => format!("is not a column in the file; its columns are: {list}"),
        None => format!(
            "must name the {parameter} column, as in ?{parameter}=NAME; the file's columns are: {list}"
        ),
    };
    Unreadable {
        parameter,
        why,
        columns: header
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
    }
}

/// Characters of the file's own that an answer repeats.
const REPEATED: usize = 100;

/// The first names of a header: as many as an answer may repeat.
fn listed(header: &[&str]) -> String {
    let mut left = REPEATED;
    let fits = |name: &String| match left.checked_sub(name.chars().count()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let names: Vec<String> = header
        .iter()
        .map(|name| shown(name))
        .take_while(fits)
        .collect();
    let more = if names.len() < header.len() {
        ", …"
    } else {
        ""
    };
    format!("{}{more}", names.join(", "))
}

/// A column's name, short and without what disturbs a page.
fn shown(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric() || " _-./#()%".contains(*c))
        .take(40)
        .collect()
}

/// Whether the person's column is among these.
pub(super) fn knows_member(names: &[&str], columns: &Columns) -> bool {
    place_for(ColumnField::Member, names, columns).is_some()
}

/// The place of a field, and whether it is known by its unit alone.
fn place_for(field: ColumnField, names: &[&str], columns: &Columns) -> Option<(usize, bool)> {
    if columns.without[field as usize] {
        return None;
    }
    match columns.named(field) {
        Some(name) => place_of(name, names).map(|place| (place, false)),
        None => known_place(field, names),
    }
}

/// The name of the column that a field is read from.
pub(super) fn name_of<'n>(
    field: ColumnField,
    names: &[&'n str],
    columns: &Columns,
) -> Option<&'n str> {
    place_for(field, names, columns).map(|(place, _)| names[place])
}

/// The names in an object, in their order.
pub(super) fn names_in(object: &str) -> Vec<String> {
    serde_json::from_str(object)
        .map(|Pairs(pairs)| {
            pairs
                .into_iter()
                .map(|(name, _)| name)
                .collect()
        })
        .unwrap_or_default()
}

/// How many fields a row names as a header would: by this the header is found below a title.
pub(super) fn known(header: &[&str], columns: &Columns) -> usize {
    ColumnField::ALL
        .iter()
        .filter(|field| place_for(**field, header, columns).is_some())
        .count()
}

/// The fields of one JSON object. A number stays as it was written, for what it lost on the way is seen by that alone.
pub(super) fn of_object(text: &str, columns: &Columns) -> Result<Cells, String> {
    let Pairs(object) = serde_json::from_str(text).map_err(|_| NO_OBJECT)?;
    let names: Vec<&str> = object
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let mut cells = Cells::default();
    let mut taken = Vec::new();
    for field in ColumnField::ALL {
        let Some((place, by_unit)) = place_for(field, &names, columns) else {
            continue;
        };
        taken.push(place);
        cells.by_unit[field as usize] = by_unit;
        let raw = object[place].1.get();
        let own = text_of(raw)?;
        for twin in twins(place, columns.named(field), &names) {
            let twin = object[twin].1.get();
            if twin != raw
                && differ(
                    own.as_deref(),
                    text_of(twin)?
                        .as_deref()
                        .or(Some(twin).filter(|twin| *twin != "null")),
                )
            {
                return Err(TWINS.into());
            }
        }
        match own {
            None if raw == "null" => {}
            None => {
                return Err(format!(
                    "has something other than text or a number as {}",
                    field.parameter()
                ));
            }
            Some(_) if field == ColumnField::Member && !raw.starts_with('"') && is_inexact(raw) => {
                return Err(super::LOST_DIGITS.into());
            }
            Some(text) if field == ColumnField::Amount && !raw.starts_with('"') => {
                cells.has_number = true;
                cells.put(field, &spelled_out(&text));
            }
            Some(text) => cells.put(field, &text),
        }
    }
    let amount = place_for(ColumnField::Amount, &names, columns).map(|(place, _)| names[place]);
    cells.put_tomans(amount.unwrap_or_default());
    for place in (0..names.len()).filter(|place| !taken.contains(place)) {
        if let (Some(kind), Some(text)) =
            (states::kind(names[place]), text_of(object[place].1.get())?)
        {
            cells.see(kind, &text)?;
        }
    }
    Ok(cells)
}

/// A number without a power of ten, if it is exact without.
fn spelled_out(number: &str) -> Cow<'_, str> {
    let value = number
        .parse::<f64>()
        .ok()
        .filter(|value| number.contains(['e', 'E']) && value.abs() < 1e12);
    value.map_or(Cow::Borrowed(number), |value| Cow::Owned(value.to_string()))
}

/// What a text says, or a number as it was written; none for every other value.
fn text_of(raw: &str) -> Result<Option<Cow<'_, str>>, String> {
    Ok(match raw.as_bytes()[0] {
        b'"' => Some(Cow::Owned(
            serde_json::from_str(raw).map_err(|_| NO_OBJECT)?,
        )),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(raw)),
        _ => None,
    })
}

/// An object's names and values as they stand there, for one name may stand there twice.
struct Pairs<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

pub(super) const NO_OBJECT: &str = "is not a single JSON object";

/// Whether a number was a fraction on its way, and too large to be exact as one.
fn is_inexact(number: &str) -> bool {
    // 2^53: beyond it a fraction of a program's no longer tells two neighbours apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.contains(['e', 'E'])
        || (number.contains('.')
            && number
                .parse::<f64>()
                .is_ok_and(|number| number.abs() >= EXACT))
}

#[cfg(test)]
#[test]
fn units_are_folded() {
    for unit in UNITS.iter().chain(&SMALLER_UNITS) {
        assert_eq!(folded(unit), **unit);
    }
}
