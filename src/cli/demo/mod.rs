//! `stampwell demo`: everything on one machine with no account. The service is the real one; only Apple, Google and the phones
//! are stand-ins, and those speak the real protocols over real sockets.

mod counter;
mod folder;
mod google_view;
mod network;
mod pass_view;
mod past;
mod phone_page;
mod phone_state;
mod shop;
mod welcome;
mod year;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use actix_web::web::{Data, ServiceConfig};
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::out::talk;
use super::serve::{Options, Running, start_log};
use crate::app::App;
use crate::clock::Clock;
use crate::delivery::Worker;
use crate::http::{at, get, post};
use crate::sandbox::{ApnsStandIn, Certificates, GoogleStandIn, Phone};
use counter::Counter;
use folder::PrivateFolder;

/// How to show it.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The port to listen on; if it is taken, a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Let other devices in this network reach it, so that a real phone can open the pages; at this address of the machine's, or at
    /// the one by which it reaches its network
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true)]
    lan: Option<Option<IpAddr>>,
    /// Keep everything in this folder instead of a temporary one
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// What the pages of the demonstration need.
pub struct Demo {
    phone: Phone,
    google: GoogleStandIn,
    counter: Counter,
    slug: String,
    owner_key: String,
    /// Turns true when the demonstration ends, so that no page waits for news that cannot come.
    stopping: watch::Sender<bool>,
}

/// A demonstration under way; Apple's stand-in ends with it.
struct Show {
    running: Running,
    app: App,
    demo: Data<Demo>,
    _apns: ApnsStandIn,
}

/// Runs the demonstration until it is interrupted.
pub async fn run(args: DemoArgs) -> anyhow::Result<ExitCode> {
    // Before anything is made, so that an interrupted start takes its folder away as well.
    let (mut interrupted, mut terminated) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    let mut stop = async || {
        tokio::select! { _ = interrupted.recv() => {}, _ = terminated.recv() => {} }
    };
    let folder = PrivateFolder::open(args.keep.as_deref())?;
    let show = tokio::select! {
        show = start(&args, &folder) => show?,
        () = stop() => return Ok(ExitCode::SUCCESS),
    };
    stop().await;
    talk("\nThe demo has ended.");
    show.demo
        .stopping
        .send_replace(true);
    show.running.stop().await;
    super::into_one_file(&show.app.store).await;
    Ok(ExitCode::SUCCESS)
}

async fn start(args: &DemoArgs, folder: &PrivateFolder) -> anyhow::Result<Show> {
    let ip = network::address(args.lan)?;
    let listener = network::listen(ip, args.port)?;
    let public_url = format!(
        "http://{}",
        SocketAddr::new(ip, listener.local_addr()?.port())
    );
    let certificates = Certificates::make("pass.demo.coffee", "DEMOTEAM01")?;
    let apns = ApnsStandIn::start(&certificates).await?;
    // Customers' browsers open its save page, so it listens where they reach the service itself.
    let google = GoogleStandIn::start_on(ip).await?;
    let config = shop::config(folder, &certificates, &apns, &google, &public_url)?;
    start_log(&config);
    let (app, push) = App::build(&config, Clock::system())?;
    let keys = shop::open(&app, &apns).await?;
    let phone = Phone::new(&apns)?;
    phone.spawn_listener().await;
    let counter = Counter::new(public_url.clone(), keys.clone())?;
    let demo = Data::new(Demo {
        phone,
        google,
        counter,
        slug: keys.slug.clone(),
        owner_key: keys.owner_key.clone(),
        stopping: watch::Sender::new(false),
    });
    let pages = demo.clone();
    let options = Options {
        signals: false,
        ..Options::default()
    };
    let worker = Worker::new(app.clone(), push);
    let running = Running::start(
        app.clone(),
        worker,
        listener,
        Vec::new(),
        options,
        move |config| routes(config, &pages),
    )?;
    welcome::print(&public_url, &keys)?;
    if args.lan.is_some() {
        welcome::print_about_phones();
    }
    Ok(Show {
        running,
        app,
        demo,
        _apns: apns,
    })
}

/// The addresses that only the demonstration has.
fn routes(config: &mut ServiceConfig, demo: &Data<Demo>) {
    config.app_data(demo.clone());
    at(config, "/demo/phone", [get().to(phone_page::page)]);
    at(config, "/demo/phone/state", [get().to(phone_page::state)]);
    at(
        config,
        "/demo/phone/image/{serial}/{name}",
        [get().to(phone_page::image)],
    );
    at(config, "/demo/phone/add", [get().to(phone_page::add)]);
    at(config, "/demo/phone/save", [get().to(phone_page::save)]);
    at(
        config,
        "/demo/phone/card/{serial}",
        [get().to(phone_page::card)],
    );
    at(config, "/demo/phone/scan", [post().to(phone_page::scan)]);
    at(
        config,
        "/demo/phone/redeem",
        [post().to(phone_page::redeem)],
    );
    at(config, "/demo/phone/void", [post().to(phone_page::void)]);
    at(
        config,
        "/demo/phone/remove",
        [post().to(phone_page::remove)],
    );
    at(config, "/demo/staff", [get().to(phone_page::staff)]);
    at(config, "/demo/results", [get().to(phone_page::results)]);
}
