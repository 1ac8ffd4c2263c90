//! No path ends at a page without a way on: every state of a login, every event that a browser can bring
//! about in it, and of each page its main action.

use axum::http::StatusCode;
use eidas::CountryCode;
use gateway::login::{AtWallet, Came, LIFETIME_MS, Login, Stage, Tried};
use gateway::translate::Refusal;
use store::Handle;

use crate::abroad::Abroad;
use crate::eid::SUBSTANTIAL;
use crate::support::{Answer, Browser, flow_of};

/// What a browser asks for: each page, also those that its login has not come to.
const PAGES: [&str; 7] = [
    "/choose",
    "/consent",
    "/continue",
    "/country",
    "/go",
    "/send",
    "/wallet",
];

/// What it posts, and to where: every button of every page, to every page.
const FORMS: [&str; 7] = [
    "/choose", "/consent", "/country", "/more", "/person", "/send", "/wallet",
];
const ACTIONS: [&str; 13] = [
    "",
    "again",
    "another",
    "approve",
    "back",
    "cancel",
    "decline",
    "done",
    "forget",
    "new",
    "next",
    "of nobody's",
    "presented",
];

#[derive(Clone, Copy, Debug)]
enum Event {
    Looks(&'static str),
    Posts(&'static str, &'static str),
}

fn events() -> impl Iterator<Item = Event> {
    let looks = PAGES.into_iter().map(Event::Looks);
    let posts = FORMS.into_iter().flat_map(|form| {
        ACTIONS
            .into_iter()
            .map(move |action| Event::Posts(form, action))
    });
    looks.chain(posts)
}

/// Every state that a login can be found in. `None`: its time is over.
fn states() -> Vec<Option<Stage>> {
    let country = CountryCode::parse("SE").unwrap();
    let eid = "bankid".to_owned();
    let refused = |tried: Tried, why: Refusal| Stage::Refused {
        tried,
        why,
        reference: "ABCD2345".to_owned(),
        reason: None,
    };
    let mut all = vec![
        Stage::Asked,
        Stage::Chosen { country },
        Stage::Sent { country },
        Stage::AtEid { eid: eid.clone() },
        Stage::AtWallet(AtWallet {
            link: "gone".to_owned(),
            code: "gone".to_owned(),
            came: Came::Nothing,
            unusable: None,
        }),
        Stage::Proven { eid: eid.clone() },
        Stage::Finished,
    ];
    // What the buttons do depends on where it was tried; every reason's page stands in `pages`.
    for why in [Refusal::Cancelled, Refusal::PeerFailed] {
        all.push(refused(Tried::Country(country), why));
        all.push(refused(Tried::Eid(eid.clone()), why));
    }
    all.into_iter().map(Some).chain([None]).collect()
}

/// A login of this asker, put into this state.
async fn begin(abroad: &Abroad, browser: &mut Browser<'_>, foreign: bool) -> String {
    match foreign {
        true => abroad.begin(browser, "SE").await.flow,
        false => flow_of(&browser.authorize(&[SUBSTANTIAL]).await),
    }
}

async fn put(abroad: &Abroad, flow: &str, stage: &Stage) {
    let records = &abroad.norway.gateway.app.records;
    let flow = Handle::parse(flow).unwrap();
    let until_ms = flow.expires_ms();
    let change = |login: &mut Login| login.stage.clone_from(stage);
    let changed = records.change(&flow, |_| until_ms, change).await.unwrap();
    assert!(changed.is_some());
}

async fn happens(browser: &mut Browser<'_>, flow: &str, event: Event) -> Answer {
    let mut answer = match event {
        Event::Looks(page) => browser.get(&format!("{page}?flow={flow}")).await,
        Event::Posts(form, action) => {
            let fields = [("action", action), ("country", "SE"), ("eid", "bankid")];
            browser.post(&format!("{form}?flow={flow}"), &fields).await
        }
    };
    for _ in 0..6 {
        if answer.status != StatusCode::SEE_OTHER || !answer.location().starts_with('/') {
            break;
        }
        let next = answer.location().to_owned();
        answer = browser.get(&next).await;
    }
    answer
}

/// A page's main action: its main button or link, or a list in which each entry is one.
fn main_action(page: &str) -> bool {
    let main = page.split_once("<main").map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or("", |(main, _)| main);
    [
        "class=\"main\"",
        "class=\"button main\"",
        "<button class=\"choice\"",
    ]
    .iter()
    .any(|action| main.contains(action))
}

#[tokio::test]
async fn no_state_and_no_event_ends_at_a_page_without_a_main_action() {
    let abroad = Abroad::start().await;
    let (mut pages, mut left) = (0, 0);
    for foreign in [false, true] {
        for stage in states() {
            for event in events() {
                let clock = &abroad.norway.gateway.clock;
                // At the pace at which one connector may begin logins.
                clock.advance(std::time::Duration::from_millis(20));
                let mut browser = abroad.browser();
                let flow = begin(&abroad, &mut browser, foreign).await;
                match &stage {
                    Some(stage) => put(&abroad, &flow, stage).await,
                    None => {
                        clock.advance(std::time::Duration::from_millis(LIFETIME_MS.unsigned_abs()))
                    }
                }
                let answer = happens(&mut browser, &flow, event).await;
                let place = format!("foreign {foreign}, {stage:?}, {event:?}: {answer:?}");
                // 503 is a page with a way on: a country that does not serve.
                assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{place}");
                if answer.status == StatusCode::SEE_OTHER {
                    assert!(!answer.location().starts_with('/'), "in a circle: {place}");
                    left += 1;
                    continue;
                }
                assert!(main_action(&answer.body), "{place}");
                pages += 1;
            }
        }
    }
    assert!(pages > 1_000 && left > 50, "{pages} pages, {left} left");
}

/// The same without a login: a stranger's browser, and addresses that are nowhere.
#[tokio::test]
async fn who_has_no_login_reads_whom_to_ask() {
    let abroad = Abroad::start().await;
    let mut owner = abroad.browser();
    for foreign in [false, true] {
        for event in events() {
            let flow = begin(&abroad, &mut owner, foreign).await;
            for flow in [flow.as_str(), "gone", ""] {
                let mut stranger = abroad.browser();
                let answer = happens(&mut stranger, flow, event).await;
                let place = format!("{flow:?}, {event:?}: {answer:?}");
                assert!(main_action(&answer.body), "{place}");
            }
        }
    }
    let nowhere = owner.get("/nowhere").await;
    assert!(main_action(&nowhere.body), "{nowhere:?}");
}

/// The test sees what it is for.
#[test]
fn a_page_without_a_main_action_is_seen() {
    assert!(!main_action(
        "<main><p>Sorry.</p><a href=\"/\">x</a></main><button class=\"main\">"
    ));
    assert!(main_action(
        "<main><button class=\"main\">Go</button></main>"
    ));
}
