//! ICU's formatters of one language with its region, digits and calendar.

use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::rc::Rc;

use icu_calendar::cal::Persian;
use icu_datetime::fieldsets::{self, E, M, MD, YM, YMD};
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use jiff::civil::Date;
use lru::LruCache;

use super::Locale;
use crate::locale::calendar::{Calendar, iso};
use crate::locale::language_tag::{NumberingSystem, preferences};

/// The formatters of one language; one that ICU has no data for is missing, and the value is then written plainly.
///
/// CLDR knows the names of the Persian months, but hardly the order of their dates: it puts the year before the month in Persian
/// itself and an era behind it elsewhere. People write day, month, year in each of our languages, so those dates are put
/// together here.
pub(super) struct Formats {
    calendar: Calendar,
    digits: NumberingSystem,
    grouped: Option<DecimalFormatter>,
    date: Option<DateTimeFormatter<YMD>>,
    day: Option<DateTimeFormatter<MD>>,
    month: Option<DateTimeFormatter<YM>>,
    month_alone: Option<DateTimeFormatter<M>>,
    month_short: Option<DateTimeFormatter<M>>,
    weekday: Option<DateTimeFormatter<E>>,
    weekday_short: Option<DateTimeFormatter<E>>,
}

impl Formats {
    fn new(language: Locale) -> Formats {
        let tag = language.full_tag();
        let decimals = preferences(&tag, DecimalFormatterPreferences::from_locale_strict);
        let dates = || preferences(&tag, DateTimeFormatterPreferences::from_locale_strict);
        let mut grouping = DecimalFormatterOptions::default();
        grouping.grouping_strategy = Some(GroupingStrategy::Auto);
        Formats {
            calendar: language.calendar,
            digits: language.digits,
            grouped: DecimalFormatter::try_new(decimals, grouping).ok(),
            date: DateTimeFormatter::try_new(dates(), fieldsets::YMD::long()).ok(),
            day: DateTimeFormatter::try_new(dates(), fieldsets::MD::long()).ok(),
            month: DateTimeFormatter::try_new(dates(), fieldsets::YM::long()).ok(),
            month_alone: DateTimeFormatter::try_new(dates(), fieldsets::M::long()).ok(),
            month_short: DateTimeFormatter::try_new(dates(), fieldsets::M::medium()).ok(),
            weekday: DateTimeFormatter::try_new(dates(), fieldsets::E::long()).ok(),
            weekday_short: DateTimeFormatter::try_new(dates(), fieldsets::E::medium()).ok(),
        }
    }

    pub(super) fn number(&self, number: &Decimal) -> Option<String> {
        Some(
            self.grouped
                .as_ref()?
                .format(number)
                .to_string(),
        )
    }

    pub(super) fn date(&self, day: Date) -> Option<String> {
        match self.calendar {
            Calendar::Gregorian => Some(
                self.date
                    .as_ref()?
                    .format(&iso(day))
                    .to_string(),
            ),
            Calendar::Persian => Some(format!("{} {}", self.day(day)?, self.persian_year(day))),
        }
    }

    pub(super) fn day(&self, day: Date) -> Option<String> {
        match self.calendar {
            Calendar::Gregorian => Some(
                self.day
                    .as_ref()?
                    .format(&iso(day))
                    .to_string(),
            ),
            Calendar::Persian => {
                let number = u32::from(
                    iso(day)
                        .to_calendar(Persian)
                        .day_of_month()
                        .0,
                );
                Some(format!(
                    "{} {}",
                    self.digits.write(number),
                    self.month_alone(day)?
                ))
            }
        }
    }

    pub(super) fn month(&self, day: Date) -> Option<String> {
        match self.calendar {
            Calendar::Gregorian => Some(
                self.month
                    .as_ref()?
                    .format(&iso(day))
                    .to_string(),
            ),
            Calendar::Persian => Some(format!(
                "{} {}",
                self.month_alone(day)?,
                self.persian_year(day)
            )),
        }
    }

    fn persian_year(&self, day: Date) -> String {
        self.digits.put_into(
            &Calendar::Persian
                .year_of(day)
                .to_string(),
        )
    }

    pub(super) fn month_alone(&self, day: Date) -> Option<String> {
        Some(
            self.month_alone
                .as_ref()?
                .format(&iso(day))
                .to_string(),
        )
    }

    pub(super) fn month_short(&self, day: Date) -> Option<String> {
        Some(
            self.month_short
                .as_ref()?
                .format(&iso(day))
                .to_string(),
        )
    }

    pub(super) fn weekday(&self, day: Date) -> Option<String> {
        Some(
            self.weekday
                .as_ref()?
                .format(&iso(day))
                .to_string(),
        )
    }

    pub(super) fn weekday_short(&self, day: Date) -> Option<String> {
        Some(
            self.weekday_short
                .as_ref()?
                .format(&iso(day))
                .to_string(),
        )
    }
}

/// How many languages a thread keeps ready. Tags come from outside, in regions without number.
const KEPT: NonZeroUsize = NonZeroUsize::new(32).unwrap();

// ICU's formatters are not shared between threads, so each thread makes its own.
thread_local! {
    static FORMATS: RefCell<LruCache<Locale, Rc<Formats>>> = RefCell::new(LruCache::new(KEPT));
}

pub(super) fn with_formats<T>(language: Locale, use_them: impl FnOnce(&Formats) -> T) -> T {
    // Taken out of the cell before it is used: what is formatted may ask for another language.
    let formats = FORMATS.with_borrow_mut(|kept| {
        kept.get_or_insert(language, || Rc::new(Formats::new(language)))
            .clone()
    });
    use_them(&formats)
}
