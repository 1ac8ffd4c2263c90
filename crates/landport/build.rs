//! Which profile this is built with, for `landport --version`. Cargo's own `PROFILE` says `release` of
//! every profile that inherits from it, so the directory says it: `…/PROFILE/build/landport-HASH/out`.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let profile = Path::new(&out).ancestors().nth(3);
    let profile = profile.and_then(|directory| directory.file_name()?.to_str());
    let profile = profile.unwrap_or("unknown");
    println!("cargo::rustc-env=LANDPORT_PROFILE={profile}");
}
