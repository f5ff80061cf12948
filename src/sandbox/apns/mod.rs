//! A stand-in for Apple's push service: TLS with a client certificate, HTTP/2, Apple's checks, answers and faults.

mod answer;
mod connection;
mod fault;
mod hub;
mod rules;
#[cfg(test)]
mod tests;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use openssl::error::ErrorStack;
use openssl::x509::X509;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::certificates::Certificates;
pub use answer::{Answer, Outcome, Push, RecordedRequest};
pub use fault::Fault;
pub use hub::Door;
pub(super) use hub::Hub;

/// How the stand-in behaves as a server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// MAX_CONCURRENT_STREAMS of its HTTP/2 settings.
    pub max_concurrent_streams: u32,
    /// Closes a connection on which nothing happened for this long.
    pub idle_timeout: Option<Duration>,
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            max_concurrent_streams: 1000,
            idle_timeout: None,
            port: 0,
        }
    }
}

/// Why the stand-in cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No socket.
    #[error("The sandbox push service cannot listen: {0}. Is the port taken?")]
    Listen(#[from] std::io::Error),
    /// OpenSSL refuses the certificates.
    #[error("The sandbox push service cannot use its certificates: {0}")]
    Certificates(#[from] ErrorStack),
}

/// Apple's push service for one machine; it stops when dropped.
pub struct ApnsStandIn {
    hub: Arc<Hub>,
    address: SocketAddr,
    root_ca_pem: Vec<u8>,
    accepting: JoinHandle<()>,
}

impl ApnsStandIn {
    /// Listens on a free port of 127.0.0.1 and trusts pass certificates of this authority.
    pub async fn start(certificates: &Certificates) -> Result<ApnsStandIn, StartError> {
        ApnsStandIn::start_with(certificates, Settings::default()).await
    }

    /// The same with other server settings.
    pub async fn start_with(
        certificates: &Certificates,
        settings: Settings,
    ) -> Result<ApnsStandIn, StartError> {
        let acceptor = wire::acceptor(certificates)?;
        let listener = TcpListener::bind(("127.0.0.1", settings.port)).await?;
        let address = listener.local_addr()?;
        let hub = Arc::new(Hub::default());
        let accepting = tokio::spawn(connection::accept_all(
            listener,
            acceptor,
            settings,
            hub.clone(),
        ));
        Ok(ApnsStandIn {
            hub,
            address,
            root_ca_pem: certificates.root_pem.clone(),
            accepting,
        })
    }

    /// What to set as the push service's address: `https://localhost:{port}`.
    pub fn base_url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// The authority behind the server's certificate, PEM.
    pub fn root_ca_pem(&self) -> &[u8] {
        &self.root_ca_pem
    }

    pub(super) fn root_ca(&self) -> Result<X509, ErrorStack> {
        X509::from_pem(&self.root_ca_pem)
    }

    pub(super) fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// A new device token that pushes may go to.
    pub fn token(&self) -> Result<String, ErrorStack> {
        self.hub.new_token()
    }

    /// The app is gone from the device: pushes to this token answer 410 with the present time from now on.
    pub fn unregister(&self, token: &str) {
        self.unregister_at(token, super::wall_clock_ms());
    }

    /// The same with the time that the 410 shall carry, in milliseconds since 1970.
    pub fn unregister_at(&self, token: &str, timestamp_ms: i64) {
        self.hub
            .unregister(token, timestamp_ms);
    }

    /// The next `times` requests, whatever their token, meet this fault. Earlier planned faults come first.
    pub fn fail(&self, fault: Fault, times: usize) {
        self.hub.plan(None, fault, times);
    }

    /// The next `times` requests to this token meet this fault; it goes before a fault for all.
    pub fn fail_token(&self, token: &str, fault: Fault, times: usize) {
        self.hub
            .plan(Some(token.to_owned()), fault, times);
    }

    /// Forgets all planned faults: the service has recovered.
    pub fn recover(&self) {
        self.hub.clear_faults();
    }

    /// Sets what new connections meet; closing the door also cuts the open ones.
    pub fn set_door(&self, door: Door) {
        self.hub.set_door(door);
    }

    /// Sends GOAWAY on every open connection, which ends once its streams are answered: what a restart at Apple looks like.
    pub fn go_away(&self) {
        self.hub
            .command(connection::Command::GoAway);
    }

    /// Cuts every open connection with a TCP reset.
    pub fn reset_connections(&self) {
        self.hub
            .command(connection::Command::Reset);
    }

    /// The latest requests in the order of arrival, at most 50,000.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.hub.requests()
    }

    /// The same for one token, to see each attempt.
    pub fn requests_to(&self, token: &str) -> Vec<RecordedRequest> {
        self.hub.requests_to(token)
    }

    /// How many pushes to this token were answered with 200.
    pub fn pushes_to(&self, token: &str) -> usize {
        self.hub.pushes_to(token)
    }

    /// How many connections finished the TLS handshake since the start.
    pub fn connections(&self) -> u64 {
        self.hub.connections()
    }

    /// How many connections were refused in the TLS handshake: no, expired or foreign client certificate.
    pub fn refused_handshakes(&self) -> u64 {
        self.hub.refused_handshakes()
    }

    /// Waits until `n` pushes to this token were answered with 200; `false` when that takes longer than `timeout`.
    pub async fn wait_for(&self, token: &str, n: usize, timeout: Duration) -> bool {
        self.wait_until(timeout, |apns| apns.pushes_to(token) >= n)
            .await
    }

    /// Waits until `n` requests have arrived, whatever became of them.
    pub async fn wait_for_requests(&self, n: u64, timeout: Duration) -> bool {
        self.wait_until(timeout, |apns| apns.hub.arrived() >= n)
            .await
    }

    async fn wait_until(&self, timeout: Duration, happened: impl Fn(&ApnsStandIn) -> bool) -> bool {
        let mut changes = self.hub.changes();
        tokio::time::timeout(timeout, changes.wait_for(|_| happened(self)))
            .await
            .is_ok_and(|waited| waited.is_ok())
    }

    /// The pushes to this token, heard as its device would; a push kept while nobody listened comes first.
    pub fn subscribe(&self, token: &str) -> mpsc::Receiver<Push> {
        let (sender, receiver) = mpsc::channel(hub::INBOX);
        self.hub.attach(token, sender);
        receiver
    }
}

impl Drop for ApnsStandIn {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
