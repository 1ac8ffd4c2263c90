// SPDX-License-Identifier: EUPL-1.2
//! The sessions of one token: opened when they are wanted, at most so many, lost and opened again.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cryptoki::context::Pkcs11;
use cryptoki::error::{Error, RvError};
use cryptoki::object::{Attribute, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use store::env::{Env, Stopwatch};
use store::seal::sha256;
use zeroize::Zeroizing;

use super::{HsmError, HsmSettings, away, begin};

/// So long somebody waits for a session: a browser is still patient, and whoever comes behind gets a page.
const PATIENCE: Duration = Duration::from_secs(2);
/// A token that does not answer is asked again so soon.
const AGAIN: Duration = Duration::from_secs(1);

pub(super) struct Pool {
    module: Pkcs11,
    settings: HsmSettings,
    state: Mutex<State>,
    freed: Condvar,
    tries: Tries,
}

#[derive(Default)]
struct State {
    idle: Vec<Open>,
    /// How many there are, those in use too.
    open: usize,
    /// Those of before are lost.
    generation: u64,
    /// Why it does not answer, and since when.
    down: Option<(String, Stopwatch)>,
}

/// A session, with the handles that were found in it.
pub(super) struct Open {
    session: Session,
    keys: BTreeMap<String, ObjectHandle>,
    generation: u64,
}

impl Open {
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// As [`Self::key`], without what was found before.
    pub(super) fn key_anew(&mut self, label: &str) -> Result<ObjectHandle, Fault> {
        self.keys.remove(label);
        self.key(label)
    }

    /// The one private key of this label.
    pub(super) fn key(&mut self, label: &str) -> Result<ObjectHandle, Fault> {
        if let Some(handle) = self.keys.get(label) {
            return Ok(*handle);
        }
        let wanted = [
            Attribute::Class(ObjectClass::PRIVATE_KEY),
            Attribute::Label(label.as_bytes().to_vec()),
        ];
        let found = self.session.find_objects(&wanted)?;
        match found.as_slice() {
            [handle] => {
                self.keys.insert(label.to_owned(), *handle);
                Ok(*handle)
            }
            found => Err(Fault::Hsm(HsmError::Key {
                label: label.to_owned(),
                found: found.len(),
            })),
        }
    }
}

/// What an operation failed by.
pub(super) enum Fault {
    Module(Error),
    Hsm(HsmError),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Module(error)
    }
}

impl Pool {
    pub(super) fn new(module: Pkcs11, settings: &HsmSettings) -> Self {
        Self {
            module,
            settings: settings.clone(),
            state: Mutex::default(),
            freed: Condvar::new(),
            tries: Tries::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn down(&self) -> Option<String> {
        self.state().down.as_ref().map(|(why, _)| why.clone())
    }

    /// One operation. What fails because a session is lost is asked once more in a new one. `any`: every
    /// failure tells of the token; else those that an input may cause do not.
    pub(super) fn with<T>(
        &self,
        any: bool,
        work: impl Fn(&mut Open) -> Result<T, Fault>,
    ) -> Result<T, HsmError> {
        let mut last = String::new();
        for _ in 0..2 {
            let mut open = self.take()?;
            match work(&mut open) {
                Ok(done) => {
                    self.give_back(open);
                    return Ok(done);
                }
                Err(Fault::Module(error)) if is_lost(&error, any) => {
                    last = error.to_string();
                    self.lose(open);
                }
                Err(Fault::Module(error)) => {
                    self.give_back(open);
                    return Err(HsmError::Refused(error.to_string()));
                }
                Err(Fault::Hsm(error)) => {
                    self.give_back(open);
                    return Err(error);
                }
            }
        }
        self.state().down = Some((last.clone(), Env::system().stopwatch()));
        Err(HsmError::Away(last))
    }

    /// An idle session, or a new one, or the next that somebody gives back.
    fn take(&self) -> Result<Open, HsmError> {
        let waiting = Env::system().stopwatch();
        let mut state = self.state();
        loop {
            if let Some(open) = state.idle.pop() {
                return Ok(open);
            }
            // Nobody waits for a device that is known to be away.
            if let Some((why, since)) = &state.down
                && since.elapsed() < AGAIN
            {
                return Err(HsmError::Away(why.clone()));
            }
            if state.open < self.settings.sessions {
                break;
            }
            let left = PATIENCE
                .checked_sub(waiting.elapsed())
                .ok_or(HsmError::Busy)?;
            let waited = self.freed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.open += 1;
        let (generation, alone, was_down) =
            (state.generation, state.open == 1, state.down.is_some());
        if was_down {
            // Whoever comes meanwhile does not ask too.
            let why = state.down.take().map(|(why, _)| why).unwrap_or_default();
            state.down = Some((why, Env::system().stopwatch()));
        }
        drop(state);
        let opened = self.open(was_down && alone);
        let mut state = self.state();
        match opened {
            Ok(session) => {
                state.down = None;
                Ok(Open {
                    session,
                    keys: BTreeMap::new(),
                    generation,
                })
            }
            Err(error) => {
                state.open -= 1;
                if !matches!(error, HsmError::Busy) {
                    state.down = Some((error.to_string(), Env::system().stopwatch()));
                }
                self.freed.notify_one();
                Err(error)
            }
        }
    }

    /// `anew`: it was away and nobody uses it, so the module itself is begun anew first. Some know of a
    /// token only what they saw then.
    fn open(&self, anew: bool) -> Result<Session, HsmError> {
        if anew {
            // It may not have been begun at all.
            let _ = self.module.clone().finalize();
            begin(&self.module).map_err(|error| away(&error))?;
        }
        let slots = self
            .module
            .get_slots_with_initialized_token()
            .map_err(|error| away(&error))?;
        let is_ours = |slot: &cryptoki::slot::Slot| {
            let info = self.module.get_token_info(*slot);
            info.is_ok_and(|info| info.label() == self.settings.token)
        };
        let ours: Vec<_> = slots.into_iter().filter(is_ours).collect();
        let [slot] = ours.as_slice() else {
            return Err(HsmError::Away(format!(
                "{} tokens are called {:?}",
                ours.len(),
                self.settings.token
            )));
        };
        let session = self
            .module
            .open_rw_session(*slot)
            .map_err(|error| match error {
                Error::Pkcs11(RvError::SessionCount, _) => HsmError::Busy,
                error => away(&error),
            })?;
        self.log_in(&session)?;
        Ok(session)
    }

    /// The login counts for every session of the process (PKCS#11 3.1 §5.6.8).
    fn log_in(&self, session: &Session) -> Result<(), HsmError> {
        let file = &self.settings.pin_file;
        let read = std::fs::read(file).map(Zeroizing::new);
        let pin = read.map_err(|error| HsmError::Away(format!("{}: {error}", file.display())))?;
        let pin = std::str::from_utf8(pin.trim_ascii());
        let pin = pin.map_err(|_| HsmError::Away(format!("{} is not UTF-8", file.display())))?;
        self.tries.once(pin, || {
            session.login(UserType::User, Some(&AuthPin::new(pin.into())))
        })
    }

    fn give_back(&self, open: Open) {
        let mut state = self.state();
        if open.generation == state.generation {
            state.idle.push(open);
        } else {
            state.open -= 1;
            drop(state);
            drop(open);
        }
        self.freed.notify_one();
    }

    /// With it all others of its generation are lost.
    fn lose(&self, open: Open) {
        let mut state = self.state();
        state.open -= 1;
        let mut gone = vec![open];
        if gone.iter().any(|open| open.generation == state.generation) {
            state.generation += 1;
            let idle = std::mem::take(&mut state.idle);
            state.open -= idle.len();
            gone.extend(idle);
        }
        drop(state);
        // Closing asks the module too.
        drop(gone);
        self.freed.notify_all();
    }
}

/// The logins of a token, one at a time, and SHA-256 of the PIN that was refused last.
///
/// Attack of chance: a device locks itself after three wrong tries, and only its vendor opens it. A gateway whose PIN is
/// wrong would try for everybody who logs in, and all who want a session at the same moment would at once. Defence: who
/// comes second waits for the first one's answer, and a PIN that was refused is not shown again.
#[derive(Default)]
struct Tries(Mutex<Option<[u8; 32]>>);

impl Tries {
    fn once(&self, pin: &str, login: impl FnOnce() -> Result<(), Error>) -> Result<(), HsmError> {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = sha256(pin.as_bytes());
        if *refused == Some(mark) {
            return Err(HsmError::Pin);
        }
        match login() {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
            Err(Error::Pkcs11(
                RvError::PinIncorrect
                | RvError::PinInvalid
                | RvError::PinLenRange
                | RvError::PinLocked
                | RvError::PinExpired,
                _,
            )) => {
                *refused = Some(mark);
                Err(HsmError::Pin)
            }
            Err(error) => Err(away(&error)),
        }
    }
}

/// Whether it is the session or the device that failed, and not what was asked of it.
///
/// Attack: an input that cannot be opened makes some modules answer "general error"; if that counted, one
/// foreign node could make the gateway begin its token anew at will. So it counts only where the input is
/// ours (`any`).
fn is_lost(error: &Error, any: bool) -> bool {
    let Error::Pkcs11(error, _) = error else {
        return false;
    };
    match error {
        RvError::CryptokiNotInitialized
        | RvError::DeviceError
        | RvError::DeviceMemory
        | RvError::DeviceRemoved
        | RvError::HostMemory
        | RvError::KeyHandleInvalid
        | RvError::ObjectHandleInvalid
        | RvError::OperationActive
        | RvError::SessionClosed
        | RvError::SessionHandleInvalid
        | RvError::SlotIdInvalid
        | RvError::TokenNotPresent
        | RvError::TokenNotRecognized
        | RvError::UserNotLoggedIn => true,
        RvError::FunctionFailed | RvError::GeneralError => any,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use cryptoki::context::Function;

    use super::*;

    /// SoftHSM counts no tries and locks nothing, so a stand-in counts them.
    #[test]
    fn ops_06_a_refused_pin_is_shown_to_the_token_once_whoever_asks() {
        let (tries, shown) = (Tries::default(), AtomicUsize::new(0));
        let answers = |says: RvError| {
            shown.fetch_add(1, Ordering::SeqCst);
            // As long as a device thinks.
            std::thread::sleep(Duration::from_millis(50));
            Err(Error::Pkcs11(says, Function::Login))
        };
        for (n, refusal) in [
            RvError::PinIncorrect,
            RvError::PinInvalid,
            RvError::PinLenRange,
            RvError::PinLocked,
            RvError::PinExpired,
        ]
        .into_iter()
        .enumerate()
        {
            let pin = format!("wrong {n}");
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        let said = tries.once(&pin, || answers(refusal));
                        assert!(matches!(said, Err(HsmError::Pin)), "{refusal}");
                    });
                }
            });
            assert_eq!(shown.swap(0, Ordering::SeqCst), 1, "{refusal}");
        }
        // What tells nothing of the PIN forbids no second try, and another PIN is another.
        for _ in 0..2 {
            let said = tries.once("right", || answers(RvError::DeviceError));
            assert!(matches!(said, Err(HsmError::Away(_))));
        }
        tries.once("right", || Ok(())).unwrap();
        tries
            .once("right", || answers(RvError::UserAlreadyLoggedIn))
            .unwrap();
        assert_eq!(shown.load(Ordering::SeqCst), 3);
    }
}
