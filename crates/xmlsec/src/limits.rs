//! How much a document may be, decided before it is read.

/// Budgets of one document. Each is checked while reading, so the cost of a hostile one is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Octets of the whole document.
    pub bytes: usize,
    /// Nested elements.
    pub depth: usize,
    /// Elements, attributes, declarations, texts and comments together: whatever costs more than its
    /// octets.
    pub nodes: u32,
    /// Attributes and namespace declarations of one element.
    pub attributes: usize,
}

impl Limits {
    /// A protocol message or a decrypted assertion. The eIDAS message format caps a message at
    /// 128 KiB of HTTP parameter; real ones have 4 to 20 kB, depth 12 and, of 239 that were collected,
    /// at most 229 nodes.
    pub const MESSAGE: Self = Self {
        bytes: 256 * 1024,
        depth: 48,
        nodes: 4_000,
        attributes: 48,
    };
    /// One node's metadata; real ones have 10 to 60 kB.
    pub const METADATA: Self = Self {
        bytes: 2 * 1024 * 1024,
        depth: 48,
        nodes: 60_000,
        attributes: 48,
    };
    /// A metadata service list or an aggregate of many entities.
    pub const SERVICE_LIST: Self = Self {
        bytes: 16 * 1024 * 1024,
        depth: 48,
        nodes: 500_000,
        attributes: 48,
    };
}

/// Namespace declarations on one path, and so in scope of one element; real messages have a dozen.
pub(crate) const MAX_NAMESPACES: usize = 64;
/// Octets of a declared prefix; real ones have a dozen.
pub(crate) const MAX_PREFIX: usize = 64;
/// Octets of one namespace name. Exclusive C14N repeats it at every use.
pub(crate) const MAX_NAMESPACE_NAME: usize = 512;
