// SPDX-License-Identifier: EUPL-1.2
//! RFC 6749 §6, RFC 9700 §4.14, OIDC Core §11 and §12: refresh tokens, and what revokes a login.

use std::time::Duration;

use axum::http::StatusCode;
use gateway::lever::Target;
use serde_json::Value;

use crate::connector::claims;
use crate::registration::{POST, with_client};
use crate::support::{Answer, Gateway, Key, Party, SECRET};

const ALWAYS: &str = "refresh = \"always\"";

fn party(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {tokens}"))
}

fn error(answer: &Answer) -> (StatusCode, String) {
    let error = answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, error)
}

fn invalid_grant() -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, "invalid_grant".to_owned())
}

#[tokio::test]
async fn core_s12_2_the_new_id_token_is_about_the_same_person_and_authentication() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}")).await;
    let party = party(&gateway);
    let first = party.tokens(&[]).await;
    gateway.clock.advance(Duration::from_secs(100));
    let answer = party.refresh(text(&first, "refresh_token"), &[], &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert_eq!(answer.header("cache-control"), "no-store");
    let second = answer.json();
    let (before, after) = (
        claims(text(&first, "id_token")),
        claims(text(&second, "id_token")),
    );
    for claim in ["iss", "sub", "aud", "auth_time", "acr"] {
        assert_eq!(before[claim], after[claim], "{claim}");
    }
    assert_ne!(before["iat"], after["iat"]);
    assert_ne!(first["access_token"], second["access_token"]);
    assert_eq!(
        party.bearer(text(&second, "access_token")).await.status,
        StatusCode::OK
    );
    let issued = gateway.audited("tokens_issued");
    assert!(
        issued[1].contains("\"grant_type\":\"refresh_token\""),
        "{issued:?}"
    );
}

/// Attack: one living token that is read with without end leaves a line each time, and so does a refresh token.
#[tokio::test]
async fn the_tokens_of_one_login_leave_so_many_lines_and_no_more() {
    let gateway = with_client(&format!(
        "{POST}\nrefresh = \"always\"\nrefresh_usage = \"reuse\""
    ))
    .await;
    let party = party(&gateway);
    let tokens = party.tokens(&[]).await;
    let (access, refresh) = (
        text(&tokens, "access_token"),
        text(&tokens, "refresh_token"),
    );
    for n in 0..60 {
        assert_eq!(party.bearer(access).await.status, StatusCode::OK, "{n}");
        let answer = party.refresh(refresh, &[], &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{n}: {answer:?}");
    }
    let lines = || {
        (
            gateway.audited("userinfo_read").len(),
            gateway.audited("tokens_issued").len(),
        )
    };
    let before = lines();
    for _ in 0..20 {
        for answer in [
            party.bearer(access).await,
            party.refresh(refresh, &[], &[]).await,
        ] {
            let busy = (
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable".to_owned(),
            );
            assert_eq!(error(&answer), busy);
            assert_eq!(answer.header("retry-after"), "5");
        }
    }
    assert_eq!(lines(), before);
    // Another login of the same client has its own, and this one has it again.
    let other = party.tokens(&[]).await;
    assert_eq!(
        party.bearer(text(&other, "access_token")).await.status,
        StatusCode::OK
    );
    gateway.clock.advance(Duration::from_secs(2));
    assert_eq!(
        party.refresh(refresh, &[], &[]).await.status,
        StatusCode::OK
    );
}

/// Attack TK-16: a refresh token is stolen. Whichever of the two comes second, both are out.
#[tokio::test]
async fn rfc9700_s4_14_2_tk_16_a_used_refresh_token_that_comes_again_ends_the_login() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}")).await;
    let party = party(&gateway);
    let first = party.tokens(&[]).await;
    let second = party
        .refresh(text(&first, "refresh_token"), &[], &[])
        .await
        .json();
    assert_ne!(
        first["refresh_token"], second["refresh_token"],
        "it is rotated"
    );
    let access = text(&second, "access_token");
    assert_eq!(
        party.bearer(access).await.status,
        StatusCode::OK,
        "positive control"
    );
    // Long after it would have ended unused.
    gateway.clock.advance(Duration::from_secs(60));
    let again = party.refresh(text(&first, "refresh_token"), &[], &[]).await;
    assert_eq!(error(&again), invalid_grant());
    let next = party
        .refresh(text(&second, "refresh_token"), &[], &[])
        .await;
    assert_eq!(error(&next), invalid_grant());
    for token in [access, text(&first, "access_token")] {
        assert_eq!(party.bearer(token).await.status, StatusCode::UNAUTHORIZED);
    }
    let refused = gateway.audited("replay_refused");
    assert!(
        refused[0].contains("\"what\":\"refresh_token\""),
        "{refused:?}"
    );
}

/// RFC 6749 §6: of another client a token is nothing, used or not. Attack: who finds an old one ends the login
/// with a client of his own.
#[tokio::test]
async fn rfc6749_s6_tk_16_a_used_one_in_another_client_s_hand_ends_nothing() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}")).await;
    let party = party(&gateway);
    let first = party.tokens(&[]).await;
    let token = text(&first, "refresh_token");
    let second = party.refresh(token, &[], &[]).await.json();
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let foreign = gateway.client_post("/token", &form).await;
    assert_eq!(error(&foreign), invalid_grant());
    assert!(gateway.audited("replay_refused").is_empty());
    let access = text(&second, "access_token");
    assert_eq!(party.bearer(access).await.status, StatusCode::OK);
    let next = party.refresh(text(&second, "refresh_token"), &[], &[]);
    assert_eq!(next.await.status, StatusCode::OK);
    // Its own client's hand is a thief's as much as its owner's.
    assert_eq!(
        error(&party.refresh(token, &[], &[]).await),
        invalid_grant()
    );
    assert_eq!(party.bearer(access).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn rfc9700_s4_14_2_a_used_one_is_known_again_until_everything_of_its_login_ends() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}\nrefresh_token_seconds = 60")).await;
    let party = party(&gateway);
    let first = party.tokens(&[]).await;
    let mut live = party
        .refresh(text(&first, "refresh_token"), &[], &[])
        .await
        .json();
    for _ in 0..5 {
        gateway.clock.advance(Duration::from_secs(50));
        let answer = party.refresh(text(&live, "refresh_token"), &[], &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        live = answer.json();
    }
    // The first one is 250 seconds old, and would have waited for 60.
    assert_eq!(
        error(&party.refresh(text(&first, "refresh_token"), &[], &[]).await),
        invalid_grant()
    );
    assert_eq!(
        error(&party.refresh(text(&live, "refresh_token"), &[], &[]).await),
        invalid_grant()
    );
}

#[tokio::test]
async fn core_s11_offline_access_is_asked_for_and_ends_when_it_was_promised() {
    let lines = "refresh = \"when-asked\"\nrefresh_usage = \"reuse\"\nauthorization_seconds = 1000\n\
                 scopes = [\"openid\", \"profile\", \"offline_access\"]";
    let gateway = with_client(&format!("{POST}\n{lines}")).await;
    let party = party(&gateway);
    assert!(
        party.tokens(&[]).await.get("refresh_token").is_none(),
        "nobody asked"
    );
    let ask = [("scope", "openid offline_access"), ("prompt", "consent")];
    let tokens = party.tokens(&ask).await;
    let token = text(&tokens, "refresh_token");
    for _ in 0..2 {
        gateway.clock.advance(Duration::from_secs(450));
        let answer = party.refresh(token, &[], &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "it serves again: {answer:?}");
        assert!(answer.json().get("refresh_token").is_none());
    }
    gateway.clock.advance(Duration::from_secs(101));
    assert_eq!(
        error(&party.refresh(token, &[], &[]).await),
        invalid_grant()
    );
}

#[tokio::test]
async fn rfc6749_s6_tk_17_only_for_its_client_and_never_for_more_than_was_granted() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}")).await;
    let party = party(&gateway);
    let tokens = party.tokens(&[]).await;
    let token = text(&tokens, "refresh_token");
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let foreign = gateway.client_post("/token", &form).await;
    assert_eq!(error(&foreign), invalid_grant());
    let wrong = Party::new(&gateway, "other", Some("wrong"));
    assert_eq!(
        wrong.refresh(token, &[], &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    // TK-17.
    let more = party
        .refresh(token, &[], &[("scope", "openid profile eidas:mds")])
        .await;
    assert_eq!(error(&more).1, "invalid_scope");
    // None of them used it up.
    let less = party.refresh(token, &[], &[("scope", "profile")]).await;
    assert_eq!(less.json()["scope"], "profile", "{less:?}");
}

/// RFC 9449 §5: of a public client the refresh token itself is bound; who has not its key cannot even
/// use it up.
#[tokio::test]
async fn rfc9449_s5_a_bound_refresh_token_is_worth_nothing_without_its_key() {
    let gateway = with_client(&format!("auth = \"none\"\n{ALWAYS}")).await;
    let party = Party::new(&gateway, "other", None);
    let (key, other) = (Key::new(), Key::new());
    let tokens = party.bound_tokens(&key, &[]).await;
    let token = text(&tokens, "refresh_token");
    assert_eq!(
        error(&party.refresh(token, &[], &[]).await).1,
        "invalid_dpop_proof"
    );
    let proof = party.proof(&other, "POST", "/token", None).await;
    assert_eq!(
        error(&party.refresh(token, &[("dpop", &proof)], &[]).await),
        invalid_grant()
    );
    let proof = party.proof(&key, "POST", "/token", None).await;
    let answer = party.refresh(token, &[("dpop", &proof)], &[]).await;
    assert_eq!(answer.json()["token_type"], "DPoP", "{answer:?}");
}

/// TK-13. RFC 6749 §4.1.2: also what was refreshed since, and also tokens by value.
#[tokio::test]
async fn rfc6749_s4_1_2_tk_13_a_code_that_comes_again_ends_everything_of_its_login() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}\naccess_token = \"jwt\"")).await;
    let party = party(&gateway);
    let code = party.code(&[]).await;
    let first = party.redeem(&code, &[], &[]).await.json();
    let second = party
        .refresh(text(&first, "refresh_token"), &[], &[])
        .await
        .json();
    assert_eq!(
        party.bearer(text(&second, "access_token")).await.status,
        StatusCode::OK
    );
    assert_eq!(error(&party.redeem(&code, &[], &[]).await), invalid_grant());
    assert_eq!(
        party.bearer(text(&second, "access_token")).await.status,
        StatusCode::UNAUTHORIZED
    );
    let form = [("token", text(&second, "access_token"))];
    let looked = party.post("/token/introspect", &[], &form).await;
    assert_eq!(looked.json(), serde_json::json!({ "active": false }));
    assert_eq!(
        error(
            &party
                .refresh(text(&second, "refresh_token"), &[], &[])
                .await
        ),
        invalid_grant()
    );
}

#[tokio::test]
async fn a_country_that_was_closed_since_refreshes_nobody() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}")).await;
    let party = party(&gateway);
    let tokens = party.tokens(&[]).await;
    gateway.suspend(&Target::Country("SE".to_owned())).await;
    let answer = party
        .refresh(text(&tokens, "refresh_token"), &[], &[])
        .await;
    assert_eq!(error(&answer), invalid_grant());
    assert!(
        answer
            .body
            .contains("the country that proved the person was closed"),
        "{answer:?}"
    );
}

/// What the client may know was made less since the login.
#[tokio::test]
async fn a_claim_that_the_client_may_have_no_more_does_not_come_by_a_refresh() {
    let gateway = with_client(&format!("{POST}\n{ALWAYS}\nrefresh_usage = \"reuse\"")).await;
    let party = party(&gateway);
    let first = party.tokens(&[]).await;
    let token = text(&first, "refresh_token");
    let names = |tokens: &Value| claims(text(tokens, "id_token"))["family_name"].clone();
    let before = party.refresh(token, &[], &[]).await.json();
    assert!(names(&before).is_string(), "{before}");
    let mut next = gateway::settings::Settings::clone(&gateway.app.file());
    let mut client = gateway::settings::ClientSettings::clone(&next.clients["other"]);
    client.claims = Some(["birthdate".to_owned()].into());
    next.clients
        .insert("other".to_owned(), std::sync::Arc::new(client));
    let keys = gateway.app.current().keys.clone();
    gateway.app.reload(std::sync::Arc::new(next), keys).unwrap();
    let after = party.refresh(token, &[], &[]).await.json();
    assert!(names(&after).is_null());
    assert!(claims(text(&after, "id_token"))["birthdate"].is_string());
}
