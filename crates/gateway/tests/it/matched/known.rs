//! Who is known is told once, and what she had kept is not asked for again.

use super::*;

#[tokio::test]
async fn the_first_success_is_told_and_what_is_kept_is_not_asked_for_again() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    for (keep, told, asked) in [("no", true, 1), ("long", true, 2), ("", false, 2)] {
        let (flow, arrived) = stage.arrive(&mut browser, "trademark").await;
        assert_eq!(stage.asked(), asked);
        if !told {
            // Straight on: she was told, and wanted it kept.
            assert_eq!(arrived.status, StatusCode::OK, "{arrived:?}");
            let tokens = crate::connector::tokens(&mut browser, &arrived).await;
            let claims = claims(tokens["id_token"].as_str().unwrap());
            assert_eq!(
                (&claims["match_status"], &claims["pid"]),
                (&json!("found"), &json!(NUMBER))
            );
            continue;
        }
        assert_eq!(arrived.location(), format!("/match?flow={flow}"));
        assert!(
            stage.gateway().audited("code_issued").len() < asked,
            "nothing has left"
        );
        let page = stage.page(&mut browser, &flow).await;
        for text in [
            "Astrid Lindmark",
            "ends in 997",
            "Trademark &#38; registration",
        ] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        assert!(!page.body.contains(NUMBER), "never the whole number");
        stage.assert_nothing_readable().await;
        let on = next(&mut browser, &flow, &page, keep).await;
        let claims = stage.claims("trademark", &on).await;
        assert_eq!(claims["match_status"], "found");
        assert_eq!(claims["pid"], NUMBER);
        stage.assert_nothing_readable().await;
    }
    let decided = stage.gateway().audited("match_decided");
    assert!(
        decided[0].contains("not_kept") && decided[1].contains("\"kept\""),
        "{decided:?}"
    );
    let matched = stage.gateway().audited("matched");
    assert!(matched[2].contains("\"method\":\"kept\""), "{matched:?}");
    // Another identifier is another e-ID: a renewed one is confirmed on the page.
    let (_, other) = stage
        .arrive_as(&mut browser, "trademark", Some("SE/NO/199008199399"))
        .await;
    assert!(other.location().starts_with("/match"), "{other:?}");
    assert_eq!(stage.asked(), 3);
}

/// What the page says of where her number goes is so.
#[tokio::test]
async fn a_service_that_gets_no_number_is_not_said_to_get_it() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    for (client, said) in [
        ("trademark", "which gets your number"),
        ("discreet", "which does not get your number"),
    ] {
        let mut browser = stage.gateway().browser();
        let (flow, _) = stage.arrive(&mut browser, client).await;
        let page = stage.page(&mut browser, &flow).await;
        assert!(page.body.contains(said), "{client}: {page:?}");
        let on = next(&mut browser, &flow, &page, "no").await;
        let claims = stage.claims(client, &on).await;
        assert_eq!(claims["match_status"], "found");
        assert_eq!(claims.get("pid").is_some(), client == "trademark");
    }
}

#[tokio::test]
async fn a_double_click_a_reload_and_back_lead_on_and_a_stranger_sees_nothing() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let page = stage.page(&mut browser, &flow).await;
    let again = stage.page(&mut browser, &flow).await;
    assert_eq!(shown(&page), shown(&again));
    let mut stranger = stage.gateway().browser();
    let theirs = stranger.get(&format!("/match?flow={flow}")).await;
    assert_eq!(theirs.status, StatusCode::BAD_REQUEST);
    assert!(!theirs.body.contains("Lindmark") && !theirs.body.contains("in 997"));
    let jar = browser.cookies.clone();
    let back = next(&mut browser, &flow, &page, "no").await;
    assert!(back.location().starts_with(REDIRECT), "{back:?}");
    browser.cookies = jar;
    let second = next(&mut browser, &flow, &page, "no").await;
    assert_eq!(second.location(), back.location(), "one code");
    // A form of another's page may lead here, and its policy on no further: so does a page of ours.
    let on = browser.get(&format!("/match?flow={flow}")).await;
    assert!(on.body.contains("/continue?flow="), "{on:?}");
    let third = browser.get(&format!("/continue?flow={flow}")).await;
    assert_eq!(third.location(), back.location(), "however often");
    assert_eq!(stage.gateway().audited("code_issued").len(), 1);
}

#[tokio::test]
async fn who_arrives_in_another_tab_is_not_let_in_by_the_form_of_the_first() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let first = stage.page(&mut browser, &flow).await;
    stage
        .come_back(&mut browser, &flow, Some("SE/NO/199008199399"))
        .await;
    let changed = next(&mut browser, &flow, &first, "long").await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "{changed:?}");
    assert!(stage.gateway().audited("code_issued").is_empty());
    // Positive control: what is shown now leads on.
    let on = next(&mut browser, &flow, &changed, "no").await;
    let claims = stage.claims("trademark", &on).await;
    assert_eq!(claims["eidas_person_identifier"], "SE/NO/199008199399");
}

#[tokio::test]
async fn a_country_that_is_closed_meanwhile_lets_nobody_in() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let page = stage.page(&mut browser, &flow).await;
    stage
        .gateway()
        .suspend(&Target::Country("SE".to_owned()))
        .await;
    for closed in [
        next(&mut browser, &flow, &page, "long").await,
        browser.get(&format!("/match?flow={flow}")).await,
    ] {
        assert_eq!(closed.status, StatusCode::SERVICE_UNAVAILABLE, "{closed:?}");
        assert!(closed.body.contains("class=\"main\""), "{closed:?}");
    }
    assert!(stage.gateway().audited("code_issued").is_empty());
    assert!(stage.gateway().audited("match_decided").is_empty());
}

#[tokio::test]
async fn a_page_that_was_left_open_too_long_leads_back_to_the_service() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let page = stage.page(&mut browser, &flow).await;
    // More time is had two minutes before the end, and she is still known then.
    let minutes = |n: u64| std::time::Duration::from_secs(n * 60);
    stage.gateway().clock.advance(minutes(28));
    browser
        .post(&format!("/more?flow={flow}&at=/match"), &[])
        .await;
    stage.gateway().clock.advance(minutes(4));
    assert_eq!(shown(&stage.page(&mut browser, &flow).await), shown(&page));
    stage.gateway().clock.advance(minutes(8));
    let late = next(&mut browser, &flow, &page, "no").await;
    assert_eq!(late.status, StatusCode::GONE, "{late:?}");
    assert!(late.body.contains("trademark.localhost"), "{late:?}");
    assert!(stage.gateway().audited("code_issued").is_empty());
}

/// Of two clicks one decides: nothing is kept or written by the other.
#[tokio::test]
async fn of_two_who_decide_at_once_one_is_written_down() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let page = stage.page(&mut browser, &flow).await;
    let mut other = stage.gateway().browser();
    other.cookies = browser.cookies.clone();
    futures_util::future::join(
        next(&mut browser, &flow, &page, "no"),
        next(&mut other, &flow, &page, "long"),
    )
    .await;
    assert_eq!(stage.gateway().audited("code_issued").len(), 1);
    assert_eq!(stage.gateway().audited("match_decided").len(), 1);
}

/// What she ends, the session that she has tells nobody any more.
#[tokio::test]
async fn a_match_that_she_ended_is_not_told_from_her_session() {
    let stage = Stage::start_with("[sessions]\nshare_foreign = true\n").await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let page = stage.page(&mut browser, &flow).await;
    next(&mut browser, &flow, &page, "long").await;
    let again = browser.authorize(&[]).await;
    assert!(again.parameter("code").is_some(), "positive control");
    let matched = stage.gateway().audited("matched");
    assert!(matched[1].contains("\"method\":\"session\""), "{matched:?}");
    let begun = browser.get("/logins/start").await;
    let flow = flow_of(&browser.get(begun.location()).await);
    stage.come_back(&mut browser, &flow, None).await;
    let back = browser.get(&format!("/continue?flow={flow}")).await;
    let path = back.location().trim_start_matches(crate::support::ISSUER);
    browser.get(path).await;
    browser.post("/logins", &[("action", "end-match")]).await;
    assert_eq!(stage.gateway().audited("match_ended").len(), 1);
    let asked = browser.authorize(&[]).await;
    assert!(asked.parameter("code").is_none(), "{asked:?}");
}

/// N14: a number that was kept in a login at one level is not told of itself in a higher one.
#[tokio::test]
async fn what_was_kept_at_a_lower_level_is_asked_and_told_again_at_a_higher_one() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let page = stage.page(&mut browser, &flow).await;
    next(&mut browser, &flow, &page, "long").await;
    assert_eq!(stage.asked(), 1);
    for (level, asked) in [
        (LevelOfAssurance::Substantial, 1),
        (LevelOfAssurance::Low, 1),
        (LevelOfAssurance::High, 2),
    ] {
        let levels = ("acr_values", "eidas-loa-low");
        let flow = flow_of(&browser.authorize(&[levels]).await);
        let sent = browser.choose(&flow, "SE").await;
        let response = stage.gateway().respond("SE", &sent, level);
        let xml = stage.gateway().sign("SE", &response);
        let arrived = browser.answer(&xml, None).await;
        assert_eq!(stage.asked(), asked, "{level:?}");
        let is_told = arrived.status == StatusCode::SEE_OTHER;
        assert_eq!(is_told, asked == 2, "{level:?}: {arrived:?}");
    }
}

/// N14: whoever had it kept, who has the number sees it and ends it.
#[tokio::test]
async fn who_has_the_number_sees_what_is_kept_under_it_and_ends_it() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut his = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut his, "trademark").await;
    let page = stage.page(&mut his, &flow).await;
    next(&mut his, &flow, &page, "long").await;
    let (_, again) = stage.arrive(&mut his, "trademark").await;
    assert_eq!((again.status, stage.asked()), (StatusCode::OK, 1), "kept");
    // Somebody else's number leads to nothing of it.
    stage.norway.minid.tell(|script| {
        script.id_token.insert("pid".to_owned(), OTHER.into());
        script.userinfo.insert("pid".to_owned(), OTHER.into());
    });
    for (eid, sees) in [("minid", false), ("bankid", true)] {
        let mut hers = stage.gateway().browser();
        let page = crate::own::open_with(&stage.norway, &mut hers, eid).await;
        let shown = page.body.contains("Sweden: your number is kept");
        assert_eq!(shown, sees, "{eid}: {page:?}");
        assert!(!page.body.contains("199008199391") && !page.body.contains("in 997"));
        let ended = hers.post("/logins", &[("action", "end-match")]).await;
        assert_eq!(ended.location(), "/logins");
        let page = hers.get("/logins").await;
        assert!(!page.body.contains("is kept for"), "{page:?}");
        let ended = stage.gateway().audited("match_ended").len();
        assert_eq!(ended, usize::from(sees));
    }
    stage.assert_nothing_readable().await;
    let (_, asked) = stage.arrive(&mut his, "trademark").await;
    assert!(asked.location().starts_with("/match"), "{asked:?}");
    assert_eq!(stage.asked(), 2);
}

/// what came back out of a backup may have been ended since. She is told and asked once more; where no
/// page can do that, the register is.
#[tokio::test]
async fn a_match_out_of_a_backup_is_told_before_it_counts_again() {
    let stage = Stage::start().await;
    stage.knows(&[person(NUMBER, "LINDMARK", "1990-08-19")]);
    let mut browser = stage.gateway().browser();
    for keep in ["long", "no"] {
        let (flow, _) = stage.arrive(&mut browser, "trademark").await;
        let page = stage.page(&mut browser, &flow).await;
        next(&mut browser, &flow, &page, "long").await;
        stage
            .gateway()
            .clock
            .advance(std::time::Duration::from_secs(60));
        let app = &stage.gateway().app;
        let ms = app.env.now_ms();
        let mark = gateway::restored::IssuedAfter { ms };
        app.records.put_standing(&mark).await.unwrap();
        app.restored.load(&app.records).await.unwrap();
        stage
            .gateway()
            .clock
            .advance(std::time::Duration::from_secs(60));
        let before = stage.asked();
        // No page, so the register.
        let (_, silent) = stage.arrive(&mut browser, "silent").await;
        assert_eq!((silent.status, stage.asked()), (StatusCode::OK, before + 1));
        let (flow, told) = stage.arrive(&mut browser, "trademark").await;
        assert_eq!(told.location(), format!("/match?flow={flow}"), "{told:?}");
        assert_eq!(stage.asked(), before + 1, "nobody is asked");
        let page = stage.page(&mut browser, &flow).await;
        assert!(page.body.contains("ends in 997"), "{page:?}");
        next(&mut browser, &flow, &page, keep).await;
        let (_, after) = stage.arrive(&mut browser, "trademark").await;
        let kept = keep == "long";
        assert_eq!(after.status == StatusCode::OK, kept, "{keep}: {after:?}");
        assert_eq!(stage.asked(), before + 1 + usize::from(!kept), "{keep}");
        if kept {
            crate::own::end_kept(&stage.norway, &mut browser).await;
        }
    }
    let matched = stage.gateway().audited("matched").join("\n");
    assert!(matched.contains("\"method\":\"restored\""), "{matched}");
}
