//! Pages of a person who proves herself, and of what is said of her: a wallet, what would be sent, whether she is
//! known, and what she sees of her own logins.

use eidas::{Attribute, AttributeValue, Attributes};
use pages::i18n::Language;
use pages::{
    ConsentPage, KeptFor, KeptPage, Level, MatchNotice, MatchedPage, Outcome, OwnPage, Party,
    Receipt, Sent, Used, UsedValue, WalletNotice, WalletPage, Whose,
};

use super::choosing::{eids, operators};
use super::{Drawn, Framer, full_desk};

pub(super) fn drawn(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let mut drawn = consents(frame);
    drawn.extend(matched(frame));
    drawn.extend(own(frame));
    drawn.extend(wallets(frame));
    drawn
}

/// Values as another country would get them.
fn person() -> Attributes {
    let value = AttributeValue::latin;
    Attributes::new()
        .with(
            Attribute::PERSON_IDENTIFIER,
            value("NO/SE/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ23"),
        )
        .with(Attribute::FAMILY_NAME, value("Hætta-Sørensdatter"))
        .with(Attribute::GIVEN_NAME, value("Máret Áile"))
        .with(Attribute::DATE_OF_BIRTH, value("1990-05-14"))
}

fn consents(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let page = |days, service, warns: bool| {
        ConsentPage {
            frame: frame(),
            action: "/consent?flow=abc",
            country: "SE",
            service,
            eid: "BankID",
            unnotified: warns,
            values: &person(),
            unsent: if warns {
                &[Attribute::GENDER, Attribute::CURRENT_ADDRESS]
            } else {
                &[]
            },
            level: Level::Substantial,
            number_stays: true,
            digest: "0123",
            changed: warns,
            days,
            remembers: warns,
        }
        .render()
    };
    let name = Some("Förmedling");
    let drawn = [
        ("consent", page(30, name, false)),
        ("consent nameless", page(0, None, true)),
        ("consent one day", page(1, name, true)),
    ];
    drawn.map(|(name, page)| (name.to_owned(), page)).into()
}

/// The page of a match in each of its states.
fn matched(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let eids = eids();
    let value = |what, value: &str, differs| UsedValue {
        what,
        value: value.to_owned(),
        differs,
    };
    let used = [
        value(Used::FamilyName, "Папазова-Димитрова <b>", true),
        value(Used::GivenName, "Мария", false),
        value(Used::Birthdate, "1990-05-14", true),
        value(Used::Identifier, "BG/NO/0123456789", false),
    ];
    let known = |leaves| Outcome::Known {
        end: "997",
        leaves,
        short: "1. 2. 2027",
        long: "1. 12. 2027",
    };
    let unknown = |eids, goes_on: bool, as_new| Outcome::Unknown {
        used: &used,
        eids,
        update: goes_on.then_some("https://register.example.no/correct"),
        goes_on,
        as_new,
    };
    let states = [
        ("known", known(true), None),
        ("known discreet", known(false), None),
        ("changed", known(true), Some(MatchNotice::Changed)),
        ("unknown", unknown(&eids, true, false), None),
        (
            "new",
            unknown(&eids, true, true),
            Some(MatchNotice::Differs),
        ),
        (
            "required",
            unknown(&eids, false, false),
            Some(MatchNotice::NotProven),
        ),
        ("alone", unknown(&[], false, false), None),
    ];
    let draw = |(state, outcome, notice)| {
        let page = MatchedPage {
            frame: frame(),
            action: "/match?flow=abc",
            shown: "0123",
            name: "Мария <Папазова>",
            country: "BG",
            outcome,
            notice,
        };
        (format!("matched {state}"), page.render())
    };
    states.map(draw).into()
}

/// What a person sees of herself, in each of its states.
fn own(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let receipt = Receipt {
        time_ms: 1_795_426_500_000,
        to: "Förmedling <b> (Sverige)".to_owned(),
        with: "BankID".to_owned(),
        level: Some(Level::Substantial),
        sent: Attribute::of(eidas::Person::Natural)
            .map(|attribute| Sent {
                attribute,
                purpose: (attribute == Attribute::GENDER)
                    .then(|| ("To call you <what> you want.".to_owned(), Language::En)),
            })
            .collect(),
        reference: "ABCD2345".to_owned(),
    };
    let receipts = [receipt.clone(), receipt];
    let page = |receipts, one, kept, code| {
        OwnPage {
            frame: frame(),
            receipts,
            one,
            kept,
            remembers: true,
            code,
        }
        .render()
    };
    let until = "2027-01-31";
    let kept = |whose| [KeptFor { whose, until }];
    let (number, country) = (kept(Whose::Number("997")), kept(Whose::Country("EL")));
    let code = Some(("012345", 1_795_426_500_000));
    let desk = full_desk(Party::Ours);
    let about = |journal| KeptPage {
        frame: frame(),
        journal,
        desk: &desk,
    };
    vec![
        ("own closed".to_owned(), page(None, false, &[], None)),
        ("own empty".to_owned(), page(Some(&[]), false, &[], None)),
        (
            "own open".to_owned(),
            page(Some(&receipts), false, &number, code),
        ),
        (
            "own national".to_owned(),
            page(Some(&receipts[..1]), false, &country, None),
        ),
        (
            "own one".to_owned(),
            page(Some(&receipts[..1]), true, &[], None),
        ),
        ("kept".to_owned(), about(true).render()),
        ("kept/no journal".to_owned(), about(false).render()),
    ]
}

fn wallets(frame: Framer<'_, '_>) -> Vec<Drawn> {
    // As long as they are.
    let of_one = "client_id=x509_hash%3AVv2rKtX3PDgR0pnFWvHDT8iF0cZaGRfNuX8mGyTxWfk&request_uri=https%3A%2F%2F\
                  login.example.no%2Fwallet%2Frequest%2FJ9f2kM3nQz7YbXcV8tRwLpEaDsGh5uTi&request_uri_method=post";
    let links = ["openid4vp", "haip-vp"].map(|scheme| format!("{scheme}://?{of_one}"));
    let page = WalletPage {
        frame: frame(),
        action: "/wallet?flow=abc",
        state: "/wallet/state",
        links: &links,
        code: Some(&links[0]),
        answered: false,
        minutes: (10, 1),
        notice: None,
        closed: None,
        dc_api: Some("/wallet/dc_api?flow=abc"),
    };
    let mut drawn = Vec::new();
    for notice in [
        None,
        Some(WalletNotice::CardExpired),
        Some(WalletNotice::CardRevoked),
        Some(WalletNotice::CodeExpired),
        Some(WalletNotice::Elsewhere),
        Some(WalletNotice::Expired),
        Some(WalletNotice::NotTaken),
        Some(WalletNotice::NotYet),
        Some(WalletNotice::Refused),
    ] {
        // What is over is not shown.
        let here = notice != Some(WalletNotice::Expired);
        let elsewhere = here && notice != Some(WalletNotice::CodeExpired);
        let page = WalletPage {
            frame: frame(),
            links: if here { &links } else { &[] },
            code: page.code.filter(|_| elsewhere),
            notice,
            ..page
        };
        drawn.push((format!("wallet {notice:?}"), page.render()));
    }
    let answered = WalletPage {
        frame: frame(),
        links: &[],
        code: None,
        answered: true,
        dc_api: None,
        ..page
    };
    drawn.push(("wallet answered".to_owned(), answered.render()));
    let why = operators("Stengt siden i morges.");
    let no_more = [("closed", None), ("closed why", Some(&why))];
    for (name, why) in no_more {
        let page = WalletPage {
            frame: frame(),
            links: &[],
            code: None,
            notice: Some(WalletNotice::Refused),
            closed: Some(why),
            dc_api: None,
            ..page
        };
        drawn.push((format!("wallet {name}"), page.render()));
    }
    drawn
}
