// SPDX-License-Identifier: EUPL-1.2
//! Reads the key files, by role. All problems come back at once, each naming its file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oidc::jose::{Algorithm, JwkSet, Signer as _};
use xmlsec::{Certificate, DecryptionKey, KeyKind, SoftwareKey};
use zeroize::Zeroizing;

use super::hsm::{self, Hsm, HsmSettings};
use super::kept::{JsonKey, SamlKey};
use super::pem::{is_encrypted, json_signer};
use super::{KeyFiles, KeyProblem, Keys, Role, RoleFiles, SymmetricKey};

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
        let first = files.oidc_signing.current.first();
        let first = first.cloned().unwrap_or_default();
        let rs256 = loader.token_key_for(
            Algorithm::Rs256,
            &oidc_signing,
            &first,
            "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072",
        );
        let es256 = loader.token_key_for(
            Algorithm::Es256,
            &oidc_signing,
            &first,
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
                    in_token: loader.in_token,
                    untried: loader.untried,
                })
            }
            (.., Err(_)) if loader.problems.is_empty() => {
                let what = "the same token key stands twice".to_owned();
                loader.wrong(&first, what, "Name each key once".to_owned());
                Err(loader.problems)
            }
            _ => Err(loader.problems),
        }
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
}

#[derive(Default)]
pub(super) struct Loader {
    pub(super) role: &'static str,
    pub(super) problems: Vec<KeyProblem>,
    pub(super) certificates: Vec<(PathBuf, Certificate)>,
    pub(super) pkcs11: Option<HsmSettings>,
    pub(super) hsm: Option<Arc<Hsm>>,
    pub(super) in_token: BTreeSet<&'static str>,
    pub(super) untried: Vec<KeyProblem>,
}

impl Loader {
    fn called(&mut self, role: &'static str) -> &mut Self {
        self.role = role;
        self
    }

    pub(super) fn wrong(&mut self, file: &Path, what: String, remedy: String) {
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
    pub(super) fn takes(&mut self, file: &Path, certificate: &Certificate) -> bool {
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

    /// The preferred one of the current token keys for this algorithm; without any, `make` says how to.
    fn token_key_for(
        &mut self,
        algorithm: Algorithm,
        role: &Role<Arc<JsonKey>>,
        first: &Path,
        make: &str,
    ) -> Option<Arc<JsonKey>> {
        let mut current = role.current.iter();
        let found = current.find(|key| key.algorithm() == algorithm);
        // Without any current key something else was said about them already.
        if found.is_none() && !role.current.is_empty() {
            let what = format!("no current token key for {}", algorithm.as_str());
            let remedy = format!("Add one to keys.oidc_signing.current: {make}");
            self.wrong(first, what, remedy);
        }
        found.cloned()
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
