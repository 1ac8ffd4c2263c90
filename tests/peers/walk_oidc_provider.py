# SPDX-License-Identifier: EUPL-1.2
"""oidc-provider as a national e-ID, with PAR and private_key_jwt: both roads go through it."""

import json
import os
import pathlib

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from browser import Browser
from saml import LOA
from stage import free_ports, listening

HERE = pathlib.Path(__file__).resolve().parent
EID = "independent"


def number(day, month, year):
    """A national number of the series for tests: 80 added to the month, right check digits."""
    control = lambda digits, weights: (
        (11 - sum(int(d) * w for d, w in zip(digits, weights)) % 11) % 11)
    for three in range(201, 500):
        nine = f"{day:02}{month + 80:02}{year % 100:02}{three:03}"
        first = control(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
        second = control(nine + str(first), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
        if first < 10 and second < 10:
            return f"{nine}{first}{second}"
    raise AssertionError("no number")


def prepare(road):
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                            serialization.NoEncryption())
    file = road.home / "keys" / f"eid-{EID}.pem"
    file.touch(mode=0o600)
    file.write_bytes(pem)
    [port] = free_ports(1)
    road.pid = number(17, 3, 1984)
    settings = {
        "port": port, "client_id": "landport", "pid": road.pid,
        "redirect_uri": f"{road.issuer}/callback/{EID}",
        # What an operator hands over.
        "jwk": json.loads(road.run("jwk", str(file))),
    }
    (road.dir / "eid.json").write_text(json.dumps(settings))
    os.environ["NODE_PATH"] = road.modules
    road.start(EID, ["node", str(HERE / "eid_provider.mjs"), str(road.dir / "eid.json")],
               listening(port))
    road.eids += f"""
[[eid]]
id = "{EID}"
name = "Independent e-ID"
issuer = "http://localhost:{port}"
client_id = "landport"
key_file = "keys/eid-{EID}.pem"
id_token_alg = "ES256"
private = true

[eid.notification]
state = "notified"
since = "2026-06-01"
level = "high"
scheme = "Independent (test)"

[[eid.attribute]]
name = "Gender"
claim = "gender"
values = {{ female = "Female", male = "Male" }}
"""


def at_eid(browser, page, login="yes"):
    """From the e-ID's own page, or ours before it, to the page after the e-ID."""
    if "/interaction/" not in page.url:
        page = browser.submit(page.form_with("eid"), eid=EID, action="next")
    assert "Independent e-ID" in page.text, f"{page.url} {page.text}"
    assert "prompt=login" in page.text and "sent=login" in page.text, page.text
    page = browser.submit(page.form_with("login"), login=login)
    return browser.open(page.refresh) if page.refresh else page


def walk(road):
    connector = road.connectors["elliptic"]
    for way in ("post", "redirect"):
        browser = Browser()
        request, page = road.ask(browser, connector, way)
        page = at_eid(browser, page)
        page = browser.submit(page.form_with("shown"), action="approve")
        answer = road.bring(browser, page, connector, request)
        person = [answer.value(last) for last in (
            "CurrentGivenName", "CurrentFamilyName", "DateOfBirth")]
        assert person == ["Ingrid Ælva", "Uavhengig", "1984-03-17"], person
        assert answer.level == LOA + "high", answer.level
        assert road.pid not in answer.value("PersonIdentifier"), "the number itself left"
    print("ok   oidc-provider proves a person to a foreign service (PAR, private_key_jwt)")

    # What is asked for and known beyond the minimum leaves, and only then. A name in another script
    # is marked as such. Attribute Profile 1.4 §2.4; `Answer` holds the mark against the letters.
    browser = Browser()
    request, page = road.ask(browser, connector, optional=["Gender", "PlaceOfBirth"])
    page = at_eid(browser, page, login="cyrillic")
    page = browser.submit(page.form_with("shown"), action="approve")
    answer = road.bring(browser, page, connector, request)
    assert answer.value("Gender") == "Female" and len(answer.attributes) == 5, answer.attributes
    assert answer.value("CurrentFamilyName") == "Независимая", answer.attributes
    print("ok   an optional attribute leaves when it is asked for; another script is marked")

    trademark = road.service("trademark")
    browser = Browser()
    page = at_eid(browser, browser.open(f"{trademark}/login?as=anyone"))
    assert page.url.startswith(f"{trademark}/me"), f"{page.url} {page.text}"
    told = json.loads(browser.open(page.url.replace("/me", "/me.json", 1)).source)
    text = json.dumps(told, ensure_ascii=False)
    for wanted in (road.pid, "Ingrid Ælva", "Uavhengig", "1984-03-17", "idporten-loa-high"):
        assert wanted in text, f"{wanted} is not in {text}"
    print("ok   oidc-provider proves a person to a national service")

    browser = Browser()
    page = at_eid(browser, road.ask(browser, connector)[1], login="no")
    assert page.status >= 400, page.text
    assert road.audited(page)["reason"] == "refused_by_eid", road.audited(page)
    # And not by the e-ID's old session: the person is asked again, in the same browser.
    page = browser.submit(page.form_with("action"), action="again")
    page = at_eid(browser, page)
    assert page.form_with("shown"), page.text
    page = at_eid(browser, road.ask(browser, connector)[1])
    assert page.form_with("shown"), page.text
    print("ok   who says no there is told so here, and every login there is a new one")
