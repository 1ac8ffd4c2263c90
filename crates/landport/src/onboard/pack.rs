// SPDX-License-Identifier: EUPL-1.2
//! What the operator of a partner country needs of us, and we of them.

use eidas::metadata::KeyUse;
use eidas::{CountryCode, Instant, LevelOfAssurance, Role};
use gateway::keys::Keys;
use gateway::settings::{PeerSettings, PeerSource, Settings};
use store::seal::hex;
use xmlsec::{Certificate, DataEncryption, KeyKind, KeyWrap, SignatureMethod};

use super::cases::Case;
use super::document::{Block, Document};

/// The letter to the other side.
pub(super) fn pack(
    settings: &Settings,
    keys: &Keys,
    country: CountryCode,
    nodes: &[PeerSettings],
    cases: &[Case],
    now: Instant,
) -> Document {
    let ours = settings.country;
    let mut blocks = vec![Block::Text(format!(
        "Written on {now} for the operator of the eIDAS node of {country}. It says what {country} needs of {ours}, \
         what {ours} needs of {country}, and which logins both try before people do. Send it by one way, and \
         compare the fingerprints by another: by telephone, or on paper."
    ))];
    blocks.push(Block::Heading(format!("What {country} needs of {ours}")));
    blocks.push(addresses(settings));
    blocks.push(Block::Text(
        "What signs our metadata is what you pin, or the root above it. Keys for messages are in the metadata and change \
         with it: pin none of them."
            .to_owned(),
    ));
    blocks.push(certificates(keys, now));
    let signer = keys.metadata_signer();
    for certificate in signer.certificates() {
        blocks.push(Block::Code(certificate.to_pem()));
    }
    blocks.push(Block::Text(
        "What we can do, by the names of the algorithms:".to_owned(),
    ));
    blocks.push(algorithms());
    blocks.push(Block::Text(
        "Operators of an EC node: add the address of our Proxy-Service's metadata to the services of your connector, both \
         addresses to the list of metadata that may be read, and the certificate above to the trusted metadata signers."
            .to_owned(),
    ));
    blocks.push(Block::Heading(format!("What {ours} needs of {country}")));
    blocks.push(Block::List(wanted()));
    blocks.push(Block::Text(format!("What {ours} has written down so far:")));
    blocks.push(known(nodes));
    blocks.push(Block::Heading("Logins to try".to_owned()));
    blocks.push(Block::Text(format!(
        "Each with a test person at your test node. Write into the cases what a test person fills in there; then {ours} runs \
         them by itself and sends a report. No value of a person is in it."
    )));
    blocks.push(matrix(cases));
    if settings.proxy_service.is_some() {
        blocks.push(Block::Text(format!(
            "The other way, begin at a test service of {country}, choose {ours}, and try the same: each level that your service \
             asks for, a person who turns back, and a person whose e-ID is below the level. Send us the time and the \
             reference that an error page shows."
        )));
    }
    Document {
        title: format!("eIDAS: {ours} and {country}"),
        blocks,
    }
}

fn addresses(settings: &Settings) -> Block {
    let connector = &settings.connector;
    let mut rows = vec![
        row(["", "value"]),
        row(["country", settings.country.as_str()]),
        row(["organisation", &connector.organisation.name]),
        row([
            "our connector asks you; its metadata and entityID",
            connector.entity_id.as_str(),
        ]),
        row(["where it takes answers (HTTP-POST)", connector.acs.as_str()]),
    ];
    if let Some(proxy) = &settings.proxy_service {
        rows.push(row([
            "our Proxy-Service answers you; its metadata and entityID",
            proxy.entity_id.as_str(),
        ]));
    }
    rows.push(row(["support", &connector.support_contact]));
    rows.push(row(["technical contact", &connector.technical_contact]));
    let validity = format!("{} hours", connector.metadata_validity.as_secs() / 3600);
    rows.push(row(["our metadata is valid for", &validity]));
    Block::Table(rows)
}

fn certificates(keys: &Keys, now: Instant) -> Block {
    let mut rows = vec![row(["use", "subject", "key", "ends", "SHA-256"])];
    let mut add = |what: &str, certificate: &Certificate| {
        let end = Instant::from_ms(certificate.not_after().saturating_mul(1000)).to_string();
        let (subject, key) = (certificate.subject(), kind(certificate));
        rows.push(row([
            what,
            &subject,
            &key,
            &end,
            &colons(&certificate.sha256()),
        ]));
    };
    for certificate in keys.metadata_signer().certificates() {
        add("signs our metadata", certificate);
    }
    let mut shown = Vec::new();
    for descriptor in keys.key_descriptors(now) {
        let what = match descriptor.key_use {
            KeyUse::Signing => "signs messages (in the metadata)",
            KeyUse::Encryption => "to encrypt to (in the metadata)",
        };
        let sha256 = descriptor.certificate.sha256();
        if !shown.contains(&sha256) {
            add(what, &descriptor.certificate);
            shown.push(sha256);
        }
    }
    Block::Table(rows)
}

fn kind(certificate: &Certificate) -> String {
    match certificate.key().kind() {
        KeyKind::Rsa(bits) => format!("RSA {bits}"),
        KeyKind::Ec(curve) => format!("{curve:?}"),
    }
}

/// As `openssl x509 -fingerprint` prints it, to be read aloud.
pub(super) fn colons(sha256: &[u8; 32]) -> String {
    let pairs = sha256.iter().map(|octet| format!("{octet:02X}"));
    pairs.collect::<Vec<_>>().join(":")
}

fn algorithms() -> Block {
    let signatures: Vec<&str> = SignatureMethod::ALL
        .iter()
        .map(|method| method.uri())
        .collect();
    let content = [
        DataEncryption::Aes256Gcm,
        DataEncryption::Aes128Gcm,
        DataEncryption::Aes192Gcm,
    ];
    let content: Vec<&str> = content.iter().map(|method| method.uri()).collect();
    let wraps: Vec<&str> = [KeyWrap::Aes256, KeyWrap::Aes128]
        .iter()
        .map(|wrap| wrap.uri())
        .collect();
    Block::Table(vec![
        row(["what", "taken"]),
        row(["signatures", &signatures.join(" ")]),
        row(["content encryption", &content.join(" ")]),
        row([
            "key transport",
            "http://www.w3.org/2009/xmlenc11#rsa-oaep with SHA-256 or better in both places, or \
             http://www.w3.org/2009/xmlenc11#ECDH-ES",
        ]),
        row(["key wrap after ECDH-ES", &wraps.join(" ")]),
        row([
            "keys",
            "RSA from 3072 bit, NIST and Brainpool curves from 256",
        ]),
        row(["TLS", "1.2 and 1.3"]),
        row(["protocol versions", "1.2, 1.3, 1.4"]),
    ])
}

fn wanted() -> Vec<String> {
    [
        "The address of your Proxy-Service's metadata, and of your connector's, of the test node and of production.",
        "The certificate that signs the metadata, or the root above it; its SHA-256 by another way.",
        "Where revocation lists of that root are, if it has any.",
        "Metadata that is signed as a whole, with validUntil at most 396 days ahead, NodeCountry in the role, keys from RSA 3072 or a listed curve, and the whole minimum data set of a natural person.",
        "A test person for each level that you publish, one who turns back, and what they fill in.",
        "Whom to call by day and by night, and how you announce maintenance and a change of keys.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn known(nodes: &[PeerSettings]) -> Block {
    let mut rows = vec![row(["role", "entityID", "metadata", "believed for"])];
    for node in nodes {
        let role = match node.role {
            Role::Connector => "connector",
            Role::ProxyService => "Proxy-Service",
        };
        let (place, why) = match &node.source {
            PeerSource::Signed { url, anchors } => (url.to_string(), signers(anchors)),
            PeerSource::SignedFile { anchors, .. } => ("a file".to_owned(), signers(anchors)),
            PeerSource::Pinned { sha256, .. } => {
                ("a file".to_owned(), format!("SHA-256 {}", hex(sha256)))
            }
        };
        rows.push(row([role, node.entity_id.as_str(), &place, &why]));
    }
    if rows.len() == 1 {
        return Block::Text("Nothing yet.".to_owned());
    }
    Block::Table(rows)
}

fn signers(anchors: &[Vec<u8>]) -> String {
    let prints = anchors.iter().map(|der| colons(&store::seal::sha256(der)));
    prints.collect::<Vec<_>>().join(" or ")
}

fn matrix(cases: &[Case]) -> Block {
    let mut rows = vec![row([
        "nr",
        "login",
        "level",
        "what a test person fills in",
        "must",
    ])];
    for (nr, case) in (1..).zip(cases) {
        let names: Vec<&str> = case.fields.keys().map(String::as_str).collect();
        let filled = if names.is_empty() {
            "…".to_owned()
        } else {
            names.join(", ")
        };
        rows.push(row([
            &format!("{nr}"),
            &case.name,
            level(case.level),
            &filled,
            case.expect.says(),
        ]));
    }
    Block::Table(rows)
}

pub(super) fn level(level: LevelOfAssurance) -> &'static str {
    level.as_str()
}

pub(super) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
