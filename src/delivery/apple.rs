//! Pushes: one for each distinct token, whatever number of cards it is owed for.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::join_all;

use super::lane::{Answered, Said};
use crate::apple::push::{PushAnswer, PushClient, PushOutcome};
use crate::clock::Timestamp;
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
        Pushes { client, bad_tokens: AtomicUsize::new(0) }
    }

    /// The pass type whose phones it reaches.
    pub(super) fn topic(&self) -> &str {
        self.client.topic()
    }

    /// Pushes to everybody these rows are owed to.
    pub(super) async fn send(&self, rows: Vec<DeliveryRow>, now: Timestamp) -> Vec<Answered> {
        let mut by_token: BTreeMap<String, Vec<DeliveryRow>> = BTreeMap::new();
        for row in rows {
            by_token.entry(row.target.clone()).or_default().push(row);
        }
        let calls = by_token.into_iter().map(|(token, rows)| async move { (self.client.push(&token, now).await, rows) });
        let answers = join_all(calls).await;
        self.count_bad_tokens(&answers);
        let each = answers.into_iter().flat_map(|(outcome, rows)| rows.into_iter().map(move |row| (outcome.clone(), row)));
        each.map(|(outcome, row)| self.answered(outcome, row)).collect()
    }

    fn count_bad_tokens(&self, answers: &[(PushOutcome, Vec<DeliveryRow>)]) {
        for (outcome, _) in answers {
            match outcome.answer {
                PushAnswer::Delivered => self.bad_tokens.store(0, Ordering::Relaxed),
                PushAnswer::BadToken => drop(self.bad_tokens.fetch_add(1, Ordering::Relaxed)),
                _ => {}
            }
        }
        if answers.iter().any(|(outcome, _)| outcome.answer == PushAnswer::Stop) {
            tracing::error!("Apple refuses the certificate or topic: pushes wait; run `stampwell doctor`");
        }
    }

    fn answered(&self, outcome: PushOutcome, row: DeliveryRow) -> Answered {
        let run_of_bad_tokens = self.bad_tokens.load(Ordering::Relaxed) >= BAD_TOKEN_RUN;
        let said = match outcome.answer {
            PushAnswer::Delivered => Said::Delivered,
            PushAnswer::Gone { since } => Said::DropToken(since),
            PushAnswer::BadToken if run_of_bad_tokens => {
                tracing::error!(reason = %outcome.reason, "{BAD_TOKEN_RUN} bad tokens in a row: wrong certificate or host? No registration is deleted");
                Said::Wait
            }
            PushAnswer::BadToken => Said::DropToken(None),
            PushAnswer::Later { upstream: true, retry_after_s } => Said::Down(retry_after_s),
            PushAnswer::Later { upstream: false, retry_after_s } => Said::Later(retry_after_s),
            PushAnswer::Stop => Said::Down(Some(60)),
            PushAnswer::Bug => Said::Bug,
        };
        Answered { row, status: outcome.status, reason: outcome.reason, said }
    }
}
