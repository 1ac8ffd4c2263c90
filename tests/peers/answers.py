# SPDX-License-Identifier: EUPL-1.2
"""What a foreign connector must find true of our Proxy-Service: of its metadata and its Responses.

Signatures by libxmlsec, RSA-OAEP and AES-GCM by libxmlsec, ECDH-ES by pyca/cryptography (the Python
binding of libxmlsec has no key agreement), schemas by xmlschema with the files that pysaml2 ships:
SAML, XML-DSig, XML-Enc and eIDAS. The rules are those of eIDAS Message Format 1.4 §2 and SAML
Profiles §4.1.4.2, and what EC nodes were seen to need.
"""

import base64
import datetime
import re

import xmlsec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from lxml import etree
from saml2.xml import schema

from saml import (
    DS, EIDAS, ENTITY, LEVELS, LOA, MD, NAME_ID, NATURAL, POST, REDIRECT, SAML, SAMLP, STATUS,
    UNSPECIFIED, URI_FORMAT, XENC, XENC11, fetch, must, now, parse, pem_of, read_instant, verify)

NAMES = {"p": SAMLP, "a": SAML, "md": MD, "ds": DS, "eidas": EIDAS, "xenc": XENC, "xenc11": XENC11,
         "dsig11": "http://www.w3.org/2009/xmldsig11#"}
XSI = "http://www.w3.org/2001/XMLSchema-instance"
FRIENDLY = {"CurrentFamilyName": "FamilyName", "CurrentGivenName": "FirstName"}
CURVES = {
    "urn:oid:1.2.840.10045.3.1.7": ec.SECP256R1,
    "urn:oid:1.3.132.0.34": ec.SECP384R1,
    "urn:oid:1.3.132.0.35": ec.SECP521R1,
    "urn:oid:1.3.36.3.3.2.8.1.1.7": ec.BrainpoolP256R1,
}


class ProxyService:
    """Our Proxy-Service, as its metadata proves it."""

    def __init__(self, url, anchor):
        document = fetch(url)
        self.document = document
        schema.validate(document.decode())
        root = parse(document)
        must(root.tag == f"{{{MD}}}EntityDescriptor", root.tag)
        verify(root, [anchor])
        self.entity_id = root.get("entityID")
        must(self.entity_id == url, f"metadata of {self.entity_id} at {url}")
        until = read_instant(root.get("validUntil"))
        must(now() < until < now() + datetime.timedelta(days=2), f"valid until {until}")
        role = root.find("md:IDPSSODescriptor", NAMES)
        must(role is not None, "no IDPSSODescriptor")
        must(root.find("md:SPSSODescriptor", NAMES) is None, "a second role")
        must(role.get("WantAuthnRequestsSigned") == "true", "WantAuthnRequestsSigned")
        self.country = role.findtext("md:Extensions/eidas:NodeCountry", None, NAMES)
        must(self.country == "NO", f"NodeCountry {self.country}")
        self.levels = [value.text for value in root.iterfind(
            "md:Extensions//a:Attribute[@Name='urn:oasis:names:tc:SAML:attribute:"
            "assurance-certification']/a:AttributeValue", NAMES)]
        must(self.levels and set(self.levels) <= {LOA + level for level in LEVELS},
             f"levels {self.levels}")
        self.signing = []
        for descriptor in role.findall("md:KeyDescriptor", NAMES):
            must(descriptor.get("use") == "signing", "a key that does not sign")
            self.signing.append(pem_of(descriptor.findtext(
                "ds:KeyInfo/ds:X509Data/ds:X509Certificate", None, NAMES)))
        must(len(self.signing) == 2, f"{len(self.signing)} signing keys")
        self.sso = {service.get("Binding"): service.get("Location")
                    for service in role.findall("md:SingleSignOnService", NAMES)}
        must(set(self.sso) == {POST, REDIRECT}, f"bindings {set(self.sso)}")
        formats = {format.text for format in role.findall("md:NameIDFormat", NAMES)}
        must(formats == {NAME_ID + "persistent", NAME_ID + "transient", UNSPECIFIED}, formats)
        self.attributes = {}
        for attribute in role.findall("a:Attribute", NAMES):
            must(attribute.get("NameFormat") == URI_FORMAT, "NameFormat")
            self.attributes[attribute.get("Name")] = attribute.get("FriendlyName")
        for name in ("PersonIdentifier", "CurrentFamilyName", "CurrentGivenName", "DateOfBirth"):
            must(self.attributes.get(f"{NATURAL}/{name}") == FRIENDLY.get(name, name), name)
        contacts = {contact.get("contactType") for contact in root.iter(f"{{{MD}}}ContactPerson")}
        must(contacts == {"support", "technical"}, f"contacts {contacts}")
        must(root.find("md:Organization", NAMES) is not None, "no Organization")


class Answer:
    """A Response, verified and opened. What is wrong raises `Refused`."""

    def __init__(self, xml, connector, proxy, request):
        self.xml, self.request = xml, request
        schema.validate(xml.decode())
        root = parse(xml)
        must(root.tag == f"{{{SAMLP}}}Response", root.tag)
        verify(root, proxy.signing)
        self.method = root.find("ds:Signature/ds:SignedInfo/ds:SignatureMethod", NAMES) \
            .get("Algorithm")
        shown = root.findtext("ds:Signature/ds:KeyInfo/ds:X509Data/ds:X509Certificate", None, NAMES)
        must(pem_of(shown) in proxy.signing, "KeyInfo shows a certificate that is not published")
        self.about(root, connector, proxy, request)
        self.status(root)
        encrypted = root.findall("a:EncryptedAssertion", NAMES)
        must(root.find(".//a:Assertion", NAMES) is None, "an assertion in the clear")
        if self.codes[0] != "Success":
            must(not encrypted, "a failure with an assertion")
            must(root.get("Consent") is None, f"Consent of nobody: {root.get('Consent')}")
            self.attributes = None
            return
        must(root.get("Consent") == "urn:oasis:names:tc:SAML:2.0:consent:obtained", "Consent")
        must(len(encrypted) == 1, f"{len(encrypted)} encrypted assertions")
        self.plaintext = opened(encrypted[0], connector.decryption_key)
        # It stands alone after decryption: EC nodes and pysaml2 read the octets by themselves.
        assertion = parse(self.plaintext)
        must(assertion.tag == f"{{{SAML}}}Assertion", assertion.tag)
        schema.validate(self.plaintext.decode())
        # And it fits where it was.
        whole = parse(xml)
        place = whole.find("a:EncryptedAssertion", NAMES)
        whole.replace(place, parse(self.plaintext))
        schema.validate(etree.tostring(whole).decode())
        self.assertion(assertion, connector, proxy, request)

    def about(self, root, connector, proxy, request):
        must(root.get("Version") == "2.0", "Version")
        must(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]{20,}", root.get("ID")), "ID")
        must(root.get("InResponseTo") == request, f"InResponseTo {root.get('InResponseTo')}")
        must(root.get("Destination") == connector.acs, f"Destination {root.get('Destination')}")
        age = now() - read_instant(root.get("IssueInstant"))
        must(abs(age) < datetime.timedelta(minutes=1), f"{age} old")
        self.issuer(root, proxy)
        order = [etree.QName(child).localname for child in root]
        must(order in (["Issuer", "Signature", "Status"],
                       ["Issuer", "Signature", "Status", "EncryptedAssertion"]), f"order {order}")

    @staticmethod
    def issuer(element, proxy):
        issuer = element.find("a:Issuer", NAMES)
        must(issuer.text == proxy.entity_id, f"Issuer {issuer.text}")
        must(issuer.get("Format") in (None, ENTITY), f"Issuer of format {issuer.get('Format')}")

    def status(self, root):
        code = root.find("p:Status/p:StatusCode", NAMES)
        codes = [code.get("Value")] + [inner.get("Value") for inner in code]
        must(all(value.startswith(STATUS) for value in codes), f"codes {codes}")
        self.codes = [value.removeprefix(STATUS) for value in codes]
        self.message = root.findtext("p:Status/p:StatusMessage", "", NAMES)
        # EC connectors crash on a failure without one.
        must(self.message.strip(), "no StatusMessage")
        # Of the second level, what EC nodes know.
        must(set(self.codes[1:]) <= {"AuthnFailed", "InvalidAttrNameOrValue", "InvalidNameIDPolicy",
                                     "RequestDenied"}, f"codes {self.codes}")

    def assertion(self, root, connector, proxy, request):
        must(root.get("Version") == "2.0", "Version")
        self.issuer(root, proxy)
        moment = now()
        near = lambda text, most: abs(read_instant(text) - moment) <= datetime.timedelta(
            seconds=most)
        must(near(root.get("IssueInstant"), 60), "IssueInstant of the assertion")
        subject = root.find("a:Subject", NAMES)
        name_id = subject.find("a:NameID", NAMES)
        self.name_id, self.name_id_format = name_id.text, name_id.get("Format")
        must(0 < len(self.name_id) <= 256, "NameID")
        confirmations = subject.findall("a:SubjectConfirmation", NAMES)
        must(len(confirmations) == 1, f"{len(confirmations)} confirmations")
        must(confirmations[0].get("Method") == "urn:oasis:names:tc:SAML:2.0:cm:bearer", "Method")
        data = confirmations[0].find("a:SubjectConfirmationData", NAMES)
        must(data.get("InResponseTo") == request, "InResponseTo of the confirmation")
        must(data.get("Recipient") == connector.acs, f"Recipient {data.get('Recipient')}")
        must(data.get("NotBefore") is None, "SAML Profiles §4.1.4.2: no NotBefore")
        conditions = root.find("a:Conditions", NAMES)
        must(read_instant(conditions.get("NotBefore")) <= moment, "NotBefore")
        latest = moment + datetime.timedelta(minutes=5)
        for end in (conditions.get("NotOnOrAfter"), data.get("NotOnOrAfter")):
            must(moment < read_instant(end) <= latest, f"ends {end}")
        audiences = [audience.text for audience in conditions.iter(f"{{{SAML}}}Audience")]
        must(audiences == [connector.entity_id], f"Audience {audiences}")
        statements = root.findall("a:AuthnStatement", NAMES)
        must(len(statements) == 1, f"{len(statements)} AuthnStatements")
        must(near(statements[0].get("AuthnInstant"), 120), "AuthnInstant")
        classes = [c.text for c in statements[0].iter(f"{{{SAML}}}AuthnContextClassRef")]
        must(len(classes) == 1 and classes[0] in proxy.levels, f"levels {classes}")
        self.level = classes[0]
        statements = root.findall("a:AttributeStatement", NAMES)
        must(len(statements) == 1, f"{len(statements)} AttributeStatements")
        must(not statements[0].findall("a:EncryptedAttribute", NAMES), "an encrypted attribute")
        self.attributes = {}
        for attribute in statements[0].findall("a:Attribute", NAMES):
            self.attribute(attribute, proxy)

    def attribute(self, attribute, proxy):
        name = attribute.get("Name")
        must(attribute.get("NameFormat") == URI_FORMAT, f"NameFormat of {name}")
        must(name in proxy.attributes, f"{name} is not published")
        must(attribute.get("FriendlyName") == proxy.attributes[name], f"FriendlyName of {name}")
        must(name not in self.attributes, f"{name} twice")
        base, last = name.rsplit("/", 1)
        values = attribute.findall("a:AttributeValue", NAMES)
        must(values, f"{name} without a value")
        for value in values:
            prefix, _, kind = value.get(f"{{{XSI}}}type", "").partition(":")
            must(value.nsmap.get(prefix) == base and kind == f"{last}Type",
                 f"xsi:type of {name} is {kind} of {value.nsmap.get(prefix)}")
            must(value.text and value.text.strip() == value.text, f"value of {name}")
            # Attribute Profile 1.4 §2.4: what is not Latin is flagged, and nothing else is.
            flag = value.get(f"{{{base}}}LatinScript")
            must(value.get("LatinScript") is None, "a LatinScript without namespace")
            must((flag == "false") != latin(value.text), f"LatinScript={flag} of {name}")
        self.attributes[name] = [value.text for value in values]

    def value(self, last):
        """The one value of an attribute of a natural person."""
        [value] = self.attributes[f"{NATURAL}/{last}"]
        return value


def latin(text):
    """Every letter is one of the Latin blocks (to U+024F, and Latin Extended Additional)."""
    return all(not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in text)


def opened(encrypted_assertion, key):
    """The octets of the assertion."""
    data = encrypted_assertion.find("xenc:EncryptedData", NAMES)
    must(data.get("Type") == XENC + "Element", "Type")
    method = data.find("xenc:EncryptionMethod", NAMES).get("Algorithm")
    must(re.fullmatch(re.escape(XENC11) + "aes(128|192|256)-gcm", method), f"encrypted by {method}")
    if isinstance(key.private, ec.EllipticCurvePrivateKey):
        return opened_by_agreement(encrypted_assertion, data, key)
    transport = encrypted_assertion.find(".//xenc:EncryptedKey/xenc:EncryptionMethod", NAMES)
    must(transport.get("Algorithm") == XENC11 + "rsa-oaep", transport.get("Algorithm"))
    parts = {etree.QName(part).localname: part.get("Algorithm") for part in transport}
    must(parts["DigestMethod"] == XENC + "sha256", f"OAEP with {parts}")
    must(parts["MGF"] == XENC11 + "mgf1sha256", f"OAEP with {parts}")
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(key.private_pem, xmlsec.KeyFormat.PEM))
    copy = parse(etree.tostring(encrypted_assertion))
    plain = xmlsec.EncryptionContext(manager).decrypt(copy.find("xenc:EncryptedData", NAMES))
    return etree.tostring(plain)


def opened_by_agreement(encrypted_assertion, data, key):
    """XML-Enc 1.1 §5.4 and §5.6: ECDH-ES, ConcatKDF, AES key wrap, AES-GCM."""
    wrapped = encrypted_assertion.find(".//xenc:EncryptedKey", NAMES)
    agreement = wrapped.find("ds:KeyInfo/xenc:AgreementMethod", NAMES)
    must(agreement.get("Algorithm") == XENC11 + "ECDH-ES", agreement.get("Algorithm"))
    derivation = agreement.find("xenc11:KeyDerivationMethod", NAMES)
    must(derivation.get("Algorithm") == XENC11 + "ConcatKDF", derivation.get("Algorithm"))
    parameters = derivation.find("xenc11:ConcatKDFParams", NAMES)
    digest = parameters.find("ds:DigestMethod", NAMES).get("Algorithm")
    must(digest == XENC + "sha256", f"derived with {digest}")
    # Each is a bit string whose first octet says how many bits at its end are padding.
    information = b""
    for name in ("AlgorithmID", "PartyUInfo", "PartyVInfo"):
        octets = bytes.fromhex(parameters.get(name, "00"))
        must(octets[:1] == b"\0", f"{name} is not whole octets")
        information += octets[1:]
    originator = agreement.find("xenc:OriginatorKeyInfo/ds:KeyValue/dsig11:ECKeyValue", NAMES)
    curve = CURVES[originator.find("dsig11:NamedCurve", NAMES).get("URI")]
    point = base64.b64decode(originator.findtext("dsig11:PublicKey", None, NAMES))
    public = ec.EllipticCurvePublicKey.from_encoded_point(curve(), point)
    recipient = agreement.findtext(
        "xenc:RecipientKeyInfo/ds:X509Data/ds:X509Certificate", None, NAMES)
    must("".join(recipient.split()) == key.text, "meant for another certificate")
    wrap = wrapped.find("xenc:EncryptionMethod", NAMES).get("Algorithm")
    bits = re.fullmatch(re.escape(XENC) + "kw-aes(128|192|256)", wrap)
    must(bits, f"key wrapped by {wrap}")
    secret = key.private.exchange(ec.ECDH(), public)
    derived = ConcatKDFHash(hashes.SHA256(), int(bits[1]) // 8, information).derive(secret)
    octets = lambda element: base64.b64decode(
        element.findtext("xenc:CipherData/xenc:CipherValue", None, NAMES))
    content_key = aes_key_unwrap(derived, octets(wrapped))
    sealed = octets(data)
    return AESGCM(content_key).decrypt(sealed[:12], sealed[12:], None)
