// SPDX-License-Identifier: EUPL-1.2
//! One service or one e-ID with a mistake closes itself, not the house; whatever concerns the house
//! refuses it (A8).

use gateway::config::Problem;
use gateway::settings::{ClosedKind, Loaded, from_text};

use crate::ground::{good, ground, now};

/// A second service and an e-ID, whose key or address is filled in.
fn with(redirect_uri: &str, key: &str) -> String {
    let more = format!(
        r#"
[[client]]
client_id = "rowing"
name = "Rowing club"
redirect_uris = ["{redirect_uri}"]
auth = "client_secret_basic"
secret_file = "secret"

[[eid]]
id = "bankid"
name = "BankID"
issuer = "https://bankid.example.no"
client_id = "landport"
key_file = "{key}"
"#
    );
    [good(), more].concat()
}

const CALLBACK: &str = "https://rowing.example.no/callback";
const KEY: &str = "keys/oidc-es256.pem";

fn read(text: &str) -> Result<Loaded, Vec<Problem>> {
    from_text(text, &ground().directory, now())
}

/// What is open and what is closed, by name.
fn doors(text: &str) -> (Vec<String>, Vec<(ClosedKind, String)>) {
    let settings = read(text)
        .map_err(|problems| panic!("{problems:?}"))
        .unwrap()
        .settings;
    let mut open: Vec<String> = settings.clients.keys().cloned().collect();
    open.extend(settings.eids.iter().map(|eid| eid.id.as_str().to_owned()));
    let closed = settings.closed.into_iter().map(|it| (it.kind, it.name));
    (open, closed.collect())
}

#[test]
fn a_service_or_an_e_id_with_a_mistake_closes_itself_alone() {
    let (client, eid) = (ClosedKind::Client, ClosedKind::Eid);
    let all = ["rowing", "trademark", "bankid"];
    assert_eq!(
        doors(&with(CALLBACK, KEY)),
        (all.map(str::to_owned).into(), vec![])
    );
    let rowing = (client, "rowing".to_owned());
    let bankid = (eid, "bankid".to_owned());
    let good = with(CALLBACK, KEY);
    for (text, open, closed) in [
        (
            with("https://rowing.example.no:443/cb", KEY),
            vec!["trademark", "bankid"],
            vec![rowing.clone()],
        ),
        (
            with(CALLBACK, "keys/none.pem"),
            vec!["rowing", "trademark"],
            vec![bankid.clone()],
        ),
        (
            with(CALLBACK, "encrypted.pem"),
            vec!["rowing", "trademark"],
            vec![bankid.clone()],
        ),
        (
            with("x", "keys/audit.key"),
            vec!["trademark"],
            vec![rowing.clone(), bankid.clone()],
        ),
        // A typing mistake and a wrong type are read before anything is meant.
        (
            good.replace("auth = \"client", "auht = \"client"),
            vec!["trademark", "bankid"],
            vec![rowing],
        ),
        (
            good.replace("id = \"bankid\"", "id = 7"),
            vec!["rowing", "trademark"],
            vec![(eid, "eid[1]".to_owned())],
        ),
        // Of two of one name the second.
        (
            good.replace("\"rowing\"", "\"trademark\""),
            vec!["trademark", "bankid"],
            vec![(client, "trademark".to_owned())],
        ),
    ] {
        let open = open.into_iter().map(str::to_owned).collect();
        assert_eq!(doors(&text), (open, closed), "{text}");
    }
}

#[test]
fn what_concerns_the_house_refuses_it_and_names_everything() {
    let house = with("x", KEY).replace("country = \"NO\"", "country = \"UK\"");
    let problems = read(&house).err().unwrap();
    let fields: Vec<&str> = problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(fields, ["country", "client[2].redirect_uris[1]"]);
    assert!(problems[0].instead.contains("\"GB\""), "{}", problems[0]);
    // UP-06: test persons in production are no matter of one e-ID.
    let persons =
        with(CALLBACK, KEY).replace("id = \"bankid\"", "id = \"bankid\"\nkind = \"persona\"");
    assert!(read(&persons).is_err());
    // A section that is not a list, and a file that is not TOML.
    assert!(read(&with(CALLBACK, KEY).replace("[[client]]", "[client]")).is_err());
}

/// A key or secret that cannot be used is said with its cause (B9, B14).
#[test]
fn what_stands_in_a_file_is_named_as_what_it_is() {
    let of_client = |file: &str| {
        with(CALLBACK, KEY).replace(
            "secret_file = \"secret\"",
            &format!("secret_file = \"{file}\""),
        )
    };
    for (text, said) in [
        (of_client("mark"), "byte order mark"),
        (of_client("lines"), "more than one line"),
        (of_client("latin"), "not UTF-8"),
        (with(CALLBACK, "encrypted.pem"), "is encrypted"),
    ] {
        let closed = read(&text)
            .map_err(|problems| panic!("{problems:?}"))
            .unwrap()
            .settings
            .closed;
        assert_eq!(closed.len(), 1, "{said}: {closed:?}");
        assert!(
            closed[0].problems[0].what.contains(said),
            "{said}: {closed:?}"
        );
    }
    for (before, after) in [
        ("keys/oidc-es256.pem", "encrypted.pem"),
        ("tls/key.pem", "encrypted.pem"),
    ] {
        let problems = read(&good().replace(before, after)).err().unwrap();
        let said = problems
            .iter()
            .any(|problem| problem.what.contains("encrypted"));
        assert!(said, "{problems:?}");
    }
}
