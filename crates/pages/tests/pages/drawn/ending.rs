//! Pages where a step ends: back to the service, a place in the queue, what did not work, the end of a session.

use pages::{
    Another, ContinuePage, ErrorPage, ErrorText, FrontPage, LoggedIn, LoggedOutPage, Party,
    PostBackPage, QueuePage, SendAgainPage, SessionPage, TimeLeft, WaitPage, WayOn,
};

use super::choosing::operators;
use super::{Drawn, Framer, full_desk};

pub(super) fn drawn(frame: Framer<'_, '_>, alone: Framer<'_, '_>) -> Vec<Drawn> {
    let fields = [("code".to_owned(), "PD94".to_owned())];
    let back = ContinuePage {
        frame: frame(),
        href: "/continue?flow=abc",
    };
    let post = PostBackPage {
        frame: frame(),
        action: "https://service.example",
        fields: &fields,
    };
    let wait = WaitPage {
        frame: frame(),
        href: "/continue",
        another: Some(Another::Eid("/choose")),
    };
    let wait_abroad = WaitPage {
        another: Some(Another::Country("/country")),
        frame: frame(),
        ..wait
    };
    let front = FrontPage {
        frame: alone(),
        links: &[("JWKS", "/jwks.json")],
    };
    let mut drawn = vec![
        ("continue".to_owned(), back.render()),
        ("post back".to_owned(), post.render()),
        ("wait".to_owned(), wait.render()),
        ("wait/abroad".to_owned(), wait_abroad.render()),
        ("front".to_owned(), front.render()),
    ];
    for (how, fields) in [("waits", None), ("presses", Some(&fields[..]))] {
        // Each form of the plural that a language may have.
        for minutes in [1, 2, 5, 21] {
            let page = QueuePage {
                frame: frame(),
                minutes,
                again: "/authorize?place=1",
                fields,
            };
            let mark = if how == "waits" || minutes == 5 {
                ' '
            } else {
                '/'
            };
            drawn.push((format!("queue {how}{mark}{minutes}"), page.render()));
        }
    }
    drawn.extend(sessions(alone));
    drawn.extend(errors(frame, alone));
    for more in [true, false] {
        let page = SendAgainPage {
            frame: frame().ending(TimeLeft {
                minutes: 0,
                action: "/more?flow=abc&at=/send".to_owned(),
                more,
            }),
            country: "SE",
            action: "/send?flow=abc",
        };
        let name = if more { "time left" } else { "time left last" };
        drawn.push((name.to_owned(), page.render()));
    }
    drawn
}

fn sessions(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let page = |logins: &[LoggedIn], asks, asker| {
        SessionPage {
            frame: frame(),
            action: "/session",
            logins,
            asks,
            asker,
        }
        .render()
    };
    for minutes in [0, 1, 2, 5, 21, 90] {
        let login = || LoggedIn {
            by: "BankID".to_owned(),
            minutes,
            services: vec!["Varemerke & co".to_owned(), "Förmedling".to_owned()],
        };
        let mark = if minutes == 2 { ' ' } else { '/' };
        let (own, asked) = ([login()], [login(), login()]);
        drawn.push((format!("session{mark}{minutes}"), page(&own, false, None)));
        let asked = page(&asked, true, Some("Varemerke & co"));
        drawn.push((format!("session asked{mark}{minutes}"), asked));
    }
    drawn.push(("session nobody".to_owned(), page(&[], false, None)));
    drawn.push(("session asked by a page".to_owned(), page(&[], true, None)));
    let names = |names: [&str; 2]| names.map(str::to_owned);
    let (closed, open) = (
        names(["Varemerke & co", "Förmedling"]),
        names(["Patentstyret", "Mattilsynet"]),
    );
    let back = Some("https://service.example");
    for (name, closed, open, back) in [
        ("logged out", &closed[..], &open[..], back),
        ("logged out on", &closed[..], &[][..], back),
        ("logged out nobody", &[][..], &[][..], None),
    ] {
        let page = LoggedOutPage {
            frame: frame(),
            was_logged_in: !closed.is_empty(),
            closed,
            open,
            frames: &[],
            back,
            service: Some("Varemerke & co"),
            goes_on: back.is_some() && open.is_empty(),
        };
        drawn.push((name.to_owned(), page.render()));
    }
    drawn
}

fn errors(frame: Framer<'_, '_>, alone: Framer<'_, '_>) -> Vec<Drawn> {
    let (mut drawn, closed) = (Vec::new(), operators("Stengt."));
    let action = "/send?flow=abc".to_owned();
    let eid = || "BankID".to_owned();
    let eids = ["Freja eID+", "BankID"].map(str::to_owned);
    let ways = [
        WayOn::Login {
            action: action.clone(),
            again: true,
            another: true,
        },
        WayOn::Login {
            action: action.clone(),
            again: false,
            another: false,
        },
        WayOn::Eid {
            action: action.clone(),
            name: eid(),
            again: true,
        },
        WayOn::Eid {
            action: action.clone(),
            name: eid(),
            again: false,
        },
        WayOn::Back { action },
        WayOn::Look {
            href: "/country?flow=abc".to_owned(),
        },
        WayOn::Service {
            href: "https://service.example".to_owned(),
        },
        WayOn::Nowhere,
    ];
    for text in ErrorText::ALL {
        for (place, way_on) in ways.iter().enumerate() {
            let usual = place == usual_way(*text);
            let is_alone = usual && matches!(way_on, WayOn::Nowhere);
            let suspended = matches!(
                text,
                ErrorText::CountrySuspended | ErrorText::AbroadSuspended | ErrorText::EidSuspended
            );
            let page = ErrorPage {
                frame: if is_alone { alone() } else { frame() },
                text: *text,
                country: Some("SE"),
                notice: (suspended || !usual).then_some(&closed),
                minutes: 30,
                reference: "ABCD2345",
                eids: if *text == ErrorText::LevelTooLow {
                    &eids
                } else {
                    &[]
                },
                reason: (*text == ErrorText::AnswerInvalid).then_some("signature_untrusted"),
                way_on: way_on.clone(),
                desk: Some(&full_desk(text.party())),
            };
            let name = match usual {
                true => format!("error {text:?}"),
                false => format!("error {text:?}/{way_on:?}"),
            };
            drawn.push((name, page.render()));
        }
    }
    drawn
}

/// The place of the way on that a person has who reads this: most who read of a country may try it again or choose
/// another, and whose login is gone go back to where they came from, where that is known.
fn usual_way(text: ErrorText) -> usize {
    match (text, text.party()) {
        (ErrorText::EidSuspended, _) => 3,
        (ErrorText::EidCancelled, _) | (_, Party::Eid) => 2,
        (ErrorText::NothingToSend, _) => 1,
        (ErrorText::FlowExpired, _) => 4,
        (ErrorText::AbroadSuspended | ErrorText::AbroadUnavailable, _) => 5,
        (
            ErrorText::ForeignRequestInvalid
            | ErrorText::ForeignRequestLate
            | ErrorText::ForeignRequestUsed
            | ErrorText::ClientUnknown
            | ErrorText::NotAbroad
            | ErrorText::NotForPeople
            | ErrorText::NotFound
            | ErrorText::FlowUnknown
            | ErrorText::LogoutExpired
            | ErrorText::LogoutHint
            | ErrorText::LogoutInvalid
            | ErrorText::LogoutReturn
            | ErrorText::Unavailable,
            _,
        ) => 7,
        (ErrorText::CountrySuspended | ErrorText::AnotherLevel | ErrorText::AnotherPerson, _)
        | (_, Party::Country) => 0,
        _ => 6,
    }
}
