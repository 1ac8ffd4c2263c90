//! Typed pages, rendered on the server.
