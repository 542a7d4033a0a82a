//! Reading, looking up and tracing, on one rack of three sizes.
//!
//! Compare numbers of one run only: machines are noisy.

use std::{hint::black_box, net::IpAddr};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use outpath_benches::{OneText, rack};
use outpath_core::{
    addr::{Prefix, PrefixMap},
    analysis::Workspace,
    document,
};

const SIZES: [usize; 3] = [10, 100, 1000];

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for size in SIZES {
        let text = rack(size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("open-and-lower", size), &text, |bench, text| {
            bench.iter(|| {
                let opened = document::open(&OneText(text), &["a.yaml"]);
                black_box(document::lower(&opened.documents))
            });
        });
    }
    group.finish();
}

fn lookup(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lookup");
    for size in SIZES {
        let prefixes: Vec<Prefix> = (0..size)
            .filter_map(|at| {
                let bytes = u32::try_from(at).unwrap_or(0).wrapping_mul(0x9E37_79B9).to_be_bytes();
                let length = 8 + u8::try_from(at % 25).unwrap_or(0);
                Prefix::holding(IpAddr::from(bytes), length)
            })
            .collect();
        let table: PrefixMap<()> = prefixes.iter().map(|prefix| (*prefix, ())).collect();
        let keys: Vec<IpAddr> = prefixes.iter().map(|prefix| prefix.last()).collect();
        group.throughput(Throughput::Elements(keys.len() as u64));
        group.bench_with_input(BenchmarkId::new("covering", size), &keys, |bench, keys| {
            bench.iter(|| keys.iter().filter_map(|key| table.covering(*key).last()).count());
        });
        // The reference point of the same run: what a linear scan takes.
        group.bench_with_input(BenchmarkId::new("scan", size), &keys, |bench, keys| {
            bench.iter(|| {
                let best = |key: &IpAddr| {
                    let covers = prefixes.iter().filter(|prefix| prefix.contains(*key));
                    covers.max_by_key(|prefix| prefix.length())
                };
                keys.iter().filter_map(best).count()
            });
        });
    }
    group.finish();
}

fn trace(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("trace");
    for size in SIZES {
        let text = rack(size);
        let workspace = Workspace::open(&OneText(&text), &["a.yaml"]);
        group.bench_with_input(BenchmarkId::new("there-and-back", size), &workspace, |bench, w| {
            bench.iter(|| black_box(w.trace("i0 -> campus.db tcp/443").is_ok()));
        });
    }
    group.finish();
}

criterion_group!(benches, parse, lookup, trace);
criterion_main!(benches);
