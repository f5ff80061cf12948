//! The line between a shop's phone and the service, which can break at either end.
//!
//! Devtools can take the network from a page but not from its service worker, and cannot lose an answer on its way back; a real
//! line does both.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As it should be.
    Good,
    /// Nothing gets through.
    Cut,
    /// The service hears everything and nobody hears the service.
    Deaf,
    /// All is well but for the answers to visits, which get lost.
    LosesVisits,
}

/// How a request that stamps begins.
const VISIT: &[u8] = b"POST /v1/scans ";

/// A port that leads to the service as long as the line is good.
pub(super) struct Line {
    /// `http://127.0.0.1:PORT`
    pub(super) base: String,
    state: Arc<watch::Sender<State>>,
}

impl Line {
    pub(super) async fn to(base: &str) -> Line {
        let upstream = base
            .strip_prefix("http://")
            .unwrap()
            .to_owned();
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(watch::Sender::new(State::Good));
        let now = state.clone();
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                tokio::spawn(connect(phone, upstream.clone(), now.subscribe()));
            }
        });
        Line { base, state }
    }

    /// Changes the line; connections that are open feel it too.
    pub(super) fn is(&self, state: State) {
        self.state.send_replace(state);
    }

    /// An address of the service, reached by this line.
    pub(super) fn address(&self, address: &str) -> String {
        let path = address
            .splitn(4, '/')
            .nth(3)
            .unwrap_or_default();
        format!("{}/{path}", self.base)
    }
}

async fn connect(phone: TcpStream, upstream: String, mut state: watch::Receiver<State>) {
    if *state.borrow() == State::Cut {
        return;
    }
    let service = TcpStream::connect(upstream)
        .await
        .unwrap();
    let ((from_phone, to_phone), (from_service, to_service)) =
        (phone.into_split(), service.into_split());
    let (deaf, stamps) = (state.clone(), AtomicBool::new(false));
    tokio::select! {
        () = forth(from_phone, to_service, &stamps) => {}
        () = back(from_service, to_phone, deaf, &stamps) => {}
        _ = state.wait_for(|state| *state == State::Cut) => {}
    }
}

async fn forth(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, stamps: &AtomicBool) {
    let mut part = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut part).await {
        stamps.fetch_or(
            part[..read]
                .windows(VISIT.len())
                .any(|text| text == VISIT),
            Ordering::Relaxed,
        );
        if to
            .write_all(&part[..read])
            .await
            .is_err()
        {
            break;
        }
    }
}

/// The first answer on a deaf line ends the connection: whoever waits for it learns that it will not come.
async fn back(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    state: watch::Receiver<State>,
    stamps: &AtomicBool,
) {
    let mut part = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut part).await {
        let lost = match *state.borrow() {
            State::Good | State::Cut => false,
            State::Deaf => true,
            State::LosesVisits => stamps.load(Ordering::Relaxed),
        };
        if lost
            || to
                .write_all(&part[..read])
                .await
                .is_err()
        {
            break;
        }
    }
}
