// SPDX-License-Identifier: EUPL-1.2
//! A professional role for another country's service, by configuration alone: the request for a
//! sector's attribute leads to another login, its value comes from a claim, and it never leaves
//! when nobody asks for it. The e-Justice role, as the courts of the demo ask for it.

use eidas::Attribute;
use serde_json::Value;
use world::abroad::{E_JUSTICE_ROLE, Mischief};

use crate::stage::Stage;

fn role(received: &Value) -> Option<&str> {
    let name = Attribute::named(E_JUSTICE_ROLE).unwrap().friendly_name();
    let values = received["attributes"][name].as_array()?;
    assert_eq!(values.len(), 1);
    values[0].as_str()
}

fn asks(required: bool) -> [Mischief; 1] {
    [Mischief::AsksFor {
        name: E_JUSTICE_ROLE.to_owned(),
        required,
    }]
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_role_is_known_by_it_where_it_is_asked_for() {
    let stage = Stage::abroad().await;
    for (person, expected) in [("plain", "VIP1"), ("sami", "VIP2")] {
        let mut browser = stage.browser();
        let page = stage.ask_as_professional(&mut browser, "ES").await;
        // Only the login that knows roles will do.
        for other in ["bankid", "buypass", "minid", "portal"] {
            assert!(page.form_with("eid", other).is_none(), "{}", page.body);
        }
        let page = stage.choose_eid(&mut browser, &page, "roles").await;
        let page = stage.prove(&mut browser, &page, person, None).await;
        assert_eq!(page.url.path(), "/consent", "{}", page.body);
        assert!(page.body.contains(expected), "{expected}: {}", page.body);
        let page = stage.agree(&mut browser, &page).await;
        assert_eq!(page.url.path(), "/me", "{}", page.body);
        let received = stage.received(&mut browser, "ES").await;
        assert_eq!(role(&received), Some(expected), "{received}");
        assert_eq!(received["level"], "high");
        let names = received["attributes"].as_object().unwrap();
        assert_eq!(names.len(), 5, "{names:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_country_that_asks_for_it_is_led_there_whether_it_needs_it_or_not() {
    let stage = Stage::abroad().await;
    for required in [true, false] {
        stage.together.world.set_mischief("SE", &asks(required));
        let mut browser = stage.browser();
        let page = stage
            .consent_page(&mut browser, "SE", "roles", "plain")
            .await;
        stage.agree(&mut browser, &page).await;
        let received = stage.received(&mut browser, "SE").await;
        assert_eq!(role(&received), Some("VIP1"), "{received}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_asks_and_nothing_leaves_though_it_is_known() {
    let stage = Stage::abroad().await;
    // The first button of the same court asks for no role, and leads to no such login.
    let mut browser = stage.browser();
    let page = stage.ask_from(&mut browser, "ES").await;
    assert!(page.form_with("eid", "roles").is_none(), "{}", page.body);
    let page = stage.choose_eid(&mut browser, &page, "bankid").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    stage.agree(&mut browser, &page).await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(received["outcome"], "person", "{received}");
    assert_eq!(role(&received), None);

    // The login that knows roles, as one e-ID among others.
    let route = format!("for_attributes = [{E_JUSTICE_ROLE:?}]\n");
    stage.reconfigure(|text| text.replace(&route, "")).await;
    let page = stage
        .consent_page(&mut browser, "ES", "roles", "plain")
        .await;
    assert!(!page.body.contains("VIP"), "{}", page.body);
    stage.agree(&mut browser, &page).await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(received["outcome"], "person", "{received}");
    assert_eq!(role(&received), None);
    assert!(!received.to_string().contains("VIP"), "{received}");
    // Positive control: the same login does say it to who asks.
    let page = stage.ask_as_professional(&mut browser, "ES").await;
    let page = stage.choose_eid(&mut browser, &page, "roles").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    stage.agree(&mut browser, &page).await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(role(&received), Some("VIP1"), "{received}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_claim_means_is_configuration() {
    let stage = Stage::abroad().await;
    stage
        .reconfigure(|text| {
            text.replace("= \"VIP1\" }", "= \"Judge\" }")
                .replace("otherwise = \"VIP2\"\n", "")
        })
        .await;
    let mut browser = stage.browser();
    let page = stage.ask_as_professional(&mut browser, "ES").await;
    let page = stage.choose_eid(&mut browser, &page, "roles").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    stage.agree(&mut browser, &page).await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(role(&received), Some("Judge"), "{received}");

    // Who has none has none now, and the court needs one: she is told, and so is the court.
    let mut browser = stage.browser();
    let page = stage.ask_as_professional(&mut browser, "ES").await;
    let page = stage.choose_eid(&mut browser, &page, "roles").await;
    let page = stage.prove(&mut browser, &page, "sami", None).await;
    assert!(
        page.form_with("action", "approve").is_none(),
        "{}",
        page.body
    );
    stage.press(&mut browser, &page, "back").await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(received["outcome"], "failure", "{received}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_open_eid_knows_is_ignored_and_the_person_comes_without_it() {
    // Message Format 1.4 §2.3.2: attributes that are not supported are ignored, also required ones.
    let stage = Stage::abroad().await;
    let mut browser = stage.browser();
    stage
        .suspend(gateway::lever::Target::Eid("roles".to_owned()), None)
        .await;
    let page = stage.ask_as_professional(&mut browser, "ES").await;
    let page = stage.choose_eid(&mut browser, &page, "bankid").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    stage.agree(&mut browser, &page).await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(received["outcome"], "person", "{received}");
    assert_eq!(role(&received), None, "{received}");
    // The other button still works.
    let page = stage
        .consent_page(&mut browser, "ES", "bankid", "plain")
        .await;
    stage.agree(&mut browser, &page).await;
    let received = stage.received(&mut browser, "ES").await;
    assert_eq!(received["outcome"], "person", "{received}");
}
