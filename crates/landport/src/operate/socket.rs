// SPDX-License-Identifier: EUPL-1.2
//! The Unix socket over which orders come.

use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::time::timeout;

use super::{Operator, Order, Reply, Who};

/// An order with its texts is a few hundred bytes.
const LONGEST_ORDER: u64 = 64 * 1024;
/// Who opens the socket and says nothing is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// A token takes up to a minute for an RSA key, and one step makes two.
const LONG_PATIENCE: Duration = Duration::from_secs(180);
/// How often it is looked whether something opens again by itself.
const TICK: Duration = Duration::from_secs(5);
/// What was told and could not be read is asked for again after so long.
const LEARN_AGAIN: Duration = Duration::from_secs(1);

impl Operator {
    /// Listens for orders until the future is dropped.
    ///
    /// # Errors
    /// The socket cannot be made.
    pub(crate) fn listen(
        self,
        data: &Path,
    ) -> io::Result<impl Future<Output = ()> + Send + 'static> {
        let listener = bind(data)?;
        Ok(async move {
            let mut tick = tokio::time::interval(TICK);
            let mut again = tokio::time::interval(LEARN_AGAIN);
            let mut changes = self.records.store().changes();
            let mut known = true;
            loop {
                tokio::select! {
                    _ = tick.tick() => self.sweep().await,
                    () = another_changed(&mut changes) => known = self.learn().await,
                    _ = again.tick(), if !known => known = self.learn().await,
                    accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                        let operator = self.clone();
                        tokio::spawn(async move {
                            if let Err(error) = operator.talk(stream).await {
                                tracing::warn!(%error, "an operator's command broke off");
                            }
                        });
                    },
                }
            }
        })
    }

    async fn talk(self, mut stream: UnixStream) -> io::Result<()> {
        let who = Who::at(&stream);
        let mut line = String::new();
        let (reading, mut writing) = stream.split();
        let mut reading = BufReader::new(reading.take(LONGEST_ORDER));
        timeout(PATIENCE, reading.read_line(&mut line)).await??;
        // What was begun is done, however long a token takes to make a key: half a step is worse than a late one.
        let reply = match serde_json::from_str(&line) {
            Ok(order) => self.obey(order, who).await,
            Err(error) => Reply {
                done: false,
                text: format!("not an order this gateway knows: {error}"),
            },
        };
        let mut reply = serde_json::to_vec(&reply)?;
        reply.push(b'\n');
        timeout(PATIENCE, writing.write_all(&reply)).await??;
        writing.shutdown().await
    }
}

/// Waits until another node changed something that stands; for ever where there is no other.
async fn another_changed(changes: &mut Option<watch::Receiver<u64>>) {
    let heard = match changes {
        Some(changes) => changes.changed().await.is_ok(),
        None => false,
    };
    if !heard {
        std::future::pending().await
    }
}

/// The socket's place. The directory is ours alone, so nobody can come between making the socket
/// and narrowing its mode.
fn socket(data: &Path) -> PathBuf {
    data.join("operator").join("socket")
}

fn bind(data: &Path) -> io::Result<UnixListener> {
    let socket = socket(data);
    let directory = data.join("operator");
    if !directory.exists() {
        std::fs::DirBuilder::new().mode(0o700).create(&directory)?;
    }
    std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o700))?;
    // What is left of a killed process: the store's lock says that no other one runs here.
    match std::fs::remove_file(&socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // So is a snapshot that its command did not fetch.
    for left in std::fs::read_dir(&directory)?.flatten() {
        if left
            .file_name()
            .as_encoded_bytes()
            .starts_with(b"snapshot-")
        {
            std::fs::remove_file(left.path())?;
        }
    }
    let listener = UnixListener::bind(&socket)?;
    std::fs::set_permissions(&socket, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Gives an order to the gateway that runs on this data directory; nothing when none runs.
///
/// # Errors
/// One runs and did not answer.
pub(crate) fn tell(data: &Path, order: &Order) -> io::Result<Option<Reply>> {
    use std::io::{BufRead as _, Write as _};
    let mut stream = match std::os::unix::net::UnixStream::connect(socket(data)) {
        Ok(stream) => stream,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let patience = match order {
        Order::Roll(_) | Order::Snapshot => LONG_PATIENCE,
        _ => PATIENCE,
    };
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    let mut reply = String::new();
    let read = io::BufReader::new(stream).read_line(&mut reply);
    let read = read.map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => {
            let said = format!(
                "nothing came within {} s; what it began goes on",
                patience.as_secs()
            );
            io::Error::new(io::ErrorKind::TimedOut, said)
        }
        _ => error,
    })?;
    if read == 0 {
        return Err(io::Error::other("it broke off; its log says why"));
    }
    Ok(Some(serde_json::from_str(&reply)?))
}
