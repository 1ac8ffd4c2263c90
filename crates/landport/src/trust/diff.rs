// SPDX-License-Identifier: EUPL-1.2
//! `landport trust diff`: what a list would change if it were taken now. Nothing is changed.

use std::path::PathBuf;
use std::process::ExitCode;

use eidas::{HeldServiceList, Instant, ListedNode, ServiceList};
use gateway::fetch::{Fetch, FetchOptions, FetchRequest, Reach};
use gateway::service_lists::{Change, Changed, changes, held, last_good, read, taken};
use gateway::settings::{Profile, ServiceListSettings, ServiceListSource, Settings};
use store::env::Env;
use store::seal::hex;
use xmlsec::Certificate;

use super::about;

/// A whole Union with two certificates at each location has half a megabyte.
const MOST_OCTETS: usize = 5 * 1024 * 1024;

/// What can be said to `trust diff`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 nothing would change; 1 something would; 2 that cannot be said, or the list would be refused."
)]
pub(crate) struct Options {
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
    /// One of its lists; otherwise each.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// A file with the new list, in place of where the configuration says that it is.
    #[arg(long, value_name = "FILE", requires = "list")]
    file: Option<PathBuf>,
}

/// 0 when nothing would change, 1 when something would, 2 when that cannot be said or the list would be
/// refused.
pub(crate) fn run(options: &Options) -> ExitCode {
    let env = Env::system();
    let now = Instant::from_ms(env.now_ms());
    let settings = match gateway::settings::load(&options.config, now) {
        Ok(loaded) => loaded.settings,
        Err(problems) => {
            crate::check::complain(&options.config, &problems);
            return ExitCode::from(2);
        }
    };
    let wanted = |list: &&std::sync::Arc<ServiceListSettings>| {
        options.list.as_ref().is_none_or(|name| *name == list.name)
    };
    let lists: Vec<_> = settings.service_lists.iter().filter(wanted).collect();
    if lists.is_empty() {
        eprintln!(
            "landport: {} has no such [[service_list]]",
            options.config.display()
        );
        return ExitCode::from(2);
    }
    let mut worst = 0;
    for list in lists {
        let octets = match &options.file {
            Some(file) => super::read(file),
            None => octets(&settings, list),
        };
        let code = match octets.and_then(|octets| tell(&settings, list, &octets, now)) {
            Ok(changed) => u8::from(changed),
            Err(text) => {
                eprintln!("landport: service list {}: {text}", list.name);
                2
            }
        };
        worst = worst.max(code);
    }
    ExitCode::from(worst)
}

fn octets(settings: &Settings, list: &ServiceListSettings) -> Result<Vec<u8>, String> {
    let url = match &list.source {
        ServiceListSource::File(file) => return super::read(file),
        ServiceListSource::Url(url) => url,
    };
    let fetch = Fetch::new(FetchOptions {
        demo: settings.profile == Profile::Demo,
        proxy: settings.outbound.proxy.clone(),
    });
    let fetch = fetch.map_err(|error| error.to_string())?;
    let request = FetchRequest {
        url,
        reach: Reach::Operator {
            private: list.private,
        },
        limit: MOST_OCTETS,
        roots: &list.extra_roots,
        headers: &[("accept", "application/xml, text/xml, */*")],
        since: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let fetched = runtime.block_on(fetch.get(&request));
    match fetched.map_err(|error| error.to_string())? {
        Some(fetched) if fetched.status == 200 => Ok(fetched.body.to_vec()),
        Some(fetched) => Err(format!("{url} answers {}", fetched.status)),
        None => Err(format!(
            "{url} answers 304 to what was asked for the first time"
        )),
    }
}

/// Prints what would change; whether anything would. The error says why the list would be refused, after
/// the changes where they can be told all the same.
fn tell(
    settings: &Settings,
    list: &ServiceListSettings,
    octets: &[u8],
    now: Instant,
) -> Result<bool, String> {
    let own = (settings.country, settings.profile.transport());
    let before = last_good(&settings.data, list, own, now);
    let before = before.and_then(Result::ok);
    let held = held(&settings.data, &list.name);
    let refused = read(octets, list, held, own, now).err();
    // Against nothing: an older or smaller list can be shown, one that is not proven cannot.
    let after = read(octets, list, HeldServiceList::default(), own, now);
    let after = after.map_err(|error| format!("would be refused ({}): {error}", error.reason()))?;
    println!(
        "service list {}: {} by {}, issued {}, until {}",
        list.name,
        hex(after.sha256()),
        after.issuer_name(),
        after.issued(),
        after.next_update()
    );
    let nodes = |list: Option<&ServiceList>| list.map_or(Vec::new(), |list| list.nodes().to_vec());
    let changes = changes(&nodes(before.as_ref()), after.nodes());
    for changed in &changes {
        println!("  {}", line(changed));
        for certificate in certificates(changed) {
            println!("      {certificate}");
        }
    }
    let not_taken = taken(
        &after,
        list,
        &std::collections::BTreeMap::new(),
        &settings.peers,
    );
    for entry in &not_taken.not_taken {
        println!(
            "  not taken: {} {} ({})",
            entry.country, entry.what, entry.reason
        );
    }
    if changes.is_empty() {
        println!("  nothing changes");
    }
    match refused {
        Some(error) => Err(format!("would be refused ({}): {error}", error.reason())),
        None => Ok(!changes.is_empty()),
    }
}

fn line(changed: &Changed) -> String {
    let node = &changed.node;
    let what = format!("{} {} {}", node.country, role(node), node.entity_id);
    match &changed.change {
        Change::Added => {
            let closed = if node.suspended { ", suspended" } else { "" };
            format!("added: {what} at {}{closed}", node.location)
        }
        Change::Moved { before } => format!(
            "moved: {what}, from {} {} at {} to {}",
            before.country,
            role(before),
            before.location,
            node.location
        ),
        change => format!("{}: {what}", change.name()),
    }
}

/// Who vouches for its metadata from then on, and who did.
fn certificates(changed: &Changed) -> Vec<String> {
    let told = |sign: &str, all: &[Certificate]| -> Vec<String> {
        let one = |certificate: &Certificate| {
            format!(
                "{sign} SHA-256 {} {}",
                hex(&certificate.sha256()),
                about(certificate)
            )
        };
        all.iter().map(one).collect()
    };
    match &changed.change {
        Change::Added => told("+", &changed.node.signers),
        Change::Removed => told("-", &changed.node.signers),
        Change::Signers { before } => {
            let gone = before
                .iter()
                .filter(|one| !changed.node.signers.contains(one));
            let gone: Vec<Certificate> = gone.cloned().collect();
            let come = changed
                .node
                .signers
                .iter()
                .filter(|one| !before.contains(one));
            let come: Vec<Certificate> = come.cloned().collect();
            [told("-", &gone), told("+", &come)].concat()
        }
        _ => Vec::new(),
    }
}

fn role(node: &ListedNode) -> &'static str {
    match node.role {
        eidas::Role::Connector => "connector",
        eidas::Role::ProxyService => "proxy-service",
    }
}
