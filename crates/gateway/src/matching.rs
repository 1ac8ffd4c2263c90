//! Is this foreign person known here under a national number?
