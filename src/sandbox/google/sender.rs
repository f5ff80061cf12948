//! Sends a callback as Google does: signed once, a few attempts, and then never again.

use std::sync::Arc;
use std::time::Duration;

use openssl::error::ErrorStack;
use reqwest::Url;

use super::callback::{CallbackFlaw, Message, SentCallback, new_nonce};
use super::hub::Hub;
use super::robots;
use crate::sandbox::phone::Exchange;

/// Pauses before the second and the third attempt. Google's are not documented; a demo need not wait for them.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(300)];

/// Sends `save` or `del` for an object to the address of its class, if that has one.
pub(super) fn send(hub: &Arc<Hub>, object_id: &str, event: &'static str) {
    let (hub, object_id) = (hub.clone(), object_id.to_owned());
    let Some((class_id, url)) = addressee(&hub, &object_id) else {
        return;
    };
    let Ok((nonce, body)) = write(&hub, &class_id, &object_id, event) else {
        return;
    };
    tokio::spawn(async move {
        let mut sent = SentCallback {
            object_id,
            event: event.to_owned(),
            status: None,
            nonce,
            attempts: 0,
            body,
            trouble: None,
        };
        deliver(&hub, &url, &mut sent).await;
        let what = format!("callback {event} {}", super::log::shown(url.path()));
        let exchange = Exchange {
            at_ms: hub.now_ms(),
            what,
            status: sent.status.unwrap_or_default(),
        };
        hub.change(|state| {
            state.log.exchanged(exchange);
            state.callbacks.push(sent);
        });
    });
}

/// The object's class and its callback address.
fn addressee(hub: &Hub, object_id: &str) -> Option<(String, Url)> {
    let state = hub.state();
    if state.callbacks_lost {
        return None;
    }
    let (collection, object) = state.registry.object(object_id)?;
    let class = state
        .registry
        .class_of(collection, object)?;
    let url = Url::parse(class["callbackOptions"]["url"].as_str()?).ok()?;
    Some((class["id"].as_str()?.to_owned(), url))
}

fn write(
    hub: &Hub,
    class_id: &str,
    object_id: &str,
    event: &str,
) -> Result<(String, String), ErrorStack> {
    let nonce = new_nonce()?;
    let message = Message {
        class_id,
        object_id,
        event,
        nonce: &nonce,
    };
    let body = hub
        .state()
        .signers
        .sign(hub.issuer, &message, &CallbackFlaw::None, hub.now_ms())?;
    Ok((nonce, body))
}

async fn deliver(hub: &Hub, url: &Url, sent: &mut SentCallback) {
    for pause in PAUSES
        .into_iter()
        .map(Some)
        .chain([None])
    {
        if attempt(hub, url, sent).await {
            return;
        }
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
        }
    }
}

/// One attempt; says whether there shall be no other.
async fn attempt(hub: &Hub, url: &Url, sent: &mut SentCallback) -> bool {
    match may_call(hub, url).await {
        Ok(true) => {}
        Ok(false) => {
            sent.trouble = Some(format!(
                "robots.txt does not let Googlebot reach {}",
                url.path()
            ));
            return true;
        }
        Err(error) => {
            sent.trouble = Some(format!("robots.txt: {error}"));
            return false;
        }
    }
    sent.attempts += 1;
    let request = hub
        .http
        .post(url.clone())
        .header("content-type", "application/json")
        .header("user-agent", "Googlebot");
    match request
        .body(sent.body.clone())
        .send()
        .await
    {
        Ok(answer) => {
            let status = answer.status();
            sent.status = Some(status.as_u16());
            sent.trouble = (!status.is_success()).then(|| format!("the answer was {status}"));
            !status.is_server_error()
        }
        Err(error) => {
            sent.trouble = Some(error.to_string());
            false
        }
    }
}

/// A site without the file allows everything; one that cannot say so is asked again later.
async fn may_call(hub: &Hub, url: &Url) -> reqwest::Result<bool> {
    let Ok(robots_txt) = url.join("/robots.txt") else {
        return Ok(true);
    };
    let answer = hub
        .http
        .get(robots_txt)
        .header("user-agent", "Googlebot")
        .send()
        .await?;
    if answer.status().is_client_error() {
        return Ok(true);
    }
    let text = answer
        .error_for_status()?
        .text()
        .await?;
    Ok(robots::allows(&text, url.path()))
}
