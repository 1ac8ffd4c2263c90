# SPDX-License-Identifier: EUPL-1.2
"""Service providers that others wrote. node-saml takes a Response of ours. pysaml2 and lasso know no
signature of the eIDAS list: they read what we say with their signature check off, and what they
sign themselves must be refused, by the rule that names the algorithm.
"""

import base64
import json
import os
import pathlib
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

from browser import Browser
from connector import Connector
from pysaml2_peer import Pysaml2
from saml import MORE07, NAME_ID, NATURAL, POST, SAML, XENC11, parse

HERE = pathlib.Path(__file__).resolve().parent
# lasso is no package of PyPI: Debian's binding belongs to Debian's Python.
DEBIAN_PYTHON = "/usr/bin/python3"


def prepare(road):
    road.add("node-saml", Connector("NL", "pss-sha256", verifies=[MORE07 + "sha256-rsa-MGF1"],
                                    content=[XENC11 + "aes256-gcm", XENC11 + "rsa-oaep"]))
    # Their keys are honest and published; only the algorithm will be wrong.
    road.add("pysaml2", Connector("SE", "rsa-sha256"))
    road.add("lasso", Connector("DK", "rsa-sha256"))


def walk(road):
    node_saml(road, road.connectors["node-saml"])
    for name, peer in (("pysaml2", Pysaml2(road, road.connectors["pysaml2"])),
                       ("lasso", Lasso(road, road.connectors["lasso"]))):
        must_refuse(road, name, peer)
        reads(road, name, peer)


# ---- node-saml ------------------------------------------------------------------------------


def node_saml(road, connector):
    answers = [road.whole(connector, person=person)[0] for person in ("plain", "two-names")]
    told = [{
        "response": base64.b64encode(answer.xml).decode(), "request": answer.request,
        "entity_id": connector.entity_id, "acs": connector.acs,
        "idp": road.proxy.entity_id, "sso": road.proxy.sso[POST],
        "certificate": rsa_certificate(road),
        "key": connector.decryption_key.private_pem.decode(),
    } for answer in answers]
    # It does judge: one letter, another's key, another question.
    changed = answers[0].xml.replace(b"consent:obtained", b"consent:implicit")
    wrong = [{**told[0], **wrong} for wrong in (
        {"response": base64.b64encode(changed).decode()},
        {"certificate": connector.message_key.pem.decode()},
        {"request": "_another"})]
    done = subprocess.run(
        ["node", str(HERE / "node_saml.mjs")], input=json.dumps(told + wrong),
        capture_output=True, text=True, timeout=60, env=os.environ)
    assert done.returncode == 0, done.stderr
    profiles = json.loads(done.stdout)
    for answer, profile in zip(answers, profiles):
        assert answer.method == MORE07 + "sha256-rsa-MGF1", answer.method
        assert profile.get("issuer") == road.proxy.entity_id, profile
        assert profile["nameID"] == answer.name_id, profile
        assert profile["nameIDFormat"] == NAME_ID + "persistent", profile
        for name, values in answer.attributes.items():
            assert profile["attributes"][name] == values[0], f"{name}: {profile}"
    refusals = [profile.get("error") for profile in profiles[len(answers):]]
    assert len(refusals) == len(wrong) and all(refusals), refusals
    print("ok   node-saml takes our Response: RSA-PSS-SHA256, AES-256-GCM, OAEP; every attribute")


def rsa_certificate(road):
    [pem] = [pem for pem in road.proxy.signing if isinstance(
        x509.load_pem_x509_certificate(pem).public_key(), rsa.RSAPublicKey)]
    return pem.decode()


# ---- pysaml2 and lasso ----------------------------------------------------------------------


class Lasso:
    """lasso, in a process of its own."""

    def __init__(self, road, connector):
        self.connector = connector
        self.files = {
            "own_metadata": connector.metadata().decode(),
            "own_key": connector.message_key.private_pem.decode(),
            "idp_metadata": road.proxy.document.decode(), "idp": road.proxy.entity_id,
        }

    def ask(self, **told):
        done = subprocess.run(
            [DEBIAN_PYTHON, str(HERE / "lasso_peer.py")], input=json.dumps({**self.files, **told}),
            capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def request(self):
        return base64.b64decode(self.ask()["request"])

    def attributes(self, response, _):
        told = self.ask(response=base64.b64encode(response).decode())
        return told["attributes"], told["name_id"]


def must_refuse(road, name, peer):
    """Its own signature, by its own published key."""
    message = peer.request()
    method = parse(message).find(
        ".//{http://www.w3.org/2000/09/xmldsig#}SignatureMethod").get("Algorithm")
    assert method.endswith("#rsa-sha256"), method
    before = road.sent_since(0)
    page = road.send(Browser(), peer.connector, message)
    road.refused(peer.connector, page, "sig.alg")
    assert road.sent_since(before) == 0, "a message left"
    print(f"ok   {name} must be refused: it signs with {method.split('#')[1]} (sig.alg)")


def reads(road, name, peer):
    """Our answer to its connector, opened, in the place where it was and without our signature."""
    connector = peer.connector
    request, root = connector.request(road.proxy.sso[POST])
    browser = Browser()
    page = road.send(browser, connector, connector.signed(root, "pss-sha256"))
    page = road.log_in(browser, page, person="sami")
    page = browser.submit(page.form_with("shown"), action="approve")
    answer = road.bring(browser, page, connector, request)
    response = parse(answer.xml)
    response.remove(response.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    response.replace(response.find(f"{{{SAML}}}EncryptedAssertion"), parse(answer.plaintext))
    attributes, name_id = peer.attributes(etree.tostring(response), request)
    assert attributes == answer.attributes, f"{attributes} instead of {answer.attributes}"
    assert attributes[f"{NATURAL}/CurrentGivenName"] == ["Áilu Niillas"], attributes
    assert name_id == answer.name_id, name_id
    print(f"ok   {name} finds every attribute in our assertion (its signature check off)")
