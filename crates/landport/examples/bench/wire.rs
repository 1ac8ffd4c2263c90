// SPDX-License-Identifier: EUPL-1.2
//! HTTP/1.1 as far as a measuring client needs it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use url::Url;

use crate::Outcome;

/// A connection that is opened when it is needed, and again when the other side has closed it.
pub(crate) struct Connection {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) cookies: Vec<String>,
    /// After so many seconds the page asks again by itself.
    pub(crate) refresh: Option<u64>,
    pub(crate) body: String,
}

impl Connection {
    pub(crate) fn new(port: u16) -> Self {
        Self { port, stream: None }
    }

    /// Sends a request as it is, and reads the answer.
    pub(crate) fn exchange(&mut self, request: &[u8]) -> Outcome<Answer> {
        if let Some(kept) = self.stream.take()
            && let Ok(answer) = self.try_on(kept, request)
        {
            return Ok(answer);
        }
        let fresh = connect(self.port)?;
        self.try_on(fresh, request)
    }

    fn try_on(&mut self, mut stream: BufReader<TcpStream>, request: &[u8]) -> Outcome<Answer> {
        // Who refuses a long body may answer before it has come whole.
        let _ = stream.get_mut().write_all(request);
        let (answer, stays) = read(&mut stream)?;
        if stays {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

/// One GET.
pub(crate) fn get(port: u16, url: &str) -> Outcome<(u16, String)> {
    let url = Url::parse(url)?;
    let (path, host) = (url.path(), url.host_str().unwrap_or_default());
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n");
    let answer = Connection::new(port).exchange(request.as_bytes())?;
    Ok((answer.status, answer.body))
}

fn connect(port: u16) -> Outcome<BufReader<TcpStream>> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    Ok(BufReader::new(stream))
}

/// An answer, and whether the connection may be used again.
fn read(stream: &mut BufReader<TcpStream>) -> Outcome<(Answer, bool)> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).ok_or("closed")?.parse()?;
    let (mut location, mut cookies, mut length, mut stays) = (None, Vec::new(), 0_usize, true);
    let mut refresh = None;
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "location" => location = Some(value.to_owned()),
            "set-cookie" => cookies.push(value.to_owned()),
            "content-length" => length = value.parse()?,
            "refresh" => refresh = value.parse().ok(),
            "connection" => stays = !value.eq_ignore_ascii_case("close"),
            "transfer-encoding" => return Err("chunked".into()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    let answer = Answer {
        status,
        location,
        cookies,
        refresh,
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    Ok((answer, stays))
}
