// SPDX-License-Identifier: EUPL-1.2
//! What an operator tells a gateway: one line of JSON over a Unix socket in the data directory, one
//! line back. Whoever can open that socket may give orders: file access is the credential.

mod clients;
mod socket;
mod trust;
mod who;

use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use gateway::app::App;
use gateway::audit::{Audit, AuditError, AuditEvent};
use gateway::flow::own::look;
use gateway::http::own::as_json;
use gateway::keys::KeyRole;
use gateway::lever::{Lever, Levers, Target};
use gateway::registry::{Access, access};
use gateway::rollover;
use pages::i18n::Language;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Records;
use store::env::Env;

pub(crate) use self::clients::Clients;
pub(crate) use self::socket::tell;
pub(crate) use self::who::Who;

/// The answer to [`Order::TrustStatus`] when that is so.
pub(crate) const NOTHING_WAITS: &str =
    "Nothing waits: every trust anchor of the configuration is approved.";

/// What the trail calls a backup.
pub(crate) const BACKUP: &str = "backup";

/// What an operator may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "kebab-case")]
pub(crate) enum Order {
    /// Close it now.
    Suspend(Closing),
    /// Open it again.
    Resume { target: Target },
    /// Say what is closed.
    Status,
    /// Say where the chains of the audit trail end.
    AuditEnds,
    /// Write what lasts of the store into a file beside the socket, and say which.
    Snapshot,
    /// Show the logins of a person who read out this code.
    OwnLogins { code: String },
    /// Write down that somebody looked at logins.
    Looked { command: String },
    /// Change a client of the registry.
    Client { change: gateway::registry::Order },
    /// Show a client, or name them all.
    Clients { client_id: Option<String> },
    /// Say who may get what.
    ClientAccess { csv: bool },
    /// Propose a trust anchor, or approve one.
    Trust {
        asked: gateway::approvals::Asked,
        by: gateway::approvals::Person,
    },
    /// Say what waits for approval.
    TrustStatus,
    /// Say which of these anchors of another configuration do not count.
    Unapproved {
        anchors: Vec<gateway::approvals::Anchor>,
    },
    /// Say which of these names are registered, or were.
    Registered { client_ids: Vec<String> },
    /// Say how the keys of a role, or of every role, stand.
    KeysStatus { role: Option<KeyRole> },
    /// Make one step of a rollover.
    Roll(rollover::Order),
}

/// What is closed, with what people read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Closing {
    pub(crate) target: Target,
    pub(crate) until_ms: Option<i64>,
    pub(crate) nb: String,
    pub(crate) nn: String,
    pub(crate) en: String,
}

/// What the gateway says back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reply {
    /// It was done.
    pub(crate) done: bool,
    /// A sentence for the operator.
    pub(crate) text: String,
}

impl Reply {
    /// What was seen of others is known to a running gateway alone.
    fn only_running() -> Self {
        Self {
            done: false,
            text: "no gateway runs here: a step needs what it sees of others. Start it".to_owned(),
        }
    }
}

/// Whoever carries out orders: the running gateway, or a command alone with the store.
#[derive(Clone)]
pub(crate) struct Operator {
    pub(crate) levers: Arc<Levers>,
    pub(crate) records: Records,
    pub(crate) audit: Arc<Audit>,
    pub(crate) env: Env,
    pub(crate) clients: Clients,
    /// The directory of the socket.
    pub(crate) place: PathBuf,
}

impl Operator {
    /// Writes it down and carries it out. A line is on the disk before anything is done or shown: whoever kills the
    /// gateway in between hides no order.
    pub(crate) async fn obey(&self, order: Order, who: Who) -> Reply {
        let uid = who.uid;
        match order {
            Order::Trust { asked, by } => self.trust(asked, by, who).await,
            Order::TrustStatus => self.trust_status().await,
            Order::Unapproved { anchors } => {
                let Clients::Running(app) = &self.clients else {
                    return Reply::only_running();
                };
                good(json!(app.approvals.unapproved(anchors)).to_string())
            }
            Order::Client { change } => self.change_client(change, uid).await,
            Order::Clients { client_id } => self.show_clients(client_id.as_deref()),
            Order::ClientAccess { csv } => {
                let registry = self.clients.registry();
                let in_force = registry.with(&self.clients.file());
                let all = access(&in_force, |id| registry.client(id).is_some());
                good(match csv {
                    true => Access::csv(&all),
                    false => Access::table(&all),
                })
            }
            Order::Registered { client_ids } => {
                let mut known = client_ids;
                known.retain(|id| self.clients.registry().knows(id));
                good(json!(known).to_string())
            }
            Order::Status => good(self.status()),
            Order::KeysStatus { role } => {
                let Clients::Running(app) = &self.clients else {
                    return Reply::only_running();
                };
                match app.keys_status(role).await {
                    Ok(text) => good(text),
                    Err(error) => failed(error.to_string()),
                }
            }
            Order::Roll(order) => self.roll(order, uid).await,
            Order::AuditEnds => {
                let ends = self.audit.ends_on_disk().await;
                let told = ends.map_err(|error| error.to_string());
                match told.map(|ends| json!(ends).to_string()) {
                    Ok(text) => good(text),
                    Err(text) => failed(text),
                }
            }
            Order::Snapshot => match self.write_down(BACKUP.to_owned(), uid).await {
                Ok(()) => self.snapshot().await.map_or_else(failed, good),
                Err(error) => nothing_done(&error),
            },
            Order::OwnLogins { code } => {
                let shown = match &self.clients {
                    Clients::Running(app) => own_logins(app, &code).await,
                    Clients::Alone { .. } => {
                        failed("no gateway runs that could have given it".to_owned())
                    }
                };
                let word = if shown.done { "shown" } else { "refused" };
                match self.write_down(format!("support: {word}"), uid).await {
                    Ok(()) => shown,
                    Err(error) => nothing_done(&error),
                }
            }
            Order::Looked { command } => match self.write_down(command, uid).await {
                Ok(()) => good(String::new()),
                Err(error) => nothing_done(&error),
            },
            Order::Suspend(closing) => self.suspend(closing, uid).await,
            Order::Resume { target } => self.resume(target, uid).await,
        }
    }

    /// On the disk when this returns.
    async fn write_down(&self, command: String, uid: Option<u32>) -> Result<(), AuditError> {
        let event = AuditEvent::Operator { command, uid };
        self.audit.record(event).await
    }

    /// A step of a rollover: that it was asked for stands in the trail before, and what came of it after.
    async fn roll(&self, order: rollover::Order, uid: Option<u32>) -> Reply {
        let Clients::Running(app) = &self.clients else {
            return Reply::only_running();
        };
        let mut command = format!("keys {} {}", order.step.name(), order.role.name());
        if let rollover::Step::Promote { lost: true, .. } = order.step {
            command.push_str(" --lost");
        }
        for who in &order.confirmed {
            command.push_str(&format!(" --confirmed {who}"));
        }
        let reason = order.reason.clone();
        let line = |outcome| format!("{command} ({outcome}): {reason}");
        if let Err(error) = self.write_down(line("asked"), uid).await {
            return nothing_done(&error);
        }
        let done = app.roll(order).await;
        let outcome = if done.is_ok() { "done" } else { "refused" };
        let reply = done.map_or_else(failed, good);
        match self.write_down(line(outcome), uid).await {
            Ok(()) => reply,
            Err(error) => failed(format!(
                "{}\n{outcome}; the trail says only that it was asked for, for the rest could not be written: {error}",
                reply.text
            )),
        }
    }

    /// Closes. What is dangerous is closed also where nothing can be written: no login begins then, but one will as soon
    /// as something can.
    async fn suspend(&self, closing: Closing, uid: Option<u32>) -> Reply {
        let until = match closing.until_ms {
            Some(ms) => format!(" until {}", eidas::Instant::from_ms(ms)),
            None => String::new(),
        };
        let command = format!("suspend {}{until}", closing.target);
        let written = self.write_down(command, uid).await;
        let lever = Lever {
            target: closing.target,
            since_ms: self.env.now_ms(),
            until_ms: closing.until_ms,
            nb: closing.nb,
            nn: closing.nn,
            en: closing.en,
        };
        let said = format!("Closed now: {}{until}.", lever.target);
        match (self.levers.suspend(&self.records, lever).await, written) {
            (Ok(()), Ok(())) => good(said),
            (Ok(()), Err(error)) => failed(format!(
                "{said} But it could not be written to the audit: {error}."
            )),
            (Err(error), _) => failed(format!(
                "closed in this process, but a restart would forget it: {error}"
            )),
        }
    }

    async fn resume(&self, target: Target, uid: Option<u32>) -> Reply {
        if let Err(error) = self.write_down(format!("resume {target}"), uid).await {
            return nothing_done(&error);
        }
        match self.levers.resume(&self.records, &target).await {
            Ok(true) => good(format!("Open again: {target}.")),
            Ok(false) => failed(format!(
                "{target} was not closed by this command; what the configuration closes is opened there."
            )),
            Err(error) => failed(format!("still closed: {error}")),
        }
    }

    /// The name of a file that only this user can read. What identifies people in it is sealed, as it is
    /// in the store.
    async fn snapshot(&self) -> Result<String, String> {
        let octets = store::snapshot(&**self.records.store()).await;
        let octets = octets.map_err(|error| error.to_string())?;
        let name = format!("snapshot-{}", self.env.token());
        let file = self.place.join(name);
        let written = tokio::task::spawn_blocking(move || {
            let mut options = std::fs::OpenOptions::new();
            let mut open = options
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&file)?;
            io::Write::write_all(&mut open, &octets)?;
            open.sync_all()?;
            Ok::<_, io::Error>(file)
        });
        let file = written.await.map_err(|error| error.to_string())?;
        let file = file.map_err(|error| error.to_string())?;
        Ok(file.display().to_string())
    }

    fn status(&self) -> String {
        let all = self.levers.all();
        if all.is_empty() {
            return "Nothing is closed.".to_owned();
        }
        let line = |lever: &Lever| {
            let until = match lever.until_ms {
                Some(ms) => format!("until {}", eidas::Instant::from_ms(ms)),
                None => "until it is opened".to_owned(),
            };
            let since = eidas::Instant::from_ms(lever.since_ms);
            format!(
                "{}: closed since {since}, {until}: {}",
                lever.target, lever.en
            )
        };
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// What opened again by itself is written down too.
    async fn sweep(&self) {
        match self.levers.sweep(&self.records).await {
            Ok(over) => {
                for lever in over {
                    let command = format!("{} opened again by itself", lever.target);
                    let event = AuditEvent::Operator { command, uid: None };
                    if let Err(error) = self.audit.note(event).await {
                        tracing::error!(%error, "an end of a suspension could not be audited");
                    }
                }
            }
            Err(error) => tracing::error!(%error, "ended suspensions could not be taken away"),
        }
    }

    /// Another node closed or opened something. `false` when it could not be read what.
    async fn learn(&self) -> bool {
        let read = self.levers.load(&self.records).await;
        if let Err(error) = &read {
            tracing::error!(%error, "what another node closed could not be read");
        }
        let mut known = read.is_ok();
        if let Clients::Running(app) = &self.clients
            && let Err(error) = app.settle_trust().await
        {
            tracing::error!(%error, "what was approved at another node could not be read");
            known = false;
        }
        known
    }
}

/// What the running gateway says of a code that a person read out.
async fn own_logins(app: &App, code: &str) -> Reply {
    match look(app, code).await {
        Ok(Ok(Some(events))) => {
            let current = app.current();
            let lines = events
                .iter()
                .map(|it| as_json(&current, Language::En, it).to_string());
            let lines: Vec<_> = lines.collect();
            good(lines.join("\n"))
        }
        Ok(Ok(None)) => failed("This code opens nothing, or does not any more.".to_owned()),
        Ok(Err(wait_ms)) => {
            let seconds = wait_ms.div_euclid(1000) + 1;
            failed(format!(
                "Too many codes were tried. Try again in {seconds} seconds."
            ))
        }
        Err(fault) => failed(format!("It could not be looked up: {}.", fault.reason)),
    }
}

fn good(text: String) -> Reply {
    Reply { done: true, text }
}

fn failed(text: String) -> Reply {
    Reply { done: false, text }
}

fn nothing_done(error: &AuditError) -> Reply {
    failed(format!(
        "nothing was done, for it could not be written to the audit: {error}"
    ))
}
