//! The foreign nodes we know, kept fresh in the background.
