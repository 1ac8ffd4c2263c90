// SPDX-License-Identifier: EUPL-1.2
//! A Status List Token in CWT form, which providers of mdocs write. Token Status List §5.2; RFC 8392.

use super::{Claims, MOST_TOKEN_OCTETS, StatusList};
use crate::{
    Error, Malformed, Untrusted,
    cbor::{self, Item},
    cose::{Sign1, Typ},
    trust::{Anchors, PidRevocation},
};

/// Tag of a `COSE_Sign1`. RFC 9052 §2.
const SIGN1: u64 = 18;
/// Claims. RFC 8392 §4; Token Status List §5.2.
const SUB: i64 = 2;
const EXP: i64 = 4;
const IAT: i64 = 6;
const TTL: i64 = 65_534;
const STATUS_LIST: i64 = 65_533;

impl StatusList {
    /// Verifies a Status List Token in CWT form as it was fetched from `uri`. `previous` is the list
    /// held for it, which an older one may not replace.
    ///
    /// # Errors
    /// The rule that is broken.
    pub fn verify_cwt(
        token: &[u8],
        uri: &str,
        previous: Option<&Self>,
        anchors: &Anchors<PidRevocation>,
        now: i64,
    ) -> Result<Self, Error> {
        let token = cbor::read_at_most(MOST_TOKEN_OCTETS, token)?;
        let sign1 = Sign1::read(token.tagged(SIGN1).unwrap_or(&token))?;
        // "The typ … application/statuslist+cwt". Attack: another CWT of the same signer.
        if sign1.typ() != Some(Typ::MediaType("application/statuslist+cwt")) {
            return Err(Untrusted::Type.into());
        }
        let signer = anchors.signer(sign1.chain(), now)?;
        let payload = sign1.verify(signer.key())?;
        let payload = cbor::read_at_most(MOST_TOKEN_OCTETS, payload)?;
        Self::read(&claims(&payload)?, signer, uri, previous, now)
    }
}

fn claims(payload: &Item<'_>) -> Result<Claims, Error> {
    let wrong = |claim| Error::from(Malformed::Claim { claim });
    let time = |label, claim| {
        let time = payload.label(label).map(|time| time.unsigned());
        let time = time.map(|time| time.and_then(|time| i64::try_from(time).ok()));
        time.map(|time| time.ok_or_else(|| wrong(claim)))
            .transpose()
    };
    let list = payload.label(STATUS_LIST);
    let list = list.ok_or_else(|| wrong("status_list"))?;
    let bits = list.member("bits").and_then(Item::unsigned);
    let lst = list.member("lst").and_then(Item::bytes);
    let subject = payload.label(SUB).and_then(Item::text);
    Ok(Claims {
        subject: subject.ok_or_else(|| wrong("sub"))?.to_owned(),
        issued: time(IAT, "iat")?.ok_or_else(|| wrong("iat"))?,
        expires: time(EXP, "exp")?,
        ttl: time(TTL, "ttl")?,
        bits: bits.ok_or_else(|| wrong("bits"))?,
        list: lst.ok_or_else(|| wrong("lst"))?.to_owned(),
    })
}
