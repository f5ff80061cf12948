//! Connections and their requests, one task each.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use http::request::Parts;
use http::{Request, Response};
use openssl::ssl::{Ssl, SslAcceptor};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio_openssl::SslStream;

use super::wire::{self, Line};
use super::{Answer, Door, Fault, Hub, Outcome, Push, RecordedRequest, Settings, rules};

type Http2 = h2::server::Connection<Line, Bytes>;

/// What a whole connection is told to do.
#[derive(Clone, Copy, Debug)]
pub(in crate::sandbox) enum Command {
    /// GOAWAY, then end once all streams are answered.
    GoAway,
    /// GOAWAY that excludes this stream and all later ones, then end at once.
    GoAwayExcluding(u32),
    /// TCP reset.
    Reset,
}

/// Accepts until the task is aborted, which ends its connections as well.
pub(super) async fn accept_all(
    listener: TcpListener,
    acceptor: SslAcceptor,
    settings: Settings,
    hub: Arc<Hub>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A failed accept means no free file handles; the client sees a refused connection and comes again.
                let Ok((socket, _)) = accepted else { continue };
                connections.spawn(greet(socket, acceptor.clone(), settings.clone(), hub.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// TLS and HTTP/2 handshakes; a client without a proper certificate is cut without an answer, as Apple does.
async fn greet(socket: TcpStream, acceptor: SslAcceptor, settings: Settings, hub: Arc<Hub>) {
    // Listens for commands before it looks, so that an outage which begins in between still cuts it.
    let commands = hub.commands();
    if *hub.door().borrow() != Door::Open {
        let _ = hub
            .door()
            .wait_for(|door| *door != Door::Stuck)
            .await;
        let _ = socket.set_zero_linger();
        return;
    }
    let Some((line, topic)) = handshake(socket, &acceptor).await else {
        hub.handshake_refused();
        return;
    };
    let http2 = h2::server::Builder::new()
        .max_concurrent_streams(settings.max_concurrent_streams)
        .handshake(line.clone())
        .await;
    if let Ok(http2) = http2 {
        let number = hub.connected();
        let (faults, own_commands) = unbounded_channel();
        let client = Client {
            hub,
            topic,
            number,
            faults,
            open: Arc::default(),
        };
        serve(
            http2,
            line,
            client,
            commands,
            own_commands,
            settings.idle_timeout,
        )
        .await;
    }
}

async fn handshake(socket: TcpStream, acceptor: &SslAcceptor) -> Option<(Line, String)> {
    socket.set_nodelay(true).ok()?;
    let mut stream = SslStream::new(Ssl::new(acceptor.context()).ok()?, socket).ok()?;
    std::pin::Pin::new(&mut stream)
        .accept()
        .await
        .ok()?;
    let topic = wire::topic_of(&stream)?;
    Some((Line::new(stream), topic))
}

/// What the tasks of one connection share.
#[derive(Clone)]
struct Client {
    hub: Arc<Hub>,
    topic: String,
    number: u64,
    faults: UnboundedSender<Command>,
    open: Arc<Mutex<BTreeSet<u32>>>,
}

impl Client {
    fn open(&self) -> std::sync::MutexGuard<'_, BTreeSet<u32>> {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

async fn serve(
    mut http2: Http2,
    line: Line,
    client: Client,
    mut commands: broadcast::Receiver<Command>,
    mut own_commands: UnboundedReceiver<Command>,
    idle_timeout: Option<Duration>,
) {
    let mut requests = JoinSet::new();
    loop {
        let command = tokio::select! {
            accepted = http2.accept() => match accepted {
                Some(Ok((request, respond))) => {
                    requests.spawn(handle(client.clone(), request, respond));
                    continue;
                }
                Some(Err(_)) | None => return,
            },
            Some(command) = own_commands.recv() => command,
            Ok(command) = commands.recv() => command,
            () = idle(idle_timeout) => if client.open().is_empty() { Command::GoAway } else { continue },
            Some(_) = requests.join_next() => continue,
        };
        match command {
            Command::GoAway => http2.graceful_shutdown(),
            Command::GoAwayExcluding(stream) => {
                // The connection ends at once, so every stream without an answer
                // is excluded with this one.
                let oldest_unanswered = client
                    .open()
                    .first()
                    .copied()
                    .unwrap_or(stream);
                return end_before(http2, line, oldest_unanswered).await;
            }
            Command::Reset => {
                let _ = line.close_by_reset();
                return;
            }
        }
    }
}

async fn idle(timeout: Option<Duration>) {
    match timeout {
        Some(timeout) => tokio::time::sleep(timeout).await,
        None => pending().await,
    }
}

/// Ends the connection with a GOAWAY that excludes this stream. HTTP/2 libraries count every stream they have read as looked
/// at, so the frame is written by hand below them.
async fn end_before(http2: Http2, mut line: Line, stream: u32) {
    drop(http2);
    let _ = line
        // Streams that a client opens have odd numbers, so the one before is two less.
        .write_all(&wire::go_away_frame(stream.saturating_sub(2)))
        .await;
    let _ = line.shutdown().await;
}

/// One push request as it arrived.
struct Arrived {
    received: Instant,
    stream: u32,
    head: Parts,
    body: Bytes,
    token: String,
    apns_id: String,
}

async fn handle(client: Client, request: Request<RecvStream>, mut respond: SendResponse<Bytes>) {
    let stream = respond.stream_id().as_u32();
    client.open().insert(stream);
    let received = Instant::now();
    let (head, body) = request.into_parts();
    if let Some(body) = read(body).await {
        let token = rules::token_of(head.uri.path()).to_ascii_lowercase();
        let apns_id = rules::text(&head.headers, "apns-id").map_or_else(new_apns_id, str::to_owned);
        let request = Arrived {
            received,
            stream,
            head,
            body,
            token,
            apns_id,
        };
        let outcome = meet(&client, &request).await;
        act(&client, &mut respond, outcome, &request).await;
    }
    client.open().remove(&stream);
}

/// The body up to one byte more than is allowed; `None` when the client went away.
async fn read(mut body: RecvStream) -> Option<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = body.data().await {
        let chunk = chunk.ok()?;
        body.flow_control()
            .release_capacity(chunk.len())
            .ok()?;
        bytes.extend_from_slice(&chunk);
        if bytes.len() > rules::MAX_PAYLOAD {
            break;
        }
    }
    Some(bytes.freeze())
}

/// Decides what becomes of a request and records it; all of that before anybody hears of the answer.
async fn meet(client: &Client, request: &Arrived) -> Outcome {
    let fault = client
        .hub
        .take_fault(&request.token);
    if let Some(Fault::Delay(pause)) = fault {
        let number = client
            .hub
            .record(request.record(client.number, Outcome::Delayed));
        tokio::time::sleep(pause).await;
        let outcome = Outcome::Answered(judge(client, request));
        client
            .hub
            .settle(number, outcome.clone());
        return outcome;
    }
    let outcome = decide(client, request, fault);
    client
        .hub
        .record(request.record(client.number, outcome.clone()));
    outcome
}

/// A push is handed to its device here.
fn decide(client: &Client, request: &Arrived, fault: Option<Fault>) -> Outcome {
    match fault {
        Some(Fault::Answer(answer)) => Outcome::Answered(answer),
        Some(Fault::RefuseStream) => Outcome::Refused,
        Some(Fault::Reset) => Outcome::Reset,
        Some(Fault::Silence) => Outcome::Silence,
        Some(Fault::GoAwayExcluding) => Outcome::ExcludedByGoAway,
        Some(Fault::GoAway) => Outcome::AnsweredThenGoAway(judge(client, request)),
        Some(Fault::Delay(_)) | None => Outcome::Answered(judge(client, request)),
    }
}

fn judge(client: &Client, request: &Arrived) -> Answer {
    match rules::check(
        &request.head,
        &request.body,
        &client.topic,
        crate::sandbox::wall_clock_ms(),
    ) {
        Err(answer) => answer,
        Ok(checked) => client.hub.deliver(
            Push {
                token: request.token.clone(),
                topic: checked.topic,
                payload: request.body.clone(),
                apns_id: request.apns_id.clone(),
            },
            checked.may_wait,
        ),
    }
}

impl Arrived {
    fn record(&self, connection: u64, outcome: Outcome) -> RecordedRequest {
        let header = |name| rules::text(&self.head.headers, name).map(str::to_owned);
        RecordedRequest {
            received: self.received,
            connection,
            token: self.token.clone(),
            topic: header("apns-topic"),
            push_type: header("apns-push-type"),
            priority: header("apns-priority"),
            headers: self.head.headers.clone(),
            body: self.body.slice(
                ..self
                    .body
                    .len()
                    .min(rules::MAX_PAYLOAD),
            ),
            outcome,
        }
    }
}

/// Carries out the outcome. A closed channel or stream means that the client went away, which is its right.
async fn act(
    client: &Client,
    respond: &mut SendResponse<Bytes>,
    outcome: Outcome,
    request: &Arrived,
) {
    match outcome {
        Outcome::Answered(answer) => send(respond, &answer, &request.apns_id),
        Outcome::AnsweredThenGoAway(answer) => {
            send(respond, &answer, &request.apns_id);
            let _ = client.faults.send(Command::GoAway);
        }
        Outcome::ExcludedByGoAway => {
            end_connection(client, Command::GoAwayExcluding(request.stream)).await
        }
        Outcome::Reset => end_connection(client, Command::Reset).await,
        Outcome::Refused => respond.send_reset(Reason::REFUSED_STREAM),
        Outcome::Silence => {
            // Ends when the client gives up or the connection does.
            let _ = std::future::poll_fn(|context| respond.poll_reset(context)).await;
        }
        Outcome::Delayed => {}
    }
}

/// Waits for the connection's task to end it, and this task with it: a stream dropped earlier would be reset by itself.
async fn end_connection(client: &Client, command: Command) {
    if client.faults.send(command).is_ok() {
        pending::<()>().await;
    }
}

fn send(respond: &mut SendResponse<Bytes>, answer: &Answer, apns_id: &str) {
    let mut response = Response::builder()
        .status(answer.status)
        .header("apns-id", apns_id);
    if let Some(seconds) = answer.retry_after_s {
        response = response.header("retry-after", seconds);
    }
    let body = answer.body();
    let Ok(response) = response.body(()) else {
        return respond.send_reset(Reason::INTERNAL_ERROR);
    };
    if let Ok(mut stream) = respond.send_response(response, body.is_empty())
        && !body.is_empty()
    {
        let _ = stream.send_data(body, true);
    }
}

fn new_apns_id() -> String {
    uuid::Uuid::now_v7()
        .hyphenated()
        .to_string()
        .to_ascii_uppercase()
}
