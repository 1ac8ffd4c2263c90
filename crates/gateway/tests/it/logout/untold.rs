// SPDX-License-Identifier: EUPL-1.2
//! What a service must be told of a logout, whatever comes in between.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use gateway::flow::end::farewell::tell_what_is_left;
use serde_json::Value;
use store::{Key, Kind};
use tokio::sync::Notify;

use super::stage::{Does, Stage, id_token, logout};
use crate::double_click::{Fault, Fragile};
use crate::support::{Setup, on_disk};

/// A stage on a store that can be broken.
async fn fragile(survives: bool) -> (Stage, Arc<Fragile>) {
    let (tell, told) = std::sync::mpsc::channel();
    let stage = Stage::start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = Fragile::new(env, survives);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    });
    let stage = stage.await;
    (stage, told.recv().unwrap())
}

fn access(tokens: &Value) -> &str {
    tokens["access_token"].as_str().unwrap()
}

async fn kept(stage: &Stage) -> usize {
    let store = stage.gateway.app.records.store();
    store.scan(Kind::Farewell).await.unwrap().len()
}

/// LO-09: her browser asks for the end and is gone at once.
#[tokio::test]
async fn a_browser_that_goes_away_in_the_middle_leaves_no_service_untold() {
    let (stage, store) = fragile(false).await;
    let mut browser = stage.gateway.browser();
    let back = stage.log_in(&mut browser, "back").await;
    let plain = stage.log_in(&mut browser, "plain").await;
    assert_eq!(stage.reads(access(&plain)).await, StatusCode::OK);
    let (here, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    store.set(Fault::Waits(Kind::Farewell, here.clone(), go_on.clone()));
    let hint = [("id_token_hint", id_token(&back))];
    tokio::select! {
        answer = logout(&mut browser, &hint) => panic!("answered before: {answer:?}"),
        () = here.notified() => {}
    }
    store.set(Fault::None);
    go_on.notify_one();
    assert_eq!(stage.back.called(1).await.len(), 1);
    assert_eq!(stage.gateway.app.calls.end().await, 0);
    assert_eq!(stage.outcomes(), ["delivered"]);
    assert_eq!(stage.gateway.audited("session_ended").len(), 1);
    for tokens in [&back, &plain] {
        let status = stage.reads(access(tokens)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert!(!stage.lives(&mut browser).await);
}

/// when a session's end waits for the disk, what follows from it lies there too.
#[tokio::test]
async fn what_must_be_told_is_written_with_the_end_of_the_session() {
    let (stage, store) = fragile(false).await;
    let mut browser = stage.gateway.browser();
    let back = stage.log_in(&mut browser, "back").await;
    let plain = stage.log_in(&mut browser, "plain").await;
    store.disk(false);
    let hint = [("id_token_hint", id_token(&back))];
    let out = tokio::time::timeout(Duration::from_millis(100), logout(&mut browser, &hint));
    assert!(out.await.is_err(), "the disk does not turn");
    assert_eq!(kept(&stage).await, 1);
    for tokens in [&back, &plain] {
        let status = stage.reads(access(tokens)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert!(stage.back.tokens().is_empty(), "not before it is durable");
    store.disk(true);
    assert_eq!(stage.back.called(1).await.len(), 1);
    assert_eq!(stage.gateway.app.calls.end().await, 0);
    assert_eq!(kept(&stage).await, 0);
}

#[tokio::test]
async fn a_message_that_cannot_be_kept_leaves_no_services_tokens_alive() {
    let (stage, store) = fragile(false).await;
    let mut browser = stage.gateway.browser();
    let back = stage.log_in(&mut browser, "back").await;
    let plain = stage.log_in(&mut browser, "plain").await;
    store.set(Fault::Fails(Kind::Farewell));
    let answer = logout(&mut browser, &[("id_token_hint", id_token(&back))]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{answer:?}");
    store.set(Fault::None);
    for tokens in [&back, &plain] {
        let status = stage.reads(access(tokens)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
}

/// what there is no room to call stays for whoever has room.
#[tokio::test]
async fn a_look_takes_no_more_than_there_is_room_to_call() {
    let stage = Stage::start().await;
    let store = stage.gateway.app.records.store();
    let mut browser = stage.gateway.browser();
    stage.back.will(&[Does::Fails]);
    let tokens = stage.log_in(&mut browser, "back").await;
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    let (_, octets) = store.scan(Kind::Farewell).await.unwrap().remove(0);
    for number in 1..70_u8 {
        let key = Key::lasting(Kind::Farewell, &[&[number]]);
        store.put(key, octets.clone(), i64::MAX).await.unwrap();
    }
    stage.back.will(&[Does::Hangs; 70]);
    stage.gateway.clock.advance(Duration::from_secs(36));
    let app = &stage.gateway.app;
    assert_eq!(tell_what_is_left(app).await.unwrap(), 64);
    stage.back.called(65).await;
    let other = stage.gateway.twin().app;
    assert_eq!(tell_what_is_left(app).await.unwrap(), 0, "no room");
    assert_eq!(tell_what_is_left(&other).await.unwrap(), 6, "the others");
}

#[tokio::test]
async fn two_nodes_that_look_at_once_say_once_that_it_is_too_late() {
    let directory = tempfile::tempdir().unwrap();
    let stage = Stage::start_as(Setup {
        store: Some(Box::new({
            let directory = directory.path().to_owned();
            move |env| on_disk(&directory, env)
        })),
        ..Setup::default()
    });
    let stage = stage.await;
    // Their trails are in memory.
    let (one, other) = (stage.gateway.twin(), stage.gateway.twin());
    let mut browser = stage.gateway.browser();
    stage.back.will(&[Does::Hangs]);
    let tokens = stage.log_in(&mut browser, "back").await;
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    stage.gateway.clock.advance(Duration::from_secs(31 * 60));
    let (here, there) = tokio::join!(tell_what_is_left(&one.app), tell_what_is_left(&other.app));
    assert_eq!((here.unwrap(), there.unwrap()), (0, 0));
    let said = [one, other].map(|node| node.audited("service_told"));
    let [said] = &said.concat()[..] else {
        panic!("not once: {said:?}");
    };
    assert!(said.contains("\"outcome\":\"too_late\""), "{said}");
    assert_eq!(kept(&stage).await, 0);
}

#[tokio::test]
async fn what_came_of_a_message_is_noted_before_it_is_forgotten() {
    let (stage, store) = fragile(true).await;
    let app = &stage.gateway.app;
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "back").await;
    store.set(Fault::FailsOn(Kind::AuditOutbox, "service_told"));
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    assert_eq!(stage.back.called(1).await.len(), 1);
    assert_eq!(app.calls.end().await, 0);
    assert_eq!(kept(&stage).await, 1, "the trail could not be written");
    store.set(Fault::None);
    stage.gateway.clock.advance(Duration::from_secs(36));
    let next = stage.gateway.twin();
    assert_eq!(tell_what_is_left(&next.app).await.unwrap(), 0);
    assert_eq!(kept(&stage).await, 0);
    let [said] = &next.audited("service_told")[..] else {
        panic!("not once");
    };
    assert!(said.contains("\"outcome\":\"delivered\""), "{said}");
    assert_eq!(stage.back.tokens().len(), 1, "it was told");
}

#[tokio::test]
async fn a_message_that_nobody_can_read_goes_when_it_is_over() {
    let stage = Stage::start().await;
    let (app, clock) = (&stage.gateway.app, &stage.gateway.clock);
    let store = app.records.store();
    let now_ms = app.env.now_ms();
    let sealed = |ends_ms: i64| [&ends_ms.to_be_bytes()[..], &[7; 90]].concat();
    let half_an_hour = 30 * 60_000;
    for (name, octets) in [
        (b"a", sealed(now_ms + half_an_hour)),
        (b"b", sealed(now_ms - half_an_hour)),
        (b"c", sealed(i64::MAX)),
        (b"d", vec![1, 2, 3]),
    ] {
        let key = Key::lasting(Kind::Farewell, &[&name[..]]);
        store.put(key, octets, i64::MAX).await.unwrap();
    }
    assert_eq!(tell_what_is_left(app).await.unwrap(), 0);
    let left = store.scan(Kind::Farewell).await.unwrap();
    assert_eq!(left.len(), 1, "another build may read it");
    assert_eq!(left[0].1, sealed(now_ms + half_an_hour));
    clock.advance(Duration::from_secs(59 * 60));
    tell_what_is_left(app).await.unwrap();
    assert_eq!(kept(&stage).await, 1);
    clock.advance(Duration::from_secs(60));
    tell_what_is_left(app).await.unwrap();
    assert_eq!(kept(&stage).await, 0);
    assert!(stage.outcomes().is_empty());
}
