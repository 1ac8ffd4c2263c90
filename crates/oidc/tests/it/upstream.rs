//! Attacks on us as a client of national e-IDs, by their number in the catalogue (UP-*), as far
//! as a pure function stops them. Each has its positive control beside it.

use oidc::client::{
    Begun, Credential, Expected, ExpectedProvider, Hints, KeyCache, Need, RelyingParty, Requests,
    VerifiedIdToken, Wish, discovery,
};
use oidc::jose::{Algorithm, JwkSet, SoftwareSigner, base64url, jwt};
use oidc::protocol::{ErrorCode, RedirectUri, Transport};
use oidc::{Error, Insufficient, Malformed, Misconfigured, Mismatch, Untrusted};
use serde_json::{Map, Value, json};

use crate::fixture::{
    CALLBACK, CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, PS256, Pairs, RS256, anything, entropy,
    expected_provider, id_token_claims, keys, pairs, party, provider, verified, wish, with,
};

fn begin() -> Begun {
    party().begin(&verified(), &wish(), anything(), &entropy())
}

fn at(address: &str) -> RedirectUri {
    RedirectUri::register(address, Transport::Https).unwrap()
}

fn callback() -> Pairs {
    let state = begin().pending.state().to_owned();
    pairs(&[("code", "abc"), ("state", &state), ("iss", ISSUER)])
}

fn called_back(params: &Pairs) -> Result<(), Error> {
    let pending = begin().pending;
    pending.callback(&at(CALLBACK), params).map(|_| ())
}

fn finished(id_token: &str, keys: &JwkSet) -> Result<VerifiedIdToken, Error> {
    let pending = begin().pending;
    let answer = json!({"token_type": "Bearer", "access_token": "at", "id_token": id_token});
    let answer = pending.answered(answer.to_string().as_bytes())?;
    pending.finish(&answer, keys, NOW).map(|(token, _)| token)
}

fn with_claim(name: &str, value: Value) -> Map<String, Value> {
    let mut claims = id_token_claims();
    claims.insert(name.to_owned(), value);
    claims
}

fn signed(claims: &Map<String, Value>) -> String {
    jwt::sign(claims, ES256.as_ref()).unwrap()
}

#[test]
fn up_01_an_answer_without_our_state_is_nobodys() {
    called_back(&callback()).unwrap();
    let mut other = entropy();
    other.state = "another-state-nobody-guesses-0009".to_owned();
    let other = party().begin(&verified(), &wish(), anything(), &other);
    let ours = entropy().state;
    let (_, all_but_one) = ours.split_at(1);
    let as_long = format!("~{all_but_one}");
    for state in [
        None,
        Some("x"),
        Some(other.pending.state()),
        Some(&*as_long),
    ] {
        let params = with(callback(), "state", state);
        assert_eq!(called_back(&params), Err(Mismatch::State.into()));
        // Nor is its error believed.
        let error = with(params, "error", Some("access_denied"));
        assert_eq!(called_back(&error), Err(Mismatch::State.into()));
    }
    let twice = [callback(), pairs(&[("state", "x")])].concat();
    assert_eq!(called_back(&twice), Err(Malformed::Repeated.into()));
}

#[test]
fn up_02_an_id_token_of_another_login_is_refused() {
    finished(&signed(&id_token_claims()), &keys()).unwrap();
    let mut without = id_token_claims();
    without.remove("nonce");
    let refused = |claims: &Map<String, Value>| finished(&signed(claims), &keys()).unwrap_err();
    assert_eq!(refused(&without), Mismatch::Nonce.into());
    for nonce in [json!(""), json!("x"), json!(null), json!([])] {
        let claims = with_claim("nonce", nonce);
        assert_eq!(refused(&claims), Mismatch::Nonce.into());
    }
}

#[test]
fn up_03_a_code_of_one_provider_on_the_callback_of_another_is_refused() {
    called_back(&callback()).unwrap();
    for iss in [
        None,
        Some("https://minid.example"),
        Some("https://no.example/"),
    ] {
        let params = with(callback(), "iss", iss);
        assert_eq!(called_back(&params), Err(Mismatch::Issuer.into()));
    }
    // A provider that promises no `iss`: its own path has to do.
    let mut silent = provider().metadata();
    silent.authorization_response_iss_parameter_supported = false;
    let silent = serde_json::to_vec(&silent).unwrap();
    let silent = discovery::verify(&silent, &expected_provider(&party(), &[])).unwrap();
    let pending = party()
        .begin(&silent, &wish(), anything(), &entropy())
        .pending;
    let params = with(callback(), "iss", None);
    assert!(pending.callback(&at(CALLBACK), &params).is_ok());
    let elsewhere = at("https://trademark.example/callback/minid");
    let refused = pending.callback(&elsewhere, &params).map(|_| ());
    assert_eq!(refused, Err(Mismatch::RedirectUri.into()));
    // Not promised, yet sent: it must be right.
    let params = with(callback(), "iss", Some("https://minid.example"));
    let refused = pending.callback(&at(CALLBACK), &params).map(|_| ());
    assert_eq!(refused, Err(Mismatch::Issuer.into()));
}

#[test]
fn up_04_an_id_token_that_is_not_the_providers_for_us_and_now() {
    finished(&signed(&id_token_claims()), &keys()).unwrap();
    let now = NOW;
    for (claim, value, cause) in [
        ("iss", json!("https://minid.example"), Mismatch::Issuer),
        ("aud", json!("other"), Mismatch::Audience),
        ("aud", json!([CLIENT, "other"]), Mismatch::Audience),
        ("azp", json!("other"), Mismatch::Audience),
        (
            "exp",
            json!(NOW - 30),
            Mismatch::Expired { exp: NOW - 30, now },
        ),
        (
            "iat",
            json!(NOW + 31),
            Mismatch::NotYet {
                from: NOW + 31,
                now,
            },
        ),
        (
            "iat",
            json!(NOW - 86_400 - 31),
            Mismatch::Lifetime { allowed: 86_400 },
        ),
    ] {
        let refused = finished(&signed(&with_claim(claim, value.clone())), &keys());
        assert_eq!(refused.unwrap_err(), cause.into(), "{claim}={value}");
    }
    let mut both = with_claim("aud", json!([CLIENT, "other"]));
    both.insert("azp".to_owned(), json!(CLIENT));
    finished(&signed(&both), &keys()).unwrap();
}

#[test]
fn up_04_an_id_token_that_another_key_or_no_key_signed() {
    let claims = id_token_claims();
    let payload = base64url::encode(&serde_json::to_vec(&claims).unwrap());
    for alg in ["none", "None", "HS256", "ES256K", "EdDSA"] {
        let header = json!({"alg": alg, "kid": ES256.public().kid()}).to_string();
        let header = base64url::encode(header.as_bytes());
        let forged = format!("{header}.{payload}.AAAA");
        let refused = finished(&forged, &keys()).unwrap_err();
        assert_eq!(refused, Untrusted::Algorithm.into(), "{alg}");
    }
    // Good keys that are not this provider's, or not for this.
    let all = [&ES256, &PS256, &RS256].map(|key| key.public().clone());
    let all = JwkSet::of(all).unwrap();
    for other in [&RS256, &PS256] {
        let token = jwt::sign(&claims, other.as_ref()).unwrap();
        let refused = finished(&token, &all).unwrap_err();
        assert_eq!(refused, Untrusted::Algorithm.into());
    }
    let stranger = SoftwareSigner::generate(Algorithm::Es256).unwrap();
    let token = jwt::sign(&claims, &stranger).unwrap();
    assert_eq!(finished(&token, &all).unwrap_err(), Untrusted::Key.into());
    let named = JwkSet::of([stranger.public().clone().named(CLIENT)]).unwrap();
    assert_eq!(finished(&token, &named).unwrap_err(), Untrusted::Key.into());
    let good = signed(&claims);
    let bent = format!("{}AAAA", &good[..good.len() - 4]);
    assert_eq!(
        finished(&bent, &all).unwrap_err(),
        Untrusted::Signature.into()
    );
    finished(&good, &all).unwrap();
}

#[test]
fn up_07_userinfo_of_another_person_is_not_used() {
    let token = finished(&signed(&id_token_claims()), &keys()).unwrap();
    let body = |sub: Value| json!({"sub": sub, "family_name": "Å"}).to_string();
    assert_eq!(
        token.userinfo(body(json!("s")).as_bytes()).unwrap()["family_name"],
        "Å"
    );
    for sub in [json!("S"), json!("s "), json!(null), json!(["s"])] {
        let refused = token.userinfo(body(sub).as_bytes()).unwrap_err();
        assert_eq!(refused, Mismatch::Subject.into());
    }
    let refused = token.userinfo(br#"{"family_name":"x"}"#).unwrap_err();
    assert_eq!(refused, Mismatch::Subject.into());
    let twice = token.userinfo(br#"{"sub":"s","sub":"t"}"#).unwrap_err();
    assert_eq!(twice, Malformed::Json.into());
}

#[test]
fn up_07_signed_userinfo_is_the_providers_for_us_about_the_same_person() {
    let token = finished(&signed(&id_token_claims()), &keys()).unwrap();
    let good = json!({"iss": ISSUER, "aud": CLIENT, "sub": "s", "birthdate": "1990-01-02"});
    let read = |name: &str, value: Value| {
        let mut claims = good.as_object().unwrap().clone();
        claims.insert(name.to_owned(), value);
        token.signed_userinfo(&signed(&claims), &party(), &keys())
    };
    assert_eq!(read("x", json!(1)).unwrap()["birthdate"], "1990-01-02");
    assert!(read("aud", json!([CLIENT, "other"])).is_ok());
    let refused = |name, value, cause: Mismatch| {
        assert_eq!(read(name, value), Err(cause.into()), "{name}");
    };
    refused("iss", json!("https://minid.example"), Mismatch::Issuer);
    for aud in [json!("other"), json!(["other"]), json!([])] {
        refused("aud", aud, Mismatch::Audience);
    }
    refused("sub", json!("t"), Mismatch::Subject);
    let foreign = jwt::sign(good.as_object().unwrap(), CLIENT_KEY.as_ref()).unwrap();
    let refused = token.signed_userinfo(&foreign, &party(), &keys());
    assert_eq!(refused, Err(Untrusted::Key.into()));
    // OIDC Registration §2: its algorithm is registered apart from the ID token's.
    let both = JwkSet::of([&ES256, &RS256].map(|key| key.public().clone())).unwrap();
    let rs256 = jwt::sign(good.as_object().unwrap(), RS256.as_ref()).unwrap();
    let refused = token.signed_userinfo(&rs256, &party(), &both);
    assert_eq!(refused, Err(Untrusted::Algorithm.into()));
    let registered = RelyingParty {
        userinfo_algorithm: Algorithm::Rs256,
        ..party()
    };
    token.signed_userinfo(&rs256, &registered, &both).unwrap();
}

fn jwks(keys: &[Value]) -> Vec<u8> {
    json!({ "keys": keys }).to_string().into_bytes()
}

#[test]
fn up_08_a_poisoned_key_set_is_refused_and_the_old_one_stays() {
    let good = ES256.public().to_json();
    let mut cache = KeyCache::default();
    let turn = cache.turn(Need::Fresh, NOW).unwrap();
    cache
        .fetched(turn, &jwks(std::slice::from_ref(&good)), NOW)
        .unwrap();
    let numbered = |n: usize| {
        let mut key = good.clone();
        key["kid"] = json!(n.to_string());
        key
    };
    let thousand: Vec<Value> = (0..1000).map(numbered).collect();
    let mut private = good.clone();
    private["d"] = json!("AAAA");
    let mut padded = jwks(std::slice::from_ref(&good));
    padded.resize(200_000, b' ');
    let symmetric = json!({"kty": "oct", "k": "c2VjcmV0", "kid": "x"});
    let poisons = [
        jwks(&thousand),
        padded,
        jwks(&[private]),
        jwks(&[symmetric]),
        b"{}".to_vec(),
        b"<html>".to_vec(),
    ];
    for (n, poison) in (1..).zip(poisons) {
        let later = NOW + 60 * n;
        let turn = cache.turn(Need::UnknownKey, later).unwrap();
        assert!(cache.fetched(turn, &poison, later).is_err(), "{n}");
        let kept = cache.keys(later).unwrap();
        assert_eq!(kept.keys().len(), 1);
        finished(&signed(&id_token_claims()), kept).unwrap();
    }
}

#[test]
fn up_08_a_key_serves_its_own_kind_and_algorithm_only() {
    let es256 = signed(&id_token_claims());
    let of = |member: &str, value: &str, base: &SoftwareSigner| {
        let mut key = base.public().to_json();
        key[member] = json!(value);
        key["kid"] = json!(ES256.public().kid());
        JwkSet::parse(&jwks(&[key]))
    };
    finished(&es256, &of("alg", "ES256", &ES256).unwrap()).unwrap();
    for confused in [
        of("alg", "RS256", &ES256),
        of("use", "enc", &ES256),
        of("alg", "ES256", &RS256),
        of("kty", "OKP", &ES256),
        of("kty", "RSA", &ES256),
        of("crv", "P-384", &ES256),
        of("x", "AAAA", &ES256),
    ] {
        let refused = confused.unwrap_err();
        let none = |error| matches!(error, Error::Malformed(Malformed::NoUsableKey { .. }));
        assert!(none(refused));
    }
    let other = of("alg", "RS256", &RS256).unwrap();
    assert_eq!(finished(&es256, &other).unwrap_err(), Untrusted::Key.into());
}

#[test]
fn up_08_tokens_with_unknown_keys_cause_one_fetch_a_minute() {
    let mut cache = KeyCache::default();
    let good = jwks(&[ES256.public().to_json()]);
    let turn = cache.turn(Need::Fresh, NOW).unwrap();
    cache.fetched(turn, &good, NOW).unwrap();
    let wants = |second: &i64| cache.turn(Need::UnknownKey, NOW + second).is_some();
    let fetches: Vec<i64> = (0..600).filter(wants).collect();
    assert_eq!(fetches, (60..600).step_by(60).collect::<Vec<i64>>());
    // A token that names a key we have asks nothing; an hour later the set is looked at anyway.
    let mut cache = KeyCache::default();
    let turn = cache.turn(Need::Fresh, NOW).unwrap();
    cache.fetched(turn, &good, NOW).unwrap();
    assert!(cache.turn(Need::Fresh, NOW + 3599).is_none());
    assert!(cache.turn(Need::Fresh, NOW + 3600).is_some());
    assert!(
        cache.turn(Need::Fresh, NOW + 3601).is_none(),
        "one turn only"
    );
    // Nobody fetched: the keys live for a day, then everything waits for a set.
    assert!(cache.keys(NOW + 86_399).is_some());
    assert!(cache.keys(NOW + 86_400).is_none());
    assert!(cache.turn(Need::Fresh, NOW + 86_400).is_some());
    assert!(cache.turn(Need::Fresh, NOW + 86_404).is_none());
    assert!(cache.turn(Need::Fresh, NOW + 86_405).is_some());
    assert!(cache.keys(NOW - 1).is_none(), "a clock that went back");
}

#[test]
fn up_08_a_token_that_no_known_key_signed_says_so_whatever_its_keys_name() {
    let good = signed(&id_token_claims());
    finished(&good, &keys()).unwrap();
    let untrusted =
        |result: Result<VerifiedIdToken, Error>| matches!(result, Err(Error::Untrusted(_)));
    assert!(untrusted(finished(&good, &JwkSet::default())));
    let name = ES256.public().kid().unwrap();
    let namesake = CLIENT_KEY.public().clone().named(name);
    let namesake = JwkSet::of([namesake]).unwrap();
    assert!(untrusted(finished(&good, &namesake)));
    let other = jwt::sign(&id_token_claims(), CLIENT_KEY.as_ref()).unwrap();
    assert!(untrusted(finished(&other, &keys())));
    let unreadable = finished("x", &keys());
    assert!(
        matches!(unreadable, Err(Error::Malformed(_))),
        "{unreadable:?}"
    );
}

#[test]
fn up_09_nothing_that_the_provider_wrote_in_an_error_is_kept() {
    let script = "<script>alert(1)</script>";
    let params = with(callback(), "error_description", Some(script));
    for (word, code) in [
        ("access_denied", Some(ErrorCode::AccessDenied)),
        ("login_required", Some(ErrorCode::LoginRequired)),
        (
            "temporarily_unavailable",
            Some(ErrorCode::TemporarilyUnavailable),
        ),
        ("Access_Denied", None),
        (script, None),
    ] {
        let refused = called_back(&with(params.clone(), "error", Some(word))).unwrap_err();
        assert_eq!(refused, Error::Refused { code }, "{word}");
        assert!(!format!("{refused} {refused:?}").contains("script"));
    }
    called_back(&params).unwrap();
}

/// A code is what a stranger brings to our callback, and goes to the e-ID in our name: one that
/// cannot be a code never leaves, and is no failure of the e-ID's.
#[test]
fn a_code_that_cannot_be_one_goes_nowhere() {
    let code = |code: &str| called_back(&with(callback(), "code", Some(code)));
    code(&"c".repeat(2048)).unwrap();
    code("A.b-c_d~e f!").unwrap();
    let no_code = Err(Malformed::AuthorizationCode.into());
    for text in [&"c".repeat(2049), "a\0b", "a\r\nb", "\u{e6}", "a\u{7f}"] {
        assert_eq!(code(text), no_code, "{text:.20?}");
    }
}

fn discovered(change: impl FnOnce(&mut Value), hosts: &[String]) -> Result<(), Error> {
    let mut document = serde_json::to_value(provider().metadata()).unwrap();
    change(&mut document);
    let document = document.to_string();
    discovery::verify(document.as_bytes(), &expected_provider(&party(), hosts)).map(|_| ())
}

#[test]
fn up_11_another_issuer_is_named() {
    discovered(|_| (), &[]).unwrap();
    for issuer in [
        "https://evil.example",
        "https://no.example/",
        "https://NO.example",
    ] {
        let refused = discovered(|d| d["issuer"] = json!(issuer), &[]);
        let got = issuer.to_owned();
        assert_eq!(refused, Err(Untrusted::DiscoveredIssuer { got }.into()));
    }
}

#[test]
fn up_11_an_endpoint_at_another_host_is_named() {
    let evil = "https://evil.example/x";
    for endpoint in [
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
        "pushed_authorization_request_endpoint",
    ] {
        let refused = discovered(|d| d[endpoint] = json!(evil), &[]);
        let got = evil.to_owned();
        assert_eq!(
            refused,
            Err(Untrusted::DiscoveredEndpoint { endpoint, got }.into())
        );
    }
    let login = |url: &str, hosts: &[&str]| {
        let hosts: Vec<String> = hosts.iter().map(|&host| host.to_owned()).collect();
        discovered(|d| d["authorization_endpoint"] = json!(url), &hosts).is_ok()
    };
    assert!(login(
        "https://login.no.example/authorize",
        &["login.no.example"]
    ));
    assert!(login("https://no.example:8443/a", &["no.example:8443"]));
    for url in [
        "https://login.no.example.evil.example/authorize",
        "https://login.no.example:8443/authorize",
        "https://login.no.example@evil.example/authorize",
        "http://login.no.example/authorize",
        "https://xlogin.no.example/authorize",
        "javascript:alert(1)",
        "/authorize",
    ] {
        assert!(!login(url, &["login.no.example"]), "{url}");
    }
}

#[test]
fn up_11_a_provider_that_no_longer_offers_what_we_use_is_named() {
    let lacks = |change: fn(&mut Value)| match discovered(change, &[]) {
        Err(Error::Insufficient(Insufficient::Provider { lacks })) => lacks,
        other => panic!("{other:?}"),
    };
    assert!(lacks(|d| d["response_types_supported"] = json!(["id_token"])).contains("code"));
    assert!(lacks(|d| d["grant_types_supported"] = json!(["implicit"])).contains("grant"));
    assert!(lacks(|d| d["code_challenge_methods_supported"] = json!(["plain"])).contains("S256"));
    let methods = |d: &mut Value| {
        d["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]);
    };
    assert!(lacks(methods).contains("authentication"));
    let signs = |d: &mut Value| {
        d["token_endpoint_auth_signing_alg_values_supported"] = json!(["RS512"]);
    };
    assert!(lacks(signs).contains("assertion"));
    let tokens = |d: &mut Value| d["id_token_signing_alg_values_supported"] = json!(["RS256"]);
    assert!(lacks(tokens).contains("ID tokens"));
    let push = |d: &mut Value| {
        d.as_object_mut()
            .unwrap()
            .remove("pushed_authorization_request_endpoint");
    };
    assert!(lacks(push).contains("sending"));
}

/// OIDC Discovery §3: what is not of the type that it should be is named; what nobody here acts on
/// costs nothing, and of a list the entries that are strings count.
/// INV-5.
#[test]
fn a_discovery_document_has_a_size() {
    let of = |octets: usize| {
        discovered(
            |document| {
                let length = document.to_string().len() + r#","x":"""#.len();
                document["x"] = "x".repeat(octets - length).into();
                assert_eq!(document.to_string().len(), octets);
            },
            &[],
        )
    };
    of(64 * 1024).unwrap();
    assert_eq!(of(64 * 1024 + 1), Err(Malformed::TooLarge.into()));
}

#[test]
fn discovery_s3_a_member_of_another_type_is_named_or_does_not_matter() {
    for (member, value) in [
        ("claims_supported", json!(["sub", 7])),
        ("claims_supported", json!("sub")),
        ("claims_parameter_supported", json!("true")),
        ("response_types_supported", json!([null, "code", {"a": 1}])),
        ("scopes_supported", json!(null)),
        ("unknown", json!({"a": [1.5]})),
    ] {
        discovered(|d| d[member] = value.clone(), &[]).unwrap();
    }
    for (member, value) in [
        ("issuer", json!(7)),
        ("token_endpoint", json!(["https://no.example/token"])),
        ("jwks_uri", json!(null)),
        ("response_types_supported", json!("code")),
        ("require_pushed_authorization_requests", json!("true")),
        ("authorization_response_iss_parameter_supported", json!(1)),
    ] {
        let refused = discovered(|d| d[member] = value.clone(), &[]);
        assert_eq!(refused, Err(Malformed::Metadata { member }.into()));
    }
    let missing = |d: &mut Value| {
        d.as_object_mut().unwrap().remove("token_endpoint");
    };
    let member = "token_endpoint";
    assert_eq!(
        discovered(missing, &[]),
        Err(Malformed::Metadata { member }.into())
    );
}

#[test]
fn discovery_s4_the_address_and_the_transport() {
    let known = "https://no.example/.well-known/openid-configuration";
    assert_eq!(discovery::address("https://no.example"), known);
    assert_eq!(discovery::address("https://no.example/"), known);
    let local = |transport| {
        let issuer = "http://bankid.localhost:8080";
        let document = serde_json::to_string(&provider().metadata()).unwrap();
        let document = document.replace(ISSUER, issuer);
        let party = RelyingParty {
            credential: Credential::SecretBasic("x".to_owned().into()),
            ..party()
        };
        let expected = ExpectedProvider {
            issuer,
            transport,
            requests: Requests::InUrl,
            ..expected_provider(&party, &[])
        };
        discovery::verify(document.as_bytes(), &expected)
            .map(|found| found.push_endpoint().is_none())
    };
    assert_eq!(local(Transport::HttpsOrLocalhost), Ok(true));
    assert_eq!(local(Transport::Https), Err(Misconfigured::Issuer.into()));
}

#[test]
fn hints_stand_beside_the_protocol_and_never_in_its_place() {
    let hints = |list: &[(&str, &str)]| Hints::new(pairs(list));
    let behalf = hints(&[("onbehalfof", "SE"), ("onbehalfof_name", "eIDAS Æ")]).unwrap();
    let wish = Wish {
        hints: behalf,
        ..wish()
    };
    let sent = party()
        .begin(&verified(), &wish, anything(), &entropy())
        .parameters;
    assert!(sent.contains(&("onbehalfof".to_owned(), "SE".to_owned())));
    let plain = begin().parameters;
    assert!(plain.iter().all(|parameter| sent.contains(parameter)));
    for name in plain.iter().map(|(name, _)| name.as_str()).chain([
        "prompt",
        "max_age",
        "ui_locales",
        "request",
        "request_uri",
        "client_assertion",
        "",
        "a b",
    ]) {
        let refused = hints(&[(name, "x")]);
        let name = name.to_owned();
        assert_eq!(refused, Err(Misconfigured::Hint { name }));
    }
    assert!(hints(&[("a", "x"), ("a", "y")]).is_err());
    assert!(hints(&[("a", "")]).is_err());
    assert!(hints(&[("a", "x\r\ny")]).is_err());
}

#[test]
fn what_is_expected_survives_the_store() {
    let kept = serde_json::to_string(&anything()).unwrap();
    assert_eq!(serde_json::from_str::<Expected>(&kept).unwrap(), anything());
}
