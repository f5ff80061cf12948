//! Keep-alive HTTP/1.1 clients on the loopback, as lean as clients can be: client and service share the processor.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer that takes longer is a failure of the run.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of the largest answer read.
const LARGEST_ANSWER: usize = 256 * 1024;

/// Writes the request of a running number into a buffer.
pub(super) type Write = Box<dyn Fn(u64, &mut Vec<u8>) + Send + Sync>;

/// Requests by their running number, written into a buffer; all of them await the same status.
pub(super) struct Requests {
    /// The status of success.
    pub status: u16,
    /// What is asked.
    pub write: Write,
    /// The number of the next request, over all turns.
    pub next: AtomicU64,
}

/// What the clients met in one turn.
pub(super) struct Turn {
    /// Microseconds from the first byte of a request to the last one of its answer.
    pub latencies_us: Vec<u32>,
    /// How long the turn lasted.
    pub spent: Duration,
}

/// Lets `clients` ask for `time` and waits for their last answers. They share one thread, so that they take as little of
/// the machine as possible from the service.
pub(super) fn turn(address: SocketAddr, clients: usize, time: Duration, requests: &Arc<Requests>) -> anyhow::Result<Turn> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let connected = try_join_all((0..clients).map(|_| Client::connect(address))).await.context("cannot reach the service")?;
        let started = Instant::now();
        let loops = connected.into_iter().map(|client| tokio::spawn(client.ask_until(started + time, requests.clone())));
        let outcomes = tokio::time::timeout(time + PATIENCE, try_join_all(loops)).await.context("the service stopped answering")??;
        let spent = started.elapsed();
        let latencies: anyhow::Result<Vec<Vec<u32>>> = outcomes.into_iter().collect();
        Ok(Turn { latencies_us: latencies?.concat(), spent })
    })
}

struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Client {
    async fn connect(address: SocketAddr) -> std::io::Result<Client> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, request: Vec::with_capacity(1024), answer: Vec::with_capacity(8 * 1024) })
    }

    async fn ask_until(mut self, end: Instant, requests: Arc<Requests>) -> anyhow::Result<Vec<u32>> {
        let mut latencies = Vec::with_capacity(4096);
        while Instant::now() < end {
            self.request.clear();
            (requests.write)(requests.next.fetch_add(1, Ordering::Relaxed), &mut self.request);
            let sent = Instant::now();
            self.stream.write_all(&self.request).await?;
            let status = self.read_answer().await?;
            ensure!(status == requests.status, "the service answered: {}", String::from_utf8_lossy(&self.answer));
            latencies.push(sent.elapsed().as_micros() as u32);
        }
        Ok(latencies)
    }

    /// Reads one whole answer, which stays in the buffer; its status.
    async fn read_answer(&mut self) -> anyhow::Result<u16> {
        self.answer.clear();
        loop {
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the service closed the connection");
            ensure!(self.answer.len() <= LARGEST_ANSWER, "an answer is larger than {LARGEST_ANSWER} bytes");
            if let Some((status, length)) = head(&self.answer)?
                && self.answer.len() >= length
            {
                return Ok(status);
            }
        }
    }
}

/// Status and whole length of an answer, once its head is there.
fn head(answer: &[u8]) -> anyhow::Result<Option<(u16, usize)>> {
    let Some(end) = answer.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&answer[..end]).context("the head of an answer is no text")?;
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
    let length = head.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    match (status, length.map(|(_, value)| value.trim().parse::<usize>())) {
        (Some(status), Some(Ok(length))) => Ok(Some((status, end + 4 + length))),
        _ => bail!("an answer without status or length: {head}"),
    }
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn an_answer_is_whole_when_its_length_is_reached() {
        let answer = b"HTTP/1.1 201 Created\r\nContent-Length: 12\r\nx-request-id: req_1\r\n\r\n{\"scan\":";
        assert_eq!(head(answer).unwrap(), Some((201, answer.len() + 4)));
        assert_eq!(head(b"HTTP/1.1 201 Created\r\nContent-Le").unwrap(), None);
        assert!(head(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
    }
}
