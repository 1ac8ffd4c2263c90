// SPDX-License-Identifier: EUPL-1.2
//! What was secret is not in memory when it is dropped. Attack: a core dump, a swap file.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

use oidc::protocol::{CodeVerifier, Opaque};
use store::Secret;
use store::env::Env;
use zeroize::Zeroizing;

const MASK: u8 = 0x55;

/// What to look for, in a form that is not found itself: the middle of it, since the first octets of
/// what was freed are the allocator's.
fn masked(secret: &str) -> Vec<u8> {
    let middle = secret.bytes().skip(17).take(24);
    let masked: Vec<_> = middle.map(|octet| octet ^ MASK).collect();
    assert_eq!(masked.len(), 24);
    masked
}

/// Is it anywhere in what this process may write to?
fn in_memory(masked: &[u8]) -> bool {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let memory = File::open("/proc/self/mem").unwrap();
    let first = masked[0] ^ MASK;
    let here = |window: &[u8]| {
        window[0] == first && window.iter().zip(masked).all(|(a, b)| a ^ MASK == *b)
    };
    // What was looked at is cleared too, or the next look would find it here.
    let mut piece = Zeroizing::new(vec![0; 1 << 20]);
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line.split(' ').next().unwrap();
        let (from, to) = range.split_once('-').unwrap();
        let [mut from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        while from < to {
            let length = usize::try_from(to - from).unwrap().min(piece.len());
            // Gone meanwhile, or a guard page.
            if memory.read_exact_at(&mut piece[..length], from).is_err() {
                break;
            }
            if piece[..length].windows(masked.len()).any(here) {
                return true;
            }
            // Pieces overlap, so that nothing hides between two.
            let step = if length == piece.len() {
                length - masked.len()
            } else {
                length
            };
            from += u64::try_from(step).unwrap();
        }
    }
    false
}

/// Holds it, looks for it, drops it, looks again.
fn is_cleared<S>(what: &str, secret: S, reveal: impl Fn(&S) -> &str) {
    let masked = masked(reveal(&secret));
    assert!(in_memory(&masked), "{what}: the look finds what is there");
    drop(secret);
    assert!(!in_memory(&masked), "{what}: still in memory");
}

#[test]
fn ops_03_a_secret_that_was_dropped_is_in_memory_no_more() {
    let env = Env::system();
    is_cleared("record", Secret::new(&env, i64::MAX), Secret::reveal);
    let setting = gateway::settings::Secret::new(env.token());
    is_cleared("setting", setting, gateway::settings::Secret::reveal);
    let opaque = Opaque::new(env.token()).unwrap();
    is_cleared("opaque", opaque, Opaque::expose);
    let verifier = CodeVerifier::from_random(&env.bytes());
    is_cleared("verifier", verifier, CodeVerifier::expose);
}
