//! What was proven about a person, by whom and when.
