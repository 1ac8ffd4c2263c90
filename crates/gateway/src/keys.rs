// SPDX-License-Identifier: EUPL-1.2
//! The gateway's keys by role, each with *next*, *current* and *retired*: rollover is the normal
//! state.
//!
//! SAML keys stand behind [`xmlsec::SigningKey`] and [`xmlsec::DecryptionKey`], token keys behind
//! [`oidc::jose::Signer`]. Software keys come from PEM files; an HSM fits behind the same traits.
//!
//! A software key works in the thread that asks. As many threads answer as there are cores (up to
//! eight), so another would find no free core: handing over cost twice the switches, more memory and
//! no less CPU (docs/performance.md). The slowest, RSA-4096, takes 6 ms. A device that only waits
//! keeps its thread waiting too: where one is used, whatever may touch it is answered by threads of
//! its own (`app::waiting`).

mod generate;
pub mod hsm;
mod in_token;
mod kept;
pub mod managed;
mod noticed;
mod placed;
mod rollover;

pub use self::generate::{generate, make_next, self_signed_tls, write_private};
pub use self::managed::{KeyRole, Managed};
pub use self::noticed::{Notice, Noticed};
pub use self::placed::{KeySort, Place, PlacedKey, key_id};
pub use self::rollover::taken_over;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::metadata::KeyDescriptor;
use eidas::{Instant, Peer};
use oidc::jose::{Algorithm, JwkSet, Signer, SoftwareSigner};
use openssl::pkey::{Id, PKey};
use serde::{Deserialize, Serialize};
use xmlsec::{Certificate, Curve, DecryptionKey, KeyKind, SigningKey, SoftwareKey};
use zeroize::Zeroizing;

use self::hsm::{Hsm, HsmSettings};
use self::kept::{JsonKey, SamlKey};
use crate::config::EidId;

/// Key files by role. In each list the first is the preferred one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFiles {
    /// Signs SAML requests.
    pub saml_signing: RoleFiles,
    /// When those of its `next` take the place of those in `current`.
    pub saml_signing_switch_at: Option<Instant>,
    /// Opens SAML assertions.
    pub saml_encryption: RoleFiles,
    /// Signs our metadata.
    pub metadata_signing: RoleFiles,
    /// Signs tokens.
    pub oidc_signing: RoleFiles,
    /// Makes pairwise `sub` values. Never rotated.
    pub pairwise: PathBuf,
    /// Makes `person_ref` in the audit file.
    pub audit: PathBuf,
    /// When a backup of the pairwise key was recorded, as written (`2026-11-23`).
    pub pairwise_backup: Option<String>,
    /// Make identifiers for other countries, oldest first. Never rotated, only superseded.
    pub identifier: Vec<PathBuf>,
    /// When a backup of the identifier keys was recorded, as written.
    pub identifier_backup: Option<String>,
    /// Our keys at national e-IDs.
    pub eids: Vec<(EidId, PathBuf)>,
    /// The token of keys that lie in one.
    pub pkcs11: Option<HsmSettings>,
    /// The directory of the configuration that names them.
    pub home: PathBuf,
    /// The version of the lists that `landport keys` remembers, where the roles are left to it.
    pub managed: Option<u64>,
}

/// One role's keys: rollover is the normal state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFiles {
    /// Published ahead (signing roles), not yet used.
    pub next: Vec<PathBuf>,
    /// In use; the first is preferred.
    pub current: Vec<PathBuf>,
    /// No longer used for new things; decryption keys still open, token keys still verify.
    pub retired: Vec<PathBuf>,
}

/// All keys, loaded and sorted by what they are for.
pub struct Keys {
    saml_signing: Role<Arc<SamlKey>>,
    saml_signing_switch_at: Option<Instant>,
    saml_encryption: Role<Arc<SamlKey>>,
    metadata_signing: Role<Arc<SamlKey>>,
    oidc_signing: Role<Arc<JsonKey>>,
    rs256: Arc<JsonKey>,
    es256: Arc<JsonKey>,
    ps256: Option<Arc<JsonKey>>,
    jwks: JwkSet,
    pairwise: SymmetricKey,
    audit: SymmetricKey,
    identifier: Vec<SymmetricKey>,
    eids: Vec<(EidId, Arc<JsonKey>)>,
    hsm: Option<Arc<Hsm>>,
    untried: Vec<KeyProblem>,
    certificates: Vec<(PathBuf, Certificate)>,
}

/// One role. The first of `current` is the preferred one.
struct Role<K> {
    next: Vec<K>,
    current: Vec<K>,
    retired: Vec<K>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// A key file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// The role, as the field under `[keys]` is called.
    pub role: &'static str,
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl Keys {
    /// Loads every file. All problems come back at once, each naming its file.
    pub fn load(files: &KeyFiles) -> Result<Self, Vec<KeyProblem>> {
        let mut loader = Loader {
            pkcs11: files.pkcs11.clone(),
            ..Loader::default()
        };
        let saml_signing = loader.called("saml_signing").saml(&files.saml_signing);
        let saml_encryption = loader
            .called("saml_encryption")
            .saml(&files.saml_encryption);
        let metadata_signing = loader
            .called("metadata_signing")
            .saml(&files.metadata_signing);
        let oidc_signing = loader.called("oidc_signing").oidc(&files.oidc_signing);
        let pairwise = loader.called("pairwise").symmetric(&files.pairwise);
        let audit = loader.called("audit").symmetric(&files.audit);
        loader.called("identifier");
        let identifier = files.identifier.iter();
        let identifier = identifier
            .filter_map(|file| loader.symmetric(file))
            .collect();
        loader.called("eid");
        let eids = files.eids.iter();
        let eids = eids
            .filter_map(|(id, file)| Some((id.clone(), loader.token_key(file)?)))
            .collect();
        loader.separate(files);
        loader.called("oidc_signing");
        let mut of = |algorithm: Algorithm, make: &str| {
            let found = oidc_signing
                .current
                .iter()
                .find(|key| key.algorithm() == algorithm);
            // Without any current key something else was said about them already.
            if found.is_none() && !oidc_signing.current.is_empty() {
                let file = files
                    .oidc_signing
                    .current
                    .first()
                    .cloned()
                    .unwrap_or_default();
                loader.wrong(
                    &file,
                    format!("no current token key for {}", algorithm.as_str()),
                    format!("Add one to keys.oidc_signing.current: {make}"),
                );
            }
            found.cloned()
        };
        let rs256 = of(
            Algorithm::Rs256,
            "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072",
        );
        let es256 = of(
            Algorithm::Es256,
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        );
        // Only clients that want it need it.
        let mut for_pss = oidc_signing.current.iter();
        let ps256 = for_pss.find(|key| key.algorithm() == Algorithm::Ps256);
        let ps256 = ps256.cloned();
        // All are published: those that will sign, those that sign, those whose tokens still live.
        let all = [
            &oidc_signing.current,
            &oidc_signing.next,
            &oidc_signing.retired,
        ];
        let jwks = JwkSet::of(all.into_iter().flatten().map(|key| key.public().clone()));
        match (rs256, es256, pairwise, audit, jwks) {
            (Some(rs256), Some(es256), Some(pairwise), Some(audit), Ok(jwks))
                if loader.problems.is_empty() =>
            {
                Ok(Self {
                    saml_signing,
                    saml_signing_switch_at: files.saml_signing_switch_at,
                    saml_encryption,
                    metadata_signing,
                    oidc_signing,
                    rs256,
                    es256,
                    ps256,
                    jwks,
                    pairwise,
                    audit,
                    identifier,
                    eids,
                    certificates: loader.certificates,
                    hsm: loader.hsm,
                    untried: loader.untried,
                })
            }
            (.., Err(_)) if loader.problems.is_empty() => {
                let file = files
                    .oidc_signing
                    .current
                    .first()
                    .cloned()
                    .unwrap_or_default();
                let what = "the same token key stands twice".to_owned();
                loader.wrong(&file, what, "Name each key once".to_owned());
                Err(loader.problems)
            }
            _ => Err(loader.problems),
        }
    }

    /// The signer of requests to this peer: the preferred key, or the one that the peer's
    /// metadata asks for (`alg:SigningMethod`).
    pub fn saml_signer(&self, peer: &Peer, now: Instant) -> Arc<dyn SigningKey> {
        let in_use = self.saml_signing_in_use(now);
        let ours: Vec<_> = in_use.iter().map(|key| key.method()).collect();
        let chosen = peer.choose_signature_method(&ours);
        let position = ours
            .iter()
            .position(|method| Some(*method) == chosen)
            .unwrap_or(0);
        first(&in_use, position)
    }

    /// Every key that may open an assertion: current first, then retired, then next (a peer that
    /// was told early).
    pub fn decryption(&self) -> Vec<&dyn DecryptionKey> {
        let role = &self.saml_encryption;
        let all = [&role.current, &role.retired, &role.next];
        all.into_iter()
            .flatten()
            .map(|key| &**key as &dyn DecryptionKey)
            .collect()
    }

    /// Whether a file holds a key that proves us to an e-ID.
    ///
    /// # Errors
    /// It does not.
    pub fn eid_key(file: &Path) -> Result<(), KeyProblem> {
        let mut loader = Loader::default();
        loader.called("eid").token_key(file);
        loader.problems.pop().map_or(Ok(()), Err)
    }

    /// The signer of our metadata.
    pub fn metadata_signer(&self) -> Arc<dyn SigningKey> {
        first(&self.metadata_signing.current, 0)
    }

    /// The `md:KeyDescriptor`s of our metadata **in the order that carries meaning**: EC nodes up
    /// to 2.8 know only the last certificate of each use, from 2.9 the first encryption
    /// certificate is taken. So the signing key in use stands last, and the preferred encryption
    /// key first and last with the others between. What is next for encryption is not published
    /// before it is current.
    pub fn key_descriptors(&self, now: Instant) -> Vec<KeyDescriptor> {
        let certificate = |key: &Arc<SamlKey>| key.leaf().clone();
        let mut descriptors = self.signing_descriptors(now);
        let current = &self.saml_encryption.current;
        descriptors.extend(
            current
                .iter()
                .map(|key| KeyDescriptor::encryption(certificate(key))),
        );
        if let [preferred, _, ..] = current.as_slice() {
            descriptors.push(KeyDescriptor::encryption(certificate(preferred)));
        }
        descriptors
    }

    /// Those of the keys that sign our messages, the one in use last: all that a Proxy-Service
    /// publishes, since nobody encrypts to it.
    pub fn signing_descriptors(&self, now: Instant) -> Vec<KeyDescriptor> {
        let in_use = self.saml_signing_in_use(now);
        let signing = &self.saml_signing;
        let all = signing.next.iter().chain(&signing.current);
        let published_only = all.filter(|key| !in_use.iter().any(|used| Arc::ptr_eq(used, key)));
        published_only
            .chain(in_use.iter().rev())
            .map(|key| KeyDescriptor::signing(key.leaf().clone()))
            .collect()
    }

    /// The signer of tokens. Where there is none for PS256 (a login that was promised one is finished
    /// after its key was taken away) it is another's, which the library refuses.
    pub fn oidc_signer(&self, algorithm: Algorithm) -> Arc<dyn Signer> {
        match (algorithm, &self.ps256) {
            (Algorithm::Ps256, Some(key)) => key.clone(),
            (Algorithm::Es256, _) => self.es256.clone(),
            (Algorithm::Ps256 | Algorithm::Rs256, _) => self.rs256.clone(),
        }
    }

    /// The algorithms that tokens can be signed with. PS256 needs a key that was made for it: a key
    /// serves one algorithm (RFC 8725 §3.1; RFC 8017 §8: no RSA key for both schemes).
    pub fn token_algorithms(&self) -> Vec<Algorithm> {
        let always = [Algorithm::Rs256, Algorithm::Es256];
        let when = self.ps256.as_ref().map(|_| Algorithm::Ps256);
        always.into_iter().chain(when).collect()
    }

    /// The public token keys: next, current and retired.
    pub fn jwks(&self) -> &JwkSet {
        &self.jwks
    }

    /// How many token keys are published ahead and how many linger, for the operator.
    pub fn oidc_rollover(&self) -> (usize, usize) {
        (
            self.oidc_signing.next.len(),
            self.oidc_signing.retired.len(),
        )
    }

    /// The key of pairwise `sub` values.
    pub fn pairwise(&self) -> &SymmetricKey {
        &self.pairwise
    }

    /// The key of `person_ref`.
    pub fn audit(&self) -> &SymmetricKey {
        &self.audit
    }

    /// The keys of identifiers for other countries, oldest first. The last one makes new ones.
    pub fn identifier(&self) -> &[SymmetricKey] {
        &self.identifier
    }

    /// Our signer at an e-ID, where we prove ourselves with a key.
    pub fn eid_signer(&self, eid: &EidId) -> Option<Arc<dyn Signer>> {
        let (_, signer) = self.eids.iter().find(|(id, _)| id == eid)?;
        Some(signer.clone())
    }

    /// The token that some of them lie in.
    pub fn hsm(&self) -> Option<&Arc<Hsm>> {
        self.hsm.as_ref()
    }

    /// Keys that could not be tried, because their token did not answer when they were loaded.
    pub fn untried(&self) -> &[KeyProblem] {
        &self.untried
    }

    /// Every certificate and the file it came from, for warnings about their dates.
    pub fn certificates(&self) -> impl Iterator<Item = (&Path, &Certificate)> {
        self.certificates
            .iter()
            .map(|(file, certificate)| (file.as_path(), certificate))
    }
}

#[expect(
    clippy::expect_used,
    reason = "Keys::load refuses a role without a current key"
)]
fn first(keys: &[Arc<SamlKey>], position: usize) -> Arc<dyn SigningKey> {
    let key = keys.get(position).expect("every role has a current key");
    Arc::clone(key) as _
}

/// 32 secret bytes. Cleared from memory when they are dropped.
pub struct SymmetricKey(Zeroizing<[u8; 32]>);

impl SymmetricKey {
    /// Wraps them.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SymmetricKey(…)")
    }
}

#[derive(Default)]
struct Loader {
    role: &'static str,
    problems: Vec<KeyProblem>,
    certificates: Vec<(PathBuf, Certificate)>,
    pkcs11: Option<HsmSettings>,
    hsm: Option<Arc<Hsm>>,
    untried: Vec<KeyProblem>,
}

impl Loader {
    fn called(&mut self, role: &'static str) -> &mut Self {
        self.role = role;
        self
    }

    fn wrong(&mut self, file: &Path, what: String, remedy: String) {
        self.problems.push(KeyProblem {
            role: self.role,
            file: file.to_owned(),
            what,
            remedy,
        });
    }

    /// A private key. OpenSSL would ask for its pass phrase at the terminal and wait.
    fn private(&mut self, file: &Path) -> Option<Zeroizing<Vec<u8>>> {
        let pem = self.read(file)?;
        let encrypted = is_encrypted(&pem);
        if encrypted {
            let remedy = "Write it without a pass phrase, as openssl pkey -in FILE does: the file's \
                          rights protect it";
            self.wrong(
                file,
                "the private key is encrypted".to_owned(),
                remedy.to_owned(),
            );
        }
        (!encrypted).then_some(pem)
    }

    fn read(&mut self, file: &Path) -> Option<Zeroizing<Vec<u8>>> {
        match std::fs::read(file) {
            Ok(bytes) => Some(bytes.into()),
            Err(error) => {
                let remedy = "Name a file that the gateway's user can read".to_owned();
                self.wrong(file, format!("cannot be read ({error})"), remedy);
                None
            }
        }
    }

    fn role<K>(
        &mut self,
        files: &RoleFiles,
        load: impl Fn(&mut Self, &Path) -> Option<K>,
    ) -> Role<K> {
        let mut list =
            |files: &[PathBuf]| files.iter().filter_map(|file| load(self, file)).collect();
        Role {
            next: list(&files.next),
            current: list(&files.current),
            retired: list(&files.retired),
        }
    }

    fn saml(&mut self, files: &RoleFiles) -> Role<Arc<SamlKey>> {
        self.role(files, |loader, file| loader.saml_key(file).map(Arc::new))
    }

    fn saml_key(&mut self, file: &Path) -> Option<SamlKey> {
        let pem = self.private(file)?;
        // OpenSSL does not clear what it skips on the way to a certificate: it never sees the key.
        let begin = b"-----BEGIN CERTIFICATE-----";
        let chain = pem.windows(begin.len()).position(|at| at == begin);
        let chain = chain.and_then(|at| pem.get(at..)).unwrap_or_default();
        if let Some(named) = hsm::named_by(&pem) {
            return self.saml_in_token(file, named, chain);
        }
        let Ok(key) = SoftwareKey::from_pem(&pem, chain) else {
            self.wrong(
                file,
                "holds no private key with its certificate".to_owned(),
                "Put the PKCS#8 key (BEGIN PRIVATE KEY) and behind it the certificate of this \
                 very key into the file"
                    .to_owned(),
            );
            return None;
        };
        self.takes(file, DecryptionKey::certificate(&key))
            .then_some(SamlKey::Memory(key))
    }

    /// Whether a certificate is of a key that may be used.
    fn takes(&mut self, file: &Path, certificate: &Certificate) -> bool {
        // eIDAS Cryptographic Requirements 1.4 §3: RSA from 3072 bits, curves from 256 bits.
        if let KeyKind::Rsa(bits) = certificate.key().kind()
            && bits < 3072
        {
            let remedy = "Make an RSA key of 3072 bits or a P-256 key".to_owned();
            self.wrong(
                file,
                format!("an RSA key of {bits} bits is too short"),
                remedy,
            );
            return false;
        }
        self.certificates
            .push((file.to_owned(), certificate.clone()));
        true
    }

    fn oidc(&mut self, files: &RoleFiles) -> Role<Arc<JsonKey>> {
        self.role(files, Self::token_key)
    }

    fn token_key(&mut self, file: &Path) -> Option<Arc<JsonKey>> {
        let pem = self.private(file)?;
        if let Some(named) = hsm::named_by(&pem) {
            return self.json_in_token(file, named, &pem).map(Arc::new);
        }
        let signer = json_signer(&pem);
        if signer.is_none() {
            let what = "holds no private key for RS256, PS256 or ES256".to_owned();
            let remedy = "Put an RSA key of 3072 bits or a P-256 key (PKCS#8) into it";
            self.wrong(file, what, remedy.to_owned());
        }
        signer.map(JsonKey::Memory).map(Arc::new)
    }

    fn symmetric(&mut self, file: &Path) -> Option<SymmetricKey> {
        let text = self.read(file)?;
        let bytes = STANDARD.decode(text.trim_ascii()).ok().map(Zeroizing::new);
        let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
        if key.is_none() {
            let remedy = "Make one with openssl rand -base64 32; never replace a pairwise key that \
                          was in use";
            self.wrong(
                file,
                "is not 32 bytes in base64".to_owned(),
                remedy.to_owned(),
            );
        }
        key.map(SymmetricKey::new)
    }

    /// eIDAS Cryptographic Requirements 1.4 §3: different keys for signing and encryption; and
    /// who has a message key should not be able to publish metadata.
    fn separate(&mut self, files: &KeyFiles) {
        let roles = [
            ("saml_signing", &files.saml_signing),
            ("saml_encryption", &files.saml_encryption),
            ("metadata_signing", &files.metadata_signing),
        ];
        let of = |role: &RoleFiles| [&role.next[..], &role.current, &role.retired].concat();
        let mut seen: Vec<([u8; 32], usize)> = Vec::new();
        for (index, (name, role)) in roles.into_iter().enumerate() {
            self.role = name;
            for file in of(role) {
                let fingerprint = self.certificates.iter().find(|(from, _)| *from == file);
                let Some(fingerprint) = fingerprint.map(|(_, c)| c.key().sha256()) else {
                    continue;
                };
                if seen
                    .iter()
                    .any(|(other, at)| *other == fingerprint && *at != index)
                {
                    let what = "the same key has two roles".to_owned();
                    self.wrong(&file, what, "Make a key for each role".to_owned());
                }
                seen.push((fingerprint, index));
            }
        }
    }
}

/// Whether a pass phrase is wanted: PKCS#8 (RFC 7468 §11), or what OpenSSL wrote before it.
pub(crate) fn is_encrypted(pem: &[u8]) -> bool {
    let says = |mark: &[u8]| pem.windows(mark.len()).any(|part| part == mark);
    says(b"BEGIN ENCRYPTED PRIVATE KEY") || says(b"Proc-Type: 4,ENCRYPTED")
}

/// The octets of the first private key in a text (RFC 7468). OpenSSL reads the text through a buffer that it does
/// not clear, so it never sees it (OPS-03).
fn der(pem: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = std::str::from_utf8(pem).ok()?;
    let mut lines = text.lines();
    lines.find(|line| {
        line.starts_with("-----BEGIN ") && line.trim_end().ends_with("PRIVATE KEY-----")
    })?;
    let mut inside = Zeroizing::new(Vec::with_capacity(pem.len()));
    for line in lines.take_while(|line| !line.starts_with("-----END ")) {
        inside.extend(line.bytes().filter(|octet| !octet.is_ascii_whitespace()));
    }
    STANDARD.decode(&*inside).map(Zeroizing::new).ok()
}

/// A key that signs JSON: an RSA key for RS256, a P-256 key for ES256, and one that says itself that it
/// is for PSS alone (`id-RSASSA-PSS`, RFC 4055 §1.2) for PS256.
fn json_signer(pem: &[u8]) -> Option<SoftwareSigner> {
    let key = PKey::private_key_from_der(&der(pem)?).ok()?;
    let algorithm = match key.id() {
        Id::RSA if key.bits() >= 2048 => Algorithm::Rs256,
        Id::RSA_PSS if key.bits() >= 2048 => Algorithm::Ps256,
        Id::EC if key.bits() == 256 => Algorithm::Es256,
        _ => return None,
    };
    SoftwareSigner::from_key(key, algorithm).ok()
}

/// The public half of a private key (PKCS#8, PEM) as an e-ID has to know it: a JWK with the `kid`
/// that our assertions name. `None`: it is no key for RS256, PS256 or ES256.
pub fn public_jwk(pem: &[u8]) -> Option<String> {
    json_signer(pem).map(|signer| signer.public().to_json().to_string())
}

/// The kinds of keys that a role starts with, preferred first.
const SAML_KINDS: [(&str, KeyKind); 2] = [
    ("p256", KeyKind::Ec(Curve::P256)),
    ("rsa3072", KeyKind::Rsa(3072)),
];
