# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a wallet, made without a line of ours: a country's PID provider with its status
list, the list of trusted entities that names it, and the access certificate of a relying party.
"""

import base64
import datetime
import http.server
import json
import threading
import time
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from jwcrypto import jwk, jws

DAY = datetime.timedelta(days=1)
REVOKED = 9


class Identity:
    """A key and its certificate: of an authority, or certified by one."""

    def __init__(self, name, country="NO", authority=None, host=None):
        self.key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.now(datetime.timezone.utc)
        subject = x509.Name([
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Peers"),
            x509.NameAttribute(NameOID.COMMON_NAME, name)])
        above = authority or self
        builder = (
            x509.CertificateBuilder().subject_name(subject)
            .issuer_name(authority.certificate.subject if authority else subject)
            .public_key(self.key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY).not_valid_after(now + 90 * DAY)
            .add_extension(x509.BasicConstraints(ca=authority is None, path_length=None), True)
            .add_extension(x509.KeyUsage(
                digital_signature=authority is not None, key_cert_sign=authority is None,
                crl_sign=authority is None, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, encipher_only=False,
                decipher_only=False), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(
                above.key.public_key()), False))
        if host:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        self.certificate = builder.sign(above.key, hashes.SHA256())

    def base64(self):
        return base64.b64encode(
            self.certificate.public_bytes(serialization.Encoding.DER)).decode()

    def certificate_pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def key_pem(self):
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()).decode()

    def token(self, kind, payload):
        """A compact JWS with the certificate in its header."""
        token = jws.JWS(json.dumps(payload).encode())
        header = {"alg": "ES256", "typ": kind, "x5c": [self.base64()]}
        token.add_signature(jwk.JWK.from_pyca(self.key), None, json.dumps(header))
        return token.serialize(compact=True)


class Country:
    """Everybody behind the wallets of these tests, at an address of loopback."""

    def __init__(self, host):
        self.provider_ca, self.status_ca = Identity("PID authority"), Identity("Status authority")
        self.provider = Identity("PID signer", authority=self.provider_ca)
        self.status = Identity("Status signer", authority=self.status_ca)
        self.stranger = Identity("PID signer", authority=Identity("PID authority"))
        self.scheme = Identity("List signer", "EU", Identity("Trust lists", "EU"))
        self.access_ca = Identity("Access authority", "EU")
        self.access = Identity("Relying party", authority=self.access_ca, host=host)
        country = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                kind, body = {
                    "/list": ("application/jwt", country.trusted_list),
                    "/status": ("application/statuslist+jwt", country.status_list),
                }[self.path]
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body().encode())

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.origin = f"http://lists.localhost:{server.server_port}"

    def trusted_list(self):
        """ETSI TS 119 602."""
        def service(kind, identity):
            return {"ServiceInformation": {
                "ServiceTypeIdentifier": f"http://uri.etsi.org/19602/SvcType/PID/{kind}",
                "ServiceName": [{"lang": "en", "value": kind}],
                "ServiceDigitalIdentity": {"X509Certificates": [{"val": identity.base64()}]}}}

        def instant(at):
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))

        now = time.time()
        name = [{"lang": "en", "value": "PID provider of the peers"}]
        about = "http://uri.etsi.org/19602/ListOfTrustedEntities/PIDProvider/NO"
        return self.scheme.token("JOSE", {"LoTE": {
            "ListAndSchemeInformation": {
                "LoTEVersionIdentifier": 1, "LoTESequenceNumber": 1,
                "LoTEType": "http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList",
                "SchemeOperatorName": name, "SchemeTerritory": "EU",
                "ListIssueDateTime": instant(now), "NextUpdate": instant(now + 30 * 86400)},
            "TrustedEntitiesList": [{
                "TrustedEntityInformation": {
                    "TEName": name, "TEInformationURI": [{"lang": "en", "uriValue": about}]},
                "TrustedEntityServices": [
                    service("Issuance", self.provider_ca), service("Revocation", self.status_ca)],
            }]}})

    def status_list(self):
        """Token Status List §5.1: one bit each, of which one is set."""
        bits = bytearray(16)
        bits[REVOKED // 8] |= 1 << (REVOKED % 8)
        lst = base64.urlsafe_b64encode(zlib.compress(bytes(bits))).rstrip(b"=").decode()
        now = int(time.time())
        return self.status.token("statuslist+jwt", {
            "sub": f"{self.origin}/status", "iat": now, "exp": now + 3600, "ttl": 1800,
            "status_list": {"bits": 1, "lst": lst}})

    def sections(self, folder, prefix):
        """The gateway's `[wallet]`, with the files that it names."""
        folder.mkdir(exist_ok=True)
        access = folder / "access.pem"
        access.touch(mode=0o600)
        access.write_text(self.access.key_pem() + self.access.certificate_pem())
        (folder / "list-signer.pem").write_text(self.scheme.certificate_pem())
        return f"""
[wallet]
acr = {{ NO = "high" }}
[[wallet.access]]
certificate = "{access}"
prefix = "{prefix}"
dc_api = ["openid4vp-v1-signed", "openid4vp-v1-unsigned", "org-iso-mdoc"]
[[wallet.list]]
url = "{self.origin}/list"
signers = ["{folder / 'list-signer.pem'}"]
private = true
"""

    def for_wallets(self, person):
        """What a wallet needs to make its own cards, and to know who asks."""
        def signer(identity):
            return {"key": identity.key_pem(), "certificate": identity.certificate_pem()}

        return {
            "person": person, "provider": signer(self.provider), "stranger": signer(self.stranger),
            "access_ca": self.access_ca.certificate_pem(), "status_list": f"{self.origin}/status",
            "revoked": REVOKED}
