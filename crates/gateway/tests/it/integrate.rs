//! `/docs/integrate`, and docs/services.md: one source for both.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use axum::http::StatusCode;
use gateway::recipes::RECIPES;
use gateway::settings::Profile;

use crate::support::{Gateway, ISSUER, REDIRECT};

fn shown(text: &str) -> String {
    let escaped = [
        ("&", "&#38;"),
        ("<", "&#60;"),
        (">", "&#62;"),
        ("\"", "&#34;"),
        ("'", "&#39;"),
    ];
    escaped
        .iter()
        .fold(text.to_owned(), |text, (raw, safe)| text.replace(raw, safe))
}

#[tokio::test]
async fn the_page_has_every_recipe_and_what_holds_for_the_client() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let page = browser.get("/docs/integrate?client_id=trademark").await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let env = format!(
        "ISSUER='{ISSUER}'\nCLIENT_ID='trademark'\nREDIRECT_URI='{REDIRECT}'\n\
         CLIENT_SECRET='CLIENT_SECRET'\nSERVER_PORT='8080'\n"
    );
    assert!(page.body.contains(&shown(&env)), "{page:?}");
    assert!(page.body.contains("client_secret_basic") && !page.body.contains("<script>"));
    for recipe in RECIPES {
        for (name, text) in recipe.files {
            assert!(
                page.body.contains(&shown(text)),
                "{name} of {}",
                recipe.name
            );
        }
        assert!(page.body.contains(&shown(recipe.note)), "{}", recipe.name);
    }
    let general = browser.get("/docs/integrate").await.body;
    assert!(
        general.contains("href=\"/docs/integrate?client_id=rowing\""),
        "{general}"
    );
    assert!(
        general.contains(&shown("CLIENT_ID='CLIENT_ID'")),
        "{general}"
    );
    let front = browser.get("/").await.body;
    assert!(
        front.contains("/docs/integrate") && front.contains("/trace"),
        "{front}"
    );
    // Nor does anybody integrate the gateway itself, which asks for people's own logins.
    assert!(!general.contains("landport.my-logins"), "{general}");
    for nobody in ["nobody", "landport.my-logins"] {
        let address = format!("/docs/integrate?client_id={nobody}");
        let page = browser.get(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nobody}");
    }
}

#[tokio::test]
async fn in_test_nobody_is_named_and_in_production_nothing_is_there() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let keys = gateway.app.current().keys.clone();
    for (profile, status, named) in [
        (Profile::Test, StatusCode::OK, false),
        (Profile::Production, StatusCode::NOT_FOUND, false),
        (Profile::Demo, StatusCode::OK, true),
    ] {
        let mut settings = (*gateway.app.file()).clone();
        settings.profile = profile;
        gateway
            .app
            .reload(Arc::new(settings), keys.clone())
            .unwrap();
        let page = browser.get("/docs/integrate").await;
        assert_eq!(page.status, status, "{page:?}");
        assert_eq!(page.body.contains("rowing"), named, "{page:?}");
        let front = browser.get("/").await.body;
        assert_eq!(
            front.contains("/docs/integrate"),
            status == StatusCode::OK,
            "{front}"
        );
    }
}

/// The table of docs/services.md. Run with `LANDPORT_WRITE_DOCS=1` to write it.
#[test]
fn docs_services_has_the_table_of_recipes() {
    let mut table = String::from("| library | files | what it needs to be told |\n|---|---|---|\n");
    for recipe in RECIPES {
        let link = |(name, _): &(&str, &str)| format!("[{name}](../crates/gateway/recipes/{name})");
        let files: Vec<String> = recipe.files.iter().map(link).collect();
        let note = if recipe.note.is_empty() {
            "nothing"
        } else {
            recipe.note
        };
        let _ = writeln!(table, "| {} | {} | {note} |", recipe.name, files.join(", "));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/services.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let begin = "<!-- recipes: written from crates/gateway/src/recipes.rs -->\n";
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once("<!-- end of recipes -->\n").unwrap();
    let whole = format!("{before}{begin}{table}<!-- end of recipes -->\n{after}");
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        std::fs::write(&file, whole).unwrap();
    } else {
        assert!(
            text == whole,
            "docs/services.md is out of date: run this test with LANDPORT_WRITE_DOCS=1"
        );
    }
}
