//! The shop's own logo and the picture behind its stamps: taken in once, kept by what they show, drawn wherever the card is.

use std::sync::Arc;

use bytes::Bytes;

use crate::app::App;
use crate::domain::program::Program;
use crate::error::Result;
use crate::service::access::actor::Actor;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::drawing::drawn;
use crate::store::{Tenant, Tx};
use crate::template::Raster;

pub use crate::template::{LARGEST_UPLOAD, PicturePlace, RasterError};

/// Pictures that a shop may keep before some make room: more than its latest versions can show.
const MOST: usize = 60;
/// Versions whose pictures stay whatever is uploaded. Older ones are drawn without theirs once those are gone.
const VERSIONS: i64 = 20;

/// What comes of an upload: the hash by which a program names it, or why it cannot be used.
pub type UploadResult = std::result::Result<String, RasterError>;

/// Takes a picture in. Nobody sees it until a program with it is put in force.
pub async fn keep(
    app: &App,
    actor: &Actor,
    place: PicturePlace,
    bytes: Bytes,
) -> Result<UploadResult> {
    let read = drawn(app, move || match Raster::read(&bytes, place) {
        Ok(raster) => raster.to_png().map(Ok),
        Err(why) => Ok(Err(why)),
    });
    let png = match read.await? {
        Ok(png) => png,
        Err(why) => return Ok(Err(why)),
    };
    let hash = data_encoding::HEXLOWER.encode(&openssl::sha::sha256(&png));
    let (tenant, now, kept) = (actor.tenant, app.clock.now(), hash.clone());
    unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
        make_room(tx, tenant, &kept)?;
        tx.keep_picture(tenant, &kept, &png, now)
    })
    .await?;
    Ok(Ok(hash))
}

/// Forgets the oldest picture that none of the latest versions shows, once there are many.
fn make_room(tx: &mut Tx<'_>, tenant: Tenant, hash: &str) -> Result<()> {
    let known = tx.pictures(tenant)?;
    if known.len() < MOST
        || known
            .iter()
            .any(|known| known == hash)
    {
        return Ok(());
    }
    let latest = tx.program_versions(tenant, VERSIONS)?;
    let shown = |hash: &String| {
        let shows =
            |program: &Program| [&program.logo, &program.strip].contains(&&Some(hash.clone()));
        latest
            .iter()
            .any(|(_, program)| shows(program))
    };
    match known
        .iter()
        .find(|known| !shown(known))
    {
        Some(oldest) => tx.delete_picture(tenant, oldest),
        None => Ok(()),
    }
}

/// The picture as it is kept, as PNG.
pub async fn file(app: &App, actor: &Actor, hash: &str) -> Result<Option<Vec<u8>>> {
    let (tenant, hash) = (actor.tenant, hash.to_owned());
    app.store
        .read(move |tx| tx.picture(tenant, &hash))
        .await
}

/// A picture of the shop's, ready to be drawn.
pub async fn raster(app: &App, tenant: Tenant, hash: &str) -> Result<Option<Arc<Raster>>> {
    let key = (tenant.id(), hash.to_owned());
    if let Some(raster) = app.cache.rasters.get(&key) {
        return Ok(Some(raster));
    }
    let name = key.1.clone();
    let Some(png) = app
        .store
        .read(move |tx| tx.picture(tenant, &name))
        .await?
    else {
        return Ok(None);
    };
    let raster = Arc::new(drawn(app, move || Raster::kept(&png)).await?);
    app.cache
        .rasters
        .put(key, raster.clone());
    Ok(Some(raster))
}

/// A program's own pictures.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// The logo.
    pub logo: Option<Arc<Raster>>,
    /// What lies behind the stamps.
    pub strip: Option<Arc<Raster>>,
}

/// The pictures of a program; a missing one is as if it had none, so that cards stay readable.
pub async fn own(app: &App, tenant: Tenant, program: &Program) -> Result<Own> {
    Ok(Own {
        logo: of(app, tenant, program.logo.as_deref()).await?,
        strip: of(app, tenant, program.strip.as_deref()).await?,
    })
}

async fn of(app: &App, tenant: Tenant, hash: Option<&str>) -> Result<Option<Arc<Raster>>> {
    match hash {
        Some(hash) => raster(app, tenant, hash).await,
        None => Ok(None),
    }
}

/// Pictures that a program names and the shop does not have: the pointer of each, and why it is refused.
pub async fn missing(
    app: &App,
    tenant: Tenant,
    program: &Program,
) -> Result<Vec<(String, String)>> {
    let named = [
        ("/logo", program.logo.clone()),
        ("/strip", program.strip.clone()),
    ];
    if named
        .iter()
        .all(|(_, hash)| hash.is_none())
    {
        return Ok(vec![]);
    }
    app.store
        .read(move |tx| {
            let known = tx.pictures(tenant)?;
            let missing = named
                .into_iter()
                .filter(|(_, hash)| {
                    hash.as_ref()
                        .is_some_and(|hash| !known.contains(hash))
                });
            Ok(missing
                .map(|(pointer, _)| {
                    (
                        pointer.to_owned(),
                        "is not a picture of this shop; upload it in the card editor".to_owned(),
                    )
                })
                .collect())
        })
        .await
}
