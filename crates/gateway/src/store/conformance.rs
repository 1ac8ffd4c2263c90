//! What every backend of [`Store`](super::Store) must do. Called from the tests of each.
