#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks citizens of invented-configured countries through the whole road: a demo service, our
gateway, a foreign node that shares no line with us (foreign_node.py), and back.

    drive_foreign_node.py <python with xmlsec and lxml> <the landport binary>

Starts everything on free ports of loopback: `landport serve` with one [[peer]] for each foreign
node, `landport world` for the service, the nodes. Each node signs and encrypts in its own way;
some in a way that must be refused, and after each refusal an honest login must still work.
The browser here is the standard library.
"""

import base64
import json
import pathlib
import subprocess
import sys
import time
import urllib.parse

from browser import Browser, field
from stage import Stage, listening

HERE = pathlib.Path(__file__).resolve().parent

# country: (arguments of the node, tolerance by name or None[, reason in the audit file])
GOOD = {
    "EE": (["--sign", "pss-sha256"], None),
    "LV": (["--sign", "pss-sha512", "--encrypt", "aes128-gcm", "--key-transport", "oaep-sha512"],
           None),
    "LT": (["--sign", "ecdsa-p256", "--key-transport", "mgf1p", "--versions", "1.1,1.2"],
           "sha1-oaep"),
    "FI": (["--sign", "ecdsa-p384", "--encrypt", "aes128-gcm"], None),
}
REFUSED = {
    "BE": (["--sign", "rsa-sha256"], None, "sig.alg"),
    "DE": (["--encrypt", "aes256-cbc"], None, "enc.alg"),
    "IE": (["--encrypt", "none"], None, "saml.unencrypted"),
    "NL": (["--tamper"], None, "sig.digest"),
    # Old OAEP with nobody's leave, and from a node that says it is new.
    "SK": (["--key-transport", "mgf1p", "--versions", "1.2"], None, "enc.alg"),
    "SI": (["--key-transport", "mgf1p", "--versions", "1.4"], "sha1-oaep", "enc.alg"),
}


class Road(Stage):
    """One gateway, one world, and the nodes."""

    def __init__(self, python, landport):
        super().__init__(landport, len(GOOD | REFUSED))
        self.python = python
        self.trademark = self.service("trademark")
        self.nodes = dict(zip(GOOD | REFUSED, self.ports))

    def start_all(self):
        self.prepare()
        for country, (arguments, *_) in (GOOD | REFUSED).items():
            port = self.nodes[country]
            self.start(country, [
                self.python, str(HERE / "foreign_node.py"), "--country", country,
                "--port", str(port), "--gateway-anchor", str(self.anchor),
                "--gateway-metadata", f"{self.issuer}/eidas/connector/metadata",
                "--anchor-out", str(self.home / f"{country}.pem"), *arguments], listening(port))
        self.start_gateway(self.peers())
        self.start_world()

    def peers(self):
        text = ""
        for country, (_, tolerance, *_) in (GOOD | REFUSED).items():
            text += f"""
[[peer]]
country = "{country}"
metadata_url = "http://localhost:{self.nodes[country]}/metadata"
trust_anchors = "{country}.pem"
private = true
"""
            if tolerance:
                text += f"""
[[peer.tolerance]]
name = "{tolerance}"
reason = "test"
until = "2099-12-31"
"""
        return text

    def to_country_page(self, browser):
        page = browser.open(f"{self.trademark}/login?as=european")
        assert page.url.startswith(self.issuer), f"{page.url}: {page.text[:500]}"
        return page

    def wait_for_countries(self):
        for _ in range(300):
            page = self.to_country_page(Browser())
            try:
                buttons = page.form_with("country")["buttons"]
                if {code for name, code in buttons if name == "country"} >= set(self.nodes):
                    return
            except AssertionError:
                pass
            time.sleep(0.2)
        raise AssertionError(f"not every country is there: {page.text}")

    def to_node(self, browser, country):
        page = self.to_country_page(browser)
        page = browser.submit(page.form_with("country"), country=country)
        form = page.form_with("SAMLRequest")
        node = f"http://localhost:{self.nodes[country]}"
        assert form["action"] == f"{node}/sso", form["action"]
        request = base64.b64decode(field(form, "SAMLRequest"), validate=True)
        (self.dir / f"request-{country}.xml").write_bytes(request)
        page = browser.submit(form)
        assert page.status == 200, f"the node refused: {page.text}"
        return page

    def answer(self, browser, country, person, action="next"):
        """The gateway's page after the foreign node's answer."""
        return self.finish(browser, self.to_node(browser, country), person, action)

    def finish(self, browser, page, person="plain", action="next"):
        """From the foreign node's login page to the gateway's page after its answer."""
        page = browser.submit(page.form_with("person"), person=person, action=action)
        form = page.form_with("SAMLResponse")
        assert form["action"] == f"{self.issuer}/eidas/connector/acs", form["action"]
        page = browser.submit(form)
        if page.refresh:
            page = browser.open(page.refresh)
        if urllib.parse.urlsplit(page.url).path == "/match":
            page = browser.submit(page.form_with("shown"), action="next")
        return page

    def arrives(self, country, person="plain"):
        browser = Browser()
        page = self.answer(browser, country, person)
        assert page.url.startswith(f"{self.trademark}/me"), f"{country}: {page.url} {page.text}"
        told = json.loads(browser.open(page.url.replace("/me", "/me.json", 1)).source)
        return page, told

    def refused(self, country, person="plain", action="next"):
        """An answer that leads to a page of the gateway and, from there, back to the service."""
        browser = Browser()
        page = self.answer(browser, country, person, action)
        assert page.url.startswith(self.issuer), f"{country} {person}: {page.url} {page.text}"
        form = page.form_with("action")
        back = [value for name, value in form["buttons"] if name == "action"]
        return browser, page, form, back



def find(told, claim):
    """A claim, wherever the service keeps it."""
    if isinstance(told, dict):
        if claim in told:
            return told[claim]
        for value in told.values():
            if (found := find(value, claim)) is not None:
                return found
    return None


def expect(told, country, number, given, family, born, level):
    wanted = {
        "eidas_person_identifier": f"{country}/NO/{number}",
        "given_name": given,
        "family_name": family,
        "birthdate": born,
        "eidas_citizen_country_code": country,
        "acr": f"eidas-loa-{level}",
    }
    got = {claim: find(told, claim) for claim in wanted}
    assert got == wanted, f"{got} instead of {wanted} in {told}"


def main():
    python, landport = sys.argv[1:3]
    road = Road(python, landport)
    try:
        walk(road, python)
    except BaseException:
        road.tell()
        raise


def walk(road, python):
    road.start_all()
    road.wait_for_countries()

    def honest(country="EE"):
        page, told = road.arrives(country)
        expect(told, country, "38002290014", "Jaan", "Tamm", "1980-02-29", "substantial")
        assert "Jaan Tamm" in page.text, page.text

    for country, (arguments, tolerance) in GOOD.items():
        honest(country)
        print(f"ok   {country} logs in: {' '.join(arguments)}{' tolerated' if tolerance else ''}")

    page, told = road.arrives("EE", "two-names")
    expect(told, "EE", "49112010023", "Mari Liis", "Õunapuu-Šmidt", "1991-12-01", "high")
    page, told = road.arrives("LV", "non-latin")
    expect(told, "LV", "48808080063", "Irina", "Petrova", "1988-08-08", "high")
    assert "Петрова" in json.dumps(told, ensure_ascii=False), told
    print("ok   letters of the country, and names in another script")

    for person in ("low", "cancel", "fails"):
        browser, page, form, back = road.refused("FI", person)
        print(f"ok   {person}: {page.text[:70]}…")
        choice = next(value for value in back if value not in ("again", "another"))
        page = browser.submit(form, action=choice)
        if page.refresh:
            page = browser.open(page.refresh)
        assert page.url.startswith(road.trademark), f"{page.url}: {page.text}"
        expected = {"low": "unmet_authentication_requirements"}.get(person, "access_denied")
        assert expected in page.source + page.url, page.text
        honest()
    road.refused("FI", "plain", "cancel")
    print("ok   what the node says no to, the service hears")

    # A login that is away at the foreign node when the gateway is restarted on the same data: the
    # person arrives after an orderly stop, and arrives or is told what to do after a kill.
    browser = Browser()
    page = road.to_node(browser, "EE")
    road.restart_gateway(subprocess.Popen.terminate)
    page = road.finish(browser, page)
    assert page.url.startswith(f"{road.trademark}/me"), f"{page.url}: {page.text}"
    browser = Browser()
    page = road.to_node(browser, "EE")
    road.restart_gateway(subprocess.Popen.kill)
    page = road.finish(browser, page)
    arrived = page.url.startswith(f"{road.trademark}/me")
    assert arrived or "start again" in page.text or "log in from there" in page.text, page.text
    road.wait_for_countries()
    honest()
    killed = "arrives" if arrived else "is told"
    print(f"ok   the gateway restarted in mid-login: arrives; killed: {killed}")

    for country, (arguments, _, reason) in REFUSED.items():
        _, page, _, _ = road.refused(country)
        assert "Tamm" not in page.source and "38002290014" not in page.source
        audited = road.audited(page)
        assert audited["event"] == "login_refused" and audited["country"] == country, audited
        assert audited["reason"] == reason, audited
        honest()
        print(f"ok   {country} is refused ({reason}): {' '.join(arguments)}")

    road.keeps_nobody(["38002290014", "49112010023", "Tamm", "Jaan", "Õunapuu", "Petrova",
                       "Петрова", "1980-02-29", "1991-12-01"])
    print("ok   no value of a person stands in the gateway's store, audit files or log")

    metadata = Browser().open(f"{road.issuer}/eidas/connector/metadata").source
    (road.dir / "metadata.xml").write_bytes(metadata.encode())
    checked = [str(road.dir / f"request-{country}.xml") for country in GOOD]
    subprocess.run([python, str(HERE / "signxml_check.py"), str(road.dir / "metadata.xml"),
                    str(road.anchor), *checked], check=True)


if __name__ == "__main__":
    main()
