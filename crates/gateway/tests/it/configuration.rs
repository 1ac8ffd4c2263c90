// SPDX-License-Identifier: EUPL-1.2
//! The configuration: what holds, and every way it does not, with line and remedy.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use gateway::settings::{ClientSettings, ListenerTransport, PeerSource, Profile};
use oidc::provider::{PkceRule, PushRule};

use crate::ground::{EXAMPLE, demo, good, ground, load};

/// The line on which a text stands.
fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

/// One change makes exactly one problem, at the line of the change.
pub(crate) fn one_problem(text: &str, line: usize, field: &str, what: &str) -> String {
    match load(text) {
        Ok(_) => panic!("{field}: nothing was found"),
        Err(problems) => {
            let [problem] = problems.as_slice() else {
                panic!("{field}: {problems:?}")
            };
            assert_eq!(
                (problem.line, problem.field.as_str()),
                (line, field),
                "{problem}"
            );
            assert!(problem.what.contains(what), "{problem}");
            problem.instead.clone()
        }
    }
}

#[test]
fn the_example_holds_and_warns_of_the_missing_backup() {
    let loaded = load(EXAMPLE).unwrap();
    let settings = &loaded.settings;
    assert_eq!(settings.profile, Profile::Production);
    assert_eq!(settings.issuer_text(), "https://login.example.no");
    assert_eq!(
        settings.address("/jwks.json"),
        "https://login.example.no/jwks.json"
    );
    let entity_id = "https://login.example.no/eidas/connector/metadata";
    assert_eq!(settings.connector.entity_id.as_str(), entity_id);
    assert_eq!(
        settings.connector.acs.as_str(),
        "https://login.example.no/eidas/connector/acs"
    );
    assert!(matches!(
        settings.public.transport,
        ListenerTransport::Tls { .. }
    ));
    let [warning] = loaded.warnings.as_slice() else {
        panic!("{:?}", loaded.warnings)
    };
    assert_eq!(warning.line, line_of(EXAMPLE, "[keys]"));
    assert!(warning.text.contains("backup of the pairwise key"));
    let recorded = EXAMPLE.replace("# pairwise_backup", "pairwise_backup");
    assert!(load(&recorded).unwrap().warnings.is_empty());
}

#[test]
fn every_commented_line_of_the_example_holds_too() {
    let uncommented: String = EXAMPLE
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with("[[") => format!("{rest}\n"),
            Some(rest) if rest.starts_with('[') => format!("{rest}\n"),
            Some(rest) if rest.contains(" = ") && !rest.contains(": ") => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .map(|line| line.replace("clients/trademark.jwks.json", "jwks.json"))
        .map(|line| line.replace("peers/se-anchor.pem", "keys/metadata-signing-p256.pem"))
        .map(|line| line.replace("keys/register.key", "secret"))
        .map(|line| line.replace("keys/eid-bankid.pem", "keys/oidc-es256.pem"))
        .map(|line| {
            if line.starts_with("behind_proxy") {
                String::new()
            } else {
                line
            }
        })
        .collect();
    let settings = load(&uncommented)
        .unwrap_or_else(|p| panic!("{p:#?}\n{uncommented}"))
        .settings;
    assert_eq!((settings.clients.len(), settings.peers.len()), (1, 2));
    assert!(settings.proxy_service.is_some() && settings.eid("bankid").is_some());
    assert!(settings.matching.unwrap().private);
    assert!(settings.links.help.is_some());
    assert_eq!(settings.countries.first.len(), 2);
}

fn default_acr(client: &ClientSettings) -> String {
    let mut default = client.registration.default_acr_values.iter();
    default.next().unwrap().as_str().to_owned()
}

#[test]
fn what_is_not_written_has_a_default() {
    let settings = load(&good()).unwrap().settings;
    let client = settings.client("trademark").unwrap();
    let registration = &client.registration;
    assert_eq!(registration.pkce, PkceRule::Required);
    assert!(registration.push == PushRule::Optional && !client.representation);
    assert_eq!(default_acr(client), "eidas-loa-substantial");
    assert_eq!(registration.sector, "trademark");
    let peer = settings.peers.first().unwrap();
    assert_eq!(
        peer.entity_id.as_str(),
        "https://connector.eidas.example.se/metadata"
    );
    assert!(matches!(peer.source, PeerSource::Signed { .. }));
    assert!(!peer.private && peer.tolerances.is_empty());
}

/// A client that may ask for national levels alone is never sent abroad.
#[test]
fn the_level_of_a_request_without_one_is_of_the_clients_own_list() {
    let default = |lines: &str| {
        let jwks = "\njwks_file = \"jwks.json\"";
        let text = good().replace(jwks, &format!("{jwks}\n{lines}"));
        let settings = load(&text).unwrap_or_else(|p| panic!("{p:#?}")).settings;
        default_acr(settings.client("trademark").unwrap())
    };
    for (list, expected) in [
        (
            r#"["idporten-loa-high", "idporten-loa-substantial"]"#,
            "idporten-loa-substantial",
        ),
        (r#"["idporten-loa-high"]"#, "idporten-loa-high"),
        (r#"["eidas-loa-high", "eidas-loa-low"]"#, "eidas-loa-low"),
        (
            r#"["idporten-loa-high", "eidas-loa-high"]"#,
            "eidas-loa-high",
        ),
    ] {
        assert_eq!(default(&format!("acr_values = {list}")), expected, "{list}");
    }
    let written = "acr_values = [\"eidas-loa-low\", \"idporten-loa-high\"]\n\
                   default_acr = \"idporten-loa-high\"";
    assert_eq!(default(written), "idporten-loa-high");
}

/// The table of design.md §7: what Demo alone may, and what it may not.
#[test]
fn tru_11_the_demo_profile_may_use_http_on_this_machine_and_nothing_else() {
    let demo = demo();
    load(&demo).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let plain = demo
        .replace(
            "issuer = \"https://login.example.no\"",
            "issuer = \"http://no.localhost:8443\"",
        )
        .replace(
            "https://se.localhost/metadata",
            "http://se.localhost:8443/metadata",
        );
    load(&plain).unwrap_or_else(|problems| panic!("{problems:#?}"));
    for (before, after, field) in [
        ("127.0.0.1:8443", "0.0.0.0:8443", "public.address"),
        ("127.0.0.1:9100", "0.0.0.0:9100", "operator.address"),
        (
            "http://se.localhost:8443/metadata",
            "https://connector.eidas.example.se/metadata",
            "peer[1].metadata_url",
        ),
        (
            "http://no.localhost:8443",
            "http://login.example.no",
            "issuer",
        ),
    ] {
        let problems = load(&plain.replace(before, after)).err().unwrap();
        assert_eq!(
            problems.first().map(|p| p.field.as_str()),
            Some(field),
            "{problems:?}"
        );
    }
    // The same file under the other profiles: each relaxed value is named.
    for profile in ["production", "test"] {
        let strict = plain.replace("profile = \"demo\"", &format!("profile = \"{profile}\""));
        let problems = load(&strict).err().unwrap();
        let fields: Vec<_> = problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect();
        assert!(
            fields.contains(&"issuer") && fields.contains(&"peer[1].metadata_url"),
            "{fields:?}"
        );
        assert!(
            problems
                .iter()
                .any(|problem| problem.instead.contains(profile)),
            "{problems:?}"
        );
    }
}

#[test]
fn ops_12_without_tls_only_the_demo_runs() {
    let bare = |text: String| {
        text.replace("certificates = \"tls/certificate.pem\"", "")
            .replace("key = \"tls/key.pem\"", "")
    };
    let loaded = load(&bare(demo())).unwrap();
    assert!(matches!(
        loaded.settings.public.transport,
        ListenerTransport::Plain
    ));
    let text = bare(good());
    one_problem(
        &text,
        line_of(&text, "[public]"),
        "public",
        "nobody ends TLS",
    );
}

#[test]
fn an_operator_listener_that_others_reach_and_a_past_tolerance_are_warned_of() {
    let text = good().replace("127.0.0.1:9100", "10.0.0.1:9100").replace(
        "\ntrust_anchors = \"keys/metadata",
        "\ntolerance = [{ name = \"sha1-oaep\", reason = \"old node\", until = \"2020-02-29\" }]\
         \ntrust_anchors = \"keys/metadata",
    );
    let loaded = load(&text).unwrap();
    let texts: Vec<_> = loaded
        .warnings
        .iter()
        .map(|warning| warning.text.as_str())
        .collect();
    assert!(
        texts.iter().any(|text| text.contains("not on loopback")),
        "{texts:?}"
    );
    assert!(
        texts
            .iter()
            .any(|text| text.contains("sha1-oaep ended on 2020-02-29")),
        "{texts:?}"
    );
    let peer = loaded.settings.peers.first().unwrap();
    let until = peer.tolerances.first().unwrap().until;
    assert_eq!(until.to_string(), "2020-03-01T00:00:00.000Z");
}

#[test]
fn an_attribute_whose_claim_the_client_may_not_get_is_warned_of() {
    let warned = |claims: &str| {
        let text = format!(
            "{}\n[[client.attribute]]\nname = \"Gender\"\npurpose = {{ nb = \"P.\", en = \"P.\" }}\n",
            good().replace("\n[[client]]\n", &format!("\n[[client]]\n{claims}\n"))
        );
        let warnings = load(&text).unwrap().warnings;
        let mut texts = warnings.into_iter().map(|warning| warning.text);
        texts.any(|text| text.contains("Gender is never asked for"))
    };
    assert!(warned("claims = [\"birthdate\"]"));
    assert!(!warned("claims = [\"birthdate\", \"gender\"]"));
    assert!(!warned(""), "no list, no limit");
}

/// N8 of what was tried: what a country will not serve is said before anybody chooses it.
#[test]
fn a_company_without_a_name_is_warned_of() {
    let warned = |more: &str| {
        let text = good().replace("\n[[client]]\n", &format!("\n[[client]]\n{more}"));
        let warnings = load(&text).unwrap().warnings;
        let mut texts = warnings.into_iter().map(|warning| warning.text);
        texts.any(|text| text.contains("a private company without a name"))
    };
    let private = "sp_type = \"private\"\n";
    let named = "requester_id = \"https://rowing.example.no\"\n";
    assert!(warned(private));
    assert!(!warned(&[private, named].concat()));
    assert!(!warned(""), "a public service");
}

/// E4: `check` called it good, and nobody could ask.
#[test]
fn a_connector_that_may_ask_where_nobody_answers_is_warned_of() {
    let asks = |text: &str| {
        let (before, peer) = text.split_once("\n[[peer]]\ncountry = \"SE\"\n").unwrap();
        format!("{before}\n[[peer]]\ncountry = \"SE\"\nrole = \"connector\"\n{peer}")
    };
    let warned = |text: &str| {
        let warnings = load(text).unwrap().warnings;
        warnings
            .into_iter()
            .any(|w| w.text.contains("no Proxy-Service to answer it"))
    };
    assert!(warned(&asks(&good())));
    assert!(!warned(&good()), "a country that we ask");
    let answers = "\n[proxy_service]\nidentifier = \"national\"\n";
    assert!(!warned(&[&asks(&good()), answers].concat()));
}

/// docs/configuration.md is made from the declarations; `landport reference` writes it.
#[test]
fn the_reference_document_is_true() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        std::fs::write(file, gateway::config::reference()).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == gateway::config::reference(),
        "docs/configuration.md is old: run landport reference > docs/configuration.md"
    );
}

/// At the border of each warning: 60, 30 and 7 days; the line of each, and what to do.
#[test]
fn what_ends_soon_is_warned_of_in_time_with_line_and_remedy() {
    let text = good()
        .replace("# pairwise_backup", "pairwise_backup")
        .replace(
            "\ntrust_anchors = \"keys/metadata",
            "\ntolerance = [{ name = \"sha1-oaep\", reason = \"old node\", until = \"2126-02-27\" }]\
             \ntrust_anchors = \"keys/metadata",
        );
    // The tolerance ends a century on; everything else has ended long before.
    let end_ms = 4_927_910_400_000_i64;
    let warnings = |days: i64| -> Vec<(usize, String)> {
        let now = eidas::Instant::from_ms(end_ms - days * 86_400_000);
        let loaded = gateway::settings::from_text(&text, &ground().directory, now).unwrap();
        let of_it = |warning: &&gateway::settings::Warning| warning.text.contains("sha1-oaep");
        let found = loaded.warnings.iter().filter(of_it);
        found.map(|w| (w.line, w.text.clone())).collect()
    };
    let line = line_of(&text, "sha1-oaep");
    assert_eq!(warnings(60), []);
    for (days, begin) in [
        (
            59,
            "the tolerance sha1-oaep ends in 59 days, on 2126-02-28. ",
        ),
        (30, "the tolerance sha1-oaep ends in 30 days"),
        (29, "act now: the tolerance sha1-oaep ends in 29 days"),
        (7, "act now: "),
        (6, "URGENT: the tolerance sha1-oaep ends in 6 days"),
    ] {
        match warnings(days).as_slice() {
            [(at, said)] => {
                assert_eq!(*at, line, "{said}");
                assert!(said.starts_with(begin), "{said}");
                assert!(said.contains("remove it, or set a new day"), "{said}");
            }
            other => panic!("{days}: {other:?}"),
        }
    }
    // Certificates and trust anchors: those of the test are valid for three years.
    let later = eidas::Instant::from_ms(crate::ground::now().ms() + (3 * 365 - 20) * 86_400_000);
    let loaded = gateway::settings::from_text(&text, &ground().directory, later).unwrap();
    for part in [
        "act now: the certificate in ",
        "act now: the last trust anchor in this file ends in 19 days",
    ] {
        let found = loaded
            .warnings
            .iter()
            .any(|warning| warning.text.starts_with(part));
        assert!(found, "{part} in {:?}", loaded.warnings);
    }
}

/// N3: a certificate that no browser takes is said before the first person meets it.
#[test]
fn a_tls_certificate_that_ended_or_is_for_another_host_is_warned_of() {
    let text = good();
    let said = |now_ms: i64, issuer: Option<&str>| {
        let now = eidas::Instant::from_ms(now_ms);
        let text = match issuer {
            Some(host) => text.replace("https://login.example.no", &format!("https://{host}")),
            None => text.clone(),
        };
        let loaded = gateway::settings::from_text(&text, &ground().directory, now).unwrap();
        let of_tls = loaded.warnings.into_iter().map(|warning| warning.text);
        let of_tls = of_tls
            .filter(|text| text.contains("TLS"))
            .collect::<Vec<_>>();
        of_tls.join("\n")
    };
    let now = crate::ground::now().ms();
    let year = 365 * 86_400_000_i64;
    // Control: the issuer's own host, today.
    assert_eq!(said(now, None), "");
    let other = said(now, Some("other.example.no"));
    assert!(
        other.contains("is not for other.example.no, the host of the issuer"),
        "{other}"
    );
    assert!(
        !other.contains("has ended") && !other.contains("not yet valid"),
        "{other}"
    );
    assert!(said(now + 20 * year, None).contains("a certificate of TLS has ended"));
    assert!(said(now - year, None).contains("not yet valid"));
}
