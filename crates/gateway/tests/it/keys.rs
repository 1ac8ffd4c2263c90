// SPDX-License-Identifier: EUPL-1.2
//! Keys by role, and the order in our metadata that carries meaning.

use eidas::metadata::KeyUse;
use gateway::keys::{KeyRole, Keys, Place, PlacedKey};
use gateway::own_metadata::OwnMetadata;
use gateway::rollover::seen::Witnessed;
use gateway::rollover::{Facts, Step};
use oidc::jose::Algorithm;
use std::collections::BTreeMap;
use std::time::Duration;
use store::env::{Env, FakeClock};
use xmlsec::{Certificate, Curve, KeyKind, Limits, Policy, TrustAnchors};

use crate::ground::{good, ground, load};

const EC: KeyKind = KeyKind::Ec(Curve::P256);
const RSA: KeyKind = KeyKind::Rsa(3072);
/// 2026-11-23T12:00:00Z.
const NOW: eidas::Instant = eidas::Instant::from_ms(1_795_435_200_000);

fn order(keys: &Keys, wanted: KeyUse) -> Vec<KeyKind> {
    let descriptors = keys.key_descriptors(NOW);
    let of_use = descriptors
        .iter()
        .filter(|descriptor| descriptor.key_use == wanted);
    of_use
        .map(|descriptor| descriptor.certificate.key().kind())
        .collect()
}

#[test]
fn the_signing_key_in_use_stands_last_and_the_preferred_encryption_key_first_and_last() {
    let keys = Keys::load(&ground().files).unwrap();
    assert_eq!(order(&keys, KeyUse::Signing), [RSA, EC]);
    assert_eq!(order(&keys, KeyUse::Encryption), [EC, RSA, EC]);
    // Which one is preferred is configuration: the first in the list.
    let mut files = ground().files.clone();
    files.saml_encryption.current.reverse();
    files.saml_signing.current.reverse();
    let keys = Keys::load(&files).unwrap();
    assert_eq!(order(&keys, KeyUse::Signing), [EC, RSA]);
    assert_eq!(order(&keys, KeyUse::Encryption), [RSA, EC, RSA]);
}

#[test]
fn next_and_retired_keys_do_what_rollover_needs() {
    let mut files = ground().files.clone();
    files.saml_signing.next = files.saml_signing.current.split_off(1);
    files.saml_encryption.retired = files.saml_encryption.current.split_off(1);
    let keys = Keys::load(&files).unwrap();
    // Published ahead, but the one in use is last.
    assert_eq!(order(&keys, KeyUse::Signing), [RSA, EC]);
    // Retired: opens, but nobody is told to use it.
    assert_eq!(order(&keys, KeyUse::Encryption), [EC]);
    assert_eq!(keys.decryption().len(), 2);
    // Not before it is current: a peer that took it early is still understood.
    files.saml_encryption.next = std::mem::take(&mut files.saml_encryption.retired);
    let keys = Keys::load(&files).unwrap();
    assert_eq!(order(&keys, KeyUse::Encryption), [EC]);
    assert_eq!(keys.decryption().len(), 2);
}

#[test]
fn token_keys_sign_by_algorithm_and_are_all_published() {
    let keys = Keys::load(&ground().files).unwrap();
    assert_eq!(
        keys.oidc_signer(Algorithm::Rs256).algorithm().as_str(),
        "RS256"
    );
    assert_eq!(
        keys.oidc_signer(Algorithm::Es256).algorithm().as_str(),
        "ES256"
    );
    assert_eq!(keys.jwks().keys().len(), 3);
    let mut files = ground().files.clone();
    files.oidc_signing.next = vec![files.oidc_signing.current.first().unwrap().clone()];
    let problems = Keys::load(&files).err().unwrap();
    assert!(
        problems
            .iter()
            .any(|problem| problem.what.contains("twice")),
        "{problems:?}"
    );
}

#[test]
fn generated_keys_are_for_their_owner_alone_and_are_kept_when_there() {
    use std::os::unix::fs::PermissionsExt;
    let files = &ground().files;
    for file in files
        .saml_signing
        .current
        .iter()
        .chain([&files.pairwise, &files.audit])
    {
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
    let before = std::fs::read(&files.pairwise).unwrap();
    let subject = xmlsec::Subject {
        common_name: "x",
        organization: "x",
        country: "NO",
    };
    let directory = files.pairwise.parent().unwrap();
    let again = gateway::keys::generate(directory, subject, &Env::system()).unwrap();
    assert_eq!(&again, files);
    assert_eq!(std::fs::read(&files.pairwise).unwrap(), before);
}

#[test]
fn md_18_our_metadata_is_signed_and_signed_anew_before_half_its_life_is_over() {
    let loaded = load(&good()).unwrap();
    let clock = FakeClock::new(Env::system().now_ms());
    let env = Env::with_clock(clock.clone());
    let own = OwnMetadata::default();
    let first = own.connector(&loaded.settings, &loaded.keys, &env).unwrap();
    let anchor: Vec<Certificate> = loaded.keys.metadata_signer().certificates().to_vec();
    let document = xmlsec::Document::parse(&first, &Limits::METADATA).unwrap();
    let anchors = TrustAnchors::new(anchor);
    xmlsec::verify_metadata(&document, &anchors, &Policy::EIDAS, env.now_s()).unwrap();
    let text = String::from_utf8(first.to_vec()).unwrap();
    assert!(text.contains("entityID=\"https://login.example.no/eidas/connector/metadata\""));
    assert!(text.contains("NodeCountry"));
    clock.advance(Duration::from_secs(11 * 3600));
    assert_eq!(
        own.connector(&loaded.settings, &loaded.keys, &env).unwrap(),
        first
    );
    clock.advance(Duration::from_secs(2 * 3600));
    let second = own.connector(&loaded.settings, &loaded.keys, &env).unwrap();
    assert_ne!(second, first);
}

#[test]
fn the_proxy_services_metadata_follows_the_states_of_the_e_ids() {
    use eidas::{Attribute, LevelOfAssurance, Role};
    use gateway::own_metadata::Offer;
    let eid = |id: &str, level: &str, more: &str| {
        format!(
            "[[eid]]\nid = \"{id}\"\nname = \"{id}\"\nissuer = \"https://{id}.example.no\"\n\
             client_id = \"landport\"\nkey_file = \"keys/oidc-es256.pem\"\n\
             acr = {{ it = \"{level}\" }}\n{more}\n[eid.notification]\nstate = \"notified\"\n\
             since = 2026-01-01\nlevel = \"{level}\"\nscheme = \"{id}\"\n"
        )
    };
    let text = [
        good(),
        eid("minid", "substantial", ""),
        eid(
            "bankid",
            "high",
            "attribute = [{ name = \"BirthName\", claim = \"birth_name\" }]",
        ),
        "[proxy_service]\nidentifier = \"national\"\n".to_owned(),
    ];
    let loaded = load(&text.concat()).unwrap();
    let (settings, keys) = (&loaded.settings, &loaded.keys);
    let ours = settings.proxy_service.as_ref().unwrap();
    let env = Env::system();
    let own = OwnMetadata::default();
    let made = |closed: &str| {
        let access = |eid: &gateway::settings::EidSettings| match eid.id.as_str() {
            id if id == closed => gateway::settings::Access::Planned,
            _ => eid.abroad(false),
        };
        let offer = Offer::of(settings, access).unwrap();
        own.proxy_service(settings.country, ours, offer, keys, &env)
            .unwrap()
    };
    let read = |bytes: &[u8]| {
        let anchors = TrustAnchors::new(keys.metadata_signer().certificates().to_vec());
        let expected = eidas::ExpectedPeer {
            entity_id: ours.entity_id.clone(),
            country: settings.country,
            role: Role::ProxyService,
            transport: settings.profile.transport(),
            tolerances: Vec::new(),
        };
        let now = eidas::Instant::from_ms(env.now_ms());
        eidas::Peer::from_signed_metadata(bytes, &anchors, &expected, now).unwrap()
    };
    let open = made("");
    assert_eq!(made(""), open);
    let levels = |bytes: &[u8]| -> Vec<_> {
        read(bytes)
            .loas()
            .iter()
            .filter_map(eidas::Loa::notified)
            .collect()
    };
    assert_eq!(
        levels(&open),
        [LevelOfAssurance::Substantial, LevelOfAssurance::High]
    );
    assert!(read(&open).requires_requester_id());
    let birth_name = Attribute::BIRTH_NAME.name();
    assert!(String::from_utf8_lossy(&open).contains(&birth_name));
    // Signed anew at once, without what the closed one gave.
    let without = made("bankid");
    assert_eq!(levels(&without), [LevelOfAssurance::Substantial]);
    assert!(!String::from_utf8_lossy(&without).contains(&birth_name));
    assert_eq!(
        Offer::of(settings, |_| gateway::settings::Access::Planned),
        None
    );
}

/// A P-256 and an RSA key beside those of the ground.
fn new_keys() -> Vec<std::path::PathBuf> {
    let directory = tempfile::tempdir().unwrap().keep();
    let subject = xmlsec::Subject {
        common_name: "test, next",
        organization: "Landport",
        country: "NO",
    };
    let made = gateway::keys::generate(&directory, subject, &Env::system());
    made.unwrap().saml_signing.current
}

/// E3: nodes that know one key of ours hold our metadata until it ends.
#[test]
fn an_announced_change_of_signing_keys_comes_when_no_copy_from_before_it_is_left() {
    let first = Keys::load(&ground().files).unwrap();
    let mut files = ground().files.clone();
    files.saml_signing.next = new_keys();
    let hours = |hours: u64| Duration::from_secs(hours * 3600);
    let switch = NOW.plus(hours(24));
    files.saml_signing_switch_at = Some(switch);
    let keys = Keys::load(&files).unwrap();
    let ders = |descriptors: Vec<eidas::metadata::KeyDescriptor>| -> Vec<Vec<u8>> {
        let der = |d: eidas::metadata::KeyDescriptor| d.certificate.der().to_vec();
        descriptors.into_iter().map(der).collect()
    };
    let (before, after) = (
        ders(keys.signing_descriptors(switch.minus(Duration::from_millis(1)))),
        ders(keys.signing_descriptors(switch)),
    );
    // Both are published all the time; the one in use stands last.
    let old = ders(first.signing_descriptors(NOW));
    assert!(before.ends_with(&old));
    assert!(after.starts_with(&{
        let mut published: Vec<_> = old.clone();
        published.reverse();
        published
    }));
    let kinds = |list: &[Vec<u8>]| -> Vec<KeyKind> {
        let kind = |der: &Vec<u8>| Certificate::from_der(der).unwrap().key().kind();
        list.iter().map(kind).collect()
    };
    assert_eq!(kinds(&after), [EC, RSA, RSA, EC]);
    // No document crosses the change, and the day after it is like any other.
    assert_eq!(
        keys.metadata_ends(NOW.minus(hours(3)), hours(24)),
        switch.minus(hours(3))
    );
    assert_eq!(keys.metadata_ends(NOW.plus(hours(3)), hours(24)), switch);
    assert_eq!(
        keys.metadata_ends(switch, hours(24)),
        switch.plus(hours(24))
    );
    assert_eq!(first.metadata_ends(NOW, hours(24)), switch);
    assert!(!keys.signs_saml_with_others_than(&first, NOW));
    assert!(keys.signs_saml_with_others_than(&first, switch));
}

#[test]
fn a_change_of_signing_keys_is_announced_one_validity_ahead_or_refused() {
    let plan = |text: String, moment: &str, next: &str| {
        let line = format!("[keys]\nsaml_signing_switch_at = {moment}\n");
        text.replace("[keys]\n", &line).replace(
            "[keys.saml_signing]\n",
            &format!("[keys.saml_signing]\nnext = [{next}]\n"),
        )
    };
    let next = format!("{:?}", new_keys()[0]);
    let without = load(&good()).unwrap();
    let at = |moment: &str| load(&plan(good(), moment, &next)).unwrap();
    let now = eidas::Instant::parse("2026-11-23T12:00:00Z").unwrap();
    let day = Some(now.plus(Duration::from_secs(86_400)));
    for (moment, earliest) in [
        ("2026-11-24T11:59:59Z", day),
        ("2026-11-23T11:00:00Z", day),
        ("2026-11-24T12:00:00Z", None),
    ] {
        let announced = at(moment).settings;
        assert_eq!(
            announced.switches_too_early(&without.settings, now),
            earliest,
            "{moment}"
        );
        // What was announced before comes when it was said.
        assert_eq!(
            announced.switches_too_early(&at(moment).settings, now),
            None
        );
    }
    let problems = load(&plan(good(), "2026-11-24T12:00:00Z", ""))
        .err()
        .unwrap();
    assert_eq!(problems[0].field, "keys.saml_signing_switch_at");
    assert!(load(&plan(good(), "2026-11-24", &next)).is_err());
}

/// A lost key signs no more: without one of its sort to take its place it would stay in use.
#[test]
fn a_lost_key_without_another_of_its_sort_is_not_promoted_over() {
    let loaded = load(&good()).unwrap();
    let current = loaded.keys.placed(&loaded.settings.keys);
    let (seen, nodes) = (Witnessed::default(), BTreeMap::new());
    let lost = |next_of: &[&str]| {
        let new = current.iter().filter(|key| {
            let of_role = key.role == KeyRole::OidcSigning;
            of_role && next_of.contains(&key.kind.as_str())
        });
        let new = new.map(|key| PlacedKey {
            place: Place::Next,
            file: format!("next/{}.pem", key.kind).into(),
            id: format!("next-{}", key.id),
            ..key.clone()
        });
        let keys: Vec<PlacedKey> = current.iter().cloned().chain(new).collect();
        let facts = Facts {
            settings: &loaded.settings,
            keys: &keys,
            seen: &seen,
            nodes: &nodes,
            now: NOW,
        };
        let step = Step::Promote {
            at_ms: None,
            lost: true,
        };
        facts.waits(KeyRole::OidcSigning, step)
    };
    assert_eq!(lost(&["RS256", "ES256", "PS256"]), Ok(Vec::new()));
    let refused = lost(&["ES256", "PS256"]).unwrap_err();
    assert!(
        refused.contains("oidc-rs256.pem (RS256) would stay in use"),
        "{refused}"
    );
    let refused = lost(&["ES256"]).unwrap_err();
    assert!(
        refused.contains("oidc-rs256.pem (RS256)") && refused.contains("oidc-ps256.pem (PS256)"),
        "{refused}"
    );
    assert!(!refused.contains("oidc-es256.pem"), "{refused}");
}
