// SPDX-License-Identifier: EUPL-1.2
//! Keys in a token behind PKCS#11: a hardware security module, or SoftHSM to try it with.
//! `docs/adr/0021-pkcs11.md`.
//!
//! A key file then holds, in place of the private key, one line that names it (RFC 7512), and behind it
//! the certificate, or for a key that signs tokens the public key:
//!
//! ```text
//! pkcs11:object=saml-signing-p256
//! -----BEGIN CERTIFICATE-----
//! ```
//!
//! One module is loaded once for the process (PKCS#11 3.1 §5.4: so counts `C_Initialize`), with a pool of
//! sessions. A session that is lost is opened anew, a whole module that is lost is begun anew, and what was
//! asked meanwhile is asked once more: a signature or an opening that was not answered has no effect.
//!
//! Attack (OPS-06): a wrong PIN, tried at each login, locks the token for good. Defence: a PIN that was
//! refused is not tried again before its file says another.

mod certificate;
mod key;
mod make;
mod pool;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use xmlsec::{Subject, Validity};

pub use self::key::{HsmKey, HsmSigner};
use self::make::Use;
use self::pool::{Fault, Pool};
use super::KeyRole;

/// `[pkcs11]` as meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HsmSettings {
    /// The module: a library of the vendor's.
    pub module: PathBuf,
    /// The label of the token.
    pub token: String,
    /// Where the user's PIN is.
    pub pin_file: PathBuf,
    /// How many sessions at most.
    pub sessions: usize,
}

/// Told of each operation: which, how it ended, how long it took.
type Observer = Box<dyn Fn(&'static str, &'static str, Duration) + Send + Sync>;

/// A token, open. Cheap to share.
pub struct Hsm {
    settings: HsmSettings,
    pool: Pool,
    /// Keys that did not sign when they were last asked, and why.
    failing: Mutex<BTreeMap<String, String>>,
    observer: ArcSwapOption<Observer>,
}

/// Why a token did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HsmError {
    /// Every session is busy for too long.
    #[error("every session is busy")]
    Busy,
    /// It answered that it will not, or cannot, do this.
    #[error("{0}")]
    Refused(String),
    /// It does not answer.
    #[error("the token does not answer: {0}")]
    Away(String),
    /// There is no such key, or more than one.
    #[error("{found} private keys are called {label:?}")]
    Key {
        /// What was looked for.
        label: String,
        /// How many there are.
        found: usize,
    },
    /// The PIN is wrong; it is not tried again.
    #[error("the PIN was refused: write the right one into its file")]
    Pin,
}

impl fmt::Debug for Hsm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hsm({})", self.settings.token)
    }
}

/// Every token that is in use, and every module that was loaded: both are the process's, whoever asks.
#[derive(Default)]
struct Loaded {
    modules: BTreeMap<PathBuf, Pkcs11>,
    tokens: BTreeMap<HsmSettings, Weak<Hsm>>,
}

fn loaded() -> &'static Mutex<Loaded> {
    static LOADED: OnceLock<Mutex<Loaded>> = OnceLock::new();
    LOADED.get_or_init(Mutex::default)
}

impl Hsm {
    /// The token of these settings. It need not answer yet; its module must load.
    ///
    /// # Errors
    /// The module cannot be loaded.
    pub fn open(settings: &HsmSettings) -> Result<Arc<Self>, HsmError> {
        let mut loaded = loaded().lock().unwrap_or_else(PoisonError::into_inner);
        loaded.tokens.retain(|_, token| token.strong_count() > 0);
        if let Some(token) = loaded.tokens.get(settings).and_then(Weak::upgrade) {
            return Ok(token);
        }
        let module = match loaded.modules.get(&settings.module) {
            Some(module) => module.clone(),
            None => {
                let module = Pkcs11::new(&settings.module).map_err(|error| away(&error))?;
                begin(&module).map_err(|error| away(&error))?;
                let path = settings.module.clone();
                loaded.modules.insert(path, module.clone());
                module
            }
        };
        let token = Arc::new(Self {
            settings: settings.clone(),
            pool: Pool::new(module, settings),
            failing: Mutex::default(),
            observer: ArcSwapOption::default(),
        });
        let weak = Arc::downgrade(&token);
        loaded.tokens.insert(settings.clone(), weak);
        Ok(token)
    }

    /// The label of the token.
    pub fn token(&self) -> &str {
        &self.settings.token
    }

    /// Tells this of every operation from now on.
    pub fn observe(
        &self,
        observer: impl Fn(&'static str, &'static str, Duration) + Send + Sync + 'static,
    ) {
        self.observer.store(Some(Arc::new(Box::new(observer))));
    }

    /// How many sessions it may have.
    pub fn sessions(&self) -> usize {
        self.settings.sessions
    }

    /// Why it, or a key in it, does not answer, since the last operation; nothing while they do.
    pub fn down(&self) -> Option<String> {
        self.pool.down().or_else(|| {
            let failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
            let (label, why) = failing.iter().next()?;
            Some(format!("the key {label:?}: {why}"))
        })
    }

    /// Remembers how a key did what only an input of ours was asked of it.
    fn signed<T>(&self, label: &str, outcome: &Result<T, HsmError>) {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(_) | Err(HsmError::Busy) => failing.remove(label),
            Err(error) => failing.insert(label.to_owned(), error.to_string()),
        };
    }

    /// Asks whether it answers: opens what was lost.
    ///
    /// # Errors
    /// It does not.
    pub fn probe(&self) -> Result<(), HsmError> {
        let failing: Vec<String> = {
            let failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
            failing.keys().cloned().collect()
        };
        let found = self.observed("probe", || {
            self.pool.with(true, |open| {
                open.session().get_session_info().map_err(Fault::Module)?;
                for label in &failing {
                    open.key_anew(label)?;
                }
                Ok(())
            })
        });
        if found.is_ok() {
            let mut failing_now = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
            failing_now.retain(|label, _| !failing.contains(label));
        }
        found
    }

    /// Runs one operation on a session, and tells how it went.
    fn observed<T>(
        &self,
        operation: &'static str,
        work: impl FnOnce() -> Result<T, HsmError>,
    ) -> Result<T, HsmError> {
        let watch = store::env::Env::system().stopwatch();
        let outcome = work();
        let word = match &outcome {
            Ok(_) => "done",
            Err(HsmError::Busy) => "busy",
            Err(HsmError::Refused(_) | HsmError::Key { .. }) => "refused",
            Err(HsmError::Away(_) | HsmError::Pin) => "away",
        };
        if let Some(observer) = &*self.observer.load() {
            observer(operation, word, watch.elapsed());
        }
        outcome
    }
}

/// Makes a key of this name for a role, and gives what a key file holds behind the line that names it.
///
/// # Errors
/// The token does not answer, or will not.
pub fn make(
    hsm: &Hsm,
    label: &str,
    rsa: bool,
    role: KeyRole,
    subject: Subject<'_>,
    validity: Validity,
    serial: [u8; 16],
) -> Result<Vec<u8>, HsmError> {
    let what_for = match role {
        KeyRole::SamlEncryption => Use::Open,
        _ => Use::Sign,
    };
    let public = make::pair(hsm, label, rsa, what_for)?;
    let pem = match (role, what_for) {
        (KeyRole::OidcSigning, _) => public.public_key_to_pem().ok(),
        (_, Use::Open) => certificate::of_an_opener(&public, subject, validity, serial),
        (_, Use::Sign) => certificate::self_signed(&public, subject, validity, serial, |tbs| {
            key::sign_certificate(hsm, label, rsa, tbs).ok()
        }),
    };
    pem.ok_or_else(|| HsmError::Refused("its certificate could not be made".to_owned()))
}

fn begin(module: &Pkcs11) -> Result<(), Error> {
    match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
        other => other,
    }
}

fn away(error: &Error) -> HsmError {
    HsmError::Away(error.to_string())
}

/// What a key file says of a key that lies in a token: its label. RFC 7512 §2.3, of which the attributes
/// `object`, `token` and `type` are known.
pub fn named_by(pem: &[u8]) -> Option<Result<KeyName, String>> {
    let text = std::str::from_utf8(pem).ok()?;
    let line = text.lines().find(|line| line.starts_with("pkcs11:"))?;
    Some(KeyName::parse(line.trim()))
}

/// A key's name in a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyName {
    /// `object`.
    pub label: String,
    /// `token`, where it is said.
    pub token: Option<String>,
}

impl KeyName {
    fn parse(uri: &str) -> Result<Self, String> {
        let path = uri.strip_prefix("pkcs11:").unwrap_or_default();
        let (mut label, mut token) = (None, None);
        for attribute in path.split(';').filter(|attribute| !attribute.is_empty()) {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let value = unescaped(value)
                .ok_or_else(|| format!("{attribute}: not an attribute of RFC 7512"))?;
            match name {
                "object" if label.is_none() => label = Some(value),
                "token" if token.is_none() => token = Some(value),
                "type" if value == "private" => {}
                _ => {
                    return Err(format!(
                        "{attribute}: only object, token and type=private are known, each once"
                    ));
                }
            }
        }
        let label = label.ok_or_else(|| "it names no object".to_owned())?;
        Ok(Self { label, token })
    }
}

/// RFC 3986 §2.1.
fn unescaped(text: &str) -> Option<String> {
    let mut octets = Vec::new();
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        if octet == b'%' {
            let digit = |octet: Option<u8>| char::from(octet?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            octets.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            octets.push(octet);
        }
    }
    String::from_utf8(octets).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_named_as_rfc_7512_says() {
        let named = |text: &str| named_by(text.as_bytes());
        let good = KeyName {
            label: "saml signing;1".to_owned(),
            token: Some("landport".to_owned()),
        };
        let uri = "pkcs11:token=landport;object=saml%20signing%3b1;type=private\n-----BEGIN";
        assert_eq!(named(uri), Some(Ok(good)));
        assert_eq!(named("-----BEGIN PRIVATE KEY-----\nx"), None);
        for wrong in [
            "pkcs11:",
            "pkcs11:token=x",
            "pkcs11:object=a;object=b",
            "pkcs11:object=%zz",
            "pkcs11:object=a;pin-value=1234",
            "pkcs11:object=a;type=public",
        ] {
            assert!(matches!(named(wrong), Some(Err(_))), "{wrong}");
        }
    }
}
