//! A list of visits written in every combination of forms comes back as it was, or the file is refused, and nothing else happens.

use encoding_rs::{UTF_8, WINDOWS_1252, WINDOWS_1254, WINDOWS_1256};
use jiff::civil::DateTime;
use proptest::sample::{Index, select};

use super::*;

/// How a program writes letters.
#[derive(Clone, Copy, Debug)]
enum Letters {
    Utf8 {
        mark: bool,
    },
    Utf16 {
        is_little: bool,
        mark: bool,
    },
    /// A code page by the name that must be declared, and whether only the `Content-Type` says it.
    Page(&'static str, bool),
}

impl Letters {
    fn encoded(self, text: &str) -> Vec<u8> {
        match self {
            Letters::Utf8 { mark } => [
                if mark {
                    "\u{feff}"
                } else {
                    ""
                },
                text,
            ]
            .concat()
            .into_bytes(),
            Letters::Utf16 { is_little, mark } => {
                let bytes = if is_little {
                    u16::to_le_bytes
                } else {
                    u16::to_be_bytes
                };
                mark.then_some(0xFEFF)
                    .into_iter()
                    .chain(text.encode_utf16())
                    .flat_map(bytes)
                    .collect()
            }
            Letters::Page(name, _) => page(name)
                .encode(text)
                .0
                .into_owned(),
        }
    }
}

/// How a program writes dates and times.
#[derive(Clone, Copy, Debug)]
struct Dates {
    pattern: &'static str,
    order: DateOrder,
    /// The smallest unit that it writes, in seconds; a day: dates alone.
    unit_s: i64,
}

const DAY: i64 = 86_400;

const DATES: [Dates; 16] = [
    Dates {
        pattern: "%Y-%m-%d %H:%M:%S",
        order: DateOrder::Iso,
        unit_s: 1,
    },
    Dates {
        pattern: "%Y-%m-%dT%H:%M:%S",
        order: DateOrder::DayMonthYear,
        unit_s: 1,
    },
    Dates {
        pattern: "%Y/%m/%d %H:%M",
        order: DateOrder::Iso,
        unit_s: 60,
    },
    Dates {
        pattern: "%Y%m%d%H%M%S",
        order: DateOrder::Iso,
        unit_s: 1,
    },
    Dates {
        pattern: "%Y-%m-%d",
        order: DateOrder::MonthDayYear,
        unit_s: DAY,
    },
    Dates {
        pattern: "%d.%m.%Y %H:%M",
        order: DateOrder::DayMonthYear,
        unit_s: 60,
    },
    Dates {
        pattern: "%-d.%-m.%y %H:%M:%S",
        order: DateOrder::DayMonthYear,
        unit_s: 1,
    },
    Dates {
        pattern: "%d/%m/%Y",
        order: DateOrder::DayMonthYear,
        unit_s: DAY,
    },
    Dates {
        pattern: "%a %d-%m-%Y %H.%M Uhr",
        order: DateOrder::DayMonthYear,
        unit_s: 60,
    },
    Dates {
        pattern: "%m/%d/%Y %I:%M:%S %p",
        order: DateOrder::MonthDayYear,
        unit_s: 1,
    },
    Dates {
        pattern: "%-m/%-d/%y %-I:%M %p",
        order: DateOrder::MonthDayYear,
        unit_s: 60,
    },
    Dates {
        pattern: "%m-%d-%Y",
        order: DateOrder::MonthDayYear,
        unit_s: DAY,
    },
    Dates {
        pattern: "%a, %d %b %Y %H:%M:%S",
        order: DateOrder::Iso,
        unit_s: 1,
    },
    Dates {
        pattern: "%B %-d, %Y %H:%M",
        order: DateOrder::DayMonthYear,
        unit_s: 60,
    },
    Dates {
        pattern: "%d-%b-%y",
        order: DateOrder::MonthDayYear,
        unit_s: DAY,
    },
    Dates {
        pattern: "%A %b %e %H:%M:%S %Y",
        order: DateOrder::Iso,
        unit_s: 1,
    },
];

/// What a program gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    None,
    /// Amounts stand without quotes even where the separator is in them.
    BareAmounts,
    /// Nothing says how letters lie in bytes.
    Undeclared,
}

/// How a program lays a table out.
#[derive(Clone, Debug)]
struct Form {
    flaw: Flaw,
    letters: Letters,
    end: &'static str,
    separator: char,
    /// All cells in quotes; otherwise those alone that need them.
    quotes_all: bool,
    decimal: char,
    thousands: Option<char>,
    dates: Dates,
    titles: usize,
    tells_separator: bool,
    ends_last_line: bool,
    trailing: usize,
    /// In which order the columns stand, and whether one that nobody asks for stands among them.
    columns: Vec<&'static str>,
}

#[derive(Clone, Debug)]
struct Sale {
    member: String,
    seconds: i64,
    minor: i64,
}

/// Ids that each of the code pages can hold, or not: those that it cannot are left out of its files.
fn member() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[1-9][0-9]{0,9}",
        2 => "[A-Z]{1,3}-[0-9]{3,5}",
        1 => "00[0-9]{2}[1-9]",
        1 => select(vec!["Möwe; Söhne", "O\"Brien, J.", "Şükrü Iğdır", "علي", "محمد ۱۲", "a\tb|c", "Ann\nLee", "#7", "x=1", "İnci"]).prop_map(str::to_owned),
    ]
}

fn sale() -> impl Strategy<Value = Sale> {
    let amount = prop_oneof![3 => 0..10_000i64, 1 => 0..1_000_000_000i64, 1 => (0..5_000i64).prop_map(|whole| whole * 100)];
    // 2001 to 2026.
    (member(), 978_400_000..1_780_000_000i64, amount).prop_map(|(member, seconds, minor)| Sale {
        member,
        seconds,
        minor,
    })
}

fn letters() -> impl Strategy<Value = Letters> {
    let pages = ["windows-1252", "windows-1254", "windows-1256", "iso-8859-9"];
    prop_oneof![
        3 => any::<bool>().prop_map(|mark| Letters::Utf8 { mark }),
        2 => (any::<bool>(), any::<bool>()).prop_map(|(is_little, mark)| Letters::Utf16 { is_little, mark }),
        4 => (select(pages.to_vec()), any::<bool>()).prop_map(|(page, from_content_type)| Letters::Page(page, from_content_type)),
    ]
}

fn form() -> impl Strategy<Value = Form> {
    let number = (select(vec!['.', ',']), any::<bool>(), any::<Index>());
    let table = (
        select(vec!["\n", "\r\n", "\r"]),
        select(vec![',', ';', '\t', '|']),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    let around = (
        0..3usize,
        0..3usize,
        Just(vec!["member", "date", "amount", "note"]).prop_shuffle(),
    );
    let flaw = select(vec![
        Flaw::None,
        Flaw::None,
        Flaw::BareAmounts,
        Flaw::Undeclared,
    ]);
    (
        flaw,
        letters(),
        number,
        table,
        around,
        select(DATES.to_vec()),
    )
        .prop_map(
            |(flaw, letters, (decimal, groups, mark), table, around, dates)| {
                let (end, separator, quotes_all, tells_separator, ends_last_line) = table;
                let marks = [
                    if decimal == '.' {
                        ','
                    } else {
                        '.'
                    },
                    '\'',
                    ' ',
                ];
                let thousands = groups.then(|| *mark.get(&marks));
                let (titles, trailing, columns) = around;
                Form {
                    flaw,
                    letters,
                    end,
                    separator,
                    quotes_all,
                    decimal,
                    thousands,
                    dates,
                    titles,
                    tells_separator,
                    ends_last_line,
                    trailing,
                    columns,
                }
            },
        )
}

impl Form {
    fn amount(&self, minor: i64) -> String {
        let (whole, cents) = ((minor / 100).to_string(), minor % 100);
        let grouped = match self.thousands {
            Some(mark) => {
                let signs = whole
                    .char_indices()
                    .flat_map(|(at, digit)| {
                        let is_group = at > 0 && (whole.len() - at) % 3 == 0;
                        is_group
                            .then_some(mark)
                            .into_iter()
                            .chain([digit])
                    });
                signs.collect()
            }
            None => whole,
        };
        format!("{grouped}{}{cents:02}", self.decimal)
    }

    fn moment(&self, seconds: i64) -> DateTime {
        let unit = self.dates.unit_s;
        jiff::Timestamp::from_second(seconds.div_euclid(unit) * unit)
            .unwrap()
            .to_zoned(TimeZone::UTC)
            .datetime()
    }

    fn cell(&self, text: &str) -> String {
        let needs_quotes = text.contains([self.separator, '"', '\n', '\r']);
        if self.quotes_all || needs_quotes {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }

    fn row(&self, cell: impl Fn(&str) -> String) -> String {
        let is_bare = |column: &str| column == "amount" && self.flaw == Flaw::BareAmounts;
        let written = |column: &&str| {
            if is_bare(column) {
                cell(column)
            } else {
                self.cell(&cell(column))
            }
        };
        let cells: Vec<String> = self
            .columns
            .iter()
            .map(written)
            .collect();
        cells.join(&self.separator.to_string())
            + &self
                .separator
                .to_string()
                .repeat(self.trailing)
    }

    fn written(&self, sales: &[Sale]) -> String {
        let mut lines = Vec::new();
        if self.tells_separator {
            lines.push(format!("sep={}", self.separator));
        }
        lines.extend((0..self.titles).map(|title| ["Sales of the month", ""][title].to_owned()));
        lines.push(self.row(str::to_owned));
        lines.extend(sales.iter().map(|sale| {
            self.row(|column| match column {
                "member" => sale.member.clone(),
                "date" => self
                    .moment(sale.seconds)
                    .strftime(self.dates.pattern)
                    .to_string(),
                "amount" => self.amount(sale.minor),
                _ if self.flaw == Flaw::BareAmounts => String::new(),
                _ => "late".to_owned(),
            })
        }));
        lines.join(self.end)
            + if self.ends_last_line {
                self.end
            } else {
                ""
            }
    }

    fn has_member_behind_amount(&self) -> bool {
        self.columns
            .windows(2)
            .any(|pair| *pair == ["amount", "member"])
    }

    /// Whether the letters can be written so at all.
    fn can_hold(&self, text: &str) -> bool {
        match self.letters {
            Letters::Page(name, _) => !page(name).encode(text).2,
            _ => true,
        }
    }

    fn reading(&self) -> Reading {
        let encoding = match self.letters {
            _ if self.flaw == Flaw::Undeclared => Encoding::default(),
            Letters::Page(name, true) => Encoding::named(name)
                .unwrap()
                .from_content_type(),
            Letters::Page(name, false) => Encoding::named(name).unwrap(),
            _ => Encoding::default(),
        };
        Reading {
            encoding,
            dates: self.dates.order,
            zone: TimeZone::UTC,
            ..reading()
        }
    }
}

fn is_like_a_note(member: &str) -> bool {
    member.contains(' ') || !member.contains(char::is_numeric)
}

fn page(name: &str) -> &'static encoding_rs::Encoding {
    let page = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
    assert!([WINDOWS_1252, WINDOWS_1254, WINDOWS_1256].contains(&page) && page != UTF_8);
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn visits_come_back_as_they_were_written(form in form(), sales in proptest::collection::vec(sale(), 1..8)) {
        let sales: Vec<Sale> = sales.into_iter().filter(|sale| form.can_hold(&sale.member)).collect();
        prop_assume!(!sales.is_empty());
        let text = form.written(&sales);
        let file = TillFile::open(form.letters.encoded(&text).into(), form.reading());
        prop_assert!(file.is_ok(), "{:?}\n{text}", file.unwrap_err());
        let read: Vec<Result<TillVisit, BadLine>> = file.unwrap().collect();
        prop_assert!(read.len() == sales.len() || form.flaw == Flaw::Undeclared, "{text}\n{read:?}");
        for (read, sale) in read.iter().zip(&sales) {
            match read {
                // Cents and a name behind them look like a member and a note.
                Ok(_) if form.flaw == Flaw::BareAmounts && form.has_member_behind_amount() && is_like_a_note(&sale.member) => {}
                Ok(visit) => {
                    let noon = if form.dates.unit_s == DAY { DAY / 2 } else { 0 };
                    let at = form.moment(sale.seconds).to_zoned(TimeZone::UTC).unwrap().timestamp().as_millisecond() + noon * 1_000;
                    let Folded::Id(member) = fold(&sale.member) else { unreachable!("{}", sale.member) };
                    prop_assert_eq!((&visit.member, visit.at, visit.amount_minor), (&member, Timestamp(at), Some(sale.minor)), "{}", text);
                }
                Err(bad) => prop_assert!(form.flaw != Flaw::None, "{bad} of {sale:?}\n{text}"),
            }
        }
    }
}

/// How a program lays objects out.
#[derive(Clone, Copy, Debug)]
enum Objects {
    Lines,
    Array,
    /// One member a line, as programs write for people.
    Wide,
    /// In a list of an object around them.
    Wrapped,
}

fn laid_out(objects: &[serde_json::Value], layout: Objects, end: &str) -> String {
    let lines: Vec<String> = objects
        .iter()
        .map(ToString::to_string)
        .collect();
    match layout {
        Objects::Lines => lines.join(end) + end,
        Objects::Array => format!("[{}]", lines.join(",")),
        Objects::Wide => serde_json::to_string_pretty(objects)
            .unwrap()
            .replace('\n', end),
        Objects::Wrapped => format!(
            "{{\"count\":{},\"data\":[{}{end}]}}",
            lines.len(),
            lines.join(&format!(",{end}"))
        ),
    }
}

/// One visit as an object: ids and amounts as numbers where they can be, times with an offset or as seconds since 1970.
fn object(sale: &Sale, numbers: bool, epoch: bool) -> serde_json::Value {
    let (whole, cents) = (sale.minor / 100, sale.minor % 100);
    let at = jiff::Timestamp::from_second(sale.seconds).unwrap();
    // A number of nine digits counts too little to be told from others.
    let epoch = epoch && sale.seconds >= 1_000_000_000;
    let plain = !sale.member.starts_with('0')
        && sale
            .member
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    let raw = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    serde_json::json!({
        "more": [{ "member": "nobody" }],
        "member": if numbers && plain { raw(&sale.member) } else { sale.member.as_str().into() },
        "date": if epoch { sale.seconds.into() } else { serde_json::Value::from(at.to_string()) },
        "amount": if numbers { raw(&format!("{whole}.{cents:02}")) } else { format!("{whole},{cents:02}").into() },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn objects_come_back_as_they_were_written(
        sales in proptest::collection::vec(sale(), 1..8),
        layout in select(vec![Objects::Lines, Objects::Array, Objects::Wide, Objects::Wrapped]),
        letters in letters().prop_filter("JSON has no code page", |letters| !matches!(letters, Letters::Page(..))),
        end in select(vec!["\n", "\r\n", "\r"]),
        (numbers, epoch) in any::<(bool, bool)>(),
    ) {
        let objects: Vec<serde_json::Value> = sales.iter().map(|sale| object(sale, numbers, epoch)).collect();
        let text = laid_out(&objects, layout, end);
        let file = TillFile::open(letters.encoded(&text).into(), Reading { zone: TimeZone::UTC, ..reading() }).unwrap();
        let read: Vec<(String, i64, Option<i64>)> =
            file.map(|read| read.map(|visit| (visit.member, visit.at.0, visit.amount_minor))).collect::<Result<_, _>>().unwrap();
        let right = sales.iter().map(|sale| match fold(&sale.member) {
            Folded::Id(member) => (member, sale.seconds * 1_000, Some(sale.minor)),
            other => unreachable!("{other:?}"),
        });
        prop_assert_eq!(read, right.collect::<Vec<_>>(), "{}", text);
    }
}
