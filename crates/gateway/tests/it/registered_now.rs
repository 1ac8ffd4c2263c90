// SPDX-License-Identifier: EUPL-1.2
//! A token gives what was granted and is registered now, whichever is less: the operator takes something
//! away, and no token that is out there gives it any more. GDPR art. 5(1)(c), 25(2).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use eidas::{Attribute, AttributeValue, LevelOfAssurance, Outcome};
use gateway::settings::ClientSettings;
use oidc::protocol::{RedirectUri, ScopeSet, Transport};
use serde_json::{Value, json};

use crate::connector::claims;
use crate::registration::{POST, with_client};
use crate::support::{Gateway, Party, SECRET, Setup, between, encoded, flow_of};

const API: &str = "https://api.example.no";

fn other(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

/// The operator changes `other`, or removes it.
fn change(gateway: &Gateway, change: Option<&dyn Fn(&mut ClientSettings)>) {
    let mut settings = gateway::settings::Settings::clone(&gateway.app.file());
    let mut client = ClientSettings::clone(&settings.clients["other"]);
    settings.clients.remove("other");
    if let Some(change) = change {
        change(&mut client);
        settings
            .clients
            .insert("other".to_owned(), Arc::new(client));
    }
    let keys = gateway.app.current().keys.clone();
    gateway.app.reload(Arc::new(settings), keys).unwrap();
}

async fn look(gateway: &Gateway, token: &str) -> Value {
    let form = [("token", token)];
    other(gateway)
        .post("/token/introspect", &[], &form)
        .await
        .json()
}

fn text<'t>(tokens: &'t Value, name: &str) -> &'t str {
    tokens[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {tokens}"))
}

#[tokio::test]
async fn rfc6749_s3_3_what_the_client_lost_since_its_tokens_give_no_more() {
    for format in ["reference", "jwt"] {
        let lines = format!(
            "{POST}\nclaim_profile = \"standard\"\naccess_token = \"{format}\"\nrefresh = \"always\"\n\
             refresh_usage = \"reuse\""
        );
        let gateway = with_client(&lines).await;
        let wish = json!({ "userinfo": { "birthdate": null } }).to_string();
        let tokens = other(&gateway).tokens(&[("claims", &wish)]).await;
        let (access, refresh) = (
            text(&tokens, "access_token"),
            text(&tokens, "refresh_token"),
        );
        let reads = async || {
            let answer = other(&gateway).bearer(access).await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            let mut names: Vec<String> =
                answer.json().as_object().unwrap().keys().cloned().collect();
            names.sort();
            names.join(" ")
        };
        let whole = reads().await;
        assert_eq!(whole, "birthdate family_name given_name sub");
        assert_eq!(look(&gateway, access).await["scope"], "openid profile");

        // The scope: what it brought goes, what was asked for by name stays.
        change(
            &gateway,
            Some(&|client| {
                client.registration.scopes = ScopeSet::from_iter(["openid"]);
            }),
        );
        assert_eq!(reads().await, "birthdate sub");
        assert_eq!(look(&gateway, access).await["scope"], "openid");
        assert_eq!(look(&gateway, refresh).await["scope"], "openid");
        let again = other(&gateway).refresh(refresh, &[], &[]).await.json();
        assert_eq!(again["scope"], "openid");

        // A claim; then all of it again: what was granted, and no more.
        let scopes = || ScopeSet::from_iter(["openid", "profile", "eidas:mds"]);
        change(
            &gateway,
            Some(&|client| {
                client.registration.scopes = scopes();
                client.claims = Some(["given_name".to_owned()].into());
            }),
        );
        assert_eq!(reads().await, "given_name sub");
        change(&gateway, Some(&|client| client.claims = None));
        assert_eq!(reads().await, whole);

        // Gone: nothing gives anything.
        change(&gateway, None);
        assert_eq!(
            other(&gateway).bearer(access).await.status,
            StatusCode::UNAUTHORIZED
        );
        for answer in [
            other(&gateway).refresh(refresh, &[], &[]).await,
            other(&gateway)
                .post("/token/introspect", &[], &[("token", access)])
                .await,
        ] {
            assert_eq!(answer.json()["error"], "invalid_client", "{answer:?}");
        }
    }
}

/// Between the login and the token too: within the minute of the code.
#[tokio::test]
async fn rfc6749_s3_3_a_code_gives_what_is_registered_when_it_is_redeemed() {
    let gateway = with_client(&format!("{POST}\nresources = [\"{API}\"]")).await;
    let codes = [
        other(&gateway).code(&[("resource", API)]).await,
        other(&gateway).code(&[]).await,
        other(&gateway).code(&[("resource", API)]).await,
    ];
    let control = other(&gateway).redeem(&codes[0], &[], &[]).await;
    assert_eq!(control.status, StatusCode::OK, "{control:?}");
    let access = control.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(look(&gateway, &access).await["aud"], API);
    change(
        &gateway,
        Some(&|client| {
            client.registration.scopes = ScopeSet::from_iter(["openid"]);
            client.registration.resources.clear();
            client.claims =
                Some(["birthdate".to_owned(), "eidas_person_identifier".to_owned()].into());
        }),
    );
    let tokens = other(&gateway).redeem(&codes[1], &[], &[]).await.json();
    assert_eq!(tokens["scope"], "openid");
    // In ID-porten's profile too: claims of a scope are for who is registered for one that has them.
    let inside = claims(text(&tokens, "id_token"));
    for gone in ["family_name", "birthdate", "eidas_person_identifier"] {
        assert!(inside.get(gone).is_none(), "{gone} in {inside}");
    }
    // RFC 8707 §2.2: for a service that it may not go to any more there is no token, and one from before is
    // worth nothing.
    let refused = other(&gateway).redeem(&codes[2], &[], &[]).await;
    assert_eq!(refused.json()["error"], "invalid_target", "{refused:?}");
    assert_eq!(look(&gateway, &access).await, json!({ "active": false }));
}

/// Attack: somebody took an address of a service over, the operator removes it, and logins that are under way bring
/// their codes there.
#[tokio::test]
async fn no_code_leaves_for_an_address_that_was_removed_in_mid_login() {
    for removed in [false, true] {
        let gateway = with_client(POST).await;
        let mut browser = gateway.browser();
        let asked = other(&gateway).request(&[]);
        let asked: Vec<_> = asked
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let begun = browser
            .get(&format!("/authorize?{}", encoded(&asked)))
            .await;
        let sent = browser.choose(&flow_of(&begun), "SE").await;
        if removed {
            change(
                &gateway,
                Some(&|client| {
                    let new = "https://new.example.no/callback";
                    client.registration.redirect_uris =
                        vec![RedirectUri::register(new, Transport::Https).unwrap()];
                }),
            );
        }
        let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
        let page = browser.answer(&gateway.sign("SE", &response), None).await;
        if !removed {
            let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
            assert!(browser.get(&href).await.parameter("code").is_some());
            continue;
        }
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
        assert!(page.location().is_empty() && !page.body.contains("http-equiv"));
        assert!(gateway.audited("code_issued").is_empty());
    }
}

#[tokio::test]
async fn profile_gives_names_and_birth_date_to_who_is_registered_for_it() {
    for (scopes, names) in [("[\"openid\"]", false), ("[\"openid\", \"profile\"]", true)] {
        let gateway = with_client(&format!("{POST}\nscopes = {scopes}")).await;
        let tokens = other(&gateway).tokens(&[]).await;
        let inside = claims(text(&tokens, "id_token"));
        let read = other(&gateway)
            .bearer(text(&tokens, "access_token"))
            .await
            .json();
        for claim in ["given_name", "family_name", "birthdate"] {
            assert_eq!(
                inside.get(claim).is_some(),
                names,
                "{claim} {scopes}: {inside}"
            );
            assert_eq!(read.get(claim).is_some(), names, "{claim} {scopes}: {read}");
        }
        // That it is known here, no scope of OIDC has.
        assert_eq!(inside["match_status"], "unavailable");
    }
}

/// OIDC Core §5.2: `family_name#und-Cyrl` is the claim `family_name`. Who may not have it reads it in no
/// script, and who may and asks for one by name gets it.
#[tokio::test]
async fn core_s5_2_a_name_in_another_script_goes_to_who_may_have_the_name() {
    const TAGGED: &str = "family_name#und-Cyrl";
    let wish = json!({ "id_token": { TAGGED: null }, "userinfo": { TAGGED: null } }).to_string();
    let wish = wish.as_str();
    let standard = "claim_profile = \"standard\"\nscopes = [\"openid\"]\n";
    let [another, same] =
        ["birthdate", "family_name"].map(|may| format!("{standard}claims = [\"{may}\"]"));
    for (lines, wish, comes) in [
        ("scopes = [\"openid\"]", "", false),
        ("scopes = [\"openid\", \"profile\"]", "", true),
        ("claims = [\"birthdate\"]", "", false),
        ("claims = [\"family_name\"]", "", true),
        (another.as_str(), wish, false),
        (same.as_str(), wish, true),
        (standard, wish, true),
    ] {
        let gateway = with_client(&format!("{POST}\n{lines}")).await;
        let other = other(&gateway);
        let mut browser = gateway.browser();
        let asked = other.request(&[("claims", wish)]);
        let asked: Vec<_> = asked
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let begun = browser
            .get(&format!("/authorize?{}", encoded(&asked)))
            .await;
        let sent = browser.choose(&flow_of(&begun), "SE").await;
        let mut response = gateway.respond("SE", &sent, LevelOfAssurance::High);
        if let Outcome::Success(assertion) = &mut response.outcome {
            let name = AttributeValue::pair("Lindmark", "Линдмарк");
            assertion.attributes.remove(Attribute::FAMILY_NAME);
            assertion.attributes.add(Attribute::FAMILY_NAME, name);
        }
        let page = browser.answer(&gateway.sign("SE", &response), None).await;
        let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
        let code = browser.get(&href).await.parameter("code").unwrap();
        let tokens = other.redeem(&code, &[], &[]).await.json();
        let inside = claims(text(&tokens, "id_token"));
        let read = other.bearer(text(&tokens, "access_token")).await.json();
        for told in [inside, read] {
            let named = told.as_object().unwrap().get(TAGGED);
            let expected = comes.then(|| json!("Линдмарк"));
            assert_eq!(named, expected.as_ref(), "{lines}: {told}");
        }
    }
}

/// ID-porten's pseudonymous tokens: without `pid`, and without anything else. No register hears of her.
#[tokio::test]
async fn a_client_without_claims_knows_a_pseudonym_and_has_nobody_asked() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let router = axum::Router::new().fallback(move || async move {
        count.fetch_add(1, Ordering::SeqCst);
        "17912099997"
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let api = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(api.path(), "the-key").unwrap();
    let client = |lines: &str| {
        format!(
            "[[client]]\nclient_id = \"other\"\nname = \"Other\"\n\
             redirect_uris = [\"{}\"]\nid_token_alg = \"ES256\"\naccess_token = \"jwt\"\n{POST}\n{lines}\n\
             [matching]\nurl = \"http://register.localhost:{port}\"\napi_key_file = {:?}\n\
             answers = \"number\"\nprivate = true\n",
            crate::support::REDIRECT,
            api.path()
        )
    };
    let mut subs = Vec::new();
    for (lines, pseudonymous) in [("claims = []", true), ("match_page = \"none\"", false)] {
        let gateway = Gateway::start_as(Setup {
            more: client(lines),
            ..Setup::default()
        })
        .await;
        let wish = json!({ "userinfo": { "pid": null }, "id_token": { "pid": null } }).to_string();
        let tokens = other(&gateway).tokens(&[("claims", &wish)]).await;
        let inside = claims(text(&tokens, "id_token"));
        let read = other(&gateway)
            .bearer(text(&tokens, "access_token"))
            .await
            .json();
        assert_eq!(inside["pid"] == "17912099997", !pseudonymous, "{inside}");
        assert_eq!(asked.load(Ordering::SeqCst), usize::from(!pseudonymous));
        if pseudonymous {
            assert_eq!(read, json!({ "sub": inside["sub"] }));
            let mut names: Vec<&String> = inside.as_object().unwrap().keys().collect();
            names.sort();
            let expected = [
                "acr",
                "amr",
                "aud",
                "auth_time",
                "exp",
                "iat",
                "iss",
                "jti",
                "nonce",
                "sub",
            ];
            assert_eq!(names, expected);
        }
        // By value the token names nobody in either case: its record does.
        assert!(claims(text(&tokens, "access_token")).get("pid").is_none());
        subs.push(inside["sub"].clone());
    }
    assert_eq!(subs[0], subs[1], "the pseudonym is the same");
}
