//! Pushed authorization requests. RFC 9126.

use oidc::protocol::{ClientId, ErrorCode, Opaque, RedirectUri, Transport};
use oidc::provider::{Asked, Client, PushRule, RequestUri, Stop, authorize, par};

use crate::fixture::{
    CLIENT, NOW, Pairs, ask, authenticated, client, fapi_client, opaque, pairs, plain, provider,
    request, with,
};

fn push(params: &Pairs) -> Result<(par::PushedRequest, par::PushedAnswer), ErrorCode> {
    let client = client();
    par::push(
        params,
        &authenticated(&client),
        None,
        &provider(),
        opaque('r'),
        NOW,
    )
    .map_err(|e| e.code())
}

#[test]
fn s2_2_the_answer_names_the_request_and_its_lifetime() {
    let (_, answer) = push(&request()).unwrap();
    let expected = format!(
        r#"{{"request_uri":"urn:ietf:params:oauth:request_uri:{}","expires_in":120}}"#,
        "r".repeat(43)
    );
    assert_eq!(answer.to_json(), expected);
}

#[test]
fn s2_2_a_request_uri_cannot_be_made_of_fewer_than_32_octets() {
    assert!(Opaque::new("a".repeat(42)).is_err());
    assert!(RequestUri::parse("urn:ietf:params:oauth:request_uri:short").is_none());
}

#[test]
fn s4_tk_03_what_was_pushed_is_what_is_asked() {
    let (pushed, answer) = push(&request()).unwrap();
    let uri = answer.request_uri.to_parameter();
    // Parameters beside it are ignored.
    let evil = ("redirect_uri", "https://evil.example");
    let asked = pairs(&[
        ("client_id", CLIENT),
        ("request_uri", &uri),
        evil,
        ("scope", "x"),
    ]);
    let Asked::Pushed {
        client_id,
        request_uri,
    } = authorize::parse(&asked).unwrap()
    else {
        panic!("not pushed")
    };
    assert_eq!(request_uri, answer.request_uri);
    assert_eq!(
        pushed.open(&client_id, Some(&client()), NOW + 119).unwrap(),
        ask(&request()).unwrap()
    );
}

#[test]
fn s2_2_a_pushed_request_lives_5_to_600_seconds() {
    for (registered, lives) in [(5, 5), (600, 600), (1, 5), (3600, 600)] {
        let mut client = client();
        client.lifetimes.pushed_request = registered;
        let (pushed, answer) = par::push(
            &request(),
            &authenticated(&client),
            None,
            &provider(),
            opaque('r'),
            NOW,
        )
        .unwrap();
        assert_eq!(
            (answer.expires_in, pushed.expires_at()),
            (lives, NOW + lives)
        );
    }
    // FAPI 2.0 §5.3.2.2: "less than 600 seconds", whatever is registered.
    let mut fapi = fapi_client();
    for (registered, lives) in [(600, 599), (599, 599), (90, 90)] {
        fapi.lifetimes.pushed_request = registered;
        let caller = authenticated(&fapi);
        let (_, answer) =
            par::push(&request(), &caller, None, &provider(), opaque('r'), NOW).unwrap();
        assert_eq!(answer.expires_in, lives);
    }
}

#[test]
fn s4_another_client_or_a_late_one_is_stopped() {
    let open = |id: &str, at| {
        let (pushed, _) = push(&request()).unwrap();
        pushed.open(&ClientId::new(id), Some(&client()), at)
    };
    assert!(open(CLIENT, NOW).is_ok());
    assert_eq!(open("other", NOW), Err(Stop::RequestUri));
    assert_eq!(open(CLIENT, NOW + 120), Err(Stop::RequestUri));
}

/// Attack: somebody took an address over, its service has it removed, and what was pushed before brings a code there.
#[test]
fn s4_an_address_that_was_removed_since_the_push_is_answered_no_more() {
    let open = |client: Option<&Client>| {
        let (pushed, _) = push(&request()).unwrap();
        pushed.open(&ClientId::new(CLIENT), client, NOW)
    };
    let mut moved = client();
    assert!(open(Some(&moved)).is_ok());
    moved.redirect_uris =
        vec![RedirectUri::register("https://new.example/callback", Transport::Https).unwrap()];
    assert_eq!(open(Some(&moved)), Err(Stop::RedirectUriNotRegistered));
    assert_eq!(open(None), Err(Stop::UnknownClient));
    let mut other = client();
    other.client_id = ClientId::new("other");
    assert_eq!(open(Some(&other)), Err(Stop::UnknownClient));
}

#[test]
fn s2_1_a_request_uri_inside_is_refused() {
    let uri = RequestUri::new(opaque('q')).to_parameter();
    for value in [uri.as_str(), "https://client.example/request"] {
        let refused = push(&with(request(), "request_uri", Some(value)));
        assert_eq!(refused.unwrap_err(), ErrorCode::InvalidRequest, "{value}");
    }
    // RFC 6749 §3.1: without a value it is as if it were not there.
    push(&with(request(), "request_uri", Some(""))).unwrap();
}

#[test]
fn s2_1_the_checks_of_the_authorization_endpoint_are_answered_directly() {
    for (name, value, code) in [
        (
            "redirect_uri",
            Some("https://trademark.example/callback/"),
            ErrorCode::InvalidRequest,
        ),
        ("redirect_uri", None, ErrorCode::InvalidRequest),
        (
            "response_type",
            Some("token"),
            ErrorCode::UnsupportedResponseType,
        ),
        ("code_challenge", None, ErrorCode::InvalidRequest),
        (
            "code_challenge_method",
            Some("plain"),
            ErrorCode::InvalidRequest,
        ),
        ("scope", Some("profile"), ErrorCode::InvalidScope),
        ("client_id", Some("other"), ErrorCode::InvalidClient),
    ] {
        let refused = push(&with(request(), name, value));
        assert_eq!(refused.unwrap_err(), code, "{name}={value:?}");
    }
}

#[test]
fn s2_1_client_authentication_stands_for_client_id() {
    assert!(push(&with(request(), "client_id", None)).is_ok());
}

#[test]
fn s6_tk_04_a_client_that_must_push_is_stopped_with_a_plain_request() {
    let mut strict = client();
    strict.push = PushRule::Required;
    let refused = plain(&request()).verify(Some(&strict), &provider(), NOW);
    assert_eq!(crate::fixture::stopped(refused), Stop::PushRequired);
    let granted = par::push(
        &request(),
        &authenticated(&strict),
        None,
        &provider(),
        opaque('r'),
        NOW,
    );
    assert!(granted.is_ok());
}

#[test]
fn a_pushed_request_survives_the_store() {
    let (pushed, _) = push(&with(
        request(),
        "claims",
        Some(r#"{"userinfo":{"name":null}}"#),
    ))
    .unwrap();
    let kept = serde_json::to_vec(&pushed).unwrap();
    assert_eq!(
        serde_json::from_slice::<par::PushedRequest>(&kept).unwrap(),
        pushed
    );
}
