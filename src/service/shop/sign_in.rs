//! Signing in to the owner's pages: by an owner key, or by a one-time link from the terminal. And the addresses that show a
//! shop's results to whoever has them.

use std::collections::BTreeMap;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::{Rung, Text};
use crate::error::{Code, Error, Result};
use crate::ids::{KeyId, SessionId};
use crate::service::access::actor::{Actor, Role, by_key, new_token, new_token_of, token_hash};
use crate::service::access::keys;
use crate::service::shop::merchants;
use crate::service::shop::merchants::MerchantRequest;
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{KeyRow, NewMerchant, SessionRow, Tenant, Tx};
use crate::task;

pub use crate::store::SignInLinkRow;

/// How long a browser stays signed in without coming back; each use begins that time anew.
pub const SIGNED_IN_DAYS: i64 = 30;
/// How long a browser stays signed in at most, however often it comes: one that somebody else uses unnoticed ends, too.
pub const MOST_SIGNED_IN_DAYS: i64 = 180;
/// How long a link that signs in works.
pub const LINK_MINUTES: i64 = 30;
/// How long the link to the first shop works: whoever starts the service may be interrupted.
pub const FIRST_LINK_HOURS: i64 = 24;
/// How long an address that shows the results works.
pub const SHARED_DAYS: i64 = 30;

/// Sessions on the page.
const SESSIONS: i64 = 500;

const DAY_S: i64 = 86_400;

fn ended() -> Error {
    Code::Unauthorized.because("You are not signed in. Sign in with an owner key, an invitation or a link from whoever runs the service.")
}

/// What a link that was used, is too old or never was says.
pub fn used_link() -> Error {
    Code::LinkExpired.because(
        "This link works once and only for a short time. Ask whoever gave it to you for a new one.",
    )
}

/// What a session comes from.
#[derive(Clone, Default)]
struct Origin {
    /// The key that signed in.
    key: Option<KeyId>,
    /// Who made the address of the results, or invited.
    made_by: Option<String>,
    /// Who was invited.
    name: Option<String>,
}

/// A new session, and its secret, which is in this answer and nowhere else.
fn begin(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    role: Role,
    origin: Origin,
    now: Timestamp,
) -> Result<(SessionId, String)> {
    let days = if role == Role::Owner {
        SIGNED_IN_DAYS
    } else {
        SHARED_DAYS
    };
    let (id, token) = (SessionId::new(tenant.bucket()), new_token_of(tenant, "")?);
    tx.insert_session(SessionRow {
        id,
        merchant_id: tenant.id(),
        role,
        key_id: origin.key,
        token_hash: token_hash(&token),
        created_at: now,
        expires_at: now.plus_s(days * DAY_S),
        revoked_at: None,
        last_used_at: None,
        made_by: origin.made_by,
        name: origin.name,
    })?;
    Ok((id, token))
}

/// Signs in with an owner key; answers the session's secret.
pub async fn sign_in(app: &App, key: &str) -> Result<String> {
    let actor = by_key(app, key).await?;
    actor.must_be(&[Role::Owner])?;
    let now = app.clock.now();
    let work = unit_of_work::write(app, Lock::None, move |tx| {
        begin(
            tx,
            actor.tenant,
            Role::Owner,
            Origin {
                key: actor.key,
                ..Origin::default()
            },
            now,
        )
    });
    Ok(work.await?.1)
}

/// The usable session with this secret, unless its shop is suspended.
async fn session_of_token(
    app: &App,
    token: &str,
    now: Timestamp,
) -> Result<Option<(Tenant, SessionRow)>> {
    let hash = token_hash(token);
    let read = app.store.read(move |tx| {
        let found = tx.session_by_hash(&hash, now)?;
        if let Some((tenant, _)) = &found {
            tx.check_open(*tenant)?;
        }
        Ok(found)
    });
    read.await
}

/// When a session ends at last.
fn end_of(session: &SessionRow) -> Timestamp {
    session
        .created_at
        .plus_s(MOST_SIGNED_IN_DAYS * DAY_S)
}

/// Who is signed in with this secret, and for how many seconds more if this use is noted, at most once a minute: the session's time then
/// begins anew, up to its end, and so does that of the browser's cookie.
pub async fn by_session(app: &App, token: &str) -> Result<(Actor, Option<i64>)> {
    let now = app.clock.now();
    let found = session_of_token(app, token, now).await?;
    // An address that shows the results is a session too, and opens nothing else.
    let (tenant, session) = found
        .filter(|(_, session)| session.role == Role::Owner && end_of(session) > now)
        .ok_or_else(ended)?;
    let until = now
        .plus_s(SIGNED_IN_DAYS * DAY_S)
        .min(end_of(&session));
    let noted = session
        .last_used_at
        .is_none_or(|at| now.0 - at.0 > 60_000);
    if noted {
        // Nobody waits for this note, and one that is lost is written with the next click.
        let (store, tenant, id) = (app.store.clone(), tenant, session.id);
        task::spawn(async move {
            store
                .write(move |tx| tx.touch_session(tenant, id, until, now))
                .await
        });
    }
    let actor = Actor {
        tenant,
        role: session.role,
        key: None,
        till: None,
        session: Some(session.id),
        location: None,
        name: String::new(),
        language: None,
    };
    Ok((actor, noted.then_some((until.0 - now.0) / 1_000)))
}

/// Signs out: the secret is worthless from now on.
pub async fn sign_out(app: &App, actor: &Actor) -> Result<()> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    let Some(session) = actor.session else {
        return Ok(());
    };
    unit_of_work::write(app, Lock::None, move |tx| {
        tx.revoke_session(tenant, session, now)
    })
    .await
    .map(|_| ())
}

/// Makes a link that signs an owner in once, or one that makes the first shop; answers its address. It stays only if it could be
/// shown, before anything is committed.
pub async fn sign_in_link(
    app: &App,
    tenant: Option<Tenant>,
    show: impl Fn(&str) -> Result<()> + Send + 'static,
) -> Result<String> {
    let token = new_token("")?;
    let now = app.clock.now();
    let seconds = if tenant.is_some() {
        LINK_MINUTES * 60
    } else {
        FIRST_LINK_HOURS * 3_600
    };
    let row = SignInLinkRow {
        token_hash: token_hash(&token),
        merchant_id: tenant.map(Tenant::id),
        created_at: now,
        expires_at: now.plus_s(seconds),
        id: None,
        name: None,
        made_by: None,
    };
    let link = format!("{}/setup?t={token}", app.public_url);
    let made = link.clone();
    unit_of_work::write(app, Lock::None, move |tx| {
        tx.insert_sign_in_link(row.clone())?;
        show(&made)
    })
    .await?;
    Ok(link)
}

/// The link to the first shop, where there is none yet.
pub async fn first_link(app: &App) -> Result<Option<String>> {
    let known = app
        .store
        .read(|tx| tx.has_merchants())
        .await?;
    if known {
        Ok(None)
    } else {
        sign_in_link(app, None, |_| Ok(()))
            .await
            .map(Some)
    }
}

/// What a link would do, without using it up; one without a tenant makes the first shop.
pub async fn link(app: &App, token: &str) -> Result<SignInLinkRow> {
    let (hash, now) = (token_hash(token), app.clock.now());
    app.store
        .read(move |tx| tx.sign_in_link(&hash, now))
        .await?
        .ok_or_else(used_link)
}

/// Uses a link up and signs in whom it is for; answers the session's secret.
pub async fn sign_in_by_link(app: &App, token: &str) -> Result<String> {
    let (hash, now) = (token_hash(token), app.clock.now());
    let work = unit_of_work::write(app, Lock::None, move |tx| {
        let link = tx
            .sign_in_link(&hash, now)?
            .ok_or_else(used_link)?;
        let tenant = link
            .tenant()
            .ok_or_else(used_link)?;
        if !tx.use_sign_in_link(&hash, now)? {
            return Err(used_link());
        }
        let origin = Origin {
            made_by: link.made_by,
            name: link.name,
            ..Origin::default()
        };
        begin(tx, tenant, Role::Owner, origin, now)
    });
    Ok(work.await?.1)
}

/// The first shop as its owner describes it.
#[derive(Clone, Debug, Default)]
pub struct FirstShop {
    /// The shop's name.
    pub name: String,
    /// What a full card gives.
    pub reward: String,
    /// Stamps of a full card.
    pub stamps: i64,
    /// IANA zone.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// Tag of the shop's own language; it comes first among the card's.
    pub language: String,
    /// The word in its join address, in any script; empty: made from the name.
    pub slug: String,
}

/// What the first shop's owner gets: both are secrets, in this answer and nowhere else.
pub struct FirstOwner {
    /// The shop.
    pub tenant: Tenant,
    /// The secret of the browser's session.
    pub session: String,
    /// The owner key to keep, by which to sign in again.
    pub key: String,
}

/// Uses the first link up, makes the first shop, signs its owner in and makes the owner's key. A request that is refused leaves the
/// link usable.
pub async fn make_first_shop(app: &App, token: &str, shop: &FirstShop) -> Result<FirstOwner> {
    if link(app, token)
        .await?
        .tenant()
        .is_some()
    {
        return Err(used_link());
    }
    let (ours, hash, now) = (app.clone(), token_hash(token), app.clock.now());
    // Before the link is used up, so that whoever mistyped something can send the form again.
    let new = first_merchant(shop, now)?;
    unit_of_work::write(app, Lock::None, move |tx| {
        // Somebody may have made the first shop by a command meanwhile.
        if !tx.use_sign_in_link(&hash, now)? || tx.has_merchants()? {
            return Err(used_link());
        }
        let tenant = merchants::insert_shop(&ours, tx, &new)?;
        let (id, session) = begin(tx, tenant, Role::Owner, Origin::default(), now)?;
        let (_, key) = keys::new_key(tx, tenant, Role::Owner, new.test, Some(id.to_string()), now)?;
        Ok(FirstOwner {
            tenant,
            session,
            key,
        })
    })
    .await
}

fn first_merchant(shop: &FirstShop, now: Timestamp) -> Result<NewMerchant> {
    let request = MerchantRequest {
        name: shop.name.clone(),
        // What cannot be spelt is told with all else that is wrong.
        slug: (!shop.slug.is_empty())
            .then(|| merchants::typed_slug(&shop.slug).unwrap_or_else(|_| shop.slug.clone())),
        time_zone: Some(shop.time_zone.clone()),
        currency: Some(shop.currency.clone()),
        test: false,
    };
    let stamps = if (1..=100).contains(&shop.stamps) {
        Ok(shop.stamps)
    } else {
        Err(Error::invalid("/rewards/0/at", "must be 1 to 100 stamps"))
    };
    // All that is wrong is said at once, so that nobody sends the form four times.
    match (
        merchants::new_merchant(&request, now),
        text_check::checked("/reward", &shop.reward, 60),
        stamps,
    ) {
        (Ok(mut new), Ok(reward), Ok(at)) => {
            new.program
                .languages
                .sort_by_key(|tag| *tag != shop.language);
            new.program.rewards = vec![Rung {
                at,
                name: Text::Plain(reward),
                cost_minor: None,
            }];
            Ok(new)
        }
        (merchant, reward, stamps) => {
            let errors = [merchant.err(), reward.err(), stamps.err()]
                .into_iter()
                .flatten()
                .flat_map(|error| error.errors.clone());
            Err(Error::invalid_all(
                errors
                    .map(|error| (error.pointer, error.detail))
                    .collect(),
            ))
        }
    }
}

/// Makes an address that shows the results; answers its secret.
pub async fn share_results(app: &App, actor: &Actor) -> Result<String> {
    let (who, now) = (actor.clone(), app.clock.now());
    let work = unit_of_work::write(app, Lock::None, move |tx| {
        let made_by = keys::maker(tx, &who)?;
        begin(
            tx,
            who.tenant,
            Role::Reader,
            Origin {
                made_by,
                ..Origin::default()
            },
            now,
        )
    });
    Ok(work.await?.1)
}

/// Whose results an address shows. It asks much, so each address has its own limit.
pub async fn tenant_of_share(app: &App, token: &str) -> Result<Tenant> {
    let found = session_of_token(app, token, app.clock.now()).await?;
    let reader = found.filter(|(_, session)| session.role == Role::Reader);
    if let Some((_, session)) = &reader {
        app.limits
            .shared_pages
            .take(&session.id.to_string())?;
    }
    reader.map(|(tenant, _)| tenant).ok_or_else(|| {
        Code::NotFound.because("There are no results at this address, or the link no longer works. Ask the shop for a new one.")
    })
}

/// How many addresses show the results now.
pub async fn shared(app: &App, actor: &Actor) -> Result<i64> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    app.store
        .read(move |tx| tx.count_sessions(tenant, Role::Reader, now))
        .await
}

/// Ends every address that shows the results.
pub async fn end_sharing(app: &App, actor: &Actor) -> Result<()> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    unit_of_work::write(app, Lock::None, move |tx| {
        tx.revoke_sessions(tenant, Role::Reader, None, now)
    })
    .await
}

/// Signs every browser out, this one too, takes back the invitations that could sign in more, and ends what people made who were invited.
pub async fn sign_out_everywhere(app: &App, actor: &Actor) -> Result<()> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    let work = unit_of_work::write(app, Lock::None, move |tx| {
        tx.take_back_invitations(tenant)?;
        let guests = tx.invited_sessions(tenant)?;
        let guests = guests
            .iter()
            .map(|row| row.id.to_string())
            .collect();
        keys::end_made(tx, tenant, guests, now)?;
        tx.revoke_sessions(tenant, Role::Owner, None, now)
    });
    work.await
}

/// Ends one session or address of the results. With somebody who was invited ends what this person made: a key or a friend's invitation
/// would be a way back in.
pub async fn end_session(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let missing = || {
        Code::NotFound.because("This shop has no open session with that ID. It may have expired.")
    };
    let id: SessionId = id.parse().map_err(|_| missing())?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    let ended = unit_of_work::write(app, Lock::None, move |tx| {
        let session = tx.session(tenant, id)?;
        let ended = tx.revoke_session(tenant, id, now)?;
        // Only a guest's: what the owner's own browsers made stays, the owner key among it.
        if ended && session.is_some_and(|row| row.name.is_some()) {
            keys::end_made(tx, tenant, vec![id.to_string()], now)?;
        }
        Ok(ended)
    })
    .await?;
    if ended {
        Ok(())
    } else {
        Err(missing())
    }
}

/// A browser that is signed in, or an address that shows the results.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id, for ending it.
    pub id: String,
    /// Whether it is an address that shows the results.
    pub shared: bool,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was used last, to the minute; none for addresses, whose readers nobody notes.
    pub last_used_at: Option<Timestamp>,
    /// Who was invited; none: the owner signed in.
    pub name: Option<String>,
    /// What began it, or who invited.
    pub by: Maker,
    /// Whether the owner is looking through it now.
    pub here: bool,
    /// What ends with it.
    pub ends: Ends,
}

/// What somebody made who was invited, and what these made in turn, as far as it can be used now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// API keys.
    pub keys: usize,
    /// Browsers that are signed in.
    pub browsers: usize,
    /// Invitations that nobody has used yet.
    pub invitations: usize,
    /// Addresses of the results.
    pub shared: usize,
}

/// What can be used now in a shop.
struct Usable {
    sessions: Vec<SessionRow>,
    keys: Vec<KeyRow>,
    invitations: Vec<SignInLinkRow>,
}

impl Usable {
    fn read(tx: &mut Tx<'_>, tenant: Tenant, now: Timestamp) -> Result<Usable> {
        Ok(Usable {
            sessions: tx.usable_sessions(tenant, now, SESSIONS)?,
            keys: tx.working_keys(tenant, i64::MAX)?,
            invitations: tx.invitations(tenant, now)?,
        })
    }

    fn made_by(&self, tx: &mut Tx<'_>, tenant: Tenant, guest: SessionId) -> Result<Ends> {
        let made = tx.made_by(tenant, vec![guest.to_string()])?;
        let is_of = |role: Role| {
            self.sessions
                .iter()
                .filter(move |row| row.role == role)
        };
        let made_it = |by: &String| {
            *by == guest.to_string()
                || made
                    .keys
                    .iter()
                    .any(|key| key.to_string() == *by)
                || made
                    .sessions
                    .iter()
                    .any(|session| session.to_string() == *by)
        };
        Ok(Ends {
            keys: self
                .keys
                .iter()
                .filter(|row| made.keys.contains(&row.id))
                .count(),
            browsers: is_of(Role::Owner)
                .filter(|row| {
                    made.sessions.contains(&row.id)
                        || row
                            .key_id
                            .is_some_and(|key| made.keys.contains(&key))
                })
                .count(),
            invitations: self
                .invitations
                .iter()
                .filter(|row| {
                    row.made_by
                        .as_ref()
                        .is_some_and(made_it)
                })
                .count(),
            shared: is_of(Role::Reader)
                .filter(|row| made.sessions.contains(&row.id))
                .count(),
        })
    }
}

/// Who made something, as far as it can still be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A key, by its first and last characters.
    Key(String),
    /// Somebody who was invited.
    Person(String),
    /// A browser that a sign-in link signed in, or one that is forgotten.
    Link,
}

/// The names of those who make things in a shop.
#[derive(Clone, Debug, Default)]
pub struct Makers(BTreeMap<String, Maker>);

/// Who makes things in the actor's shop.
pub async fn makers(app: &App, actor: &Actor) -> Result<Makers> {
    let tenant = actor.tenant;
    app.store
        .read(move |tx| Makers::read(tx, tenant))
        .await
}

impl Makers {
    /// Reads them: keys that work or ended, and people who are or were signed in.
    pub(crate) fn read(tx: &mut Tx<'_>, tenant: Tenant) -> Result<Makers> {
        let keys = tx
            .keys(tenant, None, i64::MAX)?
            .into_iter()
            .map(|KeyRow { id, hint, .. }| (id.to_string(), Maker::Key(hint)));
        let mut makers: BTreeMap<String, Maker> = keys.collect();
        let people = tx.invited_sessions(tenant)?;
        makers.extend(
            people
                .into_iter()
                .filter_map(|row| Some((row.id.to_string(), Maker::Person(row.name?)))),
        );
        Ok(Makers(makers))
    }

    /// The one behind an id.
    pub fn of(&self, id: Option<&str>) -> Maker {
        id.and_then(|id| self.0.get(id).cloned())
            .unwrap_or(Maker::Link)
    }
}

/// Everything through which somebody sees the shop's pages now, newest first.
pub async fn open_sessions(app: &App, actor: &Actor) -> Result<Vec<Session>> {
    let (tenant, own, now) = (actor.tenant, actor.session, app.clock.now());
    let work = app.store.read(move |tx| {
        let (usable, makers) = (Usable::read(tx, tenant, now)?, Makers::read(tx, tenant)?);
        let mut ends = Vec::with_capacity(usable.sessions.len());
        for row in &usable.sessions {
            ends.push(match row.name {
                Some(_) => usable.made_by(tx, tenant, row.id)?,
                None => Ends::default(),
            });
        }
        let view = |(row, ends): (SessionRow, Ends)| Session {
            ends,
            by: makers.of(row
                .key_id
                .map(|key| key.to_string())
                .or(row.made_by)
                .as_deref()),
            id: row.id.to_string(),
            shared: row.role == Role::Reader,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            name: row.name,
            here: own == Some(row.id),
        };
        Ok(usable
            .sessions
            .into_iter()
            .zip(ends)
            .map(view)
            .collect())
    });
    work.await
}
