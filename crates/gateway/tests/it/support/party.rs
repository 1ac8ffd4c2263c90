//! A service: what it registered, its keys, its requests and what it does with the answers.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eidas::LevelOfAssurance;
use oidc::jose::{Algorithm, JwkSet, Signer as _, SoftwareSigner};
use serde_json::{Map, Value, json};

use super::{
    Answer, Browser, Gateway, ISSUER, REDIRECT, between, encoded, flow_of, request, verifier,
};

/// A key of a service's, for assertions, request objects or proofs.
pub(crate) struct Key(SoftwareSigner);

impl Key {
    pub(crate) fn new() -> Self {
        Self(SoftwareSigner::generate(Algorithm::Es256).unwrap())
    }

    /// As a client registers it, on one line.
    pub(crate) fn jwks(&self) -> String {
        JwkSet::of([self.0.public().clone()]).unwrap().to_json()
    }

    /// `jkt`. RFC 7638.
    pub(crate) fn thumbprint(&self) -> String {
        self.0.public().kid().unwrap().to_owned()
    }

    /// A compact JWS with this type.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = self.0.sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    pub(crate) fn signed_as(&self, typ: &str, claims: &Value) -> String {
        let header = json!({ "alg": "ES256", "typ": typ, "kid": self.thumbprint() });
        self.sign(&header, claims)
    }

    /// A DPoP proof, with some members changed; `null` takes one away. RFC 9449 §4.2.
    pub(crate) fn proof(&self, claims: &Value) -> String {
        let mut jwk = self.0.public().to_json();
        for name in ["kid", "use", "alg"] {
            jwk.as_object_mut().unwrap().remove(name);
        }
        let header = json!({ "alg": "ES256", "typ": "dpop+jwt", "jwk": jwk });
        self.sign(&header, claims)
    }
}

/// A service in front of a gateway.
pub(crate) struct Party<'g> {
    pub(crate) gateway: &'g Gateway,
    pub(crate) id: &'static str,
    /// Sent with every request to the token endpoint and its like.
    pub(crate) credentials: Vec<(String, String)>,
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

impl<'g> Party<'g> {
    /// With a secret in the form, or a public client when there is none.
    pub(crate) fn new(gateway: &'g Gateway, id: &'static str, secret: Option<&str>) -> Self {
        let secret = secret.map(|secret| ("client_secret", secret));
        let credentials: Vec<_> = [("client_id", id)].into_iter().chain(secret).collect();
        Self {
            gateway,
            id,
            credentials: owned(&credentials),
        }
    }

    /// The usual authorization request of this service, some parameters replaced, added or (by an
    /// empty value) removed.
    pub(crate) fn request(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let all: Vec<_> = [("client_id", self.id)]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        request(&all)
    }

    /// The browser's way from this request to a person of SE and back to the service.
    pub(crate) async fn login(&self, more: &[(&str, &str)]) -> Answer {
        let query = self.request(more);
        self.login_with(&query).await
    }

    /// The same with exactly these parameters.
    pub(crate) async fn login_with(&self, query: &[(String, String)]) -> Answer {
        let mut browser = self.gateway.browser();
        self.login_in(&mut browser, query).await
    }

    /// The same in this browser.
    pub(crate) async fn login_in(
        &self,
        browser: &mut Browser<'_>,
        query: &[(String, String)],
    ) -> Answer {
        let query: Vec<_> = query
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let begun = browser
            .get(&format!("/authorize?{}", encoded(&query)))
            .await;
        assert!(begun.location().starts_with("/country?"), "{begun:?}");
        let flow = flow_of(&begun);
        let sent = browser.choose(&flow, "SE").await;
        let response = self.gateway.respond("SE", &sent, LevelOfAssurance::High);
        let page = browser
            .answer(&self.gateway.sign("SE", &response), None)
            .await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
        browser.get(&href).await
    }

    /// A code for the usual request.
    pub(crate) async fn code(&self, more: &[(&str, &str)]) -> String {
        let back = self.login(more).await;
        back.parameter("code").unwrap_or_else(|| panic!("{back:?}"))
    }

    /// A POST with the credentials.
    pub(crate) async fn post(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        form: &[(&str, &str)],
    ) -> Answer {
        let credentials = self
            .credentials
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()));
        let form: Vec<_> = credentials.chain(form.iter().copied()).collect();
        let mut request = Request::post(format!("{ISSUER}{path}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(encoded(&form));
        self.gateway.send(request.body(body).unwrap()).await
    }

    /// The code is redeemed, some parameters replaced or (by an empty value) removed.
    pub(crate) async fn redeem(
        &self,
        code: &str,
        headers: &[(&str, &str)],
        more: &[(&str, &str)],
    ) -> Answer {
        let verifier = verifier();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier.expose()),
        ];
        for (name, value) in more {
            form.retain(|(n, _)| n != name);
            form.push((name, value));
        }
        form.retain(|(_, value)| !value.is_empty());
        self.post("/token", headers, &form).await
    }

    /// From the usual request to tokens.
    pub(crate) async fn tokens(&self, more: &[(&str, &str)]) -> Value {
        let code = self.code(more).await;
        let answer = self.redeem(&code, &[], &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()
    }

    /// Userinfo with this header.
    pub(crate) async fn userinfo(&self, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(format!("{ISSUER}/userinfo"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.gateway
            .send(request.body(Body::empty()).unwrap())
            .await
    }

    /// The claims of a good assertion of this service. RFC 7523 §3.
    pub(crate) fn assertion_claims(&self) -> Map<String, Value> {
        let now = self.gateway.env.now_s();
        let claims = json!({ "iss": self.id, "sub": self.id, "aud": ISSUER,
            "jti": self.gateway.env.token(), "iat": now, "exp": now + 60 });
        claims.as_object().unwrap().clone()
    }

    /// Proves itself with this assertion from now on.
    pub(crate) fn with_assertion(mut self, assertion: &str) -> Self {
        self.credentials = owned(&[
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion),
        ]);
        self
    }

    /// The claims of a good proof for this request. RFC 9449 §4.2.
    pub(crate) fn proof_claims(&self, method: &str, path: &str) -> Map<String, Value> {
        let claims = json!({ "htm": method, "htu": format!("{ISSUER}{path}"),
            "jti": self.gateway.env.token(), "iat": self.gateway.env.now_s() });
        claims.as_object().unwrap().clone()
    }

    /// A good proof: it holds the nonce that a first try is answered with.
    pub(crate) async fn proof(
        &self,
        key: &Key,
        method: &str,
        path: &str,
        token: Option<&str>,
    ) -> String {
        let mut claims = self.proof_claims(method, path);
        claims.insert("nonce".to_owned(), self.nonce(key).await.into());
        if let Some(token) = token {
            claims.insert("ath".to_owned(), hash(token).into());
        }
        key.proof(&Value::Object(claims))
    }

    /// The nonce of now.
    pub(crate) async fn nonce(&self, key: &Key) -> String {
        let proof = key.proof(&Value::Object(self.proof_claims("POST", "/token")));
        let answer = self.redeem("x", &[("dpop", &proof)], &[]).await;
        answer.header("dpop-nonce").to_owned()
    }

    /// From the usual request to tokens that are bound to this key.
    pub(crate) async fn bound_tokens(&self, key: &Key, more: &[(&str, &str)]) -> Value {
        let code = self.code(more).await;
        let proof = self.proof(key, "POST", "/token", None).await;
        let answer = self.redeem(&code, &[("dpop", &proof)], &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()
    }

    /// New tokens for a refresh token.
    pub(crate) async fn refresh(
        &self,
        token: &str,
        headers: &[(&str, &str)],
        more: &[(&str, &str)],
    ) -> Answer {
        let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
        form.extend(more);
        self.post("/token", headers, &form).await
    }

    /// Userinfo with this access token as a bearer's.
    pub(crate) async fn bearer(&self, token: &str) -> Answer {
        let header = format!("Bearer {token}");
        self.userinfo(&[("authorization", &header)]).await
    }
}

/// `ath`. RFC 9449 §4.2.
pub(crate) fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(openssl::sha::sha256(token.as_bytes()))
}
