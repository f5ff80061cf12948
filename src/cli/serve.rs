//! `stampwell serve`: the service itself.

use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App as ActixApp, HttpServer};
use anyhow::Context as _;
use futures_util::future::{join, join_all};
use secrecy::ExposeSecret as _;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;

use super::out::{self, talk};
use crate::app::{App, Notes};
use crate::apple::Level;
use crate::clock::Clock;
use crate::config::{Config, ConfigArgs, LogFormat, Network};
use crate::delivery::Worker;
use crate::http;
use crate::service::card_changed::GOOGLE;
use crate::service::shop::sign_in::{FIRST_LINK_HOURS, first_link};
use crate::service::upkeep::instances::{ANNOUNCED_EVERY, Instance};
use crate::service::upkeep::sweep::sweep;
use crate::service::wallets::reconcile_google::reconcile;
use crate::store::first_fault_of_file;

/// How often what time does by itself is settled.
const SWEEP_EVERY: Duration = Duration::from_secs(30);

/// From a signal on: requests in flight have so long, then all that goes on besides them, and then the process ends. A supervisor kills
/// after ten seconds.
const REQUESTS_END_S: u64 = 7;
const ALL_ENDS: Duration = Duration::from_secs(9);

/// A flush that takes longer than this is worth a warning.
const SLOW_DISK: Duration = Duration::from_millis(50);

/// Runs until SIGTERM or SIGINT, then finishes what is in flight. SIGHUP reads the pass certificate again.
pub async fn run(args: &ConfigArgs) -> anyhow::Result<ExitCode> {
    if Config::wants_json(
        args,
        std::env::var("STAMPWELL_LOG_FORMAT").ok(),
        &std::env::current_dir()?,
    ) {
        out::speak_json();
    }
    let mut config = super::config(args)?;
    start_log(&config);
    config.check_key_files()?;
    // Before anything is made: what refuses the start must not leave a database and a secret behind.
    config.public_url()?;
    // Kept under a name until the end: bound to `_` the lock would be given up here.
    let _held = super::one_service::hold(&config)?;
    super::secret::make_sure(&mut config)?;
    let (app, push) = App::build(&config, Clock::system())?;
    log_migrated(&app);
    super::fold_ids(&config, &app.store).await?;
    say_secrets(&app).await?;
    probe_disk(&config);
    look_for_damage(&config);
    let listener = std::net::TcpListener::bind(config.bind).with_context(|| {
        format!("cannot listen on {}: stop whatever is listening there, or choose another address with --bind", config.bind)
    })?;
    let first = first_link(&app).await?;
    let worker = Worker::new(app.clone(), push);
    tokio::spawn(renew_at(
        signal(SignalKind::hangup())?,
        app.clone(),
        config.clone(),
    ));
    let running = Running::start(
        app.clone(),
        worker,
        listener,
        config.trusted_proxies.clone(),
        Options::default(),
        |_| {},
    )?;
    talk(format_args!(
        "stampwell listens on http://{}, and is reached at {}",
        running.address,
        config.public_url()?
    ));
    if let Some(link) = first {
        show_first(&link);
    }
    let in_time = running.until_stopped().await?;
    put_into_one_file(&app).await;
    talk(match in_time {
        true => "stampwell stopped; nothing was left half done",
        false => {
            "stampwell stopped without waiting any longer for the database or a wallet; what was under way is done or not, and is found out by its key"
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// Tables of an earlier release were changed, and that release does not start on them any more.
fn log_migrated(app: &App) {
    if let Some(migrated) = app.store.migrated() {
        tracing::info!(
            from = migrated.from,
            to = migrated.to,
            "the database schema was brought up to date; earlier releases do not start on it any more"
        );
    }
}

/// A SQLite file of up to this size is looked through at the start; a larger one by `stampwell doctor` and `stampwell verify`.
const LOOKED_THROUGH: u64 = 256 << 20;

/// Damage is said at the start and not found out by a customer. The service starts all the same: what can be read can be stamped.
fn look_for_damage(config: &Config) {
    let url = config.database_url.expose_secret();
    let Some(path) = url
        .strip_prefix("sqlite://")
        .map(str::to_owned)
    else {
        return;
    };
    if std::fs::metadata(&path).is_ok_and(|about| about.len() > LOOKED_THROUGH) {
        return;
    }
    // A thread of its own: the service neither waits for it at the start nor at its end.
    std::thread::spawn(move || {
        if let Some(fault) = first_fault_of_file(&path) {
            tracing::error!(
                fault,
                fix = super::DAMAGED_FIX,
                "the database file {path} is damaged"
            );
        }
    });
}

/// The one file then holds everything, and a copy of it is whole.
async fn put_into_one_file(app: &App) {
    match app.store.settle_file().await {
        Ok(true) => {}
        Ok(false) => tracing::warn!(
            "another program reads the database: what was written last stays in its -wal file, which belongs to it"
        ),
        Err(error) => tracing::warn!(
            %error,
            cause = error.internal,
            "the database's -wal file was not written back; it belongs to the database"
        ),
    }
}

/// Shows the way to the first shop. Whoever has it is the owner, so it stands in no log: where talk is one, it is data.
fn show_first(link: &str) {
    if !out::speaks_json() {
        return talk(format_args!(
            "There is no shop yet. This link creates the first one. It works once, within a day:\n{link}"
        ));
    }
    match out::line(serde_json::json!({ "url": link, "hours": FIRST_LINK_HOURS })) {
        Ok(()) => talk(
            "There is no shop yet. The link that creates the first one is on standard output. It works once, within a day.",
        ),
        Err(error) => talk(format_args!(
            "There is no shop yet. Start again for the link that creates the first one: {error}"
        )),
    }
}

/// How many cards need which secret: nobody would notice at the start that one is missing, and every customer at the till.
async fn say_secrets(app: &App) -> anyhow::Result<()> {
    for (secret, cards) in app
        .store
        .with_batch_deadline()
        .read(|tx| tx.cards_by_secret())
        .await?
    {
        let found = super::doctor::secret_in_use(&app.secrets, &secret, cards);
        match found.level {
            Level::Bad => tracing::error!(
                secret,
                cards,
                fix = found.fix,
                "STAMPWELL_SECRET: {}",
                found.sentence
            ),
            _ => tracing::info!(secret, cards, "{}", found.sentence),
        }
    }
    Ok(())
}

/// Goes on with the certificate in the files at each signal. Whatever is wrong with it, the service runs on as it was.
async fn renew_at(mut signals: Signal, app: App, config: Config) {
    while signals.recv().await.is_some() {
        if config.apple.certificate.is_none() {
            tracing::info!("no pass certificate is set up, so there is none to read again");
            continue;
        }
        let (app, config) = (app.clone(), config.clone());
        // Keys are parsed and the system's roots read: not on a thread that answers requests.
        let renewed = tokio::task::spawn_blocking(move || {
            config.check_key_files()?;
            app.renew_certificate(&config.apple)?;
            anyhow::Ok(
                app.apple
                    .signer(app.clock.now())?
                    .certificate()
                    .not_after(),
            )
        });
        match renewed
            .await
            .map_err(anyhow::Error::from)
            .flatten()
        {
            Ok(until) => {
                tracing::info!(%until, "the pass certificate was read again; signing and pushing go on with it")
            }
            Err(error) => tracing::error!(
                reason = format!("{error:#}"),
                "the pass certificate was not read again; the present one stays"
            ),
        }
    }
}

/// How long a durable write takes decides how fast scans are; a slow disk is said at the start and not found out at noon.
fn probe_disk(config: &Config) {
    let Some(path) = config
        .database_url
        .expose_secret()
        .strip_prefix("sqlite://")
        .map(str::to_owned)
    else {
        return;
    };
    // Beside the database, since any other folder may lie on another disk.
    let probe = std::path::Path::new(&path).with_extension("probe");
    let flush = || -> std::io::Result<Duration> {
        let mut file = std::fs::File::create(&probe)?;
        let started = std::time::Instant::now();
        for _ in 0..5 {
            file.write_all(&[0; 4096])?;
            file.sync_data()?;
        }
        Ok(started.elapsed() / 5)
    };
    match flush() {
        Ok(took) if took > SLOW_DISK => tracing::warn!(
            flush_ms = took.as_millis() as u64,
            "the disk is slow: each scan waits for a flush"
        ),
        Ok(took) => tracing::info!(
            flush_us = took.as_micros() as u64,
            "the disk flushes in time"
        ),
        Err(error) => tracing::warn!(%error, "the database's folder could not be written to"),
    }
    let _ = std::fs::remove_file(&probe);
}

/// Starts the log as configured; a second start is ignored.
pub fn start_log(config: &Config) {
    // The server library reports each start and stop of its threads; only its warnings are for operators. It calls each request that
    // is none an error, and strangers could fill a disk with those; what fails in an answer of ours is logged where it fails.
    let wanted = format!(
        "actix_server=warn,actix_http::h1::dispatcher=off,actix_http::h1::decoder=off,{}",
        config.log
    );
    let filter = tracing_subscriber::EnvFilter::try_new(wanted).unwrap_or_else(|_| "info".into());
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    // A log that nobody can take any more must not end the service, and telling of it on the same stream would panic.
    let builder = tracing_subscriber::fmt().log_internal_errors(false);
    let builder = builder
        .with_env_filter(filter)
        .with_ansi(colours)
        .with_writer(std::io::stderr);
    let _ = match config.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}

/// How a service runs.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Threads that answer requests.
    pub workers: usize,
    /// Whether the process's signals stop it.
    pub signals: bool,
    /// Whether the outbox is worked on by itself; stories do it by hand.
    pub deliver: bool,
}

impl Default for Options {
    fn default() -> Self {
        let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Options {
            workers,
            signals: true,
            deliver: true,
        }
    }
}

/// A running service.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// The outbox worker.
    pub worker: Arc<Worker>,
    handle: ServerHandle,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    stops: Vec<oneshot::Sender<()>>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
    notes: Arc<Notes>,
}

impl Running {
    /// Starts answering on a listener, with more addresses where a command brings its own.
    pub fn start<F>(
        app: App,
        worker: Worker,
        listener: std::net::TcpListener,
        proxies: Vec<Network>,
        options: Options,
        more: F,
    ) -> anyhow::Result<Running>
    where
        F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
    {
        let address = listener.local_addr()?;
        let data = Data::new(app.clone());
        let proxies = Data::new(http::TrustedProxies::new(proxies));
        let mut server = HttpServer::new(move || {
            ActixApp::new()
                .app_data(data.clone())
                .app_data(proxies.clone())
                .configure(http::routes)
                .configure(more.clone())
                .default_service(web::to(http::nothing_here))
                // What is wrapped last stands outermost: the gate sees each request
                // first and each answer last.
                .wrap(from_fn(http::pack))
                .wrap(from_fn(http::gate))
        })
        .workers(options.workers)
        // An answer's last part must not wait until the phone has confirmed the first: phones wait 40 ms before they do.
        .tcp_nodelay(true)
        .max_connections(10_000)
        .keep_alive(Duration::from_secs(30))
        // For a request's head alone: bodies have their own time where they are read.
        .client_request_timeout(Duration::from_secs(5))
        .shutdown_timeout(REQUESTS_END_S);
        if !options.signals {
            server = server.disable_signals();
        }
        let server = server.listen(listener)?.run();
        let handle = server.handle();
        let worker = Arc::new(worker);
        let mut running = Running {
            address,
            worker: worker.clone(),
            handle,
            server: tokio::spawn(server),
            stops: vec![],
            tasks: vec![],
            notes: app.notes.clone(),
        };
        if options.deliver {
            running.task(move |stop| async move { worker.run(stop).await });
            // One service alone uses a SQLite file.
            if app.store.kind() == "postgres" {
                let (app, instance) = (app.clone(), Instance::new(running.worker.channels()));
                running.task(move |stop| keep_share_until(app, instance, stop));
            }
            running.task({
                let app = app.clone();
                move |stop| sweep_until(app, stop)
            });
            running.task(move |stop| reconcile_until(app, stop));
        }
        Ok(running)
    }

    fn task<T: Future<Output = ()> + Send + 'static>(&mut self, work: impl FnOnce(Stop) -> T) {
        let (stop, stopped) = oneshot::channel();
        self.stops.push(stop);
        self.tasks
            .push(tokio::spawn(work(Stop(stopped))));
    }

    /// Waits until a signal stopped the server, then for what is in flight, but not for ever: false if something hung.
    pub async fn until_stopped(mut self) -> anyhow::Result<bool> {
        let mut told = std::pin::pin!(told_to_stop());
        let ended = tokio::select! {
            ended = &mut self.server => Some(ended),
            heard = &mut told => {
                heard?;
                None
            }
        };
        let end = tokio::time::Instant::now() + ALL_ENDS;
        let ended = match ended {
            Some(ended) => ended,
            None => match tokio::time::timeout_at(end, &mut self.server).await {
                Ok(ended) => ended,
                Err(_) => return Ok(false),
            },
        };
        ended
            .context("the server's task failed")?
            .context("the server failed")?;
        Ok(tokio::time::timeout_at(end, self.finish())
            .await
            .is_ok())
    }

    /// Stops accepting, finishes what is in flight.
    pub async fn stop(mut self) {
        self.handle.stop(true).await;
        let _ = (&mut self.server).await;
        self.finish().await;
    }

    async fn finish(&mut self) {
        for stop in self.stops.drain(..) {
            let _ = stop.send(());
        }
        // What requests left behind is written meanwhile: no more come.
        join(join_all(self.tasks.drain(..)), self.notes.all_written()).await;
    }
}

/// Resolves with the signal at which the server stops by itself.
async fn told_to_stop() -> std::io::Result<()> {
    let (mut term, mut interrupt, mut quit) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
        signal(SignalKind::quit())?,
    );
    tokio::select! { _ = term.recv() => {}, _ = interrupt.recv() => {}, _ = quit.recv() => {} }
    Ok(())
}

/// Resolves when the service stops.
struct Stop(oneshot::Receiver<()>);

impl Future for Stop {
    type Output = ();

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<()> {
        std::pin::Pin::new(&mut self.0)
            .poll(context)
            .map(|_| ())
    }
}

/// Compares with Google in a task of its own: a slow Google must not keep rewards from ending, nor the service from stopping.
async fn reconcile_until(app: App, stop: Stop) {
    let compare = async {
        loop {
            if app.share().of(GOOGLE).is_first()
                && let Err(error) = reconcile(&app).await
            {
                tracing::warn!(error = %error, cause = error.internal, "what Google knows could not be compared; trying again");
            }
            tokio::time::sleep(SWEEP_EVERY).await;
        }
    };
    tokio::select! { () = stop => {}, () = compare => {} }
}

/// Keeps the other instances told that this one runs, and learns which part of the common work is its own.
async fn keep_share_until(app: App, instance: Instance, mut stop: Stop) {
    let mut silent = false;
    loop {
        let told = instance.announce(&app).await;
        if let (Err(error), false) = (&told, silent) {
            tracing::warn!(error = %error, cause = error.internal, "the other instances were not told of this one; it goes on with the share that it had");
        }
        silent = told.is_err();
        tokio::select! {
            () = &mut stop => break,
            () = tokio::time::sleep(ANNOUNCED_EVERY) => {}
        }
    }
    if let Err(error) = instance.end(&app).await {
        tracing::debug!(error = %error, cause = error.internal, "the other instances learn only in a while that this one has ended");
    }
}

async fn sweep_until(app: App, mut stop: Stop) {
    loop {
        // What one does for all. For a moment it may be two, or none; either only takes time.
        if app.share().whole().is_first()
            && let Err(error) = sweep(&app).await
        {
            tracing::warn!(error = %error, cause = error.internal, "what ran out could not be settled; trying again");
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
    }
}
