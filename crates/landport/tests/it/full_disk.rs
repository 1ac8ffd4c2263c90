// SPDX-License-Identifier: EUPL-1.2
//! The whole gateway on a disk that fills up. Tried from outside: R2 and N2, where 400 MB were full after
//! three seconds of strangers and nobody was served until somebody restarted it.

use std::process::Command;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gateway::lever::Target;
use tower::ServiceExt as _;

use crate::browser::{Browser, Page};
use crate::operate::{Closing, Order};
use crate::stage::Stage;

/// A file system of its own, taken off at the end.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None where this user may not mount.
    fn of_megabytes(megabytes: u32) -> Option<Self> {
        let at = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(at.path());
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        mounted.then_some(Self(at))
    }

    /// Fills it up to so many octets.
    fn fill(&self, stage: &Stage, leave: u64) {
        use std::io::Write as _;
        let room = stage.together.gateway.app.records.store().room();
        let free = room.unwrap().unwrap().free;
        let file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.filler());
        let mut file = file.unwrap();
        let mut left = free.saturating_sub(leave);
        let block = vec![7; 65_536];
        while left > 0 {
            let now = usize::try_from(left).unwrap().min(block.len());
            if file.write_all(&block[..now]).is_err() {
                return;
            }
            left -= now as u64;
        }
    }

    fn empty(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> std::path::PathBuf {
        self.0.path().join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

async fn begin(stage: &Stage, browser: &mut Browser) -> Page {
    browser
        .open(&stage.url("rowing", "/login?as=european"))
        .await
}

fn busy(page: &Page) {
    assert_eq!(
        page.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        page.body
    );
    let after = page.headers["retry-after"].to_str().unwrap();
    assert!(
        after.parse::<u32>().is_ok_and(|seconds| seconds > 0),
        "{after}"
    );
    assert!(page.body.contains("<h1"), "no page: {}", page.body);
}

async fn lives(stage: &Stage) -> [StatusCode; 2] {
    let ops = gateway::ops::router(stage.together.gateway.ops());
    let mut said = Vec::new();
    for path in ["/health/live", "/health/ready"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        said.push(ops.clone().oneshot(request).await.unwrap().status());
    }
    said.try_into().unwrap()
}

/// R2, N2: near the end of the disk nothing begins and what began ends; at its end nobody is served, and
/// both health checks say so; when there is room again everything goes on without a hand.
#[tokio::test(flavor = "multi_thread")]
async fn ops_11_a_full_disk_refuses_new_logins_finishes_those_under_way_and_heals_without_a_hand() {
    let Some(disk) = Disk::of_megabytes(96) else {
        eprintln!("SKIPPED full_disk: this user may not mount a file system");
        return;
    };
    let directory = tempfile::tempdir_in(disk.0.path()).unwrap();
    let stage = Stage::again(directory).await;
    let app = &stage.together.gateway.app;
    let served = [StatusCode::OK; 2];
    let mut control = stage.browser();
    let end = stage.log_in(&mut control, "SE", "plain").await;
    assert_eq!((end.url.path(), lives(&stage).await), ("/me", served));

    // The reserve of so small a disk is an eighth.
    let mut under_way = stage.browser();
    let at_login = stage.login_page(&mut under_way, "SE").await;
    disk.fill(&stage, 8 << 20);
    stage.advance(1);
    busy(&begin(&stage, &mut stage.browser()).await);
    let end = stage
        .choose_person(&mut under_way, &at_login, "plain")
        .await;
    assert_eq!((end.url.path(), lives(&stage).await), ("/me", served));

    let finland = Target::Country("FI".to_owned());
    stage.suspend(finland.clone(), None).await;

    // To the last octet: the login that is under way writes until nothing goes any more.
    disk.empty();
    stage.advance(1);
    let mut writer = stage.browser();
    let page = stage.country_page(&mut writer).await;
    disk.fill(&stage, 0);
    stage.advance(1);
    let dead = [StatusCode::SERVICE_UNAVAILABLE; 2];
    for _ in 0..2000 {
        let form = page.form_with("country", "SE").unwrap();
        writer
            .submit(&page, &form, &[("country", "SE"), ("action", "next")])
            .await;
        if lives(&stage).await == dead {
            break;
        }
    }
    assert_eq!(
        lives(&stage).await,
        dead,
        "it never came to the end of the disk"
    );
    busy(&begin(&stage, &mut stage.browser()).await);

    // There is room again, and the trail has not seen it yet: what cannot be written down is not done, but what is dangerous
    // is closed.
    disk.empty();
    stage.advance(1);
    while stage.together.gateway.app.records.durable().await.is_err() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let resume = Order::Resume { target: finland };
    let command = "audit find".to_owned();
    for order in [resume.clone(), Order::Snapshot, Order::Looked { command }] {
        let why = stage.refused(order).await;
        assert!(why.starts_with("nothing was done"), "{why}");
    }
    let data = stage.directory.path().join("data");
    let left = std::fs::read_dir(data.join("operator")).unwrap();
    assert_eq!(left.count(), 1, "the socket alone");
    let closing = Closing {
        target: Target::Country("DK".to_owned()),
        until_ms: None,
        nb: "Stengt.".to_owned(),
        nn: "Stengd.".to_owned(),
        en: "Closed.".to_owned(),
    };
    let why = stage.refused(Order::Suspend(closing)).await;
    assert!(why.contains("Closed now"), "{why}");
    assert_eq!(app.levers.all().len(), 2, "{:?}", app.levers);

    let healing = tokio::spawn(app.clone().heal_the_trail());
    for _ in 0..150 {
        stage.advance(1);
        tokio::time::sleep(Duration::from_millis(100)).await;
        if lives(&stage).await == served {
            break;
        }
    }
    assert_eq!(lives(&stage).await, served, "it does not heal");
    stage.advance(1);
    let end = stage.log_in(&mut stage.browser(), "SE", "plain").await;
    assert_eq!(end.url.path(), "/me", "{}", end.body);
    stage.order(resume).await;
    healing.abort();
}
