//! The way from a service to its server, which can fall silent.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A line between the service and the server that can fall silent without being cut.
#[derive(Clone)]
pub struct Line {
    pub address: SocketAddr,
    /// Connections of an earlier age pass nothing on any more.
    age: Arc<AtomicU64>,
    /// Whether new connections lead to the server.
    open: Arc<AtomicBool>,
}

impl Line {
    pub fn to(server: PathBuf) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = Line {
            address: listener.local_addr().unwrap(),
            age: Arc::default(),
            open: Arc::new(AtomicBool::new(true)),
        };
        let ours = line.clone();
        std::thread::spawn(move || {
            let mut deaf = Vec::new();
            for client in listener
                .incoming()
                .map_while(Result::ok)
            {
                if !ours.open.load(Ordering::Relaxed) {
                    deaf.push(client);
                    continue;
                }
                // A server that is dead takes nobody.
                let Ok(server) = UnixStream::connect(&server) else {
                    continue;
                };
                let age = ours.age.load(Ordering::Relaxed);
                let (back, answers) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                for (from, to) in [
                    (End::Client(client), End::Server(server)),
                    (End::Server(answers), End::Client(back)),
                ] {
                    let ours = ours.clone();
                    std::thread::spawn(move || ours.pass_on(age, from, to));
                }
            }
        });
        line
    }

    /// Takes what it is sent, and passes it on as long as the line is alive. Nobody hears of an end.
    fn pass_on(&self, age: u64, mut from: End, mut to: End) {
        let mut said = [0; 65_536];
        while let Ok(length @ 1..) = from.read(&mut said) {
            let dead = self.age.load(Ordering::Relaxed) != age;
            if !dead
                && to
                    .write_all(&said[..length])
                    .is_err()
            {
                break;
            }
        }
        if self.age.load(Ordering::Relaxed) == age {
            to.shut();
        }
    }

    /// What is there falls silent, and what comes is not let through.
    pub fn fall_silent(&self) {
        self.open
            .store(false, Ordering::Relaxed);
        self.age
            .fetch_add(1, Ordering::Relaxed);
    }

    pub fn let_new_ones_through(&self) {
        self.open
            .store(true, Ordering::Relaxed);
    }
}

enum End {
    Client(TcpStream),
    Server(UnixStream),
}

impl End {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self {
            End::Client(stream) => stream.read(into),
            End::Server(stream) => stream.read(into),
        }
    }

    fn write_all(&mut self, what: &[u8]) -> std::io::Result<()> {
        match self {
            End::Client(stream) => stream.write_all(what),
            End::Server(stream) => stream.write_all(what),
        }
    }

    fn shut(&self) {
        let _ = match self {
            End::Client(stream) => stream.shutdown(std::net::Shutdown::Both),
            End::Server(stream) => stream.shutdown(std::net::Shutdown::Both),
        };
    }
}
