// SPDX-License-Identifier: EUPL-1.2
//! After each story no value of a person stands readable in what the gateway writes: store, journal, audit
//! files, copies of metadata, log. 2015/1501 art. 6(2): a node stores no personal data.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, Once, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use gateway::flow::own::look;
use http::{HeaderMap, header};
use tower::ServiceExt as _;
use wallet::hpke::RecipientKey;
use world::countries::COUNTRIES;
use world::eid::EID_PERSONS;
use world::register;

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::stage::Stage;
use crate::story_remember::agree_for_good;
use crate::story_wallet::link;
use crate::together::one_door;

/// What every test of this process logs, and more than an operator sees.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn log_everything() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Of ourselves: Demo Europe's services are not the gateway.
        let ours = [
            "gateway", "landport", "store", "pages", "eidas", "oidc", "xmlsec",
        ];
        let targets = ours.map(|name| (name, tracing::Level::TRACE));
        let targets = tracing_subscriber::filter::Targets::new().with_targets(targets);
        let layer = tracing_subscriber::fmt::layer().with_writer(|| Log);
        let subscriber = tracing_subscriber::layer::SubscriberExt::with(
            tracing_subscriber::registry(),
            tracing_subscriber::Layer::with_filter(layer, targets),
        );
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// Values that must stand nowhere, by their first four octets: all are looked for in one pass.
#[derive(Default)]
struct Values(BTreeMap<[u8; 4], Vec<String>>);

impl Values {
    /// Shorter ones are found anywhere by chance.
    fn add(&mut self, value: &str) {
        if let Some(first) = value.as_bytes().first_chunk::<4>() {
            self.0.entry(*first).or_default().push(value.to_owned());
        }
    }

    fn found_in(&self, octets: &[u8]) -> Option<&str> {
        octets.windows(4).enumerate().find_map(|(at, four)| {
            let values = self.0.get(four.first_chunk::<4>()?)?;
            let here = octets.get(at..)?;
            let found = |value: &&String| here.starts_with(value.as_bytes());
            values.iter().find(found).map(String::as_str)
        })
    }
}

/// What identifies the people of these stories.
fn values() -> Values {
    let mut values = Values::default();
    for country in COUNTRIES
        .iter()
        .filter(|it| ["SE", "BG"].contains(&it.code))
    {
        for person in country.persons {
            for name in [person.given_name, person.family_name] {
                let spellings = [name.latin, name.original].into_iter().flatten();
                spellings.for_each(|name| values.add(name));
            }
            values.add(person.identifier);
            values.add(person.date_of_birth);
            if let Some(number) = register::number_of(country, person) {
                values.add(&number);
            }
        }
    }
    let sami = EID_PERSONS.iter().find(|person| person.value == "sami");
    let sami = sami.unwrap();
    values.add(&number_of("sami"));
    values.add(sami.date_of_birth);
    values.add("Eira-H");
    values.add("Niillas");
    values
}

fn files(directory: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let (kind, path) = (entry.file_type().unwrap(), entry.path());
        if kind.is_dir() {
            files(&path, found);
        } else if kind.is_file() {
            // A table of the store may go while it is looked at.
            let octets = std::fs::read(&path).unwrap_or_default();
            found.push((path.display().to_string(), octets));
        }
    }
}

impl Stage {
    /// Everything that the gateway has written by now.
    async fn written(&self) -> Vec<(String, Vec<u8>)> {
        let records = &self.together.gateway.app.records;
        records.durable().await.unwrap();
        let mut written = Vec::new();
        files(&self.directory.path().join("data"), &mut written);
        let (mut entries, mut after) = (Vec::new(), None);
        loop {
            let some = records.store().dump(after).await.unwrap();
            let Some((last, _)) = some.last() else {
                break;
            };
            after = Some(*last);
            for (key, value) in some {
                entries.extend_from_slice(key.as_bytes());
                entries.extend(value);
            }
        }
        assert!(entries.len() > 1_000, "the store holds something");
        written.push(("the store".to_owned(), entries));
        let log = LOG.lock().unwrap_or_else(PoisonError::into_inner).clone();
        written.push(("the log".to_owned(), log));
        written
    }

    async fn nothing_readable(&self, values: &Values, story: &str) {
        for (file, octets) in self.written().await {
            let found = values.found_in(&octets);
            assert_eq!(found, None, "after {story}: {file}");
        }
    }

    /// To the page of one's own logins.
    async fn own_logins(&self, browser: &mut Browser, eid: &str, person: &str) -> Page {
        let page = browser.open(&self.url("no", "/logins/start")).await;
        let page = match eid {
            "bankid" => {
                let page = self.choose_eid(browser, &page, eid).await;
                self.prove(browser, &page, person, None).await
            }
            country => {
                let form = page.form_with("eid", "eidas").unwrap();
                let filled = [("eid", "eidas"), ("action", "next")];
                let page = browser.submit(&page, &form, &filled).await;
                let page = self.choose_country(browser, &page, country).await;
                self.choose_person(browser, &page, person).await
            }
        };
        assert_eq!(page.url.path(), "/logins", "{} {}", page.url, page.body);
        page
    }
}

/// What a page of a match leads on to, kept for long.
async fn keep(browser: &mut Browser, page: &Page) -> Page {
    assert_eq!(page.url.path(), "/match", "{} {}", page.url, page.body);
    let form = page.form_with("keep", "long").expect("she is known");
    let filled = [("keep", "long"), ("action", "next")];
    let page = browser.submit(page, &form, &filled).await;
    browser.settle(page).await
}

/// As far as the page of her match.
async fn arrive(stage: &Stage, browser: &mut Browser, country: &str) -> Page {
    let page = stage.login_page(browser, country).await;
    let form = page.form_with("person", "plain").unwrap();
    let filled = [("person", "plain"), ("action", "next")];
    let page = browser.submit(&page, &form, &filled).await;
    browser.settle(page).await
}

/// A journal of matching, as it is configured; and the private half of its key.
pub(crate) fn journal(stage: &Stage) -> (String, RecipientKey) {
    let curve = openssl::nid::Nid::X9_62_PRIME256V1;
    let group = openssl::ec::EcGroup::from_curve_name(curve).unwrap();
    let key = openssl::ec::EcKey::generate(&group).unwrap();
    let file = stage.directory.path().join("journal.pem");
    std::fs::write(&file, key.public_key_to_pem().unwrap()).unwrap();
    let pem = key.private_key_to_pem().unwrap();
    let opener = gateway::journal::private_key(&pem).unwrap();
    let text = format!("\n[matching.journal]\nkey_file = {file:?}\n");
    (text, opener)
}

#[tokio::test(flavor = "multi_thread")]
async fn ops_02_no_value_of_a_person_stands_readable_after_any_story() {
    log_everything();
    let stage = Stage::abroad().await;
    let (journal, _) = journal(&stage);
    stage.reconfigure(|text| text + &journal).await;
    let values = values();

    let mut hers = stage.browser();
    let page = arrive(&stage, &mut hers, "SE").await;
    stage
        .nothing_readable(&values, "she arrived and is told")
        .await;
    keep(&mut hers, &page).await;
    stage.nothing_readable(&values, "a match was kept").await;
    stage.own_logins(&mut hers, "SE", "plain").await;
    let file = hers.open(&stage.url("no", "/logins/export")).await;
    assert!(file.body.contains("\"logins\""), "{}", file.body);
    hers.open(&stage.url("no", "/kept")).await;
    stage
        .nothing_readable(&values, "her own logins and a receipt")
        .await;

    let page = hers.open(&stage.url("no", "/logins")).await;
    let form = page.form_with("action", "code").unwrap();
    let page = hers.submit(&page, &form, &[("action", "code")]).await;
    let page = hers.settle(page).await;
    let (_, code) = page.body.split_once("Your code: ").unwrap();
    let code = &code[..6];
    let app = &stage.together.gateway.app;
    assert!(look(app, code).await.unwrap().unwrap().is_some());
    let mut and_the_code = Values::default();
    and_the_code.add(&format!("\"{code}\""));
    stage
        .nothing_readable(&and_the_code, "the support desk looked")
        .await;
    stage
        .nothing_readable(&values, "the support desk looked")
        .await;

    // Not known, and somebody else's e-ID: both sides are in the journal.
    let mut his = stage.browser();
    let page = arrive(&stage, &mut his, "BG").await;
    let form = page.form_with("eid", "bankid").expect("she is not known");
    let page = his.submit(&page, &form, &[("eid", "bankid")]).await;
    let page = stage.prove(&mut his, &page, "sami", None).await;
    assert!(page.body.contains("Nothing was linked"), "{}", page.body);
    stage
        .nothing_readable(&values, "an e-ID that is not linked")
        .await;
    stage.told(&mut his, page).await;
    stage
        .nothing_readable(&values, "she went on without a match")
        .await;

    // A national abroad, and her own logins.
    let mut theirs = stage.browser();
    let page = stage.ask_from(&mut theirs, "SE").await;
    let page = stage.choose_eid(&mut theirs, &page, "bankid").await;
    let page = stage.prove(&mut theirs, &page, "sami", None).await;
    assert!(page.body.contains("Eira-H"), "{}", page.body);
    stage
        .nothing_readable(&values, "what would be sent is shown")
        .await;
    stage.agree(&mut theirs, &page).await;
    let page = stage.own_logins(&mut theirs, "bankid", "sami").await;
    assert!(page.body.contains("<code>"), "a receipt: {}", page.body);
    stage.nothing_readable(&values, "a login abroad").await;

    // It sees what it is for: in the stories something was written of each kind, and a value is found.
    let written = stage.written().await;
    for place in ["/journal/", "/audit/", "/store/", "the store", "the log"] {
        let octets = written.iter().filter(|(file, _)| file.contains(place));
        let octets: usize = octets.map(|(_, octets)| octets.len()).sum();
        assert!(octets > 500, "{place}: {octets}");
    }
    assert_eq!(values.found_in(b"x Niillas y"), Some("Niillas"));
}

#[tokio::test(flavor = "multi_thread")]
async fn ops_02_nor_after_a_wallet_a_consent_a_logout_or_a_login_for_a_company() {
    log_everything();
    let stage = Stage::abroad().await;
    stage.together.gateway.app.lists.refresh_all().await;
    let (journal, _) = journal(&stage);
    stage.reconfigure(|text| text + &journal).await;
    let mut values = values();
    values.add(&number_of("plain"));
    // Of the wallet's cards.
    values.add("1990-05-14");
    values.add("Linnéa");

    // A PID with a national number, and one of another country, which the register is asked about.
    let mut hers = stage.browser();
    let page = stage.wallet_page(&mut hers).await;
    stage.nothing_readable(&values, "a wallet was asked").await;
    let page = stage.approve(&mut hers, &link(&page), "no").await;
    stage.rowing_claims(&page).await;
    stage.nothing_readable(&values, "a PID with a number").await;
    let asks = stage.rowing_asks("idporten-loa-high eidas-loa-high", &[]);
    let mut theirs = stage.browser();
    let page = stage.wallet_page_of(&mut theirs, &asks).await;
    let page = stage.approve(&mut theirs, &link(&page), "se").await;
    assert!(page.body.contains("Linnéa Exempelsson"), "{}", page.body);
    stage.nothing_readable(&values, "a PID from abroad").await;
    stage.told(&mut theirs, page).await;
    stage.nothing_readable(&values, "its holder went on").await;
    let page = stage.wallet_page(&mut theirs).await;
    stage.approve(&mut theirs, &link(&page), "no-revoked").await;
    stage
        .nothing_readable(&values, "a PID that is revoked")
        .await;

    // She says no; then yes for good; then she is not asked again.
    let mut abroad = stage.browser();
    let page = stage
        .consent_page(&mut abroad, "SE", "bankid", "sami")
        .await;
    stage.press(&mut abroad, &page, "decline").await;
    stage.nothing_readable(&values, "she declined").await;
    let page = stage
        .consent_page(&mut abroad, "SE", "bankid", "sami")
        .await;
    agree_for_good(&mut abroad, &page).await;
    let page = stage.ask_from(&mut abroad, "SE").await;
    let page = stage.choose_eid(&mut abroad, &page, "bankid").await;
    let page = stage.prove(&mut abroad, &page, "sami", None).await;
    assert!(page.body.contains("Eira-H"), "{} {}", page.url, page.body);
    stage
        .nothing_readable(&values, "a consent is remembered")
        .await;

    // A session, which ends.
    let mut here = stage.browser();
    let page = here.open(&stage.url("rowing", "/login?as=anyone")).await;
    let page = stage.choose_eid(&mut here, &page, "bankid").await;
    let page = stage.prove(&mut here, &page, "sami", None).await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    stage.nothing_readable(&values, "a session began").await;
    let page = here.open(&stage.url("no", "/session")).await;
    let page = stage.press(&mut here, &page, "logout").await;
    assert!(
        page.form_with("action", "logout").is_none(),
        "{}",
        page.body
    );
    stage.nothing_readable(&values, "she logged out").await;

    // Somebody acts for a company: nothing of either.
    let mut acting = stage.browser();
    let page = acting
        .open(&stage.url("business", "/login?as=company"))
        .await;
    let page = stage.choose_country(&mut acting, &page, "SE").await;
    stage.choose_person(&mut acting, &page, "plain").await;
    let claims = stage.claims(&mut acting, "business").await;
    assert_eq!(claims["legal_name"], "Exempelsson Demo Company", "{claims}");
    stage
        .nothing_readable(&values, "a login for a company")
        .await;
    let page = stage.own_logins(&mut acting, "SE", "plain").await;
    assert!(
        page.body.contains("Demo business register"),
        "{}",
        page.body
    );
    stage
        .nothing_readable(&values, "the receipt of who acted")
        .await;
}

/// What was on the wire and opens something, by what it is.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<BTreeSet<(String, String)>>>);

/// Fields of forms, queries and JSON that open something.
const OPENING: [&str; 8] = [
    "access_token",
    "client_assertion",
    "code",
    "code_verifier",
    "id_token",
    "refresh_token",
    "request_uri",
    "token",
];

impl Heard {
    /// What is shorter is guessed, or found anywhere by chance.
    fn hear(&self, what: &str, value: &str) {
        if value.len() >= 20 {
            let mut heard = self.0.lock().unwrap();
            heard.insert((what.to_owned(), value.to_owned()));
        }
    }

    fn fields(&self, encoded: &[u8]) {
        for (name, value) in url::form_urlencoded::parse(encoded) {
            if OPENING.contains(&&*name) {
                self.hear(&name, value.rsplit(':').next().unwrap());
            }
        }
    }

    fn cookie(&self, pair: &str) {
        // The name of the login that went out, as addresses and the trail have it, is no secret.
        let pair = pair.trim().split_once('=');
        if let Some((_, value)) = pair.filter(|(name, _)| *name != "__Host-out") {
            // Behind a point stands what is no secret.
            self.hear("cookie", value.split('.').next().unwrap());
        }
    }

    fn headers(&self, headers: &HeaderMap) {
        let of = |name| {
            headers
                .get_all(name)
                .iter()
                .filter_map(|it| it.to_str().ok())
        };
        for cookies in of(header::COOKIE) {
            cookies.split(';').for_each(|pair| self.cookie(pair));
        }
        for cookie in of(header::SET_COOKIE) {
            self.cookie(cookie.split(';').next().unwrap());
        }
        for credentials in of(header::AUTHORIZATION) {
            self.hear("authorization", credentials.rsplit(' ').next().unwrap());
        }
        for location in of(header::LOCATION) {
            let query = location.split_once('?').map_or("", |(_, query)| query);
            self.fields(query.as_bytes());
        }
    }

    fn body(&self, octets: &[u8]) {
        self.fields(octets);
        let json = serde_json::from_slice(octets).unwrap_or_default();
        let json: BTreeMap<String, serde_json::Value> = json;
        for (name, value) in json {
            if let (true, Some(value)) = (OPENING.contains(&&*name), value.as_str()) {
                self.hear(&name, value.rsplit(':').next().unwrap());
            }
        }
    }

    /// Everything that goes through this is heard.
    fn at(&self, door: Router) -> Router {
        let heard = self.clone();
        Router::new().fallback(move |request: Request| {
            let (heard, door) = (heard.clone(), door.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, 1 << 22).await.unwrap();
                heard.headers(&parts.headers);
                heard.fields(parts.uri.query().unwrap_or_default().as_bytes());
                heard.body(&body);
                let Ok(response) = door
                    .oneshot(Request::from_parts(parts, Body::from(body)))
                    .await;
                let (parts, body) = response.into_parts();
                let body = to_bytes(body, 1 << 22).await.unwrap();
                heard.headers(&parts.headers);
                heard.body(&body);
                Response::from_parts(parts, Body::from(body))
            }
        })
    }
}

/// Everything of ourselves is logged, and what goes over the wire is known: cookies, codes, tokens, credentials. None of them is in
/// the log, the trail, the journal or the store, where each lies under its hash or sealed.
#[tokio::test(flavor = "multi_thread")]
async fn ops_01_no_secret_of_a_login_stands_in_a_log_of_everything_or_on_the_disk() {
    log_everything();
    let mut stage = Stage::abroad().await;
    let heard = Heard::default();
    let gateway = gateway::http::routes::router(&stage.together.gateway.app);
    stage.answer_by(heard.at(one_door(gateway, stage.together.world.router())));
    let mut here = stage.browser();
    let page = stage.log_in(&mut here, "SE", "plain").await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    let mut theirs = stage.browser();
    let page = stage.ask_from(&mut theirs, "SE").await;
    let page = stage.choose_eid(&mut theirs, &page, "bankid").await;
    let page = stage.prove(&mut theirs, &page, "sami", None).await;
    stage.agree(&mut theirs, &page).await;

    let heard = heard.0.lock().unwrap().clone();
    let kinds: BTreeSet<_> = heard.iter().map(|(what, _)| what.as_str()).collect();
    for kind in [
        "access_token",
        "code",
        "code_verifier",
        "cookie",
        "id_token",
        "request_uri",
    ] {
        assert!(kinds.contains(kind), "{kind} was not heard: {kinds:?}");
    }
    let mut secrets = Values::default();
    for (_, value) in &heard {
        secrets.add(value);
    }
    stage.nothing_readable(&secrets, "both roads").await;
    // It would be seen.
    let (_, one) = heard.first().unwrap();
    tracing::trace!(target: "gateway", "whatever is logged of ourselves is heard");
    let written = stage.written().await;
    let (_, log) = written.iter().find(|(file, _)| file == "the log").unwrap();
    let mut log = String::from_utf8_lossy(log).into_owned();
    assert!(log.contains("whatever is logged of ourselves is heard"));
    log.push_str(one);
    assert_eq!(secrets.found_in(log.as_bytes()), Some(one.as_str()));
}
