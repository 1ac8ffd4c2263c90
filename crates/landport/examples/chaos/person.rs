// SPDX-License-Identifier: EUPL-1.2
//! Somebody who wants to arrive. What did not come is loaded again; who is led back to the service begins
//! anew; whoever meets a page with no way on is lost, and that is a violation.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{StatusCode, header};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::browser::{Browser, Form, Page};
use crate::chance::Chance;
use crate::ledger::Ledger;
use crate::service::{Begun, Said, Service, claims};
use crate::stage::{GATEWAY, Stage};
use crate::thief::Spent;
use crate::wire;

/// After so long somebody gives up for good.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);
/// Before a page is loaded again, where it says nothing of it.
const AGAIN: Duration = Duration::from_millis(700);

/// So often the same page is loaded before its way on is taken.
const TIMES: usize = 12;

/// Who comes from abroad, by country and person.
const FOREIGN: [(&str, &str); 4] = [
    ("SE", "plain"),
    ("SE", "two-names"),
    ("FR", "plain"),
    ("FR", "two-names"),
];
/// Who goes abroad: the country whose service asks, the e-ID, the person.
const NATIONAL: [(&str, &str, &str); 4] = [
    ("SE", "minid", "plain"),
    ("SE", "bankid", "two-names"),
    ("PL", "bankid", "plain"),
    ("PL", "bankid", "two-names"),
];

/// What everybody needs.
pub(crate) struct House {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) services: Vec<Arc<Service>>,
    world: u16,
}

impl House {
    pub(crate) fn new(stage: &Stage, ledger: Arc<Ledger>) -> Self {
        Self {
            ledger,
            services: stage.services.clone(),
            world: stage.world_port,
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(wire::router(self.ledger.clone()))
    }
}

/// A road that somebody wants to go.
#[derive(Clone)]
enum Road {
    Here(Arc<Service>, &'static str, &'static str),
    Abroad(&'static str, &'static str, &'static str),
}

/// Why somebody is not there.
enum Stop {
    /// She was told, and leads on to the service, where she begins anew.
    Anew(String),
    /// There is no way on.
    Dead(String),
}

/// Each person at each service once, before anything fails: who they are there is written down.
pub(crate) async fn everybody_once(house: &Arc<House>) {
    for service in &house.services {
        for (country, person) in FOREIGN {
            arrive(
                house.clone(),
                Road::Here(service.clone(), country, person),
                Chance::new(0),
            )
            .await;
        }
    }
    for (country, eid, person) in NATIONAL {
        arrive(
            house.clone(),
            Road::Abroad(country, eid, person),
            Chance::new(0),
        )
        .await;
    }
}

/// People at a fixed rate, for as long as the task lives.
pub(crate) async fn come(house: Arc<House>, rate: f64, seed: u64) {
    let mut chance = Chance::new(seed ^ 0x7065_6f70_6c65);
    let mut tick = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    loop {
        tick.tick().await;
        let road = if chance.once_in(3) {
            let (country, eid, person) = *chance.pick(&NATIONAL);
            Road::Abroad(country, eid, person)
        } else {
            let (country, person) = *chance.pick(&FOREIGN);
            Road::Here(chance.pick(&house.services).clone(), country, person)
        };
        let own = Chance::new(chance.next());
        tokio::spawn(arrive(house.clone(), road, own));
    }
}

/// One person, until she is there.
async fn arrive(house: Arc<House>, road: Road, chance: Chance) {
    house.ledger.started();
    let (ledger, who) = (house.ledger.clone(), road.to_string());
    // What the browser asserts of pages (loops, policies) it does by falling.
    let walking = tokio::spawn(async move {
        let mut person = Person {
            browser: house.browser(),
            house,
            chance,
            since: Instant::now(),
            loaded_again: false,
            carried: Vec::new(),
        };
        person.walk(&road).await
    });
    if let Err(error) = walking.await {
        ledger.lost(&who, &format!("the browser fell: {error}"));
    }
}

struct Person {
    house: Arc<House>,
    browser: Browser,
    chance: Chance,
    since: Instant,
    loaded_again: bool,
    /// Pages that carried a message to a node of ours or another's.
    carried: Vec<(Page, Form)>,
}

impl Person {
    async fn walk(&mut self, road: &Road) {
        let ledger = self.house.ledger.clone();
        for anew in 0.. {
            self.carried.clear();
            let walked = match road {
                Road::Here(service, country, person) => {
                    let who = road.to_string();
                    self.here(service, &who, [("country", country), ("person", person)])
                        .await
                }
                Road::Abroad(country, eid, person) => {
                    self.abroad(country, eid, person, &road.to_string()).await
                }
            };
            match walked {
                Ok(mut spent) => {
                    let whose = spent.iter().find_map(Spent::verifier);
                    for (page, form) in self.carried.drain(..) {
                        let message = Box::new((page, form, self.browser.clone()));
                        spent.push(Spent::Message(message, whose.clone()));
                    }
                    ledger.spend(spent);
                    return ledger.arrived(anew, self.loaded_again, self.since.elapsed());
                }
                Err(Stop::Anew(why)) if self.since.elapsed() < PATIENCE => {
                    ledger.anew(why);
                    sleep(AGAIN).await;
                }
                Err(Stop::Anew(why) | Stop::Dead(why)) => {
                    return ledger.lost(&road.to_string(), &why);
                }
            }
        }
    }

    /// A foreign citizen at a service of ours.
    async fn here(
        &mut self,
        service: &Arc<Service>,
        who: &str,
        choices: [(&'static str, &str); 2],
    ) -> Result<Vec<Spent>, Stop> {
        let begun = self.push(service).await?;
        let mut page = self.open(&begun.address).await?;
        for choice in choices {
            if !is_at(&page, service) {
                page = self.choose(page, &[choice, ("action", "next")]).await?;
            }
        }
        if page.url.path() == "/match" {
            page = self.choose(page, &[("action", "next")]).await?;
        }
        if !is_at(&page, service) {
            return Err(self.led_on(page).await);
        }
        let code = returned(&page, &begun).map_err(|error| self.refused(&error))?;
        let tokens = self.redeem(service, &begun, &code).await?;
        self.known(service, &begun, &tokens, who).await?;
        Ok(vec![
            Spent::Code(service.clone(), code, begun.verifier.clone()),
            Spent::Assertion(service.clone(), begun.assertion.clone()),
            Spent::Pushed(service.clone(), begun),
        ])
    }

    /// A national citizen at a service abroad.
    async fn abroad(
        &mut self,
        country: &str,
        eid: &str,
        person: &str,
        who: &str,
    ) -> Result<Vec<Spent>, Stop> {
        let host = format!(
            "service.{}.localhost:{}",
            country.to_ascii_lowercase(),
            self.house.world
        );
        let mut page = self.open(&format!("http://{host}/login")).await?;
        for choice in [
            ("country", "NO"),
            ("eid", eid),
            ("person", person),
            ("action", "approve"),
        ] {
            if page.url.path() == "/me" {
                break;
            }
            page = self.choose(page, &[("action", "next"), choice]).await?;
        }
        if page.url.path() != "/me" {
            return Err(self.led_on(page).await);
        }
        let page = self.open(&format!("http://{host}/me.json")).await?;
        let received: Value = serde_json::from_str(&page.body).unwrap_or(Value::Null);
        if received["outcome"] != "person" {
            return Err(Stop::Anew(format!(
                "abroad: {} {}",
                received["outcome"], received["status"]
            )));
        }
        let told = json!([received["attributes"], received["country"]]);
        self.house.ledger.is_the_same(who, told);
        Ok(Vec::new())
    }

    async fn push(&mut self, service: &Service) -> Result<Begun, Stop> {
        loop {
            match service.push().await {
                Ok(begun) => return Ok(begun),
                Err(Said::Nothing) if self.since.elapsed() < PATIENCE => sleep(AGAIN).await,
                Err(said) => {
                    let said = short(&said);
                    let ledger = &self.house.ledger;
                    ledger.violation(format!("{}: its request is refused: {said}", service.id));
                    return Err(Stop::Anew(format!("the service could not push: {said}")));
                }
            }
        }
    }

    /// A code is redeemed until there is an answer; after silence it may be spent.
    async fn redeem(
        &mut self,
        service: &Service,
        begun: &Begun,
        code: &str,
    ) -> Result<Value, Stop> {
        let ledger = self.house.ledger.clone();
        let twice = self.chance.once_in(20);
        let mut silent = false;
        loop {
            // Attack (TK-01): the same code at both nodes in the same moment.
            let said = if twice && !silent {
                let one = service.redeem(code, &begun.verifier);
                let two = service.redeem(code, &begun.verifier);
                let (one, two) = tokio::join!(one, two);
                return self.once_of_two(one, two);
            } else {
                service.redeem(code, &begun.verifier).await
            };
            match said {
                Said::Json(200, tokens) => return Ok(tokens),
                Said::Nothing if self.since.elapsed() < PATIENCE => {
                    if !silent {
                        ledger.unanswered();
                    }
                    silent = true;
                    sleep(AGAIN).await;
                }
                Said::Json(400, error) if silent && error["error"] == "invalid_grant" => {
                    return Err(Stop::Anew("its code, after silence".to_owned()));
                }
                said => {
                    ledger.violation(format!(
                        "{}: a code that nobody used, silent before: {silent}: {}",
                        service.id,
                        short(&said)
                    ));
                    return Err(Stop::Anew("its code was refused".to_owned()));
                }
            }
        }
    }

    /// Of two at once one gets tokens at most; and then the other has brought the login down.
    fn once_of_two(&self, one: Said, two: Said) -> Result<Value, Stop> {
        let ledger = &self.house.ledger;
        let (mut tokens, mut silent) = (Vec::new(), false);
        for said in [one, two] {
            match said {
                Said::Json(200, some) => tokens.push(some),
                Said::Nothing => silent = true,
                Said::Json(..) => {}
            }
        }
        if silent {
            ledger.unanswered();
        }
        if tokens.len() > 1 {
            ledger.violation("a code was redeemed twice".to_owned());
        }
        for tokens in &tokens {
            let told = claims(tokens["id_token"].as_str().unwrap_or_default());
            ledger.token(told["jti"].as_str().unwrap_or_default());
        }
        Err(Stop::Anew("its service redeemed twice at once".to_owned()))
    }

    /// The service knows who came: the one who began there, and nobody else.
    async fn known(
        &mut self,
        service: &Service,
        begun: &Begun,
        tokens: &Value,
        who: &str,
    ) -> Result<(), Stop> {
        let ledger = self.house.ledger.clone();
        let mut told = claims(tokens["id_token"].as_str().unwrap_or_default());
        ledger.token(told["jti"].as_str().unwrap_or_default());
        if told["nonce"] != begun.nonce || told["aud"] != service.id {
            ledger.violation(format!("{who} got the token of another login: {told}"));
        }
        let sub = told["sub"].clone();
        for passing in ["nonce", "iat", "exp", "auth_time", "jti", "sid", "at_hash"] {
            told.as_object_mut().map(|told| told.remove(passing));
        }
        ledger.is_the_same(who, told);
        let token = tokens["access_token"].as_str().unwrap_or_default();
        loop {
            match service.userinfo(token).await {
                Said::Json(200, about) if about["sub"] == sub => return Ok(()),
                Said::Nothing if self.since.elapsed() < PATIENCE => sleep(AGAIN).await,
                said => {
                    ledger.violation(format!(
                        "{who}: a token that was released opens {}",
                        short(&said)
                    ));
                    return Ok(());
                }
            }
        }
    }

    async fn open(&mut self, address: &str) -> Result<Page, Stop> {
        let page = self.browser.open(address).await;
        let page = self.patiently(page).await?;
        self.settle(page).await
    }

    /// Chooses something on a page and goes on as far as the next that waits for somebody.
    async fn choose(&mut self, page: Page, filled: &[(&str, &str)]) -> Result<Page, Stop> {
        let of_its_own = filled.iter().find(|(_, value)| *value != "next");
        let choice = of_its_own.unwrap_or(&filled[0]);
        let Some(form) = page.form_with(choice.0, choice.1) else {
            return Err(self.led_on(page).await);
        };
        let page = self.browser.submit(&page, &form, filled).await;
        let page = self.patiently(page).await?;
        self.settle(page).await
    }

    /// Carries messages from node to node, as pages do by themselves, and looks again where one says so; now and then
    /// carries twice at once.
    async fn settle(&mut self, mut page: Page) -> Result<Page, Stop> {
        while self.since.elapsed() < PATIENCE {
            page = if let Some(form) = message(&page) {
                self.carried.push((page.clone(), form.clone()));
                let mut other = self.browser.clone();
                let mine = self.browser.submit(&page, &form, &[]);
                match self.chance.once_in(10) {
                    true => tokio::join!(mine, other.submit(&page, &form, &[])).0,
                    false => mine.await,
                }
            } else if let Some(href) = page.refresh() {
                self.browser.follow(&page, &href).await
            } else if let Some(href) = looks_again(&page) {
                sleep(Duration::from_secs(2)).await;
                self.browser.follow(&page, &href).await
            } else {
                return Ok(page);
            };
            page = self.patiently(page).await?;
        }
        Err(Stop::Dead(format!("round in circles: {}", told(&page))))
    }

    /// Loads again what did not come, or says that it cannot now.
    async fn patiently(&mut self, mut page: Page) -> Result<Page, Stop> {
        let mut times = 0;
        while matches!(page.status.as_u16(), 429 | 500..) {
            times += 1;
            // What failed once its message was used says so each time, and leads to the service.
            if times > TIMES && leads_on(&page) {
                return Ok(page);
            }
            if self.since.elapsed() > PATIENCE {
                return Err(Stop::Dead(format!(
                    "for {PATIENCE:?} nothing but {}",
                    told(&page)
                )));
            }
            self.loaded_again = true;
            let ours = page.url.host_str() == Some(GATEWAY);
            self.house.ledger.again(page.status.as_u16());
            if ours && page.status == StatusCode::INTERNAL_SERVER_ERROR {
                let said = told(&page);
                self.house
                    .ledger
                    .violation(format!("a page of ours failed: {said}"));
            }
            let after = page.headers.get(header::RETRY_AFTER);
            let after = after.and_then(|after| after.to_str().ok()?.parse().ok());
            let after = after.map_or(AGAIN, |seconds: u64| Duration::from_secs(seconds.min(3)));
            sleep(after).await;
            page = self.browser.reload(&page).await;
        }
        Ok(page)
    }

    /// From a page that is not the one that was hoped for.
    async fn led_on(&mut self, page: Page) -> Stop {
        let said = told(&page);
        if page.url.host_str() != Some(GATEWAY) {
            return Stop::Anew(format!("elsewhere: {said}"));
        }
        for way in ["back", "again", "another"] {
            if let Some(form) = page.form_with("action", way) {
                let pressed = self.browser.submit(&page, &form, &[("action", way)]).await;
                return match self.patiently(pressed).await {
                    Ok(_) => Stop::Anew(format!("a button: {said}")),
                    Err(stop) => stop,
                };
            }
        }
        match leads_on(&page) {
            true => Stop::Anew(format!("a page that says so: {said}")),
            false => Stop::Dead(format!("no way on: {said} {}", page.body)),
        }
    }

    fn refused(&self, error: &str) -> Stop {
        if error == "state" {
            let ledger = &self.house.ledger;
            ledger.violation("somebody came back with the state of another login".to_owned());
        }
        Stop::Anew(format!("the service was told: {error}"))
    }
}

/// The code of this login, or what the service was told instead.
fn returned(page: &Page, begun: &Begun) -> Result<String, String> {
    let of = |name: &str| {
        let mut pairs = page.url.query_pairs();
        pairs
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.into_owned())
    };
    if of("state").as_deref() != Some(&*begun.state) {
        return Err("state".to_owned());
    }
    of("code").ok_or_else(|| of("error").unwrap_or_default())
}

pub(crate) fn is_at(page: &Page, service: &Service) -> bool {
    page.url.host_str() == Some(&*service.host())
}

/// Whether a page has a way on: a button, or a link or word that leads to the service.
fn leads_on(page: &Page) -> bool {
    let ways = ["<button", "class=\"button", "Go back to the service"];
    ways.iter().any(|way| page.body.contains(way))
}

/// Where the main button of a page leads that waits for a login's end.
pub(crate) fn looks_again(page: &Page) -> Option<String> {
    let (_, href) = page.body.split_once("class=\"button main\" href=\"")?;
    let (href, _) = href.split_once('"')?;
    href.starts_with("/continue?").then(|| href.to_owned())
}

/// The form of a page that carries a SAML message.
pub(crate) fn message(page: &Page) -> Option<Form> {
    let is = |form: &Form| {
        form.fields
            .iter()
            .any(|(name, _)| name.starts_with("SAMLRe"))
    };
    page.forms().into_iter().find(is)
}

fn told(page: &Page) -> String {
    let host = page.url.host_str().unwrap_or_default();
    format!(
        "{} {host}{} {}",
        page.status.as_u16(),
        page.url.path(),
        page.heading()
    )
}

fn short(said: &Said) -> String {
    match said {
        Said::Json(status, said) => {
            format!("{status} {} {}", said["error"], said["error_description"])
        }
        Said::Nothing => "nothing".to_owned(),
    }
}

impl std::fmt::Display for Road {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Here(service, country, person) => {
                write!(f, "{person} of {country} at {}", service.id)
            }
            Self::Abroad(country, eid, person) => write!(f, "{person} by {eid} in {country}"),
        }
    }
}
