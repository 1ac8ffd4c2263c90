# SPDX-License-Identifier: EUPL-1.2
"""authlib (PyPI) as a service of ours: private_key_jwt, PKCE, refresh, introspection, revocation.

    authlib_client.py CONFIG.json

Prints the address for the browser, reads the address that the browser came back to, and prints what
it got.
"""

import json
import os
import pathlib
import secrets
import socket
import sys
import time
import urllib.parse

# The demo profile speaks http to names of this machine alone.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey

# Names below .localhost are this machine (RFC 6761 §6.3); the resolver may not know.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve(
    "127.0.0.1" if isinstance(host, str) and host.endswith(".localhost") else host, *rest, **more)


class Assertion(PrivateKeyJWT):
    """What authlib has to be told: the audience is our issuer, and five minutes are the most."""

    def __init__(self, issuer):
        super().__init__(issuer, alg="ES256")

    def sign(self, auth, token_endpoint):
        self.claims = {"exp": int(time.time()) + 60, "jti": secrets.token_urlsafe(16)}
        return super().sign(auth, self.token_endpoint)


def main():
    settings = json.loads(pathlib.Path(sys.argv[1]).read_text())
    issuer = settings["issuer"]
    session = OAuth2Session(
        settings["client_id"], ECKey.import_key(settings["pem"]), token_endpoint_auth_method="private_key_jwt",
        # Without it authlib sends what it holds, which is our private key, as a password.
        revocation_endpoint_auth_method="private_key_jwt",
        scope="openid profile offline_access", redirect_uri=settings["redirect_uri"],
        code_challenge_method="S256")
    session.register_client_auth_method(Assertion(issuer))
    metadata = session.get(f"{issuer}/.well-known/openid-configuration", withhold_token=True).json()
    verifier = secrets.token_urlsafe(48)
    url, _ = session.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce=secrets.token_urlsafe(16),
        acr_values=settings["acr_values"])
    print(url, flush=True)
    back = sys.stdin.readline().strip()
    tokens = session.fetch_token(
        metadata["token_endpoint"], authorization_response=back, code_verifier=verifier)
    userinfo = session.get(metadata["userinfo_endpoint"]).json()
    refreshed = session.refresh_token(metadata["token_endpoint"], tokens["refresh_token"])
    seen = session.introspect_token(
        metadata["introspection_endpoint"], token=refreshed["access_token"]).json()
    session.revoke_token(metadata["revocation_endpoint"], token=refreshed["refresh_token"])
    dead = session.introspect_token(
        metadata["introspection_endpoint"], token=refreshed["access_token"]).json()
    hint = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": settings["logged_out"],
            "state": "out"}
    logout = f"{metadata['end_session_endpoint']}?{urllib.parse.urlencode(hint)}"
    print(json.dumps({
        "logout": logout, "url": url, "token_type": tokens["token_type"], "userinfo": userinfo,
        "refreshed": refreshed["token_type"], "seen": seen, "dead": dead}))


if __name__ == "__main__":
    main()
