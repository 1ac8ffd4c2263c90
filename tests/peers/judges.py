#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Verifiers that nobody here wrote judge presentations whose verdict ours asserts (crates/wallet,
`presentations_are_accepted_and_refused_for_their_reason`): of SD-JWT VCs polaris-oid4vp by its command and
openvc-core by its documented entry, of mdocs isomdoc and multipaz by theirs, which leave path and type of
document to who calls them. Prints where they differ from ours; ends with 1 where one refuses what ours
takes. On demand, since openvc-core is LGPL-3.0 and no test needs them:

    python3 -m venv judges
    judges/bin/pip install polaris-oid4vp==1.0.0 openvc-core==1.37.0 isomdoc==0.0.5 cbor2==6.3.0
    judges/bin/python tests/peers/judges.py <folder with cases.json and pki/> [what starts the wallet of multipaz]

With `cost` in place of the folder it reads { request, presentation, anchor, times } and says how many
seconds of CPU each spends on that presentation: `scripts/bench wallet`. docs/wallet.md has what came of it.
"""

import base64
import datetime
import hashlib
import contextlib
import importlib.metadata
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from cryptography import x509
from openvc.openid4vp import verify_vp_token


class OpenVc:
    name = "openvc-core"

    def __init__(self, anchor, request, query, now):
        self.request, self.query = request, query
        self.anchor = x509.load_pem_x509_certificate(anchor.read_bytes())
        asked = [of for of in request["dcql_query"]["credentials"] if of["id"] == query]
        self.asked = {"credentials": asked}
        # The cases are of one instant, and it reads the clock.
        time.time = lambda: now

    def judge(self, presentation):
        try:
            verify_vp_token(
                {self.query: [presentation]}, dcql_query=self.asked, nonce=self.request["nonce"],
                client_id=self.request["client_id"], x5c_trust_anchors=[self.anchor],
                require_holder_binding=True, kb_max_age_s=300)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None


class Polaris:
    name = "polaris-oid4vp"

    def __init__(self, anchor, request, query, now):
        self.query, place = query, pathlib.Path(tempfile.mkdtemp(prefix="judges-"))
        asked = [of for of in request["dcql_query"]["credentials"] if of["id"] == query]
        (place / "request.json").write_text(
            json.dumps(request | {"dcql_query": {"credentials": asked}}))
        self.token = place / "token.json"
        [command] = importlib.metadata.entry_points(group="console_scripts", name="polaris-oid4vp")
        # The command, without a start of Python each time.
        self.command = command.load()
        self.arguments = [
            "polaris-oid4vp", "verdict", "--request", str(place / "request.json"),
            "--vp-token", str(self.token), "--issuer-trust-anchor", str(anchor), "--now", str(now)]

    def judge(self, presentation):
        self.token.write_text(json.dumps({self.query: [presentation]}))
        said, sys.argv = io.StringIO(), self.arguments
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                code = self.command()
            except SystemExit as end:
                code = end.code
        return None if code in (None, 0) else f"{code}: {said.getvalue().strip()[-160:]}"


PID = "eu.europa.ec.eudi.pid.1"


class IsoMdoc:
    name = "isomdoc"

    def __init__(self, anchor, request, _query, now):
        # Only what judges mdocs needs them.
        import cbor2
        from isomdoc.verify.verify_mdoc import verify_device_response
        self.verify = verify_device_response
        self.anchor = x509.load_pem_x509_certificate(anchor.read_bytes())
        self.now = datetime.datetime.fromtimestamp(now, datetime.timezone.utc)
        # OpenID4VP B.2.6.1; RFC 7638.
        key = request["client_metadata"]["jwks"]["keys"][0]
        members = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")},
                             separators=(",", ":"), sort_keys=True)
        info = cbor2.dumps([request["client_id"], request["nonce"],
                            hashlib.sha256(members.encode()).digest(), request["response_uri"]])
        self.transcript = [None, None, ["OpenID4VPHandover", hashlib.sha256(info).digest()]]

    def judge(self, presentation):
        try:
            octets = base64.urlsafe_b64decode(presentation + "=" * (-len(presentation) % 4))
            [document] = self.verify(octets, self.transcript).documents
            # What it leaves to who calls it.
            issuer = document.issuer_signed
            issuer.mso_certificate_chain[0].verify_directly_issued_by(self.anchor)
            assert document.doctype == PID, document.doctype
            within = issuer.validity_info
            assert within.valid_from <= self.now <= within.valid_until, "not valid now"
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None


class Multipaz:
    """The whole library in one job."""
    name = "multipaz"

    def __init__(self, command, anchor, request, cases):
        key = request["client_metadata"]["jwks"]["keys"][0]
        job = {"judge": {
            "anchor": anchor.read_text(), "type": PID, "client_id": request["client_id"],
            "nonce": request["nonce"], "response_uri": request["response_uri"],
            "x": key["x"], "y": key["y"], "presentations": [case["vp"] for case in cases]}}
        done = subprocess.run([command], input=json.dumps(job) + "\n", capture_output=True, text=True)
        told = json.loads(done.stdout.splitlines()[-1])
        assert "failed" not in told, told
        self.told = dict(zip((case["vp"] for case in cases), told["judged"]))

    def judge(self, presentation):
        return self.told[presentation]


def cost(job):
    """CPU seconds of one verification, by judge."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="judges-"))
    (folder / "anchor.pem").write_text(job["anchor"])
    request = job["request"]
    query = next(of["id"] for of in request["dcql_query"]["credentials"] if of["format"] == "dc+sd-jwt")
    costs = {}
    for kind in (Polaris, OpenVc):
        judge = kind(folder / "anchor.pem", request, query, int(time.time()))
        why = judge.judge(job["presentation"])
        assert why is None, f"{judge.name}: {why}"
        started = time.process_time()
        for _ in range(job["times"]):
            judge.judge(job["presentation"])
        costs[judge.name] = (time.process_time() - started) / job["times"]
    return costs


def main():
    if sys.argv[1] == "cost":
        print(json.dumps(cost(json.load(sys.stdin))))
        return
    folder = pathlib.Path(sys.argv[1])
    cases = json.loads((folder / "cases.json").read_text())
    now, anchor = cases["now"] + 5, folder / "pki" / "iaca.crt"
    request, wrong = cases["request"], 0
    sd_jwt, mdoc = ([case for case in cases["cases"] if (case["fmt"] == "sdjwt") == is_it]
                    for is_it in (True, False))
    assert sd_jwt and mdoc, "no case"
    # The last stops the clock.
    wrong += differ(IsoMdoc(anchor, request, None, now), mdoc)
    if len(sys.argv) > 2:
        wrong += differ(Multipaz(sys.argv[2], anchor, request, mdoc), mdoc)
    wrong += differ(Polaris(anchor, request, "pid_sdjwt", now), sd_jwt)
    wrong += differ(OpenVc(anchor, request, "pid_sdjwt", now), sd_jwt)
    sys.exit(1 if wrong else 0)


def differ(judge, cases):
    """Says where they differ, and counts what is refused that ours takes. Some may be either."""
    wrong, same, counted = 0, 0, [case for case in cases if case["expect"] != "either"]
    for case in counted:
        why, ours = judge.judge(case["vp"]), case["expect"] == "accept"
        if (why is None) == ours:
            same += 1
            continue
        wrong += ours
        said = "takes what ours refuses" if why is None else f"refuses what ours takes: {why}"
        print(f"{judge.name} {case['name']}: {said}")
    print(f"{judge.name}: {same} of {len(counted)} as ours")
    return wrong


if __name__ == "__main__":
    main()
