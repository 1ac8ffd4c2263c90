//! The Relying Party against our own provider, and against liars. OIDC Core §3.1.3.7; RFC 9207.

use oidc::client::{Credential, Entropy, Pending, RelyingParty, Wish, plain_url, pushed_url};
use oidc::jose::{Algorithm, JwkSet, SoftwareSigner, jwt};
use oidc::protocol::{AcrValues, ClientId, RedirectUri, ScopeSet, Transport, decode_form};
use oidc::provider::{
    Asked, Authentication, AuthorizationResponse, Use, authorize, client_auth, par, token,
};
use oidc::{Error, Insufficient, Malformed, Mismatch, Untrusted};
use serde_json::{Map, Value, json};

use crate::fixture::{
    CALLBACK, CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, RS256, SECRET, client, opaque, pairs,
    provider, secret_client, subject, with,
};

fn party() -> RelyingParty {
    RelyingParty {
        client_id: ClientId::new(CLIENT),
        credential: Credential::PrivateKeyJwt(CLIENT_KEY.clone()),
        redirect_uri: RedirectUri::register(CALLBACK, Transport::Https).unwrap(),
        id_token_algorithm: Algorithm::Es256,
    }
}

fn wish() -> Wish {
    Wish {
        scope: ScopeSet::from_iter(["openid", "profile"]),
        acr_values: AcrValues::parse("eidas-loa-substantial"),
        ..Wish::default()
    }
}

fn entropy() -> Entropy {
    Entropy {
        state: [1; 32],
        nonce: [2; 32],
        verifier: [3; 32],
    }
}

fn begin(wish: &Wish) -> oidc::client::Begun {
    party().begin(&provider().metadata(), wish, &entropy())
}

fn keys() -> JwkSet {
    JwkSet::of([ES256.public().clone()]).unwrap()
}

#[test]
fn the_whole_way_from_begin_to_userinfo() {
    let (registered, metadata) = (client(), provider().metadata());
    let begun = begin(&wish());
    let authenticated = |params: &Pairs| {
        let credentials = client_auth::parse(None, params).unwrap();
        match credentials
            .verify(Some(&registered), &provider(), NOW)
            .unwrap()
        {
            Authentication::Once(unused) => unused.used(Use::First).unwrap(),
            Authentication::Done(_) => panic!("no assertion"),
        }
    };
    // PAR.
    let post = party()
        .authenticated(begun.parameters, &metadata, &[9; 16], NOW)
        .unwrap();
    let proven = authenticated(&post.parameters);
    let (pushed, answer) =
        par::push(&post.parameters, &proven, &provider(), opaque('r'), NOW).unwrap();
    // The browser.
    let url = pushed_url(&metadata, &party().client_id, answer.to_json().as_bytes()).unwrap();
    let query = decode_form(url.split_once('?').unwrap().1.as_bytes()).unwrap();
    let Asked::Pushed {
        client_id,
        request_uri,
    } = authorize::parse(&query).unwrap()
    else {
        panic!("not pushed")
    };
    assert_eq!(request_uri, answer.request_uri);
    let asked = pushed.open(&client_id, NOW).unwrap();
    let AuthorizationResponse::Redirect { location } = asked.reply.code(&opaque('c')) else {
        panic!("form post")
    };
    let grant = asked.grant(subject(), NOW);
    // The callback.
    let params = decode_form(location.split_once('?').unwrap().1.as_bytes()).unwrap();
    let code = begun.pending.callback(&params).unwrap();
    let form = begun.pending.token_request(&code);
    let post = party()
        .authenticated(form, &metadata, &[8; 16], NOW)
        .unwrap();
    let proven = authenticated(&post.parameters);
    let request = token::parse(&post.parameters).unwrap();
    assert_eq!(request.code(), &opaque('c'));
    let redeemed = token::redeem(&request, grant, &proven, NOW).unwrap();
    let (answer, access) = redeemed
        .issue(&provider(), ES256.as_ref(), opaque('a'), "jti", NOW)
        .unwrap();
    let (id_token, tokens) = begun
        .pending
        .finish(answer.to_json().as_bytes(), &keys(), NOW)
        .unwrap();
    assert_eq!(id_token.sub(), "pairwise-sub");
    assert_eq!(id_token.acr(), Some("eidas-loa-high"));
    assert_eq!(tokens.access_token, "a".repeat(43));
    let userinfo = access.userinfo(NOW).unwrap();
    assert_eq!(
        id_token.userinfo(userinfo.as_bytes()).unwrap()["family_name"],
        "Georgiev"
    );
    let other = br#"{"sub":"somebody"}"#;
    assert_eq!(
        id_token.userinfo(other).unwrap_err(),
        Mismatch::Subject.into()
    );
}

#[test]
fn rfc6749_s2_3_1_a_secret_travels_in_the_header() {
    let mut party = party();
    party.credential = Credential::SecretBasic(SECRET.to_owned());
    let post = party
        .authenticated(vec![], &provider().metadata(), &[], NOW)
        .unwrap();
    let credentials = client_auth::parse(post.authorization.as_deref(), &[]).unwrap();
    assert!(
        credentials
            .verify(Some(&secret_client()), &provider(), NOW)
            .is_ok()
    );
}

#[test]
fn s3_1_2_1_the_plain_url_carries_the_request() {
    let begun = begin(&Wish {
        max_age: Some(0),
        ..wish()
    });
    let url = plain_url(&provider().metadata(), &begun);
    let query = decode_form(url.split_once('?').unwrap().1.as_bytes()).unwrap();
    assert_eq!(query, begun.parameters);
    assert!(query.contains(&("max_age".to_owned(), "0".to_owned())));
    assert!(
        !query
            .iter()
            .any(|(name, _)| name == "prompt" || name == "response_mode")
    );
}

fn callback() -> Pairs {
    let state = begin(&wish()).pending.state().to_owned();
    pairs(&[("code", "abc"), ("state", &state), ("iss", ISSUER)])
}

#[test]
fn rfc9207_s2_4_the_callback_is_ours_or_nothing() {
    let pending = begin(&wish()).pending;
    let refused = |name: &str, value: Option<&str>| {
        pending
            .callback(&with(callback(), name, value))
            .map(|_| ())
            .unwrap_err()
    };
    assert!(pending.callback(&callback()).is_ok());
    assert_eq!(refused("state", None), Mismatch::State.into());
    assert_eq!(refused("state", Some("x")), Mismatch::State.into());
    assert_eq!(refused("iss", None), Mismatch::Issuer.into());
    assert_eq!(
        refused("iss", Some("https://no.example/")),
        Mismatch::Issuer.into()
    );
    assert_eq!(
        refused("code", None),
        Malformed::Missing { parameter: "code" }.into()
    );
    let code = "access_denied".to_owned();
    assert_eq!(
        refused("error", Some("access_denied")),
        Error::Refused { code }
    );
    let code = "scriptx".to_owned();
    assert_eq!(
        refused("error", Some("script\"\r\n\\x")),
        Error::Refused { code }
    );
    let twice = [callback(), callback()].concat();
    assert_eq!(
        pending.callback(&twice).map(|_| ()).unwrap_err(),
        Malformed::Repeated.into()
    );
}

/// A good ID token's claims for [`begin`].
fn id_token_claims() -> Map<String, Value> {
    let nonce = begin(&wish())
        .parameters
        .iter()
        .find(|(n, _)| n == "nonce")
        .unwrap()
        .1
        .clone();
    let claims = json!({
        "iss": ISSUER, "sub": "s", "aud": CLIENT, "exp": NOW + 60, "iat": NOW,
        "auth_time": NOW - 5, "nonce": nonce, "acr": "eidas-loa-high",
    });
    claims.as_object().unwrap().clone()
}

fn finish(
    pending: Pending,
    claims: &Map<String, Value>,
    signer: &SoftwareSigner,
) -> Result<(), Error> {
    let answer = json!({
        "token_type": "bearer", "access_token": "at", "id_token": jwt::sign(claims, signer).unwrap(),
    });
    pending
        .finish(answer.to_string().as_bytes(), &keys(), NOW)
        .map(|_| ())
}

fn changed(claim: &str, value: Option<Value>) -> Result<(), Error> {
    let mut claims = id_token_claims();
    claims.remove(claim);
    claims.extend(value.map(|value| (claim.to_owned(), value)));
    finish(begin(&wish()).pending, &claims, &ES256)
}

#[test]
fn s3_1_3_7_each_point_of_the_id_token() {
    finish(begin(&wish()).pending, &id_token_claims(), &ES256).unwrap();
    let claim = |claim| Error::from(Malformed::Claim { claim });
    for (name, value, cause) in [
        (
            "iss",
            Some(json!("https://evil.example")),
            Mismatch::Issuer.into(),
        ),
        ("sub", None, claim("sub")),
        ("sub", Some(json!("")), claim("sub")),
        ("aud", Some(json!("other")), Mismatch::Audience.into()),
        (
            "aud",
            Some(json!([CLIENT, "other"])),
            Mismatch::Audience.into(),
        ),
        ("azp", Some(json!("other")), Mismatch::Audience.into()),
        ("iat", None, claim("iat")),
        ("exp", None, claim("exp")),
        (
            "exp",
            Some(json!(NOW - 31)),
            Mismatch::Expired {
                exp: NOW - 31,
                now: NOW,
            }
            .into(),
        ),
        ("nonce", None, Mismatch::Nonce.into()),
        ("nonce", Some(json!("x")), Mismatch::Nonce.into()),
        (
            "at_hash",
            Some(json!("x")),
            Mismatch::AccessTokenHash.into(),
        ),
    ] {
        assert_eq!(changed(name, value.clone()), Err(cause), "{name}={value:?}");
    }
    let foreign = finish(begin(&wish()).pending, &id_token_claims(), &CLIENT_KEY);
    assert_eq!(foreign, Err(Untrusted::Key.into()));
    let algorithm = finish(begin(&wish()).pending, &id_token_claims(), &RS256);
    assert_eq!(algorithm, Err(Untrusted::Algorithm.into()));
}

#[test]
fn s3_1_3_8_at_hash_is_of_the_access_token() {
    let hash = openssl::sha::sha256(b"at");
    changed(
        "at_hash",
        Some(json!(oidc::jose::base64url::encode(&hash[..16]))),
    )
    .unwrap();
}

#[test]
fn s3_1_3_7_points_12_and_13_acr_and_auth_time() {
    let strict = Wish {
        acceptable_acr: AcrValues::parse("eidas-loa-high"),
        max_age: Some(60),
        ..wish()
    };
    let check = |claim: &str, value: Option<Value>| {
        let mut claims = id_token_claims();
        claims.remove(claim);
        claims.extend(value.map(|value| (claim.to_owned(), value)));
        finish(begin(&strict).pending, &claims, &ES256)
    };
    check("x", None).unwrap();
    let acr = Err(Error::from(Insufficient::Acr));
    assert_eq!(check("acr", Some(json!("eidas-loa-low"))), acr);
    assert_eq!(check("acr", None), acr);
    let late = Err(Error::from(Insufficient::AuthTime));
    assert_eq!(check("auth_time", None), late);
    assert_eq!(check("auth_time", Some(json!(NOW - 91))), late);
}

#[test]
fn s3_1_3_5_a_token_answer_that_does_not_serve() {
    let finish = |answer: Value| {
        let pending = begin(&wish()).pending;
        pending
            .finish(answer.to_string().as_bytes(), &keys(), NOW)
            .map(|_| ())
            .unwrap_err()
    };
    let code = "invalid_grant".to_owned();
    assert_eq!(
        finish(json!({"error": "invalid_grant"})),
        Error::Refused { code }
    );
    assert_eq!(
        finish(json!({"access_token": "a"})),
        Mismatch::TokenType.into()
    );
    assert_eq!(
        finish(json!({"access_token": "a", "token_type": "DPoP"})),
        Mismatch::TokenType.into()
    );
    let missing = Malformed::Missing {
        parameter: "id_token",
    };
    assert_eq!(
        finish(json!({"access_token": "a", "token_type": "Bearer"})),
        missing.into()
    );
    assert_eq!(finish(json!([])), Malformed::Json.into());
}

#[test]
fn what_is_pending_survives_the_store() {
    let pending = begin(&wish()).pending;
    let kept = serde_json::to_vec(&pending).unwrap();
    assert_eq!(serde_json::from_slice::<Pending>(&kept).unwrap(), pending);
}
