//! The customer's hand on the button, for stories without a browser.

use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use reqwest::header::LOCATION;
use reqwest::{Response, Url};
use serde_json::Value;

use super::hub::Hub;
use super::{save, sender};

/// Redirects on the way to the save page: a shop's own short address, perhaps behind another.
const MOST_REDIRECTS: usize = 5;

/// Why a card was not saved or removed.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The address does not lead to the save page.
    #[error("{0} is not a save link and does not lead to one.")]
    NotALink(String),
    /// The address on the way was answered with an error.
    #[error("{address} answered {status} before the save page was reached.")]
    NotReached {
        /// Where the way ended.
        address: String,
        /// The HTTP status.
        status: u16,
    },
    /// The save page says "Something went wrong".
    #[error("The save page says that something went wrong ({status}): {why}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What developers see.
        why: String,
    },
    /// Nobody answered.
    #[error("The save page cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
    /// The customer does not hold this card.
    #[error("The object {0} is in nobody's wallet.")]
    NotSaved(String),
}

/// Opens a link as a browser does and presses the button; returns the id of the first object.
pub(super) async fn save(hub: &Hub, save_link: &str) -> Result<String, SaveError> {
    let page = open(hub, save_link).await?;
    let jwt = page
        .strip_prefix(&format!("{}/", hub.save_url()))
        .ok_or_else(|| SaveError::NotALink(page.clone()))?;
    let offered = save::offer(hub, &hub.state(), jwt).err();
    let pressed = hub
        .http
        .post(&page)
        .header("content-type", "application/x-www-form-urlencoded")
        .send()
        .await?;
    let status = pressed.status();
    if status.is_success() || status.is_redirection() {
        return saved_object(jwt).ok_or(SaveError::NotALink(page));
    }
    let why = offered.map_or_else(|| "a planned fault".to_owned(), |trouble| trouble.why);
    Err(SaveError::Refused {
        status: status.as_u16(),
        why,
    })
}

/// Follows redirects to the save page; returns its address. The page itself may be in trouble: pressing tells.
async fn open(hub: &Hub, save_link: &str) -> Result<String, SaveError> {
    let mut url = Url::parse(save_link).map_err(|_| SaveError::NotALink(save_link.to_owned()))?;
    for _ in 0..MOST_REDIRECTS {
        let answer = hub
            .http
            .get(url.clone())
            .send()
            .await?;
        if url
            .as_str()
            .starts_with(&hub.save_url())
        {
            return Ok(url.into());
        }
        url = next(&url, &answer)?;
    }
    Err(SaveError::NotALink(save_link.to_owned()))
}

fn next(url: &Url, answer: &Response) -> Result<Url, SaveError> {
    let status = answer.status();
    if status.is_client_error() || status.is_server_error() {
        return Err(SaveError::NotReached {
            address: url.to_string(),
            status: status.as_u16(),
        });
    }
    let location = answer
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok());
    location
        .and_then(|location| url.join(location).ok())
        .ok_or_else(|| SaveError::NotALink(url.to_string()))
}

/// The first object that a JWT names.
fn saved_object(jwt: &str) -> Option<String> {
    let claims = BASE64URL_NOPAD
        .decode(jwt.split('.').nth(1)?.as_bytes())
        .ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    let lists = ["loyaltyObjects", "offerObjects"]
        .into_iter()
        .filter_map(|list| claims["payload"][list].as_array());
    lists
        .flatten()
        .find_map(|object| Some(object["id"].as_str()?.to_owned()))
}

/// Deletes the card from the customer's wallet. The object stays at Google, without users.
pub(super) fn remove(hub: &Arc<Hub>, object_id: &str) -> Result<(), SaveError> {
    hub.change(|state| {
        let held = state
            .registry
            .object(object_id)
            .filter(|(_, object)| object["hasUsers"] == true);
        let (collection, _) = held.ok_or_else(|| SaveError::NotSaved(object_id.to_owned()))?;
        state
            .registry
            .set_has_users(collection, object_id, false);
        Ok::<(), SaveError>(())
    })?;
    sender::send(hub, object_id, "del");
    Ok(())
}
