// SPDX-License-Identifier: EUPL-1.2
//! The OpenAPI document of the registry, made from the tables that the code works by: the members
//! ([`super::MEMBERS`]), the fields of `[[client]]` with their texts and defaults, the routes of the API.

use serde_json::{Map, Value, json};

use super::members::{MEMBERS, Member, Written};
use crate::config::Client;
use crate::config::read::{Field, Presence, Read as _};
use crate::settings::{CLIENTS_READ, CLIENTS_WRITE};

/// The document, for the gateway at this issuer.
pub fn openapi(issuer: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Landport: registry of clients",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Modelled on RFC 7591 and RFC 7592; docs/clients.md says where it differs. Every \
                            change is in force at once here, and within two seconds at every node of a cluster.",
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "servers": [{ "url": issuer }],
        "security": [{ "token": [CLIENTS_READ] }],
        "paths": paths(),
        "components": {
            "schemas": {
                "Members": members(),
                "Client": client(),
                "Error": {
                    "type": "object",
                    "required": ["error", "error_description"],
                    "properties": {
                        "error": { "type": "string", "description": "RFC 7591 §3.2.2, RFC 6750 §3.1" },
                        "error_description": { "type": "string", "description": "What is wrong and what to write instead, each fault by its member" },
                    },
                },
            },
            "securitySchemes": {
                "token": {
                    "type": "oauth2",
                    "description": "An access token of this gateway. Where it is bound to a key (DPoP, RFC 9449), each request has a proof.",
                    "flows": { "clientCredentials": {
                        "tokenUrl": format!("{issuer}/token"),
                        "scopes": { CLIENTS_READ: "Read every client", CLIENTS_WRITE: "Read and change clients of the registry" },
                    }},
                },
            },
        },
    })
}

fn paths() -> Value {
    let one = json!({ "name": "client_id", "in": "path", "required": true, "schema": { "type": "string" } });
    let precondition = json!({ "name": "If-Match", "in": "header", "required": true,
        "description": "The ETag of the version that was read: what another changed meanwhile is not lost (RFC 9110 §13.1.1)",
        "schema": { "type": "string" } });
    let after = json!({ "name": "after", "in": "query", "schema": { "type": "string" },
        "description": "The last client_id of the page before: at most 200 come at once" });
    let takes = json!({ "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Members" } } } });
    json!({
        "/clients": {
            "get": operation("List clients, those of the configuration file too", CLIENTS_READ, 200, &["invalid_token"], Some(after), None),
            "post": operation("Register a client (RFC 7591 §3.1)", CLIENTS_WRITE, 201, &["invalid_client_metadata", "invalid_redirect_uri"], None, Some(&takes)),
        },
        "/clients/{client_id}": {
            "parameters": [one],
            "get": operation("Read a client (RFC 7592 §2.1)", CLIENTS_READ, 200, &["invalid_token"], None, None),
            "put": operation("Replace what is registered (RFC 7592 §2.2)", CLIENTS_WRITE, 200, &["invalid_client_metadata", "invalid_redirect_uri"], Some(precondition.clone()), Some(&takes)),
            "delete": operation("Remove a client (RFC 7592 §2.3); its client_id is never given again", CLIENTS_WRITE, 204, &["invalid_token"], Some(precondition), None),
        },
        "/clients/{client_id}/secret": {
            "parameters": [one],
            "post": operation("Make a new secret; the one before is taken beside it", CLIENTS_WRITE, 200, &["invalid_client_metadata"], None, None),
            "delete": operation("Take the older secret no more", CLIENTS_WRITE, 200, &["invalid_client_metadata"], None, None),
        },
        "/clients/{client_id}/disable": {
            "parameters": [one],
            "post": operation("It serves nobody from now on; its tokens are worth nothing", CLIENTS_WRITE, 200, &["invalid_token"], None, None),
        },
        "/clients/{client_id}/enable": {
            "parameters": [one],
            "post": operation("It serves again", CLIENTS_WRITE, 200, &["invalid_client_metadata"], None, None),
        },
    })
}

fn operation(
    summary: &str,
    scope: &str,
    done: u16,
    errors: &[&str],
    parameter: Option<Value>,
    body: Option<&Value>,
) -> Value {
    let error = |what: &str| {
        json!({ "description": what,
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } } })
    };
    let mut responses = Map::new();
    let good = match done {
        204 => json!({ "description": "Done" }),
        _ => json!({ "description": "Done",
            "headers": { "ETag": { "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Client" } } } }),
    };
    responses.insert(done.to_string(), good);
    responses.insert("400".to_owned(), error(&errors.join(", ")));
    responses.insert("401".to_owned(), error("invalid_token"));
    responses.insert("403".to_owned(), error("insufficient_scope; access_denied: the client stands in the configuration file, or no more fit"));
    responses.insert(
        "404".to_owned(),
        error("invalid_request: there is no such client"),
    );
    responses.insert(
        "412".to_owned(),
        error("invalid_request: somebody else changed it"),
    );
    responses.insert(
        "428".to_owned(),
        error("invalid_request: If-Match is missing"),
    );
    responses.insert(
        "429".to_owned(),
        error("temporarily_unavailable: too many changes; Retry-After says when"),
    );
    responses.insert(
        "503".to_owned(),
        error("temporarily_unavailable: the store or the trail failed"),
    );
    let mut operation =
        json!({ "summary": summary, "security": [{ "token": [scope] }], "responses": responses });
    if let (Some(parameter), Some(operation)) = (parameter, operation.as_object_mut()) {
        operation.insert("parameters".to_owned(), json!([parameter]));
    }
    if let (Some(body), Some(operation)) = (body, operation.as_object_mut()) {
        operation.insert("requestBody".to_owned(), body.clone());
    }
    operation
}

/// What can be written.
fn members() -> Value {
    let fields = Client::section().map(|section| section.fields);
    let fields = fields.unwrap_or_default();
    let mut properties = Map::new();
    properties.insert(
        "client_id".to_owned(),
        json!({ "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$",
            "description": "May be chosen at registration; else it is made. It never changes." }),
    );
    for member in MEMBERS.iter().filter(|member| member.is_writable()) {
        if let Some(field) = fields.iter().find(|field| field.name == member.field) {
            properties.insert(member.name.to_owned(), property(member, field));
        }
    }
    json!({ "type": "object", "required": ["client_name", "redirect_uris"], "properties": properties })
}

/// What is answered.
fn client() -> Value {
    json!({
        "allOf": [{ "$ref": "#/components/schemas/Members" }, {
            "type": "object",
            "required": ["client_id", "source", "state"],
            "properties": {
                "client_id": { "type": "string" },
                "client_id_issued_at": { "type": "integer" },
                "client_secret": { "type": "string", "description": "Only in the answer to what made it, and never again" },
                "client_secret_expires_at": { "type": "integer", "description": "Seconds since 1970; 0: it does not expire (RFC 7591 §3.2.1)" },
                "older_secret_expires_at": { "type": "integer", "description": "The same of the older secret, if a second is taken too" },
                "older_secret": { "type": "boolean", "description": "Whether a second secret is taken too" },
                "grant_types": { "type": "array", "items": { "type": "string" } },
                "response_types": { "type": "array", "items": { "type": "string" } },
                "source": { "enum": ["configuration", "registry"] },
                "state": { "enum": ["enabled", "disabled", "closed"], "description": "closed: something is wrong with it now; faults says what" },
                "faults": { "type": "string" },
                "version": { "type": "integer", "description": "Also the ETag" },
            },
        }],
    })
}

fn property(member: &Member, field: &Field) -> Value {
    let inner = schema(&field.kind);
    let mut schema = match member.written {
        Written::Same => inner,
        Written::Json => json!({ "type": "object", "description": "RFC 7517 §5" }),
        Written::Words => json!({ "type": "string" }),
        Written::One => json!({ "type": "array", "items": inner, "minItems": 1, "maxItems": 1 }),
        Written::Several => {
            let one = inner.get("items").cloned().unwrap_or_default();
            json!({ "anyOf": [one, inner] })
        }
    };
    let doc: Vec<&str> = field.doc.lines().map(str::trim).collect();
    let mut doc = doc.join(" ");
    if field.presence == Presence::Default {
        doc.push_str(&format!(" Default: {}.", field.example));
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), doc.into());
    }
    schema
}

/// From the words of the configuration's reference.
fn schema(kind: &str) -> Value {
    if let Some(item) = kind.strip_prefix("list of: ") {
        return json!({ "type": "array", "items": schema(item) });
    }
    if let Some(words) = kind.strip_prefix("one of: ") {
        let words: Vec<&str> = words
            .split(", ")
            .map(|word| word.trim_matches('`'))
            .collect();
        return json!({ "enum": words });
    }
    match kind {
        "true or false" => json!({ "type": "boolean" }),
        "whole number" => json!({ "type": "integer", "minimum": 0 }),
        "address" => json!({ "type": "string", "format": "uri" }),
        _ => json!({ "type": "string" }),
    }
}
