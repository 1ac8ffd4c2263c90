// SPDX-License-Identifier: EUPL-1.2
//! What foreign nodes do: every combination of algorithms, a rolled key, a register that is
//! down, a renewed e-ID, two services of two organisations.

use world::countries::by_code;
use world::country::{Habits, NameIdKind, Takes};
use xmlsec::{Curve, DataEncryption, DigestMethod, KeyKind, KeyWrap, OaepDigest, RsaOaep};

use crate::stage::Stage;

const SIGNING: [KeyKind; 8] = [
    KeyKind::Ec(Curve::P256),
    KeyKind::Ec(Curve::P384),
    KeyKind::Ec(Curve::P521),
    KeyKind::Ec(Curve::BrainpoolP256r1),
    KeyKind::Ec(Curve::BrainpoolP384r1),
    KeyKind::Ec(Curve::BrainpoolP512r1),
    KeyKind::Rsa(3072),
    KeyKind::Rsa(4096),
];

/// Certificate taken and key transport: one axis, since each needs the other.
const TRANSPORT: [(Takes, RsaOaep, KeyWrap); 7] = {
    use DigestMethod::{Sha256, Sha384, Sha512};
    let plain = RsaOaep::sha2(Sha256, Sha256);
    [
        (Takes::FirstRsa, plain, KeyWrap::Aes256),
        (
            Takes::FirstRsa,
            RsaOaep::sha2(Sha384, Sha384),
            KeyWrap::Aes256,
        ),
        (
            Takes::FirstRsa,
            RsaOaep::sha2(Sha512, Sha256),
            KeyWrap::Aes256,
        ),
        (
            Takes::FirstRsa,
            RsaOaep::danger_mgf1p(OaepDigest::Sha2(Sha256)),
            KeyWrap::Aes256,
        ),
        (
            Takes::FirstRsa,
            RsaOaep::danger_mgf1p(OaepDigest::Sha1),
            KeyWrap::Aes256,
        ),
        (Takes::FirstEc, plain, KeyWrap::Aes128),
        (Takes::FirstEc, plain, KeyWrap::Aes256),
    ]
};

/// Greedy pairs: each row covers as many uncovered pairs of two axes as it can.
fn pairwise(sizes: &[usize]) -> Vec<Vec<usize>> {
    let mut open: Vec<(usize, usize, usize, usize)> = Vec::new();
    for a in 0..sizes.len() {
        for b in a + 1..sizes.len() {
            for x in 0..sizes[a] {
                for y in 0..sizes[b] {
                    open.push((a, x, b, y));
                }
            }
        }
    }
    let mut rows = Vec::new();
    while let Some(&(a, x, b, y)) = open.first() {
        let mut row: Vec<Option<usize>> = vec![None; sizes.len()];
        row[a] = Some(x);
        row[b] = Some(y);
        for axis in 0..sizes.len() {
            if row[axis].is_some() {
                continue;
            }
            let gain = |value: usize| {
                open.iter()
                    .filter(|(a, x, b, y)| {
                        (*a == axis && *x == value && row[*b] == Some(*y))
                            || (*b == axis && *y == value && row[*a] == Some(*x))
                    })
                    .count()
            };
            row[axis] = (0..sizes[axis]).max_by_key(|value| gain(*value));
        }
        let row: Vec<usize> = row.into_iter().map(Option::unwrap).collect();
        open.retain(|(a, x, b, y)| row[*a] != *x || row[*b] != *y);
        rows.push(row);
    }
    rows
}

/// signature × digest × content encryption × key transport × inner signature × NameID, pairwise
/// through Malta's node, which has the tolerance for SHA-1 inside OAEP.
#[tokio::test(flavor = "multi_thread")]
async fn every_pair_of_algorithms_arrives() {
    let stage = Stage::with_own_keys().await;
    let malta = by_code("MT").unwrap().habits;
    let rows = pairwise(&[SIGNING.len(), 3, 3, TRANSPORT.len(), 2, 3]);
    for row in rows {
        let (takes, oaep, wrap) = TRANSPORT[row[3]];
        let habits = Habits {
            signing: SIGNING[row[0]],
            digest: DigestMethod::ALL[row[1]],
            content: DataEncryption::ALL[row[2]],
            takes,
            oaep,
            wrap,
            assertion_signed: row[4] == 1,
            name_id: NameIdKind::ALL[row[5]],
            only_rsa_signatures: false,
            ..malta
        };
        let world = stage.together.world.clone();
        tokio::task::spawn_blocking(move || world.set_habits("MT", habits).unwrap())
            .await
            .unwrap();
        stage.refresh_one("MT").await;
        let mut browser = stage.browser();
        let end = stage.log_in(&mut browser, "MT", "two-names").await;
        assert_eq!(end.url.path(), "/me", "{habits:?}: {}", end.heading());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_rolled_a_second_ago_is_believed_once_the_metadata_says_so() {
    let stage = Stage::with_own_keys().await;
    let mut browser = stage.browser();
    let page = stage.login_page(&mut browser, "SE").await;
    stage.together.world.roll_key("SE").unwrap();
    let end = stage.choose_person(&mut browser, &page, "plain").await;
    assert_eq!(end.url.path(), "/me", "{} {}", end.heading(), end.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_is_down_breaks_no_login_and_never_says_no_match() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    stage.together.world.register().set_down(true);
    let end = stage.log_in(&mut browser, "SE", "plain").await;
    assert_eq!(end.url.path(), "/me", "{}", end.heading());
    let before = stage.claims(&mut browser, "trademark").await;
    assert_eq!(before["match_status"], "unavailable");
    assert!(before.get("pid").is_none());
    stage.together.world.register().set_down(false);
    let end = stage.log_in(&mut browser, "SE", "plain").await;
    assert!(
        end.body.contains("A number appeared since last time"),
        "{}",
        end.body
    );
    let after = stage.claims(&mut browser, "trademark").await;
    assert_eq!(after["match_status"], "found");
    assert_eq!(
        after["sub"], before["sub"],
        "sub never changes when a match appears"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_eid_is_somebody_else_to_the_service() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    stage.log_in(&mut browser, "FR", "plain").await;
    let before = stage.claims(&mut browser, "trademark").await;
    let page = stage.login_page(&mut browser, "FR").await;
    let form = page.form_with("person", "plain").unwrap();
    let filled = [("person", "plain"), ("renewed", "1"), ("action", "next")];
    let page = browser.submit(&page, &form, &filled).await;
    let end = browser.settle(page).await;
    let end = stage.told(&mut browser, end).await;
    assert!(end.body.contains("the person is asked"), "{}", end.body);
    let after = stage.claims(&mut browser, "trademark").await;
    assert_ne!(after["sub"], before["sub"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn services_of_two_organisations_know_the_person_by_two_names() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    stage.log_in(&mut browser, "CZ", "plain").await;
    let trademark = stage.claims(&mut browser, "trademark").await;
    let page = browser
        .open(&stage.url("rowing", "/login?as=european"))
        .await;
    let page = stage.choose_country(&mut browser, &page, "CZ").await;
    let end = stage.choose_person(&mut browser, &page, "plain").await;
    assert_eq!(
        end.url.host_str(),
        Some("rowing.localhost"),
        "{}",
        end.heading()
    );
    assert_eq!(end.url.path(), "/me", "{}", end.heading());
    let rowing = stage.claims(&mut browser, "rowing").await;
    assert_ne!(rowing["sub"], trademark["sub"]);
    assert_eq!(
        rowing["eidas_person_identifier"],
        trademark["eidas_person_identifier"]
    );
}
