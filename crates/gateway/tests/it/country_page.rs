//! The country page: who can be chosen, and what a tampered form can do (nothing).

use axum::body::Body;
use axum::http::{Request, StatusCode};
use eidas::Attribute;

use crate::support::{Gateway, ISSUER, Setup, flow_of};

#[tokio::test]
async fn only_countries_that_reach_the_level_can_be_chosen() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[("acr_values", "eidas-loa-high")]).await;
    let page = browser.get(begun.location()).await;
    let open = |code: &str| page.body.contains(&format!("value=\"{code}\">"));
    assert!(open("SE"), "{}", page.body);
    for greyed in ["BG", "DK"] {
        let shown = page.body.contains(&format!("data-code=\"{greyed}\""));
        assert!(shown && !open(greyed), "{greyed}");
    }
    assert!(page.body.contains("Closed for now."));
}

/// B13 of what was tried: what a country does not publish closes it before it is chosen, and says so.
#[tokio::test]
async fn a_country_without_the_minimum_data_set_is_greyed_with_that_reason() {
    for lacks in Attribute::NATURAL_MANDATORY {
        let gateway = Gateway::start_as(Setup {
            sweden_lacks: Some(lacks),
            ..Setup::default()
        })
        .await;
        let mut browser = gateway.browser();
        let begun = browser.authorize(&[]).await;
        let page = browser.get(begun.location()).await;
        let listed = page.body.contains("data-code=\"SE\"");
        assert!(
            listed && !page.body.contains("value=\"SE\">"),
            "{}",
            page.body
        );
        assert!(page.body.contains("does not share what a login needs"));
        assert!(page.body.contains("value=\"BG\">"), "the others stay");
        let form = [("country", "SE")];
        let flow = flow_of(&begun);
        let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
        assert_eq!(chosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// A company without `requester_id` reads why a country that wants one cannot be chosen, and it is not
/// said that the country does not answer. The flag is for non-public services: nobody of a public one is
/// turned away. Message Format 1.4 §3.4; Interoperability Architecture 1.4 §5.
#[tokio::test]
async fn a_country_that_wants_the_companys_name_is_greyed_with_that_reason() {
    let gateway = Gateway::start_as(Setup {
        sweden_wants_a_name: true,
        more: "[[client]]\nclient_id = \"kiosk\"\nname = \"Kiosk\"\nsp_type = \"private\"\n\
               start_url = \"http://kiosk.localhost:8080/\"\n\
               redirect_uris = [\"http://kiosk.localhost:8080/callback\"]\n\
               auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\n"
            .to_owned(),
        ..Setup::default()
    })
    .await;
    let of = |id: &'static str, uri: &'static str| [("client_id", id), ("redirect_uri", uri)];
    let rowing = of("rowing", "http://rowing.localhost:8080/callback");
    let kiosk = of("kiosk", "http://kiosk.localhost:8080/callback");
    for (service, may) in [(&rowing[..], true), (&kiosk[..], false), (&[][..], true)] {
        let mut browser = gateway.browser();
        let begun = browser.authorize(service).await;
        let page = browser.get(begun.location()).await;
        assert!(page.body.contains("data-code=\"SE\""), "{}", page.body);
        assert_eq!(page.body.contains("value=\"SE\">"), may, "{service:?}");
        assert_eq!(
            page.body
                .contains("The service is not registered with this country"),
            !may
        );
        let form = [("country", "SE")];
        let flow = flow_of(&begun);
        let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
        assert_eq!(chosen.status == StatusCode::UNPROCESSABLE_ENTITY, !may);
    }
}

/// SP-38.
#[tokio::test]
async fn sp_38_a_country_the_page_does_not_offer_is_not_asked() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[("acr_values", "eidas-loa-high")]).await);
    for country in ["NO", "XX", "../", "DK", "BG", "se", ""] {
        let form = [("country", country), ("action", "next")];
        let page = browser.post(&format!("/country?flow={flow}"), &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{country}");
    }
    assert!(gateway.audited("country_chosen").is_empty());
    browser.choose(&flow, "SE").await;
}

#[tokio::test]
async fn cancel_goes_back_with_access_denied() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let back = browser
        .post(&format!("/country?flow={flow}"), &[("action", "cancel")])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(back.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn the_language_switches_in_place_and_stays() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[("ui_locales", "nb")]).await);
    let url = format!("/country?flow={flow}");
    assert!(browser.get(&url).await.body.contains("<html lang=\"nb\">"));
    let switched = browser.get(&format!("{url}&lang=nn")).await;
    assert!(switched.body.contains("<html lang=\"nn\">"));
    assert!(browser.get(&url).await.body.contains("<html lang=\"nn\">"));
}

/// By the country, and only where nobody wished for a language.
#[tokio::test]
async fn a_language_that_nobody_wished_for_follows_the_country() {
    let gateway = Gateway::start().await;
    for (browsers, language) in [("tlh", "sv"), ("en", "en")] {
        let mut browser = gateway.browser();
        let path = browser.authorize_path(&[]);
        let request = Request::get(format!("{ISSUER}{path}")).header("accept-language", browsers);
        let flow = flow_of(&browser.go(request, Body::empty()).await);
        let before = browser.get(&format!("/country?flow={flow}")).await;
        assert!(before.body.contains("<html lang=\"en\">"));
        let chosen = browser
            .post(&format!("/country?flow={flow}"), &[("country", "SE")])
            .await;
        let page = browser.get(chosen.location()).await;
        let wanted = format!("<html lang=\"{language}\">");
        assert!(page.body.contains(&wanted), "{browsers}: {}", page.body);
    }
}

/// A cookie of its own with the code and nothing else; one click, and it is gone.
#[tokio::test]
async fn the_last_choice_on_this_device_stands_first_until_it_is_forgotten() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let url = format!("/country?flow={flow}");
    assert!(!browser.get(&url).await.body.contains("Chosen last time"));
    let chosen = browser.post(&url, &[("country", "SE")]).await;
    let cookies = chosen.headers.get_all("set-cookie").iter();
    let cookies: Vec<&str> = cookies.map(|value| value.to_str().unwrap()).collect();
    let kept = "__Host-country=SE; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax";
    assert!(cookies.contains(&kept), "{cookies:?}");

    let flow = flow_of(&browser.authorize(&[]).await);
    let url = format!("/country?flow={flow}");
    let page = browser.get(&url).await;
    assert!(
        page.body.contains("Chosen last time on this device"),
        "{}",
        page.body
    );
    let forgotten = browser.post(&url, &[("action", "forget")]).await;
    assert_eq!(forgotten.location(), url);
    assert!(!browser.get(&url).await.body.contains("Chosen last time"));
}

#[tokio::test]
async fn search_works_without_javascript() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let page = browser
        .get(&format!("/country?flow={flow}&q=sverige"))
        .await;
    assert!(page.body.contains("value=\"SE\"") && !page.body.contains("value=\"BG\""));
}

/// However long and in whatever letters: sixty octets of them ended inside a letter once, and then all
/// of it was on the page.
#[tokio::test]
async fn what_is_searched_for_is_on_the_page_up_to_sixty_letters() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    for letter in ["x", "\u{f8}", "\u{20ac}"] {
        let sought: String =
            url::form_urlencoded::byte_serialize(letter.repeat(500).as_bytes()).collect();
        let page = browser
            .get(&format!("/country?flow={flow}&q={sought}"))
            .await;
        let shown = |times| page.body.contains(&letter.repeat(times));
        assert!(shown(60) && !shown(61), "{letter}: {}", page.body.len());
    }
}

#[tokio::test]
async fn mixed_levels_come_to_the_chooser_first() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let mixed = [("acr_values", "idporten-loa-high eidas-loa-substantial")];
    let begun = browser.authorize(&mixed).await;
    assert!(begun.location().starts_with("/choose?flow="), "{begun:?}");
    let page = browser.get(begun.location()).await;
    assert!(page.body.contains("value=\"eidas\""));
    let form = [("eid", "eidas"), ("action", "next")];
    let next = browser.post(begun.location(), &form).await;
    assert!(next.location().starts_with("/country?flow="));
}

/// AZ-09.
#[tokio::test]
async fn az_09_a_form_of_another_site_changes_nothing() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let form = [("country", "SE"), ("action", "cancel")];
    let page = browser
        .post_from_abroad(&format!("/country?flow={flow}"), &form)
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    browser.choose(&flow, "SE").await;
}

/// A missing cookie never answers with a new request.
#[tokio::test]
async fn a_missing_cookie_is_explained() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    browser.cookies.clear();
    let page = browser.get(&format!("/country?flow={flow}")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("http://trademark.localhost:8080/"));
}

#[tokio::test]
async fn of_twenty_one_logins_the_oldest_is_let_go_and_its_page_says_so() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let oldest = flow_of(&browser.authorize(&[]).await);
    gateway.clock.advance(std::time::Duration::from_secs(61));
    for _ in 0..20 {
        browser.authorize(&[]).await;
    }
    assert_eq!(browser.cookies.len(), 20);
    let page = browser.get(&format!("/country?flow={oldest}")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(
        gateway
            .audited("login_refused")
            .last()
            .unwrap()
            .contains("too_many_logins")
    );
}
