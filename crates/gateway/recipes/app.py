# A service that logs its people in at Landport, with authlib and Flask:
#
#     pip install authlib requests flask
#     set -a; . ./.env; set +a; python app.py
import os
import pathlib
import secrets
import socket
import time
import urllib.parse

import flask
from authlib.integrations.flask_client import OAuth
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey

issuer, redirect_uri = os.environ["ISSUER"], os.environ["REDIRECT_URI"]
own = urllib.parse.urlsplit(redirect_uri)

# Names below .localhost are this machine (RFC 6761 §6.3); Python asks the system, which may not know.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve(
    "127.0.0.1" if isinstance(host, str) and host.endswith(".localhost") else host, *rest, **more)


class Assertion(PrivateKeyJWT):
    """authlib signs for the token endpoint and an hour; Landport takes its issuer and five minutes."""

    def sign(self, auth, token_endpoint):
        self.claims = {"exp": int(time.time()) + 60, "jti": secrets.token_urlsafe(16)}
        return super().sign(auth, self.token_endpoint)


def proof():
    if key := os.environ.get("CLIENT_KEY_FILE"):
        return {"client_secret": ECKey.import_key(pathlib.Path(key).read_text()),
                "client_auth_methods": [Assertion(issuer, alg="ES256")],
                "token_endpoint_auth_method": "private_key_jwt"}
    return {"client_secret": os.environ["CLIENT_SECRET"],
            "token_endpoint_auth_method": "client_secret_basic"}


app = flask.Flask(__name__)
app.secret_key = secrets.token_bytes(32)
landport = OAuth(app).register(
    "landport", client_id=os.environ["CLIENT_ID"], **proof(),
    server_metadata_url=f"{issuer}/.well-known/openid-configuration",
    client_kwargs={"scope": "openid profile", "code_challenge_method": "S256"})


@app.get("/")
def begin():
    hint = os.environ.get("LOGIN_HINT")
    return landport.authorize_redirect(redirect_uri, **({"login_hint": hint} if hint else {}))


@app.get(own.path)
def arrive():
    # Checks state, nonce, PKCE and the ID token's signature.
    tokens = landport.authorize_access_token()
    # It proves at the logout whose login shall end.
    flask.session["id_token"] = tokens["id_token"]
    return {"id_token": tokens["userinfo"], "userinfo": landport.userinfo()}


@app.get("/logout")
def log_out():
    return landport.logout_redirect(id_token_hint=flask.session.pop("id_token", None))


if __name__ == "__main__":
    print(f"Open {own.scheme}://{own.netloc}")
    app.run("127.0.0.1", own.port or 80)
