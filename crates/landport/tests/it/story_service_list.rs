// SPDX-License-Identifier: EUPL-1.2
//! A country that is known by a Metadata Service List alone, on the whole road: people log in, and the list
//! closes it, hides it and takes it away while they are under way.

use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn md_15_a_country_of_a_list_is_open_suspended_hidden_and_gone_as_the_list_says() {
    let stage = Stage::new().await;
    let app = stage.together.gateway.app.clone();
    let settings = app.settings();
    assert!(
        settings
            .peers
            .iter()
            .all(|peer| peer.country.as_str() != "HR"),
        "Croatia comes by the list alone"
    );
    let again = async || {
        stage.advance(3600);
        app.service_lists.refresh_all().await;
        stage.refresh_one("HR").await;
    };
    let mut browser = stage.browser();
    let page = stage.log_in(&mut browser, "HR", "plain").await;
    assert_eq!(page.url.path(), "/me", "{}: {}", page.url, page.body);
    let claims = stage.claims(&mut browser, "trademark").await;
    assert_eq!(claims["eidas_citizen_country_code"], "HR");

    // Somebody is at the node's login page when the list suspends it.
    let mut under_way = stage.browser();
    let there = stage.login_page(&mut under_way, "HR").await;
    stage.advance(1);
    stage.together.world.list(|listed| {
        listed.suspended.insert("HR");
    });
    app.service_lists.refresh_all().await;
    let page = stage.choose_person(&mut under_way, &there, "plain").await;
    let closed = "says that it is closed";
    assert!(
        page.url.path() != "/me" && page.body.contains(closed),
        "{}: {}",
        page.url,
        page.body
    );
    let mut browser = stage.browser();
    let page = stage.country_page(&mut browser).await;
    assert!(
        page.form_with("country", "HR").is_none() && page.body.contains(closed),
        "{}",
        page.body
    );
    assert!(page.form_with("country", "SE").is_some(), "the others stay");

    stage.together.world.list(|listed| {
        listed.suspended.clear();
        listed.hidden.insert("HR");
    });
    again().await;
    let page = stage.country_page(&mut stage.browser()).await;
    assert!(!page.body.contains("data-code=\"HR\""), "{}", page.body);

    stage.together.world.list(|listed| listed.hidden.clear());
    again().await;
    let page = stage.log_in(&mut stage.browser(), "HR", "plain").await;
    assert_eq!(page.url.path(), "/me", "{}: {}", page.url, page.body);

    // MD-14: the list's only country is never lost by the list.
    stage.together.world.list(|listed| {
        listed.gone.insert("HR");
    });
    stage.advance(3600);
    app.service_lists.refresh_all().await;
    let state = app.service_lists.states().remove(0);
    assert_eq!(
        state.refused.map(|(reason, _)| reason),
        Some("service_list_shrunk")
    );
    stage.refresh_one("HR").await;
    let page = stage.log_in(&mut stage.browser(), "HR", "plain").await;
    assert_eq!(page.url.path(), "/me", "{}: {}", page.url, page.body);
}
