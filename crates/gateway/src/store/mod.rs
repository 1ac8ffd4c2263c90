//! Four atomic verbs with a time to live.
