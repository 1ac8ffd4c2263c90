//! The configuration as meant.
