// SPDX-License-Identifier: EUPL-1.2
//! No page of the operators' console is a dead end: each address, as anybody asks for it, and each form, sent by
//! whoever may not, has a way on; what went wrong has a main action.

use crate::browser::{Browser, Form, Page};
use crate::stage::Stage;

const ADDRESSES: [&str; 12] = [
    "/",
    "/console",
    "/console/callback",
    "/console/callback?code=old&state=old&iss=old",
    "/console/callback?error=access_denied",
    "/console/changes",
    "/console/close",
    "/console/ends",
    "/console/levers",
    "/console/login",
    "/console/nothing",
    "/console/nothing/at/all",
];
const FORMS: [&str; 7] = [
    "/console",
    "/console/changes",
    "/console/ends",
    "/console/levers",
    "/console/login",
    "/console/nothing",
    // Last: it ends her login.
    "/console/close",
];

/// The main part: what leads on is not looked for around it.
fn main_part(page: &Page) -> &str {
    let main = page.body.split_once("<main").map_or("", |(_, main)| main);
    main.split_once("</main>").map_or("", |(main, _)| main)
}

fn leads_on(page: &Page) -> bool {
    let tabs = page.body.matches("<li><a href=\"/console").count();
    let actions = [
        "class=\"button main\"",
        "class=\"main\"",
        "class=\"danger\"",
    ];
    let acts = actions
        .iter()
        .any(|action| main_part(page).contains(action));
    tabs == 5 && (acts || page.status == 200)
}

/// Sends a form that the page does not have.
async fn post(browser: &mut Browser, from: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
    let form = Form {
        method: "post".to_owned(),
        action: from.url.join(path).unwrap(),
        fields: Vec::new(),
        choices: Vec::new(),
        buttons: Vec::new(),
    };
    browser.submit(from, &form, fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_address_and_each_form_of_the_console_has_a_way_on() {
    let stage = Stage::new().await;
    let operator = crate::story_console::operator(&stage).await;
    let board = operator
        .clone()
        .open(&stage.url("console", "/console"))
        .await;
    let token = board.body.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let mut refused = 0;
    for (who, browser) in [("nobody", stage.browser()), ("an operator", operator)] {
        for path in ADDRESSES {
            let page = browser.clone().open(&stage.url("console", path)).await;
            assert!(leads_on(&page), "{who}, {path}: {}", page.body);
        }
        for path in FORMS {
            for fields in [
                vec![],
                vec![("token", "of nobody's")],
                vec![("token", token)],
            ] {
                let page = post(&mut browser.clone(), &board, path, &fields).await;
                assert!(leads_on(&page), "{who}, {path} {fields:?}: {}", page.body);
                refused += usize::from(page.status != 200);
            }
        }
    }
    assert!(refused > 20, "{refused} were refused");
}

/// Her login is over while she writes: the page leads to the next one.
#[tokio::test(flavor = "multi_thread")]
async fn whose_login_is_over_is_led_to_the_next_one() {
    let stage = Stage::new().await;
    let mut browser = crate::story_console::operator(&stage).await;
    let page = browser.open(&stage.url("console", "/console/levers")).await;
    stage.advance(16 * 60);
    let form = page.form_with("act", "suspend");
    let form = form.or_else(|| {
        page.forms()
            .into_iter()
            .find(|it| it.action.path() == "/console/levers")
    });
    let over = browser.submit(&page, &form.unwrap(), &[]).await;
    assert_eq!(over.status, 403);
    let main = main_part(&over);
    let login = main.find("<a class=\"button main\" href=\"/console/open\"");
    assert!(login.is_some(), "{main}");
    let choose = browser.follow(&over, "/console/open").await;
    assert_eq!(choose.url.path(), "/choose", "{}", choose.body);
    let mut silent = over.clone();
    silent.body = "<main><p>Sorry.</p></main>".to_owned();
    assert!(!leads_on(&silent), "the test sees it");
}
