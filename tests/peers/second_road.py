# SPDX-License-Identifier: EUPL-1.2
"""The road from a foreign connector to our national e-IDs and back, as steps for the walks."""

import base64
import json
import time
import urllib.request

from lxml import etree

from answers import Answer, ProxyService
from browser import Browser
from saml import POST, REDIRECT
from stage import Stage

# Legal in 80 characters of SAML and of an HTML form, and easy to spoil: white space at both ends,
# what forms, URLs, HTML and JSON escape, what is escaped already, and letters of other alphabets.
ODD_RELAY_STATE = " a+b&c=%2B%zz;\"'<&amp;>\\\t#?/ñ Ж 統 "


class SecondRoad(Stage):
    """One gateway, its e-IDs, and the connectors that may ask it."""

    def __init__(self, landport, modules):
        super().__init__(landport)
        self.modules = modules
        self.connectors, self.eids = {}, ""

    def add(self, name, connector):
        self.connectors[name] = connector

    def open_up(self):
        """Starts everybody, and waits until every connector is known."""
        peers = "".join(c.section(self.home) for c in self.connectors.values())
        self.start_world()
        # It makes its keys in the background; an e-ID that takes long would count as down.
        self.comes_to_rest(self.world)
        self.start_gateway(self.eids + peers + """
[proxy_service]
identifier = "per-country"
""")
        for _ in range(150):
            url = f"http://127.0.0.1:{self.operator_port}/peers"
            peers = json.loads(urllib.request.urlopen(url, timeout=5).read())
            waiting = [peer for peer in peers if peer["state"] != "ready"]
            if not waiting:
                break
            time.sleep(0.1)
        assert not waiting, waiting
        self.proxy = ProxyService(f"{self.issuer}/eidas/proxy/metadata", self.anchor.read_bytes())

    # ---- there ------------------------------------------------------------------------------

    def send(self, browser, connector, message, way="post", relay_state=None):
        """The browser takes a request to us: `message` is octets, or for a redirect a query."""
        post, redirect = self.proxy.sso[POST], self.proxy.sso[REDIRECT]
        if way == "post":
            return browser.open(post, "POST", connector.form(message, relay_state))
        if way == "redirect":
            query = message
        else:
            query = connector.embedded(message, relay_state, compressed=way == "get-deflated")
        return browser.open(f"{redirect}?{query}")

    def ask(self, browser, connector, way="post", relay_state=None, **habits):
        """A request as its connector makes it. Its ID, and the page that follows."""
        sso = self.proxy.sso[POST if way == "post" else REDIRECT]
        identifier, root = connector.request(sso, **habits)
        if way == "redirect":
            message = connector.redirect(etree.tostring(root), relay_state)
        else:
            message = connector.signed(root)
        return identifier, self.send(browser, connector, message, way, relay_state)

    @staticmethod
    def log_in(browser, page, eid="bankid", person="plain", action="next"):
        """From our e-ID page through one of the world's e-IDs to the page after it."""
        page = browser.submit(page.form_with("eid"), eid=eid, action="next")
        page = browser.submit(page.form_with("person"), person=person, action=action)
        return browser.open(page.refresh) if page.refresh else page

    # ---- and back ---------------------------------------------------------------------------

    def bring(self, browser, page, connector, request, relay_state=None):
        """Takes the form that `page` holds to the connector, which judges it."""
        form = page.form_with("SAMLResponse")
        assert form["action"] == connector.acs, f"goes to {form['action']}"
        names = [name for name, _ in form["fields"]]
        assert sorted(names) == sorted(
            ["SAMLResponse"] + (["RelayState"] if relay_state is not None else [])), names
        browser.submit(form)
        fields = connector.answer()
        assert fields.get("RelayState") == relay_state, \
            f"RelayState {fields.get('RelayState')!r} instead of {relay_state!r}"
        xml = base64.b64decode(fields["SAMLResponse"], validate=True)
        return Answer(xml, connector, self.proxy, request)

    def whole(self, connector, way="post", eid="bankid", person="plain", relay_state=None,
              **habits):
        """A whole login; the answer, and the consent page that the person saw."""
        browser = Browser()
        request, page = self.ask(browser, connector, way, relay_state, **habits)
        consent = self.log_in(browser, page, eid, person)
        page = browser.submit(consent.form_with("shown"), action="approve")
        answer = self.bring(browser, page, connector, request, relay_state)
        assert answer.codes == ["Success"], f"{answer.codes} {answer.message}"
        return answer, consent

    def refused(self, connector, page, reason):
        """A page for the person, the reason in the trail, and nothing sent to anybody."""
        assert page.status >= 400, f"{page.status} {page.url} {page.text}"
        assert not any(dict(form["fields"]).get("SAMLResponse") for form in page.forms), page.source
        assert page.url.startswith(self.issuer), page.url
        event = self.audited(page)
        assert event["event"] == "login_refused", event
        assert event["reason"] == reason, f"{event['reason']} instead of {reason}"
        assert connector.received.empty(), "something was sent"

    def sent_since(self, count):
        """How many messages left since `count` of them had."""
        return sum(event["event"] == "saml_message_sent" for event in self.events()) - count
