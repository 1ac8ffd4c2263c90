#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Verifiers that nobody here wrote judge presentations whose verdict ours asserts (crates/wallet,
`presentations_are_accepted_and_refused_for_their_reason`): polaris-oid4vp by its command, openvc-core by
its documented entry. Prints where they differ from ours; ends with 1 where one refuses what ours takes.
On demand, since neither is a dependency of the tests, and openvc-core is LGPL-3.0:

    python3 -m venv judges && judges/bin/pip install polaris-oid4vp==1.0.0 openvc-core==1.37.0
    judges/bin/python tests/peers/judges.py <folder with cases.json and pki/>

docs/wallet.md has what came of it.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

from cryptography import x509
from openvc.openid4vp import verify_vp_token

QUERY = "pid_sdjwt"


class OpenVc:
    name = "openvc-core"

    def __init__(self, folder, request, now):
        self.request = request
        self.anchor = x509.load_pem_x509_certificate((folder / "pki" / "iaca.crt").read_bytes())
        self.query = {"credentials": [
            query for query in request["dcql_query"]["credentials"] if query["id"] == QUERY]}
        # The cases are of one instant, and it reads the clock.
        time.time = lambda: now

    def judge(self, presentation):
        try:
            verify_vp_token(
                {QUERY: [presentation]}, dcql_query=self.query, nonce=self.request["nonce"],
                client_id=self.request["client_id"], x5c_trust_anchors=[self.anchor],
                require_holder_binding=True, kb_max_age_s=300)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None


class Polaris:
    name = "polaris-oid4vp"

    def __init__(self, folder, request, now):
        self.anchor, self.now = folder / "pki" / "iaca.crt", now
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="judges-"))
        query = [of for of in request["dcql_query"]["credentials"] if of["id"] == QUERY]
        request = request | {"dcql_query": {"credentials": query}}
        (self.place / "request.json").write_text(json.dumps(request))

    def judge(self, presentation):
        (self.place / "token.json").write_text(json.dumps({QUERY: [presentation]}))
        command = pathlib.Path(sys.executable).with_name("polaris-oid4vp")
        done = subprocess.run(
            [command, "verdict", "--request", self.place / "request.json",
             "--vp-token", self.place / "token.json", "--issuer-trust-anchor", self.anchor,
             "--now", str(self.now)], capture_output=True, text=True)
        said = (done.stdout + done.stderr).strip().replace("\n", " ")
        return None if done.returncode == 0 else f"{done.returncode}: {said[-160:]}"


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = json.loads((folder / "cases.json").read_text())
    now = cases["now"] + 5
    of_format = [case for case in cases["cases"] if case["fmt"] == "sdjwt"]
    assert of_format, "no case"
    wrong = 0
    for judge in (Polaris(folder, cases["request"], now), OpenVc(folder, cases["request"], now)):
        started, same = time.monotonic(), 0
        for case in of_format:
            why, ours = judge.judge(case["vp"]), case["expect"] == "accept"
            if (why is None) == ours:
                same += 1
                continue
            wrong += ours
            said = "takes what ours refuses" if why is None else f"refuses what ours takes: {why}"
            print(f"{judge.name} {case['name']}: {said}")
        print(f"{judge.name}: {same} of {len(of_format)} as ours, {time.monotonic() - started:.1f} s")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
