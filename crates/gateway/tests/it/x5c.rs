// SPDX-License-Identifier: EUPL-1.2
//! Clients that prove themselves with an enterprise certificate (RFC 7515 §4.1.6), with certificates made here.

use std::time::Duration;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oidc::jose::{Algorithm, Signer as _, SoftwareSigner};
use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509CrlBuilder, X509Extension, X509NameBuilder, X509RevokedBuilder};
use serde_json::{Value, json};

use crate::support::{Answer, Gateway, NOW_MS, Party, REDIRECT, Setup, request};

const DAY: i64 = 86_400;
const NOW: i64 = NOW_MS / 1000;
const ORGANISATION: &str = "991825827";

/// A certificate and its key.
struct Made {
    signer: SoftwareSigner,
    x509: X509,
}

/// What is asked for.
struct Wish<'w> {
    subject: Vec<(&'w str, &'w str)>,
    signer: SoftwareSigner,
    from: i64,
    until: i64,
    authority: bool,
    usage: &'static [&'static str],
    purposes: &'static [&'static str],
}

fn generated() -> SoftwareSigner {
    SoftwareSigner::generate(Algorithm::Es256).unwrap()
}

fn rsa(bits: u32) -> SoftwareSigner {
    let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
    let pem = key.private_key_to_pem_pkcs8().unwrap();
    SoftwareSigner::from_pem(&pem, Algorithm::Rs256).unwrap()
}

/// Of the organisation, as Norway's authorities issue them now.
fn good() -> Wish<'static> {
    Wish {
        subject: vec![
            ("C", "NO"),
            ("O", "PATENTSTYRET"),
            ("2.5.4.97", "NTRNO-991825827"),
            ("CN", "Patentstyret"),
        ],
        signer: generated(),
        from: NOW - DAY,
        until: NOW + 100 * DAY,
        authority: false,
        usage: &["digitalSignature"],
        purposes: &["clientAuth", "emailProtection"],
    }
}

fn authority(name: &'static str) -> Wish<'static> {
    Wish {
        subject: vec![("C", "NO"), ("O", "Authority"), ("CN", name)],
        authority: true,
        usage: &["keyCertSign", "cRLSign"],
        purposes: &[],
        ..good()
    }
}

fn private(signer: &SoftwareSigner) -> PKey<Private> {
    PKey::private_key_from_pem(&signer.to_pem().unwrap()).unwrap()
}

impl Wish<'_> {
    /// Signed by `issuer`, or by itself.
    fn made(self, issuer: Option<&Made>) -> Made {
        let own = private(&self.signer);
        let mut name = X509NameBuilder::new().unwrap();
        for (attribute, value) in &self.subject {
            name.append_entry_by_text(attribute, value).unwrap();
        }
        let name = name.build();
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        let mut serial = BigNum::new().unwrap();
        serial
            .rand(64, openssl::bn::MsbOption::MAYBE_ZERO, false)
            .unwrap();
        builder
            .set_serial_number(&serial.to_asn1_integer().unwrap())
            .unwrap();
        builder.set_subject_name(&name).unwrap();
        let issuer_name = issuer.map_or(&*name, |made| made.x509.subject_name());
        builder.set_issuer_name(issuer_name).unwrap();
        let time = |at| Asn1Time::from_unix(at).unwrap();
        builder.set_not_before(&time(self.from)).unwrap();
        builder.set_not_after(&time(self.until)).unwrap();
        builder.set_pubkey(&own).unwrap();
        let mut constraints = BasicConstraints::new();
        constraints.critical();
        if self.authority {
            constraints.ca();
        }
        builder
            .append_extension(constraints.build().unwrap())
            .unwrap();
        let mut usage = KeyUsage::new();
        usage.critical();
        for one in self.usage {
            match *one {
                "digitalSignature" => usage.digital_signature(),
                "nonRepudiation" => usage.non_repudiation(),
                "keyEncipherment" => usage.key_encipherment(),
                "keyCertSign" => usage.key_cert_sign(),
                "cRLSign" => usage.crl_sign(),
                _ => unreachable!(),
            };
        }
        if !self.usage.is_empty() {
            builder.append_extension(usage.build().unwrap()).unwrap();
        }
        if !self.purposes.is_empty() {
            let mut purposes = ExtendedKeyUsage::new();
            for one in self.purposes {
                purposes.other(one);
            }
            builder.append_extension(purposes.build().unwrap()).unwrap();
        }
        let context = builder.x509v3_context(issuer.map(|made| &*made.x509), None);
        let identifier = SubjectKeyIdentifier::new().build(&context).unwrap();
        builder.append_extension(identifier).unwrap();
        if let Some(issuer) = issuer {
            let context = builder.x509v3_context(Some(&issuer.x509), None);
            let identifier = AuthorityKeyIdentifier::new()
                .keyid(true)
                .build(&context)
                .unwrap();
            builder.append_extension(identifier).unwrap();
        }
        let signing = issuer.map_or_else(|| own.clone(), |made| private(&made.signer));
        builder.sign(&signing, MessageDigest::sha256()).unwrap();
        Made {
            signer: self.signer,
            x509: builder.build(),
        }
    }
}

/// A list of this authority that names these.
fn list(authority: &Made, revoked: &[&Made], until: i64) -> Vec<u8> {
    let mut list = X509CrlBuilder::new().unwrap();
    list.set_issuer_name(authority.x509.subject_name()).unwrap();
    list.set_last_update(&Asn1Time::from_unix(NOW - DAY).unwrap())
        .unwrap();
    list.set_next_update(&Asn1Time::from_unix(until).unwrap())
        .unwrap();
    let context = X509::builder().unwrap();
    let identifier = AuthorityKeyIdentifier::new()
        .keyid(false)
        .build(&context.x509v3_context(Some(&authority.x509), None))
        .unwrap();
    list.append_extension(identifier).unwrap();
    let number = X509Extension::new_from_der(
        &Asn1Object::from_str("2.5.29.20").unwrap(),
        false,
        &Asn1OctetString::new_from_bytes(&[2, 1, 1]).unwrap(),
    );
    list.append_extension(number.unwrap()).unwrap();
    for made in revoked {
        let mut entry = X509RevokedBuilder::new().unwrap();
        entry.set_serial_number(made.x509.serial_number()).unwrap();
        entry
            .set_revocation_date(&Asn1Time::from_unix(NOW - DAY).unwrap())
            .unwrap();
        list.add_revoked(entry.build()).unwrap();
    }
    list.sign(&private(&authority.signer), MessageDigest::sha256())
        .unwrap();
    list.build().unwrap().to_pem().unwrap()
}

/// A root, and an issuing authority below it.
struct House {
    directory: tempfile::TempDir,
    root: Made,
    issuing: Made,
}

impl House {
    fn new() -> Self {
        let root = authority("Root").made(None);
        let issuing = authority("Issuing").made(Some(&root));
        let directory = tempfile::tempdir().unwrap();
        let pem = root.x509.to_pem().unwrap();
        std::fs::write(directory.path().join("authorities.pem"), pem).unwrap();
        Self {
            directory,
            root,
            issuing,
        }
    }

    fn at(&self, name: &str) -> String {
        self.directory.path().join(name).display().to_string()
    }

    async fn gateway(&self, organisation: &str, lists: &[&str]) -> Gateway {
        let lists: Vec<String> = lists.iter().map(|name| self.at(name)).collect();
        let more = format!(
            "[enterprise_certificates]\nauthorities = {:?}\nrevocation_lists = {lists:?}\n\
             [[client]]\nclient_id = \"other\"\nname = \"Other\"\nredirect_uris = [\"{REDIRECT}\"]\n\
             id_token_alg = \"ES256\"\nx5c_organisation = \"{organisation}\"\n",
            self.at("authorities.pem"),
        );
        Gateway::start_as(Setup {
            more,
            ..Setup::default()
        })
        .await
    }
}

/// An assertion of `other` with these certificates, signed by this key.
fn assertion(gateway: &Gateway, signer: &SoftwareSigner, chain: &[&Made]) -> String {
    let chain = chain.iter().map(|made| made.x509.to_der().unwrap());
    let chain: Vec<String> = chain.map(|der| STANDARD.encode(der)).collect();
    let header = json!({ "alg": signer.algorithm().as_str(), "typ": "JWT", "x5c": chain });
    with_header(gateway, signer, &header)
}

fn with_header(gateway: &Gateway, signer: &SoftwareSigner, header: &Value) -> String {
    let claims = Party::new(gateway, "other", None).assertion_claims();
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", part(header), part(&Value::Object(claims)));
    let signature = signer.sign(signed.as_bytes()).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn push(gateway: &Gateway, assertion: &str) -> Answer {
    let party = Party::new(gateway, "other", None).with_assertion(assertion);
    let form = request(&[("client_id", "other")]);
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    party.post("/par", &[], &form).await
}

/// Refused, for this rule; who asks is told nothing of it.
async fn refused(gateway: &Gateway, assertion: &str, rule: &str) {
    // Of strangers the trail takes one a second.
    gateway.clock.advance(Duration::from_secs(2));
    let answer = push(gateway, assertion).await;
    assert_eq!(
        answer.status,
        StatusCode::UNAUTHORIZED,
        "{rule}: {answer:?}"
    );
    assert_eq!(answer.json()["error"], "invalid_client");
    let line = gateway.audited("client_refused").pop().unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    let reason = line["reason"].as_str().unwrap();
    assert!(reason.contains(rule), "{rule}: {line}");
}

async fn taken(gateway: &Gateway, assertion: &str) {
    let answer = push(gateway, assertion).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
}

#[tokio::test]
async fn rfc7515_s4_1_6_a_certificate_of_the_registered_organisation_proves_the_client() {
    let house = House::new();
    let gateway = house.gateway(ORGANISATION, &[]).await;
    let now = good().made(Some(&house.issuing));
    taken(
        &gateway,
        &assertion(&gateway, &now.signer, &[&now, &house.issuing]),
    )
    .await;
    // The root may come along, and proves nothing.
    let whole = [&now, &house.issuing, &house.root];
    taken(&gateway, &assertion(&gateway, &now.signer, &whole)).await;
    // An end entity, two authorities between and the root; nobody has us read more.
    let four = [&now, &house.issuing, &house.root, &house.root];
    taken(&gateway, &assertion(&gateway, &now.signer, &four)).await;
    let five = [&now, &house.issuing, &house.root, &house.root, &house.root];
    let five = assertion(&gateway, &now.signer, &five);
    refused(&gateway, &five, "JOSE header member x5c").await;
    // As Norway's were before, by RSA.
    let before = Wish {
        subject: vec![
            ("C", "NO"),
            ("O", "PATENTSTYRET"),
            ("serialNumber", ORGANISATION),
        ],
        signer: rsa(3072),
        purposes: &[],
        ..good()
    };
    let before = before.made(Some(&house.issuing));
    let chain = [&before, &house.issuing];
    let once = assertion(&gateway, &before.signer, &chain);
    taken(&gateway, &once).await;
    refused(&gateway, &once, "jti used before").await;
    // Another state's.
    let gateway = house.gateway("NTRSE-5560360793", &[]).await;
    let swedish = Wish {
        subject: vec![
            ("C", "SE"),
            ("O", "Bolag"),
            ("2.5.4.97", "NTRSE-5560360793"),
        ],
        ..good()
    };
    let swedish = swedish.made(Some(&house.issuing));
    let chain = [&swedish, &house.issuing];
    taken(&gateway, &assertion(&gateway, &swedish.signer, &chain)).await;
    refused(
        &gateway,
        &assertion(&gateway, &now.signer, &[&now, &house.issuing]),
        "another organisation",
    )
    .await;
}

#[tokio::test]
async fn tk_09_a_certificate_that_nobody_vouches_for_proves_nobody() {
    let house = House::new();
    let gateway = house.gateway(ORGANISATION, &[]).await;
    let path = "no path in date";
    let itself = good().made(None);
    refused(
        &gateway,
        &assertion(&gateway, &itself.signer, &[&itself]),
        path,
    )
    .await;
    // An authority of somebody's own, with the names of ours.
    let root = authority("Root").made(None);
    let issuing = authority("Issuing").made(Some(&root));
    let forged = good().made(Some(&issuing));
    let chain = [&forged, &issuing, &root];
    refused(&gateway, &assertion(&gateway, &forged.signer, &chain), path).await;
    let chain = [&forged, &house.issuing];
    refused(&gateway, &assertion(&gateway, &forged.signer, &chain), path).await;
    // What is no authority issues nothing.
    let good_one = good().made(Some(&house.issuing));
    let below = good().made(Some(&good_one));
    let chain = [&below, &good_one, &house.issuing];
    refused(&gateway, &assertion(&gateway, &below.signer, &chain), path).await;
    // Without the one between there is no path.
    refused(
        &gateway,
        &assertion(&gateway, &good_one.signer, &[&good_one]),
        path,
    )
    .await;
    // Positive control.
    let chain = [&good_one, &house.issuing];
    taken(&gateway, &assertion(&gateway, &good_one.signer, &chain)).await;
}

#[tokio::test]
async fn tk_09_only_a_certificate_for_authentication_in_date_and_strong_counts() {
    let house = House::new();
    let gateway = house.gateway(ORGANISATION, &[]).await;
    let wishes: [(&str, Wish<'_>); 10] = [
        (
            "no path in date",
            Wish {
                until: NOW - 60,
                ..good()
            },
        ),
        (
            "no path in date",
            Wish {
                from: NOW + 3600,
                ..good()
            },
        ),
        (
            "no path in date",
            Wish {
                signer: rsa(2048),
                ..good()
            },
        ),
        (
            "an authority signs for nobody",
            Wish {
                authority: true,
                usage: &["digitalSignature"],
                ..good()
            },
        ),
        (
            "an authority signs for nobody",
            Wish {
                usage: &["digitalSignature", "keyCertSign"],
                ..good()
            },
        ),
        (
            "not for authentication",
            Wish {
                usage: &["keyEncipherment"],
                ..good()
            },
        ),
        (
            "not for authentication",
            Wish {
                usage: &["nonRepudiation"],
                ..good()
            },
        ),
        (
            "not for authentication",
            Wish {
                usage: &[],
                ..good()
            },
        ),
        (
            "not for authentication",
            Wish {
                purposes: &["serverAuth"],
                ..good()
            },
        ),
        (
            "another organisation",
            Wish {
                subject: vec![("C", "NO"), ("O", "X"), ("2.5.4.97", "NTRNO-974760673")],
                ..good()
            },
        ),
    ];
    for (rule, wish) in wishes {
        let made = wish.made(Some(&house.issuing));
        let chain = [&made, &house.issuing];
        refused(&gateway, &assertion(&gateway, &made.signer, &chain), rule).await;
    }
    // Who issues is out of date.
    let old = Wish {
        until: NOW - 60,
        ..authority("Old")
    };
    let old = old.made(Some(&house.root));
    let below = good().made(Some(&old));
    let chain = [&below, &old];
    refused(
        &gateway,
        &assertion(&gateway, &below.signer, &chain),
        "no path in date",
    )
    .await;
}

/// Attack: a person's certificate of the same authority, or one that names two organisations.
#[tokio::test]
async fn tk_09_whom_a_certificate_names_is_named_once_and_as_an_organisation() {
    let house = House::new();
    let gateway = house.gateway(ORGANISATION, &[]).await;
    let number = ("serialNumber", ORGANISATION);
    let ours = ("2.5.4.97", "NTRNO-991825827");
    let other = ("2.5.4.97", "NTRNO-974760673");
    let subjects = [
        vec![("C", "NO"), ("CN", "Kari"), number],
        vec![("C", "SE"), ("O", "X"), number],
        vec![
            ("C", "NO"),
            ("O", "X"),
            number,
            ("serialNumber", "974760673"),
        ],
        vec![("C", "NO"), ("O", "X"), other, number],
        vec![("C", "NO"), ("O", "X"), ours, other],
        vec![("C", "NO"), ("O", "X"), ("2.5.4.97", "VATNO-991825827")],
        vec![("C", "NO"), ("O", "X"), ("2.5.4.97", "991825827")],
        vec![("C", "NO"), ("O", ORGANISATION), ("OU", ORGANISATION)],
    ];
    for subject in subjects {
        let made = Wish { subject, ..good() }.made(Some(&house.issuing));
        let assertion = assertion(&gateway, &made.signer, &[&made, &house.issuing]);
        refused(&gateway, &assertion, "another organisation").await;
    }
}

#[tokio::test]
async fn tk_09_the_key_of_the_certificate_has_signed_and_no_other() {
    let house = House::new();
    let gateway = house.gateway(ORGANISATION, &[]).await;
    let made = good().made(Some(&house.issuing));
    let chain = [&made, &house.issuing];
    let stranger = generated();
    refused(
        &gateway,
        &assertion(&gateway, &stranger, &chain),
        "signature",
    )
    .await;
    // The authority's key signs for nobody.
    let by_issuer = assertion(&gateway, &house.issuing.signer, &chain);
    refused(&gateway, &by_issuer, "signature").await;
    // Too many, none, no certificates; and a key that came in another way.
    let der = STANDARD.encode(made.x509.to_der().unwrap());
    let five = json!({ "alg": "ES256", "x5c": [der, der, der, der, der] });
    refused(&gateway, &with_header(&gateway, &made.signer, &five), "x5c").await;
    let of_url = STANDARD.encode("https://evil.example/x5c");
    for header in [
        json!({ "alg": "ES256", "x5c": [] }),
        json!({ "alg": "ES256", "x5c": der }),
        json!({ "alg": "ES256", "x5c": ["!"] }),
        json!({ "alg": "ES256", "x5u": "https://evil.example/x5c" }),
        json!({ "alg": "ES256", "jwk": made.signer.public().to_json() }),
    ] {
        refused(
            &gateway,
            &with_header(&gateway, &made.signer, &header),
            "x5c",
        )
        .await;
    }
    let odd = json!({ "alg": "ES256", "x5c": [of_url] });
    refused(
        &gateway,
        &with_header(&gateway, &made.signer, &odd),
        "not readable",
    )
    .await;
    let behind = [made.x509.to_der().unwrap(), b"x".to_vec()].concat();
    let behind = json!({ "alg": "ES256", "x5c": [STANDARD.encode(behind)] });
    refused(
        &gateway,
        &with_header(&gateway, &made.signer, &behind),
        "not readable",
    )
    .await;
    // A client that is registered with a key gains nothing by bringing a certificate.
    taken(&gateway, &assertion(&gateway, &made.signer, &chain)).await;
}

#[tokio::test]
async fn a_revoked_certificate_is_refused_where_lists_are_named_and_a_missing_list_counts() {
    let house = House::new();
    let (revoked, lives) = (
        good().made(Some(&house.issuing)),
        good().made(Some(&house.issuing)),
    );
    let write = |name: &str, octets: Vec<u8>| {
        std::fs::write(house.directory.path().join(name), octets).unwrap();
    };
    write("root.crl", list(&house.root, &[], NOW + 10 * DAY));
    write("issuing.crl", list(&house.issuing, &[&revoked], NOW + DAY));
    let gateway = house
        .gateway(ORGANISATION, &["root.crl", "issuing.crl"])
        .await;
    let chain = |made| [made, &house.issuing];
    let of = |made: &Made| assertion(&gateway, &made.signer, &[made, &house.issuing]);
    taken(&gateway, &of(&lives)).await;
    refused(&gateway, &of(&revoked), "certificate: revoked").await;
    // A list that follows is read within five minutes.
    let both = list(&house.issuing, &[&revoked, &lives], NOW + DAY);
    write("issuing.crl", both);
    gateway.clock.advance(Duration::from_secs(301));
    let again = assertion(&gateway, &lives.signer, &chain(&lives));
    refused(&gateway, &again, "certificate: revoked").await;
    // One that is over, or gone, is none.
    write("issuing.crl", list(&house.issuing, &[], NOW + 400));
    gateway.clock.advance(Duration::from_secs(301));
    refused(&gateway, &of(&lives), "no revocation list in date").await;
    std::fs::remove_file(house.directory.path().join("issuing.crl")).unwrap();
    gateway.clock.advance(Duration::from_secs(301));
    refused(&gateway, &of(&lives), "no revocation list in date").await;
}
