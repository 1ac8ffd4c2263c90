// SPDX-License-Identifier: EUPL-1.2
//! The foreign nodes' metadata through the background: what is believed, kept, and refused.
//! Names begin with the attack's id where there is one.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use eidas::metadata::{KeyDescriptor, MetadataStyle, NodeMetadata, ProxyServiceMetadata};
use eidas::{
    Attribute, CountryCode, EntityId, Instant, LevelOfAssurance, Loa, MessageId, NameIdFormat,
};
use gateway::audit::{Audit, AuditKey};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::lever::Levers;
use gateway::peers::{KnownPeer, PeerState, Peers};
use gateway::settings::{PeerSettings, PeerSource, Settings, Suspension, Text};
use gateway::telemetry::Metrics;
use store::env::{Env, FakeClock};
use url::Url;
use xmlsec::{
    Curve, DecryptionKey, KeyKind, SignatureMethod, SigningKey, SoftwareKey, Subject, Validity,
};

use crate::ground::{demo, load};

pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// What the node publishes at the moment, and how often it was asked.
#[derive(Default)]
pub(crate) struct Published {
    status: Mutex<u16>,
    document: Mutex<Vec<u8>>,
    /// What `/crl` answers; nothing: 404.
    pub(crate) list: Mutex<Option<Vec<u8>>>,
    /// Whoever has a copy is told that nothing changed.
    pub(crate) is_unchanged: AtomicBool,
    asked: AtomicUsize,
}

/// A foreign node at an address of this machine, with a gateway that knows it.
pub(crate) struct Scene {
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) env: Env,
    pub(crate) settings: Settings,
    pub(crate) published: Arc<Published>,
    pub(crate) entity_id: EntityId,
    pub(crate) metadata_key: SoftwareKey,
    message_key: SoftwareKey,
}

pub(crate) fn key(env: &Env) -> SoftwareKey {
    let validity = Validity {
        not_before: env.now_s() - 60,
        not_after: env.now_s() + 90 * 86_400,
    };
    let subject = Subject {
        common_name: "node",
        organization: "Land",
        country: "SE",
    };
    SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, env.bytes()).unwrap()
}

impl Scene {
    pub(crate) async fn new(data: &Path) -> Self {
        let clock = FakeClock::new(Env::system().now_ms());
        let env = Env::with_clock(clock.clone());
        let published = Arc::new(Published {
            status: Mutex::new(200),
            ..Published::default()
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let answer = |State(published): State<Arc<Published>>, asked: HeaderMap| async move {
            published.asked.fetch_add(1, Ordering::SeqCst);
            let mut status = http::StatusCode::from_u16(*published.status.lock().unwrap()).unwrap();
            if published.is_unchanged.load(Ordering::SeqCst)
                && asked.contains_key(http::header::IF_NONE_MATCH)
            {
                status = http::StatusCode::NOT_MODIFIED;
            }
            let document = published.document.lock().unwrap().clone();
            (status, [(http::header::ETAG, "\"1\"")], document)
        };
        let list = |State(published): State<Arc<Published>>| async move {
            let list = published.list.lock().unwrap().clone();
            list.ok_or(http::StatusCode::NOT_FOUND)
        };
        let router = Router::new()
            .route("/metadata", get(answer))
            .route("/crl", get(list))
            .with_state(published.clone());
        tokio::spawn(async move { axum_serve(listener, router).await });
        let url = Url::parse(&format!("http://se.localhost:{port}/metadata")).unwrap();
        let entity_id = EntityId::parse(url.as_str()).unwrap();
        let (metadata_key, message_key) = (key(&env), key(&env));
        let anchor = DecryptionKey::certificate(&metadata_key).der().to_vec();
        let mut settings = load(&demo()).unwrap().settings;
        settings.data = data.to_owned();
        settings.peers = vec![Arc::new(PeerSettings {
            role: eidas::Role::ProxyService,
            country: CountryCode::parse("SE").unwrap(),
            entity_id: entity_id.clone(),
            source: PeerSource::Signed {
                url,
                anchors: vec![anchor],
            },
            skew: Duration::from_secs(60),
            tolerances: Vec::new(),
            private: true,
            extra_roots: Vec::new(),
            reads_from: Vec::new(),
            crls: Vec::new(),
            suspended: None,
            listed: None,
        })];
        let scene = Self {
            clock,
            env,
            settings,
            published,
            entity_id,
            metadata_key,
            message_key,
        };
        scene.publish(&scene.document(HOUR * 24));
        scene
    }

    fn metadata(&self, valid_for: Duration) -> ProxyServiceMetadata {
        let sso = self.entity_id.as_str().replace("/metadata", "/sso");
        ProxyServiceMetadata {
            node: NodeMetadata {
                entity_id: self.entity_id.clone(),
                valid_until: Instant::from_ms(self.env.now_ms()).plus(valid_for),
                country: CountryCode::parse("SE").unwrap(),
                versions: vec!["1.4".to_owned()],
                application: None,
                keys: vec![KeyDescriptor::signing(
                    DecryptionKey::certificate(&self.message_key).clone(),
                )],
                digest_methods: Vec::new(),
                signing_methods: vec![SignatureMethod::ALL[3]],
                name_id_formats: vec![NameIdFormat::Unspecified],
                organization: None,
                contacts: Vec::new(),
            },
            loas: vec![Loa::Notified(LevelOfAssurance::High)],
            requires_requester_id: false,
            sso_post: Url::parse(&sso).unwrap(),
            sso_redirect: None,
            attributes: attributes(),
        }
    }

    fn sign(&self, metadata: &ProxyServiceMetadata, key: &dyn SigningKey) -> Vec<u8> {
        let style = MetadataStyle::new(MessageId::parse(&self.env.message_id()).unwrap());
        metadata.to_signed_xml(&style, key).unwrap()
    }

    pub(crate) fn document(&self, valid_for: Duration) -> Vec<u8> {
        self.sign(&self.metadata(valid_for), &self.metadata_key)
    }

    pub(crate) fn publish(&self, document: &[u8]) {
        *self.published.document.lock().unwrap() = document.to_vec();
    }

    fn status(&self, status: u16) {
        *self.published.status.lock().unwrap() = status;
    }

    pub(crate) fn peers(&self) -> Peers {
        let fetch = Fetch::new(FetchOptions {
            demo: true,
            proxy: None,
        })
        .unwrap();
        Peers::new(
            &self.settings,
            self.env.clone(),
            fetch,
            Arc::new(Metrics::new()),
        )
    }

    /// One refresh of freshly started peers.
    pub(crate) async fn refreshed(&self) -> (Peers, PeerState) {
        let peers = self.peers();
        let state = peers.refresh_now(&self.entity_id).await.unwrap().state;
        (peers, state)
    }
}

async fn axum_serve(listener: tokio::net::TcpListener, router: Router) {
    gateway::serve::serve_plain(listener, router, std::future::pending())
        .await
        .unwrap();
}

/// The natural person's minimum data set.
fn attributes() -> Vec<Attribute> {
    [
        "PersonIdentifier",
        "CurrentFamilyName",
        "CurrentGivenName",
        "DateOfBirth",
    ]
    .map(|name| ["http://eidas.europa.eu/attributes/naturalperson/", name].concat())
    .iter()
    .map(|uri| Attribute::named(uri).unwrap())
    .collect()
}

pub(crate) fn reason(state: &PeerState) -> &'static str {
    match state {
        PeerState::Unavailable { reason, .. } => reason,
        PeerState::Ready(_) => "ready",
        PeerState::Pending => "pending",
        PeerState::Suspended(_) => "suspended",
    }
}

pub(crate) fn of(known: Option<KnownPeer>) -> &'static str {
    reason(&known.unwrap().state)
}

#[tokio::test]
async fn a_node_is_pending_then_ready_and_ready_at_the_next_start_with_the_node_down() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let peers = scene.peers();
    assert_eq!(of(peers.by_entity(&scene.entity_id)), "pending");
    assert_eq!(of(peers.refresh_now(&scene.entity_id).await), "ready");
    let sweden = CountryCode::parse("SE").unwrap();
    assert_eq!(peers.of_country(&sweden).len(), 1);
    assert!(peers.of_country(&CountryCode::NORWAY).is_empty());
    scene.status(503);
    let (again, state) = scene.refreshed().await;
    assert_eq!(reason(&state), "ready");
    assert_eq!(again.all().len(), 1);
}

/// Whom the gateway believes, and since when not, stands in the trail: each change once.
#[tokio::test]
async fn the_trail_says_when_a_node_is_believed_and_when_it_cannot_be_used() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let audit = Arc::new(Audit::in_memory(AuditKey::new([1; 32]), scene.env.clone()));
    let watched = |peers: Peers| {
        peers.obey(Arc::new(Levers::new(scene.env.clone())), audit.clone());
        peers
    };
    let events = || {
        let lines = audit.lines().into_iter();
        let read = lines.map(|line| {
            let line: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(line["country"], "SE", "{line}");
            let of = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
            (of("event"), of("reason"), of("sha256"))
        });
        read.collect::<Vec<_>>()
    };
    let unavailable = |reason: &str| {
        let event = "peer_unavailable".to_owned();
        (event, reason.to_owned(), String::new())
    };
    let updated = |document: &[u8]| {
        let hash = openssl::sha::sha256(document);
        let hash = hash.iter().map(|octet| format!("{octet:02x}")).collect();
        ("peer_updated".to_owned(), String::new(), hash)
    };
    let peers = watched(scene.peers());
    scene.status(503);
    for _ in 0..2 {
        peers.refresh_now(&scene.entity_id).await;
    }
    let mut expected = vec![unavailable("metadata_http_status")];
    assert_eq!(events(), expected);
    scene.status(200);
    let first = scene.document(HOUR);
    scene.publish(&first);
    for _ in 0..2 {
        peers.refresh_now(&scene.entity_id).await;
    }
    expected.push(updated(&first));
    assert_eq!(events(), expected);
    // Started anew, it believes what it believed; the last good copy serves while the node is down.
    let peers = watched(scene.peers());
    peers.refresh_now(&scene.entity_id).await;
    scene.status(503);
    peers.refresh_now(&scene.entity_id).await;
    assert_eq!(events(), expected);
    scene.clock.advance(HOUR);
    peers.refresh_now(&scene.entity_id).await;
    expected.push(unavailable("metadata_expired"));
    scene.status(200);
    let second = scene.document(HOUR);
    scene.publish(&second);
    peers.refresh_now(&scene.entity_id).await;
    expected.push(updated(&second));
    assert_eq!(events(), expected);
}

/// A server whose ETag stays the same while the document behind it is renewed, or a cache before it,
/// says "not modified" until nothing is left of the copy.
#[tokio::test]
async fn a_copy_that_is_about_to_end_is_asked_for_whole() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let (peers, state) = scene.refreshed().await;
    assert_eq!(reason(&state), "ready");
    scene.published.is_unchanged.store(true, Ordering::SeqCst);
    scene.clock.advance(HOUR * 23);
    scene.publish(&scene.document(HOUR * 24));
    peers.refresh_now(&scene.entity_id).await;
    scene.clock.advance(HOUR - Duration::from_secs(30));
    assert_eq!(of(peers.refresh_now(&scene.entity_id).await), "ready");
    scene.clock.advance(HOUR);
    assert_eq!(of(peers.by_entity(&scene.entity_id)), "ready");
}

/// N10 of what was tried: every login died on the other node's page, and nothing here said why.
#[tokio::test]
async fn ops_19_a_wrong_clock_is_seen_before_anybody_logs_in() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let peers = scene.peers();
    let known = peers.refresh_now(&scene.entity_id).await.unwrap();
    assert!(known.clock_ahead_s.abs() < 30, "{}", known.clock_ahead_s);
    scene.clock.advance(Duration::from_secs(600));
    scene.publish(&scene.document(HOUR * 24));
    let known = peers.refresh_now(&scene.entity_id).await.unwrap();
    assert!(matches!(known.state, PeerState::Ready(_)), "{known:?}");
    assert!(
        (570..630).contains(&known.clock_ahead_s),
        "{}",
        known.clock_ahead_s
    );
}

#[tokio::test]
async fn a_stored_copy_that_was_changed_is_not_believed() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    scene.refreshed().await;
    let kept = std::fs::read_dir(data.path().join("peers")).unwrap();
    let mut kept = kept.map(|entry| entry.unwrap().path());
    let copy = kept.find(|path| path.extension().is_some_and(|end| end == "xml"));
    let copy = copy.unwrap();
    let text = std::fs::read_to_string(&copy).unwrap();
    assert!(text.contains("LoA/high"));
    std::fs::write(&copy, text.replace("LoA/high", "LoA/low")).unwrap();
    let state = of(scene.peers().by_entity(&scene.entity_id));
    assert!(!["ready", "pending"].contains(&state), "{state}");
}

#[tokio::test]
async fn a_node_that_answers_nothing_useful_is_unavailable_with_the_reason() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    scene.status(503);
    assert_eq!(reason(&scene.refreshed().await.1), "metadata_http_status");
    scene.status(200);
    scene.publish(b"<html>");
    assert!(!["ready", "pending"].contains(&reason(&scene.refreshed().await.1)));
}

#[tokio::test]
async fn md_01_metadata_signed_by_a_message_key_is_refused_and_the_last_good_kept() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let (peers, _) = scene.refreshed().await;
    scene.publish(&scene.sign(&scene.metadata(HOUR * 30), &scene.message_key));
    assert_eq!(of(peers.refresh_now(&scene.entity_id).await), "ready");
    // A gateway that has no good copy trusts nothing.
    let empty = tempfile::tempdir().unwrap();
    let fresh = Scene::new(empty.path()).await;
    fresh.publish(&fresh.sign(&fresh.metadata(HOUR), &fresh.message_key));
    assert_ne!(reason(&fresh.refreshed().await.1), "ready");
}

#[tokio::test]
async fn md_02_past_metadata_is_refused_and_good_metadata_ends_to_the_millisecond() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let (peers, state) = scene.refreshed().await;
    let PeerState::Ready(peer) = state else {
        panic!("{state:?}")
    };
    let end = peer.valid_until().ms();
    scene.status(503);
    scene.clock.set(end - 1);
    assert_eq!(of(peers.by_entity(&scene.entity_id)), "ready");
    scene.clock.set(end);
    assert_eq!(of(peers.by_entity(&scene.entity_id)), "metadata_expired");
    // No falling back to stale keys at the next start either.
    assert_ne!(of(scene.peers().by_entity(&scene.entity_id)), "ready");
    // Ten years ahead is refused too: a lost key must die some day.
    let empty = tempfile::tempdir().unwrap();
    let scene = Scene::new(empty.path()).await;
    scene.publish(&scene.document(HOUR * 24 * 3650));
    assert_ne!(reason(&scene.refreshed().await.1), "ready");
}

#[tokio::test]
async fn md_04_an_older_document_does_not_take_the_place_of_a_newer_one() {
    let data = tempfile::tempdir().unwrap();
    let mut scene = Scene::new(data.path()).await;
    let old = scene.document(HOUR * 24);
    scene.publish(&old);
    scene.refreshed().await;
    // The key is rolled: the new document is valid for longer.
    let retired = DecryptionKey::certificate(&scene.message_key).clone();
    scene.message_key = key(&scene.env);
    scene.publish(&scene.document(HOUR * 25));
    let (peers, state) = scene.refreshed().await;
    let PeerState::Ready(peer) = &state else {
        panic!("{state:?}")
    };
    let knows = |peer: &eidas::Peer| {
        peer.signing_certificates()
            .iter()
            .any(|found| found.der() == retired.der())
    };
    assert!(!knows(peer));
    // The old one again, now and after a restart: the retired key stays dead, and it is said.
    scene.publish(&old);
    for peers in [peers, scene.peers()] {
        let known = peers.refresh_now(&scene.entity_id).await.unwrap();
        let PeerState::Ready(peer) = &known.state else {
            panic!("{known:?}")
        };
        assert!(!knows(peer));
        let refused = known.refused.map(|(reason, _)| reason);
        assert_eq!(refused, Some("metadata_rollback"));
    }
}

/// A key is stolen, and the node publishes another one with a shorter validity: that is believed at
/// once, with an alarm; whoever holds the node's web host cannot bring the stolen key back, neither
/// now nor after a restart.
#[tokio::test]
async fn md_04_an_emergency_change_of_keys_is_believed_and_the_stolen_key_stays_dead() {
    let data = tempfile::tempdir().unwrap();
    let mut scene = Scene::new(data.path()).await;
    let stolen = DecryptionKey::certificate(&scene.message_key).clone();
    let old = scene.document(HOUR * 24 * 300);
    scene.publish(&old);
    let (peers, _) = scene.refreshed().await;
    scene.message_key = key(&scene.env);
    scene.publish(&scene.document(HOUR * 24));
    let knows = |known: &KnownPeer| {
        let PeerState::Ready(peer) = &known.state else {
            panic!("{known:?}")
        };
        peer.signing_certificates()
            .iter()
            .any(|found| found.der() == stolen.der())
    };
    let known = peers.refresh_now(&scene.entity_id).await.unwrap();
    assert!(!knows(&known));
    assert_eq!(known.refused, None);
    assert_eq!(
        known.alarm.map(|alarm| alarm.reason),
        Some("shorter_validity")
    );
    scene.publish(&old);
    for peers in [&peers, &scene.peers()] {
        let known = peers.refresh_now(&scene.entity_id).await.unwrap();
        assert!(!knows(&known));
        let refused = known.refused.map(|(reason, _)| reason);
        assert_eq!(refused, Some("metadata_rollback"));
    }
    // The alarm is shown for a week.
    let week = Duration::from_secs(7 * 86_400);
    scene.publish(&scene.document(HOUR * 24 * 30));
    assert!(
        peers
            .refresh_now(&scene.entity_id)
            .await
            .unwrap()
            .alarm
            .is_some()
    );
    scene.clock.advance(week);
    assert!(peers.by_entity(&scene.entity_id).unwrap().alarm.is_none());
}

/// The same, and whoever holds the node's web host keeps it silent until the short validity is over, and waits for a start.
#[tokio::test]
async fn md_04_what_was_seen_is_remembered_over_a_start_when_the_stored_copy_has_ended() {
    let data = tempfile::tempdir().unwrap();
    let mut scene = Scene::new(data.path()).await;
    let old = scene.document(HOUR * 24 * 300);
    scene.publish(&old);
    let (peers, _) = scene.refreshed().await;
    scene.message_key = key(&scene.env);
    scene.publish(&scene.document(HOUR * 24));
    peers.refresh_now(&scene.entity_id).await.unwrap();
    scene.clock.advance(Duration::from_secs(25 * 3600));
    scene.publish(&old);
    for peers in [&peers, &scene.peers()] {
        let known = peers.refresh_now(&scene.entity_id).await.unwrap();
        assert!(!matches!(known.state, PeerState::Ready(_)), "{known:?}");
        let refused = known.refused.map(|(reason, _)| reason);
        assert_eq!(refused, Some("metadata_rollback"));
    }
    // Positive control: the honest node goes on.
    scene.publish(&scene.document(HOUR * 24));
    let known = scene.peers().refresh_now(&scene.entity_id).await.unwrap();
    assert!(matches!(known.state, PeerState::Ready(_)), "{known:?}");
}

#[tokio::test]
async fn md_05_the_entity_id_must_be_the_configured_one() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let mut metadata = scene.metadata(HOUR);
    metadata.node.entity_id = EntityId::parse("http://dk.localhost:1/metadata").unwrap();
    scene.publish(&scene.sign(&metadata, &scene.metadata_key));
    assert_eq!(reason(&scene.refreshed().await.1), "metadata_entity_id");
}

#[tokio::test]
async fn md_07_the_country_must_be_the_configured_one() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    let mut metadata = scene.metadata(HOUR);
    metadata.node.country = CountryCode::parse("DK").unwrap();
    scene.publish(&scene.sign(&metadata, &scene.metadata_key));
    assert_eq!(reason(&scene.refreshed().await.1), "metadata_node_country");
}

#[tokio::test]
async fn md_11_a_document_without_end_is_cut_off() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    scene.publish(&vec![b' '; 6 * 1024 * 1024]);
    assert_eq!(reason(&scene.refreshed().await.1), "metadata_too_large");
}

#[tokio::test]
async fn md_15_a_suspended_node_is_suspended_whatever_its_metadata_and_comes_back() {
    let data = tempfile::tempdir().unwrap();
    let mut scene = Scene::new(data.path()).await;
    let (peers, _) = scene.refreshed().await;
    let open = scene.settings.clone();
    let mut closed = (**scene.settings.peers.first().unwrap()).clone();
    closed.suspended = Some(Suspension {
        since: "2026-11-23".to_owned(),
        text: Text::same("closed".to_owned()),
    });
    scene.settings.peers = vec![Arc::new(closed)];
    peers.reconfigure(&scene.settings);
    assert_eq!(of(peers.by_entity(&scene.entity_id)), "suspended");
    peers.reconfigure(&open);
    // What is stored serves again at once.
    assert_eq!(of(peers.by_entity(&scene.entity_id)), "ready");
    scene.settings.peers.clear();
    peers.reconfigure(&scene.settings);
    assert!(peers.by_entity(&scene.entity_id).is_none());
}

/// MD-16 and `design.md` §10: a node that rolled its key a second ago is believed at once, and
/// forged messages do not make us fetch without end.
#[tokio::test]
async fn an_unknown_key_wakes_the_refresh_once_a_minute() {
    let data = tempfile::tempdir().unwrap();
    let mut scene = Scene::new(data.path()).await;
    let (peers, _) = scene.refreshed().await;
    scene.message_key = key(&scene.env);
    scene.publish(&scene.document(HOUR * 25));
    let asked = || scene.published.asked.load(Ordering::SeqCst);
    let before = asked();
    let known = peers.refresh_soon(&scene.entity_id).await.unwrap();
    let PeerState::Ready(peer) = &known.state else {
        panic!("{known:?}")
    };
    let certificate = DecryptionKey::certificate(&scene.message_key);
    assert!(
        peer.signing_certificates()
            .iter()
            .any(|found| found.der() == certificate.der())
    );
    for _ in 0..20 {
        peers.refresh_soon(&scene.entity_id).await;
    }
    assert_eq!(asked(), before + 1);
    scene.clock.advance(Duration::from_secs(61));
    peers.refresh_soon(&scene.entity_id).await;
    assert_eq!(asked(), before + 2);
}

/// Started in the background, a node that was down is ready soon after it is up.
#[tokio::test]
async fn the_background_tries_again_until_the_node_is_up() {
    let data = tempfile::tempdir().unwrap();
    let scene = Scene::new(data.path()).await;
    scene.status(503);
    let peers = scene.peers();
    peers.start();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_ne!(of(peers.by_entity(&scene.entity_id)), "ready");
    scene.status(200);
    for _ in 0..40 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if of(peers.by_entity(&scene.entity_id)) == "ready" {
            return;
        }
    }
    panic!("still {}", of(peers.by_entity(&scene.entity_id)));
}
