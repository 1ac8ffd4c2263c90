// SPDX-License-Identifier: EUPL-1.2
//! `landport keys status|next|promote|retire`: our own rollover, one command a step, through the running
//! gateway's socket: it knows who has read of the new keys. docs/operations.md.

use std::path::PathBuf;
use std::process::ExitCode;

use eidas::Instant;
use gateway::keys::KeyRole;
use gateway::rollover::{Order as Roll, Step};

use crate::lever::give;
use crate::operate::Order;

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

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Role {
    /// Signs SAML messages.
    SamlSigning,
    /// Opens assertions.
    SamlEncryption,
    /// Signs our metadata.
    MetadataSigning,
    /// Signs tokens.
    OidcSigning,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say which keys are next, current and retired, who knows them, and what may be done when.
    Status {
        /// Only of this role.
        role: Option<Role>,
    },
    /// Make new keys and let others read of them; they are not used yet.
    Next {
        /// Whose.
        role: Role,
        /// Make them in the token of `[pkcs11]`. Without this a key is made where the one in use lies.
        #[arg(long)]
        in_token: bool,
        #[command(flatten)]
        why: Why,
    },
    /// Let the new keys take the place of those in use. Refused while somebody does not know them.
    Promote {
        /// Whose.
        role: Role,
        /// When, for saml-signing, as 2026-12-01T03:00:00Z; else the earliest moment.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// Whoever confirmed to you that they have the new keys: a country, an entityID, a node, `services`.
        #[arg(long, value_name = "WHO")]
        confirmed: Vec<String>,
        /// The keys in use are lost to others: change at once, whoever has not heard of it.
        #[arg(long, conflicts_with = "at")]
        lost: bool,
        #[command(flatten)]
        why: Why,
    },
    /// Let go of the old keys. Refused while somebody may still use them.
    Retire {
        /// Whose.
        role: Role,
        /// Whoever confirmed to you that they use the new keys.
        #[arg(long, value_name = "WHO")]
        confirmed: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
}

#[derive(Debug, clap::Args)]
struct Why {
    /// Why, for the audit trail.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Runs it: 0 when it was done, 1 when it was refused, 2 when the command is wrong.
pub(crate) fn run(options: Options) -> ExitCode {
    let order = match options.what {
        What::Status { role } => Ok(Order::KeysStatus {
            role: role.map(Role::meant),
        }),
        What::Next {
            role,
            in_token,
            why,
        } => Ok(roll(role, Step::Next { in_token }, Vec::new(), why)),
        What::Promote {
            role,
            at,
            confirmed,
            lost,
            why,
        } => moment(role, at.as_deref())
            .map(|at_ms| roll(role, Step::Promote { at_ms, lost }, confirmed, why)),
        What::Retire {
            role,
            confirmed,
            why,
        } => Ok(roll(role, Step::Retire, confirmed, why)),
    };
    give(&options.config, order)
}

fn roll(role: Role, step: Step, confirmed: Vec<String>, why: Why) -> Order {
    Order::Roll(Roll {
        role: role.meant(),
        step,
        confirmed,
        reason: why.reason,
    })
}

/// Only a change of the keys that sign SAML messages is announced.
fn moment(role: Role, at: Option<&str>) -> Result<Option<i64>, String> {
    let Some(text) = at else { return Ok(None) };
    if !matches!(role, Role::SamlSigning) {
        return Err("--at: only the keys of saml-signing change at a moment".to_owned());
    }
    let at = Instant::parse(text)
        .ok_or_else(|| format!("--at {text}: write a time, as 2026-12-01T03:00:00Z"))?;
    Ok(Some(at.ms()))
}

impl Role {
    fn meant(self) -> KeyRole {
        match self {
            Self::SamlSigning => KeyRole::SamlSigning,
            Self::SamlEncryption => KeyRole::SamlEncryption,
            Self::MetadataSigning => KeyRole::MetadataSigning,
            Self::OidcSigning => KeyRole::OidcSigning,
        }
    }
}
