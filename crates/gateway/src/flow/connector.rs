//! Story 1: a foreign citizen logs in to a national service.
