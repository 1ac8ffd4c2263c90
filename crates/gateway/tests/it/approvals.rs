// SPDX-License-Identifier: EUPL-1.2
//! Two persons for a new trust anchor: TRU-12 and OPS-09 of the catalogue of attacks.

use std::sync::Arc;
use std::time::Duration;

use eidas::{CountryCode, EntityId};
use gateway::approvals::{Anchor, Approvals, Asked, OPEN_MS, Person, Refused, Said, named};
use gateway::settings::{
    PeerSettings, PeerSource, ServiceListSettings, ServiceListSource, Settings,
};
use openssl::sha::sha256;
use store::env::{Env, FakeClock};
use store::{Memory, Records, Store};
use url::Url;

use crate::ground::{good, load};
use crate::interleavings::one_after_the_other;

/// A gateway's settings, store and approvals.
struct House {
    settings: Settings,
    records: Records,
    clock: Arc<FakeClock>,
    env: Env,
    approvals: Approvals,
}

const DAY: Duration = Duration::from_secs(86_400);
const FIRST: &[u8] = b"the certificate of the first day";
const SECOND: &[u8] = b"another certificate";

fn hex(octets: &[u8]) -> String {
    sha256(octets)
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect()
}

fn anchor(of: &str, octets: &[u8]) -> Anchor {
    Anchor {
        of: of.to_owned(),
        sha256: hex(octets),
    }
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        reason: "compared by telephone".to_owned(),
    }
}

fn peer(settings: &Settings, source: PeerSource) -> Arc<PeerSettings> {
    Arc::new(PeerSettings {
        country: CountryCode::parse("SE").unwrap(),
        entity_id: EntityId::parse("https://eidas.example.se/metadata").unwrap(),
        source,
        ..(*settings.peers[0]).clone()
    })
}

fn signed(anchors: &[&[u8]]) -> PeerSource {
    PeerSource::Signed {
        url: Url::parse("https://eidas.example.se/metadata").unwrap(),
        anchors: anchors.iter().map(|der| der.to_vec()).collect(),
    }
}

impl House {
    async fn new() -> Self {
        Self::over(|env| Arc::new(Memory::new(env))).await
    }

    async fn over(store: impl FnOnce(Env) -> Arc<dyn Store>) -> Self {
        let mut settings = load(&good()).unwrap().settings;
        settings.peers = vec![peer(&settings, signed(&[FIRST]))];
        let clock = FakeClock::new(1_795_425_900_000);
        let env = Env::with_clock(clock.clone());
        let records = Records::new(store(env.clone()), env.clone());
        let house = Self {
            settings,
            records,
            clock,
            approvals: Approvals::new(env.clone()),
            env,
        };
        assert_eq!(house.settle().await, [anchor("country SE", FIRST)]);
        house
    }

    async fn settle(&self) -> Vec<Anchor> {
        self.approvals
            .settle(&self.records, &self.settings)
            .await
            .unwrap()
    }

    fn names(&mut self, anchors: &[&[u8]]) {
        self.settings.peers = vec![peer(&self.settings, signed(anchors))];
    }

    /// The anchors that count, of the one node.
    fn held(&self) -> Vec<Vec<u8>> {
        let held = self.approvals.hold(&Arc::new(self.settings.clone()));
        match &held.peers[0].source {
            PeerSource::Signed { anchors, .. } | PeerSource::SignedFile { anchors, .. } => {
                anchors.clone()
            }
            PeerSource::Pinned { sha256, .. } => vec![sha256.to_vec()],
        }
    }

    async fn propose(&self, anchor: Anchor, by: &str) -> Result<String, Refused> {
        let about = "CN=test".to_owned();
        let asked = Asked::Propose { anchor, about };
        match self
            .approvals
            .obey(&self.records, &asked, &person(by))
            .await?
        {
            Said::Proposed(proposal) => Ok(proposal.id),
            Said::Approved(_) => panic!("approved by one person"),
        }
    }

    async fn approve(&self, id: &str, octets: &[u8], by: &str) -> Result<(), Refused> {
        self.approve_as(id, &hex(octets), &person(by)).await
    }

    async fn approve_as(&self, id: &str, sha256: &str, by: &Person) -> Result<(), Refused> {
        let asked = Asked::Approve {
            id: id.to_owned(),
            sha256: sha256.to_owned(),
        };
        let said = self.approvals.obey(&self.records, &asked, by).await?;
        assert!(matches!(said, Said::Approved(_)));
        Ok(())
    }
}

#[tokio::test]
async fn tru_12_ops_09_a_new_anchor_counts_when_two_persons_said_so() {
    let mut house = House::new().await;
    // What stood there at the first start counts.
    assert_eq!(house.held(), [FIRST.to_vec()]);
    // One person writes another into the configuration: it is held back, also at the next start.
    house.names(&[FIRST, SECOND]);
    assert!(house.settle().await.is_empty());
    assert_eq!(house.held(), [FIRST.to_vec()]);
    let settings = house.settings.clone();
    assert_eq!(
        house.approvals.held_back(&settings),
        [anchor("country SE", SECOND)]
    );
    let again = Approvals::new(house.env.clone());
    again.settle(&house.records, &house.settings).await.unwrap();
    assert_eq!(again.held_back(&house.settings).len(), 1);

    let id = house
        .propose(anchor("country SE", SECOND), "Kari Nordmann")
        .await
        .unwrap();
    assert_eq!(house.held(), [FIRST.to_vec()], "a proposal is no approval");
    let same = |name: &str| Refused::SamePerson {
        name: name.to_owned(),
    };
    for spelling in ["Kari Nordmann", " kari   NORDMANN "] {
        let refused = house.approve(&id, SECOND, spelling).await;
        assert_eq!(refused, Err(same("Kari Nordmann")), "{spelling}");
    }
    assert_eq!(
        house.approve(&id, FIRST, "Ola Hansen").await,
        Err(Refused::Fingerprint)
    );
    assert_eq!(
        house.approve("00000000", SECOND, "Ola Hansen").await,
        Err(Refused::Unknown)
    );
    for (name, reason) in [
        ("", "x"),
        ("x", " "),
        ("x\ny", "x"),
        ("x", &*"x".repeat(201)),
    ] {
        let by = Person {
            name: name.to_owned(),
            reason: reason.to_owned(),
        };
        assert_eq!(
            house.approve_as(&id, &hex(SECOND), &by).await,
            Err(Refused::Person)
        );
    }
    // As openssl prints it.
    let pairs: Vec<_> = hex(SECOND)
        .as_bytes()
        .chunks(2)
        .map(|two| String::from_utf8(two.to_vec()).unwrap().to_uppercase())
        .collect();
    let printed = pairs.join(":");
    house
        .approve_as(&id, &printed, &person("Ola Hansen"))
        .await
        .unwrap();
    assert_eq!(house.held(), [FIRST.to_vec(), SECOND.to_vec()]);
    // Once.
    assert_eq!(
        house.approve(&id, SECOND, "Per Olsen").await,
        Err(Refused::Unknown)
    );
    let refused = house
        .propose(anchor("country SE", SECOND), "Kari Nordmann")
        .await;
    assert_eq!(refused, Err(Refused::Already));
    // A restart forgets nothing.
    let again = Approvals::new(house.env.clone());
    again.settle(&house.records, &house.settings).await.unwrap();
    assert!(again.held_back(&house.settings).is_empty());
}

#[tokio::test]
async fn tru_12_what_is_approved_is_for_one_country_or_list_and_for_these_octets() {
    let mut house = House::new().await;
    // The same certificate for another country, and for a list.
    let mut denmark = (*peer(&house.settings, signed(&[FIRST]))).clone();
    denmark.country = CountryCode::parse("DK").unwrap();
    denmark.entity_id = EntityId::parse("https://eidas.example.dk/metadata").unwrap();
    house.settings.peers.push(Arc::new(denmark));
    house.settings.service_lists = vec![Arc::new(ServiceListSettings {
        name: "nordic".to_owned(),
        source: ServiceListSource::File("list.xml".into()),
        anchors: vec![FIRST.to_vec()],
        metadata_anchors: vec![SECOND.to_vec()],
        territories: ["FI"].map(|code| CountryCode::parse(code).unwrap()).into(),
        may_lose: 1,
        private: false,
        extra_roots: Vec::new(),
    })];
    house.settle().await;
    let all = ["country DK", "list nordic signs for FI"].map(|of| anchor(of, FIRST));
    let mut waiting = vec![
        all[0].clone(),
        all[1].clone(),
        anchor("list nordic metadata for FI", SECOND),
    ];
    waiting.sort();
    let settings = Arc::new(house.settings.clone());
    assert_eq!(house.approvals.held_back(&settings), waiting);
    assert_eq!(named(&settings).len(), 4);
    let held = house.approvals.hold(&settings);
    assert!(
        held.service_lists[0].anchors.is_empty()
            && held.service_lists[0].metadata_anchors.is_empty()
    );
    let verified = |peer: &PeerSettings| {
        let now = eidas::Instant::from_ms(house.env.now_ms());
        peer.verify(b"<x/>", &[], eidas::Transport::Https, now)
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(verified(&held.peers[1]), "trust_anchor_not_approved");
    // The positive control: what is approved is looked at.
    assert_eq!(verified(&held.peers[0]), "trust_anchor_unreadable");

    let id = house.propose(all[0].clone(), "Kari").await.unwrap();
    house.approve(&id, FIRST, "Ola").await.unwrap();
    assert_eq!(house.approvals.held_back(&settings).len(), 2);
    let held = house.approvals.hold(&settings);
    assert_eq!(verified(&held.peers[1]), "trust_anchor_unreadable");

    // A file that is pinned is an anchor too, by its octets.
    let pinned = |octets: &[u8]| PeerSource::Pinned {
        file: "se.xml".into(),
        sha256: sha256(octets),
    };
    house.settings.peers = vec![peer(&house.settings, pinned(b"metadata"))];
    house.settle().await;
    assert!(house.held().is_empty());
    let id = house
        .propose(anchor("country SE", b"metadata"), "Kari")
        .await
        .unwrap();
    house.approve(&id, b"metadata", "Ola").await.unwrap();
    assert_eq!(house.held(), [sha256(b"metadata").to_vec()]);
    house.settings.peers = vec![peer(&house.settings, pinned(b"other metadata"))];
    assert!(house.held().is_empty());
}

/// One person has the list speak for one country more, or a certificate for metadata sign the list.
#[tokio::test]
async fn tru_12_a_list_is_approved_for_each_territory_and_each_use() {
    let mut house = House::new().await;
    let list = |territories: &[&str], signs: &[&[u8]], metadata: &[&[u8]]| {
        let ders = |all: &[&[u8]]| all.iter().map(|der| der.to_vec()).collect();
        let territories = territories.iter().map(|code| CountryCode::parse(code));
        vec![Arc::new(ServiceListSettings {
            name: "nordic".to_owned(),
            source: ServiceListSource::File("list.xml".into()),
            anchors: ders(signs),
            metadata_anchors: ders(metadata),
            territories: territories.map(Result::unwrap).collect(),
            may_lose: 1,
            private: false,
            extra_roots: Vec::new(),
        })]
    };
    // A first start of another gateway: everything in it counts.
    house.settings.service_lists = list(&["DK", "FI"], &[FIRST], &[SECOND]);
    house.records = Records::new(Arc::new(Memory::new(house.env.clone())), house.env.clone());
    assert_eq!(house.settle().await.len(), 5);
    let held = |house: &House| {
        let held = house.approvals.hold(&Arc::new(house.settings.clone()));
        held.service_lists.clone()
    };
    assert_eq!(held(&house), house.settings.service_lists);

    // Wider: the new country alone waits, and the others go on.
    house.settings.service_lists = list(&["DK", "FI", "SE"], &[FIRST], &[SECOND]);
    house.settle().await;
    assert_eq!(held(&house), list(&["DK", "FI"], &[FIRST], &[SECOND]));
    let signs = anchor("list nordic signs for SE", FIRST);
    let metadata = anchor("list nordic metadata for SE", SECOND);
    let settings = house.settings.clone();
    assert_eq!(
        house.approvals.held_back(&settings),
        [metadata.clone(), signs.clone()]
    );
    for (anchor, octets) in [(metadata, SECOND), (signs, FIRST)] {
        let id = house.propose(anchor, "Kari").await.unwrap();
        house.approve(&id, octets, "Ola").await.unwrap();
    }
    assert_eq!(held(&house), settings.service_lists);

    // What vouches for metadata signs no list.
    house.settings.service_lists = list(&["DK", "FI", "SE"], &[SECOND], &[]);
    assert_eq!(held(&house), list(&[], &[], &[]));
    house.settings.service_lists = list(&["DK", "FI", "SE"], &[FIRST, SECOND], &[FIRST]);
    assert_eq!(held(&house), list(&["DK", "FI", "SE"], &[FIRST], &[]));
    // Approved for one territory, it does not sign for the others.
    let id = house
        .propose(anchor("list nordic signs for DK", SECOND), "Kari")
        .await
        .unwrap();
    house.approve(&id, SECOND, "Ola").await.unwrap();
    assert_eq!(held(&house), list(&["DK", "FI", "SE"], &[FIRST], &[]));
    house.settings.service_lists = list(&["DK"], &[SECOND], &[]);
    assert_eq!(held(&house), house.settings.service_lists);
}

#[tokio::test]
async fn tru_12_a_proposal_ends_and_is_void_when_something_else_changed() {
    let mut house = House::new().await;
    let (one, two) = (anchor("country SE", SECOND), anchor("country SE", b"third"));
    let first = house.propose(one.clone(), "Kari").await.unwrap();
    let second = house.propose(two, "Kari").await.unwrap();
    assert_eq!(house.approvals.proposals().len(), 2);
    house.approve(&second, b"third", "Ola").await.unwrap();
    // What the first was proposed beside is not what is there now.
    let changed = Refused::Changed {
        of: "country SE".to_owned(),
    };
    assert_eq!(house.approve(&first, SECOND, "Ola").await, Err(changed));
    // Proposed again it is another's proposal, and the old one is none.
    let again = house.propose(one.clone(), "Per").await.unwrap();
    assert_eq!(
        house.approve(&first, SECOND, "Ola").await,
        Err(Refused::Unknown)
    );
    let same = Refused::SamePerson {
        name: "Per".to_owned(),
    };
    assert_eq!(house.approve(&again, SECOND, "Per").await, Err(same));
    // To the last millisecond of seven days.
    house.clock.set(house.env.now_ms() + OPEN_MS - 1);
    assert_eq!(house.approvals.proposals().len(), 1);
    house.clock.advance(Duration::from_millis(1));
    assert!(house.approvals.proposals().is_empty());
    assert_eq!(
        house.approve(&again, SECOND, "Kari").await,
        Err(Refused::Unknown)
    );

    // What nobody names for thirty days is forgotten: nobody brings it back alone.
    let id = house.propose(one, "Kari").await.unwrap();
    house.approve(&id, SECOND, "Ola").await.unwrap();
    house.names(&[FIRST, SECOND]);
    house.settle().await;
    assert_eq!(house.held().len(), 2);
    // Counted from when it was missed, not from the last look.
    house.clock.advance(DAY * 31);
    house.names(&[FIRST]);
    house.settle().await;
    house.clock.advance(DAY * 30 - Duration::from_millis(1));
    house.names(&[FIRST, SECOND]);
    assert_eq!(house.held().len(), 2);
    house.settle().await;
    assert_eq!(house.held().len(), 2);
    house.names(&[FIRST]);
    house.settle().await;
    house.clock.advance(DAY * 30);
    house.names(&[FIRST, SECOND]);
    assert_eq!(house.held(), [FIRST.to_vec()], "before anybody looked");
    house.settle().await;
    assert_eq!(
        house.held(),
        [FIRST.to_vec()],
        "and what was named all the time is not"
    );
}

/// Twenty approve at once, at as many nodes: one does, though each has read what stands there before any writes.
#[tokio::test]
async fn tru_12_of_many_who_approve_at_once_one_does() {
    let house = House::over(one_after_the_other).await;
    let id = house
        .propose(anchor("country SE", SECOND), "Kari")
        .await
        .unwrap();
    let others: Vec<Approvals> = (0..20).map(|_| Approvals::new(house.env.clone())).collect();
    let asked = Asked::Approve {
        id,
        sha256: hex(SECOND),
    };
    let by = person("Ola");
    let all = others
        .iter()
        .map(|other| other.obey(&house.records, &asked, &by));
    let done = futures_util::future::join_all(all).await;
    assert_eq!(
        done.iter().filter(|done| done.is_ok()).count(),
        1,
        "{done:?}"
    );
    assert!(
        done.iter()
            .filter_map(|done| done.as_ref().err())
            .all(|e| *e == Refused::Unknown)
    );
}
