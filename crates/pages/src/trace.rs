//! What became of a service's logins, for its developer. In the demo alone, and in English: what it
//! tells are words of standards and of the trail.

use askama::Template;

use super::{Frame, render};

/// `/trace`. Form: `reference`.
#[derive(Debug)]
pub struct TracePage<'a> {
    /// Frame, in English.
    pub frame: Frame<'a>,
    /// What was sought.
    pub reference: &'a str,
    /// Newest first.
    pub attempts: &'a [TraceAttempt],
}

/// One request for a login.
#[derive(Clone, Debug)]
pub struct TraceAttempt {
    /// When it began.
    pub began: String,
    /// Of which service.
    pub service: String,
    /// Somebody only named the service.
    pub claimed: bool,
    /// How it ended.
    pub outcome: &'static str,
    /// What its page showed.
    pub reference: Option<String>,
    /// Oldest first.
    pub steps: Vec<TraceStep>,
}

/// One step of it.
#[derive(Clone, Debug)]
pub struct TraceStep {
    /// The time of day.
    pub clock: String,
    /// In a sentence.
    pub told: String,
    /// Rule, expected, received, change: a name and its value each.
    pub remedy: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "trace.html")]
struct TraceTemplate<'a> {
    frame: &'a Frame<'a>,
    reference: &'a str,
    attempts: &'a [TraceAttempt],
}

impl TracePage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        render(&TraceTemplate {
            frame: &self.frame,
            reference: self.reference,
            attempts: self.attempts,
        })
    }
}
