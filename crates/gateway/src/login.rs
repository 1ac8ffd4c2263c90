//! The login: the one thing kept between browser hops.
