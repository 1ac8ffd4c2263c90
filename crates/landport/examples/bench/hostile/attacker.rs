// SPDX-License-Identifier: EUPL-1.2
//! Somebody who may know everything that is public: clients and where they return to, nodes, what
//! the gateway gave to their own browser, and the messages that this browser carried.

use url::Url;
use url::form_urlencoded::Serializer;

use crate::walk::{CALLBACK, Walker, another_place, between, pairs, posted_form};
use crate::wire::{Answer, Connection};
use crate::{Outcome, Place, gateway};

pub(super) struct Attacker {
    pub(super) walker: Walker,
    pub(super) turn: u32,
    /// A node that asks, a node that answers.
    pub(super) asking: String,
    pub(super) answering: String,
    client: String,
    connection: Connection,
}

impl Attacker {
    pub(super) fn new(place: &Place, client: &str) -> Outcome<Self> {
        let peers = place.snippet.split("[[peer]]").skip(1);
        let (asking, answering): (Vec<_>, Vec<_>) =
            peers.partition(|peer| peer.contains("role = \"connector\""));
        let named = |peers: Vec<&str>| -> Outcome<String> {
            let peer = peers.first().ok_or("no such peer")?;
            let url = between(peer, "metadata_url = \"", "\"");
            Ok(url.ok_or("a peer without metadata_url")?.to_owned())
        };
        Ok(Self {
            walker: Walker::new(),
            turn: 0,
            asking: named(asking)?,
            answering: named(answering)?,
            client: client.to_owned(),
            connection: Connection::new(gateway()),
        })
    }

    pub(super) fn host() -> String {
        format!("no.localhost:{}", gateway())
    }

    /// A request as it goes over the wire, from an address of its own.
    pub(super) fn wire(
        &mut self,
        method: &str,
        target: &str,
        headers: &str,
        body: &str,
    ) -> Vec<u8> {
        self.turn += 1;
        format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nX-Forwarded-For: {}\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            Self::host(),
            another_place(),
            body.len()
        )
        .into_bytes()
    }

    pub(super) fn get(&mut self, target: &str) -> Vec<u8> {
        self.wire("GET", target, "", "")
    }

    pub(super) fn post(&mut self, target: &str, headers: &str, body: &str) -> Vec<u8> {
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        self.wire("POST", target, &format!("{kind}{headers}"), body)
    }

    /// A request of the client, as its browser brings it, with more parameters.
    pub(super) fn question(&self, more: &[(&str, &str)]) -> String {
        Serializer::new(String::new())
            .extend_pairs([
                ("client_id", self.client.as_str()),
                ("response_type", "code"),
                ("redirect_uri", CALLBACK),
                ("scope", "openid profile"),
                (
                    "code_challenge",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                ),
                ("code_challenge_method", "S256"),
            ])
            .extend_pairs(more)
            .finish()
    }

    /// Begins a login: its name, and the header with its cookie.
    pub(super) fn begin(&mut self, level: &str) -> Outcome<(String, String)> {
        let question = self.question(&[("acr_values", level), ("state", "s"), ("nonce", "n")]);
        let wire = self.get(&format!("/authorize?{question}"));
        let answer = self.sent(&wire)?;
        let to = answer
            .location
            .ok_or_else(|| format!("no login: {}", answer.body))?;
        let flow = to.split_once("flow=").ok_or("no flow")?.1.to_owned();
        let cookies: Vec<_> = answer
            .cookies
            .iter()
            .filter_map(|cookie| cookie.split(';').next())
            .collect();
        Ok((flow, format!("Cookie: {}\r\n", cookies.join("; "))))
    }

    pub(super) fn sent(&mut self, wire: &[u8]) -> Outcome<Answer> {
        let answer = self.connection.exchange(wire)?;
        if answer.status >= 400 {
            return Err(format!("{}: {}", answer.status, answer.body).into());
        }
        Ok(answer)
    }

    /// The state that the gateway gave to the e-ID, in the URL or behind it.
    pub(super) fn state_in(&mut self, url: &str) -> Outcome<String> {
        let url = Url::parse(url)?;
        let state = url.query_pairs().find(|(name, _)| name == "state");
        match state {
            Some((_, state)) => Ok(state.into_owned()),
            // Pushed: the e-ID gives it back to whoever cancels.
            None => {
                self.walker.forget();
                let (at, page) = self.walker.follow(url.to_string())?;
                let (to, mut form) = posted_form(&page.body, &at)?;
                form.extend(pairs(&[("action", "cancel")]));
                let to = self
                    .walker
                    .post(&to, &form)?
                    .location
                    .ok_or("no way back")?;
                let to = Url::parse(&to)?;
                let state = to.query_pairs().find(|(name, _)| name == "state");
                Ok(state.ok_or("no state")?.1.into_owned())
            }
        }
    }
}
