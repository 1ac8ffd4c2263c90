//! The outbound client against a small server of our own.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

/// Answers every request on loopback with these octets, and tells what it was asked.
async fn server(answer: Vec<u8>) -> (Url, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = vec![0; 8192];
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
            seen.lock().unwrap().push(text);
            let _ = stream.write_all(&answer).await;
        }
    });
    let url = Url::parse(&format!("http://se.localhost:{port}/metadata")).unwrap();
    (url, asked)
}

fn answer(head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into_bytes()
}

fn demo() -> Fetch {
    let options = FetchOptions {
        demo: true,
        proxy: None,
    };
    Fetch::new(options).unwrap()
}

fn request(url: &Url) -> FetchRequest<'_> {
    FetchRequest {
        url,
        reach: Reach::Supplied,
        limit: 100,
        roots: &[],
        headers: &[],
        since: None,
    }
}

#[tokio::test]
async fn localhost_names_lead_to_loopback_in_the_demo() {
    let (url, asked) = server(answer(
        "200 OK\r\nETag: \"7\"\r\nContent-Type: text/xml",
        "<a/>",
    ))
    .await;
    let fetched = demo().get(&request(&url)).await.unwrap().unwrap();
    assert_eq!((fetched.status, &fetched.body[..]), (200, &b"<a/>"[..]));
    assert_eq!(fetched.content_type.as_deref(), Some("text/xml"));
    assert_eq!(fetched.validators.etag.as_deref(), Some("\"7\""));
    let asked = asked.lock().unwrap().join("");
    assert!(asked.contains("user-agent: landport/"), "{asked}");
    assert!(asked.contains("host: se.localhost:"), "{asked}");
}

#[tokio::test]
async fn nothing_changed_is_none() {
    let (url, asked) = server(answer("304 Not Modified", "")).await;
    let since = Validators {
        etag: Some("\"7\"".to_owned()),
        last_modified: Some("Mon, 23 Nov 2026 12:00:00 GMT".to_owned()),
    };
    let mut request = request(&url);
    request.since = Some(&since);
    assert!(demo().get(&request).await.unwrap().is_none());
    let asked = asked.lock().unwrap().join("");
    assert!(asked.contains("if-none-match: \"7\""), "{asked}");
    assert!(asked.contains("if-modified-since: Mon"), "{asked}");
}

#[tokio::test]
async fn md_12_ss_01_a_redirect_is_an_answer_and_not_followed() {
    let (url, asked) = server(answer("302 Found\r\nLocation: http://se.localhost:1/", "")).await;
    let fetched = demo().get(&request(&url)).await.unwrap().unwrap();
    assert_eq!(fetched.status, 302);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn too_much_is_refused_announced_or_not() {
    let long = "x".repeat(101);
    let unannounced = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{long}").into_bytes();
    for octets in [answer("200 OK", &long), unannounced] {
        let (url, _) = server(octets).await;
        let refused = demo().get(&request(&url)).await.unwrap_err();
        assert!(
            matches!(refused, FetchError::TooLarge { limit: 100, .. }),
            "{refused}"
        );
    }
}

/// INV-4 of the attack catalogue: no connection is opened to an address the input named.
#[tokio::test]
async fn ss_01_private_addresses_are_refused_before_anything_is_sent() {
    let fetch = Fetch::new(FetchOptions::default()).unwrap();
    let urls = [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://localhost/",
        "https://x.localhost/",
        "https://10.0.0.1/",
        "http://example.org/",
    ];
    for url in urls {
        let url = Url::parse(url).unwrap();
        let refused = fetch.get(&request(&url)).await.unwrap_err();
        assert!(
            matches!(refused, FetchError::Forbidden { .. }),
            "{url}: {refused}"
        );
    }
    let elsewhere = Url::parse("http://example.org/").unwrap();
    let refused = demo().get(&request(&elsewhere)).await.unwrap_err();
    assert!(matches!(refused, FetchError::Forbidden { .. }), "{refused}");
}

#[tokio::test]
async fn ss_01_a_name_that_leads_inside_is_refused_when_it_has_become_an_address() {
    let resolver = Resolver(Rule::Public);
    let refused = resolver.resolve("localhost".parse().unwrap()).await;
    assert!(refused.err().unwrap().is::<PrivateAddress>());
}

#[tokio::test]
async fn nobody_there_is_said_with_the_host() {
    let url = Url::parse("http://se.localhost:1/").unwrap();
    let error = demo().get(&request(&url)).await.unwrap_err();
    assert!(
        matches!(&error, FetchError::Unreachable { host, .. } if host == "se.localhost"),
        "{error}"
    );
}
