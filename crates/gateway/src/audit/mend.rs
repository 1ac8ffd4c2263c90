// SPDX-License-Identifier: EUPL-1.2
//! What a service has to change when it was refused: by the reason in the trail, the rule, what was
//! expected and the remedy. [`super::advice`] is for people who call; this is for who integrates.

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mend {
    /// How its reasons begin.
    pub reasons: &'static [&'static str],
    /// The clause.
    pub rule: &'static str,
    /// What would have been right. `{issuer}`, `{client_id}`, `{redirect_uris}`, `{method}`, `{scopes}`
    /// and `{acr_values}` stand for what holds for this client.
    pub expected: &'static str,
    /// What to do.
    pub change: &'static str,
}

/// The line for this reason; nothing where the service need not, or cannot, change anything.
#[must_use]
pub fn mend(reason: &str) -> Option<&'static Mend> {
    let begins = |mend: &&Mend| mend.reasons.iter().any(|known| reason.starts_with(known));
    MENDS.iter().find(begins)
}

const fn of(
    reasons: &'static [&'static str],
    rule: &'static str,
    expected: &'static str,
    change: &'static str,
) -> Mend {
    Mend {
        reasons,
        rule,
        expected,
        change,
    }
}

/// Every line; the first that fits counts, so the exact ones stand before their families.
pub const MENDS: &[Mend] = &[
    of(
        &[
            "redirect_uri_not_registered",
            "redirect_uri is not registered",
            "redirect_uri_missing",
            "redirect_uri is missing",
        ],
        "RFC 9700 §2.1: compared character by character",
        "redirect_uri: one of {redirect_uris}",
        "Send it exactly as it is registered (scheme, host, port, path, final slash), or have this one registered.",
    ),
    of(
        &[
            "mismatch: redirect_uri",
            "redirect_uri is not that of the authorization request",
        ],
        "RFC 6749 §4.1.3",
        "at /token the same redirect_uri as in the authorization request",
        "Behind a proxy your library may make it of the inner address: tell it the outer one.",
    ),
    of(
        &[
            "unknown_client",
            "mismatch: unknown client",
            "client_id_missing",
        ],
        "RFC 6749 §2.2",
        "a client_id that is registered at {issuer}",
        "Look at client_id and issuer: the client of another environment is not known here.",
    ),
    of(
        &["untrusted: wrong secret"],
        "RFC 6749 §2.3.1",
        "the secret that was registered for {client_id}, by {method}",
        "Look for a line end or blank in the file or variable; in the Basic header id and secret are form-encoded first. A rotated secret is void once the older one was dropped.",
    ),
    of(
        &["mismatch: client authentication method"],
        "RFC 6749 §2.3; OIDC Core §9",
        "{method}, the one method that is registered for {client_id}",
        "Set token_endpoint_auth_method in your library to it, or have the registration changed.",
    ),
    of(
        &["more than one client authentication method"],
        "RFC 6749 §2.3",
        "{method} alone",
        "Send the secret or the assertion in one place: not in the header and the form.",
    ),
    of(
        &[
            "untrusted: unknown key",
            "malformed: no key of the set can be used",
        ],
        "RFC 7515 §4.1.4",
        "a signature by a key of the registered JWK Set, with its kid",
        "Register the public key (landport jwk prints it), or send its kid; where you publish keys at jwks_uri, publish a new one before you sign with it.",
    ),
    of(
        &["untrusted: certificate: "],
        "RFC 7515 §4.1.6; docs/services.md",
        "in x5c an enterprise certificate for authentication of the organisation that {client_id} is registered for, in date, and the certificates between it and its authority",
        "Send the certificate for authentication first, then its issuers; the trace names the rule that failed. Another authority or organisation: have that registered.",
    ),
    of(
        &["untrusted: signature"],
        "RFC 7515 §5.2",
        "a signature that the registered key verifies",
        "Sign with the private half of the registered key. ES256 signatures are 64 octets, not DER.",
    ),
    of(
        &["untrusted: algorithm not allowed"],
        "RFC 8725 §3.1",
        "ES256, PS256 or RS256, as registered (FAPI clients: not RS256)",
        "Set the signing algorithm of your library.",
    ),
    of(
        &["untrusted: typ"],
        "RFC 8725 §3.11",
        "typ: JWT or client-authentication+jwt; of a DPoP proof dpop+jwt",
        "Set the header, or leave it out of the client assertion.",
    ),
    of(
        &["mismatch: audience"],
        "FAPI 2.0 Security Profile §5.3.2.1",
        "aud: {issuer} as one string",
        "Sign the assertion for the issuer: not for the token endpoint, and not as a list.",
    ),
    of(
        &["mismatch: issuer", "mismatch: subject"],
        "RFC 7523 §3",
        "iss and sub: {client_id}",
        "Put the client_id into both.",
    ),
    of(
        &["mismatch: lifetime"],
        "RFC 7523 §3; docs/services.md",
        "exp at most 300 s ahead, iat at most 300 s back",
        "Let the assertion live a minute, and make a new one for each request.",
    ),
    of(
        &["mismatch: expired"],
        "RFC 7523 §3; RFC 6749 §4.1.2",
        "not yet expired",
        "Make assertions for each request; redeem the code at once; compare your clock with ours.",
    ),
    of(
        &["mismatch: secret expired"],
        "RFC 7591 §3.2.1",
        "a secret of {client_id} that has not expired",
        "Take the other secret, or have a new one made; client_secret_expires_at says until when each is taken.",
    ),
    of(
        &["mismatch: not valid before"],
        "RFC 7519 §4.1.5",
        "iat and nbf not ahead of our clock by more than 30 s",
        "Set your clock by NTP.",
    ),
    of(
        &["mismatch: jti used before"],
        "RFC 7523 §3; RFC 9449 §11.1",
        "a jti that was never sent before",
        "Make a new assertion, or proof, for each request: also for one that is sent again after an error.",
    ),
    of(
        &["malformed: claim"],
        "RFC 7523 §3; RFC 9449 §4.2",
        "iss, sub, aud, exp and jti (of a DPoP proof jti, htm, htu, iat)",
        "Add the claim that is named, in the type that its standard gives it.",
    ),
    of(
        &[
            "malformed: parameter client_assertion",
            "malformed: parameter client_id",
            "malformed: JOSE header member Authorization",
        ],
        "RFC 6749 §2.3",
        "{method}",
        "Nothing that proves the client arrived: some libraries send none unless its method is set.",
    ),
    of(
        &[
            "mismatch: code_verifier",
            "code_verifier",
            "there was no code_challenge",
        ],
        "RFC 7636 §4.6",
        "the code_verifier whose SHA-256 was sent as code_challenge",
        "Keep the verifier with the browser's session: a second tab must not overwrite it.",
    ),
    of(
        &["code_challenge", "either code_challenge"],
        "RFC 7636 §4.3",
        "code_challenge with code_challenge_method=S256",
        "Switch PKCE on in your library.",
    ),
    of(
        &["par_required"],
        "RFC 9126 §5",
        "a request_uri that {issuer}/par gave",
        "Push the request first: this client is registered with require_par.",
    ),
    of(
        &["two_requests"],
        "RFC 9101 §5",
        "request, or the request_uri that {issuer}/par gave",
        "Push the signed request, and send client_id and request_uri alone.",
    ),
    of(
        &[
            "request_uri_unknown",
            "the request_uri is unknown or expired",
        ],
        "RFC 9126 §4",
        "a request_uri of this client, used once, within its lifetime",
        "Send the person on at once, and push anew for each login; a bookmark of the address is worth nothing.",
    ),
    of(
        &["scope must", "scope is missing", "the scope is not valid"],
        "OIDC Core §3.1.2.1; RFC 6749 §3.3",
        "scope: openid, and what is registered: {scopes}",
        "Add openid; one blank stands between two words, and none at the end.",
    ),
    of(
        &["request object:", "the request object is not valid"],
        "RFC 9101 §4, §6; FAPI 2.0 Message Signing §5.3.1",
        "iss and client_id: {client_id}; aud: {issuer}; exp within an hour of nbf; every parameter of the request inside, in its own type",
        "Change the claim that is named; what stands beside the object is not read.",
    ),
    of(
        &["id_token_hint is not"],
        "OIDC Core §3.1.2.2",
        "id_token_hint: an ID token that {issuer} gave, as it came",
        "Send the person's last ID token of this issuer, however old, or leave it out: one of another environment is none.",
    ),
    of(
        &[
            "the authorization_details cannot",
            "authorization_details cannot",
            "a type of authorization_details",
        ],
        "RFC 9396 §5, §6",
        "objects of the types that {client_id} is registered for; at /token some of those that were granted",
        "Have the type registered; at /token send each object as it was granted, or none to have all.",
    ),
    of(
        &[
            "none of the acr_values",
            "the requested level was not reached",
        ],
        "OIDC Core §3.1.2.1; OIDC Unmet",
        "acr_values among {acr_values}",
        "Send one of these, or have the level that you need registered.",
    ),
    of(
        &["essential_acr"],
        "OIDC Core §5.5.1.1",
        "in claims, essential, the level that was proven",
        "Name every level that will do, those above it too; or ask by acr_values, which is the least.",
    ),
    of(
        &[
            "the response type is not supported",
            "response_type is missing",
        ],
        "RFC 6749 §4.1.1",
        "response_type=code",
        "Set the code flow: there are no implicit and no hybrid flows here.",
    ),
    of(
        &["request is not supported"],
        "RFC 9101 §10.5; OIDC Registration §2",
        "request_object_signing_alg, and its key, in the registration of {client_id}",
        "Leave request out, or have both registered.",
    ),
    of(
        &["response_mode is not supported"],
        "OIDC Core §3.1.2.1; JARM §2.3",
        "response_mode query, form_post, jwt, query.jwt or form_post.jwt",
        "Leave it out for query.",
    ),
    of(
        &["the code is not valid", "unknown or expired code"],
        "RFC 6749 §4.1.2",
        "a code of this client that nobody redeemed before, within a minute",
        "Redeem it once: a reload of your callback must not redeem it again. A code brought twice ends the login.",
    ),
    of(
        &["the refresh token is not valid"],
        "RFC 6749 §6; RFC 9700 §4.14.2",
        "the newest refresh token of a login that lives",
        "Keep each new refresh token before you use the access token that came with it; two workers must not refresh at once.",
    ),
    of(
        &[
            "unknown or expired token",
            "no token of ours",
            "the access token is not valid",
        ],
        "RFC 6750 §3.1",
        "an access token of {issuer} that has not expired",
        "Ask userinfo right after the token; or refresh.",
    ),
    of(
        &["revoked token", "the person logged out"],
        "RFC 7009 §2; docs/services.md",
        "a token of a login that lives",
        "The login ended: at a logout, or because its code or refresh token was brought twice. Log in anew.",
    ),
    of(
        &["malformed: parameter access_token"],
        "RFC 6750 §2.1",
        "Authorization: Bearer or DPoP, with the access token",
        "Send the header.",
    ),
    of(
        &[
            "the DPoP proof is of another key",
            "mismatch: key of the proof",
        ],
        "RFC 9449 §5",
        "a proof of the key that the code or token is bound to",
        "Use one key for the whole login.",
    ),
    of(
        &["the DPoP proof", "DPoP"],
        "RFC 9449 §4.3",
        "one DPoP header with htm, htu, iat, jti, the nonce of DPoP-Nonce, and at userinfo ath",
        "Make a new proof for each request.",
    ),
    of(
        &["send a form", "malformed: not form-urlencoded"],
        "RFC 6749 §4.1.3",
        "Content-Type: application/x-www-form-urlencoded",
        "Send a form, not JSON.",
    ),
    of(
        &[
            "the resource is not served",
            "a resource is not registered",
            "resource must be among",
        ],
        "RFC 8707 §2, §2.2",
        "a resource that is registered for {client_id}; at /token one of those of the authorization request",
        "Leave resource out, have it registered, or name it in the authorization request already.",
    ),
    of(
        &["onbehalfof is not registered"],
        "docs/services.md",
        "onbehalfof: a customer that is registered for {client_id}",
        "Have it registered (on_behalf_of, or a section customer), or leave it out.",
    ),
    of(
        &["a signed request object is needed"],
        "RFC 9101 §10.5",
        "request, signed by a key of {client_id}",
        "Sign the request: this client is registered with require_request_object.",
    ),
    of(
        &[
            "prompt must be",
            "max_age is not",
            "state has characters",
            "dpop_jkt is not",
        ],
        "OIDC Core §3.1.2.1; RFC 6749 appendix A.5; RFC 9449 §10",
        "prompt, max_age, state and dpop_jkt as their standards write them",
        "Look at the parameter that error_description names.",
    ),
    of(
        &["malformed: too large"],
        "docs/services.md",
        "a state of 4,096 octets, a nonce of 2,048 and so on",
        "Shorten the parameter that error_description names: keep what it holds at your side.",
    ),
    of(
        &[
            "client_id is missing",
            "code is missing",
            "refresh_token is missing",
            "token is missing",
        ],
        "RFC 6749 §2.3.1, §4.1.3, §6; RFC 7009 §2.1",
        "the parameter in the form",
        "Send the parameter that is named, in the form and not in the address.",
    ),
    of(
        &[
            "the grant type is not supported",
            "grant_type is missing",
            "the client may not do this",
        ],
        "RFC 6749 §5.2",
        "a grant that {client_id} is registered for",
        "Refresh tokens need refresh in the registration; a client that acts for itself is registered for client_credentials.",
    ),
    of(
        &[
            "parameter repeated",
            "malformed: parameter repeated",
            "repeated_parameter",
            "a parameter is repeated",
        ],
        "RFC 6749 §3.1",
        "each parameter once",
        "Look for a parameter both in the address and in the form.",
    ),
    of(
        &["cookie_missing"],
        "docs/flows.md",
        "the browser that began the login",
        "Send the person by a redirect of the whole page, not in a frame, a web view that is thrown away, or a request of a script.",
    ),
    of(
        &["not_a_navigation"],
        "docs/attacks.md AZ-13",
        "a navigation of the whole page",
        "Do not load /authorize in a frame, an image or by fetch.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_reached_by_its_own_reasons() {
        for line in MENDS {
            for reason in line.reasons {
                assert_eq!(mend(reason), Some(line), "{reason} meets an earlier line");
            }
            assert!(
                line.change.ends_with('.') && !line.expected.ends_with('.'),
                "{line:?}"
            );
        }
        assert_eq!(mend("peer_refused"), None);
        assert_eq!(
            mend("mismatch: audience").map(|it| it.rule),
            Some("FAPI 2.0 Security Profile §5.3.2.1")
        );
    }
}
