// SPDX-License-Identifier: EUPL-1.2
//! `examples/conformance-wallet.toml` as its header says: keys made by one command, checked, served, and
//! each plan's client asks the suite's wallet for one credential in the plan's own way. To each plan for
//! SD-JWT VC, in clear, encrypted and HAIP, a good answer is given too, by the suite's issuer, and ends at the
//! client. The suite's mdocs are signed with a key that only it has.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::bn::{BigNum, BigNumContext};
use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sha::sha256;
use openssl::symm::{Cipher, encrypt_aead};
use openssl::x509::X509;
use serde_json::{Value, json};

use crate::serve_command::{get, landport, signal, text};

const EXAMPLE: &str = include_str!("../../../../examples/conformance-wallet.toml");

/// Client, prefix of `client_id`, credential format, response mode.
const PLANS: [[&str; 4]; 5] = [
    [
        "landport-vp-plain-sd-jwt",
        "x509_san_dns",
        "dc+sd-jwt",
        "direct_post",
    ],
    [
        "landport-vp-plain-jwt-sd-jwt",
        "x509_san_dns",
        "dc+sd-jwt",
        "direct_post.jwt",
    ],
    [
        "landport-vp-plain-mdl",
        "x509_san_dns",
        "mso_mdoc",
        "direct_post.jwt",
    ],
    [
        "landport-vp-haip-sd-jwt",
        "x509_hash",
        "dc+sd-jwt",
        "direct_post.jwt",
    ],
    [
        "landport-vp-haip-mdl",
        "x509_hash",
        "mso_mdoc",
        "direct_post.jwt",
    ],
];

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

fn post(address: SocketAddr, path: &str, cookie: &str, form: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = form.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookie}\r\n\
         origin: https://localhost:9444\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {length}\r\n\r\n{form}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

#[test]
fn the_example_for_verifier_plans_is_checked_served_and_asks_as_each_plan_wants() {
    let directory = tempfile::tempdir().unwrap();
    let inside = directory.path().join("conformance");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/conformance");
    let made = Command::new(script)
        .arg(&inside)
        .args([env!("CARGO_BIN_EXE_landport"), "wallet"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    let config = inside.join("landport.toml");
    let check = landport(&["check", "--config", config.to_str().unwrap()]);
    assert!(check.status.success(), "{}", text(&check.stderr));

    refused(&config);

    let (public, operator) = (free_port(), free_port());
    let served = EXAMPLE
        .replace("127.0.0.1:9444", &public.to_string())
        .replace("127.0.0.1:9145", &operator.to_string())
        .replace("certificates = \"tls/certificate.pem\"\n", "")
        .replace(
            "\nkey = \"tls/key.pem\"",
            "\nbehind_proxy = [\"127.0.0.1\"]",
        );
    std::fs::write(&config, served).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["serve", "--config"])
        .arg(&config)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let is_ready = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        get(operator, "/health/ready").starts_with("HTTP/1.1 200")
    });
    let wrong: Vec<String> = match is_ready {
        true => PLANS
            .iter()
            .filter_map(|plan| asks(public, &inside, plan).err())
            .collect(),
        false => vec!["not ready".to_owned()],
    };
    signal(&child, "-TERM");
    let _ = child.wait();
    assert_eq!(wrong, [""; 0]);
}

/// What a suite's trust is not for, said by `check`.
fn refused(config: &Path) {
    let issuer = "suite_issuer = \"clients/suite-issuer.pem\"\n";
    let digits = "d02d7a12612b9d14da609c495a27a659564746ccc39ec0ef4faba1afde55b1de";
    for (written, instead, why) in [
        (
            "profile = \"demo\"",
            "profile = \"test\"",
            "real people are not asked with a suite's trust",
        ),
        (issuer, "", "keys of no suite"),
        (digits, "d02d", "hexadecimal"),
    ] {
        assert!(EXAMPLE.contains(written), "{written}");
        let odd = config.with_file_name("odd.toml");
        std::fs::write(&odd, EXAMPLE.replace(written, instead)).unwrap();
        let check = landport(&["check", "--config", odd.to_str().unwrap()]);
        assert!(!check.status.success(), "{instead}");
        let said = format!("{}{}", text(&check.stdout), text(&check.stderr));
        assert!(said.contains(why), "{why} in {said}");
    }
}

/// From the start of a login to the request object, fetched twice; and an answer that is none.
fn asks(
    public: SocketAddr,
    inside: &Path,
    [client, prefix, format, mode]: &[&str; 4],
) -> Result<(), String> {
    let at = |what: &str, answer: &str| format!("{client}: {what}: {answer}");
    let callback = "https%3A%2F%2Flocalhost%3A9444%2Fsession";
    let begun = get(
        public,
        &format!(
            "/authorize?client_id={client}&response_type=code&scope=openid&state=s&nonce=n\
             &acr_values=idporten-loa-high&redirect_uri={callback}"
        ),
    );
    let header = |answer: &str, name: &str| {
        let line = answer.lines().find_map(|line| line.strip_prefix(name));
        line.map(|value| value.trim().to_owned())
    };
    let choose = header(&begun, "location: ").ok_or_else(|| at("authorize", &begun))?;
    let cookie = header(&begun, "set-cookie: ").ok_or_else(|| at("cookie", &begun))?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let chosen = post(public, &choose, &cookie, "eid=wallet&action=next");
    let page = header(&chosen, "location: ").ok_or_else(|| at("choose", &chosen))?;
    let page = get(
        public,
        &format!("{page} HTTP/1.1\r\ncookie: {cookie}\r\nx-ignored: "),
    );
    let link = between(&page, "<a class=\"button main\" href=\"", "\"");
    let link = link.ok_or_else(|| at("page", &page))?;
    let link = link.replace("&#38;", "&").replace("&amp;", "&");
    let suite = format!("https://localhost:8443/test/a/{client}/authorize?");
    let link = url::Url::parse(&link).map_err(|_| at("link", &link))?;
    let pairs: std::collections::BTreeMap<String, String> =
        link.query_pairs().into_owned().collect();
    let path = pairs["request_uri"].strip_prefix("https://localhost:9444");
    let path = path.ok_or_else(|| at("request_uri", link.as_str()))?;
    if !link.as_str().starts_with(&suite) || !pairs["client_id"].starts_with(prefix) {
        return Err(at("link", link.as_str()));
    }
    let read = |answer: &str| -> Option<Value> {
        let token = answer.split_once("\r\n\r\n")?.1;
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        serde_json::from_slice(&payload).ok()
    };
    let fetched = get(public, path);
    let request = read(&fetched).ok_or_else(|| at("GET", &fetched))?;
    let posted = post(public, path, "", "wallet_nonce=w");
    let again = read(&posted).ok_or_else(|| at("POST", &posted))?;
    let same = ["nonce", "state", "response_uri", "client_id", "dcql_query"];
    let credentials = request["dcql_query"]["credentials"].as_array();
    let keys = &request["client_metadata"]["jwks"]["keys"];
    let rules = [
        (
            "twice",
            same.iter().all(|name| request[name] == again[name]),
        ),
        ("wallet_nonce", again["wallet_nonce"] == "w"),
        (
            "client_id",
            request["client_id"] == pairs["client_id"].as_str(),
        ),
        ("aud", request["aud"] == "https://self-issued.me/v2"),
        ("mode", request["response_mode"] == *mode),
        ("one", credentials.is_some_and(|all| all.len() == 1)),
        (
            "format",
            request["dcql_query"]["credentials"][0]["format"] == *format,
        ),
        (
            "formats",
            request["client_metadata"]["vp_formats_supported"][format].is_object(),
        ),
        ("key", keys.is_array() == mode.ends_with("jwt")),
        ("redirect_uri", request["redirect_uri"].is_null()),
    ];
    if let Some((rule, _)) = rules.iter().find(|(_, holds)| !holds) {
        return Err(at(rule, &request.to_string()));
    }
    let answer_to = request["response_uri"].as_str().unwrap_or_default();
    let answer_to = answer_to
        .strip_prefix("https://localhost:9444")
        .unwrap_or_default();
    let refused = post(public, answer_to, "", "vp_token=%7B%7D&state=x");
    if !refused.starts_with("HTTP/1.1 400") {
        return Err(at("an answer that is none", &refused));
    }
    if *format != "dc+sd-jwt" {
        return Ok(());
    }
    let (token, state) = (good_answer(inside, &request), &request["state"]);
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    match *mode {
        "direct_post" => form
            .append_pair("vp_token", &token.to_string())
            .append_pair("state", state.as_str().unwrap_or_default()),
        _ => form.append_pair(
            "response",
            &encrypted(&keys[0], &json!({ "vp_token": token, "state": state })),
        ),
    };
    let taken = post(public, answer_to, "", &form.finish());
    let back = between(&taken, "\"redirect_uri\":\"https://localhost:9444", "\"");
    let back = back.ok_or_else(|| at("a good answer", &taken))?;
    let with_cookie = |cookie: &str, path: &str| {
        let head = format!("{path} HTTP/1.1\r\ncookie: {cookie}\r\nx-ignored: ");
        get(public, &head)
    };
    // The suite's person takes a picture of it, and it leads on to the client.
    let ended = with_cookie(&cookie, back);
    let on = between(&ended, "content=\"0; url=", "\"");
    let (true, Some(on)) = (ended.contains("<h1>You are logged in</h1>"), on) else {
        return Err(at("the page where it ends", &ended));
    };
    let cookie = header(&ended, "set-cookie: ").unwrap_or_default();
    let at_client = with_cookie(cookie.split(';').next().unwrap_or_default(), on);
    let location = header(&at_client, "location: ").unwrap_or_default();
    let to_client = location.starts_with("https://localhost:9444/session?");
    match to_client && location.contains("code=") {
        true => Ok(()),
        false => Err(at("the end", &at_client)),
    }
}

/// A PID by the suite's issuer, held and shown as the request asks: `vp_token`.
fn good_answer(inside: &Path, request: &Value) -> Value {
    let read = |name: &str| std::fs::read(inside.join("clients").join(name)).unwrap();
    let issuer = PKey::private_key_from_pem(&read("issuer.key")).unwrap();
    let certificate = X509::from_pem(&read("issuer.crt")).unwrap();
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let holder = EcKey::generate(&group).unwrap();
    let encoded = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
    let signed = |key: &EcKey<Private>, header: &Value, payload: &Value| {
        let part = |value: &Value| encoded(value.to_string().as_bytes());
        let text = format!("{}.{}", part(header), part(payload));
        let signature = EcdsaSig::sign(&sha256(text.as_bytes()), key).unwrap();
        let mut raw = signature.r().to_vec_padded(32).unwrap();
        raw.extend(signature.s().to_vec_padded(32).unwrap());
        format!("{text}.{}", encoded(&raw))
    };
    let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
    let mut context = BigNumContext::new().unwrap();
    let point = holder.public_key();
    let read = point.affine_coordinates(&group, &mut x, &mut y, &mut context);
    read.unwrap();
    let coordinate = |n: &BigNum| encoded(&n.to_vec_padded(32).unwrap());
    let claims = [
        ("family_name", "Nordmann"),
        ("given_name", "Kari"),
        ("birthdate", "1990-05-14"),
    ];
    let disclosures = claims.map(|(name, value)| {
        encoded(
            json!(["c2FsdHNhbHRzYWx0c2FsdA", name, value])
                .to_string()
                .as_bytes(),
        )
    });
    let digests: Vec<_> = disclosures
        .iter()
        .map(|disclosure| encoded(&sha256(disclosure.as_bytes())))
        .collect();
    let now = store::env::Env::system().now_s();
    let x5c = base64::engine::general_purpose::STANDARD.encode(certificate.to_der().unwrap());
    let issued = signed(
        &issuer.ec_key().unwrap(),
        &json!({ "alg": "ES256", "typ": "dc+sd-jwt", "x5c": [x5c] }),
        &json!({
            "vct": "urn:eudi:pid:1", "iat": now, "exp": now + 86_400 * 14,
            "_sd_alg": "sha-256", "_sd": digests,
            "cnf": { "jwk": { "kty": "EC", "crv": "P-256", "x": coordinate(&x), "y": coordinate(&y) } },
        }),
    );
    let shown = format!("{issued}~{}~", disclosures.join("~"));
    let binding = json!({
        "aud": request["client_id"], "nonce": request["nonce"], "iat": now,
        "sd_hash": encoded(&sha256(shown.as_bytes())),
    });
    let binding = signed(
        &holder,
        &json!({ "alg": "ES256", "typ": "kb+jwt" }),
        &binding,
    );
    let id = request["dcql_query"]["credentials"][0]["id"]
        .as_str()
        .unwrap();
    json!({ id: [format!("{shown}{binding}")] })
}

/// To the key of the request: ECDH-ES, A256GCM. RFC 7516 §7.1; RFC 7518 §4.6.
pub(crate) fn encrypted(to: &Value, payload: &Value) -> String {
    let encoded = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let mut context = BigNumContext::new().unwrap();
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(to[name].as_str().unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let point = EcPoint::from_bytes(&group, &point, &mut context).unwrap();
    let peer = PKey::from_ec_key(EcKey::from_public_key(&group, &point).unwrap()).unwrap();
    let ephemeral = EcKey::generate(&group).unwrap();
    let form = PointConversionForm::UNCOMPRESSED;
    let own = ephemeral.public_key().to_bytes(&group, form, &mut context);
    let own = own.unwrap();
    let header = json!({
        "alg": "ECDH-ES", "enc": "A256GCM", "kid": to["kid"],
        "epk": { "kty": "EC", "crv": "P-256", "x": encoded(&own[1..33]), "y": encoded(&own[33..]) },
    });
    let header = encoded(header.to_string().as_bytes());
    let ephemeral = PKey::from_ec_key(ephemeral).unwrap();
    let mut deriver = Deriver::new(&ephemeral).unwrap();
    deriver.set_peer(&peer).unwrap();
    let secret = deriver.derive_to_vec().unwrap();
    let name: &[u8] = b"\0\0\0\x07A256GCM";
    let parts: [&[u8]; 4] = [&[0, 0, 0, 1], &secret, name, &[0; 8]];
    let key = sha256(&[&parts.concat()[..], &[0, 0, 1, 0]].concat());
    let (iv, mut tag) = ([3; 12], [0; 16]);
    let (cipher, plain) = (Cipher::aes_256_gcm(), payload.to_string());
    let sealed = encrypt_aead(
        cipher,
        &key,
        Some(&iv),
        header.as_bytes(),
        plain.as_bytes(),
        &mut tag,
    );
    let [iv, sealed, tag] = [&iv[..], &sealed.unwrap(), &tag].map(encoded);
    format!("{header}..{iv}.{sealed}.{tag}")
}
