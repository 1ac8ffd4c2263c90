// SPDX-License-Identifier: EUPL-1.2
//! `landport client`: the registry of clients, through the running gateway's socket (whoever can open it
//! may), or alone with the store when none runs. docs/clients.md.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;

use gateway::config::Client;
use gateway::config::read::Read as _;
use gateway::registry::{MEMBERS, Order as Change, Written};
use gateway::settings::{ClosedKind, Settings};
use serde_json::{Map, Value};

use crate::lever::give;
use crate::operate::{Order, tell};

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(after_help = crate::ORDERED)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
    /// The configuration file of the gateway.
    #[arg(long, global = true, default_value = "landport.toml")]
    config: PathBuf,
}

/// What a client is registered for.
#[derive(Debug, clap::Args)]
struct Members {
    /// `MEMBER=VALUE`: a member of RFC 7591 §2 or of docs/clients.md. Of a list each value by itself:
    /// `redirect_uris=A redirect_uris=B`; nothing behind `=` takes the member away.
    #[arg(value_name = "MEMBER=VALUE")]
    members: Vec<String>,
    /// A file with one JSON object of members; `-` is the standard input.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Register a client, and print it with its secret, which is shown only now.
    Add {
        #[command(flatten)]
        members: Members,
    },
    /// Print a client of the registry.
    Show {
        /// Which.
        client_id: String,
    },
    /// Name every client, also those of the configuration file.
    List,
    /// Change what a client is registered for; what is not named stays.
    Set {
        /// Which.
        client_id: String,
        #[command(flatten)]
        members: Members,
    },
    /// Make a new secret and print it. The one before is taken beside it until `--drop-older`.
    Rotate {
        /// Which.
        client_id: String,
        /// Make none; take the older one no more.
        #[arg(long)]
        drop_older: bool,
    },
    /// Serve it no more, from now on; its tokens are worth nothing.
    Disable {
        /// Which.
        client_id: String,
    },
    /// Serve it again.
    Enable {
        /// Which.
        client_id: String,
    },
    /// Remove it for ever: its name is never given again.
    Remove {
        /// Which.
        client_id: String,
    },
    /// Print who may get what: client, claim, levels, who says it, what it takes.
    Access {
        /// As CSV (RFC 4180).
        #[arg(long)]
        csv: bool,
    },
}

/// Runs it: 0 when it was done, 1 when it was refused, 2 when the command is wrong.
pub(crate) fn run(options: Options) -> ExitCode {
    let change = |change| Order::Client { change };
    let order = match options.what {
        What::Add { members } => members
            .read()
            .map(|members| change(Change::Create { members })),
        What::Set { client_id, members } => members
            .read()
            .map(|members| change(Change::Set { client_id, members })),
        What::Show { client_id } => Ok(Order::Clients {
            client_id: Some(client_id),
        }),
        What::List => Ok(Order::Clients { client_id: None }),
        What::Rotate {
            client_id,
            drop_older: false,
        } => Ok(change(Change::Rotate { client_id })),
        What::Rotate { client_id, .. } => Ok(change(Change::DropOlderSecret { client_id })),
        What::Disable { client_id } => Ok(change(Change::Disable { client_id })),
        What::Enable { client_id } => Ok(change(Change::Enable { client_id })),
        What::Remove { client_id } => Ok(change(Change::Remove {
            client_id,
            version: None,
        })),
        What::Access { csv } => Ok(Order::ClientAccess { csv }),
    };
    give(&options.config, order)
}

/// Clients of this configuration that the running gateway has in its registry too. When none runs, its
/// start says so.
///
/// # Errors
/// One runs and did not say.
pub(crate) fn twice(settings: &Settings) -> Result<Vec<String>, String> {
    let closed = settings.closed.iter();
    let closed = closed.filter(|closed| closed.kind == ClosedKind::Client);
    let closed = closed.map(|closed| closed.name.clone());
    let mut twice = Vec::new();
    for client_ids in pieces(settings.clients.keys().cloned().chain(closed)) {
        let reply = tell(&settings.data, &Order::Registered { client_ids });
        match reply.map_err(|error| error.to_string())? {
            None => return Ok(twice),
            Some(reply) if reply.done => {
                let known = serde_json::from_str::<Vec<String>>(&reply.text);
                twice.extend(known.map_err(|error| error.to_string())?);
            }
            Some(reply) => return Err(reply.text),
        }
    }
    Ok(twice)
}

/// So many at once as fit one order.
fn pieces(client_ids: impl Iterator<Item = String>) -> Vec<Vec<String>> {
    /// An order has 64 KiB at most, and JSON writes an octet with six at most.
    const PIECE: usize = 8 * 1024;
    let (mut pieces, mut octets) = (Vec::<Vec<String>>::new(), usize::MAX);
    for client_id in client_ids {
        // Quotes and a comma.
        octets = octets.saturating_add(client_id.len() + 3);
        match pieces.last_mut() {
            Some(piece) if octets <= PIECE => piece.push(client_id),
            _ => {
                octets = client_id.len() + 3;
                pieces.push(vec![client_id]);
            }
        }
    }
    pieces
}

impl Members {
    fn read(&self) -> Result<Map<String, Value>, String> {
        let mut all = match &self.json {
            None => Map::new(),
            Some(file) => {
                let mut text = String::new();
                let read = match file.to_str() {
                    Some("-") => std::io::stdin().read_to_string(&mut text),
                    _ => std::fs::File::open(file)
                        .and_then(|mut file| file.read_to_string(&mut text)),
                };
                read.map_err(|error| format!("{}: {error}", file.display()))?;
                oidc::provider::registration::parse(text.as_bytes()).map_err(|_| {
                    format!(
                        "{}: not one JSON object in which each member stands once",
                        file.display()
                    )
                })?
            }
        };
        let mut said = BTreeSet::new();
        for written in &self.members {
            let (name, value) = written
                .split_once('=')
                .ok_or_else(|| format!("{written}: write MEMBER=VALUE"))?;
            let value = read_value(name, value);
            let again = !said.insert(name);
            match (all.get_mut(name), value) {
                (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
                _ if again => return Err(format!("{name}: named twice, and it has one value")),
                (_, value) => {
                    all.insert(name.to_owned(), value);
                }
            }
        }
        match all.is_empty() {
            true => Err("no member is named: write MEMBER=VALUE, or --json FILE".to_owned()),
            false => Ok(all),
        }
    }
}

/// A value as its member wants it; what it means the registry says.
fn read_value(name: &str, value: &str) -> Value {
    if value.is_empty() {
        return Value::Null;
    }
    let member = MEMBERS.iter().find(|member| member.name == name);
    let section = Client::section();
    let fields = section.iter().flat_map(|section| &section.fields);
    let kind =
        member.and_then(|member| fields.into_iter().find(|field| field.name == member.field));
    let kind = kind.map(|field| field.kind.as_str()).unwrap_or_default();
    let read = || serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
    match (member.map(|member| member.written), kind) {
        (Some(Written::Words | Written::One), _) => Value::from(value),
        (Some(Written::Json), _) | (_, "true or false" | "whole number") => read(),
        (_, kind) if kind.starts_with("list of") => match read() {
            list @ Value::Array(_) => list,
            _ => Value::Array(vec![Value::from(value)]),
        },
        _ => Value::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_takes_each_value_and_what_has_one_is_named_once() {
        let read = |members: &[&str]| {
            let members = members.iter().map(|&member| member.to_owned()).collect();
            Members {
                members,
                json: None,
            }
            .read()
        };
        let two = read(&[
            "redirect_uris=https://a.example",
            "redirect_uris=https://b.example",
        ]);
        assert_eq!(two.unwrap()["redirect_uris"].as_array().unwrap().len(), 2);
        for (members, why) in [
            (
                &["client_name=A", "client_name=B"][..],
                "client_name: named twice",
            ),
            (
                &["redirect_uris=https://a.example", "redirect_uris="],
                "redirect_uris: named twice",
            ),
            (&["client_name="; 2], "client_name: named twice"),
            (&[], "no member is named"),
        ] {
            let refused = read(members).unwrap_err();
            assert!(refused.starts_with(why), "{members:?}: {refused}");
        }
    }

    #[test]
    fn every_client_is_asked_for_in_orders_that_fit() {
        let ids: Vec<String> = (0..5000)
            .map(|n| format!("client-{n}-{}", "x".repeat(80)))
            .collect();
        let pieces = pieces(ids.iter().cloned());
        assert!(pieces.len() > 1);
        assert_eq!(pieces.concat(), ids);
        for client_ids in pieces {
            let order = serde_json::to_vec(&Order::Registered { client_ids }).unwrap();
            assert!(order.len() < 64 * 1024, "{}", order.len());
        }
        assert!(super::pieces(std::iter::empty()).is_empty());
    }
}
