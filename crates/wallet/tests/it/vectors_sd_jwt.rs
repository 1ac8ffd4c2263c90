//! What other people made: presentations with verdicts, examples of the specifications, messages of
//! other implementations. The files lie beside the project (`../shared/vectors/wallet`); without
//! them these tests say so and pass, and fail if `LANDPORT_VECTORS=required`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use oidc::{
    jose::{
        base64url,
        jwe::{DecryptionKey, JweError},
    },
    protocol::form::encode_form,
};
use openssl::{sha::sha256, x509::X509};
use serde_json::Value;
use wallet::{
    DcqlQuery, Error, Expected, Insufficient, Malformed, Mismatch, Recipient, Untrusted,
    response::VpToken,
    sd_jwt,
    session_transcript::EncryptedTo,
    status::{StatusPolicy, Statuses},
    trust::{Anchor, Anchors, PidIssuance},
};

use crate::{
    fixture::names,
    vectors::{folder, say_seen},
};

/// The files below a folder whose name ends so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn disclosed(reason: &'static str) -> Error {
    Malformed::Disclosure { reason }.into()
}

/// Why each presentation is refused. `None`: it is a good one.
fn verdict(name: &str, now: i64) -> Option<Error> {
    let claim = |claim| Malformed::Claim { claim }.into();
    Some(match name {
        "sd-good" => return None,
        "sd-kb-nonce" => Mismatch::Nonce.into(),
        "sd-kb-aud-array" | "sd-kb-aud-origin" => Mismatch::Audience.into(),
        "sd-kb-old" => Mismatch::ProofTooOld {
            iat: 1_764_401_441,
            now,
        }
        .into(),
        "sd-kb-future" => Mismatch::ProofNotYet {
            from: 1_827_473_441,
            now,
        }
        .into(),
        // `null`.
        "sd-kb-no-sdhash" => claim("sd_hash"),
        "sd-kb-sdhash-other" | "sd-disclosure-dropped-after-kb" => Mismatch::SdHash.into(),
        "sd-kb-typ-jwt" => Untrusted::Type.into(),
        "sd-kb-otherkey" | "sd-kb-sig-zero" | "sd-kb-sig-der" => Untrusted::HolderSignature.into(),
        "sd-kb-hs256" | "sd-alg-md5" | "sd-alg-unknown" => Untrusted::Algorithm.into(),
        // Without any signature: not three parts.
        "sd-kb-alg-none" | "sd-iss-none" | "sd-leading-tilde" => Malformed::Jws.into(),
        "sd-kb-crit" | "sd-crit" => Untrusted::Critical.into(),
        "sd-no-kb" | "sd-no-cnf-no-kb" | "sd-cnf-disclosed" => Insufficient::KeyBinding.into(),
        "sd-iss-evil" | "sd-iss-evil-own-root" | "sd-iss-wrong-category" => {
            Untrusted::UnknownIssuer.into()
        }
        "sd-iss-x5c-of-another" => Untrusted::Signature.into(),
        "sd-iss-jwk-header" => Malformed::Header { member: "x5c" }.into(),
        "sd-iss-signed-by-root" => Untrusted::AuthorityAsSigner.into(),
        // The file holds the media type alone.
        "sd-typ-absent" => Malformed::SdJwt.into(),
        "sd-expired" => Mismatch::Expired {
            until: 1_795_933_841,
            now,
        }
        .into(),
        "sd-nbf" => Mismatch::NotYet {
            from: 1_795_941_041,
            now,
        }
        .into(),
        "sd-vct-other" | "sd-vct-disclosed" => Mismatch::CredentialType.into(),
        "sd-exp-disclosed" => claim("exp"),
        "sd-disclosure-unreferenced" | "sd-disclosure-altered" => disclosed("not referenced"),
        "sd-disclosure-twice" => disclosed("twice"),
        "sd-digest-twice" => disclosed("a digest stands twice"),
        "sd-name-over-plain" => disclosed("a claim that is there"),
        "sd-name-_sd" | "sd-name-dots" => disclosed("reserved name"),
        "sd-disclosure-4" => disclosed("not [salt, value] or [salt, name, value]"),
        "sd-object-disclosure-in-array" => disclosed("member in an array"),
        "sd-depth-200" => disclosed("nested too deep"),
        "sd-_sd-object" => disclosed("_sd is not an array"),
        "sd-disclosure-padded" => Malformed::Base64Url.into(),
        "sd-txdata-unasked" => Mismatch::TransactionData.into(),
        other => panic!("no verdict for {other}"),
    })
}

#[test]
fn presentations_are_accepted_and_refused_for_their_reason() {
    let Some(folder) = folder("presentations") else {
        return;
    };
    let set = json(&folder.join("cases.json"));
    let text = |name: &str| set[name].as_str().unwrap();
    let now = set["now"].as_i64().unwrap();
    let query = DcqlQuery::parse(set["request"]["dcql_query"].to_string().as_bytes()).unwrap();
    let jwk = &set["enc_jwk"];
    let (x, y) = (jwk["x"].as_str().unwrap(), jwk["y"].as_str().unwrap());
    let thumbprint =
        sha256(format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#).as_bytes());
    let anchors: Anchors<PidIssuance> = Anchors::new([Anchor {
        certificate: X509::from_pem(&fs::read(folder.join("pki/iaca.crt")).unwrap()).unwrap(),
        country: "NO".to_owned(),
        provider: "Test".to_owned(),
        valid_until: now + 1,
    }]);
    let expected = Expected {
        query: &query,
        nonce: text("nonce"),
        recipient: Recipient::Verifier {
            client_id: text("client_id"),
            response_uri: text("response_uri"),
            encrypted_to: EncryptedTo::Key(thumbprint),
        },
        status: StatusPolicy::Known,
    };
    let (mut accepted, mut refused) = (0, 0);
    for case in set["cases"].as_array().unwrap() {
        if case["fmt"] != "sdjwt" {
            continue;
        }
        let name = case["name"].as_str().unwrap();
        let token = serde_json::json!({"pid_sdjwt": [case["vp"]]}).to_string();
        let form = [
            ("state".to_owned(), "s".to_owned()),
            ("vp_token".to_owned(), token),
        ];
        let token = VpToken::of_direct_post(encode_form(&form).as_bytes(), "s").unwrap();
        let result = wallet::verify(&token, &expected, &anchors, &Statuses::new(), now);
        match (verdict(name, now), result) {
            (None, Ok(verified)) => {
                assert_eq!(case["expect"], "accept");
                assert_eq!(names(verified.pid()), ("Åse", "Nordmann"));
                accepted += 1;
            }
            (Some(reason), Err(error)) => {
                assert_ne!(case["expect"], "accept");
                assert_eq!(error, reason, "{name}");
                refused += 1;
            }
            (verdict, result) => panic!("{name}: expected {verdict:?}, got {result:?}"),
        }
    }
    say_seen("presentations in SD-JWT VC", accepted + refused);
    assert_eq!(accepted, 1);
    assert!(refused >= 48, "{refused}");
}

/// Queries of the specification and of two other verifiers.
#[test]
fn queries_that_others_wrote_are_read() {
    let (mut read, mut refused) = (0, 0);
    for (name, ending) in [
        ("openid4vp-1.0/1.0/examples/query_lang", ".json"),
        ("nl-wallet/wallet_core/lib/dcql/examples", ".json"),
        ("eu-verifier/src/test/resources", "dcql.json"),
    ] {
        let Some(folder) = folder(name) else { continue };
        for file in files(&folder, ending) {
            let document = json(&file);
            let query = document.get("dcql_query").unwrap_or(&document);
            let result = DcqlQuery::parse(query.to_string().as_bytes());
            let credentials = query["credentials"].as_array().unwrap().iter();
            let mut claims = credentials.flat_map(|c| c["claims"].as_array().into_iter().flatten());
            let text = query.to_string();
            let expected = if text.contains("\"require_cryptographic_holder_binding\":false") {
                Some("a credential without its holder")
            } else if claims.any(|claim| claim.get("values").is_some()) {
                Some("values")
            } else {
                None
            };
            match (expected, result) {
                (None, Ok(parsed)) => {
                    // What is written again is the same query.
                    let again = DcqlQuery::parse(parsed.as_json().to_string().as_bytes());
                    assert_eq!(again.unwrap(), parsed, "{}", file.display());
                    read += 1;
                }
                (Some(rule), Err(error)) => {
                    assert_eq!(error, Malformed::Dcql { rule }.into(), "{}", file.display());
                    refused += 1;
                }
                (expected, result) => panic!("{}: {expected:?}, {result:?}", file.display()),
            }
        }
    }
    say_seen("DCQL queries", read + refused);
    assert!(read == 0 || (read, refused) == (18, 3), "{read}, {refused}");
}

/// SD-JWTs that are genuine elsewhere and no PID here: each has a reason, none passes, none panics.
#[test]
fn sd_jwts_of_others_are_refused_for_their_reason() {
    let header = Error::from(Malformed::Header { member: "x5c" });
    let mut seen = 0;
    for (folder_name, file, expected) in [
        (
            "openvc",
            "eudi-pid-sd-jwt-vc.txt",
            Insufficient::KeyBinding.into(),
        ),
        (
            "openvc",
            "rfc9901-a3-sd-jwt-vc.txt",
            Insufficient::KeyBinding.into(),
        ),
        (
            "nl-wallet",
            "examples/invalid_disclosure.jwt",
            Insufficient::KeyBinding.into(),
        ),
        (
            "nl-wallet",
            "spec/complex_structured.jwt",
            Insufficient::KeyBinding.into(),
        ),
        (
            "nl-wallet",
            "spec/simple_structured.jwt",
            Insufficient::KeyBinding.into(),
        ),
        (
            "nl-wallet",
            "spec/sd_jwt_vc.jwt",
            Insufficient::KeyBinding.into(),
        ),
        (
            "nl-wallet",
            "spec/with_kb.jwt",
            Error::from(Untrusted::Type),
        ),
        ("nl-wallet", "spec/sd_jwt_vc_with_kb.jwt", header.clone()),
        ("openid4vp-1.0", "sd_jwt_presentation.txt", header.clone()),
    ] {
        let Some(folder) = folder(folder_name) else {
            continue;
        };
        let [path] = files(&folder, file).try_into().unwrap();
        let text = fs::read_to_string(path).unwrap().replace(['\n', ' '], "");
        let asked = sd_jwt::Expected {
            audience: "x509_hash:x",
            nonce: "n",
            types: &["urn:eudi:pid:1".to_owned()],
        };
        let result = sd_jwt::verify(&text, &asked, &Anchors::new([]), 1_790_000_000);
        assert_eq!(result.map(|_| ()).unwrap_err(), expected, "{file}");
        seen += 1;
    }
    say_seen("SD-JWTs of others", seen);
}

/// A PID of the European reference issuer: its certificate path is what is missing here.
#[test]
fn the_european_reference_pid_is_read_up_to_its_authority() {
    let Some(folder) = folder("openvc/tests/fixtures/interop/sd_jwt_vc") else {
        return;
    };
    let issued = fs::read_to_string(folder.join("eudi-pid-sd-jwt-vc.txt")).unwrap();
    let asked = sd_jwt::Expected {
        audience: "x509_hash:x",
        nonce: "n",
        types: &["urn:eudi:pid:1".to_owned()],
    };
    let now = 1_784_160_000; // 2026-07-16
    let text = format!("{}a.b.c", issued.trim());
    let unknown = sd_jwt::verify(&text, &asked, &Anchors::new([]), now);
    assert_eq!(
        unknown.map(|_| ()).unwrap_err(),
        Untrusted::UnknownIssuer.into()
    );
    let leaf = X509::from_pem(&fs::read(folder.join("eudi-pid-issuer.pem")).unwrap()).unwrap();
    let anchors = Anchors::new([Anchor {
        certificate: leaf,
        country: "EU".to_owned(),
        provider: "Niscy".to_owned(),
        valid_until: now + 1,
    }]);
    let itself = sd_jwt::verify(&text, &asked, &anchors, now);
    assert_eq!(
        itself.map(|_| ()).unwrap_err(),
        Untrusted::AuthorityAsSigner.into()
    );
    say_seen("PIDs of the reference issuer", 1);
}

/// A response that another library encrypted.
#[test]
fn responses_that_others_encrypted_are_opened() {
    let Some(folder) = folder("openvc/tests/fixtures/openid4vp") else {
        return;
    };
    let recorded = json(&folder.join("haip_encrypted_vp_token.json"));
    let text = recorded.to_string();
    let jwk = &recorded["verifier_encryption_key"];
    let d = base64url::decode(jwk["d"].as_str().unwrap()).unwrap();
    let kid = jwk["kid"].as_str().unwrap_or("");
    let key = DecryptionKey::from_scalar(kid, &d.try_into().unwrap()).unwrap();
    let mut opened = 0;
    for value in text
        .split('"')
        .filter(|part| part.matches('.').count() == 4)
    {
        let payload = match key.decrypt(value) {
            // Recorded with a key id of its own.
            Err(JweError::Key) => continue,
            payload => payload.unwrap(),
        };
        let payload: Value = serde_json::from_slice(&payload).unwrap();
        assert!(payload["vp_token"].is_object());
        opened += 1;
    }
    say_seen("encrypted responses", opened);
    assert_eq!(opened, 1);
}
