# SPDX-License-Identifier: EUPL-1.2
"""What must be refused: a page for the person, the rule's name in the audit trail, nothing sent.
After each an honest login still works.
"""

import datetime
import http.client
import socket
import subprocess

from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from browser import Browser
from connector import Connector
from saml import POST, REDIRECT, Key, now


def prepare(road):
    road.add("hostile", Connector("FI", "pss-sha256"))
    # Known to its own country, and to nobody here.
    road.stranger = Connector("SE", "ecdsa-p256")


def walk(road):
    connector = road.connectors["hostile"]
    post, get = road.proxy.sso[POST], road.proxy.sso[REDIRECT]
    foreign = Key(ec.SECP256R1, "messages", "FI")

    def ask(sso=post, **habits):
        return connector.request(sso, **habits)[1]

    def refused(what, reason, message, way="post", who=connector):
        before = road.sent_since(0)
        page = road.send(Browser(), who, message, way)
        road.refused(connector, page, reason)
        assert road.sent_since(before) == 0, "a message left"
        road.whole(connector)
        print(f"ok   {what}: {reason}")

    refused("unsigned", "sig.missing", etree.tostring(ask()))
    refused("signed by a key nobody published", "sig.untrusted_key",
            connector.signed(ask(), "ecdsa-p256", foreign))
    refused("RSA PKCS#1 v1.5", "sig.alg", connector.signed(ask(), "rsa-sha256"))
    refused("SHA-1", "sig.alg", connector.signed(ask(), "rsa-sha1"))
    refused("changed after signing", "sig.digest",
            connector.signed(ask()).replace(b"Tax office", b"Fax office"))
    refused("old", "expired",
            connector.signed(ask(issued=now() - datetime.timedelta(minutes=10))))
    refused("of tomorrow", "not_yet_valid",
            connector.signed(ask(issued=now() + datetime.timedelta(days=1))))
    refused("for somebody else", "destination",
            connector.signed(ask("https://proxy.example.se/sso")))
    refused("an answer for somebody else", "assertion_consumer_service",
            connector.signed(ask(acs="https://attacker.example/acs")))
    refused("an answer for another connector", "assertion_consumer_service",
            connector.signed(ask(acs=road.connectors["elliptic"].acs)))
    refused("a stranger", "connector_unknown",
            road.stranger.signed(road.stranger.request(post)[1]), who=road.stranger)
    refused("another connector's name", "sig.untrusted_key",
            connector.signed(ask(issuer=road.connectors["elliptic"].entity_id)))
    replayed(road, connector, refused)
    queries(road, connector, refused, ask, get, foreign)
    print("ok   an honest login after each")
    long_urls(road, connector)


def replayed(road, connector, refused):
    """Also after a restart of the gateway."""
    _, root = connector.request(road.proxy.sso[POST])
    message = connector.signed(root)
    page = road.send(Browser(), connector, message)
    assert page.form_with("eid"), page.text
    refused("the same request again", "replayed", message)
    road.restart_gateway(subprocess.Popen.terminate)
    refused("the same request after a restart", "replayed", message)


def queries(road, connector, refused, ask, get, foreign):
    """GET: signed inside or beside, never both, never neither. SAML Bindings §3.4.4.1."""
    signed_inside = connector.signed(ask(get))
    refused("GET signed inside and beside", "sig.shape", connector.redirect(signed_inside),
            "redirect")
    refused("GET signed nowhere", "sig.missing", etree.tostring(ask(get)), "get")
    plain = etree.tostring(ask(get))
    refused("GET by PKCS#1 v1.5", "sig.alg", connector.redirect(plain, method="rsa-sha256"),
            "redirect")
    refused("GET by another's key", "sig.no_key_fits",
            connector.redirect(plain, method="ecdsa-p256", key=foreign), "redirect")
    query = connector.redirect(plain, "one")
    # A query shows no certificate, so a wrong value and a wrong key look alike.
    refused("GET with another RelayState", "sig.no_key_fits",
            query.replace("RelayState=one", "RelayState=two"), "redirect")
    refused("GET with a SigAlg and no signature", "binding_query_signature",
            query.split("&Signature=")[0], "redirect")


def long_urls(road, connector):
    """An EC node's RSA-4096 request has 8,175 characters in a GET; a chain of certificates or a
    long wish makes it twice that, and 24 KiB of XML are taken. A limit that is met is said by HTTP itself. RFC 9110 §15.5.15;
    RFC 6585 §5.
    """
    def of_length(least):
        browser = Browser()
        sso = road.proxy.sso[REDIRECT]
        identifier, root = connector.request(sso)
        # White space between elements counts for nothing and takes its place.
        room = least - len(sso) - len(connector.embedded(connector.signed(etree.fromstring(
            etree.tostring(root)))))
        root[1].tail = "\n" + " " * max(0, room * 3 // 4)
        query = connector.embedded(connector.signed(root))
        length = len(sso) + 1 + len(query)
        assert length >= least, f"{length} octets, wanted {least}"
        return browser, identifier, query, length

    for least in (16 * 1024, 28 * 1024):
        browser, request, query, length = of_length(least)
        page = browser.open(f"{road.proxy.sso[REDIRECT]}?{query}")
        page = road.log_in(browser, page)
        page = browser.submit(page.form_with("shown"), action="approve")
        road.bring(browser, page, connector, request)
        print(f"ok   a GET of {length} octets is taken")
    for least in (70 * 1024, 200 * 1024):
        _, _, query, length = of_length(least)
        status = status_of(road.gateway_port, f"/eidas/proxy/sso?{query}")
        assert status in (414, 431), f"{status} for {length} octets"
        road.whole(connector)
        print(f"ok   a GET of {length} octets gets {status}")


def status_of(port, target):
    """The status of a GET whose sender may be cut off while it writes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        try:
            wire.sendall(f"GET {target} HTTP/1.1\r\nHost: no.localhost:{port}\r\n"
                         f"Connection: close\r\n\r\n".encode())
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        return answer.status
