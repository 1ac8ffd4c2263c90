//! The HTTP face: routes, handlers, cookies, headers, errors.
