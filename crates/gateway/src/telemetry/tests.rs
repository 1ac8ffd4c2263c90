// SPDX-License-Identifier: EUPL-1.2
//! Every metric that alerts, dashboard and documentation name exists, and says what it should.

use store::env::FakeClock;

use super::*;

#[test]
fn what_was_counted_is_rendered() {
    let metrics = Metrics::new();
    metrics.login_started();
    metrics.login_ended("SE", "none", "success");
    metrics.login_ended("SE", "none", "success");
    metrics.request("/token", "POST", 201, Duration::from_millis(3));
    metrics.request("/token", "POST", 200, Duration::from_millis(3));
    metrics.errors("store").inc();
    metrics.metadata("BG", "updated");
    let bulgaria = PeerNumbers {
        country: "BG",
        entity_id: "https://bg.example/metadata",
        state: "ready",
        age_s: 7,
        clock_ahead_s: -3,
        metadata_end_s: Some(1_800_000_000),
        certificate_end_s: None,
    };
    let gone = PeerNumbers {
        country: "XX",
        ..bulgaria
    };
    metrics.peers([gone]);
    metrics.peers([bulgaria]);
    metrics.matching("found", Duration::from_millis(30));
    metrics.started(&Env::with_clock(FakeClock::new(1_700_000_000_000)));
    metrics.own(&OwnNumbers {
        certificate_ends_s: vec![("tls.pem".to_owned(), 1_800_000_001)],
        database_ahead_ms: Some(-1_500),
        ready: true,
    });
    let text = metrics.render();
    for line in [
        "landport_logins_started_total 1",
        "landport_ready 1",
        r#"landport_logins_ended_total{country="SE",eid="none",outcome="success"} 2"#,
        r#"landport_requests_total{route="/token",method="POST",status="2xx"} 2"#,
        r#"landport_request_duration_seconds_count{route="/token"} 2"#,
        r#"landport_errors_total{part="store"} 1"#,
        r#"landport_outbound_calls_total{kind="metadata",outcome="updated"} 1"#,
        r#"landport_outbound_calls_total{kind="register",outcome="found"} 1"#,
        r#"landport_metadata_fetches_total{country="BG",outcome="updated"} 1"#,
        r#"landport_peer_state{country="BG",entity_id="https://bg.example/metadata",state="ready"} 1"#,
        r#"landport_peer_clock_ahead_seconds{country="BG",entity_id="https://bg.example/metadata"} -3"#,
        r#"landport_peer_metadata_age_seconds{country="BG",entity_id="https://bg.example/metadata"} 7"#,
        r#"landport_matching_duration_seconds_count{outcome="found"} 1"#,
        r#"landport_own_certificate_end_timestamp_seconds{file="tls.pem"} 1800000001"#,
        "landport_database_clock_ahead_seconds -1.5",
        "process_start_time_seconds 1700000000",
        concat!(
            "landport_build_info{version=\"",
            env!("CARGO_PKG_VERSION"),
            "\",openssl=\"OpenSSL "
        ),
        "# EOF",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("XX"), "a node that is gone is forgotten");
    let value = |name: &str| -> f64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("{name}: {text}"))
            .parse()
            .unwrap()
    };
    // This process has a megabyte at least, the three standard files, and room for more.
    assert!(value("process_resident_memory_bytes ") > 1e6);
    assert!(value("process_open_fds ") >= 3.0);
    assert!(value("process_max_fds ") > value("process_open_fds "));
    assert!(value("process_cpu_seconds_total ") >= 0.0);
}

/// Everything that can be counted, once.
fn all() -> String {
    let metrics = Metrics::new();
    metrics.login_started();
    metrics.login_not_begun("busy_total");
    metrics.login_queued("busy_total");
    metrics.spans_lost().inc();
    metrics.login_ended("SE", "none", "success");
    metrics.configuration(Some(&[("client", 0)]), 1);
    metrics.disk(1, 1);
    metrics.request("/token", "POST", 200, Duration::from_millis(3));
    metrics.errors("store").inc();
    metrics.metadata("BG", "updated");
    metrics.matching("found", Duration::from_millis(30));
    metrics.eid_called("x", "answered", Duration::from_millis(3));
    metrics.eid_is_up("x", true);
    metrics.presentation("verified");
    metrics.key_used("sign", "done", Duration::from_millis(2));
    metrics.list_fetched("trusted", "fetched");
    metrics.lists([ListNumbers {
        kind: "trusted",
        state: "good",
        named: Some(("x", 1)),
    }]);
    metrics.peers([PeerNumbers {
        country: "BG",
        entity_id: "x",
        state: "ready",
        age_s: 7,
        clock_ahead_s: 0,
        metadata_end_s: Some(1),
        certificate_end_s: Some(1),
    }]);
    metrics.own(&OwnNumbers {
        certificate_ends_s: vec![("tls.pem".to_owned(), 1)],
        database_ahead_ms: None,
        ready: false,
    });
    metrics.syslog_connection("opened");
    metrics.syslog(&[("logins", 1)], 1);
    metrics.render()
}

/// Names of metrics in a text, without what a histogram adds to its name.
fn named(text: &str) -> std::collections::BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    text.split(|c| !is_name(c))
        .filter(|word| word.starts_with("landport_") || word.starts_with("process_"))
        .map(|word| {
            let bare = ["_bucket", "_count", "_sum"]
                .iter()
                .find_map(|end| word.strip_suffix(end));
            bare.unwrap_or(word).to_owned()
        })
        .collect()
}

/// What an alert or a panel names and nobody counts is silent for ever.
#[test]
fn every_metric_of_the_alerts_the_dashboard_and_the_documentation_is_there_and_documented() {
    let there: std::collections::BTreeSet<String> = all()
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, kind)| match kind {
            "counter" => format!("{name}_total"),
            _ => name.to_owned(),
        })
        .collect();
    assert!(there.len() >= 30, "{there:?}");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for file in [
        "deploy/alerts.yml",
        "deploy/alerts.test.yml",
        "deploy/grafana.json",
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let named = named(&text);
        assert!(!named.is_empty(), "{file}");
        let unknown: Vec<_> = named.difference(&there).collect();
        assert!(unknown.is_empty(), "{file} names {unknown:?}");
    }
    let operations = std::fs::read_to_string(root.join("docs/operations.md")).unwrap();
    let (_, metrics) = operations.split_once("\n## Metrics\n").unwrap();
    let table: Vec<_> = metrics
        .split("\n## ")
        .next()
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let told = named(&table.join("\n"));
    assert_eq!(told, there, "the table of docs/operations.md");
    let text = all();
    for row in table {
        let mut cells = row.split('|').skip(1);
        let (names, labels) = (cells.next().unwrap(), cells.next().unwrap());
        for name in named(names) {
            assert_eq!(
                words(labels),
                labels_of(&text, &name),
                "{name} in docs/operations.md"
            );
        }
    }
}

/// What stands in backticks, but for the values in parentheses.
fn words(cell: &str) -> std::collections::BTreeSet<String> {
    let outside = cell.split('(').map(|part| part.rsplit(')').next().unwrap());
    let outside: String = outside.collect();
    let quoted = outside.split('`').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

/// The labels of a metric as it is rendered, without the one that makes a histogram.
fn labels_of(text: &str, name: &str) -> std::collections::BTreeSet<String> {
    let samples: Vec<_> = text.lines().filter(|line| line.starts_with(name)).collect();
    assert!(!samples.is_empty(), "{name} is never rendered");
    let labels = samples.iter().filter_map(|line| {
        let (of, rest) = line.split_once('{')?;
        let ends = ["", "_total", "_bucket", "_count", "_sum"];
        let is_it = of.strip_prefix(name).is_some_and(|end| ends.contains(&end));
        is_it.then(|| {
            rest.split("=\"")
                .map(|part| part.rsplit([',', '{', '"']).next().unwrap())
        })
    });
    let labels = labels.flat_map(|labels| labels.map(str::to_owned).collect::<Vec<_>>());
    labels
        .filter(|label| {
            !label.is_empty()
                && label != "le"
                && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        })
        .collect()
}
