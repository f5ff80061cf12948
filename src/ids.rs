//! Typed identifiers: a prefix that says what it names, then a uuid v7 in lower-case base32 whose text sorts by age.
//!
//! An id is never a secret. What must be unguessable is derived in [`crate::domain::scan_code`].
//!
//! A shop's [`Bucket`] is the last 12 bits of its id, and every id that is made for the shop ends with the same 12 bits. So an id says by
//! itself where its row lives, once shops are shared out among databases. It is a hint: ids of earlier releases end with anything, and the
//! row's own merchant decides.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};
use uuid::Uuid;

/// Base32hex as ids are written, with what it reads in lower case alone.
static LOWER_BASE32HEX: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification
        .symbols
        .push_str("0123456789abcdefghijklmnopqrstuv");
    #[expect(clippy::expect_used, reason = "32 signs, each once, are an encoding")]
    specification
        .encoding()
        .expect("an encoding")
});

/// The text after the prefix: 128 bits in base32hex, lower case, so that text order is creation order.
pub fn encode(bytes: &[u8]) -> String {
    LOWER_BASE32HEX.encode(bytes)
}

/// Reads what [`encode`] wrote; `None` for anything else, upper case included.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    LOWER_BASE32HEX
        .decode(text.as_bytes())
        .ok()
}

/// A text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnId(
    /// The prefix that was wanted, such as `card_`.
    pub &'static str,
);

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an id that begins with {}", self.0)
    }
}

impl std::error::Error for NotAnId {}

/// One of the 4,096 parts into which shops are drawn. It is written as three lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket(u16);

impl Bucket {
    /// How many there are.
    pub const COUNT: u16 = 4096;

    fn of(id: &Uuid) -> Bucket {
        Bucket((id.as_u128() & 0xfff) as u16)
    }

    /// From 0 to 4,095.
    pub fn number(self) -> u16 {
        self.0
    }

    fn put_into(self, id: Uuid) -> Uuid {
        Uuid::from_u128(id.as_u128() & !0xfff | u128::from(self.0))
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03x}", self.0)
    }
}

/// Ids that belong to no shop: of a shop itself, of a request.
macro_rules! ids_of_their_own {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {
        ids! { $($(#[$doc])* $name $prefix;)* }
        $(impl $name {
            /// A new id, later in order than every earlier one of this process.
            #[expect(clippy::new_without_default, reason = "two calls differ, so a Default would mislead")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        })*
    };
}

/// Ids of what belongs to a shop.
macro_rules! ids_of_a_shop {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {
        ids! { $($(#[$doc])* $name $prefix;)* }
        $(impl $name {
            /// A new id of a shop's, later in order than every earlier one of this process.
            pub fn new(shop: Bucket) -> Self {
                Self(shop.put_into(Uuid::now_v7()))
            }

            /// The id with these bytes, but for the bucket at its end.
            pub fn derived(bytes: [u8; 16], shop: Bucket) -> Self {
                Self(shop.put_into(Uuid::from_bytes(bytes)))
            }
        })*
    };
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(Uuid);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The bucket that the id names: of its shop, unless an earlier release made it.
            pub fn bucket(&self) -> Bucket {
                Bucket::of(&self.0)
            }

            /// The 16 bytes behind the text.
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id with these 16 bytes.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, encode(self.0.as_bytes()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let rest = text.strip_prefix($prefix).ok_or(NotAnId($prefix))?;
                let bytes = decode(rest).ok_or(NotAnId($prefix))?;
                <[u8; 16]>::try_from(bytes).map(Self::from_bytes).map_err(|_| NotAnId($prefix))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids_of_their_own! {
    /// One shop brand.
    MerchantId "mer_";
    /// One HTTP request, echoed as `X-Request-Id`.
    RequestId "req_";
}

ids_of_a_shop! {
    /// An API key (the id, not the secret).
    KeyId "key_";
    /// A staff phone or counter scanner.
    TillId "till_";
    /// A browser signed in to the owner's pages, or an address that shows the results.
    SessionId "ses_";
    /// An invitation to the owner's pages that nobody has used yet.
    InvitationId "inv_";
    /// A place where visits happen.
    LocationId "loc_";
    /// One person.
    MemberId "mem_";
    /// One serial: an Apple pass, a Google object and a web page.
    CardId "card_";
    /// One validated visit.
    ScanId "scan_";
    /// One correction or gift of stamps.
    StampsChangeId "stc_";
    /// Something earned and not yet handed over.
    RewardId "rwd_";
    /// A handing over.
    RedemptionId "rdm_";
    /// One line of the log.
    EventId "evt_";
    /// One outside call that the service owes.
    DeliveryId "dlv_";
    /// One till export on its way into the log.
    ImportId "imp_";
    /// A cost of the programme other than rewards.
    CostId "cost_";
    /// A random hold-out.
    ExperimentId "exp_";
}

impl KeyId {
    /// A new id of a key of whoever runs the service, which belongs to no shop.
    pub fn of_operator() -> KeyId {
        KeyId(Uuid::now_v7())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_sorts_by_age() {
        let shop = MerchantId::new().bucket();
        let ids: Vec<String> = (0..100)
            .map(|_| CardId::new(shop).to_string())
            .collect();
        assert!(ids.is_sorted());
        assert_eq!(
            ids[7]
                .parse::<CardId>()
                .unwrap()
                .to_string(),
            ids[7]
        );
    }

    #[test]
    fn every_id_of_a_shop_ends_with_the_shops_bucket() {
        for _ in 0..100 {
            let shop = MerchantId::new();
            let card: CardId = CardId::new(shop.bucket())
                .to_string()
                .parse()
                .unwrap();
            assert_eq!(card.bucket(), shop.bucket());
            assert_ne!(card.bytes(), shop.bytes(), "it is no copy");
            let event = EventId::derived([0xa5; 16], shop.bucket());
            assert_eq!(event.bucket(), shop.bucket());
            assert_eq!(event.bytes()[..14], [0xa5; 14]);
        }
        let low: Bucket = MerchantId::from_bytes([0; 16]).bucket();
        assert_eq!((low.number(), low.to_string().as_str()), (0, "000"));
        let high = MerchantId::from_bytes([0xff; 16]).bucket();
        assert_eq!((high.number(), high.to_string().as_str()), (4095, "fff"));
        assert_eq!(high.number(), Bucket::COUNT - 1);
    }

    #[test]
    fn another_kind_or_another_case_is_refused() {
        let id = CardId::new(MerchantId::new().bucket()).to_string();
        assert!(id.parse::<MemberId>().is_err());
        assert!(
            id.to_ascii_uppercase()
                .replace("CARD_", "card_")
                .parse::<CardId>()
                .is_err()
        );
        assert!("card_".parse::<CardId>().is_err());
    }
}
