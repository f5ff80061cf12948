//! A shop that is served by the real program, and tills that never pause.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::Method;
use serde_json::{Value, json};
use stampwell::sandbox::ApnsStandIn;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::stories::crash::{Operator, Service};
use crate::world::{Answer, CERTIFICATES, Caller, PATIENCE};

/// A shop without cool-down, open for business.
pub struct RealShop {
    pub operator: Operator,
    pub service: Service,
    pub owner: Caller,
    pub staff: Caller,
    pub staff_key: String,
    /// As they were handed out.
    pub cards: Vec<Value>,
    pub apns: ApnsStandIn,
}

impl RealShop {
    /// Sets the program up in a folder, changed as the story needs it, and hands out cards.
    pub async fn open(folder: &Path, cards: usize, change: impl FnOnce(&mut Operator)) -> RealShop {
        let apns = ApnsStandIn::start(&CERTIFICATES)
            .await
            .unwrap();
        let mut operator = Operator::new(
            folder,
            &apns,
            format!("sqlite://{}", folder.join("shop.db").display()),
        );
        change(&mut operator);
        let made = operator.run(&["merchant", "create", "--name", "Coffee", "--json"]);
        let keys: Value = serde_json::from_slice(&made.stdout)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&made.stderr)));
        let caller =
            |role: &str| Caller::new(&operator.base).with_key(keys[role].as_str().unwrap());
        let (owner, staff) = (caller("owner_key"), caller("staff_key"));
        let staff_key = keys["staff_key"]
            .as_str()
            .unwrap()
            .to_owned();
        let (service, _) = operator.serve().await;
        let mut program = owner.get("/v1/program").await.ok();
        program["cooldown_s"] = json!(0);
        owner
            .put("/v1/program", program)
            .await
            .ok();
        let mut shop = RealShop {
            operator,
            service,
            owner,
            staff,
            staff_key,
            cards: vec![],
            apns,
        };
        for _ in 0..cards {
            shop.cards.push(
                shop.staff
                    .post("/v1/cards", json!({}))
                    .await
                    .created(),
            );
        }
        shop
    }

    /// Where the first card is read.
    pub fn a_card(&self) -> String {
        format!(
            "/v1/cards/{}",
            self.cards[0]["id"]
                .as_str()
                .unwrap()
        )
    }

    /// Tills begin to scan, each its own cards.
    pub fn rush(&self, tills: usize) -> Rush {
        let board = Arc::new(Board::default());
        let till = |i: usize| Till {
            name: format!("till{i}"),
            staff: self.staff.clone(),
            cards: self
                .cards
                .iter()
                .skip(i)
                .step_by(tills)
                .map(|card| {
                    card["id"]
                        .as_str()
                        .unwrap()
                        .to_owned()
                })
                .collect(),
            board: board.clone(),
        };
        Rush {
            tills: (0..tills)
                .map(|i| tokio::spawn(till(i).work()))
                .collect(),
            board,
        }
    }

    /// The day ends: every scan on the tills' paper is in the log, no other is, and the log adds up.
    pub async fn close(self, paper: &Paper) {
        let scans = self.owner.list("/v1/scans").await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let stored: BTreeMap<String, String> = scans
            .iter()
            .map(|scan| (text(&scan["id"]), text(&scan["card_id"])))
            .collect();
        let told: BTreeMap<String, String> = paper.values().cloned().collect();
        assert_eq!(told.len(), paper.len(), "two keys named one scan");
        let lost: Vec<_> = told
            .iter()
            .filter(|(scan, card)| stored.get(*scan) != Some(card))
            .collect();
        let doubled: Vec<_> = stored
            .keys()
            .filter(|scan| !told.contains_key(*scan))
            .collect();
        assert_eq!(
            (lost, doubled),
            (vec![], Vec::<&String>::new()),
            "lost and doubled"
        );
        assert_eq!(self.service.stop(), Some(0));
        let verdict = self
            .operator
            .run(&["verify", "--json"]);
        assert!(
            verdict.status.success(),
            "{}",
            String::from_utf8_lossy(&verdict.stdout)
        );
    }
}

/// Scan and card of each idempotency key, as the till was told.
pub type Paper = BTreeMap<String, (String, String)>;

/// What happened at all tills so far.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub acknowledged: usize,
    /// Of these, how many were written at an earlier request that was refused or not answered.
    pub replayed: usize,
    pub refused: Vec<Answer>,
    /// Requests that were sent and got no answer.
    pub unanswered: Vec<Arc<reqwest::Error>>,
}

#[derive(Default)]
struct Board {
    closing: AtomicBool,
    tally: watch::Sender<Tally>,
}

/// Tills at work. Each repeats a scan that was refused or not answered, with the same key, until it is accepted.
pub struct Rush {
    tills: Vec<JoinHandle<Paper>>,
    board: Arc<Board>,
}

impl Rush {
    /// Waits until that many more scans were acknowledged.
    pub async fn acknowledged(&self, more: usize) {
        let target = self.tally().acknowledged + more;
        self.until(|tally| tally.acknowledged >= target)
            .await;
    }

    /// Waits until that many more scans were refused; those refusals.
    pub async fn refused(&self, more: usize) -> Vec<Answer> {
        let before = self.tally().refused.len();
        self.until(|tally| tally.refused.len() >= before + more)
            .await;
        self.tally()
            .refused
            .split_off(before)
    }

    pub fn tally(&self) -> Tally {
        self.board.tally.borrow().clone()
    }

    async fn until(&self, happened: impl FnMut(&Tally) -> bool) {
        let mut changes = self.board.tally.subscribe();
        let waited = tokio::time::timeout(PATIENCE, changes.wait_for(happened)).await;
        if waited.is_err() {
            let Tally {
                acknowledged,
                refused,
                unanswered,
                ..
            } = self.tally();
            let (refusals, refusal, error) = (
                refused.len(),
                refused.last().map(Answer::text),
                unanswered.last(),
            );
            panic!(
                "stuck at {acknowledged} acknowledged, {refusals} refused ({refusal:?}) and {} unanswered ({error:?})",
                unanswered.len()
            );
        }
    }

    /// Lets each till finish the scan it is at; the paper of all.
    pub async fn end(self) -> Paper {
        self.board
            .closing
            .store(true, Ordering::Relaxed);
        let mut paper = Paper::new();
        for till in self.tills {
            paper.extend(till.await.unwrap());
        }
        paper
    }
}

struct Till {
    name: String,
    staff: Caller,
    cards: Vec<String>,
    board: Arc<Board>,
}

impl Till {
    async fn work(self) -> Paper {
        let mut paper = Paper::new();
        for n in 0.. {
            if self
                .board
                .closing
                .load(Ordering::Relaxed)
            {
                break;
            }
            let (key, card) = (
                format!("{}-{n}", self.name),
                &self.cards[n % self.cards.len()],
            );
            let answer = self.scan(&key, card).await;
            let replayed = usize::from(answer.header("idempotency-replayed") == "true");
            self.board
                .tally
                .send_modify(|tally| {
                    (tally.acknowledged, tally.replayed) =
                        (tally.acknowledged + 1, tally.replayed + replayed)
                });
            paper.insert(
                key,
                (
                    answer.value()["scan"]["id"]
                        .as_str()
                        .unwrap()
                        .to_owned(),
                    card.clone(),
                ),
            );
        }
        paper
    }

    async fn scan(&self, key: &str, card: &str) -> Answer {
        let staff = self.staff.once(key);
        loop {
            match answer_to(
                staff
                    .request(Method::POST, "/v1/scans")
                    .json(&json!({ "card_id": card })),
            )
            .await
            {
                Ok(answer) if answer.status == 201 => return answer,
                Ok(refusal) => self
                    .board
                    .tally
                    .send_modify(|tally| tally.refused.push(refusal)),
                // Nobody is there to be asked.
                Err(error) if error.is_connect() => {}
                Err(error) => self
                    .board
                    .tally
                    .send_modify(|tally| tally.unanswered.push(error.into())),
            }
            tokio::task::yield_now().await;
        }
    }
}

async fn answer_to(request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Answer {
        status,
        headers,
        body: response.bytes().await?.to_vec(),
    })
}
