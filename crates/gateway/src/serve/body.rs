// SPDX-License-Identifier: EUPL-1.2
//! The body of a request, whole: in time, within its size, and within what all bodies together may take.

use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::request::Parts;
use http::{Response, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};

use super::places::{Place, Places};
use crate::http::glance::Glance;

/// Why a body was not read to its end.
pub(super) enum Unread {
    /// It broke off, is too long, or has to give way.
    Broken(StatusCode),
    /// By its beginning.
    TurnedAway(Box<Response<Body>>),
}

/// All octets of a body, in one piece.
///
/// Attack: a body that comes octet by octet. Each piece that is read keeps the 8 KiB into which it
/// was read, so that kept pieces take eight thousand times what was sent. Defence: they are copied,
/// and let go.
///
/// Attack (BND-06): two thousand bodies of 256 KiB that lack their end. Defence: beyond [`SMALL`]
/// their octets are taken from what all share, and when there are none left, who has held some for
/// longest gives them back. Trade: while that lasts, so does an honest one that is slower than all.
/// A long one takes as much again as it has, so that it is not copied once for each piece.
pub(super) async fn whole(
    mut body: Limited<Incoming>,
    bodies: &Arc<Places>,
    (mut glance, head): (Option<&dyn Glance>, &Parts),
) -> Result<Bytes, Unread> {
    let broken = |status| Err(Unread::Broken(status));
    let (mut octets, mut room) = (Vec::new(), SMALL);
    let mut held: Option<Place> = None;
    loop {
        let frame = match &held {
            None => body.frame().await,
            Some(held) => tokio::select! {
                frame = body.frame() => frame,
                () = held.shown_out() => return broken(StatusCode::SERVICE_UNAVAILABLE),
            },
        };
        let data = match frame {
            None => return Ok(octets.into()),
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            Some(Err(error)) if error.is::<LengthLimitError>() => {
                return broken(StatusCode::PAYLOAD_TOO_LARGE);
            }
            Some(Err(_)) => return broken(StatusCode::BAD_REQUEST),
        };
        let needed = octets.len() + data.len();
        if needed > room {
            if let Some(glance) = glance.take()
                && let Some(response) = glance.turns_away(head, &octets).await
            {
                return Err(Unread::TurnedAway(Box::new(response)));
            }
            let left = body.size_hint().upper().unwrap_or_default();
            let end = needed.saturating_add(usize::try_from(left).unwrap_or_default());
            // As much again, and no more than is to come.
            let more = (needed - room).max(room).min(end - room);
            let more = more.next_multiple_of(SMALL);
            room += more;
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            let got = match &mut held {
                Some(held) => held.more(more).await,
                None => {
                    held = bodies.take(more).await.ok();
                    held.is_some()
                }
            };
            if !got {
                return broken(StatusCode::SERVICE_UNAVAILABLE);
            }
        }
        if needed > octets.capacity() {
            octets.reserve_exact(room - octets.len());
        }
        octets.extend_from_slice(&data);
    }
}

/// What each body may have of its own: a form of our pages, or what a client posts. The rest is
/// taken in pieces as long.
const SMALL: usize = 8 * 1024;
