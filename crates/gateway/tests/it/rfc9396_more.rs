// SPDX-License-Identifier: EUPL-1.2
//! What a request may say beyond scopes: `authorization_details` (RFC 9396), `resource` (RFC 8707),
//! `claims` (OIDC Core §5.5), `onbehalfof`; and signed userinfo (OIDC Core §5.3.2).

use axum::http::StatusCode;
use eidas::LevelOfAssurance;
use serde_json::{Value, json};

use crate::connector::claims;
use crate::registration::{POST, with_client};
use crate::support::{Answer, Gateway, ISSUER, Party, SECRET, between, encoded, flow_of};

fn party(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

async fn authorize(party: &Party<'_>, more: &[(&str, &str)]) -> Answer {
    let query = party.request(more);
    let query: Vec<_> = query
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    party
        .gateway
        .browser()
        .get(&format!("/authorize?{}", encoded(&query)))
        .await
}

#[tokio::test]
async fn rfc9396_s5_details_of_a_registered_type_are_granted_and_others_are_not() {
    let gateway = with_client(&format!(
        "{POST}\nauthorization_details_types = [\"power\"]\naccess_token = \"jwt\""
    ))
    .await;
    let party = party(&gateway);
    let details = json!([{ "type": "power", "of": "991825827" }]);
    let tokens = party
        .tokens(&[("authorization_details", &details.to_string())])
        .await;
    assert_eq!(tokens["authorization_details"], details);
    assert_eq!(
        claims(tokens["access_token"].as_str().unwrap())["authorization_details"],
        details
    );
    for wrong in [
        json!([{ "type": "payment" }]),
        json!([{ "of": "x" }]),
        json!({ "type": "power" }),
    ] {
        let back = authorize(&party, &[("authorization_details", &wrong.to_string())]).await;
        assert_eq!(
            back.parameter("error").as_deref(),
            Some("invalid_authorization_details"),
            "{wrong}"
        );
    }
    let metadata = gateway
        .browser()
        .get("/.well-known/openid-configuration")
        .await
        .json();
    assert_eq!(
        metadata["authorization_details_types_supported"],
        json!(["power"])
    );
}

/// "The AS MUST return the authorization_details as granted by the resource owner and assigned to the respective access
/// token"; §3: "If both [scope and authorization_details] are present, the AS MUST process both sets of requirements in
/// combination"; §9.2, to whom the token concerns.
#[tokio::test]
async fn rfc9396_s7_every_answer_says_what_its_token_was_granted() {
    let gateway = with_client(&format!(
        "{POST}\nauthorization_details_types = [\"power\", \"seal\"]\nrefresh = \"always\""
    ))
    .await;
    let party = party(&gateway);
    let (power, seal) = (
        json!({ "type": "power", "of": "1" }),
        json!({ "type": "seal" }),
    );
    let both = json!([power, seal]).to_string();
    let asked = [("authorization_details", both.as_str())];
    let tokens = party.tokens(&asked).await;
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let one = json!([power]).to_string();
    let less = party
        .refresh(refresh, &[], &[("authorization_details", &one)])
        .await
        .json();
    let next = less["refresh_token"].as_str().unwrap();
    let again = party.refresh(next, &[], &[]).await.json();
    for (answer, granted) in [
        (&tokens, json!([power, seal])),
        (&less, json!([power])),
        (&again, json!([power, seal])),
    ] {
        assert_eq!(answer["authorization_details"], granted, "{answer}");
        assert!(
            answer["scope"].as_str().unwrap().contains("openid"),
            "{answer}"
        );
        let form = [("token", answer["access_token"].as_str().unwrap())];
        let looked = party.post("/token/introspect", &[], &form).await.json();
        assert_eq!(looked["authorization_details"], granted, "{looked}");
    }
    // §5, where it is answered directly.
    let wrong = json!([{ "type": "payment" }]).to_string();
    let request = party.request(&[("authorization_details", &wrong)]);
    let request = request.iter().filter(|(name, _)| name != "client_id");
    let request: Vec<_> = request.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let refused = party.post("/par", &[], &request).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
    assert_eq!(refused.json()["error"], "invalid_authorization_details");
}

/// "The AS MUST refuse to process any unknown authorization details type", also where it knows none.
#[tokio::test]
async fn rfc9396_s5_where_nobody_is_registered_for_details_none_are_left_out() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    let details = json!([{ "type": "idporten:fullmakt" }]).to_string();
    let back = authorize(&party, &[("authorization_details", &details)]).await;
    let error = back.parameter("error");
    assert_eq!(error.as_deref(), Some("invalid_authorization_details"));
    let begun = authorize(&party, &[("authorization_details", "[]")]).await;
    assert!(begun.location().starts_with("/country"), "{begun:?}");
}

#[tokio::test]
async fn rfc8707_s2_a_token_is_for_registered_services_alone() {
    let one = "https://one.example.no";
    let two = "https://two.example.no";
    let gateway = with_client(&format!(
        "{POST}\nresources = [\"{one}\", \"{two}\"]\naccess_token = \"jwt\""
    ))
    .await;
    let party = party(&gateway);
    let audience = |tokens: &Value| claims(tokens["access_token"].as_str().unwrap())["aud"].clone();
    assert_eq!(audience(&party.tokens(&[]).await), ISSUER);
    assert_eq!(audience(&party.tokens(&[("resource", one)]).await), one);
    // §2.2: narrowed at the token endpoint, never widened.
    let code = party.code(&[("resource", one)]).await;
    let wider = party.redeem(&code, &[], &[("resource", two)]).await;
    assert_eq!(wider.json()["error"], "invalid_target");
    for wrong in [
        "https://three.example.no",
        "not a URI",
        "https://one.example.no#x",
    ] {
        let back = authorize(&party, &[("resource", wrong)]).await;
        assert_eq!(
            back.parameter("error").as_deref(),
            Some("invalid_target"),
            "{wrong}"
        );
    }
}

/// OIDC Core §5.5.1.1: an essential `acr` is met as it is named, or the login does not succeed.
#[tokio::test]
async fn core_s5_5_1_1_an_essential_acr_that_is_not_reached_is_said_so() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    let wish = |value: &str| {
        json!({ "id_token": { "acr": { "essential": true, "values": [value] } } }).to_string()
    };
    // The node proves high.
    let tokens = party
        .tokens(&[("claims", &wish("eidas-loa-high")), ("acr_values", "")])
        .await;
    assert_eq!(
        claims(tokens["id_token"].as_str().unwrap())["acr"],
        "eidas-loa-high"
    );
    let back = authorize(
        &party,
        &[("claims", &wish("urn:unknown")), ("acr_values", "")],
    )
    .await;
    assert_eq!(
        back.parameter("error").as_deref(),
        Some("unmet_authentication_requirements")
    );
    // One above what is named is not what is named, and nobody is told to look for a stronger e-ID.
    let mut browser = gateway.browser();
    let lower = [
        ("client_id", "other"),
        ("claims", &wish("eidas-loa-substantial")),
        ("acr_values", ""),
    ];
    let begun = browser.authorize(&lower).await;
    let sent = browser.choose(&flow_of(&begun), "SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &response), None).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert!(
        page.body.contains("takes only certain security levels") && !page.body.contains("stronger"),
        "{}",
        page.body
    );
    let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    let back = browser.post(&action, &[("action", "back")]).await;
    assert_eq!(
        back.parameter("error").as_deref(),
        Some("unmet_authentication_requirements")
    );
    let says = back.parameter("error_description").unwrap();
    assert!(
        says.contains("another level than the essential acr names"),
        "{says}"
    );
}

#[tokio::test]
async fn core_s5_3_2_userinfo_is_signed_for_who_is_registered_so() {
    let gateway = with_client(&format!("{POST}\nuserinfo = \"signed\"")).await;
    let party = party(&gateway);
    let tokens = party.tokens(&[]).await;
    let answer = party.bearer(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "application/jwt")
    );
    let inside = claims(&answer.body);
    assert_eq!(
        (&inside["iss"], &inside["aud"]),
        (&json!(ISSUER), &json!("other"))
    );
    assert_eq!(
        inside["sub"],
        claims(tokens["id_token"].as_str().unwrap())["sub"]
    );
    assert_eq!(inside["family_name"], "Lindmark");
}

/// ID-porten's `onbehalfof`. AZ-30.
#[tokio::test]
async fn az_30_a_supplier_asks_for_its_registered_customers_alone() {
    let gateway = with_client(&format!("{POST}\non_behalf_of = [\"customer-a\"]")).await;
    let party = party(&gateway);
    let tokens = party.tokens(&[("onbehalfof", "customer-a")]).await;
    assert_eq!(
        claims(tokens["id_token"].as_str().unwrap())["client_onbehalfof"],
        "customer-a"
    );
    let back = authorize(&party, &[("onbehalfof", "customer-b")]).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"));
}

/// RFC 8414 §2: what is published is what is served.
#[tokio::test]
async fn discovery_says_exactly_what_is_on() {
    let gateway = Gateway::start().await;
    let metadata = gateway
        .browser()
        .get("/.well-known/openid-configuration")
        .await
        .json();
    let list = |name: &str| metadata[name].as_array().cloned().unwrap_or_default();
    assert_eq!(
        list("grant_types_supported"),
        ["authorization_code", "refresh_token"]
    );
    assert_eq!(
        list("dpop_signing_alg_values_supported"),
        ["ES256", "PS256"]
    );
    assert!(list("response_modes_supported").contains(&json!("jwt")));
    assert!(!list("request_object_signing_alg_values_supported").contains(&json!("none")));
    assert_eq!(
        metadata["introspection_endpoint"],
        format!("{ISSUER}/token/introspect")
    );
    assert_eq!(
        metadata["revocation_endpoint"],
        format!("{ISSUER}/token/revoke")
    );
    assert_eq!(
        list("token_endpoint_auth_methods_supported"),
        [
            "private_key_jwt",
            "client_secret_basic",
            "client_secret_post",
            "none"
        ]
    );
    assert!(
        metadata
            .get("authorization_details_types_supported")
            .is_none(),
        "nobody is registered"
    );
    // Every address that is published answers.
    for name in [
        "token_endpoint",
        "introspection_endpoint",
        "revocation_endpoint",
        "pushed_authorization_request_endpoint",
    ] {
        let path = metadata[name]
            .as_str()
            .unwrap()
            .strip_prefix(ISSUER)
            .unwrap();
        let answer = Party::new(&gateway, "trademark", None)
            .post(path, &[], &[])
            .await;
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "{name}: {answer:?}"
        );
    }
}
