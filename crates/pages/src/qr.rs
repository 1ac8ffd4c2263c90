// SPDX-License-Identifier: EUPL-1.2
//! A QR code for the link that opens a wallet. ISO/IEC 18004: octets as they are, error correction M.
//!
//! Own, since a code is made for each login and whoever tries all eight masks, as §7.8 has a printer do,
//! spends three signatures' worth of time on it (ADR 12). Here the mask is always the first. Whatever reads
//! codes reads all eight; what they are for, a picture without large areas, is given: most of a link are
//! random letters. The tests hold every module against another's implementation.

/// A code: rows of modules, `true` is dark.
pub(crate) struct Code {
    side: usize,
    dark: Vec<bool>,
    /// Part of a pattern by which the code is found: no data, no mask.
    fixed: Vec<bool>,
}

/// Version 1 to 40: error correction octets of each block, and how many blocks, at level M. Table 9.
const BLOCKS: [(usize, usize); 40] = [
    (10, 1),
    (16, 1),
    (26, 1),
    (18, 2),
    (24, 2),
    (16, 4),
    (18, 4),
    (22, 4),
    (22, 5),
    (26, 5),
    (30, 5),
    (22, 8),
    (22, 9),
    (24, 9),
    (24, 10),
    (28, 10),
    (28, 11),
    (26, 13),
    (26, 14),
    (26, 16),
    (26, 17),
    (28, 17),
    (28, 18),
    (28, 20),
    (28, 21),
    (28, 23),
    (28, 25),
    (28, 26),
    (28, 28),
    (28, 29),
    (28, 31),
    (28, 33),
    (28, 35),
    (28, 37),
    (28, 38),
    (28, 40),
    (28, 43),
    (28, 45),
    (28, 47),
    (28, 49),
];

/// Level M and mask 0, with their own error correction. §7.9.1.
const FORMAT: u32 = 0x5412;

impl Code {
    /// `None` for a text that no code holds.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (version, octets) = (1..)
            .zip(BLOCKS)
            .find_map(|(version, blocks)| Some((version, octets(text, version, blocks)?)))?;
        let side = 17 + 4 * version;
        let mut code = Self {
            side,
            dark: vec![false; side * side],
            fixed: vec![false; side * side],
        };
        code.fix(version);
        code.fill(&octets);
        Some(code)
    }

    /// Modules of a side.
    pub(crate) const fn side(&self) -> usize {
        self.side
    }

    /// The rows, from above.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks(self.side)
    }

    fn set_fixed(&mut self, x: usize, y: usize, dark: bool) {
        let at = y * self.side + x;
        if let (Some(module), Some(fixed)) = (self.dark.get_mut(at), self.fixed.get_mut(at)) {
            (*module, *fixed) = (dark, true);
        }
    }

    /// All patterns. §6.3, §7.9, §7.10.
    fn fix(&mut self, version: usize) {
        let side = self.side;
        for at in 0..side {
            self.set_fixed(6, at, at % 2 == 0);
            self.set_fixed(at, 6, at % 2 == 0);
        }
        // Finders with a white frame, which is outside the code on two sides.
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] {
            self.rings(x, y, 4, |ring| ring != 2 && ring != 4);
        }
        let places = alignments(version);
        let ends = [places.first(), places.last()];
        for x in &places {
            for y in &places {
                let [first, last] = ends;
                let is = |a, b| (Some(x), Some(y)) == (a, b);
                if !(is(first, first) || is(first, last) || is(last, first)) {
                    self.rings(*x, *y, 2, |ring| ring != 1);
                }
            }
        }
        self.fix_format();
        if version >= 7 {
            let bits = version_bits(version);
            for nth in 0..18 {
                let (far, near) = (side - 11 + nth % 3, nth / 3);
                let dark = bits >> nth & 1 == 1;
                self.set_fixed(far, near, dark);
                self.set_fixed(near, far, dark);
            }
        }
    }

    /// Squares around a place, as far as they lie within the code.
    fn rings(&mut self, x: usize, y: usize, most: usize, dark: impl Fn(usize) -> bool) {
        let near = |place: usize| place.saturating_sub(most)..=(place + most).min(self.side - 1);
        let (rows, columns) = (near(y), near(x));
        for row in rows {
            for column in columns.clone() {
                let ring = x.abs_diff(column).max(y.abs_diff(row));
                self.set_fixed(column, row, dark(ring));
            }
        }
    }

    fn fix_format(&mut self) {
        let side = self.side;
        for nth in 0..15 {
            let dark = FORMAT >> nth & 1 == 1;
            let (x, y) = match nth {
                0..=5 => (8, nth),
                6 => (8, 7),
                7 => (8, 8),
                8 => (7, 8),
                _ => (14 - nth, 8),
            };
            self.set_fixed(x, y, dark);
            let (x, y) = match nth {
                0..=7 => (side - 1 - nth, 8),
                _ => (8, side - 15 + nth),
            };
            self.set_fixed(x, y, dark);
        }
        self.set_fixed(8, side - 8, true);
    }

    /// §7.7.3: two columns at a time, from the right, up and down in turn; then mask 0 (§7.8.2).
    fn fill(&mut self, octets: &[u8]) {
        let bit = |octet: &u8, at: u32| octet >> (7 - at) & 1 == 1;
        let mut bits = octets
            .iter()
            .flat_map(|octet| (0..8).map(move |at| bit(octet, at)));
        let pairs = (7..self.side).rev().step_by(2).chain([5, 3, 1]);
        for (nth, right) in pairs.enumerate() {
            for down in 0..self.side {
                let y = if nth % 2 == 0 {
                    self.side - 1 - down
                } else {
                    down
                };
                for x in [right, right - 1] {
                    let at = y * self.side + x;
                    if self.fixed.get(at) == Some(&false)
                        && let Some(module) = self.dark.get_mut(at)
                    {
                        // What is left when all is placed is white, and masked.
                        *module = bits.next().unwrap_or(false) ^ ((x + y) % 2 == 0);
                    }
                }
            }
        }
    }
}

/// Modules of a version that hold data. Table 1.
fn room(version: usize) -> usize {
    let all = (16 * version + 128) * version + 64;
    let aligned = match version {
        1 => 0,
        _ => {
            let each = version / 7 + 2;
            (25 * each - 10) * each - 55
        }
    };
    all - aligned - if version >= 7 { 36 } else { 0 }
}

/// Where the centres of alignment patterns lie, in both directions. Annex E.
fn alignments(version: usize) -> Vec<usize> {
    if version == 1 {
        return Vec::new();
    }
    let (count, last) = (version / 7 + 2, 4 * version + 10);
    let step = match version {
        32 => 26,
        _ => (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2,
    };
    let mut places: Vec<_> = (0..count - 1).map(|nth| last - nth * step).collect();
    places.push(6);
    places.reverse();
    places
}

/// §7.10: the version and twelve bits by which it is corrected.
fn version_bits(version: usize) -> u32 {
    let version = u32::try_from(version).unwrap_or(0);
    let correction = (0..12).fold(version, |rest, _| {
        let overflow = if rest >> 11 & 1 == 1 { 0x1f25 } else { 0 };
        rest << 1 ^ overflow
    });
    version << 12 | correction
}

/// The octets of the code, corrected and interleaved (§7.6); `None` where they have no room.
fn octets(text: &str, version: usize, (correcting, blocks): (usize, usize)) -> Option<Vec<u8>> {
    let all = room(version) / 8;
    let data = data(text, version, all - correcting * blocks)?;
    let (shorter, longer) = (all / blocks - correcting, all % blocks);
    let (mut split, mut rest) = (Vec::with_capacity(blocks), data.as_slice());
    for nth in 0..blocks {
        // The longer ones come last.
        let length = shorter + usize::from(nth >= blocks - longer);
        let (block, more) = rest.split_at_checked(length)?;
        split.push(block);
        rest = more;
    }
    let generator = generator(correcting);
    let corrections: Vec<_> = split
        .iter()
        .map(|block| remainder(block, &generator))
        .collect();
    let mut interleaved = Vec::with_capacity(all);
    for nth in 0..=shorter {
        interleaved.extend(split.iter().filter_map(|block| block.get(nth)));
    }
    for nth in 0..correcting {
        interleaved.extend(corrections.iter().filter_map(|block| block.get(nth)));
    }
    Some(interleaved)
}

/// §7.4: the mode in four bits, the length, the octets, four bits of end, and what fills the room.
fn data(text: &str, version: usize, room: usize) -> Option<Vec<u8>> {
    const OCTETS: u8 = 0b0100;
    let length = u16::try_from(text.len()).ok()?.to_be_bytes();
    let length = match version {
        1..=9 if text.len() < 256 => length.get(1..)?,
        1..=9 => return None,
        _ => &length[..],
    };
    if length.len() + text.len() + 1 > room {
        return None;
    }
    let mut data = Vec::with_capacity(room);
    let mut half = OCTETS;
    for octet in length.iter().chain(text.as_bytes()) {
        data.push(half << 4 | octet >> 4);
        half = octet & 0x0f;
    }
    data.push(half << 4);
    data.extend([0xec, 0x11].into_iter().cycle().take(room - data.len()));
    Some(data)
}

/// Powers of 2 in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1, twice, and their logarithms. §7.5.2.
#[expect(
    clippy::indexing_slicing,
    reason = "by the compiler, which refuses what is out of range"
)]
const POWERS: ([u8; 510], [u8; 256]) = {
    let (mut powers, mut logarithms) = ([0; 510], [0; 256]);
    let (mut power, mut nth) = (1_u8, 0_u8);
    while nth < 255 {
        powers[nth as usize] = power;
        powers[nth as usize + 255] = power;
        logarithms[power as usize] = nth;
        power = power << 1 ^ if power & 0x80 != 0 { 0x1d } else { 0 };
        nth += 1;
    }
    (powers, logarithms)
};

fn product(one: u8, other: u8) -> u8 {
    if one == 0 || other == 0 {
        return 0;
    }
    let (powers, logarithms) = &POWERS;
    let logarithm = |of: u8| logarithms.get(usize::from(of)).copied().unwrap_or(0);
    let sum = usize::from(logarithm(one)) + usize::from(logarithm(other));
    powers.get(sum).copied().unwrap_or(0)
}

/// The product of x − 2ⁱ, without its first coefficient. Annex A.
fn generator(degree: usize) -> Vec<u8> {
    let mut polynomial = vec![0; degree];
    if let Some(last) = polynomial.last_mut() {
        *last = 1;
    }
    let mut root = 1;
    for _ in 0..degree {
        let before = polynomial.clone();
        for (nth, coefficient) in polynomial.iter_mut().enumerate() {
            let next = before.get(nth + 1).copied().unwrap_or(0);
            *coefficient = product(*coefficient, root) ^ next;
        }
        root = product(root, 2);
    }
    polynomial
}

/// What is left of a block that is divided by the generator. §7.5.2.
fn remainder(block: &[u8], generator: &[u8]) -> Vec<u8> {
    let mut rest = vec![0; generator.len()];
    for octet in block {
        let factor = octet ^ rest.first().copied().unwrap_or(0);
        rest.rotate_left(1);
        if let Some(last) = rest.last_mut() {
            *last = 0;
        }
        for (to, coefficient) in rest.iter_mut().zip(generator) {
            *to ^= product(*coefficient, factor);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use fast_qr::{ECL, Mask, Mode, QRBuilder};

    use super::*;

    /// Every length that some code holds would take minutes: those at which a version ends, and some between.
    #[test]
    fn each_module_is_as_in_anothers_code() {
        let alphabet: Vec<char> = ('!'..='~').collect();
        let text = |length: usize| -> String {
            let nth = |at: usize| alphabet[(at * at + at / 7 + length) % alphabet.len()];
            (0..length).map(nth).collect()
        };
        let holds = |version: usize| {
            let (correcting, blocks) = BLOCKS[version - 1];
            let length = if version < 10 { 1 } else { 2 };
            room(version) / 8 - correcting * blocks - length - 1
        };
        // Table 7: octets at level M.
        assert_eq!([1, 9, 10, 40].map(holds), [14, 180, 213, 2331]);
        let mut lengths: Vec<usize> = (1..=40).flat_map(|v| [holds(v), holds(v) + 1]).collect();
        lengths.pop();
        lengths.extend((0..700).step_by(13));
        for length in lengths {
            let text = text(length);
            let code = Code::of(&text).unwrap();
            let mut other = QRBuilder::new(text);
            let other = other.ecl(ECL::M).mode(Mode::Byte).mask(Mask::Checkerboard);
            let other = other.build().unwrap();
            assert_eq!(code.side(), other.size, "{length} octets");
            let modules: Vec<bool> = code.rows().flatten().copied().collect();
            let others = other.data.iter().take(other.size * other.size);
            let others: Vec<bool> = others.map(|module| module.value()).collect();
            assert_eq!(modules, others, "{length} octets");
        }
    }

    #[test]
    fn what_no_code_holds_is_none() {
        assert!(Code::of(&"x".repeat(2331)).is_some());
        assert!(Code::of(&"x".repeat(2332)).is_none());
        assert!(Code::of(&"x".repeat(70_000)).is_none());
    }
}
