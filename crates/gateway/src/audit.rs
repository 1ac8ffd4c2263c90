//! The closed list of audit events and their chained file.
