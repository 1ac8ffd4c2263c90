// SPDX-License-Identifier: EUPL-1.2
//! A confused person: at each page of each journey she goes back to any earlier page, by its address or as her
//! browser remembers it, reloads with what was posted, opens the address in a second tab, reads another language,
//! loses her cookies, or comes a day later. What she then sees of ours has a main action, and by main actions alone
//! she arrives. She has no script: what goes on by itself is a button here.

use url::Url;

use crate::browser::{Browser, Page};
use crate::stage::Stage;

/// No journey has so many pages; who needs more goes in circles.
const MOST_STEPS: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Journey {
    /// A foreign citizen to a Norwegian service.
    Abroad,
    /// A Norwegian to a Norwegian service.
    Home,
    /// A Norwegian to a foreign service.
    Away,
    /// To the page of one's own logins.
    Own,
}

impl Journey {
    const ALL: [Self; 4] = [Self::Abroad, Self::Home, Self::Away, Self::Own];

    async fn begin(self, stage: &Stage, browser: &mut Browser) -> Page {
        let (name, path) = match self {
            Self::Abroad => ("trademark", "/login?as=european"),
            Self::Home => ("trademark", "/login?as=anyone"),
            Self::Away => return stage.ask_from(browser, "SE").await,
            Self::Own => ("no", "/logins/start"),
        };
        browser.open(&stage.url(name, path)).await
    }

    /// The host of the service, and what only who has arrived sees there.
    fn ends_at(self, page: &Page) -> bool {
        let (host, path, seen) = match self {
            Self::Abroad | Self::Home => ("trademark.localhost", "/me", "<h1>Welcome"),
            Self::Away => ("service.se.localhost", "/me", "<h1>Welcome"),
            Self::Own => ("no.localhost", "/logins", "value=\"leave\""),
        };
        page.url.host_str() == Some(host) && page.url.path() == path && page.body.contains(seen)
    }

    fn is_service(self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        self != Self::Own && (host == "trademark.localhost" || host == "service.se.localhost")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Confusion {
    /// The address of the page before, anew.
    Back(usize),
    /// The page before as the browser remembers it, and its button once more.
    Remembers(usize),
    Reloads,
    SecondTab,
    OtherLanguage,
    LosesCookies,
    ADayLater,
}

const CONFUSIONS: [Confusion; 9] = [
    Confusion::Back(1),
    Confusion::Back(2),
    Confusion::Remembers(1),
    Confusion::Remembers(2),
    Confusion::Reloads,
    Confusion::SecondTab,
    Confusion::OtherLanguage,
    Confusion::LosesCookies,
    Confusion::ADayLater,
];

fn main_part(page: &Page) -> &str {
    let main = page.body.split_once("<main").map_or("", |(_, main)| main);
    main.split_once("</main>").map_or("", |(main, _)| main)
}

/// The value of an attribute of the first tag that begins so.
fn attribute<'a>(html: &'a str, tag: &str, name: &str) -> Option<&'a str> {
    let (_, rest) = html.split_once(tag)?;
    let (tag, _) = rest.split_once('>')?;
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

fn has_main_action(page: &Page) -> bool {
    let main = main_part(page);
    let actions = [
        "class=\"main\"",
        "class=\"button main\"",
        "<button class=\"choice\"",
    ];
    actions.iter().any(|action| main.contains(action))
}

/// One step by what stands out on the page.
async fn on(browser: &mut Browser, page: &Page) -> Option<Page> {
    let choices: [(&str, &str); 4] = [
        ("country", "SE"),
        ("country", "NO"),
        ("eid", "bankid"),
        ("person", "plain"),
    ];
    for (name, value) in choices {
        // A button that names an e-ID links it: that is no main action.
        let form = page.form_with(name, value).filter(|form| {
            let choice = (name.to_owned(), value.to_owned());
            name == "country" || form.choices.contains(&choice)
        });
        if let Some(form) = form {
            let filled = [(name, value), ("action", "next")];
            return Some(browser.submit(page, &form, &filled).await);
        }
    }
    let main = main_part(page);
    if let Some(href) = attribute(main, "<a class=\"button main\"", "href") {
        return Some(browser.follow(page, href).await);
    }
    let (before, _) = main.split_once("class=\"main\"")?;
    let (_, button) = main.split_at(before.rfind("<button")?);
    let (name, value) = (
        attribute(button, "<button", "name"),
        attribute(button, "<button", "value"),
    );
    match (name, value) {
        (Some(name), Some(value)) => {
            let form = page.form_with(name, value)?;
            Some(browser.submit(page, &form, &[(name, value)]).await)
        }
        // What carries a message has nothing else.
        _ => {
            let form = page.forms().into_iter().next_back()?;
            Some(browser.submit(page, &form, &[]).await)
        }
    }
}

/// From wherever she is to the end, by main actions alone; at the service she begins again.
async fn arrives(
    stage: &Stage,
    browser: &mut Browser,
    journey: Journey,
    mut page: Page,
    what: &str,
) {
    let mut way = Vec::new();
    for _ in 0..MOST_STEPS {
        page = browser.settle(page).await;
        way.push(format!("{} {}", page.url, page.heading()));
        if journey.ends_at(&page) {
            return;
        }
        if journey.is_service(&page.url) {
            page = journey.begin(stage, browser).await;
            continue;
        }
        if page.url.host_str() == Some("no.localhost") {
            assert!(has_main_action(&page), "{what}: {} {}", page.url, page.body);
        }
        assert!(
            !page.status.is_server_error() || has_main_action(&page),
            "{what}: {way:#?}"
        );
        let next = on(browser, &page).await;
        // Where nothing of a login is left she goes to her service, as the page says.
        page = match next {
            Some(next) if !leads_away(&next) => next,
            _ => journey.begin(stage, browser).await,
        };
    }
    panic!("{what}: she goes in circles: {way:#?}");
}

/// Help stands elsewhere.
fn leads_away(page: &Page) -> bool {
    let host = page.url.host_str().unwrap_or_default();
    !host.ends_with("localhost") || page.status == 404
}

/// The pages of a journey as far as its end.
async fn pages(stage: &Stage, browser: &mut Browser, journey: Journey) -> Vec<Page> {
    let mut seen = Vec::new();
    let mut page = journey.begin(stage, browser).await;
    for _ in 0..MOST_STEPS {
        page = browser.settle(page).await;
        seen.push(page.clone());
        if journey.ends_at(&page) {
            return seen;
        }
        let next = on(browser, &page).await;
        page = next.unwrap_or_else(|| panic!("{journey:?}: {} {}", page.url, page.body));
    }
    panic!("{journey:?} has no end");
}

/// What she does at this page of her journey. `None`: there is no such page.
async fn confused(
    stage: &Stage,
    browser: &mut Browser,
    seen: &[Page],
    confusion: Confusion,
) -> Option<Page> {
    let (here, before) = (seen.last()?, |back| seen.len().checked_sub(1 + back));
    let page = match confusion {
        Confusion::Back(n) => browser.open(seen.get(before(n)?)?.url.as_str()).await,
        Confusion::Remembers(n) => on(browser, seen.get(before(n)?)?).await?,
        Confusion::Reloads => browser.reload(here).await,
        Confusion::SecondTab => browser.open(here.url.as_str()).await,
        Confusion::OtherLanguage => {
            let link = here
                .body
                .split('"')
                .find(|part| part.ends_with("lang=el"))?;
            browser.follow(here, link).await
        }
        Confusion::LosesCookies => {
            browser.forget("no.localhost");
            browser.reload(here).await
        }
        Confusion::ADayLater => {
            stage.advance(24 * 60 * 60);
            stage.refresh().await;
            stage.meet_connectors().await;
            browser.open(here.url.as_str()).await
        }
    };
    Some(page)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_confused_at_any_page_arrives_by_main_actions_alone() {
    let stage = Stage::abroad().await;
    let mut tried = 0;
    for journey in Journey::ALL {
        let length = pages(&stage, &mut stage.browser(), journey).await.len();
        assert!(length > 2, "{journey:?} has {length} pages");
        for confusion in CONFUSIONS {
            for at in 0..length {
                let mut browser = stage.browser();
                let mut seen = Vec::new();
                let mut page = journey.begin(&stage, &mut browser).await;
                for step in 0..=at {
                    page = browser.settle(page).await;
                    seen.push(page.clone());
                    if step < at {
                        page = on(&mut browser, &page).await.unwrap();
                    }
                }
                let what = format!("{journey:?}, {confusion:?} at {}", page.url);
                let Some(page) = confused(&stage, &mut browser, &seen, confusion).await else {
                    continue;
                };
                arrives(&stage, &mut browser, journey, page, &what).await;
                tried += 1;
            }
        }
    }
    assert!(tried > 80, "{tried} confusions were tried");
}
