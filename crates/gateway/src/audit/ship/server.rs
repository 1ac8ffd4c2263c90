// SPDX-License-Identifier: EUPL-1.2
//! A connection to the syslog server: TLS, both ends proven as the configuration says. RFC 5425; RFC 9662.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use rustls_pki_types::ServerName;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::settings::SyslogSettings;

/// Connecting, and the handshake after it, take so long each at most.
const CONNECT: Duration = Duration::from_secs(5);
/// A server that takes nothing for so long is away.
const WRITE: Duration = Duration::from_secs(10);
/// And one that does not end the connection after us.
const CLOSE: Duration = Duration::from_secs(10);
/// What the other end had sent is here by then: once around the earth and back.
const ON_ITS_WAY: Duration = Duration::from_millis(500);

/// Why a connection did not do its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The trail itself could not be read, or the place not be written.
    #[error("the trail cannot be read: {0}")]
    Files(String),
    /// It broke off, or the server did not end it in order: what went over it may be lost.
    #[error("the connection broke off: {0}")]
    BrokenOff(String),
    /// One of the two did not believe the other.
    #[error("TLS: {0}")]
    NotBelieved(String),
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// Nobody is there.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
}

impl Failure {
    /// The word of the metrics.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::BrokenOff(_) => "broken_off",
            Self::Files(_) => "files",
            Self::NotBelieved(_) => "not_believed",
            Self::TimedOut => "timed_out",
            Self::Unreachable(_) => "unreachable",
        }
    }

    fn broken(error: &Error) -> Self {
        match error.kind() {
            // An alert: a server that asks for a certificate says so only after the handshake (RFC 8446 §4.4.2.4).
            ErrorKind::InvalidData => Self::NotBelieved(error.to_string()),
            _ => Self::BrokenOff(error.to_string()),
        }
    }
}

/// A connection that lives.
pub(super) struct Session(TlsStream<TcpStream>);

impl Session {
    pub(super) async fn open(server: &SyslogSettings) -> Result<Self, Failure> {
        let stream = timeout(
            CONNECT,
            TcpStream::connect((server.host.as_str(), server.port)),
        );
        let stream = stream.await.map_err(|_| Failure::TimedOut)?;
        let stream = stream.map_err(|error| Failure::Unreachable(error.to_string()))?;
        let name = ServerName::try_from(server.host.clone());
        let name = name.map_err(|error| Failure::NotBelieved(error.to_string()))?;
        let connector = TlsConnector::from(server.tls.clone());
        let stream = timeout(CONNECT, connector.connect(name, stream)).await;
        match stream.map_err(|_| Failure::TimedOut)? {
            Ok(stream) => Ok(Self(stream)),
            Err(error) => Err(match Failure::broken(&error) {
                Failure::BrokenOff(why) => Failure::NotBelieved(why),
                other => other,
            }),
        }
    }

    pub(super) async fn send(&mut self, octets: &[u8]) -> Result<(), Failure> {
        let sent = timeout(WRITE, async {
            self.0.write_all(octets).await?;
            self.0.flush().await
        });
        let sent = sent.await.map_err(|_| Failure::TimedOut)?;
        sent.map_err(|error| Failure::broken(&error))
    }

    /// Ends it, and is good only when the server read everything before it ended its side.
    ///
    /// Syslog has no acknowledgement but this: we end first (`close_notify`, RFC 5425 §4.4), the server reads to
    /// there, and ends too. A server that ended before we did may not have read what came later: its end is awaited
    /// first. A system whose program did not read everything answers with a reset (RFC 1122 §4.2.2.13): that is
    /// awaited after.
    pub(super) async fn end(mut self) -> Result<(), Failure> {
        tokio::time::sleep(ON_ITS_WAY).await;
        let mut said = [0; 1024];
        while let Ok(early) = timeout(Duration::ZERO, self.0.read(&mut said)).await {
            match early {
                Ok(1..) => {}
                Ok(0) => return Err(Failure::BrokenOff("the server ended it".to_owned())),
                Err(error) => return Err(Failure::broken(&error)),
            }
        }
        let ended = timeout(CLOSE, async {
            self.0.shutdown().await?;
            loop {
                match self.0.read(&mut said).await {
                    // No server of syslog says anything.
                    Ok(1..) => {}
                    Ok(0) => return Ok(()),
                    // DIFFERENCE: rsyslog 8.2302 with GnuTLS ends TCP and sends no close_notify of its own. Trade:
                    // who stands on the way and drops lines can end TCP too; the numbers of the lines show the gap.
                    Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
        });
        let ended = ended.await.map_err(|_| Failure::TimedOut)?;
        ended.map_err(|error| Failure::broken(&error))?;
        tokio::time::sleep(ON_ITS_WAY).await;
        match self.0.get_ref().0.take_error() {
            Ok(None) => Ok(()),
            Ok(Some(error)) | Err(error) => Err(Failure::BrokenOff(error.to_string())),
        }
    }
}
