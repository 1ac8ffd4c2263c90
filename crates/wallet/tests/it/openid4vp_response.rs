//! The answer of a wallet, and the one door. OpenID4VP §8; attacks VP-05, VP-18, VP-19, VP-25,
//! VP-28, WV-02, WV-03, WV-09, WV-11, WV-12, WV-13.

use oidc::jose::{base64url, jwe::DecryptionKey};
use openssl::{
    bn::BigNumContext,
    derive::Deriver,
    ec::{EcGroup, EcKey, EcPoint, PointConversionForm},
    nid::Nid,
    pkey::PKey,
    sha::sha256,
    symm::{Cipher, encrypt_aead},
};
use serde_json::{Value, json};
use wallet::{
    DcqlQuery, Error, Expected, Insufficient, Malformed, Mismatch, Recipient, Refused, Untrusted,
    VerifiedPresentation, WalletError,
    dcql::{Number, PID_MDOC, PID_SD_JWT, PidFormats},
    response::VpToken,
    session_transcript::EncryptedTo,
    status::{StatusPolicy, Statuses},
};

use crate::{
    fixture::{AUTHORITY, CLIENT_ID, NONCE, NOW, PROVIDER, Presentation, names, trusted, with},
    openid4vp_dcql::login,
    pki::{Template, anchors},
    token_status_list::{Service, URI, list},
};

const RESPONSE_URI: &str = "https://gateway.example/wallet/response/r";

fn key() -> DecryptionKey {
    DecryptionKey::from_scalar("k1", &[7; 32]).unwrap()
}

/// RFC 7518 §4.6, as a wallet does it.
fn encrypt(key: &DecryptionKey, payload: &Value) -> String {
    let jwk = key.public_jwk();
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let mut context = BigNumContext::new().unwrap();
    let octets = |name: &str| base64url::decode(jwk[name].as_str().unwrap()).unwrap();
    let point = [vec![4], octets("x"), octets("y")].concat();
    let point = EcPoint::from_bytes(&group, &point, &mut context).unwrap();
    let peer = PKey::from_ec_key(EcKey::from_public_key(&group, &point).unwrap()).unwrap();
    let ephemeral = EcKey::generate(&group).unwrap();
    let form = PointConversionForm::UNCOMPRESSED;
    let own = ephemeral
        .public_key()
        .to_bytes(&group, form, &mut context)
        .unwrap();
    let header = json!({"alg": "ECDH-ES", "enc": "A128GCM", "kid": key.kid(), "epk": {
        "kty": "EC", "crv": "P-256",
        "x": base64url::encode(&own[1..33]), "y": base64url::encode(&own[33..])}});
    let header = base64url::encode(header.to_string().as_bytes());
    let ephemeral = PKey::from_ec_key(ephemeral).unwrap();
    let mut deriver = Deriver::new(&ephemeral).unwrap();
    deriver.set_peer(&peer).unwrap();
    let secret = deriver.derive_to_vec().unwrap();
    let input = [
        &[0, 0, 0, 1],
        &*secret,
        &[0, 0, 0, 7],
        b"A128GCM",
        &[0; 8],
        &[0, 0, 0, 128],
    ];
    let secret = sha256(&input.concat());
    let (mut tag, iv) = ([0; 16], [3; 12]);
    let payload = payload.to_string();
    let text = encrypt_aead(
        Cipher::aes_128_gcm(),
        &secret[..16],
        Some(&iv),
        header.as_bytes(),
        payload.as_bytes(),
        &mut tag,
    )
    .unwrap();
    let [iv, text, tag] = [&iv[..], &text, &tag].map(base64url::encode);
    format!("{header}..{iv}.{text}.{tag}")
}

fn posted(payload: &Value) -> Result<VpToken, Error> {
    let body = format!("response={}", encrypt(&key(), payload));
    VpToken::of_direct_post_jwt(body.as_bytes(), &key(), "s1")
}

fn answer(presentation: &str) -> VpToken {
    posted(&json!({"state": "s1", "vp_token": {PID_SD_JWT: [presentation]}})).unwrap()
}

fn query() -> DcqlQuery {
    login(PidFormats::Both, Number::IfPresent)
}

fn expected<'a>(query: &'a DcqlQuery, recipient: Recipient<'a>) -> Expected<'a> {
    Expected {
        query,
        nonce: NONCE,
        recipient,
        status: StatusPolicy::Known,
    }
}

fn verifier() -> Recipient<'static> {
    Recipient::Verifier {
        client_id: CLIENT_ID,
        response_uri: RESPONSE_URI,
        encrypted_to: EncryptedTo::Key(key().thumbprint()),
    }
}

fn verify_with(token: &VpToken, statuses: &Statuses) -> Result<VerifiedPresentation, Error> {
    wallet::verify(
        token,
        &expected(&query(), verifier()),
        &trusted(),
        statuses,
        NOW,
    )
}

fn verify(token: &VpToken) -> Result<VerifiedPresentation, Error> {
    verify_with(token, &Statuses::new())
}

fn refusal(token: &VpToken) -> Error {
    verify(token).map(|_| ()).unwrap_err()
}

#[test]
fn vp_26_a_good_answer_is_a_verified_presentation_and_shows_nobody() {
    let verified = verify(&answer(&Presentation::good().text())).unwrap();
    assert_eq!(names(verified.pid()), ("Åse", "Nordmann"));
    let pid = verified.pid();
    assert_eq!(pid.birth_date.to_string(), "1980-02-29");
    assert_eq!(
        pid.personal_administrative_number.as_deref(),
        Some("29028012345")
    );
    assert_eq!(pid.issuing_country.as_deref(), Some("NO"));
    assert_eq!(verified.query(), PID_SD_JWT);
    assert_eq!(verified.credential_type(), "urn:eudi:pid:1");
    assert_eq!(verified.provenance().country, "NO");
    trusted().still_trust(verified.provenance(), NOW).unwrap();
    // VP-18: nationality was presented, but not asked for.
    assert!(pid.nationalities.is_empty());
    // VP-26.
    let shown = format!("{verified:?}");
    for value in ["Nordmann", "Åse", "1980", "29028012345"] {
        assert!(!shown.contains(value), "{value}");
    }
}

/// WV-02: the wrong envelope takes nothing.
#[test]
fn wv_02_other_envelopes_are_refused() {
    let good = Presentation::good().text();
    let token = json!({PID_SD_JWT: [good]});
    posted(&json!({"state": "s1", "vp_token": token})).unwrap();
    let state = Err(Mismatch::State.into());
    assert_eq!(posted(&json!({"state": "s2", "vp_token": token})), state);
    assert_eq!(posted(&json!({"vp_token": token})), state);
    let other = DecryptionKey::from_scalar("k2", &[8; 32]).unwrap();
    let direct = |body: String| VpToken::of_direct_post_jwt(body.as_bytes(), &key(), "s1");
    let jwe = |error| Err(Malformed::Jwe(error).into());
    use oidc::jose::jwe::JweError;
    let payload = json!({"state": "s1", "vp_token": token});
    assert_eq!(
        direct(format!("response={}", encrypt(&other, &payload))),
        jwe(JweError::Key)
    );
    let same_name = DecryptionKey::from_scalar("k1", &[8; 32]).unwrap();
    assert_eq!(
        direct(format!("response={}", encrypt(&same_name, &payload))),
        jwe(JweError::Undecryptable)
    );
    // In clear, and as a JWT without signature.
    assert_eq!(
        direct(format!("state=s1&vp_token={token}")),
        Err(Malformed::VpToken.into())
    );
    let none = base64url::encode(br#"{"alg":"none"}"#);
    assert_eq!(
        direct(format!("response={none}.e30.")),
        jwe(JweError::Malformed)
    );
    assert_eq!(
        direct("response=a&response=b".to_owned()),
        Err(Malformed::Form.into())
    );
}

/// WV-06, WV-07: of a long body the beginning is looked at. What is refused by it would have been refused
/// whole, and an answer is refused by none of its beginnings.
#[test]
fn wv_06_long_bodies_show_at_once_what_they_are() {
    let good = encrypt(
        &key(),
        &json!({"state": "s1", "vp_token": {"a": ["x".repeat(9000)]}}),
    );
    let begins = |body: &str| VpToken::begins_direct_post_jwt(body.as_bytes(), &key());
    for body in [
        format!("response={good}"),
        format!("state=s1&response={good}"),
        format!("response={}", good.replace('.', "%2E")),
    ] {
        VpToken::of_direct_post_jwt(body.as_bytes(), &key(), "s1").unwrap();
        // Wherever the network cuts it.
        for end in 1000..1100 {
            begins(&body[..end]).unwrap();
        }
        begins(&body).unwrap();
    }
    let jwe = |error| Err(Malformed::Jwe(error).into());
    use oidc::jose::jwe::JweError;
    let header = |header: Value| {
        let header = base64url::encode(header.to_string().as_bytes());
        format!("response={header}..{}", "a".repeat(8000))
    };
    let epk = key().public_jwk();
    let named = |alg: &str, kid: &str| {
        json!({"alg": alg, "enc": "A256GCM", "kid": kid,
               "epk": {"kty": "EC", "crv": "P-256", "x": epk["x"], "y": epk["y"]}})
    };
    begins(&header(named("ECDH-ES", "k1"))).unwrap();
    assert_eq!(begins(&header(named("ECDH-ES", "k2"))), jwe(JweError::Key));
    assert_eq!(
        begins(&header(named("RSA-OAEP", "k1"))),
        jwe(JweError::Algorithm)
    );
    let mut off = named("ECDH-ES", "k1");
    off["epk"]["y"] = epk["x"].clone();
    assert_eq!(
        begins(&header(off)),
        jwe(JweError::Header { member: "epk" })
    );
    assert_eq!(
        begins(&format!("response={}", "a".repeat(8192))),
        Err(Malformed::Form.into())
    );
    let long = format!("response={}.", "a".repeat(8000));
    assert_eq!(begins(&long), jwe(JweError::TooLarge));
    for odd in ["", "x", "responses=a.b", "a=b&c=d", "vp_token={}"] {
        assert_eq!(begins(odd), Err(Malformed::Form.into()), "{odd}");
    }

    let begins = |body: &str| VpToken::begins_direct_post(body.as_bytes());
    begins(r#"vp_token={"a":["x"#).unwrap();
    begins("state=s1&vp_token=%7B%22a%22%3A%5B%22x%2").unwrap();
    begins("vp_token=+%7B%").unwrap();
    assert_eq!(begins("vp_token=[[[["), Err(Malformed::VpToken.into()));
    assert_eq!(begins("response=a.b"), Err(Malformed::Form.into()));
}

/// §8.1: shapes of a VP Token.
#[test]
fn s8_1_what_is_no_vp_token() {
    let token = |token: Value| posted(&json!({"state": "s1", "vp_token": token}));
    token(json!({"a": ["x"], "b": ["y"]})).unwrap();
    for odd in [
        json!({}),
        json!([]),
        json!("x"),
        json!({"a": "x"}),
        json!({"a": []}),
        json!({"a": ["x", "y"]}),
        json!({"a": [{}]}),
        json!({"a": [null]}),
        Value::Null,
    ] {
        assert_eq!(token(odd.clone()), Err(Malformed::VpToken.into()), "{odd}");
    }
    let many: serde_json::Map<String, Value> =
        (0..21).map(|n| (n.to_string(), json!(["x"]))).collect();
    assert_eq!(token(many.into()), Err(Malformed::VpToken.into()));
    // WV-06: what is beside it is ignored (§8.2), as long as it is no flood.
    let beside = |zeros: usize| {
        let more = vec![0; zeros];
        posted(&json!({"state": "s1", "vp_token": {"a": ["x"]}, "more": more}))
    };
    beside(1_000).unwrap();
    assert_eq!(beside(1_100), Err(Malformed::Json.into()));
}

/// §8.5, VP-25: a wallet that says no, in whichever envelope.
#[test]
fn vp_25_wv_05_errors_of_wallets() {
    let direct =
        |body: &str| VpToken::of_direct_post_jwt(body.as_bytes(), &key(), "s1").unwrap_err();
    let said = |error| Error::from(Refused::Wallet(error));
    assert_eq!(
        direct("error=access_denied&state=s1"),
        said(WalletError::AccessDenied)
    );
    assert_eq!(
        direct("error=%3Cscript%3E&error_description=%3Cscript%3E&state=s1"),
        said(WalletError::Other)
    );
    // WV-05: whoever does not know the state ends nothing.
    assert_eq!(direct("error=access_denied"), Mismatch::State.into());
    assert_eq!(
        direct("error=access_denied&state=s2"),
        Mismatch::State.into()
    );
    assert_eq!(
        posted(&json!({"state": "s1", "error": "invalid_request"})).unwrap_err(),
        said(WalletError::InvalidRequest)
    );
    let plain = |body: &str| VpToken::of_direct_post(body.as_bytes(), "s1");
    assert_eq!(
        plain("error=vp_formats_not_supported&state=s1").unwrap_err(),
        said(WalletError::VpFormatsNotSupported)
    );
    assert_eq!(
        plain("vp_token=%7B%22a%22%3A%5B%22x%22%5D%7D&state=s2").unwrap_err(),
        Mismatch::State.into()
    );
    let token = plain("vp_token=%7B%22a%22%3A%5B%22x%22%5D%7D&state=s1").unwrap();
    assert_eq!(token.presentations(), [("a".to_owned(), "x".to_owned())]);
    assert_eq!(plain("state=s1").unwrap_err(), Malformed::VpToken.into());
    let dc = |data: &str| VpToken::of_dc_api_jwt(data.as_bytes(), &key());
    assert_eq!(
        dc(r#"{"error": "wallet_unavailable"}"#).unwrap_err(),
        said(WalletError::WalletUnavailable)
    );
}

/// A.4, WV-13: through the Digital Credentials API the origin is meant, not the client identifier.
#[test]
fn wv_13_answers_through_the_digital_credentials_api() {
    let origin = "https://gateway.example";
    let present = |audience: &str| {
        let text = with(|p| drop(p.kb_payload.insert("aud".to_owned(), audience.into())));
        let data = json!({"response": encrypt(&key(), &json!({"vp_token": {PID_SD_JWT: [text]}}))});
        let token = VpToken::of_dc_api_jwt(data.to_string().as_bytes(), &key()).unwrap();
        let query = query();
        let recipient = Recipient::Origin {
            origin,
            encrypted_to: EncryptedTo::Key(key().thumbprint()),
        };
        let expected = expected(&query, recipient);
        wallet::verify(&token, &expected, &trusted(), &Statuses::new(), NOW).map(|_| ())
    };
    present("origin:https://gateway.example").unwrap();
    for audience in [
        "https://gateway.example",
        "origin:https://gateway.example/",
        "origin:https://gateway.example:443",
        "origin:https://sibling.gateway.example",
        "web-origin:https://gateway.example",
        CLIENT_ID,
    ] {
        assert_eq!(
            present(audience),
            Err(Mismatch::Audience.into()),
            "{audience}"
        );
    }
    // In clear: `dc_api` was not asked.
    let data = json!({"vp_token": {PID_SD_JWT: ["x"]}}).to_string();
    assert_eq!(
        VpToken::of_dc_api_jwt(data.as_bytes(), &key()),
        Err(Malformed::VpToken.into())
    );
}

/// VP-18: the wallet is not believed about what was asked.
#[test]
fn vp_18_vp_19_other_credentials_and_other_claims() {
    let good = Presentation::good().text();
    let of = |token: Value| posted(&json!({"state": "s1", "vp_token": token})).unwrap();
    let query = |reason| Error::from(Mismatch::Query(reason));
    assert_eq!(
        refusal(&of(json!({"other": [good]}))),
        query("a credential that was not asked for")
    );
    // VP-19: of two holders.
    assert_eq!(
        refusal(&of(json!({PID_SD_JWT: [good], PID_MDOC: ["x"]}))),
        query("more credentials than asked for")
    );
    let without = |name: &str| {
        with(|p| {
            let at = [
                "family_name",
                "given_name",
                "birthdate",
                "issuing_country",
                "personal_administrative_number",
            ];
            let at = at.iter().position(|n| *n == name).unwrap();
            p.disclosures.remove(at);
        })
    };
    for name in ["family_name", "given_name", "birthdate", "issuing_country"] {
        assert_eq!(
            refusal(&answer(&without(name))),
            Insufficient::Claims.into(),
            "{name}"
        );
    }
    // The number is optional here, and required where the query says so.
    let numberless = answer(&without("personal_administrative_number"));
    let verified = verify(&numberless).unwrap();
    assert_eq!(verified.pid().personal_administrative_number, None);
    let required = login(PidFormats::SdJwtVc, Number::Required);
    let expected = expected(&required, verifier());
    let refused = wallet::verify(&numberless, &expected, &trusted(), &Statuses::new(), NOW);
    assert_eq!(refused.map(|_| ()), Err(Insufficient::Claims.into()));
}

/// PID Rulebook §4.1.1: claims of other types and values.
#[test]
fn pid_rulebook_s4_1_1_claims_that_are_none() {
    let set = |name: &'static str, value: Value| {
        with(move |p| {
            let at = [
                "family_name",
                "given_name",
                "birthdate",
                "issuing_country",
                "personal_administrative_number",
            ];
            let at = at.iter().position(|n| *n == name).unwrap();
            p.disclosures.remove(at);
            p.payload["_sd"].as_array_mut().unwrap().remove(at + 1);
            p.disclose(name, value);
        })
    };
    let malformed = |claim| Error::from(Malformed::PidClaim { claim });
    verify(&answer(&set("family_name", "Ærlig".into()))).unwrap();
    verify(&answer(&set("birthdate", "1980".into()))).unwrap();
    for (name, value, claim) in [
        ("family_name", json!(7), "family_name"),
        ("family_name", json!(""), "family_name"),
        ("family_name", json!("x".repeat(151)), "family_name"),
        ("given_name", json!(["Åse"]), "given_name"),
        ("given_name", json!("a\u{0}b"), "given_name"),
        ("birthdate", json!("29.02.1980"), "birth_date"),
        ("birthdate", json!("1981-02-29"), "birth_date"),
        ("issuing_country", json!("Norway"), "issuing_country"),
        ("issuing_country", json!("no"), "issuing_country"),
        (
            "personal_administrative_number",
            json!(29028012345_i64),
            "personal_administrative_number",
        ),
    ] {
        assert_eq!(
            refusal(&answer(&set(name, value))),
            malformed(claim),
            "{name}"
        );
    }
}

/// A country that its provider does not provide for.
#[test]
fn vp_28_wv_11_the_provider_of_one_country_says_another() {
    let of = |country: &str| {
        answer(&with(|p| {
            p.disclosures.remove(3);
            p.payload["_sd"].as_array_mut().unwrap().remove(4);
            p.disclose("issuing_country", country);
        }))
    };
    verify(&of("NO")).unwrap();
    let foreign = of("SE");
    let provider = "NO".to_owned();
    assert_eq!(
        refusal(&foreign),
        Mismatch::IssuingCountry { provider }.into()
    );
}

/// Greece is `EL` on its list and `GR` in its PIDs (ISO 3166-1): one country.
#[test]
fn vp_28_a_greek_pid_is_of_its_provider_s_country() {
    let greek = anchors(&AUTHORITY, "EL", PROVIDER);
    let query = query();
    let of = |country: &str| {
        let text = with(|p| {
            p.disclosures.remove(3);
            p.payload["_sd"].as_array_mut().unwrap().remove(4);
            p.disclose("issuing_country", country);
        });
        let expected = expected(&query, verifier());
        wallet::verify(&answer(&text), &expected, &greek, &Statuses::new(), NOW).map(|_| ())
    };
    assert_eq!(of("GR"), Ok(()));
    assert_eq!(of("EL"), Ok(()));
    let provider = "EL".to_owned();
    assert_eq!(of("NO"), Err(Mismatch::IssuingCountry { provider }.into()));
}

/// WV-12: the same credential of an issuer whose authority is on another list.
#[test]
fn wv_12_an_issuer_of_another_category() {
    let other = Template::authority("QEAA CA", "NO").self_signed();
    let signer = Template::signer("QEAA", "NO").issued_by(&other);
    let text = with(|p| {
        p.header.insert("x5c".to_owned(), json!([signer.base64()]));
        p.issuer = signer.key.clone();
    });
    assert_eq!(refusal(&answer(&text)), Untrusted::UnknownIssuer.into());
}

/// WV-03, WV-04: the answer to a request of another nonce, at whichever address.
#[test]
fn wv_03_answers_to_other_requests() {
    let good = answer(&Presentation::good().text());
    let query = query();
    let verify = |expected: &Expected<'_>| {
        wallet::verify(&good, expected, &trusted(), &Statuses::new(), NOW).map(|_| ())
    };
    let expected = expected(&query, verifier());
    verify(&expected).unwrap();
    assert_eq!(
        verify(&Expected {
            nonce: "other",
            ..expected
        }),
        Err(Mismatch::Nonce.into())
    );
    let client = Recipient::Verifier {
        client_id: "x509_hash:other",
        response_uri: RESPONSE_URI,
        encrypted_to: EncryptedTo::Nobody,
    };
    assert_eq!(
        verify(&Expected {
            recipient: client,
            ..expected
        }),
        Err(Mismatch::Audience.into())
    );
}

/// VP-15, WV-09: revoked, suspended, unknown, of another, too long without.
#[test]
fn wv_09_the_status_of_a_credential() {
    let service = Service::new();
    let at = |index: Value| {
        answer(&with(|p| {
            let status = json!({"status_list": {"idx": index, "uri": URI}});
            p.payload.insert("status".to_owned(), status);
        }))
    };
    let held = |octets: &[u8]| {
        let mut statuses = Statuses::new();
        statuses.hold(list(&service, octets, NOW - 100));
        statuses
    };
    // Bits from the least: 0b10 is entry 0 valid, entry 1 revoked.
    let statuses = held(&[0b10]);
    verify_with(&at(0.into()), &statuses).unwrap();
    let refusal = |token: &VpToken, statuses: &Statuses| {
        verify_with(token, statuses).map(|_| ()).unwrap_err()
    };
    assert_eq!(refusal(&at(1.into()), &statuses), Mismatch::Revoked.into());
    assert_eq!(
        refusal(&at(8.into()), &statuses),
        Untrusted::StatusIndex {
            uri: URI.to_owned()
        }
        .into()
    );
    for index in [json!("7"), json!(-1), json!(7.0), json!(null)] {
        assert_eq!(
            refusal(&at(index), &statuses),
            Malformed::Claim { claim: "status" }.into()
        );
    }
    let unknown = || {
        Error::from(Untrusted::StatusUnknown {
            uri: URI.to_owned(),
        })
    };
    assert_eq!(refusal(&at(0.into()), &Statuses::new()), unknown());

    // Too old, unless the operator has decided otherwise.
    let query = query();
    let later = |policy, after: i64| {
        let expected = Expected {
            status: policy,
            ..expected(&query, verifier())
        };
        let now = NOW + after;
        let token = answer(&with(|p| {
            p.payload.insert("exp".to_owned(), (now + 100).into());
            p.kb_payload.insert("iat".to_owned(), now.into());
            let status = json!({"status_list": {"idx": 0, "uri": URI}});
            p.payload.insert("status".to_owned(), status);
        }));
        wallet::verify(&token, &expected, &trusted(), &statuses, now).map(|_| ())
    };
    later(StatusPolicy::Known, 7199).unwrap();
    assert_eq!(later(StatusPolicy::Known, 7200), Err(unknown()));
    later(StatusPolicy::StaleFor(60), 7259).unwrap();
    assert_eq!(later(StatusPolicy::StaleFor(60), 7260), Err(unknown()));

    // Another entity's revocation service, under its own good list.
    let mut others = Statuses::new();
    others.hold(list_of_another());
    assert_eq!(
        refusal(&at(0.into()), &others),
        Untrusted::StatusSigner.into()
    );

    // VCR_01: without a list only a day.
    let lives = |seconds: i64| {
        answer(&with(|p| {
            p.payload.insert("nbf".to_owned(), (NOW - 100).into());
            p.payload
                .insert("exp".to_owned(), (NOW - 100 + seconds).into());
        }))
    };
    verify(&lives(86_400)).unwrap();
    assert_eq!(
        refusal(&lives(90_000), &statuses),
        Mismatch::NoStatus.into()
    );
    // Attack VP-14: in its last hour a long one would pass for a short one.
    let since_when = answer(&with(|p| {
        p.payload.remove("nbf");
        p.payload.remove("iat");
    }));
    assert_eq!(refusal(&since_when, &statuses), Mismatch::NoStatus.into());
}

/// A list at the same address, of an entity of the same country.
fn list_of_another() -> wallet::status::StatusList {
    use crate::{
        fixture::{object, token},
        token_status_list::deflate,
    };
    let service = Service::new();
    let header = json!({"alg": "ES256", "typ": "statuslist+jwt", "x5c": [service.signer.base64()]});
    let payload = json!({"sub": URI, "iat": NOW, "status_list": {"bits": 1, "lst": deflate(&[0])}});
    let text = token(&object(header), &object(payload), &service.signer.key);
    let anchors = anchors(&service.authority, "NO", "Another provider");
    wallet::status::StatusList::verify(&text, URI, None, &anchors, NOW).unwrap()
}

/// WV-10: the list that names the authority ran out.
#[test]
fn wv_10_an_expired_list_of_providers() {
    let mut anchor = crate::pki::anchor(&AUTHORITY, "NO", PROVIDER);
    anchor.valid_until = NOW;
    let anchors = wallet::trust::Anchors::new([anchor]);
    let query = query();
    let token = answer(&Presentation::good().text());
    let refused = wallet::verify(
        &token,
        &expected(&query, verifier()),
        &anchors,
        &Statuses::new(),
        NOW,
    );
    let expired = Untrusted::ListExpired {
        until: NOW,
        now: NOW,
    };
    assert_eq!(refused.map(|_| ()), Err(expired.into()));
}
