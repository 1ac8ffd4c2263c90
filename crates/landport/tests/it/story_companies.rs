// SPDX-License-Identifier: EUPL-1.2
//! A company of another country at a service that is registered for companies, in Demo Europe.

use serde_json::json;

use crate::browser::Browser;
use crate::stage::Stage;

/// To the country page of the business register, and there.
async fn log_in(stage: &Stage, browser: &mut Browser, country: &str, person: &str) -> String {
    let page = browser
        .open(&stage.url("business", "/login?as=company"))
        .await;
    assert!(
        page.body.contains("for companies"),
        "{} {}",
        page.url,
        page.body
    );
    for closed in ["DK", "IT"] {
        assert!(
            page.form_with("country", closed).is_none(),
            "{closed}: {}",
            page.body
        );
    }
    let page = stage.choose_country(browser, &page, country).await;
    let page = stage.choose_person(browser, &page, person).await;
    assert_eq!(
        page.url.host_str(),
        Some("business.localhost"),
        "{} {}",
        page.url,
        page.body
    );
    page.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_logs_in_by_who_acts_for_it_or_with_an_e_id_of_its_own() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    for (country, company, given) in [
        ("SE", "Exempelsson Demo Company", "Elsa"),
        ("BG", "Primerova Demo Company", "Desislava"),
    ] {
        let page = log_in(&stage, &mut browser, country, "plain").await;
        assert!(page.contains(company) && page.contains(given), "{page}");
        let claims = stage.claims(&mut browser, "business").await;
        assert_eq!(claims["legal_name"], company, "{claims}");
        assert_eq!(
            claims["eidas_representative"]["given_name"], given,
            "{claims}"
        );
        assert_eq!(claims["address"]["locality"], "Demo town", "{claims}");
        for of_people in ["given_name", "birthdate", "match_status", "pid"] {
            assert!(claims.get(of_people).is_none(), "{of_people}: {claims}");
        }
    }
    let page = log_in(&stage, &mut browser, "SE", "two-names").await;
    assert!(page.contains("it is the e-ID of the company"), "{page}");
    let claims = stage.claims(&mut browser, "business").await;
    assert_eq!(claims.get("eidas_representative"), None, "{claims}");
    assert_eq!(claims["amr"], json!(["eIDAS"]));
}
