//! What a PATCH says about one field. In Google's JSON an absent field stays, a `null` clears, and objects inside are merged.

use serde::{Serialize, Serializer, ser};

/// One field of a PATCH.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum PatchField<T> {
    /// The field stays as it is: it is not written.
    #[default]
    Keep,
    /// The field is emptied: it is written as `null`.
    Clear,
    /// The field becomes this. Lists are whole.
    Set(T),
}

impl<T> PatchField<T> {
    /// Whether the field is left out; for `skip_serializing_if`.
    pub fn is_keep(&self) -> bool {
        matches!(self, PatchField::Keep)
    }
}

/// The whole truth of an optional part: what is not there now must not stay there from before.
impl<T> From<Option<T>> for PatchField<T> {
    fn from(part: Option<T>) -> Self {
        part.map_or(PatchField::Clear, PatchField::Set)
    }
}

impl<T: Serialize> Serialize for PatchField<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Written as null it would clear what was to be kept, so forgetting `skip_serializing_if` must not pass unseen.
            PatchField::Keep => Err(ser::Error::custom("a field that is kept is not written")),
            PatchField::Clear => serializer.serialize_none(),
            PatchField::Set(value) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Serialize)]
    struct Patch {
        #[serde(skip_serializing_if = "PatchField::is_keep")]
        kept: PatchField<u8>,
        cleared: PatchField<u8>,
        set: PatchField<u8>,
    }

    #[test]
    fn kept_fields_are_absent_and_cleared_ones_null() {
        let patch = Patch {
            kept: PatchField::Keep,
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
        assert!(serde_json::to_value(PatchField::<u8>::Keep).is_err());
    }
}
