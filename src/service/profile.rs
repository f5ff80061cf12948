//! What is personal about a member: kept apart, sealed with a key of its own.
//!
//! Destroying the member's key makes the sealed data unreadable everywhere, backups included once the key is out of them.

use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{MemberId, decode, encode};
use crate::service::words;
use crate::store::{ProfileRow, Tenant};

/// What a customer chose to tell; everything is optional.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What to call them.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// The shop's own id of this person.
    pub external_id: Option<String>,
    /// What they agreed to, such as `{"news": true}`.
    pub consents: Option<std::collections::BTreeMap<String, bool>>,
}

impl Profile {
    /// The profile with every text made fit to store.
    pub fn checked(mut self) -> Result<Profile> {
        for (pointer, field, most) in [
            ("/member/name", &mut self.name, 80),
            ("/member/email", &mut self.email, 254),
            ("/member/phone", &mut self.phone, 30),
            ("/member/external_id", &mut self.external_id, 200),
        ] {
            if let Some(text) = field {
                *text = words::checked(pointer, text, most)?;
            }
        }
        if self.email.as_ref().is_some_and(|e| !e.contains('@')) {
            return Err(Error::invalid("/member/email", "must hold an @"));
        }
        if self
            .consents
            .as_ref()
            .is_some_and(|c| c.len() > 20 || c.keys().any(|name| words::checked("/member/consents", name, 40).is_err()))
        {
            return Err(Error::invalid("/member/consents", "must hold at most 20 names of 1 to 40 characters"));
        }
        Ok(self)
    }

    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.phone.is_none() && self.external_id.is_none() && self.consents.is_none()
    }
}

/// The digests under which a member with this external id may be found, newest secret first.
pub fn external_hashes(app: &App, tenant: Tenant, external_id: &str) -> Vec<String> {
    let bytes = [tenant.id().bytes().as_slice(), external_id.as_bytes()].concat();
    app.secrets.derive_all("external id", &bytes).iter().map(|mac| encode(mac)).collect()
}

/// Seals a profile with a fresh key of the member's own, itself sealed under the service's secret.
pub fn seal(app: &App, tenant: Tenant, member: MemberId, profile: &Profile) -> Result<ProfileRow> {
    let mut key = [0; 32];
    openssl::rand::rand_bytes(&mut key).map_err(Error::internal)?;
    let secret_id = app.secrets.current_id().to_owned();
    let wrapping = app.secrets.derive(&secret_id, "profile key", member.bytes());
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
pub fn open(app: &App, row: &ProfileRow) -> Result<Profile> {
    let wrapping = app.secrets.derive(&row.secret_id, "profile key", row.member_id.bytes());
    let key = decrypt(&wrapping, row.member_id, &row.sealed_key)?;
    serde_json::from_slice(&decrypt(&key, row.member_id, &row.sealed)?).map_err(Error::internal)
}

/// AES-256-GCM: nonce, tag and ciphertext in one text; the member's id is bound to it.
fn encrypt(key: &[u8], member: MemberId, plain: &[u8]) -> Result<String> {
    let (mut nonce, mut tag) = ([0; 12], [0; 16]);
    openssl::rand::rand_bytes(&mut nonce).map_err(Error::internal)?;
    let sealed = encrypt_aead(Cipher::aes_256_gcm(), key, Some(&nonce), member.bytes(), plain, &mut tag).map_err(Error::internal)?;
    Ok(encode(&[nonce.as_slice(), &tag, &sealed].concat()))
}

fn decrypt(key: &[u8], member: MemberId, text: &str) -> Result<Vec<u8>> {
    let bytes = decode(text).ok_or_else(|| Error::internal("a sealed profile is not readable"))?;
    let (nonce, rest) = bytes.split_at_checked(12).ok_or_else(|| Error::internal("a sealed profile is cut short"))?;
    let (tag, sealed) = rest.split_at_checked(16).ok_or_else(|| Error::internal("a sealed profile is cut short"))?;
    if key.len() != 32 {
        return Err(Error::internal("the secret that sealed a profile is no longer configured"));
    }
    decrypt_aead(Cipher::aes_256_gcm(), key, Some(nonce), member.bytes(), sealed, tag).map_err(Error::internal)
}
