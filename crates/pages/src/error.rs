//! The page that says what happened, whose it is, and what to do now.

use askama::Template;
use serde::{Deserialize, Serialize};

use super::country::eids;
use super::{Frame, HelpDesk, country_in, render};
use crate::i18n::{Language, Message, Texts, fill, in_country};

macro_rules! errors {
    ($($name:ident $group:ident $text:ident;)*) => {
        /// Which message a person reads. The gateway chooses it; the inner reason stands only in the log
        /// and the audit trail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum ErrorText {
            $(#[doc = stringify!($group $text)] $name,)*
        }

        impl ErrorText {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            pub(super) const fn message(self, t: &Texts) -> Message {
                match self {
                    $(Self::$name => t.$group.$text,)*
                }
            }
        }
    };
}

errors! {
    Cancelled error cancelled;
    NotConfirmed error not_confirmed;
    PeerFailed error peer_failed;
    LevelTooLow error level_too_low;
    AnswerInvalid error answer_invalid;
    AnswerLate error answer_late;
    AnswerUsed error answer_used;
    Incomplete error incomplete;
    Representation error representation;
    AnotherLevel error another_level;
    AnotherPerson error another_person;
    CountryUnavailable error country_unavailable;
    CountrySuspended error country_suspended;
    AbroadSuspended error abroad_suspended;
    AbroadUnavailable error abroad_unavailable;
    EidCancelled national cancelled;
    EidFailed national failed;
    EidLevelTooLow national level_too_low;
    EidAnswerInvalid national answer_invalid;
    EidAnswerLate national answer_late;
    EidIncomplete national incomplete;
    EidNotNotified national not_notified;
    EidSuspended national suspended;
    EidUnavailable national unavailable;
    CookieMissing error cookie_missing;
    TooManyLogins error too_many_logins;
    FlowExpired error flow_expired;
    FlowUnknown error flow_unknown;
    FlowFinished error flow_finished;
    ForeignRequestInvalid error foreign_request_invalid;
    ForeignRequestLate error foreign_request_late;
    ForeignRequestUsed error foreign_request_used;
    NothingToSend error nothing_to_send;
    NotAbroad error not_abroad;
    NotForPeople error not_for_people;
    ClientUnknown error client_unknown;
    RequestInvalid error request_invalid;
    LogoutExpired error logout_expired;
    LogoutHint error logout_hint;
    LogoutInvalid error logout_invalid;
    LogoutReturn error logout_return;
    TooManyAttempts error too_many_attempts;
    Busy error busy;
    NotFound error not_found;
    Internal error internal;
    Unavailable error unavailable;
}

impl ErrorText {
    /// The same e-ID would hardly do better: the advice is to take another one.
    const fn advises_another(self) -> bool {
        matches!(
            self,
            Self::AnotherLevel
                | Self::EidIncomplete
                | Self::EidLevelTooLow
                | Self::EidSuspended
                | Self::EidUnavailable
        )
    }

    /// She wanted to log out and is not: the advice is to do it on the page of her login.
    const fn advises_session(self) -> bool {
        matches!(
            self,
            Self::LogoutExpired | Self::LogoutHint | Self::LogoutInvalid | Self::LogoutReturn
        )
    }
}

/// How the person goes on.
#[derive(Clone, Debug)]
pub enum WayOn {
    /// The login lives: buttons posted to `action` (our own URL with the flow id) as
    /// `action=again|another|back`.
    Login {
        /// Where the form posts.
        action: String,
        /// Whether "try again with this country" is offered.
        again: bool,
        /// Whether "choose another country" is offered.
        another: bool,
    },
    /// The login lives, and a national e-ID was tried: the same buttons.
    Eid {
        /// Where the form posts.
        action: String,
        /// What people call the e-ID; empty before one was tried.
        name: String,
        /// Whether "try again with this e-ID" is offered.
        again: bool,
    },
    /// The time of the login is over, and its foreign connector may still be told: one button,
    /// posted as `action=back`.
    Back {
        /// Where the form posts.
        action: String,
    },
    /// The login waits, and nothing can be done for it now: a link that looks again.
    Look {
        /// The page where it goes on.
        href: String,
    },
    /// The login is gone, the service is known: a link to its registered start page.
    Service {
        /// The client's start URL.
        href: String,
    },
    /// Nothing is known: a link to the operator's help, or where there is none the same address once more.
    Nowhere,
}

impl WayOn {
    fn eid(&self) -> &str {
        match self {
            Self::Eid { name, .. } => name,
            Self::Login { .. }
            | Self::Back { .. }
            | Self::Look { .. }
            | Self::Service { .. }
            | Self::Nowhere => "",
        }
    }
}

/// An error page.
#[derive(Debug)]
pub struct ErrorPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// What happened.
    pub text: ErrorText,
    /// The country's code, where one is concerned.
    pub country: Option<&'a str>,
    /// What people call the e-IDs of the country that would have done, where one did not.
    pub eids: &'a [String],
    /// The operator's own words to citizens (suspension notice), and the language that they are in.
    pub notice: Option<&'a (String, Language)>,
    /// The lifetime of a login, in minutes, for the texts that name it.
    pub minutes: u32,
    /// Eight characters that find the audit event and the log line; empty for none.
    pub reference: &'a str,
    /// What really happened, where nobody is real: for who connects a service.
    pub reason: Option<&'a str>,
    /// How to go on.
    pub way_on: WayOn,
    /// Whom to ask: whose fault it is, or ourselves.
    pub desk: Option<&'a HelpDesk>,
}

struct Button {
    value: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorTemplate<'a> {
    frame: &'a Frame<'a>,
    title: String,
    body: String,
    advice: String,
    eids: Option<String>,
    notice: Option<&'a (String, Language)>,
    action: Option<&'a str>,
    buttons: Vec<Button>,
    links: Vec<(&'a str, String)>,
    reference: &'a str,
    reason: Option<&'a str>,
    desk: Option<&'a HelpDesk>,
    whose: String,
}

impl ErrorPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let language = self.frame.language;
        let country = self
            .country
            .map(|c| country_in(language, c))
            .unwrap_or_default();
        let within = self.country.map(|code| in_country(language, code));
        let within = within.unwrap_or_default();
        let service = self.frame.service.unwrap_or(t.the_service);
        let minutes = self.minutes.to_string();
        let of_desk = self.desk.and_then(|desk| desk.eid.as_deref());
        let eid = match self.way_on.eid() {
            "" => of_desk.unwrap_or_default(),
            eid => eid,
        };
        let values = [
            ("country", country.as_str()),
            ("in_country", within.as_str()),
            ("service", service),
            ("minutes", minutes.as_str()),
            ("eid", eid),
        ];
        let message = self.text.message(t);
        let back = fill(t.error.back, &values);
        let mut links: Vec<(&str, String)> = Vec::new();
        let (action, buttons) = match &self.way_on {
            WayOn::Login {
                action,
                again,
                another,
            } => {
                let mut buttons = Vec::with_capacity(3);
                if *again {
                    let label = fill(t.error.try_again, &values);
                    buttons.push(Button {
                        value: "again",
                        label,
                    });
                }
                if *another {
                    let label = t.error.other_country.to_owned();
                    buttons.push(Button {
                        value: "another",
                        label,
                    });
                }
                // Who stopped herself wants back, and so does who cannot succeed now; who was stopped wants another try.
                let place = match self.text {
                    ErrorText::Cancelled | ErrorText::CountrySuspended => 0,
                    _ => buttons.len(),
                };
                buttons.insert(
                    place,
                    Button {
                        value: "back",
                        label: back,
                    },
                );
                (Some(action.as_str()), buttons)
            }
            WayOn::Eid {
                action,
                name,
                again,
            } => {
                let again = (*again && !name.is_empty()).then(|| Button {
                    value: "again",
                    label: fill(t.national.try_again, &values),
                });
                let another = Button {
                    value: "another",
                    label: t.national.another.to_owned(),
                };
                let back = Button {
                    value: "back",
                    label: back,
                };
                // The first button is the main one: what the advice says.
                let mut buttons: Vec<Button> = again.into_iter().collect();
                let place = if self.text.advises_another() {
                    0
                } else {
                    buttons.len()
                };
                buttons.insert(place, another);
                buttons.push(back);
                (Some(action.as_str()), buttons)
            }
            WayOn::Back { action } => {
                let back = Button {
                    value: "back",
                    label: back,
                };
                (Some(action.as_str()), vec![back])
            }
            WayOn::Look { href } => {
                links.push((href.as_str(), t.error.look.to_owned()));
                (None, Vec::new())
            }
            WayOn::Service { href } => {
                links.push((href.as_str(), back));
                (None, Vec::new())
            }
            WayOn::Nowhere => (None, Vec::new()),
        };
        if self.text.advises_session() {
            links.insert(0, ("/session", t.session.link.to_owned()));
        }
        // Who cannot go back from here is shown whom to ask; the footer has it on every page.
        let stranded = matches!(self.way_on, WayOn::Look { .. } | WayOn::Nowhere);
        let help = self.frame.site.help.clone();
        let help = help.or_else(|| self.desk.and_then(HelpDesk::href));
        if let (true, Some(help)) = (stranded, &help) {
            links.push((help, t.error.help.to_owned()));
        }
        // Where nobody is known who could help, as from a listener that has read no configuration: once more.
        if action.is_none() && links.is_empty() {
            links.push(("", t.error.look.to_owned()));
        }
        render(&ErrorTemplate {
            frame: &self.frame,
            title: fill(message.title, &values),
            body: fill(message.body, &values),
            advice: fill(message.advice, &values),
            eids: eids(language, self.eids),
            notice: self.notice,
            action,
            buttons,
            links,
            reference: self.reference,
            reason: self.reason,
            desk: self.desk,
            whose: self
                .desk
                .map(|desk| desk.whose(&self.frame, &values))
                .unwrap_or_default(),
        })
    }
}
