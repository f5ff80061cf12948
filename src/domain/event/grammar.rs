//! The grammar of the table of events: what a rule and what a row become.

/// Turns the rules that fields keep into checks. One rule:
///
/// ```text
/// /// Money that was taken.
/// money: i64 = whole_if_any(0..=MONEY_MOST);
/// ```
///
/// This is its name, the Rust type of a field under it, and the method of `Scalar` that reads one, with its limits. It yields
/// `Rules::money`, which reads, and lets `value_type!` say `i64` for `money` and `Option<i64>` for `money?`.
macro_rules! rules {
    ($(
        $(#[doc = $meaning:literal])+
        $rule:ident: $type:ty = $check:ident($($limit:expr),* $(,)?);
    )*) => {
        /// The rules, each under its name in the table.
        struct Rules;

        impl Rules {
            $(
                $(#[doc = $meaning])+
                fn $rule(scalar: Scalar<'_>, field: &'static str) -> Result<Option<$type>, BadEvent> {
                    scalar.$check(field $(, $limit)*)
                }
            )*
        }

        macro_rules! value_type {
            $(
                ($rule) => { $type };
                ($rule ?) => { Option<$type> };
            )*
            ($unknown:ident) => { compile_error!(concat!("no rule is called `", stringify!($unknown), "`")) };
            ($unknown:ident ?) => { value_type!($unknown) };
        }
    };
}

/// Reads one field by its rule: `field: id` must be there, `field: id?` may be absent.
macro_rules! read_field {
    ($scalar:expr, $field:ident: $rule:ident) => {
        Rules::$rule($scalar, stringify!($field))?.ok_or(BadEvent::Missing(stringify!($field)))?
    };
    ($scalar:expr, $field:ident: $rule:ident ?) => {
        Rules::$rule($scalar, stringify!($field))?
    };
}

/// Whether a field may be absent.
macro_rules! may_be_absent {
    ($rule:ident) => {
        false
    };
    ($rule:ident ?) => {
        true
    };
}

/// Turns the table of events into the enumeration, its reader, its writer, its columns, what each kind needs, and examples.
///
/// The table has three parts. `common` lists the columns of every event as `field = "its name in a line"`; `Event` and its reader
/// name them. `own` lists the columns that only some kinds have, each with a sentence for documents. `kinds` has one row for
/// each kind:
///
/// ```text
/// /// Staff confirmed a visit.
/// "visit_validated" VisitValidated(member, card) { visit_id: id = "scan_01", amount_minor: money? = 450 }
/// ```
///
/// - The comment says what happened: it is the variant's documentation.
/// - `"visit_validated"` is the word in a line's `type`, `VisitValidated` the variant of `Fact`.
/// - `(member, card)` says which of `member_id` and `card_id` such an event must name.
/// - Each field stands in the order in which a line has it, as `column: rule`, or `column: rule?` if it may be absent. A new column
///   also needs a line in `own`; the rules stand above the table.
/// - `= value` is the field in the example of such an event that people see. A field that may be absent may also be absent there.
macro_rules! events {
    (
        common { $($common:ident = $common_name:literal),* $(,)? }
        own { $( $(#[doc = $meaning:literal])+ $column:ident ),* $(,)? }
        kinds { $(
            $(#[doc = $happened:literal])+
            $word:literal $kind:ident($($needed:ident),*) {
                // Nobody writes the lifetime: it only lets the question mark be repeated below.
                $( $field:ident: $rule:ident $(? $($never:lifetime)?)? $(= $example:literal)? ),* $(,)?
            }
        )* }
    ) => {
        macro_rules! meaning {
            $( ($column) => { concat!($($meaning),+) }; )*
            ($unknown:ident) => { compile_error!(concat!("`own` lists no column `", stringify!($unknown), "`")) };
        }

        /// What happened, with the fields that only this type has. `member_id`, `card_id`, `location_id` and `staff_id` are
        /// common to many types and stand on [`Event`](crate::domain::event::Event).
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fact {
            $(
                $(#[doc = $happened])+
                $kind {
                    $(
                        #[doc = meaning!($field)]
                        $field: value_type!($rule $(? $($never)?)?),
                    )*
                },
            )*
        }

        /// The words of the log's `type` field, in the order of the dictionary.
        pub const KINDS: [&str; [$($word),*].len()] = [$($word),*];

        /// Every field of every type: the columns of the log as a table.
        pub const COLUMNS: &[&str] = &[$($common_name,)* $(stringify!($column)),*];

        /// The fields of each kind in the order of the table.
        pub const FIELDS: &[EventField] = &[$($(
            EventField {
                kind: $word,
                name: stringify!($field),
                rule: stringify!($rule),
                optional: may_be_absent!($rule $(? $($never)?)?),
                shape: <value_type!($rule) as EventValue>::SHAPE,
            },
        )*)*];

        /// The columns that only some kinds have, each with what it says in them.
        pub const OWN_COLUMNS: &[(&str, &str)] =
            &[$((stringify!($column), meaning!($column).trim_ascii())),*];

        /// An invented event of each kind.
        pub fn examples() -> Vec<EventExample> {
            vec![$(
                EventExample {
                    kind: $word,
                    needs_card: Needs::default()$(.$needed())*.card,
                    own_fields: vec![$( $( (stringify!($field), Cell::from($example)), )? )*],
                },
            )*]
        }

        impl Fact {
            /// The word in the log's `type` field.
            pub fn kind(&self) -> &'static str {
                match self { $( Fact::$kind { .. } => $word, )* }
            }

            fn needs(&self) -> Needs {
                match self { $( Fact::$kind { .. } => Needs::default()$(.$needed())*, )* }
            }

            /// Puts the fields of this type after those that stand there.
            pub(super) fn own_fields<'a>(&'a self, fields: WrittenFields<'a>) -> WrittenFields<'a> {
                match self {
                    $( Fact::$kind { $($field),* } => fields$(.with(stringify!($field), $field))*, )*
                }
            }
        }

        /// One line with nothing checked yet but that it is a JSON object.
        #[derive(Default)]
        pub(super) struct Line<'a> {
            $( pub(super) $common: Scalar<'a>, )*
            $( $column: Scalar<'a>, )*
        }

        impl<'a> Line<'a> {
            /// Where the value of a field goes; `None` for a field that nobody knows.
            pub(super) fn slot(&mut self, name: &str) -> Option<&mut Scalar<'a>> {
                match name {
                    $( $common_name => Some(&mut self.$common), )*
                    $( stringify!($column) => Some(&mut self.$column), )*
                    _ => None,
                }
            }

            /// What the line says happened, each field checked by its rule.
            pub(super) fn fact(&mut self, kind: &str) -> Result<Fact, BadEvent> {
                Ok(match kind {
                    $(
                        $word => Fact::$kind {
                            $( $field: read_field!(std::mem::take(&mut self.$field), $field: $rule $(? $($never)?)?), )*
                        },
                    )*
                    // Cut, or a line's refusal could be as long as the line.
                    other => return Err(BadEvent::UnknownType(other.chars().take(60).collect())),
                })
            }
        }
    };
}
