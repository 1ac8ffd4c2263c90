#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Wallets that share no line with ours log a person in: of PyPI, of npm and of Maven Central, in both
formats, by each way that a wallet fetches a request, with both ciphers, known by the hash of our
certificate and by the name in it; by the browser's Digital Credentials API too, signed and unsigned, and by
`org-iso-mdoc`; and what each of them can do wrong is refused, with its reason.

    drive_wallets.py <python with the wallet's packages> <the landport binary> <folder with node_modules>
                     [what starts the wallet of multipaz; left out where there is no JDK or no Maven]
"""

import html
import itertools
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from browser import Browser
from stage import Stage
from wallet_country import Country

HERE = pathlib.Path(__file__).resolve().parent
# Nobody: the number is one of the world's own, so that a PID and an e-ID prove the same person.
PERSON = {"family_name": "Nordmann", "given_name": "Kari", "birthdate": "1990-05-14",
          "number": "14859020284"}
FORMATS, CIPHERS = ["dc+sd-jwt", "mso_mdoc"], ["A128GCM", "A256GCM"]
# What each really does at `request_uri`: `empty-post` is multipaz's only `post`, `bare-post` the library's.
METHODS = {"python": ["get", "post", "empty-post"], "npm": ["get", "post", "bare-post"],
           "multipaz": ["get", "post"]}
# It knows no other cipher, and names its request and itself as the request does.
ONE_CIPHER = {"multipaz": ["A128GCM"]}
CANNOT = {"multipaz": ["other-nonce", "other-audience"]}
# What is wrong with an answer, and the reason in the trail.
HABITS = {"other-nonce": {"dc+sd-jwt": "not_our_request", "mso_mdoc": "untrusted"},
          "other-audience": {"dc+sd-jwt": "not_our_request", "mso_mdoc": "untrusted"},
          # Of the name that stands on the list, with a key that does not.
          "other-issuer": {"dc+sd-jwt": "untrusted", "mso_mdoc": "untrusted"},
          "revoked": {"dc+sd-jwt": "credential_revoked"}}


# Over the Digital Credentials API.
SIGNED, UNSIGNED, ISO_MDOC = "openid4vp-v1-signed", "openid4vp-v1-unsigned", "org-iso-mdoc"


class Road(Stage):
    def __init__(self, python, landport, modules, multipaz=None):
        super().__init__(landport)
        self.country = Country("no.localhost")
        # Each is started once: what takes time is its start.
        commands = {"python": [python, str(HERE / "wallet_python.py")],
                    "npm": ["node", str(HERE / "wallet_npm.mjs")]}
        if multipaz:
            commands["multipaz"] = [multipaz]
        self.wallets = {
            lineage: subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                env={**os.environ, "NODE_PATH": modules})
            for lineage, command in commands.items()}

    def section(self, prefix):
        return self.country.sections(self.home / "wallet", prefix)

    def open_up(self):
        self.prepare()
        self.start_world()
        self.comes_to_rest(self.world)
        self.start_gateway(self.section("x509_hash"))
        for _ in range(100):
            url = f"http://127.0.0.1:{self.operator_port}/lists"
            lists = json.loads(urllib.request.urlopen(url, timeout=5).read())
            if all(state["valid_until"] for state in lists):
                return
            time.sleep(0.1)
        raise AssertionError(lists)

    def be_known_by(self, prefix):
        """Another prefix, without a restart."""
        (self.home / "test.toml").write_text(self.configuration() + self.section(prefix))
        self.gateway.send_signal(signal.SIGHUP)
        for _ in range(50):
            time.sleep(0.1)
            if self.link_and_code(self.wallet_page(Browser()))[0].find(f"client_id={prefix}") > 0:
                return
        raise AssertionError(f"wallets are not asked as {prefix}")

    # ---- the person -------------------------------------------------------------------------

    def wallet_page(self, browser):
        page = browser.open(f"{self.service('rowing')}/login?acr_values=idporten-loa-high")
        return browser.submit(page.form_with("eid"), eid="wallet", action="next")

    @staticmethod
    def link_and_code(page):
        link = next(link for link in page.links if link.startswith("openid4vp://"))
        code = re.search("<textarea[^>]*>(.*?)</textarea>", page.source)[1]
        return link, html.unescape(code)

    def present(self, lineage, says, **settings):
        """The wallet, with keys and cards of its own for this one request."""
        settings = self.country.for_wallets(PERSON) | {"habit": ""} | settings
        wallet = self.wallets[lineage]
        wallet.stdin.write(json.dumps({"settings": settings, "says": says}) + "\n")
        wallet.stdin.flush()
        told = json.loads(wallet.stdout.readline())
        assert "failed" not in told, f"{lineage}: {told['failed']}"
        return told

    def logs_in(self, lineage, device, **settings):
        browser = Browser()
        page = self.wallet_page(browser)
        link, code = self.link_and_code(page)
        told = self.present(lineage, link if device == "this" else code, **settings)
        assert told["status"] == 200, f"{lineage} {settings}: {told}"
        if device == "this":
            page = browser.open(told["body"]["redirect_uri"])
        else:
            assert told["body"] == {}, told
            page = browser.submit(page.form_with("action"), action="done")
        return self.has_arrived(browser, page, f"{lineage} {settings}")

    def has_arrived(self, browser, page, what):
        page = browser.open(page.refresh) if page.refresh else page
        parts = urllib.parse.urlsplit(page.url)
        assert parts.path == "/me", f"{what}: {page.url} {page.text}"
        me = browser.open(parts._replace(path="/me.json").geturl())
        claims = json.loads(me.source)["claims"]
        assert claims["pid"] == PERSON["number"], claims
        assert (claims["amr"], claims["acr"]) == (["wallet"], "idporten-loa-high"), claims
        return claims["sub"]

    def by_browser(self, lineage, protocol, reason=None, **settings):
        """As the page's script does with what its browser got; `reason` where that is refused."""
        browser = Browser()
        page = self.wallet_page(browser)
        parts = urllib.parse.urlsplit(page.url)
        asked = json.loads(browser.open(parts._replace(path="/wallet/dc_api").geturl()).source)
        data = next(of["data"] for of in asked["requests"] if of["protocol"] == protocol)
        origin = f"{parts.scheme}://{parts.netloc}"
        told = self.present(
            lineage, json.dumps(data), origin=origin, protocol=protocol, **settings)
        form = page.form_with("protocol")
        posted = {"protocol": protocol, "data": json.dumps(told["data"])}
        page = browser.submit(form, action="presented", **posted)
        what = f"{lineage} {protocol} {settings}"
        if reason is None:
            return self.has_arrived(browser, page, what)
        flow = urllib.parse.parse_qs(parts.query)["flow"][0]
        assert self.reasons(flow) == [reason], f"{what}: {self.reasons(flow)} instead of {reason}"

    def reasons(self, flow):
        return [event["reason"] for event in self.events()
                if event["event"] == "presentation_refused" and event["login"] == flow]

    def is_refused(self, lineage, reason, **settings):
        page = self.wallet_page(Browser())
        _, code = self.link_and_code(page)
        told = self.present(lineage, code, method="post", enc="A256GCM", **settings)
        assert told["status"] == 400, f"{lineage} {settings}: {told}"
        flow = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["flow"][0]
        reasons = self.reasons(flow)
        assert reasons == [reason], f"{lineage} {settings}: {reasons} instead of {reason}"


def walk(road):
    devices, subs = itertools.cycle(["this", "other"]), set()
    for lineage in road.wallets:
        started, runs = time.monotonic(), 0
        ciphers = ONE_CIPHER.get(lineage, CIPHERS)
        for format, method, enc in itertools.product(FORMATS, METHODS[lineage], ciphers):
            subs.add(road.logs_in(lineage, next(devices), format=format, method=method, enc=enc))
            runs += 1
        for habit, reasons in HABITS.items():
            if habit in CANNOT.get(lineage, []):
                continue
            for format, reason in reasons.items():
                road.is_refused(lineage, reason, format=format, habit=habit)
                runs += 1
        print(f"ok   wallet of {lineage}: {runs} runs, {time.monotonic() - started:.1f} s")
    started, runs = time.monotonic(), 0
    for protocol, format, enc in itertools.product([SIGNED, UNSIGNED], FORMATS, CIPHERS):
        subs.add(road.by_browser("npm", protocol, format=format, enc=enc))
        runs += 1
    subs.add(road.by_browser("python", ISO_MDOC))
    if "multipaz" in road.wallets:
        for protocol, format in itertools.product([SIGNED, UNSIGNED], FORMATS):
            subs.add(road.by_browser("multipaz", protocol, format=format))
        subs.add(road.by_browser("multipaz", ISO_MDOC, format="mso_mdoc"))
        road.by_browser("multipaz", ISO_MDOC, "untrusted", format="mso_mdoc", habit="other-issuer")
        runs += 6
    wrong = {"dc+sd-jwt": "not_our_request", "mso_mdoc": "untrusted"}
    for protocol, (format, reason) in itertools.product([SIGNED, UNSIGNED], wrong.items()):
        road.by_browser("npm", protocol, reason, format=format, enc="A256GCM", habit="other-audience")
        runs += 1
    road.by_browser("python", ISO_MDOC, "untrusted", habit="other-audience")
    print(f"ok   by the browser: {runs + 2} runs, {time.monotonic() - started:.1f} s")
    road.be_known_by("x509_san_dns")
    for lineage, format in itertools.product(road.wallets, FORMATS):
        subs.add(road.logs_in(lineage, "this", format=format, method="post", enc="A256GCM"))
    assert len(subs) == 1, f"one person, and {len(subs)} subs"
    print("ok   all know us by the name in our certificate too, and it is one person throughout")


def main():
    road = Road(*(str(pathlib.Path(argument).absolute()) for argument in sys.argv[1:]))
    if "multipaz" not in road.wallets:
        print("left out: the wallet of multipaz, for want of Maven or of a JDK of version 21 or later")
    try:
        road.open_up()
        walk(road)
        road.keeps_nobody([PERSON["number"], "Nordmann", "1990-05-14"])
        print("ok   no value of a person stands in the gateway's store, audit files or log")
    except BaseException:
        road.tell()
        raise
    finally:
        for wallet in road.wallets.values():
            wallet.stdin.close()
            wallet.wait(timeout=10)


if __name__ == "__main__":
    main()
