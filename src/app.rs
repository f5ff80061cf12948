//! What the service is made of, built once by a command or a test and handed to whoever answers.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt as _;
use lru::LruCache;
use secrecy::ExposeSecret as _;
use tokio::sync::{Semaphore, watch};

use crate::apple::bundle::SignedPass;
use crate::apple::certificates::{CertificateFiles, PassCertificate};
use crate::apple::push::PushClient;
use crate::apple::signer::{Signer, SigningError};
use crate::apple::strings::PassTexts;
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::domain::program::Colours;
use crate::domain::scan_code::Secrets;
use crate::error::{Code, Error, Result};
use crate::google::rate::SharedTurn;
use crate::ids::{CardId, MerchantId};
use crate::limits::Limits;
use crate::store::{CardRow, Shares, Store};
use crate::template::{PassFile, Raster, StripLook, StripSet, StripState, Template};

// The companies' own button artwork.
pub mod badges;
// What was used lately, up to so many bytes.
mod kept;
// What is written behind an answer.
mod notes;
// Google Wallet as the operator set it up.
mod google;

pub use google::{Google, GoogleWallet};
pub use kept::BoundedCache;
pub use notes::Notes;

/// Everything a request needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// Where "now" comes from.
    pub clock: Clock,
    /// What codes and tokens are derived from.
    pub secrets: Secrets,
    /// What this service is known by to whoever asks whether it is this one.
    pub instance: Arc<str>,
    /// How phones and browsers reach the service, without a slash at the end.
    pub public_url: Arc<str>,
    /// Whether every page says that this is the demonstration.
    pub demo: bool,
    /// Apple Wallet.
    pub apple: Arc<AppleWallet>,
    /// Google Wallet.
    pub google: Arc<GoogleWallet>,
    /// The designs by folder name.
    pub templates: Arc<BTreeMap<String, Arc<Template>>>,
    /// The artwork of wallet buttons.
    pub badges: Arc<badges::Badges>,
    /// How much one caller may do.
    pub limits: Arc<Limits>,
    /// Passes and texts kept between requests.
    pub cache: Arc<Cache>,
    /// Who may fold a log now: a report reads it all, and the readers also serve the till.
    pub reports: Arc<Semaphore>,
    /// One archive of a merchant's facts is made at a time.
    pub archiving: Archiving,
    /// Who may draw a picture now, for the same reason.
    pub pictures: Arc<Semaphore>,
    /// Who may seek a code in a camera's frame now: apart, since a frame is whatever a till sends.
    pub frames: Arc<Semaphore>,
    /// Who may have a PIN stretched now: apart, so that neither pictures nor frames keep a till locked.
    pub pins: Arc<Semaphore>,
    /// What is written behind answers.
    pub notes: Arc<Notes>,
    /// Which part of the common work is this instance's, as last heard.
    pub share: Arc<watch::Sender<Shares>>,
}

/// Whether and how passes can be signed.
pub enum AppleWallet {
    /// No certificate is configured.
    Off,
    /// A certificate is configured but cannot be used; scans go on.
    Unusable(String),
    /// Ready. Dates are judged at every signature.
    On(Box<PassSigner>),
}

/// What signs and pushes, until a renewed certificate takes its place.
pub struct PassSigner {
    signer: RwLock<Arc<Signer>>,
    /// Of every certificate that can take the place of the present one.
    pass_type: String,
    push: PushClient,
}

impl AppleWallet {
    /// Reads the certificate files that the settings name.
    pub fn load(settings: &crate::config::Apple) -> (AppleWallet, Option<PushClient>) {
        if settings.certificate.is_none() {
            return (AppleWallet::Off, None);
        }
        match AppleWallet::read(settings) {
            Ok((signer, push)) => {
                let pass_type = signer
                    .certificate()
                    .pass_type_identifier()
                    .to_owned();
                let signer = RwLock::new(Arc::new(signer));
                (
                    AppleWallet::On(Box::new(PassSigner {
                        signer,
                        pass_type,
                        push: push.clone(),
                    })),
                    Some(push),
                )
            }
            Err(error) => {
                let reason = format!("{error:#}");
                tracing::error!(
                    reason,
                    "Apple passes cannot be issued; scans go on. `stampwell doctor` says what to do"
                );
                (AppleWallet::Unusable(reason), None)
            }
        }
    }

    fn read(settings: &crate::config::Apple) -> anyhow::Result<(Signer, PushClient)> {
        let certificate = read_certificate(settings)?;
        let root = settings
            .apns_ca
            .as_deref()
            .map(read_file)
            .transpose()?;
        let push = PushClient::new(&certificate, &settings.apns_url, root.as_deref())?;
        Ok((Signer::new(certificate)?, push))
    }

    /// Reads the certificate files again and goes on with what they hold now. What cannot take the place of the present
    /// certificate is refused with the reason, and the present one stays.
    pub fn renew(&self, settings: &crate::config::Apple, now: Timestamp) -> anyhow::Result<()> {
        let AppleWallet::On(present) = self else {
            anyhow::bail!(
                "the service is running without a usable pass certificate; restart it with the new one"
            );
        };
        let certificate = read_certificate(settings)?;
        certificate.check_identity(
            &present.pass_type,
            present
                .signer()
                .certificate()
                .team_identifier(),
        )?;
        certificate.check_dates(now)?;
        let signer = Arc::new(Signer::new(certificate.clone())?);
        // First, because it can still refuse, and then both go on with the present certificate.
        present.push.present(&certificate)?;
        *present
            .signer
            .write()
            .unwrap_or_else(PoisonError::into_inner) = signer;
        Ok(())
    }

    /// Whether the operator switched Apple Wallet on.
    pub fn is_configured(&self) -> bool {
        !matches!(self, AppleWallet::Off)
    }

    /// The pass type identifier; empty while there is no usable certificate.
    pub fn pass_type(&self) -> &str {
        match self {
            AppleWallet::On(present) => &present.pass_type,
            _ => "",
        }
    }

    /// What signs passes at this moment, or why nothing does.
    pub fn signer(&self, now: Timestamp) -> Result<Arc<Signer>> {
        match self {
            AppleWallet::Off => Err(Code::AppleNotConfigured.because(
                "No pass certificate is set up. The web card works. To add Apple Wallet, the operator sets STAMPWELL_APPLE_CERTIFICATE.",
            )),
            AppleWallet::Unusable(reason) => Err(Code::SigningCertificateUnusable.because(reason.clone())),
            AppleWallet::On(present) => {
                let signer = present.signer();
                match signer.certificate().check_dates(now) {
                    Ok(()) => Ok(signer),
                    Err(fault) => Err(Code::SigningCertificateExpired.because(fault.to_string())),
                }
            }
        }
    }
}

impl PassSigner {
    fn signer(&self) -> Arc<Signer> {
        self.signer
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn read_certificate(settings: &crate::config::Apple) -> anyhow::Result<PassCertificate> {
    Ok(PassCertificate::load(
        CertificateBytes::read(settings)?.files(settings),
    )?)
}

impl From<SigningError> for Error {
    fn from(error: SigningError) -> Error {
        Code::SigningCertificateUnusable.because(error.to_string())
    }
}

/// The certificate files as bytes; what they are is found out by looking.
pub struct CertificateBytes {
    certificate: Vec<u8>,
    key: Option<Vec<u8>>,
    wwdr: Option<Vec<u8>>,
}

impl CertificateBytes {
    /// Reads the files; one that cannot be read is named.
    pub fn read(settings: &crate::config::Apple) -> anyhow::Result<CertificateBytes> {
        let certificate = settings
            .certificate
            .as_deref()
            .map(read_file)
            .transpose()?
            .unwrap_or_default();
        let key = settings
            .key
            .as_deref()
            .map(read_file)
            .transpose()?;
        let wwdr = settings
            .wwdr
            .as_deref()
            .map(read_file)
            .transpose()?;
        Ok(CertificateBytes {
            certificate,
            key,
            wwdr,
        })
    }

    /// The same as the certificate reader takes them.
    pub fn files<'a>(&'a self, settings: &'a crate::config::Apple) -> CertificateFiles<'a> {
        CertificateFiles {
            certificate: &self.certificate,
            key: self.key.as_deref(),
            passphrase: settings
                .key_passphrase
                .as_ref()
                .map(|p| p.expose_secret()),
            wwdr: self.wwdr.as_deref(),
        }
    }
}

fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    use anyhow::Context as _;
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What is worth keeping: signing costs a third of a millisecond, preparing a program's texts a tenth, drawing a strip some.
pub struct Cache {
    /// Passes by card, good for one version.
    pub passes: BoundedCache<CardId, (i64, Arc<SignedPass>)>,
    /// Icon and logo of passes, by the design's version or the hash of the shop's own logo, and the card's colours.
    pub marks: BoundedCache<(String, Colours), Arc<[PassFile]>>,
    /// Strips of passes by the design's version and what they show; a look names the shop's own picture by its hash.
    pub strips: BoundedCache<(String, StripState, StripLook), Arc<StripSet>>,
    /// Prepared texts by merchant, good for one program version.
    pub texts: Mutex<LruCache<MerchantId, (i64, Arc<PassTexts>)>>,
    /// Drawn pictures by what they show: whoever knows the address of one can ask for it as often as they like.
    pub pictures: BoundedCache<String, Bytes>,
    /// The shops' own pictures by merchant and hash, ready to be drawn.
    pub rasters: BoundedCache<(MerchantId, String), Arc<Raster>>,
}

/// A mebibyte.
const MIB: usize = 1024 * 1024;

impl Default for Cache {
    /// About a hundred megabytes when all of it is full, whatever shops upload.
    fn default() -> Self {
        Cache {
            // About 6 kB for each pass, and each strip and logo that one of them shows.
            passes: BoundedCache::new(32 * MIB),
            marks: BoundedCache::new(8 * MIB),
            // About 25 kB a drawn strip, 200 kB one over a photo.
            strips: BoundedCache::new(16 * MIB),
            texts: Mutex::new(LruCache::new(
                NonZeroUsize::new(256).unwrap_or(NonZeroUsize::MIN),
            )),
            // About 20 kB a drawn picture, half a megabyte a large one over a photo.
            pictures: BoundedCache::new(12 * MIB),
            // Two megabytes each at most.
            rasters: BoundedCache::new(32 * MIB),
        }
    }
}

/// A turn at a rate that all instances of the database keep together.
async fn shared_turn(store: Store, name: String, spacing: Duration, most: Duration) -> SharedTurn {
    let us = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
    let (spacing, most) = (us(spacing), us(most));
    let taken = store
        .run_alone(move |tx| tx.take_call_turn(&name, spacing, most))
        .await;
    match taken {
        Ok(Some(wait)) => SharedTurn::In(Duration::from_micros(wait.unsigned_abs())),
        Ok(None) => SharedTurn::TooLate,
        Err(error) => {
            tracing::debug!(%error, "the turn at Google's rate was not shared with the other instances");
            SharedTurn::Unknown
        }
    }
}

impl App {
    /// The same for work that nobody waits for at a till ([`Store::with_batch_deadline`]).
    pub fn with_batch_deadline(&self) -> App {
        App {
            store: self.store.with_batch_deadline(),
            ..self.clone()
        }
    }

    /// Builds everything a configuration asks for, and the push client that goes with its certificate. A faulty
    /// certificate is no failure here: passes are refused with the reason, and scans go on. The database is made or brought up to
    /// date.
    pub fn build(config: &Config, clock: Clock) -> anyhow::Result<(App, Option<PushClient>)> {
        App::build_on(config, clock, || {
            Store::open_holding(
                config.database_url.expose_secret(),
                config.database_connections,
            )
        })
    }

    /// The same on a database that is opened as the caller wants it, when all else is found to be in order.
    pub fn build_on(
        config: &Config,
        clock: Clock,
        open: impl FnOnce() -> anyhow::Result<Store>,
    ) -> anyhow::Result<(App, Option<PushClient>)> {
        let previous: Vec<Vec<u8>> = config
            .secret_previous
            .iter()
            .map(|s| {
                s.expose_secret()
                    .as_bytes()
                    .to_vec()
            })
            .collect();
        let secrets = Secrets::new(
            config
                .require_secret()?
                .expose_secret()
                .as_bytes(),
            &previous,
        );
        let public_url = config.public_url()?.into();
        let templates = Arc::new(load_templates(config.templates_dir.as_deref())?);
        let badges = Arc::new(badges::Badges::load(config.badges_dir.as_deref())?);
        let (apple, push) = AppleWallet::load(&config.apple);
        let google = Arc::new(GoogleWallet::load(&config.google, &clock));
        let app = App {
            // After all that can be refused was read: a start that fails must not leave a new
            // database behind.
            store: open()?,
            clock,
            instance: secrets.instance().into(),
            secrets,
            public_url,
            demo: config.demo,
            apple: Arc::new(apple),
            google,
            templates,
            badges,
            limits: Arc::new(Limits::new(
                config.limits.unknown_codes,
                config.limits.joins,
                config.limits.requests,
            )),
            cache: Arc::default(),
            reports: Arc::new(Semaphore::new(2)),
            archiving: Archiving::default(),
            pictures: Arc::new(Semaphore::new(4)),
            frames: Arc::new(Semaphore::new(2)),
            pins: Arc::new(Semaphore::new(2)),
            notes: Arc::new(Notes::new()),
            share: Arc::new(watch::Sender::new(Shares::all())),
        };
        app.count_with_others();
        Ok((app, push))
    }

    /// Counts together with the other instances of the database what guards against guessing, and the calls to Google.
    fn count_with_others(&self) {
        let (store, secrets) = (self.store.clone(), self.secrets.clone());
        let digest = move |caller: &str| {
            let id = secrets.current_id();
            secrets.derive(id, "limits", caller.as_bytes())
        };
        self.limits
            .share(digest, move |line| store.tell_others(line));
        // The limits hold the store, so the store must not hold them.
        let limits = Arc::downgrade(&self.limits);
        self.store.hear_others(move |line| {
            if let Some(limits) = limits.upgrade() {
                limits.hear(line);
            }
        });
        if let (Ok(google), "postgres") = (self.google.ready(), self.store.kind()) {
            let (store, name) = (self.store.clone(), format!("google/{}", google.issuer_id));
            google
                .client
                .share_rate(move |spacing, most| {
                    shared_turn(store.clone(), name.clone(), spacing, most).boxed()
                });
        }
    }

    /// Which part of the common work is this instance's just now.
    pub fn share(&self) -> Shares {
        self.share.borrow().clone()
    }

    /// Goes on with the certificate that lies in the files now. Passes signed with the one before are not handed out again.
    pub fn renew_certificate(&self, settings: &crate::config::Apple) -> anyhow::Result<()> {
        self.apple
            .renew(settings, self.clock.now())?;
        self.cache.passes.clear();
        Ok(())
    }

    /// Refuses a card whose secret is not configured: its code and tokens cannot be derived, and a card without them opens nothing.
    pub fn check_secret(&self, card: &CardRow) -> crate::error::Result<()> {
        if self.secrets.knows(&card.secret_id) {
            return Ok(());
        }
        let secret = &card.secret_id;
        Err(crate::error::Code::Unavailable.because(format!(
            "This card was made with the secret {secret}, which is not set. The operator needs to add it to STAMPWELL_SECRET_PREVIOUS."
        )))
    }

    /// The public address, if it leads no further than this machine.
    pub fn own_address_alone(&self) -> Option<String> {
        let url = url::Url::parse(&self.public_url).ok()?;
        let alone = match url.host()? {
            // Names below localhost never leave the machine either (RFC 6761).
            url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            url::Host::Ipv4(ip) => ip.is_loopback(),
            url::Host::Ipv6(ip) => ip.is_loopback(),
        };
        alone.then(|| self.public_url.to_string())
    }

    /// The address of a card's page: whoever has it may see the card.
    pub fn card_page(&self, card: &CardRow) -> String {
        format!(
            "{}/c/{}",
            self.public_url,
            self.secrets
                .link_token(&card.secret_id, card.id)
        )
    }
}

/// What is wrong is a design, so that whoever tells it knows what mends it; the cause says which.
#[derive(Debug, thiserror::Error)]
#[error("the card designs cannot be used")]
pub struct UnusableDesigns;

/// Our own designs, and those of a folder, which add to ours or take the place of one by its name; a broken one is named and stops
/// the start, for a shop would find out at the till.
pub fn load_templates(dir: Option<&Path>) -> anyhow::Result<BTreeMap<String, Arc<Template>>> {
    let mut templates = BTreeMap::new();
    for design in Template::built_in() {
        let (name, template) = design?;
        templates.insert(name.to_owned(), Arc::new(template));
    }
    if let Some(dir) = dir {
        use anyhow::Context as _;
        templates.extend(templates_of(dir).context(UnusableDesigns)?);
    }
    Ok(templates)
}

fn templates_of(dir: &Path) -> anyhow::Result<BTreeMap<String, Arc<Template>>> {
    use anyhow::Context as _;
    let mut templates = BTreeMap::new();
    let entries = std::fs::read_dir(dir)
        .with_context(|| format!("cannot read the folder of designs {}", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let template = Template::load(&path)
            .with_context(|| format!("the design in {} cannot be used", path.display()))?;
        templates.insert(name, Arc::new(template));
    }
    let nothing = || {
        anyhow::anyhow!(
            "there is no design in {}; each design is a subfolder",
            dir.display()
        )
    };
    if templates.is_empty() {
        Err(nothing().context("the folder of designs holds none"))
    } else {
        Ok(templates)
    }
}

/// Whose turn it is to make the archive of a merchant. Cheap to clone.
#[derive(Clone, Default)]
pub struct Archiving(
    Arc<
        std::sync::Mutex<
            std::collections::HashMap<crate::ids::MerchantId, Arc<tokio::sync::Mutex<()>>>,
        >,
    >,
);

impl Archiving {
    /// The merchant's own turn.
    pub fn of(&self, tenant: crate::store::Tenant) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        turns
            .entry(tenant.id())
            .or_default()
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_designs_adds_to_ours_and_replaces_by_name() {
        let ours = load_templates(None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let refused = load_templates(Some(folder.path())).unwrap_err();
        assert!(
            format!("{refused:#}").contains("there is no design in"),
            "{refused:#}"
        );

        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates");
        for (from, to) in [("coffee", "coffee"), ("tick", "coffee"), ("heart", "mine")] {
            let place = folder.path().join(to);
            std::fs::create_dir_all(&place).unwrap();
            for file in ["template.toml", "stamp.svg"] {
                std::fs::copy(built_in.join(from).join(file), place.join(file)).unwrap();
            }
            let with = load_templates(Some(folder.path())).unwrap();
            assert_eq!(
                with[to].version(),
                ours[from].version(),
                "from the disk and from the program it is one design"
            );
        }
        let with = load_templates(Some(folder.path())).unwrap();
        assert_eq!(with.len(), ours.len() + 1);
        assert!(
            with["coffee"].version() != ours["coffee"].version()
                && with["tick"].version() == ours["tick"].version()
        );

        std::fs::write(
            folder
                .path()
                .join("mine/template.toml"),
            "name = 3",
        )
        .unwrap();
        let broken = format!("{:#}", load_templates(Some(folder.path())).unwrap_err());
        assert!(
            broken.contains("mine") && broken.contains("template.toml is not valid"),
            "{broken}"
        );
    }
}
