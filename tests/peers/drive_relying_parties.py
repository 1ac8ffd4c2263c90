#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Services that share no line with ours log a person in at our OpenID Provider: openid-client (npm)
and authlib (PyPI), each in the set-up of its documentation.

    drive_relying_parties.py <python with authlib> <the landport binary> <folder with node_modules>
"""

import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import urllib.parse

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwcrypto import jwk

from browser import Browser
from stage import Stage

HERE = pathlib.Path(__file__).resolve().parent
ACR = "idporten-loa-substantial"
# client: (its section of the configuration, what is special about its run)
CLIENTS = {
    "openid-client": ("require_par = true\nrequire_dpop = true", {"jarm": False}),
    "openid-client-jarm": ("require_par = true\nrequire_dpop = true\naccess_token = \"jwt\"",
                           {"jarm": True}),
    "authlib": ("", {}),
}


class Service:
    """Where the browser comes back to."""

    def __init__(self):
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                service.came = self.path
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"welcome")

            def log_message(self, *_):
                pass

        self.came = None
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://service.localhost:{self.server.server_port}"


class Road(Stage):
    def __init__(self, python, landport, modules):
        super().__init__(landport)
        self.python, self.modules = python, modules
        self.rp = Service()

    def start_all(self):
        self.prepare()
        self.settings, sections = {}, ""
        for client, (lines, special) in CLIENTS.items():
            key = ec.generate_private_key(ec.SECP256R1())
            pem = key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption())
            full = jwk.JWK.from_pem(pem)
            public = full.export_public(as_dict=True)
            self.settings[client] = {
                "issuer": self.issuer, "client_id": client, "acr_values": ACR,
                "redirect_uri": f"{self.rp.origin}/callback", "logged_out": f"{self.rp.origin}/out",
                "pem": pem.decode(),
                "jwk": full.export_private(as_dict=True), **special}
            sections += f"""
[[client]]
client_id = "{client}"
name = "{client}"
redirect_uris = ["{self.rp.origin}/callback"]
post_logout_redirect_uris = ["{self.rp.origin}/out"]
jwks = '{json.dumps({"keys": [public]})}'
id_token_alg = "ES256"
acr_values = ["{ACR}"]
scopes = ["openid", "profile", "offline_access"]
refresh = "when-asked"
{lines}
"""
        # The world writes the secrets anew that the gateway reads at its start.
        self.start_gateway(sections)
        self.start_world()

    def log_in(self, client):
        """What the client says that it got."""
        file = self.dir / f"{client}.json"
        file.write_text(json.dumps(self.settings[client]))
        command = [self.python, str(HERE / "authlib_client.py"), str(file)]
        if client.startswith("openid-client"):
            command = ["node", str(HERE / "openid_client.mjs"), str(file)]
        environment = {**os.environ, "NODE_PATH": self.modules}
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              env=environment) as child:
            url = child.stdout.readline().strip()
            assert url.startswith(self.issuer), url
            browser = self.person(url)
            child.stdin.write(f"{self.rp.origin}{self.rp.came}\n")
            child.stdin.flush()
            answer = child.stdout.readline()
        assert child.returncode == 0 and answer, f"{client} ended with {child.returncode}"
        got = json.loads(answer)
        self.log_out(browser, got["logout"])
        return got

    def log_out(self, browser, url):
        """Without a question, and the next login is a new one."""
        where = f"{self.issuer}/session"
        assert browser.open(where).form_with("action"), "a login that can end"
        page = browser.open(url)
        assert page.url == f"{self.rp.origin}/out?state=out", f"{page.url}: {page.text[:500]}"
        assert "You are not logged in here" in browser.open(where).text, browser.open(where).text

    def person(self, url):
        browser = Browser()
        page = browser.open(url)
        if any("eid" in form["choices"] for form in page.forms):
            page = browser.submit(page.form_with("eid"), eid="bankid", action="next")
        page = browser.submit(page.form_with("person"), person="plain", action="next")
        for _ in range(3):
            if page.url.startswith(self.rp.origin):
                return browser
            assert page.refresh, f"{page.url}: {page.text[:500]}"
            page = browser.open(page.refresh)
        raise AssertionError(page.url)


def main():
    python, landport, modules = sys.argv[1:4]
    road = Road(python, *(str(pathlib.Path(path).resolve()) for path in (landport, modules)))
    try:
        road.start_all()
        for client in CLIENTS:
            got = road.log_in(client)
            bound = client.startswith("openid-client")
            assert got["token_type"].lower() == ("dpop" if bound else "bearer"), got
            assert got["userinfo"]["family_name"] == "Nordmann", got
            assert got["seen"]["active"] and got["seen"]["client_id"] == client, got
            assert got["dead"] == {"active": False}, got
            asked = urllib.parse.parse_qs(urllib.parse.urlsplit(got["url"]).query)
            assert ("request_uri" in asked) == bound, got["url"]
            if bound:
                assert got["claims"]["acr"].startswith("idporten-loa-") and got["code"] == "invalid_grant", got
                jkt = got["seen"]["cnf"]["jkt"]
                assert len(jkt) == 43, got
            print(f"ok   {client} logs in, refreshes, looks, gives back and logs out")
    except BaseException:
        road.tell()
        raise


if __name__ == "__main__":
    main()
