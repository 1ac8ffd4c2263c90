//! The look of a state: what the operator names stands on the pages, small, readable and without script.

use axum::http::StatusCode;

use crate::configuration::one_problem;
use crate::ground::{good, ground, load};
use crate::support::{Gateway, Setup, between, flow_of};

const EMBLEM: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>";

/// A picture beside the configuration of a test, as an absolute name.
fn picture(name: &str, bytes: &[u8]) -> String {
    let directory = tempfile::tempdir_in(&ground().directory).unwrap().keep();
    let file = directory.join(name);
    std::fs::write(&file, bytes).unwrap();
    format!("{:?}", file.display().to_string())
}

async fn start() -> Gateway {
    let emblem = picture("emblem.svg", EMBLEM.as_bytes());
    let icon = picture("icon.svg", EMBLEM.replace("v8z", "v4z").as_bytes());
    let logo = picture("rower.svg", EMBLEM.replace("v8z", "v2z").as_bytes());
    let more = format!(
        r##"
[look]
name = {{ nb = "Kongeriket Norge", en = "Kingdom of Norway", de = "Königreich Norwegen" }}
logo = {emblem}
icon = {icon}
colour = "#702080"
[[client]]
client_id = "rower"
name = "Rower"
organisation_name = {{ nb = "Roforbundet", en = "Rowing <Federation>" }}
logo = {logo}
redirect_uris = ["http://rower.localhost:8080/callback"]
auth = "none"
"##
    );
    Gateway::start_as(Setup {
        more,
        ..Setup::default()
    })
    .await
}

#[tokio::test]
async fn the_pages_have_the_name_the_emblem_and_the_colours_of_the_state() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    for (language, name) in [
        ("nb", "Kongeriket Norge"),
        ("nn", "Kongeriket Norge"),
        ("de", "Königreich Norwegen"),
        ("fr", "Kingdom of Norway"),
    ] {
        let page = browser.get(&format!("/?lang={language}")).await.body;
        assert!(page.contains(&format!("<span>{name}</span></p>")), "{page}");
        assert!(page.contains(&format!("– {name}</title>")), "{page}");
    }
    let page = browser.get("/").await.body;
    let style = between(&page, "stylesheet\" href=\"", "\"").to_owned();
    let style = browser.get(&style).await;
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(
        style.body.contains("{:root{--main:#702080;"),
        "{}",
        style.body
    );
    let emblem = between(&page, "<p class=\"site\"><img src=\"", "\"").to_owned();
    let emblem = browser.get(&emblem).await;
    assert_eq!(
        (emblem.status, emblem.body.as_str()),
        (StatusCode::OK, EMBLEM)
    );
    let icon = browser.get("/favicon.ico").await;
    assert!(icon.body.contains("v4z"), "{icon:?}");
}

/// Opened as a page, a picture is nobody's page: nothing runs, and it has no origin of ours.
#[tokio::test]
async fn ss_02_a_picture_has_a_policy_of_its_own() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let page = browser.get("/").await;
    let emblem = between(&page.body, "<p class=\"site\"><img src=\"", "\"").to_owned();
    for path in [emblem.as_str(), "/favicon.ico"] {
        let picture = browser.get(path).await;
        let policy = picture.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; frame-ancestors 'none'; sandbox"
        );
        assert_eq!(picture.header("content-type"), "image/svg+xml");
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
    }
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self'") && !policy.contains("sandbox"));
}

#[tokio::test]
async fn the_pages_of_a_login_name_the_service_and_whose_it_is() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let client = [
        ("client_id", "rower"),
        ("redirect_uri", "http://rower.localhost:8080/callback"),
    ];
    let flow = flow_of(&browser.authorize(&client).await);
    for (language, said) in [
        ("en", "A service of Rowing &#60;Federation&#62;"),
        ("nb", "En tjeneste fra Roforbundet"),
    ] {
        let page = format!("/country?flow={flow}&lang={language}");
        let page = browser.get(&page).await.body;
        assert!(page.contains(said), "{page}");
        let logo = between(&page, "<p class=\"service\"><img src=\"", "\"").to_owned();
        assert!(browser.get(&logo).await.body.contains("v2z"));
    }
    // A service that has neither shows neither.
    let flow = flow_of(&browser.authorize(&[]).await);
    let page = browser.get(&format!("/country?flow={flow}")).await.body;
    assert!(
        page.contains("<p class=\"service\"><span>You are logging in"),
        "{page}"
    );
    assert!(!page.contains("A service of"), "{page}");
}

/// ID-porten's `onbehalfof`: people see whom the supplier asks for, the tokens name it, and of the supplier's
/// own look nothing is left.
#[tokio::test]
async fn a_login_for_a_customer_shows_the_customer() {
    let (own, customers) = (EMBLEM.replace("v8z", "v2z"), EMBLEM.replace("v8z", "v7z"));
    let more = format!(
        "[[client]]\nclient_id = \"supplier\"\nname = \"Archive\"\nauth = \"none\"\n\
         redirect_uris = [\"http://trademark.localhost:8080/callback\"]\n\
         organisation_name = {{ nb = \"Leverandør AS\", en = \"Supplier Ltd\" }}\nlogo = {}\n\
         [[client.customer]]\nonbehalfof = \"nordvik\"\norgno = \"991825827\"\n\
         name = {{ nb = \"Nordvik kommune\", en = \"City of <Nordvik>\" }}\nlogo = {}\n",
        picture("supplier.svg", own.as_bytes()),
        picture("nordvik.svg", customers.as_bytes()),
    );
    let gateway = Gateway::start_as(Setup {
        more,
        ..Setup::default()
    })
    .await;
    for (asked, said, not, drawn) in [
        (
            Some("nordvik"),
            "A service of City of &#60;Nordvik&#62;",
            "Supplier Ltd",
            "v7z",
        ),
        (None, "A service of Supplier Ltd", "Nordvik", "v2z"),
    ] {
        let mut browser = gateway.browser();
        let mut query = vec![("client_id", "supplier")];
        query.extend(asked.map(|name| ("onbehalfof", name)));
        let flow = flow_of(&browser.authorize(&query).await);
        let page = browser
            .get(&format!("/country?flow={flow}&lang=en"))
            .await
            .body;
        assert!(page.contains(said) && !page.contains(not), "{page}");
        let logo = between(&page, "<p class=\"service\"><img src=\"", "\"").to_owned();
        assert!(browser.get(&logo).await.body.contains(drawn));
    }
    let mut browser = gateway.browser();
    let unknown = [("client_id", "supplier"), ("onbehalfof", "oslo")];
    let refused = browser.authorize(&unknown).await;
    assert_eq!(
        refused.parameter("error").as_deref(),
        Some("invalid_request")
    );
    let party = crate::support::Party::new(&gateway, "supplier", None);
    let tokens = party.tokens(&[("onbehalfof", "nordvik")]).await;
    let inside = crate::connector::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(inside["client_onbehalfof"], "nordvik");
}

#[test]
fn what_cannot_be_read_or_shown_is_refused_at_start() {
    let text = good();
    let text = text.trim_end();
    let line = text.matches('\n').count() + 3;
    let script = EMBLEM.replace("<path", "<script>alert(1)</script><path");
    let large = EMBLEM.replace("M0 0", &"M0 0".repeat(2048));
    let (script, large, other) = (
        picture("script.svg", script.as_bytes()),
        picture("large.svg", large.as_bytes()),
        picture("emblem.gif", b"GIF89a"),
    );
    let no_png = picture("emblem.png", b"GIF89a");
    let long = format!("{:?}", "x".repeat(121));
    for (field, value, what) in [
        ("colour", "\"#ff9900\"", "contrast of 1.9"),
        ("colour_dark", "\"#0a4a8f\"", "less than 4.5"),
        ("colour", "\"orange\"", "cannot be used"),
        ("logo", script.as_str(), "<script>"),
        ("logo", large.as_str(), "too many"),
        ("logo", other.as_str(), "not a picture"),
        ("icon", no_png.as_str(), "no PNG"),
        ("logo", "\"gone.svg\"", "cannot be read"),
        ("name", long.as_str(), "longer than 120"),
    ] {
        let written = format!("{text}\n[look]\n{field} = {value}\n");
        let instead = one_problem(&written, line, &format!("look.{field}"), what);
        assert!(!instead.is_empty());
    }
    let emblem = picture("emblem.svg", EMBLEM.as_bytes());
    let held = format!("{text}\n[look]\ncolour = \"#702080\"\nlogo = {emblem}\n");
    let look = load(&held).unwrap().settings.look.clone();
    assert!(look.colour.is_some() && look.logo.is_some());
}
