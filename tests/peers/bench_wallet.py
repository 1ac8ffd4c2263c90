#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What a login with a wallet costs the gateway from the choice to the code, and beside it in the same run:
a login with a test person, who needs neither wallet nor e-ID, so that what is left is the OpenID part; what
others spend on verifying the same presentation; and what answers cost that are none. `scripts/bench wallet`
runs it; docs/performance.md says what came of it.

    bench_wallet.py <python with the wallet's packages> <the landport binary> <node_modules> <logins>
                    [judges=<python with tests/peers/judges.py's packages>] [multipaz=<what starts its wallet>]

V: the CPU of one raw P-256 verification, measured in this process before and after each round. CPU of the
gateway: all its threads (/proc/<pid>/task/*/schedstat). Connections stay open, as those of a proxy in front
would. Logins of all kinds take turns, ten of each a round. Each hostile body comes from an address of its
own, and beside it stands what a request costs that leads nowhere.
"""

import base64
import datetime
import http.client
import itertools
import json
import pathlib
import statistics
import subprocess
import sys
import time
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwcrypto import jwe, jwk

from browser import Browser
from drive_wallets import HERE, ISO_MDOC, PERSON, SIGNED, Road

# Attacks WV-06, WV-07: so many of each.
HOSTILE = 60
NOWHERE, GENUINE = "(an address that is nowhere)", "genuine, for another request: "
UNKNOWN, NOTHING = "256 KiB for a request that does not exist", "256 KiB of nothing"
MOST_V, MOST_MS = 2.0, 5.0
# Of each kind in a round; and so often others verify, after as many to warm up.
A_ROUND, TIMES = 10, 500
STEPS = ["choice and page", "wallet", "return and code"]
OPENID = "a test person"
PERSONS = f"""
[[eid]]
id = "persons"
kind = "persona"
name = "Test persons"
amr = "TestPerson"
[[eid.person]]
id = "kari"
[eid.person.claims]
pid = "{PERSON["number"]}"
given_name = "{PERSON["given_name"]}"
family_name = "{PERSON["family_name"]}"
birthdate = "{PERSON["birthdate"]}"
"""


def verification():
    """CPU seconds of one."""
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public = key.sign(b"V", ec.ECDSA(hashes.SHA256())), key.public_key()
    started = time.process_time()
    for _ in range(1000):
        public.verify(signature, b"V", ec.ECDSA(hashes.SHA256()))
    return (time.process_time() - started) / 1000


class Kept(Browser):
    """One of the people behind a proxy, whose connections to us stay open."""
    addresses = itertools.cycle(["127.0.3.1", "127.0.3.2"])
    connections = {}

    def reach(self, port):
        known = self.connections.get((self.address, port))
        if known is None:
            known = self.connections[self.address, port] = [super().reach(port), time.monotonic()]
        connection, used = known
        # It is closed there after a while.
        if time.monotonic() - used > 5:
            connection.close()
        known[1] = time.monotonic()
        return connection

    def leave(self, connection):
        pass


class Bench(Road):
    def section(self, prefix):
        return super().section(prefix) + PERSONS

    def spent(self):
        """CPU seconds of the gateway so far, when it has done what was asked."""
        time.sleep(0.005)
        tasks = pathlib.Path(f"/proc/{self.gateway.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def rounds(self, roads, logins):
        """By road the costs of each login in V, by step; the first round warms up."""
        costs, units = {name: [] for name in roads}, []
        for nth in range(-1, -(-logins // A_ROUND)):
            before, taken = verification(), {}
            for name, once in roads.items():
                taken[name] = [once() for _ in range(A_ROUND)]
            unit = (before + verification()) / 2
            if nth >= 0:
                units.append(unit * 1e6)
                for name, of_road in taken.items():
                    for marks in of_road:
                        costs[name].append([(b - a) / unit for a, b in itertools.pairwise(marks)])
        return costs, units

    # ---- from the choice to the code: marks between the steps --------------------------------

    def at_choice(self):
        browser = Kept()
        return browser, browser.open(f"{self.service('rowing')}/login?acr_values=idporten-loa-high")

    def choose(self, browser, page, eid="wallet"):
        return browser.submit(page.form_with("eid"), eid=eid, action="next")

    @staticmethod
    def comes_to_the_code(browser, page):
        page = browser.open(page.refresh, leaves=False) if page.refresh else page
        assert "code=" in page.url, page.url

    def by_link(self, format):
        browser, page = self.at_choice()
        marks = [self.spent()]
        page = self.choose(browser, page)
        marks.append(self.spent())
        link, _ = self.link_and_code(page)
        told = self.present("npm", link, format=format, method="post", enc="A256GCM")
        marks.append(self.spent())
        self.comes_to_the_code(browser, browser.open(told["body"]["redirect_uri"], leaves=False))
        return [*marks, self.spent()]

    def by_api(self, lineage, protocol, **settings):
        browser, page = self.at_choice()
        marks = [self.spent()]
        page = self.choose(browser, page)
        marks.append(self.spent())
        parts = urllib.parse.urlsplit(page.url)
        asked = json.loads(browser.open(parts._replace(path="/wallet/dc_api").geturl()).source)
        data = next(of["data"] for of in asked["requests"] if of["protocol"] == protocol)
        origin = f"{parts.scheme}://{parts.netloc}"
        told = self.present(lineage, json.dumps(data), origin=origin, **settings)
        marks.append(self.spent())
        form = page.form_with("protocol")
        posted = dict(form["fields"]) | {
            "action": "presented", "protocol": protocol, "data": json.dumps(told["data"])}
        page = browser.open(form["action"], "POST", urllib.parse.urlencode(posted), leaves=False)
        self.comes_to_the_code(browser, page)
        return [*marks, self.spent()]

    def by_test_person(self):
        browser, page = self.at_choice()
        marks = [self.spent()]
        page = self.choose(browser, page, eid="persons")
        marks.append(self.spent())
        form = page.form_with("person")
        fields = dict(form["fields"]) | {"person": "kari", "action": "next"}
        page = browser.open(form["action"], "POST", urllib.parse.urlencode(fields), leaves=False)
        self.comes_to_the_code(browser, page)
        # Nobody's wallet.
        return [*marks, marks[-1], self.spent()]

    # ---- others -----------------------------------------------------------------------------

    def rivals(self, judges, multipaz):
        """CPU seconds that others spend on one presentation of an SD-JWT VC, and no more than that."""
        _, code = self.link_and_code(self.wallet_page(Browser()))
        shown = self.present("npm", code, method="get", format="dc+sd-jwt", token_only=True,
                             statusless=True)
        request, presentation = shown["request"], shown["presentation"]
        anchor = self.country.provider_ca.certificate_pem()
        job = {"presentation": presentation, "nonce": request["nonce"], "anchor": anchor,
               "client_id": request["client_id"], "request": request, "times": TIMES}
        costs = {"@sd-jwt (Node)": self.present("npm", "", measure=job)["cpu_s"]}
        if multipaz:
            costs["multipaz (JVM, warm)"] = self.asks([multipaz], {"measure": job})["cpu_s"]
        if judges:
            command = [judges, str(HERE / "judges.py"), "cost"]
            told = self.asks(command, job | {"times": TIMES // 10})
            costs |= {f"{name} (Python)": cost for name, cost in told.items()}
        return costs

    @staticmethod
    def asks(command, job):
        done = subprocess.run(command, input=json.dumps(job) + "\n", capture_output=True, text=True)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        told = json.loads(done.stdout.splitlines()[-1])
        assert "failed" not in told, f"{command}: {told['failed']}"
        return told

    # ---- what is no answer ------------------------------------------------------------------

    def asked(self):
        """A page's code, and what is asked by it."""
        _, code = self.link_and_code(self.wallet_page(Browser()))
        return code, self.present("npm", code, method="get", request_only=True)["request"]

    def bodies(self, code, request):
        """What may be posted as the answer to this request, by what it is."""
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
        header, *_ = other.serialize(True).split(".")
        long = f"response={header}..{'a' * 16}.{'a' * 261_000}.{'a' * 22}"
        many = "e30.e30.e30~" + "~".join(["WyJhIiwiYiIsImMiXQ"] * 2500) + "~a.b.c"
        zeros = {"state": request["state"], "vp_token": {}, "x": [0] * 15_000}
        arrays = b"\x99\x07\xd0" + b"\x81\x40" * 1000 + b"\x58\x10" + b"a" * 16
        return {
            NOWHERE: lambda: "",
            "nothing": lambda: "",
            NOTHING: lambda: "response=" + "a" * 262_000,
            UNKNOWN: lambda: long,
            "256 KiB that begin as an answer": lambda: long,
            "100 parameters": lambda: "&".join(f"p{i}=x" for i in range(100)),
            "JWE, five empty parts": lambda: "response=e30.e30.e30.e30.e30",
            "JWE, RSA-OAEP": lambda: "response=eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.YQ.YQ.YQ.YQ",
            "JWE to another key": lambda: "response=" + other.serialize(True),
            # Nearly as long as an answer may be, for this very request: of what is longer nothing is read.
            "JSON 48,000 deep": lambda: sealed("[" * 48_000),
            "another state": lambda: sealed({"state": "x", "vp_token": {"pid_sd_jwt": ["x"]}}),
            "CBOR 36,000 deep": lambda: token("pid_mdoc", "gYGB" * 12_000),
            "2,500 disclosures": lambda: token("pid_sd_jwt", many),
            "64 KiB of JSON in small pieces": lambda: sealed(zeros),
            "64 KiB of JSON, one text": lambda: sealed({"state": "x", "x": "a" * 48_000}),
            "CBOR of 2,000 items": lambda: token("pid_mdoc", base64url(arrays)),
            "SD-JWT, four certificates of 8 KiB": lambda: token("pid_sd_jwt", self.four_long()),
            "SD-JWT by a stranger": lambda: card("dc+sd-jwt", "other-issuer"),
            "mdoc by a stranger": lambda: card("mso_mdoc", "other-issuer"),
            # Genuine cards, held out to somebody else: signatures are verified before that is seen.
            GENUINE + "SD-JWT VC": lambda: card("dc+sd-jwt", "other-nonce"),
            GENUINE + "mdoc": lambda: card("mso_mdoc", "other-nonce"),
        }

    def four_long(self):
        """An SD-JWT whose path ends in our anchor's name, and each certificate has 200 extensions."""
        anchor = x509.load_pem_x509_certificate(self.country.provider_ca.certificate_pem().encode())
        subject, chain = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "stranger")]), []
        for _ in range(4):
            key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
            made = x509.CertificateBuilder(
                anchor.subject, subject, key.public_key(), x509.random_serial_number(),
                now - datetime.timedelta(1), now + datetime.timedelta(1))
            for nth in range(200):
                kind = x509.ObjectIdentifier(f"1.3.6.1.4.1.99999.{nth}")
                made = made.add_extension(x509.UnrecognizedExtension(kind, b"a" * 16), False)
            made = made.sign(key, hashes.SHA256())
            chain.append(base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode())
        header = {"alg": "ES256", "typ": "dc+sd-jwt", "x5c": chain}
        return f"{base64url(json.dumps(header).encode())}.e30.{'a' * 86}~e30.e30.{'a' * 86}"

    def hostile(self):
        """CPU in V and time in ms of each, by what it is, and how many read no answer since the connection was
        reset; each to a request of its own, which has a share."""
        rows = []
        for name in self.bodies(*self.asked()):
            code, request = self.asked()
            body = self.bodies(code, request)[name]()
            parts = urllib.parse.urlsplit(request["response_uri"])
            # Another name for a request: of the same length, and nobody's.
            at = parts.path.index("/response/") + len("/response/") + 8
            other = "B" if parts.path[at] == "A" else "A"
            unknown = parts.path[:at] + other + parts.path[at + 1:]
            path = {NOWHERE: "/nowhere", UNKNOWN: unknown}.get(name, parts.path)
            connections = [http.client.HTTPConnection(
                "127.0.0.1", parts.port, source_address=(f"127.0.2.{nth + 1}", 0))
                for nth in range(HOSTILE)]
            for connection in connections:
                posts(connection, parts.netloc, "/nowhere", "")
            before, spent, times, reset = verification(), self.spent(), [], 0
            for connection in connections:
                status, took = posts(connection, parts.netloc, path, body)
                times.append(took)
                # Of these the rest is not read, so that the answer may be lost with the connection.
                if status is None and name in (UNKNOWN, NOTHING):
                    reset += 1
                    continue
                assert status == (404 if name == NOWHERE else 400), f"{name}: {status}"
            for connection in connections:
                connection.close()
            unit = (before + verification()) / 2
            rows.append((name, len(body), (self.spent() - spent) / HOSTILE / unit,
                         statistics.median(times), max(times), reset))
            # Nothing was taken: the login is still there.
            told = self.present("npm", code, format="dc+sd-jwt", method="post", enc="A256GCM")
            assert told["status"] == 200, f"after {name}: {told}"
        return rows


def base64url(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def posts(connection, host, path, body):
    """Status and ms; no status where the connection was reset before there was an answer."""
    headers = {"Host": host, "Content-Type": "application/x-www-form-urlencoded"}
    started = time.perf_counter()
    try:
        try:
            connection.request("POST", path, body, headers)
        except ConnectionError:
            # Refused by its beginning: the answer is there before all is sent.
            pass
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except ConnectionError:
        status = None
    return status, (time.perf_counter() - started) * 1e3


def main():
    python, landport, modules = (str(pathlib.Path(a).absolute()) for a in sys.argv[1:4])
    logins = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    more = dict(argument.split("=", 1) for argument in sys.argv[5:])
    road = Bench(python, landport, modules)
    road.open_up()
    roads = {
        OPENID: road.by_test_person,
        "link, SD-JWT VC": lambda: road.by_link("dc+sd-jwt"),
        "link, mdoc": lambda: road.by_link("mso_mdoc"),
        "browser, openid4vp-v1-signed, SD-JWT VC": lambda: road.by_api(
            "npm", SIGNED, format="dc+sd-jwt", enc="A256GCM"),
        "browser, org-iso-mdoc": lambda: road.by_api("python", ISO_MDOC),
    }
    costs, units = road.rounds(roads, logins)
    print(f"{len(costs[OPENID])} logins of each; V {min(units):.0f} to {max(units):.0f} µs")
    print(f"| from the choice to the code | median | nine of ten | on top | {' | '.join(STEPS)} |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    openid = statistics.median(map(sum, costs[OPENID]))
    for name, of_road in costs.items():
        whole = sorted(map(sum, of_road))
        steps = [statistics.median(step) for step in zip(*of_road)]
        top = statistics.median(whole) - openid
        print(f"| {name} | {statistics.median(whole):.1f} V | {whole[len(whole) * 9 // 10]:.1f} V "
              f"| {'' if name == OPENID else f'**{top:.1f} V**'} "
              f"| {' | '.join(f'{step:.1f} V' for step in steps)} |")
    before = verification()
    rivals = road.rivals(more.get("judges"), more.get("multipaz"))
    unit = (before + verification()) / 2
    print("\n| verifying that SD-JWT VC and nothing else | CPU |\n|---|---:|")
    for name, cost in rivals.items():
        print(f"| {name} | {cost / unit:.1f} V |")
    print("\n| an answer that is none | octets | CPU | median | longest | reset |")
    print("|---|---:|---:|---:|---:|---:|")
    over, rows = [], road.hostile()
    base = next(cost for name, _, cost, *_ in rows if name == NOWHERE)
    for name, octets, cost, median, longest, reset in rows:
        print(f"| {name} | {octets} | {cost:.1f} V | {median:.1f} ms | {longest:.1f} ms | {reset} |")
        if not name.startswith(GENUINE) and (cost - base > MOST_V or median > MOST_MS):
            over.append(name)
    print("more than 2 V above a request that leads nowhere, or than 5 ms:", ", ".join(over) or "none")
    road.keeps_nobody([PERSON["number"], "Nordmann", "1990-05-14"])


if __name__ == "__main__":
    main()
