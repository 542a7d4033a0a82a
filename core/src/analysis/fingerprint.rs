//! What a finding is, whatever lines and files it stands in.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::Diagnostic,
    document::{Document, Outline},
    text::Sources,
};

/// Changes only if a finding is to get another fingerprint than in earlier versions.
const SCHEME: &str = "outpath/1";

/// Gives every finding its fingerprint: of its code, its subject, the part of the topology that it
/// stands in, and the things that it names. Equal ones are numbered in the order given.
pub(super) fn stamp(findings: &mut [Diagnostic], sources: &Sources, tree: Option<&Document>) {
    if findings.is_empty() {
        return;
    }
    let outline = tree.map(Outline::new).unwrap_or_default();
    let mut seen: BTreeMap<u128, u32> = BTreeMap::new();
    for one in findings {
        let base = identity(one, sources, &outline);
        let count = seen.entry(base.0).or_default();
        let mut hash = base;
        hash.word(&count.to_string());
        *count += 1;
        one.fingerprint = format!("{:032x}", hash.0);
    }
}

fn identity(one: &Diagnostic, sources: &Sources, outline: &Outline<'_>) -> Hash {
    let mut hash = Hash::default();
    hash.word(SCHEME);
    hash.word(one.code.id);
    let place = one.primary.as_ref().map(|label| label.span).filter(|span| span.end > 0);
    let place = place.filter(|_| !one.is_whole);
    match place.map(|place| outline.path(place).ok_or(place)) {
        None => hash.word(&one.subject),
        Some(Ok(path)) => {
            let others = one.related.iter().filter_map(|label| outline.path(label.span));
            let peers: BTreeSet<_> = others.filter(|other| are_peers(other, &path)).collect();
            // Which one of several that clash is called wrong depends on the order of the lines.
            if peers.is_empty() {
                hash.word(&one.subject);
            }
            let all: BTreeSet<_> = peers.into_iter().chain([path]).collect();
            all.into_iter().flatten().for_each(|word| hash.word(word));
        }
        Some(Err(place)) => {
            hash.word(&one.subject);
            hash.word(sources.slice(place).trim());
        }
    }
    // What refutes an expectation may change while the expectation stays broken.
    if !one.code.id.starts_with("OP95") {
        hash.word("");
        named(&one.message).into_iter().for_each(|word| hash.word(word));
    }
    hash
}

/// Returns whether two paths lead to parts of the same kind, as far as they show. The two directions of
/// a filter are different kinds.
fn are_peers(one: &[&str], other: &[&str]) -> bool {
    let is_direction = |word: &&str| ["inbound", "outbound"].contains(word);
    let mut words = one.iter().zip(other);
    let alike = |(a, b): (&&str, &&str)| a == b || !(is_direction(a) && is_direction(b));
    one.first() == other.first() && one.len() == other.len() && words.all(alike)
}

/// Returns the things that a message names in backticks: the words around them may be improved.
fn named(message: &str) -> BTreeSet<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// FNV-1a of 128 bits: short, and the same everywhere and for ever.
#[derive(Clone, Copy)]
pub(super) struct Hash(pub(super) u128);

impl Default for Hash {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Hash {
    /// Adds a word and its end.
    pub(super) fn word(&mut self, word: &str) {
        for byte in word.bytes().chain(std::iter::once(0xff)) {
            self.0 ^= u128::from(byte);
            self.0 = self.0.wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Hash::default();
        for byte in *b"foobar" {
            hash.0 ^= u128::from(byte);
            hash.0 = hash.0.wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
        assert_eq!(hash.0, 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn a_message_names_what_stands_in_backticks() {
        assert_eq!(named("`b` overlaps `a`").into_iter().collect::<Vec<_>>(), ["a", "b"]);
        assert!(named("nothing").is_empty());
    }
}
