# SPDX-License-Identifier: EUPL-1.2
"""pysaml2 as the service provider of a connector: signs PKCS#1 v1.5, reads assertions."""

import base64
import logging
import warnings

from saml2 import BINDING_HTTP_POST, xmldsig
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.extension.requested_attributes import RequestedAttribute, RequestedAttributes
from saml2.samlp import Extensions
from saml2.saml import NAMEID_FORMAT_PERSISTENT

from connector import FRIENDLY, MINIMUM
from saml import NATURAL, POST, URI_FORMAT


class Pysaml2:
    def __init__(self, road, connector):
        self.connector, self.sso = connector, road.proxy.sso[POST]
        folder = road.dir / "pysaml2"
        folder.mkdir()
        (folder / "key.pem").write_bytes(connector.message_key.private_pem)
        (folder / "certificate.pem").write_bytes(connector.message_key.pem)
        (folder / "idp.xml").write_bytes(road.proxy.document)
        config = SPConfig()
        config.load({
            "entityid": connector.entity_id,
            "key_file": str(folder / "key.pem"), "cert_file": str(folder / "certificate.pem"),
            "metadata": {"local": [str(folder / "idp.xml")]},
            "allow_unknown_attributes": True,
            "service": {"sp": {
                "endpoints": {"assertion_consumer_service": [(connector.acs, BINDING_HTTP_POST)]},
                "authn_requests_signed": True, "force_authn": True,
                "want_response_signed": False, "want_assertions_signed": False,
                "want_assertions_or_response_signed": False,
                "allow_unsolicited": False,
            }},
        })
        # It says, rightly, that it checks no signature.
        logging.getLogger("saml2").setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.client = Saml2Client(config=config)

    def request(self):
        extensions = Extensions(extension_elements=[RequestedAttributes(requested_attribute=[
            RequestedAttribute(name=f"{NATURAL}/{name}", name_format=URI_FORMAT,
                               friendly_name=FRIENDLY.get(name, name), is_required="true")
            for name in MINIMUM])])
        _, request = self.client.create_authn_request(
            self.sso, binding=BINDING_HTTP_POST, nameid_format=NAMEID_FORMAT_PERSISTENT,
            extensions=extensions, sign=True, sign_alg=xmldsig.SIG_RSA_SHA256,
            digest_alg=xmldsig.DIGEST_SHA256)
        return str(request).encode()

    def attributes(self, response, request):
        answer = self.client.parse_authn_request_response(
            base64.b64encode(response).decode(), BINDING_HTTP_POST, {request: "/"})
        values = {}
        for attribute in answer.assertion.attribute_statement[0].attribute:
            values[attribute.name] = [value.text for value in attribute.attribute_value]
        return values, answer.name_id.text
