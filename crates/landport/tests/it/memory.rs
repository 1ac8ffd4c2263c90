// SPDX-License-Identifier: EUPL-1.2
//! What a running gateway has in its memory: the keys it uses, and nothing that their files said.
//! Attack: a core dump, a swap file, a read past the end of a buffer.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use crate::serve_command::{Place, signal, text};

const PAGE: usize = 4096;

/// What the process may write to, piece by piece; without pages of zeros, which no secret spans: most of what
/// an allocator has was never written to, and each look goes through all of this.
fn memory(process: u32) -> Vec<Vec<u8>> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let mut pieces = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line.split(' ').next().unwrap();
        let (from, to) = range.split_once('-').unwrap();
        let [from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        let mut piece = vec![0; usize::try_from(to - from).unwrap()];
        // A guard page, or gone meanwhile.
        if memory.read_exact_at(&mut piece, from).is_err() {
            continue;
        }
        let mut written = Vec::new();
        for page in piece.chunks(PAGE) {
            if page != &[0; PAGE][..page.len()] {
                written.extend_from_slice(page);
            } else if !written.is_empty() {
                pieces.push(std::mem::take(&mut written));
            }
        }
        pieces.push(written);
    }
    pieces
}

fn holds(memory: &[Vec<u8>], octets: &[u8]) -> bool {
    let finder = memchr::memmem::Finder::new(octets);
    memory.iter().any(|piece| finder.find(piece).is_some())
}

/// What to look for: a piece of the middle, since the first octets of what was freed are the
/// allocator's.
fn middle(octets: &[u8]) -> &[u8] {
    let skip = octets.len() / 4;
    &octets[skip..octets.len() - skip]
}

fn keys(place: &Place) -> Vec<(String, Vec<u8>)> {
    let directory = place.directory.path().join("gateway/keys");
    let files = std::fs::read_dir(directory).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let name = Path::file_name(&path)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

/// The lines of the private key in a PEM file. What OpenSSL makes of them is OpenSSL's to clear.
fn private_key(pem: &[u8]) -> Vec<String> {
    let pem = text(pem);
    let body = pem.split("-----BEGIN PRIVATE KEY-----").nth(1).unwrap();
    let body = body.split("-----END").next().unwrap();
    let lines = body.lines().filter(|line| line.len() > 40);
    lines.map(str::to_owned).collect()
}

#[test]
fn ops_03_what_key_files_said_is_not_in_the_memory_of_a_running_gateway() {
    use base64::Engine as _;
    let place = Place::new();
    let mut gateway = place.serve();
    let memory = memory(gateway.id());
    let mut in_use = 0;
    for (name, file) in keys(&place) {
        if name.ends_with(".key") {
            let octets = base64::engine::general_purpose::STANDARD
                .decode(file.trim_ascii())
                .unwrap();
            assert!(!holds(&memory, middle(&file)), "the text of {name}");
            // The look finds what is there: the keys themselves, in use.
            in_use += usize::from(holds(&memory, &octets));
        } else if name.ends_with(".pem") {
            // The public half is in `/jwks.json`, in the same letters where it begins at a third octet.
            let public = gateway::keys::public_jwk(&file).unwrap_or_default();
            let public = public.replace('-', "+").replace('_', "/").into_bytes();
            let is_public =
                |line: &String| memchr::memmem::find(&public, middle(line.as_bytes())).is_some();
            let mut lines = private_key(&file);
            lines.retain(|line| !is_public(line));
            assert!(!lines.is_empty(), "{name}");
            for line in lines {
                assert!(
                    !holds(&memory, middle(line.as_bytes())),
                    "the text of {name}"
                );
            }
        }
    }
    // The third is the identifiers', which a gateway without a Proxy-Service does not load.
    assert_eq!(in_use, 2);
    signal(&gateway, "-TERM");
    assert!(gateway.wait().unwrap().success());
}
