// SPDX-License-Identifier: EUPL-1.2
//! Countries that come from a Metadata Service List, in `records`, `diff` and `stats`: as those of the file.

use std::time::Duration;

use eidas::{CountryCode, EntityId, Instant, PublishedNode, PublishedServiceList, Role};
use store::env::Env;
use xmlsec::{Curve, KeyKind, SigningKey as _, SoftwareKey, Subject, Validity};

use crate::operator_records::{SEPTEMBER_MS, SWEDEN, login, place, said, written};
use crate::serve_command::{Place, landport, text};

const LIST: &str = r#"
[[service_list]]
name = "nordic"
url = "https://md.example.eu/list"
trust_anchors = "list.pem"
territories = ["DK", "SE"]
"#;

fn signer() -> SoftwareKey {
    let env = Env::system();
    let validity = Validity {
        not_before: env.now_s() - 60,
        not_after: env.now_s() + 90 * 86_400,
    };
    let subject = Subject {
        common_name: "list",
        organization: "Land",
        country: "SE",
    };
    SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, env.bytes()).unwrap()
}

/// What a gateway that ran here kept of the list: Sweden's e-IDs and Denmark's services.
fn keep(place: &Place, signer: &SoftwareKey) {
    let now = Instant::from_ms(Env::system().now_ms());
    let node = |code: &str, role, entity: &str| PublishedNode {
        country: CountryCode::parse(code).unwrap(),
        role,
        entity_id: EntityId::parse(entity).unwrap(),
        location: url::Url::parse(entity).unwrap(),
        signers: signer.certificates().to_vec(),
        suspended: false,
        hidden: false,
    };
    let url = |text: &str| url::Url::parse(text).unwrap();
    let list = PublishedServiceList {
        issuer_name: "Nordic".to_owned(),
        scheme: url("https://lists.example.eu/scheme"),
        territory: CountryCode::UNION,
        issued: now,
        next_update: now.plus(Duration::from_secs(86_400)),
        distribution_point: url("https://lists.example.eu/"),
        nodes: vec![
            node(
                "SE",
                Role::ProxyService,
                "https://eidas.example.se/metadata",
            ),
            node("DK", Role::Connector, "https://eidas.example.dk/metadata"),
        ],
    };
    let kept = place.directory.path().join("gateway/data/service-lists");
    std::fs::create_dir_all(&kept).unwrap();
    std::fs::write(kept.join("nordic.xml"), list.to_signed_xml(signer).unwrap()).unwrap();
}

#[test]
fn countries_of_a_service_list_count_as_those_of_the_file_do() {
    let place = place();
    let signer = signer();
    let inside = place.directory.path().join("gateway");
    let pem = signer.certificates()[0].to_pem();
    std::fs::write(inside.join("list.pem"), pem).unwrap();
    let (config, new) = (place.config(), inside.join("new.toml"));
    let with_section = std::fs::read_to_string(&config).unwrap();
    let bare = with_section.replacen(SWEDEN, "", 1);
    let listed = [bare.as_str(), LIST].concat();
    let now_ms = Env::system().now_ms();
    let mut events = Vec::new();
    for n in 0..4 {
        events.extend(login(now_ms - 86_400_000, &format!("new{n}"), "SE", true));
    }
    for n in 0..10 {
        events.extend(login(SEPTEMBER_MS, &format!("old{n}"), "DK", true));
    }
    written(&place, events);
    let records = || {
        let told = landport(&["records", "--config", config.to_str().unwrap()]);
        assert!(told.status.success(), "{}", said(&told));
        text(&told.stdout)
    };
    let diff = |from: &str, to: &str| {
        std::fs::write(&config, from).unwrap();
        std::fs::write(&new, to).unwrap();
        let (config, new) = (config.to_str().unwrap(), new.to_str().unwrap());
        let told = landport(&["diff", "--from", config, "--config", new]);
        (told.status.code(), said(&told))
    };

    // Before the list was ever read, nobody knows whom it names: that is said, and nobody is counted out.
    std::fs::write(&config, &listed).unwrap();
    let told = records();
    for country in ["Denmark", "Sweden"] {
        let row = format!(
            "| {country} | *what the list nordic names, which was not read here yet* | | |"
        );
        assert!(told.contains(&row), "{row}: {told}");
    }
    let (code, told) = diff(&with_section, &listed);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("! SE comes from the list nordic, which was not read here yet"),
        "{told}"
    );
    assert!(
        !told.contains("would end") && told.contains("4 logins of the last week"),
        "{told}"
    );

    keep(&place, &signer);
    std::fs::write(&config, &listed).unwrap();
    let told = records();
    for row in [
        "| Sweden | https://eidas.example.se/metadata (by the list nordic) | it proves its people to us",
        "| Denmark | https://eidas.example.dk/metadata (by the list nordic) | it asks us to prove ours",
        "1 services, 2 nodes of other countries",
    ] {
        assert!(told.contains(row), "{row}: {told}");
    }
    let (code, told) = diff(&with_section, &listed);
    assert_eq!(
        (code, told.contains("would end")),
        (Some(0), false),
        "{told}"
    );
    let (code, told) = diff(&listed, &bare);
    assert_eq!(code, Some(1), "{told}");
    for part in [
        "  service_list[nordic]: gone\n",
        "! SE can log in here no more\n",
        "! DK cannot ask for our people any more\n",
        "! 4 logins of the last week would end: at rowing with e-IDs of SE\n",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // One that nobody may choose is one that nobody comes from.
    let (_, told) = diff(
        &listed,
        &format!("{listed}\n[country_list]\nhidden = [\"SE\"]\n"),
    );
    assert!(
        told.contains("! 4 logins of the last week would end: at rowing"),
        "{told}"
    );

    std::fs::write(&config, &listed).unwrap();
    let stats = ["stats", "--from", "2026-09", "--to", "2026-09", "--config"];
    let told = landport(&[&stats[..], &[config.to_str().unwrap()]].concat());
    assert!(
        text(&told.stdout).contains("2026-09,DK,inbound,substantial,private,success,10"),
        "{}",
        said(&told)
    );
}
