//! Pushes: one for each distinct token, whatever number of cards it is owed for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::app::App;
use crate::apple::push::{PushAnswer, PushClient, PushOutcome};
use crate::clock::Timestamp;
use crate::delivery::outcome::{Answered, EndedToken, Outcome};
use crate::error::Result;
use crate::store::DeliveryRow;

/// Rows claimed at once, which is also how many pushes are in flight.
pub(super) const BATCH: usize = 256;
/// Bad tokens in a row, with nothing delivered between, that mean a wrong certificate or host and not bad tokens.
const BAD_TOKEN_RUN: usize = 10;

/// The way to Apple's push service.
pub(super) struct Pushes {
    client: PushClient,
    bad_tokens: AtomicUsize,
}

impl Pushes {
    pub(super) fn new(client: PushClient) -> Pushes {
        Pushes {
            client,
            bad_tokens: AtomicUsize::new(0),
        }
    }

    /// The pass type whose phones it reaches.
    pub(super) fn topic(&self) -> &str {
        self.client.topic()
    }

    /// One push for each distinct token, whatever number of cards and devices it is owed for.
    pub(super) fn calls(
        &self,
        owed: OwedPushes,
        now: Timestamp,
    ) -> Vec<impl Future<Output = Vec<Answered>>> {
        let call = |(token, rows): (String, Vec<DeliveryRow>)| async move {
            let outcome = self.client.push(&token, now).await;
            rows.into_iter()
                .map(|row| answered(outcome.clone(), &token, now, row))
                .collect()
        };
        owed.into_iter().map(call).collect()
    }

    /// Counts bad tokens in a row, in the order in which the answers came.
    pub(super) fn count_bad_tokens(&self, answers: &[Answered]) {
        for answer in answers {
            match answer.said {
                Outcome::Delivered => self
                    .bad_tokens
                    .store(0, Ordering::Relaxed),
                Outcome::BadToken(_) => drop(
                    self.bad_tokens
                        .fetch_add(1, Ordering::Relaxed),
                ),
                _ => {}
            }
        }
    }

    /// A run of bad tokens means a wrong certificate or host, and then none is dropped.
    pub(super) fn judge_bad_tokens(&self, answers: &mut [Answered]) {
        let refused = answers
            .iter()
            .find(|answer| matches!(answer.said, Outcome::Refused));
        match refused {
            Some(Answered {
                status: Some(status),
                reason,
                ..
            }) => {
                tracing::error!(
                    status,
                    reason,
                    "Apple refuses the certificate or topic: pushes wait; run `stampwell doctor`"
                )
            }
            // Apple was not asked: the certificate does not hold today.
            Some(Answered { reason, .. }) => tracing::error!("pushes wait: {reason}"),
            None => {}
        }
        if self
            .bad_tokens
            .load(Ordering::Relaxed)
            < BAD_TOKEN_RUN
        {
            return;
        }
        for answer in answers
            .iter_mut()
            .filter(|answer| matches!(answer.said, Outcome::BadToken(_)))
        {
            tracing::error!(reason = %answer.reason, "{BAD_TOKEN_RUN} bad tokens in a row: wrong certificate or host? No registration is deleted");
            // A wrong host or certificate says this of every token, and no
            // phone registers again unasked.
            answer.said = Outcome::Wait;
        }
    }
}

/// What is owed, by the push token that it is sent to.
pub(super) type OwedPushes = BTreeMap<String, Vec<DeliveryRow>>;

/// Looks up which push tokens the devices have at this moment. The second: rows whose device is known no more.
pub(super) async fn by_token(
    app: &App,
    rows: Vec<DeliveryRow>,
) -> Result<(OwedPushes, Vec<DeliveryRow>)> {
    let (mut owed, mut lost) = (OwedPushes::new(), Vec::new());
    if rows.is_empty() {
        return Ok((owed, lost));
    }
    let devices: BTreeSet<String> = rows
        .iter()
        .map(|row| row.target.clone())
        .collect();
    let devices: Vec<String> = devices.into_iter().collect();
    let tokens = app
        .store
        .read(move |tx| tx.push_tokens(&devices))
        .await?;
    for row in rows {
        match tokens.get(&row.target) {
            Some(token) => owed
                .entry(token.clone())
                .or_default()
                .push(row),
            None => lost.push(row),
        }
    }
    Ok((owed, lost))
}

fn answered(outcome: PushOutcome, token: &str, sent_at: Timestamp, row: DeliveryRow) -> Answered {
    let ended = |since: Option<Timestamp>| EndedToken {
        push_token: token.to_owned(),
        // Without Apple's word for it: whoever came after this push was sent is alive.
        before: since.unwrap_or(sent_at.plus_ms(1)),
    };
    let said = match outcome.answer {
        PushAnswer::Delivered => Outcome::Delivered,
        PushAnswer::Gone { since } => Outcome::DropToken(ended(since)),
        PushAnswer::BadToken => Outcome::BadToken(ended(None)),
        PushAnswer::Later {
            upstream: true,
            retry_after_s,
        } => Outcome::Down(retry_after_s),
        PushAnswer::Later {
            upstream: false,
            retry_after_s,
        } => Outcome::Later(retry_after_s),
        PushAnswer::Stop => Outcome::Refused,
        PushAnswer::Bug => Outcome::Bug,
    };
    Answered {
        row,
        status: outcome.status,
        reason: outcome.reason,
        said,
    }
}
