// SPDX-License-Identifier: EUPL-1.2
//! The longest answer that an honest wallet gives logs its person in; and of what is longer than an answer may
//! be nothing is taken. Attack WV-06: whatever begins as an answer is decrypted before it is known to be none,
//! so its length has a bound, and the bound must not turn a card away.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use gateway::caller::ClientAddress;
use gateway::http::glance::Glance as _;
use gateway::serve::{Door, Entrance, Limits};
use http::Request;
use oidc::jose::base64url;
use openssl::sha::sha256;
use serde_json::{Value, json};
use wallet::cbor::Writer;
use wallet::session_transcript::{EncryptedTo, SessionTranscript};

use crate::conformance_wallet_example::encrypted;
use crate::fixture::{object, token};
use crate::mdoc_fixture::{PKI, Part, Template as Card, validity};
use crate::pki::{Identity, Template};
use crate::road::number_of;
use crate::stage::Stage;
use crate::story_dc_api::{SIGNED, of};
use crate::story_wallet::{code, link, reasons};

/// Most octets of an answer, as docs/security.md has it.
const MOST: usize = 64 * 1024;
/// Elements that the issuer signed, decoys among them: PID Rulebook §3.1 has some 30, and an issuer may hide how
/// many of them there are.
const DIGESTS: u64 = 300;

/// A stage on whose only list stands an authority of our own, and the certificates from whoever signs its cards up
/// to it: as many as a chain may have, with long names.
pub(crate) async fn stage() -> (Stage, Vec<Vec<u8>>) {
    let mut stage = Stage::with_wallet().await;
    let name: &str = format!("{}example.no", "pid.".repeat(350)).leak();
    let long = |template: Template| Template {
        dns: Some(name),
        ..template
    };
    let authority = |name| long(Template::authority(name, "NO"));
    let root = authority("PID root").self_signed();
    let upper = authority("PID upper authority").issued_by(&root);
    let lower = authority("PID lower authority").issued_by(&upper);
    let signer = long(Template::signer("PID signer", "NO"));
    let signer = signer.made(Some(&lower), &PKI.signer_key.pkey);
    let chain = [&signer, &lower, &upper, &root].map(Identity::der);

    let operator = Template::signer("List operator", "NO").self_signed();
    let about = "http://uri.etsi.org/19602/ListOfTrustedEntities/PIDProvider/NO";
    let list = json!({ "LoTE": {
        "ListAndSchemeInformation": {
            "LoTEVersionIdentifier": 1, "LoTESequenceNumber": 1,
            "LoTEType": wallet::lote::PID_PROVIDERS,
            "SchemeOperatorName": [{ "lang": "en", "value": "Test" }], "SchemeTerritory": "EU",
            "ListIssueDateTime": "2026-11-20T00:00:00Z", "NextUpdate": "2027-02-20T00:00:00Z",
        },
        "TrustedEntitiesList": [{
            "TrustedEntityInformation": {
                "TEName": [{ "lang": "en", "value": "Provider with a long chain" }],
                "TEInformationURI": [{ "lang": "en", "uriValue": about }],
            },
            "TrustedEntityServices": [{ "ServiceInformation": {
                "ServiceTypeIdentifier": "http://uri.etsi.org/19602/SvcType/PID/Issuance",
                "ServiceName": [{ "lang": "en", "value": "Issuance" }],
                "ServiceDigitalIdentity": { "X509Certificates": [{ "val": root.base64() }] },
            }}],
        }],
    }});
    let header = json!({ "alg": "ES256", "typ": "JOSE", "x5c": [operator.base64()] });
    let list = token(&object(header), &object(list), &operator.key);
    let router = Router::new().route("/long-chain.jwt", get(move || async move { list }));
    stage.answer_by(router.fallback_service(stage.together.router.clone()));
    let signers = stage.directory.path().join("world/wallet-list-signer.pem");
    std::fs::write(signers, operator.pem()).unwrap();
    let (theirs, ours) = (
        stage.together.world.wallet().list.clone(),
        stage.url("no", "/long-chain.jwt"),
    );
    stage
        .reconfigure(|text| {
            assert!(text.contains(&theirs), "{text}");
            text.replace(&theirs, &ours)
        })
        .await;
    stage.together.gateway.app.lists.refresh_all().await;
    (stage, chain.to_vec())
}

/// Kari's card for a day, presented to this request: `DeviceResponse`.
fn device_response(chain: &[Vec<u8>], transcript: SessionTranscript) -> Vec<u8> {
    let date = |text: &str| Writer::new().tag(1004).text(text);
    let text = |text: &str| Writer::new().text(text);
    let elements = [
        ("family_name", text("Nordmann")),
        ("given_name", text("Kari")),
        ("birth_date", date("1990-05-14")),
        ("issuing_country", text("NO")),
        ("personal_administrative_number", text(&number_of("plain"))),
    ];
    let elements = (0..).zip(elements);
    let shown: Vec<(u64, Part)> = elements
        .map(|(id, (name, value))| (id, Part::new(id, name, value)))
        .collect();
    let hidden =
        (5..DIGESTS).map(|id| (id, Part::new(id, "hidden", Writer::new().bytes(&[7; 16]))));
    let day = [
        "2026-11-23T00:00:00Z",
        "2026-11-23T00:00:00Z",
        "2026-11-24T00:00:00Z",
    ];
    let mut card = Card::good().mso("validityInfo", validity(day));
    card.presented = shown.iter().map(|(_, part)| part.clone()).collect();
    card.digests = shown.into_iter().chain(hidden).collect();
    card.chain = chain.to_vec();
    card.transcript = transcript;
    card.build()
}

/// What the card answers to this request, encrypted as it wants it.
pub(crate) fn sealed(chain: &[Vec<u8>], request: &Value, transcript: Transcript) -> String {
    let text = |name: &str| request[name].as_str().unwrap();
    let key = &request["client_metadata"]["jwks"]["keys"][0];
    // RFC 7638 §3.2.
    let members = format!(
        r#"{{"crv":"P-256","kty":"EC","x":{},"y":{}}}"#,
        key["x"], key["y"]
    );
    let to = EncryptedTo::Key(sha256(members.as_bytes()));
    let transcript = match transcript {
        Transcript::Posted => {
            SessionTranscript::openid4vp(text("client_id"), text("nonce"), to, text("response_uri"))
        }
        Transcript::ByBrowser(origin) => {
            SessionTranscript::openid4vp_dc_api(&origin, text("nonce"), to)
        }
    };
    let shown = base64url::encode(&device_response(chain, transcript));
    let queries = request["dcql_query"]["credentials"].as_array().unwrap();
    let mut queries = queries.iter();
    let query = queries.find(|query| query["format"] == "mso_mdoc").unwrap();
    let id = query["id"].as_str().unwrap();
    let answer = json!({ "state": request["state"], "vp_token": { id: [shown] } });
    encrypted(key, &answer)
}

pub(crate) enum Transcript {
    Posted,
    ByBrowser(String),
}

/// The gateway behind its listener, where long bodies are looked at before they are read.
async fn behind_listener(stage: &Stage) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let door = Door::new(
        stage.together.router.clone(),
        Entrance::Plain,
        Limits::default(),
    );
    let door = door.with_glance(Arc::new(stage.together.gateway.app.clone()));
    tokio::spawn(async move { door.serve(listener, std::future::pending()).await });
    address
}

/// What a wallet reads that posts this form there: status, and body.
async fn posted(to: SocketAddr, uri: &str, form: &str, in_chunks: bool) -> (u16, String) {
    let uri = url::Url::parse(uri).unwrap();
    let (framing, body) = match in_chunks {
        false => (
            format!("content-length: {}", form.len()),
            form.as_bytes().to_vec(),
        ),
        true => {
            let chunk = |piece: &[u8]| {
                let length = format!("{:x}\r\n", piece.len());
                [length.as_bytes(), piece, b"\r\n"].concat()
            };
            let chunks = form.as_bytes().chunks(16_000).flat_map(chunk);
            let chunks = chunks.chain(*b"0\r\n\r\n").collect();
            ("transfer-encoding: chunked".to_owned(), chunks)
        }
    };
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{framing}\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\n",
        uri.path(),
        uri.authority(),
    );
    let said = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(to).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    });
    let said = said.await.unwrap();
    let status = said.split(' ').nth(1).unwrap().parse().unwrap();
    let (_, body) = said.split_once("\r\n\r\n").unwrap();
    (status, body.to_owned())
}

/// 300 digests and four certificates of nearly 2 kB: 20 kB, written as base64url in the VP Token and once more in
/// the JWE. A tighter bound than some 36 kB turns this person away.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_with_four_certificates_and_300_digests_logs_in() {
    let (stage, chain) = stage().await;
    let address = behind_listener(&stage).await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let request = stage.request_behind(&link(&page)).await;
    let form = format!("response={}", sealed(&chain, &request, Transcript::Posted));
    assert!(
        (35_000..40_000).contains(&form.len()),
        "{} octets",
        form.len()
    );
    let to = request["response_uri"].as_str().unwrap();
    let (status, told) = posted(address, to, &form, false).await;
    assert_eq!(status, 200, "{told} {:?}", reasons(&stage));
    let told: Value = serde_json::from_str(&told).unwrap();
    let back = told["redirect_uri"].as_str().unwrap();
    let arrived = browser.open(back).await;
    let arrived = browser.settle(arrived).await;
    let claims = stage.rowing_claims(&arrived).await;
    assert_eq!(claims["pid"], number_of("plain"), "{claims}");
}

/// The bound itself, by one genuine answer that is made longer by a parameter which nobody reads (RFC 6749 §3.1):
/// with its length said before, so that the rest is not read, and without.
#[tokio::test(flavor = "multi_thread")]
async fn wv_06_an_answer_of_an_octet_too_many_is_refused_and_takes_nothing() {
    let (stage, chain) = stage().await;
    let address = behind_listener(&stage).await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let request = stage.request_behind(&code(&page)).await;
    let form = format!("response={}", sealed(&chain, &request, Transcript::Posted));
    let as_long_as = |octets: usize| {
        let more = format!("{form}&more=");
        let form = format!("{more}{}", "a".repeat(octets - more.len()));
        assert_eq!(form.len(), octets);
        form
    };
    let to = request["response_uri"].as_str().unwrap();
    let too_long = as_long_as(MOST + 1);
    let (mut head, ()) = Request::post(url::Url::parse(to).unwrap().path())
        .header("content-length", too_long.len())
        .body(())
        .unwrap()
        .into_parts();
    head.extensions
        .insert(ClientAddress("127.0.0.1".parse().unwrap()));
    let beginning = &too_long.as_bytes()[..9_000];
    let app = &stage.together.gateway.app;
    let turned_away = app.turns_away(&head, beginning).await.unwrap();
    assert_eq!(turned_away.status(), 400);
    let (status, told) = posted(address, to, &too_long, true).await;
    assert_eq!(
        (status, told.contains(r#"{"error":"invalid_request"}"#)),
        (400, true),
        "{told}"
    );
    assert_eq!(reasons(&stage), ["malformed", "malformed"]);
    assert_eq!(stage.wallet_state(&mut browser, &page).await, "waiting");

    head.headers.insert("content-length", MOST.into());
    assert!(app.turns_away(&head, beginning).await.is_none());
    let (status, told) = posted(address, to, &as_long_as(MOST), false).await;
    assert_eq!(status, 200, "{told} {:?}", reasons(&stage));
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

/// What a browser hands over has the same bound, whatever the form around it has: of an octet too many she reads that
/// it could not be used, beside link and code; nothing is taken, and the same page takes the answer without it.
#[tokio::test(flavor = "multi_thread")]
async fn wv_06_what_a_browser_hands_over_has_the_bound_of_an_answer() {
    let (stage, chain) = stage().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let requests = stage.browser_is_asked(&mut browser, &page).await;
    let (_, data) = of(&requests, SIGNED);
    let payload = data["request"].as_str().unwrap().split('.').nth(1).unwrap();
    let payload = base64url::decode(payload).unwrap();
    let request: Value = serde_json::from_slice(&payload).unwrap();
    let response = sealed(&chain, &request, Transcript::ByBrowser(stage.origin()));
    // Each quotation mark stands for itself in JSON, and for three octets in the form.
    let as_long_as = |octets: usize| {
        let mut data = json!({ "response": response, "more": [] });
        data["more"] = vec![""; 900].into();
        let more = octets - data.to_string().len();
        data["more"][0] = "a".repeat(more).into();
        assert_eq!(data.to_string().len(), octets);
        data
    };
    for too_long in [MOST + 1, 3 * MOST] {
        let told = stage
            .browser_presents(&mut browser, &page, SIGNED, &as_long_as(too_long))
            .await;
        assert!(told.body.contains("could not be used"), "{}", told.body);
        assert!(told.body.contains("<svg class=\"qr\""), "{}", told.body);
    }
    assert_eq!(reasons(&stage), ["malformed", "malformed"]);
    let arrived = stage
        .browser_presents(&mut browser, &page, SIGNED, &as_long_as(MOST))
        .await;
    let claims = stage.rowing_claims(&arrived).await;
    assert_eq!(claims["pid"], number_of("plain"), "{claims}");
}
