//! One field on its way out: its value, ready for a line, a table or a schema.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::clock::Timestamp;

/// The value of one field, ready to be written in any form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
    /// A point in time.
    Time(Timestamp),
    /// A local date.
    Date(Date),
    /// Yes or no.
    Flag(bool),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Text(text) => f.write_str(text),
            Cell::Whole(n) => n.fmt(f),
            Cell::Time(t) => t.fmt(f),
            Cell::Date(d) => d.fmt(f),
            Cell::Flag(is) => is.fmt(f),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => s.serialize_str(text),
            Cell::Whole(n) => s.serialize_i64(*n),
            Cell::Flag(is) => s.serialize_bool(*is),
            other => s.collect_str(other),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(text)
    }
}

impl From<i64> for Cell<'_> {
    fn from(n: i64) -> Self {
        Cell::Whole(n)
    }
}

impl From<bool> for Cell<'_> {
    fn from(is: bool) -> Self {
        Cell::Flag(is)
    }
}

/// What JSON makes of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueShape {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A text that is a local date.
    Date,
    /// A text that is a point in time.
    Time,
    /// True or false.
    Flag,
}

/// A type that fields of events have.
pub(super) trait EventValue {
    /// What JSON makes of it.
    const SHAPE: ValueShape;

    /// What is written; `None` for a field that stays absent.
    fn cell(&self) -> Option<Cell<'_>>;
}

impl EventValue for str {
    const SHAPE: ValueShape = ValueShape::Text;

    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Text(self))
    }
}

impl EventValue for String {
    const SHAPE: ValueShape = ValueShape::Text;

    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Text(self))
    }
}

impl EventValue for i64 {
    const SHAPE: ValueShape = ValueShape::Whole;

    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Whole(*self))
    }
}

impl EventValue for Date {
    const SHAPE: ValueShape = ValueShape::Date;

    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Date(*self))
    }
}

impl EventValue for Timestamp {
    const SHAPE: ValueShape = ValueShape::Time;

    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Time(*self))
    }
}

impl EventValue for bool {
    const SHAPE: ValueShape = ValueShape::Flag;

    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Flag(*self))
    }
}

impl<T: EventValue> EventValue for Option<T> {
    const SHAPE: ValueShape = T::SHAPE;

    fn cell(&self) -> Option<Cell<'_>> {
        self.as_ref()
            .and_then(EventValue::cell)
    }
}

/// The fields that are there, in their fixed order.
pub(super) struct WrittenFields<'a>(pub(super) Vec<(&'static str, Cell<'a>)>);

impl<'a> WrittenFields<'a> {
    pub(super) fn with<T: EventValue + ?Sized>(mut self, name: &'static str, value: &'a T) -> Self {
        self.0.extend(
            value
                .cell()
                .map(|cell| (name, cell)),
        );
        self
    }

    pub(super) fn time(mut self, name: &'static str, t: Timestamp) -> Self {
        self.0.push((name, Cell::Time(t)));
        self
    }
}
