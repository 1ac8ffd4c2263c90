# SPDX-License-Identifier: EUPL-1.2
"""A foreign connector that shares no line with ours: it asks our Proxy-Service about our nationals.

It publishes signed metadata at http://localhost:PORT/metadata (which is its entityID) and takes
answers at /acs. Its habits are arguments, some of them bad ones. Requests leave by HTTP-POST, by
the SAML redirect, or by the GET of EC nodes, which is no redirect of SAML's: the posted value in
the query with the signature inside.
"""

import base64
import datetime
import html
import http.server
import queue
import threading
import urllib.parse
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from lxml import etree

from saml import (
    DS, EIDAS, ENTITY, LOA, MD, MORE, NATURAL, POST, SAML, SAMLP, SHA, SIGNATURES, UNSPECIFIED,
    URI_FORMAT, Key, fresh_id, instant, must, now, sign)

MINIMUM = ["PersonIdentifier", "CurrentFamilyName", "CurrentGivenName", "DateOfBirth"]
FRIENDLY = {"CurrentFamilyName": "FamilyName", "CurrentGivenName": "FirstName"}
MDATTR = "urn:oasis:names:tc:SAML:metadata:attribute"
ALG = "urn:oasis:names:tc:SAML:metadata:algsupport"


class Connector:
    """One connector, running in a thread until the process ends."""

    def __init__(self, country, sign="ecdsa-p256", decrypt=None, verifies=(), content=(),
                 sp_type="public", signing_key=None):
        self.country, self.sign, self.verifies, self.content = country, sign, verifies, content
        self.sp_type = sp_type
        kind, self.method, self.digest = SIGNATURES[sign]
        self.metadata_key = Key(SIGNATURES["ecdsa-p256"][0], "metadata", country)
        self.message_key = signing_key or Key(kind, "messages", country)
        self.decryption_key = Key(decrypt or kind, "answers", country)
        self.received = queue.Queue()
        handler = type("Handler", (Handler,), {"connector": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://localhost:{self.server.server_port}"
        self.entity_id, self.acs = f"{self.origin}/metadata", f"{self.origin}/acs"

    def section(self, folder):
        """What the gateway's operator writes about this connector; its anchor goes to `folder`."""
        file = f"connector-{self.server.server_port}.pem"
        (folder / file).write_bytes(self.metadata_key.pem)
        return f"""
[[peer]]
country = "{self.country}"
role = "connector"
metadata_url = "{self.entity_id}"
trust_anchors = "{file}"
private = true
"""

    def metadata(self):
        def key(use, key, methods=""):
            return (
                f'<md:KeyDescriptor use="{use}"><ds:KeyInfo xmlns:ds="{DS}"><ds:X509Data>'
                f'<ds:X509Certificate>{key.text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>'
                f'{methods}</md:KeyDescriptor>')

        until = instant(now() + datetime.timedelta(hours=12))
        versions = "".join(
            f"<saml2:AttributeValue>{version}</saml2:AttributeValue>"
            for version in ("1.2", "1.3", "1.4"))
        verifies = "".join(
            f'<alg:SigningMethod xmlns:alg="{ALG}" Algorithm="{method}"/>'
            for method in self.verifies)
        sp_type = f"<eidas:SPType>{self.sp_type}</eidas:SPType>" if self.sp_type else ""
        content = "".join(
            f'<md:EncryptionMethod Algorithm="{method}"/>' for method in self.content)
        root = etree.fromstring(
            f'<md:EntityDescriptor xmlns:md="{MD}" xmlns:saml2="{SAML}" xmlns:eidas="{EIDAS}" '
            f'ID="{fresh_id()}" entityID="{self.entity_id}" validUntil="{until}">'
            f'<md:Extensions>{verifies}<mdattr:EntityAttributes xmlns:mdattr="{MDATTR}">'
            f'<saml2:Attribute Name="http://eidas.europa.eu/entity-attributes/protocol-version" '
            f'NameFormat="{URI_FORMAT}">{versions}</saml2:Attribute></mdattr:EntityAttributes>'
            f'{sp_type}</md:Extensions>'
            f'<md:SPSSODescriptor protocolSupportEnumeration="{SAMLP}" AuthnRequestsSigned="true" '
            f'WantAssertionsSigned="false"><md:Extensions><eidas:NodeCountry>{self.country}'
            f'</eidas:NodeCountry></md:Extensions>{key("signing", self.message_key)}'
            f'{key("encryption", self.decryption_key, content)}'
            f'<md:NameIDFormat>{UNSPECIFIED}</md:NameIDFormat>'
            f'<md:AssertionConsumerService Binding="{POST}" Location="{self.acs}" index="0" '
            f'isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>')
        sign(root, 0, MORE + "ecdsa-sha256", SHA[512], self.metadata_key)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    # ---- what it asks -----------------------------------------------------------------------

    def request(self, sso, level=LOA + "substantial", comparison="minimum", policy=UNSPECIFIED,
                optional=(), required=(), issued=None, acs=None, sp_type=None, requester=None,
                provider="Tax office of another country", issuer=None):
        """An AuthnRequest without signature, and its ID. eIDAS Message Format 1.4 §2.4.1."""
        identifier = fresh_id()
        asked = [(f"{NATURAL}/{name}", FRIENDLY.get(name, name), "true") for name in MINIMUM]
        asked += [(f"{NATURAL}/{name}", name, "false") for name in optional]
        asked += [(name, name.rsplit("/", 1)[1], "true") for name in required]
        attributes = "".join(
            f'<eidas:RequestedAttribute FriendlyName="{friendly}" Name="{name}" '
            f'NameFormat="{URI_FORMAT}" isRequired="{flag}"/>' for name, friendly, flag in asked)
        sector = f"<eidas:SPType>{sp_type}</eidas:SPType>" if sp_type else ""
        scoping = (f"<saml2p:Scoping><saml2p:RequesterID>{requester}</saml2p:RequesterID>"
                   f"</saml2p:Scoping>" if requester else "")
        address = f' AssertionConsumerServiceURL="{acs}"' if acs else ""
        root = etree.fromstring(
            f'<saml2p:AuthnRequest xmlns:saml2p="{SAMLP}" xmlns:saml2="{SAML}" '
            f'xmlns:eidas="{EIDAS}" ID="{identifier}" Version="2.0" '
            f'IssueInstant="{instant(issued or now())}" Destination="{sso}" ForceAuthn="true" '
            f'IsPassive="false" ProviderName="{html.escape(provider)}"{address}>'
            f'<saml2:Issuer Format="{ENTITY}">{issuer or self.entity_id}</saml2:Issuer>'
            f'<saml2p:Extensions>{sector}<eidas:RequestedAttributes>{attributes}'
            f'</eidas:RequestedAttributes></saml2p:Extensions>'
            f'<saml2p:NameIDPolicy AllowCreate="true" Format="{policy}"/>'
            f'<saml2p:RequestedAuthnContext Comparison="{comparison}">'
            f'<saml2:AuthnContextClassRef>{level}</saml2:AuthnContextClassRef>'
            f'</saml2p:RequestedAuthnContext>{scoping}</saml2p:AuthnRequest>')
        return identifier, root

    def signed(self, root, method=None, key=None):
        """The request with its signature inside, as octets."""
        _, method, digest = SIGNATURES[method or self.sign]
        sign(root, 1, method, digest, key or self.message_key)
        return etree.tostring(root)

    # ---- the ways it can go -----------------------------------------------------------------

    @staticmethod
    def form(message, relay_state=None):
        """HTTP-POST: the body of the form. SAML Bindings §3.5.4."""
        fields = [("SAMLRequest", base64.b64encode(message).decode())]
        fields += [("RelayState", relay_state)] if relay_state is not None else []
        return urllib.parse.urlencode(fields)

    @staticmethod
    def embedded(message, relay_state=None, compressed=False):
        """The query of an EC node's GET: the signature is inside."""
        return Connector.form(deflate(message) if compressed else message, relay_state)

    def redirect(self, message, relay_state=None, method=None, key=None):
        """The query of the SAML redirect: signed over its very octets. SAML Bindings §3.4.4.1."""
        method = method or self.sign
        query = (self.form(deflate(message), relay_state)
                 + "&" + urllib.parse.urlencode({"SigAlg": SIGNATURES[method][1]}))
        value = octets_signed(query.encode(), method, (key or self.message_key).private)
        return query + "&" + urllib.parse.urlencode({"Signature": base64.b64encode(value)})

    # ---- what it gets -----------------------------------------------------------------------

    def answer(self):
        """The one form that arrived at the ACS since the last question."""
        fields = self.received.get(timeout=5)
        must(self.received.empty(), "two answers")
        return fields


def deflate(message):
    """SAML Bindings §3.4.4.1: RFC 1951, without the header of zlib."""
    compress = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compress.compress(message) + compress.flush()


def octets_signed(octets, method, private):
    """The signature of a query, as XML-DSig has it. RFC 9231 §2.3.6: of ECDSA r ‖ s; §2.3.10: the
    salt of PSS is as long as the digest. By pyca/cryptography, since the Python binding of
    libxmlsec offers no PSS outside XML.
    """
    sha = hashes.SHA256()
    if method.startswith("ecdsa-"):
        pair = decode_dss_signature(private.sign(octets, ec.ECDSA(sha)))
        return b"".join(number.to_bytes(32, "big") for number in pair)
    if method.startswith("pss-"):
        return private.sign(
            octets, padding.PSS(padding.MGF1(sha), padding.PSS.DIGEST_LENGTH), sha)
    return private.sign(octets, padding.PKCS1v15(), sha)


class Handler(http.server.BaseHTTPRequestHandler):
    connector = None

    def log_message(self, template, *values):
        pass

    def send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/metadata":
            return self.send(200, "application/samlmetadata+xml", self.connector.metadata())
        return self.send(404, "text/plain", b"")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
        fields = urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True)
        if self.path != "/acs" or len(dict(fields)) != len(fields):
            return self.send(400, "text/plain", b"")
        self.connector.received.put(dict(fields))
        return self.send(200, "text/html", b"<title>Back at the foreign service</title>")
