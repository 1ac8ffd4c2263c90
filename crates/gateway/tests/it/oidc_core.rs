//! OpenID Connect Core and what RFC 6749 says of it, at the gateway's own endpoints.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use store::Kind;

use crate::double_click::fragile;
use crate::support::{Gateway, ISSUER, REDIRECT, encoded, request};

#[tokio::test]
async fn discovery_names_the_endpoints_and_the_constant_issuer() {
    let gateway = Gateway::start().await;
    let answer = gateway
        .browser()
        .get("/.well-known/openid-configuration")
        .await;
    let metadata = answer.json();
    assert_eq!(metadata["issuer"], ISSUER);
    assert_eq!(metadata["token_endpoint"], format!("{ISSUER}/token"));
    assert_eq!(
        metadata["authorization_response_iss_parameter_supported"],
        true
    );
    let keys = gateway.browser().get("/jwks.json").await.json();
    assert!(keys["keys"].as_array().unwrap().len() >= 2);
    assert!(!keys.to_string().contains("\"d\""));
}

#[tokio::test]
async fn s3_1_2_1_authorize_takes_a_cross_site_post_without_a_cookie() {
    let gateway = Gateway::start().await;
    let form = request(&[]);
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut browser = gateway.browser();
    let posted = browser.post_from_abroad("/authorize", &form).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
    // Our own GET follows, to which the browser brings the session's cookie.
    assert!(posted.location().starts_with("/authorize?posted="));
    let begun = browser.get(posted.location()).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
}

/// Attack WEB-05: sixty kilobytes of invented parameters, kept a minute each.
#[tokio::test]
async fn s3_1_2_1_web_05_of_a_posted_request_only_what_is_read_is_kept() {
    let (gateway, store) = fragile(false).await;
    let mut browser = gateway.browser();
    let mut most = Vec::new();
    for junk in [String::new(), "j".repeat(60_000)] {
        let owned = request(&[("invented", &junk)]);
        let form: Vec<_> = owned
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let posted = browser.post_from_abroad("/authorize", &form).await;
        assert!(posted.location().starts_with("/authorize?posted="));
        let begun = browser.get(posted.location()).await;
        assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
        most.push(store.largest(Kind::Posted));
    }
    assert!(most[0] > 0, "positive control");
    assert_eq!(most[0], most[1]);
}

/// Attack AZ-13: a hostile page begins logins in images, frames and scripts.
#[tokio::test]
async fn az_13_what_a_page_loads_as_a_part_of_itself_begins_no_login() {
    let gateway = Gateway::start().await;
    let query = request(&[]);
    let query: Vec<_> = query
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let path = format!("{ISSUER}/authorize?{}", encoded(&query));
    for (mode, dest, begins) in [
        ("navigate", "document", true),
        ("navigate", "iframe", false),
        ("navigate", "embed", false),
        ("no-cors", "image", false),
        ("cors", "empty", false),
    ] {
        let mut browser = gateway.browser();
        let request = Request::get(&path)
            .header("sec-fetch-site", "cross-site")
            .header("sec-fetch-mode", mode)
            .header("sec-fetch-dest", dest);
        let answer = browser.go(request, Body::empty()).await;
        let (status, cookies) = if begins {
            (StatusCode::SEE_OTHER, 1)
        } else {
            (StatusCode::BAD_REQUEST, 0)
        };
        assert_eq!(
            (answer.status, browser.cookies.len()),
            (status, cookies),
            "{mode} {dest}"
        );
    }
    assert_eq!(gateway.audited("login_started").len(), 1);
}

/// Attack AZ-13: it begins them in windows, where each is a document of its own.
#[tokio::test]
async fn az_13_logins_of_a_hostile_page_leave_the_persons_own_alone() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    for _ in 0..40 {
        browser.authorize(&[]).await;
        gateway.clock.advance(std::time::Duration::from_secs(10));
    }
    let logins = browser
        .cookies
        .keys()
        .filter(|name| name.starts_with("__Host-f-"));
    assert_eq!(logins.count(), 20, "positive control: others went");
    let answer = gateway.respond("SE", &sent, eidas::LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &answer), None).await;
    crate::connector::tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn s3_1_2_2_unknown_redirect_uri_or_client_shows_a_page_and_never_redirects() {
    let gateway = Gateway::start().await;
    for wrong in [
        ("redirect_uri", "https://evil.example/"),
        ("redirect_uri", "http://trademark.localhost:8080/callback/"),
        ("redirect_uri", ""),
        ("client_id", "nobody"),
        ("client_id", ""),
    ] {
        let page = gateway.browser().authorize(&[wrong]).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong:?}");
        assert!(page.location().is_empty());
        assert!(page.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn s3_1_2_6_other_faults_go_to_the_client() {
    let gateway = Gateway::start().await;
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("prompt", "none", "login_required"),
        (
            "acr_values",
            "idporten-loa-high",
            "unmet_authentication_requirements",
        ),
    ] {
        let back = gateway.browser().authorize(&[(name, value)]).await;
        assert_eq!(
            back.status,
            StatusCode::SEE_OTHER,
            "{name}={value}: {back:?}"
        );
        assert!(back.location().starts_with(REDIRECT));
        assert_eq!(
            back.parameter("error").as_deref(),
            Some(error),
            "{name}={value}"
        );
        assert_eq!(back.parameter("state").as_deref(), Some("the-state"));
        assert_eq!(back.parameter("iss").as_deref(), Some(ISSUER));
    }
}

#[tokio::test]
async fn a_redirect_uri_keeps_its_own_query() {
    let gateway = Gateway::start().await;
    let uri = format!("{REDIRECT}?from=landport");
    let back = gateway
        .browser()
        .authorize(&[("redirect_uri", &uri), ("prompt", "none")])
        .await;
    assert!(back.location().starts_with(&format!("{uri}&")), "{back:?}");
}

#[tokio::test]
async fn rfc6749_5_2_errors_are_json_with_status_and_challenge() {
    let gateway = Gateway::start().await;
    let form = [("grant_type", "authorization_code"), ("code", "x")];
    let wrong = gateway
        .client_post_as("trademark", "wrong", "/token", &form)
        .await;
    let unknown = gateway
        .client_post_as("nobody", "wrong", "/token", &form)
        .await;
    for answer in [&wrong, &unknown] {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.header("www-authenticate"), "Basic realm=\"token\"");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.json()["error"], "invalid_client");
    }
    // Who exists is nobody's business; in the demo alone it is told (`Profile::described`).
    for (answer, why) in [(&wrong, "wrong secret"), (&unknown, "unknown client")] {
        let said = answer.json()["error_description"]
            .as_str()
            .unwrap()
            .to_owned();
        let (general, reason) = said.split_once(" (").unwrap();
        assert_eq!(general, "client authentication failed");
        assert!(reason.contains(why), "{said}");
    }
    let unsupported = gateway
        .client_post("/token", &[("grant_type", "password")])
        .await;
    assert_eq!(unsupported.status, StatusCode::BAD_REQUEST);
    assert_eq!(unsupported.json()["error"], "unsupported_grant_type");
    let bad = gateway.client_post("/token", &form).await;
    assert_eq!(bad.json()["error"], "invalid_grant", "{bad:?}");
}

#[tokio::test]
async fn rfc6750_3_userinfo_without_a_good_token_is_401_with_a_challenge() {
    let gateway = Gateway::start().await;
    for authorization in ["", "Bearer nonsense", "Basic eDp5"] {
        let mut builder = Request::get(format!("{ISSUER}/userinfo"));
        if !authorization.is_empty() {
            builder = builder.header("authorization", authorization);
        }
        let answer = gateway.send(builder.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{authorization}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    let query = encoded(&[("access_token", "x")]);
    let answer = gateway.browser().get(&format!("/userinfo?{query}")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

/// TK-13: of many redemptions one succeeds, and a later one revokes what it got.
#[tokio::test]
async fn tk_13_tk_15_a_code_works_once_and_its_replay_revokes_the_token() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = gateway.sign(
        "SE",
        &gateway.respond("SE", &sent, eidas::LevelOfAssurance::High),
    );
    let page = browser.answer(&xml, None).await;
    let href = crate::support::between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
    let code = browser.get(&href).await.parameter("code").unwrap();
    let verifier = crate::support::verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    // TK-15: a failed authentication does not burn the code.
    gateway
        .client_post_as("trademark", "wrong", "/token", &form)
        .await;
    let first = gateway.client_post("/token", &form).await;
    let access = first.json()["access_token"].as_str().unwrap().to_owned();
    let userinfo = || {
        let request = Request::get(format!("{ISSUER}/userinfo"))
            .header("authorization", format!("Bearer {access}"));
        gateway.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(userinfo().await.status, StatusCode::OK);
    let second = gateway.client_post("/token", &form).await;
    assert_eq!(second.json()["error"], "invalid_grant");
    assert_eq!(userinfo().await.status, StatusCode::UNAUTHORIZED);
}

/// A hint: the person sees her country first, and may choose another.
#[tokio::test]
async fn s3_1_2_1_login_hint_preselects_a_country_and_decides_nothing() {
    let gateway = Gateway::start().await;
    let page = async |hint: &str| {
        let mut browser = gateway.browser();
        let begun = browser.authorize(&[("login_hint", hint)]).await;
        let path = begun.location().to_owned();
        browser.get(&path).await.body
    };
    let chosen = |body: &str, code: &str| {
        let suggested = body.split_once("id=\"suggested\"");
        let suggested = suggested.and_then(|(_, rest)| rest.split_once("</ul>"));
        suggested.is_some_and(|(rows, _)| rows.contains(&format!("value=\"{code}\"")))
    };
    let body = page("country:BG").await;
    assert!(chosen(&body, "BG") && !chosen(&body, "SE"), "{body}");
    for ignored in ["country:ZZ", "someone@example.no", "country:DK"] {
        let body = page(ignored).await;
        assert!(!chosen(&body, "BG") && !chosen(&body, "SE") && !body.contains("someone"));
    }
}

/// What an operator finds of a service whose request was not even for a known client or address.
#[tokio::test]
async fn a_refused_request_is_written_down_with_who_it_says_to_be_and_where_it_wants_to_go() {
    let gateway = Gateway::start().await;
    let uri = "http://trademark.localhost:8080/other?person=astrid";
    gateway.browser().authorize(&[("redirect_uri", uri)]).await;
    let line = gateway.audited("login_refused").pop().unwrap();
    assert!(line.contains("\"client_id\":\"trademark\""), "{line}");
    let where_to = "\"redirect_uri\":\"http://trademark.localhost:8080/other\"";
    assert!(
        line.contains(where_to) && !line.contains("astrid"),
        "{line}"
    );
    // At the token endpoint: an assertion's `sub`, and the user of Basic.
    let form = [("grant_type", "authorization_code"), ("code", "x")];
    gateway
        .client_post_as("rowing", "wrong", "/token", &form)
        .await;
    let line = gateway.audited("client_refused").pop().unwrap();
    assert!(line.contains("\"client_id\":\"rowing\""), "{line}");
    let query = encoded(&[("client_id", &"x".repeat(2000))]);
    gateway.browser().get(&format!("/authorize?{query}")).await;
    let line = gateway.audited("login_refused").pop().unwrap();
    assert!(line.len() < 1000, "bounded: {line}");
}

#[tokio::test]
async fn rfc6749_s4_1_3_who_sends_json_is_told_to_send_a_form() {
    let gateway = Gateway::start().await;
    for (path, kind, error) in [
        ("/token", "application/json", "invalid_request"),
        ("/par", "text/plain", "invalid_request"),
        (
            "/token",
            "application/x-www-form-urlencoded; charset=utf-8",
            "invalid_client",
        ),
    ] {
        let request = Request::post(format!("{ISSUER}{path}"))
            .header("content-type", kind)
            .body(Body::from("{\"grant_type\":\"authorization_code\"}"))
            .unwrap();
        let answer = gateway.send(request).await;
        assert_eq!(answer.json()["error"], error, "{path} {kind}: {answer:?}");
        let said = answer.json()["error_description"]
            .as_str()
            .unwrap()
            .to_owned();
        let told = said.contains("send a form");
        assert_eq!(told, error == "invalid_request", "{said}");
    }
}

#[tokio::test]
async fn rfc6750_s3_1_two_authorization_headers_are_a_bad_request() {
    let gateway = Gateway::start().await;
    for (method, path) in [("GET", "/userinfo"), ("POST", "/token"), ("POST", "/par")] {
        let sent = |headers: &[&str]| {
            let mut request = Request::builder()
                .method(method)
                .uri(format!("{ISSUER}{path}"));
            for header in headers {
                request = request.header("authorization", *header);
            }
            gateway.send(request.body(Body::empty()).unwrap())
        };
        let twice = sent(&["Bearer x", "Bearer y"]).await;
        assert_eq!(twice.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(twice.json()["error"], "invalid_request", "{path}");
        let once = sent(&["Bearer x"]).await;
        assert_ne!(
            once.json()["error_description"],
            twice.json()["error_description"],
            "{path}"
        );
    }
}
