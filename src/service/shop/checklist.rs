//! What a shop needs before it opens: the owner's checklist, and the same checks in the same words for `doctor`.
//!
//! A check's words stand in the locales: `check-ITEM` is its title, `check-ITEM-STATE` what was found and why it matters, and
//! `check-ITEM-STATE-fix` what to do. `doctor` says the English ones.

use jiff::tz::TimeZone;

use crate::app::{App, AppleWallet, GoogleWallet};
use crate::apple::{Finding, Level};
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Result};
use crate::locale::{Locale, Value};
use crate::service::access::actor::Actor;

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStatus {
    /// As it should be.
    Done,
    /// Still to do; what is there works without it.
    Todo,
    /// Was set up and does not work.
    Failing,
    /// Cannot be seen from inside the service, so it is not counted.
    Unseen,
}

/// A value in a check's words.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CheckValue {
    Text(String),
    Count(i64),
    Day(Timestamp),
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its part of the keys, such as `apple`.
    pub item: &'static str,
    /// The state's part of the keys, such as `off`.
    state: &'static str,
    /// How it stands.
    pub standing: CheckStatus,
    given: Option<(&'static str, CheckValue)>,
}

impl Check {
    fn new(item: &'static str, state: &'static str, standing: CheckStatus) -> Check {
        Check {
            item,
            state,
            standing,
            given: None,
        }
    }

    fn with(self, name: &'static str, given: CheckValue) -> Check {
        Check {
            given: Some((name, given)),
            ..self
        }
    }

    /// What is looked at, in a few words.
    pub fn title(&self, language: Locale) -> String {
        language.text(&format!("check-{}", self.item))
    }

    /// What was found, and why it matters.
    pub fn what(&self, language: Locale, zone: &TimeZone) -> String {
        self.said(
            &format!("check-{}-{}", self.item, self.state),
            language,
            zone,
        )
    }

    /// What to do; none if nothing.
    pub fn fix(&self, language: Locale, zone: &TimeZone) -> Option<String> {
        (self.standing != CheckStatus::Done).then(|| {
            self.said(
                &format!("check-{}-{}-fix", self.item, self.state),
                language,
                zone,
            )
        })
    }

    fn said(&self, key: &str, language: Locale, zone: &TimeZone) -> String {
        match &self.given {
            None => language.text(key),
            Some((name, CheckValue::Count(count))) => {
                language.text_with(key, &[(name, Value::Count(*count))])
            }
            Some((name, CheckValue::Text(text))) => language.text_with(key, &[(name, text.into())]),
            Some((name, CheckValue::Day(at))) => {
                language.text_with(key, &[(name, (&language.date(*at, zone)).into())])
            }
        }
    }

    /// The same for a terminal, where nothing isolates a value from the sentence's direction.
    pub fn finding(&self) -> Finding {
        let english = Locale::ENGLISH;
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let level = match self.standing {
            CheckStatus::Done => Level::Good,
            CheckStatus::Todo | CheckStatus::Unseen => Level::Warning,
            CheckStatus::Failing => Level::Bad,
        };
        let fix = self
            .fix(english, &TimeZone::UTC)
            .map_or(String::new(), plain);
        Finding {
            name: self.finding_name(),
            level,
            sentence: plain(self.what(english, &TimeZone::UTC)),
            fix,
        }
    }

    /// The name that scripts which read `doctor --json` know.
    fn finding_name(&self) -> &'static str {
        if self.item == "address" {
            "public address"
        } else {
            self.item
        }
    }
}

/// What the owner has to do, and what the operator of the service has to.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// In the shop's own hands.
    pub owners: Vec<Check>,
    /// In the operator's.
    pub operators: Vec<Check>,
    /// The last part of the join page's address.
    pub slug: String,
}

impl Checklist {
    /// How many are done, of how many that can be seen.
    pub fn progress(&self) -> (i64, i64) {
        let all = || {
            self.owners
                .iter()
                .chain(&self.operators)
        };
        let done = all()
            .filter(|check| check.standing == CheckStatus::Done)
            .count();
        let seen = all()
            .filter(|check| check.standing != CheckStatus::Unseen)
            .count();
        (done as i64, seen as i64)
    }
}

/// The shop's checklist.
pub async fn checklist(app: &App, owner: &Actor, program: &Program) -> Result<Checklist> {
    let (tenant, now) = (owner.tenant, app.clock.now());
    let read = app.store.read(move |tx| {
        let tills = tx.tills(tenant, None, i64::MAX)?;
        let tills = tills
            .iter()
            .filter(|till| till.token_hash.is_some() && till.revoked_at.is_none())
            .count();
        let slug = tx
            .merchant_by_name(&tenant.id().to_string())?
            .map(|(_, merchant)| merchant.slug)
            .unwrap_or_default();
        Ok((
            tills as i64,
            !tx.scans(tenant, None, None, 1)?
                .is_empty(),
            tx.last_backup()?,
            slug,
        ))
    });
    let (tills, visited, last_backup, slug) = read.await?;
    Ok(Checklist {
        owners: vec![costs(program), till(tills), visit(visited)],
        operators: vec![
            address(&app.public_url),
            apple(&app.apple, now),
            google(&app.google),
            designs(
                app.templates.len() as i64,
                app.templates
                    .contains_key(&program.template),
            ),
            badges(!app.badges.is_empty()),
            backup(app.store.kind(), last_backup, now),
        ],
        slug,
    })
}

/// Whether the rewards' cost is known.
fn costs(program: &Program) -> Check {
    match program
        .rewards
        .iter()
        .all(|rung| rung.cost_minor.is_some())
    {
        true => Check::new("cost", "done", CheckStatus::Done),
        false => Check::new("cost", "todo", CheckStatus::Todo),
    }
}

/// Whether any phone stamps.
fn till(count: i64) -> Check {
    match count {
        0 => Check::new("till", "todo", CheckStatus::Todo),
        count => {
            Check::new("till", "done", CheckStatus::Done).with("count", CheckValue::Count(count))
        }
    }
}

/// Whether anybody was stamped.
fn visit(any: bool) -> Check {
    if any {
        Check::new("visit", "done", CheckStatus::Done)
    } else {
        Check::new("visit", "todo", CheckStatus::Todo)
    }
}

/// Whether phones can reach the service.
pub fn address(public_url: &str) -> Check {
    let given = CheckValue::Text(public_url.to_owned());
    match public_url.starts_with("https://") {
        true => Check::new("address", "done", CheckStatus::Done).with("address", given),
        false => Check::new("address", "plain", CheckStatus::Todo).with("address", given),
    }
}

/// Days before its end from which a certificate is to be renewed.
const RENEWAL_DAYS: i64 = 30;

/// Whether passes can be signed, and for how long.
pub fn apple(wallet: &AppleWallet, now: Timestamp) -> Check {
    match wallet.signer(now) {
        Ok(signer) if signer.certificate().days_left(now) <= RENEWAL_DAYS => {
            Check::new("apple", "ending", CheckStatus::Todo)
                .with("day", CheckValue::Day(signer.certificate().not_after()))
        }
        Ok(signer) => Check::new("apple", "done", CheckStatus::Done)
            .with("day", CheckValue::Day(signer.certificate().not_after())),
        Err(error) if error.code == Code::AppleNotConfigured => {
            Check::new("apple", "off", CheckStatus::Todo)
        }
        Err(error) if error.code == Code::SigningCertificateExpired => {
            Check::new("apple", "ended", CheckStatus::Failing)
        }
        Err(_) => Check::new("apple", "failing", CheckStatus::Failing),
    }
}

/// Whether objects can be made at Google.
pub fn google(wallet: &GoogleWallet) -> Check {
    match wallet {
        GoogleWallet::On(_) => Check::new("google", "done", CheckStatus::Done),
        GoogleWallet::Off => Check::new("google", "off", CheckStatus::Todo),
        GoogleWallet::Unusable(_) => Check::new("google", "failing", CheckStatus::Failing),
    }
}

/// Whether there are designs, and the shop's own among them.
pub fn designs(count: i64, own: bool) -> Check {
    match own {
        true => {
            Check::new("designs", "done", CheckStatus::Done).with("count", CheckValue::Count(count))
        }
        false => Check::new("designs", "missing", CheckStatus::Failing),
    }
}

/// Whether the wallets' buttons look as customers know them.
pub fn badges(there: bool) -> Check {
    if there {
        Check::new("badges", "done", CheckStatus::Done)
    } else {
        Check::new("badges", "off", CheckStatus::Todo)
    }
}

/// Days after which a copy is too old to rely on.
const BACKUP_DAYS: i64 = 7;

/// Whether a recent copy exists. `stampwell backup` notes when it ran; what copies a PostgreSQL database leaves no trace in it.
pub fn backup(kind: &str, last: Option<Timestamp>, now: Timestamp) -> Check {
    let days = |last: Timestamp| (now.0 - last.0).div_euclid(86_400_000);
    match last {
        _ if kind == "postgres" => Check::new("backup", "unseen", CheckStatus::Unseen),
        None => Check::new("backup", "never", CheckStatus::Todo),
        Some(last) if days(last) > BACKUP_DAYS => {
            Check::new("backup", "old", CheckStatus::Todo).with("day", CheckValue::Day(last))
        }
        Some(last) => {
            Check::new("backup", "done", CheckStatus::Done).with("day", CheckValue::Day(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_000_000_000);

    fn every_check() -> Vec<Check> {
        let mut program = Program::starter("Coffee", "UTC", "EUR");
        let todo = costs(&program);
        program.rewards[0].cost_minor = Some(40);
        let day = ("day", CheckValue::Day(NOW));
        let apple = ["done", "ending", "off", "ended", "failing"].map(|state| {
            let standing = if state == "done" {
                CheckStatus::Done
            } else {
                CheckStatus::Todo
            };
            Check {
                given: Some(day.clone()),
                ..Check::new("apple", state, standing)
            }
        });
        let others = [
            todo,
            costs(&program),
            till(0),
            till(2),
            visit(false),
            visit(true),
            address("https://cards.example"),
            address("http://127.0.0.1:8080"),
            google(&GoogleWallet::Off),
            google(&GoogleWallet::Unusable("x".into())),
            Check::new("google", "done", CheckStatus::Done),
            designs(3, true),
            designs(3, false),
            badges(true),
            badges(false),
            backup("postgres", None, NOW),
            backup("sqlite", None, NOW),
            backup("sqlite", Some(NOW.plus_s(-6 * 86_400)), NOW),
            backup("sqlite", Some(NOW.plus_s(-9 * 86_400)), NOW),
        ];
        others
            .into_iter()
            .chain(apple)
            .collect()
    }

    #[test]
    fn every_check_says_what_it_found_and_what_to_do_in_every_language() {
        for check in every_check() {
            for language in Locale::ALL {
                let said = [
                    Some(check.title(language)),
                    Some(check.what(language, &TimeZone::UTC)),
                    check.fix(language, &TimeZone::UTC),
                ];
                for text in said.into_iter().flatten() {
                    assert!(
                        !text.starts_with("check-") && !text.contains("{$"),
                        "{text} in {language:?}"
                    );
                }
            }
            assert_eq!(
                check
                    .fix(Locale::ENGLISH, &TimeZone::UTC)
                    .is_none(),
                check.standing == CheckStatus::Done,
                "{check:?}"
            );
        }
    }

    #[test]
    fn a_copy_counts_for_a_week() {
        let of = |days: i64| backup("sqlite", Some(NOW.plus_s(-days * 86_400)), NOW).standing;
        assert_eq!(
            [of(0), of(7), of(8)],
            [CheckStatus::Done, CheckStatus::Done, CheckStatus::Todo]
        );
        assert_eq!(backup("sqlite", None, NOW).standing, CheckStatus::Todo);
        assert_eq!(
            backup("postgres", None, NOW)
                .finding()
                .level,
            Level::Warning
        );
    }

    #[test]
    fn what_cannot_be_seen_is_not_counted() {
        let list = Checklist {
            owners: vec![till(1), visit(false)],
            operators: vec![backup("postgres", None, NOW), badges(true)],
            slug: "coffee".into(),
        };
        assert_eq!(list.progress(), (2, 3));
    }
}
