//! XML security in the eIDAS profile: parse safely, canonicalise, sign, verify, encrypt, decrypt.
//!
//! The crate knows XML, XML Signature and XML Encryption; it knows no SAML. It is pure: bytes,
//! keys, policy and the time go in, a proof, a message or an error comes out. What a standard
//! leaves open and the profile does not need cannot be expressed here.
//!
//! The safe path: [`Document::parse`] refuses what no honest peer sends; [`verify`] hands out a
//! [`SignedElement`], a tree read again from the very bytes that were digested; data is taken
//! from that tree and from nowhere else. [`decrypt`] yields bytes that have to be parsed again
//! ([`Document::parse_in_context`]).
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use xmlsec::{Curve, Document, KeyKind, Limits, Policy, SignatureOptions, SignaturePlace};
//! # use xmlsec::{SigningKey, SoftwareKey, Subject, TrustedKeys, Validity, sign, verify};
//! # let subject = Subject { common_name: "node", organization: "Example", country: "SE" };
//! # let validity = Validity { not_before: 0, not_after: 4_000_000_000 };
//! let key = SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, [1; 16])?;
//! let message = Document::parse(b"<m ID='_1'><a>b</a></m>", &Limits::MESSAGE)?;
//! let signed = sign(&message, &SignatureOptions::new(SignaturePlace::First), &key)?;
//!
//! let received = Document::parse(&signed, &Limits::MESSAGE)?;
//! let keys = TrustedKeys::new(key.certificates().iter().cloned());
//! let proof = verify(&received, &keys, &Policy::EIDAS)?;
//! assert_eq!(proof.root().children().next().map(|a| a.text()), Some("b".into()));
//! # Ok(())
//! # }
//! ```

mod algorithm;
mod base64;
mod c14n;
mod certificate;
mod certificate_use;
mod crypto;
mod decrypt;
mod der;
mod encrypt;
mod error;
mod escape;
mod key;
mod key_info;
mod limits;
mod parse;
mod policy;
mod revocation;
mod sign;
mod tree;
mod trust;
mod verify;

pub use algorithm::{
    Curve, DataEncryption, DigestMethod, KeyKind, KeyWrap, OaepDigest, OaepMethod, SignatureMethod,
};
pub use c14n::canonicalize;
pub use certificate::{Certificate, EcPublicPoint, PublicKey};
pub use decrypt::decrypt;
pub use encrypt::{
    EncryptedKeyPlace, EncryptionMethods, Entropy, KeyLink, RecipientHint, RsaOaep, encrypt,
};
pub use error::{Error, KeyError, Malformed, Misconfigured, Untrusted};
pub use escape::{escape_attribute, escape_text};
pub use key::{DecryptionKey, SigningKey, SoftwareKey, Subject, Validity};
pub use limits::Limits;
pub use parse::is_xml;
pub use policy::{DecryptionPolicy, Policy, Sha1InOaep};
pub use revocation::RevocationList;
pub use sign::{KeyInfoStyle, ReferenceStyle, SignatureOptions, SignaturePlace, sign};
pub use tree::{Attribute, Document, Element};
pub use trust::{TrustAnchors, TrustedKeys};
pub use verify::{
    SignedElement, shown_by_trusted_list, verify, verify_detached, verify_metadata,
    verify_trusted_list,
};
