// SPDX-License-Identifier: EUPL-1.2
//! Loads keys whose private half lies in a token, and tries each once.

use std::path::Path;
use std::sync::Arc;

use oidc::jose::{Algorithm, Jwk};
use openssl::pkey::{Id, PKey};
use xmlsec::{Certificate, DecryptionKey as _};

use super::KeyProblem;
use super::hsm::{Hsm, HsmError, HsmKey, HsmSigner, KeyName};
use super::kept::{JsonKey, SamlKey};
use super::load::Loader;

impl Loader {
    pub(super) fn saml_in_token(
        &mut self,
        file: &Path,
        named: Result<KeyName, String>,
        chain: &[u8],
    ) -> Option<SamlKey> {
        let (hsm, label) = self.token(file, named)?;
        let chain = Certificate::chain_from_pem(chain).unwrap_or_default();
        let Some(key) = HsmKey::new(hsm, label, chain) else {
            let remedy = "Put the certificate of the key behind the line that names it";
            self.wrong(file, "holds no certificate".to_owned(), remedy.to_owned());
            return None;
        };
        if !self.takes(file, key.certificate()) {
            return None;
        }
        let tried = match self.role {
            "saml_encryption" => key.try_opening(),
            _ => key.try_signing(),
        };
        self.tried(file, tried).then_some(SamlKey::Token(key))
    }

    pub(super) fn json_in_token(
        &mut self,
        file: &Path,
        named: Result<KeyName, String>,
        pem: &[u8],
    ) -> Option<JsonKey> {
        let (hsm, label) = self.token(file, named)?;
        let begin = b"-----BEGIN PUBLIC KEY-----";
        let public = pem.windows(begin.len()).position(|at| at == begin);
        let public = public.and_then(|at| PKey::public_key_from_pem(pem.get(at..)?).ok());
        let algorithm = public.as_ref().and_then(|key| match key.id() {
            Id::RSA if key.bits() >= 2048 => Some(Algorithm::Rs256),
            Id::EC if key.bits() == 256 => Some(Algorithm::Es256),
            _ => None,
        });
        let jwk = public.as_ref().zip(algorithm);
        let jwk = jwk.and_then(|(key, algorithm)| Jwk::from_openssl(key, algorithm).ok());
        let (Some(public), Some(algorithm), Some(jwk)) = (public, algorithm, jwk) else {
            let what = "holds no public key for RS256 or ES256".to_owned();
            let remedy = "Put the public key (BEGIN PUBLIC KEY) behind the line that names the key";
            self.wrong(file, what, remedy.to_owned());
            return None;
        };
        let kid = jwk.thumbprint();
        let key = HsmSigner::new(hsm, label, algorithm, jwk.named(&kid));
        let tried = key.try_signing(&public);
        self.tried(file, tried).then_some(JsonKey::Token(key))
    }

    fn token(&mut self, file: &Path, named: Result<KeyName, String>) -> Option<(Arc<Hsm>, String)> {
        let known = self.pkcs11.clone();
        let outcome = named.and_then(|name| {
            let settings = known.ok_or("there is no [pkcs11] that says which token")?;
            if name.token.is_some_and(|token| token != settings.token) {
                return Err(format!("[pkcs11] names the token {:?}", settings.token));
            }
            let hsm = Hsm::open(&settings).map_err(|error| error.to_string())?;
            Ok((hsm, name.label))
        });
        match outcome {
            Ok((hsm, label)) => {
                self.hsm = Some(Arc::clone(&hsm));
                self.in_token.insert(self.role);
                Some((hsm, label))
            }
            Err(why) => {
                let what = format!("names a key in a token: {why}");
                let remedy =
                    "Write pkcs11:object=LABEL, and [pkcs11] with module, token and pin_file";
                self.wrong(file, what, remedy.to_owned());
                None
            }
        }
    }

    /// A token that is away keeps nobody from starting: its keys are used when it is back. One that
    /// answers and does not do what the role wants does.
    fn tried(&mut self, file: &Path, outcome: Result<(), HsmError>) -> bool {
        let (what, away) = match outcome {
            Ok(()) => return true,
            Err(error @ (HsmError::Away(_) | HsmError::Busy | HsmError::Pin)) => {
                (error.to_string(), true)
            }
            Err(error) => (error.to_string(), false),
        };
        let remedy = "docs/operations.md tells what a token must be able to do".to_owned();
        match away {
            true => self.untried.push(KeyProblem {
                role: self.role,
                file: file.to_owned(),
                what,
                remedy,
            }),
            false => self.wrong(file, what, remedy),
        }
        away
    }
}
