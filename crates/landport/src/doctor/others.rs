// SPDX-License-Identifier: EUPL-1.2
//! Everybody whom the gateway asks, asked as it would ask them: by the same client, with the same roots
//! and rules, and held against the same anchors. Nothing is kept.

use std::sync::Arc;
use std::time::Duration;

use gateway::audit::{Audit, AuditKey, reach};
use gateway::fetch::{Fetch, FetchOptions, FetchRequest, Fetched, Reach};
use gateway::peers::{PeerState, Peers};
use gateway::service_lists::{ServiceListState, ServiceLists};
use gateway::settings::{EidProvider, EidSource, PeerSettings, PeerSource, Profile, Settings};
use gateway::telemetry::Metrics;
use gateway::trusted_lists::TrustedLists;
use serde_json::Value;
use store::env::Env;
use tokio::task::JoinSet;
use url::Url;

use super::running::SAME_SOURCE;
use super::{Row, State};

/// Metadata of a whole federation is smaller.
const MOST_OCTETS: usize = 8 << 20;
/// A minute is half of what most nodes grant a message.
const MUCH_S: i64 = 30;
/// `Date` has whole seconds, and an answer takes a moment.
const SOME_S: i64 = 3;
/// Metadata that ends sooner should have been renewed.
const SOON_MS: i64 = 86_400_000;

/// `runs`: our own door should answer.
pub(super) async fn look(settings: &Settings, env: &Env, runs: bool) -> Vec<Row> {
    let options = FetchOptions {
        demo: settings.profile == Profile::Demo,
        proxy: settings.outbound.proxy.clone(),
    };
    let fetch = match Fetch::new(options) {
        Ok(fetch) => fetch,
        Err(error) => return vec![Row::new("others", State::Wrong, error.to_string())],
    };
    let place = match tempfile::tempdir() {
        Ok(place) => place,
        Err(error) => return vec![Row::new("others", State::Wrong, error.to_string())],
    };
    let mut settings = settings.clone();
    settings.data = place.path().to_owned();
    let asker = Asker {
        fetch,
        env: env.clone(),
    };
    let mut clocks = Vec::new();
    let mut rows = vec![asker.own_door(&settings, runs, &mut clocks).await];
    rows.extend(asker.peers(&settings, &mut clocks).await);
    rows.extend(asker.eids(&settings, &mut clocks).await);
    rows.extend(asker.register(&settings, &mut clocks).await);
    rows.extend(asker.lists(&settings).await);
    rows.extend(syslog(&settings).await);
    rows.push(clock(&mut clocks));
    rows
}

/// The server that the audit trail is sent to: a connection with nothing in it.
async fn syslog(settings: &Settings) -> Option<Row> {
    let server = settings.syslog.as_ref()?;
    let what = format!("syslog server {}:{}", server.host, server.port);
    Some(match reach(server).await {
        Ok(()) => Row::good(what, "name and chain are those of [syslog], and it ends a connection in order"),
        Err(why) => Row::new(what, State::Wrong, why.to_string()).so(
            "Until it is mended the trail waits in its files, until retention.audit_days; docs/audit.md",
        ),
    })
}

struct Asker {
    fetch: Fetch,
    env: Env,
}

/// Where, with which roots, and whether the entry says `private`.
struct At<'a> {
    url: &'a Url,
    roots: &'a [Vec<u8>],
    private: bool,
}

impl Asker {
    /// By how much our clock is ahead of theirs is added to `clocks`.
    async fn get(&self, at: At<'_>, clocks: &mut Vec<i64>) -> Result<Fetched, String> {
        let request = FetchRequest {
            url: at.url,
            reach: Reach::Operator {
                private: at.private,
            },
            limit: MOST_OCTETS,
            roots: at.roots,
            headers: &[],
            since: None,
        };
        let fetched = self
            .fetch
            .get(&request)
            .await
            .map_err(|error| error.to_string())?;
        let fetched =
            fetched.ok_or_else(|| "304 to what was asked for the first time".to_owned())?;
        clocks.extend(fetched.date_s.map(|date_s| self.env.now_s() - date_s));
        Ok(fetched)
    }

    /// The issuer's address, as services and browsers reach it: name, TLS chain, and that it is us.
    async fn own_door(&self, settings: &Settings, runs: bool, clocks: &mut Vec<i64>) -> Row {
        let what = format!("own door {}", settings.issuer_text());
        let url = settings.address("/.well-known/openid-configuration");
        let Ok(url) = Url::parse(&url) else {
            return Row::new(what, State::Wrong, "the issuer is no address");
        };
        let at = At {
            url: &url,
            roots: &[],
            private: true,
        };
        let answer = self
            .get(at, clocks)
            .await
            .and_then(|fetched| is_issuer(&fetched, settings.issuer_text()));
        match answer {
            Ok(()) => Row::good(what, "name, chain and answer are ours"),
            // A gateway that does not run, or runs behind a proxy that is not there yet.
            Err(why) if !runs => Row::new(what, State::Skipped, why),
            Err(why) => Row::new(what, State::Wrong, why).so(
                "DNS, the proxy in front, and the certificate with its whole chain; from inside the house the name may lead elsewhere",
            ),
        }
    }

    async fn peers(&self, settings: &Settings, clocks: &mut Vec<i64>) -> Vec<Row> {
        let (env, metrics) = (self.env.clone(), Arc::new(Metrics::new()));
        let ours = (env.clone(), self.fetch.clone());
        let peers = Peers::new(settings, env, self.fetch.clone(), metrics.clone());
        // What is found out here is told here, and nowhere else.
        let trail = Audit::in_memory(AuditKey::new([0; 32]), self.env.clone());
        let lists = ServiceLists::new(settings, peers.clone(), ours, (trail, metrics));
        lists.refresh_all().await;
        let now = eidas::Instant::from_ms(self.env.now_ms());
        let mut rows: Vec<Row> = lists
            .states()
            .iter()
            .map(|list| of_list(list, now))
            .collect();
        let mut asked = JoinSet::new();
        for (place, peer) in peers.all().into_iter().enumerate() {
            let (peers, entity_id) = (peers.clone(), peer.settings.entity_id.clone());
            asked.spawn(async move { (place, peers.refresh_now(&entity_id).await) });
        }
        let mut known: Vec<_> = asked.join_all().await;
        known.sort_by_key(|(place, _)| *place);
        for (_, peer) in known {
            let Some(peer) = peer else { continue };
            let of = &peer.settings;
            let role = match of.role {
                eidas::Role::Connector => "connector",
                eidas::Role::ProxyService => "node",
            };
            let what = format!(
                "{role} of {} {}",
                of.country.as_str(),
                of.entity_id.as_str()
            );
            let remedy = "docs/peers.md has each reason; call the other country's operator";
            rows.push(match &peer.state {
                PeerState::Ready(ready) => {
                    if matches!(of.source, PeerSource::Signed { .. }) {
                        clocks.push(peer.clock_ahead_s);
                    }
                    let until = ready.valid_until();
                    let told = format!("its metadata is believed until {until}");
                    let soon = until.ms() - self.env.now_ms() < SOON_MS;
                    match (soon, peer.refused) {
                        (_, Some((reason, _))) => {
                            Row::new(what, State::Look, format!("{told}, but: {reason}")).so(remedy)
                        }
                        (true, None) => Row::new(what, State::Look, told)
                            .so("It should have been renewed: call its operator"),
                        (false, None) => Row::good(what, told),
                    }
                }
                PeerState::Suspended(_) => Row::new(what, State::Skipped, "suspended"),
                PeerState::Pending => Row::new(what, State::Wrong, "was not read").so(remedy),
                PeerState::Unavailable { reason, .. } => {
                    let cause = match &of.source {
                        PeerSource::Signed { url, .. } => self.cause(reason, url, of).await,
                        PeerSource::SignedFile { .. } | PeerSource::Pinned { .. } => None,
                    };
                    let why = match cause {
                        Some(cause) => format!("{reason}: {cause}"),
                        None => (*reason).to_owned(),
                    };
                    Row::new(what, State::Wrong, why).so(remedy)
                }
            });
        }
        rows
    }

    /// What lies behind a reason that says no more than that metadata could not be had.
    async fn cause(&self, reason: &str, url: &Url, of: &PeerSettings) -> Option<String> {
        if !["metadata_unreachable", "metadata_http_status"].contains(&reason) {
            return None;
        }
        let at = At {
            url,
            roots: &of.extra_roots,
            private: of.private,
        };
        Some(match self.get(at, &mut Vec::new()).await {
            Ok(fetched) => format!("answers {}", fetched.status),
            Err(why) => why,
        })
    }

    async fn eids(&self, settings: &Settings, clocks: &mut Vec<i64>) -> Vec<Row> {
        let mut rows = Vec::new();
        for eid in &settings.eids {
            let what = format!("e-ID {}", eid.id.as_str());
            rows.push(match &eid.source {
                EidSource::Personas(_) => {
                    Row::new(what, State::Skipped, "test persons: nobody is asked")
                }
                EidSource::Provider(provider) => match self.eid(provider, clocks).await {
                    Ok(()) => Row::good(what, format!("{} answers as itself", provider.issuer)),
                    Err(why) => Row::new(what, State::Wrong, why)
                        .so("DNS, firewall and `roots` of the section; else call the e-ID"),
                },
            });
        }
        rows
    }

    async fn eid(&self, provider: &EidProvider, clocks: &mut Vec<i64>) -> Result<(), String> {
        let url = format!(
            "{}/.well-known/openid-configuration",
            provider.issuer.trim_end_matches('/')
        );
        let url = Url::parse(&url).map_err(|error| error.to_string())?;
        let at = At {
            url: &url,
            roots: &provider.extra_roots,
            private: provider.private,
        };
        is_issuer(&self.get(at, clocks).await?, &provider.issuer)
    }

    async fn register(&self, settings: &Settings, clocks: &mut Vec<i64>) -> Option<Row> {
        let register = settings.matching.as_ref()?;
        let at = At {
            url: &register.url,
            roots: &[],
            private: register.private,
        };
        // Without a question it may well say 400 or 404: it is there.
        let asked = tokio::time::timeout(
            register.timeout.max(Duration::from_secs(1)),
            self.get(at, clocks),
        );
        let what = "register";
        let remedy = "Logins go on without a match meanwhile; call the register";
        Some(match asked.await {
            Err(_) => Row::new(
                what,
                State::Wrong,
                format!("{} did not answer in time", register.url),
            )
            .so(remedy),
            Ok(Err(why)) => Row::new(what, State::Wrong, why).so(remedy),
            Ok(Ok(fetched)) if fetched.status >= 500 => Row::new(
                what,
                State::Wrong,
                format!("{} answers {}", register.url, fetched.status),
            )
            .so(remedy),
            Ok(Ok(_)) => Row::good(what, format!("{} answers", register.url)),
        })
    }

    async fn lists(&self, settings: &Settings) -> Vec<Row> {
        let Some(wallet) = &settings.wallet else {
            return Vec::new();
        };
        let ours = (self.env.clone(), self.fetch.clone());
        // What is found out here is told here, and nowhere else.
        let trail = Audit::in_memory(AuditKey::new([0; 32]), self.env.clone());
        let told = (trail, Arc::new(Metrics::new()));
        let lists = TrustedLists::new(Some(wallet), &settings.data, ours, told);
        lists.refresh_all().await;
        let states = lists.states().into_iter().map(|list| {
            let what = format!("trusted list {}", list.url);
            let says = list.says(self.env.now_s());
            let remedy = "Ask who publishes it";
            match (list.fault, list.valid_until) {
                (None, Some(at)) if says == "good" => {
                    let until = eidas::Instant::from_ms(at.saturating_mul(1000));
                    Row::good(what, format!("believed until {until}"))
                }
                (None, Some(_)) => Row::new(what, State::Look, says).so(remedy),
                (None, None) => Row::new(what, State::Wrong, says).so(remedy),
                (Some(fault), _) => Row::new(what, State::Wrong, fault.to_string()).so(remedy),
            }
        });
        states.collect()
    }
}

fn of_list(list: &ServiceListState, now: eidas::Instant) -> Row {
    let what = format!("service list {}", list.name);
    let (word, says) = (list.word(now), list.says(now));
    let remedy = "docs/peers.md has each reason; ask who publishes it";
    match (word, list.refused) {
        ("good", None) if list.not_taken.is_empty() => {
            Row::good(what, format!("{} nodes; {says}", list.nodes))
        }
        ("good", None) => {
            let count = list.not_taken.len();
            let told = format!("{} nodes; {count} entries count for nothing", list.nodes);
            Row::new(what, State::Look, told).so("/lists says which and why")
        }
        ("good" | "ends_soon", _) => Row::new(what, State::Look, says).so(remedy),
        _ => Row::new(what, State::Wrong, says).so(remedy),
    }
}

fn is_issuer(fetched: &Fetched, issuer: &str) -> Result<(), String> {
    if fetched.status != 200 {
        return Err(format!("answers {}", fetched.status));
    }
    let document: Value =
        serde_json::from_slice(&fetched.body).map_err(|_| "answers no JSON".to_owned())?;
    match document.get("issuer").and_then(Value::as_str) {
        Some(found) if found == issuer => Ok(()),
        Some(found) => Err(format!("says that it is {found}")),
        None => Err("does not say who it is".to_owned()),
    }
}

/// One clock that differs is its owner's; many that agree say that ours is wrong. N10.
fn clock(ahead_s: &mut [i64]) -> Row {
    let what = "clock";
    ahead_s.sort_unstable();
    let Some(median) = ahead_s.get(ahead_s.len() / 2).copied() else {
        return Row::new(what, State::Skipped, "nobody told the time");
    };
    let told = format!(
        "{median} s ahead of the middle one of {} others",
        ahead_s.len()
    );
    match median.abs() {
        0..=SOME_S => Row::good(what, told),
        off if off <= MUCH_S => Row::new(what, State::Look, told).so(SAME_SOURCE),
        _ => Row::new(what, State::Wrong, told).so(SAME_SOURCE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_clock_decides() {
        assert_eq!(clock(&mut []).state, State::Skipped);
        assert_eq!(clock(&mut [0, 600, 1]).state, State::Good);
        assert_eq!(clock(&mut [-4, -5, 0]).state, State::Look);
        let wrong = clock(&mut [601, 600, 1]);
        assert_eq!(
            (wrong.state, wrong.remedy.as_str()),
            (State::Wrong, SAME_SOURCE)
        );
    }
}
