#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What a login with a wallet costs the gateway from the choice to the code, beside what @sd-jwt spends on
the same presentation in the same run; and what answers cost that are none. `scripts/bench wallet` runs it.

    bench_wallet.py <python with the wallet's packages> <the landport binary> <node_modules> [logins]

V: the CPU of one raw P-256 verification, measured in this process before and after each block. CPU of the
gateway: all its threads (/proc/<pid>/task/*/schedstat). In a login each request has a connection of its own;
what is hostile comes over connections that stay open, each from an address of its own, and beside it stands
what a request costs that leads nowhere.
"""

import http.client
import json
import pathlib
import statistics
import sys
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from jwcrypto import jwe, jwk

from browser import Browser
from drive_wallets import ISO_MDOC, PERSON, SIGNED, Road

# Attacks WV-06, WV-07: so many of each.
HOSTILE = 60
NOWHERE, GENUINE = "(an address that is nowhere)", "genuine, for another request: "
MOST_V, MOST_MS = 2.0, 5.0


def verification():
    """CPU seconds of one."""
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public = key.sign(b"V", ec.ECDSA(hashes.SHA256())), key.public_key()
    started = time.process_time()
    for _ in range(1000):
        public.verify(signature, b"V", ec.ECDSA(hashes.SHA256()))
    return (time.process_time() - started) / 1000


class Bench(Road):
    def spent(self):
        """CPU seconds of the gateway so far."""
        tasks = pathlib.Path(f"/proc/{self.gateway.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def block(self, logins, once):
        """Median and ninth tenth of `once`, in V; the first ten warm up."""
        before = verification()
        costs = [once() for _ in range(logins + 10)][10:]
        unit = (before + verification()) / 2
        costs = sorted(cost / unit for cost in costs)
        return statistics.median(costs), costs[len(costs) * 9 // 10], unit * 1e6

    def choose(self):
        browser = Browser()
        page = browser.open(f"{self.service('rowing')}/login?acr_values=idporten-loa-high")
        spent = self.spent()
        return browser, browser.submit(page.form_with("eid"), eid="wallet", action="next"), spent

    def by_link(self, format):
        browser, page, spent = self.choose()
        link, _ = self.link_and_code(page)
        told = self.present("npm", link, format=format, method="post", enc="A256GCM")
        return self.comes_to_the_code(browser, browser.open(told["body"]["redirect_uri"]), spent)

    def comes_to_the_code(self, browser, page, spent):
        page = browser.open(page.refresh, leaves=False)
        assert "code=" in page.url, page.url
        return self.spent() - spent

    def by_api(self, lineage, protocol, **settings):
        browser, page, spent = self.choose()
        parts = urllib.parse.urlsplit(page.url)
        asked = json.loads(browser.open(parts._replace(path="/wallet/dc_api").geturl()).source)
        data = next(of["data"] for of in asked["requests"] if of["protocol"] == protocol)
        origin = f"{parts.scheme}://{parts.netloc}"
        told = self.present(lineage, json.dumps(data), origin=origin, **settings)
        posted = {"protocol": protocol, "data": json.dumps(told["data"])}
        page = browser.submit(page.form_with("protocol"), action="presented", **posted)
        return self.comes_to_the_code(browser, page, spent)

    def rival(self):
        told = self.present("npm", "", measure=500)
        return told["cpu_s"]

    # ---- what is no answer ------------------------------------------------------------------

    def hostile(self):
        """CPU in V and time in ms of each, by what it is."""
        page = self.wallet_page(Browser())
        _, code = self.link_and_code(page)
        request = self.present("npm", code, method="get", request_only=True)["request"]
        key = request["client_metadata"]["jwks"]["keys"][0]

        def sealed(answer):
            header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]}
            token = jwe.JWE(json.dumps(answer).encode(), json.dumps(header))
            token.add_recipient(jwk.JWK(**key))
            return "response=" + token.serialize(True)

        def token(name, presentation):
            return sealed({"state": request["state"], "vp_token": {name: [presentation]}})

        def card(format, habit):
            made = self.present("npm", code, method="get", format=format, enc="A256GCM",
                                habit=habit, answer_only=True)
            return "response=" + made["response"]

        stranger = jwk.JWK.generate(kty="EC", crv="P-256").export_public(as_dict=True)
        other = jwe.JWE(b"{}", json.dumps({"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]}))
        other.add_recipient(jwk.JWK(**stranger))
        many = "e30.e30.e30~" + "~".join(["WyJhIiwiYiIsImMiXQ"] * 5000) + "~a.b.c"
        bodies = {
            NOWHERE: "",
            "nothing": "",
            "256 KiB of nothing": "response=" + "a" * 262_000,
            "100 parameters": "&".join(f"p{i}=x" for i in range(100)),
            "JWE, five empty parts": "response=e30.e30.e30.e30.e30",
            "JWE, RSA-OAEP": "response=eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.YQ.YQ.YQ.YQ",
            "JWE to another key": "response=" + other.serialize(True),
            "JSON 100,000 deep": sealed("[" * 100_000),
            "another state": sealed({"state": "x", "vp_token": {"pid_sd_jwt": ["x"]}}),
            "CBOR 100,000 deep": token("pid_mdoc", "gYGB" * 25_000),
            "5,000 disclosures": token("pid_sd_jwt", many),
            "SD-JWT by a stranger": card("dc+sd-jwt", "other-issuer"),
            "mdoc by a stranger": card("mso_mdoc", "other-issuer"),
            # Genuine cards, held out to somebody else: signatures are verified before that is seen.
            GENUINE + "SD-JWT VC": card("dc+sd-jwt", "other-nonce"),
            GENUINE + "mdoc": card("mso_mdoc", "other-nonce"),
        }
        parts = urllib.parse.urlsplit(request["response_uri"])
        rows, headers = [], {"Host": parts.netloc,
                             "Content-Type": "application/x-www-form-urlencoded"}

        def posts(connection, path, body):
            started = time.perf_counter()
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, (time.perf_counter() - started) * 1e3

        for name, body in bodies.items():
            path = "/nowhere" if name == NOWHERE else parts.path
            connections = [http.client.HTTPConnection(
                "127.0.0.1", parts.port, source_address=(f"127.0.2.{nth + 1}", 0))
                for nth in range(HOSTILE)]
            for connection in connections:
                posts(connection, "/nowhere", "")
            before, spent, times = verification(), self.spent(), []
            for connection in connections:
                status, took = posts(connection, path, body)
                times.append(took)
                assert status == (404 if name == NOWHERE else 400), f"{name}: {status}"
            for connection in connections:
                connection.close()
            unit = (before + verification()) / 2
            rows.append((name, len(body), (self.spent() - spent) / HOSTILE / unit,
                         statistics.median(times), max(times)))
        # Nothing was taken: the login is still there.
        told = self.present("npm", code, format="dc+sd-jwt", method="post", enc="A256GCM")
        assert told["status"] == 200, told
        return rows


def main():
    python, landport, modules = (str(pathlib.Path(a).absolute()) for a in sys.argv[1:4])
    logins = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    road = Bench(python, landport, modules)
    road.open_up()
    roads = {
        "link, SD-JWT VC": lambda: road.by_link("dc+sd-jwt"),
        "link, mdoc": lambda: road.by_link("mso_mdoc"),
        "browser, openid4vp-v1-signed, SD-JWT VC": lambda: road.by_api(
            "npm", SIGNED, format="dc+sd-jwt", enc="A256GCM"),
        "browser, org-iso-mdoc": lambda: road.by_api("python", ISO_MDOC),
    }
    print("From the choice to the code | median | nine of ten | V\n|---|---:|---:|---:|")
    for name, once in roads.items():
        median, most, unit = road.block(logins, once)
        print(f"| {name} | {median:.1f} V | {most:.1f} V | {unit:.0f} µs |", flush=True)
    before = verification()
    cost = road.rival()
    unit = (before + verification()) / 2
    print(f"| @sd-jwt, verifying that SD-JWT VC and nothing else | {cost / unit:.1f} V | | {unit * 1e6:.0f} µs |")
    print("\nAnswers that are none | octets | CPU | median | longest\n|---|---:|---:|---:|---:|")
    over, rows = [], road.hostile()
    base = next(cost for name, _, cost, _, _ in rows if name == NOWHERE)
    for name, octets, cost, median, longest in rows:
        print(f"| {name} | {octets} | {cost:.1f} V | {median:.1f} ms | {longest:.1f} ms |")
        if not name.startswith(GENUINE) and (cost - base > MOST_V or median > MOST_MS):
            over.append(name)
    print("more than 2 V above a request that leads nowhere, or than 5 ms:", ", ".join(over) or "none")
    road.keeps_nobody([PERSON["number"], "Nordmann", "1990-05-14"])


if __name__ == "__main__":
    main()
