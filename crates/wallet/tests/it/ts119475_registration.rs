//! Registration certificates: what we may ask. ETSI TS 119 475 §5.2; ARF Topic 44; VP-22.

use serde_json::{Value, json};
use wallet::{
    DcqlQuery, Error, Malformed, Misconfigured, Mismatch, Registration, Untrusted,
    dcql::{Further, Number, PidFormats, PidQuery},
    request::{RegistrationInfo, Request},
};

use crate::{
    fixture::{NOW, object, token, types},
    openid4vp_request::{ACCESS, access, read, request, signed},
    pki::{Identity, Template, anchors},
};

struct Registrar {
    authority: Identity,
    signer: Identity,
}

fn registrar() -> Registrar {
    let authority = Template::authority("registrar CA", "NO").self_signed();
    let signer = Template::signer("registrar", "NO").issued_by(&authority);
    Registrar { authority, signer }
}

fn payload() -> Value {
    let name = "eu.europa.ec.eudi.pid.1";
    json!({
        "name": "Service", "sub": "NTRNO-991825827", "country": "NO",
        "entitlements": ["https://uri.etsi.org/19475/Entitlement/Service_Provider"],
        "iat": NOW - 100, "exp": NOW + 100 * 86_400, "intended_use_id": "login",
        "credentials": [
            {"format": "dc+sd-jwt", "meta": {"vct_values": ["urn:eudi:pid:1"]}, "claim": [
                {"path": ["family_name"]}, {"path": ["given_name"]}, {"path": ["birthdate"]},
                {"path": ["issuing_country"]}, {"path": ["personal_administrative_number"]},
                {"path": ["nationalities"]}]},
            {"format": "mso_mdoc", "meta": {"doctype_value": name}, "claim": [
                {"path": [name, "family_name"]}, {"path": [name, "given_name"]},
                {"path": [name, "birth_date"]}, {"path": [name, "issuing_country"]},
                {"path": [name, "personal_administrative_number"]}]},
            {"format": "jwt_vc_json", "meta": {}}]})
}

fn verify_with(
    header: impl FnOnce(&mut Value),
    change: impl FnOnce(&mut Value),
) -> Result<Registration, Error> {
    let registrar = registrar();
    let (mut head, mut body) = (
        json!({"alg": "ES256", "typ": "rc-wrp+jwt", "x5c": [registrar.signer.base64()]}),
        payload(),
    );
    header(&mut head);
    change(&mut body);
    let jwt = token(&object(head), &object(body), &registrar.signer.key);
    Registration::verify(&jwt, &anchors(&registrar.authority, "NO", "Registrar"), NOW)
}

/// A good one, for others' tests.
pub(crate) fn registration() -> Registration {
    of(|_| ())
}

fn of(change: impl FnOnce(&mut Value)) -> Registration {
    verify_with(|_| (), change).unwrap()
}

/// GEN-5.2.4-08: a certificate of the future or for more than a year; a header that must be understood.
#[test]
fn ts119475_s5_2_4_certificates_that_do_not_count() {
    let at = |claim: &'static str, value: i64| {
        verify_with(|_| (), |claims| claims[claim] = value.into()).map(|_| ())
    };
    let from = NOW + 61;
    let not_yet = Mismatch::NotYet { from, now: NOW };
    assert_eq!(at("iat", NOW + 60), Ok(()));
    assert_eq!(at("iat", from), Err(not_yet.into()));
    let year = NOW - 100 + 366 * 86_400;
    assert_eq!(at("exp", year), Ok(()));
    let odd = Malformed::Claim { claim: "exp" };
    assert_eq!(at("exp", year + 1), Err(odd.into()));
    let critical = verify_with(|header| header["crit"] = json!(["b64"]), |_| ());
    assert_eq!(critical.map(|_| ()), Err(Untrusted::Critical.into()));
}

/// ARF RPRC_19: exactly one, by value.
#[test]
fn arf_rprc_19_goes_into_the_request_by_value() {
    let registration = of(|_| ());
    assert_eq!(registration.subject(), "NTRNO-991825827");
    assert_eq!(registration.intended_use(), Some("login"));
    assert_eq!(registration.expires(), Some(NOW + 100 * 86_400));
    let request = Request {
        registration: RegistrationInfo::By(&registration),
        ..request("x509_hash:x")
    };
    let (_, claims) = read(&signed(&request).unwrap());
    let expected = json!([{"format": "registration_cert", "data": registration.token()}]);
    assert_eq!(claims["verifier_info"], expected);
}

/// VP-22: what is asked is registered, in each format.
#[test]
fn vp_22_over_asking_is_found_at_start() {
    let further = [Further::Nationality];
    let query = |formats, further| {
        DcqlQuery::pid(&PidQuery {
            formats,
            number: Number::IfPresent,
            further,
            types: &types(),
            authorities: &[],
        })
    };
    let missing = |format, claim: &str| {
        Err(Misconfigured::NotRegistered {
            format,
            claim: claim.to_owned(),
        }
        .into())
    };
    let registration = of(|_| ());
    registration.covers(&query(PidFormats::Both, &[])).unwrap();
    // What is inside a registered claim is registered.
    registration
        .covers(&query(PidFormats::SdJwtVc, &further))
        .unwrap();
    // The entry for one format does not cover its twin.
    let name = "eu.europa.ec.eudi.pid.1/nationality";
    assert_eq!(
        registration.covers(&query(PidFormats::Both, &further)),
        missing("mso_mdoc", name)
    );
    let one = of(|p| drop(p["credentials"].as_array_mut().unwrap().remove(1)));
    assert_eq!(
        one.covers(&query(PidFormats::Both, &[])),
        missing("mso_mdoc", "the credential")
    );
    let other = of(|p| p["credentials"][0]["meta"]["vct_values"] = json!(["urn:eudi:ehic:1"]));
    assert_eq!(
        other.covers(&query(PidFormats::SdJwtVc, &[])),
        missing("dc+sd-jwt", "the credential")
    );
    let less = of(|p| {
        drop(
            p["credentials"][0]["claim"]
                .as_array_mut()
                .unwrap()
                .remove(4),
        )
    });
    assert_eq!(
        less.covers(&query(PidFormats::SdJwtVc, &[])),
        missing("dc+sd-jwt", "personal_administrative_number")
    );
    // Of two types that are asked for each may have its own entry, for all that is asked of it.
    let both = |formats| {
        let types = ["urn:eudi:pid:1", "urn:eudi:pid:de:1"].map(str::to_owned);
        DcqlQuery::pid(&PidQuery {
            formats,
            number: Number::IfPresent,
            further: &[],
            types: &types,
            authorities: &[],
        })
    };
    let entry = |p: &mut Value, claims: usize| {
        let mut own = p["credentials"][0].clone();
        own["meta"]["vct_values"] = json!(["urn:eudi:pid:de:1"]);
        own["claim"].as_array_mut().unwrap().truncate(claims);
        p["credentials"].as_array_mut().unwrap().push(own);
    };
    let two = of(|p| entry(p, 6));
    two.covers(&both(PidFormats::Both)).unwrap();
    let less = of(|p| entry(p, 4));
    assert_eq!(
        less.covers(&both(PidFormats::SdJwtVc)),
        missing("dc+sd-jwt", "personal_administrative_number")
    );
    assert_eq!(
        registration.covers(&both(PidFormats::SdJwtVc)),
        missing("dc+sd-jwt", "the credential")
    );
    // The announced spelling.
    let renamed = of(|p| {
        let credential = p["credentials"][0].as_object_mut().unwrap();
        let claims = credential.remove("claim").unwrap();
        credential.insert("claims".to_owned(), claims);
    });
    renamed.covers(&query(PidFormats::SdJwtVc, &[])).unwrap();
    // No claims registered: none may be asked.
    let none = of(|p| p["credentials"][0]["claim"] = json!([]));
    assert_eq!(
        none.covers(&query(PidFormats::SdJwtVc, &[])),
        missing("dc+sd-jwt", "family_name")
    );
}

/// GEN-5.1.1-04, table 10.
#[test]
fn ts119475_gen_5_1_1_04_belongs_to_the_access_certificate() {
    of(|_| ()).is_for(&access()).unwrap();
    let of_another = Err(Misconfigured::RegistrationOfAnother.into());
    assert_eq!(
        of(|p| p["sub"] = "NTRNO-1".into()).is_for(&access()),
        of_another
    );
    let by_us = of(|p| {
        p["sub"] = "NTRNO-1".into();
        p["intermediary"] = json!({"sub": "NTRNO-991825827", "sname": "Gateway"});
    });
    by_us.is_for(&access()).unwrap();
    assert_eq!(by_us.subject(), "NTRNO-1");
    let by_another = of(|p| p["intermediary"] = json!({"sub": "NTRNO-1"}));
    assert_eq!(by_another.is_for(&access()), of_another);
}

#[test]
fn ts119475_s5_2_certificates_that_are_refused() {
    let claims =
        |change: &dyn Fn(&mut Value)| verify_with(|_| (), |p| change(p)).map(|_| ()).unwrap_err();
    let header =
        |change: &dyn Fn(&mut Value)| verify_with(|h| change(h), |_| ()).map(|_| ()).unwrap_err();
    let claim = |claim| Error::from(Malformed::Claim { claim });
    verify_with(|h| h["typ"] = "rc-rp+jwt".into(), |_| ()).unwrap();
    assert_eq!(header(&|h| h["typ"] = "JWT".into()), Untrusted::Type.into());
    assert_eq!(
        header(&|h| h["alg"] = "none".into()),
        Untrusted::Algorithm.into()
    );
    assert_eq!(
        header(&|h| h["x5c"] = json!([ACCESS.base64()])),
        Untrusted::UnknownIssuer.into()
    );
    assert_eq!(
        claims(&|p| p["exp"] = NOW.into()),
        Mismatch::Expired {
            until: NOW,
            now: NOW
        }
        .into()
    );
    assert_eq!(
        claims(&|p| p["exp"] = (NOW + 400 * 86_400).into()),
        claim("exp")
    );
    assert_eq!(claims(&|p| p["sub"] = Value::Null), claim("sub"));
    assert_eq!(
        claims(&|p| p["credentials"] = json!({})),
        claim("credentials")
    );
    assert_eq!(
        claims(&|p| p["intermediary"] = json!({})),
        claim("intermediary")
    );
}
