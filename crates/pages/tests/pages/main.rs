//! Tests of the pages from outside.

mod every;
mod strange;
mod texts;
