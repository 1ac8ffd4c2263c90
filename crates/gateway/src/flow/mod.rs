//! The flows: one login, told from top to bottom, per file.
