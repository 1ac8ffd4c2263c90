//! Tests of the pages from outside.

mod drawn;
mod every;
mod strange;
mod texts;
mod wording;
mod written;
