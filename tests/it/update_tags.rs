//! No phone is left behind, whatever crosses: changes that commit late, registrations with old files, lost answers, forged tags, and
//! restores that phones ask in the midst of. Chance makes the interleavings from a seed; the rule meets them in the real store, and weakened
//! rules, each of which must lose a phone, in books kept in memory.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use stampwell::domain::update_tag::{HeldCard, UpdateTag, news};
use stampwell::ids::{Bucket, CardId};
use stampwell::service::card_changed::update_wallets;
use stampwell::service::upkeep::restore::settle_next;
use stampwell::service::wallets::apple_registrations::{changed_passes, register, unregister};
use stampwell::store::{CardRow, DeviceRow, RegistrationRow, Tenant};
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinHandle;

use crate::world::{PASS_TYPE, Setup, World, tell};

const PHONES: usize = 2;
const CARDS: usize = 4;
/// Cards of one shop.
const OF_A_SHOP: usize = 2;

/// Random numbers of a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn number(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// A pass as somebody holds it, or as it is now. The times of two changes differ, also where a restore took one of them back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct File {
    version: i64,
    modified_s: i64,
}

/// What a phone is told.
struct News {
    cards: Vec<usize>,
    tag: String,
}

/// A service as a run needs it. Cards and phones go by number, and the cards of a shop follow each other.
trait Service {
    /// Whether one shop writes while the write of another is under way.
    const SHOPS_APART: bool;

    fn moment_passes(&mut self);
    async fn read(&mut self, card: usize) -> File;
    async fn change(&mut self, cards: &[usize]);
    /// A change that is done and not committed.
    async fn begin_change(&mut self, cards: &[usize]);
    async fn commit(&mut self);
    async fn register(&mut self, phone: usize, card: usize);
    async fn unregister(&mut self, phone: usize, card: usize);
    async fn list(&mut self, phone: usize, tag: Option<&str>) -> Option<News>;
    async fn back_up(&mut self);
    /// Puts the backup in place; nothing is settled yet.
    async fn put_back(&mut self);
    async fn settle(&mut self, card: usize);
}

/// What a phone holds, and what its own backup brings back.
#[derive(Clone, Default)]
struct Wallet {
    files: BTreeMap<usize, File>,
    tag: Option<String>,
}

#[derive(Default)]
struct Phone {
    wallet: Wallet,
    /// Files that were downloaded and still lie about.
    downloads: BTreeMap<usize, Vec<File>>,
    /// Answers on their way.
    answers: Vec<News>,
    backup: Option<Wallet>,
}

/// One run: what chance brings about.
struct Run<'s, S> {
    service: &'s mut S,
    chance: Chance,
    phones: [Phone; PHONES],
    /// The shop whose change is not committed yet.
    under_way: Option<usize>,
    /// What a restore has not come to yet.
    unsettled: VecDeque<usize>,
    backed_up: bool,
}

impl<S: Service> Run<'_, S> {
    fn may_write(&self, shop: usize) -> bool {
        self.under_way
            .is_none_or(|busy| S::SHOPS_APART && busy != shop)
    }

    async fn step(&mut self) {
        self.service.moment_passes();
        let (phone, card) = (self.chance.below(PHONES), self.chance.below(CARDS));
        let shop = card / OF_A_SHOP;
        match self.chance.below(33) {
            0..4 if self.may_write(shop) => {
                let cards = self.some_cards(shop, card);
                self.service.change(&cards).await;
            }
            4..6 if self.under_way.is_none() => {
                let cards = self.some_cards(shop, card);
                self.service
                    .begin_change(&cards)
                    .await;
                self.under_way = Some(shop);
            }
            6..8 => self.commit().await,
            8 => {
                let file = self.service.read(card).await;
                self.phones[phone]
                    .downloads
                    .entry(card)
                    .or_default()
                    .push(file);
            }
            9..13 if self.under_way.is_none() => self.add(phone, card).await,
            13 if self.under_way.is_none() => self.remove(phone, card).await,
            14..18 => self.ask(phone).await,
            18..23 => self.hear(phone).await,
            23 => {
                self.ask_with_a_strange_tag(phone)
                    .await
            }
            24..26 if self.under_way.is_none() => {
                self.service.back_up().await;
                self.backed_up = true;
            }
            26..28 if self.backed_up && self.under_way.is_none() => {
                self.service.put_back().await;
                self.unsettled = (0..CARDS).collect();
            }
            28..31 => self.settle_next().await,
            31 => self.phones[phone].backup = Some(self.phones[phone].wallet.clone()),
            32 => {
                let phone = &mut self.phones[phone];
                if let Some(before) = phone.backup.clone() {
                    phone.wallet = before;
                    phone.answers.clear();
                }
            }
            _ => {}
        }
    }

    /// One card, or all of a shop at once as when two members are merged.
    fn some_cards(&mut self, shop: usize, card: usize) -> Vec<usize> {
        if self.chance.one_in(3) {
            (shop * OF_A_SHOP..(shop + 1) * OF_A_SHOP).collect()
        } else {
            vec![card]
        }
    }

    async fn commit(&mut self) {
        if self.under_way.take().is_some() {
            self.service.commit().await;
        }
    }

    /// The phone takes in a new file, or an old one, perhaps in the place of the one it has.
    async fn add(&mut self, phone: usize, card: usize) {
        let downloads = self.phones[phone]
            .downloads
            .get(&card);
        let old = downloads.map(|files| files[self.chance.below(files.len())]);
        let file = match old {
            Some(file) if !self.chance.one_in(3) => file,
            _ => self.service.read(card).await,
        };
        self.service
            .register(phone, card)
            .await;
        self.phones[phone]
            .wallet
            .files
            .insert(card, file);
    }

    /// The phone forgets a card; its removal may be lost on the way.
    async fn remove(&mut self, phone: usize, card: usize) {
        let wallet = &mut self.phones[phone].wallet;
        if wallet.files.remove(&card).is_none() {
            return;
        }
        if wallet.files.is_empty() && self.chance.one_in(2) {
            wallet.tag = None;
        }
        if !self.chance.one_in(4) {
            self.service
                .unregister(phone, card)
                .await;
        }
    }

    /// The phone asks; it may ask again before it has heard.
    async fn ask(&mut self, phone: usize) {
        let mut tag = self.phones[phone]
            .wallet
            .tag
            .clone();
        if self.chance.one_in(4) {
            tag = tag.map(|tag| self.without_an_entry(&tag));
        }
        if self.phones[phone].answers.len() < 2
            && let Some(answer) = self
                .service
                .list(phone, tag.as_deref())
                .await
        {
            self.phones[phone]
                .answers
                .push(answer);
        }
    }

    fn without_an_entry(&mut self, tag: &str) -> String {
        let mut parts: Vec<&str> = tag.split('.').collect();
        if parts.len() > 2 {
            parts.remove(1 + self.chance.below(parts.len() - 1));
        }
        parts.join(".")
    }

    /// An answer comes, whichever was asked for first, or is lost. A fetch may fail, and then the tag is not kept.
    async fn hear(&mut self, phone: usize) {
        let waiting = self.phones[phone].answers.len();
        if waiting == 0 {
            return;
        }
        let answer = self.phones[phone]
            .answers
            .remove(self.chance.below(waiting));
        if !self.chance.one_in(5) {
            let fails = self
                .chance
                .one_in(6)
                .then(|| self.chance.below(CARDS));
            take_in(self.service, &mut self.phones[phone].wallet, answer, fails).await;
        }
    }

    /// Somebody asks with a tag that was never given to this phone: nobody else is the worse for it. Or the phone itself comes back with
    /// the number that it had from an earlier release.
    async fn ask_with_a_strange_tag(&mut self, phone: usize) {
        let own = self.phones[phone]
            .wallet
            .tag
            .clone()
            .unwrap_or_default();
        let strange = match self.chance.below(5) {
            0 => self.phones[(phone + 1) % PHONES]
                .wallet
                .tag
                .clone()
                .unwrap_or_default(),
            1 => format!("{own}B"),
            2 => format!("1.{}", ".AAAAAAAB".repeat(self.chance.below(80))),
            3 => "x".repeat(self.chance.below(4_000)),
            _ => self.chance.below(1_000).to_string(),
        };
        let told = self
            .service
            .list(phone, Some(&strange))
            .await;
        if UpdateTag::read(&strange).is_none() {
            let all = self.service.list(phone, None).await;
            assert_eq!(
                told.map(|told| told.cards),
                all.map(|all| all.cards),
                "{strange:?}"
            );
            self.phones[phone].wallet.tag = Some(strange);
        }
    }

    async fn settle_next(&mut self) {
        if let Some(card) = self.unsettled.front().copied()
            && self.may_write(card / OF_A_SHOP)
        {
            self.service.settle(card).await;
            self.unsettled.pop_front();
        }
    }

    /// All comes to rest, and each phone asks until it hears nothing more. Tells of one that does not hold what is true.
    async fn end(mut self) -> Result<(), String> {
        self.commit().await;
        while !self.unsettled.is_empty() {
            self.service.moment_passes();
            self.settle_next().await;
        }
        for (n, phone) in self.phones.iter_mut().enumerate() {
            let mut asked = 0;
            while let Some(answer) = self
                .service
                .list(n, phone.wallet.tag.as_deref())
                .await
            {
                asked += 1;
                if asked > 2 {
                    return Err(format!("phone {n} is told of the same over and over"));
                }
                take_in(self.service, &mut phone.wallet, answer, None).await;
            }
            let registered = self.service.list(n, None).await;
            for card in registered.map_or(Vec::new(), |all| all.cards) {
                let now = self.service.read(card).await;
                let held = phone.wallet.files.get(&card);
                if held.is_some_and(|held| *held != now) {
                    return Err(format!(
                        "phone {n} holds {held:?} of card {card}, which is {now:?}"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// The phone fetches what it was told of and still has, and then keeps the tag.
async fn take_in(
    service: &mut impl Service,
    wallet: &mut Wallet,
    answer: News,
    fails: Option<usize>,
) {
    for card in answer.cards {
        if fails == Some(card) {
            return;
        }
        if let Some(held) = wallet.files.get_mut(&card) {
            let now = service.read(card).await;
            // As by `If-Modified-Since`.
            if now.modified_s > held.modified_s {
                *held = now;
            }
        }
    }
    wallet.tag = Some(answer.tag);
}

/// Some steps by chance on a service where every card is new and no phone registered.
async fn run(service: &mut impl Service, seed: u64) -> Result<(), String> {
    let mut chance = Chance(seed);
    let steps = 30 + chance.below(90);
    let mut run = Run {
        service,
        chance,
        phones: Default::default(),
        under_way: None,
        unsettled: VecDeque::new(),
        backed_up: false,
    };
    for _ in 0..steps {
        run.step().await;
    }
    run.end()
        .await
        .map_err(|fault| format!("seed {seed}: {fault}"))
}

/// The rule, and what it would be without one of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    AsItIs,
    MarksOutliveRestores,
    MarksOutliveRegistrations,
    AKnownRegistrationKeepsItsMark,
    EntriesByCard,
    NoEntryMeansSeen,
    NoEntryOfAMovedCardMeansSeen,
    TagOfWhatIsUnderWay,
}

/// The marks of registrations, by phone and card.
type Marks = BTreeMap<(usize, usize), i64>;

/// The books of a service in memory.
struct Memory {
    rule: Rule,
    marks: Chance,
    now_s: i64,
    files: [File; CARDS],
    registrations: Marks,
    under_way: Option<(i64, Vec<usize>)>,
    backup: Option<([File; CARDS], Marks)>,
    ids: Vec<CardId>,
}

impl Memory {
    fn new(rule: Rule, seed: u64) -> Memory {
        Memory {
            rule,
            marks: Chance(!seed),
            now_s: 0,
            files: [File {
                version: 1,
                modified_s: 0,
            }; CARDS],
            registrations: BTreeMap::new(),
            under_way: None,
            backup: None,
            ids: (0..CARDS)
                .map(|_| CardId::new(Bucket::default()))
                .collect(),
        }
    }

    fn mark(&mut self) -> i64 {
        (self.marks.number() >> 24) as i64
    }

    fn publish(&mut self, cards: &[usize], at_s: i64) {
        for card in cards {
            let file = &mut self.files[*card];
            *file = File {
                version: file.version + 1,
                modified_s: at_s.max(file.modified_s + 1),
            };
        }
    }

    fn held(&self, phone: usize) -> Vec<HeldCard> {
        let held = |((_, card), mark): (&(usize, usize), &i64)| HeldCard {
            card: self.ids[*card],
            mark: if self.rule == Rule::EntriesByCard {
                *card as i64
            } else {
                *mark
            },
            version: self.files[*card].version,
            changed_s: self.files[*card].modified_s,
        };
        self.registrations
            .range((phone, 0)..(phone + 1, 0))
            .map(held)
            .collect()
    }

    /// What the rule, weakened or not, tells a phone.
    fn news(&self, tag: Option<&str>, held: &[HeldCard]) -> Option<(Vec<CardId>, UpdateTag)> {
        let Some(known) = tag.and_then(UpdateTag::read) else {
            return news(tag, held);
        };
        let is_news = |card: &HeldCard| match self.rule {
            Rule::NoEntryMeansSeen => known
                .version(card.mark)
                .is_some_and(|heard| heard != card.version),
            Rule::NoEntryOfAMovedCardMeansSeen => known
                .version(card.mark)
                .map_or(card.version > 2, |heard| heard != card.version),
            _ => known.is_news(card),
        };
        let told: Vec<CardId> = held
            .iter()
            .filter(|card| is_news(card))
            .map(|card| card.card)
            .collect();
        (!told.is_empty()).then(|| (told, UpdateTag::of(held)))
    }
}

impl Service for Memory {
    const SHOPS_APART: bool = true;

    fn moment_passes(&mut self) {
        self.now_s += 10;
    }

    async fn read(&mut self, card: usize) -> File {
        self.files[card]
    }

    async fn change(&mut self, cards: &[usize]) {
        self.publish(cards, self.now_s);
    }

    async fn begin_change(&mut self, cards: &[usize]) {
        self.under_way = Some((self.now_s, cards.to_vec()));
    }

    async fn commit(&mut self) {
        let (at_s, cards) = self.under_way.take().unwrap();
        self.publish(&cards, at_s);
    }

    async fn register(&mut self, phone: usize, card: usize) {
        let mark = match self.rule {
            Rule::MarksOutliveRegistrations => (phone * CARDS + card) as i64,
            _ => self.mark(),
        };
        let known = self
            .registrations
            .entry((phone, card))
            .or_insert(mark);
        if self.rule != Rule::AKnownRegistrationKeepsItsMark {
            *known = mark;
        }
    }

    async fn unregister(&mut self, phone: usize, card: usize) {
        self.registrations
            .remove(&(phone, card));
    }

    async fn list(&mut self, phone: usize, tag: Option<&str>) -> Option<News> {
        let mut held = self.held(phone);
        let (told, mut next) = self.news(tag, &held)?;
        if let (Rule::TagOfWhatIsUnderWay, Some((_, cards))) = (self.rule, &self.under_way) {
            for card in &mut held {
                card.version += i64::from(
                    cards
                        .iter()
                        .any(|changing| self.ids[*changing] == card.card),
                );
            }
            next = UpdateTag::of(&held);
        }
        let number = |id| {
            self.ids
                .iter()
                .position(|known| *known == id)
                .unwrap()
        };
        Some(News {
            cards: told
                .into_iter()
                .map(number)
                .collect(),
            tag: next.to_string(),
        })
    }

    async fn back_up(&mut self) {
        self.backup = Some((self.files, self.registrations.clone()));
    }

    async fn put_back(&mut self) {
        (self.files, self.registrations) = self.backup.clone().unwrap();
    }

    async fn settle(&mut self, card: usize) {
        for phone in 0..PHONES {
            let mark = self.mark();
            if let Some(known) = self
                .registrations
                .get_mut(&(phone, card))
                && !matches!(
                    self.rule,
                    Rule::MarksOutliveRestores | Rule::MarksOutliveRegistrations
                )
            {
                *known = mark;
            }
        }
        self.publish(&[card], self.now_s);
    }
}

/// How many runs somebody asks for, who has the time.
fn asked_for() -> Option<u64> {
    let runs = std::env::var("STAMPWELL_TAG_RUNS").ok()?;
    Some(runs.parse().unwrap())
}

#[tokio::test]
async fn the_rule_loses_no_phone_and_each_weaker_one_does() {
    // Each weaker rule loses a phone in some of the first runs.
    let runs = asked_for()
        .unwrap_or_default()
        .max(4_000);
    let lost = async |rule| {
        let mut faults = Vec::new();
        for seed in 0..runs {
            faults.extend(
                run(&mut Memory::new(rule, seed), seed)
                    .await
                    .err(),
            );
        }
        println!("{rule:?}: {} of {runs} runs lose a phone", faults.len());
        faults
    };
    assert_eq!(lost(Rule::AsItIs).await, Vec::<String>::new());
    for weaker in [
        Rule::MarksOutliveRestores,
        Rule::MarksOutliveRegistrations,
        Rule::AKnownRegistrationKeepsItsMark,
        Rule::EntriesByCard,
        Rule::NoEntryMeansSeen,
        Rule::NoEntryOfAMovedCardMeansSeen,
        Rule::TagOfWhatIsUnderWay,
    ] {
        assert!(
            !lost(weaker).await.is_empty(),
            "{weaker:?} is as good as the rule, or the runs do not try it"
        );
    }
}

/// A change under way in the real store: it commits when the sender is dropped.
struct UnderWay {
    go: Sender<()>,
    done: JoinHandle<stampwell::error::Result<()>>,
}

/// The real store behind the services that phones and restores meet.
struct Real<'w, const SHOPS_APART: bool> {
    world: &'w World,
    cards: Vec<(CardId, Tenant)>,
    under_way: Option<UnderWay>,
    backup: Option<(Vec<CardRow>, Vec<RegistrationRow>)>,
}

fn device(phone: usize) -> String {
    format!("phone-{phone}")
}

impl<'w, const SHOPS_APART: bool> Real<'w, SHOPS_APART> {
    async fn open(world: &'w World) -> Self {
        // Nobody tells the phones of these runs; they ask when chance will have it.
        world.may_owe_pushes();
        let mut cards = Vec::new();
        for n in 0..CARDS / OF_A_SHOP {
            let shop = world
                .shop(&format!("Shop {n}"))
                .hasty()
                .open()
                .await;
            for _ in 0..OF_A_SHOP {
                let id: CardId = shop
                    .issue_card()
                    .await
                    .id()
                    .parse()
                    .unwrap();
                cards.push((id, card_of(world, id).await.tenant()));
            }
        }
        Real {
            world,
            cards,
            under_way: None,
            backup: None,
        }
    }

    /// As before any phone came.
    fn begin(&mut self) {
        self.world
            .sql("DELETE FROM registrations; DELETE FROM device_merchants; DELETE FROM devices; UPDATE cards SET version = 1, last_modified_s = 0;");
        self.backup = None;
    }

    /// The write that changes these cards, up to its commit, for which it waits as long as `go` lasts.
    fn publish(
        &self,
        cards: &[usize],
    ) -> impl Fn(&mut stampwell::store::Tx<'_>) -> stampwell::error::Result<()> + Send + use<SHOPS_APART>
    {
        let (app, now) = (self.world.app.clone(), self.world.clock.now());
        let tenant = self.cards[cards[0]].1;
        let ids: Vec<CardId> = cards
            .iter()
            .map(|card| self.cards[*card].0)
            .collect();
        move |tx| {
            tx.lock(tenant)?;
            let mut rows = Vec::new();
            for id in &ids {
                rows.extend(tx.card(tenant, *id)?);
            }
            update_wallets(&app, tx, tenant, &mut rows, now).map(drop)
        }
    }
}

async fn card_of(world: &World, id: CardId) -> CardRow {
    world
        .app
        .store
        .read(move |tx| tx.card_of_anyone(id))
        .await
        .unwrap()
        .unwrap()
}

impl<const APART: bool> Service for Real<'_, APART> {
    const SHOPS_APART: bool = APART;

    fn moment_passes(&mut self) {
        self.world.clock.advance_ms(10_000);
    }

    async fn read(&mut self, card: usize) -> File {
        let row = card_of(self.world, self.cards[card].0).await;
        File {
            version: row.version,
            modified_s: row.last_modified_s,
        }
    }

    async fn change(&mut self, cards: &[usize]) {
        self.world
            .app
            .store
            .write(self.publish(cards))
            .await
            .unwrap();
    }

    async fn begin_change(&mut self, cards: &[usize]) {
        // It is idle in its transaction for as long as chance takes its steps.
        let (publish, store) = (
            self.publish(cards),
            self.world
                .app
                .store
                .with_batch_deadline(),
        );
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (begun, mut has_begun) = unbounded_channel();
        let wait = Mutex::new(wait);
        let done = tokio::spawn(async move {
            store
                .write(move |tx| {
                    publish(tx)?;
                    let _ = begun.send(());
                    // It ends with its sender.
                    let _ = wait.lock().unwrap().recv();
                    Ok(())
                })
                .await
        });
        has_begun
            .recv()
            .await
            .expect("the change has begun");
        self.under_way = Some(UnderWay { go, done });
    }

    async fn commit(&mut self) {
        let UnderWay { go, done } = self.under_way.take().unwrap();
        drop(go);
        done.await.unwrap().unwrap();
    }

    async fn register(&mut self, phone: usize, card: usize) {
        let row = card_of(self.world, self.cards[card].0).await;
        let token = format!("{phone:064x}");
        register(&self.world.app, row, PASS_TYPE, &device(phone), &token)
            .await
            .unwrap();
    }

    async fn unregister(&mut self, phone: usize, card: usize) {
        let row = card_of(self.world, self.cards[card].0).await;
        unregister(&self.world.app, row, PASS_TYPE, &device(phone))
            .await
            .unwrap();
    }

    async fn list(&mut self, phone: usize, tag: Option<&str>) -> Option<News> {
        let (told, tag) = changed_passes(&self.world.app, PASS_TYPE, &device(phone), tag)
            .await
            .unwrap()?;
        let number = |serial: String| {
            let id: CardId = serial.parse().unwrap();
            self.cards
                .iter()
                .position(|(known, _)| *known == id)
                .unwrap()
        };
        let cards: BTreeSet<usize> = told
            .into_iter()
            .map(number)
            .collect();
        Some(News {
            cards: cards.into_iter().collect(),
            tag,
        })
    }

    async fn back_up(&mut self) {
        let ids: Vec<CardId> = self
            .cards
            .iter()
            .map(|(id, _)| *id)
            .collect();
        let books = self
            .world
            .app
            .store
            .read(move |tx| {
                let mut books = (Vec::new(), Vec::new());
                for id in ids {
                    if let Some(card) = tx.card_of_anyone(id)? {
                        books
                            .1
                            .extend(tx.registrations_of_card(card.tenant(), id)?);
                        books.0.push(card);
                    }
                }
                Ok(books)
            });
        self.backup = Some(books.await.unwrap());
    }

    async fn put_back(&mut self) {
        let (cards, registrations) = self.backup.clone().unwrap();
        let cards: String = cards
            .iter()
            .map(|row| {
                format!(
                    "UPDATE cards SET version = {}, last_modified_s = {} WHERE id = '{}';",
                    row.version, row.last_modified_s, row.id
                )
            })
            .collect();
        self.world.sql(&format!(
            "DELETE FROM registrations; DELETE FROM device_merchants; DELETE FROM devices; {cards}"
        ));
        let back = self
            .world
            .app
            .store
            .write(move |tx| {
                registrations
                    .iter()
                    .try_for_each(|row| {
                        tx.save_device(&DeviceRow {
                            device_library_identifier: row
                                .device_library_identifier
                                .clone(),
                            push_token: "a0".into(),
                            updated_at: row.updated_at,
                        })?;
                        tx.insert_registration(row)
                    })
            });
        back.await.unwrap();
    }

    async fn settle(&mut self, card: usize) {
        let (_, tenant) = self.cards[card];
        let after = (!card.is_multiple_of(OF_A_SHOP)).then(|| self.cards[card - 1].0);
        let app = self.world.app.clone();
        let settled = self
            .world
            .app
            .store
            .write(move |tx| settle_next(&app, tx, tenant, after, 1));
        assert_eq!(settled.await.unwrap(), (1, Some(self.cards[card].0)));
    }
}

/// As many runs as were asked for, else as many as fit into some seconds.
async fn runs<const SHOPS_APART: bool>(world: &World) {
    let mut service = Real::<SHOPS_APART>::open(world).await;
    let (begun, mut seed) = (Instant::now(), 0);
    while asked_for().map_or_else(
        || begun.elapsed() < Duration::from_secs(10),
        |runs| seed < runs,
    ) {
        service.begin();
        run(&mut service, seed)
            .await
            .unwrap();
        seed += 1;
    }
    println!("{seed} runs lose no phone in {:.0?}", begun.elapsed());
    world.sql("DELETE FROM registrations; DELETE FROM device_merchants; DELETE FROM devices;");
}

#[tokio::test]
async fn the_real_store_loses_no_phone_on_sqlite() {
    tell(Setup::default(), None, async |world| {
        runs::<false>(world).await
    })
    .await;
}

#[tokio::test]
async fn the_real_store_loses_no_phone_on_postgres() {
    if let Some(server) = crate::postgres::server() {
        tell(
            Setup::default(),
            Some(server.new_database()),
            async |world| runs::<true>(world).await,
        )
        .await;
    }
}
