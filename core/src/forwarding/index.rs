//! Maps that are asked and never walked, so that the order of a hash cannot show.

use std::{
    collections::HashMap,
    fmt,
    hash::{BuildHasherDefault, Hash, Hasher},
};

/// A map from small keys.
#[derive(Clone)]
pub(super) struct Index<K, V>(HashMap<K, V, BuildHasherDefault<Mixer>>);

/// Mixes the words of a key with a multiplication for each. Keys come from files that somebody asks
/// about himself: there is nobody to defend against.
#[derive(Debug, Default)]
pub(super) struct Mixer(u64);

impl<K, V> Default for Index<K, V> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K, V> fmt::Debug for Index<K, V> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} keys", self.0.len())
    }
}

impl<K: Hash + Eq, V> Index<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    /// Adds what stands behind a key, unless something does.
    pub(super) fn add(&mut self, key: K, value: V) {
        self.0.entry(key).or_insert(value);
    }

    /// Sets what stands behind a key.
    pub(super) fn replace(&mut self, key: K, value: V) {
        self.0.insert(key, value);
    }

    /// Returns the list of a key, to add to.
    pub(super) fn list(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.0.entry(key).or_default()
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        // The best bits are the highest ones; a table looks at the lowest as well.
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(slot, byte)| *slot = *byte);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64(word.unsigned_abs() as u64);
    }
}
