// SPDX-License-Identifier: EUPL-1.2
//! New keys of every role, for `init` and the demo.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oidc::jose::{Algorithm, SoftwareSigner};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509NameBuilder};
use xmlsec::{SoftwareKey, Subject, Validity};
use zeroize::Zeroizing;

use super::hsm::{self, Hsm};
use super::managed::{self, make_directory};
use super::{KeyFiles, KeyRole, KeySort, RoleFiles, SAML_KINDS};
use store::env::Env;
use store::seal::hex;

/// How long the self-signed certificates of keys are valid. Peers take the key from our metadata
/// whatever the certificate says; three years is what the reference node's manual uses.
const VALIDITY_DAYS: i64 = 3 * 365;

/// Makes keys of every role under `directory`, in parallel threads and with mode 0600, and says
/// which files they are. A file that is there is kept: a demo with `--data` finds its keys again.
pub fn generate(directory: &Path, subject: Subject<'_>, env: &Env) -> io::Result<KeyFiles> {
    std::fs::create_dir_all(directory)?;
    let mut jobs: Vec<(PathBuf, Job)> = Vec::new();
    let mut role = |name: &str, kinds: usize| {
        let files = SAML_KINDS.iter().take(kinds).map(|(suffix, kind)| {
            let file = directory.join(format!("{name}-{suffix}.pem"));
            jobs.push((file.clone(), Job::Saml(*kind)));
            file
        });
        RoleFiles {
            current: files.collect(),
            ..RoleFiles::default()
        }
    };
    let saml_signing = role("saml-signing", 2);
    let saml_encryption = role("saml-encryption", 2);
    let metadata_signing = role("metadata-signing", 1);
    let oidc = [
        ("oidc-rs256.pem", Algorithm::Rs256),
        ("oidc-es256.pem", Algorithm::Es256),
        ("oidc-ps256.pem", Algorithm::Ps256),
    ];
    let oidc_signing = RoleFiles {
        current: oidc.iter().map(|(name, _)| directory.join(name)).collect(),
        ..RoleFiles::default()
    };
    jobs.extend(
        oidc.iter()
            .map(|(name, algorithm)| (directory.join(name), Job::Oidc(*algorithm))),
    );
    let [pairwise, audit, identifier] =
        ["pairwise.key", "audit.key", "identifier.key"].map(|name| directory.join(name));
    jobs.extend([&pairwise, &audit, &identifier].map(|file| (file.clone(), Job::Symmetric)));
    std::thread::scope(|scope| {
        let threads: Vec<_> = jobs
            .iter()
            .filter(|(file, _)| !file.exists())
            .map(|(file, job)| scope.spawn(move || write_private(file, &job.make(subject, env)?)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(io::Error::other("key generation broke off")))
        })
    })?;
    Ok(KeyFiles {
        saml_signing,
        saml_signing_switch_at: None,
        saml_encryption,
        metadata_signing,
        oidc_signing,
        pairwise,
        audit,
        pairwise_backup: None,
        identifier: vec![identifier],
        identifier_backup: None,
        eids: Vec::new(),
        pkcs11: None,
        home: directory.to_owned(),
        managed: None,
    })
}

/// Makes one key of each of these sorts (and in which token) for a role, below `keys` in the data directory
/// and with mode 0600; which files they are. Their names say role, kind and day.
///
/// # Errors
/// The disk failed.
pub fn make_next(
    role: KeyRole,
    sorts: &[(KeySort, Option<Arc<Hsm>>)],
    data: &Path,
    subject: Subject<'_>,
    env: &Env,
) -> io::Result<Vec<PathBuf>> {
    make_directory(data)?;
    let day = eidas::Instant::from_ms(env.now_ms()).to_string();
    let day: String = day.chars().take(10).filter(|c| *c != '-').collect();
    let mark = hex(&env.bytes::<4>());
    let mut made = Vec::new();
    for (sort, token) in sorts {
        let (suffix, kind) = match sort {
            KeySort::Curve => SAML_KINDS[0],
            KeySort::Rsa | KeySort::RsaPss => SAML_KINDS[1],
        };
        let (suffix, job) = match (role, sort) {
            (KeyRole::OidcSigning, KeySort::Rsa) => (suffix, Job::Oidc(Algorithm::Rs256)),
            (KeyRole::OidcSigning, KeySort::RsaPss) => ("rsa3072-pss", Job::Oidc(Algorithm::Ps256)),
            (KeyRole::OidcSigning, KeySort::Curve) => (suffix, Job::Oidc(Algorithm::Es256)),
            _ => (suffix, Job::Saml(kind)),
        };
        let file =
            managed::directory(data).join(format!("{}-{suffix}-{day}-{mark}.pem", role.name()));
        let octets = match token {
            None => job.make(subject, env)?,
            Some(token) => in_token(token, &file, role, *sort != KeySort::Curve, subject, env)?,
        };
        write_private(&file, &octets)?;
        made.push(file);
    }
    // A key that is published and lost with the power could never be used.
    std::fs::File::open(managed::directory(data))?.sync_all()?;
    Ok(made)
}

/// A key that is made in a token, and the file that names it.
fn in_token(
    token: &Hsm,
    file: &Path,
    role: KeyRole,
    rsa: bool,
    subject: Subject<'_>,
    env: &Env,
) -> io::Result<Zeroizing<Vec<u8>>> {
    let label = file.file_stem().unwrap_or_default().to_string_lossy();
    let validity = validity(env);
    let public = hsm::make(token, &label, rsa, role, subject, validity, env.bytes());
    let public = public.map_err(io::Error::other)?;
    let line = format!("pkcs11:object={label}\n");
    Ok([line.as_bytes(), &public].concat().into())
}

fn validity(env: &Env) -> Validity {
    let now = env.now_s();
    Validity {
        not_before: now - 3600,
        not_after: now + VALIDITY_DAYS * 86_400,
    }
}

enum Job {
    Saml(xmlsec::KeyKind),
    Oidc(Algorithm),
    Symmetric,
}

impl Job {
    fn make(&self, subject: Subject<'_>, env: &Env) -> io::Result<Zeroizing<Vec<u8>>> {
        match self {
            Self::Saml(kind) => {
                let key = SoftwareKey::generate(*kind, subject, validity(env), env.bytes())
                    .map_err(io::Error::other)?;
                let (key, chain) = (key.private_key_pem(), key.certificates_pem());
                Ok([key.as_bytes(), chain.as_bytes()].concat().into())
            }
            Self::Oidc(algorithm) => SoftwareSigner::generate(*algorithm)
                .and_then(|signer| signer.to_pem())
                .map(Zeroizing::new)
                .map_err(io::Error::other),
            Self::Symmetric => {
                let octets = Zeroizing::new(env.bytes::<32>());
                Ok((STANDARD.encode(*octets) + "\n").into_bytes().into())
            }
        }
    }
}

/// A self-signed TLS certificate for these host names, P-256: certificate and key as PEM.
/// To try the gateway with; real ones come from an authority.
pub fn self_signed_tls(hosts: &[&str], env: &Env) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_nid(
        Nid::COMMONNAME,
        hosts.first().copied().unwrap_or("localhost"),
    )?;
    let name = name.build();
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    let mut serial = env.bytes::<16>();
    serial[0] &= 0x7f;
    builder.set_serial_number(&*BigNum::from_slice(&serial)?.to_asn1_integer()?)?;
    builder.set_subject_name(&name)?;
    builder.set_issuer_name(&name)?;
    builder.set_pubkey(&key)?;
    builder.set_not_before(&*Asn1Time::from_unix(env.now_s() - 3600)?)?;
    builder.set_not_after(&*Asn1Time::from_unix(env.now_s() + 365 * 86_400)?)?;
    builder.append_extension(BasicConstraints::new().critical().build()?)?;
    let mut names = SubjectAlternativeName::new();
    for host in hosts {
        if host.parse::<std::net::IpAddr>().is_ok() {
            names.ip(host)
        } else {
            names.dns(host)
        };
    }
    let names = names.build(&builder.x509v3_context(None, None))?;
    builder.append_extension(names)?;
    builder.sign(&key, MessageDigest::sha256())?;
    Ok((builder.build().to_pem()?, key.private_key_to_pem_pkcs8()?))
}

/// Writes a new file that only its owner can read.
pub fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}
