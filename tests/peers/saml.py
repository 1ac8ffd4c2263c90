# SPDX-License-Identifier: EUPL-1.2
"""What every foreign node of these tests needs: names, keys, signatures, fetching. No line of it is
shared with the gateway: XML signatures by libxmlsec, XML by libxml2, keys by pyca/cryptography.
"""

import base64
import datetime
import secrets
import urllib.parse
import urllib.request

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from lxml import etree

MD = "urn:oasis:names:tc:SAML:2.0:metadata"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
DS = "http://www.w3.org/2000/09/xmldsig#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
XENC11 = "http://www.w3.org/2009/xmlenc11#"
EIDAS = "http://eidas.europa.eu/saml-extensions"
NATURAL = "http://eidas.europa.eu/attributes/naturalperson"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
URI_FORMAT = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
LOA = "http://eidas.europa.eu/LoA/"
LEVELS = ["low", "substantial", "high"]

ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
NAME_ID = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
MORE07 = "http://www.w3.org/2007/05/xmldsig-more#"
SHA = {
    256: "http://www.w3.org/2001/04/xmlenc#sha256",
    384: "http://www.w3.org/2001/04/xmldsig-more#sha384",
    512: "http://www.w3.org/2001/04/xmlenc#sha512",
}
# name: (key, signature method, digest). The last two are outside the eIDAS list: must be refused.
SIGNATURES = {
    "pss-sha256": ("rsa", MORE07 + "sha256-rsa-MGF1", SHA[256]),
    "pss-sha512": ("rsa", MORE07 + "sha512-rsa-MGF1", SHA[512]),
    "ecdsa-p256": (ec.SECP256R1, MORE + "ecdsa-sha256", SHA[256]),
    "ecdsa-p384": (ec.SECP384R1, MORE + "ecdsa-sha384", SHA[384]),
    "ecdsa-brainpool-p256": (ec.BrainpoolP256R1, MORE + "ecdsa-sha256", SHA[256]),
    "rsa-sha256": ("rsa", MORE + "rsa-sha256", SHA[256]),
    "rsa-sha1": ("rsa", DS + "rsa-sha1", DS + "sha1"),
}
ALLOWED_SIGNATURES = {
    MORE07 + "sha256-rsa-MGF1", MORE07 + "sha384-rsa-MGF1", MORE07 + "sha512-rsa-MGF1",
    MORE + "ecdsa-sha256", MORE + "ecdsa-sha384", MORE + "ecdsa-sha512",
}
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = DS + "enveloped-signature"


class Refused(Exception):
    """What came in is not what it has to be."""


def must(condition, what):
    if not condition:
        raise Refused(what)


def instant(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def fresh_id():
    return "_" + secrets.token_hex(20)


def read_instant(text):
    must(text and text.endswith("Z"), f"not a time in UTC: {text}")
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Key:
    """A private key with a self-signed certificate, for libxmlsec."""

    def __init__(self, kind, name, country):
        if kind == "rsa":
            private = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        else:
            private = ec.generate_private_key(kind())
        subject = x509.Name([
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now() - datetime.timedelta(hours=1))
            .not_valid_after(now() + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(private, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)
        self.text = base64.b64encode(
            certificate.public_bytes(serialization.Encoding.DER)).decode()
        private_pem = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self.private, self.private_pem, self.certificate = private, private_pem, certificate
        self.xmlsec = xmlsec.Key.from_memory(private_pem, xmlsec.KeyFormat.PEM)


def signature_template(reference, method, digest, certificate):
    return (
        f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>'
        f'<ds:CanonicalizationMethod Algorithm="{EXC_C14N}"/>'
        f'<ds:SignatureMethod Algorithm="{method}"/>'
        f'<ds:Reference URI="{reference}"><ds:Transforms>'
        f'<ds:Transform Algorithm="{ENVELOPED}"/><ds:Transform Algorithm="{EXC_C14N}"/>'
        f'</ds:Transforms><ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue/></ds:Reference>'
        f'</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate>'
        f'{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>'
    )


def sign(root, place, method, digest, key):
    """Puts an enveloped signature over `root` at child number `place`."""
    identifier = root.get("ID")
    reference = f"#{identifier}" if identifier else ""
    signature = etree.fromstring(signature_template(reference, method, digest, key.text))
    root.insert(place, signature)
    if identifier:
        xmlsec.tree.add_ids(root, ["ID"])
    context = xmlsec.SignatureContext()
    context.key = key.xmlsec
    context.sign(signature)


def parse(data):
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=False)
    root = etree.fromstring(data, parser)
    must(root.getroottree().docinfo.doctype == "", "a document type")
    return root


def verify(root, certificates):
    """The signature of the document element, by one of exactly these certificates (PEM)."""
    signatures = root.findall(f"{{{DS}}}Signature")
    must(len(signatures) == 1, f"{len(signatures)} signatures")
    signature = signatures[0]
    find = lambda path: signature.find(path, {"ds": DS})
    method = find("ds:SignedInfo/ds:SignatureMethod").get("Algorithm")
    must(method in ALLOWED_SIGNATURES, f"signature method {method}")
    references = signature.findall("ds:SignedInfo/ds:Reference", {"ds": DS})
    must(len(references) == 1, "not one reference")
    identifier = root.get("ID")
    expected = f"#{identifier}" if identifier else ""
    must(references[0].get("URI") == expected, "the reference is to something else")
    digest = references[0].find("ds:DigestMethod", {"ds": DS}).get("Algorithm")
    must(digest in SHA.values(), f"digest {digest}")
    transforms = [t.get("Algorithm") for t in references[0].iter(f"{{{DS}}}Transform")]
    must(transforms == [ENVELOPED, EXC_C14N], f"transforms {transforms}")
    if identifier:
        must(len(root.xpath("//*[@ID=$id]", id=identifier)) == 1, "a duplicate ID")
        xmlsec.tree.add_ids(root, ["ID"])
    for certificate in certificates:
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM)
        try:
            context.verify(signature)
            return
        except xmlsec.Error:
            continue
    raise Refused("the signature does not verify")


def pem_of(text):
    body = "".join(text.split())
    lines = "\n".join(body[i:i + 64] for i in range(0, len(body), 64))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n".encode()


def fetch(url):
    """GET; names below localhost are this machine, which not every resolver knows."""
    parts = urllib.parse.urlsplit(url)
    headers = {"User-Agent": "foreign-node", "Host": parts.netloc}
    if parts.hostname and parts.hostname.endswith(".localhost"):
        port = f":{parts.port}" if parts.port else ""
        url = parts._replace(netloc=f"127.0.0.1{port}").geturl()
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read(1 << 20)
