// SPDX-License-Identifier: EUPL-1.2
//! RFC 9449: tokens bound to a key, at PAR, token and userinfo.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::connector::claims;
use crate::registration::{POST, with_client};
use crate::support::{Answer, Gateway, Key, Party, SECRET, hash};

fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap().to_owned()
}

async fn gateway() -> Gateway {
    with_client(POST).await
}

fn party(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

/// Userinfo with this token and this proof.
async fn read(party: &Party<'_>, scheme: &str, token: &str, proof: &str) -> Answer {
    let authorization = format!("{scheme} {token}");
    let headers = [("authorization", authorization.as_str()), ("dpop", proof)];
    party.userinfo(&headers).await
}

#[tokio::test]
async fn s5_a_token_is_bound_to_the_key_of_its_proof_and_read_with_it_alone() {
    for format in ["reference", "jwt"] {
        let gateway = with_client(&format!("{POST}\naccess_token = \"{format}\"")).await;
        let (party, key, other) = (party(&gateway), Key::new(), Key::new());
        let tokens = party.bound_tokens(&key, &[]).await;
        assert_eq!(tokens["token_type"], "DPoP");
        let token = tokens["access_token"].as_str().unwrap();
        if format == "jwt" {
            assert_eq!(claims(token)["cnf"]["jkt"], json!(key.thumbprint()));
        }
        // §7.1: the scheme is case-insensitive.
        for scheme in ["DPoP", "DPOP", "dpop"] {
            let proof = party.proof(&key, "GET", "/userinfo", Some(token)).await;
            let answer = read(&party, scheme, token, &proof).await;
            assert_eq!(answer.json()["family_name"], "Lindmark", "{answer:?}");
            assert!(!answer.header("dpop-nonce").is_empty(), "§8.2");
        }
        // §7.2: a bound token is no bearer token.
        let bare = party.bearer(token).await;
        assert_eq!(bare.status, StatusCode::UNAUTHORIZED);
        let proof = party.proof(&other, "GET", "/userinfo", Some(token)).await;
        let foreign = read(&party, "DPoP", token, &proof).await;
        assert_eq!(
            (foreign.status, error(&foreign).as_str()),
            (StatusCode::UNAUTHORIZED, "invalid_token")
        );
        assert!(
            foreign
                .header("www-authenticate")
                .starts_with("DPoP error=\"invalid_token\""),
            "{foreign:?}"
        );
    }
}

#[tokio::test]
async fn s8_a_proof_without_our_nonce_is_answered_with_one_and_burns_nothing() {
    let gateway = gateway().await;
    let (party, key) = (party(&gateway), Key::new());
    let code = party.code(&[]).await;
    let bare = Value::Object(party.proof_claims("POST", "/token"));
    let first = party
        .redeem(&code, &[("dpop", &key.proof(&bare))], &[])
        .await;
    assert_eq!(
        (first.status, error(&first).as_str()),
        (StatusCode::BAD_REQUEST, "use_dpop_nonce")
    );
    let nonce = first.header("dpop-nonce").to_owned();
    let mut claims = party.proof_claims("POST", "/token");
    claims.insert("nonce".to_owned(), json!("of-somebody-else"));
    let wrong = party
        .redeem(&code, &[("dpop", &key.proof(&Value::Object(claims)))], &[])
        .await;
    assert_eq!(error(&wrong), "use_dpop_nonce");
    assert!(gateway.audited("client_refused").is_empty(), "no refusal");
    let mut claims = party.proof_claims("POST", "/token");
    claims.insert("nonce".to_owned(), json!(nonce));
    let second = party
        .redeem(&code, &[("dpop", &key.proof(&Value::Object(claims)))], &[])
        .await;
    assert_eq!(second.status, StatusCode::OK, "{second:?}");
    // §9: at a resource it is 401.
    let token = second.json()["access_token"].as_str().unwrap().to_owned();
    let mut claims = party.proof_claims("GET", "/userinfo");
    claims.insert("ath".to_owned(), json!(hash(&token)));
    let answer = read(&party, "DPoP", &token, &key.proof(&Value::Object(claims))).await;
    assert_eq!(
        (answer.status, error(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "use_dpop_nonce")
    );
    assert!(answer.header("www-authenticate").contains("use_dpop_nonce"));
    assert_eq!(answer.header("dpop-nonce"), nonce);
    // It rotates: what is two periods old is no nonce any more.
    gateway.clock.advance(std::time::Duration::from_secs(700));
    assert_ne!(party.nonce(&key).await, nonce);
    let mut claims = party.proof_claims("POST", "/token");
    claims.insert("nonce".to_owned(), json!(nonce));
    let old = party
        .redeem("x", &[("dpop", &key.proof(&Value::Object(claims)))], &[])
        .await;
    assert_eq!(error(&old), "use_dpop_nonce");
}

/// Attack: a proof that was overheard is sent again.
#[tokio::test]
async fn s11_1_a_proof_counts_once_wherever_it_is_sent() {
    let gateway = gateway().await;
    let (party, key) = (party(&gateway), Key::new());
    let tokens = party.bound_tokens(&key, &[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let proof = party.proof(&key, "GET", "/userinfo", Some(token)).await;
    assert_eq!(
        read(&party, "DPoP", token, &proof).await.status,
        StatusCode::OK
    );
    let again = read(&party, "DPoP", token, &proof).await;
    assert_eq!(
        (again.status, error(&again).as_str()),
        (StatusCode::UNAUTHORIZED, "invalid_dpop_proof")
    );
    assert!(again.body.contains("jti was used before"), "{again:?}");
    let code = party.code(&[]).await;
    let proof = party.proof(&key, "POST", "/token", None).await;
    assert_eq!(
        error(&party.redeem("x", &[("dpop", &proof)], &[]).await),
        "invalid_grant"
    );
    let answer = party.redeem(&code, &[("dpop", &proof)], &[]).await;
    assert_eq!(error(&answer), "invalid_dpop_proof");
    // The code was not burnt by it. TK-15.
    let proof = party.proof(&key, "POST", "/token", None).await;
    assert_eq!(
        party.redeem(&code, &[("dpop", &proof)], &[]).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn s4_3_a_proof_for_something_else_is_refused_with_what_to_change() {
    let gateway = gateway().await;
    let (party, key) = (party(&gateway), Key::new());
    let tokens = party.bound_tokens(&key, &[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let nonce = party.nonce(&key).await;
    let mut good = party.proof_claims("GET", "/userinfo");
    good.insert("nonce".to_owned(), json!(nonce));
    good.insert("ath".to_owned(), json!(hash(token)));
    let now = gateway.env.now_s();
    for (name, value, says) in [
        ("htm", json!("POST"), "htm is not the method"),
        (
            "htu",
            json!("https://evil.example/userinfo"),
            "htu is not the address",
        ),
        (
            "ath",
            json!(hash("another")),
            "ath is not of the access token",
        ),
        ("ath", Value::Null, "ath is not of the access token"),
        ("jti", Value::Null, "jti is missing or too long"),
        ("iat", json!(now - 3600), "iat is too far from our clock"),
        ("iat", json!(now + 3600), "iat is too far from our clock"),
    ] {
        let mut claims = good.clone();
        claims.insert("jti".to_owned(), json!(gateway.env.token()));
        claims.remove(name);
        if !value.is_null() {
            claims.insert(name.to_owned(), value);
        }
        let answer = read(&party, "DPoP", token, &key.proof(&Value::Object(claims))).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}");
        assert_eq!(
            answer.json()["error_description"],
            format!("DPoP proof: {says}")
        );
    }
    // §4.3 point 1: two of them.
    let (one, two) = (
        party.proof(&key, "GET", "/userinfo", Some(token)).await,
        party.proof(&key, "GET", "/userinfo", Some(token)).await,
    );
    let authorization = format!("DPoP {token}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("dpop", &one),
        ("dpop", &two),
    ];
    let answer = party.userinfo(&headers).await;
    assert_eq!(
        answer.json()["error_description"],
        "DPoP proof: more than one DPoP header"
    );
    let good = read(&party, "DPoP", token, &one).await;
    assert_eq!(good.status, StatusCode::OK, "positive control: {good:?}");
}

/// A client that is registered for bound tokens gets no others. FAPI 2.0 §5.3.2.1.
#[tokio::test]
async fn s5_2_no_token_without_a_proof_where_it_is_registered_so() {
    let gateway = with_client(&format!("{POST}\nrequire_dpop = true")).await;
    let (party, key) = (party(&gateway), Key::new());
    let code = party.code(&[]).await;
    let bare = party.redeem(&code, &[], &[]).await;
    assert_eq!(
        (bare.status, error(&bare).as_str()),
        (StatusCode::BAD_REQUEST, "invalid_dpop_proof")
    );
    assert_eq!(party.bound_tokens(&key, &[]).await["token_type"], "DPoP");
}

/// The code is bound by `dpop_jkt`, or by a proof at PAR; both must be of one key.
#[tokio::test]
async fn s10_a_code_is_redeemed_with_the_key_that_it_was_asked_with() {
    let gateway = gateway().await;
    let (party, key, other) = (party(&gateway), Key::new(), Key::new());
    let jkt = key.thumbprint();
    let code = party.code(&[("dpop_jkt", &jkt)]).await;
    let proof = party.proof(&other, "POST", "/token", None).await;
    let foreign = party.redeem(&code, &[("dpop", &proof)], &[]).await;
    assert_eq!(error(&foreign), "invalid_grant");
    assert_eq!(
        party.bound_tokens(&key, &[("dpop_jkt", &jkt)]).await["token_type"],
        "DPoP"
    );

    let query = party.request(&[]);
    let form = query.iter().filter(|(n, _)| n != "client_id");
    let form: Vec<_> = form.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let proof = party.proof(&key, "POST", "/par", None).await;
    let pushed = party.post("/par", &[("dpop", &proof)], &form).await;
    assert_eq!(pushed.status, StatusCode::CREATED, "{pushed:?}");
    assert!(!pushed.header("dpop-nonce").is_empty());
    let uri = pushed.json()["request_uri"].as_str().unwrap().to_owned();
    let by_reference = [("client_id", "other"), ("request_uri", uri.as_str())];
    let by_reference = by_reference.map(|(n, v)| (n.to_owned(), v.to_owned()));
    let back = party.login_with(&by_reference).await;
    let code = back.parameter("code").unwrap();
    let bare = party.redeem(&code, &[], &[]).await;
    assert_eq!(error(&bare), "invalid_dpop_proof");

    let mut twice = form.clone();
    let elsewhere = other.thumbprint();
    twice.push(("dpop_jkt", &elsewhere));
    let proof = party.proof(&key, "POST", "/par", None).await;
    let mismatch = party.post("/par", &[("dpop", &proof)], &twice).await;
    assert_eq!(
        (mismatch.status, error(&mismatch).as_str()),
        (StatusCode::BAD_REQUEST, "invalid_request")
    );
}

/// FAPI 2.0 §5.3.2.1: a registration with every rule at once.
#[tokio::test]
async fn fapi_s5_3_2_1_a_fapi_client_pushes_binds_and_proves_itself_with_keys() {
    let key = Key::new();
    let lines = format!(
        "[[client]]\nclient_id = \"bank\"\nname = \"Bank\"\n\
         redirect_uris = [\"https://bank.example.no/cb\"]\nsecurity_profile = \"fapi2\"\n\
         id_token_alg = \"ES256\"\njwks = '{}'\n",
        key.jwks()
    );
    let gateway = Gateway::start_as(crate::support::Setup {
        more: lines,
        ..crate::support::Setup::default()
    })
    .await;
    let bank = || {
        let party = Party::new(&gateway, "bank", None);
        let assertion = key.signed_as("JWT", &Value::Object(party.assertion_claims()));
        party.with_assertion(&assertion)
    };
    let redirect = ("redirect_uri", "https://bank.example.no/cb");
    // Not pushed: a page, and no redirect.
    let query = bank().request(&[redirect]);
    let query: Vec<_> = query
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let page = gateway
        .browser()
        .get(&format!("/authorize?{}", crate::support::encoded(&query)))
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let form: Vec<_> = query
        .into_iter()
        .filter(|(n, _)| *n != "client_id")
        .collect();
    let pushed = bank().post("/par", &[], &form).await;
    let uri = pushed.json()["request_uri"].as_str().unwrap().to_owned();
    let by_reference = [("client_id", "bank"), ("request_uri", uri.as_str())];
    let by_reference = by_reference.map(|(n, v)| (n.to_owned(), v.to_owned()));
    let code = bank()
        .login_with(&by_reference)
        .await
        .parameter("code")
        .unwrap();
    let proofs = Key::new();
    let proof = {
        let mut claims = bank().proof_claims("POST", "/token");
        claims.insert("nonce".to_owned(), bank().nonce(&proofs).await.into());
        proofs.proof(&Value::Object(claims))
    };
    let answer = bank().redeem(&code, &[("dpop", &proof)], &[redirect]).await;
    assert_eq!(answer.json()["token_type"], "DPoP", "{answer:?}");
}

/// a proof that was used after the backup is refused after the restore; one of later is taken.
#[tokio::test]
async fn r_36_a_proof_that_was_used_after_the_backup_is_refused_after_the_restore() {
    let gateway = gateway().await;
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = crate::support::on_disk(before.path(), &gateway.env);
    let gateway = gateway.on_store(store.clone());
    let backup = store::snapshot(&*store).await.unwrap();
    let key = Key::new();
    let proof = {
        let party = party(&gateway);
        let code = party.code(&[]).await;
        let proof = party.proof(&key, "POST", "/token", None).await;
        let first = party.redeem(&code, &[("dpop", &proof)], &[]).await;
        assert_eq!(first.status, StatusCode::OK, "{first:?}");
        proof
    };
    let gateway = gateway.restored_from(&backup, after.path()).await;
    let party = party(&gateway);
    let code = party.code(&[]).await;
    let again = party.redeem(&code, &[("dpop", &proof)], &[]).await;
    assert_eq!(error(&again), "invalid_dpop_proof");
    assert!(again.body.contains("jti was used before"), "{again:?}");
    gateway.clock.advance(std::time::Duration::from_secs(31));
    let proof = party.proof(&key, "POST", "/token", None).await;
    let fresh = party.redeem(&code, &[("dpop", &proof)], &[]).await;
    assert_eq!(fresh.status, StatusCode::OK, "{fresh:?}");
}

/// Attack: whoever found a bound token, and has not its key, brings it until its owner's share of reads is used up, by
/// which the owner is refused too, and so is the refresh.
#[tokio::test]
async fn rfc9449_s7_2_who_has_not_the_key_of_a_token_uses_up_nothing_of_its_owners_share() {
    let gateway = with_client(POST).await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let key = Key::new();
    let tokens = party.bound_tokens(&key, &[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    for _ in 0..130 {
        assert_eq!(party.bearer(token).await.status, StatusCode::UNAUTHORIZED);
    }
    let proof = party.proof(&key, "GET", "/userinfo", Some(token)).await;
    let dpop = format!("DPoP {token}");
    let own = [("authorization", dpop.as_str()), ("dpop", proof.as_str())];
    let own = party.userinfo(&own).await;
    assert_eq!(own.status, StatusCode::OK, "{own:?}");
}
