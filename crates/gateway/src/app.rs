//! Everything a request needs, built once.
