//! A national e-ID says who she is here; nobody is bound to a number of somebody else.

use super::*;

impl Stage {
    /// From the page to a national e-ID.
    async fn leave(&self, browser: &mut Browser<'_>, flow: &str, eid: &str) -> String {
        let form = [("eid", eid)];
        let chosen = browser.post(&format!("/match?flow={flow}"), &form).await;
        assert_eq!(chosen.location(), format!("/go?flow={flow}"), "{chosen:?}");
        let gone = browser.get(chosen.location()).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{gone:?}");
        gone.location().to_owned()
    }
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
        let claims = stage.claims(&mut browser, "members", &on).await;
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
        assert!(!page.body.contains(value) && !page.body.contains("997"));
        let linked = stage.gateway().audited("match_linked");
        assert!(linked[0].contains("\"outcome\":\"differs\""), "{linked:?}");
        assert_eq!(stage.journal().pop().unwrap()["outcome"], "differs");
        let on = next(&mut browser, &flow, &page, "long").await;
        let claims = stage.claims(&mut browser, "trademark", &on).await;
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
    let form = [("eid", "bankid")];
    let closed = browser.post(&format!("/match?flow={flow}"), &form).await;
    assert_eq!(closed.status, StatusCode::CONFLICT, "{closed:?}");
    // One that does not answer.
    stage.norway.minid.tell(|script| script.status = Some(503));
    let form = [("eid", "minid")];
    browser.post(&format!("/match?flow={flow}"), &form).await;
    let down = browser.get(&format!("/go?flow={flow}")).await;
    assert_eq!(down.location(), format!("/match?flow={flow}"), "{down:?}");
    let on = next(&mut browser, &flow, &page, "no").await;
    let claims = stage.claims(&mut browser, "trademark", &on).await;
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
    let form = [("eid", "minid")];
    let refused = browser.post(&format!("/match?flow={flow}"), &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
}
