// SPDX-License-Identifier: EUPL-1.2
//! A finished login, shown to people and to programs.

use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use serde_json::{Map, Value};

use super::{Login, SERVICES, Service, account};
use crate::pages::{FormAction, ServiceResultPage, respond};

impl Login {
    fn text(&self, claim: &str) -> Option<&str> {
        let userinfo = self.userinfo.as_ref();
        self.claims
            .get(claim)
            .or_else(|| userinfo.and_then(|userinfo| userinfo.get(claim)))
            .and_then(Value::as_str)
    }

    pub(super) fn json(&self) -> Response {
        axum::Json(serde_json::json!({
            "claims": self.claims,
            "userinfo": self.userinfo,
        }))
        .into_response()
    }

    pub(super) fn page(&self, service: &Service) -> Response {
        let name = account::name(&self.claims)
            .or_else(|| self.userinfo.as_ref().and_then(account::name))
            .unwrap_or_else(|| "somebody without a name".to_owned());
        let code = self.text("eidas_citizen_country_code").unwrap_or("NO");
        let country = crate::countries::by_code(code).map_or("Norway", |country| country.name);
        let methods = self.claims.get("amr").and_then(Value::as_array);
        let methods = methods.into_iter().flatten().filter_map(Value::as_str);
        let mut others = SERVICES.iter().filter(|other| other.name != service.name());
        let other = others.next().filter(|_| code == "NO");
        let level = self.text("acr").unwrap_or("unknown").to_owned();
        let token = self.token_answer.get("id_token").and_then(Value::as_str);
        let algorithm = token
            .and_then(|token| token.split('.').next())
            .and_then(|header| URL_SAFE_NO_PAD.decode(header).ok())
            .and_then(|header| serde_json::from_slice::<Value>(&header).ok())
            .and_then(|header| Some(header.get("alg")?.as_str()?.to_owned()));
        let pretty =
            |value: &Map<String, Value>| serde_json::to_string_pretty(value).unwrap_or_default();
        respond(
            StatusCode::OK,
            &ServiceResultPage {
                page: service.frame(),
                summary: format!("You come from {country} and proved yourself at level {level}."),
                originals: account::originals(&self.claims),
                acting: self.claims.contains_key("legal_name").then(|| {
                    let acts = self.claims.get("eidas_representative");
                    let name = acts.and_then(Value::as_object).and_then(account::name);
                    name.unwrap_or_default()
                }),
                birthdate: self.text("birthdate").map(str::to_owned),
                country: format!("{country} ({code})"),
                level,
                methods: methods.collect::<Vec<_>>().join(", "),
                other: other.map(|other| (service.place.origin(other.name), other.title)),
                pid: self.text("pid").map(str::to_owned),
                match_status: self.text("match_status").unwrap_or("not said").to_owned(),
                steps: self.steps.clone(),
                algorithm: algorithm.unwrap_or_default(),
                id_token: pretty(&self.claims),
                userinfo: self.userinfo.as_ref().map(pretty),
                token_answer: serde_json::to_string_pretty(&self.token_answer).unwrap_or_default(),
                name,
            },
            &FormAction::Own,
        )
    }
}
