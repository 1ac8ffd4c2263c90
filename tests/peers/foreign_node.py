#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A foreign eIDAS node (Proxy-Service) that shares no line with ours.

XML signatures and encryption by libxmlsec, XML by libxml2, keys by pyca/cryptography, HTTP by the
standard library. It plays the node of one country on http://localhost:PORT:

    GET  /metadata   its signed metadata (which is also its entityID)
    POST /sso        takes an AuthnRequest, verifies it against the gateway's metadata
    POST /login      the person's choice; answers with a form to the gateway's ACS

The certificate its metadata is signed with is written to --anchor-out at start; that file is the
trust anchor of the gateway's [[peer]]. Some arguments make it a node that must be refused.
"""

import argparse
import base64
import datetime
import hashlib
import html
import http.server
import pathlib
import secrets
import sys
import threading
import urllib.parse

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree

from saml import (
    DS, EIDAS, LEVELS, LOA, MD, MORE, NATURAL, POST, REDIRECT, SAML, SAMLP, SHA, SIGNATURES, STATUS,
    URI_FORMAT, XENC, XENC11, Key, Refused, fetch, instant, must, now, parse, pem_of, sign, verify)

# name: (method, key bits). The last two are outside the eIDAS list: must be refused.
CONTENT = {
    "aes128-gcm": (XENC11 + "aes128-gcm", 128),
    "aes256-gcm": (XENC11 + "aes256-gcm", 256),
    "aes256-cbc": (XENC + "aes256-cbc", 256),
    "none": (None, 0),
}
TRANSPORT = {
    "oaep-sha256": (
        XENC11 + "rsa-oaep",
        f'<ds:DigestMethod Algorithm="{SHA[256]}"/><xenc11:MGF Algorithm="{XENC11}mgf1sha256"/>',
    ),
    "oaep-sha512": (
        XENC11 + "rsa-oaep",
        f'<ds:DigestMethod Algorithm="{SHA[512]}"/><xenc11:MGF Algorithm="{XENC11}mgf1sha512"/>',
    ),
    # MGF1 with SHA-1 by definition: only for peers that are tolerated by name.
    "mgf1p": (XENC + "rsa-oaep-mgf1p", f'<ds:DigestMethod Algorithm="{DS}sha1"/>'),
}

# (family name, given name, birth date, identifier, level, originals of family and given name)
PERSONS = {
    "plain": ("Tamm", "Jaan", "1980-02-29", "38002290014", "substantial", None),
    "two-names": ("Õunapuu-Šmidt", "Mari Liis", "1991-12-01", "49112010023", "high", None),
    "low": ("Kask", "Peeter", "1975-05-05", "37505050037", "low", None),
    "cancel": ("Saar", "Anna", "1999-09-09", "49909090045", "substantial", None),
    "fails": ("Mets", "Karl", "1960-01-31", "36001310055", "substantial", None),
    "non-latin": ("Petrova", "Irina", "1988-08-08", "48808080063", "high", ("Петрова", "Ирина")),
}
TITLES = {
    "plain": "logs in",
    "two-names": "two surnames, letters of the country",
    "low": "has an e-ID at level low",
    "cancel": "changes their mind",
    "fails": "mistypes the password",
    "non-latin": "writes the name in Cyrillic",
}


class Gateway:
    """The Connector that asks us, as its metadata proves it."""

    def __init__(self, url, anchor):
        root = parse(fetch(url))
        must(root.tag == f"{{{MD}}}EntityDescriptor", "not an EntityDescriptor")
        verify(root, [anchor])
        names = {"md": MD, "ds": DS, "eidas": EIDAS}
        self.entity_id = root.get("entityID")
        must(self.entity_id == url, f"metadata of {self.entity_id} at {url}")
        until = datetime.datetime.fromisoformat(root.get("validUntil").replace("Z", "+00:00"))
        must(now() < until < now() + datetime.timedelta(days=2), f"valid until {until}")
        role = root.find("md:SPSSODescriptor", names)
        must(role is not None, "no SPSSODescriptor")
        must(role.get("AuthnRequestsSigned") == "true", "AuthnRequestsSigned")
        self.country = role.findtext("md:Extensions/eidas:NodeCountry", None, names)
        must(self.country and len(self.country) == 2, "no NodeCountry in the role")
        self.sp_type = root.findtext("md:Extensions/eidas:SPType", None, names)
        self.signing, rsa_recipients = [], []
        for descriptor in role.findall("md:KeyDescriptor", names):
            use = descriptor.get("use")
            must(use in ("signing", "encryption"), f"a KeyDescriptor with use {use}")
            text = descriptor.findtext("ds:KeyInfo/ds:X509Data/ds:X509Certificate", None, names)
            pem = pem_of(text)
            if use == "signing":
                self.signing.append(pem)
            elif isinstance(x509.load_pem_x509_certificate(pem).public_key(), rsa.RSAPublicKey):
                # The binding of libxmlsec for Python has no key agreement.
                rsa_recipients.append((pem, "".join(text.split())))
        must(self.signing, "no signing key")
        must(rsa_recipients, "no RSA encryption key")
        self.recipient, self.recipient_text = rsa_recipients[0]
        services = [
            service.get("Location")
            for service in role.findall("md:AssertionConsumerService", names)
            if service.get("Binding") == POST and service.get("isDefault") == "true"
        ]
        must(len(services) == 1, f"{len(services)} default assertion consumer services")
        self.acs = services[0]
        formats = {format.text for format in role.findall("md:NameIDFormat", names)}
        must(any(format.endswith(":persistent") for format in formats), "no NameIDFormat")
        contacts = {contact.get("contactType") for contact in root.iter(f"{{{MD}}}ContactPerson")}
        must(contacts >= {"support", "technical"}, f"contacts {contacts}")


class Node:
    def __init__(self, options):
        self.options = options
        self.origin = f"http://localhost:{options.port}"
        self.entity_id = f"{self.origin}/metadata"
        self.sso = f"{self.origin}/sso"
        self.kind, self.method, self.digest = SIGNATURES[options.sign]
        self.metadata_key = Key(ec.SECP256R1, "metadata", options.country)
        self.message_key = Key(self.kind, "messages", options.country)
        self.anchor = pathlib.Path(options.gateway_anchor)
        self.open, self.seen, self.lock = {}, set(), threading.Lock()
        pathlib.Path(options.anchor_out).write_bytes(self.metadata_key.pem)

    def gateway(self):
        return Gateway(self.options.gateway_metadata, self.anchor.read_bytes())

    def metadata(self):
        key = (
            f'<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{DS}"><ds:X509Data>'
            f'<ds:X509Certificate>{self.message_key.text}</ds:X509Certificate></ds:X509Data>'
            f'</ds:KeyInfo></md:KeyDescriptor>'
        )
        value = lambda text: f"<saml2:AttributeValue>{text}</saml2:AttributeValue>"
        attribute = lambda name, values: (
            f'<saml2:Attribute Name="{name}" NameFormat="{URI_FORMAT}">'
            f'{"".join(map(value, values))}</saml2:Attribute>'
        )
        published = ["PersonIdentifier", "CurrentFamilyName", "CurrentGivenName", "DateOfBirth"]
        text = (
            f'<md:EntityDescriptor xmlns:md="{MD}" xmlns:saml2="{SAML}" '
            f'entityID="{self.entity_id}" '
            f'validUntil="{instant(now() + datetime.timedelta(hours=24))}"><md:Extensions>'
            f'<mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute">'
            + attribute("http://eidas.europa.eu/entity-attributes/protocol-version",
                        self.options.versions.split(","))
            + attribute("urn:oasis:names:tc:SAML:attribute:assurance-certification",
                        [LOA + level for level in LEVELS])
            + f'</mdattr:EntityAttributes></md:Extensions><md:IDPSSODescriptor '
            f'WantAuthnRequestsSigned="true" protocolSupportEnumeration="{SAMLP}"><md:Extensions>'
            f'<eidas:NodeCountry xmlns:eidas="{EIDAS}">{self.options.country}</eidas:NodeCountry>'
            f'</md:Extensions>{key}'
            f'<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
            f'</md:NameIDFormat><md:NameIDFormat>'
            f'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>'
            f'<md:SingleSignOnService Binding="{POST}" Location="{self.sso}"/>'
            f'<md:SingleSignOnService Binding="{REDIRECT}" Location="{self.sso}"/>'
            + "".join(
                f'<saml2:Attribute Name="{NATURAL}/{name}" NameFormat="{URI_FORMAT}"/>'
                for name in published)
            + '</md:IDPSSODescriptor></md:EntityDescriptor>'
        )
        root = etree.fromstring(text)
        # The metadata itself is in order whatever the messages will be.
        sign(root, 0, MORE + "ecdsa-sha256", SHA[512], self.metadata_key)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=False)

    def take(self, form):
        """An AuthnRequest, checked with other eyes than those that wrote it."""
        must(list(form).count("SAMLRequest") == 1, "no SAMLRequest")
        root = parse(base64.b64decode("".join(form["SAMLRequest"].split()), validate=True))
        gateway = self.gateway()
        verify(root, gateway.signing)
        names = {"p": SAMLP, "a": SAML, "eidas": EIDAS, "ds": DS}
        must(root.tag == f"{{{SAMLP}}}AuthnRequest", root.tag)
        must(root.get("Version") == "2.0", "Version")
        must(root.get("Destination") == self.sso, f"Destination {root.get('Destination')}")
        must(root.get("ForceAuthn") == "true", "ForceAuthn")
        must(root.get("IsPassive") == "false", "IsPassive")
        for absent in ("AssertionConsumerServiceURL", "ProtocolBinding",
                       "AssertionConsumerServiceIndex", "AttributeConsumingServiceIndex"):
            must(root.get(absent) is None, absent)
        must(0 < len(root.get("ProviderName", "")) <= 128, "ProviderName")
        issued = datetime.datetime.fromisoformat(root.get("IssueInstant").replace("Z", "+00:00"))
        must(abs(now() - issued) < datetime.timedelta(minutes=5), f"issued {issued}")
        identifier = root.get("ID")
        must(len(identifier) >= 20, "a short ID")
        order = [etree.QName(child).localname for child in root]
        must(order[:3] == ["Issuer", "Signature", "Extensions"], f"order {order}")
        must(order[3:] == sorted(order[3:], key=["NameIDPolicy", "RequestedAuthnContext",
                                                 "Scoping"].index), f"order {order}")
        must(root.findtext("a:Issuer", None, names) == gateway.entity_id, "Issuer")
        shown = root.find("ds:Signature/ds:KeyInfo/ds:X509Data/ds:X509Certificate", names)
        must(shown is not None, "no certificate in KeyInfo")
        extensions = root.find("p:Extensions", names)
        kinds = extensions.findall("eidas:SPType", names)
        must(len(kinds) + (gateway.sp_type is not None) == 1, "SPType is not in one place")
        must(all(kind.text in ("public", "private") for kind in kinds), "SPType")
        requested = {}
        for attribute in extensions.findall(
                "eidas:RequestedAttributes/eidas:RequestedAttribute", names):
            must(attribute.get("NameFormat") == URI_FORMAT, "NameFormat")
            must(attribute.get("isRequired") in ("true", "false"), "isRequired")
            must(attribute.get("Name") not in requested, "an attribute twice")
            requested[attribute.get("Name")] = attribute.get("isRequired") == "true"
        for name in ("PersonIdentifier", "CurrentFamilyName", "CurrentGivenName", "DateOfBirth"):
            must(requested.pop(f"{NATURAL}/{name}", False), f"{name} is not required")
        must(not requested, f"asks for what is not published: {sorted(requested)}")
        context = root.find("p:RequestedAuthnContext", names)
        must(context.get("Comparison") == "minimum", "Comparison")
        classes = [c.text for c in context.findall("a:AuthnContextClassRef", names)]
        must(len(classes) == 1 and classes[0] in [LOA + level for level in LEVELS],
             f"levels {classes}")
        policy = root.find("p:NameIDPolicy", names)
        must(policy is None or policy.get("Format") ==
             "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "NameIDPolicy")
        relay_state = form.get("RelayState", "")
        must(len(relay_state) <= 80, "RelayState")
        with self.lock:
            must(identifier not in self.seen, "a replay")
            self.seen.add(identifier)
            handle = secrets.token_urlsafe(24)
            self.open[handle] = (identifier, gateway, classes[0], relay_state)
        return handle, root.get("ProviderName")

    def answer(self, handle, person, action):
        with self.lock:
            identifier, gateway, _, relay_state = self.open.pop(handle)
        if action == "cancel" or person == "cancel":
            failure = ("Responder", "RequestDenied", "Citizen consent not given.")
        elif person == "fails":
            failure = ("Responder", "AuthnFailed", "003002 - Authentication Failed.")
        else:
            failure = None
        moment = now()
        name = lambda: "_" + secrets.token_hex(20)
        if failure:
            top, second, message = failure
            status = (
                f'<saml2p:StatusCode Value="{STATUS}{top}"><saml2p:StatusCode '
                f'Value="{STATUS}{second}"/></saml2p:StatusCode>'
                f'<saml2p:StatusMessage>{message}</saml2p:StatusMessage>'
            )
        else:
            status = (
                f'<saml2p:StatusCode Value="{STATUS}Success"/>'
                f'<saml2p:StatusMessage>{STATUS}Success</saml2p:StatusMessage>'
            )
        root = etree.fromstring(
            f'<saml2p:Response xmlns:saml2p="{SAMLP}" xmlns:saml2="{SAML}" ID="{name()}" '
            f'Version="2.0" IssueInstant="{instant(moment)}" Destination="{gateway.acs}" '
            f'InResponseTo="{identifier}" '
            f'Consent="urn:oasis:names:tc:SAML:2.0:consent:obtained">'
            f'<saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">'
            f'{self.entity_id}</saml2:Issuer><saml2p:Status>{status}</saml2p:Status>'
            f'</saml2p:Response>'
        )
        if not failure:
            assertion = self.assertion(PERSONS[person], identifier, gateway, moment, name())
            root.append(self.encrypted(assertion, gateway))
        sign(root, 1, self.method, self.digest, self.message_key)
        data = etree.tostring(root)
        if self.options.tamper:
            # One letter of what was signed.
            changed = data.replace(b"consent:obtained", b"consent:implicit", 1)
            must(changed != data, "nothing to tamper with")
            data = changed
        fields = {"SAMLResponse": base64.b64encode(data).decode()}
        if relay_state:
            fields["RelayState"] = relay_state
        return gateway.acs, fields

    def assertion(self, person, request, gateway, moment, identifier):
        family, given, born, number, level, originals = person
        unique = f"{self.options.country}/{gateway.country}/{number}"
        later = instant(moment + datetime.timedelta(minutes=5))
        opaque = hashlib.sha256(unique.encode()).hexdigest()[:32]

        def attribute(name, friendly, kind, value, original=None):
            quoted = html.escape(value, quote=False)
            values = f'<saml2:AttributeValue xsi:type="n:{kind}">{quoted}</saml2:AttributeValue>'
            if original:
                values += (
                    f'<saml2:AttributeValue n:LatinScript="false" xsi:type="n:{kind}">'
                    f'{original}</saml2:AttributeValue>'
                )
            return (
                f'<saml2:Attribute FriendlyName="{friendly}" Name="{NATURAL}/{name}" '
                f'NameFormat="{URI_FORMAT}">{values}</saml2:Attribute>'
            )

        first, second = originals or (None, None)
        return (
            f'<saml2:Assertion xmlns:saml2="{SAML}" xmlns:n="{NATURAL}" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="{identifier}" '
            f'Version="2.0" IssueInstant="{instant(moment)}">'
            f'<saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">'
            f'{self.entity_id}</saml2:Issuer><saml2:Subject>'
            f'<saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">'
            f'{opaque}</saml2:NameID><saml2:SubjectConfirmation '
            f'Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData '
            f'InResponseTo="{request}" NotOnOrAfter="{later}" Recipient="{gateway.acs}"/>'
            f'</saml2:SubjectConfirmation></saml2:Subject>'
            f'<saml2:Conditions NotBefore="{instant(moment)}" NotOnOrAfter="{later}">'
            f'<saml2:AudienceRestriction><saml2:Audience>{gateway.entity_id}</saml2:Audience>'
            f'</saml2:AudienceRestriction></saml2:Conditions>'
            f'<saml2:AuthnStatement AuthnInstant="{instant(moment)}"><saml2:AuthnContext>'
            f'<saml2:AuthnContextClassRef>{LOA}{level}</saml2:AuthnContextClassRef>'
            f'</saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>'
            + attribute("DateOfBirth", "DateOfBirth", "DateOfBirthType", born)
            + attribute("PersonIdentifier", "PersonIdentifier", "PersonIdentifierType", unique)
            + attribute("CurrentFamilyName", "FamilyName", "CurrentFamilyNameType", family, first)
            + attribute("CurrentGivenName", "FirstName", "CurrentGivenNameType", given, second)
            + '</saml2:AttributeStatement></saml2:Assertion>'
        )

    def encrypted(self, assertion, gateway):
        method, bits = CONTENT[self.options.encrypt]
        if method is None:
            return etree.fromstring(assertion)
        transport, parameters = TRANSPORT[self.options.key_transport]
        template = etree.fromstring(
            f'<xenc:EncryptedData xmlns:xenc="{XENC}" xmlns:ds="{DS}" xmlns:xenc11="{XENC11}" '
            f'Type="{XENC}Element"><xenc:EncryptionMethod Algorithm="{method}"/><ds:KeyInfo>'
            f'<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{transport}">{parameters}'
            f'</xenc:EncryptionMethod><ds:KeyInfo><ds:X509Data><ds:X509Certificate>'
            f'{gateway.recipient_text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>'
            f'<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey>'
            f'</ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData>'
            f'</xenc:EncryptedData>'
        )
        manager = xmlsec.KeysManager()
        manager.add_key(xmlsec.Key.from_memory(gateway.recipient, xmlsec.KeyFormat.CERT_PEM))
        context = xmlsec.EncryptionContext(manager)
        context.key = xmlsec.Key.generate(
            xmlsec.constants.KeyDataAes, bits, xmlsec.constants.KeyDataTypeSession)
        wrapper = etree.fromstring(
            f'<saml2:EncryptedAssertion xmlns:saml2="{SAML}"/>')
        wrapper.append(context.encrypt_binary(template, assertion.encode()))
        return wrapper


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1>{body}</main></body></html>
"""


class Handler(http.server.BaseHTTPRequestHandler):
    node = None

    def log_message(self, template, *values):
        if self.node.options.verbose:
            super().log_message(template, *values)

    def send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def page(self, status, title, body):
        text = PAGE.format(title=html.escape(title), body=body)
        self.send(status, "text/html; charset=utf-8", text.encode())

    def do_GET(self):
        if self.path == "/metadata":
            self.send(200, "application/samlmetadata+xml", self.node.metadata())
        else:
            self.page(404, "No such page", "")

    def do_POST(self):
        length = int(self.headers.get("Content-Length", "0"))
        if length > 400_000:
            return self.page(413, "Too large", "")
        pairs = urllib.parse.parse_qsl(
            self.rfile.read(length).decode(), keep_blank_values=True, strict_parsing=True)
        form = dict(pairs)
        try:
            must(len(form) == len(pairs), "a field twice")
            if self.path == "/sso":
                return self.sso(form)
            if self.path == "/login":
                return self.login(form)
            return self.page(404, "No such page", "")
        except (Refused, KeyError, ValueError, etree.Error, xmlsec.Error) as error:
            print(f"refused: {error!r}", file=sys.stderr, flush=True)
            return self.page(400, "Refused", f"<p id='refused'>{html.escape(str(error))}</p>")

    def sso(self, form):
        handle, provider = self.node.take(form)
        choices = "".join(
            f'<p><label><input type="radio" name="person" value="{name}"'
            f'{" checked" if name == "plain" else ""}> {html.escape(person[1])} '
            f'{html.escape(person[0])} ({TITLES[name]})</label></p>'
            for name, person in PERSONS.items())
        self.page(200, "Choose your e-ID", (
            f'<p>{html.escape(provider)} asks who you are.</p>'
            f'<form method="post" action="/login">'
            f'<input type="hidden" name="handle" value="{handle}">{choices}'
            f'<button name="action" value="next">Next</button>'
            f'<button name="action" value="cancel">Cancel</button></form>'))

    def login(self, form):
        must(form.get("person") in PERSONS or form.get("action") == "cancel", "no such person")
        acs, fields = self.node.answer(form["handle"], form.get("person"), form.get("action"))
        inputs = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
            for name, value in fields.items())
        self.page(200, "Back to the gateway", (
            f'<form id="post" method="post" action="{html.escape(acs)}">{inputs}'
            f'<button>Continue</button></form>'
            f'<script>document.getElementById("post").submit()</script>'))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    add = arguments.add_argument
    add("--country", default="EE")
    add("--port", type=int, required=True)
    add("--gateway-metadata", required=True, help="URL of the Connector's metadata")
    add("--gateway-anchor", required=True, help="certificate (PEM) that metadata is signed with")
    add("--anchor-out", required=True, help="where to write our own metadata certificate")
    add("--sign", choices=SIGNATURES, default="ecdsa-p256")
    add("--encrypt", choices=CONTENT, default="aes256-gcm")
    add("--key-transport", choices=TRANSPORT, default="oaep-sha256")
    add("--versions", default="1.2,1.3,1.4")
    add("--tamper", action="store_true", help="change a signed answer afterwards")
    add("--verbose", action="store_true")
    options = arguments.parse_args()
    Handler.node = Node(options)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    print(f"ready {Handler.node.entity_id}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
