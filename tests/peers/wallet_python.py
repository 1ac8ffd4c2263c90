#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A wallet of sd-jwt, isomdoc, cbor2, jwcrypto and cryptography (PyPI). It answers nothing that OpenID4VP
1.0 or HAIP 1.0 forbid in a request. One job a line of standard input, one answer a line of standard output:

    { settings, says } -> what it was told

settings: what `Country.for_wallets` gives, and { format, method, enc, habit }; says: what the link or the
code says. With { origin }, says is the `data` of a request of the Digital Credentials API by `org-iso-mdoc`
(ISO/IEC TS 18013-7 Annex C), and the answer is what the browser would get.
"""

import base64
import datetime
import hashlib
import http.client
import json
import os
import sys
import time
import traceback
import urllib.parse

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from isomdoc.create.create_mdoc import MDoc
from jwcrypto import jwe, jwk, jws
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer

PID = "eu.europa.ec.eudi.pid.1"


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def call(url, form=None):
    """Status, kind and body of what is there."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=30)
    headers = {"Host": parts.netloc, "Accept": "application/oauth-authz-req+jwt"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if form is None else "POST", parts.path, form, headers)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Content-Type"), answer.read().decode()


class Wallet:
    def __init__(self, settings):
        self.settings = settings
        self.holder = ec.generate_private_key(ec.SECP256R1())
        self.holder_jwk = jwk.JWK.from_pyca(self.holder)
        issuer = settings["stranger" if settings["habit"] == "other-issuer" else "provider"]
        self.issuer = serialization.load_pem_private_key(issuer["key"].encode(), None)
        self.certificate = x509.load_pem_x509_certificate(issuer["certificate"].encode())

    # ---- the request ------------------------------------------------------------------------

    def fetch(self, link):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(link).query))
        assert set(query) == {"client_id", "request_uri", "request_uri_method"}, query
        assert query["request_uri_method"] == "post", query
        nonce, method = base64url(os.urandom(16)), self.settings["method"]
        form = {"get": None, "empty-post": "", "post": urllib.parse.urlencode({
            "wallet_nonce": nonce,
            "wallet_metadata": json.dumps({"vp_formats_supported": {"dc+sd-jwt": {}}})})}[method]
        status, kind, token = call(query["request_uri"], form)
        assert (status, kind) == (200, "application/oauth-authz-req+jwt"), (status, kind)
        signed = jws.JWS()
        signed.deserialize(token)
        header = json.loads(signed.objects["protected"])
        leaf = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
        anchor = x509.load_pem_x509_certificate(self.settings["access_ca"].encode())
        leaf.verify_directly_issued_by(anchor)
        signed.verify(jwk.JWK.from_pyca(leaf.public_key()))
        request = json.loads(signed.payload)
        assert header["typ"] == "oauth-authz-req+jwt" and header["alg"] == "ES256", header
        assert request["client_id"] == query["client_id"], "another client_id in the request object"
        prefix, value = request["client_id"].split(":", 1)
        if prefix == "x509_hash":
            assert value == base64url(leaf.fingerprint(hashes.SHA256())), "x509_hash"
        else:
            names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            assert value in names.get_values_for_type(x509.DNSName), "x509_san_dns"
            host = urllib.parse.urlsplit(request["response_uri"]).hostname
            assert value == host, "response_uri of another host"
        assert request.get("wallet_nonce") == (nonce if method == "post" else None), "wallet_nonce"
        assert request["aud"] == "https://self-issued.me/v2", "aud"
        assert request["response_mode"] == "direct_post.jwt", "response_mode"
        assert time.time() < request["exp"] <= time.time() + 300, "exp"
        for forbidden in ("redirect_uri", "scope", "presentation_definition", "client_id_scheme",
                          "transaction_data"):
            assert forbidden not in request, forbidden
        assert len(request["nonce"]) >= 43, "nonce"
        return request

    # ---- the cards --------------------------------------------------------------------------

    def sd_jwt(self, query, request):
        person, now = self.settings["person"], int(time.time())
        claims = {SDObj(name): value for name, value in {
            "family_name": person["family_name"], "given_name": person["given_name"],
            "birthdate": person["birthdate"], "issuing_country": "NO",
            "personal_administrative_number": person["number"]}.items()}
        index = self.settings["revoked"] if self.settings["habit"] == "revoked" else 3
        claims |= {
            "iss": "https://pid.localhost", "iat": now, "exp": now + 30 * 86400,
            "vct": "urn:eudi:pid:1",
            "status": {"status_list": {"idx": index, "uri": self.settings["status_list"]}}}
        SDJWTIssuer.SD_JWT_HEADER = "dc+sd-jwt"
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        issued = SDJWTIssuer(
            claims, jwk.JWK.from_pyca(self.issuer),
            jwk.JWK(**json.loads(self.holder_jwk.export_public())), "ES256", add_decoy_claims=True,
            extra_header_parameters={"x5c": [base64.b64encode(der).decode()]})
        holder = SDJWTHolder(issued.sd_jwt_issuance)
        disclosed = {claim["path"][0]: True for claim in query["claims"]}
        holder.create_presentation(
            disclosed, *self.recipient(request), self.holder_jwk, "ES256")
        return holder.sd_jwt_presentation

    def recipient(self, request):
        """`nonce` and audience; those of another request when told so."""
        habit = self.settings["habit"]
        return ("another-nonce" if habit == "other-nonce" else request["nonce"],
                "x509_hash:another" if habit == "other-audience" else request["client_id"])

    def mdoc(self, query, request):
        # OpenID4VP B.2.6.1; RFC 7638.
        key = request["client_metadata"]["jwks"]["keys"][0]
        members = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")},
                             separators=(",", ":"), sort_keys=True)
        nonce, audience = self.recipient(request)
        thumbprint = hashlib.sha256(members.encode()).digest()
        info = cbor2.dumps([audience, nonce, thumbprint, request["response_uri"]])
        transcript = [None, None, ["OpenID4VPHandover", hashlib.sha256(info).digest()]]
        return base64url(self.device_response({claim["path"][1] for claim in query["claims"]}, transcript))

    def device_response(self, asked, transcript):
        person = self.settings["person"]
        card = MDoc(PID, [self.certificate], self.issuer)
        elements = {
            "family_name": person["family_name"], "given_name": person["given_name"],
            "birth_date": cbor2.CBORTag(1004, person["birthdate"]), "issuing_country": "NO",
            "personal_administrative_number": person["number"]}
        for name, value in elements.items():
            if name in asked:
                card.add_data_item(PID, name, value)
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        until = now + datetime.timedelta(hours=23)
        issued = card.generate_credential(self.holder.public_key(), now, now, until)
        issued = cbor2.loads(issued) if isinstance(issued, bytes) else issued
        issued = issued.get("issuerSigned", issued)
        none = cbor2.CBORTag(24, cbor2.dumps({}))
        signed = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(
            ["DeviceAuthentication", transcript, PID, none])))
        protected = cbor2.dumps({1: -7})
        r, s = decode_dss_signature(self.holder.sign(
            cbor2.dumps(["Signature1", protected, b"", signed]), ec.ECDSA(hashes.SHA256())))
        signature = [protected, {}, None, r.to_bytes(32, "big") + s.to_bytes(32, "big")]
        return cbor2.dumps({"version": "1.0", "status": 0, "documents": [{
            "docType": PID, "issuerSigned": issued,
            "deviceSigned": {"nameSpaces": none, "deviceAuth": {"deviceSignature": signature}}}]})

    # ---- 18013-7 Annex C --------------------------------------------------------------------

    def iso_mdoc(self, data):
        """The reader is authenticated (18013-5 9.1.4) before anything is shown to it."""
        encryption_info = data["encryptionInfo"]
        name, parameters = cbor2.loads(decode(encryption_info))
        assert name == "dcapi" and len(parameters["nonce"]) >= 16, name
        transcript = self.transcript(encryption_info, self.settings["origin"])
        request = cbor2.loads(decode(data["deviceRequest"]))
        [document] = request["docRequests"]
        items = document["itemsRequest"]
        protected, unprotected, payload, signature = document["readerAuth"]
        assert payload is None and cbor2.loads(protected) == {1: -7}, "readerAuth"
        leaf = unprotected[33]
        leaf = x509.load_der_x509_certificate(leaf if isinstance(leaf, bytes) else leaf[0])
        anchor = x509.load_pem_x509_certificate(self.settings["access_ca"].encode())
        leaf.verify_directly_issued_by(anchor)
        signed = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(
            ["ReaderAuthentication", transcript, items])))
        half = len(signature) // 2
        r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        leaf.public_key().verify(
            encode_dss_signature(r, s), cbor2.dumps(["Signature1", protected, b"", signed]),
            ec.ECDSA(hashes.SHA256()))
        asked = cbor2.loads(items.value)
        assert asked["docType"] == PID, asked["docType"]
        if self.settings["habit"] == "other-audience":
            transcript = self.transcript(encryption_info, "https://another.example")
        answer = self.device_response(set(asked["nameSpaces"][PID]), transcript)
        key = parameters["recipientPublicKey"]
        x, y = (int.from_bytes(key[label], "big") for label in (-2, -3))
        key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        suite = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_128_GCM)
        honest = self.transcript(encryption_info, self.settings["origin"])
        sealed = suite.encrypt(answer, key, info=cbor2.dumps(honest))
        enc, cipher_text = sealed[:65], sealed[65:]
        response = cbor2.dumps(["dcapi", {"enc": enc, "cipherText": cipher_text}])
        return {"data": {"response": base64url(response)}}

    @staticmethod
    def transcript(encryption_info, origin):
        handover = hashlib.sha256(cbor2.dumps([encryption_info, origin])).digest()
        return [None, None, ["dcapi", handover]]

    # ---- the answer -------------------------------------------------------------------------

    def answer(self, link):
        request = self.fetch(link)
        make = {"dc+sd-jwt": self.sd_jwt, "mso_mdoc": self.mdoc}[self.settings["format"]]
        query = next(query for query in request["dcql_query"]["credentials"]
                     if query["format"] == self.settings["format"])
        answer = {"vp_token": {query["id"]: [make(query, request)]}, "state": request["state"]}
        metadata = request["client_metadata"]
        assert set(metadata["encrypted_response_enc_values_supported"]) == {"A128GCM", "A256GCM"}
        key = metadata["jwks"]["keys"][0]
        header = {"alg": key["alg"], "enc": self.settings["enc"], "kid": key["kid"]}
        sealed = jwe.JWE(json.dumps(answer).encode(), json.dumps(header))
        sealed.add_recipient(jwk.JWK(**key))
        form = urllib.parse.urlencode({"response": sealed.serialize(True)})
        status, _, body = call(request["response_uri"], form)
        return {"status": status, "body": json.loads(body)}


def present(job):
    wallet = Wallet(job["settings"])
    if "origin" in job["settings"]:
        return wallet.iso_mdoc(json.loads(job["says"]))
    return wallet.answer(job["says"])


if __name__ == "__main__":
    for line in sys.stdin:
        try:
            told = present(json.loads(line))
        except Exception:
            told = {"failed": traceback.format_exc()}
        print(json.dumps(told), flush=True)
