// SPDX-License-Identifier: EUPL-1.2
//! A line of the trail as a syslog message (RFC 5424 §6), counted in octets (RFC 5425 §4.3.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::Stream;
use crate::audit::Checkpoint;

/// Facility 13 (log audit), severity 6 (informational). RFC 5424 §6.2.1.
const PRI: u8 = 13 * 8 + 6;
/// RFC 5424 §6.2.7.
const LONGEST_MSGID: usize = 32;
/// What is not known. RFC 5424 §6.
const NILVALUE: &str = "-";

/// What of a line stands in the header too.
#[derive(Deserialize)]
struct Header {
    time: String,
    event: String,
}

impl Header {
    fn of(stream: Stream, line: &[u8]) -> Option<Self> {
        match stream {
            Stream::Log(_) => serde_json::from_slice(line).ok(),
            Stream::Checkpoints => {
                let payload = line.split(|b| *b == b'.').nth(1)?;
                let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
                let checkpoint: Checkpoint = serde_json::from_slice(&payload).ok()?;
                let event = "checkpoint".to_owned();
                Some(Self {
                    time: checkpoint.time,
                    event,
                })
            }
        }
    }
}

/// `MSG-LEN SP SYSLOG-MSG`. MSG is the line, octet by octet (MSG-ANY, without a byte order mark: RFC 5424 §6.4), so
/// that who keeps it can follow the chain. There is no structured data: names of our own would need an enterprise
/// number (§6.3.2), and the line has its number already.
pub(super) fn framed(stream: Stream, hostname: &str, line: &[u8]) -> Vec<u8> {
    let header = Header::of(stream, line);
    let printable = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    let time = header.as_ref().map(|header| header.time.as_str());
    let time = time.filter(|time| printable(time)).unwrap_or(NILVALUE);
    let event = header.as_ref().map(|header| header.event.as_str());
    let event = event
        .filter(|event| printable(event) && event.len() <= LONGEST_MSGID)
        .unwrap_or(NILVALUE);
    // VERSION 1; APP-NAME says which chain, for receivers file by it; no PROCID: a line may be of an earlier process.
    let name = stream.name();
    let head = format!("<{PRI}>1 {time} {hostname} landport-{name} - {event} - ");
    let mut message = format!("{} {head}", head.len() + line.len()).into_bytes();
    message.extend_from_slice(line);
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Class, EVENTS};

    /// By hand after the ABNF of RFC 5424 §6 and RFC 5425 §4.3.
    #[test]
    fn a_line_is_a_message_with_its_own_time_and_event_and_unchanged_octets() {
        let line = r#"{"seq":1,"time":"2026-11-30T06:00:00.123Z","prev":"","event":"peer_unavailable","country":"Å"}"#;
        let message = framed(
            Stream::Log(Class::Operation),
            "node1.example.no",
            line.as_bytes(),
        );
        let wanted = format!(
            "<110>1 2026-11-30T06:00:00.123Z node1.example.no landport-operation - peer_unavailable - {line}"
        );
        assert_eq!(
            String::from_utf8(message).unwrap(),
            format!("{} {wanted}", wanted.len())
        );
        let token = format!(
            "h.{}.s",
            URL_SAFE_NO_PAD.encode(
                r#"{"issuer":"i","node":"n","time":"2026-11-30T00:00:01.000Z","chains":{}}"#
            )
        );
        let message = framed(Stream::Checkpoints, "-", token.as_bytes());
        let wanted = format!(
            "<110>1 2026-11-30T00:00:01.000Z - landport-checkpoints - checkpoint - {token}"
        );
        assert_eq!(
            String::from_utf8(message).unwrap(),
            format!("{} {wanted}", wanted.len())
        );
        // What somebody else wrote into the file is evidence, and no header of theirs.
        for odd in ["no event", r#"{"time":"a b","event":"c\nd"}"#] {
            let message = framed(Stream::Log(Class::Logins), "-", odd.as_bytes());
            let message = String::from_utf8(message).unwrap();
            assert!(
                message.ends_with(&format!("<110>1 - - landport-logins - - - {odd}")),
                "{message}"
            );
        }
    }

    #[test]
    fn every_event_fits_msgid_and_every_stream_app_name() {
        for event in EVENTS {
            let name = event.name;
            assert!(name.len() <= LONGEST_MSGID && name.is_ascii(), "{name}");
        }
        for stream in Stream::ALL {
            // RFC 5424 §6.2.5: 48 characters.
            assert!("landport-".len() + stream.name().len() <= 48);
        }
    }
}
