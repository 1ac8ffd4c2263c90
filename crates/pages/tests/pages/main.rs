//! Tests of the pages from outside.
#![expect(clippy::unwrap_used, reason = "tests")]

mod drawn;
mod every;
mod strange;
mod texts;
mod wording;
mod written;
