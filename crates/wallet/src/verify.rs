// SPDX-License-Identifier: EUPL-1.2
//! The one door: a VP Token, what was asked, whom to believe and what is revoked go in; a proof of
//! who holds which PID comes out. OpenID4VP §8.6.
//!
//! Order of the steps: is it the credential that was asked for; is it genuine, in its format's own
//! order; are the claims there; is its provider of the country that it says; is it not revoked.

use crate::{
    Error, Mismatch, Pid,
    dcql::{CredentialQuery, DcqlQuery, Format},
    iso_mdoc::Exchange,
    mdoc::{self, ExpectedMdoc, MsoStatus},
    response::VpToken,
    sd_jwt,
    session_transcript::{EncryptedTo, SessionTranscript},
    status::{NotRevoked, StatusPolicy, StatusReference, Statuses},
    trust::{Anchors, PidIssuance, Provenance, Signer, listed_country},
};

/// What was asked, as it was kept with the request. Nothing of it comes from the wallet.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// What was asked.
    pub query: &'a DcqlQuery,
    /// `nonce` of the request.
    pub nonce: &'a str,
    /// Whom the holder must have meant.
    pub recipient: Recipient<'a>,
    /// What becomes of a credential whose status cannot be known.
    pub status: StatusPolicy,
}

/// Whom the holder must have meant: attack WV-03, a relay by somebody who asks in our place.
#[derive(Clone, Copy, Debug)]
pub enum Recipient<'a> {
    /// The page of an origin, through the Digital Credentials API. OpenID4VP A.4: of signed requests
    /// too.
    Origin {
        /// The origin, as a browser writes it.
        origin: &'a str,
        /// To what the answer was encrypted.
        encrypted_to: EncryptedTo<'a>,
    },
    /// The verifier of a client identifier, at its `response_uri`.
    Verifier {
        /// The whole client identifier.
        client_id: &'a str,
        /// `response_uri`.
        response_uri: &'a str,
        /// To what the answer was encrypted.
        encrypted_to: EncryptedTo<'a>,
    },
}

/// Who holds a PID, proven to this request, now. Made only by [`verify`] and
/// [`verify_iso_mdoc`].
#[derive(Clone, Debug)]
pub struct VerifiedPresentation {
    pid: Pid,
    query: String,
    provenance: Provenance,
    credential_type: String,
}

impl VerifiedPresentation {
    /// What is proven about the person: of what was asked.
    #[must_use]
    pub const fn pid(&self) -> &Pid {
        &self.pid
    }

    /// The same, taken out.
    #[must_use]
    pub fn into_pid(self) -> Pid {
        self.pid
    }

    /// The id of the query that it answers.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// By whose word: to be asked again before anything is released
    /// ([`Anchors::still_trust`]).
    #[must_use]
    pub const fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// `vct`, or the document type.
    #[must_use]
    pub fn credential_type(&self) -> &str {
        &self.credential_type
    }
}

/// Verifies an answer.
///
/// # Errors
/// The first rule that is broken. [`Untrusted::StatusUnknown`](crate::Untrusted::StatusUnknown)
/// names a list that is not held, [`Untrusted::StatusIndex`](crate::Untrusted::StatusIndex) one that may be
/// longer by now: it may be fetched, since an issuer of the anchors vouched for its address, and the answer verified again.
pub fn verify(
    answer: &VpToken,
    expected: &Expected<'_>,
    anchors: &Anchors<PidIssuance>,
    statuses: &Statuses,
    now: i64,
) -> Result<VerifiedPresentation, Error> {
    let ids: Vec<&str> = answer
        .presentations()
        .iter()
        .map(|(id, _)| id.as_str())
        .collect();
    expected.query.is_answered_by(&ids)?;
    // One person a login. Attack VP-19: the PID of one and the attestation of another.
    let [(id, presentation)] = answer.presentations() else {
        return Err(Mismatch::Query("more than one presentation").into());
    };
    let query = expected.query.credential(id)?;
    let genuine = Genuine::of(presentation, query, expected, anchors, now)?;
    genuine.presented(id, statuses, expected.status, now)
}

/// What was asked over `org-iso-mdoc`, as it was kept with the request.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedIsoMdoc<'a> {
    /// What was asked.
    pub query: &'a DcqlQuery,
    /// `id` of the credential of the query that the request was made of.
    pub credential: &'a str,
    /// Nonce, key and origin of the request.
    pub exchange: Exchange<'a>,
    /// What becomes of a credential whose status cannot be known.
    pub status: StatusPolicy,
}

/// Verifies an answer over `org-iso-mdoc`: `response` as the page got it. 18013-7 Annex C.
///
/// # Errors
/// As [`verify`].
pub fn verify_iso_mdoc(
    response: &str,
    expected: &ExpectedIsoMdoc<'_>,
    anchors: &Anchors<PidIssuance>,
    statuses: &Statuses,
    now: i64,
) -> Result<VerifiedPresentation, Error> {
    let id = expected.credential;
    expected.query.is_answered_by(&[id])?;
    let query = expected.query.credential(id)?;
    let Format::Mdoc { doc_type } = query.format() else {
        return Err(Mismatch::Query("not a query for an mdoc").into());
    };
    let device_response = expected.exchange.open(response)?;
    let transcript = expected.exchange.session_transcript();
    let holder = ExpectedMdoc {
        doc_type,
        session_transcript: &transcript,
    };
    let genuine = Genuine::of_device_response(&device_response, query, &holder, anchors, now)?;
    genuine.presented(id, statuses, expected.status, now)
}

/// A credential that its format's verifier has proven, whichever it was.
struct Genuine {
    pid: Pid,
    signer: Signer,
    credential_type: String,
    validity: (i64, i64),
    status: Option<StatusReference>,
}

impl Genuine {
    fn of(
        presentation: &str,
        query: &CredentialQuery,
        expected: &Expected<'_>,
        anchors: &Anchors<PidIssuance>,
        now: i64,
    ) -> Result<Self, Error> {
        match query.format() {
            Format::SdJwtVc { types } => {
                Self::of_sd_jwt(presentation, query, types, expected, anchors, now)
            }
            Format::Mdoc { doc_type } => {
                Self::of_mdoc(presentation, query, doc_type, expected, anchors, now)
            }
        }
    }

    fn of_sd_jwt(
        presentation: &str,
        query: &CredentialQuery,
        types: &[String],
        expected: &Expected<'_>,
        anchors: &Anchors<PidIssuance>,
        now: i64,
    ) -> Result<Self, Error> {
        let audience = match expected.recipient {
            Recipient::Origin { origin, .. } => format!("origin:{origin}"),
            Recipient::Verifier { client_id, .. } => client_id.to_owned(),
        };
        let holder = sd_jwt::Expected {
            audience: &audience,
            nonce: expected.nonce,
            types,
        };
        let verified = sd_jwt::verify(presentation, &holder, anchors, now)?;
        query.is_answered_by_claims(verified.claims())?;
        Ok(Self {
            pid: verified.pid(query)?,
            credential_type: verified.credential_type().to_owned(),
            validity: verified.validity(),
            status: verified.status().cloned(),
            signer: verified.signer().clone(),
        })
    }
    fn of_mdoc(
        presentation: &str,
        query: &CredentialQuery,
        doc_type: &str,
        expected: &Expected<'_>,
        anchors: &Anchors<PidIssuance>,
        now: i64,
    ) -> Result<Self, Error> {
        let nonce = expected.nonce;
        let transcript = match expected.recipient {
            Recipient::Origin {
                origin,
                encrypted_to,
            } => SessionTranscript::openid4vp_dc_api(origin, nonce, encrypted_to),
            Recipient::Verifier {
                client_id,
                response_uri,
                encrypted_to,
            } => SessionTranscript::openid4vp(client_id, nonce, encrypted_to, response_uri),
        };
        let holder = ExpectedMdoc {
            doc_type,
            session_transcript: &transcript,
        };
        Self::of_device_response(&mdoc::decode(presentation)?, query, &holder, anchors, now)
    }

    fn of_device_response(
        device_response: &[u8],
        query: &CredentialQuery,
        holder: &ExpectedMdoc<'_>,
        anchors: &Anchors<PidIssuance>,
        now: i64,
    ) -> Result<Self, Error> {
        let verified = mdoc::verify(device_response, holder, anchors, now)?;
        query.is_answered_by_elements(|namespace, element| {
            verified.element(namespace, element).is_some()
        })?;
        let status = match verified.status() {
            MsoStatus::Absent => None,
            MsoStatus::IdentifierList { uri, identifier } => {
                Some(StatusReference::of_identifier(uri, identifier)?)
            }
            MsoStatus::StatusList { uri, index } => Some(StatusReference::new(uri, *index)?),
        };
        let validity = verified.validity();
        Ok(Self {
            credential_type: verified.doc_type().to_owned(),
            validity: (validity.from, validity.until),
            status,
            signer: verified.signer().clone(),
            pid: verified
                .only(|ns, id| query.asks_for_element(ns, id))
                .pid()?,
        })
    }

    /// The last two steps.
    fn presented(
        self,
        query: &str,
        statuses: &Statuses,
        policy: StatusPolicy,
        now: i64,
    ) -> Result<VerifiedPresentation, Error> {
        // Attacks VP-28, WV-11: the provider of one country says that it is another's.
        let country = self.signer.country();
        let claimed = self.pid.issuing_country.as_deref();
        if claimed.is_some_and(|claimed| listed_country(claimed) != country) {
            return Err(Mismatch::IssuingCountry {
                provider: country.to_owned(),
            }
            .into());
        }
        let _not_revoked = NotRevoked::of(
            self.status.as_ref(),
            self.validity,
            &self.signer,
            statuses,
            policy,
            now,
        )?;
        Ok(VerifiedPresentation {
            pid: self.pid,
            query: query.to_owned(),
            provenance: self.signer.provenance().clone(),
            credential_type: self.credential_type,
        })
    }
}
