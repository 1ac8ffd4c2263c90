# SPDX-License-Identifier: EUPL-1.2
"""Honest connectors: every way to ask, every kind of key, and everything that may come of it."""

import base64
import copy
import urllib.parse

from cryptography.hazmat.primitives.asymmetric import ec
from saml2.xml import schema
from saml2.xml.schema import XMLSchemaError

from answers import Answer
from browser import Browser
from connector import Connector
from saml import LOA, MORE, MORE07, NAME_ID, NATURAL, POST, UNSPECIFIED, XENC11, Key, Refused
from second_road import ODD_RELAY_STATE

WAYS = ["post", "redirect", "get", "get-deflated"]


def prepare(road):
    # Takes whatever the profile demands, and decrypts with ECDH-ES.
    road.add("elliptic", Connector("EE", "ecdsa-p256"))
    # An RSA house: verifies PSS alone, decrypts with OAEP, and wants 128 bits.
    road.add("rsa", Connector("LV", "pss-sha256", verifies=[MORE07 + "sha256-rsa-MGF1"],
                              content=[XENC11 + "aes128-gcm"]))
    # Says its sector in each request, and lives on a curve of Brainpool's.
    road.add("brainpool", Connector("LT", "ecdsa-brainpool-p256", decrypt=ec.BrainpoolP256R1,
                                    sp_type=None))


def walk(road):
    elliptic, rsa, brainpool = (road.connectors[n] for n in ("elliptic", "rsa", "brainpool"))
    the_judge_judges(road, elliptic, rsa)
    every_way(road, elliptic, rsa, brainpool)
    name_ids(road, elliptic, rsa)
    rollover(road, rsa)
    levels(road, elliptic)
    endings(road, elliptic)
    answered_questions(road, elliptic, brainpool)
    print("ok   every failure carries its status pair and a StatusMessage, and no assertion")


def the_judge_judges(road, elliptic, rsa):
    """A check that could not fail would prove nothing: what is right of one answer is wrong of
    another question, another connector, another key, and in another shape.
    """
    answer, _ = road.whole(elliptic)
    judge = lambda xml=answer.xml, connector=elliptic, proxy=road.proxy, request=answer.request: (
        Answer(xml, connector, proxy, request))
    judge()
    other = copy.copy(road.proxy)
    other.signing = [rsa.message_key.pem]
    for wrong in ({"request": "_another"}, {"connector": rsa}, {"proxy": other},
                  {"xml": answer.xml.replace(b"consent:obtained", b"consent:implicit")}):
        refuses(Refused, lambda wrong=wrong: judge(**wrong))
    plain = answer.plaintext.decode()
    schema.validate(plain)
    for right, wrong in (("1990-05-14", "14 May 1990"), ("CurrentFamilyNameType", "ShoeSizeType"),
                         ("<saml2:Conditions", "<saml2:Advice/><saml2:Conditions"),
                         ('Version="2.0" ', "")):
        assert right in plain, f"{right} is not in the assertion"
        refuses(XMLSchemaError, lambda: schema.validate(plain.replace(right, wrong, 1)))


def refuses(error, judge):
    try:
        judge()
    except error:
        return
    raise AssertionError("what is wrong was taken")


def every_way(road, elliptic, rsa, brainpool):
    methods = {"elliptic": MORE + "ecdsa-sha256", "rsa": MORE07 + "sha256-rsa-MGF1",
               "brainpool": MORE + "ecdsa-sha256"}
    for name, connector in (("elliptic", elliptic), ("rsa", rsa), ("brainpool", brainpool)):
        sector = {} if connector.sp_type else {"sp_type": "public"}
        for way in WAYS:
            answer, consent = road.whole(connector, way, relay_state=ODD_RELAY_STATE, **sector)
            assert answer.method == methods[name], f"{name}: {answer.method}"
            assert len(answer.attributes) == 4, answer.attributes
            for last in ("CurrentFamilyName", "CurrentGivenName", "PersonIdentifier"):
                assert answer.value(last) in consent.text, f"{last} was not shown"
            assert answer.value("PersonIdentifier").startswith(f"NO/{connector.country}/")
            assert answer.level == LOA + "high", answer.level
        print(f"ok   {name} ({connector.sign}): {', '.join(WAYS)}; answered, opened, by the schema")
    # Base64 in lines, as EC nodes send it.
    browser = Browser()
    request, root = elliptic.request(road.proxy.sso[POST])
    lines = base64.encodebytes(elliptic.signed(root)).replace(b"\n", b"\r\n").decode()
    page = browser.open(road.proxy.sso[POST], "POST", urllib.parse.urlencode({"SAMLRequest": lines}))
    page = browser.submit(road.log_in(browser, page).form_with("shown"), action="approve")
    road.bring(browser, page, elliptic, request)
    # None, and the empty one, are two things. SAML Bindings §3.5.3.
    road.whole(elliptic, relay_state=None)
    road.whole(elliptic, "redirect", relay_state="")
    road.whole(elliptic, relay_state="é" * 80)


def name_ids(road, elliptic, rsa):
    persistent = NAME_ID + "persistent"
    first, _ = road.whole(elliptic, policy=persistent)
    again, _ = road.whole(elliptic, policy=UNSPECIFIED)
    elsewhere, _ = road.whole(rsa, policy=persistent)
    assert {first.name_id_format, again.name_id_format} == {persistent}
    assert first.name_id == again.name_id != elsewhere.name_id, "persistent NameIDs"
    identifiers = [a.value("PersonIdentifier").split("/", 2)[2] for a in (first, again, elsewhere)]
    assert identifiers[0] == identifiers[1] != identifiers[2], "identifiers per country"
    once, _ = road.whole(elliptic, policy=NAME_ID + "transient")
    twice, _ = road.whole(elliptic, policy=NAME_ID + "transient")
    assert {once.name_id_format, twice.name_id_format} == {NAME_ID + "transient"}
    assert len({once.name_id, twice.name_id, first.name_id}) == 3, "transient NameIDs"
    print("ok   NameIDs: persistent per connector and person, transient never twice")


def rollover(road, rsa):
    """A connector that rolls its message key is understood at once: the unknown key wakes a reading
    of its metadata. The key that no longer stands there counts no more.
    """
    old, rsa.message_key = rsa.message_key, Key("rsa", "messages, second", rsa.country)
    road.whole(rsa)
    road.whole(rsa, "redirect")
    _, root = rsa.request(road.proxy.sso[POST])
    page = road.send(Browser(), rsa, rsa.signed(root, key=old))
    road.refused(rsa, page, "sig.untrusted_key")
    print("ok   a new message key counts from its first message, the old one no more")


def levels(road, elliptic):
    answer, _ = road.whole(elliptic, eid="minid", level=LOA + "substantial")
    assert answer.level == LOA + "substantial", answer.level
    answer, _ = road.whole(elliptic, level=LOA + "high")
    assert answer.level == LOA + "high", answer.level
    # MinID does not reach high: it cannot be chosen.
    _, page = road.ask(Browser(), elliptic, level=LOA + "high")
    assert "minid" not in page.form_with("eid")["choices"]["eid"], page.source
    # Optional attributes nobody knows of her are left out and said so.
    answer, _ = road.whole(elliptic, optional=["Gender", "BirthName"])
    assert len(answer.attributes) == 4, answer.attributes
    answer, _ = road.whole(elliptic, person="two-names")
    assert answer.value("CurrentFamilyName"), answer.attributes
    print("ok   the level is the one reached, and never above what the e-ID is notified at")


def endings(road, connector):
    """Each way a login ends without a person."""
    def end(browser, request, page, wanted):
        answer = road.bring(browser, page, connector, request, "relay")
        got = answer.codes[0], answer.codes[1] if len(answer.codes) > 1 else None
        assert got == wanted and answer.attributes is None, f"{got} instead of {wanted}"
        return answer.message

    def begin():
        browser = Browser()
        return browser, *road.ask(browser, connector, relay_state="relay")

    browser, request, page = begin()
    page = browser.submit(page.form_with("eid"), action="cancel")
    end(browser, request, page, ("Responder", "AuthnFailed"))

    browser, request, page = begin()
    page = road.log_in(browser, page)
    page = browser.submit(page.form_with("shown"), action="decline")
    message = end(browser, request, page, ("Responder", "RequestDenied"))
    assert message == "Citizen consent not given.", message

    for person, action in (("plain", "cancel"), ("cancel", "next"), ("fails", "next")):
        browser, request, page = begin()
        page = road.log_in(browser, page, person=person, action=action)
        assert page.status >= 400 and "SAMLResponse" not in page.source, page.text
        page = browser.submit(page.form_with("action"), action="back")
        end(browser, request, page, ("Responder", "AuthnFailed"))

    # She has one name only, and a given name is mandatory: nothing can be sent.
    browser, request, page = begin()
    page = road.log_in(browser, page, person="one-name")
    page = browser.submit(page.form_with("action"), action="back")
    message = end(browser, request, page, ("Responder", None))
    assert message.startswith("202010"), message

    # Once only: the same consent again is the same answer or none, never a second one.
    browser, request, page = begin()
    page = road.log_in(browser, page)
    form = page.form_with("shown")
    page = browser.submit(form, action="approve")
    first = page.form_with("SAMLResponse")["fields"]
    again = browser.submit(form, action="approve")
    assert not any(f["fields"] and f["fields"] != first and "SAMLResponse" in dict(f["fields"])
                   for f in again.forms), "a second answer to one question"


def answered_questions(road, elliptic, brainpool):
    """Proven questions that are refused: a signed failure to the ACS of the metadata, and the name
    of the rule in the audit trail.
    """
    def rejected(connector, reason, wanted, start, **habits):
        browser = Browser()
        request, page = road.ask(browser, connector, **habits)
        answer = road.bring(browser, page, connector, request)
        got = answer.codes[0], answer.codes[1] if len(answer.codes) > 1 else None
        assert got == wanted, f"{habits}: {got} {answer.message}"
        assert answer.message.startswith(start), answer.message
        outcomes = [event["outcome"] for event in road.events()
                    if event["event"] == "saml_message_received" and event["id"] == request]
        assert outcomes == [reason], f"{outcomes} instead of {reason}"

    requester, attributes = ("Requester", None), ("Requester", "InvalidAttrNameOrValue")
    rejected(elliptic, "unsupported_name_id_format", ("Requester", "InvalidNameIDPolicy"), "202022",
             policy="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")
    # A level that our metadata does not publish, and three that are none.
    rejected(elliptic, "loa_not_published", requester, "202015", comparison="exact",
             level="http://eidas.europa.eu/NotNotified/LoA/low")
    rejected(elliptic, "saml.level", requester, "202015", comparison="maximum")
    rejected(elliptic, "saml.level", requester, "202015", comparison="exact")
    rejected(elliptic, "saml.level", requester, "202015", level=LOA + "highest")
    rejected(elliptic, "saml.mixed_persons", attributes, "202005",
             required=["http://eidas.europa.eu/attributes/legalperson/LegalName"])
    rejected(elliptic, "saml.representative_requested", attributes, "203024",
             required=[f"{NATURAL}/representative/PersonIdentifier"])
    rejected(elliptic, "saml.sp_type_twice", requester, "202016", sp_type="public")
    rejected(brainpool, "saml.sp_type_missing", requester, "202017")
    rejected(brainpool, "requester_id_missing", requester, "202020", sp_type="private")
    rejected(brainpool, "accepted", ("Responder", "RequestDenied"), "No electronic",
             sp_type="private", requester="https://shop.example.lt")
