//! Decrypting. The result is bytes to parse again, never a spliced tree.

use crate::{DecryptionKey, DecryptionPolicy, Element, Error};

/// Decrypts what stands in `container`: an element (`saml:EncryptedAssertion`) with exactly one
/// `xenc:EncryptedData` and perhaps `xenc:EncryptedKey`s beside it (SAML Core §6.2). An algorithm
/// outside the policy is refused before any key is touched; at most four private-key operations
/// are made.
///
/// # Errors
/// [`Error::Undecryptable`], whatever the cause.
pub fn decrypt(
    container: Element<'_>,
    keys: &[&dyn DecryptionKey],
    policy: &DecryptionPolicy,
) -> Result<Vec<u8>, Error> {
    let _ = (container, keys, policy);
    todo!()
}
