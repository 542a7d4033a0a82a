//! The secret behind a redaction: a keyed function that nobody can turn round without the key.

/// A key; whoever has it can tell what a replacement stands for by trying.
#[derive(Clone, Copy)]
pub struct Key {
    halves: [u64; 2],
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key")
    }
}

impl Key {
    /// The fewest bytes that a key may have: a shorter one is found by trying.
    pub const SHORTEST: usize = 16;

    /// Returns the key of a text. It is as hard to guess as the text, up to 128 bits.
    ///
    /// # Errors
    /// Says what a key needs.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() < Self::SHORTEST {
            let shortest = Self::SHORTEST;
            return Err(format!("a key needs {shortest} characters that nobody can guess"));
        }
        Ok(Self { halves: [1, 2].map(|half| hash([half, !half], text.as_bytes())) })
    }

    /// Returns 64 bits that only the key and the parts decide.
    pub(super) fn number(&self, purpose: &str, parts: &[&[u8]]) -> u64 {
        let mut message = Vec::with_capacity(64);
        for part in [purpose.as_bytes()].iter().chain(parts) {
            message.extend((part.len() as u64).to_le_bytes());
            message.extend(*part);
        }
        hash(self.halves, &message)
    }
}

/// `SipHash-2-4`, by J.-P. Aumasson and D. J. Bernstein.
fn hash([k0, k1]: [u64; 2], message: &[u8]) -> u64 {
    let mut state = [
        k0 ^ 0x736f_6d65_7073_6575,
        k1 ^ 0x646f_7261_6e64_6f6d,
        k0 ^ 0x6c79_6765_6e65_7261,
        k1 ^ 0x7465_6462_7974_6573,
    ];
    let mut absorb = |word: u64| {
        state[3] ^= word;
        mix(&mut state, 2);
        state[0] ^= word;
    };
    let chunks = message.chunks_exact(8);
    let mut last = [0; 8];
    for (into, from) in last.iter_mut().zip(chunks.remainder()) {
        *into = *from;
    }
    for chunk in chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        absorb(u64::from_le_bytes(word));
    }
    absorb(u64::from_le_bytes(last) | (message.len() as u64) << 56);
    state[2] ^= 0xff;
    mix(&mut state, 4);
    state.iter().fold(0, |sum, part| sum ^ part)
}

fn mix(state: &mut [u64; 4], rounds: usize) {
    for _ in 0..rounds {
        let [mut a, mut b, mut c, mut d] = *state;
        a = a.wrapping_add(b);
        b = b.rotate_left(13) ^ a;
        a = a.rotate_left(32);
        c = c.wrapping_add(d);
        d = d.rotate_left(16) ^ c;
        a = a.wrapping_add(d);
        d = d.rotate_left(21) ^ a;
        c = c.wrapping_add(b);
        b = b.rotate_left(17) ^ c;
        c = c.rotate_left(32);
        *state = [a, b, c, d];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_is_the_published_one() {
        let bytes: Vec<u8> = (0..16).collect();
        let half = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        let keys = [half(0), half(8)];
        assert_eq!(hash(keys, &bytes[..15]), 0xa129_ca61_49be_45e5);
        assert_eq!(hash(keys, &[]), 0x726f_db47_dd0e_0e31);
        assert_eq!(hash(keys, &bytes[..8]), 0x93f5_f579_9a93_2462);
    }

    #[test]
    fn keys_and_purposes_matter_and_parts_do_not_run_together() {
        let [one, other] =
            ["0123456789abcdef", "0123456789abcdeg"].map(|text| Key::new(text).unwrap());
        let number = one.number("name", &[b"ab", b"c"]);
        assert_eq!(number, one.number("name", &[b"ab", b"c"]));
        assert_ne!(number, other.number("name", &[b"ab", b"c"]));
        assert_ne!(number, one.number("id", &[b"ab", b"c"]));
        assert_ne!(number, one.number("name", &[b"a", b"bc"]));
        assert!(Key::new("short").is_err());
    }
}
