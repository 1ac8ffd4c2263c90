// SPDX-License-Identifier: EUPL-1.2
//! No value of a person stands readable in what the gateway writes: store, audit file, metadata
//! copies. 2015/1501 art. 6(2): a node stores no personal data.

use std::path::Path;

use world::countries::COUNTRIES;
use world::register;

use crate::stage::Stage;

fn files(directory: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let (kind, path) = (entry.file_type().unwrap(), entry.path());
        if kind.is_dir() {
            files(&path, found);
        } else if kind.is_file() {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn ops_02_no_value_of_a_person_stands_readable_in_the_data_directory() {
    let stage = Stage::new().await;
    let mut secrets = Vec::new();
    for country in COUNTRIES
        .iter()
        .filter(|c| ["SE", "BG", "AT"].contains(&c.code))
    {
        for person in country.persons {
            let mut browser = stage.browser();
            let kind = person.kind.form_value();
            stage.log_in(&mut browser, country.code, kind).await;
            let names = [person.given_name, person.family_name];
            secrets.extend(names.iter().filter_map(|name| name.latin));
            secrets.extend(names.iter().filter_map(|name| name.original));
            secrets.push(person.identifier);
            secrets.push(person.date_of_birth);
        }
    }
    let mut secrets: Vec<String> = secrets.into_iter().map(str::to_owned).collect();
    for country in &COUNTRIES {
        secrets.extend(
            country
                .persons
                .iter()
                .filter_map(|p| register::number_of(country, p)),
        );
    }
    let mut written = Vec::new();
    files(&stage.directory.path().join("data"), &mut written);
    let octets: usize = written.iter().map(|(_, octets)| octets.len()).sum();
    assert!(octets > 10_000, "something was written: {octets}");
    for (file, octets) in &mut written {
        // An attribute's name, in the metadata of nodes, begins as a person of Austria is called.
        if file.ends_with(".xml") {
            let text = String::from_utf8_lossy(octets);
            *octets = text.replace("CountryOfResidence", "").into_bytes();
        }
        for secret in &secrets {
            assert!(!holds(octets, secret), "{file} holds {secret}");
        }
    }
}
