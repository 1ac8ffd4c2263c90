//! The pages where a person sees her session, ends it, and reads what became of it.

use askama::Template;

use super::{Frame, render};
use crate::i18n::{SessionTexts, fill};

/// A session of a person.
#[derive(Debug)]
pub struct LoggedIn {
    /// What proved her, for people.
    pub by: String,
    /// So long ago.
    pub minutes: i64,
    /// The services that were let in.
    pub services: Vec<String>,
}

/// `/session`. Form: `action=logout|stay`.
#[derive(Debug)]
pub struct SessionPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Where the form posts.
    pub action: &'a str,
    /// What ends. None: nobody is logged in.
    pub logins: &'a [LoggedIn],
    /// Somebody asks her to log out.
    pub asks: bool,
    /// This service.
    pub asker: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "session.html")]
struct SessionTemplate<'a> {
    frame: &'a Frame<'a>,
    s: &'static SessionTexts,
    title: &'static str,
    asked: Option<String>,
    /// Each in a sentence, with the services that were let in.
    logins: Vec<(String, &'a [String])>,
    action: &'a str,
    asks: bool,
}

impl SessionPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let s = &self.frame.t().session;
        let sentence = |login: &LoggedIn| {
            let number = u32::try_from(login.minutes).unwrap_or(0);
            let minutes = login.minutes.to_string();
            let text = s.by.of(self.frame.language, number);
            fill(text, &[("eid", &login.by), ("minutes", &minutes)])
        };
        render(&SessionTemplate {
            frame: &self.frame,
            s,
            title: match (self.logins, self.asks) {
                (_, true) => s.asks_title,
                ([], false) => s.nobody_title,
                ([_, ..], false) => s.title,
            },
            asked: self.asks.then(|| match self.asker {
                Some(service) => fill(s.asks_body, &[("service", service)]),
                None => s.asks_body_nameless.to_owned(),
            }),
            logins: {
                let logins = self.logins.iter();
                logins
                    .map(|login| (sentence(login), &login.services[..]))
                    .collect()
            },
            action: self.action,
            asks: self.asks,
        })
    }
}

/// What became of a session that ended.
#[derive(Debug)]
pub struct LoggedOutPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// There was one.
    pub was_logged_in: bool,
    /// Services that know.
    pub closed: &'a [String],
    /// Services that may not.
    pub open: &'a [String],
    /// Pages of services to be loaded. OIDC Front-Channel Logout §2.
    pub frames: &'a [String],
    /// Where the person goes.
    pub back: Option<&'a str>,
    /// What that is called.
    pub service: Option<&'a str>,
    /// By itself and at once, and that is when all frames are loaded: a refresh is due no sooner (HTML §4.2.5.3, "completely
    /// loaded time"). No time is set in which somebody could still be reading (WCAG 2.2 §2.2.1, failure F40; technique
    /// H76 has it so), and none in which a slow service would have to be done; where one never is, there is the button.
    pub goes_on: bool,
}

#[derive(Template)]
#[template(path = "logged_out.html")]
struct LoggedOutTemplate<'a> {
    frame: &'a Frame<'a>,
    s: &'static SessionTexts,
    was_logged_in: bool,
    closed: &'a [String],
    open: &'a [String],
    frames: &'a [String],
    back: Option<&'a str>,
    back_text: String,
    goes_on: bool,
}

impl LoggedOutPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let service = self.service.unwrap_or(t.the_service);
        render(&LoggedOutTemplate {
            frame: &self.frame,
            s: &t.session,
            was_logged_in: self.was_logged_in,
            closed: self.closed,
            open: self.open,
            frames: self.frames,
            back: self.back,
            back_text: fill(t.session.back, &[("service", service)]),
            goes_on: self.goes_on,
        })
    }
}
