//! Attacks by their number in the catalogue, where a pure function stops them. Each has its
//! positive control beside it: the unchanged message passes.

use oidc::protocol::{ErrorCode, RedirectUri, Transport, UriFault};
use oidc::provider::{Asked, Client, Refusal, Stop, authorize, client_auth, token};

use crate::fixture::{
    CALLBACK, CALLBACK_QUERY, CLIENT, NOW, Pairs, ask, ask_as, client, pairs, plain, provider,
    rejected, request, stopped, with,
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
fn az_01_what_may_not_be_registered_and_why() {
    let register = |text, transport| RedirectUri::register(text, transport).map(|_| ());
    let local = "http://trademark.localhost:8080/callback";
    let longest = format!("https://a.example/{}", "x".repeat(2000 - 18));
    for text in [
        CALLBACK,
        CALLBACK_QUERY,
        "https://a.example",
        "https://a.example:8443/%C3%A6",
        &longest,
    ] {
        assert_eq!(register(text, Transport::Https), Ok(()), "{text}");
    }
    assert_eq!(register(local, Transport::HttpsOrLocalhost), Ok(()));
    let too_long = format!("{longest}x");
    let normal = |normal: &str| UriFault::NotNormal {
        normal: normal.to_owned(),
    };
    for (text, fault) in [
        (local, UriFault::Http),
        ("http://trademark.example/callback", UriFault::Http),
        ("https://a.example/#x", UriFault::Fragment),
        ("https://a.example/#", UriFault::Fragment),
        ("https://a@b.example/", UriFault::UserInformation),
        ("https://:b@b.example/", UriFault::UserInformation),
        ("https://a.example\\b/", UriFault::Character),
        ("https://a.example/x y", UriFault::Character),
        ("https://a.example/\n", UriFault::Character),
        ("https://\u{f8}.example/", UriFault::Character),
        ("https://a.example/\u{e5}", UriFault::Character),
        ("https://*.example/callback", UriFault::Wildcard),
        ("https://a.example/*", UriFault::Wildcard),
        ("https:///x", normal("https://x/")),
        ("https://a.example:443/x", normal("https://a.example/x")),
        ("https://A.example/x", normal("https://a.example/x")),
        ("HTTPS://a.example/x", normal("https://a.example/x")),
        ("https://a.example/x/../y", normal("https://a.example/y")),
        ("https://a.example/./x", normal("https://a.example/x")),
        ("javascript:alert(1)", UriFault::Scheme),
        ("data:text/html,x", UriFault::Scheme),
        ("com.example.app:/callback", UriFault::Scheme),
        ("/callback", UriFault::NotAbsolute),
        ("", UriFault::NotAbsolute),
        ("https://", UriFault::NotAbsolute),
        (&too_long, UriFault::TooLong),
    ] {
        assert_eq!(register(text, Transport::Https), Err(fault), "{text}");
    }
    for text in [
        "http://localhost.evil.example/",
        "http://127.0.0.1/",
        "http://evillocalhost/",
    ] {
        let refused = register(text, Transport::HttpsOrLocalhost);
        assert_eq!(refused, Err(UriFault::Http), "{text}");
    }
}

#[test]
fn az_02_no_error_is_an_open_redirect() {
    let evil = with(request(), "redirect_uri", Some("https://evil.example"));
    let unknown = plain(&evil).verify(None, &provider(), NOW);
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
    for (name, most) in [
        ("state", 4096),
        ("nonce", 2048),
        ("login_hint", 2048),
        ("ui_locales", 2048),
        ("acr_values", 2048),
        ("id_token_hint", 8192),
        ("claims", 4096),
    ] {
        let asked = |length: usize| ask(&with(request(), name, Some(&"x".repeat(length))));
        let error = rejected(asked(most + 1));
        assert_eq!(error.code(), ErrorCode::InvalidRequest, "{name}");
        let said = format!("{name} is longer than {most} octets");
        assert_eq!(error.description(), said);
        // The limit itself is not too long, whatever else it is.
        if let Err(Refusal::Reject(reject)) = asked(most) {
            assert_ne!(reject.error.description(), said);
        }
    }
    assert!(ask(&with(request(), "state", Some(&"x".repeat(4096)))).is_ok());
    // What nobody reads may have any size; the form as a whole has one.
    assert!(ask(&with(request(), "unknown", Some(&"x".repeat(20_000)))).is_ok());
    let many = (0..200)
        .map(|i| format!("s{i}"))
        .collect::<Vec<_>>()
        .join(" ");
    let scopes = ask(&with(request(), "scope", Some(&format!("openid {many}"))));
    assert_eq!(rejected(scopes).code(), ErrorCode::InvalidScope);
}

#[test]
fn az_30_only_a_registered_customer_is_asked_for() {
    let supplier = Client {
        on_behalf_of: vec!["municipality".to_owned()],
        ..client()
    };
    let asked =
        |name: &str, client: &Client| ask_as(&with(request(), "onbehalfof", Some(name)), client);
    let good = asked("municipality", &supplier).unwrap();
    assert_eq!(good.on_behalf_of.as_deref(), Some("municipality"));
    for name in ["other", "Municipality", "municipality "] {
        let refused = rejected(asked(name, &supplier));
        assert_eq!(refused.code(), ErrorCode::InvalidRequest, "{name}");
    }
    // A client without customers: nobody's name goes anywhere.
    assert_eq!(asked("municipality", &client()).unwrap().on_behalf_of, None);
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
        encoded(&[b"trademark:".as_slice(), &[b's'; 2052 / 4 * 3 - 10]].concat()),
    ] {
        let error = client_auth::parse(Some(&header), &[]).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidClient, "{header:.60}");
    }
    // 2,048 characters of base64 are the longest.
    let longest = encoded(&[b"trademark:".as_slice(), &[b's'; 2048 / 4 * 3 - 10]].concat());
    assert_eq!(longest.len(), "Basic ".len() + 2048);
    assert!(client_auth::parse(Some(&longest), &[]).is_ok());
}

#[test]
fn tk_32_no_other_grant_exists() {
    for grant in [
        "password",
        "implicit",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ] {
        let error = token::parse(&pairs(&[("grant_type", grant)]), &provider()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnsupportedGrantType, "{grant}");
    }
}

/// Welch's t of the times that two inputs take, in turns: below 4.5 nothing is to be told apart.
/// Reparaz et al., "Dude, is my code constant time?" (2017) §3.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn welch(rounds: u32, mut run: impl FnMut(bool) -> bool) -> f64 {
    let mut sums = [[0.0_f64; 3]; 2];
    for round in 0..rounds {
        let class = (round.wrapping_mul(2_654_435_761) >> 16) & 1 == 1;
        let since = std::time::Instant::now();
        std::hint::black_box(run(class));
        let took = f64::from(u32::try_from(since.elapsed().as_nanos()).unwrap_or(u32::MAX));
        // An interruption is nobody's secret.
        if took < 20_000.0 {
            let [of_false, of_true] = &mut sums;
            let [count, sum, squares] = if class { of_true } else { of_false };
            *count += 1.0;
            *sum += took;
            *squares += took * took;
        }
    }
    let [a, b] = sums.map(|[count, sum, squares]| {
        let mean = sum / count;
        (mean, (squares / count - mean * mean) / count)
    });
    ((a.0 - b.0) / (a.1 + b.1).sqrt()).abs()
}

/// Attack WEB-10: a secret is guessed octet by octet from how long a wrong one takes. Measures, so it is run
/// alone: `cargo test --release -p oidc --test it web_10 -- --ignored`.
#[test]
#[ignore = "a measurement of a million times"]
fn web_10_a_wrong_secret_takes_as_long_wherever_it_differs() {
    let right = "correct-horse-battery-staple-correct-horse-";
    let hash = oidc::provider::SecretHash::of(right);
    let (early, late) = (format!("x{}", &right[1..]), format!("{}x", &right[..42]));
    assert!(hash.is_of(right) && !hash.is_of(&early) && !hash.is_of(&late));
    let t = welch(1_000_000, |class| {
        hash.is_of(if class { &early } else { &late })
    });
    assert!(t < 4.5, "t = {t}");
    // Control: what stops at the first difference is seen.
    let long = vec![7_u8; 200];
    let (mut first, mut last) = (long.clone(), long.clone());
    first[0] = 1;
    last[199] = 1;
    let naive = |presented: &[u8]| {
        long.iter()
            .zip(presented)
            .all(|(a, b)| std::hint::black_box(a) == std::hint::black_box(b))
    };
    let control = welch(100_000, |class| naive(if class { &first } else { &last }));
    assert!(control > 4.5, "t = {control}");
    println!("WEB-10: t = {t:.2}, of a comparison that stops early {control:.0}");
}
