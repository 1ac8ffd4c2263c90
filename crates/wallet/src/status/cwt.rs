// SPDX-License-Identifier: EUPL-1.2
//! Lists in CWT form, which providers of mdocs write: a Status List Token (Token Status List §5.2), or an
//! identifier list (18013-5 ed. 2 §12.3.6.4), which names what is revoked. RFC 8392.

use super::{Claims, Entries, MOST_TOKEN_OCTETS, StatusList};
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
const IDENTIFIER_LIST: i64 = 65_530;
/// Most items of a list, two for each identifier: 65,000 revoked, which take 10 MB while they are read. A
/// status list has a dozen.
const MOST_ITEMS: u32 = 128 * 1024;

impl StatusList {
    /// Verifies a list in CWT form, of either kind, as it was fetched from `uri`. `previous` is the list
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
        let most = (MOST_TOKEN_OCTETS, MOST_ITEMS);
        let token = cbor::read_at_most(most, token)?;
        let sign1 = Sign1::read(token.tagged(SIGN1).unwrap_or(&token))?;
        // Attack: another CWT of the same signer.
        let entries = match sign1.typ() {
            Some(Typ::MediaType("application/statuslist+cwt")) => statuses,
            Some(Typ::MediaType("application/identifierlist+cwt")) => identifiers,
            _ => return Err(Untrusted::Type.into()),
        };
        let signer = anchors.signer(sign1.chain(), now)?;
        let payload = sign1.verify(signer.key())?;
        let payload = cbor::read_at_most(most, payload)?;
        let claims = claims(&payload, entries(&payload)?)?;
        Self::read(claims, signer, uri, previous, now)
    }
}

fn wrong(claim: &'static str) -> Error {
    Malformed::Claim { claim }.into()
}

/// `StatusList`. Token Status List §4.2.
fn statuses(payload: &Item<'_>) -> Result<Entries, Error> {
    let list = payload.label(STATUS_LIST);
    let list = list.ok_or_else(|| wrong("status_list"))?;
    let bits = list.member("bits").and_then(Item::unsigned);
    let lst = list.member("lst").and_then(Item::bytes);
    let bits = bits.ok_or_else(|| wrong("bits"))?;
    Entries::statuses(bits, lst.ok_or_else(|| wrong("lst"))?)
}

/// `IdentifierList`: a map from the identifiers of what is revoked. What it says of each is reserved.
fn identifiers(payload: &Item<'_>) -> Result<Entries, Error> {
    let wrong = || wrong("identifier_list");
    // "The StatusList claim shall not be present." Attack: a token that is read as the other kind.
    let list = match payload.label(STATUS_LIST) {
        None => payload.label(IDENTIFIER_LIST).ok_or_else(wrong)?,
        Some(_) => return Err(wrong()),
    };
    let identifiers = list.member("identifiers").and_then(Item::map);
    let identifiers = identifiers.ok_or_else(wrong)?.iter();
    let identifiers = identifiers.map(|(identifier, _)| identifier.bytes().map(<[u8]>::to_vec));
    let identifiers: Option<Vec<Vec<u8>>> = identifiers.collect();
    let mut identifiers = identifiers.ok_or_else(wrong)?;
    identifiers.sort_unstable();
    Ok(Entries::Identifiers(identifiers.into()))
}

fn claims(payload: &Item<'_>, entries: Entries) -> Result<Claims, Error> {
    let time = |label, claim| {
        let time = payload.label(label).map(|time| time.unsigned());
        let time = time.map(|time| time.and_then(|time| i64::try_from(time).ok()));
        time.map(|time| time.ok_or_else(|| wrong(claim)))
            .transpose()
    };
    let subject = payload.label(SUB).and_then(Item::text);
    Ok(Claims {
        subject: subject.ok_or_else(|| wrong("sub"))?.to_owned(),
        issued: time(IAT, "iat")?.ok_or_else(|| wrong("iat"))?,
        expires: time(EXP, "exp")?,
        ttl: time(TTL, "ttl")?,
        entries,
    })
}
