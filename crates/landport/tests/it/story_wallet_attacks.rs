// SPDX-License-Identifier: EUPL-1.2
//! What strangers make of a request to a wallet, or of its answer; each beside an honest login that goes
//! through. OpenID4VP §13, §14; HAIP §5.1.

use gateway::caller::ClientAddress;
use gateway::http::glance::Glance as _;
use http::{Request, StatusCode};

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::stage::Stage;
use crate::story_wallet::{back, code, link, reasons};
use crate::story_wallet_long::{self, Transcript, sealed};

/// The card of this value, approved at this link: what the wallet says then.
async fn approved(browser: &mut Browser, link: &str, card: &str) -> Page {
    let asked = browser.open(link).await;
    let form = asked.form_with("card", card).unwrap();
    let filled = [("card", card), ("action", "approve")];
    browser.submit(&asked, &form, &filled).await
}

/// What a wallet gets at the `request_uri` of this link.
async fn fetched(stage: &Stage, link: &str) -> StatusCode {
    let link = url::Url::parse(link).unwrap();
    let mut pairs = link.query_pairs();
    let (_, address) = pairs.find(|(name, _)| name == "request_uri").unwrap();
    stage.browser().open(&address).await.status
}

/// Where the demo's wallet calls from.
const PHONE: &str = "127.0.0.1";

/// How many answers of wallets came to this, by the metrics.
fn counted(stage: &Stage, outcome: &str) -> usize {
    let of = format!(r#"landport_wallet_presentations_total{{outcome="{outcome}"}} "#);
    let metrics = stage.together.gateway.app.metrics.render();
    let count = metrics.lines().find_map(|line| line.strip_prefix(&of));
    count.map_or(0, |count| count.parse().unwrap())
}

/// The response code is worth nothing without the browser that asked, and nothing after it.
#[tokio::test(flavor = "multi_thread")]
async fn vp_01_wv_14_a_response_code_opens_nothing_in_another_browser() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut attacker) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    let told = approved(&mut stage.browser(), &link(&page), "no").await;
    let back = back(&told).unwrap();
    // With a login of his own, and so with cookies.
    stage.wallet_page(&mut attacker).await;
    let stolen = attacker.open(&back).await;
    assert_eq!(stolen.status, 400, "{}", stolen.body);
    assert_eq!(
        stolen.url.host_str(),
        Some("no.localhost"),
        "{}",
        stolen.url
    );
    // It is still the right browser's.
    let arrived = browser.open(&back).await;
    let arrived = browser.settle(arrived).await;
    assert_eq!(
        stage.rowing_claims(&arrived).await["pid"],
        number_of("plain")
    );
    for late in [&mut attacker, &mut stage.browser()] {
        let late = late.open(&back).await;
        assert!(
            late.status.is_client_error(),
            "{} {}",
            late.status,
            late.url
        );
        assert!(!late.url.as_str().contains("rowing"), "{}", late.url);
    }
}

/// Whoever photographed the code, or was sent it, has two minutes to fetch what it asks; the link lives ten.
#[tokio::test(flavor = "multi_thread")]
async fn vp_02_vp_05_vp_27_what_is_shown_works_no_longer_than_it_says() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let (link, code) = (link(&page), code(&page));
    let to_code = stage.request_behind(&code).await;
    let to_link = stage.request_behind(&link).await;
    let address =
        |request: &serde_json::Value| request["response_uri"].as_str().unwrap().to_owned();
    stage.advance(119);
    assert_eq!(fetched(&stage, &code).await, 200);
    stage.advance(2);
    assert_eq!(fetched(&stage, &code).await, 404);
    assert_eq!(fetched(&stage, &link).await, 200);
    let form = "response=e30.e30.e30.e30.e30".to_owned();
    assert_eq!(stage.post(&address(&to_link), form.clone()).await, 400);
    assert_eq!(reasons(&stage), ["malformed"]);
    // The page says so and offers a new one.
    let again = browser.open(page.url.as_str()).await;
    assert!(!again.body.contains("readonly>"), "{}", again.body);
    let renewed = stage.press(&mut browser, &again, "new").await;
    assert_ne!(crate::story_wallet::code(&renewed), code);
    // Of the code nothing is left when its answer is taken no more.
    stage.advance(180);
    assert_eq!(stage.post(&address(&to_code), form.clone()).await, 400);
    assert_eq!(reasons(&stage), ["malformed"], "a request that is no more");
    // The link of the page before is closed with it.
    stage.advance(300);
    assert_eq!(fetched(&stage, &link).await, 404);
    assert_eq!(stage.post(&address(&to_link), form).await, 400);
    let arrived = stage
        .approve(&mut browser, &crate::story_wallet::link(&renewed), "no")
        .await;
    assert_eq!(
        stage.rowing_claims(&arrived).await["pid"],
        number_of("plain")
    );
}

/// Who scans in the last seconds reads, unlocks and approves after them: her request was fetched in time. Whoever
/// comes later gets none, and of an answer that comes too late nothing is taken.
#[tokio::test(flavor = "multi_thread")]
async fn vp_27_who_scanned_in_time_may_still_approve() {
    for (later, status) in [(170, 200), (190, 400)] {
        let (stage, chain) = story_wallet_long::stage().await;
        let mut browser = stage.browser();
        let page = stage.wallet_page(&mut browser).await;
        let code = code(&page);
        stage.advance(115);
        let asked = stage.request_behind(&code).await;
        let left = asked["exp"].as_i64().unwrap() - stage.together.gateway.app.env.now_s();
        assert!((180..=300).contains(&left), "{left}");
        stage.advance(later);
        assert_eq!(fetched(&stage, &code).await, 404);
        let over = browser.open(page.url.as_str()).await;
        assert!(!over.body.contains("readonly>"), "{}", over.body);
        let answer = sealed(&chain, &asked, Transcript::Posted);
        let to = asked["response_uri"].as_str().unwrap();
        let posted = stage.post(to, format!("response={answer}")).await;
        assert_eq!(posted, status, "{:?}", reasons(&stage));
        assert_eq!(reasons(&stage), [""; 0], "a request that is no more");
        if status == 200 {
            assert_eq!(stage.wallet_state(&mut browser, &over).await, "answered");
            let come = browser.open(page.url.as_str()).await;
            let arrived = stage.press(&mut browser, &come, "done").await;
            let claims = stage.rowing_claims(&arrived).await;
            assert_eq!(claims["pid"], number_of("plain"));
        }
    }
}

/// A bot, a camera, a retry: who fetches changes nothing, and who answers second gets nothing.
#[tokio::test(flavor = "multi_thread")]
async fn vp_04_wv_04_fetched_twice_and_answered_twice() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut first, mut second) = (stage.browser(), stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    // Both phones hold a request object before either answers; a bot fetches in between.
    let asked = [
        first.open(&code(&page)).await,
        second.open(&code(&page)).await,
    ];
    let once = stage.request_behind(&code(&page)).await;
    let twice = stage.request_behind(&code(&page)).await;
    for member in [
        "nonce",
        "state",
        "response_uri",
        "client_metadata",
        "client_id",
    ] {
        assert_eq!(once[member], twice[member], "{member}");
    }
    assert_eq!(stage.wallet_state(&mut browser, &page).await, "waiting");
    let filled = [("card", "no"), ("action", "approve")];
    let form = |page: &Page| page.form_with("card", "no").unwrap();
    let won = first.submit(&asked[0], &form(&asked[0]), &filled).await;
    assert!(
        won.heading().contains("Go back to the device"),
        "{}",
        won.body
    );
    let lost = second.submit(&asked[1], &form(&asked[1]), &filled).await;
    assert!(lost.heading().contains("did not present"), "{}", lost.body);
    assert_eq!(reasons(&stage), ["already_answered"]);
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

/// The names of a login, of a request and of its answer are three: who has one makes no other of it. And a
/// wallet is told where to send the browser, never led there itself.
#[tokio::test(flavor = "multi_thread")]
async fn vp_23_vp_24_one_name_leads_to_no_other_and_no_wallet_is_redirected() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let code = code(&page);
    assert_eq!(fetched(&stage, &code).await, 200);
    let request = stage.request_behind(&code).await;
    let answer_to = request["response_uri"].as_str().unwrap();
    let name = answer_to.rsplit('/').next().unwrap();
    let flow = Stage::returned(&page, "flow").unwrap();
    let url = |path: &str| stage.url("no", path);
    let get = async |path: &str| stage.browser().open(&url(path)).await.status;
    assert_eq!(get(&format!("/wallet/request/{name}")).await, 404);
    assert_eq!(get(&format!("/wallet/request/{flow}")).await, 404);
    let body = "response=e30.e30.e30.e30.e30".to_owned();
    let post = async |path: &str| stage.post(&url(path), body.clone()).await;
    let request_name = code.split("%2Frequest%2F").nth(1).unwrap();
    let request_name = request_name.split('&').next().unwrap();
    for unknown in [request_name, &flow, "x"] {
        let path = format!("/wallet/response/{unknown}");
        assert_eq!(post(&path).await, 400, "{unknown}");
    }
    assert_eq!(reasons(&stage), [""; 0], "no name of a request");
    // Its own name: refused, and not led on.
    assert_eq!(stage.post(answer_to, body.clone()).await, 400);
    assert_eq!(reasons(&stage), ["malformed"]);
    // Taken: the demo's wallet shows where to go on, so it was told in JSON with status 200.
    let told = approved(&mut browser, &link(&page), "no").await;
    assert!(back(&told).is_some(), "{}", told.body);
}

/// The access certificate is another one while a wallet is asked: what was asked in the old one's name is
/// neither handed out nor taken, since the new one would not vouch for it.
#[tokio::test(flavor = "multi_thread")]
async fn wv_15_who_asks_is_kept_with_what_is_asked() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let request = stage.request_behind(&link(&page)).await;
    let client_id = request["client_id"].as_str().unwrap();
    assert!(client_id.starts_with("x509_hash:"), "{client_id}");
    let access = "certificate = \"world/wallet-access.pem\"\n";
    stage
        .reconfigure(|text| {
            assert!(text.contains(access), "{text}");
            text.replace(access, &format!("{access}prefix = \"x509_san_dns\"\n"))
        })
        .await;
    assert_eq!(fetched(&stage, &link(&page)).await, 404);
    let answer_to = request["response_uri"].as_str().unwrap();
    let answer = "response=e30.e30.e30.e30.e30".to_owned();
    assert_eq!(stage.post(answer_to, answer).await, 400);
    assert_eq!(reasons(&stage), ["misconfigured"]);
    // The page asks anew, in the new name.
    let page = browser.open(page.url.as_str()).await;
    let page = stage.press(&mut browser, &page, "new").await;
    let request = stage.request_behind(&link(&page)).await;
    let client_id = request["client_id"].as_str().unwrap();
    assert!(client_id.starts_with("x509_san_dns:"), "{client_id}");
    // Back to the name that the demo's wallet knows.
    stage
        .reconfigure(|text| text.replace("prefix = \"x509_san_dns\"\n", ""))
        .await;
    let page = stage.press(&mut browser, &page, "new").await;
    let arrived = stage.approve(&mut browser, &link(&page), "no").await;
    assert_eq!(
        stage.rowing_claims(&arrived).await["pid"],
        number_of("plain")
    );
}

/// Each question of a page costs signatures, each answer to a request an agreement on a curve: both have a
/// share, which grows again, and no other login feels it.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_us_compute_without_end_meets_a_share_of_the_login_or_the_request() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut other) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    let beside = stage.wallet_page(&mut other).await;
    let asked = async |browser: &mut Browser, page: &Page| {
        let flow = Stage::returned(page, "flow").unwrap();
        let url = stage.url("no", &format!("/wallet/dc_api?flow={flow}"));
        let told = browser.open(&url).await;
        let told: serde_json::Value = serde_json::from_str(&told.body).unwrap();
        told["requests"].as_array().unwrap().len()
    };
    for _ in 0..40 {
        assert_eq!(asked(&mut browser, &page).await, 2);
    }
    assert_eq!(asked(&mut browser, &page).await, 0);
    assert_eq!(asked(&mut other, &beside).await, 2);
    stage.advance(3);
    assert_eq!(asked(&mut browser, &page).await, 2);

    let request = stage.request_behind(&link(&page)).await;
    let answer_to = request["response_uri"].as_str().unwrap();
    let nothing = "response=e30.e30.e30.e30.e30".to_owned();
    for _ in 0..200 {
        let status = stage.post_of(Some(PHONE), answer_to, nothing.clone()).await;
        assert_eq!(status, 400);
    }
    let mut phone = stage.browser();
    let late = approved(&mut phone, &link(&page), "no").await;
    assert!(late.heading().contains("did not present"), "{}", late.body);
    assert_eq!(counted(&stage, "too_many_answers"), 1);
    // Another request of the same page, and the same one a moment later.
    stage.advance(1);
    let arrived = stage.approve(&mut browser, &link(&page), "no").await;
    assert_eq!(
        stage.rowing_claims(&arrived).await["pid"],
        number_of("plain")
    );
}

/// An answer that came too late is decrypted and verified as the first one was, and a "no" is decrypted: who
/// brings them again and again has a share of these too. The one that was taken has cost none.
#[tokio::test(flavor = "multi_thread")]
async fn wv_06_answers_that_are_good_and_come_too_late_have_a_share() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut phone) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    let request = stage.request_behind(&code(&page)).await;
    let asked = phone.open(&code(&page)).await;
    let form = asked.form_with("card", "no").unwrap();
    let filled = [("card", "no"), ("action", "approve")];
    let won = phone.submit(&asked, &form, &filled).await;
    assert_eq!(won.status, 200, "{}", won.body);
    let no = format!(
        "error=access_denied&state={}",
        request["state"].as_str().unwrap()
    );
    let answer_to = request["response_uri"].as_str().unwrap();
    for _ in 0..190 {
        let status = stage.post_of(Some(PHONE), answer_to, no.clone()).await;
        assert_eq!(status, 400);
    }
    for _ in 0..11 {
        let late = phone.submit(&asked, &form, &filled).await;
        assert_eq!(late.status, 400, "{}", late.body);
    }
    assert_eq!(counted(&stage, "already_answered"), 10);
    assert_eq!(counted(&stage, "too_many_answers"), 1);
    // Who came second left nothing behind.
    let store = stage.together.gateway.app.records.store();
    let written = store.dump(None).await.unwrap();
    let is_answer = |key: &store::Key| key.as_bytes()[4] == store::Kind::WalletAnswer as u8;
    let answers = written.iter().filter(|(key, _)| is_answer(key)).count();
    assert_eq!(answers, 1);
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

/// Whoever photographed the code posts what is none until it is not looked at: the phone, which stands
/// elsewhere, is heard all the same, also with a long answer.
#[tokio::test(flavor = "multi_thread")]
async fn wv_06_who_photographed_the_code_takes_nothing_of_the_phones_share() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut phone) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    let request = stage.request_behind(&code(&page)).await;
    let answer_to = request["response_uri"].as_str().unwrap();
    let (here, beside) = ("2001:db8:1::1", "2001:db8:1:0:7::2");
    let nothing = "response=e30.e30.e30.e30.e30".to_owned();
    for _ in 0..200 {
        let status = stage.post_of(Some(here), answer_to, nothing.clone()).await;
        assert_eq!(status, 400);
    }
    assert_eq!(counted(&stage, "malformed"), 200);
    let status = stage.post_of(Some(beside), answer_to, nothing).await;
    assert_eq!(status, 400);
    assert_eq!(counted(&stage, "malformed"), 200);
    assert_eq!(counted(&stage, "too_many_answers"), 1);
    // Of a long body nothing but the beginning.
    let beginning = crate::story_wallet::good_beginning(&request);
    let app = &stage.together.gateway.app;
    let turned_away = async |address: &str| {
        let path = url::Url::parse(answer_to).unwrap().path().to_owned();
        let (mut head, ()) = Request::post(path).body(()).unwrap().into_parts();
        head.extensions
            .insert(ClientAddress(address.parse().unwrap()));
        let answer = app.turns_away(&head, beginning.as_bytes()).await;
        answer.map(|answer| answer.status().as_u16())
    };
    assert_eq!(turned_away(beside).await, Some(400));
    assert_eq!(counted(&stage, "too_many_answers"), 2);
    assert_eq!(turned_away("2001:db8:1:1::1").await, None);
    let told = approved(&mut phone, &code(&page), "no").await;
    assert_eq!(told.status, 200, "{}", told.body);
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}
