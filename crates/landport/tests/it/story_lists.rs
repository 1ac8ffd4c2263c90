// SPDX-License-Identifier: EUPL-1.2
//! The lists that a wallet's PID is held against: what the operator is told of them, and that a slow one
//! is nobody else's matter.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use flate2::Compression;
use flate2::write::GzEncoder;
use gateway::ops::Ops;
use http::{Request, StatusCode};
use serde_json::Value;
use tokio::sync::{Notify, watch};
use tower::ServiceExt as _;

use crate::stage::Stage;
use crate::story_wallet::{link, reasons};

/// What the operator's listener answers.
async fn operator(stage: &Stage, path: &str) -> String {
    let ops = gateway::ops::router(Ops {
        app: stage.together.gateway.app.clone(),
        store: Arc::new(|| Box::pin(async { Ok(()) })),
        stopping: watch::Sender::new(false).subscribe(),
    });
    let request = Request::get(path).body(Body::empty()).unwrap();
    let body = ops.oneshot(request).await.unwrap().into_body();
    let octets = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    String::from_utf8(octets.to_vec()).unwrap()
}

fn events(stage: &Stage, name: &str) -> usize {
    stage
        .audit()
        .matches(&format!("\"event\":\"{name}\""))
        .count()
}

/// Attack WV-10: nobody notices that a list is not renewed until every login fails.
#[tokio::test(flavor = "multi_thread")]
async fn wv_10_the_operator_is_told_of_a_list_before_it_ends_and_when_it_cannot_be_had() {
    let mut stage = Stage::with_wallet().await;
    let lists = Arc::clone(&stage.together.gateway.app.lists);
    let metrics = operator(&stage, "/metrics").await;
    for line in [
        r#"landport_lists{kind="trusted",state="good"} 2"#,
        r#"landport_list_fetches_total{kind="trusted",outcome="fetched"} 2"#,
        "landport_trusted_list_end_timestamp_seconds{url=",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    assert_eq!(events(&stage, "trusted_list_taken"), 2);
    assert_eq!(events(&stage, "trusted_list_ends"), 0);

    // Its operator's server is gone, and the copy that is held grows old.
    let gone = Router::new().fallback(async || StatusCode::NOT_FOUND);
    stage.answer_by(gone);
    stage.advance(17 * 86_400);
    for _ in 0..2 {
        lists.refresh_all().await;
    }
    assert_eq!(events(&stage, "list_unavailable"), 2, "{}", stage.audit());
    assert_eq!(events(&stage, "trusted_list_ends"), 2, "{}", stage.audit());
    let told: Value = serde_json::from_str(&operator(&stage, "/lists").await).unwrap();
    let says = told[0]["says"].as_str().unwrap();
    assert!(says.contains("ends in 1"), "{says}");
    assert!(
        says.contains("unavailable: no answer with status 200"),
        "{says}"
    );
    let metrics = operator(&stage, "/metrics").await;
    assert!(
        metrics.contains(r#"landport_lists{kind="trusted",state="ends_soon"} 2"#),
        "{metrics}"
    );
    let wallet = stage
        .together
        .gateway
        .app
        .settings()
        .wallet
        .clone()
        .unwrap();
    let data = stage.together.gateway.app.settings().data.clone();
    let now_s = stage.together.gateway.app.env.now_s();
    let kept = gateway::trusted_lists::kept(&wallet, &data, now_s);
    assert_eq!(kept[0].word(now_s), "ends_soon", "what check says");

    stage.advance(14 * 86_400);
    let told: Value = serde_json::from_str(&operator(&stage, "/lists").await).unwrap();
    assert!(
        told[0]["says"].as_str().unwrap().contains("past its date"),
        "{told}"
    );
}

/// Attack WV-10: the scheme is closed, nobody supervises its providers any more, and the list before vouches on.
#[tokio::test(flavor = "multi_thread")]
async fn wv_10_a_list_that_is_closed_closes_its_wallets_and_the_operator_is_told() {
    let stage = Stage::with_wallet().await;
    let app = stage.together.gateway.app.clone();
    assert!(app.lists.serve("NO") && app.lists.serve("DE"));
    stage.together.world.let_list_count(0);
    stage.advance(1);
    app.lists.refresh_all().await;
    assert!(!app.lists.serve("NO") && !app.lists.serve("DE"));
    assert_eq!(events(&stage, "trusted_list_ends"), 2, "{}", stage.audit());
    assert_eq!(events(&stage, "list_unavailable"), 0, "{}", stage.audit());
    let told = operator(&stage, "/lists").await;
    assert_eq!(told.matches("its operator closed it").count(), 2, "{told}");
    let metrics = operator(&stage, "/metrics").await;
    let over = r#"landport_lists{kind="trusted",state="over"} 2"#;
    assert!(metrics.contains(over), "{metrics}");
    // The copy that is kept says the same at the next start.
    let (settings, now_s) = (app.settings(), app.env.now_s());
    let wallet = settings.wallet.as_ref().unwrap();
    let kept = gateway::trusted_lists::kept(wallet, &settings.data, now_s);
    assert!(kept.iter().all(|kept| kept.is_closed), "{kept:?}");
    // Opened anew, it counts.
    stage.together.world.let_list_count(86_400);
    stage.advance(1);
    app.lists.refresh_all().await;
    assert!(app.lists.serve("NO") && app.lists.serve("DE"));
}

/// Attack WV-09: a provider's list that hangs, and everybody else's PID waits with it.
#[tokio::test(flavor = "multi_thread")]
async fn wv_09_a_status_list_that_hangs_holds_up_no_other() {
    let stage = Stage::with_wallet().await;
    let app = stage.together.gateway.app.clone();
    // It takes the connection, and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let slow = format!("http://slow.localhost:{port}/status");
    let anchors = app.lists.revokers();
    let (here, of_slow) = (app.clone(), anchors.clone());
    let hangs = tokio::spawn(async move { here.statuses.fetch(&slow, &of_slow).await });
    let (_held, _) = silent.accept().await.unwrap();

    let good = stage.url("wallet", "/status/NO");
    let at_once = tokio::time::timeout(Duration::from_secs(3), app.statuses.fetch(&good, &anchors));
    at_once.await.expect("it waited for the one that hangs");
    assert!(app.statuses.held().list(&good).is_some());
    assert!(!hangs.is_finished(), "nothing hung");
    let told = operator(&stage, "/lists").await;
    assert!(
        told.contains(&good) && told.contains("\"kind\":\"status\""),
        "{told}"
    );
    hangs.abort();
}

/// Token Status List §8.3: the list has grown since it was fetched. Attack WV-09: who brings a PID that no list has an
/// entry for makes us ask once a minute, and no oftener.
#[tokio::test(flavor = "multi_thread")]
async fn wv_09_a_list_that_is_too_short_is_fetched_anew_once_a_minute() {
    let stage = Stage::with_wallet().await;
    let fetched = async || {
        let metrics = operator(&stage, "/metrics").await;
        let name = r#"landport_list_fetches_total{kind="status",outcome="fetched"} "#;
        let line = metrics.lines().find_map(|line| line.strip_prefix(name));
        line.map_or(0, |count| count.parse::<u32>().unwrap())
    };
    let presents = async || {
        let mut browser = stage.browser();
        let page = stage.wallet_page(&mut browser).await;
        let page = stage.approve(&mut browser, &link(&page), "no").await;
        page.body
    };
    stage.together.world.let_status_lists_have(0);
    for (seconds, fetches) in [(0, 1), (59, 1), (2, 2), (58, 2)] {
        stage.advance(seconds);
        assert!(presents().await.contains("did not present"));
        assert_eq!(fetched().await, fetches);
    }
    assert_eq!(reasons(&stage), ["status_index"; 4]);
    // It has grown: whoever comes is let in, long before the one held is over.
    stage.together.world.let_status_lists_have(16);
    stage.advance(60);
    for _ in 0..2 {
        assert!(!presents().await.contains("did not present"));
        assert_eq!(fetched().await, 3);
    }
    assert_eq!(reasons(&stage).len(), 4);
    assert_eq!(stage.audit().matches("presentation_verified").count(), 2);
}

/// Attack VP-15: more lists than are held. One that is pushed out while it is on its way is held no more, or nobody would
/// ever forget it; and whoever wants it anew has it.
#[tokio::test(flavor = "multi_thread")]
async fn vp_15_a_list_that_is_pushed_out_on_its_way_is_not_held() {
    let mut stage = Stage::with_wallet().await;
    let app = stage.together.gateway.app.clone();
    let (anchors, uri) = (app.lists.revokers(), stage.url("wallet", "/status/NO"));
    let token = stage.browser().open(&uri).await.body;
    let turns = Arc::new([Notify::new(), Notify::new()]);
    let here = Arc::clone(&turns);
    let slow = get(move || async move {
        let [asked, may_answer] = &*here;
        asked.notify_one();
        may_answer.notified().await;
        ([("content-type", "application/statuslist+jwt")], token)
    });
    stage.answer_by(Router::new().route("/status/NO", slow));
    let fetched = {
        let (app, anchors, uri) = (app.clone(), anchors.clone(), uri.clone());
        tokio::spawn(async move { app.statuses.fetch(&uri, &anchors).await })
    };
    let [asked, may_answer] = &*turns;
    asked.notified().await;
    for other in 0..1000 {
        let other = format!("https://10.0.0.1/{other}");
        app.statuses.fetch(&other, &anchors).await;
    }
    assert!(app.statuses.states().iter().all(|state| state.url != uri));
    may_answer.notify_one();
    fetched.await.unwrap();
    assert!(app.statuses.held().list(&uri).is_none());
    may_answer.notify_one();
    app.statuses.fetch(&uri, &anchors).await;
    assert!(app.statuses.held().list(&uri).is_some());
}

/// Token Status List §8.2: a provider's list lies with whoever delivers it for the provider, and comes compressed.
#[tokio::test(flavor = "multi_thread")]
async fn status_list_s8_2_a_list_that_lies_elsewhere_is_followed_and_opened() {
    let mut stage = Stage::with_wallet().await;
    let app = stage.together.gateway.app.clone();
    let (anchors, uri) = (app.lists.revokers(), stage.url("wallet", "/status/NO"));
    let token = stage.browser().open(&uri).await.body;
    let compressed = |octets: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(octets).unwrap();
        encoder.finish().unwrap()
    };
    let token = token.into_bytes();
    for (first, coding, body, taken) in [
        ("/status/NO", "identity", Vec::new(), false),
        // VP-15: into our own network, at last.
        ("https://10.0.0.1/status/NO", "identity", Vec::new(), false),
        ("/elsewhere", "br", token.clone(), false),
        ("/elsewhere", "gzip", token.clone(), false),
        // More than a list may have.
        (
            "/elsewhere",
            "gzip",
            compressed(&vec![b'a'; 11 << 20]),
            false,
        ),
        ("/moved", "gzip", compressed(&token), true),
    ] {
        let leads =
            |to: &'static str| get(move || async move { (StatusCode::FOUND, [("location", to)]) });
        let headers = [
            ("content-type", "application/statuslist+jwt"),
            ("content-encoding", coding),
        ];
        let router = Router::new()
            .route("/status/NO", leads(first))
            .route("/moved", leads("/elsewhere"))
            .route("/elsewhere", get(move || async move { (headers, body) }));
        stage.answer_by(router.fallback_service(stage.together.router.clone()));
        // Between two tries.
        stage.advance(61);
        app.statuses.fetch(&uri, &anchors).await;
        let held = app.statuses.held().list(&uri).is_some();
        assert_eq!(held, taken, "{first} {coding}");
    }

    // Of what nobody has brought for a week nothing is held and nothing asked.
    stage.advance(7 * 86_400 + 1);
    app.statuses.refresh_due(&anchors).await;
    assert!(app.statuses.held().list(&uri).is_none());
    assert!(app.statuses.states().is_empty());
}

/// TS 119 612: a country that publishes its own list, in XML, lets its people in as the other list does.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_in_xml_lets_in_whom_it_names() {
    let stage = Stage::with_wallet().await;
    let app = &stage.together.gateway.app;
    let (list, country) = stage.together.world.wallet().national_list.clone();
    let issuers = app.lists.issuers();
    let named = issuers.anchors().iter();
    // Who issues, and who tells what is revoked.
    assert_eq!(named.filter(|anchor| anchor.country == country).count(), 2);

    let mut browser = stage.browser();
    let asks = stage.url(
        "trademark",
        "/login?acr_values=idporten-loa-high%20eidas-loa-high",
    );
    let page = stage.wallet_page_of(&mut browser, &asks).await;
    let page = stage.approve(&mut browser, &link(&page), "de").await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    // The copy that is kept is verified at the next start.
    let (settings, now_s) = (app.settings(), app.env.now_s());
    let wallet = settings.wallet.as_ref().unwrap();
    let kept = gateway::trusted_lists::kept(wallet, &settings.data, now_s);
    let kept = kept.iter().find(|kept| kept.url == list).unwrap();
    assert_eq!(kept.word(now_s), "good");
}
