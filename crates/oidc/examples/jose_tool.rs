// SPDX-License-Identifier: EUPL-1.2
//! Signs and verifies JWTs on the command line, so that other libraries can check ours and we
//! theirs (`tests/peers/jose_matrix.py`). JSON on standard input and output.
//!
//! ```text
//! jose_tool sign ALG    {claims}                 → {"jwks": …, "token": …}
//! jose_tool verify ALG  {"jwks": …, "token": …}  → {"payload": …} or {"refused": …}
//! ```

use std::{error::Error, io::Read as _};

use oidc::jose::{Algorithm, JwkSet, SoftwareSigner, jws, jwt};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let algorithm = Algorithm::parse(&words.next().unwrap_or_default()).ok_or("no such ALG")?;
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let input: Value = serde_json::from_str(&input)?;
    let output = match command.as_str() {
        "sign" => {
            let signer = SoftwareSigner::generate(algorithm)?;
            let claims = input.as_object().ok_or("claims must be an object")?;
            let jwks: Value =
                serde_json::from_str(&JwkSet::of([signer.public().clone()])?.to_json())?;
            json!({ "jwks": jwks, "token": jwt::sign(claims, &signer)? })
        }
        "verify" => {
            let part = |name: &str| input.get(name).cloned().unwrap_or_default();
            let token = part("token");
            let verified = JwkSet::parse(part("jwks").to_string().as_bytes()).and_then(|keys| {
                jws::verify(token.as_str().unwrap_or_default(), &keys, &[algorithm])
            });
            match verified {
                Ok(jws) => json!({ "payload": String::from_utf8_lossy(jws.payload()) }),
                Err(error) => json!({ "refused": error.to_string() }),
            }
        }
        _ => return Err("sign or verify".into()),
    };
    println!("{output}");
    Ok(())
}
