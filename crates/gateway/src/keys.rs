//! Keys and their roles.
