//! Invitations: one-time links by which somebody who is signed in lets another person in, with a sign-in of that person's own.

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::ids::InvitationId;
use crate::service::access::actor::{Actor, new_token, token_hash};
use crate::service::access::keys;
use crate::service::idempotency::{Idempotency, created};
use crate::service::shop::sign_in::{Maker, Makers};
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::store::SignInLinkRow;

/// How long an invitation works.
pub const INVITATION_DAYS: i64 = 3;
/// Characters of the invited person's name.
pub const MOST_OF_NAME: usize = 40;
/// Invitations of one shop that nobody has used yet.
const MOST_OPEN: usize = 20;

/// An invitation that was made just now.
pub struct Invited {
    /// The person's name, as it is listed from now on.
    pub name: String,
    /// The one-time link: a secret, in this answer and nowhere else.
    pub link: String,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Invites somebody, who can then do all that the owner can; none for a form that comes again, as when its page is loaded anew.
pub async fn invite(
    app: &App,
    actor: &Actor,
    form: Option<String>,
    name: &str,
) -> Result<Option<Invited>> {
    let name = text_check::checked("/name", name, MOST_OF_NAME)?;
    let (token, now, who) = (new_token("")?, app.clock.now(), actor.clone());
    let link = format!("{}/setup?t={token}", app.public_url);
    let expires_at = now.plus_s(INVITATION_DAYS * 86_400);
    let (hash, named) = (token_hash(&token), name.clone());
    // Another name is another invitation, though a browser that went back sends it from the same page.
    let key = Idempotency::of(
        actor.tenant,
        actor.id(),
        form.map(|form| format!("{form} {name}")),
        "invitation".into(),
    );
    let work = unit_of_work::write_once(app, Lock::Shop(who.tenant), &key, now, move |tx| {
        if tx
            .invitations(who.tenant, now)?
            .len()
            >= MOST_OPEN
        {
            return Err(Error::invalid(
                "/open",
                format!(
                    "there are {MOST_OPEN} open invitations; take back those that nobody needs"
                ),
            ));
        }
        let made_by = keys::maker(tx, &who)?;
        tx.insert_sign_in_link(SignInLinkRow {
            token_hash: hash.clone(),
            merchant_id: Some(who.tenant.id()),
            created_at: now,
            expires_at,
            id: Some(InvitationId::new(who.tenant.bucket())),
            name: Some(named.clone()),
            made_by,
        })?;
        Ok(created(()))
    });
    // A page that is loaded again cannot show the link,
    // which is kept nowhere, and makes no second one.
    Ok(work.await?.value.map(|()| Invited {
        name,
        link,
        expires_at,
    }))
}

/// An invitation that nobody has used yet.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Its id, for taking it back.
    pub id: String,
    /// Who is invited.
    pub name: String,
    /// Who invited.
    pub by: Maker,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// The shop's invitations that nobody has used yet, newest first.
pub async fn open_invitations(app: &App, actor: &Actor) -> Result<Vec<Invitation>> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    let work = app.store.read(move |tx| {
        let rows = tx.invitations(tenant, now)?;
        let makers = Makers::read(tx, tenant)?;
        let view = |row: SignInLinkRow| {
            let by = makers.of(row.made_by.as_deref());
            Some(Invitation {
                id: row.id?.to_string(),
                name: row.name.unwrap_or_default(),
                by,
                expires_at: row.expires_at,
            })
        };
        Ok(rows
            .into_iter()
            .filter_map(view)
            .collect())
    });
    work.await
}

/// Takes an invitation back: its link signs nobody in any more.
pub async fn take_back(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let missing = || {
        Code::NotFound.because(
            "This shop has no open invitation of that id; it was used, taken back or is over.",
        )
    };
    let id: InvitationId = id.parse().map_err(|_| missing())?;
    let tenant = actor.tenant;
    let taken = unit_of_work::write(app, Lock::None, move |tx| {
        tx.take_back_invitation(tenant, id)
    })
    .await?;
    if taken {
        Ok(())
    } else {
        Err(missing())
    }
}
