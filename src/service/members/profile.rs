//! What is personal about a member: kept apart, sealed with a key of its own.
//!
//! Destroying the member's key makes the sealed data unreadable everywhere, backups included once the key is out of them.

use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::digits::digit;
use crate::domain::member_id::{Folded, fold};
use crate::domain::program::is_email;
use crate::domain::scan_code::Secrets;
use crate::error::{Error, Result};
use crate::ids::{MemberId, decode, encode};
use crate::service::text_check;
use crate::store::{ProfileRow, Tenant, Tx};

/// What a customer chose to tell; everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What to call them.
    #[schema(max_length = 80)]
    pub name: Option<String>,
    /// Email address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Phone number, with at least five digits.
    #[schema(max_length = 30)]
    pub phone: Option<String>,
    /// The shop's own ID for this person.
    #[schema(max_length = 200)]
    pub external_id: Option<String>,
    /// What they agreed to, such as `{"news": true}`: at most 20 names of 1 to 40 characters.
    pub consents: Option<std::collections::BTreeMap<String, bool>>,
}

impl Profile {
    /// The profile with every text made fit to store; `at` is where it stands in the body. What nobody could be found by is no
    /// address and no number.
    pub fn checked(mut self, at: &str) -> Result<Profile> {
        let at = |field: &str| format!("{at}/{field}");
        for (field, text, most) in [
            ("name", &mut self.name, 80),
            ("email", &mut self.email, 254),
            ("phone", &mut self.phone, 30),
        ] {
            if let Some(text) = text {
                *text = text_check::checked(&at(field), text, most)?;
            }
        }
        self.external_id = self
            .external_id
            .map(|id| checked_id(&at("external_id"), &id))
            .transpose()?;
        if self
            .email
            .as_deref()
            .is_some_and(|email| !is_email(email))
        {
            return Err(Error::invalid(
                &at("email"),
                "must be an address with one @, such as anna@example.com",
            ));
        }
        if self
            .phone
            .as_deref()
            // With an @ a search takes the text for an
            // address, so such a number would never be found.
            .is_some_and(|phone| phone.contains('@') || phone_end(phone).is_none())
        {
            return Err(Error::invalid(
                &at("phone"),
                "must have at least five digits",
            ));
        }
        let consents = self.consents.iter().flatten();
        if consents.clone().count() > 20
            || consents
                .clone()
                .any(|(name, _)| text_check::checked("", name, 40).is_err())
        {
            return Err(Error::invalid(
                &at("consents"),
                "must have at most 20 names of 1 to 40 characters",
            ));
        }
        Ok(self)
    }

    /// This profile, and what another one of the same person says beyond it.
    pub fn or(self, other: Profile) -> Profile {
        let consents = match (self.consents, other.consents) {
            // Who said no once is not asked again by a merger.
            (Some(own), Some(mut others)) => {
                for (name, given) in own {
                    let both = given
                        && others
                            .get(&name)
                            .copied()
                            .unwrap_or(true);
                    others.insert(name, both);
                }
                Some(others)
            }
            (own, others) => own.or(others),
        };
        Profile {
            name: self.name.or(other.name),
            email: self.email.or(other.email),
            phone: self.phone.or(other.phone),
            external_id: self
                .external_id
                .or(other.external_id),
            consents,
        }
    }

    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.email.is_none()
            && self.phone.is_none()
            && self.external_id.is_none()
            && self.consents.is_none()
    }
}

/// The shop's own id of a person in its one way of writing; refused if it names nobody in particular.
pub fn checked_id(pointer: &str, text: &str) -> Result<String> {
    match fold(text) {
        Folded::Id(id) => text_check::checked(pointer, &id, 200),
        Folded::Nobody => {
            let why = "does not stand for a particular person; leave it out for someone without an ID, or send the shop's own ID for the customer";
            Err(Error::invalid(pointer, why))
        }
        Folded::LostDigits => {
            let why = "lost digits in a spreadsheet, so it could be any of many customers; send the full ID as text";
            Err(Error::invalid(pointer, why))
        }
    }
}

/// The shop's own id in its one way of writing, and any other text as it is.
pub fn one_writing(text: &str) -> String {
    match fold(text) {
        Folded::Id(id) => id,
        Folded::Nobody | Folded::LostDigits => text.to_owned(),
    }
}

/// The digests of a text as the shop's own id of a member, newest secret first.
pub fn digests(secrets: &Secrets, tenant: Tenant, text: &str) -> Vec<String> {
    let bytes = [tenant.id().bytes().as_slice(), text.as_bytes()].concat();
    secrets
        .derive_all("external id", &bytes)
        .iter()
        .map(|mac| encode(mac))
        .collect()
}

/// The digests under which a member with this external id may be found however it is written, the likeliest first. The text as
/// it was typed comes last: when ids were folded, nobody knew any more what a member who had been merged into another was called.
pub fn external_hashes(secrets: &Secrets, tenant: Tenant, external_id: &str) -> Vec<String> {
    let (folded, typed) = (one_writing(external_id), external_id.trim());
    let mut hashes = digests(secrets, tenant, &folded);
    if typed != folded {
        hashes.extend(digests(secrets, tenant, typed));
    }
    hashes
}

/// Digits of a telephone number that find it: those at its end are the same with and without the country's prefix.
const PHONE_END: usize = 8;

/// What of a telephone number finds it: the digits at its end, in whichever script they were typed.
fn phone_end(text: &str) -> Option<String> {
    let digits: Vec<char> = text
        .chars()
        .filter_map(digit)
        .collect();
    (digits.len() >= 5).then(|| {
        digits[digits
            .len()
            .saturating_sub(PHONE_END)..]
            .iter()
            .collect()
    })
}

fn mark(secrets: &Secrets, tenant: Tenant, kind: &str, text: &str) -> Vec<String> {
    let bytes = [
        tenant.id().bytes().as_slice(),
        kind.as_bytes(),
        text.as_bytes(),
    ]
    .concat();
    secrets
        .derive_all("member mark", &bytes)
        .iter()
        .map(|mac| encode(mac))
        .collect()
}

/// The digests under which somebody may be found by an e-mail address or a telephone number, whichever the text is.
pub fn sought_marks(secrets: &Secrets, tenant: Tenant, text: &str) -> Vec<String> {
    let email = text
        .contains('@')
        .then(|| mark(secrets, tenant, "email", &text.trim().to_lowercase()));
    let phone = phone_end(text)
        .filter(|_| !text.contains('@'))
        .map(|end| mark(secrets, tenant, "phone", &end));
    email
        .into_iter()
        .chain(phone)
        .flatten()
        .collect()
}

/// Keeps what a member told in the place of what was known before, and what finds the member by it.
pub fn keep(
    secrets: &Secrets,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: MemberId,
    told: &Profile,
) -> Result<()> {
    tx.drop_profile(tenant, member)?;
    if told.is_empty() {
        return Ok(());
    }
    tx.insert_profile(&seal(secrets, tenant, member, told)?)?;
    // Found under the present secret's digest alone; whoever searches asks under all of them.
    let newest = |text: &Option<String>| {
        text.as_deref().and_then(|text| {
            sought_marks(secrets, tenant, text)
                .into_iter()
                .next()
        })
    };
    let marks: Vec<String> = [newest(&told.email), newest(&told.phone)]
        .into_iter()
        .flatten()
        .collect();
    tx.set_marks(tenant, member, &marks)
}

/// What a member told; nothing for somebody who told nothing.
pub fn told(
    secrets: &Secrets,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: MemberId,
) -> Result<Profile> {
    tx.profile(tenant, member)?
        .map_or_else(|| Ok(Profile::default()), |row| open(secrets, &row))
}

/// Seals a profile with a fresh key of the member's own, itself sealed under the service's secret.
pub fn seal(
    secrets: &Secrets,
    tenant: Tenant,
    member: MemberId,
    profile: &Profile,
) -> Result<ProfileRow> {
    let mut key = [0; 32];
    openssl::rand::rand_bytes(&mut key).map_err(Error::internal)?;
    let secret_id = secrets.current_id().to_owned();
    let wrapping = secrets.derive(&secret_id, "profile key", member.bytes());
    let plain = serde_json::to_vec(profile).map_err(Error::internal)?;
    Ok(ProfileRow {
        member_id: member,
        merchant_id: tenant.id(),
        sealed_key: encrypt(&wrapping, member, &key)?,
        sealed: encrypt(&key, member, &plain)?,
        secret_id,
    })
}

/// Opens a sealed profile.
pub fn open(secrets: &Secrets, row: &ProfileRow) -> Result<Profile> {
    let wrapping = secrets.derive(&row.secret_id, "profile key", row.member_id.bytes());
    let key = decrypt(&wrapping, row.member_id, &row.sealed_key)?;
    serde_json::from_slice(&decrypt(&key, row.member_id, &row.sealed)?).map_err(Error::internal)
}

/// AES-256-GCM: nonce, tag and ciphertext in one text; the member's id is bound to it.
fn encrypt(key: &[u8], member: MemberId, plain: &[u8]) -> Result<String> {
    let (mut nonce, mut tag) = ([0; 12], [0; 16]);
    openssl::rand::rand_bytes(&mut nonce).map_err(Error::internal)?;
    let sealed = encrypt_aead(
        Cipher::aes_256_gcm(),
        key,
        Some(&nonce),
        member.bytes(),
        plain,
        &mut tag,
    )
    .map_err(Error::internal)?;
    Ok(encode(&[nonce.as_slice(), &tag, &sealed].concat()))
}

fn decrypt(key: &[u8], member: MemberId, text: &str) -> Result<Vec<u8>> {
    let bytes = decode(text).ok_or_else(|| Error::internal("a sealed profile is not readable"))?;
    let (nonce, rest) = bytes
        .split_at_checked(12)
        .ok_or_else(|| Error::internal("a sealed profile is cut short"))?;
    let (tag, sealed) = rest
        .split_at_checked(16)
        .ok_or_else(|| Error::internal("a sealed profile is cut short"))?;
    if key.len() != 32 {
        return Err(Error::internal(
            "the secret that sealed a profile is no longer configured",
        ));
    }
    decrypt_aead(
        Cipher::aes_256_gcm(),
        key,
        Some(nonce),
        member.bytes(),
        sealed,
        tag,
    )
    .map_err(Error::internal)
}
