//! What is written down: the closed list of audit events, and its documentation.

use serde::{Deserialize, Serialize};

/// How long a line must be kept, and who will ask for it. Each class is a file, a chain and a
/// retention time of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Messages between nodes: node, message, date and time. Implementing Regulation (EU) 2015/1501
    /// art. 9(3).
    Messages,
    /// Logins: what was asked, proven, released or refused.
    Logins,
    /// The gateway itself: start, stop, configuration, keys, peers, operators.
    Operation,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Messages, Self::Logins, Self::Operation];

    /// Its name, as in the file name and the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Logins => "logins",
            Self::Operation => "operation",
        }
    }
}

/// One event of the documentation.
#[derive(Clone, Copy, Debug)]
pub struct EventDoc {
    /// The value of `event` in the line.
    pub name: &'static str,
    /// Its class.
    pub class: Class,
    /// What happened.
    pub doc: &'static str,
    /// Field names with their meaning.
    pub fields: &'static [(&'static str, &'static str)],
}

/// What a field of an event may be.
trait Field {
    /// Its text, where it is one.
    fn text(&self) -> Option<&str> {
        None
    }
}

impl Field for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Field for &'static str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Field> Field for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(Field::text)
    }
}

impl Field for Vec<String> {}
impl Field for bool {}
impl Field for u32 {}
impl Field for u64 {}
impl Field for usize {}
impl Field for Class {}
impl Field for serde_json::Value {}

macro_rules! audit_events {
    ($(
        $(#[doc = $doc:literal])+
        $class:ident $name:literal $variant:ident {
            $( $(#[doc = $field_doc:literal])+ $field:ident : $type:ty, )*
        }
    )+) => {
        /// Everything the gateway writes down. Closed: a new event is a new variant, and
        /// `docs/audit.md` follows. No value of a person, no token and no raw message is a field.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(tag = "event")]
        pub enum AuditEvent {
            $(
                $(#[doc = $doc])+
                #[serde(rename = $name)]
                $variant {
                    $(
                        $(#[doc = $field_doc])+
                        $field: $type,
                    )*
                },
            )+
        }

        impl AuditEvent {
            /// The class of this event.
            #[must_use]
            pub fn class(&self) -> Class {
                match self { $( Self::$variant { .. } => Class::$class, )+ }
            }

            /// The value of `event` in the line.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $name, )+ }
            }

            /// The text of this field, where the event has it and it is one.
            pub(super) fn text(&self, field: &str) -> Option<&str> {
                match self {
                    $( Self::$variant { $( $field, )* } => {
                        $( if field == stringify!($field) { return $field.text(); } )*
                        None
                    } )+
                }
            }
        }

        /// The documentation of every event, in the order of the code.
        pub const EVENTS: &[EventDoc] = &[
            $( EventDoc {
                name: $name,
                class: Class::$class,
                doc: concat!($($doc),+),
                fields: &[ $( (stringify!($field), concat!($($field_doc),+)), )* ],
            }, )+
        ];
    };
}

audit_events! {
    /// A service asked for a login.
    Logins "login_started" LoginStarted {
        /// The login (flow id).
        login: String,
        /// The client that asked.
        client_id: String,
        /// The levels asked for (`acr_values`).
        acr_values: Vec<String>,
        /// What else was sent: of what may be about a person the name alone.
        sent: Vec<String>,
    }
    /// A person chose a country.
    Logins "country_chosen" CountryChosen {
        /// The login (flow id).
        login: String,
        /// The country.
        country: String,
    }
    /// A person chose a national e-ID and was sent there.
    Logins "eid_asked" EidAsked {
        /// The login (flow id).
        login: String,
        /// The e-ID.
        eid: String,
    }
    /// A national e-ID could not be asked.
    Logins "eid_unavailable" EidUnavailable {
        /// The login (flow id).
        login: String,
        /// The e-ID.
        eid: String,
        /// The stable reason code.
        reason: String,
    }
    /// A person chose a wallet, and requests to wallets were made.
    Logins "wallet_asked" WalletAsked {
        /// The login (flow id).
        login: String,
    }
    /// A wallet presented a PID that was verified: an answer to our request, by a provider of a
    /// trusted list, not revoked.
    Logins "presentation_verified" PresentationVerified {
        /// The login (flow id).
        login: String,
        /// The country of the provider.
        country: String,
        /// The provider, as its trusted list names it.
        provider: String,
        /// The type of the credential.
        credential: String,
        /// Where the wallet is: `this` device or `other`; `browser` where the browser found it.
        device: &'static str,
    }
    /// What was posted as a wallet's answer was refused, and nothing was taken.
    Logins "presentation_refused" PresentationRefused {
        /// The login (flow id).
        login: String,
        /// The stable reason code.
        reason: &'static str,
    }
    /// A national e-ID proved a person.
    Logins "citizen_identified" CitizenIdentified {
        /// The login (flow id).
        login: String,
        /// HMAC of the national number under the audit key.
        person_ref: String,
        /// The e-ID.
        eid: String,
        /// The level proven.
        loa: String,
    }
    /// A session of single sign-on began, or was raised to a higher level.
    Logins "session_started" SessionStarted {
        /// The login (flow id) that began it.
        login: String,
        /// The session.
        session: String,
        /// Its level.
        loa: String,
    }
    /// A service was answered from a session, without a page.
    Logins "session_used" SessionUsed {
        /// The login that the answer is written down under.
        login: String,
        /// The session.
        session: String,
        /// The client.
        client_id: String,
    }
    /// A session of single sign-on ended before its time; its services are told.
    Logins "session_ended" SessionEnded {
        /// The session.
        session: String,
        /// `person`: she said so here; `service`: at one of her services; `another_person`: somebody
        /// else logged in in her browser.
        why: &'static str,
        /// How many services it had.
        services: usize,
    }
    /// A service's server was told that a session ended (OIDC Back-Channel Logout).
    Logins "service_told" ServiceTold {
        /// The session.
        session: String,
        /// The client.
        client_id: String,
        /// `delivered`, or why the last of three calls failed; `too_late`: nobody was there to call for too
        /// long.
        outcome: String,
    }
    /// A SAML message left for another node. Implementing Regulation (EU) 2015/1501 art. 9(3).
    Messages "saml_message_sent" SamlMessageSent {
        /// The login (flow id); none when a request was refused before one began.
        login: Option<String>,
        /// `AuthnRequest` or `Response`.
        message: &'static str,
        /// Our entityID.
        own_entity: String,
        /// The other node's entityID.
        peer_entity: String,
        /// The message's ID.
        id: String,
        /// The ID of the request it answers.
        in_response_to: Option<String>,
        /// The message's IssueInstant.
        issue_instant: String,
        /// SHA-256 of the message's octets, hexadecimal.
        sha256: String,
        /// The status codes of a response. SAML Core §3.2.2.2.
        status: Option<String>,
    }
    /// A SAML message arrived from another node. Implementing Regulation (EU) 2015/1501 art. 9(3).
    /// The time received is the line's own.
    Messages "saml_message_received" SamlMessageReceived {
        /// The login (flow id), if one was found.
        login: Option<String>,
        /// `AuthnRequest` or `Response`.
        message: &'static str,
        /// Our entityID.
        own_entity: String,
        /// The other node's entityID; before verification, as claimed.
        peer_entity: Option<String>,
        /// The message's ID; before verification, as claimed, unless it is no ID.
        id: Option<String>,
        /// The ID of the request it answers; before verification, as claimed.
        in_response_to: Option<String>,
        /// The message's IssueInstant.
        issue_instant: Option<String>,
        /// SHA-256 of the message's octets, hexadecimal.
        sha256: String,
        /// The status codes of a response that was opened, SAML Core §3.2.2.2, and the six digits with
        /// which a reference node's message begins.
        status: Option<String>,
        /// `accepted`, the reason code of the refusal, or `repeated`: a request that came again in
        /// the browser whose login it had begun, which was led back there.
        outcome: String,
    }
    /// A foreign connector's request became a login.
    Logins "foreign_login_started" ForeignLoginStarted {
        /// The login (flow id).
        login: String,
        /// The connector's entityID.
        peer_entity: String,
        /// Its country.
        country: String,
        /// The request's ID.
        id: String,
        /// The lowest level that will do.
        loa: String,
        /// The attributes asked for, by name.
        attributes: Vec<String>,
    }
    /// A person decided about what would be sent to another country.
    Logins "consent_decided" ConsentDecided {
        /// The login (flow id).
        login: String,
        /// `approved`; `approved_and_remembered`, to be asked no more for a while; `prior`, when
        /// that was so and no page was shown; or `declined`.
        decision: &'static str,
        /// The attributes that were shown and approved, by name.
        attributes: Vec<String>,
    }
    /// A person had this browser's remembered consents forgotten.
    Logins "consent_forgotten" ConsentForgotten {
        /// The login (flow id) in which she did; empty at the page of her own logins.
        login: String,
        /// How many services were remembered.
        services: usize,
    }
    /// An assertion about a person of ours left for another country.
    Logins "person_sent" PersonSent {
        /// The login (flow id).
        login: String,
        /// HMAC of the national number under the audit key.
        person_ref: String,
        /// HMAC of the identifier that the country got, under the audit key.
        identifier_ref: String,
        /// The connector's entityID.
        peer_entity: String,
        /// Its country.
        country: String,
        /// The level stated.
        loa: String,
        /// The eight characters that the person sees among her own logins.
        reference: String,
    }
    /// An answer to a foreign connector was written down and not released, since a step failed or was
    /// broken off: what `consent_decided`, `person_sent` and `saml_message_sent` of this login say
    /// before this line did not leave. Its person may decide again.
    Logins "answer_withdrawn" AnswerWithdrawn {
        /// The login (flow id).
        login: String,
    }
    /// A person was identified.
    Logins "person_identified" PersonIdentified {
        /// The login (flow id).
        login: String,
        /// HMAC of the identifier under the audit key.
        person_ref: String,
        /// The country that identified.
        country: String,
        /// The level proven.
        loa: String,
        /// `natural` or `legal` when another person acted for this one.
        represented_by: Option<&'static str>,
    }
    /// The identity was compared with a register.
    Logins "matched" Matched {
        /// The login (flow id).
        login: String,
        /// HMAC of the foreign identifier under the audit key.
        person_ref: String,
        /// HMAC of the national identifier under the audit key, when one was found.
        national_ref: Option<String>,
        /// `found`, `not_found`, `ambiguous` or `unavailable`.
        outcome: &'static str,
        /// How the register compared; `kept`: nobody was asked, by an earlier match that the person wanted
        /// kept; `session`: nobody was asked, she was told when her session began.
        method: Option<String>,
        /// Why the register could not or would not tell; `number_of_provider`: it was not asked, since nobody
        /// guarantees that the number of her PID is hers alone in her country.
        reason: Option<String>,
    }
    /// A person from another country who was not known wanted her national e-ID to say who she is here.
    /// Implementing Regulation (EU) 2025/846 art. 4(2).
    Logins "match_linked" MatchLinked {
        /// The login (flow id).
        login: String,
        /// HMAC of the foreign identifier under the audit key.
        person_ref: String,
        /// HMAC of the national number under the audit key, when the e-ID proved somebody.
        national_ref: Option<String>,
        /// The e-ID.
        eid: String,
        /// `linked`; `differs`: names or date of birth were not the same, and nobody was bound;
        /// `not_proven`: the e-ID proved nobody.
        outcome: &'static str,
        /// Why it proved nobody.
        reason: Option<&'static str>,
    }
    /// A person read whether she is known here, and went on.
    Logins "match_decided" MatchDecided {
        /// The login (flow id).
        login: String,
        /// `kept` or `not_kept`, where she was found; `as_new` or `without_match`, where not.
        decision: &'static str,
        /// Until when the match is kept.
        until: Option<String>,
    }
    /// A person ended the match that was kept of her.
    Logins "match_ended" MatchEnded {
        /// HMAC of the foreign identifier under the audit key.
        person_ref: String,
    }
    /// A person logged in to see her own logins.
    Logins "own_logins_opened" OwnLoginsOpened {
        /// The login (flow id).
        login: String,
        /// HMAC of her identifier under the audit key.
        person_ref: String,
    }
    /// A person got a code that lets the support desk see her own logins for fifteen minutes.
    Logins "support_code_given" SupportCodeGiven {
        /// HMAC of her identifier under the audit key.
        person_ref: String,
    }
    /// The support desk saw a person's own logins, by a code that she read out.
    Logins "own_logins_shown" OwnLoginsShown {
        /// HMAC of her identifier under the audit key.
        person_ref: String,
    }
    /// An authorization code was made for a service. It leaves, unless `code_withdrawn` follows.
    Logins "code_issued" CodeIssued {
        /// The login (flow id).
        login: String,
        /// The client it is for.
        client_id: String,
        /// The pairwise subject.
        sub: String,
        /// The level in the token.
        acr: String,
        /// The eight characters that the person sees among her own logins.
        reference: String,
    }
    /// A step after `code_issued` failed: that code was never handed out and cannot be redeemed.
    Logins "code_withdrawn" CodeWithdrawn {
        /// The login (flow id).
        login: String,
        /// The client it was for.
        client_id: String,
    }
    /// Tokens were made for a service. They leave, unless `tokens_withdrawn` follows.
    Logins "tokens_issued" TokensIssued {
        /// The login (flow id).
        login: String,
        /// The client.
        client_id: String,
        /// The pairwise subject.
        sub: String,
        /// `authorization_code` or `refresh_token`.
        grant_type: &'static str,
        /// The `jti` of the ID token, if it has one.
        jti: Option<String>,
    }
    /// The step after `tokens_issued` failed: those tokens were never handed out. Where the store has it that the code was
    /// not used, its service may bring it again.
    Logins "tokens_withdrawn" TokensWithdrawn {
        /// The login (flow id).
        login: String,
        /// The client they were for.
        client_id: String,
        /// The `jti` of the ID token, if it had one.
        jti: Option<String>,
    }
    /// A service gave a token back.
    Logins "tokens_revoked" TokensRevoked {
        /// The login (flow id).
        login: String,
        /// The client.
        client_id: String,
        /// `access_token`, or `grant`: everything of the login.
        what: &'static str,
    }
    /// A service read what a token stands for.
    Logins "userinfo_read" UserinfoRead {
        /// The login (flow id).
        login: String,
        /// The client.
        client_id: String,
        /// The pairwise subject.
        sub: String,
    }
    /// A login was refused, ours or another's doing.
    Logins "login_refused" LoginRefused {
        /// The login (flow id), if one was found.
        login: Option<String>,
        /// The client; as it calls itself, when the request was refused before it was known.
        client_id: Option<String>,
        /// The return address that was presented then, without its query.
        redirect_uri: Option<String>,
        /// The country, if one was chosen or asks.
        country: Option<String>,
        /// The national e-ID, if chosen.
        eid: Option<String>,
        /// The stable reason code.
        reason: String,
        /// The eight characters that the person sees.
        reference: String,
    }
    /// A person gave up or was sent back to the service.
    Logins "login_ended" LoginEnded {
        /// The login (flow id).
        login: String,
        /// The client.
        client_id: String,
        /// The OAuth error that the service got.
        error: String,
    }
    /// A service asked what a token is worth. RFC 7662.
    Logins "token_introspected" TokenIntrospected {
        /// The login (flow id), if the token is one that lives and is the asker's business.
        login: Option<String>,
        /// The service that asked.
        client_id: String,
        /// What it was told.
        active: bool,
    }
    /// A one-time thing was brought a second time by somebody else or with other octets.
    Logins "replay_refused" ReplayRefused {
        /// The login (flow id), if known.
        login: Option<String>,
        /// `request`, `response`, `code`, `refresh_token`, `request_uri`, `jti` or `state`.
        what: &'static str,
        /// The client or peer that brought it, if known.
        from: Option<String>,
    }
    /// A client could not prove who it is, or asked for what it may not have.
    Logins "client_refused" ClientRefused {
        /// The client as claimed.
        client_id: Option<String>,
        /// The endpoint.
        endpoint: &'static str,
        /// The OAuth error.
        error: String,
        /// The stable reason code.
        reason: String,
    }
    /// Refusals of requests that proved nothing came faster than this log takes them (one source: 20
    /// at once and then one each ten seconds; all together: 200 at once and then one a second). Each
    /// was refused; these many were not written down.
    Logins "refusals_left_out" RefusalsLeftOut {
        /// How many.
        count: u64,
        /// When the first of them came.
        since: String,
        /// What their pages show, all the same.
        reference: String,
    }
    /// A client that acts for itself got an access token. RFC 6749 §4.4.
    Operation "client_token_issued" ClientTokenIssued {
        /// The client.
        client_id: String,
        /// What it may do.
        scope: String,
        /// The token's public name.
        jti: String,
    }
    /// Such a token was given back. RFC 7009.
    Operation "client_token_revoked" ClientTokenRevoked {
        /// The client.
        client_id: String,
        /// The token's public name.
        jti: String,
    }
    /// A client of the registry was changed, unless `client_change_withdrawn` follows. Members that did
    /// not change are left out; of a secret or a key there is a hash.
    Operation "client_changed" ClientChanged {
        /// The client.
        client_id: String,
        /// `created`, `changed`, `secret_rotated`, `older_secret_dropped`, `disabled`, `enabled` or
        /// `removed`.
        change: &'static str,
        /// Who did it: `client` and the client whose token it was, with the token's public name; or
        /// `uid` and the user of this machine whose command it was.
        by: String,
        /// How many times it was changed, with this.
        version: u64,
        /// What was registered, of what changed.
        before: serde_json::Value,
        /// What is registered now, of what changed.
        after: serde_json::Value,
    }
    /// A change of a client was written down, and then was not made; or, where the store failed, it is
    /// unknown whether it holds.
    Operation "client_change_withdrawn" ClientChangeWithdrawn {
        /// The client.
        client_id: String,
        /// The version that `client_changed` said.
        version: u64,
        /// `overtaken`: another change came first, and this one was not made; `store_failed`: whether it
        /// holds is unknown, and the next look at the store tells: what is in force is what it says then.
        why: &'static str,
    }
    /// The gateway started.
    Operation "gateway_started" GatewayStarted {
        /// Its version.
        version: String,
        /// Its profile.
        profile: String,
    }
    /// The gateway stopped in an orderly way.
    Operation "gateway_stopped" GatewayStopped {
    }
    /// The configuration was read again.
    Operation "configuration_reloaded" ConfigurationReloaded {
        /// SHA-256 of the file, hexadecimal.
        sha256: String,
        /// `accepted`, or why the old one stays.
        outcome: String,
    }
    /// New metadata of a peer is trusted.
    Operation "peer_updated" PeerUpdated {
        /// The country.
        country: String,
        /// The entityID.
        peer_entity: String,
        /// SHA-256 of the metadata, hexadecimal.
        sha256: String,
        /// Until when it is valid.
        valid_until: String,
        /// What an operator should look at: `shorter_validity`, where it ends sooner than what it
        /// replaced.
        unusual: Option<String>,
    }
    /// A peer cannot be used.
    Operation "peer_unavailable" PeerUnavailable {
        /// The country.
        country: String,
        /// The entityID, or where its metadata should be.
        peer_entity: String,
        /// The stable reason code.
        reason: String,
    }
    /// A trusted list of PID providers that is new to this gateway counts from now on.
    Operation "trusted_list_taken" TrustedListTaken {
        /// Where it is.
        url: String,
        /// Until when it counts.
        valid_until: String,
    }
    /// A trusted list ends within 14 days, has ended or was closed by its operator, and no newer one is there. Told once.
    Operation "trusted_list_ends" TrustedListEnds {
        /// Where it is.
        url: String,
        /// Until when it counts.
        valid_until: String,
    }
    /// A list could not be had; the last good one counts until its end. Told when it begins.
    Operation "list_unavailable" ListUnavailable {
        /// `trusted` (who issues PIDs), `status` (which are revoked) or `service` (which foreign nodes there
        /// are).
        kind: &'static str,
        /// Where it is; of a `service` list its name.
        url: String,
        /// `unavailable`: nobody answered with a list; `refused`: it did not stand the test. Of a `service`
        /// list the stable reason code.
        reason: &'static str,
    }
    /// A Metadata Service List that is new to this gateway counts from now on.
    Operation "service_list_taken" ServiceListTaken {
        /// Its name in the configuration.
        list: String,
        /// SHA-256 of what was signed, hexadecimal.
        sha256: String,
        /// When it was issued.
        issued: String,
        /// Until when it counts.
        valid_until: String,
    }
    /// A Metadata Service List says something new of a foreign node.
    Operation "listed_node" ListedNode {
        /// The list's name in the configuration.
        list: String,
        /// The country.
        country: String,
        /// The entityID.
        peer_entity: String,
        /// `added`, `removed`, `moved` (country, role or place of its metadata), `signers` (others vouch for
        /// its metadata), `suspended`, `opened`, `hidden` or `shown`.
        change: String,
    }
    /// Two persons decide whom we believe: a certificate, or metadata that is pinned.
    Operation "trust_anchor" TrustAnchor {
        /// `first` (it stood in the configuration at the first start); `to_propose` or `to_approve`, before anything
        /// is done; then `proposed`, `approved` or `refused`.
        act: &'static str,
        /// The proposal; none at the first start.
        proposal: Option<String>,
        /// Whom it vouches for: `country SE`, `list nordic signs for SE` or `list nordic metadata for SE`.
        of: Option<String>,
        /// SHA-256, hexadecimal.
        sha256: Option<String>,
        /// Who, as they said.
        person: Option<String>,
        /// Why, as they said; of `refused` the reason code.
        reason: Option<String>,
        /// The user id of the process that asked.
        uid: Option<u32>,
        /// The user id that its session began with, which no `sudo` changes.
        login_uid: Option<u32>,
    }
    /// An operator's command ran.
    Operation "operator" Operator {
        /// The command.
        command: String,
        /// The user id of the process that asked.
        uid: Option<u32>,
    }
    /// Somebody was at the operators' console: logged in or was refused, looked at a login, or acted.
    Operation "console_used" ConsoleUsed {
        /// Who, by the name in the configuration; of who is none of the operators, `sub` and the subject
        /// that the console knows her by.
        by: String,
        /// `opened`, `refused`, `closed`, `changes` (looked at what changed lately), or the command that would do
        /// the same on the command line.
        what: String,
        /// Why, in the operator's words, where something was changed.
        reason: Option<String>,
    }
    /// The log was opened after a stop that was not orderly: what of the last line could not be read
    /// was cut off, and what the store still held was written again. Or it did not reach as far as the
    /// store knows: somebody cut lines off, and the numbers go on behind the gap.
    Operation "audit_resumed" AuditResumed {
        /// The class of the log.
        log: Class,
        /// How many octets of a torn line were cut off.
        torn_octets: u64,
        /// How many lines came back from the store.
        recovered_lines: u64,
        /// How many lines neither the files nor the store have.
        missing_lines: u64,
    }
    /// A file of the trail reached its time and was removed.
    Operation "audit_removed" AuditRemoved {
        /// The class of the log.
        log: Class,
        /// The number of its first line.
        first: u64,
        /// The number of its last line.
        last: u64,
        /// How many of them the syslog server had not acknowledged; none where none is configured.
        unshipped: Option<u64>,
    }
}
