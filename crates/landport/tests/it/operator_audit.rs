// SPDX-License-Identifier: EUPL-1.2
//! An operator's commands on the audit trail, each as a process beside a running gateway.

use std::path::Path;
use std::process::Output;

use serde_json::Value;
use world::countries::COUNTRIES;

use crate::serve_command::{landport, text};
use crate::stage::Stage;

/// Runs the command beside the gateway of this stage, whose runtime must not stand still meanwhile.
pub(crate) async fn beside(stage: &Stage, arguments: &[&str]) -> Output {
    let config = stage.directory.path().join("landport.toml");
    let mut arguments: Vec<String> = arguments.iter().map(|a| (*a).to_owned()).collect();
    arguments.extend(["--config".to_owned(), config.display().to_string()]);
    let ran = tokio::task::spawn_blocking(move || {
        landport(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    });
    ran.await.unwrap()
}

/// The lines of a class, oldest first.
pub(crate) fn lines(data: &Path, class: &str) -> Vec<Value> {
    let mut files: Vec<_> = std::fs::read_dir(data.join("audit"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(class)
        })
        .collect();
    files.sort();
    let text: String = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn last_reference(data: &Path) -> String {
    let refused = lines(data, "logins");
    let refused = refused
        .iter()
        .rfind(|line| line["event"] == "login_refused");
    refused.unwrap()["reference"].as_str().unwrap().to_owned()
}

/// N7, N15: what took a shell and two greps, and told cancel and too low apart by nothing.
#[tokio::test(flavor = "multi_thread")]
async fn ops_20_the_login_behind_a_reference_is_told_in_plain_words_and_of_nobody() {
    let stage = Stage::new().await;
    let data = stage.directory.path().join("data");
    let mut browser = stage.browser();
    let page = stage.log_in(&mut browser, "SE", "low").await;
    let reference = last_reference(&data);
    assert!(page.body.contains(&reference), "{}", page.body);

    // As a caller reads it out.
    let read_out = format!("{} {}", &reference[..4], &reference[4..]).to_lowercase();
    let found = beside(&stage, &["audit", "find", &read_out]).await;
    let told = text(&found.stdout);
    assert_eq!(
        found.status.code(),
        Some(0),
        "{told}{}",
        text(&found.stderr)
    );
    let at = |part: &str| told.find(part).unwrap_or_else(|| panic!("{part}: {told}"));
    let order = [
        "the service trademark",
        "the person chose Sweden",
        "left for Sweden",
        "Sweden answered",
        "too low",
        "refused: ",
        "Say: The service wants a stronger e-ID",
    ];
    let places: Vec<_> = order.iter().map(|part| at(part)).collect();
    assert!(places.is_sorted(), "{told}");
    assert!(told.contains("12:00:00  left for Sweden"), "{told}");

    let by_service = [
        "audit",
        "find",
        "--client",
        "trademark",
        "--since",
        "2026-11-23T11:00:00Z",
        "--json",
    ];
    let found = beside(&stage, &by_service).await;
    let json: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(json["logins"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(
        json["logins"][0]["say"],
        Value::from(&told[at("Say: ") + 5..told.trim_end().len()])
    );
    let by_country = |since| ["audit", "find", "--country", "SE", "--since", since];
    let found = beside(&stage, &by_country("2026-11-23T11:00:00Z")).await;
    assert!(text(&found.stdout).contains(&reference));
    let later = beside(&stage, &by_country("2026-11-23T12:00:01Z")).await;
    assert_eq!(later.status.code(), Some(1), "{}", text(&later.stdout));

    // No value and no pseudonym of anybody, in any form.
    let all = [told.clone(), json.to_string()].concat();
    for person in COUNTRIES.iter().flat_map(|country| country.persons) {
        for value in [person.identifier, person.date_of_birth] {
            assert!(!all.contains(value), "{value}: {all}");
        }
    }
    for line in lines(&data, "logins") {
        for field in ["person_ref", "national_ref", "sub"] {
            let value = line[field].as_str().unwrap_or("not there at all");
            assert!(!all.contains(value), "{field}: {all}");
        }
    }

    // One who arrived: all logins of her pseudonym, which takes a reason.
    let arrived = stage.log_in(&mut browser, "SE", "plain").await;
    assert_eq!(arrived.url.path(), "/me");
    let trail = lines(&data, "logins");
    let hers = trail
        .iter()
        .rfind(|line| line["event"] == "person_identified");
    let hers = hers.unwrap();
    let person = hers["person_ref"].as_str().unwrap();
    let by_person = |reason| {
        let since = ["--since", "2026-11-23T11:00:00Z", "--person-ref", person];
        [&["audit", "find"], &since[..], reason].concat()
    };
    let found = beside(&stage, &by_person(&["--reason", "case 7"])).await;
    let of_hers = text(&found.stdout);
    let login = hers["login"].as_str().unwrap();
    assert!(of_hers.contains(&format!("login {login}")), "{of_hers}");
    assert!(!of_hers.contains(person) && of_hers.matches(", login ").count() == 1);
    assert_eq!(beside(&stage, &by_person(&[])).await.status.code(), Some(2));

    // Who looked stands in the trail.
    let operation = lines(&data, "operation");
    let looked = operation.iter().filter(|line| line["event"] == "operator");
    let looked: Vec<_> = looked
        .map(|line| line["command"].as_str().unwrap())
        .collect();
    assert_eq!(looked[0], format!("audit find {reference}"));
    assert_eq!(looked[1], "audit find --client trademark");
    let why = format!("audit find --person-ref {person}: case 7");
    assert!(looked.contains(&why.as_str()), "{looked:?}");
    assert!(
        operation
            .iter()
            .all(|line| line["event"] != "operator" || line["uid"].is_number())
    );

    let unknown = beside(&stage, &["audit", "find", "ZZZZ2222"]).await;
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("Nothing is found for ZZZZ2222."));
    let nothing_said = beside(&stage, &["audit", "find"]).await;
    assert_eq!(nothing_said.status.code(), Some(2));

    // A trail that somebody changed is said to be broken, and what the gateway wrote is told all the same.
    let file = std::fs::read_dir(data.join("audit"))
        .unwrap()
        .map(|file| file.unwrap().path());
    let file = file
        .into_iter()
        .find(|path| path.to_str().unwrap().contains("logins-"))
        .unwrap();
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, whole.replacen("login_started", "login_sturted", 1)).unwrap();
    let found = beside(&stage, &["audit", "find", &reference]).await;
    assert_eq!(found.status.code(), Some(3));
    assert!(
        text(&found.stderr).contains("logins: BROKEN at "),
        "{}",
        text(&found.stderr)
    );
    let told = text(&found.stdout);
    assert!(
        told.contains("left for Sweden") && !told.contains("the service trademark asked"),
        "{told}"
    );
}
