// SPDX-License-Identifier: EUPL-1.2
//! JOSE, as far as it is needed: compact JWS with three algorithms, public JWKs, JWTs.
//! There is no `none`, no HMAC, no key from a header: they cannot be spelled.

pub mod alg;
pub mod base64url;
pub mod jwe;
pub mod jwk;
pub mod jwks;
pub mod jws;
pub mod jwt;
pub mod signer;

pub use alg::Algorithm;
pub use jwk::{Jwk, Unusable};
pub use jwks::{IgnoredKey, JwkSet};
pub use jws::{Header, VerifiedJws};
pub use jwt::{Audience, ExpectedClaims, IssuedAt, TokenType, VerifiedJwt};
pub use signer::{KeyError, Signer, SoftwareSigner};
