// SPDX-License-Identifier: EUPL-1.2
//! `[[eid]]`, `[proxy_service]` and connectors among the peers: what holds, and what does not.
#![expect(clippy::panic, reason = "tests")]

use eidas::{Attribute, CountryCode, LevelOfAssurance, Role};
use gateway::settings::{
    Access, EidCredential, EidSource, IdentifierPolicy, Notification, PolicyInUse, Settings,
};
use pages::i18n::Language;

use crate::ground::{good, load};

const EID: &str = r#"
[[eid]]
id = "bankid"
name = "BankID"
issuer = "https://bankid.example.no"
client_id = "landport"
key_file = "keys/oidc-es256.pem"
"#;
const NOTIFIED: &str = "[eid.notification]\nstate = \"notified\"\nsince = 2026-01-01\nlevel = \"high\"\nscheme = \"BankID\"\n";
const PROXY: &str = "\n[proxy_service]\nidentifier = \"national\"\n";

fn settings(more: &[&str]) -> Settings {
    let text = [&good(), more.concat().as_str()].concat();
    load(&text).unwrap_or_else(|p| panic!("{p:#?}")).settings
}

#[test]
fn a_fifth_e_id_is_a_few_lines() {
    let settings = settings(&[EID, &EID.replace("bankid", "fifth")]);
    let eid = settings.eid("fifth").unwrap();
    let EidSource::Provider(provider) = &eid.source else {
        panic!("{eid:?}")
    };
    assert_eq!(provider.hosts, ["fifth.example.no"]);
    assert_eq!(
        (eid.claims.pid.as_str(), eid.amr.as_str()),
        ("pid", "fifth")
    );
    assert_eq!(eid.notification, Notification::Planned);
    assert!(matches!(
        provider.credential,
        EidCredential::PrivateKeyJwt { .. }
    ));
    let words: Vec<_> = eid.acr.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["idporten-loa-substantial", "idporten-loa-high"]);
    assert_eq!(eid.at_home().highest(), Some(LevelOfAssurance::High));
    assert_eq!(eid.abroad(false), Access::Planned);
    assert!(settings.eid("sixth").is_none());
}

#[test]
fn only_a_notified_e_id_opens_and_only_up_to_its_level() {
    let at = |notification: &str| settings(&[EID, notification]).eids[0].clone();
    let substantial = at(&NOTIFIED.replace("\"high\"", "\"substantial\""));
    let Access::Open { acr, unnotified } = substantial.abroad(false) else {
        panic!("not open")
    };
    assert!(!unnotified);
    assert!(
        acr.iter()
            .all(|(_, level)| *level == LevelOfAssurance::Substantial)
    );
    assert_eq!(acr.len(), 2);

    let pre = at("[eid.notification]\nstate = \"pre-notified\"\nsince = 2026-01-01\n");
    assert_eq!(pre.abroad(false), Access::PreNotified);
    let Access::Open { unnotified, .. } = pre.abroad(true) else {
        panic!("not open")
    };
    assert!(unnotified);

    let suspended = at(
        "[eid.notification]\nstate = \"suspended\"\nsince = 2026-01-01\ntext = { nb = \"Stengt\", en = \"Closed\" }\n",
    );
    for access in [suspended.abroad(true), suspended.at_home()] {
        let Access::Suspended(suspension) = access else {
            panic!("not suspended")
        };
        let read = |language| suspension.text.in_language(language);
        assert_eq!(read(Language::Nn), "Stengt", "nynorsk falls back on bokmål");
        assert_eq!(read(Language::De), "Closed", "every other on English");
    }
}

#[test]
fn each_mistake_in_an_e_id_is_named_at_its_field() {
    for (before, after, field, what) in [
        ("\"bankid\"", "\"Bank ID\"", "eid[1].id", "cannot stand"),
        ("https://bankid", "http://bankid", "eid[1].issuer", "https"),
        (
            "example.no\"",
            "example.no/?x\"",
            "eid[1].issuer",
            "more than",
        ),
        (
            "key_file = \"keys/oidc-es256.pem\"",
            "",
            "eid[1]",
            "not clear",
        ),
        (
            "keys/oidc-es256.pem",
            "keys/audit.key",
            "eid[1].key_file",
            "no private key",
        ),
        (
            "client_id",
            "timeout_seconds = 6\nclient_id",
            "eid[1].timeout_seconds",
            "waits",
        ),
        (
            "client_id",
            "acr = {}\nclient_id",
            "eid[1].acr",
            "nothing is proven",
        ),
        (
            "client_id",
            "hosts = [\"https://x\"]\nclient_id",
            "eid[1].hosts[1]",
            "host name",
        ),
        (
            "client_id",
            "logo = \"keys/audit.key\"\nclient_id",
            "eid[1].logo",
            "not a picture",
        ),
        (
            "client_id",
            "nmae = \"x\"\nclient_id",
            "eid[1].nmae",
            "unknown",
        ),
        (
            "name = \"BankID\"",
            "name = { nb = \"x\" }",
            "eid[1].name.en",
            "missing",
        ),
        (
            "client_id",
            "for_attributes = [\"Gender\"]\nclient_id",
            "eid[1].for_attributes[1]",
            "not a sector",
        ),
        (
            "client_id",
            "for_attributes = [\"http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole\"]\nclient_id",
            "eid[1].for_attributes[1]",
            "where its value",
        ),
        (
            "client_id",
            "attribute = [{ name = \"DateOfBirth\", claim = \"x\" }]\nclient_id",
            "eid[1].attribute[1].name",
            "not an optional",
        ),
        (
            "client_id",
            "notification = { state = \"notified\", since = 2026-01-01, level = \"high\" }\nclient_id",
            "eid[1].notification.state",
            "needs scheme",
        ),
        (
            "client_id",
            "portal = true\nnotification = { state = \"pre-notified\", since = 2026-01-01 }\nclient_id",
            "eid[1].notification.state",
            "several e-IDs",
        ),
        (
            "client_id",
            "notification = { state = \"planned\", level = \"high\" }\nclient_id",
            "eid[1].notification.level",
            "does not belong",
        ),
        (
            "client_id",
            "notification = { state = \"pre-notified\", since = 2999-01-01 }\nclient_id",
            "eid[1].notification.since",
            "not come",
        ),
    ] {
        let eid = EID.replacen(before, after, 1);
        assert_ne!(eid, EID, "{before}");
        let problems = load(&[good().as_str(), &eid].concat()).err();
        let problems = problems.unwrap_or_else(|| panic!("{field}: nothing was found"));
        let [problem] = problems.as_slice() else {
            panic!("{field}: {problems:#?}")
        };
        assert_eq!(problem.field, field, "{problem}");
        assert!(problem.what.contains(what), "{problem}");
        assert!(!problem.instead.is_empty());
    }
}

/// As an ordinary e-ID, a portal proves abroad by whatever stands behind it.
#[test]
fn a_known_portal_that_is_not_said_to_be_one_is_warned_of() {
    const NOTIFIED: &str =
        "notification = { state = \"pre-notified\", since = 2026-01-01 }\nclient_id";
    const LISTED: &str = "notification = { state = \"pre-notified\", since = 2026-01-01, \
                          amr = [\"BankID\"] }\nclient_id";
    let issuer = EID.lines().find(|line| line.starts_with("issuer")).unwrap();
    let warned = |host: &str, notification: &str| {
        let at = format!("issuer = \"https://{host}\"");
        let eid = EID.replacen(issuer, &at, 1);
        let eid = eid.replacen("client_id", notification, 1);
        let loaded = load(&[good().as_str(), &eid].concat()).unwrap();
        let mut texts = loaded.warnings.iter().map(|warning| &warning.text);
        texts.any(|text| text.contains("is a login portal"))
    };
    for host in ["idporten.no", "test.idporten.no", "ansattporten.no"] {
        assert!(warned(host, NOTIFIED), "{host}");
        assert!(!warned(host, LISTED), "{host}");
        assert!(!warned(host, "client_id"), "{host}");
    }
    for host in ["bankid.example.no", "notidporten.no", "idporten.no.example"] {
        assert!(!warned(host, NOTIFIED), "{host}");
    }
}

#[test]
fn each_mistake_in_the_proxy_service_is_named_at_its_field() {
    assert!(load(&[good().as_str(), EID, PROXY].concat()).is_ok());
    for (more, field, what) in [
        (
            "open_pre_notified = true",
            "proxy_service.open_pre_notified",
            "production",
        ),
        (
            "max_request_age_seconds = 3600",
            "proxy_service.max_request_age_seconds",
            "ten minutes",
        ),
        (
            "support_contact = \"x\"",
            "proxy_service.support_contact",
            "e-mail",
        ),
        ("sso = \"http://x.example\"", "proxy_service.sso", "https"),
        (
            "country = [{ country = \"SE\", identifier = \"national\" }, { country = \"SE\", identifier = \"national\" }]",
            "proxy_service.country[2].country",
            "two policies",
        ),
        (
            "country = [{ country = \"SE\", identifier = \"per-country\" }]",
            "proxy_service",
            "need a key",
        ),
        (
            "migration = [{ country = \"SE\", from = \"national\", to = \"national\", on = 2026-01-01, reason = \"x\" }]",
            "proxy_service.migration[1].to",
            "nothing changes",
        ),
        (
            "private_services = [{ eid = \"minid\", terms = \"x\" }]",
            "proxy_service.private_services[1].eid",
            "no [[eid]]",
        ),
    ] {
        let text = [good().as_str(), EID, PROXY, more].concat();
        let problems = load(&text).err();
        let problems = problems.unwrap_or_else(|| panic!("{field}: nothing was found"));
        let [problem] = problems.as_slice() else {
            panic!("{field}: {problems:#?}")
        };
        assert_eq!(problem.field, field, "{problem}");
        assert!(problem.what.contains(what), "{problem}");
    }
}

#[test]
fn what_the_proxy_service_does_not_say_the_connector_says() {
    let settings = settings(&[EID, PROXY]);
    let proxy = settings.proxy_service.unwrap();
    assert_eq!(
        proxy.entity_id.as_str(),
        "https://login.example.no/eidas/proxy/metadata"
    );
    assert_eq!(
        proxy.sso.as_str(),
        "https://login.example.no/eidas/proxy/sso"
    );
    assert_eq!(proxy.organisation, settings.connector.organisation);
    assert_eq!(proxy.support_contact, settings.connector.support_contact);
    assert!(proxy.requester_id_required);
}

#[test]
fn check_warns_of_what_works_but_should_not_stay() {
    let text = good().replacen(
        "[keys]",
        "[keys]\nidentifier = [\"keys/identifier.key\"]",
        1,
    );
    let weak = ["acr = { one = \"substantial\" }\n", NOTIFIED].concat();
    let secret = EID.replace(
        "key_file = \"keys/oidc-es256.pem\"",
        "secret_file = \"secret\"",
    );
    let loaded = load(&[text.as_str(), &secret, &weak, PROXY].concat());
    let warnings: Vec<String> = loaded
        .unwrap_or_else(|p| panic!("{p:#?}"))
        .warnings
        .iter()
        .map(ToString::to_string)
        .collect();
    for part in ["identifier keys", "none of its acr words", "chmod 600"] {
        assert!(
            warnings.iter().any(|w| w.contains(part)),
            "{part}: {warnings:#?}"
        );
    }
}

#[test]
fn a_policy_in_use_changes_only_with_a_record() {
    let se = CountryCode::parse("SE").unwrap();
    let used = |policy, since: &str| {
        vec![PolicyInUse {
            country: se,
            policy,
            since: since.to_owned(),
        }]
    };
    let (national, per_country) = (IdentifierPolicy::National, IdentifierPolicy::PerCountry);
    let plain = settings(&[EID, PROXY]).proxy_service.unwrap();
    assert_eq!(
        plain.policy_changes(&used(national, "2026-01-01"), "2026-06-01"),
        Ok(vec![])
    );
    let refused = plain.policy_changes(&used(per_country, "2026-01-01"), "2026-06-01");
    let sentence = refused.unwrap_err()[0].to_string();
    assert!(
        sentence.contains("[[proxy_service.migration]] country = \"SE\""),
        "{sentence}"
    );

    let record = "migration = [{ country = \"SE\", from = \"per-country\", to = \"national\", on = 2026-05-01, reason = \"agreed\" }]\n";
    let decided = settings(&[EID, PROXY, record]).proxy_service.unwrap();
    let changes = decided.policy_changes(&used(per_country, "2026-01-01"), "2026-06-01");
    assert_eq!(changes.unwrap()[0].reason, "agreed");
    // Before its day, for the other direction, and after it was followed once, it says nothing.
    for (policy, since, today) in [
        (per_country, "2026-01-01", "2026-04-30"),
        (per_country, "2026-05-02", "2026-06-01"),
    ] {
        assert!(decided.policy_changes(&used(policy, since), today).is_err());
    }
    let back = PROXY.replace("national", "per-country");
    let text = good().replacen(
        "[keys]",
        "[keys]\nidentifier = [\"keys/identifier.key\"]",
        1,
    );
    let back = load(&[text.as_str(), EID, &back, record].concat())
        .unwrap()
        .settings;
    let back = back.proxy_service.unwrap();
    assert!(
        back.policy_changes(&used(national, "2026-01-01"), "2026-06-01")
            .is_err()
    );
}

#[test]
fn a_sector_attribute_takes_its_value_from_a_claim() {
    let rule = r#"
[[eid.attribute]]
name = "http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole"
claim = "authorization_details/resource"
values = { "vip1-tilgang" = "VIP1" }
otherwise = "VIP2"
[[eid.attribute]]
name = "BirthName"
claim = "birth_name"
"#;
    let settings = settings(&[EID, rule]);
    let rules = &settings.eids[0].attributes;
    let claims = |text: &str| serde_json::from_str(text).unwrap();
    let value = |text: &str| rules[0].value(&claims(text));
    let with = |resource: &str| {
        format!(
            r#"{{"authorization_details":[{{"resource":"other"}},{{"resource":"{resource}"}}]}}"#
        )
    };
    assert_eq!(value(&with("vip1-tilgang")).as_deref(), Some("VIP1"));
    assert_eq!(value(&with("vip2-tilgang")).as_deref(), Some("VIP2"));
    assert_eq!(value("{}").as_deref(), Some("VIP2"));
    assert_eq!(rules[1].attribute, Attribute::BIRTH_NAME);
    assert_eq!(
        rules[1]
            .value(&claims(r#"{"birth_name":"Hansen"}"#))
            .as_deref(),
        Some("Hansen")
    );
    assert_eq!(rules[1].value(&claims("{}")), None);
}

#[test]
fn a_foreign_connector_is_a_peer_of_another_role() {
    let settings = settings(&["[[peer]]\ncountry = \"SE\"\nrole = \"connector\"\n\
         metadata_url = \"https://asks.example.se/metadata\"\n\
         trust_anchors = \"keys/metadata-signing-p256.pem\"\n"]);
    let roles: Vec<_> = settings.peers.iter().map(|peer| peer.role).collect();
    assert_eq!(roles, [Role::ProxyService, Role::Connector]);
    let transport = settings.profile.transport();
    assert_eq!(settings.peers[1].expected(transport).role, Role::Connector);
}
