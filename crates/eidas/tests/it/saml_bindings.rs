// SPDX-License-Identifier: EUPL-1.2

//! SAML Bindings §3.4 and §3.5, and rows BND-*, SP-33, SP-34, SIG-46 and SIG-48 of the catalogue
//! of attacks. Each row starts from a good message and changes one thing.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use eidas::Error;
use eidas::binding::{
    Binding, BindingFault, MAX_MESSAGE, MAX_QUERY, MAX_REQUEST, Parameter, PostForm, QueryMessage,
    QuerySignature, RelayState, decode_get, decode_post,
};
use eidas::error::Malformed;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::vectors::{recordings, saw};

const XML: &str = "<saml2p:AuthnRequest xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>??>";

fn fault(fault: BindingFault) -> Error {
    Error::Malformed(Malformed::Binding(fault))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn post(body: &str) -> Result<eidas::binding::PostedMessage, Error> {
    decode_post(body.as_bytes(), "", Parameter::SamlResponse)
}

fn get(query: &str) -> Result<QueryMessage, Error> {
    decode_get(query, Parameter::SamlRequest)
}

fn body(message: &str) -> String {
    format!("SAMLResponse={}&RelayState=a%20b", encoded(message))
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn request(bytes: &[u8]) -> String {
    format!("SAMLRequest={}", encoded(&STANDARD.encode(bytes)))
}

fn redirect() -> String {
    let signature = encoded(&STANDARD.encode([1, 2, 3]));
    let message = request(&deflate(XML.as_bytes()));
    format!("{message}&RelayState=x%2fy&SigAlg=urn%3Aalg&Signature={signature}")
}

/// §3.5.4: the message is base64-encoded into the form control of its kind.
#[test]
fn s3_5_4_a_form_carries_message_and_relay_state() {
    let action = url::Url::parse("https://node.example.se/sso").unwrap();
    let relay_state = RelayState::new("f3a9 æ").unwrap();
    let form = PostForm::new(
        action,
        Parameter::SamlResponse,
        XML.as_bytes(),
        Some(&relay_state),
    );
    assert_eq!(form.action.as_str(), "https://node.example.se/sso");
    let body: Vec<String> = form
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    let received = post(&body.join("&")).unwrap();
    assert_eq!(received.xml, XML.as_bytes());
    assert_eq!(received.relay_state, Some(relay_state));
}

#[test]
fn s3_5_3_relay_state_has_at_most_80_characters() {
    assert!(RelayState::new("x".repeat(80)).is_ok());
    assert_eq!(
        RelayState::new("x".repeat(81)),
        Err(fault(BindingFault::RelayStateTooLong))
    );
    let message = STANDARD.encode(XML);
    let long = format!(
        "SAMLResponse={}&RelayState={}",
        encoded(&message),
        "x".repeat(81)
    );
    assert_eq!(post(&long), Err(fault(BindingFault::RelayStateTooLong)));
}

#[test]
fn relay_state_may_be_absent_and_comes_back_byte_for_byte() {
    let message = encoded(&STANDARD.encode(XML));
    assert_eq!(
        post(&format!("SAMLResponse={message}"))
            .unwrap()
            .relay_state,
        None
    );
    let odd = "<b>\"&\r\n'é";
    let received = post(&format!(
        "RelayState={}&SAMLResponse={message}",
        encoded(odd)
    ))
    .unwrap();
    assert_eq!(received.relay_state.unwrap().as_str(), odd);
}

#[test]
fn sp_33_a_parameter_that_stands_twice_is_refused() {
    let good = body(&STANDARD.encode(XML));
    assert!(post(&good).is_ok());
    let duplicate = Err(fault(BindingFault::Duplicate));
    assert_eq!(post(&format!("{good}&{good}")), duplicate);
    assert_eq!(post(&format!("{good}&RelayState=")), duplicate);
    let query = good.split('&').next().unwrap();
    let both = decode_post(good.as_bytes(), query, Parameter::SamlResponse);
    assert_eq!(both, duplicate);
    for beside in ["RelayState=x", "SAMLRequest=PGEvPg", "SAMLResponse=PGEvPg"] {
        let both = decode_post(good.as_bytes(), beside, Parameter::SamlResponse);
        assert_eq!(both, duplicate, "{beside}");
    }
    assert!(decode_post(good.as_bytes(), "utm=1", Parameter::SamlResponse).is_ok());
}

#[test]
fn sp_33_the_other_message_parameter_is_refused() {
    let good = body(&STANDARD.encode(XML));
    assert_eq!(
        post(&format!("{good}&SAMLRequest=PGEvPg")),
        Err(fault(BindingFault::Mixed))
    );
    assert_eq!(
        post("SAMLRequest=PGEvPg%3D%3D"),
        Err(fault(BindingFault::Mixed)),
        "a request where a response belongs"
    );
    assert_eq!(post("RelayState=x"), Err(fault(BindingFault::Missing)));
    assert_eq!(post("SAMLResponse="), Err(fault(BindingFault::Missing)));
    assert_eq!(
        post("SAMLResponse=%20%0A"),
        Err(fault(BindingFault::Missing))
    );
    assert_eq!(post(""), Err(fault(BindingFault::Missing)));
}

#[test]
fn sp_34_base64_has_one_reading() {
    // Ends in `?>` so that the two alphabets differ, and is padded.
    let message = STANDARD.encode(XML);
    assert!(message.contains('/') && message.ends_with('='), "{message}");
    let broken: String = message
        .as_bytes()
        .chunks(76)
        .map(|line| format!("{}\r\n", String::from_utf8_lossy(line)))
        .collect();
    for good in [message.clone(), broken, format!(" {message}\t")] {
        assert_eq!(post(&body(&good)).unwrap().xml, XML.as_bytes());
    }
    let loose = format!(
        "{}9=",
        message.strip_suffix(&message[message.len() - 2..]).unwrap()
    );
    for wrong in [
        URL_SAFE.encode(XML),
        STANDARD_NO_PAD.encode(XML),
        format!("{message}PGEvPg=="),
        format!("{message}="),
        format!("{message}\u{a0}"),
        message.replacen('/', "/\0", 1),
        loose,
    ] {
        assert_eq!(
            post(&body(&wrong)),
            Err(fault(BindingFault::Base64)),
            "{wrong:?}"
        );
    }
}

#[test]
fn a_message_is_no_longer_than_131072() {
    let whole = "A".repeat(MAX_MESSAGE);
    assert!(post(&body(&whole)).is_ok());
    let longer = "A".repeat(MAX_MESSAGE + 4);
    assert_eq!(post(&body(&longer)), Err(fault(BindingFault::TooLarge)));
    let huge = vec![b'A'; 4 * MAX_MESSAGE];
    let refused = decode_post(&huge, "", Parameter::SamlResponse);
    assert_eq!(refused, Err(fault(BindingFault::TooLarge)));
    // BND-05.
    assert_eq!(
        get(&"a".repeat(MAX_QUERY + 1)),
        Err(fault(BindingFault::TooLarge))
    );
    assert_eq!(
        get(&"a".repeat(MAX_QUERY)),
        Err(fault(BindingFault::Missing))
    );
}

#[test]
fn bnd_03_url_encoding_is_undone_once_and_strictly() {
    let message = STANDARD.encode(XML);
    assert!(post(&body(&message)).is_ok());
    let twice = encoded(&encoded(&message));
    assert_eq!(
        post(&format!("SAMLResponse={twice}")),
        Err(fault(BindingFault::Base64))
    );
    for wrong in ["%", "%2", "%zz", "%2g", "%%41", "%ff"] {
        let body = format!("SAMLResponse={}&RelayState={wrong}", encoded(&message));
        assert_eq!(
            post(&body),
            Err(fault(BindingFault::UrlEncoding)),
            "{wrong}"
        );
        let query = format!("{}&RelayState={wrong}", request(XML.as_bytes()));
        assert_eq!(
            get(&query),
            Err(fault(BindingFault::UrlEncoding)),
            "{wrong}"
        );
    }
    // A name in disguise could be a second parameter to another reader.
    assert_eq!(
        post(&format!("SAML%52esponse={}", encoded(&message))),
        Err(fault(BindingFault::UrlEncoding))
    );
    let spaces = post(&format!(
        "SAMLResponse={}&RelayState=a+b",
        encoded(&message)
    ))
    .unwrap();
    assert_eq!(spaces.relay_state.unwrap().as_str(), "a b");
}

#[test]
fn sig_48_a_signature_beside_a_posted_message_means_nothing() {
    let good = body(&STANDARD.encode(XML));
    let with = format!("{good}&SigAlg=urn%3Aalg&Signature=AQID");
    assert_eq!(post(&with), post(&good));
}

/// §3.4.4.1: the signature covers the URL-encoded parameters in their original encoding.
#[test]
fn s3_4_4_1_a_redirect_is_signed_over_the_octets_received() {
    let query = redirect();
    let QueryMessage::Redirect {
        xml,
        relay_state,
        signature,
    } = get(&query).unwrap()
    else {
        panic!("not read as a redirect");
    };
    assert_eq!(xml, XML.as_bytes());
    assert_eq!(relay_state.unwrap().as_str(), "x/y");
    assert_eq!(signature.algorithm, "urn:alg");
    assert_eq!(signature.value, [1, 2, 3]);
    let signed = query.rsplit_once("&Signature=").unwrap().0;
    // `%2f` stays `%2f`: a reader that encodes again would verify other octets.
    assert_eq!(String::from_utf8(signature.octets).unwrap(), signed);
}

#[test]
fn sig_46_the_signed_octets_have_the_order_of_the_binding_whatever_the_url_has() {
    let query = redirect();
    let signed = query.rsplit_once("&Signature=").unwrap().0.to_owned();
    let mut parts: Vec<&str> = query.split('&').collect();
    parts.reverse();
    let QueryMessage::Redirect { signature, .. } = get(&parts.join("&")).unwrap() else {
        panic!("not read as a redirect");
    };
    assert_eq!(String::from_utf8(signature.octets).unwrap(), signed);
}

/// The value parsed is the value signed: any other spelling of the same query fails.
#[test]
fn sig_46_the_signature_is_checked_over_the_octets_received() {
    use crate::nodes::{ENCRYPTION, MESSAGES, certificate};
    use xmlsec::{Document, Limits, Policy, SigningKey as _, TrustedKeys, verify_detached};

    let xml = XML.trim_end_matches("??>");
    let unsigned = format!(
        "{}&RelayState=a%2Fb&SigAlg={}",
        request(&deflate(xml.as_bytes())),
        encoded(MESSAGES.method().uri())
    );
    let value = encoded(&STANDARD.encode(MESSAGES.sign(unsigned.as_bytes()).unwrap()));
    let keys = TrustedKeys::new([certificate(&MESSAGES)]);
    let verify = |query: &str, keys: &TrustedKeys| {
        let Ok(QueryMessage::Redirect { xml, signature, .. }) = get(query) else {
            return false;
        };
        let document = Document::parse(&xml, &Limits::MESSAGE).unwrap();
        let QuerySignature {
            octets,
            algorithm,
            value,
        } = signature;
        verify_detached(&document, &octets, &algorithm, &value, keys, &Policy::EIDAS).is_ok()
    };
    let good = format!("{unsigned}&Signature={value}");
    assert!(verify(&good, &keys));
    assert!(
        !verify(&good, &TrustedKeys::new([certificate(&ENCRYPTION)])),
        "another key"
    );
    for (what, changed) in [
        ("lower-case escape", good.replace("a%2Fb", "a%2fb")),
        ("bare octet", good.replace("a%2Fb", "a/b")),
        ("other value", good.replace("a%2Fb", "a%2Fc")),
        ("without RelayState", good.replace("&RelayState=a%2Fb", "")),
    ] {
        assert_ne!(changed, good, "{what}");
        assert!(!verify(&changed, &keys), "{what}");
    }
}

#[test]
fn sig_46_duplicates_and_mixtures_are_refused() {
    let query = redirect();
    assert!(get(&query).is_ok());
    for parameter in query.split('&') {
        let twice = format!("{query}&{parameter}");
        assert_eq!(
            get(&twice),
            Err(fault(BindingFault::Duplicate)),
            "{parameter}"
        );
    }
    let mixed = format!("{query}&SAMLResponse=PGEvPg%3D%3D");
    assert_eq!(get(&mixed), Err(fault(BindingFault::Mixed)));
    for name in ["SigAlg", "Signature"] {
        let without: Vec<&str> = query
            .split('&')
            .filter(|part| !part.starts_with(&format!("{name}=")))
            .collect();
        let refused = get(&without.join("&"));
        assert_eq!(
            refused,
            Err(fault(BindingFault::QuerySignature)),
            "without {name}"
        );
    }
    let other = format!("{query}&SAMLEncoding=urn%3Ax");
    assert_eq!(get(&other), Err(fault(BindingFault::QuerySignature)));
}

/// What EC nodes call redirect: base64 of the bare XML, signed inside.
#[test]
fn a_get_without_query_signature_carries_raw_or_compressed_xml() {
    for sent in [XML.as_bytes().to_vec(), deflate(XML.as_bytes())] {
        let query = format!("{}&RelayState=r", request(&sent));
        let QueryMessage::Embedded { xml, relay_state } = get(&query).unwrap() else {
            panic!("not read as embedded");
        };
        assert_eq!(xml, XML.as_bytes());
        assert_eq!(relay_state.unwrap().as_str(), "r");
    }
}

/// SAML Bindings §3.4.4: DEFLATE is what a message has that names no encoding.
#[test]
fn s3_4_4_an_encoding_that_is_named_is_deflate() {
    let known = "urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE";
    let named = |encoding: &str| {
        let message = request(&deflate(XML.as_bytes()));
        get(&format!("{message}&SAMLEncoding={encoding}")).map(drop)
    };
    assert_eq!(named(known), Ok(()));
    for other in ["", "urn%3Aother", &known.to_lowercase()] {
        assert_eq!(
            named(other),
            Err(fault(BindingFault::QuerySignature)),
            "{other}"
        );
    }
}

#[test]
fn a_signed_redirect_is_compressed() {
    let raw = redirect().replace(&request(&deflate(XML.as_bytes())), &request(XML.as_bytes()));
    assert_eq!(get(&raw), Err(fault(BindingFault::Deflate)));
}

#[test]
fn bnd_01_a_bomb_stops_at_the_cap() {
    // Compressed or not, by GET or by POST: a request is no longer than requests are.
    let posted = |xml: &[u8]| {
        let value = utf8_percent_encode(&STANDARD.encode(xml), NON_ALPHANUMERIC).to_string();
        decode_post(
            format!("SAMLRequest={value}").as_bytes(),
            "",
            Parameter::SamlRequest,
        )
        .map(drop)
    };
    let got = |octets: &[u8]| get(&request(octets)).map(drop);
    let (full, more) = (vec![b'<'; MAX_REQUEST], vec![b'<'; MAX_REQUEST + 1]);
    assert_eq!(
        [got(&deflate(&full)), got(&full), posted(&full)],
        [Ok(()), Ok(()), Ok(())]
    );
    let too_large = || Err(fault(BindingFault::TooLarge));
    assert_eq!(
        [got(&deflate(&more)), got(&more), posted(&more)],
        [too_large(), too_large(), too_large()]
    );
    let answer = format!(
        "SAMLResponse={}",
        utf8_percent_encode(&STANDARD.encode(&more), NON_ALPHANUMERIC)
    );
    assert!(decode_post(answer.as_bytes(), "", Parameter::SamlResponse).is_ok());
    let bomb = deflate(&vec![b'<'; 32 << 20]);
    assert!(bomb.len() < 40_000);
    assert_eq!(get(&request(&bomb)), Err(fault(BindingFault::TooLarge)));
}

#[test]
fn bnd_02_only_one_bare_deflate_stream_is_read() {
    let good = deflate(XML.as_bytes());
    assert!(get(&request(&good)).is_ok());
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(XML.as_bytes()).unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(XML.as_bytes()).unwrap();
    let trailing = [good.as_slice(), b"x"].concat();
    let two = [good.as_slice(), good.as_slice()].concat();
    let cut = good[..good.len() - 2].to_vec();
    let nested = deflate(&good);
    for (name, wrong) in [
        ("zlib", zlib.finish().unwrap()),
        ("gzip", gzip.finish().unwrap()),
        ("trailing", trailing),
        ("two streams", two),
        ("cut", cut),
        ("empty stream", deflate(b"")),
    ] {
        assert_eq!(
            get(&request(&wrong)),
            Err(fault(BindingFault::Deflate)),
            "{name}"
        );
    }
    // A stream within a stream is undone once; what comes out is no XML and is refused there.
    let QueryMessage::Embedded { xml, .. } = get(&request(&nested)).unwrap() else {
        panic!("not read as embedded");
    };
    assert_eq!(xml, good);
    // Stored blocks are DEFLATE like any other.
    let mut stored = DeflateEncoder::new(Vec::new(), Compression::none());
    stored.write_all(XML.as_bytes()).unwrap();
    assert!(get(&request(&stored.finish().unwrap())).is_ok());
}

#[test]
fn the_bindings_have_the_uris_of_the_standard() {
    for binding in [Binding::Post, Binding::Redirect] {
        assert_eq!(Binding::from_uri(binding.uri()), Some(binding));
    }
    assert_eq!(
        Binding::from_uri("urn:oasis:names:tc:SAML:2.0:bindings:SOAP"),
        None
    );
}

/// A request of the reference node as it came by GET.
#[test]
fn the_recorded_get_of_the_reference_node_is_read() {
    const TEST: &str = "the_recorded_get_of_the_reference_node_is_read";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let read = |name: &str| std::fs::read(recordings.join("redirect").join(name)).unwrap();
    let url = String::from_utf8(read("url.txt")).unwrap();
    let expected = read("request.xml");
    let query = url.trim().split_once('?').unwrap().1;
    let Ok(QueryMessage::Embedded { xml, .. }) = get(query) else {
        panic!("not read as embedded");
    };
    assert_eq!(xml, expected);
    saw(TEST, 1);
}

/// A logged error or message does not tell what a RelayState says: it may lead to a person.
#[test]
fn a_relay_state_does_not_show_in_debug_output() {
    let relay_state = RelayState::new("f3a9-secret").unwrap();
    assert_eq!(format!("{relay_state:?}"), "RelayState(…)");
}
