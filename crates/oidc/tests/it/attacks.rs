//! Attacks by their number in the catalogue, where a pure function stops them. Each has its
//! positive control beside it: the unchanged message passes.

use oidc::protocol::{ErrorCode, RedirectUri, Transport};
use oidc::provider::{Asked, Refusal, Stop, authorize, client_auth, token};

use crate::fixture::{
    CALLBACK, CLIENT, Pairs, ask, pairs, plain, provider, rejected, request, stopped, with,
};

/// AZ-01: everything that is almost a registered redirect URI.
#[test]
fn az_01_a_redirect_uri_that_is_almost_the_registered_one_never_redirects() {
    assert!(ask(&request()).is_ok());
    for uri in [
        "https://trademark.example/callback/",
        "https://trademark.example/callbackx",
        "https://trademark.example/callbac",
        "https://trademark.example/callback/../evil",
        "https://trademark.example/./callback",
        "https://trademark.example//callback",
        "https://trademark.example/Callback",
        "https://trademark.example/callback?",
        "https://trademark.example/callback?x=1",
        "https://trademark.example/callback?dummy1=lorem&x=1",
        "https://trademark.example/callback?dummy1=Lorem",
        "https://trademark.example/callback#",
        "https://trademark.example/callback#x",
        "https://trademark.example/%63allback",
        "https://trademark.example%2fcallback",
        "https://trademark.example:443/callback",
        "https://trademark.example:8443/callback",
        "https://trademark.example./callback",
        "https://TRADEMARK.example/callback",
        "HTTPS://trademark.example/callback",
        "http://trademark.example/callback",
        "https://x.trademark.example/callback",
        "https://trademark.example.evil.example/callback",
        "https://eviltrademark.example/callback",
        "https://trademark.example@evil.example/callback",
        "https://ok@trademark.example/callback",
        "https://evil.example\\@trademark.example/callback",
        "https://evil.example/callback",
        "https://trаdemark.example/callback",
        "https://xn--trdemark-2fg.example/callback",
        "https://[::1]/callback",
        "https://127.0.0.1/callback",
        "https://localhost/callback",
        "//trademark.example/callback",
        "/callback",
        "trademark.example/callback",
        "javascript:alert(1)",
        "data:text/html,x",
        "com.example.app:/callback",
        " https://trademark.example/callback",
        "https://trademark.example/callback ",
        "https://trademark.example/callback\r\nX: y",
        "https://trademark.example/callback\0",
        "*",
        "null",
    ] {
        let stop = stopped(ask(&with(request(), "redirect_uri", Some(uri))));
        assert_eq!(stop, Stop::RedirectUriNotRegistered, "{uri:?}");
    }
}

#[test]
fn az_01_what_may_not_be_registered() {
    let register = |text, transport| RedirectUri::register(text, transport).is_ok();
    assert!(register(CALLBACK, Transport::Https));
    assert!(register(
        "http://trademark.localhost:8080/callback",
        Transport::HttpsOrLocalhost
    ));
    for text in [
        "http://trademark.localhost:8080/callback",
        "http://trademark.example/callback",
        "https://a.example/#x",
        "https://a@b.example/",
        "https://a.example\\b/",
        "https:///x",
        "javascript:alert(1)",
        "com.example.app:/callback",
        "/callback",
        "https://a.example/x y",
        "https://ø.example/",
    ] {
        assert!(!register(text, Transport::Https), "{text}");
    }
    for text in [
        "http://localhost.evil.example/",
        "http://127.0.0.1/",
        "http://evillocalhost/",
    ] {
        assert!(!register(text, Transport::HttpsOrLocalhost), "{text}");
    }
}

#[test]
fn az_02_no_error_is_an_open_redirect() {
    let evil = with(request(), "redirect_uri", Some("https://evil.example"));
    let unknown = plain(&evil).verify(None, &provider());
    assert_eq!(stopped(unknown), Stop::UnknownClient);
    // Everything else wrong as well: still a page.
    let worse = with(with(evil, "response_type", Some("token")), "scope", None);
    assert_eq!(stopped(ask(&worse)), Stop::RedirectUriNotRegistered);
}

#[test]
fn az_03_two_of_anything_are_refused() {
    for (name, value) in request() {
        let twice = [request(), vec![(name.clone(), value)]].concat();
        let refused = match authorize::parse(&twice) {
            Err(stop) => stop == Stop::Repeated,
            Ok(Asked::Plain(_)) => match ask(&twice) {
                Err(Refusal::Stop(stop)) => stop == Stop::Repeated,
                Err(Refusal::Reject(reject)) => reject.error.code() == ErrorCode::InvalidRequest,
                Ok(_) => false,
            },
            Ok(Asked::Pushed { .. }) => false,
        };
        assert!(refused, "{name}");
    }
}

#[test]
fn az_18_line_ends_reach_no_header() {
    let refused = ask(&with(
        request(),
        "state",
        Some("x\r\nLocation: https://evil.example"),
    ));
    let Err(Refusal::Reject(reject)) = refused else {
        panic!("accepted")
    };
    assert!(!format!("{:?}", reject.response()).contains("evil"));
}

#[test]
fn az_28_a_request_has_a_size() {
    let big = "x".repeat(3000);
    for name in [
        "state",
        "nonce",
        "scope",
        "acr_values",
        "login_hint",
        "unknown",
    ] {
        let error = rejected(ask(&with(request(), name, Some(&big))));
        assert!(matches!(error.code(), ErrorCode::InvalidRequest), "{name}");
    }
    let many = (0..200)
        .map(|i| format!("s{i}"))
        .collect::<Vec<_>>()
        .join(" ");
    let scopes = ask(&with(request(), "scope", Some(&format!("openid {many}"))));
    assert_eq!(rejected(scopes).code(), ErrorCode::InvalidScope);
}

#[test]
fn az_30_a_resource_nobody_registered_is_refused() {
    let mut params: Pairs = request();
    params.extend(pairs(&[
        ("resource", "https://a.example"),
        ("resource", "https://b.example"),
    ]));
    assert_eq!(rejected(ask(&params)).code(), ErrorCode::InvalidTarget);
}

#[test]
fn tk_02_a_request_uri_of_anybody_else_is_never_fetched() {
    let external = with(
        request(),
        "request_uri",
        Some("https://evil.example/request"),
    );
    assert_eq!(
        rejected(ask(&external)).code(),
        ErrorCode::RequestUriNotSupported
    );
    let guessed = pairs(&[
        ("client_id", CLIENT),
        ("request_uri", "urn:ietf:params:oauth:request_uri:../../etc"),
    ]);
    assert_eq!(authorize::parse(&guessed).unwrap_err(), Stop::RequestUri);
}

#[test]
fn tk_12_a_loose_basic_header_is_refused() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let good = STANDARD.encode("trademark:secret");
    assert!(client_auth::parse(Some(&format!("Basic {good}")), &[]).is_ok());
    let encoded = |octets: &[u8]| format!("Basic {}", STANDARD.encode(octets));
    for header in [
        format!("Basic  {good}"),
        format!("Basic {good} "),
        format!("Basic {}", good.trim_end_matches('=')).replace(&good, "dHJhZGU"),
        format!("Bearer {good}"),
        "Basic".to_owned(),
        "Basic ".to_owned(),
        good.clone(),
        encoded(b"trademark"),
        encoded(b":secret"),
        encoded(b"trademark:"),
        encoded(b"trade\xff:secret"),
        encoded(b"trademark:se%zzcret"),
        encoded(b"trademark:se cret"),
        encoded("trademark:blåbær".as_bytes()),
        format!("Basic {}", "A".repeat(4096)),
    ] {
        let error = client_auth::parse(Some(&header), &[]).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidClient, "{header:.60}");
    }
}

#[test]
fn tk_32_only_one_grant_exists() {
    for grant in [
        "password",
        "implicit",
        "client_credentials",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ] {
        let error = token::parse(&pairs(&[("grant_type", grant)])).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnsupportedGrantType, "{grant}");
    }
}
