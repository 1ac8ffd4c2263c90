// SPDX-License-Identifier: EUPL-1.2

//! MD-04: which metadata takes the place of which. One node publishes one document after another;
//! somebody else brings old ones.

use eidas::error::{Rollback, Untrusted};
use eidas::metadata::KeyDescriptor;
use eidas::{Error, Instant, MetadataHistory, Peer, Role, Succession};
use xmlsec::SoftwareKey;

use crate::nodes::{
    MESSAGES, SIGNER, anchors, certificate, expected, hours, key, now, proxy_service, sign, style,
};

/// The node's metadata with these signing keys, until then.
fn document(keys: &[&SoftwareKey], valid_until: Instant) -> String {
    let mut metadata = proxy_service();
    metadata.node.valid_until = valid_until;
    metadata.node.keys = keys
        .iter()
        .map(|key| KeyDescriptor::signing(certificate(key)))
        .collect();
    metadata.to_xml(&style())
}

fn read(bytes: &[u8]) -> Peer {
    let role = expected(Role::ProxyService);
    Peer::from_signed_metadata(bytes, &anchors(&SIGNER), &role, now()).unwrap()
}

fn peer(keys: &[&SoftwareKey], valid_until: Instant) -> Peer {
    read(&sign(&document(keys, valid_until), &SIGNER))
}

fn history(documents: &[&Peer]) -> MetadataHistory {
    documents
        .iter()
        .fold(MetadataHistory::default(), |history, peer| {
            history.with(peer, now())
        })
}

fn refused(why: Rollback, peer: &Peer) -> Result<Succession, Error> {
    let valid_until = peer.valid_until();
    Err(Untrusted::MetadataRollback { why, valid_until }.into())
}

const NEWER: Result<Succession, Error> = Ok(Succession::Newer);

#[test]
fn md_04_what_ends_later_is_newer_and_what_is_in_force_is_the_same() {
    let first = peer(&[&MESSAGES], now().plus(hours(24)));
    assert_eq!(history(&[]).judge(&first), NEWER);
    assert_eq!(history(&[&first]).judge(&first), Ok(Succession::Same));
    let later = peer(&[&MESSAGES], now().plus(hours(30)));
    assert_eq!(history(&[&first]).judge(&later), NEWER);
}

/// Two machines of one node, their clocks a little apart: 300 seconds and no second more.
#[test]
fn md_04_the_clocks_of_one_node_may_be_300_seconds_apart() {
    let end = now().plus(hours(24));
    let in_force = history(&[&peer(&[&MESSAGES], end)]);
    let sooner = |seconds: i64| peer(&[&MESSAGES], Instant::from_ms(end.ms() - seconds * 1000));
    assert_eq!(in_force.judge(&sooner(300)), NEWER);
    let before = end;
    let shorter = Ok(Succession::ShorterValidity { before });
    assert_eq!(in_force.judge(&sooner(301)), shorter);
}

/// A key was stolen: the node publishes another one, for a day, where its metadata counted for 300
/// days before. Whoever holds the node's web host brings the old document back.
#[test]
fn md_04_an_emergency_change_is_believed_and_the_stolen_key_does_not_come_back() {
    let (stolen, fresh) = (key("stolen"), key("fresh"));
    let long = now().plus(hours(24 * 300));
    let old = peer(&[&stolen], long);
    let emergency = peer(&[&fresh], now().plus(hours(24)));
    let before = long;
    assert_eq!(
        history(&[&old]).judge(&emergency),
        Ok(Succession::ShorterValidity { before })
    );
    let after = history(&[&old, &emergency]);
    assert_eq!(after.judge(&old), refused(Rollback::SeenBefore, &old));
    // Signed anew with the same end: another document, the same key.
    let again = read(&sign(
        &document(&[&stolen], long).replace("_m1", "_m2"),
        &SIGNER,
    ));
    assert_eq!(after.judge(&again), refused(Rollback::RetiredKey, &again));
    // Also beside the fresh one, and also where it ends sooner than the emergency document.
    let both = peer(&[&fresh, &stolen], now().plus(hours(12)));
    assert_eq!(after.judge(&both), refused(Rollback::RetiredKey, &both));
    // What follows the emergency is as usual.
    let next = peer(&[&fresh], now().plus(hours(48)));
    assert_eq!(after.judge(&next), NEWER);
}

/// Attack: octets that no signature covers make the old document another file. Defence: what is
/// remembered is what was signed.
#[test]
fn md_04_an_old_document_is_known_whatever_stands_around_it() {
    let old = sign(&document(&[&MESSAGES], now().plus(hours(24))), &SIGNER);
    let newer = peer(&[&MESSAGES], now().plus(hours(30)));
    let after = history(&[&read(&old), &newer]);
    let old = String::from_utf8(old).unwrap();
    for disguised in [
        old.clone(),
        format!("{old}\n"),
        format!("<!-- new -->{old}"),
        format!("<?xml version=\"1.0\"?>\n{old}"),
        old.replacen("<ds:SignatureValue>", "<ds:SignatureValue>\n", 1),
    ] {
        let disguised = read(disguised.as_bytes());
        assert_eq!(
            after.judge(&disguised),
            refused(Rollback::SeenBefore, &disguised)
        );
    }
}

/// A country takes a new key back because it does not work: with a document that is new itself.
#[test]
fn a_retired_key_comes_back_with_a_document_that_ends_later_than_any_that_had_it() {
    let (old, new) = (key("old"), key("new"));
    let before = peer(&[&old], now().plus(hours(24)));
    let after = history(&[&before, &peer(&[&new], now().plus(hours(25)))]);
    let sooner = peer(
        &[&old],
        Instant::from_ms(before.valid_until().ms() + 300_000),
    );
    assert_eq!(after.judge(&sooner), refused(Rollback::RetiredKey, &sooner));
    // One that was signed between the last that we read and the change: it ends later than all that we saw.
    let unseen = peer(&[&old], now().plus(hours(25)));
    assert_eq!(after.judge(&unseen), refused(Rollback::RetiredKey, &unseen));
    let later = Instant::from_ms(now().plus(hours(25)).ms() + 1);
    assert_eq!(after.judge(&peer(&[&old], later)), NEWER);
    // Where the one in force ends sooner, the clocks of the node may be apart.
    let in_force = peer(&[&new], now().plus(hours(20)));
    let after = history(&[&before, &in_force]);
    let at = |ms: i64| peer(&[&old], Instant::from_ms(before.valid_until().ms() + ms));
    let sooner = at(300_000);
    assert_eq!(after.judge(&sooner), refused(Rollback::RetiredKey, &sooner));
    assert_eq!(after.judge(&at(300_001)), NEWER);
}

/// A node that signs anew each minute, each document for a day. Its key is stolen, and it changes it.
///
/// Attack: whoever holds the web host waits until the house has read so many documents since that it has
/// forgotten those with the stolen key, which are good for hours still; or brings one that was signed
/// between two readings.
#[test]
fn md_04_however_often_a_node_signs_a_retired_key_stays_retired() {
    let (stolen, fresh) = (key("stolen"), key("fresh"));
    let minute = |minute: u64| now().plus(std::time::Duration::from_secs(60 * minute));
    let day = |signed: u64| minute(signed + 24 * 60);
    let mut known = MetadataHistory::default();
    for at in [0, 1, 2] {
        known = known.with(&peer(&[&stolen], day(at)), minute(at));
    }
    let old = peer(&[&stolen], day(2));
    let many = 3 + MetadataHistory::MOST as u64 + 10;
    for at in 3..many {
        known = known.with(&peer(&[&fresh], day(at)), minute(at));
    }
    let outcome = known.judge(&old);
    assert!(
        matches!(
            outcome,
            Err(Error::Untrusted(Untrusted::MetadataRollback { .. }))
        ),
        "{outcome:?}"
    );
    let stored = serde_json::to_string(&known).unwrap();
    assert!(stored.len() < 200_000, "{}", stored.len());
    let known: MetadataHistory = serde_json::from_str(&stored).unwrap();
    assert_eq!(known.judge(&old), outcome, "after a start");
    // Its owner takes it back.
    assert_eq!(known.judge(&peer(&[&stolen], day(many))), NEWER);
}

/// The emergency document ends soon. What was signed with the stolen key between our last reading and the
/// change ends later than all that we saw of it.
#[test]
fn md_04_what_was_signed_with_a_stolen_key_and_never_read_here_is_no_way_back() {
    let (stolen, fresh) = (key("stolen"), key("fresh"));
    let at = |hour: u64| now().plus(hours(hour));
    let known = MetadataHistory::default()
        .with(&peer(&[&stolen], at(24)), at(0))
        // The same document once more: it is in force since the first time.
        .with(&peer(&[&stolen], at(24)), at(1))
        .with(&peer(&[&fresh], at(10)), at(8));
    let unseen = peer(&[&stolen], at(31));
    assert_eq!(known.judge(&unseen), refused(Rollback::RetiredKey, &unseen));
    let known = known.with(&peer(&[&fresh], at(26)), at(25));
    assert_eq!(known.judge(&unseen), refused(Rollback::RetiredKey, &unseen));
    assert_eq!(known.judge(&peer(&[&stolen], at(33))), NEWER);
}

/// A stolen key to decrypt with is as bad: persons would be encrypted to it.
#[test]
fn md_04_a_retired_key_to_encrypt_to_does_not_come_back() {
    let with = |encryption: &SoftwareKey, valid_until: Instant| {
        let mut metadata = proxy_service();
        metadata.node.valid_until = valid_until;
        metadata.node.keys = vec![
            KeyDescriptor::signing(certificate(&MESSAGES)),
            KeyDescriptor::encryption(certificate(encryption)),
        ];
        read(&sign(&metadata.to_xml(&style()), &SIGNER))
    };
    let (stolen, fresh) = (key("stolen"), key("fresh"));
    let known = history(&[
        &with(&stolen, now().plus(hours(300))),
        &with(&fresh, now().plus(hours(24))),
    ]);
    let unseen = with(&stolen, now().plus(hours(299)));
    assert_eq!(known.judge(&unseen), refused(Rollback::RetiredKey, &unseen));
}

/// Attack: each document says that it was made a little before the one in force, as two machines may.
#[test]
fn md_04_nobody_comes_back_in_small_steps() {
    let made = |ago: u64, valid_until: Instant| {
        let at = now().minus(std::time::Duration::from_secs(ago));
        let published = format!(
            "<md:Extensions><mdrpi:PublicationInfo xmlns:mdrpi=\"urn:oasis:names:tc:SAML:metadata:rpi\" \
             creationInstant=\"{at}\" publisher=\"https://eidas.example.se/\"/>"
        );
        let xml = document(&[&MESSAGES], valid_until).replacen("<md:Extensions>", &published, 1);
        read(&sign(&xml, &SIGNER))
    };
    let end = now().plus(hours(24));
    let beside = made(300, end);
    let known = history(&[&made(0, end), &beside]);
    let further = made(301, end);
    assert_eq!(
        known.judge(&further),
        refused(Rollback::MadeBefore, &further)
    );
}

/// SAML Metadata Extensions for Registration and Publication Information 1.0 §2.2.
#[test]
fn md_04_a_document_that_says_when_it_was_made_is_measured_by_that() {
    let made = |at: Instant, keys: &[&SoftwareKey], valid_until: Instant| {
        let published = format!(
            "<md:Extensions><mdrpi:PublicationInfo xmlns:mdrpi=\"urn:oasis:names:tc:SAML:metadata:rpi\" \
             creationInstant=\"{at}\" publisher=\"https://eidas.example.se/\"/>"
        );
        let xml = document(keys, valid_until).replacen("<md:Extensions>", &published, 1);
        read(&sign(&xml, &SIGNER))
    };
    let (old, new) = (key("old"), key("new"));
    let (day, week) = (now().plus(hours(24)), now().plus(hours(24 * 7)));
    // Who says the time of a clock that is ahead has said nothing, or every honest document after it were made before.
    let ahead = now().plus(std::time::Duration::from_secs(301));
    let known = history(&[&made(ahead, &[&new], day)]);
    assert_eq!(known.judge(&made(now(), &[&new], week)), NEWER);
    let in_force = made(now(), &[&new], day);
    let known = history(&[&made(now().minus(hours(2)), &[&old], week), &in_force]);
    // Unseen, ends later, made before.
    let earlier = made(now().minus(hours(1)), &[&new], week);
    assert_eq!(
        known.judge(&earlier),
        refused(Rollback::MadeBefore, &earlier)
    );
    let beside = made(
        now().minus(std::time::Duration::from_secs(300)),
        &[&new],
        day,
    );
    assert_eq!(known.judge(&beside), NEWER);
    // Made later: a retired key comes back because its owner wants it to.
    let back = made(now().plus(std::time::Duration::from_secs(1)), &[&old], day);
    assert_eq!(known.judge(&back), NEWER);
    let at_once = made(now(), &[&old], day);
    assert_eq!(
        known.judge(&at_once),
        refused(Rollback::RetiredKey, &at_once)
    );
    let silent = peer(&[&old], day);
    assert_eq!(known.judge(&silent), refused(Rollback::RetiredKey, &silent));
}

#[test]
fn what_has_ended_is_forgotten_and_there_is_a_most() {
    let first = peer(&[&MESSAGES], now().plus(hours(1)));
    let second = peer(&[&MESSAGES], now().plus(hours(24)));
    let known = history(&[&first, &second]);
    let later = known.with(&second, now().plus(hours(2)));
    assert_eq!(later, history(&[&second]));
    let mut many = MetadataHistory::default();
    for minutes in 0..=MetadataHistory::MOST {
        let end = now().plus(std::time::Duration::from_secs(3600 + 60 * minutes as u64));
        many = many.with(&peer(&[&MESSAGES], end), now());
    }
    let last = 3600 + 60 * MetadataHistory::MOST as u64;
    let before = now().plus(std::time::Duration::from_secs(last));
    let forgotten = Ok(Succession::ShorterValidity { before });
    assert_eq!(many.judge(&first), forgotten, "the oldest of the same keys");
    let stored = serde_json::to_string(&many).unwrap();
    assert!(stored.len() < 200_000, "{}", stored.len());
    assert_eq!(
        serde_json::from_str::<MetadataHistory>(&stored).unwrap(),
        many
    );
}
