// SPDX-License-Identifier: EUPL-1.2
//! Who brings again what was used, in other browsers and in the same, while things fail and afterwards: no
//! code, message, request uri or assertion is honoured twice (TK-01, SP-12, CA-09).

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use crate::browser::{Browser, Form, Page};
use crate::chance::Chance;
use crate::person::{House, is_at, looks_again, message};
use crate::service::{Begun, Said, Service, random};

/// Something that was used.
#[derive(Clone)]
pub(crate) enum Spent {
    /// A code and its verifier.
    Code(Arc<Service>, String, String),
    /// What proved a service.
    Assertion(Arc<Service>, String),
    /// A pushed request that was answered.
    Pushed(Arc<Service>, Begun),
    /// A page that carried a message, the browser that it was in, and whose login it was.
    Message(Box<(Page, Form, Browser)>, Option<(Arc<Service>, String)>),
}

impl Spent {
    /// The service whose code it was, and the verifier.
    pub(crate) fn verifier(&self) -> Option<(Arc<Service>, String)> {
        match self {
            Self::Code(service, _, verifier) => Some((service.clone(), verifier.clone())),
            _ => None,
        }
    }
}

/// Two a second, for as long as the task lives.
pub(crate) async fn come(house: Arc<House>, seed: u64) {
    let mut chance = Chance::new(seed ^ 0x7468_6965_6673);
    loop {
        sleep(Duration::from_millis(500)).await;
        if let Some(spent) = house.ledger.spent(&mut chance) {
            let own = Chance::new(chance.next());
            tokio::spawn(steal(house.clone(), spent, own));
        }
    }
}

/// Everything that is kept, when nothing fails any more: a failover may have forgotten what was used.
pub(crate) async fn one_last_round(house: &Arc<House>) {
    let mut chance = Chance::new(0);
    for spent in house.ledger.all_spent().into_iter().rev().take(150) {
        steal(house.clone(), spent, Chance::new(chance.next())).await;
    }
}

async fn steal(house: Arc<House>, spent: Spent, mut chance: Chance) {
    match spent {
        Spent::Code(service, code, verifier) => {
            let said = service.redeem(&code, &verifier).await;
            judge(&house, "a code", said, 200);
        }
        Spent::Assertion(service, assertion) => {
            let fresh = [random(), random(), random()];
            let [a, b, c] = &fresh;
            let said = service.push_with(&assertion, [a, b, c]).await;
            judge(&house, "a service's assertion (jti)", said, 201);
        }
        Spent::Pushed(service, begun) => {
            let mut browser = house.browser();
            let page = browser.open(&begun.address).await;
            let what = "a request_uri";
            walk_on(
                &house,
                what,
                &mut browser,
                page,
                Some((service, begun.verifier)),
            )
            .await;
        }
        Spent::Message(message, whose) => {
            let (page, form, owner) = *message;
            let (what, mut browser) = match chance.once_in(2) {
                true => ("a message, in the same browser", owner),
                false => ("a message, in another browser", house.browser()),
            };
            let next = browser.submit(&page, &form, &[]).await;
            walk_on(&house, what, &mut browser, next, whose).await;
        }
    }
}

/// As far as the thief comes: a code in her hands must open nothing. What leaves for other countries is seen on the wire.
async fn walk_on(
    house: &House,
    what: &'static str,
    browser: &mut Browser,
    page: Page,
    whose: Option<(Arc<Service>, String)>,
) {
    let answered = page.status.as_u16() < 500;
    let mut page = page;
    for _ in 0..16 {
        let choice = [
            ("country", "SE"),
            ("eid", "bankid"),
            ("person", "plain"),
            ("action", "approve"),
        ]
        .into_iter()
        .find_map(|(name, value)| Some((name, value, page.form_with(name, value)?)));
        page = if let Some(form) = message(&page) {
            browser.submit(&page, &form, &[]).await
        } else if let Some(href) = page.refresh() {
            browser.follow(&page, &href).await
        } else if let Some(href) = looks_again(&page) {
            sleep(Duration::from_secs(2)).await;
            browser.follow(&page, &href).await
        } else if let Some((name, value, form)) = choice {
            browser
                .submit(&page, &form, &[("action", "next"), (name, value)])
                .await
        } else {
            break;
        };
    }
    let code = page.url.query_pairs().find(|(name, _)| name == "code");
    if let (Some((_, code)), Some((service, verifier))) = (code, whose)
        && is_at(&page, &service)
    {
        let said = service.redeem(&code, &verifier).await;
        judge(house, what, said, 200);
        return;
    }
    house.ledger.replayed(what, answered);
}

/// Whatever is said, it is not yes.
fn judge(house: &House, what: &'static str, said: Said, yes: u16) {
    match said {
        Said::Json(status, said) if status == yes => {
            house
                .ledger
                .violation(format!("{what} was honoured twice: {said}"));
        }
        Said::Json(..) => house.ledger.replayed(what, true),
        Said::Nothing => house.ledger.replayed(what, false),
    }
}
