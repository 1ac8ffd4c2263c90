//! One good provider, one good client, one good request; each test changes one thing.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use oidc::{
    client::{
        Credential, Entropy, Expected, ExpectedAcr, ExpectedAuthTime, ExpectedProvider,
        RelyingParty, Requests, VerifiedProvider, Wish, discovery,
    },
    jose::{Algorithm, JwkSet, SoftwareSigner, jwt},
    protocol::{
        Acr, AcrValues, ClaimSet, ClientId, CodeVerifier, OAuthError, Opaque, RedirectUri,
        ScopeSet, Transport,
    },
    provider::{
        Ability, AccessGrant, Asked, AuthMethod, AuthenticatedClient, Authentication,
        AuthorizationRequest, Client, ClientAuth, CodeRequest, Endpoints, ExpectedProof,
        ExpectedToken, Fresh, Issued, NonceRule, PlainRequest, ProvenKey, Provider, Refusal,
        SecretHash, Secrets, SecurityProfile, Stop, Subject, TokenRequest, Use, authorize,
        client_auth, dpop, token,
    },
};
use serde_json::{Map, Value, json};

pub(crate) const NOW: i64 = 1_790_000_000;
pub(crate) const ISSUER: &str = "https://no.example";
pub(crate) const CLIENT: &str = "trademark";
pub(crate) const CALLBACK: &str = "https://trademark.example/callback";
pub(crate) const CALLBACK_QUERY: &str = "https://trademark.example/callback?dummy1=lorem";
pub(crate) const SECRET: &str = "s3cret:with%odd +signs";

pub(crate) type Pairs = Vec<(String, String)>;

pub(crate) fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

/// Replaces, adds or (with `None`) removes one parameter.
pub(crate) fn with(mut params: Pairs, name: &str, value: Option<&str>) -> Pairs {
    params.retain(|(n, _)| n != name);
    params.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    params
}

/// Keys are made once: RSA takes its time.
pub(crate) static ES256: LazyLock<Arc<SoftwareSigner>> =
    LazyLock::new(|| Arc::new(SoftwareSigner::generate(Algorithm::Es256).unwrap()));
pub(crate) static RS256: LazyLock<Arc<SoftwareSigner>> =
    LazyLock::new(|| Arc::new(SoftwareSigner::generate(Algorithm::Rs256).unwrap()));
pub(crate) static PS256: LazyLock<Arc<SoftwareSigner>> =
    LazyLock::new(|| Arc::new(SoftwareSigner::generate(Algorithm::Ps256).unwrap()));
/// The client's key.
pub(crate) static CLIENT_KEY: LazyLock<Arc<SoftwareSigner>> =
    LazyLock::new(|| Arc::new(SoftwareSigner::generate(Algorithm::Es256).unwrap()));

pub(crate) fn opaque(letter: char) -> Opaque {
    Opaque::new(letter.to_string().repeat(43)).unwrap()
}

pub(crate) fn verifier() -> CodeVerifier {
    CodeVerifier::from_random(&[7; 32])
}

pub(crate) fn provider() -> Provider {
    Provider {
        issuer: ISSUER.to_owned(),
        endpoints: Endpoints::under(ISSUER),
        abilities: BTreeSet::from(Ability::ALL),
        auth_methods: AuthMethod::ALL.to_vec(),
        acr_values: AcrValues::parse("eidas-loa-low eidas-loa-substantial eidas-loa-high"),
        scopes: ScopeSet::from_iter(["openid", "profile", "eidas:mds", "offline_access"]),
        authorization_details_types: vec!["idporten:fullmakt".to_owned()],
        ui_locales: vec!["nb".to_owned(), "nn".to_owned(), "en".to_owned()],
        claims: vec!["sub".to_owned(), "family_name".to_owned()],
        id_token_algorithms: vec![Algorithm::Rs256, Algorithm::Es256],
        keys: keys(),
    }
}

pub(crate) fn client() -> Client {
    let uri = |text| RedirectUri::register(text, Transport::Https).unwrap();
    let auth = ClientAuth::private_key_jwt([Algorithm::Es256]);
    let redirect_uris = vec![uri(CALLBACK), uri(CALLBACK_QUERY)];
    Client {
        sector: "991825827".to_owned(),
        keys: JwkSet::of([CLIENT_KEY.public().clone()]).unwrap(),
        scopes: ScopeSet::from_iter(["openid", "profile"]),
        default_acr_values: AcrValues::parse("eidas-loa-substantial"),
        id_token_algorithm: Algorithm::Es256,
        ..Client::new(ClientId::new(CLIENT), redirect_uris, auth)
    }
}

/// A client that only says who it is.
pub(crate) fn public_client() -> Client {
    Client {
        auth: ClientAuth::None,
        ..client()
    }
}

/// A client that is held to FAPI 2.0.
pub(crate) fn fapi_client() -> Client {
    Client {
        profile: SecurityProfile::Fapi2,
        ..client()
    }
}

pub(crate) fn secret_client() -> Client {
    Client {
        auth: ClientAuth::SecretBasic(Secrets::one(SecretHash::of(SECRET))),
        ..client()
    }
}

pub(crate) fn request() -> Pairs {
    pairs(&[
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("scope", "openid profile"),
        ("state", "state-1"),
        ("nonce", "nonce-1"),
        ("code_challenge", verifier().challenge().as_str()),
        ("code_challenge_method", "S256"),
        ("acr_values", "eidas-loa-substantial"),
    ])
}

pub(crate) fn plain(params: &Pairs) -> PlainRequest {
    match authorize::parse(params).unwrap() {
        Asked::Plain(plain) => plain,
        Asked::Pushed { .. } => panic!("pushed"),
    }
}

pub(crate) fn ask(params: &Pairs) -> Result<AuthorizationRequest, Refusal> {
    ask_as(params, &client())
}

pub(crate) fn ask_as(params: &Pairs, client: &Client) -> Result<AuthorizationRequest, Refusal> {
    plain(params).verify(Some(client), &provider(), NOW)
}

/// The error that goes back to the client.
pub(crate) fn rejected(result: Result<AuthorizationRequest, Refusal>) -> OAuthError {
    match result {
        Err(Refusal::Reject(reject)) => reject.error,
        other => panic!("not rejected: {other:?}"),
    }
}

/// The page that ends it.
pub(crate) fn stopped(result: Result<AuthorizationRequest, Refusal>) -> Stop {
    match result {
        Err(Refusal::Stop(stop)) => stop,
        other => panic!("not stopped: {other:?}"),
    }
}

pub(crate) fn subject() -> Subject {
    let mut claims = ClaimSet::new();
    claims
        .set("family_name", "Georgiev")
        .set_tagged("family_name", "bg-Cyrl", "Георгиев")
        .set("birthdate", "1980-01-02")
        .set("eidas_person_identifier", "BG/NO/1234567890")
        .set("iss", "https://evil.example");
    Subject {
        sub: "pairwise-sub".to_owned(),
        acr: Acr::new("eidas-loa-high"),
        amr: vec!["eIDAS".to_owned()],
        auth_time: NOW - 5,
        sid: None,
        claims,
    }
}

/// A good client assertion's claims.
pub(crate) fn assertion_claims() -> Map<String, Value> {
    let claims = json!({
        "iss": CLIENT, "sub": CLIENT, "aud": ISSUER, "jti": "jti-1",
        "iat": NOW, "exp": NOW + 60,
    });
    claims.as_object().unwrap().clone()
}

pub(crate) fn assertion_params(claims: &Map<String, Value>) -> Pairs {
    let assertion = jwt::sign(claims, CLIENT_KEY.as_ref()).unwrap();
    pairs(&[
        ("client_id", CLIENT),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", &assertion),
    ])
}

pub(crate) fn authenticated(client: &Client) -> AuthenticatedClient {
    let claims = changed_claims(
        &assertion_claims(),
        &[
            ("iss", client.client_id.as_str().into()),
            ("sub", client.client_id.as_str().into()),
        ],
    );
    let params = match client.auth {
        ClientAuth::PrivateKeyJwt { .. } => with(assertion_params(&claims), "client_id", None),
        _ => pairs(&[("client_id", client.client_id.as_str())]),
    };
    let credentials = client_auth::parse(None, &params).unwrap();
    let client = Arc::new(client.clone());
    match credentials.verify(Some(&client), &provider(), NOW).unwrap() {
        Authentication::Once(unused) => unused.used(Use::First).unwrap(),
        Authentication::Done(done) => done,
    }
}

/// Ourselves as a client of [`provider`].
pub(crate) fn party() -> RelyingParty {
    RelyingParty {
        client_id: ClientId::new(CLIENT),
        credential: Credential::PrivateKeyJwt(CLIENT_KEY.clone()),
        redirect_uri: RedirectUri::register(CALLBACK, Transport::Https).unwrap(),
        id_token_algorithm: Algorithm::Es256,
        userinfo_algorithm: Algorithm::Es256,
    }
}

pub(crate) fn expected_provider<'a>(
    party: &'a RelyingParty,
    hosts: &'a [String],
) -> ExpectedProvider<'a> {
    ExpectedProvider {
        issuer: ISSUER,
        hosts,
        transport: Transport::Https,
        requests: Requests::Pushed,
        party,
    }
}

/// What the discovery document of [`provider`] says.
pub(crate) fn verified() -> VerifiedProvider {
    let document = serde_json::to_vec(&provider().metadata()).unwrap();
    discovery::verify(&document, &expected_provider(&party(), &[])).unwrap()
}

pub(crate) fn wish() -> Wish {
    Wish {
        scope: ScopeSet::from_iter(["openid", "profile"]),
        acr_values: AcrValues::parse("eidas-loa-substantial"),
        ..Wish::default()
    }
}

pub(crate) fn anything() -> Expected {
    Expected {
        acr: ExpectedAcr::ByCaller,
        auth_time: ExpectedAuthTime::Any,
    }
}

pub(crate) fn entropy() -> Entropy {
    Entropy {
        state: "a-state-that-nobody-guesses-0001".to_owned(),
        nonce: [2; 32],
        verifier: [3; 32],
    }
}

/// The keys of [`provider`].
pub(crate) fn keys() -> JwkSet {
    JwkSet::of([ES256.public().clone()]).unwrap()
}

/// A good ID token's claims for a login begun with [`entropy`].
pub(crate) fn id_token_claims() -> Map<String, Value> {
    let begun = party().begin(&verified(), &wish(), anything(), &entropy());
    let nonce = begun.parameters.iter().find(|(n, _)| n == "nonce").unwrap();
    let claims = json!({
        "iss": ISSUER, "sub": "s", "aud": CLIENT, "exp": NOW + 60, "iat": NOW,
        "auth_time": NOW - 5, "nonce": nonce.1, "acr": "eidas-loa-high",
    });
    claims.as_object().unwrap().clone()
}

/// The claims with others in their place; `null` takes one away.
pub(crate) fn changed_claims(
    claims: &Map<String, Value>,
    changes: &[(&str, Value)],
) -> Map<String, Value> {
    let mut claims = claims.clone();
    for (name, value) in changes {
        claims.remove(*name);
        if !value.is_null() {
            claims.insert((*name).to_owned(), value.clone());
        }
    }
    claims
}

/// A good token request for the code of [`redeemed_as`].
pub(crate) fn code_form() -> Pairs {
    pairs(&[
        ("grant_type", "authorization_code"),
        ("code", &"c".repeat(43)),
        ("redirect_uri", CALLBACK),
        ("code_verifier", verifier().expose()),
    ])
}

pub(crate) fn code_request(form: &Pairs) -> CodeRequest {
    match token::parse(form, &provider()).unwrap() {
        TokenRequest::Code(request) => request,
        TokenRequest::Refresh(_) | TokenRequest::ClientCredentials(_) => panic!("no code"),
    }
}

pub(crate) fn fresh(letter: char) -> Fresh {
    Fresh {
        access_token: opaque(letter),
        refresh_token: opaque(letter.to_ascii_uppercase()),
        jti: format!("jti-{letter}"),
    }
}

/// The whole way of a request, to its tokens.
pub(crate) fn issued(params: &Pairs, client: &Client, proof: Option<&ProvenKey>) -> Issued {
    issued_at(&provider(), params, client, proof)
}

pub(crate) fn issued_at(
    provider: &Provider,
    params: &Pairs,
    client: &Client,
    proof: Option<&ProvenKey>,
) -> Issued {
    let asked = if client.must_push() {
        let (pushed, _) = oidc::provider::par::push(
            params,
            &authenticated(client),
            proof,
            provider,
            opaque('p'),
            NOW,
        )
        .unwrap();
        pushed.open(&client.client_id, Some(client), NOW).unwrap()
    } else {
        plain(params).verify(Some(client), provider, NOW).unwrap()
    };
    let grant = asked.grant(subject(), NOW).unwrap();
    let request = code_request(&code_form());
    let redeemed =
        token::redeem(&request, grant, &authenticated(client), proof, ISSUER, NOW).unwrap();
    redeemed
        .issue(provider, ES256.as_ref(), fresh('a'), NOW)
        .unwrap()
}

pub(crate) fn access(params: &Pairs, client: &Client) -> AccessGrant {
    issued(params, client, None).access
}

/// A good proof's header and claims for a POST to the token endpoint.
pub(crate) fn proof_parts(key: &SoftwareSigner) -> (Map<String, Value>, Map<String, Value>) {
    let mut jwk = key.public().to_json();
    for member in ["use", "alg", "kid"] {
        jwk.as_object_mut().unwrap().remove(member);
    }
    let header =
        json!({"typ": "dpop+jwt", "alg": key.public().algorithm().unwrap().as_str(), "jwk": jwk});
    let claims =
        json!({"jti": "proof-1", "htm": "POST", "htu": "https://no.example/token", "iat": NOW});
    let map = |value: Value| value.as_object().unwrap().clone();
    (map(header), map(claims))
}

/// Signs any header and payload, as whoever holds a key can.
pub(crate) fn forge(header: &Value, payload: &Value, signer: &SoftwareSigner) -> String {
    use oidc::jose::{Signer as _, base64url};
    let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(header), part(payload));
    let signature = signer.sign(signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64url::encode(&signature))
}

pub(crate) fn expected_proof() -> ExpectedProof<'static> {
    ExpectedProof {
        method: "POST",
        url: "https://no.example/token",
        access_token: ExpectedToken::None,
        nonce: NonceRule::NotDemanded,
    }
}

/// A key that was proven at the token endpoint.
pub(crate) fn proven(key: &SoftwareSigner) -> ProvenKey {
    let (header, claims) = proof_parts(key);
    let proof = forge(&Value::Object(header), &Value::Object(claims), key);
    let unused = dpop::verify(&proof, &expected_proof(), NOW).unwrap();
    unused.used(Use::First).unwrap()
}
