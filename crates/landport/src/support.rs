// SPDX-License-Identifier: EUPL-1.2
//! `landport support CODE`: what a person lets the support desk see, by six digits that she reads out.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::lever::give;
use crate::operate::Order;

/// What can be said to `support`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 the code opens them; 1 it does not; 2 it is no code.")]
pub(crate) struct Options {
    /// The six digits on her page.
    code: String,
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
}

/// Shows her logins of the last ninety days: 0 when the code opens them, 1 when not, 2 when it is none.
pub(crate) fn run(options: &Options) -> ExitCode {
    let digits: String = options.code.split_whitespace().collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
    let order = match is_code {
        true => Ok(Order::OwnLogins { code: digits }),
        false => Err("a code has six digits".to_owned()),
    };
    give(&options.config, order)
}
