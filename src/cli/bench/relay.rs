//! A way to PostgreSQL on which what the server says can be held back: a standby further away.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ServerAddress {
    /// A port.
    Port(String, u16),
    /// A file.
    Socket(PathBuf),
}

/// The way. It ends with the process.
pub(super) struct Relay {
    /// Where it listens, on the loopback.
    pub address: SocketAddr,
    held_ms: Arc<AtomicU64>,
}

impl Relay {
    /// Begins to lead to the server.
    pub(super) fn start(server: ServerAddress) -> std::io::Result<Relay> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let relay = Relay {
            address: listener.local_addr()?,
            held_ms: Arc::default(),
        };
        let held_ms = relay.held_ms.clone();
        std::thread::spawn(move || {
            for client in listener
                .incoming()
                .map_while(Result::ok)
            {
                // One end that cannot be had closes the other.
                let _ = connect(client, &server, &held_ms);
            }
        });
        Ok(relay)
    }

    /// From now on what the server says arrives so much later. What is under way keeps its time.
    pub(super) fn hold(&self, delay: Duration) {
        self.held_ms
            .store(delay.as_millis() as u64, Ordering::Relaxed);
    }
}

fn connect(
    client: TcpStream,
    server: &ServerAddress,
    held_ms: &Arc<AtomicU64>,
) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    let (said, to_server): (Box<dyn Read + Send>, Box<dyn Write + Send>) = match server {
        ServerAddress::Port(host, port) => {
            let stream = TcpStream::connect((host.as_str(), *port))?;
            stream.set_nodelay(true)?;
            (Box::new(stream.try_clone()?), Box::new(stream))
        }
        ServerAddress::Socket(file) => {
            let stream = UnixStream::connect(file)?;
            (Box::new(stream.try_clone()?), Box::new(stream))
        }
    };
    let (mut asked, answers, mut to_server) = (client.try_clone()?, client, to_server);
    std::thread::spawn(move || std::io::copy(&mut asked, &mut to_server));
    let (late, due) = mpsc::channel();
    let held_ms = held_ms.clone();
    std::thread::spawn(move || read(said, &late, &held_ms));
    std::thread::spawn(move || write_when_due(&due, answers));
    Ok(())
}

fn read(mut from: impl Read, late: &mpsc::Sender<(Instant, Vec<u8>)>, held_ms: &AtomicU64) {
    let mut said = [0; 65_536];
    while let Ok(length @ 1..) = from.read(&mut said) {
        let due = Instant::now() + Duration::from_millis(held_ms.load(Ordering::Relaxed));
        if late
            .send((due, said[..length].to_vec()))
            .is_err()
        {
            return;
        }
    }
}

/// What was said at any time is on its way beside what was said before: the line is long, not narrow.
fn write_when_due(due: &mpsc::Receiver<(Instant, Vec<u8>)>, mut to: impl Write) {
    for (at, said) in due {
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
        if to.write_all(&said).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_comes_whole_and_late_and_what_it_is_told_at_once() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = server.local_addr().unwrap().port();
        let relay = Relay::start(ServerAddress::Port("127.0.0.1".into(), port)).unwrap();
        let mut client = TcpStream::connect(relay.address).unwrap();
        let (mut served, _) = server.accept().unwrap();
        let mut heard = [0; 4];

        client.write_all(b"ask?").unwrap();
        served
            .read_exact(&mut heard)
            .unwrap();
        assert_eq!(&heard, b"ask?");
        let delay = Duration::from_millis(40);
        relay.hold(delay);
        let begun = Instant::now();
        served.write_all(b"yes.").unwrap();
        client
            .read_exact(&mut heard)
            .unwrap();
        assert_eq!(&heard, b"yes.");
        assert!(begun.elapsed() >= delay, "{:?}", begun.elapsed());
    }
}
