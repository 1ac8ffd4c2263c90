// SPDX-License-Identifier: EUPL-1.2
//! The operators' console: whoever reaches it sees the board; who proves that she is an operator looks at a login by its
//! reference and pulls the lever; each of it stands in the trail with her name. docs/adr/0023; OPS-07, OPS-08, OPS-20.

use serde_json::Value;
use world::countries::COUNTRIES;

use crate::browser::{Browser, Page};
use crate::operator_audit::lines;
use crate::road::number_of;
use crate::stage::Stage;

/// What the trail has of the console: who, what and why.
fn used(stage: &Stage) -> Vec<(String, String, Value)> {
    let lines = lines(&stage.directory.path().join("data"), "operation");
    let used = lines.iter().filter(|line| line["event"] == "console_used");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    used.map(|line| {
        (
            text(&line["by"]),
            text(&line["what"]),
            line["reason"].clone(),
        )
    })
    .collect()
}

/// As far as the console says who came.
async fn arrive(stage: &Stage, browser: &mut Browser, person: &str) -> Page {
    let page = browser.open(&stage.url("console", "/console/open")).await;
    assert_eq!(page.url.path(), "/choose", "{} {}", page.url, page.body);
    let page = stage.choose_eid(browser, &page, "bankid").await;
    stage.prove(browser, &page, person, None).await
}

pub(crate) async fn operator(stage: &Stage) -> Browser {
    let mut browser = stage.browser();
    let page = arrive(stage, &mut browser, "plain").await;
    assert_eq!(page.url.as_str(), stage.url("console", "/console"));
    assert!(page.body.contains("Kari Nordmann"), "{}", page.body);
    browser
}

async fn look(stage: &Stage, browser: &mut Browser, reference: &str, language: &str) -> Page {
    let page = browser.open(&stage.url("console", "/console/login")).await;
    let form = page
        .forms()
        .into_iter()
        .find(|form| form.action.path() == "/console/login");
    let filled = [("reference", reference), ("language", language)];
    browser.submit(&page, &form.unwrap(), &filled).await
}

async fn refused(stage: &Stage) -> String {
    stage.log_in(&mut stage.browser(), "SE", "low").await;
    let lines = lines(&stage.directory.path().join("data"), "logins");
    let line = lines.iter().rfind(|line| line["event"] == "login_refused");
    line.unwrap()["reference"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_sees_the_board_and_an_operator_a_login_in_plain_words() {
    let stage = Stage::new().await;
    let reference = refused(&stage).await;
    stage.log_in(&mut stage.browser(), "SE", "plain").await;
    let mut browser = stage.browser();
    let board = browser.open(&stage.url("console", "/console")).await;
    for part in [
        "Sweden: its e\u{2011}IDs",
        "1 arrived, 1 did not confirm",
        "signing certificate until",
        "BankID",
        "notified at high",
        "sha1-oaep is put up with until",
        "support: ",
        "Lists of countries and wallets",
    ] {
        assert!(board.body.contains(part), "{part}: {}", board.body);
    }
    // What ends with the demo's own keys, and what was done so far.
    for (path, part) in [
        ("/console/ends", "Within 60 days"),
        ("/console/levers", "Nothing is closed."),
    ] {
        let page = browser.open(&stage.url("console", path)).await;
        assert!(page.body.contains(part), "{part}: {}", page.body);
        assert!(page.forms().is_empty(), "{path}: {}", page.body);
    }
    let page = browser.open(&stage.url("console", "/console/login")).await;
    assert!(page.body.contains("Log in first") && page.forms().is_empty());
    // Those lines name operators.
    let changes = stage.url("console", "/console/changes");
    let page = browser.open(&changes).await;
    assert_eq!(page.status, 403, "{}", page.body);
    assert!(page.body.contains("Log in first") && !page.body.contains("metadata"));
    assert_eq!(used(&stage), []);

    let mut browser = operator(&stage).await;
    let read_out = format!("{} {}", &reference[..4], &reference[4..]).to_lowercase();
    let page = look(&stage, &mut browser, &read_out, "pl").await;
    let at = |part: &str| {
        page.body
            .find(part)
            .unwrap_or_else(|| panic!("{part}: {}", page.body))
    };
    let order = [
        "the service trademark",
        "the person chose Sweden",
        "left for Sweden",
        "Sweden answered",
        "too low",
        "<blockquote lang=\"pl\">",
        "silniejsz",
        "The service wants a stronger e-ID",
        "level_too_low",
    ];
    let places: Vec<_> = order.iter().map(|part| at(part)).collect();
    assert!(places.is_sorted(), "{places:?} {}", page.body);
    for person in COUNTRIES.iter().flat_map(|country| country.persons) {
        for value in [person.identifier, person.date_of_birth] {
            assert!(!page.body.contains(value), "{value}: {}", page.body);
        }
    }
    for line in lines(&stage.directory.path().join("data"), "logins") {
        for field in ["person_ref", "national_ref", "sub"] {
            let value = line[field].as_str().unwrap_or("not there at all");
            assert!(!page.body.contains(value), "{field}: {}", page.body);
        }
    }
    let unknown = look(&stage, &mut browser, "ZZZZ2222", "nb").await;
    assert!(
        unknown.body.contains("Nothing is found for ZZZZ2222"),
        "{}",
        unknown.body
    );
    let name = look(&stage, &mut browser, "Nordmann, Kari", "nb").await;
    assert!(
        name.body.contains("eight letters and digits"),
        "{}",
        name.body
    );

    let page = browser.open(&changes).await;
    for part in [
        "Sweden: new metadata, until",
        "Kari Nordmann: audit find ZZZZ2222",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }

    let kari = |what: &str| ("Kari Nordmann".to_owned(), what.to_owned(), Value::Null);
    let looked = format!("audit find {reference}");
    let expected = [
        kari("opened"),
        kari(&looked),
        kari("audit find ZZZZ2222"),
        kari("changes"),
    ];
    assert_eq!(used(&stage), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_closes_a_country_with_a_reason_and_opens_it_again() {
    let stage = Stage::new().await;
    let mut browser = operator(&stage).await;
    let levers = stage.url("console", "/console/levers");
    let page = browser.open(&levers).await;
    let closing = |page: &Page| {
        let mut forms = page.forms().into_iter();
        forms.find(|form| {
            form.fields
                .contains(&("act".to_owned(), "suspend".to_owned()))
        })
    };
    let form = closing(&page).unwrap();
    let filled = [
        ("target", "country SE"),
        ("nb", "Sverige er stengt\r\ntil klokken 14."),
        ("nn", ""),
        ("en", "Sweden is closed until two."),
        ("until", ""),
        ("reason", ""),
    ];
    let page = browser.submit(&page, &form, &filled).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("Write why") && page.body.contains("Sweden is closed until two."));
    let with = |name: &'static str, value: &'static str| {
        let mut all = filled.to_vec();
        all.retain(|(it, _)| *it != name && *it != "reason");
        all.extend([(name, value), ("reason", "Breach, ticket 4711")]);
        all
    };
    for (name, value, said) in [
        ("target", "country XX", "Choose what to close"),
        ("until", "2020-01-01T00:00:00Z", "a time that is to come"),
        ("en", "", "in bokmål and in English"),
        ("act", "shut", "Choose what to do"),
    ] {
        let page = browser
            .submit(&page, &closing(&page).unwrap(), &with(name, value))
            .await;
        assert_eq!(page.status, 400, "{name}");
        assert!(page.body.contains(said), "{name}: {}", page.body);
    }
    let form = closing(&page).unwrap();
    let page = browser.submit(&page, &form, &with("nn", "")).await;
    assert!(
        page.body.contains("Closed now: country SE."),
        "{}",
        page.body
    );
    let told = stage.country_page(&mut stage.browser()).await;
    assert!(
        told.body.contains("Sweden is closed until two."),
        "{}",
        told.body
    );
    let board = browser.open(&stage.url("console", "/console")).await;
    assert!(
        board
            .body
            .contains("closed since 2026-11-23: Sweden is closed until two.")
    );

    let page = browser.open(&levers).await;
    let form = page.forms().into_iter();
    let mut form = form.filter(|form| {
        form.fields
            .contains(&("target".to_owned(), "country SE".to_owned()))
    });
    let form = form.next().unwrap();
    let page = browser.submit(&page, &form, &[("reason", "Mended")]).await;
    assert!(
        page.body.contains("Open again: country SE."),
        "{}",
        page.body
    );
    let told = stage.country_page(&mut stage.browser()).await;
    assert!(
        !told.body.contains("Sweden is closed until two."),
        "{}",
        told.body
    );
    let acts: Vec<_> = used(&stage).into_iter().skip(1).collect();
    let kari = |what: &str, why: &str| ("Kari Nordmann".to_owned(), what.to_owned(), why.into());
    assert_eq!(
        acts,
        [
            kari("suspend country SE", "Breach, ticket 4711"),
            kari("resume country SE", "Mended")
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_operator_learns_her_subject_and_sees_nothing() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = arrive(&stage, &mut browser, "two-names").await;
    assert_eq!(page.status, 403, "{} {}", page.url, page.body);
    assert!(page.body.contains("none of this console"), "{}", page.body);
    assert!(!page.body.contains(&number_of("two-names")));
    let (by, what, _) = used(&stage).pop().unwrap();
    assert_eq!(what, "refused");
    let subject = by.strip_prefix("sub ").unwrap();
    assert!(
        subject.len() == 43 && page.body.contains(subject),
        "{by}: {}",
        page.body
    );
    let login = browser.open(&stage.url("console", "/console/login")).await;
    assert!(login.body.contains("Log in first"), "{}", login.body);
    // Somebody else's session of single sign-on opens nothing: the console's login is of its own.
    let mut tired = stage.browser();
    let page = tired.open(&stage.url("trademark", "/login")).await;
    let page = stage.choose_eid(&mut tired, &page, "bankid").await;
    stage.prove(&mut tired, &page, "plain", None).await;
    let page = tired.open(&stage.url("console", "/console/open")).await;
    assert_eq!(
        page.url.path(),
        "/choose",
        "she is asked anew: {}",
        page.url
    );
}

/// Attacks on the door: a login of another browser, one that is over, a form of another page, a stolen token, a session
/// that is old.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_browser_that_logged_in_acts_and_only_from_our_own_page() {
    let stage = Stage::new().await;
    let mut browser = operator(&stage).await;
    let page = browser.open(&stage.url("console", "/console/login")).await;
    let form = page
        .forms()
        .into_iter()
        .find(|it| it.action.path() == "/console/login")
        .unwrap();
    let filled = [("reference", "ZZZZ2222")];
    // From a page of another origin, though cookie and token come along: a service on the same site.
    let foreign = stage.url("trademark", "");
    browser
        .says
        .insert(http::header::ORIGIN, foreign.parse().unwrap());
    assert_eq!(browser.submit(&page, &form, &filled).await.status, 403);
    browser.says.clear();
    // Positive control.
    assert_eq!(browser.submit(&page, &form, &filled).await.status, 200);
    // Without the session's cookie: a form of another page, which SameSite=Strict leaves it out of.
    let mut open = page.clone();
    open.url = stage.url("trademark", "/").parse().unwrap();
    open.headers.clear();
    assert_eq!(browser.submit(&open, &form, &filled).await.status, 403);
    // With a token of nobody's, and with none.
    for token in ["", &"A".repeat(form.fields[0].1.len())] {
        let filled = [("reference", "ZZZZ2222"), ("token", token)];
        assert_eq!(browser.submit(&page, &form, &filled).await.status, 403);
    }
    // Another browser with her token.
    assert_eq!(
        stage.browser().submit(&page, &form, &filled).await.status,
        403
    );

    // A callback of nobody's logs nobody in.
    let mut victim = stage.browser();
    for path in [
        "/console/callback?code=x&state=y&iss=z",
        "/console/callback",
        "/console/callback?error=access_denied",
    ] {
        let page = victim.open(&stage.url("console", path)).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(
            page.body.contains("Nobody was logged in"),
            "{path}: {}",
            page.body
        );
    }

    // A quarter of an hour later she is asked again.
    stage.advance(15 * 60);
    assert_eq!(browser.submit(&page, &form, &filled).await.status, 403);

    // Who logs out is out at once, with the cookie too.
    let mut browser = operator(&stage).await;
    let page = browser.open(&stage.url("console", "/console/login")).await;
    let close = page
        .forms()
        .into_iter()
        .find(|it| it.action.path() == "/console/close")
        .unwrap();
    let mut thief = browser.clone();
    let gone = browser.submit(&page, &close, &[]).await;
    assert!(
        gone.url.path() == "/console" && !gone.body.contains("Kari Nordmann"),
        "{}",
        gone.body
    );
    let stolen = thief.open(&stage.url("console", "/console/login")).await;
    assert!(stolen.body.contains("Log in first"), "{}", stolen.body);
    assert_eq!(used(&stage).pop().unwrap().1, "closed");

    // A name that leads here by a stranger's wish (DNS rebinding): nothing is read.
    let operators = gateway::ops::router(stage.together.gateway.ops());
    let mut rebound = Browser::new(operators);
    let strange = rebound.open("http://rebound.example/console").await;
    assert_eq!(strange.status, 421, "{}", strange.body);
    // Positive control.
    let known = rebound.open(&stage.url("console", "/console")).await;
    assert_eq!(known.status, 200);

    // Nothing of a page runs, is framed or is kept.
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        ),
        ("x-frame-options", "DENY"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(page.headers[name], value);
    }
}

/// On the way back, with a code that was not redeemed.
async fn before_the_callback(stage: &Stage) -> (Browser, Page) {
    let mut browser = stage.browser();
    browser.stops_at = Some("/console/callback");
    let page = arrive(stage, &mut browser, "plain").await;
    assert_eq!(page.url.path(), "/console/callback", "{}", page.body);
    browser.stops_at = None;
    (browser, page)
}

/// OPS-08: a real code with its real state, in another browser, twice, or from another issuer (RFC 9207 §2.4).
#[tokio::test(flavor = "multi_thread")]
async fn a_real_code_logs_in_the_browser_that_began_and_once() {
    let stage = Stage::new().await;
    let (mut browser, back) = before_the_callback(&stage).await;
    let mut copy = browser.clone();
    let nobody = |page: &Page| {
        let said = page.body.contains("Nobody was logged in");
        assert!(page.status == 403 && said, "{}", page.body);
    };
    let mut other = stage.browser();
    let begun = other.open(&stage.url("console", "/console/open")).await;
    assert_eq!(begun.url.path(), "/choose", "it began a login of its own");
    nobody(&other.open(back.url.as_str()).await);
    assert_eq!(used(&stage), []);
    // Positive control.
    let page = browser.open(back.url.as_str()).await;
    assert!(
        page.body.contains("Welcome, Kari Nordmann"),
        "{}",
        page.body
    );
    nobody(&browser.open(back.url.as_str()).await);
    nobody(&copy.open(back.url.as_str()).await);

    let (mut browser, back) = before_the_callback(&stage).await;
    let mut mixed = back.url.clone();
    let pairs = back.url.query_pairs().into_owned();
    let pairs = pairs.map(|(name, value)| match name.as_str() {
        "iss" => (name, stage.url("trademark", "")),
        _ => (name, value),
    });
    let pairs: Vec<_> = pairs.collect();
    assert!(pairs.iter().any(|(name, _)| name == "iss"));
    mixed.query_pairs_mut().clear().extend_pairs(pairs);
    nobody(&browser.open(mixed.as_str()).await);
    let names: Vec<_> = used(&stage).into_iter().map(|(_, what, _)| what).collect();
    assert_eq!(names, ["opened"]);
}

/// OPS-20: a picture on any page begins no login at the console; sixty-four would end those of others.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_the_console_is_a_part_of_another_page() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let says = |dest: &'static str| {
        let name = http::HeaderName::from_static("sec-fetch-dest");
        http::HeaderMap::from_iter([(name, http::HeaderValue::from_static(dest))])
    };
    let open = stage.url("console", "/console/open");
    for dest in ["image", "iframe", "empty", "script"] {
        browser.says = says(dest);
        let page = browser.open(&open).await;
        assert_eq!(page.status, 403, "{dest}: {}", page.url);
        assert_eq!(page.url.as_str(), open);
    }
    assert_eq!(browser.cookies("console.localhost"), [""; 0]);
    // Positive controls: she opens it herself, and a page has its style.
    browser.says = says("document");
    let page = browser.open(&open).await;
    assert_eq!(page.url.path(), "/choose", "{}", page.body);
    let board = browser.open(&stage.url("console", "/console")).await;
    let (_, style) = board.body.split_once("href=\"/static/").unwrap();
    let (style, _) = style.split_once('"').unwrap();
    browser.says = says("style");
    let style = stage.url("console", &format!("/static/{style}"));
    assert_eq!(browser.open(&style).await.status, 200);
}
