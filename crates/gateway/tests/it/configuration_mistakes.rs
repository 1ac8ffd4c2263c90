// SPDX-License-Identifier: EUPL-1.2
//! Every way in which a configuration does not hold: one mistake, its line, its remedy.

use crate::configuration::one_problem;
use crate::ground::{good, load};

/// As one writes it who comes from another format.
#[test]
fn a_heading_in_one_bracket_is_told_to_take_two() {
    let text = good();
    let (head, tail) = text.rsplit_once("\n[[client]]\n").unwrap();
    let Err(problems) = load(&format!("{head}\n[client]\n{tail}")) else {
        panic!("it was taken");
    };
    let problem = problems.iter().find(|problem| problem.field == "client");
    let instead = &problem.unwrap().instead;
    assert!(instead.contains("[[client]]"), "{instead}");
}

#[test]
fn one_mistake_is_named_at_its_line_with_a_remedy() {
    let good = good();
    for (before, after, at, field, what) in [
        (
            "country = \"NO\"",
            "country = \"GR\"",
            "country = \"GR\"",
            "country",
            "GR",
        ),
        (
            "country = \"NO\"",
            "country = 47",
            "country = 47",
            "country",
            "a number where a text",
        ),
        (
            "issuer = \"https://login.example.no\"",
            "issuer = \"https://login.example.no/x\"",
            "issuer = ",
            "issuer",
            "more than a host",
        ),
        (
            "issuer = \"https://login.example.no\"",
            "issuer = \"login\"",
            "issuer = ",
            "issuer",
            "cannot be used",
        ),
        (
            "[public]",
            "[public]\nmax_connections = 0",
            "max_connections",
            "public.max_connections",
            "nobody",
        ),
        (
            "address = \"127.0.0.1:9100\"",
            "address = \"127.0.0.1:8443\"",
            "127.0.0.1:8443",
            "operator.address",
            "is taken by [public]",
        ),
        (
            "data = \"data\"",
            "data = \"keys/audit.key\"",
            "data = ",
            "data",
            "not a directory",
        ),
        (
            "provider_name = \"Example directorate\"",
            "provider_name = \"Example\\u0001directorate\"",
            "provider_name",
            "connector.provider_name",
            "XML cannot hold",
        ),
        (
            "data = \"data\"",
            "data = \"data\"\noutbound.proxy = \"ftp://proxy.example.no\"",
            "ftp://",
            "outbound.proxy",
            "no HTTP proxy",
        ),
        (
            "[public]",
            "[public]\nmax_connection = 9",
            "max_connection ",
            "public.max_connection",
            "unknown",
        ),
        (
            "[public]",
            "[public]\nbehind_proxy = [\"10.0.0.0/8\"]",
            "behind_proxy = [\"10.0.0.0/8\"]",
            "public.behind_proxy",
            "TLS ends either",
        ),
        (
            "key = \"tls/key.pem\"",
            "key = \"keys/oidc-es256.pem\"",
            "key = \"keys/oidc-es256.pem\"",
            "public.key",
            "do not fit",
        ),
        (
            "certificates = \"tls/certificate.pem\"",
            "certificates = \"tls/none.pem\"",
            "tls/none.pem",
            "public.certificates",
            "cannot be read",
        ),
        (
            "support@example.no",
            "mailto:support@example.no",
            "mailto:",
            "connector.support_contact",
            "not an e-mail",
        ),
        (
            "technical_contact = ",
            "metadata_validity_hours = 100\ntechnical_contact = ",
            "= 100",
            "connector.metadata_validity_hours",
            "between an hour",
        ),
        (
            "keys/saml-signing-p256.pem",
            "keys/none.pem",
            "keys/none.pem",
            "keys.saml_signing.current[1]",
            "cannot be read",
        ),
        (
            "keys/saml-signing-p256.pem",
            "keys/audit.key",
            "[\"keys/audit.key",
            "keys.saml_signing.current[1]",
            "no private key",
        ),
        (
            "keys/metadata-signing-p256.pem\"]",
            "keys/saml-signing-p256.pem\"]",
            "current = [\"keys/saml-signing-p256.pem\"]",
            "keys.metadata_signing.current[1]",
            "two roles",
        ),
        (
            "[\"keys/oidc-rs256.pem\", ",
            "[",
            "[\"keys/oidc-es256.pem\", ",
            "keys.oidc_signing.current[1]",
            "for RS256",
        ),
        (
            "pairwise = \"keys/pairwise.key\"",
            "pairwise = \"keys/oidc-es256.pem\"",
            "pairwise = ",
            "keys.pairwise",
            "not 32 bytes",
        ),
        (
            "client_id = \"trademark\"\nname",
            "client_id = \"trade mark\"\nname",
            "trade mark",
            "client[1].client_id",
            "get lost",
        ),
        (
            "name = \"Trademark registration\"\nstart",
            "start",
            "[[client]]\nclient_id",
            "client[1].name",
            "missing",
        ),
        (
            "https://trademark.example.no/callback\"]\njwks",
            "https://trademark.example.no/*\"]\njwks",
            "/*",
            "client[1].redirect_uris[1]",
            "wildcard",
        ),
        (
            "https://trademark.example.no/callback\"]\njwks",
            "http://trademark.localhost/cb\"]\njwks",
            "http://trademark.localhost",
            "client[1].redirect_uris[1]",
            "only for the demo profile",
        ),
        (
            "https://trademark.example.no/callback\"]\njwks",
            "https://trademark.example.no/cb#x\"]\njwks",
            "cb#x",
            "client[1].redirect_uris[1]",
            "#fragment",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks = '{\"keys\":[{\"kty\":\"EC\",\"d\":\"x\"}]}'",
            "jwks = '",
            "client[1].jwks",
            "private key",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks = '{}'",
            "jwks = '{}'",
            "client[1].jwks",
            "no keys",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\nauth = \"client_secret_basic\"\nsecret_file = \"short\"",
            "secret_file",
            "client[1].secret_file",
            "shorter than 32",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nsecret_file = \"secret\"",
            "secret_file",
            "client[1].secret_file",
            "another auth method",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nauth = \"none\"",
            "jwks_file",
            "client[1].jwks_file",
            "another auth method",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nauth = \"tls_client_auth\"",
            "auth = \"tls_client_auth\"",
            "client[1].auth",
            "cannot be used",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks = '{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"a\",\"y\":\"b\"}]}'",
            "jwks = '",
            "client[1].jwks",
            "no key that can be used",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\npkce = \"neither\"",
            "[[client]]\nclient_id",
            "client[1]",
            "why the client cannot use PKCE",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\nauth = \"none\"\npkce = \"neither\"\npkce_reason = \"old\"",
            "[[client]]\nclient_id",
            "client[1]",
            "a public client uses PKCE",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\naudiences = [\"https://login.example.no/token\"]",
            "[[client]]\nclient_id",
            "client[1]",
            "why the client cannot name the issuer",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nmatch_page = \"required\"",
            "match_page",
            "client[1].match_page",
            "there is no register",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nmatching = \"none\"\nmatch_page = \"new\"",
            "match_page",
            "client[1].match_page",
            "the register is not asked",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nclaims = [\"match_status\"]\nmatch_page = \"required\"",
            "match_page",
            "client[1].match_page",
            "kept back",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\npushed_request_seconds = 601",
            "[[client]]\nclient_id",
            "client[1]",
            "5 to 600 seconds",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nrefresh = \"when-asked\"",
            "refresh = ",
            "client[1].refresh",
            "offline_access",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nsecurity_profile = \"fapi2\"",
            "[[client]]\nclient_id",
            "client[1]",
            "a FAPI client gets PS256 or ES256",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nrequire_request_object = true",
            "[[client]]\nclient_id",
            "client[1]",
            "request_object_signing_alg: write at least one",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\nauth = \"none\"\nrefresh = \"always\"\nrefresh_usage = \"reuse\"",
            "[[client]]\nclient_id",
            "client[1]",
            "a public client gets ONETIME",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nscopes = [\"profile\"]",
            "[[client]]\nclient_id",
            "client[1]",
            "openid must be among them",
        ),
        (
            "https://trademark.example.no/callback\"]\njwks",
            "http://192.0.2.1/callback\"]\napplication = \"native\"\njwks",
            "http://192.0.2.1",
            "client[1].redirect_uris[1]",
            "only allowed for loopback",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nrequester_id = \"me\"",
            "requester_id",
            "client[1].requester_id",
            "not an absolute URI",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\ndefault_acr = \"idporten-loa-high\"",
            "default_acr",
            "client[1].default_acr",
            "not among acr_values",
        ),
        (
            "\njwks_file = \"jwks.json\"",
            "\njwks_file = \"jwks.json\"\nacr_values = []",
            "acr_values",
            "client[1].acr_values",
            "no level",
        ),
        (
            "https://connector.eidas.example.se/metadata\"\ntrust",
            "http://connector.eidas.example.se/metadata\"\ntrust",
            "http://connector",
            "peer[1].metadata_url",
            "not an https address",
        ),
        (
            "https://connector.eidas.example.se/metadata\"\ntrust",
            "https://se.localhost/metadata\"\ntrust",
            "se.localhost",
            "peer[1].metadata_url",
            "only for the demo profile",
        ),
        (
            "\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "\ntrust_anchors = \"jwks.json\"",
            "trust_anchors = \"jwks.json\"",
            "peer[1].trust_anchors",
            "no certificate",
        ),
        (
            "\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "",
            "[[peer]]\ncountry",
            "peer[1]",
            "believed",
        ),
        (
            "\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "\nclock_skew_seconds = 900\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "= 900",
            "peer[1].clock_skew_seconds",
            "five minutes",
        ),
        (
            "\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "\nreads_from = [\"10.0.0.0/8\"]\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "reads_from",
            "peer[1].reads_from[1]",
            "so wide a network",
        ),
        (
            "client_id = \"trademark\"",
            "client_id = \"landport.my-logins\"",
            "landport.my-logins",
            "client[1].client_id",
            "is the gateway's own client",
        ),
        (
            "client_id = \"trademark\"",
            "client_id = \"trademark\"\nsso_group = \"Health\"",
            "sso_group",
            "client[1].sso_group",
            "cannot be a group",
        ),
        (
            "client_id = \"trademark\"",
            "client_id = \"trademark\"\nsso = false\nsso_group = \"health\"",
            "sso_group",
            "client[1].sso_group",
            "nothing to share",
        ),
        (
            "jwks_file = \"jwks.json\"",
            "x5c_organisation = \"991825827\"",
            "x5c_organisation",
            "client[1].x5c_organisation",
            "no authority is named",
        ),
        (
            "[keys]",
            "[keys]\nmanaged = true\nsaml_signing_switch_at = 2099-12-01T03:00:00Z",
            "saml_signing_switch_at",
            "keys.saml_signing_switch_at",
            "the keys are managed",
        ),
        (
            "\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "\ntolerance = [{ name = \"anything\", reason = \"x\", until = 2099-01-01 }]\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "tolerance = ",
            "peer[1].tolerance[1].name",
            "cannot be used",
        ),
        (
            "\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "\ntolerance = [{ name = \"sha1-oaep\", until = 2099-01-01 }]\ntrust_anchors = \"keys/metadata-signing-p256.pem\"",
            "tolerance = ",
            "peer[1].tolerance[1].reason",
            "missing",
        ),
    ] {
        // The last occurrence: the example shows many things commented out.
        let (head, tail) = good
            .rsplit_once(before)
            .unwrap_or_else(|| panic!("{before}"));
        let text = [head, after, tail].concat();
        let uncommented: String = text
            .lines()
            .map(|line| {
                if line.starts_with('#') {
                    "#\n".to_owned()
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
        let offset = uncommented.find(at).unwrap_or_else(|| panic!("{at}"));
        let line = uncommented.get(..offset).unwrap().matches('\n').count() + 1;
        let instead = one_problem(&uncommented, line, field, what);
        assert!(!instead.is_empty());
    }
}

#[test]
fn all_mistakes_come_at_once_in_the_order_of_their_lines() {
    let text = good()
        .replace("profile = \"production\"", "profile = \"prod\"")
        .replace("country = \"NO\"", "country = \"no\"")
        .replace("keys/oidc-es256.pem", "keys/gone.pem")
        .replace("client_id = \"trademark\"", "clientid = \"trademark\"")
        .replace(
            "trust_anchors = \"keys/metadata",
            "trust_anchor = \"keys/metadata",
        );
    let problems = load(&text).err().unwrap();
    let fields: Vec<_> = problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    for field in [
        "profile",
        "country",
        "keys.oidc_signing.current[2]",
        "client[1].client_id",
        "client[1].clientid",
        "peer[1]",
        "peer[1].trust_anchor",
    ] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    assert!(problems.is_sorted_by_key(|problem| problem.line));
    let near = problems
        .iter()
        .find(|problem| problem.field == "peer[1].trust_anchor")
        .unwrap();
    assert_eq!(near.instead, "Write trust_anchors, or remove it");
}

#[test]
fn what_is_not_toml_is_named_with_its_line() {
    let problems = load("profile = \ncountry = \"NO\"\nissuer = ???\n")
        .err()
        .unwrap();
    let lines: Vec<_> = problems
        .iter()
        .filter(|p| p.what.starts_with("not TOML"))
        .map(|p| p.line)
        .collect();
    assert_eq!(lines.first(), Some(&1), "{problems:?}");
    assert!(lines.contains(&3), "{problems:?}");
}

/// A state's services: while the line of each field was counted from the top of the file, two thousand of them took
/// eighteen seconds of every start and reload, and more than four times that when they were twice as many.
#[test]
fn the_mistake_of_the_last_of_ten_thousand_clients_is_named_at_its_line() {
    let mut text = good();
    for n in 0..10_000 {
        text.push_str(&format!(
            "\n[[client]]\nclient_id = \"grown-{n}\"\nname = \"Service {n}\"\norganisation = \"grown\"\n\
             start_url = \"https://grown-{n}.example.no/\"\nredirect_uris = [\"https://grown-{n}.example.no/cb\"]\n\
             requester_id = \"https://grown-{n}.example.no/\"\nsp_type = \"public\"\n\
             acr_values = [\"eidas-loa-low\"]\nauth = \"client_secret_basic\"\nsecret_file = \"grown.secret\"\n"
        ));
    }
    text.push_str("secretfile = \"x\"\n");
    let (_, problems) = gateway::config::parse(&text);
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}")
    };
    let last = text.lines().count();
    assert_eq!(problem.line, last, "{problem}");
    assert!(problem.field.ends_with(".secretfile"), "{problem}");
}

/// As docs/operations.md has it.
const CONSOLE: &str = r#"
[[client]]
client_id = "console"
name = "Operators' console"
application = "native"
redirect_uris = ["http://127.0.0.1:9100/console/callback"]
auth = "none"
sso = false
scopes = ["openid"]
claims = []
acr_values = ["idporten-loa-high"]

[console]
client = "console"
"#;

/// What `check` calls good, an operator can log in with.
#[test]
fn a_client_that_the_console_cannot_be_is_told_what_to_write() {
    let good = good() + CONSOLE;
    assert!(load(&good).unwrap().settings.console.is_some());
    for (before, after, instead) in [
        ("sso = false", "sso = true", "sso = false"),
        (
            "9100/console",
            "9101/console",
            "9100/console/callback\"] and no other",
        ),
        (
            "loa-high",
            "loa-substantial",
            "\"idporten-loa-high\" among acr_values",
        ),
        (
            "claims",
            "require_par = true\nclaims",
            "require_par = false",
        ),
        (
            "claims",
            "require_dpop = true\nclaims",
            "require_dpop = false",
        ),
    ] {
        let (head, console) = good.split_once("Operators' console").unwrap();
        let console = console.replacen(before, after, 1);
        let problems = load(&format!("{head}Operators' console{console}")).map(drop);
        let problems = problems.unwrap_err();
        let told = problems.iter().map(|problem| problem.instead.as_str());
        let told: Vec<&str> = told.collect();
        assert!(
            told.iter().any(|it| it.contains(instead)),
            "{after}: {told:?}"
        );
    }
    // Positive control: how its tokens are signed is no matter.
    let signed = good.replacen("claims = []", "claims = []\nid_token_alg = \"RS256\"", 1);
    assert!(load(&signed).unwrap().settings.console.is_some());
}
