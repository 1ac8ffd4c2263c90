// SPDX-License-Identifier: EUPL-1.2
//! `[[eid]] kind = "persona"`: test persons in place of an e-ID.

use serde_json::{Map, Value};

use super::Persona;
use crate::config::{At, Eid, PersonWritten};
use crate::number::NationalNumber;
use crate::settings::Profile;
use crate::settings::resolve::Resolver;

impl Resolver {
    /// The test persons of an e-ID that is none.
    ///
    /// Attack UP-06: a configuration of the test environment comes to production, where anybody is
    /// anybody. Defence: production does not start with it, and a person has a number for tests, which
    /// production does not read either.
    pub(super) fn personas(&mut self, section: &At<Eid>) -> Option<Vec<Persona>> {
        let eid = &section.value;
        if self.profile == Profile::Production
            && let Some(kind) = &eid.kind
        {
            let what = "anybody could log in as anybody";
            self.refuse(
                kind,
                what,
                "Remove it: test persons are for profile = \"test\" or \"demo\"",
            );
        }
        let stray = [
            eid.issuer.as_ref().map(|at| at.problem("", "")),
            eid.client_id.as_ref().map(|at| at.problem("", "")),
            eid.key_file.as_ref().map(|at| at.problem("", "")),
            eid.secret_file.as_ref().map(|at| at.problem("", "")),
            eid.userinfo_alg.as_ref().map(|at| at.problem("", "")),
            eid.extra_roots.as_ref().map(|at| at.problem("", "")),
        ];
        for mut problem in stray.into_iter().flatten() {
            problem.what = "nobody is asked for a test person".to_owned();
            problem.instead = "Remove it, or write kind = \"openid\"".to_owned();
            self.problems.push(problem);
        }
        let Some(list) = &eid.person else {
            self.wrong(
                section,
                "no test person",
                "Write [[eid.person]] and its fields",
            );
            return None;
        };
        let pid = &eid.claims.as_ref()?.value.pid.as_ref()?.value;
        let mut persons: Vec<Persona> = Vec::new();
        for at in &list.value {
            let Some(person) = self.persona(at, pid) else {
                continue;
            };
            if persons.iter().any(|other| other.id == person.id) {
                let what = format!("{:?} stands here twice", person.id);
                self.wrong(at, what, "Give each test person an id of its own");
            }
            persons.push(person);
        }
        Some(persons)
    }

    fn persona(&mut self, section: &At<PersonWritten>, pid: &str) -> Option<Persona> {
        let person = &section.value;
        let id = person.id.as_ref()?;
        let word = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if id.value.len() > 50 || !id.value.bytes().all(word) {
            let what = format!("{:?} cannot stand in a login_hint", id.value);
            self.wrong(id, what, "Write 1 to 50 letters, digits, - and _");
        }
        let written = person.claims.as_ref()?;
        let claims = written.value.0.iter();
        let claims: Map<String, Value> = claims
            .map(|(name, at)| (name.clone(), at.value.0.clone()))
            .collect();
        let number = claims.get(pid).and_then(Value::as_str);
        let number = number.and_then(|text| NationalNumber::parse(text, Profile::Test));
        if !number.is_some_and(|number| number.is_synthetic()) {
            let what = format!("{pid} is no national number for tests");
            let instead = "Write one whose month has 40, 65 or 80 added, as \"17912099997\"";
            self.wrong(written, what, instead);
        }
        Some(Persona {
            id: id.value.clone(),
            claims,
        })
    }
}
