// SPDX-License-Identifier: EUPL-1.2
//! Whose certificates are believed where the operator named them: what the named ones issued (RFC 5280
//! §6), and a named one itself, as a server shows it. The second is RFC 6125 §6.6.2, a pinned
//! certificate: test servers make one for themselves that is its own authority and names nobody, and
//! no path leads to it by the rules of §6.

use std::sync::Arc;

use openssl::asn1::Asn1Time;
use openssl::x509::X509;
use rustls::SignatureScheme;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WantsClientCert, WebPkiServerVerifier};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ConfigBuilder, DigitallySignedStruct, Error, RootCertStore,
};

/// TLS of a client that believes these certificates, DER, and no others.
pub(crate) fn only(named: &[Vec<u8>]) -> Result<ClientConfig, Error> {
    Ok(believing(named)?.with_no_client_auth())
}

/// As [`only`], before it is said what the client itself proves.
pub(crate) fn believing(
    named: &[Vec<u8>],
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let tls = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let mut roots = RootCertStore::empty();
    for der in named {
        roots.add(CertificateDer::from(der.as_slice()))?;
    }
    if named.is_empty() {
        return Ok(tls.with_root_certificates(roots));
    }
    let path = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider);
    let path = path
        .build()
        .map_err(|error| Error::General(error.to_string()))?;
    let verifier = Named {
        path,
        named: named.to_vec(),
    };
    // Named by octets or with a path: nothing is believed that was believed by neither.
    let tls = tls
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    Ok(tls)
}

#[derive(Debug)]
struct Named {
    path: Arc<WebPkiServerVerifier>,
    named: Vec<Vec<u8>>,
}

impl ServerCertVerifier for Named {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let named = self.named.iter().any(|der| der == end_entity.as_ref());
        if named {
            in_date(end_entity, now)?;
            return Ok(ServerCertVerified::assertion());
        }
        let path = &self.path;
        path.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    // That the server has the key of what it shows, as for every certificate.

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.path
            .verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.path
            .verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.path.supported_verify_schemes()
    }
}

fn in_date(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let unreadable = |_| Error::InvalidCertificate(CertificateError::BadEncoding);
    let certificate = X509::from_der(certificate).map_err(unreadable)?;
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let now = Asn1Time::from_unix(seconds).map_err(unreadable)?;
    if certificate.not_before() > now {
        return Err(Error::InvalidCertificate(CertificateError::NotValidYet));
    }
    if certificate.not_after() < now {
        return Err(Error::InvalidCertificate(CertificateError::Expired));
    }
    Ok(())
}
