// SPDX-License-Identifier: EUPL-1.2
//! `[syslog]` as meant: a server that proves itself, and what we prove to it.

use std::path::PathBuf;
use std::sync::Arc;

use eidas::Instant;
use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls_pki_types::ServerName;
use xmlsec::Certificate;
use zeroize::Zeroizing;

use super::resolve::Resolver;
use crate::config::{At, SyslogWritten};

/// RFC 5424 §6.2.4.
const LONGEST_HOSTNAME: usize = 255;

/// Where the audit trail is sent.
#[derive(Clone, Debug)]
pub struct SyslogSettings {
    /// A name or an address; it is what the certificate proves.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// This node's name there.
    pub hostname: String,
    /// Whom we believe, and what we prove.
    pub tls: Arc<ClientConfig>,
}

impl Resolver {
    pub(super) fn syslog(&mut self, section: &At<SyslogWritten>) -> Option<SyslogSettings> {
        let written = &section.value;
        let server = written.server.as_ref()?;
        let place = super::store::server(&server.value);
        let place = place.filter(|(host, _)| ServerName::try_from(host.as_str()).is_ok());
        if place.is_none() {
            let what = format!("{:?} is no server", server.value);
            self.wrong(server, what, "Write host:port, as \"logs.example.no:6514\"");
        }
        let hostname = match &written.hostname {
            Some(at) => {
                let fits = at.value.len() <= LONGEST_HOSTNAME
                    && !at.value.is_empty()
                    && at.value.bytes().all(|b| b.is_ascii_graphic());
                if !fits {
                    let what = format!("{:?} is no name of a machine", at.value);
                    self.wrong(at, what, "Write letters, digits, dots and hyphens");
                }
                at.value.clone()
            }
            None => hostname(),
        };
        let authorities = written.authorities.as_ref();
        let authorities = authorities.and_then(|at| Some((at, self.certificates(at)?)));
        let identity = match &written.key_file {
            Some(at) => Some((at, self.identity(at)?)),
            None => None,
        };
        let ((at, authorities), (host, port)) = (authorities?, place?);
        let ders: Vec<_> = authorities.iter().map(|one| one.der().to_vec()).collect();
        let believing = match crate::tls::believed::believing(&ders) {
            Ok(believing) => believing,
            Err(error) => {
                self.wrong(at, error.to_string(), "Name the authorities of the server");
                return None;
            }
        };
        let tls = match identity {
            None => Ok(believing.with_no_client_auth()),
            Some((at, (chain, key))) => {
                let tls = believing.with_client_auth_cert(chain, key);
                tls.map_err(|error| (at, error))
            }
        };
        match tls {
            Ok(mut tls) => {
                // DIFFERENCE: rsyslog 8.2302 with OpenSSL asks for certificates and breaks off what resumes a session
                // (`internal_error`): the context of its sessions has no name. A connection lives for half a minute.
                tls.resumption = Resumption::disabled();
                Some(SyslogSettings {
                    host,
                    port,
                    hostname,
                    tls: Arc::new(tls),
                })
            }
            Err((at, error)) => {
                let what = format!("key and certificate do not fit ({error})");
                self.wrong(at, what, "Write the key, and behind it its certificate");
                None
            }
        }
    }

    /// A private key and its certificates, from one file.
    fn identity(&mut self, at: &At<PathBuf>) -> Option<crate::tls::Identity> {
        let pem = Zeroizing::new(self.read(at)?);
        self.secret_file(at);
        let path = self.path(&at.value);
        match crate::tls::identity(&pem, &path) {
            Ok(identity) => {
                let listed = Certificate::chain_from_pem(&pem).unwrap_or_default();
                if let Some(end) = listed.iter().map(Certificate::not_after).min() {
                    let end = Instant::from_ms(end.saturating_mul(1000));
                    let what = "our certificate at the syslog server";
                    self.ends(at, what, end, "Renew it and send SIGHUP");
                }
                Some(identity)
            }
            Err(error) => {
                let instead = "Write a private key (PKCS#8, PEM), and behind it its certificate";
                self.wrong(at, error.to_string(), instead);
                None
            }
        }
    }
}

/// `-` where the machine's name is none that syslog takes. RFC 5424 §6.2.4.
fn hostname() -> String {
    let name = super::machine();
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    if fits { name } else { "-".to_owned() }
}
