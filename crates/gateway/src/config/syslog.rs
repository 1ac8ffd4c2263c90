// SPDX-License-Identifier: EUPL-1.2
//! `[syslog]` as written.

use std::path::PathBuf;

use super::read::{At, Field, Presence, Read, Reader, Section, section};
use toml::Spanned;
use toml::de::DeValue;

section! {
    /// Where the audit trail and its checkpoints are sent as they are written: syslog (RFC 5424) over TLS (RFC 5425).
    /// Without it nothing is sent. docs/audit.md says what arrives.
    SyslogWritten {
        /// The server, as `host:port`; 6514 is the usual port. It may be in a private network, and the proxy of
        /// `[outbound]` is not used.
        server: String = Required "\"logs.example.no:6514\"",
        /// The authorities (PEM) that its certificate comes from, or that certificate itself. The host is proven by it.
        authorities: PathBuf = Required "\"tls/syslog-ca.pem\"",
        /// A private key (PEM) and behind it the certificate that the server knows us by, leaf first. Without it we
        /// prove nothing to the server.
        key_file: PathBuf = Optional "\"keys/syslog.pem\"",
        /// The name of this node, as the server files it. Default: the machine's.
        hostname: String = Optional "\"node1.example.no\"",
    }
}
