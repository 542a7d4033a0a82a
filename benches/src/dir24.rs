//! DIR-24-8: one read for an address in nearly all cases, for 64 MiB.
//!
//! It stands for what this machine can do: what is left is to wait for memory. No table of Outpost has
//! this form.

use std::net::Ipv4Addr;

/// How many addresses are looked up at once.
pub const BATCH: usize = 64;

/// The bit of a block of 256 that has a place for each address.
const DEEP: u32 = 1 << 31;

/// A table of numbers above 0.
#[derive(Debug, Clone)]
pub struct Dir24 {
    blocks: Vec<u32>,
    deep: Vec<[u32; 256]>,
}

impl Dir24 {
    /// Builds a table of where numbers, or 0 for none, begin.
    ///
    /// # Panics
    /// Never: 2^24 blocks are all there are.
    #[must_use]
    pub fn build(intervals: &[(Ipv4Addr, u32)]) -> Self {
        let mut table = Self { blocks: vec![0; 1 << 24], deep: Vec::new() };
        for (at, (start, found)) in intervals.iter().enumerate() {
            let end = intervals.get(at + 1).map_or(1 << 32, |(end, _)| u64::from(end.to_bits()));
            table.fill(u64::from(start.to_bits()), end, *found);
        }
        table
    }

    fn fill(&mut self, mut start: u64, end: u64, found: u32) {
        while start < end {
            let Some(block) = self.blocks.get_mut((start >> 8) as usize) else { return };
            if start & 255 == 0 && start + 256 <= end {
                *block = found;
                start += 256;
                continue;
            }
            if *block & DEEP == 0 {
                *block = DEEP | u32::try_from(self.deep.len()).unwrap_or(0);
                self.deep.push([0; 256]);
            }
            let deep = self.deep.get_mut((*block & !DEEP) as usize);
            if let Some(slot) = deep.and_then(|deep| deep.get_mut((start & 255) as usize)) {
                *slot = found;
            }
            start += 1;
        }
    }

    /// Returns the number of an address.
    #[must_use]
    pub fn get(&self, address: Ipv4Addr) -> u32 {
        let address = address.to_bits();
        let found = self.blocks.get((address >> 8) as usize).copied().unwrap_or(0);
        if found & DEEP == 0 { found } else { self.deep(found, address) }
    }

    /// Returns the numbers of some addresses.
    #[must_use]
    pub fn get_many(&self, addresses: &[Ipv4Addr; BATCH]) -> [u32; BATCH] {
        let read = |address: Ipv4Addr| self.blocks.get((address.to_bits() >> 8) as usize).copied();
        let mut all = addresses.map(|address| read(address).unwrap_or(0));
        for (found, address) in all.iter_mut().zip(addresses) {
            if *found & DEEP != 0 {
                *found = self.deep(*found, address.to_bits());
            }
        }
        all
    }

    #[cold]
    fn deep(&self, found: u32, address: u32) -> u32 {
        let deep = self.deep.get((found & !DEEP) as usize);
        deep.and_then(|deep| deep.get((address & 255) as usize)).copied().unwrap_or(0)
    }
}
