// SPDX-License-Identifier: EUPL-1.2
//! A consent that a person wants remembered, for one service and a limited time.
//!
//! What is kept says nothing to anybody: a keyed hash of everything that the person saw, sealed
//! under a cookie that only her browser has. It lets no one in, since a login at the e-ID is asked
//! for each time; all that it spares is the page, and only when the same values would go to the
//! same service at the same level. Whoever else sits at this browser, any other service, and a
//! question about one thing more get the page again.

use serde::{Deserialize, Serialize};
use store::{Kind, Record, Secret};

use crate::app::App;
use crate::audit::AuditEvent;
use crate::flow::Fault;

/// So many services of one browser are remembered; the oldest goes when there is one more.
/// Twenty lines of 100 characters keep the record below a page of the store.
pub const MOST_REMEMBERED: usize = 20;

/// The consents of one browser, oldest first.
#[derive(Default, Serialize, Deserialize)]
struct Remembered(Vec<Agreed>);

#[derive(Serialize, Deserialize)]
struct Agreed {
    /// HMAC, under the audit key, of everything that was shown and to whom.
    what: String,
    since_ms: i64,
}

impl Record for Remembered {
    const KIND: Kind = Kind::Consent;
    const VERSION: u8 = 1;
}

/// How long a consent is remembered now; none: not at all.
pub fn lifetime_ms(app: &App) -> Option<i64> {
    let settings = app.settings();
    let days = i64::from(settings.proxy_service.as_ref()?.remember_consent_days);
    (days > 0).then_some(days * 24 * 60 * 60 * 1000)
}

/// What this browser's secret leads to and the configuration still lets count.
async fn read(app: &App, secret: Option<&Secret>) -> Result<Remembered, Fault> {
    let (Some(secret), Some(lifetime_ms)) = (secret, lifetime_ms(app)) else {
        return Ok(Remembered::default());
    };
    let kept: Option<Remembered> = app.records.get_sealed(secret).await?;
    let mut kept = kept.unwrap_or_default();
    let now_ms = app.env.now_ms();
    kept.0
        .retain(|agreed| now_ms - agreed.since_ms < lifetime_ms);
    Ok(kept)
}

/// Whether this browser remembers exactly this.
pub async fn holds(app: &App, secret: Option<&Secret>, what: &str) -> Result<bool, Fault> {
    let kept = read(app, secret).await?;
    Ok(kept.0.iter().any(|agreed| agreed.what == what))
}

/// Whether this browser remembers anything, so that it can be told to forget.
pub async fn any(app: &App, secret: Option<&Secret>) -> Result<bool, Fault> {
    Ok(!read(app, secret).await?.0.is_empty())
}

/// Remembers this, under a new secret: a cookie that was copied before is worth nothing after.
pub async fn keep(app: &App, old: Option<&Secret>, what: &str) -> Result<Option<Secret>, Fault> {
    let Some(lifetime_ms) = lifetime_ms(app) else {
        return Ok(None);
    };
    let mut kept = read(app, old).await?;
    kept.0.retain(|agreed| agreed.what != what);
    let too_many = (kept.0.len() + 1).saturating_sub(MOST_REMEMBERED);
    kept.0.drain(..too_many);
    let now_ms = app.env.now_ms();
    kept.0.push(Agreed {
        what: what.to_owned(),
        since_ms: now_ms,
    });
    let until = now_ms + lifetime_ms;
    let secret = Secret::new(&app.env, until);
    app.records.put_sealed(&secret, &kept, until).await?;
    if let Some(old) = old {
        app.records.remove_sealed::<Remembered>(old).await?;
    }
    Ok(Some(secret))
}

/// Forgets all of this browser, because the person at it wants so.
pub async fn forget(app: &App, login: &str, secret: Option<&Secret>) -> Result<(), Fault> {
    let Some(secret) = secret else {
        return Ok(());
    };
    let kept: Option<Remembered> = app.records.get_sealed(secret).await?;
    app.records.remove_sealed::<Remembered>(secret).await?;
    let event = AuditEvent::ConsentForgotten {
        login: login.to_owned(),
        services: kept.map_or(0, |kept| kept.0.len()),
    };
    app.audit.note(event).await?;
    // What she was told is gone does not come back after a loss of power.
    Ok(app.records.durable().await?)
}
