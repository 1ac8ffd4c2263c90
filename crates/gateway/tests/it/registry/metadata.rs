// SPDX-License-Identifier: EUPL-1.2
//! What may be registered, and what is refused with which words. RFC 7591 §2, §3.2.2; and who would be somebody else.

use super::*;

#[tokio::test]
async fn rfc7591_s3_2_2_ss_04_what_cannot_be_registered_is_named_with_what_to_write() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let with = |name: &str, value: Value| {
        let mut members = service("boat");
        members[name] = value;
        members
    };
    let jwk = |more: &str| {
        let set = Key::new()
            .jwks()
            .replacen("{\"kty\"", &format!("{{{more}\"kty\""), 1);
        serde_json::from_str::<Value>(&set).unwrap()
    };
    let private = jwk("\"d\":\"AAAA\",");
    let uris = "redirect_uris";
    for (members, error, description) in [
        (
            with(uris, json!(["http://boat.example.no/cb"])),
            "invalid_redirect_uri",
            "redirect_uris[1]: ",
        ),
        (
            with(uris, json!([REDIRECT, "https://a.example.no/cb#x"])),
            "invalid_redirect_uri",
            "redirect_uris[2]: ",
        ),
        // AZ-01.
        (
            with(uris, json!(["https://ok@evil.example/"])),
            "invalid_redirect_uri",
            "user information",
        ),
        (
            with(uris, json!(["https://*.example.no/"])),
            "invalid_redirect_uri",
            "wildcard",
        ),
        (
            with(uris, json!(["https://a.example.no/x/../cb"])),
            "invalid_redirect_uri",
            "not in the form",
        ),
        (
            with(uris, json!(["javascript:alert(1)"])),
            "invalid_redirect_uri",
            "redirect_uris[1]: ",
        ),
        (
            with(uris, json!(["https://a.example.no/\u{202e}"])),
            "invalid_redirect_uri",
            "redirect_uris[1]: ",
        ),
        (
            with(uris, json!([])),
            "invalid_redirect_uri",
            "no redirect address",
        ),
        (
            with(uris, json!({ "a": 1 })),
            "invalid_redirect_uri",
            "redirect_uris: ",
        ),
        (
            with("scope", json!("profile")),
            "invalid_client_metadata",
            "openid must be among them",
        ),
        // SS-04: nobody makes herself an administrator, nor gets what the house does not give.
        (
            with("scope", json!("openid landport:clients.write")),
            "invalid_client_metadata",
            "scope: 'landport:clients.write'",
        ),
        (
            with("scope", json!("openid phone")),
            "invalid_client_metadata",
            "scope: 'phone' may not be registered here",
        ),
        (
            with("grants", json!("client_credentials")),
            "invalid_client_metadata",
            "grants: no member",
        ),
        (
            with("grant_types", json!(["client_credentials"])),
            "invalid_client_metadata",
            "grant_types: a client of the registry logs people in",
        ),
        (
            with("response_types", json!(["token"])),
            "invalid_client_metadata",
            "response_types: there is no other flow",
        ),
        (
            with("private", json!(true)),
            "invalid_client_metadata",
            "private: no member",
        ),
        (
            with("jwks_file", json!("/etc/passwd")),
            "invalid_client_metadata",
            "jwks_file: no member",
        ),
        (
            with("secret_file", json!("../keys/audit.key")),
            "invalid_client_metadata",
            "secret_file: no member",
        ),
        (
            with("introspects", json!(["https://api.example.no"])),
            "invalid_client_metadata",
            "introspects: no member",
        ),
        (
            with("client_secret", json!("x".repeat(40))),
            "invalid_client_metadata",
            "secrets are made here",
        ),
        (
            with("secret_sha256", json!("0".repeat(64))),
            "invalid_client_metadata",
            "secrets are made here",
        ),
        (
            with("dpop_bound_acces_tokens", json!(true)),
            "invalid_client_metadata",
            "dpop_bound_acces_tokens: no member",
        ),
        (
            with("client_id", json!("../x")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("a/b")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("a\u{0}b")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!(".hidden")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("x".repeat(101))),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!(7)),
            "invalid_client_metadata",
            "client_id: not a text",
        ),
        (
            with("client_name", json!("Tax\u{202e}nwodnu")),
            "invalid_client_metadata",
            "client_name: ",
        ),
        (
            with("client_name", json!("x".repeat(101))),
            "invalid_client_metadata",
            "client_name: ",
        ),
        (
            with("token_endpoint_auth_method", json!("client_secret_jwt")),
            "invalid_client_metadata",
            "token_endpoint_auth_method: ",
        ),
        (
            with("access_token_lifetime", json!(1.5)),
            "invalid_client_metadata",
            "access_token_lifetime: ",
        ),
        (
            with("access_token_lifetime", json!(100_000)),
            "invalid_client_metadata",
            "access_token_lifetime: 10 to 3600 seconds",
        ),
        (
            with(
                "backchannel_logout_uri",
                json!("http://other.localhost:8080/out"),
            ),
            "invalid_client_metadata",
            "backchannel_logout_uri",
        ),
        (
            with("jwks", private),
            "invalid_client_metadata",
            "a private key stands in the JWK Set",
        ),
    ] {
        let mut members = members;
        if members.get("jwks").is_some() {
            members["token_endpoint_auth_method"] = json!("private_key_jwt");
        }
        let (said, why) = admin.refused(&members).await;
        assert_eq!(said, error, "{members}: {why}");
        assert!(
            why.contains(description),
            "{members}: {description} in {why}"
        );
        assert!(
            why.bytes()
                .all(|b| matches!(b, 0x20..=0x7e) && b != b'"' && b != b'\\'),
            "{why}"
        );
    }
    // Nothing of all that is there; and what is right, is.
    assert_eq!(
        admin.get("/clients/boat").await.status,
        StatusCode::NOT_FOUND
    );
    let mut by_key = service("boat");
    by_key["token_endpoint_auth_method"] = json!("private_key_jwt");
    by_key["jwks"] = jwk("");
    assert!(admin.register(&by_key).await.get("client_secret").is_none());
    // Not JSON, not an object, a member twice, a form.
    for body in [
        "[]",
        "{\"client_name\":\"a\",\"client_name\":\"b\"}",
        "{",
        "client_name=a",
    ] {
        let request = Request::post(format!("{ISSUER}/clients"))
            .header(header::AUTHORIZATION, format!("Bearer {}", admin.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = gateway.send(request).await;
        assert_eq!(
            (answer.status, said(&answer).0.as_str()),
            (StatusCode::BAD_REQUEST, "invalid_client_metadata")
        );
    }
}

#[tokio::test]
async fn what_is_too_long_or_one_too_many_is_refused() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut long = service("boat");
    let uri = |n: usize| format!("https://boat.example.no/{n}/{}", "x".repeat(1000));
    long["redirect_uris"] = (0..40).map(uri).collect::<Vec<_>>().into();
    let (error, why) = admin.refused(&long).await;
    assert_eq!(error, "invalid_client_metadata");
    assert!(why.contains(&format!("At most {MOST_OCTETS} fit")), "{why}");
    long["redirect_uris"] = (0..20).map(uri).collect::<Vec<_>>().into();
    admin.register(&long).await;

    let store = gateway.app.records.store();
    for n in 1..MOST_CLIENTS {
        let key = store::Key::lasting(store::Kind::Client, &[n.to_string().as_bytes()]);
        store
            .put(key, b"of another build".to_vec(), i64::MAX)
            .await
            .unwrap();
    }
    gateway.app.load_clients().await.unwrap();
    let full = admin.post("/clients", &service("one-more")).await;
    assert_eq!(full.status, StatusCode::FORBIDDEN, "{full:?}");
    assert!(said(&full).1.contains("no more fit"));
    // Those that are there can be changed all the same.
    assert_eq!(
        admin
            .post("/clients/boat/disable", &Value::Null)
            .await
            .status,
        StatusCode::OK
    );
}

/// OIDC Core §8.1, RFC 9068 §5. Attack: a stolen token of an administrator registers a client that gets
/// another body's pseudonyms of people, or whose tokens open another body's service.
#[tokio::test]
async fn what_is_another_bodys_is_not_registered_unless_the_file_permits_it() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let settings = |change: &dyn Fn(&mut gateway::settings::Settings)| {
        let mut next = gateway::settings::Settings::clone(&gateway.app.file());
        change(&mut next);
        let keys = gateway.app.current().keys.clone();
        gateway.app.reload(Arc::new(next), keys).unwrap();
    };
    let with = |name: &str, value: Value| {
        let mut members = service(&format!("boat-{}", &name[..3]));
        members[name] = value;
        members
    };
    let api = "https://api.example.no";
    let cases = [
        (
            "client_orgno",
            json!("991825827"),
            "client_orgno: '991825827'",
            "organisations",
        ),
        (
            "resources",
            json!([api]),
            "resources[1]: 'https://api.example.no'",
            "resources",
        ),
        (
            "onbehalfof",
            json!(["customer"]),
            "onbehalfof[1]: 'customer'",
            "on_behalf_of",
        ),
        (
            "sso_group",
            json!("health"),
            "sso_group: 'health'",
            "sso_groups",
        ),
        (
            "authorization_details_types",
            json!(["ansattporten:altinn:service"]),
            "authorization_details_types[1]: 'ansattporten:altinn:service'",
            "authorization_details_types",
        ),
    ];
    for (name, value, begin, rule) in &cases {
        let (error, why) = admin.refused(&with(name, value.clone())).await;
        assert_eq!(error, "invalid_client_metadata");
        let said = format!("{begin} may not be registered here. [registration] {rule} has none");
        assert!(why.contains(&said), "{why}");
    }
    // The file permits each.
    settings(&|next| {
        let rules = &mut next.registration;
        rules.organisations = ["991825827".to_owned()].into();
        rules.resources = [api.to_owned()].into();
        rules.on_behalf_of = ["customer".to_owned()].into();
        rules.sso_groups = ["health".to_owned()].into();
        rules.authorization_details_types = ["ansattporten:altinn:service".to_owned()].into();
    });
    for (name, value, _, _) in &cases {
        admin.register(&with(name, value.clone())).await;
    }
    // Where claims are few nobody hears of a represented person, unless that is one of them.
    let representing = with("representation", json!(true));
    settings(&|next| next.registration.claims = Some(["pid".to_owned()].into()));
    let (_, why) = admin.refused(&representing).await;
    assert!(
        why.contains("representation: whom somebody acts for"),
        "{why}"
    );
    settings(&|next| {
        let few = ["pid", "eidas_representative"];
        next.registration.claims = Some(few.map(str::to_owned).into());
    });
    admin.register(&representing).await;
}

/// OIDC Core §8.1: without an organisation the sector is the name, so no name is another's sector.
#[tokio::test]
async fn no_name_is_the_sector_of_another_client() {
    let gateway = start_as(Setup {
        more: "[[client]]\nclient_id = \"harbour\"\nname = \"Harbour\"\norganisation = \"991825827\"\n\
               redirect_uris = [\"https://harbour.example.no/cb\"]\nauth = \"none\"\n"
            .to_owned(),
        ..Setup::default()
    })
    .await;
    // `more` of the administrators ends with a section of its own.
    let admin = Admin::new(&gateway, "portal").await;
    let ours = "client_id: 'landport.my-logins' is the gateway's own client";
    let (_, why) = admin.refused(&service("landport.my-logins")).await;
    assert!(why.contains(ours), "{why}");
    let taken = "client_id: people's sub of this name is another client's";
    let (_, why) = admin.refused(&service("991825827")).await;
    assert!(why.contains(taken), "{why}");
    admin.register(&service("991825828")).await;

    // A later file has a client of that sector: what is registered closes by itself, and comes back.
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    let mut later = gateway::settings::Settings::clone(&file);
    later.registration.sectors.insert("991825828".to_owned());
    gateway.app.reload(Arc::new(later), keys.clone()).unwrap();
    assert!(!gateway.app.settings().clients.contains_key("991825828"));
    let read = admin.get("/clients/991825828").await.json();
    assert_eq!(read["state"], "closed");
    assert!(read["faults"].as_str().unwrap().contains(taken), "{read}");
    gateway.app.reload(file.clone(), keys.clone()).unwrap();
    assert!(gateway.app.settings().clients.contains_key("991825828"));

    // The organisation of another registered client, also when it may have it no more.
    let mut permitted = gateway::settings::Settings::clone(&file);
    permitted.registration.organisations = ["974760673".to_owned()].into();
    gateway
        .app
        .reload(Arc::new(permitted), keys.clone())
        .unwrap();
    let mut owned = service("barge");
    owned["client_orgno"] = json!("974760673");
    admin.register(&owned).await;
    for next in [gateway.app.file(), file] {
        gateway.app.reload(next, keys.clone()).unwrap();
        let (_, why) = admin.refused(&service("974760673")).await;
        assert!(why.contains(taken), "{why}");
    }
}

/// Attack SS-07: characters that nobody sees.
#[tokio::test]
async fn ss_07_a_name_with_characters_that_nobody_sees_is_refused() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut members = service("boat");
    for odd in [
        '\u{61c}', '\u{ad}', '\u{180e}', '\u{115f}', '\u{1160}', '\u{3164}',
    ] {
        members["client_name"] = json!(format!("Tax{odd} office"));
        let (_, why) = admin.refused(&members).await;
        let said = "cannot be shown to people";
        assert!(
            why.starts_with("client_name: ") && why.contains(said),
            "{why}"
        );
    }
    members["client_name"] = json!("Båtregisteret – Τελωνείο 한국");
    admin.register(&members).await;
}

/// What is answered is in the document, and within what it says.
#[tokio::test]
async fn each_member_of_an_answer_is_in_the_openapi_document() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut next = gateway::settings::Settings::clone(&gateway.app.file());
    next.registration.secret_days = Some(30);
    let keys = gateway.app.current().keys.clone();
    gateway.app.reload(Arc::new(next), keys).unwrap();
    let mut members = service("boat");
    let all = members.as_object_mut().unwrap();
    all.remove("jwks");
    all.insert(
        "token_endpoint_auth_method".to_owned(),
        json!("client_secret_basic"),
    );
    let made = admin.register(&members).await;
    let rotated = admin.post("/clients/boat/secret", &Value::Null).await;
    let document = gateway::registry::openapi(ISSUER);
    let schemas = &document["components"]["schemas"];
    let members = &schemas["Members"]["properties"];
    let more = &schemas["Client"]["allOf"][1]["properties"];
    for answer in [
        made,
        rotated.json(),
        admin.get("/clients/boat").await.json(),
    ] {
        for (name, value) in answer.as_object().unwrap() {
            let said = [&more[name], &members[name]];
            let said = said.into_iter().find(|said| said.is_object());
            let said = said.unwrap_or_else(|| panic!("{name} is not in the document"));
            let differs = said.get("const").is_some_and(|one| one != value);
            assert!(!differs, "{name}: {value} is not {said}");
            if let Some(words) = said.get("enum").and_then(Value::as_array) {
                assert!(words.contains(value), "{name}: {value} is none of {said}");
            }
        }
    }
}

#[test]
fn docs_openapi_clients_json_is_what_the_code_takes() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/openapi/clients.json"
    );
    let document = gateway::registry::openapi("https://login.example.no");
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap();
    assert!(
        text == written,
        "docs/openapi/clients.json is old: run this test with LANDPORT_WRITE_DOCS=1"
    );
    assert_eq!(
        document["components"]["schemas"]["Members"]["properties"]["redirect_uris"]["type"],
        "array"
    );
}
