//! Who wants what, at which level, and why.
