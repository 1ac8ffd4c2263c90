// SPDX-License-Identifier: EUPL-1.2
//! The threads that answer: one for each core, each with a runtime of its own, all of them at one
//! door.
//!
//! Whoever takes a connection answers it, with what lies in the caches of its core. Workers that
//! steal from one another cost 11 to 13 % more CPU (docs/performance.md). Trade: a request that
//! takes long holds up the others of its thread, not everybody a little. So none may take long
//! (docs/security.md), and what waits for a disk or computes for longer does so elsewhere.

use std::io;
use std::pin::pin;
use std::thread::JoinHandle;

use gateway::serve::Door;
use gateway::starts::FELT_EVERY;
use store::env::Env;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{oneshot, watch};
use tokio::time::MissedTickBehavior;

/// Threads for what blocks, beside each of those that answer.
const BLOCKING: usize = 4;

/// Each so many turns of a thread one is of those whom another thread woke: people whose record is on the disk by now, or
/// whose key has signed. The library takes one in 31, so that under load they would wait until everybody who came
/// later had begun.
const WOKEN_EVERY: u32 = 2;

/// The running threads.
pub(crate) struct Cores {
    ended: Vec<oneshot::Receiver<io::Result<()>>>,
    threads: Vec<JoinHandle<()>>,
    pulse: Pulse,
    release: watch::Sender<bool>,
}

/// So often a step of a login has its turn: its request is read, its record is on the disk, its answer is written; with a
/// register or an e-ID between, twice that.
const TURNS: u32 = 5;

/// A hand at each thread's wrist.
#[derive(Clone, Default)]
pub(crate) struct Pulse(Vec<Handle>);

impl Pulse {
    /// Returns when every thread has done a piece of work that begins now: while one of them hangs,
    /// not at all.
    pub(crate) async fn felt(&self) {
        let beats: Vec<_> = self.0.iter().map(|core| core.spawn(async {})).collect();
        for beat in beats {
            // A thread that has ended answers nobody any more, and holds nobody up.
            let _ = beat.await;
        }
    }

    /// Returns when every thread has given [`TURNS`] turns to somebody who stood behind everybody else each time. A piece of
    /// work from another thread would pass those who wait ([`WOKEN_EVERY`]), so it steps back of its own accord.
    pub(crate) async fn step(&self) {
        let step = || async {
            for _ in 0..TURNS {
                tokio::task::yield_now().await;
            }
        };
        let steps: Vec<_> = self.0.iter().map(|core| core.spawn(step())).collect();
        for step in steps {
            let _ = step.await;
        }
    }
}

/// Tells how late the threads are that answer: beginnings are taken as fast as these keep up. Ends with the task.
///
/// Four times a second, whatever it comes to: of a thread that is ten seconds late nothing is heard for ten seconds, and who
/// begins meanwhile makes it later.
pub(crate) async fn keep_pace(env: Env, pulse: Pulse, felt: impl Fn(i64)) {
    let mut tick = tokio::time::interval(FELT_EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let watch = env.stopwatch();
        let mut step = pin!(pulse.step());
        loop {
            let is_over = tokio::select! {
                () = step.as_mut() => true,
                _ = tick.tick() => false,
            };
            let late = watch.elapsed();
            if is_over {
                tick.tick().await;
            }
            // One that is not over at the first look is told of at the next: it would count as in time there, and steps that
            // each take a little longer than a look would never be late twice in a row.
            if is_over || late > FELT_EVERY * 3 / 2 {
                felt(i64::try_from(late.as_millis()).unwrap_or(i64::MAX));
            }
            if is_over {
                break;
            }
        }
    }
}

/// A runtime for one thread.
pub(crate) fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread()
        .max_blocking_threads(BLOCKING)
        .global_queue_interval(WOKEN_EVERY)
        .enable_all()
        .build()
}

impl Cores {
    /// Serves until told to stop. Eight cores pass some thousand logins a second: no more are taken.
    pub(crate) fn serve(
        listener: TcpListener,
        door: &Door,
        stopped: &watch::Receiver<bool>,
    ) -> io::Result<Self> {
        let listener = listener.into_std()?;
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get().min(8));
        let (release, released) = watch::channel(false);
        let (mut all_ended, mut threads) = (Vec::new(), Vec::new());
        let mut pulse = Pulse::default();
        for _ in 0..cores {
            let (listener, door) = (listener.try_clone()?, door.clone());
            let (stopped, released) = (stopped.clone(), released.clone());
            let (end, ended) = oneshot::channel();
            let runtime = runtime()?;
            pulse.0.push(runtime.handle().clone());
            let thread = std::thread::Builder::new().name("answers".to_owned());
            threads.push(thread.spawn(move || {
                runtime.block_on(async move {
                    let served = async {
                        let listener = TcpListener::from_std(listener)?;
                        door.serve(listener, told(stopped)).await
                    };
                    let _ = end.send(served.await);
                    // What was begun for people who did not wait is finished before the store closes.
                    told(released).await;
                });
            })?);
            all_ended.push(ended);
        }
        Ok(Self {
            ended: all_ended,
            threads,
            pulse,
            release,
        })
    }

    /// How to know that all of them work.
    pub(crate) fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// Waits until every open request is answered.
    pub(crate) async fn drained(&mut self) -> io::Result<()> {
        for ended in self.ended.drain(..) {
            ended.await.map_err(io::Error::other)??;
        }
        Ok(())
    }

    /// Ends the threads, and whatever they still do.
    pub(crate) fn end(self) {
        let _ = self.release.send(true);
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

/// Waits for the word.
pub(crate) async fn told(mut word: watch::Receiver<bool>) {
    let _ = word.wait_for(|said| *said).await;
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    /// Five times as many as a machine carries, and its pace did not notice: what another thread hands over is taken
    /// before those who stand in the thread's own queue.
    #[tokio::test]
    async fn a_thread_is_as_late_as_those_who_stand_in_its_queue() {
        const EACH: Duration = Duration::from_millis(5);
        let core = runtime().unwrap();
        let pulse = Pulse(vec![core.handle().clone()]);
        let (end, ended) = watch::channel(false);
        let thread = std::thread::spawn(move || {
            core.block_on(async move {
                for _ in 0..100 {
                    tokio::spawn(async {
                        loop {
                            std::thread::sleep(EACH);
                            tokio::task::yield_now().await;
                        }
                    });
                }
                told(ended).await;
            });
        });
        pulse.felt().await;
        let watch = Env::system().stopwatch();
        pulse.step().await;
        let queue = EACH * 100;
        assert!(
            watch.elapsed() > queue * (TURNS - 1),
            "{:?}",
            watch.elapsed()
        );
        end.send(true).unwrap();
        thread.join().unwrap();
    }

    /// While a thread stands still, and not when it is over; and a step that is slower than a look is told of once, as slow
    /// as it was.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_thread_is_told_of_as_late_as_it_is_while_it_is() {
        let core = runtime().unwrap();
        let pulse = Pulse(vec![core.handle().clone()]);
        let (order, mut orders) = tokio::sync::mpsc::unbounded_channel::<Duration>();
        let busy = core.handle().clone();
        let thread = std::thread::spawn(move || {
            core.block_on(async {
                while let Some(still) = orders.recv().await {
                    std::thread::sleep(still);
                }
            });
        });
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let pace = tokio::spawn(keep_pace(Env::system(), pulse, move |late_ms| {
            tell.send(late_ms).unwrap();
        }));
        let mut next = async || {
            timeout(Duration::from_secs(5), told.recv())
                .await
                .unwrap()
                .unwrap()
        };
        let mut in_time = 0;
        for _ in 0..4 {
            in_time += usize::from(next().await < 100);
        }
        assert!(in_time > 0, "it has nothing to do");

        let watch = Env::system().stopwatch();
        let still = Duration::from_secs(4);
        order.send(still).unwrap();
        let mut late = 0;
        while late < 2 {
            late = if next().await >= 250 { late + 1 } else { 0 };
        }
        assert!(watch.elapsed() < still, "it is over: {:?}", watch.elapsed());
        while next().await >= 250 {}

        // Each of its turns comes behind somebody who takes seventy milliseconds.
        busy.spawn(async {
            loop {
                std::thread::sleep(Duration::from_millis(70));
                tokio::task::yield_now().await;
            }
        });
        while next().await < 250 {}
        for _ in 0..4 {
            let late_ms = next().await;
            assert!(late_ms >= 275, "{late_ms}");
        }
        pace.abort();
        drop(order);
        thread.join().unwrap();
    }

    #[tokio::test]
    async fn a_thread_that_hangs_has_no_pulse() {
        let core = runtime().unwrap();
        let pulse = Pulse(vec![core.handle().clone()]);
        let (release, hangs) = mpsc::channel::<()>();
        let (end, ended) = watch::channel(false);
        let thread = std::thread::spawn(move || {
            core.block_on(async move {
                hangs.recv().unwrap();
                told(ended).await;
            });
        });
        let soon = Duration::from_millis(100);
        assert!(timeout(soon, pulse.felt()).await.is_err());
        release.send(()).unwrap();
        let late = Duration::from_secs(10);
        assert!(timeout(late, pulse.felt()).await.is_ok());
        end.send(true).unwrap();
        thread.join().unwrap();
        // One that ended holds nobody up.
        assert!(timeout(late, pulse.felt()).await.is_ok());
    }
}
