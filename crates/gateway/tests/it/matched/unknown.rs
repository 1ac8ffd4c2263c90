//! Who is not known reads what was compared, and how she can go on.

use super::*;

#[tokio::test]
async fn what_was_compared_is_told_and_nothing_of_anybody_else() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let other = person(OTHER, "Hemmelig", "1971-02-03");
    let mut twins = [other.clone(), person(NUMBER, "LINDMARK", "1990-08-19")];
    twins[0]["family_name"] = "Lindmark".into();
    twins[0]["birthdate"] = "1990-08-19".into();
    let mut stranger = other.clone();
    stranger["identifier"] = "another".into();
    for (persons, differs) in [
        (vec![], 0),
        (vec![stranger], 0),
        (vec![other], 2),
        (twins.to_vec(), 0),
    ] {
        stage.knows(&persons);
        let (flow, arrived) = stage.arrive(&mut browser, "trademark").await;
        assert_eq!(arrived.location(), format!("/match?flow={flow}"));
        let page = stage.page(&mut browser, &flow).await;
        for hers in ["Lindmark", "Astrid", "19 August 1990", "SE/NO/199008199391"] {
            assert!(page.body.contains(hers), "{hers}: {}", page.body);
        }
        for theirs in ["Hemmelig", "1971", OTHER, NUMBER, "997", "725"] {
            assert!(!page.body.contains(theirs), "{theirs}: {}", page.body);
        }
        let marked = page.body.matches("Is different in the register").count();
        assert_eq!(marked, differs, "{persons:?}");
        assert!(page.body.contains("https://register.example.no/correct"));
        stage.assert_nothing_readable().await;
        let on = next(&mut browser, &flow, &page, "long").await;
        let claims = stage.claims("trademark", &on).await;
        assert!(claims.get("pid").is_none());
        assert_ne!(claims["match_status"], "found");
    }
    stage.assert_nothing_readable().await;
}

#[tokio::test]
async fn a_service_says_who_may_go_on() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "newcomers").await;
    let page = stage.page(&mut browser, &flow).await;
    assert!(page.body.contains("as a new user"), "{page:?}");
    let on = next(&mut browser, &flow, &page, "no").await;
    let claims = stage.claims("newcomers", &on).await;
    assert_eq!(claims["match_status"], "new");
    let decided = stage.gateway().audited("match_decided");
    assert!(decided[0].contains("as_new"), "{decided:?}");
    // Who looks into a complaint reads how it ended too. Art. 5(1).
    let journal = stage.journal();
    let outcomes: Vec<_> = journal.iter().map(|entry| &entry["outcome"]).collect();
    assert_eq!(outcomes, ["not_found", "new"]);
    assert_eq!(journal[1]["used"], journal[0]["used"]);
    assert_eq!(journal[1]["login"], journal[0]["login"]);

    let (flow, _) = stage.arrive(&mut browser, "members").await;
    let page = stage.page(&mut browser, &flow).await;
    assert!(!page.body.contains("value=\"next\""), "{page:?}");
    let forged = next(&mut browser, &flow, &page, "no").await;
    assert_eq!(forged.status, StatusCode::CONFLICT, "{forged:?}");
    let cancelled = browser
        .post(&format!("/match?flow={flow}"), &[("action", "cancel")])
        .await;
    assert_eq!(
        cancelled.parameter("error").as_deref(),
        Some("access_denied")
    );
    assert_eq!(stage.gateway().audited("code_issued").len(), 1);

    // Where the register is down a service that wants a match lets nobody in.
    *stage.said.lock().unwrap() = (503, String::new());
    let (_, down) = stage.arrive(&mut browser, "members").await;
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE, "{down:?}");
    assert_eq!(stage.gateway().audited("code_issued").len(), 1);
    // Positive control: one that does not goes on, without a page.
    let (_, on) = stage.arrive(&mut browser, "trademark").await;
    assert_eq!(on.status, StatusCode::OK, "{on:?}");

    // The service tells by itself.
    *stage.said.lock().unwrap() = (204, String::new());
    let (_, silent) = stage.arrive(&mut browser, "silent").await;
    assert_eq!(silent.status, StatusCode::OK, "{silent:?}");
}
