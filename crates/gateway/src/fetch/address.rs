//! Which addresses are somebody's inside: never reached through a URL that others supply.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Is this an address that the open internet does not lead to? RFC 6890 and its registries; an IPv4
/// address inside an IPv6 one counts as itself.
#[must_use]
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4_private(v4),
        IpAddr::V6(v6) => v6_private(v6),
    }
}

fn v4_private(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (b & 0xc0) == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b & 0xfe) == 18)
}

fn v6_private(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = |high: u16, low: u16| {
        let [w, x] = high.to_be_bytes();
        let [y, z] = low.to_be_bytes();
        v4_private(Ipv4Addr::new(w, x, y, z))
    };
    match (a, b, c, d, e, f) {
        // ::/96: unspecified, loopback and IPv4-compatible; none leads outside.
        (0, 0, 0, 0, 0, 0) => true,
        // ::ffff:0:0/96, IPv4-mapped; 64:ff9b::/96, translated.
        (0, 0, 0, 0, 0, 0xffff) | (0x64, 0xff9b, 0, 0, 0, 0) => embedded(g, h),
        // 64:ff9b:1::/48, local translation; 100::/64, discard; 2001::/32, Teredo; 2001:db8::/32.
        (0x64, 0xff9b, 1, ..) | (0x100, 0, 0, 0, ..) | (0x2001, 0 | 0xdb8, ..) => true,
        // 2002::/16, 6to4.
        (0x2002, ..) => embedded(b, c),
        // fc00::/7 unique local, fe80::/10 link-local, fec0::/10 site-local, ff00::/8 multicast.
        _ => (a & 0xfe00) == 0xfc00 || (a & 0xff80) == 0xfe80 || (a & 0xff00) == 0xff00,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ss_01_private_addresses_in_every_dress() {
        let private = "127.0.0.1 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 0.0.0.0 100.64.0.1 \
            198.18.0.1 192.0.0.8 224.0.0.1 255.255.255.255 240.0.0.1 :: ::1 ::ffff:127.0.0.1 \
            ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: fd00::1 fe80::1 \
            fec0::1 ff02::1 2001:db8::1 2001::1 100::1 64:ff9b:1::1";
        for text in private.split_whitespace() {
            assert!(text.parse().is_ok_and(is_private), "{text}");
        }
        let open = "1.1.1.1 193.0.0.1 100.128.0.1 172.32.0.1 198.20.0.1 2a00:1450::1 ::ffff:8.8.8.8 \
            64:ff9b::808:808 2002:808:808::1 2001:4860::1";
        for text in open.split_whitespace() {
            assert!(
                text.parse().is_ok_and(|address| !is_private(address)),
                "{text}"
            );
        }
    }
}
