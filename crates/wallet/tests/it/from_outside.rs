//! Answers and lists as somebody made them who has the standards and not our code: what is legal and unusual is taken,
//! and each of the others is refused for its own reason.

use serde_json::{Value, json};
use wallet::{
    Error, Insufficient, Malformed, Mismatch, Untrusted,
    cbor::{self, Writer},
    mdoc::Fault,
    sd_jwt::OLDEST_PROOF,
};

use crate::{
    fixture::{CLIENT_ID, ISSUER, NONCE, NOW, Presentation, disclosure, verify},
    mdoc_fixture::{self, PKI, Part, Template, validity},
    pki,
};

type Change = fn(&mut Presentation);
type OfMdoc = fn(Template) -> Template;

fn claim(claim: &'static str) -> Option<Error> {
    Some(Malformed::Claim { claim }.into())
}

fn set(of: &mut serde_json::Map<String, Value>, name: &str, value: Value) {
    of.insert(name.to_owned(), value);
}

/// RFC 9901, SD-JWT VC, OpenID4VP B.3.
#[test]
fn sd_jwt_vcs_that_are_legal_and_unusual_or_contradict_themselves() {
    let cases: &[(&str, Change, Option<Error>)] = &[
        // RFC 7800 §3.1: other members of `cnf` say nothing to whoever has the key.
        (
            "cnf with a kid beside the key",
            |p| p.payload["cnf"]["kid"] = "k".into(),
            None,
        ),
        (
            "a JWK with use, alg and a certificate of somebody",
            |p| {
                p.payload["cnf"]["jwk"]["use"] = "enc".into();
                p.payload["cnf"]["jwk"]["alg"] = "ES512".into();
                p.payload["cnf"]["jwk"]["x5c"] = json!(["AAAA"]);
            },
            None,
        ),
        (
            "cnf with a kid alone",
            |p| p.payload["cnf"] = json!({"kid": "k"}),
            claim("cnf"),
        ),
        ("cnf null", |p| p.payload["cnf"] = Value::Null, claim("cnf")),
        (
            "a coordinate with a zero before it",
            |p| {
                let x = p.payload["cnf"]["jwk"]["x"].as_str().unwrap();
                p.payload["cnf"]["jwk"]["x"] = format!("AA{x}").into();
            },
            claim("cnf"),
        ),
        // RFC 7515 §4.1.4, §4.1.11: a kid is a hint; `crit` is an array of names that are there.
        (
            "headers with kid, jwk and jku",
            |p| {
                set(&mut p.header, "kid", "x".into());
                set(&mut p.header, "jwk", json!({"kty": "EC"}));
                set(&mut p.header, "jku", "https://evil.example/keys".into());
            },
            None,
        ),
        (
            "an empty crit",
            |p| set(&mut p.header, "crit", json!([])),
            Some(Untrusted::Critical.into()),
        ),
        (
            "crit of the proof null",
            |p| set(&mut p.kb_header, "crit", Value::Null),
            Some(Untrusted::Critical.into()),
        ),
        (
            "a type with its media type's prefix",
            |p| p.header["typ"] = "application/dc+sd-jwt".into(),
            None,
        ),
        (
            "a type in capitals",
            |p| p.header["typ"] = "DC+SD-JWT".into(),
            None,
        ),
        (
            "a proof typed as a credential",
            |p| p.kb_header["typ"] = "dc+sd-jwt".into(),
            Some(Untrusted::Type.into()),
        ),
        (
            "x5c with a line break",
            |p| p.header["x5c"] = json!([format!("{}\n", ISSUER.base64())]),
            Some(Malformed::Header { member: "x5c" }.into()),
        ),
        (
            "x5c as text",
            |p| p.header["x5c"] = ISSUER.base64().into(),
            Some(Malformed::Header { member: "x5c" }.into()),
        ),
        (
            "an empty x5c",
            |p| p.header["x5c"] = json!([]),
            Some(Malformed::Chain.into()),
        ),
        // A chain in the wrong order: its first certificate is the authority's.
        (
            "a chain upside down",
            |p| p.header["x5c"] = json!([crate::fixture::AUTHORITY.base64(), ISSUER.base64()]),
            Some(Untrusted::AuthorityAsSigner.into()),
        ),
        (
            "the anchor behind the signer",
            |p| p.header["x5c"] = json!([ISSUER.base64(), crate::fixture::AUTHORITY.base64()]),
            None,
        ),
        // RFC 7519 §2: a NumericDate may have a fraction, and is no text.
        (
            "an end with a fraction",
            |p| p.payload["exp"] = json!(1_795_953_600.5),
            None,
        ),
        (
            "an end as text",
            |p| p.payload["exp"] = (NOW + 3600).to_string().into(),
            claim("exp"),
        ),
        (
            "an end at the end of all time",
            |p| p.payload["exp"] = json!(u64::MAX),
            claim("exp"),
        ),
        ("no end", |p| drop(p.payload.remove("exp")), claim("exp")),
        (
            "a beginning below zero",
            |p| p.payload["nbf"] = json!(-1),
            claim("nbf"),
        ),
        (
            "types in a list",
            |p| p.payload["vct"] = json!(["urn:eudi:pid:1"]),
            claim("vct"),
        ),
        (
            "a type with a blank",
            |p| p.payload["vct"] = "urn:eudi:pid:1 ".into(),
            Some(Mismatch::CredentialType.into()),
        ),
        (
            "no type",
            |p| drop(p.payload.remove("vct")),
            Some(Mismatch::CredentialType.into()),
        ),
        (
            "a domestic type with a letter as version",
            |p| p.payload["vct"] = "urn:eudi:pid:no:a".into(),
            Some(Mismatch::CredentialType.into()),
        ),
        (
            "a status of nothing",
            |p| set(&mut p.payload, "status", json!({})),
            claim("status"),
        ),
        (
            "a status null",
            |p| set(&mut p.payload, "status", Value::Null),
            claim("status"),
        ),
        (
            "a status index beyond all lists",
            |p| {
                set(
                    &mut p.payload,
                    "status",
                    json!({"status_list": {"uri": "https://a.example", "idx": u64::MAX}}),
                )
            },
            None,
        ),
        (
            "a hash in capitals",
            |p| p.payload["_sd_alg"] = "SHA-256".into(),
            Some(Untrusted::Algorithm.into()),
        ),
        ("no hash named", |p| drop(p.payload.remove("_sd_alg")), None),
        // RFC 9901 §4.2.1: the salt is a text, of any length.
        (
            "a salt of nothing",
            |p| p.disclose_array(&json!(["", "sex", 1])),
            None,
        ),
        (
            "a salt that is a number",
            |p| p.disclose_array(&json!([1, "sex", 1])),
            Some(
                Malformed::Disclosure {
                    reason: "not [salt, value] or [salt, name, value]",
                }
                .into(),
            ),
        ),
        (
            "a disclosure with white space in it",
            |p| {
                let text = oidc::jose::base64url::encode(b"[ \"s\" ,\n \"sex\", 1 ]");
                let digest = openssl::sha::sha256(text.as_bytes());
                p.disclosures.push(text);
                p.payload["_sd"]
                    .as_array_mut()
                    .unwrap()
                    .push(oidc::jose::base64url::encode(&digest).into());
            },
            None,
        ),
        (
            "a claim in clear and disclosed",
            |p| {
                set(&mut p.payload, "sex", 2.into());
                p.disclose("sex", 1);
            },
            Some(
                Malformed::Disclosure {
                    reason: "a claim that is there",
                }
                .into(),
            ),
        ),
        (
            "_sd that is empty, inside of an address",
            |p| p.disclose("address", json!({"_sd": [], "country": "NO"})),
            None,
        ),
        (
            "_sd_alg inside of a claim",
            |p| p.disclose("address", json!({"_sd_alg": "sha-1"})),
            None,
        ),
        (
            "a disclosure without its digest",
            |p| p.disclosures.push(disclosure(&json!(["s", "sex", 1])).0),
            Some(
                Malformed::Disclosure {
                    reason: "not referenced",
                }
                .into(),
            ),
        ),
        // OpenID4VP B.3.6: one audience, and our nonce to the letter.
        (
            "an audience with a blank",
            |p| p.kb_payload["aud"] = format!("{CLIENT_ID} ").into(),
            Some(Mismatch::Audience.into()),
        ),
        (
            "no audience",
            |p| drop(p.kb_payload.remove("aud")),
            Some(Mismatch::Audience.into()),
        ),
        (
            "a nonce cut short",
            |p| p.kb_payload["nonce"] = NONCE.replacen('n', "", 1).into(),
            Some(Mismatch::Nonce.into()),
        ),
        (
            "a nonce that is a number",
            |p| p.kb_payload["nonce"] = 7.into(),
            claim("nonce"),
        ),
        (
            "a proof with an issuer, a subject and an id",
            |p| {
                set(&mut p.kb_payload, "iss", "did:x".into());
                set(&mut p.kb_payload, "sub", "x".into());
                set(&mut p.kb_payload, "jti", "x".into());
            },
            None,
        ),
        (
            "a proof as old as may be",
            |p| p.kb_payload["iat"] = (NOW - OLDEST_PROOF).into(),
            None,
        ),
        (
            "a proof a second older",
            |p| p.kb_payload["iat"] = (NOW - OLDEST_PROOF - 1).into(),
            Some(
                Mismatch::ProofTooOld {
                    iat: NOW - OLDEST_PROOF - 1,
                    now: NOW,
                }
                .into(),
            ),
        ),
        (
            "a proof of a clock that is a minute fast",
            |p| p.kb_payload["iat"] = (NOW + 60).into(),
            None,
        ),
        (
            "a proof of a clock that is faster",
            |p| p.kb_payload["iat"] = (NOW + 61).into(),
            Some(
                Mismatch::ProofNotYet {
                    from: NOW + 61,
                    now: NOW,
                }
                .into(),
            ),
        ),
        (
            "a credential of a clock that is faster",
            |p| p.payload["iat"] = (NOW + 61).into(),
            Some(
                Mismatch::NotYet {
                    from: NOW + 61,
                    now: NOW,
                }
                .into(),
            ),
        ),
        (
            "a hash of what was presented with padding",
            |p| set(&mut p.kb_payload, "sd_hash", "AAAA=".into()),
            Some(Mismatch::SdHash.into()),
        ),
        (
            "transaction data that nobody asked for, none of them",
            |p| set(&mut p.kb_payload, "transaction_data_hashes", json!([])),
            Some(Mismatch::TransactionData.into()),
        ),
    ];
    let mut wrong = Vec::new();
    for (what, change, expected) in cases {
        let mut presentation = Presentation::good();
        change(&mut presentation);
        let got = verify(&presentation.text()).err();
        if got != *expected {
            wrong.push(format!("{what}: {got:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // The same with the text as a whole.
    let good = Presentation::good().text();
    for (what, text, expected) in [
        (
            "a blank behind it",
            format!("{good} "),
            Error::from(Malformed::Base64Url),
        ),
        (
            "without its proof",
            good[..=good.rfind('~').unwrap()].to_owned(),
            Insufficient::KeyBinding.into(),
        ),
        (
            "an empty disclosure",
            good.replacen('~', "~~", 1),
            Malformed::SdJwt.into(),
        ),
    ] {
        let got = verify(&text).map(|_| ()).unwrap_err();
        assert_eq!(got, expected, "{what}");
    }
}

fn text(text: &str) -> Writer {
    Writer::new().text(text)
}

fn status(of: Writer) -> Writer {
    Writer::new()
        .map(1)
        .text("status_list")
        .raw(&of.into_octets())
}

fn with_digests(mut template: Template, count: u64) -> Template {
    let part = |id| Part::new(id, "age_over_18", Writer::new().integer(1));
    template
        .digests
        .extend((1_000..1_000 + count).map(|id| (id, part(id))));
    template
}

/// ISO/IEC 18013-5, PID Rulebook §3.
#[test]
fn mdocs_that_are_legal_and_unusual_or_contradict_themselves() {
    let fault = |fault: Fault| Some(Malformed::Mdoc(fault).into());
    let cases: &[(&str, OfMdoc, Option<Error>)] = &[
        (
            "members of the response that nobody knows",
            |mut t| {
                t.more.push(("zk", Writer::new().array(0)));
                t
            },
            None,
        ),
        (
            "members of the MSO that nobody knows",
            |t| t.mso("keyAuthorization", Writer::new().null()),
            None,
        ),
        (
            "a key that may say things of its own, and says none",
            |t| {
                let key = Writer::new()
                    .map(2)
                    .text("deviceKey")
                    .raw(&PKI.device.cose());
                let may = key
                    .text("keyAuthorizations")
                    .map(1)
                    .text("nameSpaces")
                    .array(0);
                t.mso("deviceKeyInfo", may)
            },
            None,
        ),
        // Token Status List §6.1: of several ways to tell, the verifier takes one.
        (
            "both kinds of status",
            |t| {
                let of = Writer::new()
                    .map(2)
                    .text("status_list")
                    .map(2)
                    .text("idx")
                    .integer(0)
                    .text("uri")
                    .text("https://a.example");
                t.mso("status", of.text("identifier_list").map(0))
            },
            None,
        ),
        (
            "a status list without an address",
            |t| {
                t.mso(
                    "status",
                    status(Writer::new().map(1).text("idx").integer(0)),
                )
            },
            fault(Fault::Member("status")),
        ),
        (
            "a status null",
            |t| t.mso("status", Writer::new().null()),
            fault(Fault::Member("status")),
        ),
        // As many as an issuer with every age from 0 to 99, twice over, and decoys would have.
        ("400 digests more", |t| with_digests(t, 400), None),
        ("470 digests more", |t| with_digests(t, 470), None),
        (
            "510 digests more",
            |t| with_digests(t, 510),
            Some(Malformed::Cbor(cbor::Fault::TooManyItems).into()),
        ),
        (
            "a validity of one second",
            |t| {
                t.mso(
                    "validityInfo",
                    validity([
                        "2026-11-29T09:59:59Z",
                        "2026-11-29T09:59:59Z",
                        "2026-11-29T10:00:00Z",
                    ]),
                )
            },
            None,
        ),
        (
            "an instant with an offset",
            |t| {
                t.mso(
                    "validityInfo",
                    validity([
                        "2026-11-28T01:00:00+01:00",
                        "2026-11-28T00:00:00Z",
                        "2026-12-12T00:00:00Z",
                    ]),
                )
            },
            fault(Fault::Member("signed")),
        ),
        (
            "an instant without its tag",
            |t| {
                let w = Writer::new()
                    .map(3)
                    .text("signed")
                    .text("2026-11-28T00:00:00Z");
                let w = w.text("validFrom").tag(0).text("2026-11-28T00:00:00Z");
                t.mso(
                    "validityInfo",
                    w.text("validUntil").tag(0).text("2026-12-12T00:00:00Z"),
                )
            },
            fault(Fault::Member("signed")),
        ),
        (
            "a hash in small letters",
            |t| t.mso("digestAlgorithm", text("sha-256")),
            Some(Untrusted::DigestAlgorithm.into()),
        ),
        (
            "digests of no namespace",
            |mut t| {
                t.digests.clear();
                t
            },
            Some(Untrusted::Digest.into()),
        ),
        (
            "a number of a digest below zero",
            |t| {
                let item = Writer::new()
                    .map(4)
                    .text("digestID")
                    .integer(-1)
                    .text("random")
                    .bytes(&[5; 16]);
                let item = item
                    .text("elementIdentifier")
                    .text("sex")
                    .text("elementValue")
                    .integer(1);
                t.and(40, Part::raw(&item.into_octets()))
            },
            fault(Fault::Member("digestID")),
        ),
        (
            "an item without its tag",
            |t| {
                let item = Writer::new().map(0).into_octets();
                let part = Part {
                    namespace: Template::good().doc_type,
                    octets: item,
                };
                t.and(40, part)
            },
            fault(Fault::Member("IssuerSignedItemBytes")),
        ),
        (
            "members of an item that nobody knows",
            |t| {
                let item = Writer::new()
                    .map(5)
                    .text("digestID")
                    .integer(40)
                    .text("random")
                    .bytes(&[5; 16]);
                let item = item
                    .text("elementIdentifier")
                    .text("sex")
                    .text("elementValue")
                    .integer(1);
                t.and(40, Part::raw(&item.text("x").null().into_octets()))
            },
            None,
        ),
        (
            "a random of a kilobyte",
            |t| {
                t.and(
                    40,
                    Part::with(40, &[5; 1024], "sex", Writer::new().integer(1)),
                )
            },
            None,
        ),
        (
            "names of the device that are a list",
            |mut t| {
                t.device_namespaces = Writer::new().encoded(&[0x80]);
                t
            },
            fault(Fault::Member("DeviceNameSpacesBytes")),
        ),
        (
            "names of the device without their tag",
            |mut t| {
                t.device_namespaces = Writer::new().map(0);
                t
            },
            fault(Fault::Member("DeviceNameSpacesBytes")),
        ),
        (
            "the anchor behind the signer",
            |mut t| {
                t.chain.push(PKI.authority.to_der().unwrap());
                t
            },
            None,
        ),
        (
            "the signer twice",
            |mut t| {
                let leaf = t.chain[0].clone();
                t.chain.push(leaf);
                t
            },
            None,
        ),
        (
            "a status below zero",
            |mut t| {
                t.status = None;
                t.more.push(("status", Writer::new().integer(-1)));
                t
            },
            fault(Fault::Member("status")),
        ),
        (
            "a document of another type in another spelling",
            |mut t| {
                t.doc_type = "EU.europa.ec.eudi.pid.1";
                t
            },
            Some(Mismatch::DocType.into()),
        ),
    ];
    let mut wrong = Vec::new();
    for (what, change, expected) in cases {
        let got = mdoc_fixture::verify(&change(Template::good()).build()).err();
        if got != *expected {
            wrong.push(format!("{what}: {got:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A certificate of the provider that is not for signatures, or that ended, is none whatever it signs.
#[test]
fn signers_that_are_certified_for_something_else() {
    let authority = &*crate::fixture::AUTHORITY;
    let ended = pki::Template {
        days: (-30, -1),
        ..pki::Template::signer("PID signer", "NO")
    };
    let early = pki::Template {
        days: (1, 30),
        ..pki::Template::signer("PID signer", "NO")
    };
    for signer in [ended, early] {
        let signer = signer.issued_by(authority);
        let mut presentation = Presentation::good();
        presentation.header["x5c"] = json!([signer.base64()]);
        presentation.issuer = signer.key.clone();
        let refused = verify(&presentation.text()).map(|_| ()).unwrap_err();
        let is_path = matches!(refused, Error::Untrusted(Untrusted::CertificatePath { .. }));
        assert!(is_path, "{refused}");
    }
}
