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
pub(super) struct LoadTurn {
    /// Microseconds from the first byte of a request to the last one of its answer.
    pub latencies_us: Vec<u32>,
    /// Microseconds until the first byte of the answer.
    pub first_bytes_us: Vec<u32>,
    /// How long the turn lasted.
    pub spent: Duration,
}

/// What the clients met at a constant rate.
pub(super) struct Paced {
    /// When the first request was due.
    pub begun: Instant,
    /// The running number of each request, with microseconds from the instant at which it was due to the end of its answer.
    pub answered: Vec<(u64, u32)>,
    /// How long it lasted.
    pub spent: Duration,
}

/// Lets `clients` ask for `time`, dealt out evenly to the addresses, and waits for their last answers. They share one
/// thread, so that they take as little of the machine as possible from the service.
pub(super) fn turn(
    addresses: &[SocketAddr],
    clients: usize,
    time: Duration,
    requests: &Arc<Requests>,
) -> anyhow::Result<LoadTurn> {
    let whole = LoadTurn {
        latencies_us: vec![],
        first_bytes_us: vec![],
        spent: Duration::ZERO,
    };
    let asking =
        |client: LoadClient, begun: Instant| client.ask_until(begun + time, requests.clone());
    let (_, spent, parts) = all(addresses, clients, time, asking)?;
    Ok(parts
        .into_iter()
        .fold(LoadTurn { spent, ..whole }, |mut whole, part| {
            whole
                .latencies_us
                .extend(part.latencies_us);
            whole
                .first_bytes_us
                .extend(part.first_bytes_us);
            whole
        }))
}

/// Asks `rate` times a second, whatever the answers do: a request that finds every client busy is late, and its lateness
/// counts. The running number of a request says when it was due.
pub(super) fn at_rate(
    address: SocketAddr,
    clients: usize,
    rate: u32,
    time: Duration,
    requests: &Arc<Requests>,
) -> anyhow::Result<Paced> {
    let pace = Pace {
        rate,
        count: (time.as_secs_f64() * f64::from(rate)) as u64,
    };
    let (begun, spent, parts) = all(&[address], clients, time, |client, begun| {
        client.ask_when_due(begun, pace, requests.clone())
    })?;
    Ok(Paced {
        begun,
        answered: parts.concat(),
        spent,
    })
}

/// How often to ask, and how many times.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// Requests a second.
    pub rate: u32,
    /// Requests in all.
    pub count: u64,
}

impl Pace {
    /// How long after the beginning the request of this number is due.
    pub(super) fn due(self, number: u64) -> Duration {
        Duration::from_secs_f64(number as f64 / f64::from(self.rate))
    }
}

/// Connects the clients, lets them all begin at once and collects what they bring.
fn all<T, F>(
    addresses: &[SocketAddr],
    clients: usize,
    time: Duration,
    work: impl Fn(LoadClient, Instant) -> F,
) -> anyhow::Result<(Instant, Duration, Vec<T>)>
where
    T: Send + 'static,
    F: Future<Output = anyhow::Result<T>> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let connecting = addresses
            .iter()
            .cycle()
            .take(clients)
            .map(|address| LoadClient::connect(*address));
        let connected = try_join_all(connecting)
            .await
            .context("cannot reach the service")?;
        let begun = Instant::now();
        let loops = connected
            .into_iter()
            .map(|client| tokio::spawn(work(client, begun)));
        let outcomes = tokio::time::timeout(time + PATIENCE, try_join_all(loops))
            .await
            .context("the service stopped answering")??;
        let spent = begun.elapsed();
        Ok((
            begun,
            spent,
            outcomes
                .into_iter()
                .collect::<anyhow::Result<Vec<T>>>()?,
        ))
    })
}

struct LoadClient {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl LoadClient {
    async fn connect(address: SocketAddr) -> std::io::Result<LoadClient> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(LoadClient {
            stream,
            request: Vec::with_capacity(1024),
            answer: Vec::with_capacity(8 * 1024),
        })
    }

    async fn ask_until(
        mut self,
        end: Instant,
        requests: Arc<Requests>,
    ) -> anyhow::Result<LoadTurn> {
        let mut turn = LoadTurn {
            latencies_us: Vec::with_capacity(4096),
            first_bytes_us: Vec::with_capacity(4096),
            spent: Duration::ZERO,
        };
        while Instant::now() < end {
            let number = requests
                .next
                .fetch_add(1, Ordering::Relaxed);
            let sent = Instant::now();
            let first_byte = self.ask(number, &requests).await?;
            turn.first_bytes_us
                .push((first_byte - sent).as_micros() as u32);
            turn.latencies_us
                .push(sent.elapsed().as_micros() as u32);
        }
        Ok(turn)
    }

    async fn ask_when_due(
        mut self,
        begun: Instant,
        pace: Pace,
        requests: Arc<Requests>,
    ) -> anyhow::Result<Vec<(u64, u32)>> {
        let mut answered = Vec::with_capacity(4096);
        loop {
            let number = requests
                .next
                .fetch_add(1, Ordering::Relaxed);
            if number >= pace.count {
                return Ok(answered);
            }
            let due = begun + pace.due(number);
            tokio::time::sleep_until(due.into()).await;
            self.ask(number, &requests).await?;
            answered.push((number, due.elapsed().as_micros() as u32));
        }
    }

    /// Asks once and reads the whole answer; when its first byte came.
    async fn ask(&mut self, number: u64, requests: &Requests) -> anyhow::Result<Instant> {
        self.request.clear();
        (requests.write)(number, &mut self.request);
        self.stream
            .write_all(&self.request)
            .await?;
        let (status, first_byte) = self.read_answer().await?;
        ensure!(
            status == requests.status,
            "the service answered: {}",
            String::from_utf8_lossy(&self.answer)
        );
        Ok(first_byte)
    }

    /// Reads one whole answer, which stays in the buffer; its status, and when its first byte came.
    async fn read_answer(&mut self) -> anyhow::Result<(u16, Instant)> {
        self.answer.clear();
        let mut first_byte = None;
        loop {
            ensure!(
                self.stream
                    .read_buf(&mut self.answer)
                    .await?
                    > 0,
                "the service closed the connection"
            );
            let first_byte = *first_byte.get_or_insert_with(Instant::now);
            ensure!(
                self.answer.len() <= LARGEST_ANSWER,
                "an answer is larger than {LARGEST_ANSWER} bytes"
            );
            if let Some((status, length)) = head(&self.answer)?
                && self.answer.len() >= length
            {
                return Ok((status, first_byte));
            }
        }
    }
}

/// Status and whole length of an answer, once its head is there.
fn head(answer: &[u8]) -> anyhow::Result<Option<(u16, usize)>> {
    let Some(end) = answer
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
    else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&answer[..end]).context("the head of an answer is no text")?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|word| word.parse().ok());
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    match (
        status,
        length.map(|(_, value)| value.trim().parse::<usize>()),
    ) {
        // These two have no body, whatever length they name.
        (Some(status @ (204 | 304)), _) => Ok(Some((status, end + 4))),
        (Some(status), Some(Ok(length))) => Ok(Some((status, end + 4 + length))),
        _ => bail!("an answer without status or length: {head}"),
    }
}

/// Processor time of this process, where the system tells it.
pub(super) fn processor_time() -> Duration {
    // Fields 14 and 15 of /proc/self/stat, in hundredths of a second; the name before them may hold spaces.
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text
        .rsplit_once(')')
        .map_or("", |(_, rest)| rest)
        .split_ascii_whitespace();
    Duration::from_millis(10)
        * fields
            .skip(11)
            .take(2)
            .filter_map(|ticks| ticks.parse::<u32>().ok())
            .sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_length_is_reached() {
        let answer =
            b"HTTP/1.1 201 Created\r\nContent-Length: 12\r\nx-request-id: req_1\r\n\r\n{\"scan\":";
        assert_eq!(head(answer).unwrap(), Some((201, answer.len() + 4)));
        assert_eq!(head(b"HTTP/1.1 201 Created\r\nContent-Le").unwrap(), None);
        assert!(head(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
    }

    #[test]
    fn an_answer_without_a_body_ends_with_its_head() {
        let answer = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 6144\r\n\r\n";
        assert_eq!(head(answer).unwrap(), Some((304, answer.len())));
    }

    #[test]
    fn a_service_that_stalls_makes_the_requests_behind_it_late() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            use std::io::{Read as _, Write as _};
            let (mut stream, _) = listener.accept().unwrap();
            let mut byte = [0; 64];
            // The second answer comes when four more requests are due.
            let second = Instant::now() + Duration::from_millis(50);
            for number in 0.. {
                if stream.read(&mut byte).unwrap_or(0) == 0 {
                    return;
                }
                while number == 1 && Instant::now() < second {
                    std::thread::yield_now();
                }
                stream
                    .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
                    .unwrap();
            }
        });
        let write: Write = Box::new(|_, out| out.extend_from_slice(b"GET / HTTP/1.1\r\n\r\n"));
        let requests = Arc::new(Requests {
            status: 204,
            write,
            next: AtomicU64::new(0),
        });
        let paced = at_rate(address, 1, 100, Duration::from_millis(60), &requests).unwrap();
        let numbers: Vec<u64> = paced
            .answered
            .iter()
            .map(|(number, _)| *number)
            .collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        let stalled = paced.answered[1].1;
        assert!(stalled >= 30_000, "{stalled}");
        assert!(
            paced.answered[2].1 >= stalled - 12_000,
            "it was due 10 ms later and had to wait too"
        );
    }
}
