// SPDX-License-Identifier: EUPL-1.2
//! Metadata Service Lists through the background: who becomes known by one, and what a list cannot do.
//! What a list must be to count is tried in `eidas`. Names begin with the attack's id where there is one.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use eidas::{CountryCode, EntityId, Instant, PublishedNode, PublishedServiceList, Role};
use gateway::audit::{Audit, AuditKey};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::peers::{PeerState, Peers};
use gateway::service_lists::{ServiceListState, ServiceLists};
use gateway::settings::{PeerSettings, ServiceListSettings, ServiceListSource};
use gateway::telemetry::Metrics;
use url::Url;
use xmlsec::{DecryptionKey, SoftwareKey};

use crate::peers::{HOUR, Scene, of};

/// A gateway that knows nobody but by a list.
struct Listed {
    scene: Scene,
    signer: SoftwareKey,
    peers: Peers,
    lists: ServiceLists,
    audit: Audit,
    list: PublishedServiceList,
}

fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

fn der(key: &SoftwareKey) -> Vec<u8> {
    DecryptionKey::certificate(key).der().to_vec()
}

impl Listed {
    async fn new(data: &Path) -> Self {
        let mut scene = Scene::new(data).await;
        let signer = crate::peers::key(&scene.env);
        scene.settings.peers = Vec::new();
        scene.settings.service_lists = vec![Arc::new(ServiceListSettings {
            name: "nordic".to_owned(),
            source: ServiceListSource::File(data.join("list.xml")),
            anchors: vec![der(&signer)],
            metadata_anchors: Vec::new(),
            territories: ["SE", "DK", "FI"].map(country).into(),
            may_lose: 1,
            private: false,
            extra_roots: Vec::new(),
        })];
        let now = Instant::from_ms(scene.env.now_ms());
        let node = |code: &str, entity: &str| PublishedNode {
            country: country(code),
            role: Role::ProxyService,
            entity_id: EntityId::parse(entity).unwrap(),
            location: Url::parse(entity).unwrap(),
            signers: vec![DecryptionKey::certificate(&scene.metadata_key).clone()],
            suspended: false,
            hidden: false,
        };
        let list = PublishedServiceList {
            issuer_name: "Nordic".to_owned(),
            scheme: Url::parse("https://lists.example.eu/scheme").unwrap(),
            territory: CountryCode::UNION,
            issued: now,
            next_update: now.plus(HOUR * 48),
            distribution_point: Url::parse("https://lists.example.eu/").unwrap(),
            nodes: vec![
                node("SE", scene.entity_id.as_str()),
                node("DK", "http://dk.localhost:4001/metadata"),
                node("FI", "http://fi.localhost:4002/metadata"),
            ],
        };
        let audit = Audit::in_memory(AuditKey::new([1; 32]), scene.env.clone());
        let (peers, lists) = started(&scene, &audit);
        Self {
            scene,
            signer,
            peers,
            lists,
            audit,
            list,
        }
    }

    /// Publishes what `self.list` is now, issued a second later than before.
    async fn publish(&mut self) {
        self.scene.clock.advance(Duration::from_secs(1));
        let now = Instant::from_ms(self.scene.env.now_ms());
        (self.list.issued, self.list.next_update) = (now, now.plus(HOUR * 48));
        self.publish_as_it_is().await;
    }

    async fn publish_as_it_is(&self) {
        let xml = self.list.to_signed_xml(&self.signer).unwrap();
        std::fs::write(self.scene.settings.data.join("list.xml"), xml).unwrap();
        self.lists.refresh_all().await;
    }

    fn state(&self) -> ServiceListState {
        self.lists.states().remove(0)
    }

    fn refused(&self) -> Option<&'static str> {
        self.state().refused.map(|(reason, _)| reason)
    }

    async fn sweden(&self) -> &'static str {
        match self.peers.refresh_now(&self.scene.entity_id).await {
            Some(known) => of(Some(known)),
            None => "unknown",
        }
    }

    fn countries(&self) -> BTreeSet<String> {
        let all = self.peers.proxy_services().into_iter();
        all.map(|known| known.settings.country.to_string())
            .collect()
    }

    /// The changes of nodes that the trail has, in order; and what it says of the list.
    fn told(&self) -> Vec<String> {
        let lines = self.audit.lines().into_iter();
        lines
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(&line).unwrap();
                let of = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
                match of("event").as_str() {
                    "listed_node" => format!("{} {}", of("country"), of("change")),
                    "list_unavailable" => {
                        assert_eq!((of("kind"), of("url")), ("service".into(), "nordic".into()));
                        of("reason")
                    }
                    other => other.to_owned(),
                }
            })
            .collect()
    }
}

fn started(scene: &Scene, audit: &Audit) -> (Peers, ServiceLists) {
    let fetch = Fetch::new(FetchOptions {
        demo: true,
        proxy: None,
    });
    let metrics = Arc::new(Metrics::new());
    let peers = scene.peers();
    let (by, told) = (
        (scene.env.clone(), fetch.unwrap()),
        (audit.clone(), metrics),
    );
    let lists = ServiceLists::new(&scene.settings, peers.clone(), by, told);
    (peers, lists)
}

#[tokio::test]
async fn countries_appear_move_are_suspended_and_go_with_the_list() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    assert_eq!(listed.sweden().await, "unknown");
    assert_eq!(listed.state().word(listed.list.issued), "missing");
    listed.publish().await;
    assert_eq!(listed.sweden().await, "ready");
    assert_eq!(
        listed.countries(),
        ["DK", "FI", "SE"].map(String::from).into()
    );
    let state = listed.state();
    assert_eq!((state.nodes, state.refused), (3, None));
    assert_eq!(state.says(listed.list.issued), "good");
    let taken = "service_list_taken".to_owned();
    let mut told = vec![taken.clone()];
    told.extend(["DK added", "FI added", "SE added"].map(String::from));
    assert_eq!(listed.told(), told);

    // The same again says nothing.
    listed.publish_as_it_is().await;
    assert_eq!(listed.told(), told);

    let (open, place) = (
        listed.list.nodes.clone(),
        "http://dk.localhost:4003/metadata",
    );
    listed.list.nodes[1].location = Url::parse(place).unwrap();
    listed.list.nodes[0].suspended = true;
    listed.list.nodes[2].hidden = true;
    listed.publish().await;
    told.push(taken.clone());
    told.extend(["DK moved", "FI hidden", "SE suspended"].map(String::from));
    assert_eq!(listed.told(), told);
    // MD-15: whatever its metadata says; and its own word does not open it.
    assert_eq!(listed.sweden().await, "suspended");
    let hidden = |code: &str| {
        let known = listed.peers.of_country(&country(code)).remove(0);
        known.settings.listed.as_ref().unwrap().hidden
    };
    assert_eq!([hidden("SE"), hidden("FI")], [false, true]);

    listed.list.nodes = open;
    listed.list.nodes.remove(1);
    listed.publish().await;
    told.push(taken);
    told.extend(["FI shown", "SE opened", "DK removed"].map(String::from));
    assert_eq!(listed.told(), told);
    assert_eq!(listed.sweden().await, "ready");
    assert_eq!(listed.countries(), ["FI", "SE"].map(String::from).into());
}

#[tokio::test]
async fn md_01_each_location_obeys_the_certificate_that_the_list_names_for_it() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    listed.publish().await;
    assert_eq!(listed.sweden().await, "ready");
    // Another signer than the list names: the copy in the data directory is not believed either.
    let other = crate::peers::key(&listed.scene.env);
    listed.list.nodes[0].signers = vec![DecryptionKey::certificate(&other).clone()];
    listed.publish().await;
    assert_eq!(listed.sweden().await, "sig.certificate_path");
    assert!(
        listed.told().contains(&"SE signers".to_owned()),
        "{:?}",
        listed.told()
    );
    // Both, as in a rollover.
    let own = DecryptionKey::certificate(&listed.scene.metadata_key).clone();
    listed.list.nodes[0].signers.push(own);
    listed.publish().await;
    assert_eq!(listed.sweden().await, "ready");
    // None: nobody vouches for it, unless the operator says who does.
    listed.list.nodes[0].signers.clear();
    listed.publish().await;
    assert_eq!(listed.sweden().await, "unknown");
    let not_taken = |listed: &Listed| {
        let all = listed.state().not_taken.into_iter();
        all.map(|entry| (entry.country, entry.reason))
            .collect::<Vec<_>>()
    };
    assert_eq!(not_taken(&listed), [("SE".to_owned(), "listed_no_signer")]);
    let mut list = (*listed.scene.settings.service_lists[0]).clone();
    list.metadata_anchors = vec![der(&listed.scene.metadata_key)];
    listed.scene.settings.service_lists = vec![Arc::new(list)];
    listed.lists.reconfigure(&listed.scene.settings);
    assert_eq!(
        (listed.sweden().await, not_taken(&listed).len()),
        ("ready", 0)
    );
}

#[tokio::test]
async fn md_13_md_14_a_list_that_does_not_stand_the_test_changes_nothing_and_is_told() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    listed.publish().await;
    let good = listed.list.clone();
    let before = listed.told().len();

    // MD-14: two countries less where one may be.
    listed.list.nodes.truncate(1);
    listed.publish().await;
    assert_eq!(listed.refused(), Some("service_list_shrunk"));
    assert_eq!(listed.countries().len(), 3);
    // MD-04: the first one again, which was in force, is the same and no rollback; an older one is.
    listed.list = good.clone();
    listed.list.issued = good.issued.minus(Duration::from_millis(1));
    listed.publish_as_it_is().await;
    assert_eq!(listed.refused(), Some("service_list_rollback"));
    // MD-13: signed by another.
    let signer = std::mem::replace(&mut listed.signer, crate::peers::key(&listed.scene.env));
    listed.publish().await;
    assert_eq!(listed.refused(), Some("sig.certificate_path"));
    std::fs::write(data.path().join("list.xml"), "<no").unwrap();
    listed.lists.refresh_all().await;
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("xml.syntax"));
    std::fs::remove_file(data.path().join("list.xml")).unwrap();
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("service_list_file_unreadable"));
    assert_eq!(
        (listed.countries().len(), listed.sweden().await),
        (3, "ready")
    );
    // Each was told once.
    let told = [
        "service_list_shrunk",
        "service_list_rollback",
        "sig.certificate_path",
        "xml.syntax",
        "service_list_file_unreadable",
    ];
    assert_eq!(listed.told()[before..], told);
    // A good one again.
    listed.signer = signer;
    listed.list = good;
    listed.publish().await;
    assert_eq!(listed.refused(), None);
}

#[tokio::test]
async fn md_13_the_last_good_list_is_believed_again_at_start_and_until_its_end() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    listed.publish().await;
    assert_eq!(listed.sweden().await, "ready");
    let old = listed.list.to_signed_xml(&listed.signer).unwrap();
    listed.list.nodes.remove(2);
    listed.publish().await;
    std::fs::remove_file(data.path().join("list.xml")).unwrap();

    // With every publisher down.
    (listed.peers, listed.lists) = started(&listed.scene, &listed.audit);
    assert_eq!(of(listed.peers.by_entity(&listed.scene.entity_id)), "ready");
    assert_eq!(listed.countries(), ["DK", "SE"].map(String::from).into());
    // What was in force before the one in force does not come back by a restart.
    std::fs::write(data.path().join("list.xml"), &old).unwrap();
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("service_list_rollback"));
    // Nor when whoever writes there takes away the copy alone.
    std::fs::remove_file(data.path().join("service-lists/nordic.xml")).unwrap();
    (listed.peers, listed.lists) = started(&listed.scene, &listed.audit);
    assert!(listed.countries().is_empty());
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("service_list_rollback"));
    listed.publish().await;
    assert_eq!(listed.sweden().await, "ready");

    // A stored copy that was changed is not believed.
    let copy = data.path().join("service-lists/nordic.xml");
    let changed = std::fs::read_to_string(&copy)
        .unwrap()
        .replace("\"SE\"", "\"FI\"");
    std::fs::write(&copy, changed).unwrap();
    let (peers, lists) = started(&listed.scene, &listed.audit);
    assert!(peers.all().is_empty());
    assert_eq!(lists.states()[0].refused.unwrap().0, "sig.digest");

    // Its end closes its countries, whatever their metadata says.
    let end = listed.list.next_update;
    let left = u64::try_from(end.ms() - listed.scene.env.now_ms()).unwrap();
    std::fs::remove_file(data.path().join("list.xml")).unwrap();
    listed.scene.publish(&listed.scene.document(HOUR * 24 * 30));
    assert_eq!(listed.sweden().await, "ready");
    listed.scene.clock.advance(Duration::from_millis(left - 1));
    assert_eq!(of(listed.peers.by_entity(&listed.scene.entity_id)), "ready");
    listed.scene.clock.advance(Duration::from_millis(1));
    let known = listed.peers.by_entity(&listed.scene.entity_id).unwrap();
    let PeerState::Unavailable { reason, since_ms } = known.state else {
        panic!("{known:?}");
    };
    assert_eq!((reason, since_ms), ("service_list_expired", end.ms()));
    assert_eq!(listed.state().word(end), "over");
    for _ in 0..2 {
        listed.lists.refresh_all().await;
    }
    let expired = listed
        .told()
        .into_iter()
        .filter(|told| told == "service_list_expired");
    assert_eq!(expired.count(), 1);
}

/// What an operator wrote by hand is not changed by a list; for its country and role, and for its name.
#[tokio::test]
async fn a_configured_node_wins_and_the_list_says_that_it_does_not_count() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    listed.list.nodes[0].suspended = true;
    listed.publish().await;
    assert_eq!(listed.sweden().await, "suspended");
    let own = |code: &str, role| {
        let known = listed.peers.by_entity(&listed.scene.entity_id).unwrap();
        Arc::new(PeerSettings {
            country: country(code),
            role,
            suspended: None,
            listed: None,
            private: true,
            ..(*known.settings).clone()
        })
    };
    let (same, another) = (own("SE", Role::ProxyService), own("LV", Role::Connector));
    let configure = |listed: &mut Listed, peers: Vec<Arc<PeerSettings>>| {
        listed.scene.settings.peers = peers;
        listed.peers.reconfigure(&listed.scene.settings);
        listed.lists.reconfigure(&listed.scene.settings);
        let all = listed.state().not_taken.into_iter();
        let all: Vec<_> = all.map(|entry| (entry.country, entry.reason)).collect();
        (all, listed.peers.all().len())
    };
    let gives_way = vec![("SE".to_owned(), "listed_but_configured")];
    assert_eq!(configure(&mut listed, vec![same]), (gives_way.clone(), 3));
    assert_eq!(listed.sweden().await, "ready");
    // Of another country, too: a list does not speak for a node of that name.
    assert_eq!(configure(&mut listed, vec![another]), (gives_way, 3));
    assert_eq!(configure(&mut listed, Vec::new()), (Vec::new(), 3));
    assert_eq!(listed.sweden().await, "suspended");
    // A list that is no longer configured leaves nobody behind.
    listed.scene.settings.service_lists = Vec::new();
    assert_eq!(configure_none(&mut listed), 0);
}

fn configure_none(listed: &mut Listed) -> usize {
    listed.lists.reconfigure(&listed.scene.settings);
    listed.peers.all().len()
}

#[tokio::test]
async fn md_06_two_lists_that_name_one_entity_leave_it_out() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    listed.publish().await;
    let mut other = (*listed.scene.settings.service_lists[0]).clone();
    other.name = "baltic".to_owned();
    other.territories = ["LV"].map(country).into();
    other.source = ServiceListSource::File(data.path().join("other.xml"));
    let mut published = listed.list.clone();
    published.nodes.truncate(1);
    published.nodes[0].country = country("LV");
    let xml = published.to_signed_xml(&listed.signer).unwrap();
    std::fs::write(data.path().join("other.xml"), xml).unwrap();
    assert_eq!(listed.sweden().await, "ready");
    listed.scene.settings.service_lists.push(Arc::new(other));
    listed.lists.reconfigure(&listed.scene.settings);
    assert_eq!(listed.sweden().await, "ready");
    listed.lists.refresh_all().await;
    assert_eq!(listed.sweden().await, "unknown");
    assert_eq!(listed.countries(), ["DK", "FI"].map(String::from).into());
}

#[tokio::test]
async fn a_list_is_fetched_and_a_web_host_that_is_down_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let mut listed = Listed::new(data.path()).await;
    let mut list = (*listed.scene.settings.service_lists[0]).clone();
    let url = Url::parse(listed.scene.entity_id.as_str()).unwrap();
    list.source = ServiceListSource::Url(url.join("/crl").unwrap());
    list.private = true;
    listed.scene.settings.service_lists = vec![Arc::new(list)];
    listed.lists.reconfigure(&listed.scene.settings);
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("service_list_http_status"));
    let xml = listed.list.to_signed_xml(&listed.signer).unwrap();
    *listed.scene.published.list.lock().unwrap() = Some(xml);
    listed.lists.refresh_all().await;
    assert_eq!((listed.refused(), listed.sweden().await), (None, "ready"));
    *listed.scene.published.list.lock().unwrap() = Some(vec![b' '; 6 * 1024 * 1024]);
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("service_list_too_large"));
    *listed.scene.published.list.lock().unwrap() = None;
    listed.lists.refresh_all().await;
    assert_eq!(listed.refused(), Some("service_list_http_status"));
    assert_eq!(listed.sweden().await, "ready");
}
