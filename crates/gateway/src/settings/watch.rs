// SPDX-License-Identifier: EUPL-1.2
//! What holds today and deserves a look: what ends soon, and who else can read a secret.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use eidas::Instant;
use openssl::x509::X509;
use xmlsec::Certificate;

use super::resolve::{Resolver, Warning};
use crate::config::At;

const DAY_MS: i64 = 86_400_000;

/// Two months: what a new certificate from another authority takes, holidays included.
const PLAN_DAYS: i64 = 60;
/// A month: the other side must hear of it and take it into its own configuration.
const ACT_DAYS: i64 = 30;
/// A week: logins are about to fail.
const URGENT_DAYS: i64 = 7;

impl Resolver {
    /// Warns of what ends within 60, 30 or 7 days. What has ended already is said by the caller.
    pub(super) fn ends<T>(&mut self, at: &At<T>, what: &str, end: Instant, remedy: &str) {
        let left = end.ms().saturating_sub(self.now.ms());
        let days = left.div_euclid(DAY_MS);
        let urgency = match days {
            ..0 => return,
            0..URGENT_DAYS => "URGENT: ",
            URGENT_DAYS..ACT_DAYS => "act now: ",
            ACT_DAYS..PLAN_DAYS => "",
            _ => return,
        };
        let day = end.to_string();
        let day = day.split('T').next().unwrap_or_default();
        let text = format!("{urgency}{what} ends in {days} days, on {day}. {remedy}");
        self.warn(at, text);
    }

    /// Warns of a TLS certificate that no browser would take: it has ended, is not yet valid, or names
    /// other hosts (RFC 9525 §6). The gateway starts all the same, or a renewal that comes late would
    /// close the house.
    pub(super) fn tls_certificate<T>(
        &mut self,
        at: &At<T>,
        chain: &[Certificate],
        host: Option<&str>,
    ) {
        let now_s = self.now.ms().div_euclid(1000);
        for certificate in chain {
            if certificate.not_after() < now_s {
                self.warn(at, "URGENT: a certificate of TLS has ended: no browser takes it. Renew it and send SIGHUP");
            }
            if certificate.not_before() > now_s {
                self.warn(at, "URGENT: a certificate of TLS is not yet valid: no browser takes it. Is the clock right?");
            }
        }
        let leaf = chain
            .first()
            .and_then(|leaf| X509::from_der(leaf.der()).ok());
        if let (Some(leaf), Some(host)) = (leaf, host)
            && !is_for(&leaf, host)
        {
            let text = format!(
                "URGENT: the TLS certificate is not for {host}, the host of the issuer: no browser \
                 takes it. Name a certificate for that host"
            );
            self.warn(at, text);
        }
    }

    /// Warns of a secret's file that more than its owner and group can read, or more than its
    /// owner can write.
    pub(super) fn secret_file(&mut self, at: &At<PathBuf>) {
        let path = self.path(&at.value);
        if let Some(text) = open_to_others(&path, "600") {
            self.warn(at, text);
        }
    }
}

/// Whether a certificate names this host. RFC 9525 §6.3: a wildcard stands for the whole first label.
fn is_for(leaf: &X509, host: &str) -> bool {
    let names = leaf.subject_alt_names();
    names.iter().flatten().any(|name| {
        let of_host = name
            .dnsname()
            .is_some_and(|name| match name.strip_prefix("*.") {
                Some(parent) => host
                    .split_once('.')
                    .is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(parent)),
                None => name.eq_ignore_ascii_case(host),
            });
        let octets = match host.trim_matches(['[', ']']).parse::<std::net::IpAddr>() {
            Ok(std::net::IpAddr::V4(address)) => address.octets().to_vec(),
            Ok(std::net::IpAddr::V6(address)) => address.octets().to_vec(),
            Err(_) => return of_host,
        };
        name.ipaddress() == Some(octets.as_slice())
    })
}

/// The same for the configuration itself: it names every secret, and who can write it decides who
/// is believed.
pub(super) fn configuration_file(file: &Path) -> Option<Warning> {
    let text = open_to_others(file, "640")?;
    Some(Warning { line: 1, text })
}

pub(super) fn open_to_others(path: &Path, wanted: &str) -> Option<String> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    let what = if mode & 0o022 != 0 {
        "can be changed"
    } else if mode & 0o004 != 0 {
        "can be read"
    } else {
        return None;
    };
    let path = path.display();
    Some(format!(
        "{path} {what} by others on this machine (mode {:03o}). chmod {wanted} {path}",
        mode & 0o777
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_others_can_read_or_write_is_named_with_its_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.key");
        std::fs::write(&file, "x").unwrap();
        for (mode, said) in [
            (0o600, None),
            (0o640, None),
            (0o440, None),
            (0o644, Some("can be read")),
            (0o660, Some("can be changed")),
            (0o602, Some("can be changed")),
        ] {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
            let text = open_to_others(&file, "600");
            match said {
                None => assert_eq!(text, None, "{mode:o}"),
                Some(said) => {
                    let text = text.unwrap();
                    assert!(text.contains(said) && text.contains("chmod 600"), "{text}");
                }
            }
        }
    }
}
