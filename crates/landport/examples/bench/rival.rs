// SPDX-License-Identifier: EUPL-1.2
//! dex, and the SAML identity provider it asks: what another gateway pays for a login.
//!
//! It does less: no encryption, a request that nobody signed, no PAR, no userinfo, nothing on disk.
//! Its SAML library takes ECDSA signatures only in the encoding of X.509, which XML Signature 1.1
//! §6.4.3 does not mean; so does this identity provider, so that all keys can be P-256.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as B64};
use openssl::asn1::Asn1Time;
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::sha::sha256;
use openssl::x509::{X509, X509NameBuilder};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::process::Process;
use crate::raw::{Kind, key};
use crate::walk::{CALLBACK, Walker, between, pairs, posted_form, random};
use crate::{Outcome, rival_port, wait, wire};

/// The built program, and whom it believes.
pub(crate) struct Rival {
    binary: PathBuf,
    key: PKey<Private>,
    certificate: X509,
    file: PathBuf,
}

impl Rival {
    pub(crate) fn new(binary: PathBuf, directory: &Path) -> Outcome<Self> {
        let key = key(Kind::Ec)?;
        let certificate = certificate(&key)?;
        let file = directory.join("rival-idp.pem");
        std::fs::write(&file, certificate.to_pem()?)?;
        Ok(Self {
            binary,
            key,
            certificate,
            file,
        })
    }

    /// Starts it and waits until it answers.
    pub(crate) fn start(&self) -> Outcome<Process> {
        let (address, issuer) = (format!("127.0.0.1:{}", rival_port()), issuer());
        let file = self.file.to_str().ok_or("a directory in UTF-8")?;
        let process = Process::start(&self.binary, &[&address, &issuer, file])?;
        let discovery = format!("{issuer}/.well-known/openid-configuration");
        wait(Duration::from_secs(20), || {
            wire::get(rival_port(), &discovery).is_ok_and(|(status, _)| status == 200)
        })?;
        Ok(process)
    }

    /// A whole login; an error unless there is an ID token at the end.
    pub(crate) fn walk(&self, walker: &mut Walker) -> Outcome<()> {
        let (issuer, verifier, state) = (issuer(), random()?, random()?);
        let query = Serializer::new(String::new())
            .extend_pairs(pairs(&[
                ("client_id", "bench"),
                ("response_type", "code"),
                ("redirect_uri", CALLBACK),
                ("scope", "openid profile"),
                ("state", &state),
                ("nonce", &random()?),
                ("code_challenge", &B64.encode(sha256(verifier.as_bytes()))),
                ("code_challenge_method", "S256"),
            ]))
            .finish();
        walker.forget();
        let (at, page) = walker.follow(format!("{issuer}/auth?{query}"))?;
        let (_, form) = posted_form(&page.body, &at)?;
        let named = |name: &str| {
            let found = form.iter().find(|(known, _)| known == name);
            found
                .map(|(_, value)| value.as_str())
                .ok_or_else(|| format!("no {name} at {at}"))
        };
        let request = String::from_utf8(STANDARD.decode(named("SAMLRequest")?)?)?;
        let id = between(&request, "ID=\"", "\"").ok_or("a request without ID")?;
        let form = pairs(&[
            ("SAMLResponse", &STANDARD.encode(self.response(id)?)),
            ("RelayState", named("RelayState")?),
        ]);
        let mut to = walker.post(&format!("{issuer}/callback"), &form)?.location;
        if let Some(url) = &to
            && !url.starts_with(CALLBACK)
        {
            let url = Url::parse(&issuer)?.join(url)?.to_string();
            to = Some(walker.follow(url)?.0);
        }
        let back = Url::parse(&to.ok_or("dex shows a page")?)?;
        let code = back.query_pairs().find(|(name, _)| name == "code");
        let (_, code) = code.ok_or_else(|| format!("no code: {back}"))?;
        let form = pairs(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", &verifier),
            ("client_id", "bench"),
            ("client_secret", "bench-secret"),
        ]);
        let tokens = walker.post(&format!("{issuer}/token"), &form)?;
        let tokens: Value = serde_json::from_str(&tokens.body)?;
        tokens["id_token"]
            .as_str()
            .map(drop)
            .ok_or_else(|| format!("token: {tokens}").into())
    }

    /// A signed Response with four attributes, as a European node sends them. It is written in
    /// canonical form (Exclusive XML Canonicalization 1.0), so that what is hashed is what is sent.
    fn response(&self, request: &str) -> Outcome<String> {
        let (id, callback) = (format!("_{}", random()?), format!("{}/callback", issuer()));
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let (issued, until) = (instant(now)?, instant(now + 300)?);
        let mut attributes = String::new();
        for (name, value) in [
            ("PersonIdentifier", "FR/NO/1234567890"),
            ("name", "Camille Exemple"),
            ("email", "camille@example.org"),
            ("DateOfBirth", "1980-01-01"),
        ] {
            write!(
                attributes,
                "<saml:Attribute Name=\"{name}\"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"
            )?;
        }
        let head = format!(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" Destination=\"{callback}\" \
             ID=\"{id}\" InResponseTo=\"{request}\" IssueInstant=\"{issued}\" Version=\"2.0\">\
             <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">http://idp.localhost</saml:Issuer>"
        );
        let tail = format!(
            "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></samlp:StatusCode>\
             </samlp:Status><saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{id}a\" \
             IssueInstant=\"{issued}\" Version=\"2.0\"><saml:Issuer>http://idp.localhost</saml:Issuer>\
             <saml:Subject><saml:NameID>FR/NO/1234567890</saml:NameID><saml:SubjectConfirmation \
             Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData \
             InResponseTo=\"{request}\" NotOnOrAfter=\"{until}\" Recipient=\"{callback}\">\
             </saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>\
             <saml:Conditions NotBefore=\"{issued}\" NotOnOrAfter=\"{until}\"><saml:AudienceRestriction>\
             <saml:Audience>{callback}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
             <saml:AuthnStatement AuthnInstant=\"{issued}\"><saml:AuthnContext><saml:AuthnContextClassRef>\
             http://eidas.europa.eu/LoA/substantial</saml:AuthnContextClassRef></saml:AuthnContext>\
             </saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement>\
             </saml:Assertion></samlp:Response>"
        );
        let digest = STANDARD.encode(sha256(format!("{head}{tail}").as_bytes()));
        let signed = |namespace: &str| {
            format!(
                "<ds:SignedInfo{namespace}><ds:CanonicalizationMethod \
                 Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>\
                 <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\">\
                 </ds:SignatureMethod><ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform \
                 Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform><ds:Transform \
                 Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform></ds:Transforms>\
                 <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>\
                 <ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
            )
        };
        let namespace = " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
        let signature =
            EcdsaSig::sign(&sha256(signed(namespace).as_bytes()), &*self.key.ec_key()?)?;
        Ok(format!(
            "{head}<ds:Signature{namespace}>{}<ds:SignatureValue>{}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>\
             <ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>{tail}",
            signed(""),
            STANDARD.encode(signature.to_der()?),
            STANDARD.encode(self.certificate.to_der()?),
        ))
    }
}

fn issuer() -> String {
    format!("http://dex.localhost:{}/dex", rival_port())
}

fn instant(seconds: u64) -> Outcome<String> {
    let at = eidas::Instant::from_ms(i64::try_from(seconds)? * 1000);
    Ok(at.to_string())
}

fn certificate(key: &PKey<Private>) -> Outcome<X509> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("CN", "rival's identity provider")?;
    let name = name.build();
    let mut builder = X509::builder()?;
    builder.set_subject_name(&name)?;
    builder.set_issuer_name(&name)?;
    builder.set_pubkey(key)?;
    let (from, until) = (Asn1Time::days_from_now(0)?, Asn1Time::days_from_now(2)?);
    builder.set_not_before(&from)?;
    builder.set_not_after(&until)?;
    builder.sign(key, MessageDigest::sha256())?;
    Ok(builder.build())
}
