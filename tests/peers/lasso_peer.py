# SPDX-License-Identifier: EUPL-1.2
"""lasso as the service provider of a connector, under Debian's Python (python3-lasso).

Reads JSON: own_metadata, own_key, idp_metadata, idp, perhaps response (base64). Without a response
it writes a request of its own; with one, what it finds there, its signature check off.
"""

import json
import sys

import lasso

told = json.load(sys.stdin)
server = lasso.Server.newFromBuffers(told["own_metadata"], told["own_key"], None, None)
server.signatureMethod = lasso.SIGNATURE_METHOD_RSA_SHA256
server.addProviderFromBuffer(lasso.PROVIDER_ROLE_IDP, told["idp_metadata"])
login = lasso.Login(server)
if "response" not in told:
    login.initAuthnRequest(told["idp"], lasso.HTTP_METHOD_POST)
    login.request.nameIDPolicy.format = lasso.SAML2_NAME_IDENTIFIER_FORMAT_PERSISTENT
    login.request.forceAuthn = True
    login.buildAuthnRequestMsg()
    json.dump({"request": login.msgBody}, sys.stdout)
else:
    login.setSignatureVerifyHint(lasso.PROFILE_SIGNATURE_VERIFY_HINT_IGNORE)
    login.processAuthnResponseMsg(told["response"])
    attributes = {}
    for attribute in login.response.assertion[0].attributeStatement[0].attribute:
        attributes[attribute.name] = [
            "".join(node.content for node in value.any) for value in attribute.attributeValue]
    json.dump({"attributes": attributes,
               "name_id": login.response.assertion[0].subject.nameId.content}, sys.stdout)
