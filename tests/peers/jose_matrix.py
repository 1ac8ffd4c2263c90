# SPDX-License-Identifier: EUPL-1.2
"""Our JOSE against PyJWT, joserfc and jwcrypto: each verifies the others' signatures.

usage: jose_matrix.py PATH/TO/jose_tool
"""

import json
import subprocess
import sys

import jwt as pyjwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import ECKey, RSAKey
from jwcrypto import jwk as jwcrypto_jwk
from jwcrypto import jws as jwcrypto_jws

TOOL = sys.argv[1]
CLAIMS = {"iss": "https://a.example", "sub": "ø", "n": 1790000000, "list": ["x", {"y": None}]}
ALGORITHMS = ["RS256", "ES256", "PS256"]


def ours(command, alg, value):
    run = subprocess.run(
        [TOOL, command, alg], input=json.dumps(value), capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


# Each peer: verify(token, public JWK, alg) -> claims, and sign(claims, alg) -> (token, JWK).


def pyjwt_verify(token, key, alg):
    return pyjwt.decode(token, pyjwt.PyJWK(key), algorithms=[alg], options={"verify_aud": False})


def pyjwt_sign(claims, alg):
    if alg == "ES256":
        key = ec.generate_private_key(ec.SECP256R1())
        public = pyjwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    else:
        key = rsa.generate_private_key(65537, 2048)
        public = pyjwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return pyjwt.encode(claims, key, alg, headers={"kid": "k"}), {**public, "kid": "k"}


def joserfc_key(alg):
    if alg == "ES256":
        return ECKey.generate_key("P-256", {"kid": "k", "use": "sig"})
    return RSAKey.generate_key(2048, {"kid": "k", "use": "sig"})


def joserfc_verify(token, key, alg):
    kind = ECKey if alg == "ES256" else RSAKey
    return joserfc_jwt.decode(token, kind.import_key(key), algorithms=[alg]).claims


def joserfc_sign(claims, alg):
    key = joserfc_key(alg)
    token = joserfc_jwt.encode({"alg": alg, "kid": "k"}, claims, key, algorithms=[alg])
    return token, key.as_dict(private=False)


def jwcrypto_verify(token, key, alg):
    found = jwcrypto_jws.JWS()
    found.allowed_algs = [alg]
    found.deserialize(token, jwcrypto_jwk.JWK(**key))
    return json.loads(found.payload)


def jwcrypto_sign(claims, alg):
    if alg == "ES256":
        key = jwcrypto_jwk.JWK.generate(kty="EC", crv="P-256", kid="k")
    else:
        key = jwcrypto_jwk.JWK.generate(kty="RSA", size=3072, kid="k")
    made = jwcrypto_jws.JWS(json.dumps(claims))
    made.add_signature(key, protected=json.dumps({"alg": alg, "kid": "k"}))
    return made.serialize(compact=True), key.export_public(as_dict=True)


PEERS = {
    "PyJWT": (pyjwt_verify, pyjwt_sign),
    "joserfc": (joserfc_verify, joserfc_sign),
    "jwcrypto": (jwcrypto_verify, jwcrypto_sign),
}


def main():
    checks = 0
    for alg in ALGORITHMS:
        made = ours("sign", alg, CLAIMS)
        (key,) = made["jwks"]["keys"]
        # RFC 7638: another library computes the same thumbprint.
        assert jwcrypto_jwk.JWK(**key).thumbprint() == key["kid"], (alg, "thumbprint")
        for name, (verify, sign) in PEERS.items():
            assert verify(made["token"], key, alg) == CLAIMS, (alg, name, "verifies ours")
            token, public = sign(CLAIMS, alg)
            seen = ours("verify", alg, {"jwks": {"keys": [public]}, "token": token})
            assert json.loads(seen["payload"]) == CLAIMS, (alg, name, "ours verifies", seen)
            # One other octet in the signed part, and one other algorithm than expected.
            head, _, tail = token.partition(".")
            forged = f"{head}.{'e' if tail[0] != 'e' else 'f'}{tail[1:]}"
            seen = ours("verify", alg, {"jwks": {"keys": [public]}, "token": forged})
            assert "refused" in seen, (alg, name, "forged")
            other = ALGORITHMS[ALGORITHMS.index(alg) - 1]
            seen = ours("verify", other, {"jwks": {"keys": [public]}, "token": token})
            assert "refused" in seen, (alg, name, "other algorithm")
            checks += 4
    print(f"jose_matrix: {checks} checks, {len(PEERS)} libraries, {len(ALGORITHMS)} algorithms")


if __name__ == "__main__":
    main()
