//! Records only their rightful taker can read.
