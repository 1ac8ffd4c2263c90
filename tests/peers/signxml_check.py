#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""signxml, a third verifier, judges our metadata and our requests.

    signxml_check.py <metadata.xml> <certificate the metadata is signed with> <AuthnRequest.xml>…

The requests are verified with the signing certificates of the metadata, and what signxml says was
signed has to be the whole document. A changed letter has to be found in each.
"""

import pathlib
import sys

from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier
from signxml.exceptions import InvalidDigest, InvalidInput, InvalidSignature

MD = "urn:oasis:names:tc:SAML:2.0:metadata"
DS = "http://www.w3.org/2000/09/xmldsig#"

# What Cryptographic Requirements 1.4 allows, and nothing else.
EIDAS = SignatureConfiguration(
    location="./",
    require_x509=True,
    expect_references=1,
    signature_methods=frozenset({
        SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1, SignatureMethod.SHA384_RSA_MGF1,
        SignatureMethod.SHA512_RSA_MGF1,
    }),
    digest_algorithms=frozenset({
        DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512,
    }),
)


def pem(text):
    body = "".join(text.split())
    lines = "\n".join(body[i:i + 64] for i in range(0, len(body), 64))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"


def verified(data, certificate):
    root = etree.fromstring(data)
    result = XMLVerifier().verify(
        root, x509_cert=certificate, id_attribute="ID", expect_config=EIDAS)
    signed = result.signed_xml
    assert signed.tag == root.tag and signed.get("ID") == root.get("ID"), signed.tag
    return signed


def changed(data, before, after):
    assert data.count(before) >= 1, before
    return data.replace(before, after, 1)


def refuses(data, certificate):
    try:
        verified(data, certificate)
    except (InvalidDigest, InvalidSignature):
        return
    raise AssertionError("signxml accepts a changed document")


def main():
    metadata, anchor, *requests = [pathlib.Path(name) for name in sys.argv[1:]]
    data, anchor = metadata.read_bytes(), anchor.read_text()
    entity = verified(data, anchor)
    refuses(changed(data, b"<md:NameIDFormat>urn", b"<md:NameIDFormat>urm"), anchor)
    print(f"ok   signxml verifies our metadata ({entity.get('entityID')})")
    path = f"{{{MD}}}SPSSODescriptor/{{{MD}}}KeyDescriptor[@use='signing']//{{{DS}}}X509Certificate"
    keys = [pem(element.text) for element in entity.findall(path)]
    assert keys, "no signing key"
    for file in requests:
        data = file.read_bytes()
        good = []
        for key in keys:
            try:
                verified(data, key)
                good.append(key)
            except (InvalidDigest, InvalidInput, InvalidSignature):
                # Another key, or a key of another kind.
                continue
        assert len(good) == 1, f"{file.name}: {len(good)} keys verify it"
        refuses(changed(data, b'ForceAuthn="true"', b'ForceAuthn="false"'), good[0])
        print(f"ok   signxml verifies our AuthnRequest ({file.name})")


if __name__ == "__main__":
    main()
