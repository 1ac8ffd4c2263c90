//! Clock and randomness.
