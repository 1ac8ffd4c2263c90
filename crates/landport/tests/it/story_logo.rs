// SPDX-License-Identifier: EUPL-1.2
//! Each e-ID has its picture on the page.

use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn each_eid_has_its_picture() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = browser
        .open(&stage.url("trademark", "/login?as=anyone"))
        .await;
    let (_, choices) = page.body.split_once("<main").unwrap();
    let pictures: Vec<_> = choices.split("<img src=\"").skip(1).collect();
    // Five e-IDs, Europe and the wallet.
    assert_eq!(pictures.len(), 7, "{}", page.body);
    for picture in pictures {
        let address = picture.split('"').next().unwrap();
        let picture = browser.open(&stage.url("no", address)).await;
        assert!(picture.body.starts_with("<svg "), "{}", picture.body);
    }
    let none = browser.open(&stage.url("no", "/logo/000000000000")).await;
    assert!(none.body.contains("<html"), "{}", none.body);
}
