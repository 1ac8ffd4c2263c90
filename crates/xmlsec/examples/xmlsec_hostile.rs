//! What a stranger's document costs: every shape of `tests/it/shapes.rs`, filled to the size of a
//! request and of a whole message, with the time to parse it. `scripts/bench hostile` runs this.
//!
//! Ends with an error if one of them costs more than two milliseconds at the size that anybody may
//! send. docs/security.md.
#![expect(clippy::disallowed_methods, reason = "a measurement")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use xmlsec::{Document, Limits};

#[path = "../tests/it/shapes.rs"]
mod shapes;

/// What a request may be after inflating; what the octets of one form field may be.
const SIZES: [usize; 2] = [24 * 1024, 96 * 1024];
const MOST: Duration = Duration::from_millis(2);

/// The quickest of many: on a shared machine the others measure the neighbours.
fn cost(xml: &str) -> Option<Duration> {
    let once = || {
        let start = Instant::now();
        let document = Document::parse(black_box(xml.as_bytes()), &Limits::MESSAGE);
        black_box(document).is_ok().then(|| start.elapsed())
    };
    (0..30).map(|_| once()).min().flatten()
}

fn main() -> ExitCode {
    let mut costly = 0;
    println!("{:42}{:>26}{:>26}", "", "24 KiB", "96 KiB");
    for shape in shapes::all() {
        let columns = SIZES.map(|octets| {
            let xml = shape.of(octets);
            let Some(cost) = cost(&xml) else {
                return format!("{:>26}", "refused");
            };
            costly += u32::from(cost > MOST);
            let (micros, octets) = (cost.as_secs_f64() * 1e6, xml.len());
            let each = cost.as_nanos() as f64 / octets as f64;
            format!("{micros:12.0} µs {each:7.1} ns/o")
        });
        println!("{:42}{}", shape.name, columns.concat());
    }
    if costly == 0 {
        return ExitCode::SUCCESS;
    }
    eprintln!("{costly} cost more than {MOST:?}");
    ExitCode::FAILURE
}
