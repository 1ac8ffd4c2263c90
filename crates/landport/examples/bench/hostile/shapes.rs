// SPDX-License-Identifier: EUPL-1.2
//! The requests themselves, address by address.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as B64};
use url::form_urlencoded::byte_serialize;

use super::attacker::Attacker;
use super::xml::{FILLINGS, Filling, Message};
use crate::walk::{pairs, posted_form};
use crate::{Outcome, gateway, world};

type Make = Box<dyn Fn(&mut Attacker) -> Outcome<Vec<u8>>>;

/// One kind of request.
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) make: Make,
    /// Sent again it costs the same: nothing in it is used up.
    pub(super) repeatable: bool,
}

/// Request line and headers together may have 64 KiB, a form 64 KiB, a message 128 KiB.
const LONG: usize = 60_000;
const MESSAGE: usize = 96_000;
const EUROPEAN: &str = "eidas-loa-substantial";
const NATIONAL: &str = "idporten-loa-substantial";

/// All of them; the first is the plainest, against which memory is counted.
pub(super) fn shapes() -> Vec<Shape> {
    let mut all = vec![again("GET /nowhere", |a| Ok(a.get("/nowhere")))];
    all.extend(fixed());
    all.extend(headers());
    all.extend(provider());
    all.extend(steps());
    for (name, filling) in FILLINGS {
        all.extend(messages(name, filling));
    }
    all.extend(carried());
    all
}

fn again(name: &str, make: impl Fn(&mut Attacker) -> Outcome<Vec<u8>> + 'static) -> Shape {
    Shape {
        name: name.to_owned(),
        make: Box::new(make),
        repeatable: true,
    }
}

fn once(name: &str, make: impl Fn(&mut Attacker) -> Outcome<Vec<u8>> + 'static) -> Shape {
    Shape {
        repeatable: false,
        ..again(name, make)
    }
}

/// What is the same for everybody.
fn fixed() -> Vec<Shape> {
    let paths = [
        "/",
        "/jwks.json",
        "/.well-known/openid-configuration",
        "/eidas/connector/metadata",
        "/eidas/proxy/metadata",
        "/eidas/connector/acs",
        "/eidas/proxy/sso",
        "/par",
        "/static/x/y",
        "/logo/x",
        "/continue?flow=x",
        "/send?flow=x",
        "/consent?flow=x",
    ];
    let mut all: Vec<_> = paths
        .into_iter()
        .map(|path| again(&format!("GET {path}"), move |a| Ok(a.get(path))))
        .collect();
    all.push(again("GET a long path", |a| {
        Ok(a.get(&format!("/{}", "%C3%A9".repeat(LONG / 6))))
    }));
    for (name, octets) in [("", 300), (", 250 kB that begin as an answer", 250_000)] {
        all.push(again(
            &format!("POST /wallet/response, nobody's{name}"),
            move |a| {
                let header = B64.encode(r#"{"alg":"ECDH-ES","enc":"A256GCM"}"#);
                let body = format!("response={header}..{}", "a".repeat(octets));
                Ok(a.post(&format!("/wallet/response/{}", nobodys()), "", &body))
            },
        ));
    }
    all.push(again("POST /wallet/request, nobody's, many fields", |a| {
        let fields: String = (0..100)
            .map(|n| format!("p{n}={}&", "%41".repeat(LONG / 330)))
            .collect();
        Ok(a.post(&format!("/wallet/request/{}", nobodys()), "", &fields))
    }));
    all.push(again("POST /csp-report, deep JSON", |a| {
        let body = format!("{}{}", "[".repeat(LONG / 2), "]".repeat(LONG / 2));
        let kind = "Content-Type: application/csp-report\r\n";
        Ok(a.wire("POST", "/csp-report", kind, &body))
    }));
    all
}

/// What every address reads beside the request.
fn headers() -> Vec<Shape> {
    let many = |name: &'static str, first: &'static str, each: &'static str| {
        again(&format!("GET /, {name}"), move |a| {
            let value = each.repeat((LONG - first.len()) / each.len());
            Ok(a.wire("GET", "/", &format!("{first}{value}\r\n"), ""))
        })
    };
    vec![
        many("cookies", "Cookie: a=b", "; lp_a=b"),
        many(
            "cookies of logins",
            "Cookie: a=b",
            "; __Host-flow-AAAAAAAAAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAAAAAAAA",
        ),
        many("languages", "Accept-Language: nb", ",nn;q=0.5"),
        many("proxies", "X-Forwarded-For: 198.18.0.1", ",127.0.0.1"),
        again("GET /, a hundred headers", |a| {
            let headers: String = (0..95)
                .map(|n| format!("X-{n}: {}\r\n", "y".repeat(600)))
                .collect();
            Ok(a.wire("GET", "/", &headers, ""))
        }),
    ]
}

/// The endpoints of the OpenID Provider.
fn provider() -> Vec<Shape> {
    let mut all = vec![
        once("GET /authorize, a login begins", |a| {
            let question = a.question(&[("acr_values", EUROPEAN), ("state", "s"), ("nonce", "n")]);
            Ok(a.get(&format!("/authorize?{question}")))
        }),
        once("POST /authorize", |a| {
            let question = a.question(&[("acr_values", EUROPEAN), ("nonce", "n")]);
            Ok(a.post("/authorize", "", &question))
        }),
        again("GET /authorize?request_uri=, unknown", |a| {
            let name = B64.encode([7; 32]);
            let uri = format!("urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A{name}");
            Ok(a.get(&format!("/authorize?client_id=bench-fr&request_uri={uri}")))
        }),
        again("GET /authorize?posted=, unknown", |a| {
            Ok(a.get(&format!("/authorize?posted={}", B64.encode([7; 32]))))
        }),
    ];
    type More = fn() -> String;
    let stuffed: [(&'static str, More); 7] = [
        ("many parameters", || "a=&".repeat(LONG / 3)),
        ("ninety long parameters", || {
            (0..80)
                .map(|n| format!("p{n}={}&", "%41".repeat(LONG / 270)))
                .collect()
        }),
        ("a long state", || {
            format!("state={}", "%41".repeat(LONG / 3))
        }),
        ("claims, wide", || {
            let members: Vec<_> = (0..LONG / 12).map(|n| format!("%22{n:x}%22:1")).collect();
            format!("claims=%7B%22userinfo%22:%7B{}%7D%7D", members.join(","))
        }),
        ("claims, deep", || {
            format!("claims={}", "%7B%22a%22:".repeat(LONG / 11))
        }),
        ("scopes", || {
            format!("scope=openid{}", "+a".repeat(LONG / 2))
        }),
        ("a hint", || {
            format!(
                "login_hint={0}&id_token_hint={0}.{0}.{0}",
                "eyJ".repeat(LONG / 12)
            )
        }),
    ];
    for (name, more) in stuffed {
        all.push(once(&format!("GET /authorize, {name}"), move |a| {
            let question = a.question(&[("acr_values", EUROPEAN)]);
            Ok(a.get(&format!("/authorize?{question}&{}", more())))
        }));
        all.push(once(&format!("POST /authorize, {name}"), move |a| {
            let question = a.question(&[("acr_values", EUROPEAN)]);
            Ok(a.post("/authorize", "", &format!("{question}&{}", more())))
        }));
        all.push(again(&format!("POST /par, {name}"), move |a| {
            Ok(a.post("/par", "", &more()))
        }));
        all.push(again(&format!("POST /token, {name}"), move |a| {
            Ok(a.post("/token", "", &more()))
        }));
    }
    let jwt = |header: &str, claims: &str| {
        format!(
            "{}.{}.{}",
            B64.encode(header),
            B64.encode(claims),
            B64.encode([7; 64])
        )
    };
    let asserted = move |claims: String| {
        let proof = jwt(r#"{"alg":"ES256","kid":"1","typ":"JWT"}"#, &claims);
        let kind = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
        format!("client_id=bench-fr&client_assertion_type={kind}&client_assertion={proof}")
    };
    for path in ["/par", "/token"] {
        all.push(again(&format!("POST {path}, a proof that does not hold"), move |a| {
            let issuer = format!("http://{}", Attacker::host());
            let exp = super::now_ms() / 1000 + 60;
            let claims = format!(
                r#"{{"iss":"bench-fr","sub":"bench-fr","aud":"{issuer}","jti":"{}","exp":{exp}}}"#,
                a.turn
            );
            let more = "&grant_type=authorization_code&code=x";
            Ok(a.post(path, "", &format!("{}{more}", asserted(claims))))
        }));
        all.push(again(
            &format!("POST {path}, a proof of wide JSON"),
            move |a| {
                let members: Vec<_> = (0..1_900).map(|n| format!("\"{n:x}\":[]")).collect();
                Ok(a.post(path, "", &asserted(format!("{{{}}}", members.join(",")))))
            },
        ));
        all.push(again(&format!("POST {path}, a long secret"), move |a| {
            let secret = STANDARD.encode(format!("bench-fr:{}", "%41".repeat(LONG / 5)));
            Ok(a.post(
                path,
                &format!("Authorization: Basic {secret}\r\n"),
                "grant_type=x",
            ))
        }));
    }
    for (name, token) in [("unknown", B64.encode([7; 32])), ("long", "x".repeat(LONG))] {
        all.push(again(&format!("GET /userinfo, a token {name}"), move |a| {
            Ok(a.wire(
                "GET",
                "/userinfo",
                &format!("Authorization: Bearer {token}\r\n"),
                "",
            ))
        }));
    }
    all
}

/// The pages of a login that the stranger began.
fn steps() -> Vec<Shape> {
    type Ask = fn(&mut Attacker, &str, &str) -> Vec<u8>;
    let kinds: [(&str, &str, Ask); 14] = [
        ("GET /country", EUROPEAN, |a, flow, cookie| {
            a.wire("GET", &format!("/country?flow={flow}"), cookie, "")
        }),
        (
            "GET /country, a long search",
            EUROPEAN,
            |a, flow, cookie| {
                let search = "%C3%A5".repeat(LONG / 6);
                a.wire(
                    "GET",
                    &format!("/country?flow={flow}&q={search}"),
                    cookie,
                    "",
                )
            },
        ),
        // As long as most names, so that its spelling is compared with all of them.
        ("GET /country, no country", EUROPEAN, |a, flow, cookie| {
            a.wire(
                "GET",
                &format!("/country?flow={flow}&q=qqqqqqqqq"),
                cookie,
                "",
            )
        }),
        ("POST /country, none", EUROPEAN, |a, flow, cookie| {
            a.post(&format!("/country?flow={flow}"), cookie, "action=next")
        }),
        ("POST /country", EUROPEAN, |a, flow, cookie| {
            a.post(
                &format!("/country?flow={flow}"),
                cookie,
                "action=next&country=FR",
            )
        }),
        ("POST /country, many fields", EUROPEAN, |a, flow, cookie| {
            let fields = "a=&".repeat(LONG / 3);
            a.post(&format!("/country?flow={flow}"), cookie, &fields)
        }),
        ("GET /send, too early", EUROPEAN, |a, flow, cookie| {
            a.wire("GET", &format!("/send?flow={flow}"), cookie, "")
        }),
        ("POST /send", EUROPEAN, |a, flow, cookie| {
            a.post(&format!("/send?flow={flow}"), cookie, "action=cancel")
        }),
        ("GET /continue", EUROPEAN, |a, flow, cookie| {
            a.wire("GET", &format!("/continue?flow={flow}"), cookie, "")
        }),
        ("GET /choose", NATIONAL, |a, flow, cookie| {
            a.wire("GET", &format!("/choose?flow={flow}"), cookie, "")
        }),
        ("POST /choose", NATIONAL, |a, flow, cookie| {
            a.post(
                &format!("/choose?flow={flow}"),
                cookie,
                "action=next&eid=minid",
            )
        }),
        ("GET /go, too early", NATIONAL, |a, flow, cookie| {
            a.wire("GET", &format!("/go?flow={flow}"), cookie, "")
        }),
        (
            "GET /callback/minid, another's state",
            NATIONAL,
            |a, _, cookie| {
                let state = B64.encode([7; 32]);
                a.wire(
                    "GET",
                    &format!("/callback/minid?state={state}&code=x"),
                    cookie,
                    "",
                )
            },
        ),
        ("POST /consent", NATIONAL, |a, flow, cookie| {
            a.post(
                &format!("/consent?flow={flow}"),
                cookie,
                "action=approve&shown=x",
            )
        }),
    ];
    let mut all: Vec<_> = kinds
        .into_iter()
        .map(|(name, level, ask)| {
            once(name, move |a| {
                let (flow, cookie) = a.begin(level)?;
                Ok(ask(a, &flow, &cookie))
            })
        })
        .collect();
    all.push(once("GET /send, a request is signed", |a| {
        let (flow, cookie) = a.begin(EUROPEAN)?;
        let chosen = a.post(
            &format!("/country?flow={flow}"),
            &cookie,
            "action=next&country=FR",
        );
        a.sent(&chosen)?;
        Ok(a.wire("GET", &format!("/send?flow={flow}"), &cookie, ""))
    }));
    all.push(once("GET /go, an e-ID is asked", |a| {
        let (flow, cookie) = a.begin(NATIONAL)?;
        let chosen = a.post(
            &format!("/choose?flow={flow}"),
            &cookie,
            "action=next&eid=minid",
        );
        a.sent(&chosen)?;
        Ok(a.wire("GET", &format!("/go?flow={flow}"), &cookie, ""))
    }));
    all.push(once("GET /callback/minid, a made-up code", |a| {
        let (flow, cookie) = a.begin(NATIONAL)?;
        let chosen = a.post(
            &format!("/choose?flow={flow}"),
            &cookie,
            "action=next&eid=minid",
        );
        a.sent(&chosen)?;
        let gone = a.wire("GET", &format!("/go?flow={flow}"), &cookie, "");
        let to = a.sent(&gone)?.location.ok_or("no way to the e-ID")?;
        let state = a.state_in(&to)?;
        let code = "x".repeat(1_000);
        Ok(a.wire(
            "GET",
            &format!("/callback/minid?state={state}&code={code}"),
            &cookie,
            "",
        ))
    }));
    all
}

/// A message of this filling to both SAML endpoints, of a node that is known and of one that is not.
fn messages(filling: &'static str, with: Filling) -> Vec<Shape> {
    let mut all = Vec::new();
    for known in [true, false] {
        let who = if known { "a known node" } else { "a stranger" };
        all.push(again(
            &format!("POST /eidas/connector/acs, {who}: {filling}"),
            move |a| {
                let (xml, _) = both(a, known, with, MESSAGE);
                let body = format!("SAMLResponse={}&RelayState=x", form_base64(xml.as_bytes()));
                Ok(a.post("/eidas/connector/acs", "", &body))
            },
        ));
        all.push(again(
            &format!("POST /eidas/proxy/sso, {who}: {filling}"),
            move |a| {
                let (_, xml) = both(a, known, with, MESSAGE);
                let body = format!("SAMLRequest={}&RelayState=x", form_base64(xml.as_bytes()));
                Ok(a.post("/eidas/proxy/sso", "", &body))
            },
        ));
        for room in [8_000, 60_000] {
            let size = if room > 10_000 {
                "inflates to 60 kB"
            } else {
                "inflates to 8 kB"
            };
            all.push(again(&format!("GET /eidas/proxy/sso, {size}, {who}: {filling}"), move |a| {
                let (_, xml) = both(a, known, with, room);
                let deflated = form_base64(&deflate(xml.as_bytes())?);
                let algorithm = "http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23ecdsa-sha256";
                let signature = form_base64(&[7; 64]);
                Ok(a.get(&format!(
                    "/eidas/proxy/sso?SAMLRequest={deflated}&SigAlg={algorithm}&Signature={signature}"
                )))
            }));
        }
    }
    all
}

/// An answer and a question.
fn both(a: &Attacker, known: bool, with: Filling, octets: usize) -> (String, String) {
    let (answering, asking) = if known {
        (a.answering.as_str(), a.asking.as_str())
    } else {
        (
            "http://stranger.localhost/metadata",
            "http://stranger.localhost/metadata",
        )
    };
    let at = |path: &str| format!("http://{}{path}", Attacker::host());
    let answer = Message::Response {
        issuer: answering,
        to: &at("/eidas/connector/acs"),
    };
    let question = Message::Request {
        issuer: asking,
        to: &at("/eidas/proxy/sso"),
    };
    (
        answer.text(a.turn, with, octets),
        question.text(a.turn, with, octets),
    )
}

/// Genuine messages, which any browser carries: brought again, and with one octet changed.
fn carried() -> Vec<Shape> {
    let answer = |a: &mut Attacker| -> Outcome<Vec<(String, String)>> {
        let (flow, cookie) = a.begin(EUROPEAN)?;
        let chosen = a.post(
            &format!("/country?flow={flow}"),
            &cookie,
            "action=next&country=FR",
        );
        a.sent(&chosen)?;
        let sending = a.wire("GET", &format!("/send?flow={flow}"), &cookie, "");
        let page = a.sent(&sending)?.body;
        a.walker.forget();
        let at = format!("http://no.localhost:{}/send", gateway());
        let (to, form) = posted_form(&page, &at)?;
        let page = a.walker.posted(&to, &form)?;
        let (to, mut form) = posted_form(&page.1.body, &page.0)?;
        form.extend(pairs(&[("person", "plain"), ("action", "next")]));
        let page = a.walker.posted(&to, &form)?;
        Ok(posted_form(&page.1.body, &page.0)?.1)
    };
    let question = |a: &mut Attacker| -> Outcome<Vec<(String, String)>> {
        a.walker.forget();
        let service = format!("http://service.se.localhost:{}/login", world());
        let page = a.walker.follow(service)?;
        let (to, mut form) = posted_form(&page.1.body, &page.0)?;
        form.extend(pairs(&[("country", "NO"), ("action", "next")]));
        let mut page = a.walker.posted(&to, &form)?;
        loop {
            let (to, form) = posted_form(&page.1.body, &page.0)?;
            if to.ends_with("/eidas/proxy/sso") {
                return Ok(form);
            }
            page = a.walker.posted(&to, &form)?;
        }
    };
    let body = |form: &[(String, String)]| {
        let pairs = form
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value.as_bytes())));
        pairs.collect::<Vec<_>>().join("&")
    };
    let changed = |form: &mut Vec<(String, String)>| -> Outcome<()> {
        for (name, value) in form {
            if name.starts_with("SAML") {
                let text = String::from_utf8(STANDARD.decode(&value)?)?;
                *value =
                    STANDARD.encode(text.replacen("IssueInstant=\"20", "IssueInstant=\"21", 1));
            }
        }
        Ok(())
    };
    vec![
        once(
            "POST /eidas/connector/acs, genuine, one octet changed",
            move |a| {
                let mut form = answer(a)?;
                changed(&mut form)?;
                Ok(a.post("/eidas/connector/acs", "", &body(&form)))
            },
        ),
        again(
            "POST /eidas/proxy/sso, genuine, one octet changed",
            move |a| {
                let mut form = question(a)?;
                changed(&mut form)?;
                Ok(a.post("/eidas/proxy/sso", "", &body(&form)))
            },
        ),
        once("POST /eidas/proxy/sso, genuine", move |a| {
            let form = question(a)?;
            Ok(a.post("/eidas/proxy/sso", "", &body(&form)))
        }),
    ]
}

/// The name of a request to a wallet that was never made, and would not have ended. What a live one costs is in
/// `scripts/bench wallet`, which has wallets.
fn nobodys() -> String {
    B64.encode([[0x7f, 0xff, 0xff].as_slice(), &[7; 32]].concat())
}

fn escaped(octets: &[u8]) -> String {
    byte_serialize(octets).collect()
}

fn form_base64(octets: &[u8]) -> String {
    escaped(STANDARD.encode(octets).as_bytes())
}

fn deflate(octets: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(octets)?;
    Ok(encoder.finish()?)
}
