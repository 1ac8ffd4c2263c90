//! No path ends at a page without a way on: every state of a login, every event that a browser can bring
//! about in it, and of each page its main action.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use eidas::{CountryCode, LevelOfAssurance};
use gateway::citizen::Citizen;
use gateway::flow::end::arrival::Arrival;
use gateway::flow::end::proven_by::ProvenBy;
use gateway::identity::{Identity, Name};
use gateway::login::{
    AtWallet, Came, Device, LIFETIME_MS, Login, Stage, Tried, Unlinked, Unusable, WALLET,
};
use gateway::matching::{Difference, Match, Method, Pid};
use gateway::number::NationalNumber;
use gateway::settings::Profile;
use gateway::translate::Refusal;
use store::{Handle, Secret};

use crate::abroad::Abroad;
use crate::eid::{NUMBER, SUBSTANTIAL};
use crate::support::{Answer, Browser, NOW_MS, flow_of};

/// What a browser asks for: each page, also those that its login has not come to.
const PAGES: [&str; 13] = [
    "/choose",
    "/consent",
    "/continue",
    "/country",
    "/go",
    "/kept",
    "/logins",
    "/match",
    "/more",
    "/person",
    "/send",
    "/session",
    "/wallet",
];

/// What it posts, and to where: every button of every page, to every page.
const FORMS: [&str; 10] = [
    "/choose", "/consent", "/country", "/logins", "/match", "/more", "/person", "/send",
    "/session", "/wallet",
];
const ACTIONS: [&str; 17] = [
    "",
    "again",
    "another",
    "approve",
    "back",
    "cancel",
    "code",
    "decline",
    "done",
    "end-match",
    "forget",
    "leave",
    "logout",
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
        Stage::Linking {
            country,
            eid: eid.clone(),
            arrival: String::new(),
            level: LevelOfAssurance::Substantial,
        },
        Stage::Proven { eid: eid.clone() },
        Stage::Finished,
    ];
    for unlinked in [None, Some(Unlinked::Differs), Some(Unlinked::NotProven)] {
        all.push(Stage::Arrived { country, unlinked });
    }
    let answer = |device| Came::Answer {
        name: "gone".to_owned(),
        device,
    };
    for (came, unusable) in [
        (Came::Nothing, None),
        (Came::Nothing, Some(Unusable::Expired)),
        (Came::Failed, None),
        (Came::No, Some(Unusable::Revoked)),
        (answer(Device::This), None),
        (answer(Device::Other), None),
        (answer(Device::Browser), None),
    ] {
        all.push(Stage::AtWallet(AtWallet {
            link: "gone".to_owned(),
            code: "gone".to_owned(),
            came,
            unusable,
        }));
    }
    let at_wallet = Tried::Eid(WALLET.to_owned());
    all.push(refused(at_wallet, Refusal::LevelTooLow));
    // What the buttons do depends on where it was tried; every reason's page stands in `pages`.
    for why in [Refusal::Cancelled, Refusal::PeerFailed] {
        all.push(refused(Tried::Country(country), why));
        all.push(refused(Tried::Eid(eid.clone()), why));
    }
    all.into_iter().map(Some).chain([None]).collect()
}

/// None is forgotten: who adds one has it named here, and then found above.
const fn of(stage: &Stage) -> usize {
    match stage {
        Stage::Asked => 0,
        Stage::Chosen { .. } => 1,
        Stage::Sent { .. } => 2,
        Stage::AtEid { .. } => 3,
        Stage::AtWallet(_) => 4,
        Stage::Arrived { .. } => 5,
        Stage::Linking { .. } => 6,
        Stage::Proven { .. } => 7,
        Stage::Refused { .. } => 8,
        Stage::Finished => 9,
    }
}

#[test]
fn every_state_is_among_them() {
    let found: BTreeSet<usize> = states().iter().flatten().map(of).collect();
    assert_eq!(found, (0..10).collect());
}

/// What may have come of the question whether a person from abroad is known.
fn matches() -> [(Match, bool); 6] {
    let known = |by: Option<&str>| Match::Found {
        pid: Pid::parse(NUMBER).unwrap(),
        method: Method::Linked,
        by: by.map(str::to_owned),
    };
    [
        (Match::NotFound, false),
        (Match::Ambiguous, false),
        (Match::NotExact(vec![Difference::FamilyName]), false),
        (Match::Unguaranteed, false),
        (known(Some("bankid")), false),
        // Bound, and not written down yet.
        (known(None), true),
    ]
}

/// The states in which somebody is proven, who is there.
fn with_persons(foreign: bool) -> Vec<(Option<Stage>, bool)> {
    let proven = |stage: &Stage| match stage {
        Stage::Proven { .. } => foreign,
        Stage::Arrived { .. } | Stage::Linking { .. } => !foreign,
        _ => false,
    };
    let states = states()
        .into_iter()
        .filter(|it| it.as_ref().is_some_and(proven));
    states.map(|stage| (stage, true)).collect()
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

/// Puts the person there whom this state is about.
async fn prove(
    abroad: &Abroad,
    browser: &Browser<'_>,
    flow: &str,
    stage: &Stage,
    (matched, unwritten): (Match, bool),
) {
    let records = &abroad.norway.gateway.app.records;
    let handle = Handle::parse(flow).unwrap();
    let cookie = &browser.cookies[&format!("__Host-f-{}", &flow[..8])];
    let secret = Secret::parse(cookie.trim_end_matches(".chosen")).unwrap();
    let (person, until_ms) = (secret.until(handle.expires_ms()), handle.expires_ms());
    match stage {
        Stage::Proven { eid } => {
            let citizen = Citizen {
                eid: eid.clone(),
                number: NationalNumber::parse(NUMBER, Profile::Demo).unwrap(),
                previous_number: None,
                given_name: Some("Kari".to_owned()),
                family_name: "Nordmann".to_owned(),
                birthdate: "1920-11-17".to_owned(),
                acr: "idporten-loa-high".to_owned(),
                level: LevelOfAssurance::High,
                auth_time: NOW_MS / 1000,
                amr: "BankID".to_owned(),
                proven_by: Vec::new(),
                claims: serde_json::Map::new(),
                sector: Vec::new(),
                pid: None,
            };
            records.put_sealed(&person, &citizen, until_ms).await
        }
        _ => {
            let name = |shown: &str| Name {
                shown: shown.to_owned(),
                original: None,
            };
            let arrival = Arrival {
                id: "shown".to_owned(),
                identity: Identity {
                    country: CountryCode::parse("SE").unwrap(),
                    identifier: "SE/NO/199008199391".to_owned(),
                    given_name: name("Astrid"),
                    family_name: name("Lindmark"),
                    birthdate: "1990-08-19".to_owned(),
                    level: LevelOfAssurance::Substantial,
                    auth_time: NOW_MS / 1000,
                    pid: None,
                },
                proven_by: ProvenBy::Node(abroad.norway.gateway.node("SE").entity_id()),
                claims: serde_json::Map::new(),
                matched,
                unwritten,
            };
            records.put_sealed(&person, &arrival, until_ms).await
        }
    }
    .unwrap();
}

async fn happens(browser: &mut Browser<'_>, flow: &str, event: Event) -> Answer {
    let mut answer = match event {
        Event::Looks(page) => browser.get(&format!("{page}?flow={flow}")).await,
        Event::Posts(form, action) => {
            // As who has read the page: with what was shown, where something was.
            let page = match form {
                "/consent" | "/match" => {
                    let page = browser.get(&format!("{form}?flow={flow}")).await;
                    page.body
                }
                _ => String::new(),
            };
            let shown = page.split_once("name=\"shown\" value=\"");
            let shown = shown.and_then(|(_, rest)| rest.split('"').next());
            let fields = [
                ("action", action),
                ("country", "SE"),
                ("eid", "bankid"),
                ("keep", "long"),
                ("shown", shown.unwrap_or_default()),
            ];
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
        let nobody = || (Match::NotFound, false);
        let states = states().into_iter().map(|stage| (stage, false, nobody()));
        let with_persons = with_persons(foreign).into_iter();
        let with_persons = with_persons.flat_map(|(stage, person)| {
            let matches = matches().into_iter();
            let matches = matches.take(if foreign { 1 } else { usize::MAX });
            matches.map(move |matched| (stage.clone(), person, matched))
        });
        for (stage, person, matched) in states.chain(with_persons) {
            for event in events() {
                let clock = &abroad.norway.gateway.clock;
                // At the pace at which one source may begin logins at one connector.
                clock.advance(std::time::Duration::from_millis(300));
                let mut browser = abroad.browser();
                let flow = begin(&abroad, &mut browser, foreign).await;
                match &stage {
                    Some(stage) => put(&abroad, &flow, stage).await,
                    None => {
                        clock.advance(std::time::Duration::from_millis(LIFETIME_MS.unsigned_abs()))
                    }
                }
                if let (Some(stage), true) = (&stage, person) {
                    prove(&abroad, &browser, &flow, stage, matched.clone()).await;
                }
                let answer = happens(&mut browser, &flow, event).await;
                let place = format!(
                    "foreign {foreign}, {stage:?}, a person {person} {matched:?}, {event:?}: {answer:?}"
                );
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

/// A page that a login comes to before it begins, and her own: the queue, her own logins in each state.
#[tokio::test]
async fn the_pages_beside_a_login_lead_on_too() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let closed = browser.get("/logins").await;
    assert!(main_action(&closed.body), "{closed:?}");
    let page = crate::own::open_with(norway, &mut browser, "bankid").await;
    assert!(main_action(&page.body), "{page:?}");
    for action in ["code", "forget", "end-match", "", "leave", "code"] {
        let done = browser.post("/logins", &[("action", action)]).await;
        let page = match done.status {
            StatusCode::SEE_OTHER => browser.get(done.location()).await,
            _ => done,
        };
        assert!(main_action(&page.body), "{action:?}: {page:?}");
    }
    for path in [
        "/kept",
        "/session",
        "/logins?reference=NOBODYS1",
        "/logins/back",
    ] {
        let mut page = browser.get(path).await;
        if page.status == StatusCode::SEE_OTHER {
            page = browser.get(page.location()).await;
        }
        assert!(main_action(&page.body), "{path}: {page:?}");
    }
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

/// Every other address that a person's browser may ask for, by a bookmark, an old link or a tab that it restores:
/// those of forms and of machines too.
#[tokio::test]
async fn no_address_that_a_browser_can_open_is_a_page_without_a_main_action() {
    let abroad = Abroad::start().await;
    let mut pages = 0;
    for path in [
        "/",
        "/authorize",
        "/authorize?client_id=nobody",
        "/authorize?client_id=trademark&redirect_uri=https://elsewhere.example",
        "/authorize?client_id=trademark&request_uri=urn:ietf:params:oauth:request_uri:old",
        "/callback/bankid",
        "/callback/bankid?code=old&state=old",
        "/callback/nobody",
        "/csp-report",
        "/docs/integrate/nothing",
        "/eidas/connector/acs",
        "/eidas/proxy/sso",
        "/eidas/proxy/sso?SAMLRequest=old",
        "/logins/export",
        "/logins/back?code=old&state=old",
        "/logo/none.svg",
        "/logout",
        "/logout?id_token_hint=old",
        "/logout?post_logout_redirect_uri=https://elsewhere.example",
        "/nowhere?lang=el",
        "/par",
        "/static/old/landport.css",
        "/token",
        "/token/introspect",
        "/token/revoke",
        "/wallet/return",
        "/wallet/return?flow=old&response_code=old",
    ] {
        let mut browser = abroad.browser();
        let mut answer = browser.looks(path).await;
        if answer.location().starts_with('/') {
            let next = answer.location().to_owned();
            answer = browser.looks(&next).await;
        }
        if answer.status == StatusCode::SEE_OTHER {
            continue;
        }
        assert!(main_action(&answer.body), "{path}: {answer:?}");
        pages += 1;
    }
    assert!(pages > 20, "{pages} pages");
}

/// What stands at an address of no login is read in another language too.
#[tokio::test]
async fn a_page_of_nothing_has_the_list_of_languages() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    for path in ["/gone/%3Cb%3E", "/eidas/connector/acs", "/eidas/proxy/sso"] {
        let page = browser.looks(path).await;
        let link = page.body.split('"').find(|part| part.ends_with("lang=nn"));
        let link = link
            .unwrap_or_else(|| panic!("{path}: {page:?}"))
            .to_owned();
        assert!(
            !link.contains("gone"),
            "what was asked for is not repeated: {link}"
        );
        let other = browser.looks(&link).await;
        assert_eq!(other.status, page.status, "{path}");
        assert!(
            other.body.contains("<html lang=\"nn\">"),
            "{path}: {other:?}"
        );
    }
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
