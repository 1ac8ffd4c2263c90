// SPDX-License-Identifier: EUPL-1.2
//! The raw operations, by the same OpenSSL in the same run: what a login must cost.

use std::fmt::Write as _;
use std::time::Duration;

use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::encrypt::{Decrypter, Encrypter};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{Signer, Verifier};

use rustix::time::{ClockId, clock_gettime};

use crate::{Outcome, median};

/// The kind of a client's key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ec,
    Rsa,
}

/// A key of this kind.
pub(crate) fn key(kind: Kind) -> Outcome<PKey<Private>> {
    Ok(match kind {
        Kind::Rsa => PKey::from_rsa(Rsa::generate(3072)?)?,
        Kind::Ec => {
            let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
            PKey::from_ec_key(EcKey::generate(&group)?)?
        }
    })
}

type Operation = Box<dyn Fn() -> Outcome<()>>;

/// Operations by name, with the CPU seconds of each measurement.
pub(crate) struct Raw {
    operations: Vec<(&'static str, Operation, Vec<f64>)>,
}

impl Raw {
    pub(crate) fn new() -> Outcome<Self> {
        let (ec, other, rsa) = (key(Kind::Ec)?, key(Kind::Ec)?, key(Kind::Rsa)?);
        let digest = [7_u8; 32];
        let signature = EcdsaSig::sign(&digest, &*ec.ec_key()?)?;
        let mut signer = Signer::new(MessageDigest::sha256(), &rsa)?;
        let rsa_signature = signer.sign_oneshot_to_vec(&digest)?;
        let mut encrypter = Encrypter::new(&rsa)?;
        encrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
        let mut wrapped = vec![0; encrypter.encrypt_len(&digest)?];
        let n = encrypter.encrypt(&digest, &mut wrapped)?;
        wrapped.truncate(n);
        let verify_key = ec.ec_key()?;
        let sign_key = ec.ec_key()?;
        let (rsa_sign, rsa_verify, rsa_open) = (rsa.clone(), rsa.clone(), rsa.clone());
        let operations: Vec<(&'static str, Operation)> = vec![
            (
                "P-256 verify",
                Box::new(move || {
                    signature
                        .verify(&digest, &verify_key)
                        .map(drop)
                        .map_err(Into::into)
                }),
            ),
            (
                "P-256 sign",
                Box::new(move || {
                    EcdsaSig::sign(&digest, &sign_key)
                        .map(drop)
                        .map_err(Into::into)
                }),
            ),
            (
                "P-256 ECDH",
                Box::new(move || {
                    let mut deriver = Deriver::new(&ec)?;
                    deriver.set_peer(&other)?;
                    deriver.derive_to_vec()?;
                    Ok(())
                }),
            ),
            (
                "RSA-3072 verify",
                Box::new(move || {
                    let mut verifier = Verifier::new(MessageDigest::sha256(), &rsa_verify)?;
                    verifier.verify_oneshot(&rsa_signature, &digest)?;
                    Ok(())
                }),
            ),
            (
                "RSA-3072 sign",
                Box::new(move || {
                    let mut signer = Signer::new(MessageDigest::sha256(), &rsa_sign)?;
                    signer.sign_oneshot_to_vec(&digest)?;
                    Ok(())
                }),
            ),
            (
                "RSA-3072 OAEP decrypt",
                Box::new(move || {
                    let mut decrypter = Decrypter::new(&rsa_open)?;
                    decrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
                    let mut plain = vec![0; decrypter.decrypt_len(&wrapped)?];
                    decrypter.decrypt(&wrapped, &mut plain)?;
                    Ok(())
                }),
            ),
        ];
        let operations = operations
            .into_iter()
            .map(|(name, run)| (name, run, Vec::new()))
            .collect();
        Ok(Self { operations })
    }

    /// Each operation for a third of a second of CPU.
    pub(crate) fn measure(&mut self) -> Outcome<()> {
        for (_, run, measured) in &mut self.operations {
            measured.push(timed(run)?);
        }
        Ok(())
    }

    /// V at this moment, in seconds.
    pub(crate) fn v(&mut self) -> Outcome<f64> {
        let (_, run, measured) = self.operations.first_mut().ok_or("no operation")?;
        let v = timed(run)?;
        measured.push(v);
        Ok(v)
    }

    /// What an operation costs, in V.
    pub(crate) fn cost(&self, name: &str) -> Outcome<f64> {
        Ok(self.seconds(name)? / self.seconds("P-256 verify")?)
    }

    /// The median, in seconds.
    pub(crate) fn seconds(&self, name: &str) -> Outcome<f64> {
        let found = self.operations.iter().find(|(known, ..)| *known == name);
        let (_, _, measured) = found.ok_or("no such operation")?;
        Ok(median(measured.iter().copied()))
    }

    /// What a login needs, in V: two client assertions and the node's message verified (one more for a
    /// signed assertion), our request and the ID token signed, the content key opened.
    pub(crate) fn bound(&self, rsa: bool, inner_signature: bool) -> Outcome<f64> {
        let (verify, sign, open) = if rsa {
            ("RSA-3072 verify", "RSA-3072 sign", "RSA-3072 OAEP decrypt")
        } else {
            ("P-256 verify", "P-256 sign", "P-256 ECDH")
        };
        let verified = if inner_signature { 4.0 } else { 3.0 };
        Ok(verified * self.cost(verify)? + 2.0 * self.cost(sign)? + self.cost(open)?)
    }

    /// The other direction: the connector's question and the e-ID's token verified, our proof at
    /// the e-ID (by ES256; with RSA the e-ID takes a secret) and our answer signed, a content key
    /// wrapped for the connector. Wrapping with a fresh P-256 key takes one multiplication of the
    /// base point, as signing does, and one agreement; wrapping by RSA costs what verifying does.
    pub(crate) fn bound_abroad(&self, rsa: bool) -> Outcome<f64> {
        if rsa {
            return Ok(3.0 * self.cost("RSA-3072 verify")? + self.cost("RSA-3072 sign")?);
        }
        Ok(2.0 + 3.0 * self.cost("P-256 sign")? + self.cost("P-256 ECDH")?)
    }

    pub(crate) fn table(&self) -> Outcome<String> {
        let v = self.seconds("P-256 verify")?;
        let mut text = String::new();
        for (name, _, measured) in &self.operations {
            let (median, mut sorted) = (self.seconds(name)?, measured.clone());
            sorted.sort_by(f64::total_cmp);
            writeln!(
                text,
                "{name:<22} {:8.1} us = {:6.2} V   (lowest {:.1}, highest {:.1} us of {})",
                median * 1e6,
                median / v,
                sorted.first().unwrap_or(&0.0) * 1e6,
                sorted.last().unwrap_or(&0.0) * 1e6,
                sorted.len()
            )?;
        }
        Ok(text)
    }
}

/// CPU seconds of one operation, from a third of a second of this thread.
fn timed(run: &Operation) -> Outcome<f64> {
    let now = || -> Outcome<f64> {
        let at = clock_gettime(ClockId::ThreadCPUTime);
        Ok(Duration::new(at.tv_sec.try_into()?, at.tv_nsec.try_into()?).as_secs_f64())
    };
    let (before, mut times, mut spent) = (now()?, 0_u32, 0.0);
    while spent < 0.33 {
        for _ in 0..50 {
            run()?;
        }
        times += 50;
        spent = now()? - before;
    }
    Ok(spent / f64::from(times))
}
