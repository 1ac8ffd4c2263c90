//! The page of a step that did not work, in another language: the step is not taken again, and the login goes on in
//! that language.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;

use crate::budgets::fill;
use crate::support::{Answer, Gateway, ISSUER, between, flow_of};

/// Where the switch of a page leads for this language.
fn switch(page: &Answer, language: &str) -> String {
    let links = page.body.split("href=\"").skip(1);
    let mut links = links.filter_map(|link| link.split('"').next());
    let wanted = format!("lang={language}");
    let link = links.find(|link| link.ends_with(&wanted));
    let link = link.unwrap_or_else(|| panic!("no switch to {language}: {page:?}"));
    link.replace("&#38;", "&").replace("&#61;", "=")
}

fn reference(page: &Answer) -> &str {
    between(&page.body, "<code>", "</code>")
}

#[tokio::test]
async fn an_answer_that_is_not_believed_is_explained_in_another_language_and_the_login_goes_on_in_it()
 {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[]).await;
    let flow = flow_of(&begun);
    let sent = browser.choose(&flow, "SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    // By another country's key.
    let forged = gateway.sign("BG", &response);
    let page = browser.answer(&forged, None).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    let (link, lines) = (switch(&page, "bg"), gateway.audit.lines().len());
    let said = browser.get(&link).await;
    assert_eq!(said.status, page.status, "{said:?}");
    assert!(said.body.contains("<html lang=\"bg\">"), "{said:?}");
    assert_eq!(reference(&said), reference(&page));
    for button in ["value=\"again\"", "value=\"another\"", "value=\"back\""] {
        let both = [&page, &said].map(|it| it.body.contains(button));
        assert_eq!(both, [true; 2], "{button}: {page:?} {said:?}");
    }
    assert_eq!(gateway.audit.lines().len(), lines, "nothing happened");
    // And on to the next language, and the next page.
    assert!(switch(&said, "el").contains("lang=el"));
    let next = browser.get(&format!("/country?flow={flow}")).await;
    assert!(next.body.contains("<html lang=\"bg\">"), "{next:?}");

    // Another browser reads the same and can do nothing.
    let theirs = gateway.browser().get(&link).await;
    assert_eq!(reference(&theirs), reference(&page));
    assert!(!theirs.body.contains("<form"), "{theirs:?}");
    // Attack: it says in our name what somebody else made up.
    let made_up = link.replace(reference(&page), "CALLME23");
    assert_ne!(made_up, link);
    for wrong in [
        made_up.as_str(),
        "/said",
        "/said?text=Internal&reference=CALLME23&mac=",
    ] {
        let page = gateway.browser().get(wrong).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        assert!(!page.body.contains("CALLME23"), "{page:?}");
    }
}

#[tokio::test]
async fn a_request_that_is_refused_before_a_login_is_explained_in_another_language() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let page = browser
        .authorize(&[("redirect_uri", "https://elsewhere.example/")])
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    let said = browser.get(&switch(&page, "mt")).await;
    assert_eq!(said.status, page.status, "{said:?}");
    assert!(said.body.contains("<html lang=\"mt\">"), "{said:?}");
    assert_eq!(reference(&said), reference(&page));
}

/// She keeps her place, and her login begins in the language that she read while she waited.
#[tokio::test]
async fn who_waits_for_her_turn_reads_so_in_another_language() {
    let gateway = Gateway::start().await;
    fill(&gateway, "trademark");
    let mut browser = gateway.browser();
    let queued = browser.authorize(&[("ui_locales", "nb")]).await;
    assert_eq!(queued.status, StatusCode::SERVICE_UNAVAILABLE, "{queued:?}");
    let ticket = browser.cookies.clone();
    let greek = browser.get(&switch(&queued, "el")).await;
    assert_eq!(greek.status, StatusCode::SERVICE_UNAVAILABLE, "{greek:?}");
    assert!(greek.body.contains("<html lang=\"el\">"), "{greek:?}");
    assert_eq!(browser.cookies, ticket, "the same place");
    let finnish = switch(&greek, "fi");
    assert_eq!(finnish.matches("lang=").count(), 1, "{finnish}");
    gateway.clock.advance(Duration::from_secs(60));
    let begun = browser.get(&finnish).await;
    let page = browser.get(begun.location()).await;
    assert!(page.body.contains("<html lang=\"fi\">"), "{page:?}");
}

#[tokio::test]
async fn who_is_sent_to_another_country_reads_so_in_another_language() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let form = [("country", "SE"), ("action", "next")];
    let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
    let page = browser.get(chosen.location()).await;
    assert!(page.body.contains("SAMLRequest"), "{page:?}");
    let said = browser.get(&switch(&page, "bg")).await;
    assert!(said.body.contains("<html lang=\"bg\">"), "{said:?}");
    let action = between(&said.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    let again = browser.post(&action, &[("action", "again")]).await;
    let page = browser.get(again.location()).await;
    assert!(page.body.contains("SAMLRequest"), "{page:?}");
    assert!(page.body.contains("<html lang=\"bg\">"), "{page:?}");
}

/// The HTTP library's own answer.
#[tokio::test]
async fn an_address_that_takes_no_such_method_says_so_in_another_language() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let request = Request::put(format!("{ISSUER}/authorize")).header(header::ACCEPT, "text/html");
    let page = browser.go(request, Body::empty()).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{page:?}");
    let said = browser.looks(&switch(&page, "mt")).await;
    assert_eq!(said.status, page.status, "{said:?}");
    assert!(said.body.contains("<html lang=\"mt\">"), "{said:?}");
}
