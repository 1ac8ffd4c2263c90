//! Tests of the pages from outside.

mod every;
mod texts;
