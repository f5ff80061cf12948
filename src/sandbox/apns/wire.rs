//! TLS as Apple's push service speaks it, and the socket below HTTP/2 for faults that HTTP/2 libraries rightly cannot make.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::ssl::{
    AlpnError, SslAcceptor, SslMethod, SslOptions, SslSessionCacheMode, SslVerifyMode,
    select_next_proto,
};
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::{X509, X509Name};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_openssl::SslStream;

use crate::sandbox::certificates::Certificates;

/// A server that demands a client certificate of this authority and speaks only HTTP/2.
pub(super) fn acceptor(certificates: &Certificates) -> Result<SslAcceptor, ErrorStack> {
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server())?;
    let certificate = X509::from_pem(&certificates.apns_pem)?;
    builder.set_certificate(&certificate)?;
    builder.set_private_key(&*PKey::private_key_from_pem(&certificates.apns_key_pem)?)?;
    builder.set_alpn_select_callback(|_, offered| {
        select_next_proto(b"\x02h2", offered).ok_or(AlpnError::ALERT_FATAL)
    });

    let root = X509::from_pem(&certificates.root_pem)?;
    let intermediate = X509::from_pem(&certificates.intermediate_pem)?;
    let mut names = Stack::<X509Name>::new()?;
    names.push(
        intermediate
            .subject_name()
            .to_owned()?,
    )?;
    builder.set_client_ca_list(names);
    let mut store = X509StoreBuilder::new()?;
    store.add_cert(root)?;
    store.add_cert(intermediate)?;
    builder.set_verify_cert_store(store.build())?;
    builder.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
    // A resumed session would skip the client's certificate, and with it a certificate that has ended meanwhile.
    builder.set_session_cache_mode(SslSessionCacheMode::OFF);
    builder.set_options(SslOptions::NO_TICKET);
    Ok(builder.build())
}

/// The UID of the client's certificate: the only topic it may push to.
pub(super) fn topic_of(stream: &SslStream<TcpStream>) -> Option<String> {
    let certificate = stream.ssl().peer_certificate()?;
    let uid = certificate
        .subject_name()
        .entries_by_nid(Nid::USERID)
        .next()?;
    uid.data().to_string().ok()
}

/// A TLS stream that HTTP/2 reads and writes while the fault maker keeps a hand on it.
#[derive(Clone)]
pub(super) struct Line(Arc<Mutex<SslStream<TcpStream>>>);

impl Line {
    pub(super) fn new(stream: SslStream<TcpStream>) -> Line {
        Line(Arc::new(Mutex::new(stream)))
    }

    /// Only one task polls at a time, so nobody waits for the lock.
    fn stream(&self) -> MutexGuard<'_, SslStream<TcpStream>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the coming close a TCP reset instead of an orderly end.
    pub(super) fn close_by_reset(&self) -> io::Result<()> {
        self.stream()
            .get_ref()
            .set_zero_linger()
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream()).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.stream()).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream()).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream()).poll_shutdown(context)
    }
}

/// A GOAWAY frame without error that says: streams above this one were not looked at.
pub(super) fn go_away_frame(last_stream_id: u32) -> [u8; 17] {
    const LENGTH_AND_TYPE: [u8; 4] = [0, 0, 8, 7];
    let mut frame = [0; 17];
    frame[..4].copy_from_slice(&LENGTH_AND_TYPE);
    frame[9..13].copy_from_slice(&last_stream_id.to_be_bytes());
    frame
}
