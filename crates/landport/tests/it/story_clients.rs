// SPDX-License-Identifier: EUPL-1.2
//! Clients are registered while a real `serve` process runs, by the very commands of docs/clients.md, and
//! without one; what is registered survives a kill and is told beside the configuration file.

use serde_json::Value;

use crate::serve_command::{Place, audit, get, landport, signal, text};

/// The words of one command, as a shell would read those of the documentation.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Every command of the documentation, in its order.
fn documented() -> Vec<Vec<String>> {
    let page = include_str!("../../../../docs/clients.md");
    let block = page
        .split("```sh\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let lines = block.replace("\\\n", " ");
    let lines = lines
        .lines()
        .map(|line| line.strip_prefix("landport ").unwrap());
    lines.map(words).collect()
}

fn run(place: &Place, words: &[&str]) -> (Option<i32>, String) {
    let config = place.config();
    let output = landport(&[words, &["--config", config.to_str().unwrap()]].concat());
    let said = [text(&output.stdout), text(&output.stderr)].concat();
    (output.status.code(), said)
}

#[test]
fn each_command_of_the_documentation_does_what_it_says() {
    let place = Place::new();
    let mut child = place.serve();
    let mut said = Vec::new();
    for command in documented() {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, text) = run(&place, &command);
        assert_eq!(code, Some(0), "{command:?}: {text}");
        said.push((command.join(" "), text));
    }
    let of = |begin: &str| {
        let found = said.iter().find(|(command, _)| command.starts_with(begin));
        found.map(|(_, text)| text.as_str()).unwrap()
    };
    let added: Value = serde_json::from_str(of("client add")).unwrap();
    assert_eq!(added["client_secret"].as_str().unwrap().len(), 43);
    assert!(of("client list").contains("boat  enabled  registry  Boat register"));
    let shown: Value = serde_json::from_str(of("client show")).unwrap();
    assert_eq!(shown["client_name"], "Boat register");
    assert_eq!(shown.get("client_secret"), None);
    let set: Value = serde_json::from_str(of("client set")).unwrap();
    assert_eq!(set["scope"], "openid profile");
    // What was not named stays.
    assert_eq!(set["redirect_uris"][0], "https://boat.example.no/callback");
    let rotated: Value = serde_json::from_str(of("client rotate boat")).unwrap();
    assert_eq!(rotated["older_secret"], true);
    assert_ne!(rotated["client_secret"], added["client_secret"]);
    assert!(of("client disable").contains("\"state\": \"disabled\""));
    let access = of("client access --csv");
    for line in [
        "\"client\",\"claim\",\"levels\",\"source\",\"how\",\"registered\"\r\n",
        "\"boat\",\"given_name\",\"eidas-loa-low eidas-loa-substantial eidas-loa-high\",\
         \"foreign e-ID\",\"always\",\"registry\"\r\n",
    ] {
        assert!(access.contains(line), "{line} in {access}");
    }
    let (code, text) = run(&place, &["client", "show", "boat"]);
    assert_eq!(
        (code, text.contains("no client of this name")),
        (Some(1), true),
        "{text}"
    );

    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let trail = audit(place.directory.path());
    assert_eq!(
        trail.matches("\"event\":\"client_changed\"").count(),
        7,
        "{trail}"
    );
    assert!(trail.contains("\"by\":\"uid "), "{trail}");
    for secret in [&added["client_secret"], &rotated["client_secret"]] {
        assert!(!trail.contains(secret.as_str().unwrap()));
    }
}

#[test]
fn what_is_registered_without_a_gateway_serves_at_the_next_start_and_through_a_kill() {
    let place = Place::new();
    let add = [
        "client",
        "add",
        "client_id=boat",
        "client_name=Boat",
        "redirect_uris=https://boat.example.no/cb",
        "token_endpoint_auth_method=none",
    ];
    let (code, text) = run(&place, &add);
    assert_eq!(
        (code, text.contains("No gateway runs here")),
        (Some(0), true),
        "{text}"
    );
    // PAR or not, a known client with a wrong address reads another page than a stranger.
    let known = |place: &Place| {
        let path = "/authorize?client_id=boat&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fboat.example.no%2Fcb";
        let answer = get(place.public, path);
        answer.contains("https://boat.example.no/cb?error=invalid_request")
    };
    let mut child = place.serve();
    assert!(known(&place));
    child.kill().unwrap();
    child.wait().unwrap();
    let mut child = place.serve();
    assert!(known(&place));

    for (wrong, why) in [
        (
            &[
                "client",
                "add",
                "client_name=X",
                "redirect_uris=http://x.example.no/",
            ][..],
            "redirect_uris[1]: ",
        ),
        (
            &["client", "add", "client_id=boat", "client_name=X"][..],
            "never given again",
        ),
        (
            &["client", "set", "boat", "private=true"][..],
            "private: no member",
        ),
        (
            &["client", "rotate", "boat"][..],
            "the client has no secret",
        ),
        (&["client", "show", "../boat"][..], "no client of this name"),
    ] {
        let (code, text) = run(&place, wrong);
        assert_eq!(
            (code, text.contains(why)),
            (Some(1), true),
            "{wrong:?}: {text}"
        );
    }
    let (code, text) = run(&place, &["client", "add", "client_name"]);
    assert_eq!(
        (code, text.contains("write MEMBER=VALUE")),
        (Some(2), true),
        "{text}"
    );

    // The same name in the file: check says so, and a reload is refused.
    let config = std::fs::read_to_string(place.config()).unwrap();
    let section = "\n[[client]]\nclient_id = \"boat\"\nname = \"Boat of the file\"\n\
                   redirect_uris = [\"https://boat.example.no/cb\"]\nauth = \"none\"\n";
    std::fs::write(place.config(), [config.as_str(), section].concat()).unwrap();
    let (code, text) = run(&place, &["check"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("client \"boat\" is registered while the gateway runs, too"),
        "{text}"
    );
    signal(&child, "-HUP");
    let refused = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        audit(place.directory.path()).contains("boat: registered while the gateway ran, too")
    });
    assert!(refused, "the reload was not refused");
    assert!(known(&place));
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    // At a start the file's serves, and the other one is named.
    let mut child = place.serve();
    assert!(known(&place));
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}
