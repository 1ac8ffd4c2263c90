//! The only tables between vocabularies.
