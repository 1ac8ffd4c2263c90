// SPDX-License-Identifier: EUPL-1.2
//! What the gateways wrote, held against what people and services saw: each token and each answer that left
//! has its line, no line tells of one that nobody can have got, and no code stands in two.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::ledger::Ledger;
use crate::stage::{Stage, landport};

pub(crate) async fn account(mut stage: Stage, ledger: &Ledger) {
    for node in &mut stage.nodes {
        if !node.stop() {
            ledger.violation(format!("node {} did not end in order", node.name));
        }
    }
    let mut lines = Vec::new();
    for node in &stage.nodes {
        let config = node.config.to_str().unwrap();
        let said = landport(&stage.binary, &["audit", "verify", "--config", config]);
        print!("node {}: {said}", node.name);
        lines.extend(read(&node.data.join("audit")));
    }
    let (tokens, unanswered) = ledger.tokens();
    let issued: Vec<&Value> = events(&lines, "tokens_issued").collect();
    let mut written = HashMap::<&str, usize>::new();
    let mut logins = HashMap::<&str, usize>::new();
    let gone: HashSet<&str> = events(&lines, "tokens_withdrawn")
        .filter_map(|line| line["jti"].as_str())
        .collect();
    for jti in tokens.iter().filter(|jti| gone.contains(&***jti)) {
        ledger.violation(format!("the token {jti} left, and the trail took it back"));
    }
    for line in &issued {
        *written
            .entry(line["jti"].as_str().unwrap_or_default())
            .or_default() += 1;
        if !gone.contains(line["jti"].as_str().unwrap_or_default()) {
            *logins
                .entry(line["login"].as_str().unwrap_or_default())
                .or_default() += 1;
        }
    }
    for jti in &tokens {
        if written.get(&**jti) != Some(&1) {
            ledger.violation(format!(
                "the token {jti} has {:?} lines in the trail",
                written.get(&**jti)
            ));
        }
    }
    for (login, times) in logins.into_iter().filter(|(_, times)| *times > 1) {
        ledger.violation(format!(
            "the trail tells of {times} redemptions in the login {login}"
        ));
    }
    let silent = issued.len().saturating_sub(tokens.len());
    if silent > unanswered {
        ledger.violation(format!(
            "{silent} tokens in the trail reached nobody, {unanswered} were not answered"
        ));
    }
    let sent: HashSet<&str> = events(&lines, "saml_message_sent")
        .filter(|line| line["message"] == "Response")
        .filter_map(|line| line["id"].as_str())
        .collect();
    let left = ledger.answers_abroad();
    for id in left.iter().filter(|id| !sent.contains(&***id)) {
        ledger.violation(format!("the answer {id} left and has no line in the trail"));
    }
    println!(
        "trail: {} lines; {} of tokens, {silent} of them of redemptions that were not answered, {} taken back; {} answers abroad seen",
        lines.len(),
        issued.len(),
        gone.len(),
        left.len()
    );
}

fn events<'l>(lines: &'l [Value], event: &'l str) -> impl Iterator<Item = &'l Value> {
    lines.iter().filter(move |line| line["event"] == event)
}

fn read(audit: &Path) -> Vec<Value> {
    let files = fs::read_dir(audit).unwrap().flatten();
    files
        .flat_map(|file| {
            let text = fs::read_to_string(file.path()).unwrap();
            let lines = text
                .lines()
                .filter_map(|line| serde_json::from_str(line).ok());
            lines.collect::<Vec<Value>>()
        })
        .collect()
}
