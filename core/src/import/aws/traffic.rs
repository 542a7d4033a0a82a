//! Protocols, ports and messages of rules, as AWS writes them and as the topology does.

use crate::{diagnostic::code, text::Span};

use super::draft::Draft;

/// What a rule is about, as AWS writes it.
pub(super) struct Matching<'a> {
    /// A number or a name; `-1` is every protocol.
    pub(super) protocol: &'a str,
    /// The first and the last port.
    pub(super) ports: (Option<i64>, Option<i64>),
    /// The type and the code of messages; -1 is every one.
    pub(super) icmp: (Option<i64>, Option<i64>),
}

/// Returns the protocol with its ports or messages, as in `tcp/443`; says so if it is none.
pub(super) fn matching(draft: &mut Draft<'_>, rule: &Matching<'_>, place: Span) -> Option<String> {
    let found = read(rule);
    if found.is_none() {
        let message = format!("a rule for protocol `{}` is not understood", rule.protocol);
        draft.report(code::SNAPSHOT_VALUE, message, place, |found| {
            found.because("Paths that depend on it are unknown.")
        });
    }
    found
}

fn read(rule: &Matching<'_>) -> Option<String> {
    let ports = |word: &str| {
        Some(match (rule.ports.0.unwrap_or(-1), rule.ports.1.unwrap_or(-1)) {
            (-1, _) | (0, 65_535) => word.to_owned(),
            (first, last) => {
                let (first, last) = (u16::try_from(first).ok()?, u16::try_from(last).ok()?);
                if first > last {
                    return None;
                }
                if first == last {
                    format!("{word}/{first}")
                } else {
                    format!("{word}/{first}-{last}")
                }
            }
        })
    };
    let messages = |word: &str| {
        Some(match (rule.icmp.0.unwrap_or(-1), rule.icmp.1.unwrap_or(-1)) {
            (-1, -1) => word.to_owned(),
            // A code without a type says nothing that AWS would take.
            (-1, _) => return None,
            (kind, -1) => format!("{word}/{}", u8::try_from(kind).ok()?),
            (kind, code) => {
                format!("{word}/{}.{}", u8::try_from(kind).ok()?, u8::try_from(code).ok()?)
            }
        })
    };
    match rule.protocol {
        "-1" | "all" => Some("any".to_owned()),
        "tcp" | "6" => ports("tcp"),
        "udp" | "17" => ports("udp"),
        "icmp" | "1" => messages("icmp"),
        "icmpv6" | "58" => messages("icmpv6"),
        number => Some(format!("proto/{}", number.parse::<u8>().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(protocol: &str, first: i64, last: i64) -> Option<String> {
        let ports = (Some(first), Some(last));
        read(&Matching { protocol, ports, icmp: ports })
    }

    #[test]
    fn rules_are_written_as_a_topology_has_them() {
        let text = |protocol, first, last| rule(protocol, first, last).unwrap_or_default();
        assert_eq!(text("tcp", 22, 22), "tcp/22");
        assert_eq!(text("6", 8000, 8080), "tcp/8000-8080");
        assert_eq!(text("udp", 0, 65_535), "udp");
        assert_eq!(text("icmp", 8, -1), "icmp/8");
        assert_eq!(text("icmp", 3, 4), "icmp/3.4");
        assert_eq!(text("icmp", -1, -1), "icmp");
        assert_eq!(text("58", 128, 0), "icmpv6/128.0");
        assert_eq!(text("50", -1, -1), "proto/50");
        assert_eq!(
            read(&Matching { protocol: "-1", ports: (None, None), icmp: (None, None) }).as_deref(),
            Some("any")
        );
    }

    #[test]
    fn what_aws_would_not_take_is_no_rule() {
        assert_eq!(rule("tcp", 80, 22), None);
        assert_eq!(rule("tcp", 70_000, 70_000), None);
        assert_eq!(rule("icmp", -1, 4), None);
        assert_eq!(rule("icmp", 300, 0), None);
        assert_eq!(rule("nonsense", 0, 0), None);
    }
}
