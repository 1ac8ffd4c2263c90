// SPDX-License-Identifier: EUPL-1.2
//! Another country proved a person, by its node or by the PID in her wallet: what the service gets, and who
//! is told first whether she is known. Implementing Regulation (EU) 2025/846 art. 3, 4.
//!
//! Who is told waits on a page. Until she decides nothing has left, her login is open, and who she is
//! lies sealed under her browser's secret alone ([`HeldLogin::person`]).

use eidas::{Instant, LevelOfAssurance};
use oidc::protocol::{Acr, ClaimSet};
use oidc::provider::AuthorizationRequest;
use pages::ErrorText;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{Kind, Record};

use crate::app::App;
use crate::ask::Asked;
use crate::audit::AuditEvent;
use crate::flow::end::answer::Answer;
use crate::flow::end::code::{Proof, hand_out, new_code};
use crate::flow::end::outcome::refuse;
use crate::flow::end::person::{entry, foreign_subject, journaled, known, match_person, pairwise};
use crate::flow::end::proven_by::{ProvenBy, is_open_at_home};
use crate::flow::end::session::Answered;
use crate::flow::end::way_back::asked;
use crate::flow::end::{ending, session, twice};
use crate::flow::{Fault, HeldLogin, change_with, count_end};
use crate::identity::Identity;
use crate::login::{Login, Stage, Tried, WALLET};
use crate::matching::known::Keep;
use crate::matching::{Match, Method};
use crate::own::Owner;
use crate::representative::Representative;
use crate::settings::{ClientSettings, MatchPage};
use crate::translate::{Refusal, acr_of};

/// A person whom another country proved, while she is told.
#[derive(Serialize, Deserialize)]
pub struct Arrival {
    /// A name of its own: a form brings it back, and is only taken for what it was shown with.
    pub id: String,
    /// Who she is.
    pub identity: Identity,
    /// Who proved her.
    pub proven_by: ProvenBy,
    /// What came of her beside the minimum data set.
    pub claims: Map<String, Value>,
    /// Whether she is known.
    pub matched: Match,
    /// A national e-ID said so, and it is not in the journal and the trail yet: so long it does not count.
    #[serde(default)]
    pub unwritten: bool,
}

impl Record for Arrival {
    const KIND: Kind = Kind::Arrival;
    const VERSION: u8 = 2;
}

impl Arrival {
    /// What the service gets of her.
    pub(in crate::flow) fn guest(&self) -> Guest<'_> {
        let mut claims = ClaimSet::new();
        for (name, value) in &self.claims {
            claims.set(name, value.clone());
        }
        Guest {
            identity: &self.identity,
            proven_by: &self.proven_by,
            claims,
            matched: Some(&self.matched),
            representative: None,
        }
    }

    /// A national e-ID says who she is here at this level or a higher one: not lower than what the other
    /// country proved, so that a number is as sure as the login that it goes with, and never at low.
    pub fn link_level(&self) -> LevelOfAssurance {
        self.identity.level.max(LevelOfAssurance::Substantial)
    }
}

/// A person whom another country proved, as a service gets her.
pub(in crate::flow) struct Guest<'a> {
    /// Who she is.
    pub identity: &'a Identity,
    /// Who proved her.
    pub proven_by: &'a ProvenBy,
    /// What came beside the minimum data set.
    pub claims: ClaimSet,
    /// Whether she is known, where that was asked.
    pub matched: Option<&'a Match>,
    /// Who acts for her.
    pub representative: Option<&'a Representative>,
}

impl Guest<'_> {
    /// Where she proved herself.
    fn tried(&self) -> Tried {
        match self.proven_by.who() {
            ProvenBy::Eid(id) => Tried::Eid(id.clone()),
            ProvenBy::Pid(_) => Tried::Eid(WALLET.to_owned()),
            ProvenBy::Node(_) | ProvenBy::Linked { .. } => Tried::Country(self.identity.country),
        }
    }
}

/// A person is proven for the service of this login: whether it may have her, and whether she is known
/// here.
pub(in crate::flow) async fn welcome(
    app: &App,
    open: &HeldLogin,
    guest: Guest<'_>,
) -> Result<Answer, Fault> {
    let asked = asked(open)?;
    let identity = guest.identity;
    let sub = pairwise(app, &asked.request, identity.source(), &identity.key())?;
    if !asked.request.asks_for(&sub) {
        let (tried, why) = (guest.tried(), Refusal::AnotherPerson);
        return refuse(app, open, tried, why, "another_person", None).await;
    }
    if !asked.request.takes(&Acr::new(acr_of(identity.level))) {
        let (tried, why) = (guest.tried(), Refusal::AnotherLevel);
        return refuse(app, open, tried, why, "essential_acr", None).await;
    }
    let (login, person_ref) = (open.flow.to_string(), app.audit.person_ref(&identity.key()));
    // Who acts for somebody is told nothing of her.
    let may_tell = guest.representative.is_none();
    let person = (identity, person_ref.as_str());
    let matched = match_person(app, &asked.request, &login, person, may_tell).await?;
    let guest = Guest {
        matched: matched.as_ref(),
        ..guest
    };
    arrive(app, open, &asked, guest).await
}

/// The service of this login, and the person proven for it: her code; or first the page that tells her.
async fn arrive(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
    guest: Guest<'_>,
) -> Result<Answer, Fault> {
    let current = app.current();
    // A client that was removed meanwhile gets nothing.
    let client = current
        .asking(&open.login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    // Whoever acts for her is not told of her, and decides nothing for her.
    // Nobody reads where a test of Demo Europe names whom to be.
    let scripted = asked.demo_person(current.settings.profile).is_some();
    let told =
        !scripted && guest.representative.is_none() && is_told(&client.settings, guest.matched);
    if told && let Some(matched) = guest.matched {
        return tell(app, open, &guest, matched.clone()).await;
    }
    if client.settings.match_page == MatchPage::Required
        && guest.matched.and_then(Match::pid).is_none()
    {
        let fault = Fault::new(ErrorText::Unavailable, "match_required");
        return Err(fault.in_hand(open));
    }
    finish(app, open, asked, guest, None).await
}

/// Whether a person is to be told what came of the question who she is. What she was told before and had
/// kept is not told again (art. 3(1): the first time), and where nobody could be asked nothing is known.
fn is_told(client: &ClientSettings, matched: Option<&Match>) -> bool {
    let news = match matched {
        Some(Match::Found { method, .. }) => !matches!(method, Method::Kept | Method::Session),
        Some(Match::Ambiguous | Match::NotExact(_) | Match::NotFound | Match::Unguaranteed) => true,
        Some(Match::ByService | Match::New | Match::Unavailable { .. }) | None => false,
    };
    news && client.match_page != MatchPage::Absent
}

async fn tell(
    app: &App,
    open: &HeldLogin,
    guest: &Guest<'_>,
    matched: Match,
) -> Result<Answer, Fault> {
    let claims = guest.claims.iter();
    let arrival = Arrival {
        id: app.env.token(),
        identity: guest.identity.clone(),
        proven_by: guest.proven_by.clone(),
        claims: claims
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect(),
        matched,
        unwritten: false,
    };
    let until_ms = open.login.expires_ms;
    let person = app.records.together();
    let person = person.put_sealed(&open.person(), &arrival, until_ms)?;
    let stage = Stage::Arrived {
        country: guest.identity.country,
        unlinked: None,
    };
    let mut open = open.again();
    let arrived = |login: &mut Login| login.stage.clone_from(&stage);
    let answer = Answer::Told {
        flow: open.flow.to_string(),
    };
    let step = twice::leading_to(&answer, &open, person);
    change_with(app, &mut open, arrived, Some(step)).await?;
    Ok(answer)
}

/// What she decided on the page. Written by the one who ends her login, and by no second click.
pub(in crate::flow) struct Decided {
    /// The word in the trail.
    pub word: &'static str,
    /// How long her match is kept.
    pub keep: Option<Keep>,
}

impl Decided {
    async fn write(
        self,
        app: &App,
        open: &HeldLogin,
        request: &AuthorizationRequest,
        identity: &Identity,
        matched: &Match,
    ) -> Result<(), Fault> {
        if *matched == Match::New {
            // With that it is successful after all: the outcome. Art. 2(7), 5(1).
            let now = Instant::from_ms(app.env.now_ms());
            let mut entry = entry(request, open.flow.as_str(), identity, now);
            entry.insert("outcome".to_owned(), matched.status().into());
            let unwritten = |()| Fault::new(ErrorText::Unavailable, "journal").in_hand(open);
            journaled(app, entry.into(), now).await.map_err(unwritten)?;
        }
        let until = match (matched, self.keep) {
            (Match::Found { pid, by, .. }, Some(keep)) => {
                let current = app.current();
                let known = known(app, &current);
                let until = known.keep(identity, (pid, by.as_deref()), keep).await?;
                Some(until.to_string())
            }
            // She may have ended it before; now she did.
            (restored, None) if restored.is_restored() => {
                let current = app.current();
                known(app, &current).end(&identity.key()).await?;
                None
            }
            _ => None,
        };
        let event = AuditEvent::MatchDecided {
            login: open.flow.to_string(),
            decision: self.word,
            until,
        };
        Ok(app.audit.note(event).await?)
    }
}

/// The person is the service's: grant, session, code. Once.
pub(in crate::flow) async fn finish(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
    guest: Guest<'_>,
    decided: Option<Decided>,
) -> Result<Answer, Fault> {
    let tried = guest.tried();
    let Guest {
        identity,
        proven_by,
        claims,
        matched,
        representative,
    } = guest;
    let sub = pairwise(app, &asked.request, identity.source(), &identity.key())?;
    // Closed since it said which number is hers.
    if let Some(by) = matched.and_then(Match::by) {
        let by = ProvenBy::Eid(by.to_owned());
        is_open_at_home(app, &by).map_err(|fault| fault.in_hand(open))?;
    }
    let (ending, sole) = ending::alone(app, open, asked).await?;
    if let (Some(matched), Some(decided)) = (matched, decided) {
        let request = &asked.request;
        decided.write(app, open, request, identity, matched).await?;
    }
    let current = app.current();
    // A client that was removed meanwhile gets nothing.
    let client = current
        .asking(&open.login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    let code = new_code(app, &asked.request);
    let session = match (representative, proven_by) {
        (None, ProvenBy::Node(entity_id)) => {
            let answered = Answered {
                request: &asked.request,
                sub: &sub,
                code: &code,
            };
            let told = client.settings.match_page != MatchPage::Absent;
            let who = (identity, entity_id, matched.filter(|_| told));
            session::guest(app, open, who, (&*client.settings, &answered)).await?
        }
        // Nobody but this service hears of a login by somebody else, or of what a wallet presented to it.
        _ => None,
    };
    let mut subject = foreign_subject(sub, identity, matched);
    subject.sid = session.as_ref().map(|session| session.sid.clone());
    for (name, value) in claims.iter() {
        subject.claims.set(name, value.clone());
    }
    if let Some(representative) = representative {
        subject.represented_by(representative.claims());
    }
    let proof = Proof {
        by: proven_by.clone().linked(matched),
        owner: Some(Owner::Foreign(identity.key().into_owned())),
    };
    hand_out(app, open, (asked, code, sole), subject, proof).await?;
    ending.done();
    count_end(app, &open.login, Some(&tried), "success");
    let flow = open.flow.to_string();
    Ok(match session {
        Some(session) => Answer::LoggedIn {
            flow,
            session: Some(session.secret.reveal().to_owned()),
            group: session.group,
        },
        None => Answer::Continue { flow },
    })
}
