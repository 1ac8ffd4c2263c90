//! A national e-ID says who she is here; nobody is bound to a number of somebody else.

use super::*;

impl Stage {
    /// From the page to a national e-ID.
    pub(super) async fn leave(&self, browser: &mut Browser<'_>, flow: &str, eid: &str) -> String {
        let page = self.page(browser, flow).await;
        let chosen = link(browser, flow, &page, eid).await;
        assert_eq!(chosen.location(), format!("/go?flow={flow}"), "{chosen:?}");
        let gone = browser.get(chosen.location()).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{gone:?}");
        gone.location().to_owned()
    }
}

/// The form of this page, with a national e-ID.
async fn link(browser: &mut Browser<'_>, flow: &str, page: &Answer, eid: &str) -> Answer {
    let shown = shown(page);
    let form = [("eid", eid), ("shown", shown.as_str())];
    browser.post(&format!("/match?flow={flow}"), &form).await
}

#[tokio::test]
async fn a_national_e_id_says_once_and_in_the_same_login_who_she_is() {
    for eid in ["bankid", "minid"] {
        let stage = Stage::start().await;
        let mut browser = stage.gateway().browser();
        let (flow, _) = stage.arrive(&mut browser, "members").await;
        let page = stage.page(&mut browser, &flow).await;
        assert!(page.body.contains(&format!("name=\"eid\" value=\"{eid}\"")));
        let url = stage.leave(&mut browser, &flow, eid).await;
        // She came back by "back" and sees where she is.
        stage.page(&mut browser, &flow).await;
        let callback = stage.norway.eid(eid).log_in(&url);
        let back = browser.get(&callback).await;
        assert_eq!(back.location(), format!("/match?flow={flow}"), "{back:?}");
        // A second time, or in another tab: the same.
        let twice = browser.get(&callback).await;
        assert_eq!(twice.location(), back.location());
        let old = next(&mut browser, &flow, &page, "long").await;
        assert_eq!(old.status, StatusCode::CONFLICT, "what was shown before");
        let page = stage.page(&mut browser, &flow).await;
        assert!(page.body.contains("ends in 997"), "{page:?}");
        stage.assert_nothing_readable().await;
        let on = next(&mut browser, &flow, &page, "long").await;
        let claims = stage.claims("members", &on).await;
        assert_eq!(claims["match_status"], "found");
        assert_eq!(claims["pid"], NUMBER);
        assert_eq!(claims["eidas_person_identifier"], "SE/NO/199008199391");
        assert_eq!(
            claims["acr"], "eidas-loa-substantial",
            "no word of the e-ID's"
        );
        let linked = stage.gateway().audited("match_linked");
        assert!(linked[0].contains("\"outcome\":\"linked\""), "{linked:?}");
        // What both sides used is kept for a complaint. Art. 5(1)(c).
        let entry = stage.journal().pop().unwrap();
        assert_eq!(entry["linked"]["number"], NUMBER);
        assert_eq!(entry["outcome"], "linked");
        stage.assert_nothing_readable().await;
        // Kept: the next login needs neither the register nor the e-ID.
        let (_, again) = stage.arrive(&mut browser, "members").await;
        assert_eq!(again.status, StatusCode::OK, "{again:?}");
    }
}

/// Attack: whoever sits at this browser now presses the button on a page that showed another person.
#[tokio::test]
async fn who_arrives_in_another_tab_is_not_linked_by_the_form_of_the_first() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "members").await;
    let first = stage.page(&mut browser, &flow).await;
    stage
        .come_back(&mut browser, &flow, Some("SE/NO/199008199399"))
        .await;
    let changed = link(&mut browser, &flow, &first, "bankid").await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "{changed:?}");
    // Positive control: from what is shown now.
    let on = link(&mut browser, &flow, &changed, "bankid").await;
    assert_eq!(on.location(), format!("/go?flow={flow}"), "{on:?}");
}

#[tokio::test]
async fn nobody_is_bound_to_a_number_of_somebody_else() {
    for (name, value) in [
        ("family_name", "Lindgren"),
        ("given_name", "Anna"),
        ("birthdate", "1990-08-18"),
    ] {
        let stage = Stage::start().await;
        stage.norway.bankid.tell(|script| {
            script.userinfo.insert(name.to_owned(), value.into());
        });
        let mut browser = stage.gateway().browser();
        let (flow, _) = stage.arrive(&mut browser, "trademark").await;
        let url = stage.leave(&mut browser, &flow, "bankid").await;
        browser.get(&stage.norway.bankid.log_in(&url)).await;
        let page = stage.page(&mut browser, &flow).await;
        assert!(
            page.body.contains("Nothing was linked: your name"),
            "{page:?}"
        );
        assert!(!page.body.contains(value) && !page.body.contains("in 997"));
        let linked = stage.gateway().audited("match_linked");
        assert!(linked[0].contains("\"outcome\":\"differs\""), "{linked:?}");
        assert_eq!(stage.journal().pop().unwrap()["outcome"], "differs");
        let on = next(&mut browser, &flow, &page, "long").await;
        let claims = stage.claims("trademark", &on).await;
        assert_eq!(claims["match_status"], "not_found");
        assert!(claims.get("pid").is_none());
    }
}

#[tokio::test]
async fn who_breaks_off_at_the_e_id_is_where_she_was() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let url = stage.leave(&mut browser, &flow, "bankid").await;
    let bankid = &stage.norway.bankid;
    let state = bankid.request(&url)["state"].clone();
    let no = [
        ("error", "access_denied"),
        ("state", state.as_str()),
        ("iss", &bankid.issuer),
    ];
    let back = browser.get(&bankid.callback(&no)).await;
    assert_eq!(back.location(), format!("/match?flow={flow}"), "{back:?}");
    let page = stage.page(&mut browser, &flow).await;
    assert!(page.body.contains("was not completed"), "{page:?}");
    // Closed while she reads: not offered, and chosen all the same it leads nowhere.
    stage
        .gateway()
        .suspend(&Target::Eid("bankid".to_owned()))
        .await;
    let page = stage.page(&mut browser, &flow).await;
    assert!(!page.body.contains("value=\"bankid\""), "{page:?}");
    let closed = link(&mut browser, &flow, &page, "bankid").await;
    assert_eq!(closed.status, StatusCode::CONFLICT, "{closed:?}");
    // One that does not answer.
    stage.norway.minid.tell(|script| script.status = Some(503));
    link(&mut browser, &flow, &page, "minid").await;
    let down = browser.get(&format!("/go?flow={flow}")).await;
    assert_eq!(down.location(), format!("/match?flow={flow}"), "{down:?}");
    let on = next(&mut browser, &flow, &page, "no").await;
    let claims = stage.claims("trademark", &on).await;
    assert_eq!(claims["match_status"], "not_found");
}

/// A number is as sure as the login that it goes with.
#[tokio::test]
async fn an_e_id_below_the_level_of_the_login_links_nothing() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let sent = browser.choose(&flow, "SE").await;
    let high = stage.gateway().respond("SE", &sent, LevelOfAssurance::High);
    browser
        .answer(&stage.gateway().sign("SE", &high), None)
        .await;
    let page = stage.page(&mut browser, &flow).await;
    assert!(page.body.contains("value=\"bankid\"") && !page.body.contains("value=\"minid\""));
    let refused = link(&mut browser, &flow, &page, "minid").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
}

/// N14, eIDAS art. 10: what a national e-ID said counts while it is open, also where it was kept.
#[tokio::test]
async fn an_e_id_that_is_closed_meanwhile_binds_nobody_and_what_was_kept_of_it_waits() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "members").await;
    let url = stage.leave(&mut browser, &flow, "bankid").await;
    browser.get(&stage.norway.bankid.log_in(&url)).await;
    let bound = stage.page(&mut browser, &flow).await;
    assert!(bound.body.contains("ends in 997"), "{bound:?}");
    let close = |eid: &str| Target::Eid(eid.to_owned());
    stage.gateway().suspend(&close("bankid")).await;
    let closed = next(&mut browser, &flow, &bound, "long").await;
    assert_eq!(closed.status, StatusCode::CONFLICT, "{closed:?}");
    assert!(!closed.body.contains("ends in 997"), "{closed:?}");
    let page = stage.page(&mut browser, &flow).await;
    assert!(page.body.contains("was not completed"), "{page:?}");
    assert!(stage.gateway().audited("code_issued").is_empty());
    assert!(stage.gateway().audited("match_decided").is_empty());
    // Another one that is open.
    let url = stage.leave(&mut browser, &flow, "minid").await;
    browser.get(&stage.norway.minid.log_in(&url)).await;
    let page = stage.page(&mut browser, &flow).await;
    let on = next(&mut browser, &flow, &page, "long").await;
    let claims = stage.claims("members", &on).await;
    assert_eq!(claims["pid"], NUMBER);
    let (_, kept) = stage.arrive(&mut browser, "members").await;
    assert_eq!(kept.status, StatusCode::OK, "positive control: {kept:?}");
    stage.gateway().suspend(&close("minid")).await;
    let (flow, waits) = stage.arrive(&mut browser, "members").await;
    assert_eq!(waits.location(), format!("/match?flow={flow}"), "{waits:?}");
    let page = stage.page(&mut browser, &flow).await;
    assert!(!page.body.contains("ends in 997"), "{page:?}");
}

/// eIDAS art. 10: the lever on the e-ID that said the number stops the code that waits, and what was kept
/// of it: by the answer that would leave, at the token endpoint, and for whoever refreshes.
#[tokio::test]
async fn an_e_id_that_is_closed_between_code_and_token_gives_no_number() {
    for (closed, passes) in [("minid", true), ("bankid", false)] {
        let stage = Stage::start().await;
        let mut browser = stage.gateway().browser();
        let (linked, _) = stage.arrive(&mut browser, "members").await;
        let url = stage.leave(&mut browser, &linked, "bankid").await;
        browser.get(&stage.norway.bankid.log_in(&url)).await;
        let page = stage.page(&mut browser, &linked).await;
        next(&mut browser, &linked, &page, "long").await;
        // What was kept of it is not told again.
        let (kept, _) = stage.arrive(&mut browser, "members").await;
        let mut codes = Vec::new();
        for flow in [&linked, &kept] {
            let back = browser.get(&format!("/continue?flow={flow}")).await;
            codes.push(code(&back));
        }
        let closed = Target::Eid(closed.to_owned());
        stage.gateway().suspend(&closed).await;
        for (flow, code) in [&linked, &kept].into_iter().zip(codes) {
            let tokens = stage.redeem("members", &code).await;
            // Nor does the answer leave once more that is kept for "reload".
            let again = browser.get(&format!("/continue?flow={flow}")).await;
            assert_eq!(again.parameter("code").is_some(), passes, "{again:?}");
            if passes {
                assert_eq!(tokens.status, StatusCode::OK, "{tokens:?}");
            } else {
                assert_eq!(tokens.json()["error"], "invalid_grant");
            }
        }
    }
}

const BOTH: (&str, &str) = (
    "acr_values",
    "eidas-loa-substantial idporten-loa-substantial",
);

/// N14: what an e-ID is asked for is what its answer is taken for, wherever the other tabs are.
#[tokio::test]
async fn an_answer_for_linking_is_never_a_login() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let flow = flow_of(&browser.authorize(&[BOTH]).await);
    stage.come_back(&mut browser, &flow, None).await;
    let url = stage.leave(&mut browser, &flow, "bankid").await;
    let form = [("action", "another")];
    let another = browser.post(&format!("/match?flow={flow}"), &form).await;
    assert_eq!(another.location(), format!("/choose?flow={flow}"));
    let back = browser.get(&stage.norway.bankid.log_in(&url)).await;
    assert_eq!(back.location(), format!("/match?flow={flow}"), "{back:?}");
    let on = browser.get(back.location()).await;
    assert_eq!(on.location(), format!("/choose?flow={flow}"), "{on:?}");
    assert!(stage.gateway().audited("code_issued").is_empty());
    assert!(stage.gateway().audited("match_linked").is_empty());
}

#[tokio::test]
async fn an_answer_for_a_login_links_nobody() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let flow = flow_of(&browser.authorize(&[BOTH]).await);
    let url = stage.norway.choose(&mut browser, &flow, "bankid").await;
    stage.come_back(&mut browser, &flow, None).await;
    stage.leave(&mut browser, &flow, "bankid").await;
    browser.get(&stage.norway.bankid.log_in(&url)).await;
    assert!(stage.gateway().audited("match_linked").is_empty());
    // It is the login that it was asked for, and nothing of the arrival goes along.
    let back = browser.get(&format!("/continue?flow={flow}")).await;
    assert!(back.parameter("code").is_some(), "{back:?}");
    assert_eq!(stage.gateway().audited("code_issued").len(), 1);
    assert!(stage.gateway().audited("code_issued")[0].contains("idporten-loa"));
}
