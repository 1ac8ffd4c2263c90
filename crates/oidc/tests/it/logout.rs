//! Logout. OIDC RP-Initiated Logout 1.0, Back-Channel Logout 1.0, Front-Channel Logout 1.0.

use oidc::jose::{Algorithm, JwkSet, jwt};
use oidc::jose::{Audience, ExpectedClaims, IssuedAt, TokenType};
use oidc::protocol::{ClientId, RedirectUri, Transport, decode_form};
use oidc::provider::{
    Client, EndSessionStop, FrontChannel, LogoutRegistration, Subject, VerifiedEndSession,
    backchannel_logout, end_session, frontchannel_logout,
};
use oidc::{Error, Malformed, Mismatch, Untrusted};
use serde_json::{Map, Value, json};

use crate::fixture::{
    CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, RS256, ask_as, authenticated, changed_claims,
    client, code_form, code_request, fresh, keys, pairs, provider, request, subject, with,
};

const AFTER: &str = "https://trademark.example/loggedout?from=logout";

fn uri(text: &str) -> RedirectUri {
    RedirectUri::register(text, Transport::Https).unwrap()
}

fn leaving() -> Client {
    Client {
        logout: LogoutRegistration {
            post_logout_redirect_uris: vec![uri(AFTER)],
            back_channel: Some(uri("https://trademark.example/backchannel")),
            front_channel: Some(FrontChannel {
                uri: uri("https://trademark.example/frontchannel?x=1"),
                session_required: true,
            }),
        },
        ..client()
    }
}

/// What an ID token of ours said a day ago.
fn hint_claims() -> Map<String, Value> {
    let claims = json!({
        "iss": ISSUER, "sub": "pairwise-sub", "aud": CLIENT, "sid": "session-1",
        "iat": NOW - 86_400, "exp": NOW - 86_280,
    });
    claims.as_object().unwrap().clone()
}

fn hint() -> String {
    jwt::sign(&hint_claims(), ES256.as_ref()).unwrap()
}

fn good() -> Pairs {
    pairs(&[
        ("id_token_hint", &hint()),
        ("client_id", CLIENT),
        ("post_logout_redirect_uri", AFTER),
        ("state", "state-1"),
    ])
}

fn end(params: &Pairs) -> Result<VerifiedEndSession, EndSessionStop> {
    let registered = leaving();
    let asked = end_session::parse(params)?;
    let client = asked
        .client_id()
        .filter(|id| **id == registered.client_id)
        .map(|_| &registered);
    asked.verify(client, &provider(), NOW)
}

#[test]
fn rp_s2_a_client_ends_its_session_with_an_id_token_however_old() {
    let ended = end(&good()).unwrap();
    assert_eq!(ended.client_id, Some(ClientId::new(CLIENT)));
    let hint = ended.hint.clone().unwrap();
    assert_eq!(
        (hint.sub.as_str(), hint.sid.as_deref()),
        ("pairwise-sub", Some("session-1"))
    );
    let expected = format!("{AFTER}&state=state-1");
    assert_eq!(ended.return_to.unwrap().location(), expected);
    // `client_id` is in the hint.
    assert_eq!(
        end(&with(good(), "client_id", None)).unwrap().client_id,
        Some(ClientId::new(CLIENT))
    );
}

/// LO-02: a page of anybody's may send a browser here.
#[test]
fn lo_02_who_names_no_session_of_this_browser_asks_the_person() {
    let ended = end(&good()).unwrap();
    assert!(!ended.must_confirm("session-1", None));
    assert!(
        ended.must_confirm("session-2", Some("pairwise-sub")),
        "LO-03: another session"
    );
    assert!(
        end(&with(good(), "id_token_hint", None))
            .unwrap()
            .must_confirm("session-1", Some("pairwise-sub"))
    );
    assert!(end(&vec![]).unwrap().must_confirm("session-1", None));
    // A client that hears of no sessions has no `sid`: the person herself is named.
    let without = jwt::sign(
        &changed_claims(&hint_claims(), &[("sid", Value::Null)]),
        ES256.as_ref(),
    )
    .unwrap();
    let ended = end(&with(good(), "id_token_hint", Some(&without))).unwrap();
    assert!(!ended.must_confirm("session-1", Some("pairwise-sub")));
    assert!(ended.must_confirm("session-1", Some("somebody")));
    assert!(ended.must_confirm("session-1", None));
}

/// LO-03: forged, unsigned, of another issuer, or another kind of token.
#[test]
fn lo_03_only_our_own_id_tokens_are_hints() {
    let refused = |token: &str| match end(&with(good(), "id_token_hint", Some(token))) {
        Err(EndSessionStop::Hint(error)) => error,
        other => panic!("{other:?}"),
    };
    let sign = |changes: &[(&str, Value)]| {
        jwt::sign(&changed_claims(&hint_claims(), changes), ES256.as_ref()).unwrap()
    };
    assert!(end(&with(good(), "id_token_hint", Some(&sign(&[])))).is_ok());
    let foreign = jwt::sign(&hint_claims(), CLIENT_KEY.as_ref()).unwrap();
    assert_eq!(refused(&foreign), Untrusted::Key.into());
    let unsigned = crate::fixture::forge(
        &json!({"alg": "none"}),
        &Value::Object(hint_claims()),
        &ES256,
    );
    assert_eq!(refused(&unsigned), Untrusted::Algorithm.into());
    let modified = {
        let good = hint();
        let (head, tail) = good.rsplit_once('.').unwrap();
        format!("{head}A.{tail}")
    };
    assert!(matches!(
        refused(&modified),
        Error::Untrusted(_) | Error::Malformed(_)
    ));
    let access = jwt::sign_as("at+jwt", &hint_claims(), ES256.as_ref()).unwrap();
    assert_eq!(refused(&access), Untrusted::Type.into());
    let other = sign(&[("iss", json!("https://other.example"))]);
    assert_eq!(refused(&other), Mismatch::Issuer.into());
    // The clocks of two nodes.
    let nearly = sign(&[("iat", json!(NOW + 5))]);
    assert!(end(&with(good(), "id_token_hint", Some(&nearly))).is_ok());
    let from = NOW + 6;
    assert_eq!(
        refused(&sign(&[("iat", json!(from))])),
        Mismatch::NotYet { from, now: NOW }.into()
    );
    for claim in ["iat", "sub"] {
        let expected = Malformed::Claim { claim };
        assert_eq!(
            refused(&sign(&[(claim, Value::Null)])),
            expected.into(),
            "{claim}"
        );
    }
}

#[test]
fn rp_s2_the_hint_is_of_the_client_that_asks() {
    let other = jwt::sign(
        &changed_claims(&hint_claims(), &[("aud", json!("other"))]),
        ES256.as_ref(),
    )
    .unwrap();
    let params = with(good(), "id_token_hint", Some(&other));
    assert_eq!(end(&params).unwrap_err(), EndSessionStop::OtherClient);
    let unknown = with(good(), "client_id", Some("nobody"));
    assert_eq!(end(&unknown).unwrap_err(), EndSessionStop::UnknownClient);
    let of_nobody = with(params, "client_id", None);
    assert_eq!(end(&of_nobody).unwrap_err(), EndSessionStop::UnknownClient);
}

/// LO-01: "MUST NOT perform post-logout redirection" to what is not registered, or for nobody.
#[test]
fn lo_01_a_person_is_only_sent_to_a_registered_address() {
    for address in [
        "https://evil.example/",
        "https://trademark.example/loggedout",
        "https://trademark.example/loggedout?from=logout&x=1",
        "https://trademark.example/loggedout?from=logout#x",
        "https://trademark.example/callback",
        "javascript:alert(1)",
    ] {
        let refused = end(&with(good(), "post_logout_redirect_uri", Some(address)));
        assert_eq!(
            refused.unwrap_err(),
            EndSessionStop::ReturnNotRegistered,
            "{address}"
        );
    }
    let of_nobody = pairs(&[("post_logout_redirect_uri", AFTER)]);
    assert_eq!(end(&of_nobody).unwrap_err(), EndSessionStop::ReturnOfNobody);
    // Without an ID token, the client named: after the person said yes.
    let named = end(&with(good(), "id_token_hint", None)).unwrap();
    assert!(named.return_to.is_some() && named.hint.is_none());
    let none = end(&with(good(), "post_logout_redirect_uri", None)).unwrap();
    assert_eq!(none.return_to, None);
}

#[test]
fn rp_s3_state_comes_back_byte_for_byte_and_nothing_else_does() {
    let state = format!("{}!|[%*@:\\`=/}}&+ \"<>", "x".repeat(100));
    let ended = end(&with(good(), "state", Some(&state))).unwrap();
    let location = ended.return_to.unwrap().location();
    let query = decode_form(location.split_once('?').unwrap().1.as_bytes()).unwrap();
    let expected = [("from", "logout"), ("state", &state)];
    assert_eq!(query, pairs(&expected));
    let without = end(&with(good(), "state", None)).unwrap();
    assert_eq!(without.return_to.unwrap().location(), AFTER);
    for state in ["a\r\nb", "\u{e6}", &"x".repeat(4097)] {
        assert_eq!(
            end(&with(good(), "state", Some(state))).unwrap_err(),
            EndSessionStop::Malformed
        );
    }
    for (name, value) in good() {
        let twice = [good(), vec![(name.clone(), value)]].concat();
        assert_eq!(
            end(&twice).unwrap_err(),
            EndSessionStop::Malformed,
            "{name}"
        );
    }
}

#[test]
fn a_logout_survives_the_store() {
    let ended = end(&good()).unwrap();
    let kept = serde_json::to_vec(&ended).unwrap();
    assert_eq!(
        serde_json::from_slice::<VerifiedEndSession>(&kept).unwrap(),
        ended
    );
}

fn message(client: &Client) -> Option<backchannel_logout::LogoutMessage> {
    backchannel_logout::message(
        client,
        "pairwise-sub",
        "session-1",
        &provider(),
        ES256.as_ref(),
        "jti-1",
        NOW,
    )
    .unwrap()
}

#[test]
fn bc_s2_4_a_logout_token_names_person_session_and_event_and_is_no_id_token() {
    let message = message(&leaving()).unwrap();
    assert_eq!(
        message.uri.as_str(),
        "https://trademark.example/backchannel"
    );
    assert!(!format!("{message:?}").contains("logout_token"));
    let form = decode_form(message.body.as_bytes()).unwrap();
    assert_eq!(form.len(), 1);
    assert_eq!(form[0].0, "logout_token");
    let expected = |token_type| ExpectedClaims {
        algorithms: &[Algorithm::Es256],
        token_type,
        issuer: ISSUER,
        audience: Audience::Only(CLIENT),
        issued_at: IssuedAt::Required,
        lifetime: 120,
        tolerance: 0,
    };
    let logout = TokenType::Explicit("logout+jwt");
    let verified = jwt::verify(&form[0].1, &keys(), &expected(logout), NOW).unwrap();
    let claims = verified.claims();
    assert_eq!(claims["sub"], "pairwise-sub");
    assert_eq!(claims["sid"], "session-1");
    assert_eq!(claims["jti"], "jti-1");
    let event = "http://schemas.openid.net/event/backchannel-logout";
    assert_eq!(claims["events"], json!({event: {}}));
    assert!(!claims.contains_key("nonce"));
    assert!(jwt::verify(&form[0].1, &keys(), &expected(TokenType::Jwt), NOW).is_err());
}

#[test]
fn bc_s2_6_it_is_signed_as_the_clients_id_tokens_and_only_who_registered_hears_of_it() {
    let wrong =
        backchannel_logout::message(&leaving(), "s", "x", &provider(), RS256.as_ref(), "j", NOW);
    assert!(wrong.is_err());
    assert_eq!(message(&client()), None);
}

#[test]
fn fc_s3_the_frame_names_issuer_and_session_where_that_is_registered() {
    let expected =
        "https://trademark.example/frontchannel?x=1&iss=https%3A%2F%2Fno.example&sid=session-1";
    assert_eq!(
        frontchannel_logout::frame(&leaving(), "session-1", &provider()).as_deref(),
        Some(expected)
    );
    let mut bare = leaving();
    let front = bare.logout.front_channel.as_mut().unwrap();
    front.session_required = false;
    let expected = "https://trademark.example/frontchannel?x=1";
    assert_eq!(
        frontchannel_logout::frame(&bare, "session-1", &provider()).as_deref(),
        Some(expected)
    );
    assert_eq!(
        frontchannel_logout::frame(&client(), "session-1", &provider()),
        None
    );
}

/// LO-06: what is loaded or called is at the client's own address.
#[test]
fn fc_s2_lo_06_logout_addresses_stand_where_the_redirect_uris_stand() {
    assert!(leaving().faults().is_empty());
    let elsewhere = uri("https://evil.example/frontchannel");
    let mut front = leaving();
    front.logout.front_channel.as_mut().unwrap().uri = elsewhere.clone();
    let mut back = leaving();
    back.logout.back_channel = Some(elsewhere);
    for client in [front, back] {
        let faults = client.faults();
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0]
                .to_string()
                .contains("logout_uri: scheme, host and port"),
            "{}",
            faults[0]
        );
    }
    for text in ["javascript:alert(1)", "http://trademark.example/x"] {
        assert!(RedirectUri::register(text, Transport::Https).is_err());
    }
}

/// Back-Channel §2.1, Front-Channel §3: `sid` in the ID token of who hears of sessions; FAPI's plan has
/// it as an unknown claim of everybody else.
#[test]
fn bc_s2_1_only_a_client_that_hears_of_sessions_gets_sid() {
    let sid = |client: &Client| {
        let person = Subject {
            sid: Some("session-1".to_owned()),
            ..subject()
        };
        let grant = ask_as(&request(), client)
            .unwrap()
            .grant(person, NOW)
            .unwrap();
        let redeemed = oidc::provider::token::redeem(
            &code_request(&code_form()),
            grant,
            &authenticated(client),
            None,
            ISSUER,
            NOW,
        )
        .unwrap();
        let issued = redeemed
            .issue(&provider(), ES256.as_ref(), fresh('a'), NOW)
            .unwrap();
        let keys = JwkSet::of([ES256.public().clone()]).unwrap();
        let signed = oidc::jose::jws::verify(
            issued.response.id_token().unwrap(),
            &keys,
            &[Algorithm::Es256],
        )
        .unwrap();
        let claims: Value = serde_json::from_slice(signed.payload()).unwrap();
        claims.get("sid").cloned()
    };
    assert_eq!(sid(&leaving()), Some("session-1".into()));
    assert_eq!(sid(&client()), None);
    let mut front_only = leaving();
    front_only.logout.back_channel = None;
    assert!(sid(&front_only).is_some());
    front_only
        .logout
        .front_channel
        .as_mut()
        .unwrap()
        .session_required = false;
    assert_eq!(sid(&front_only), None);
}
