//! How our own types lie in a column, for both databases at once.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;

use crate::clock::Timestamp;
use crate::domain::card::{CardState, RewardState};
use crate::ids::{
    CardId, CostId, DeliveryId, EventId, ExperimentId, ImportId, InvitationId, KeyId, LocationId,
    MemberId, MerchantId, RedemptionId, RewardId, ScanId, SessionId, StampsChangeId, TillId,
};

macro_rules! ids_in_columns {
    ($($name:ident)*) => {$(
        impl ToSql<Text, Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                out.set_value(self.to_string());
                Ok(IsNull::No)
            }
        }

        impl ToSql<Text, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                use std::io::Write as _;
                write!(out, "{self}")?;
                Ok(IsNull::No)
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $name
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(String::from_sql(bytes)?.parse()?)
            }
        }
    )*};
}

ids_in_columns! {
    CardId CostId DeliveryId EventId ExperimentId ImportId InvitationId KeyId LocationId MemberId MerchantId RedemptionId RewardId ScanId SessionId
    StampsChangeId TillId
}

impl<DB: Backend> ToSql<BigInt, DB> for Timestamp
where
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: Backend> FromSql<BigInt, DB> for Timestamp
where
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Timestamp(i64::from_sql(bytes)?))
    }
}

/// Enums that lie in a text column under a fixed word for each value.
macro_rules! words_in_columns {
    ($($name:ty { $($value:path = $word:literal),* $(,)? })*) => {$(
        impl $name {
            /// The word for this value, in the database and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $($value => $word),* }
            }
        }

        impl<DB: Backend> ToSql<Text, DB> for $name
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.as_str().to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $name
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                match String::from_sql(bytes)?.as_str() {
                    $($word => Ok($value),)*
                    other => Err(format!("{other:?} is no {}", stringify!($name)).into()),
                }
            }
        }
    )*};
}

words_in_columns! {
    CardState {
        CardState::Active = "active", CardState::Paused = "paused", CardState::Ended = "ended", CardState::Expired = "expired",
        CardState::Erased = "erased",
    }
    RewardState {
        RewardState::Available = "available", RewardState::Redeemed = "redeemed", RewardState::Expired = "expired",
        RewardState::Revoked = "revoked",
    }
    crate::store::Role { crate::store::Role::Owner = "owner", crate::store::Role::Staff = "staff", crate::store::Role::Reader = "reader", crate::store::Role::Operator = "operator" }
    crate::store::ImportState { crate::store::ImportState::Running = "running", crate::store::ImportState::Done = "done", crate::store::ImportState::Failed = "failed" }
    crate::store::ExperimentKind { crate::store::ExperimentKind::Campaign = "campaign", crate::store::ExperimentKind::Programme = "programme" }
    crate::store::ExperimentState { crate::store::ExperimentState::Assigning = "assigning", crate::store::ExperimentState::Ready = "ready" }
    crate::store::DeliveryState {
        crate::store::DeliveryState::Pending = "pending", crate::store::DeliveryState::Delivered = "delivered", crate::store::DeliveryState::Failed = "failed",
        crate::store::DeliveryState::Gone = "gone",
    }
}
