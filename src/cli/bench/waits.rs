//! What PostgreSQL's connections wait for while they are measured: the answer to "what is the limit".

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query, sql_types,
};

/// How often to look.
const EVERY: Duration = Duration::from_millis(20);

/// Of a wait for a lock also the table that the statement names first, which is the one whose row is held.
const LOOK: &str = r#"SELECT concat(coalesce(wait_event_type || ':' || wait_event, 'running'),
           CASE WHEN wait_event_type = 'Lock' THEN ' of ' || substring(query FROM '"([a-z_]+)"') END) AS wait,
       count(*) AS connections
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' GROUP BY 1"#;

#[derive(QueryableByName)]
struct WaitsSeen {
    #[diesel(sql_type = sql_types::Text)]
    wait: String,
    #[diesel(sql_type = sql_types::BigInt)]
    connections: i64,
}

/// How often connections at work were seen in each state.
#[derive(Default)]
pub(super) struct Waits(BTreeMap<String, i64>);

/// A watch under way.
pub(super) struct Watch {
    over: Arc<AtomicBool>,
    watching: JoinHandle<anyhow::Result<Waits>>,
}

impl Watch {
    /// Begins to look at the connections of a database.
    pub(super) fn begin(url: &str) -> anyhow::Result<Watch> {
        let (mut connection, over) = (
            PgConnection::establish(url)?,
            Arc::new(AtomicBool::new(false)),
        );
        let until = over.clone();
        let watching = std::thread::spawn(move || {
            let mut waits = Waits::default();
            while !until.load(Ordering::Relaxed) {
                waits.add(sql_query(LOOK).load(&mut connection)?);
                std::thread::sleep(EVERY);
            }
            Ok(waits)
        });
        Ok(Watch { over, watching })
    }

    /// Ends the watch; what was seen.
    pub(super) fn end(self) -> anyhow::Result<Waits> {
        self.over
            .store(true, Ordering::Relaxed);
        self.watching
            .join()
            .map_err(|_| anyhow::anyhow!("the thread that watches the connections panicked"))?
    }
}

impl Waits {
    fn add(&mut self, seen: Vec<WaitsSeen>) {
        for WaitsSeen { wait, connections } in seen {
            *self.0.entry(wait).or_default() += connections;
        }
    }

    /// Takes in what another watch saw.
    pub(super) fn merge(&mut self, other: Waits) {
        for (wait, connections) in other.0 {
            *self.0.entry(wait).or_default() += connections;
        }
    }

    /// The states met most, with their share of all: what it is in words, PostgreSQL's name, the share.
    pub(super) fn shares(&self) -> Vec<(&'static str, &str, f64)> {
        let all = self.0.values().sum::<i64>().max(1) as f64;
        let mut shares: Vec<_> = self
            .0
            .iter()
            .map(|(wait, seen)| (meaning(wait), wait.as_str(), *seen as f64 / all))
            .collect();
        shares.sort_by(|a, b| b.2.total_cmp(&a.2));
        shares
    }

    /// The same as a sentence.
    pub(super) fn told(&self) -> String {
        let shares = self
            .shares()
            .into_iter()
            .take(4)
            .map(|(meaning, wait, share)| format!("{:.0} % {meaning} ({wait})", share * 100.0));
        shares
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// PostgreSQL's wait events in words.
fn meaning(wait: &str) -> &'static str {
    match wait {
        "running" => "at work",
        "Client:ClientRead" => "for the service's next statement",
        "LWLock:WALWrite" => "for another commit's flush",
        _ if wait.starts_with("IO:") => "for the disk",
        _ if wait.starts_with("Lock:transactionid") || wait.starts_with("Lock:tuple") => {
            "for a row that another scan holds until its commit"
        }
        _ if wait.starts_with("Lock:") => "for a lock",
        _ => "elsewhere",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_met_most_comes_first_in_words() {
        let mut waits = Waits::default();
        let seen = |wait: &str, connections| WaitsSeen {
            wait: wait.into(),
            connections,
        };
        waits.add(vec![
            seen("running", 1),
            seen("Lock:transactionid of merchants", 2),
        ]);
        waits.add(vec![seen("Lock:transactionid of merchants", 1)]);
        let told = "75 % for a row that another scan holds until its commit (Lock:transactionid of merchants), 25 % at work (running)";
        assert_eq!(waits.told(), told);
    }
}
