// SPDX-License-Identifier: EUPL-1.2
//! Rows WEB of the catalogue: the web's edge, what it tells of people, and what it costs.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;
use gateway::caller::{Caller, ClientAddress};
use serde_json::json;
use store::Kind;

use crate::connector::{arrive, tokens};
use crate::double_click::fragile;
use crate::support::{Answer, Browser, Gateway, ISSUER, Setup, flow_of};

/// What a browser sees of an answer, without what is random.
fn seen(answer: &Answer, flow: &str) -> String {
    let headers = answer.headers.iter();
    let headers: Vec<String> = headers
        .filter(|(name, _)| *name != header::SET_COOKIE)
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let text = format!("{} {}\n{}", answer.status, headers.join("\n"), answer.body);
    text.replace(flow, "FLOW").replace(&flow[..8], "FLOW")
}

/// Nobody who looks over a shoulder, or sits at somebody else's browser, learns whether a person is known
/// here: matched or not, the pages are the same to the octet. What came of it stands in her tokens.
#[tokio::test]
async fn web_02_the_pages_of_a_person_who_is_known_are_those_of_one_who_is_not() {
    let mut pages = Vec::new();
    let mut found = Vec::new();
    for status in [StatusCode::OK, StatusCode::NOT_FOUND] {
        let answer = move || async move { (status, "17912099997") };
        let router = axum::Router::new().fallback(answer);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let api = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(api.path(), "the-key").unwrap();
        let gateway = Gateway::start_as(Setup {
            more: format!(
                "[matching]\nurl = \"http://register.localhost:{port}\"\napi_key_file = {:?}\n\
                 answers = \"number\"\nprivate = true\n",
                api.path()
            ),
            ..Setup::default()
        })
        .await;
        let mut browser = gateway.browser();
        let (flow, sent) = browser.go_to_country("SE").await;
        let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
        let page = browser.answer(&gateway.sign("SE", &response), None).await;
        pages.push(seen(&page, &flow));
        let tokens = tokens(&mut browser, &page).await;
        let claims = crate::connector::claims(tokens["id_token"].as_str().unwrap());
        found.push(claims["match_status"].clone());
    }
    assert_eq!(
        found,
        [json!("found"), json!("not_found")],
        "positive control"
    );
    assert_eq!(pages[0], pages[1]);
}

/// An address that a visitor writes into a header is nobody's; of IPv6 a subscriber's 64 bits are one source.
#[tokio::test]
async fn web_03_no_header_and_no_address_of_the_same_network_begins_the_count_anew() {
    let gateway = Gateway::start().await;
    let refuse = async |address: &str, header: &str, forwarded: &str| {
        let mut request = Request::post(format!("{ISSUER}/token"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header, forwarded)
            .body(Body::from("client_id=nobody&client_secret=x"))
            .unwrap();
        let address: std::net::IpAddr = address.parse().unwrap();
        request.extensions_mut().insert(ClientAddress(address));
        gateway.send(request).await.status
    };
    let lines = || gateway.audited("client_refused").len();
    for n in 0..100 {
        let header = [
            "x-forwarded-for",
            "X-Real-IP",
            "forwarded",
            "x-Forwarded-FOR",
        ][n % 4];
        let status = refuse("192.0.2.7", header, &format!("203.0.113.{n}")).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(lines(), 20, "one source");
    for n in 0..100 {
        let address = format!("2001:67c:1::{n:x}:{n:x}");
        refuse(&address, "x-forwarded-for", "203.0.113.1").await;
    }
    assert_eq!(lines(), 40, "one subscriber");
    // Positive control: another subscriber is another source.
    refuse("2001:67c:2::1", "x-forwarded-for", "203.0.113.1").await;
    assert_eq!(lines(), 41);
    assert!(gateway.app.logs(Caller(Some([203, 0, 113, 1].into()))));
}

/// Nothing here counts what was tried in a person's name: whoever knows it costs her no login.
#[tokio::test]
async fn web_04_nobody_uses_up_a_persons_own_tries() {
    let gateway = Gateway::start().await;
    for _ in 0..30 {
        let mut attacker = gateway.browser();
        let (_, sent) = attacker.go_to_country("SE").await;
        // In her name, and too low.
        let response = gateway.respond("SE", &sent, LevelOfAssurance::Low);
        let page = attacker.answer(&gateway.sign("SE", &response), None).await;
        assert!(page.status.is_client_error(), "{page:?}");
    }
    assert_eq!(gateway.audited("login_refused").len(), 30);
    arrive(&gateway).await;
}

/// A login of which nobody chose anything is small: a million of them are what the plan for the disk says.
/// How many begin at all, `budgets` tries.
#[tokio::test]
async fn web_05_a_login_under_way_is_small() {
    let (gateway, store) = fragile(false).await;
    let state = "s".repeat(4_000);
    for (more, most) in [(None, 2_048), (Some(("state", state.as_str())), 8_192)] {
        let mut browser = gateway.browser();
        browser.authorize(more.as_slice()).await;
        let octets = store.largest(Kind::Login);
        assert!(octets > 100 && octets < most, "{octets}");
    }
}

#[tokio::test]
async fn web_06_headers_without_end_cost_no_more_than_short_ones() {
    let gateway = Gateway::start().await;
    let languages: String = (0..20_000)
        .map(|n| format!("x{n};q=0.{},", n % 10))
        .collect();
    let cookies: String = (0..3_000)
        .map(|n| format!("__Host-f-{n:08}=aaaaaaaa; "))
        .collect();
    let long = "a".repeat(100_000);
    let watch = gateway.env.stopwatch();
    for (name, value) in [
        ("accept-language", languages.as_str()),
        ("accept-language", long.as_str()),
        ("accept-language", "*;q=1e400,,,;;;q=,\u{7f}"),
        ("cookie", cookies.as_str()),
        ("cookie", long.as_str()),
        ("accept", long.as_str()),
        ("authorization", long.as_str()),
        ("dpop", long.as_str()),
        ("origin", long.as_str()),
    ] {
        for path in ["/", "/session", "/userinfo", "/authorize?client_id=nobody"] {
            let value = value.replace('\u{7f}', "");
            let request = Request::get(format!("{ISSUER}{path}"))
                .header(name, value)
                .body(Body::empty())
                .unwrap();
            let answer = gateway.send(request).await;
            assert!(
                !answer.status.is_server_error(),
                "{name} {path}: {answer:?}"
            );
            assert!(answer.body.len() < 100_000, "nothing of it comes back");
        }
    }
    // 36 requests, also unoptimised on a busy machine; 50 ms each is what the catalogue grants.
    assert!(
        watch.elapsed() < Duration::from_millis(36 * 50),
        "{:?}",
        watch.elapsed()
    );
    arrive(&gateway).await;
}

/// Nothing that is somebody's is kept by a cache: not by another name of its address, not by a header that
/// the cache does not look at.
#[tokio::test]
async fn web_07_no_cache_keeps_what_is_somebodys() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    for path in [
        "/authorize/x.css",
        "/authorize%2fx.css",
        "/authorize;x.css",
        "/session/x.js",
        "/session%3f.css",
        "/userinfo.css",
        "/userinfo/static/x.css",
        "/country.css",
        "/token/x.png",
        "/static/../session",
    ] {
        let answer = browser.get(&format!("{path}?flow={flow}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {answer:?}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    for path in [
        "/session",
        "/userinfo",
        &format!("/country?flow={flow}"),
        "/clients",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    // What may be kept is the same for everybody, whoever asks and however.
    let plain = browser.get("/.well-known/openid-configuration").await;
    assert_ne!(
        plain.header("cache-control"),
        "no-store",
        "positive control"
    );
    for name in [
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-original-url",
        "x-rewrite-url",
        "x-host",
    ] {
        let request = Request::get(format!("{ISSUER}/.well-known/openid-configuration"))
            .header(name, "evil.example");
        let answer = browser.go(request, Body::empty()).await;
        assert_eq!(answer.body, plain.body, "{name}");
    }
}

/// The operator's pages and numbers are at a listener of their own, however the address is written.
#[tokio::test]
async fn web_08_no_way_of_writing_an_address_leads_to_the_operators_door() {
    let gateway = Gateway::start().await;
    for path in [
        "/metrics",
        "//metrics",
        "/./metrics",
        "/x/../metrics",
        "/%6detrics",
        "/metrics/",
        "/metrics;x",
        "/..;/metrics",
        "/%2e%2e/metrics",
        "/peers",
        "//peers",
        "/health",
        "/ready",
        "/lists",
        "/admin",
        "//admin",
        "/%61dmin",
        "/static/..%2f..%2fmetrics",
    ] {
        let request = Request::get(path).header(header::HOST, "no.localhost:8080");
        let answer = gateway.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {answer:?}");
        assert!(!answer.body.contains("landport_"), "{path}");
    }
    assert!(
        gateway.app.metrics.render().contains("landport_"),
        "positive control"
    );
    arrive(&gateway).await;
}

/// RFC 7457 §2.6 (CRIME, BREACH): what a stranger writes and what is secret are never compressed together.
#[tokio::test]
async fn web_09_nothing_is_compressed() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    for path in [
        "/",
        "/session",
        "/jwks.json",
        "/.well-known/openid-configuration",
        "/userinfo",
        &format!("/country?flow={flow}&search=xxxxxxxxxxxxxxxx"),
    ] {
        let request = Request::get(format!("{ISSUER}{path}"))
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd");
        let answer = browser.go(request, Body::empty()).await;
        assert_eq!(answer.header("content-encoding"), "", "{path}");
        assert!(
            answer.body.starts_with(['<', '{']),
            "{path}: readable as it is"
        );
    }
}

#[tokio::test]
async fn web_11_a_language_is_one_of_ours_or_none() {
    let gateway = Gateway::start().await;
    let language = async |browser: &mut Browser<'_>, more: &[(&str, &str)], also: &str| {
        let flow = flow_of(&browser.authorize(more).await);
        let page = browser.get(&format!("/country?flow={flow}{also}")).await;
        assert_eq!(page.status, StatusCode::OK, "{more:?}");
        crate::support::between(&page.body, "<html lang=\"", "\"").to_owned()
    };
    let wished = [("ui_locales", "nn")];
    let mut browser = gateway.browser();
    assert_eq!(
        language(&mut browser, &wished, "").await,
        "nn",
        "positive control"
    );
    for odd in [
        "../../x",
        "..%2f..%2fetc/passwd",
        "nb\"><script>",
        "nb\r\nx: y",
        "\u{202e}bn",
        "xx-YY-zz-1234567890123456789012345678901234567890",
        "nb/../../nn",
    ] {
        let mut browser = gateway.browser();
        let odd = [("ui_locales", odd)];
        assert_eq!(
            language(&mut browser, &odd, "").await,
            "en",
            "{odd:?}: the browser's own"
        );
        let also = format!("&{}", crate::support::encoded(&[("lang", odd[0].1)]));
        assert_eq!(language(&mut browser, &[], &also).await, "en", "{odd:?}");
    }
}
