//! The form of full IPv4 tables: two reads for an address.
//!
//! The line of addresses is cut into 2^24 blocks of 256 (a /24 each), and 64 neighbors make a *chunk*. Most
//! blocks go where the one before goes, so what matches is kept once for each *run* of equal blocks, in
//! order. A chunk has one bit for each of its blocks: whether a new run starts there. So the bits up to a
//! block, counted, tell how many runs on from that which the chunk begins in:
//!
//! ```text
//!   address       203.0.113.7  =  18 bits: chunk | 6 bits: block | 8 bits
//!   chunk         starts 0 0 1 0 0 1 1 0 ..     run 41
//!   block 5       two bits up to here    ───▶   run 43
//!   runs          .. [41] a  [42] b  [43] c ..
//! ```
//!
//! That is one read of a chunk and one of a run. The few blocks in which something begins midway have a
//! chunk of their own for the last 8 bits, with runs of their own.
//!
//! Both reads may have to wait for memory, and one wait costs more than all the counting. So a batch
//! works in stages: it finds the runs of many addresses and only then reads them, and the waits overlap.

use super::{
    EntryId,
    units::{Unit, units},
};

/// How many addresses are looked up at once.
pub(super) const BATCH: usize = 64;

/// The bit of a run that has a block of its own.
const MIXED: u32 = 1 << 31;

/// A full table.
#[derive(Debug, Clone)]
pub(super) struct Full {
    /// One for each /18: 2^18 in all.
    chunks: Vec<Chunk>,
    /// What matches, packed; or a mixed block.
    runs: Vec<u32>,
    blocks: Vec<Block>,
    /// The runs of mixed blocks.
    block_runs: Vec<u32>,
}

/// 64 blocks of 256 addresses.
#[derive(Debug, Clone, Copy)]
struct Chunk {
    /// Where runs start, the lowest bit first; that of the first block is never set.
    starts: u64,
    /// The run that the first block is in.
    run: u32,
}

/// 256 addresses, as four times 64.
type Block = [Chunk; 4];

impl Chunk {
    /// Returns the run that one of 64 is in.
    fn run_of(self, at: u32) -> usize {
        let up_to = self.starts & (u64::MAX >> (63 - (at & 63)));
        (self.run + up_to.count_ones()) as usize
    }
}

impl Full {
    /// Builds a table of intervals.
    pub(super) fn build(intervals: impl Iterator<Item = (u32, Option<EntryId>)>) -> Self {
        let (mut blocks, mut block_runs) = (Vec::new(), Vec::new());
        let runs = units(intervals, 8).map(|(block, unit)| match unit {
            Unit::Same(found) => (block, EntryId::pack(found)),
            Unit::Mixed(within) => {
                let within = within.into_iter().map(|(at, found)| (at, EntryId::pack(found)));
                let chunks = chunks(within, 256, &mut block_runs);
                blocks.push(chunks.try_into().expect("invariant: 256 are four times 64"));
                (block, MIXED | number(blocks.len() - 1))
            }
        });
        let mut all = Vec::new();
        let chunks = chunks(runs, 1 << 24, &mut all);
        all.shrink_to_fit();
        blocks.shrink_to_fit();
        block_runs.shrink_to_fit();
        Self { chunks, runs: all, blocks, block_runs }
    }

    /// Returns what matches an address, packed.
    #[inline]
    pub(super) fn get(&self, address: u32) -> u32 {
        self.read(address, self.run_of(address))
    }

    /// Returns what matches each of some addresses.
    pub(super) fn get_many(&self, addresses: &[u32; BATCH]) -> [u32; BATCH] {
        let runs = addresses.map(|address| self.run_of(address));
        let mut found = runs.map(|run| self.runs.get(run).copied().unwrap_or(0));
        for (found, address) in found.iter_mut().zip(addresses) {
            if *found & MIXED != 0 {
                *found = self.within(*found, *address);
            }
        }
        found
    }

    /// Returns the run that an address is in.
    fn run_of(&self, address: u32) -> usize {
        let chunk = self.chunks.get((address >> 14) as usize);
        chunk.map_or(0, |chunk| chunk.run_of(address >> 8))
    }

    fn read(&self, address: u32, run: usize) -> u32 {
        let found = self.runs.get(run).copied().unwrap_or(0);
        if found & MIXED == 0 { found } else { self.within(found, address) }
    }

    /// Returns what matches an address of a mixed block.
    #[cold]
    fn within(&self, found: u32, address: u32) -> u32 {
        let block = self.blocks.get((found & !MIXED) as usize);
        let chunk = block.and_then(|block| block.get((address >> 6 & 3) as usize));
        let run = chunk.map(|chunk| chunk.run_of(address));
        run.and_then(|run| self.block_runs.get(run)).copied().unwrap_or(0)
    }
}

/// Makes the chunks of `count` numbers, and adds their runs: where each begins, sorted, from 0 on.
fn chunks(
    starts: impl Iterator<Item = (u32, u32)>,
    count: usize,
    runs: &mut Vec<u32>,
) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::with_capacity(count / 64);
    let going_on = |runs: &[u32]| Chunk { starts: 0, run: number(runs.len().saturating_sub(1)) };
    for (at, found) in starts {
        let (own, bit) = ((at >> 6) as usize, at & 63);
        // Chunks in which nothing starts are all in the last run.
        chunks.resize_with(own.max(chunks.len()), || going_on(runs));
        if chunks.len() == own {
            chunks.push(going_on(runs));
        }
        if let Some(chunk) = chunks.last_mut() {
            if bit == 0 {
                chunk.run = number(runs.len());
            } else {
                chunk.starts |= 1 << bit;
            }
        }
        runs.push(found);
    }
    chunks.resize_with(count / 64, || going_on(runs));
    chunks
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: fewer than 2^32 runs")
}
