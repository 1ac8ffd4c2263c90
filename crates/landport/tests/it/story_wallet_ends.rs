// SPDX-License-Identifier: EUPL-1.2
//! No state of a login with a wallet ends at a page without a way on: whatever the wallet did, whoever is
//! there, whatever a browser asks for next. The other states stand in the gateway's `dead_ends`.

use crate::browser::{Browser, Page};
use crate::fixture::NOW;
use crate::pki::Template;
use crate::road::number_of;
use crate::stage::Stage;
use crate::story_wallet::{back, code, link};

/// What has come of it when the browser does something.
#[derive(Clone, Copy, Debug)]
enum State {
    Waits,
    CodeOver,
    AllOver,
    Refused,
    Expired,
    Revoked,
    /// A person is there, to be taken by this browser.
    AnsweredElsewhere,
    /// The same, to be taken by who brings the code.
    AnsweredHere,
    /// The code went to another browser.
    WentElsewhere,
    /// Of another country, and reads that she is not known.
    Arrived,
    /// The same, and has gone to a national e-ID.
    Linking,
    /// No list of PID providers is in date any more.
    ListOver,
    /// The same, and a person is there.
    AnsweredListOver,
    Suspended,
}

const STATES: [State; 14] = [
    State::Waits,
    State::CodeOver,
    State::AllOver,
    State::Refused,
    State::Expired,
    State::Revoked,
    State::AnsweredElsewhere,
    State::AnsweredHere,
    State::WentElsewhere,
    State::Arrived,
    State::Linking,
    State::ListOver,
    State::AnsweredListOver,
    State::Suspended,
];

const PAGES: [&str; 7] = [
    "/choose",
    "/continue",
    "/country",
    "/go",
    "/match",
    "/send",
    "/wallet",
];
const ACTIONS: [&str; 8] = [
    "",
    "another",
    "cancel",
    "done",
    "new",
    "next",
    "of nobody's",
    "presented",
];

/// Where the wallet sends the browser, after this card was approved or refused at this link.
async fn says(browser: &mut Browser, link: &str, card: &str, action: &str) -> Option<String> {
    let asked = browser.open(link).await;
    let form = asked.form_with("card", card).unwrap();
    let filled = [("card", card), ("action", action)];
    let page = browser.submit(&asked, &form, &filled).await;
    back(&page)
}

/// A login in this state: its browser, its page, and where its wallet sent it.
async fn come_to(stage: &Stage, state: State) -> (Browser, Page, Option<String>) {
    let (mut browser, mut phone) = (stage.browser(), stage.browser());
    let asks = stage.rowing_asks("idporten-loa-high eidas-loa-high", &[]);
    let mut page = stage.wallet_page_of(&mut browser, &asks).await;
    let (here, there) = (link(&page), code(&page));
    let mut back = None;
    match state {
        State::Waits => {}
        State::CodeOver => stage.advance(121),
        State::AllOver => stage.advance(601),
        State::Refused => {
            says(&mut phone, &there, "no", "refuse").await;
        }
        State::Expired => {
            says(&mut phone, &there, "no-expired", "approve").await;
        }
        State::Revoked => {
            says(&mut phone, &there, "no-revoked", "approve").await;
        }
        State::AnsweredElsewhere => {
            says(&mut phone, &there, "no", "approve").await;
        }
        State::AnsweredHere | State::WentElsewhere => {
            back = says(&mut phone, &here, "no", "approve").await;
            assert!(back.is_some());
            if let State::WentElsewhere = state {
                phone.open(&back.take().unwrap()).await;
            }
        }
        State::Arrived | State::Linking => {
            page = stage.approve(&mut browser, &here, "se").await;
            assert_eq!(page.url.path(), "/match", "{}", page.body);
            if let State::Linking = state {
                let form = page.form_with("eid", "bankid").unwrap();
                browser.submit(&page, &form, &[("eid", "bankid")]).await;
            }
        }
        State::ListOver => stage.together.gateway.app.lists.reconfigure(None),
        State::AnsweredListOver => {
            says(&mut phone, &there, "no", "approve").await;
            stage.together.gateway.app.lists.reconfigure(None);
        }
        State::Suspended => {
            let wallet = gateway::lever::Target::Eid("wallet".to_owned());
            stage.suspend(wallet, None).await;
        }
    }
    (browser, page, back)
}

/// What a page does by itself.
async fn settled(browser: &mut Browser, mut page: Page) -> Page {
    while let Some(href) = page.refresh() {
        page = browser.follow(&page, &href).await;
    }
    page
}

/// A page's main action: its main button or link, or a list in which each entry is one.
fn has_main_action(page: &Page) -> bool {
    let main = page.body.split_once("<main").map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or("", |(main, _)| main);
    let actions = [
        "class=\"main\"",
        "class=\"button main\"",
        "<button class=\"choice\"",
    ];
    actions.iter().any(|action| main.contains(action))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_state_of_a_wallets_login_ends_without_a_main_action() {
    let (mut pages, mut left) = (0, 0);
    for state in STATES {
        let stage = Stage::with_wallet().await;
        let app = &stage.together.gateway.app;
        let settings = app.settings();
        let host = stage.url("no", "");
        let mut events: Vec<(&str, Option<&str>)> =
            PAGES.iter().map(|page| (*page, None)).collect();
        for form in ["/choose", "/match", "/wallet"] {
            events.extend(ACTIONS.iter().map(|action| (form, Some(*action))));
        }
        events.push(("/wallet/return", None));
        for (path, action) in events {
            let (mut browser, page, back) = come_to(&stage, state).await;
            let flow = Stage::returned(&page, "flow").unwrap();
            let address = match (path, back) {
                ("/wallet/return", Some(back)) => back,
                _ => stage.url("no", &format!("{path}?flow={flow}")),
            };
            let came = match action {
                None => browser.open(&address).await,
                Some(action) => {
                    let mut form = page.forms().into_iter().next().unwrap();
                    form.action = url::Url::parse(&address).unwrap();
                    form.method = "post".to_owned();
                    browser.submit(&page, &form, &[("action", action)]).await
                }
            };
            let came = settled(&mut browser, came).await;
            // As it was.
            match state {
                State::ListOver | State::AnsweredListOver => {
                    app.lists.reconfigure(settings.wallet.as_ref());
                }
                State::Suspended => {
                    let wallet = gateway::lever::Target::Eid("wallet".to_owned());
                    crate::story_suspended::resume(&stage, wallet).await;
                }
                _ => {}
            }
            let place = format!("{state:?}, {path} {action:?}: {} {}", came.status, came.url);
            assert_ne!(came.status, 500, "{place}: {}", came.body);
            if !came.url.as_str().starts_with(&host) {
                left += 1;
                continue;
            }
            assert!(has_main_action(&came), "{place}: {}", came.body);
            pages += 1;
        }
    }
    assert!(pages > 300 && left > 20, "{pages} pages, {left} left");
}

/// Attack WV-10, as a person sees it: she is not asked for a card that nobody will believe.
#[tokio::test(flavor = "multi_thread")]
async fn wv_10_with_no_list_in_date_the_page_says_so_and_shows_no_code() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    // While she looks for her phone.
    let app = &stage.together.gateway.app;
    let settings = app.settings();
    app.lists.reconfigure(None);
    let closed = browser.open(page.url.as_str()).await;
    assert_eq!(closed.status, 200, "{}", closed.body);
    let text = "This e‑ID cannot be used for this login now";
    assert!(closed.body.contains(text), "{}", closed.body);
    for asks in [
        "<svg class=\"qr\"",
        "openid4vp",
        "readonly>",
        "data-requests",
        "value=\"new\"",
    ] {
        assert!(!closed.body.contains(asks), "{asks}: {}", closed.body);
    }
    // Pressed on the page from before, or asked by its script: the same.
    let pressed = stage.press(&mut browser, &page, "new").await;
    assert!(
        pressed.form_with("eid", "wallet").is_none(),
        "{}",
        pressed.body
    );
    // It can be used again, and the same page asks again.
    app.lists.reconfigure(settings.wallet.as_ref());
    let open = browser.open(page.url.as_str()).await;
    assert!(open.body.contains("<svg class=\"qr\""), "{}", open.body);
    app.lists.reconfigure(None);
    // The ways on: another e-ID, and back to the service.
    let closed = browser.open(page.url.as_str()).await;
    let elsewhere = stage.press(&mut browser.clone(), &closed, "another").await;
    assert!(
        elsewhere.form_with("eid", "bankid").is_some(),
        "{}",
        elsewhere.body
    );
    let back = stage.press(&mut browser.clone(), &closed, "cancel").await;
    assert_eq!(
        Stage::returned(&back, "error").as_deref(),
        Some("access_denied"),
        "{}",
        back.url
    );
}

/// Closed by the operator: the page has the operator's words.
#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_is_closed_while_its_page_is_open_says_why() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let wallet = gateway::lever::Target::Eid("wallet".to_owned());
    stage.suspend(wallet, None).await;
    let closed = browser.open(page.url.as_str()).await;
    assert!(has_main_action(&closed), "{}", closed.body);
    assert!(
        !closed.body.contains("<svg class=\"qr\""),
        "{}",
        closed.body
    );
}

/// A wallet in the browser may lead back from a form, and the `form-action` of its page would hold the hop to the
/// service: then a page of ours stands between. From an app she arrives at once.
#[tokio::test(flavor = "multi_thread")]
async fn from_a_page_of_a_wallet_a_page_of_ours_leads_on_and_from_an_app_nothing_stands_between() {
    let stage = Stage::with_wallet().await;
    for (site, stands_between) in [("cross-site", true), ("none", false)] {
        let mut browser = stage.browser();
        let page = stage.wallet_page(&mut browser).await;
        let asked = browser.open(&link(&page)).await;
        let form = asked.form_with("card", "no").unwrap();
        let filled = [("card", "no"), ("action", "approve")];
        let told = browser.submit(&asked, &form, &filled).await;
        let name = http::HeaderName::from_static("sec-fetch-site");
        browser.says.insert(name.clone(), site.parse().unwrap());
        let returned = browser.open(&back(&told).unwrap()).await;
        browser.says.remove(&name);
        let is_ours = returned.url.path() == "/wallet/return";
        assert_eq!(is_ours, stands_between, "{site}: {}", returned.url);
        let page = browser.settle(returned).await;
        assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
    }
}

/// What wallets know us by runs out while we serve. She is not led to a wallet that can only say an error, and the
/// operator sees it coming where every other certificate of ours stands.
#[tokio::test(flavor = "multi_thread")]
async fn vp_22_with_an_access_certificate_that_has_ended_no_wallet_is_asked() {
    let stage = Stage::with_wallet().await;
    let authority = Template::authority("access CA", "NO").self_signed();
    let access = Template {
        days: (-10, 0),
        ..Template::signer("access", "NO")
    };
    let access = access.issued_by(&authority);
    let key = access.key.private_key_to_pem_pkcs8().unwrap();
    let file = stage.directory.path().join("world/wallet-access.pem");
    std::fs::write(file, [key, access.pem()].concat()).unwrap();
    let registered = "registration = \"world/wallet-registration.jwt\"\n";
    stage
        .reconfigure(|text| {
            assert!(text.contains(registered), "{text}");
            text.replace(registered, "")
        })
        .await;
    let ends = stage.together.gateway.app.current().certificate_ends();
    assert_eq!(ends.get("wallet-access.pem"), Some(&NOW), "{ends:?}");

    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    stage.advance(u64::try_from(NOW - stage.together.gateway.app.env.now_s()).unwrap());
    let asks = stage.rowing_asks("idporten-loa-high", &[]);
    let chooses = stage.browser().open(&asks).await;
    assert!(
        chooses.form_with("eid", "bankid").is_some(),
        "{}",
        chooses.body
    );
    assert!(
        chooses.form_with("eid", "wallet").is_none(),
        "{}",
        chooses.body
    );
}
