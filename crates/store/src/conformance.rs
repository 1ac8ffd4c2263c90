//! What every backend of [`Store`] must do. Each backend's tests call [`all`].

use std::sync::Arc;
use std::time::Duration;

use super::{
    Concluded, Handle, Key, Kind, Records, Secret, Store, Taken, Taker, ToClaim, Until, Write,
};
use crate::env::{Env, FakeClock};

/// 2026-11-23T12:00:00Z.
const NOW_MS: i64 = 1_795_435_200_000;
const MINUTE: Duration = Duration::from_secs(60);

/// A clock that the suite moves, and the environment that reads it.
pub(super) struct Subject {
    pub(super) clock: Arc<FakeClock>,
    pub(super) env: Env,
}

impl Subject {
    pub(super) fn new() -> Self {
        let clock = FakeClock::new(NOW_MS);
        let env = Env::with_clock(Arc::clone(&clock) as Arc<_>);
        Self { clock, env }
    }

    fn in_minutes(&self, minutes: i64) -> i64 {
        self.env.now_ms() + minutes * 60_000
    }

    fn key(&self, minutes: i64) -> (Key, i64) {
        let expires_ms = self.in_minutes(minutes);
        (
            Handle::new(&self.env, expires_ms).key(Kind::Login),
            expires_ms,
        )
    }
}

/// The whole suite.
pub(super) async fn all(subject: &Subject, store: Arc<dyn Store>) {
    what_is_put_is_read_until_its_time(subject, &*store).await;
    put_replaces_and_remove_removes(subject, &*store).await;
    a_mark_is_new_once_and_again_after_its_time(subject, &*store).await;
    several_are_read_and_written_together(subject, &*store).await;
    a_claim_is_a_mark(subject, &*store).await;
    of_claims_in_turn_none_is_made_behind_one_that_is_not_new(subject, &*store).await;
    what_belongs_to_a_change_is_there_when_it_was_made(subject, &*store).await;
    a_step_may_bring_the_answer_that_its_winner_settles(subject, &*store).await;
    what_was_not_waited_for_is_seen_and_is_waited_for_where_it_is_released(subject, &*store).await;
    what_is_known_is_changed_and_what_is_not_is_read(subject, Arc::clone(&store)).await;
    what_ended_or_was_changed_is_not_replaced(subject, &*store).await;
    a_hundred_writers_of_what_they_read_one_wins(subject, &store).await;
    a_hundred_changes_at_once_are_all_made(subject, &store).await;
    a_hundred_takers_one_wins(subject, &store).await;
    the_same_taker_waits_and_then_gets_the_same_answer(subject, &*store).await;
    the_mark_outlives_the_kept_answer(subject, &*store).await;
    settling_what_is_not_taken_does_nothing(subject, &*store).await;
    what_is_expired_cannot_be_taken(subject, &*store).await;
    numbered_entries_are_scanned_in_order(&*store).await;
    sealed_records_open_for_their_secret_only(subject, store).await;
}

async fn what_is_put_is_read_until_its_time(subject: &Subject, store: &dyn Store) {
    let (key, expires_ms) = subject.key(10);
    assert_eq!(store.get(key).await.unwrap(), None);
    store.put(key, b"value".to_vec(), expires_ms).await.unwrap();
    assert_eq!(store.get(key).await.unwrap().unwrap(), b"value");
    store.durable().await.unwrap();
    store.durable_answer(key).await.unwrap();
    assert_eq!(store.get(key).await.unwrap().unwrap(), b"value");
    subject.clock.set(expires_ms - 1);
    assert!(store.get(key).await.unwrap().is_some());
    subject.clock.set(expires_ms);
    assert_eq!(store.get(key).await.unwrap(), None);
}

async fn put_replaces_and_remove_removes(subject: &Subject, store: &dyn Store) {
    let (key, expires_ms) = subject.key(10);
    store.put(key, b"one".to_vec(), expires_ms).await.unwrap();
    store.durable().await.unwrap();
    store.put(key, b"two".to_vec(), expires_ms).await.unwrap();
    assert_eq!(store.get(key).await.unwrap().unwrap(), b"two");
    store.remove(key).await.unwrap();
    assert_eq!(store.get(key).await.unwrap(), None);
    store.durable().await.unwrap();
    assert_eq!(store.get(key).await.unwrap(), None);
    let taker = Taker::new(b"a", b"b");
    assert_eq!(store.take(key, taker).await.unwrap(), Taken::Absent);
}

async fn a_mark_is_new_once_and_again_after_its_time(subject: &Subject, store: &dyn Store) {
    let expires_ms = subject.in_minutes(5);
    let key = Key::mark(Kind::Replay, expires_ms, &[b"issuer", b"jti"]);
    assert_eq!(
        key,
        Key::mark(Kind::Replay, expires_ms, &[b"issuer", b"jti"])
    );
    assert_ne!(
        key,
        Key::mark(Kind::Replay, expires_ms, &[b"issuerj", b"ti"])
    );
    assert!(store.insert_new(key, vec![], expires_ms).await.unwrap());
    assert!(!store.insert_new(key, vec![], expires_ms).await.unwrap());
    store.durable().await.unwrap();
    assert!(!store.insert_new(key, vec![], expires_ms).await.unwrap());
    subject.clock.set(expires_ms);
    assert!(store.insert_new(key, vec![], expires_ms + 1).await.unwrap());
}

async fn several_are_read_and_written_together(subject: &Subject, store: &dyn Store) {
    let [(a, a_ms), (b, b_ms), (c, c_ms)] = [10, 20, 30].map(|minutes| subject.key(minutes));
    let put = |key, value: &[u8], expires_ms| Write::Put {
        key,
        value: value.to_vec(),
        expires_ms,
    };
    store.write(vec![]).await.unwrap();
    assert_eq!(store.get_all(&[]).await.unwrap(), Vec::<Option<_>>::new());
    store.put(c, b"c".to_vec(), c_ms).await.unwrap();
    let writes = vec![put(a, b"a", a_ms), put(b, b"b", b_ms), Write::Remove(c)];
    store.write(writes).await.unwrap();
    let all = store.get_all(&[b, c, a]).await.unwrap();
    assert_eq!(all, [Some(b"b".to_vec()), None, Some(b"a".to_vec())]);
    store.write(vec![put(a, b"2", a_ms)]).await.unwrap();
    store.write(vec![Write::Remove(b)]).await.unwrap();
    store.durable().await.unwrap();
    let all = store.get_all(&[a, b]).await.unwrap();
    assert_eq!(all, [Some(b"2".to_vec()), None]);
    // As `get`: neither what was taken nor what is over.
    store.put(b, b"b".to_vec(), b_ms).await.unwrap();
    let taker = Taker::new(b"browser", b"input");
    assert!(matches!(store.take(b, taker).await.unwrap(), Taken::Won(_)));
    subject.clock.set(a_ms);
    assert_eq!(store.get_all(&[a, b]).await.unwrap(), [None, None]);
    // As `put`: in place of a mark too.
    store.write(vec![put(b, b"new", b_ms)]).await.unwrap();
    assert_eq!(store.get(b).await.unwrap().unwrap(), b"new");
}

async fn a_claim_is_a_mark(subject: &Subject, store: &dyn Store) {
    let expires_ms = subject.in_minutes(5);
    let key = Key::mark(Kind::Replay, expires_ms, &[b"a claim"]);
    let claim = || store.claim_new(key, b"word".to_vec(), expires_ms);
    assert!(claim().await.unwrap());
    assert!(!claim().await.unwrap());
    assert!(!store.insert_new(key, vec![], expires_ms).await.unwrap());
    store.durable().await.unwrap();
    assert!(!claim().await.unwrap());
    assert_eq!(store.get(key).await.unwrap().unwrap(), b"word");
    store.remove(key).await.unwrap();
    assert!(claim().await.unwrap());
    store.durable().await.unwrap();
    subject.clock.set(expires_ms);
    let later = store.claim_new(key, vec![], expires_ms + 1).await.unwrap();
    assert!(later, "its time is over");
    store.durable().await.unwrap();
}

async fn of_claims_in_turn_none_is_made_behind_one_that_is_not_new(
    subject: &Subject,
    store: &dyn Store,
) {
    let expires_ms = subject.in_minutes(5);
    let claim = |n: u8| ToClaim {
        key: Key::mark(Kind::Replay, expires_ms, &[b"in turn", &[n]]),
        value: vec![n],
        expires_ms,
    };
    let claims = |numbers: &[u8]| numbers.iter().copied().map(claim).collect();
    assert_eq!(store.claim_in_turn(vec![]).await.unwrap(), 0);
    assert_eq!(store.claim_in_turn(claims(&[2])).await.unwrap(), 1);
    assert_eq!(store.claim_in_turn(claims(&[1, 2, 3])).await.unwrap(), 1);
    assert_eq!(store.get(claim(1).key).await.unwrap().unwrap(), [1]);
    assert_eq!(store.get(claim(3).key).await.unwrap(), None);
    assert_eq!(store.claim_in_turn(claims(&[3])).await.unwrap(), 1);
    let more = store.claim_in_turn(claims(&[4, 5, 6, 7, 8]));
    assert_eq!(more.await.unwrap(), 5);
    let last = store.claim_in_turn(claims(&[9, 10, 8]));
    assert_eq!(last.await.unwrap(), 2);
    store.durable().await.unwrap();
    let all = store.claim_in_turn(claims(&[4, 11]));
    assert_eq!(all.await.unwrap(), 0);
    assert_eq!(store.get(claim(11).key).await.unwrap(), None);
}

async fn what_belongs_to_a_change_is_there_when_it_was_made(subject: &Subject, store: &dyn Store) {
    let [(key, expires_ms), (other, _), (gone, _)] = [10, 10, 10].map(|m| subject.key(m));
    let with = |value: &[u8]| {
        let value = value.to_vec();
        vec![
            Write::Put {
                key: other,
                value,
                expires_ms,
            },
            Write::Remove(gone),
        ]
    };
    let put = |key, value: &[u8]| store.put(key, value.to_vec(), expires_ms);
    put(key, b"one").await.unwrap();
    put(gone, b"goes").await.unwrap();
    let late = store.replace_with(key, b"zero", b"x".to_vec(), expires_ms, with(b"x"), None);
    assert!(!late.await.unwrap());
    assert_eq!(store.get(key).await.unwrap().unwrap(), b"one");
    let done = store.replace_with(
        key,
        b"one",
        b"two".to_vec(),
        expires_ms,
        with(b"with"),
        None,
    );
    assert!(done.await.unwrap());
    let all = store.get_all(&[key, other, gone]).await.unwrap();
    assert_eq!(all, [Some(b"two".to_vec()), Some(b"with".to_vec()), None]);
    let alone = store.replace_with(key, b"two", b"three".to_vec(), expires_ms, vec![], None);
    assert!(alone.await.unwrap());
}

async fn a_step_may_bring_the_answer_that_its_winner_settles(subject: &Subject, store: &dyn Store) {
    let [(login, expires_ms), (asked, _)] = [10, 10].map(|m| subject.key(m));
    let taker = Taker::new(b"browser", b"response");
    let kept = || Some((asked, b"kept".to_vec()));
    store.put(login, b"one".to_vec(), expires_ms).await.unwrap();
    store.put(asked, vec![1], expires_ms).await.unwrap();
    let won = store.take(asked, taker).await.unwrap();
    assert_eq!(won, Taken::Won(vec![1]));
    let to = |value: &[u8]| value.to_vec();
    let late = store.replace_with(login, b"zero", to(b"x"), expires_ms, vec![], kept());
    assert!(!late.await.unwrap());
    let running = store.take(asked, taker).await.unwrap();
    assert_eq!(running, Taken::Running, "nothing was replaced");
    let done = store.replace_with(login, b"one", to(b"two"), expires_ms, vec![], kept());
    assert!(done.await.unwrap());
    let settled = store.settle_with(asked, b"kept".to_vec(), vec![], Until::Seen);
    settled.await.unwrap();
    assert_eq!(store.get(login).await.unwrap().unwrap(), b"two");
    let repeat = Taken::Repeat(b"kept".to_vec());
    assert_eq!(store.take(asked, taker).await.unwrap(), repeat);
    let other = Taker::new(b"other", b"response");
    assert_eq!(store.take(asked, other).await.unwrap(), Taken::Replayed);
}

async fn what_was_not_waited_for_is_seen_and_is_waited_for_where_it_is_released(
    subject: &Subject,
    store: &dyn Store,
) {
    let expires_ms = subject.in_minutes(10);
    let name = Handle::new(&subject.env, expires_ms);
    let (asked, answer) = (name.key(Kind::Request), name.key(Kind::Answer));
    let taker = Taker::new(b"browser", b"response");
    store.put(asked, vec![1], expires_ms).await.unwrap();
    store.take(asked, taker).await.unwrap();
    let write = Write::Put {
        key: answer,
        value: b"answer".to_vec(),
        expires_ms,
    };
    let settled = store.settle_with(asked, b"kept".to_vec(), vec![], Until::Seen);
    settled.await.unwrap();
    let repeat = Taken::Repeat(b"kept".to_vec());
    assert_eq!(store.take(asked, taker).await.unwrap(), repeat);
    assert_eq!(store.release(&[answer]).await.unwrap(), [None]);
    let behind = store.write_behind_claims(vec![write], Until::Seen);
    behind.await.unwrap();
    let keys = [asked, answer];
    let released = store.release(&keys).await.unwrap();
    assert_eq!(released, [None, Some(b"answer".to_vec())]);
    assert_eq!(store.release(&[]).await.unwrap(), Vec::<Option<_>>::new());
    store.durable().await.unwrap();
}

async fn what_is_known_is_changed_and_what_is_not_is_read(
    subject: &Subject,
    store: Arc<dyn Store>,
) {
    let records = Records::new(store, subject.env.clone());
    let (handle, until_ms) = (
        Handle::new(&subject.env, subject.in_minutes(10)),
        subject.in_minutes(10),
    );
    let named = |name: &str| Person {
        name: name.to_owned(),
    };
    let known = named("a");
    let longer = || records.change_known(&handle, &known, |_| until_ms, |it| it.name.push('!'));
    assert!(longer().await.unwrap().is_none(), "never there");
    records.put(&handle, &known, until_ms).await.unwrap();
    assert_eq!(longer().await.unwrap().unwrap().1, named("a!"));
    // Somebody changed it since it was read.
    assert_eq!(longer().await.unwrap().unwrap().1, named("a!!"));
    let both = records.get_both::<Person, Person>(&handle).await.unwrap();
    assert_eq!(both, (Some(named("a!!")), Some(named("a!!"))));
}

async fn what_ended_or_was_changed_is_not_replaced(subject: &Subject, store: &dyn Store) {
    for written in [false, true] {
        let (key, expires_ms) = subject.key(10);
        let replaced =
            |was: &'static [u8], value: &[u8]| store.replace(key, was, value.to_vec(), expires_ms);
        assert!(!replaced(b"", b"one").await.unwrap(), "never there");
        assert_eq!(store.get(key).await.unwrap(), None);
        store.put(key, b"one".to_vec(), expires_ms).await.unwrap();
        if written {
            store.durable().await.unwrap();
        }
        assert!(replaced(b"one", b"two").await.unwrap());
        assert!(!replaced(b"one", b"2").await.unwrap(), "changed since");
        assert_eq!(store.get(key).await.unwrap().unwrap(), b"two");
        store.remove(key).await.unwrap();
        if written {
            store.durable().await.unwrap();
        }
        assert!(!replaced(b"two", b"three").await.unwrap(), "removed");
        store.put(key, b"four".to_vec(), expires_ms).await.unwrap();
        let taker = Taker::new(b"a", b"b");
        let taken = store.take(key, taker).await.unwrap();
        assert_eq!(taken, Taken::Won(b"four".to_vec()));
        assert!(!replaced(b"four", b"five").await.unwrap(), "taken");
        assert_eq!(store.take(key, taker).await.unwrap(), Taken::Running);
        let (key, expires_ms) = subject.key(10);
        store.put(key, b"six".to_vec(), expires_ms).await.unwrap();
        subject.clock.set(expires_ms);
        let late = store.replace(key, b"six", b"seven".to_vec(), expires_ms + 1);
        assert!(!late.await.unwrap(), "expired");
        assert_eq!(store.get(key).await.unwrap(), None);
    }
}

async fn a_hundred_writers_of_what_they_read_one_wins(subject: &Subject, store: &Arc<dyn Store>) {
    for written in [false, true] {
        let (key, expires_ms) = subject.key(10);
        store.put(key, b"read".to_vec(), expires_ms).await.unwrap();
        if written {
            store.durable().await.unwrap();
        }
        let writers: Vec<_> = (0..100_u8)
            .map(|n| {
                let store = Arc::clone(store);
                tokio::spawn(async move {
                    let won = store.replace(key, b"read", vec![n], expires_ms).await;
                    won.unwrap().then_some(n)
                })
            })
            .collect();
        let mut won = Vec::new();
        for writer in writers {
            won.extend(writer.await.unwrap());
        }
        assert_eq!(won.len(), 1, "{won:?}");
        assert_eq!(store.get(key).await.unwrap().unwrap(), won);
    }
}

/// The typed view makes a change anew on what another left.
async fn a_hundred_changes_at_once_are_all_made(subject: &Subject, store: &Arc<dyn Store>) {
    let records = Records::new(Arc::clone(store), subject.env.clone());
    let expires_ms = subject.in_minutes(10);
    let handle = Handle::new(&subject.env, expires_ms);
    let secret = Secret::new(&subject.env, expires_ms);
    let nobody = Person {
        name: String::new(),
    };
    records.put(&handle, &nobody, expires_ms).await.unwrap();
    records
        .put_sealed(&secret, &nobody, expires_ms)
        .await
        .unwrap();
    let one_more = |person: &mut Person| person.name.push('x');
    let until = move |_: &Person| expires_ms;
    let writers: Vec<_> = (0..100)
        .map(|_| {
            let (records, handle, secret) = (records.clone(), handle.clone(), secret.clone());
            tokio::spawn(async move {
                let plain = records.change(&handle, until, one_more).await.unwrap();
                let sealed = records.change_sealed(&secret, until, one_more).await;
                assert!(plain.is_some() && sealed.unwrap().is_some());
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let plain: Person = records.get(&handle).await.unwrap().unwrap();
    let sealed: Person = records.get_sealed(&secret).await.unwrap().unwrap();
    assert_eq!((plain.name.len(), sealed.name.len()), (100, 100));
    records.remove_sealed::<Person>(&secret).await.unwrap();
    let gone = records.change_sealed(&secret, until, one_more).await;
    assert!(gone.unwrap().is_none());
    let gone = records.get_sealed::<Person>(&secret).await;
    assert!(gone.unwrap().is_none());
}

/// INV-9 of the attack catalogue: of N parallel copies at most one succeeds.
async fn a_hundred_takers_one_wins(subject: &Subject, store: &Arc<dyn Store>) {
    for written in [false, true] {
        let (key, expires_ms) = subject.key(10);
        store.put(key, b"code".to_vec(), expires_ms).await.unwrap();
        if written {
            store.durable().await.unwrap();
        }
        let takers: Vec<_> = (0..100_u32)
            .map(|n| {
                let store = Arc::clone(store);
                tokio::spawn(async move {
                    let taker = Taker::new(&n.to_be_bytes(), b"input");
                    store.take(key, taker).await.unwrap()
                })
            })
            .collect();
        let mut won = 0;
        for taker in takers {
            match taker.await.unwrap() {
                Taken::Won(value) => {
                    assert_eq!(value, b"code");
                    won += 1;
                }
                other => assert_eq!(other, Taken::Replayed),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(store.get(key).await.unwrap(), None);
        let insert = store.insert_new(key, vec![], expires_ms).await.unwrap();
        assert!(!insert, "a mark is not overwritten");
    }
}

async fn the_same_taker_waits_and_then_gets_the_same_answer(subject: &Subject, store: &dyn Store) {
    let (key, expires_ms) = subject.key(10);
    let me = Taker::new(b"browser", b"response");
    let same_browser_other_input = Taker::new(b"browser", b"another response");
    let other_browser = Taker::new(b"thief", b"response");
    store
        .put(key, b"request".to_vec(), expires_ms)
        .await
        .unwrap();
    assert_eq!(
        store.take(key, me).await.unwrap(),
        Taken::Won(b"request".to_vec())
    );
    assert_eq!(store.take(key, me).await.unwrap(), Taken::Running);
    store.settle(key, b"answer".to_vec()).await.unwrap();
    store.settle(key, b"second answer".to_vec()).await.unwrap();
    for _ in 0..2 {
        let repeat = Taken::Repeat(b"answer".to_vec());
        assert_eq!(store.take(key, me).await.unwrap(), repeat);
    }
    for other in [same_browser_other_input, other_browser] {
        assert_eq!(store.take(key, other).await.unwrap(), Taken::Replayed);
    }
}

async fn the_mark_outlives_the_kept_answer(subject: &Subject, store: &dyn Store) {
    let me = Taker::new(b"browser", b"response");
    // A record that would have lived on: the mark lives as long.
    let (long, long_ms) = subject.key(10);
    // One at the end of its life: the mark lives a minute all the same.
    let (short, short_ms) = subject.key(0);
    let short_ms = short_ms + 1_000;
    store.put(long, vec![1], long_ms).await.unwrap();
    store.put(short, vec![2], short_ms).await.unwrap();
    for key in [long, short] {
        assert!(matches!(store.take(key, me).await.unwrap(), Taken::Won(_)));
        store.settle(key, b"answer".to_vec()).await.unwrap();
    }
    subject.clock.advance(MINUTE - Duration::from_millis(1));
    for key in [long, short] {
        assert!(matches!(
            store.take(key, me).await.unwrap(),
            Taken::Repeat(_)
        ));
    }
    subject.clock.advance(Duration::from_millis(1));
    assert_eq!(store.take(long, me).await.unwrap(), Taken::Replayed);
    assert_eq!(store.take(short, me).await.unwrap(), Taken::Absent);
    subject.clock.set(long_ms);
    assert_eq!(store.take(long, me).await.unwrap(), Taken::Absent);
}

async fn settling_what_is_not_taken_does_nothing(subject: &Subject, store: &dyn Store) {
    let (key, expires_ms) = subject.key(10);
    store.settle(key, b"answer".to_vec()).await.unwrap();
    assert_eq!(store.get(key).await.unwrap(), None);
    store.put(key, b"value".to_vec(), expires_ms).await.unwrap();
    store.settle(key, b"answer".to_vec()).await.unwrap();
    assert_eq!(store.get(key).await.unwrap().unwrap(), b"value");
}

async fn what_is_expired_cannot_be_taken(subject: &Subject, store: &dyn Store) {
    let (key, expires_ms) = subject.key(1);
    store.put(key, b"code".to_vec(), expires_ms).await.unwrap();
    subject.clock.set(expires_ms);
    let taken = store.take(key, Taker::new(b"a", b"b")).await.unwrap();
    assert_eq!(taken, Taken::Absent);
}

async fn numbered_entries_are_scanned_in_order(store: &dyn Store) {
    for number in [300_u64, 2, 1, 70_000] {
        let key = Key::numbered(Kind::Housekeeping, 0, number);
        let value = number.to_be_bytes().to_vec();
        store.put(key, value, i64::MAX).await.unwrap();
    }
    let gone = Key::numbered(Kind::Housekeeping, 0, 2);
    store.remove(gone).await.unwrap();
    let found = store.scan(Kind::Housekeeping).await.unwrap();
    let numbers: Vec<_> = found
        .into_iter()
        .map(|(_, value)| u64::from_be_bytes(value.try_into().unwrap()))
        .collect();
    assert_eq!(numbers, [1, 300, 70_000]);
    assert!(store.scan(Kind::AuditOutbox).await.unwrap().is_empty());
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Person {
    name: String,
}

impl super::Record for Person {
    const KIND: Kind = Kind::Grant;
    const VERSION: u8 = 1;
}

async fn sealed_records_open_for_their_secret_only(subject: &Subject, store: Arc<dyn Store>) {
    let records = Records::new(Arc::clone(&store), subject.env.clone());
    let expires_ms = subject.in_minutes(1);
    let (mine, other) = (
        Secret::new(&subject.env, expires_ms),
        Secret::new(&subject.env, expires_ms),
    );
    let person = Person {
        name: "Astrid Ericsson".to_owned(),
    };
    records
        .put_sealed(&mine, &person, expires_ms)
        .await
        .unwrap();
    let stored = store.get(mine.key(Kind::Grant)).await.unwrap().unwrap();
    assert!(!stored.windows(6).any(|w| w == b"Astrid"));
    assert_eq!(
        records.get_sealed(&mine).await.unwrap(),
        Some(Person { name: person.name })
    );
    assert_eq!(records.get_sealed::<Person>(&other).await.unwrap(), None);
    // A record moved under another's key does not open.
    store
        .put(other.key(Kind::Grant), stored, expires_ms)
        .await
        .unwrap();
    assert!(records.get_sealed::<Person>(&other).await.is_err());

    what_a_stranger_to_the_house_sealed_opens_for_nobody(subject, store).await;

    let taker = Taker::new(b"client", b"request");
    let take = |kept: Option<Vec<u8>>| {
        let secret = mine.clone();
        records.take_sealed(&mine, taker, move |person: Person| async move {
            match kept {
                Some(octets) => Concluded::kept(person.name, &secret, octets),
                None => Concluded::once(person.name),
            }
        })
    };
    let won = take(Some(b"tokens of Astrid".to_vec())).await.unwrap();
    assert_eq!(won, Taken::Won("Astrid Ericsson".to_owned()));
    match take(None).await.unwrap() {
        Taken::Repeat(answer) => {
            assert!(!answer.windows(6).any(|w| w == b"Astrid"));
            let opened = records.open_answer(mine.reveal(), &answer).unwrap();
            assert_eq!(*opened, b"tokens of Astrid");
            assert_eq!(records.open_answer(other.reveal(), &answer), None);
        }
        other => unreachable!("{other:?}"),
    }
}

/// Attack (OPS-10): whoever may write the database, and has no key of the house, thinks up a code and lays there for
/// whom it stands.
async fn what_a_stranger_to_the_house_sealed_opens_for_nobody(
    subject: &Subject,
    store: Arc<dyn Store>,
) {
    let stranger = Records::new(Arc::clone(&store), subject.env.clone());
    let [node, other] = [[7; 32]; 2].map(|key| stranger.clone().under(key));
    let another_house = stranger.clone().under([8; 32]);
    let expires_ms = subject.in_minutes(1);
    let person = Person {
        name: "Astrid Ericsson".to_owned(),
    };
    let taker = Taker::new(b"client", b"request");
    let named = |person: Person| async move { Concluded::once(person.name) };
    for forger in [&stranger, &another_house] {
        let code = Secret::new(&subject.env, expires_ms);
        forger.put_sealed(&code, &person, expires_ms).await.unwrap();
        assert!(node.get_sealed::<Person>(&code).await.is_err());
        assert!(node.take_sealed(&code, taker, named).await.is_err());
    }
    // Positive control: any node of the house.
    let code = Secret::new(&subject.env, expires_ms);
    node.put_sealed(&code, &person, expires_ms).await.unwrap();
    let read = other.get_sealed(&code).await.unwrap();
    assert_eq!(read, Some(person.clone()));
    assert!(stranger.get_sealed::<Person>(&code).await.is_err());
    let won = other.take_sealed(&code, taker, named).await.unwrap();
    assert_eq!(won, Taken::Won(person.name));
    // The same of what lies with another record, for who brings the secret again (WV-16).
    let (kind, another) = (Kind::WalletAnswer, Secret::new(&subject.env, expires_ms));
    let sealed = node.seal_for(&code, kind, b"Astrid Ericsson");
    let opened = |by: &Records, secret, kind| {
        let plain = by.open_for(secret, kind, &sealed);
        plain.map(|plain| plain.to_vec())
    };
    assert_eq!(opened(&other, &code, kind).unwrap(), b"Astrid Ericsson");
    assert_eq!(opened(&other, &another, kind), None);
    assert_eq!(opened(&other, &code, Kind::Grant), None);
    assert_eq!(opened(&stranger, &code, kind), None);
    assert_eq!(opened(&another_house, &code, kind), None);
}
