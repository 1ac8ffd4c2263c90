//! What may be registered about a client. RFC 7591, RFC 8252, RFC 9126, RFC 9700; FAPI 2.0 §5.3, §5.4.

use oidc::jose::Algorithm;
use oidc::protocol::{ErrorCode, RedirectUri, ScopeSet, Transport, UriFault};
use oidc::provider::{
    Application, AudienceRule, BindingRule, Client, ClientAuth, FrontChannel, GrantRule,
    IntrospectionRule, PkceRule, RefreshRule, RefreshUsage, RequestObjectRule, SecretHash, Secrets,
    SecurityProfile, Stop,
};

use crate::fixture::{
    ISSUER, NOW, ask_as, client, fapi_client, plain, provider, public_client, request,
    secret_client, stopped, with,
};

fn faults(client: &Client) -> Vec<String> {
    client.faults().iter().map(ToString::to_string).collect()
}

/// Exactly one fault, whose words begin so.
fn only(client: &Client, begins: &str) {
    let faults = faults(client);
    let begin = |fault: &String| fault.starts_with(begins);
    assert!(
        faults.len() == 1 && faults.iter().all(begin),
        "{begins}: {faults:?}"
    );
}

/// RFC 6749 §4.4; RFC 9700 §4.15: a client has logins or acts for itself, and each without the other's.
#[test]
fn rfc6749_s4_4_a_client_that_acts_for_itself_logs_nobody_in() {
    let machine = || Client {
        grants: GrantRule::ClientCredentials,
        redirect_uris: vec![],
        scopes: ScopeSet::from_iter(["clients.read"]),
        ..secret_client()
    };
    assert_eq!(faults(&machine()), Vec::<String>::new());
    let redirect_uris = client().redirect_uris;
    only(
        &Client {
            redirect_uris,
            ..machine()
        },
        "redirect_uris: a client with client_credentials logs nobody in",
    );
    for words in [&["openid", "clients.read"][..], &[]] {
        let scopes = words.iter().copied().collect();
        only(
            &Client {
                scopes,
                ..machine()
            },
            "scope: what a client with",
        );
    }
    let auth = ClientAuth::None;
    only(
        &Client { auth, ..machine() },
        "grant_types: a public client has no client_credentials",
    );
    let refresh = RefreshRule::Always(RefreshUsage::OneTime);
    only(
        &Client {
            refresh,
            ..machine()
        },
        "grant_types: no refresh token",
    );
}

#[test]
fn rfc7591_s2_a_registration_that_contradicts_itself_says_where() {
    for good in [client(), secret_client(), public_client(), fapi_client()] {
        assert_eq!(faults(&good), Vec::<String>::new());
    }
    only(
        &Client {
            redirect_uris: vec![],
            ..client()
        },
        "redirect_uris: write at least one",
    );
    let scopes = ScopeSet::from_iter(["profile"]);
    only(&Client { scopes, ..client() }, "scope: openid");
    only(
        &Client {
            sector: "a\0b".to_owned(),
            ..client()
        },
        "client_orgno",
    );
    only(
        &Client {
            auth: ClientAuth::private_key_jwt([]),
            ..client()
        },
        "token_endpoint_auth_signing_alg",
    );
    let request_object = RequestObjectRule::Required(vec![]);
    only(
        &Client {
            request_object,
            ..client()
        },
        "request_object_signing_alg",
    );
    let pkce = PkceRule::NonceInstead {
        reason: String::new(),
    };
    only(
        &Client { pkce, ..client() },
        "code_challenge_method: write why",
    );
    let resources = vec!["https://api.example/#x".to_owned()];
    only(
        &Client {
            resources,
            ..client()
        },
        "resources: an absolute URI",
    );
    // RFC 7662 §2.1: who looks into tokens proves itself, and names what it serves.
    let of = |audiences: &[&str]| {
        let audiences = audiences.iter().map(ToString::to_string);
        IntrospectionRule::Audiences(audiences.collect())
    };
    for (introspection, client) in [
        (of(&[]), client()),
        (of(&["https://a.no"]), public_client()),
    ] {
        only(
            &Client {
                introspection,
                ..client
            },
            "introspection",
        );
    }
    let introspection = of(&["https://a.no"]);
    assert!(
        faults(&Client {
            introspection,
            ..client()
        })
        .is_empty()
    );
    let token = "https://no.example/token";
    for (audiences, reason) in [(vec![token.to_owned()], ""), (vec![], "a library")] {
        let audience = AudienceRule::Also {
            audiences,
            reason: reason.to_owned(),
        };
        let algorithms = vec![Algorithm::Es256];
        let auth = ClientAuth::PrivateKeyJwt {
            algorithms,
            audience,
        };
        only(
            &Client { auth, ..client() },
            "audiences: write which, and why",
        );
    }
    let neither = |reason: &str| PkceRule::Neither {
        reason: reason.to_owned(),
    };
    let pkce = neither("");
    only(
        &Client { pkce, ..client() },
        "code_challenge_method: write why",
    );
    let pkce = neither("a library");
    assert!(faults(&Client { pkce, ..client() }).is_empty());
    let pkce = neither("a library");
    only(
        &Client {
            pkce,
            ..public_client()
        },
        "code_challenge_method: a public client",
    );
}

/// "Request and response parameters MUST NOT be included more than once."
#[test]
fn rfc6749_s3_1_no_address_has_a_parameter_of_its_answer() {
    let at = |query: &str| {
        let text = format!("https://trademark.example/callback?{query}");
        RedirectUri::register(&text, Transport::Https).unwrap()
    };
    for name in [
        "code",
        "state",
        "iss",
        "error",
        "error_description",
        "error_uri",
        "response",
    ] {
        let redirect_uris = vec![at("dummy1=lorem"), at(&format!("a=b&{name}=x"))];
        only(
            &Client {
                redirect_uris,
                ..client()
            },
            "redirect_uris: a parameter of its query",
        );
    }
    let leaving = |after: &str, front: &str| {
        let mut client = client();
        client.redirect_uris = vec![at("code2=x&my_state=y")];
        client.logout.post_logout_redirect_uris = vec![at(after)];
        client.logout.front_channel = Some(FrontChannel {
            uri: at(front),
            session_required: true,
        });
        client
    };
    assert!(faults(&leaving("iss=x", "state=x")).is_empty());
    only(
        &leaving("%73tate=x", "x=y"),
        "post_logout_redirect_uris: state",
    );
    for front in ["iss=x", "sid"] {
        only(
            &leaving("x=y", front),
            "frontchannel_logout_uri: iss and sid",
        );
    }
}

#[test]
fn rfc9126_s2_2_and_others_lifetimes_have_bounds() {
    type Change = fn(&mut oidc::provider::Lifetimes, i64);
    let rows: [(Change, i64, i64, &str); 5] = [
        (
            |l, s| l.pushed_request = s,
            5,
            600,
            "pushed_authorization_request_lifetime",
        ),
        (|l, s| l.code = s, 1, 600, "authorization_code_lifetime"),
        (|l, s| l.access_token = s, 10, 3600, "access_token_lifetime"),
        (|l, s| l.id_token = s, 10, 3600, "access_token_lifetime"),
        (
            |l, s| l.refresh_token = s,
            10,
            7200,
            "refresh_token_lifetime",
        ),
    ];
    for (change, least, most, name) in rows {
        let with = |seconds| {
            let mut client = client();
            change(&mut client.lifetimes, seconds);
            client
        };
        assert!(
            faults(&with(least)).is_empty() && faults(&with(most)).is_empty(),
            "{name}"
        );
        only(&with(least - 1), name);
        only(&with(most + 1), name);
    }
    // A login lives as long as what comes of it, and a year at most.
    let login = |seconds| {
        let mut client = client();
        client.lifetimes.refresh_token = 10;
        client.lifetimes.authorization = seconds;
        client
    };
    for seconds in [120, 365 * 24 * 3600] {
        assert!(faults(&login(seconds)).is_empty(), "{seconds}");
    }
    for seconds in [119, 365 * 24 * 3600 + 1] {
        only(&login(seconds), "refresh_token_lifetime");
    }
}

#[test]
fn fapi2_s5_3_2_1_what_a_fapi_client_cannot_be_registered_for() {
    let with = |change: fn(&mut Client)| {
        let mut client = fapi_client();
        change(&mut client);
        client
    };
    let secret = || ClientAuth::SecretBasic(Secrets::one(SecretHash::of("x")));
    let changed = Client {
        auth: secret(),
        ..fapi_client()
    };
    only(&changed, "token_endpoint_auth_method: a FAPI client");
    only(
        &with(|c| c.auth = ClientAuth::private_key_jwt([Algorithm::Rs256])),
        "token_endpoint_auth_signing_alg: a FAPI",
    );
    only(
        &with(|c| c.id_token_algorithm = Algorithm::Rs256),
        "id_token_signed_response_alg: a FAPI",
    );
    only(
        &with(|c| c.authorization_response_algorithm = Some(Algorithm::Rs256)),
        "authorization_signed_response_alg: a FAPI",
    );
    only(
        &with(|c| c.userinfo_algorithm = Some(Algorithm::Rs256)),
        "userinfo_signed_response_alg: a FAPI",
    );
    only(
        &with(|c| {
            let local = "http://127.0.0.1/callback";
            c.redirect_uris = vec![RedirectUri::register_native(local).unwrap()];
        }),
        "redirect_uris: a FAPI client is answered by https",
    );
    only(
        &with(|c| c.request_object = RequestObjectRule::Optional(vec![Algorithm::Rs256])),
        "request_object_signing_alg: a FAPI",
    );
    only(
        &with(|c| c.refresh = RefreshRule::Always(RefreshUsage::OneTime)),
        "refresh_token_usage: the refresh",
    );
    only(
        &with(|c| {
            c.pkce = PkceRule::Neither {
                reason: "x".to_owned(),
            }
        }),
        "code_challenge_method: a FAPI",
    );
    only(
        &with(|c| {
            c.auth = ClientAuth::PrivateKeyJwt {
                algorithms: vec![Algorithm::Es256],
                audience: AudienceRule::Also {
                    audiences: vec!["https://no.example/token".to_owned()],
                    reason: "x".to_owned(),
                },
            }
        }),
        "a FAPI client names the issuer",
    );
    // The same is fine for everybody else.
    let baseline = Client {
        profile: SecurityProfile::Baseline,
        ..changed
    };
    assert!(faults(&baseline).is_empty());
}

/// FAPI 2.0 §5.3.2.2: "shall reject authorization requests sent without" PAR; §5.3.2.1: bound tokens; codes
/// of 60 seconds. Whatever the registration says.
#[test]
fn fapi2_s5_3_2_the_rules_hold_whatever_is_registered() {
    let mut client = fapi_client();
    client.lifetimes.code = 300;
    assert!(client.must_push() && client.must_bind());
    let refused = plain(&request()).verify(Some(&client), &provider(), NOW);
    assert_eq!(stopped(refused), Stop::PushRequired);
    let pushed = oidc::provider::par::push(
        &request(),
        &crate::fixture::authenticated(&client),
        None,
        &provider(),
        crate::fixture::opaque('p'),
        NOW,
    )
    .unwrap()
    .0
    .open(&client.client_id, Some(&client), NOW)
    .unwrap();
    assert_eq!(pushed.lifetimes.code, 60);
    let relaxed = Client {
        profile: SecurityProfile::Baseline,
        binding: BindingRule::Required,
        ..client
    };
    assert!(!relaxed.must_push() && relaxed.must_bind());
    assert_eq!(ask_as(&request(), &relaxed).unwrap().lifetimes.code, 300);
}

#[test]
fn rfc9700_s4_14_2_a_public_clients_refresh_tokens_rotate_or_are_bound() {
    let refresh = RefreshRule::Always(RefreshUsage::Reuse);
    let reusing = Client {
        refresh,
        ..public_client()
    };
    only(&reusing, "refresh_token_usage: a public client");
    let bound = Client {
        binding: BindingRule::Required,
        ..reusing
    };
    assert!(faults(&bound).is_empty());
}

fn native(uris: &[&str]) -> Client {
    Client {
        application: Application::Native,
        redirect_uris: uris
            .iter()
            .map(|uri| RedirectUri::register_native(uri).unwrap())
            .collect(),
        ..public_client()
    }
}

#[test]
fn rfc8252_s7_a_form_may_lead_to_a_native_application() {
    let leads_to = |uri: &str, any_port| {
        let uri = RedirectUri::register_native(uri).unwrap();
        uri.form_action(any_port)
    };
    for (uri, registered, exact) in [
        (
            "com.example.app:/cb",
            "com.example.app:",
            "com.example.app:",
        ),
        (
            "com.example.app://x/cb",
            "com.example.app:",
            "com.example.app:",
        ),
        (
            "http://127.0.0.1/cb",
            "http://127.0.0.1:*",
            "http://127.0.0.1",
        ),
        (
            "http://localhost:1/",
            "http://localhost:*",
            "http://localhost:1",
        ),
        ("http://127.0.0.2:1/", "http:", "http:"),
        ("http://[::1]/cb", "http:", "http:"),
        (
            "https://a.example/",
            "https://a.example",
            "https://a.example",
        ),
    ] {
        assert_eq!(leads_to(uri, true), registered, "{uri}");
        assert_eq!(leads_to(uri, false), exact, "{uri}");
    }
}

/// Two readers of another spelling could go to two places, so an address has the one in which it is sent.
#[test]
fn rfc8252_s7_a_native_address_is_written_as_it_is_sent() {
    for (text, sent) in [
        ("http://127.1/cb", "http://127.0.0.1/cb"),
        ("HTTP://localhost/cb", "http://localhost/cb"),
        ("http://127.0.0.1:80/cb", "http://127.0.0.1/cb"),
        ("https://app.example:443/cb", "https://app.example/cb"),
        ("https://app.example/a/../cb", "https://app.example/cb"),
        ("com.example.app:/a/../cb", "com.example.app:/cb"),
        ("COM.example.app:/cb", "com.example.app:/cb"),
    ] {
        let normal = sent.to_owned();
        let fault = RedirectUri::register_native(text).unwrap_err();
        assert_eq!(fault, UriFault::NotNormal { normal }, "{text}");
        RedirectUri::register_native(sent).unwrap();
    }
    // A lone slash may be left out, as people do.
    RedirectUri::register_native("https://app.example").unwrap();
}

#[test]
fn rfc8252_s7_3_a_native_application_answers_at_any_port_of_its_loopback() {
    let app = native(&[
        "http://127.0.0.1/callback",
        "http://[::1]:7000/callback",
        "http://localhost/cb?x=1",
    ]);
    let asked = |uri: &str| ask_as(&with(request(), "redirect_uri", Some(uri)), &app);
    for uri in [
        "http://127.0.0.1/callback",
        "http://127.0.0.1:51234/callback",
        "http://[::1]/callback",
        "http://[::1]:51234/callback",
        "http://localhost:3000/cb?x=1",
    ] {
        let asked = asked(uri).unwrap();
        assert_eq!(
            asked.reply.redirect_uri().as_str(),
            uri,
            "the port that was asked"
        );
    }
    for uri in [
        "http://127.0.0.1:51234/other",
        "http://127.0.0.1:51234/callback?x=1",
        "http://127.0.0.1:51234/callback#",
        "http://127.0.0.1:51234/x/../callback",
        "http://127.0.0.1:051234/callback",
        "http://127.1:51234/callback",
        "http://2130706433:51234/callback",
        "HTTP://127.0.0.1:51234/callback",
        "http://localhost:51234/callback",
        "http://127.0.0.2:51234/callback",
        "http://127.0.0.1.evil.example:51234/callback",
        "http://a@127.0.0.1:51234/callback",
        "https://127.0.0.1:51234/callback",
        "http://[::1]:51234/callback/",
        "http://localhost:3000/cb",
    ] {
        assert_eq!(stopped(asked(uri)), Stop::RedirectUriNotRegistered, "{uri}");
    }
    // AZ-01: not for a web application, and not for https.
    let web = Client {
        application: Application::Web,
        ..app
    };
    let other_port = with(
        request(),
        "redirect_uri",
        Some("http://127.0.0.1:51234/callback"),
    );
    assert_eq!(
        stopped(ask_as(&other_port, &web)),
        Stop::RedirectUriNotRegistered
    );
    let claimed = native(&["https://trademark.example/callback"]);
    let other_port = with(
        request(),
        "redirect_uri",
        Some("https://trademark.example:8443/callback"),
    );
    assert_eq!(
        stopped(ask_as(&other_port, &claimed)),
        Stop::RedirectUriNotRegistered
    );
}

/// The code goes to the address it was asked for: the token request names that one.
#[test]
fn rfc8252_s7_3_the_token_request_names_the_port_too() {
    use crate::fixture::{authenticated, code_form, code_request, subject};
    let app = native(&["http://127.0.0.1/callback"]);
    let redeem = |uri: &str| {
        let asked = ask_as(
            &with(
                request(),
                "redirect_uri",
                Some("http://127.0.0.1:7000/callback"),
            ),
            &app,
        );
        let grant = asked.unwrap().grant(subject(), NOW).unwrap();
        let form = with(code_form(), "redirect_uri", Some(uri));
        oidc::provider::token::redeem(
            &code_request(&form),
            grant,
            &authenticated(&app),
            None,
            ISSUER,
            NOW,
        )
        .map(|_| ())
        .map_err(|error| error.code())
    };
    assert_eq!(redeem("http://127.0.0.1:7000/callback"), Ok(()));
    assert_eq!(
        redeem("http://127.0.0.1/callback"),
        Err(ErrorCode::InvalidGrant)
    );
}

#[test]
fn rfc8252_s7_1_private_schemes_are_reversed_names() {
    let register = |text: &str| RedirectUri::register_native(text).map(|_| ());
    for text in [
        "com.example.app:/callback",
        "com.example.app:/cb?x=1",
        "https://trademark.example/app",
    ] {
        assert_eq!(register(text), Ok(()), "{text}");
    }
    for (text, fault) in [
        ("myapp:/callback", UriFault::PrivateScheme),
        ("javascript:alert(1)", UriFault::PrivateScheme),
        ("data:text/html,x", UriFault::PrivateScheme),
        ("http://trademark.example/callback", UriFault::Http),
        ("http://192.168.0.1/callback", UriFault::Http),
        ("com.example.app:/callback#x", UriFault::Fragment),
        ("com.example.app:/*", UriFault::Wildcard),
        ("/callback", UriFault::NotAbsolute),
    ] {
        assert_eq!(register(text), Err(fault), "{text}");
    }
}
