// SPDX-License-Identifier: EUPL-1.2
//! `landport serve --config FILE`: the gateway itself.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gateway::app::App;
use gateway::audit::{AuditEvent, Checkpoint};
use gateway::flow::end::farewell::keep_telling;
use gateway::serve::{Door, Entrance, Limits, listen, serve_plain};
use gateway::settings::{ListenerTransport, Loaded, Network, Settings};
use gateway::telemetry::{LogFormat, init_logs};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use store::env::{Env, Stopwatch};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use crate::audit::checkpoint;
use crate::check::complain;
use crate::compose::{Running, assemble};
use crate::cores::{self, Cores, Pulse, keep_pace, told};
use crate::notify::Manager;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it was told to stop, and did; 1 it cannot run; 2 the configuration is wrong."
)]
pub(crate) struct Options {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
    /// Log lines for a person at a terminal instead of JSON.
    #[arg(long)]
    pretty: bool,
    /// What is logged, as `info` or `info,gateway=debug`.
    #[arg(long, default_value = "info")]
    log: String,
}

/// Runs it until SIGTERM: 2 when the configuration is wrong, 1 when something else is.
pub(crate) fn run(options: &Options) -> ExitCode {
    let env = Env::system();
    let since = env.stopwatch();
    init_logs(
        if options.pretty {
            LogFormat::Pretty
        } else {
            LogFormat::Json
        },
        &options.log,
    );
    let loaded = match gateway::settings::load(&options.config, now(&env)) {
        Ok(loaded) => loaded,
        Err(problems) => {
            complain(&options.config, &problems);
            return ExitCode::from(2);
        }
    };
    // Signals, peers and the operator's listener are this thread's; requests have threads of their own.
    let runtime = cores::runtime();
    let outcome = runtime
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(run_until_told(options, loaded, env, since)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error, "the gateway cannot run");
            eprintln!("landport: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Each connection is an open file. Shells and systemd begin with 1024 of them, fewer than
/// `max_connections`, and let a program have more: it has to ask. Those of the store, the trail, the
/// peers and the e-IDs come on top.
fn enough_files(connections: usize) {
    const OTHERS: u64 = 256;
    let needed = u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_add(OTHERS);
    let allowed = getrlimit(Resource::Nofile);
    // `None` is no limit.
    if allowed.current.is_none_or(|current| current >= needed) {
        return;
    }
    let most = allowed.maximum.unwrap_or(needed);
    let wanted = Rlimit {
        current: Some(needed.min(most)),
        maximum: allowed.maximum,
    };
    let raised = setrlimit(Resource::Nofile, wanted);
    if most < needed || raised.is_err() {
        tracing::warn!(
            needed,
            most,
            "too few open files for `max_connections`: set LimitNOFILE"
        );
    }
}

async fn run_until_told(
    options: &Options,
    loaded: Loaded,
    env: Env,
    since: Stopwatch,
) -> Result<(), String> {
    // Before anything takes time: the first process of a container has no default for a signal, so one
    // that comes now would be lost.
    let catch = |kind| signal(kind).map_err(|error| error.to_string());
    let mut hangup = catch(SignalKind::hangup())?;
    let (mut terminate, mut interrupt) = (
        catch(SignalKind::terminate())?,
        catch(SignalKind::interrupt())?,
    );
    let manager = Manager::of_environment();
    for warning in &loaded.warnings {
        tracing::warn!(line = warning.line, "{}", warning.text);
    }
    say_closed(&loaded.settings);
    let settings = Arc::new(loaded.settings);
    let bind = |field, address| listen(address).map_err(|error| unbound(field, address, &error));
    let (public, operator) = (
        bind("public", settings.public.address)?,
        bind("operator", settings.operator)?,
    );
    let entrance = Entrance::new(&settings.public.transport).map_err(|error| error.to_string())?;
    let running = tokio::select! {
        running = assemble(settings.clone(), Arc::new(loaded.keys), env.clone()) => running?,
        _ = terminate.recv() => return Ok(()),
        _ = interrupt.recv() => return Ok(()),
    };
    enough_files(settings.public.max_connections);
    let limits = Limits {
        connections: settings.public.max_connections,
        drain: settings.public.drain,
        ..Limits::default()
    };
    let router = gateway::http::routes::router(&running.app);
    let door = Door::new(router, entrance.clone(), limits);
    let door = door.with_glance(Arc::new(running.app.clone()));
    let cores = Cores::serve(public, &door, &running.stop.subscribe());
    let mut cores = cores.map_err(|error| error.to_string())?;
    let ops = gateway::ops::router(running.ops());
    let (close, closed) = watch::channel(false);
    let back_door = tokio::spawn(serve_plain(operator, ops, told(closed)));
    running.peers.start();
    let app = running.app.clone();
    tokio::spawn(keep_pace(env.clone(), cores.pulse(), move |late_ms| {
        app.starts.felt(late_ms);
    }));
    tokio::spawn(running.app.clone().keep_eids_fresh());
    tokio::spawn(running.app.clone().heal_the_trail());
    tokio::spawn(running.app.clone().keep_journal_short());
    tokio::spawn(running.app.clone().keep_trail_short());
    let shipping = tokio::spawn(running.app.clone().keep_syslog());
    tokio::spawn(keep_telling(running.app.clone()));
    tokio::spawn(running.app.clone().keep_traces());
    tokio::spawn(running.app.clone().keep_token_open());
    tokio::spawn(each_day(running.app.clone()));
    tokio::spawn(running.app.clone().keep_lists_fresh());
    tracing::info!(
        issuer = settings.issuer_text(),
        address = %settings.public.address,
        operator = %settings.operator,
        took_ms = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX),
        "ready"
    );
    manager.ready();
    if let Some(every) = manager.watches() {
        tokio::spawn(heartbeat(manager.clone(), cores.pulse(), every));
    }
    while !reload_or_stop(&mut hangup, &mut terminate, &mut interrupt).await {
        manager.reloading();
        reload(&options.config, &settings, &running, &entrance, &env).await;
        // Also where the new one was refused: the old one runs on, and `/health/ready` says so.
        manager.ready();
    }
    tracing::info!("draining");
    manager.stopping(settings.public.drain + CLOSING + LAST_LINES);
    // A balancer that asks is told, and whom it leads here meanwhile is answered.
    running.stop.send_replace(true);
    let drained = cores.drained().await;
    drained.map_err(|error| error.to_string())?;
    let _ = close.send(true);
    let ended = back_door.await.map_err(|error| error.to_string())?;
    ended.map_err(|error| error.to_string())?;
    running.close().await?;
    // What the stop itself wrote goes too; where the server is away, at the next start.
    running.app.shipper.end();
    let _ = tokio::time::timeout(LAST_LINES, shipping).await;
    cores.end();
    tracing::info!("stopped");
    Ok(())
}

/// Closing the store and the trail may take so long after the drain: a database that does not answer
/// is waited for twice (`statement_seconds` and once more), and a slow disk for its sync.
const CLOSING: Duration = Duration::from_secs(15);

/// A syslog server takes the last lines within this, or gets them after the next start.
const LAST_LINES: Duration = Duration::from_secs(5);

/// Tells the service manager that we live as long as every thread that answers does. One that hangs
/// takes its share of all people with it, and only a new process helps.
async fn heartbeat(manager: Manager, pulse: Pulse, every: Duration) {
    let mut tick = tokio::time::interval(every);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        pulse.felt().await;
        manager.alive();
    }
}

/// How often it is looked whether a day has begun.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Signs where the chains end, once a day (UTC), for whoever carries it out of the house. Ends with the task.
async fn each_day(app: App) {
    loop {
        let (current, env) = (app.current(), &app.env);
        let file = Checkpoint::file(&current.settings.data);
        let today = now(env).to_string();
        if checkpoint::is_due(&file, &current.keys, &today) {
            let (settings, keys) = (&current.settings, &current.keys);
            let ends = app.audit.ends_on_disk().await;
            let added = ends
                .map_err(|error| error.to_string())
                .and_then(|ends| checkpoint::add(&file, &ends, settings, keys, env));
            if let Err(error) = added {
                tracing::error!(error, "the checkpoint of the day could not be signed");
            }
        }
        drop(current);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// What is left out, with everything that is wrong with it.
fn say_closed(settings: &Settings) {
    for closed in &settings.closed {
        tracing::error!(section = closed.kind.name(), "{closed}");
    }
}

/// Why an address cannot be listened at, and which line to change.
fn unbound(section: &str, address: SocketAddr, error: &io::Error) -> String {
    let remedy = match error.kind() {
        io::ErrorKind::AddrInUse => "is taken by another program: stop it, or change",
        io::ErrorKind::AddrNotAvailable => "is no address of this machine: change",
        io::ErrorKind::PermissionDenied => {
            "may not be listened at by this user: give it CAP_NET_BIND_SERVICE, or change"
        }
        _ => return format!("{address}: {error}"),
    };
    format!("{address} {remedy} [{section}] address")
}

/// Waits for a signal; `true` means stop.
async fn reload_or_stop(
    hangup: &mut Signal,
    terminate: &mut Signal,
    interrupt: &mut Signal,
) -> bool {
    tokio::select! {
        _ = hangup.recv() => false,
        _ = terminate.recv() => true,
        _ = interrupt.recv() => true,
    }
}

/// Reads the configuration again and takes it as a whole, or keeps the old one and says why.
async fn reload(
    file: &Path,
    started_with: &Settings,
    running: &Running,
    entrance: &Entrance,
    env: &Env,
) {
    let outcome = match gateway::settings::load(file, now(env)) {
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect::<Vec<_>>()),
        Ok(loaded) => take(loaded, started_with, running, entrance, env)
            .await
            .map_err(|error| vec![error]),
    };
    let outcome = match outcome {
        Ok(()) => {
            tracing::info!("the configuration was read again and holds");
            say_closed(&running.app.settings());
            "accepted".to_owned()
        }
        Err(problems) => {
            running.app.metrics.configuration(None, env.now_s());
            for problem in &problems {
                tracing::error!(
                    problem,
                    "the new configuration is refused; the old one stays"
                );
            }
            problems.join(" ")
        }
    };
    let bytes = std::fs::read(file).unwrap_or_default();
    let sha256 = gateway::config::sha256_hex(&bytes);
    let event = AuditEvent::ConfigurationReloaded { sha256, outcome };
    if let Err(error) = running.audit.note(event).await {
        tracing::error!(%error, "the reload could not be audited");
    }
}

/// What the process was started with stays as it is: a change of it is refused rather than ignored.
async fn take(
    loaded: Loaded,
    started_with: &Settings,
    running: &Running,
    entrance: &Entrance,
    env: &Env,
) -> Result<(), String> {
    let settings = Arc::new(loaded.settings);
    let audit_key = running.app.current().keys.audit().bytes() == loaded.keys.audit().bytes();
    let changed = restart_for(started_with, &settings, audit_key);
    if !changed.is_empty() {
        let changed = changed.join(", ");
        return Err(format!("{changed} changed, which needs a restart"));
    }
    let twice = running.app.registry.twice(&settings);
    if !twice.is_empty() {
        let twice = twice.join(", ");
        return Err(format!(
            "{twice}: registered while the gateway ran, too. Remove the section, or landport client remove"
        ));
    }
    let (before, now) = (running.app.current(), now(env));
    if let Some(closed) = settings.closes_what_runs(&before.settings) {
        return Err(format!("{closed}. It serves now, so the old one stays"));
    }
    if let Some(earliest) = settings.switches_too_early(&before.settings, now) {
        return Err(format!(
            "keys.saml_signing_switch_at: others may hold our metadata until {earliest}; write that or later"
        ));
    }
    if before.keys.signs_saml_with_others_than(&loaded.keys, now) {
        tracing::warn!(
            "the keys that sign SAML messages change at once: nodes that know only one of them refuse us \
             until their copy of our metadata ends. saml_signing_switch_at announces a change"
        );
    }
    entrance
        .renew(&settings.public.transport)
        .map_err(|error| error.to_string())?;
    running
        .reload(settings.clone(), Arc::new(loaded.keys))
        .await?;
    Ok(())
}

/// What a process that was started with `before` cannot take of `after`.
pub(crate) fn restart_for(
    before: &Settings,
    after: &Settings,
    audit_key: bool,
) -> Vec<&'static str> {
    let (public, door) = (&after.public, &before.public);
    let fixed = [
        ("profile", after.profile == before.profile),
        ("data", after.data == before.data),
        ("store", after.store == before.store),
        ("public.address", public.address == door.address),
        (
            "public.max_connections",
            public.max_connections == door.max_connections,
        ),
        ("public.drain_seconds", public.drain == door.drain),
        (
            "public.behind_proxy",
            trusted(&public.transport) == trusted(&door.transport),
        ),
        (
            "public.certificates",
            ends_tls(&public.transport) == ends_tls(&door.transport),
        ),
        ("operator.address", after.operator == before.operator),
        ("keys.audit", audit_key),
        (
            "retention.audit_days",
            after.retention.audit_days == before.retention.audit_days,
        ),
        (
            "outbound.proxy",
            after.outbound.proxy == before.outbound.proxy,
        ),
    ];
    let changed = fixed.into_iter().filter(|(_, same)| !same);
    changed.map(|(what, _)| what).collect()
}

/// The proxies in front of the door.
fn trusted(transport: &ListenerTransport) -> Option<&[Network]> {
    match transport {
        ListenerTransport::BehindProxy { trusted } => Some(trusted),
        ListenerTransport::Tls { .. } | ListenerTransport::Plain => None,
    }
}

/// Whether TLS ends at the door. Its files may change: they are read again.
fn ends_tls(transport: &ListenerTransport) -> bool {
    matches!(transport, ListenerTransport::Tls { .. })
}

fn now(env: &Env) -> eidas::Instant {
    eidas::Instant::from_ms(env.now_ms())
}
