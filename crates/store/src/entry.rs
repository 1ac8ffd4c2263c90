//! One stored entry and the rules of tombstones, pure: the same for every backend.

use super::{KEPT_MS, Taken, Taker};

/// What lies under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A value until its time.
    Live { expires_ms: i64, value: Vec<u8> },
    /// A mark that the value was taken.
    Taken {
        expires_ms: i64,
        taken_ms: i64,
        taker: Taker,
        answer: Option<Vec<u8>>,
    },
}

const LIVE: u8 = 1;
const RUNNING: u8 = 2;
const SETTLED: u8 = 3;

impl Entry {
    pub(super) fn expires_ms(&self) -> i64 {
        match self {
            Self::Live { expires_ms, .. } | Self::Taken { expires_ms, .. } => *expires_ms,
        }
    }

    pub(super) fn expired(&self, now_ms: i64) -> bool {
        self.expires_ms() <= now_ms
    }

    pub(super) fn is_live(&self, now_ms: i64) -> bool {
        matches!(self, Self::Live { expires_ms, .. } if *expires_ms > now_ms)
    }

    /// Whether this value lies there, alive.
    pub(super) fn is_live_as(&self, was: &[u8], now_ms: i64) -> bool {
        self.is_live(now_ms) && matches!(self, Self::Live { value, .. } if value == was)
    }

    /// The octets that a backend writes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut octets = Vec::new();
        match self {
            Self::Live { expires_ms, value } => {
                octets.reserve_exact(9 + value.len());
                octets.push(LIVE);
                octets.extend_from_slice(&expires_ms.to_be_bytes());
                octets.extend_from_slice(value);
            }
            Self::Taken {
                expires_ms,
                taken_ms,
                taker,
                answer,
            } => {
                octets.reserve_exact(33 + answer.as_ref().map_or(0, Vec::len));
                octets.push(if answer.is_some() { SETTLED } else { RUNNING });
                octets.extend_from_slice(&expires_ms.to_be_bytes());
                octets.extend_from_slice(&taken_ms.to_be_bytes());
                octets.extend_from_slice(&taker.0);
                octets.extend_from_slice(answer.as_deref().unwrap_or_default());
            }
        }
        octets
    }

    /// Reads what [`Self::encode`] wrote; `None` for anything else.
    pub(super) fn decode(octets: &[u8]) -> Option<Self> {
        let (&state, rest) = octets.split_first()?;
        let (expires_ms, rest) = read_i64(rest)?;
        match state {
            LIVE => Some(Self::Live {
                expires_ms,
                value: rest.to_vec(),
            }),
            RUNNING | SETTLED => {
                let (taken_ms, rest) = read_i64(rest)?;
                let (taker, answer) = rest.split_first_chunk::<16>()?;
                Some(Self::Taken {
                    expires_ms,
                    taken_ms,
                    taker: Taker(*taker),
                    answer: (state == SETTLED).then(|| answer.to_vec()),
                })
            }
            _ => None,
        }
    }

    /// The value, if it is alive.
    pub(super) fn live(self, now_ms: i64) -> Option<Vec<u8>> {
        let live = self.is_live(now_ms);
        match self {
            Self::Live { value, .. } if live => Some(value),
            _ => None,
        }
    }

    /// What a `take` gives, and the mark to write if it won.
    pub(super) fn take(
        found: Option<Self>,
        taker: Taker,
        now_ms: i64,
    ) -> (Taken<Vec<u8>>, Option<Self>) {
        match found {
            Some(entry) if entry.expired(now_ms) => (Taken::Absent, None),
            None => (Taken::Absent, None),
            Some(Self::Live { expires_ms, value }) => {
                let mark = Self::Taken {
                    expires_ms: expires_ms.max(now_ms.saturating_add(KEPT_MS)),
                    taken_ms: now_ms,
                    taker,
                    answer: None,
                };
                (Taken::Won(value), Some(mark))
            }
            Some(Self::Taken {
                taken_ms,
                taker: first,
                answer,
                ..
            }) => {
                let fresh = now_ms < taken_ms.saturating_add(KEPT_MS);
                let outcome = match answer {
                    Some(answer) if fresh && first == taker => Taken::Repeat(answer),
                    None if fresh && first == taker => Taken::Running,
                    _ => Taken::Replayed,
                };
                (outcome, None)
            }
        }
    }

    /// The mark with the winner's answer; `None` if nothing was taken here.
    pub(super) fn settle(found: Option<&Self>, answer: &[u8]) -> Option<Self> {
        match found {
            Some(Self::Taken {
                expires_ms,
                taken_ms,
                taker,
                answer: None,
            }) => Some(Self::Taken {
                expires_ms: *expires_ms,
                taken_ms: *taken_ms,
                taker: *taker,
                answer: Some(answer.to_vec()),
            }),
            _ => None,
        }
    }
}

fn read_i64(octets: &[u8]) -> Option<(i64, &[u8])> {
    let (first, rest) = octets.split_first_chunk::<8>()?;
    Some((i64::from_be_bytes(*first), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_reads_back() {
        let taker = Taker::new(b"binder", b"input");
        let entries = [
            Entry::Live {
                expires_ms: 5,
                value: vec![],
            },
            Entry::Live {
                expires_ms: -5,
                value: b"value".to_vec(),
            },
            Entry::Taken {
                expires_ms: 9,
                taken_ms: 4,
                taker,
                answer: None,
            },
            Entry::Taken {
                expires_ms: 9,
                taken_ms: 4,
                taker,
                answer: Some(vec![]),
            },
            Entry::Taken {
                expires_ms: 9,
                taken_ms: 4,
                taker,
                answer: Some(b"answer".to_vec()),
            },
        ];
        for entry in entries {
            assert_eq!(Entry::decode(&entry.encode()), Some(entry));
        }
        for broken in [
            &b""[..],
            b"\x01",
            b"\x07\0\0\0\0\0\0\0\0",
            b"\x02\0\0\0\0\0\0\0\0\0",
        ] {
            assert_eq!(Entry::decode(broken), None);
        }
    }
}
