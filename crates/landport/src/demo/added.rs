// SPDX-License-Identifier: EUPL-1.2
//! One more client for a demo that runs: a second `landport demo --client` asks the first.
//!
//! Attack: a page in the browser of whoever runs the demo posts to it and adds a client of its own.
//! A page can send the header below to another origin only after a preflight, which is not answered.
//! The secrets are of a world in which nobody is real; whoever is on the machine may add clients.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use world::Place;

use crate::newcomer::{Told, Wanted};
use crate::together::{Together, Trouble};

const PATH: &str = "/demo/clients";
const OURS: &str = "landport-demo";
/// Making a key and writing a few files takes far less.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everybody behind one door, and whoever adds a client.
pub(super) fn router(together: Arc<Together>) -> Router {
    let everybody = together.router.clone();
    Router::new()
        .route(PATH, post(add))
        .fallback_service(everybody)
        .with_state(together)
}

async fn add(State(together): State<Arc<Together>>, headers: HeaderMap, body: Bytes) -> Response {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    if !headers.contains_key(OURS) || host.and_then(Place::name_of) != Some("") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(wanted) = serde_json::from_slice(&body) else {
        return (StatusCode::BAD_REQUEST, "not a client").into_response();
    };
    match together.admit(&wanted).await {
        Ok(told) => Json(told).into_response(),
        Err(Trouble(what)) => (StatusCode::BAD_REQUEST, what).into_response(),
    }
}

/// Asks the demo on this port; `None` when whoever is there is none.
///
/// # Errors
/// It is one, and says why not.
pub(super) fn ask(port: u16, wanted: &Wanted) -> Result<Option<Told>, String> {
    let answer = match send(port, wanted) {
        Ok(answer) => answer,
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => return Ok(None),
        Err(error) => return Err(format!("the demo on port {port} did not answer: {error}")),
    };
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    match head.split(' ').nth(1) {
        Some("200") => serde_json::from_str(body)
            .map(Some)
            .map_err(|error| format!("the demo on port {port} is of another version: {error}")),
        Some("400") => Err(body.to_owned()),
        _ => Ok(None),
    }
}

fn send(port: u16, wanted: &Wanted) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(super::loopback(port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let body = serde_json::to_string(wanted)?;
    // HTTP/1.0: the answer comes in one piece, and its end is the connection's.
    let request = format!(
        "POST {PATH} HTTP/1.0\r\nhost: localhost:{port}\r\n{OURS}: client\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Prints what the service has to be told, or writes it into a folder.
///
/// # Errors
/// The disk failed.
pub(super) fn tell(told: &Told, into: Option<&Path>, json: bool) -> Result<(), Trouble> {
    let written = into.map(|folder| told.write_into(folder)).transpose()?;
    if json {
        println!("{}", serde_json::json!({ "client": told }));
        return Ok(());
    }
    println!(
        "\nYour service is a client of the demo.\n\n  issuer         {}\n  client_id      {}\n  \
         redirect_uri   {}",
        told.issuer, told.client_id, told.redirect_uri
    );
    // Browsers and curl find every name below localhost (RFC 6761 §6.3), the system often not: her library would stop there.
    let name = told.issuer.trim_start_matches("http://");
    if name.to_socket_addrs().is_err() {
        let host = name.split(':').next().unwrap_or_default();
        println!(
            "\n  This machine does not find {host}. The code that comes along sends it to 127.0.0.1; for any\n  \
             other write the line   127.0.0.1 {host}   into /etc/hosts."
        );
    }
    match (written, into) {
        (Some(written), Some(folder)) => {
            let there = folder.display();
            println!("  written        {} in {there}\n", written.join(", "));
            if folder.join("app.mjs").exists() {
                println!(
                    "  cd {there} && npm install openid-client && node --env-file=.env app.mjs\n"
                );
            }
        }
        _ => {
            for (name, text) in told.files() {
                println!("\n---- {name}\n{text}");
            }
        }
    }
    println!(
        "  other libraries  {issuer}/docs/integrate?client_id={id}\n  when refused     {issuer}/trace\n\n\
         Who can log in, and what becomes of each: the front page of the demo, or docs/persons.md.\n",
        issuer = told.issuer,
        id = told.client_id
    );
    Ok(())
}
