// SPDX-License-Identifier: EUPL-1.2
//! A login begins, or begins anew after a refusal: under names that lead to it.

use serde::Serialize;
use store::env::Env;
use store::{Handle, Secret};

use super::time::{LIFETIME_MS, LONGEST_MS, REMEMBERED_MS};
use super::{Login, Spoken, Stage, Tried};
use crate::ask::{Ask, Asker, Levels};
use crate::translate::Refusal;

/// What leads to a login that is about to begin.
#[derive(Clone, Debug)]
pub struct Names {
    /// Its public name, for URLs.
    pub flow: Handle,
    /// The browser's cookie.
    pub secret: Secret,
}

impl Names {
    /// New ones.
    pub fn new(env: &Env) -> Self {
        let now = env.now_ms();
        Self {
            flow: Handle::new(env, now + REMEMBERED_MS),
            secret: Secret::new(env, now + LIFETIME_MS),
        }
    }

    /// They lead to this one.
    pub fn lead_to(self, login: Login) -> Begun {
        let Self { flow, secret } = self;
        Begun {
            flow,
            secret,
            login,
        }
    }
}

/// A new login with the names that lead to it.
#[derive(Debug)]
pub struct Begun {
    /// Its public name, for URLs.
    pub flow: Handle,
    /// The browser's cookie.
    pub secret: Secret,
    /// What is stored.
    pub login: Login,
}

impl Begun {
    /// The same under these names. `None` only when the request cannot be read.
    pub fn under(self, names: Names, env: &Env) -> Option<Self> {
        let ask = self.login.ask.resealed(&self.secret, &names.secret, env)?;
        let binder = names.secret.hash();
        Some(names.lead_to(Login {
            ask,
            binder,
            ..self.login
        }))
    }
}

impl Login {
    /// A login that begins now. `None` only when the request cannot be written down.
    pub fn begin<T: Serialize>(
        asker: Asker,
        levels: Levels,
        asked: &T,
        language: Spoken,
        env: &Env,
    ) -> Option<Begun> {
        Self::begin_as(Names::new(env), asker, levels, asked, language, env)
    }

    /// The same, under names that were made before.
    pub fn begin_as<T: Serialize>(
        names: Names,
        asker: Asker,
        levels: Levels,
        asked: &T,
        language: Spoken,
        env: &Env,
    ) -> Option<Begun> {
        let Names { flow, secret } = names;
        let ask = Ask::new(asker, levels, asked, &secret, env)?;
        let login = Self::new(ask, &secret, language, Stage::Asked, env);
        Some(Begun {
            flow,
            secret,
            login,
        })
    }

    /// The same login after a refusal: a new name and binder, nothing under way.
    ///
    /// What was under way dies with the old name, so that an answer that comes late cannot finish
    /// a login whose person has already decided anew.
    pub fn again(
        &self,
        old: &Secret,
        tried: Tried,
        why: Refusal,
        (reference, reason): (String, Option<String>),
        env: &Env,
    ) -> Option<Begun> {
        let Names { flow, secret } = Names::new(env);
        let ask = self.ask.resealed(old, &secret, env)?;
        let stage = Stage::Refused {
            tried,
            why,
            reference,
            reason,
        };
        let spoken = Spoken {
            language: self.language,
            guessed: self.language_guessed,
        };
        let new = Self::new(ask, &secret, spoken, stage, env);
        let first_began_ms = self.first_begun_ms();
        let login = Self {
            requests: self.requests,
            extended_before: self.extended(),
            first_began_ms,
            expires_ms: new.expires_ms.min(first_began_ms + LONGEST_MS),
            ..new
        };
        Some(Begun {
            flow,
            secret,
            login,
        })
    }

    fn new(ask: Ask, secret: &Secret, spoken: Spoken, stage: Stage, env: &Env) -> Self {
        let now_ms = env.now_ms();
        Self {
            ask,
            binder: secret.hash(),
            expires_ms: now_ms + LIFETIME_MS,
            began_ms: now_ms,
            first_began_ms: now_ms,
            language: spoken.language,
            language_guessed: spoken.guessed,
            stage,
            outstanding: Vec::new(),
            requests: 0,
            extensions: 0,
            extended_before: 0,
            next: None,
        }
    }
}
