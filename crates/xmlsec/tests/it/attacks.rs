//! Attacks by their name in the catalogue (`docs/attacks.md`), one room per subject. Each starts from
//! a good message that passes in the same test, changes one thing and expects one exact refusal.

use std::io::ErrorKind;
use std::net::TcpListener;

use xmlsec::{Policy, TrustAnchors, TrustedKeys, Untrusted, verify, verify_metadata};

use crate::fixture::{NOW, SIGNED, assert_control, parse, verify_signed};

mod algorithms;
mod encryption;
mod keys;
mod parsing;
mod shape;
mod wrapping;

fn refusal(xml: &str) -> &'static str {
    assert_control();
    match verify_signed(xml) {
        Ok(proof) => panic!(
            "accepted: {}",
            String::from_utf8_lossy(proof.document().bytes())
        ),
        Err(error) => error.reason(),
    }
}

fn malformed(xml: &str) -> &'static str {
    assert_control();
    match parse(xml) {
        Ok(_) => panic!("accepted: {}", &xml[..xml.len().min(200)]),
        Err(error) => error.reason(),
    }
}

/// An address of this machine that nobody may call (INV-4).
struct Canary(TcpListener);

impl Canary {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn url(&self) -> String {
        format!("http://{}/x", self.0.local_addr().unwrap())
    }

    fn assert_not_called(&self) {
        let call = self.0.accept().map(|_| ()).map_err(|error| error.kind());
        assert_eq!(call, Err(ErrorKind::WouldBlock));
    }
}

#[test]
fn a_canary_hears_a_call() {
    let canary = Canary::new();
    canary.assert_not_called();
    let _call = std::net::TcpStream::connect(canary.0.local_addr().unwrap()).unwrap();
    assert!(canary.0.accept().is_ok());
}

#[test]
fn no_trusted_key_no_trust() {
    let doc = parse(&SIGNED).unwrap();
    let got = verify(&doc, &TrustedKeys::default(), &Policy::EIDAS).map(|_| ());
    assert_eq!(got, Err(Untrusted::Key.into()));
    let got = verify_metadata(&doc, &TrustAnchors::default(), &Policy::EIDAS, NOW).map(|_| ());
    assert_eq!(got, Err(Untrusted::CertificatePath.into()));
}
