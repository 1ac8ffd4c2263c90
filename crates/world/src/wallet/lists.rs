// SPDX-License-Identifier: EUPL-1.2
//! Who may issue PIDs in Demo Europe, and which PIDs are revoked: a list of trusted entities (ETSI TS
//! 119 602), a trusted list in XML of one country (TS 119 612), and a status list for each provider (Token
//! Status List).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use openssl::error::ErrorStack;
use serde_json::{Value, json};
use xmlsec::{
    Document, Limits, ReferenceStyle, SignatureOptions, SignaturePlace, SoftwareKey, sign,
};

use super::cards::{CARDS, CardState};
use super::keys::{Identity, Subject, base64url, pem_of};

/// The countries whose PIDs are in the wallet.
const COUNTRIES: [(&str, &str); 3] = [("NO", "Norway"), ("SE", "Sweden"), ("DE", "Germany")];
/// The one of them that publishes its provider itself, in XML.
pub(super) const OWN_LIST: &str = "DE";
/// How long a list counts.
pub(super) const LIST_S: i64 = 30 * 86_400;
/// How many octets a status list has, of eight cards each.
pub(super) const STATUS_OCTETS: usize = 16;
/// How long a status list counts.
const STATUS_S: i64 = 3600;

/// A provider of PIDs.
pub(super) struct Provider {
    pub(super) country: &'static str,
    name: String,
    authority: Identity,
    pub(super) issuer: Identity,
    revocation: Identity,
    revocation_signer: Identity,
    /// Address of its status list.
    pub(super) status_list: String,
}

impl Provider {
    /// One of each country.
    pub(super) fn all(origin: &str, now_s: i64) -> Result<Vec<Self>, ErrorStack> {
        COUNTRIES
            .iter()
            .map(|(country, name)| Self::new(country, name, origin, now_s))
            .collect()
    }

    /// Another one of Sweden, which issued none of the cards.
    pub(super) fn another(origin: &str, now_s: i64) -> Result<Self, ErrorStack> {
        Self::new("SE", "a bank in Sweden", origin, now_s)
    }

    fn new(country: &'static str, of: &str, origin: &str, now_s: i64) -> Result<Self, ErrorStack> {
        let named = |name: &'static str| Subject {
            name,
            country,
            identifier: None,
            host: None,
        };
        let authority = Identity::authority(&named("PID authority"), now_s)?;
        let revocation = Identity::authority(&named("PID revocation authority"), now_s)?;
        Ok(Self {
            country,
            name: format!("PID provider of {of} (demo)"),
            issuer: authority.certify(&named("PID signer"), now_s)?,
            revocation_signer: revocation.certify(&named("PID status signer"), now_s)?,
            authority,
            revocation,
            status_list: format!("{origin}/status/{country}"),
        })
    }

    fn entity(&self) -> Result<Value, ErrorStack> {
        let service = |kind: &str, of: &Identity| {
            let kind = format!("http://uri.etsi.org/19602/SvcType/PID/{kind}");
            Ok::<_, ErrorStack>(json!({ "ServiceInformation": {
                "ServiceTypeIdentifier": kind,
                "ServiceName": [{ "lang": "en", "value": self.name }],
                "ServiceDigitalIdentity": { "X509Certificates": [{ "val": of.base64()? }] },
            }}))
        };
        let about = "http://uri.etsi.org/19602/ListOfTrustedEntities/PIDProvider/";
        Ok(json!({
            "TrustedEntityInformation": {
                "TEName": [{ "lang": "en", "value": self.name }],
                "TEInformationURI": [
                    { "lang": "en", "uriValue": format!("{about}{}", self.country) },
                ],
            },
            "TrustedEntityServices": [
                service("Issuance", &self.authority)?,
                service("Revocation", &self.revocation)?,
            ],
        }))
    }

    /// The token at the address of its status list. Token Status List §5.1.
    pub(super) fn statuses(&self, octets: usize, now_s: i64) -> Result<String, ErrorStack> {
        let mut bits = vec![0_u8; octets];
        for card in CARDS.iter().filter(|card| card.state == CardState::Revoked) {
            let at = card.status_index();
            if let Some(octet) = bits.get_mut(at / 8) {
                *octet |= 1 << (at % 8);
            }
        }
        let mut list = ZlibEncoder::new(Vec::new(), Compression::best());
        // Into memory: this cannot fail.
        let _ = list.write_all(&bits);
        let list = list.finish().unwrap_or_default();
        let payload = json!({
            "sub": self.status_list, "iat": now_s, "exp": now_s + STATUS_S, "ttl": STATUS_S / 2,
            "status_list": { "bits": 1, "lst": base64url(&list) },
        });
        self.revocation_signer.token("statuslist+jwt", &payload)
    }
}

/// The list of all providers, signed by the scheme's operator.
pub(super) fn trusted_list<'p>(
    operator: &Identity,
    providers: impl Iterator<Item = &'p Provider>,
    counts: (i64, i64),
) -> Result<String, ErrorStack> {
    let (now_s, _) = counts;
    let entities: Result<Vec<Value>, _> = providers.map(Provider::entity).collect();
    let list = json!({ "LoTE": {
        "ListAndSchemeInformation": {
            "LoTEVersionIdentifier": 1,
            "LoTESequenceNumber": now_s,
            "LoTEType": "http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList",
            "SchemeOperatorName": [{ "lang": "en", "value": "Demo Europe" }],
            "SchemeTerritory": "EU",
            "ListIssueDateTime": instant(now_s),
            "NextUpdate": next_update(counts),
        },
        "TrustedEntitiesList": entities?,
    }});
    operator.token("JOSE", &list)
}

/// The list of a country that publishes its own, in XML, where a service that issues PIDs also tells which are
/// revoked. TS 119 612 §5.
pub(super) fn national_list(
    operator: &Identity,
    provider: &Provider,
    counts: (i64, i64),
) -> Option<String> {
    let (now_s, _) = counts;
    let (country, name) = (provider.country, &provider.name);
    let certificates = [&provider.authority, &provider.revocation].map(Identity::base64);
    let mut identity = String::new();
    for certificate in certificates {
        let certificate = certificate.ok()?;
        identity +=
            &format!("<DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId>");
    }
    let issued = instant(now_s);
    let next_update = next_update(counts).map(|at| format!("<dateTime>{at}</dateTime>"));
    let next_update = next_update.unwrap_or_default();
    let list = format!(
        r#"<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag" Id="list">
<SchemeInformation><TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>{now_s}</TSLSequenceNumber>
<TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>
<SchemeOperatorName><Name xml:lang="en">Demo Europe</Name></SchemeOperatorName>
<SchemeTerritory>{country}</SchemeTerritory><ListIssueDateTime>{issued}</ListIssueDateTime>
<NextUpdate>{next_update}</NextUpdate></SchemeInformation>
<TrustServiceProviderList><TrustServiceProvider>
<TSPInformation><TSPName><Name xml:lang="en">{name}</Name></TSPName></TSPInformation>
<TSPServices><TSPService><ServiceInformation>
<ServiceTypeIdentifier>http://uri.etsi.org/Svc/Svctype/Provider/PID</ServiceTypeIdentifier>
<ServiceName><Name xml:lang="en">{name}</Name></ServiceName>
<ServiceDigitalIdentity>{identity}</ServiceDigitalIdentity>
<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/recognisedatnationallevel</ServiceStatus>
<StatusStartingTime>{issued}</StatusStartingTime>
</ServiceInformation></TSPService></TSPServices>
</TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>"#
    );
    let list = Document::parse(list.as_bytes(), &Limits::SERVICE_LIST).ok()?;
    let certificate = operator.certificate.to_pem().ok()?;
    let key = SoftwareKey::from_pem(&pem_of(&operator.key).ok()?, &certificate).ok()?;
    let options = SignatureOptions {
        reference: ReferenceStyle::WholeDocument,
        ..SignatureOptions::new(SignaturePlace::First)
    };
    String::from_utf8(sign(&list, &options, &key).ok()?).ok()
}

/// A list that counts for no time is closed. TS 119 602 §6.3.15, TS 119 612 §5.3.15.
fn next_update((now_s, until_s): (i64, i64)) -> Option<String> {
    (now_s < until_s).then(|| instant(until_s))
}

pub(super) fn instant(at_s: i64) -> String {
    // TS 119 602 §6.1.3: whole seconds.
    let written = eidas::Instant::from_ms(at_s * 1000).to_string();
    written.replace(".000Z", "Z")
}
