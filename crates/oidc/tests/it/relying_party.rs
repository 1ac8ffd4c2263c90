//! The Relying Party against our own provider, and against liars. OIDC Core §3.1.3.7; RFC 9207.

use std::sync::Arc;

use oidc::client::{
    Begun, Credential, Expected, ExpectedAcr, ExpectedAuthTime, Pending, VerifiedIdToken, Wish,
    plain_url, pushed_url,
};
use oidc::jose::{SoftwareSigner, jwt};
use oidc::protocol::{AcrValues, ErrorCode, RedirectUri, Transport, decode_form};
use oidc::provider::{
    Asked, Authentication, AuthorizationResponse, ClientAuth, SecretHash, Secrets, Use, Userinfo,
    authorize, client_auth, par, token, userinfo,
};
use oidc::{Error, Insufficient, Malformed, Mismatch, Untrusted};
use serde_json::{Map, Value, json};

use crate::fixture::{
    CALLBACK, CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, RS256, SECRET, anything, client,
    code_request, entropy, fresh, id_token_claims, keys, opaque, pairs, party, provider,
    secret_client, subject, verified, wish, with,
};

fn begin(wish: &Wish) -> Begun {
    party().begin(&verified(), wish, anything(), &entropy())
}

fn received_at() -> RedirectUri {
    RedirectUri::register(CALLBACK, Transport::Https).unwrap()
}

#[test]
fn the_whole_way_from_begin_to_userinfo() {
    let (registered, metadata) = (Arc::new(client()), verified());
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
    let (pushed, answer) = par::push(
        &post.parameters,
        &proven,
        None,
        &provider(),
        opaque('r'),
        NOW,
    )
    .unwrap();
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
    let asked = pushed.open(&client_id, Some(&client()), NOW).unwrap();
    let AuthorizationResponse::Redirect { location } = asked.reply.code(&opaque('c')) else {
        panic!("form post")
    };
    let grant = asked.grant(subject(), NOW).unwrap();
    // The callback.
    let params = decode_form(location.split_once('?').unwrap().1.as_bytes()).unwrap();
    let code = begun.pending.callback(&received_at(), &params).unwrap();
    let form = begun.pending.token_request(&code);
    let post = party()
        .authenticated(form, &metadata, &[8; 16], NOW)
        .unwrap();
    let proven = authenticated(&post.parameters);
    let request = code_request(&post.parameters);
    assert_eq!(request.code(), &opaque('c'));
    let redeemed = token::redeem(&request, grant, &proven, None, ISSUER, NOW).unwrap();
    let issued = redeemed
        .issue(&provider(), ES256.as_ref(), fresh('a'), NOW)
        .unwrap();
    let answer = begun
        .pending
        .answered(issued.response.to_json().as_bytes())
        .unwrap();
    let (id_token, tokens) = begun.pending.finish(&answer, &keys(), NOW).unwrap();
    assert_eq!(id_token.sub(), "pairwise-sub");
    assert_eq!(id_token.acr(), Some("eidas-loa-high"));
    assert_eq!(tokens.access_token, "a".repeat(43));
    let bearer = format!("Bearer {}", tokens.access_token);
    let presented = userinfo::parse(Some(&bearer), &[], &[]).unwrap();
    let read = issued
        .access
        .userinfo(&presented, None, &provider(), NOW)
        .unwrap();
    let Userinfo::Json(userinfo) = read else {
        panic!("signed")
    };
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
fn rfc6749_s2_3_1_a_secret_travels_in_the_header_or_in_the_form() {
    let mut party = party();
    party.credential = Credential::SecretBasic(SECRET.to_owned().into());
    let post = party.authenticated(vec![], &verified(), &[], NOW).unwrap();
    let credentials = client_auth::parse(post.authorization.as_deref(), &[]).unwrap();
    assert!(
        credentials
            .verify(Some(&Arc::new(secret_client())), &provider(), NOW)
            .is_ok()
    );
    party.credential = Credential::SecretPost(SECRET.to_owned().into());
    let form = pairs(&[("client_id", CLIENT)]);
    let post = party.authenticated(form, &verified(), &[], NOW).unwrap();
    assert_eq!(post.authorization, None);
    let credentials = client_auth::parse(None, &post.parameters).unwrap();
    let mut registered = secret_client();
    registered.auth = ClientAuth::SecretPost(Secrets::one(SecretHash::of(SECRET)));
    assert!(
        credentials
            .verify(Some(&Arc::new(registered)), &provider(), NOW)
            .is_ok()
    );
}

#[test]
fn s3_1_2_1_the_plain_url_carries_the_request() {
    let begun = begin(&Wish {
        max_age: Some(0),
        ..wish()
    });
    let url = plain_url(&verified(), &begun);
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
            .callback(&received_at(), &with(callback(), name, value))
            .map(|_| ())
            .unwrap_err()
    };
    assert!(pending.callback(&received_at(), &callback()).is_ok());
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
    let code = Some(ErrorCode::AccessDenied);
    assert_eq!(
        refused("error", Some("access_denied")),
        Error::Refused { code }
    );
    let twice = [callback(), callback()].concat();
    assert_eq!(
        pending
            .callback(&received_at(), &twice)
            .map(|_| ())
            .unwrap_err(),
        Malformed::Repeated.into()
    );
}

fn finish(
    pending: &Pending,
    claims: &Map<String, Value>,
    signer: &SoftwareSigner,
) -> Result<VerifiedIdToken, Error> {
    let answer = json!({
        "token_type": "bearer", "access_token": "at", "id_token": jwt::sign(claims, signer).unwrap(),
    });
    let answer = pending.answered(answer.to_string().as_bytes())?;
    pending
        .finish(&answer, &keys(), NOW)
        .map(|(token, _)| token)
}

fn changed(claim: &str, value: Option<Value>) -> Result<(), Error> {
    let mut claims = id_token_claims();
    claims.remove(claim);
    claims.extend(value.map(|value| (claim.to_owned(), value)));
    finish(&begin(&wish()).pending, &claims, &ES256).map(|_| ())
}

#[test]
fn s3_1_3_7_each_point_of_the_id_token() {
    finish(&begin(&wish()).pending, &id_token_claims(), &ES256).unwrap();
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
    let foreign = finish(&begin(&wish()).pending, &id_token_claims(), &CLIENT_KEY);
    assert_eq!(foreign.unwrap_err(), Untrusted::Key.into());
    let algorithm = finish(&begin(&wish()).pending, &id_token_claims(), &RS256);
    assert_eq!(algorithm.unwrap_err(), Untrusted::Algorithm.into());
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
    let expected = Expected {
        acr: ExpectedAcr::AnyOf(AcrValues::parse("eidas-loa-high")),
        auth_time: ExpectedAuthTime::NotBefore(NOW - 60),
    };
    let check = |expected: &Expected, max_age, claim: &str, value: Option<Value>| {
        let mut claims = id_token_claims();
        claims.remove(claim);
        claims.extend(value.map(|value| (claim.to_owned(), value)));
        let wish = Wish { max_age, ..wish() };
        let begun = party().begin(&verified(), &wish, expected.clone(), &entropy());
        finish(&begun.pending, &claims, &ES256).map(|token| token.auth_time())
    };
    assert_eq!(check(&expected, None, "x", None), Ok(Some(NOW - 5)));
    let acr = Err(Error::from(Insufficient::Acr));
    let low = Some(json!("eidas-loa-low"));
    assert_eq!(check(&expected, None, "acr", low.clone()), acr);
    assert_eq!(check(&expected, None, "acr", None), acr);
    assert!(check(&anything(), None, "acr", low).is_ok());
    let none = Expected {
        acr: ExpectedAcr::AnyOf(AcrValues::default()),
        ..expected.clone()
    };
    assert_eq!(check(&none, None, "x", None), acr, "no word, no entry");
    let late = Err(Error::from(Insufficient::AuthTime));
    let at = |seconds: i64| Some(json!(NOW + seconds));
    assert_eq!(check(&expected, None, "auth_time", None), late);
    assert_eq!(check(&expected, None, "auth_time", at(-61)), late);
    assert!(check(&expected, None, "auth_time", at(-60)).is_ok());
    assert!(check(&anything(), None, "auth_time", None).is_ok());
    assert_eq!(check(&anything(), Some(60), "auth_time", None), late);
    assert_eq!(check(&anything(), Some(60), "auth_time", at(-91)), late);
    assert!(check(&anything(), Some(60), "auth_time", at(-90)).is_ok());
    // A time to come proves no login.
    let from = NOW + 31;
    let early = Err(Mismatch::NotYet { from, now: NOW }.into());
    assert_eq!(check(&expected, None, "auth_time", at(31)), early);
    assert!(check(&expected, None, "auth_time", at(30)).is_ok());
}

#[test]
fn s3_1_3_5_a_token_answer_that_does_not_serve() {
    let finish = |answer: Value| {
        let pending = begin(&wish()).pending;
        let answer = pending.answered(answer.to_string().as_bytes());
        answer.map(|_| ()).unwrap_err()
    };
    let code = Some(ErrorCode::InvalidGrant);
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
