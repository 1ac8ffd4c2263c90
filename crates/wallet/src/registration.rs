// SPDX-License-Identifier: EUPL-1.2
//! Registration certificates: what we may ask, as a registrar signed it. ETSI TS 119 475 §5.2;
//! ARF Topic 44. Read when the gateway starts and when one is renewed; wallets verify it anew.

use serde_json::{Map, Value};

use crate::{
    AccessCertificate, CLOCK_SKEW, DcqlQuery, Error, Malformed, Misconfigured, Mismatch,
    dcql::{ClaimQuery, CredentialQuery, Format, Step},
    json,
    jws::Jws,
    trust::{Anchors, RegistrationIssuance},
};

/// A certificate goes into every request by value; a hundred claims have 10 kB.
const MOST_BYTES: usize = 64 * 1024;
/// GEN-5.2.4-08: `exp` at most twelve months after `iat`.
const LONGEST_LIFE: i64 = 366 * 86_400;

/// A registration certificate that a registrar signed. Made only by [`Registration::verify`].
#[derive(Clone, Debug)]
pub struct Registration {
    token: String,
    subject: String,
    intermediary: Option<String>,
    intended_use: Option<String>,
    expires: Option<i64>,
    registered: Vec<Registered>,
}

/// One credential that may be asked for. Table 9.
#[derive(Clone, Debug)]
struct Registered {
    format: Format,
    paths: Vec<Vec<Step>>,
}

impl Registration {
    /// Verifies `rc-wrp+jwt` with a path to a registrar.
    ///
    /// # Errors
    /// The rule that is broken.
    pub fn verify(
        token: &str,
        anchors: &Anchors<RegistrationIssuance>,
        now: i64,
    ) -> Result<Self, Error> {
        let jws = Jws::parse(token, MOST_BYTES)?;
        // The second is that of the German sandbox, from a draft.
        jws.is_of_type(&["rc-wrp+jwt", "rc-rp+jwt"])?;
        jws.has_no_critical(&["sigT", "iat", "x5c"])?;
        let chain = jws.x5c()?;
        let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
        let signer = anchors.signer(&chain, now)?;
        let payload = json::object(&jws.verify(signer.key())?)?;

        let issued = json::time(&payload, "iat")?.ok_or(Malformed::Claim { claim: "iat" })?;
        if issued > now.saturating_add(CLOCK_SKEW) {
            return Err(Mismatch::NotYet { from: issued, now }.into());
        }
        let expires = json::time(&payload, "exp")?;
        if let Some(until) = expires {
            if until <= now {
                return Err(Mismatch::Expired { until, now }.into());
            }
            if until.saturating_sub(issued) > LONGEST_LIFE {
                return Err(Malformed::Claim { claim: "exp" }.into());
            }
        }
        let subject = json::text(&payload, "sub")?.ok_or(Malformed::Claim { claim: "sub" })?;
        let intermediary = match payload.get("intermediary") {
            None => None,
            Some(Value::Object(intermediary)) => Some(
                json::text(intermediary, "sub")?
                    .ok_or(Malformed::Claim {
                        claim: "intermediary",
                    })?
                    .to_owned(),
            ),
            Some(_) => {
                return Err(Malformed::Claim {
                    claim: "intermediary",
                }
                .into());
            }
        };
        Ok(Self {
            token: token.to_owned(),
            subject: subject.to_owned(),
            intermediary,
            intended_use: json::text(&payload, "intended_use_id")?.map(str::to_owned),
            expires,
            registered: registered(&payload)?,
        })
    }

    /// The certificate as it is sent.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// `sub`: who is registered to ask. Of an intermediary it is whom it asks for.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// `intended_use_id`.
    #[must_use]
    pub fn intended_use(&self) -> Option<&str> {
        self.intended_use.as_deref()
    }

    /// `exp`.
    #[must_use]
    pub const fn expires(&self) -> Option<i64> {
        self.expires
    }

    /// Whether it is for who shows this access certificate. GEN-5.1.1-04; for an intermediary
    /// table 10. A wallet refuses the pair otherwise.
    ///
    /// # Errors
    /// [`Misconfigured::RegistrationOfAnother`].
    pub fn is_for(&self, access: &AccessCertificate) -> Result<(), Error> {
        let holder = self.intermediary.as_deref().unwrap_or(&self.subject);
        if access.organization() == Some(holder) {
            Ok(())
        } else {
            Err(Misconfigured::RegistrationOfAnother.into())
        }
    }

    /// Whether all of a query is registered, each credential in its own format: an entry for SD-JWT
    /// VC does not cover the mdoc twin. Attack VP-22.
    ///
    /// # Errors
    /// [`Misconfigured::NotRegistered`], with the first that is not.
    pub fn covers(&self, query: &DcqlQuery) -> Result<(), Error> {
        for credential in query.credentials() {
            self.covers_credential(credential)?;
        }
        Ok(())
    }

    /// Each of the types that are asked for may be registered in an entry of its own.
    fn covers_credential(&self, query: &CredentialQuery) -> Result<(), Error> {
        match query.format() {
            mdoc @ Format::Mdoc { .. } => self.covers_claims(query, mdoc),
            Format::SdJwtVc { types } => types.iter().try_for_each(|vct| {
                let types = vec![vct.clone()];
                self.covers_claims(query, &Format::SdJwtVc { types })
            }),
        }
    }

    fn covers_claims(&self, query: &CredentialQuery, format: &Format) -> Result<(), Error> {
        let of_type: Vec<&Registered> = self
            .registered
            .iter()
            .filter(|r| r.is_of_type(format))
            .collect();
        let missing = |claim: String| Misconfigured::NotRegistered {
            format: query.format().name(),
            claim,
        };
        if of_type.is_empty() {
            return Err(missing("the credential".to_owned()).into());
        }
        let open = |claim: &&ClaimQuery| !of_type.iter().any(|r| r.has(claim.path()));
        match query.claims().iter().find(open) {
            None => Ok(()),
            Some(claim) => Err(missing(written(claim.path())).into()),
        }
    }
}

impl Registered {
    fn parse(credential: &Value) -> Option<Self> {
        let meta = credential.get("meta")?;
        let format = match credential.get("format")?.as_str()? {
            "mso_mdoc" => Format::Mdoc {
                doc_type: meta.get("doctype_value")?.as_str()?.to_owned(),
            },
            "dc+sd-jwt" => Format::SdJwtVc {
                types: meta
                    .get("vct_values")?
                    .as_array()?
                    .iter()
                    .map(|vct| vct.as_str().map(str::to_owned))
                    .collect::<Option<_>>()?,
            },
            _ => return None,
        };
        // Table 9 writes `claim`; the announced correction `claims`.
        let claims = credential.get("claim").or_else(|| credential.get("claims"));
        let paths = claims.and_then(Value::as_array).into_iter().flatten();
        let path = |claim: &Value| -> Option<Vec<Step>> {
            claim
                .get("path")?
                .as_array()?
                .iter()
                .map(Step::parse)
                .collect()
        };
        Some(Self {
            format,
            paths: paths.map(path).collect::<Option<_>>()?,
        })
    }

    fn is_of_type(&self, asked: &Format) -> bool {
        match (&self.format, asked) {
            (Format::Mdoc { doc_type }, Format::Mdoc { doc_type: asked }) => doc_type == asked,
            (Format::SdJwtVc { types }, Format::SdJwtVc { types: asked }) => {
                asked.iter().all(|vct| types.contains(vct))
            }
            _ => false,
        }
    }

    /// A registered claim covers what is inside it.
    fn has(&self, asked: &[Step]) -> bool {
        self.paths
            .iter()
            .any(|path| !path.is_empty() && asked.starts_with(path))
    }
}

/// Formats and types that we do not know cover nothing of ours and are passed over.
fn registered(payload: &Map<String, Value>) -> Result<Vec<Registered>, Error> {
    let claim = "credentials";
    match payload.get(claim) {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list.iter().filter_map(Registered::parse).collect()),
        Some(_) => Err(Malformed::Claim { claim }.into()),
    }
}

fn written(path: &[Step]) -> String {
    let steps: Vec<String> = path
        .iter()
        .map(|step| match step {
            Step::All => "*".to_owned(),
            Step::Index(at) => at.to_string(),
            Step::Name(name) => name.clone(),
        })
        .collect();
    steps.join("/")
}
