//! What a PATCH says about one field. In Google's JSON an absent field stays, a `null` clears, and objects inside are merged.

use serde::{Serialize, Serializer, ser};

/// One field of a PATCH.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The field stays as it is: it is not written.
    #[default]
    Keep,
    /// The field is emptied: it is written as `null`.
    Clear,
    /// The field becomes this. Lists are whole.
    Set(T),
}

impl<T> Field<T> {
    /// Whether the field is left out; for `skip_serializing_if`.
    pub fn is_keep(&self) -> bool {
        matches!(self, Field::Keep)
    }
}

/// The whole truth of an optional part: what is not there now must not stay there from before.
impl<T> From<Option<T>> for Field<T> {
    fn from(part: Option<T>) -> Self {
        part.map_or(Field::Clear, Field::Set)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Written as null it would clear what was to be kept, so forgetting `skip_serializing_if` must not pass unseen.
            Field::Keep => Err(ser::Error::custom("a field that is kept is not written")),
            Field::Clear => serializer.serialize_none(),
            Field::Set(value) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Serialize)]
    struct Patch {
        #[serde(skip_serializing_if = "Field::is_keep")]
        kept: Field<u8>,
        cleared: Field<u8>,
        set: Field<u8>,
    }

    #[test]
    fn kept_fields_are_absent_and_cleared_ones_null() {
        let patch = Patch {
            kept: Field::Keep,
            cleared: None.into(),
            set: Some(3).into(),
        };
        assert_eq!(
            serde_json::to_value(patch).unwrap(),
            json!({"cleared": null, "set": 3})
        );
    }

    #[test]
    fn a_kept_field_that_would_be_written_is_an_error() {
        assert!(serde_json::to_value(Field::<u8>::Keep).is_err());
    }
}
