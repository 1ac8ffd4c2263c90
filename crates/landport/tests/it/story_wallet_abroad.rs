// SPDX-License-Identifier: EUPL-1.2
//! Somebody of another country presents her PID: the European road, with the question whether she is known
//! here. PID Rulebook §2.3; Implementing Regulation (EU) 2025/846 art. 3, 4.

use serde_json::Value;

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::serve_command::{landport, text};
use crate::stage::Stage;
use crate::story_privacy::journal;
use crate::story_wallet::{code, link};

impl Stage {
    /// From the rowing club, which takes both levels, to what becomes of this card.
    async fn presented(&self, browser: &mut Browser, card: &str) -> Page {
        let asks = self.rowing_asks("idporten-loa-high eidas-loa-high", &[]);
        let page = self.wallet_page_of(browser, &asks).await;
        self.approve(browser, &link(&page), card).await
    }

    /// On from the page of the match, with this wish for the next time.
    async fn goes_on(&self, browser: &mut Browser, page: &Page, keep: &str) -> Page {
        assert_eq!(page.url.path(), "/match", "{}", page.body);
        let form = page.form_with("action", "next").unwrap();
        let filled = [("action", "next"), ("keep", keep)];
        let page = browser.submit(page, &form, &filled).await;
        browser.settle(page).await
    }

    /// Sweden's list names a second provider, which issued none of the cards.
    async fn has_another_provider(&self) {
        self.together.world.list_another_provider().unwrap();
        self.advance(60);
        self.together.gateway.app.lists.refresh_all().await;
    }

    fn events(&self, event: &str) -> Vec<Value> {
        let audit = self.audit();
        let lines = audit
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        lines
            .filter(|line: &Value| line["event"] == event)
            .collect()
    }
}

/// The number of another country is nobody's here, and gives the same `sub` each time. Attack WV-17.
#[tokio::test(flavor = "multi_thread")]
async fn wv_17_who_is_not_known_here_reads_so_and_goes_on_under_her_own_sub() {
    let stage = Stage::with_wallet().await;
    let mut subs = Vec::new();
    for card in ["se", "se", "no"] {
        let mut browser = stage.browser();
        let page = stage.presented(&mut browser, card).await;
        let page = match card {
            "se" => {
                assert!(page.body.contains("Linnéa Exempelsson"), "{}", page.body);
                assert!(page.body.contains("did not find you"), "{}", page.body);
                // Until she decides nothing has left.
                assert_eq!(stage.events("code_issued").len(), subs.len());
                stage.goes_on(&mut browser, &page, "no").await
            }
            _ => page,
        };
        let claims = stage.rowing_claims(&page).await;
        assert_eq!(claims["amr"], serde_json::json!(["wallet"]));
        if card == "se" {
            assert_eq!(claims["eidas_citizen_country_code"], "SE");
            assert_eq!(claims["acr"], "eidas-loa-high");
            assert_eq!(claims["given_name"], "Linnéa");
            assert_eq!(claims["match_status"], "not_found", "{claims}");
            for claim in ["pid", "eidas_person_identifier"] {
                assert!(claims.get(claim).is_none(), "{claims}");
            }
        }
        subs.push(claims["sub"].clone());
    }
    assert_eq!(subs[0], subs[1]);
    assert_ne!(subs[0], subs[2]);
}

/// As with her country's e-ID: known once, kept by her wish, not asked again, and ended by her.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_known_here_gets_her_number_and_has_it_kept() {
    let stage = Stage::with_wallet().await;
    let mut numbers = Vec::new();
    for (keep, told, method) in [
        ("no", true, "register"),
        ("long", true, "register"),
        ("", false, "kept"),
    ] {
        let mut browser = stage.browser();
        let page = stage.presented(&mut browser, "se-known").await;
        let page = match told {
            true => {
                assert!(page.body.contains("Elsa Exempelsson"), "{}", page.body);
                stage.goes_on(&mut browser, &page, keep).await
            }
            // Straight on: she was told, and wanted it kept.
            false => page,
        };
        let claims = stage.rowing_claims(&page).await;
        assert_eq!(claims["match_status"], "found", "{claims}");
        numbers.push(claims["pid"].as_str().unwrap().to_owned());
        let matched = stage.events("matched");
        assert_eq!(matched.last().unwrap()["method"], method);
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    // The same as with Sweden's own node.
    let mut abroad = stage.browser();
    stage.log_in(&mut abroad, "SE", "plain").await;
    let claims = stage.claims(&mut abroad, "trademark").await;
    assert_eq!(claims["pid"], numbers[0].as_str(), "{claims}");
    // And nothing of hers stands readable.
    crate::story_wallet::assert_not_written(
        &stage,
        &["Exempelsson", "1985-03-12", "198503122396", &numbers[0]],
    );
}

/// Attack: from another device, or with the page's code, the same page comes first; a stranger's browser
/// never sees it.
#[tokio::test(flavor = "multi_thread")]
async fn from_another_device_it_is_the_same_road_and_nobody_elses() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut phone, mut stranger) =
        (stage.browser(), stage.browser(), stage.browser());
    let asks = stage.rowing_asks("idporten-loa-high eidas-loa-high", &[]);
    let page = stage.wallet_page_of(&mut browser, &asks).await;
    stage.approve(&mut phone, &code(&page), "se-known").await;
    let told = stage.press(&mut browser, &page, "done").await;
    assert_eq!(told.url.path(), "/match", "{}", told.body);
    for other in [&mut phone, &mut stranger] {
        let theirs = other.open(told.url.as_str()).await;
        assert!(theirs.status.is_client_error(), "{}", theirs.body);
        assert!(!theirs.body.contains("Elsa"), "{}", theirs.body);
    }
    let page = stage.goes_on(&mut browser, &told, "no").await;
    assert_eq!(stage.rowing_claims(&page).await["match_status"], "found");
}

/// Recital 14: she has a national e-ID too, and is known by its number when both say the same of her. Here they
/// do not: attack N14.
#[tokio::test(flavor = "multi_thread")]
async fn n14_a_national_e_id_of_somebody_else_links_nobody() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.presented(&mut browser, "se").await;
    let form = page.form_with("eid", "bankid").unwrap();
    let at_eid = browser.submit(&page, &form, &[("eid", "bankid")]).await;
    let at_eid = browser.settle(at_eid).await;
    let told = stage.prove(&mut browser, &at_eid, "plain", None).await;
    assert_eq!(told.url.path(), "/match", "{}", told.body);
    assert!(told.body.contains("Nothing was linked"), "{}", told.body);
    assert!(!told.body.contains(&number_of("plain")), "{}", told.body);
    assert_eq!(stage.events("match_linked")[0]["outcome"], "differs");
    let page = stage.goes_on(&mut browser, &told, "no").await;
    let claims = stage.rowing_claims(&page).await;
    assert!(claims.get("pid").is_none(), "{claims}");
}

/// Attack WV-18: the country closed, or its provider struck off the list, while she reads.
#[tokio::test(flavor = "multi_thread")]
async fn wv_18_what_is_closed_while_she_reads_is_not_released() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.presented(&mut browser, "se-known").await;
    assert_eq!(page.url.path(), "/match", "{}", page.body);
    let country = gateway::lever::Target::Country("SE".parse().unwrap());
    stage.suspend(country, None).await;
    let on = stage.goes_on(&mut browser, &page, "long").await;
    assert_eq!(on.status, 503, "{} {}", on.url, on.body);
    assert!(stage.events("code_issued").is_empty());
    let again = browser.open(page.url.as_str()).await;
    assert_eq!(again.status, 503, "{}", again.body);
    assert!(
        stage.events("match_decided").is_empty(),
        "and nothing is kept"
    );
}

/// Attack WV-17: two providers of one country may have given one number to two persons, and the register knows
/// one of them. A match that nobody can guarantee is unsuccessful ((EU) 2025/846 art. 2(7)), and she is told so
/// (art. 4(1)): nobody was asked, nothing was compared, and a national e-ID is a way on.
#[tokio::test(flavor = "multi_thread")]
async fn wv_17_of_two_providers_of_one_country_nobody_is_looked_for_by_number() {
    let stage = Stage::with_wallet().await;
    let (journal, opener) = journal(&stage);
    stage.reconfigure(|text| text + &journal).await;
    stage.has_another_provider().await;
    let mut browser = stage.browser();
    let page = stage.presented(&mut browser, "se-known").await;
    assert!(page.body.contains("did not find you"), "{}", page.body);
    assert!(!page.body.contains("was compared"), "{}", page.body);
    assert!(page.form_with("eid", "bankid").is_some(), "{}", page.body);
    let page = stage.goes_on(&mut browser, &page, "no").await;
    let claims = stage.rowing_claims(&page).await;
    assert_eq!(claims["match_status"], "ambiguous", "{claims}");
    assert!(claims.get("pid").is_none(), "{claims}");
    let matched = stage.events("matched");
    assert_eq!(matched[0]["reason"], "number_of_provider");
    assert_eq!(matched[0]["outcome"], "ambiguous");
    // It is completed, without success: what she brought is kept for her complaint. Art. 5(1).
    let days = gateway::journal::days(&stage.directory.path().join("data/journal")).unwrap();
    let entries = gateway::journal::entries(&days[0], &opener).unwrap();
    let entry = entries[0].as_ref().unwrap();
    assert_eq!((entries.len(), &entry["outcome"]), (1, &"ambiguous".into()));
    assert!(entry["register"].is_null() && entry["used"]["family_name"].is_string());
}

/// Attack WV-17: a list that may name a second provider of her country was never had, so nobody knows whether there is
/// one.
#[tokio::test(flavor = "multi_thread")]
async fn wv_17_while_a_list_that_may_name_another_provider_is_not_there_nobody_is_looked_for() {
    for (territory, status) in [("EU", "ambiguous"), ("SE", "ambiguous"), ("NO", "found")] {
        let stage = Stage::with_wallet().await;
        let nothing = stage.url("wallet", "/nothing");
        let list = format!(
            "\n[[wallet.list]]\nurl = \"{nothing}\"\nterritory = \"{territory}\"\nprivate = true\n\
             signers = [\"world/wallet-list-signer.pem\"]\n"
        );
        stage.reconfigure(|text| text + &list).await;
        stage.together.gateway.app.lists.refresh_all().await;
        let mut browser = stage.browser();
        let page = stage.presented(&mut browser, "se-known").await;
        let page = stage.goes_on(&mut browser, &page, "no").await;
        let claims = stage.rowing_claims(&page).await;
        assert_eq!(claims["match_status"], status, "{territory} {claims}");
    }
}

/// (EU) 2024/2977 annex, section 2: the country's scheme describes whose number it is. Of the providers that
/// the operator named by it the number is asked for; of another one not, though its country has no second.
#[tokio::test(flavor = "multi_thread")]
async fn whose_number_is_the_registers_the_operator_may_say() {
    let ours = "PID provider of Sweden (demo)";
    for (named, others, status) in [
        (&[ours][..], true, "found"),
        (
            &["PID provider of a bank in Sweden (demo)", ours],
            true,
            "found",
        ),
        (
            &["PID provider of a bank in Sweden (demo)"],
            true,
            "ambiguous",
        ),
        (&[ours], false, "found"),
        (&[], false, "ambiguous"),
    ] {
        let stage = Stage::with_wallet().await;
        if others {
            stage.has_another_provider().await;
        }
        let line = format!("[matching]\npid_numbers = {{ SE = {named:?} }}\n");
        stage
            .reconfigure(|text| {
                assert!(text.contains("[matching]\n"), "{text}");
                text.replace("[matching]\n", &line)
            })
            .await;
        let mut browser = stage.browser();
        let page = stage.presented(&mut browser, "se-known").await;
        let page = stage.goes_on(&mut browser, &page, "no").await;
        let claims = stage.rowing_claims(&page).await;
        assert_eq!(claims["match_status"], status, "{named:?} {claims}");
        assert_eq!(claims.get("pid").is_some(), status == "found", "{claims}");
    }
}

/// ADR 34: a provider whose name stands on no list is matched to nobody, and so is one that is of another country.
/// `check` says so, as soon as the lists were read.
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_of_pid_numbers_that_no_list_names_is_told_to_the_operator() {
    let stage = Stage::new().await;
    let numbers = r#"{ SE = ["PID provider of Sweden (demo)", "PID provider of Sweden"], NO = ["PID provider of Sweden (demo)"] }"#;
    stage
        .reconfigure(|text| {
            text.replace(
                "[matching]\n",
                &format!("[matching]\npid_numbers = {numbers}\n"),
            )
        })
        .await;
    let config = stage.directory.path().join("landport.toml");
    let told = async || {
        let config = config.clone();
        let check = tokio::task::spawn_blocking(move || {
            landport(&["check", "--config", config.to_str().unwrap()])
        });
        let said = text(&check.await.unwrap().stderr);
        let lines = said.lines().filter_map(|line| {
            let (_, rest) = line.split_once("pid_numbers names ")?;
            let (name, _) = rest.split_once(", and no trusted list does")?;
            Some(name.to_owned())
        });
        (lines.collect::<Vec<_>>(), said)
    };
    let (lines, said) = told().await;
    assert_eq!(lines, [""; 0], "of a list that was never read: {said}");
    stage.together.gateway.app.lists.refresh_all().await;
    let (lines, said) = told().await;
    let wrong = [
        r#""PID provider of Sweden" of SE"#,
        r#""PID provider of Sweden (demo)" of NO"#,
    ];
    assert_eq!(lines, wrong, "{said}");
}

/// She sees her own logins, and ends what is kept of her, by the same card.
#[tokio::test(flavor = "multi_thread")]
async fn she_sees_her_own_logins_with_the_same_card() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.presented(&mut browser, "se-known").await;
    let page = stage.goes_on(&mut browser, &page, "long").await;
    stage.rowing_claims(&page).await;
    let start = stage.url("no", "/logins/start");
    let own = async |card: &str| {
        let mut browser = stage.browser();
        let page = stage.wallet_page_of(&mut browser, &start).await;
        let page = stage.approve(&mut browser, &link(&page), card).await;
        assert_eq!(page.url.path(), "/logins", "{} {}", page.url, page.body);
        page
    };
    let hers = own("se-known").await;
    assert!(hers.body.contains("rowing club"), "{}", hers.body);
    assert!(
        hers.form_with("action", "end-match").is_some(),
        "{}",
        hers.body
    );
    // Somebody else of the same provider sees nothing of it.
    let other = own("se").await;
    assert!(!other.body.contains("rowing club"), "{}", other.body);
}
