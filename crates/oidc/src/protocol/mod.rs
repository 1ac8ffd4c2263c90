// SPDX-License-Identifier: EUPL-1.2
//! The shared words of OAuth 2.0 and OpenID Connect. Both halves speak them.

pub mod acr;
pub mod authorization_details;
pub mod claims;
pub mod error;
pub mod form;
pub mod login_hint;
pub mod metadata;
pub mod opaque;
pub mod pkce;
pub mod prompt;
pub mod redirect_uri;
pub mod resource;
pub mod response_mode;
pub mod scope;
pub mod ui_locales;

pub use acr::{Acr, AcrValues};
pub use authorization_details::AuthorizationDetails;
pub use claims::{ClaimSet, ClaimsRequest};
pub use error::{ErrorCode, OAuthError};
pub use form::{Params, decode_form, decode_form_of_at_most, encode_form};
pub use login_hint::LoginHint;
pub use metadata::ProviderMetadata;
pub use opaque::{ClientId, Opaque};
pub use pkce::{CodeChallenge, CodeVerifier};
pub use prompt::Prompt;
pub use redirect_uri::{RedirectUri, Transport, UriFault};
pub use response_mode::ResponseMode;
pub use scope::ScopeSet;
pub use ui_locales::UiLocales;
