// SPDX-License-Identifier: EUPL-1.2
//! Metadata whose signer is revoked. Interoperability Architecture 1.4 §6.5. What a list must be to
//! count is tried in `xmlsec`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use gateway::settings::{PeerSettings, PeerSource, RevocationSource};
use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::x509::extension::AuthorityKeyIdentifier;
use openssl::x509::{X509, X509CrlBuilder, X509Extension, X509Revoked};
use url::Url;
use xmlsec::{Certificate, Curve, DecryptionKey, KeyKind, SoftwareKey, Subject, Validity};

use crate::ground::{demo, good, ground, load};
use crate::peers::{HOUR, Scene, of, reason};

fn certificate(key: &SoftwareKey) -> &Certificate {
    DecryptionKey::certificate(key)
}

/// A node whose metadata is signed by a key below a root, with the root's list at an address.
struct Land {
    scene: Scene,
    root: SoftwareKey,
}

impl Land {
    async fn new(data: &Path) -> Self {
        let mut scene = Scene::new(data).await;
        let validity = Validity {
            not_before: scene.env.now_s() - 60,
            not_after: scene.env.now_s() + 90 * 86_400,
        };
        let (kind, subject) = (KeyKind::Ec(Curve::P256), |name| Subject {
            common_name: name,
            organization: "Land",
            country: "SE",
        });
        let bytes = scene.env.bytes();
        let root = SoftwareKey::generate(kind, subject("root"), validity, bytes).unwrap();
        let bytes = scene.env.bytes();
        let signer = root.issue(kind, subject("signer"), validity, bytes, false);
        scene.metadata_key = signer.unwrap();
        let url = Url::parse(scene.entity_id.as_str()).unwrap();
        let list = url.join("/crl").unwrap();
        scene.settings.peers = vec![Arc::new(PeerSettings {
            source: PeerSource::Signed {
                url,
                anchors: vec![certificate(&root).der().to_vec()],
            },
            crls: vec![RevocationSource::Address(list)],
            ..(*scene.settings.peers[0]).clone()
        })];
        let land = Self { scene, root };
        land.scene.publish(&land.scene.document(HOUR * 48));
        land.publish(&land.list(&land.root, false));
        land
    }

    fn publish(&self, list: &[u8]) {
        *self.scene.published.list.lock().unwrap() = Some(list.to_vec());
    }

    /// The root's list for a day, signed by this key.
    fn list(&self, signed_by: &SoftwareKey, names_signer: bool) -> Vec<u8> {
        let issuer = X509::from_der(certificate(&self.root).der()).unwrap();
        let time = |at| Asn1Time::from_unix(at).unwrap();
        let mut list = X509CrlBuilder::new().unwrap();
        list.set_issuer_name(issuer.subject_name()).unwrap();
        let now = self.scene.env.now_s();
        list.set_last_update(&time(now - 60)).unwrap();
        list.set_next_update(&time(now + 86_400)).unwrap();
        let context = X509::builder().unwrap();
        let context = context.x509v3_context(Some(&issuer), None);
        let identifier = AuthorityKeyIdentifier::new()
            .keyid(false)
            .build(&context)
            .unwrap();
        list.append_extension(identifier).unwrap();
        let number = X509Extension::new_from_der(
            &Asn1Object::from_str("2.5.29.20").unwrap(),
            false,
            &Asn1OctetString::new_from_bytes(&[2, 1, 1]).unwrap(),
        );
        list.append_extension(number.unwrap()).unwrap();
        if names_signer {
            let signer = X509::from_der(certificate(&self.scene.metadata_key).der()).unwrap();
            let serial = signer.serial_number().to_bn().unwrap().to_vec();
            let mut der = vec![0x02, u8::try_from(serial.len()).unwrap()];
            der.extend(serial);
            der.extend(*b"\x17\x0D261122000000Z");
            der.splice(..0, [0x30, u8::try_from(der.len()).unwrap()]);
            list.add_revoked(X509Revoked::from_der(&der).unwrap())
                .unwrap();
        }
        let key = PKey::private_key_from_pem(signed_by.private_key_pem().as_bytes()).unwrap();
        list.sign(&key, MessageDigest::sha256()).unwrap();
        list.build().unwrap().to_der().unwrap()
    }

    /// One refresh of freshly started peers, without a good copy.
    async fn fresh(&self) -> &'static str {
        let _ = std::fs::remove_dir_all(self.scene.settings.data.join("peers"));
        reason(&self.scene.refreshed().await.1)
    }

    /// As the next start knows it, before anybody is asked.
    fn next_start(&self) -> &'static str {
        of(self.scene.peers().by_entity(&self.scene.entity_id))
    }
}

#[tokio::test]
async fn arch_6_5_a_revoked_signer_is_refused_dropped_and_refused_at_the_next_start() {
    let data = tempfile::tempdir().unwrap();
    let land = Land::new(data.path()).await;
    let (peers, state) = land.scene.refreshed().await;
    assert_eq!(reason(&state), "ready");
    assert_eq!(land.next_start(), "ready");
    land.scene
        .published
        .is_unchanged
        .store(true, Ordering::SeqCst);
    land.publish(&land.list(&land.root, true));
    let entity_id = &land.scene.entity_id;
    assert_eq!(of(peers.refresh_now(entity_id).await), "sig.revoked");
    assert_eq!(land.next_start(), "sig.revoked");
    assert_eq!(land.fresh().await, "sig.revoked");
}

/// An old document of a signer who was revoked since, brought by whoever holds the node's web host
/// or by a slow cache: what the new signer vouched for goes on.
#[tokio::test]
async fn arch_6_5_an_old_document_of_a_revoked_signer_costs_nobody_the_new_one() {
    let data = tempfile::tempdir().unwrap();
    let mut land = Land::new(data.path()).await;
    let (old, revokes_old) = (land.scene.document(HOUR * 48), land.list(&land.root, true));
    let validity = Validity {
        not_before: land.scene.env.now_s() - 60,
        not_after: land.scene.env.now_s() + 90 * 86_400,
    };
    let subject = Subject {
        common_name: "new signer",
        organization: "Land",
        country: "SE",
    };
    let (kind, bytes) = (KeyKind::Ec(Curve::P256), land.scene.env.bytes());
    let signer = land.root.issue(kind, subject, validity, bytes, false);
    land.scene.metadata_key = signer.unwrap();
    land.scene.publish(&land.scene.document(HOUR * 48));
    let (peers, state) = land.scene.refreshed().await;
    assert_eq!(reason(&state), "ready");
    land.publish(&revokes_old);
    land.scene.publish(&old);
    let entity_id = &land.scene.entity_id;
    assert_eq!(of(peers.refresh_now(entity_id).await), "ready");
    assert_eq!(land.next_start(), "ready");
    // The control: nobody who has only the old document believes it.
    assert_eq!(land.fresh().await, "sig.revoked");
}

#[tokio::test]
async fn arch_6_5_without_a_good_list_nothing_new_is_believed_and_the_last_good_serves() {
    let data = tempfile::tempdir().unwrap();
    let land = Land::new(data.path()).await;
    let good = land.list(&land.root, false);
    let by_the_signer = land.list(&land.scene.metadata_key, false);
    for (list, refused) in [
        (None, "crl_http_status"),
        (Some(b"<html>".to_vec()), "crl_malformed"),
        (Some(by_the_signer), "sig.revocation_unknown"),
    ] {
        land.publish(&good);
        assert_eq!(land.fresh().await, "ready");
        let peers = land.scene.peers();
        *land.scene.published.list.lock().unwrap() = list;
        let entity_id = &land.scene.entity_id;
        assert_eq!(of(peers.refresh_now(entity_id).await), "ready");
        assert_eq!(land.fresh().await, refused);
    }
    // A list that is out of date.
    land.publish(&good);
    assert_eq!(land.fresh().await, "ready");
    let peers = land.scene.peers();
    land.scene.clock.advance(Duration::from_secs(86_401));
    let entity_id = &land.scene.entity_id;
    assert_eq!(of(peers.refresh_now(entity_id).await), "ready");
    assert_eq!(land.next_start(), "sig.revocation_unknown");
    assert_eq!(land.fresh().await, "sig.revocation_unknown");
}

#[tokio::test]
async fn arch_6_5_check_warns_of_a_signer_that_nobody_would_see_revoked() {
    let data = tempfile::tempdir().unwrap();
    let land = Land::new(data.path()).await;
    let directory = &ground().directory;
    let write = |name: &str, octets: &[u8]| std::fs::write(directory.join(name), octets).unwrap();
    write("below.xml", &land.scene.document(HOUR * 48));
    write("below.crl", &land.list(&land.root, false));
    write("root.pem", certificate(&land.root).to_pem().as_bytes());
    let signer = certificate(&land.scene.metadata_key);
    write("signer.pem", signer.to_pem().as_bytes());
    let entity_id = land.scene.entity_id.as_str();
    let warned = |more: &str| {
        let before = "metadata_url = \"https://se.localhost/metadata\"\n\
                      trust_anchors = \"keys/metadata-signing-p256.pem\"";
        let after = format!("entity_id = \"{entity_id}\"\nmetadata_file = \"below.xml\"\n{more}");
        assert!(demo().contains(before));
        let loaded = load(&demo().replace(before, &after));
        let loaded = loaded.unwrap_or_else(|problems| panic!("{problems:#?}"));
        let mut texts = loaded.warnings.iter().map(|warning| warning.text.as_str());
        texts.any(|text| text.contains("would notice that it was revoked"))
    };
    assert!(warned("trust_anchors = \"root.pem\""));
    assert!(!warned("trust_anchors = \"signer.pem\""));
    assert!(!warned(
        "trust_anchors = \"root.pem\"\ncrls = [\"below.crl\"]"
    ));
    let address = "\"http://crl.localhost/root.crl\"";
    assert!(!warned(&format!(
        "trust_anchors = \"root.pem\"\ncrls = [{address}]"
    )));
}

#[test]
fn a_list_that_is_none_is_named() {
    let listed = |list: &str| {
        let anchors = "trust_anchors = \"keys/metadata-signing-p256.pem\"";
        good().replace(anchors, &format!("{anchors}\ncrls = [\"{list}\"]"))
    };
    for (list, what) in [
        ("ftp://crl.example.se/", "no address of a revocation list"),
        ("nothing.crl", "cannot be read"),
        ("jwks.json", "no complete revocation list"),
    ] {
        let problems = load(&listed(list)).err().unwrap();
        let [problem] = problems.as_slice() else {
            panic!("{problems:#?}")
        };
        assert!(problem.what.contains(what), "{problem}");
    }
}
