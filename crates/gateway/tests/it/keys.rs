// SPDX-License-Identifier: EUPL-1.2
//! Keys by role, and the order in our metadata that carries meaning.

use eidas::metadata::KeyUse;
use gateway::env::{Env, FakeClock};
use gateway::keys::Keys;
use gateway::own_metadata::OwnMetadata;
use gateway::settings::IdTokenAlg;
use std::time::Duration;
use xmlsec::{Certificate, Curve, KeyKind, Limits, Policy, TrustAnchors};

use crate::ground::{good, ground, load};

const EC: KeyKind = KeyKind::Ec(Curve::P256);
const RSA: KeyKind = KeyKind::Rsa(3072);

fn order(keys: &Keys, wanted: KeyUse) -> Vec<KeyKind> {
    let descriptors = keys.key_descriptors();
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
        keys.oidc_signer(IdTokenAlg::Rs256).algorithm().as_str(),
        "RS256"
    );
    assert_eq!(
        keys.oidc_signer(IdTokenAlg::Es256).algorithm().as_str(),
        "ES256"
    );
    assert_eq!(keys.jwks().keys().len(), 2);
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
fn our_metadata_is_signed_and_signed_anew_before_half_its_life_is_over() {
    let loaded = load(&good()).unwrap();
    let clock = FakeClock::new(Env::system().now_ms());
    let env = Env::with_clock(clock.clone());
    let own = OwnMetadata::default();
    let first = own.document(&loaded.settings, &loaded.keys, &env).unwrap();
    let anchor: Vec<Certificate> = loaded.keys.metadata_signer().certificates().to_vec();
    let document = xmlsec::Document::parse(&first, &Limits::METADATA).unwrap();
    let anchors = TrustAnchors::new(anchor);
    xmlsec::verify_metadata(&document, &anchors, &Policy::EIDAS, env.now_s()).unwrap();
    let text = String::from_utf8(first.to_vec()).unwrap();
    assert!(text.contains("entityID=\"https://login.example.no/eidas/connector/metadata\""));
    assert!(text.contains("NodeCountry"));
    clock.advance(Duration::from_secs(11 * 3600));
    assert_eq!(
        own.document(&loaded.settings, &loaded.keys, &env).unwrap(),
        first
    );
    clock.advance(Duration::from_secs(2 * 3600));
    let second = own.document(&loaded.settings, &loaded.keys, &env).unwrap();
    assert_ne!(second, first);
    own.forget();
    assert_ne!(
        own.document(&loaded.settings, &loaded.keys, &env).unwrap(),
        second
    );
}
