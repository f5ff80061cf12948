//! Connections and their requests: which service each is for, which fault it meets, and what it is answered.

use std::sync::Arc;
use std::time::Instant;

use http::Method;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::answer::Refusal;
use super::api::{self, Call};
use super::fault::{Fault, Place};
use super::hub::{Hub, SAVE_PATH};
use super::line::{Incoming, Line, Received, Reply};
use super::log::{self, Request};
use super::save::{self, Trouble};
use super::{Door, page, sender, token};
use crate::sandbox::phone::Exchange;

/// Where the root keys of callbacks are published.
pub(super) const KEYS_PATH: &str = "/gp/m/issuer/keys";

/// Accepts until the task is aborted, which ends its connections as well.
pub(super) async fn accept_all(listener: TcpListener, hub: Arc<Hub>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A failed accept means no free file handles; the client sees a refused connection and comes again.
                let Ok((socket, _)) = accepted else { continue };
                connections.spawn(greet(socket, hub.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// A door that is not open resets the connection, at once or when it moves; one that closes later cuts it.
async fn greet(socket: TcpStream, hub: Arc<Hub>) {
    let mut door = hub.door();
    let _ = socket.set_nodelay(true);
    let mut line = Line::new(socket);
    if *door.borrow_and_update() != Door::Open {
        let _ = door
            .wait_for(|door| *door != Door::Stuck)
            .await;
        return line.close_by_reset();
    }
    tokio::select! {
        () = converse(&mut line, &hub) => {}
        _ = door.wait_for(|door| *door == Door::Closed) => line.close_by_reset(),
    }
}

async fn converse(line: &mut Line, hub: &Arc<Hub>) {
    loop {
        match line.receive().await {
            Received::Request(request) => {
                if !meet(line, hub, request).await {
                    return;
                }
            }
            Received::End => return,
            Received::Nonsense(reply) => {
                line.answer(&reply, false).await;
                return;
            }
        }
    }
}

/// Answers a request or lets it meet its fault; says whether the connection lives on.
async fn meet(line: &mut Line, hub: &Arc<Hub>, request: Incoming) -> bool {
    let visit = Visit::begin(hub, request);
    let fault = hub.take_fault(visit.place, visit.object_id.as_deref());
    match fault {
        Some(Fault::Reset) => {
            visit.end(None);
            line.close_by_reset();
            return false;
        }
        Some(Fault::Silence) => {
            visit.end(None);
            line.be_silent().await;
            return false;
        }
        Some(Fault::Slow(pause)) => tokio::time::sleep(pause).await,
        _ => {}
    }
    let reply = fault
        .as_ref()
        .and_then(|fault| visit.failure(fault))
        .unwrap_or_else(|| visit.serve());
    if matches!(fault, Some(Fault::AnswerLost)) {
        visit.end(None);
        line.close_by_reset();
        return false;
    }
    let keep_alive = visit.request.keep_alive;
    visit.end(Some(reply.status));
    line.answer(&reply, keep_alive)
        .await
}

/// One request on its way through the service.
struct Visit<'a> {
    hub: &'a Arc<Hub>,
    request: Incoming,
    place: Place,
    call: Option<Call>,
    object_id: Option<String>,
    /// Its number in the API's log.
    number: Option<u64>,
}

impl<'a> Visit<'a> {
    fn begin(hub: &'a Arc<Hub>, request: Incoming) -> Visit<'a> {
        let place = place(&request.path);
        let call = Call::of(&request.path);
        let body: Option<Value> = serde_json::from_slice(&request.body).ok();
        let object_id = call
            .as_ref()
            .and_then(|call| call.object_id(body.as_ref()));
        let mut visit = Visit {
            hub,
            request,
            place,
            call,
            object_id,
            number: None,
        };
        if place == Place::Api {
            let record = visit.record(body);
            visit.number = Some(hub.change(|state| state.log.arrive(record)));
        }
        visit
    }

    fn record(&self, body: Option<Value>) -> Request {
        let path = self
            .request
            .path
            .strip_prefix(api::BASE)
            .unwrap_or(&self.request.path);
        let query = if self.request.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.request.query)
        };
        Request {
            at_ms: self.hub.now_ms(),
            method: self.request.method.to_string(),
            path: format!("{path}{query}"),
            object_id: self.object_id.clone(),
            status: None,
            body,
            received: Instant::now(),
        }
    }

    /// The answer that a fault puts in the place of the usual one, in the words of the service.
    fn failure(&self, fault: &Fault) -> Option<Reply> {
        let refusal = fault.refusal()?;
        Some(match (self.place, fault) {
            (Place::Token, Fault::RejectToken) => {
                token::refusal(400, "invalid_grant", "The sandbox was told to fail.")
            }
            (Place::Token, _) => token::refusal(refusal.code, &refusal.reason, &refusal.message)
                .maybe_retry_after(refusal.retry_after_s),
            (Place::Save, _) => page::trouble(&Trouble {
                status: refusal.code,
                why: refusal.message,
            }),
            _ => refusal.reply(),
        })
    }

    fn serve(&self) -> Reply {
        match self.place {
            Place::Api => self.serve_api(),
            Place::Keys => self.serve_keys(),
            Place::Save => self.serve_save(),
            Place::Token if self.request.path == "/token" => {
                let (hub, token_uri, now_ms) = (self.hub, self.hub.token_uri(), self.hub.now_ms());
                hub.change(|state| {
                    state
                        .tokens
                        .answer(&self.request, &hub.account, &token_uri, now_ms)
                })
            }
            Place::Token => Reply::text(404, "The sandbox's Google has nothing at this address."),
        }
    }

    fn serve_api(&self) -> Reply {
        let now_ms = self.hub.now_ms();
        let answered = self.hub.change(|state| {
            if !state
                .tokens
                .open(self.request.header("authorization"), now_ms)
            {
                return Err(Refusal::no_token());
            }
            let unknown = || {
                Refusal::new(
                    404,
                    "notFound",
                    "The requested URL was not found on this server.",
                )
            };
            api::answer(
                state,
                self.call
                    .as_ref()
                    .ok_or_else(unknown)?,
                &self.request,
                now_ms,
            )
        });
        match answered {
            Ok(body) => Reply::json(200, &body),
            Err(refusal) => refusal.reply(),
        }
    }

    fn serve_keys(&self) -> Reply {
        let now_ms = self.hub.now_ms();
        let (keys, max_age_s) = self.hub.change(|state| {
            state.keys_fetched += 1;
            (state.signers.published(now_ms), state.keys_max_age_s)
        });
        match keys {
            Ok(keys) => Reply::json(200, &keys)
                .with("cache-control", format!("public, max-age={max_age_s}")),
            Err(error) => Reply::text(500, &error.to_string()),
        }
    }

    fn serve_save(&self) -> Reply {
        let jwt = self
            .request
            .path
            .strip_prefix(SAVE_PATH)
            .unwrap_or_default()
            .trim_start_matches('/');
        let answered = match self.request.method {
            Method::GET => self.show_offer(jwt),
            Method::POST => self.take_offer(jwt),
            _ => Err(Trouble {
                status: 405,
                why: "Use GET or POST.".to_owned(),
            }),
        };
        answered.unwrap_or_else(|trouble| page::trouble(&trouble))
    }

    fn show_offer(&self, jwt: &str) -> Result<Reply, Trouble> {
        let state = self.hub.state();
        let offer = save::offer(self.hub, &state, jwt)?;
        Ok(page::offer(&offer.cards[0], state.return_to.as_deref()))
    }

    fn take_offer(&self, jwt: &str) -> Result<Reply, Trouble> {
        let (first, new, return_to) = self.hub.change(|state| {
            let offer = save::offer(self.hub, state, jwt)?;
            let first = offer.cards[0].clone();
            Ok::<_, Trouble>((first, save::take(state, offer), state.return_to.clone()))
        })?;
        // After the card is held: whoever is told of the save may look at once.
        for card in new {
            sender::send(self.hub, &card.id, "save");
        }
        Ok(match return_to {
            Some(address) => Reply::text(303, "Saved.").with("location", address),
            None => page::saved(&first),
        })
    }

    /// Writes down what became of the request, before the client hears of it.
    fn end(mut self, status: Option<u16>) {
        let what = format!(
            "{} {}",
            self.request.method,
            log::shown(
                self.request
                    .path
                    .strip_prefix(api::BASE)
                    .unwrap_or(&self.request.path)
            )
        );
        let exchange = Exchange {
            at_ms: self.hub.now_ms(),
            what,
            status: status.unwrap_or_default(),
        };
        self.land();
        let number = self.number;
        self.hub.change(|state| {
            state.log.exchanged(exchange);
            if let Some(number) = number {
                state.log.settle(number, status);
            }
        });
    }

    /// The write is over; done once, also when the connection is cut in the middle.
    fn land(&mut self) {
        if let (true, Some(id)) = (
            self.number.is_some() && self.request.method != Method::GET,
            self.object_id.take(),
        ) {
            self.hub.state().log.land(&id);
        }
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.land();
    }
}

fn place(path: &str) -> Place {
    if path.starts_with(api::BASE) {
        Place::Api
    } else if path == KEYS_PATH {
        Place::Keys
    } else if path.starts_with(SAVE_PATH) {
        Place::Save
    } else {
        Place::Token
    }
}
