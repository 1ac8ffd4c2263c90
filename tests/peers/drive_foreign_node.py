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

import atexit
import base64
import html.parser
import http.client
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

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
    "DE": (["--encrypt", "aes256-cbc"], None, "enc.failed"),
    "IE": (["--encrypt", "none"], None, "saml.unencrypted"),
    "NL": (["--tamper"], None, "sig.digest"),
    # Old OAEP with nobody's leave, and from a node that says it is new.
    "SK": (["--key-transport", "mgf1p", "--versions", "1.2"], None, "enc.failed"),
    "SI": (["--key-transport", "mgf1p", "--versions", "1.4"], "sha1-oaep", "enc.failed"),
}


class Page(html.parser.HTMLParser):
    """What a person without JavaScript sees of a page."""

    def __init__(self, url, status, text):
        super().__init__()
        self.url, self.status, self.source = url, status, text
        self.forms, self.links, self.refresh, self.words = [], [], None, []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.forms.append({"action": urllib.parse.urljoin(self.url, a.get("action") or ""),
                               "method": (a.get("method") or "get").lower(),
                               "fields": [], "choices": {}, "buttons": []})
        elif tag == "a" and "href" in a:
            self.links.append(urllib.parse.urljoin(self.url, a["href"]))
        elif tag == "meta" and (a.get("http-equiv") or "").lower() == "refresh":
            self.refresh = urllib.parse.urljoin(self.url, a["content"].split("url=", 1)[1])
        elif self.forms and tag == "input" and a.get("name") and "disabled" not in a:
            form = self.forms[-1]
            if a.get("type") in ("radio", "checkbox"):
                form["choices"].setdefault(a["name"], []).append(a.get("value"))
            else:
                form["fields"].append((a["name"], a.get("value") or ""))
        elif self.forms and tag == "button" and a.get("name"):
            self.forms[-1]["buttons"].append((a["name"], a.get("value") or ""))

    def handle_data(self, data):
        self.words.append(data)

    def form_with(self, field):
        for form in self.forms:
            named = {name for name, _ in form["fields"] + form["buttons"]} | set(form["choices"])
            if field in named:
                return form
        raise AssertionError(f"no form with {field} on {self.url}: {self.text[:500]}")


class Browser:
    def __init__(self):
        self.jar = {}

    def open(self, url, method="GET", body=None):
        for _ in range(20):
            url = url.split("#")[0]
            parts = urllib.parse.urlsplit(url)
            assert parts.scheme == "http" and (
                parts.hostname == "localhost" or parts.hostname.endswith(".localhost")), url
            connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=30)
            headers = {"Host": parts.netloc, "User-Agent": "drive", "Accept-Language": "en"}
            cookies = self.jar.setdefault(parts.hostname, {})
            if cookies:
                headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in cookies.items())
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            target = parts.path or "/"
            if parts.query:
                target += "?" + parts.query
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            for line in answer.headers.get_all("Set-Cookie") or []:
                pair, *rest = [part.strip() for part in line.split(";")]
                name, value = pair.split("=", 1)
                if any(part.lower() == "max-age=0" for part in rest):
                    cookies.pop(name, None)
                else:
                    cookies[name] = value
            connection.close()
            if answer.status in (301, 302, 303, 307, 308):
                url = urllib.parse.urljoin(url, answer.headers["Location"])
                if answer.status not in (307, 308):
                    method, body = "GET", None
                continue
            return Page(url, answer.status, text)
        raise AssertionError(f"redirects without end at {url}")

    def submit(self, form, **chosen):
        fields = [(name, value) for name, value in form["fields"] if name not in chosen]
        fields += chosen.items()
        data = urllib.parse.urlencode(fields)
        if form["method"] == "get":
            return self.open(form["action"].split("?")[0] + "?" + data)
        return self.open(form["action"], "POST", data)


def field(form, name):
    return dict(form["fields"])[name]


class Road:
    """One gateway, one world, and the nodes."""

    def __init__(self, python, landport):
        self.python, self.landport = python, landport
        folder = tempfile.TemporaryDirectory(prefix="landport-foreign-")
        atexit.register(folder.cleanup)
        self.dir = pathlib.Path(folder.name)
        self.children = []
        atexit.register(self.stop)
        # All at once, so that none is given twice.
        held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3 + len(GOOD | REFUSED))]
        self.ports = [server.getsockname()[1] for server in held]
        for server in held:
            server.close()
        self.gateway_port, self.operator_port, self.world_port, *nodes = self.ports
        self.issuer = f"http://no.localhost:{self.gateway_port}"
        self.service = f"http://trademark.localhost:{self.world_port}"
        self.nodes = dict(zip(GOOD | REFUSED, nodes))

    def run(self, *command):
        done = subprocess.run([self.landport, *command], capture_output=True, text=True)
        assert done.returncode == 0, f"landport {command}: {done.stdout}{done.stderr}"

    def start(self, name, command, ready):
        log = open(self.dir / f"{name}.log", "ab")
        child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self.children.append(child)
        for _ in range(600):
            assert child.poll() is None, f"{name} ended: {(self.dir / f'{name}.log').read_text()}"
            if ready():
                return
            time.sleep(0.1)
        raise AssertionError(f"{name} is not ready: {(self.dir / f'{name}.log').read_text()}")

    def stop(self):
        for child in reversed(self.children):
            child.terminate()
        for child in reversed(self.children):
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()

    def tell(self):
        """The last lines of everybody, for whoever has to find out what went wrong."""
        for child in self.children:
            if child.poll() is not None:
                print(f"ended with {child.returncode}: {child.args}", file=sys.stderr)
        for log in [*self.dir.glob("*.log"), *self.dir.glob("gateway/data/audit/*")]:
            if log.is_file() and (lines := log.read_text(errors="replace").splitlines()[-40:]):
                print(f"---- {log.name}", *(line[:800] for line in lines), sep="\n",
                      file=sys.stderr)

    def prepare(self):
        keys = self.dir / "gateway"
        self.run("init", str(keys), "--host", "no.localhost")
        both = (keys / "keys" / "metadata-signing-p256.pem").read_text()
        certificate = re.search(
            "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", both, re.S)
        self.anchor = self.dir / "gateway-metadata.pem"
        self.anchor.write_text(certificate[0])
        self.run("world", "--port", str(self.world_port), "--gateway", self.issuer,
                 "--data", str(keys), "--write-snippet")
        listening = lambda port: lambda: reachable(port)
        for country, (arguments, *_) in (GOOD | REFUSED).items():
            port = self.nodes[country]
            self.start(country, [
                self.python, str(HERE / "foreign_node.py"), "--country", country,
                "--port", str(port), "--gateway-anchor", str(self.anchor),
                "--gateway-metadata", f"{self.issuer}/eidas/connector/metadata",
                "--anchor-out", str(keys / f"{country}.pem"), *arguments], listening(port))
        (keys / "foreign.toml").write_text(self.configuration(keys))
        self.run("check", "--config", str(keys / "foreign.toml"))
        self.start_gateway()
        self.start("world", [
            self.landport, "world", "--port", str(self.world_port), "--gateway", self.issuer,
            "--anchor", str(self.anchor), "--data", str(keys)], listening(self.world_port))

    def start_gateway(self):
        config = self.dir / "gateway" / "foreign.toml"
        self.start("gateway", [self.landport, "serve", "--config", str(config)],
                   lambda: reachable(self.gateway_port))
        self.gateway = self.children[-1]

    def restart_gateway(self, stop):
        """Ends the gateway by `stop` and starts it on the same data; everybody else runs on."""
        stop(self.gateway)
        self.gateway.wait(20)
        self.children.remove(self.gateway)
        self.start_gateway()

    def configuration(self, keys):
        # The world's own countries are not part of this.
        snippet = (keys / "world.toml").read_text().split("[[peer]]")[0]
        text = f"""
profile = "demo"
country = "NO"
issuer = "{self.issuer}"
data = "data"
[public]
address = "127.0.0.1:{self.gateway_port}"
[operator]
address = "127.0.0.1:{self.operator_port}"
[connector]
provider_name = "Foreign node test"
support_contact = "support@no.localhost"
technical_contact = "node@no.localhost"
[connector.organisation]
name = "Foreign node test"
url = "{self.issuer}"
[keys]
pairwise = "keys/pairwise.key"
pairwise_backup_recorded = "2026-01-01"
audit = "keys/audit.key"
[keys.saml_signing]
current = ["keys/saml-signing-p256.pem", "keys/saml-signing-rsa3072.pem"]
[keys.saml_encryption]
current = ["keys/saml-encryption-p256.pem", "keys/saml-encryption-rsa3072.pem"]
[keys.metadata_signing]
current = ["keys/metadata-signing-p256.pem"]
[keys.oidc_signing]
current = ["keys/oidc-rs256.pem", "keys/oidc-es256.pem"]
{snippet}
"""
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
        page = browser.open(f"{self.service}/login?as=european")
        assert page.url.startswith(self.issuer), f"{page.url}: {page.text[:500]}"
        return page

    def wait_for_countries(self):
        for _ in range(300):
            page = self.to_country_page(Browser())
            try:
                if set(page.form_with("country")["choices"]["country"]) >= set(self.nodes):
                    return
            except (AssertionError, KeyError):
                pass
            time.sleep(0.2)
        raise AssertionError(f"not every country is there: {page.text}")

    def to_node(self, browser, country):
        page = self.to_country_page(browser)
        page = browser.submit(page.form_with("country"), country=country, action="next")
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
        return page

    def arrives(self, country, person="plain"):
        browser = Browser()
        page = self.answer(browser, country, person)
        assert page.url.startswith(f"{self.service}/me"), f"{country}: {page.url} {page.text}"
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


    def audited(self, page):
        """The audit event that the reference on a page leads to."""
        for file in self.dir.glob("gateway/data/audit/logins-*.jsonl"):
            for line in file.read_text().splitlines():
                event = json.loads(line)
                if event.get("reference") and event["reference"] in page.source:
                    return event
        raise AssertionError(f"no audit event for this page: {page.text}")

    def keeps_nobody(self):
        values = ["38002290014", "49112010023", "Tamm", "Jaan", "Õunapuu", "Petrova", "Петрова",
                  "1980-02-29", "1991-12-01"]
        values = [value.encode() for value in values]
        files = [file for file in self.dir.glob("gateway/data/**/*") if file.is_file()]
        assert len(files) > 2, files
        for file in [*files, self.dir / "gateway.log"]:
            found = [value for value in values if value in file.read_bytes()]
            assert not found, f"{file.name} holds {found}"


def reachable(port):
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


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
    road.prepare()
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
        assert page.url.startswith(road.service), f"{page.url}: {page.text}"
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
    assert page.url.startswith(f"{road.service}/me"), f"{page.url}: {page.text}"
    browser = Browser()
    page = road.to_node(browser, "EE")
    road.restart_gateway(subprocess.Popen.kill)
    page = road.finish(browser, page)
    arrived = page.url.startswith(f"{road.service}/me")
    assert arrived or "start again" in page.text or "log in from there" in page.text, page.text
    road.wait_for_countries()
    honest()
    print(f"ok   the gateway restarted in mid-login: arrives; killed: {'arrives' if arrived else 'is told'}")

    for country, (arguments, _, reason) in REFUSED.items():
        _, page, _, _ = road.refused(country)
        assert "Tamm" not in page.source and "38002290014" not in page.source
        audited = road.audited(page)
        assert audited["event"] == "login_refused" and audited["country"] == country, audited
        assert audited["reason"] == reason, audited
        honest()
        print(f"ok   {country} is refused ({reason}): {' '.join(arguments)}")

    road.keeps_nobody()
    print("ok   no value of a person stands in the gateway's store, audit files or log")

    metadata = Browser().open(f"{road.issuer}/eidas/connector/metadata").source
    (road.dir / "metadata.xml").write_bytes(metadata.encode())
    checked = [str(road.dir / f"request-{country}.xml") for country in GOOD]
    subprocess.run([python, str(HERE / "signxml_check.py"), str(road.dir / "metadata.xml"),
                    str(road.anchor), *checked], check=True)


if __name__ == "__main__":
    main()
