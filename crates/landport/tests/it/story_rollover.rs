// SPDX-License-Identifier: EUPL-1.2
//! Our signing keys change while Italy, whose nodes know the last signing key that we publish and no
//! other, and keep our metadata until it ends, goes on logging people in, both ways. Tried from outside:
//! E3, where the change that was documented stopped both roads for up to a day.

use std::path::Path;

use eidas::Instant;
use store::env::Clock as _;

use crate::browser::Page;
use crate::stage::Stage;

pub(crate) const HOUR: u64 = 3600;

/// Whether a login of each road arrives now: of an Italian here, of a Norwegian there.
pub(crate) async fn arrive(stage: &Stage) -> [bool; 2] {
    [italian_here(stage).await, norwegian_there(stage).await]
}

async fn italian_here(stage: &Stage) -> bool {
    let mut browser = stage.browser();
    let page = stage.country_page(&mut browser).await;
    let form = page
        .form_with("country", "IT")
        .expect("Italy can be chosen");
    let filled = [("country", "IT"), ("action", "next")];
    let page = browser.submit(&page, &form, &filled).await;
    let page = browser.settle(page).await;
    if page.form_with("person", "plain").is_none() {
        assert_eq!(page.url.host_str(), Some("it.localhost"), "{}", page.body);
        return false;
    }
    let end = stage.choose_person(&mut browser, &page, "plain").await;
    assert!(is_me(&end), "{} {}", end.url, end.body);
    true
}

async fn norwegian_there(stage: &Stage) -> bool {
    let mut browser = stage.browser();
    let page = stage
        .consent_page(&mut browser, "IT", "bankid", "plain")
        .await;
    let end = stage.agree(&mut browser, &page).await;
    let host = end.url.host_str();
    assert!(
        is_me(&end) || host == Some("connector.it.localhost"),
        "{host:?} {}",
        end.body
    );
    is_me(&end) && stage.received(&mut browser, "IT").await["outcome"] == "person"
}

pub(crate) fn is_me(page: &Page) -> bool {
    page.url.path() == "/me"
}

/// Moves the clock through these moments (seconds from the first) and tells for how long each road was
/// dark: from the first login that failed to the next that did not.
pub(crate) async fn dark(stage: &Stage, moments: &[u64]) -> [u64; 2] {
    let (mut longest, mut since) = ([0; 2], [None; 2]);
    let mut now = 0;
    for moment in moments {
        stage.advance(moment - now);
        now = *moment;
        for (road, arrives) in arrive(stage).await.into_iter().enumerate() {
            if !arrives {
                since[road].get_or_insert(now);
            } else if let Some(begin) = since[road].take() {
                longest[road] = longest[road].max(now - begin);
            }
        }
    }
    assert_eq!(since, [None; 2], "dark to the end");
    longest
}

/// New signing keys beside the old ones, as `[keys.saml_signing]` names them: new, old.
fn keys(stage: &Stage) -> [String; 2] {
    let directory = stage.directory.path();
    let env = store::env::Env::with_clock(stage.clock.clone());
    let subject = xmlsec::Subject {
        common_name: "Landport test, next",
        organization: "Landport",
        country: "NO",
    };
    let list = |folder: &Path| {
        let files = gateway::keys::generate(folder, subject, &env).unwrap();
        format!("{:?}", files.saml_signing.current)
    };
    [list(&directory.join("next")), list(&directory.join("keys"))]
}

/// The configuration with these lists, and with the change announced for this moment.
fn with(text: &str, current: &str, next: &str, switch: Option<Instant>) -> String {
    let (before, rest) = text.split_once("[keys.saml_signing]\n").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let before: Vec<_> = before
        .lines()
        .filter(|l| !l.contains("switch_at"))
        .collect();
    let announced = switch.map(|at| format!("saml_signing_switch_at = {at}\n"));
    let before = before.join("\n").replace(
        "[keys]\n",
        &format!("[keys]\n{}", announced.unwrap_or_default()),
    );
    format!("{before}\n[keys.saml_signing]\ncurrent = {current}\nnext = {next}\n\n{after}")
}

#[tokio::test(flavor = "multi_thread")]
async fn e3_ops_04_an_announced_change_of_signing_keys_stops_neither_road_of_a_node_that_knows_one_key()
 {
    let stage = Stage::abroad().await;
    let [new, old] = keys(&stage);
    // It holds copies from just before the announcement.
    assert_eq!(arrive(&stage).await, [true; 2]);
    let switch =
        Instant::from_ms(stage.clock.now_ms()).plus(std::time::Duration::from_secs(24 * HOUR));
    stage
        .reconfigure(|text| with(&text, &old, &new, Some(switch)))
        .await;

    let before = [0, 6, 11, 13, 18, 22, 23].map(|hours| hours * HOUR);
    assert_eq!(dark(&stage, &before).await, [0; 2]);
    stage.advance(HOUR - 1);
    // A second before: begun with the old key, finished with the new one.
    let mut italian = stage.browser();
    let at_login = stage.login_page(&mut italian, "IT").await;
    let mut norwegian = stage.browser();
    let at_consent = stage
        .consent_page(&mut norwegian, "IT", "bankid", "plain")
        .await;
    stage.advance(2);
    assert!(is_me(
        &stage.choose_person(&mut italian, &at_login, "plain").await
    ));
    assert!(is_me(&stage.agree(&mut norwegian, &at_consent).await));
    let after = [0, 60, 600, HOUR, 13 * HOUR, 25 * HOUR];
    assert_eq!(dark(&stage, &after).await, [0; 2]);

    // The lists are written as they stand, and ten minutes later the old keys go.
    stage
        .reconfigure(|text| with(&text, &new, &old, None))
        .await;
    assert_eq!(dark(&stage, &[0, 600]).await, [0; 2]);
    stage
        .reconfigure(|text| with(&text, &new, "[]", None))
        .await;
    assert_eq!(dark(&stage, &[0, HOUR, 25 * HOUR]).await, [0; 2]);
}

/// The control: without an announcement that node refuses both roads until its copy ends.
#[tokio::test(flavor = "multi_thread")]
async fn e3_a_change_without_notice_is_dark_for_that_node_until_its_copy_ends() {
    let stage = Stage::abroad().await;
    let [new, old] = keys(&stage);
    assert_eq!(arrive(&stage).await, [true; 2]);
    stage
        .reconfigure(|text| with(&text, &new, &old, None))
        .await;
    let every_three_hours: Vec<u64> = (0..=8).map(|three| three * 3 * HOUR).collect();
    assert_eq!(dark(&stage, &every_three_hours).await, [24 * HOUR; 2]);
}
