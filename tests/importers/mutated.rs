//! Any bytes give a model or diagnostics, in bounded time.

use std::{collections::BTreeMap, time::Instant};

use outpath_tests::files::root;

use crate::snapshot::Texts;

/// A small generator of numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

/// Words that answers of AWS are made of, where they do not belong.
const WORDS: [&str; 16] = [
    "null",
    "true",
    "-1",
    "[]",
    "{}",
    "\"\"",
    "\"local\"",
    "\"0.0.0.0/0\"",
    "\"10.0.0.0/33\"",
    "\"blackhole\"",
    "99999999999999999999",
    "\"a.b,c\"",
    "\"::/0\"",
    "\"deleted\"",
    "\"associated\"",
    "[{}]",
];

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    let end = (at + 1 + random.below(40)).min(bytes.len());
    match random.below(7) {
        0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        3 => bytes.truncate(at),
        _value => {
            // Another value in the place of one.
            let colon =
                bytes[at..].iter().position(|byte| *byte == b':').map(|found| at + found + 1);
            let Some(start) = colon else { return };
            let length = bytes[start..].iter().position(|byte| b",\n}]".contains(byte));
            let end = start + length.unwrap_or(0);
            let word = WORDS[random.below(WORDS.len())];
            bytes.splice(start..end, word.bytes());
        }
    }
}

#[test]
fn ten_thousand_mutated_snapshots_are_read_or_refused() {
    let fixtures = root().join("tests/importers/fixtures");
    let small = Texts::folder(&fixtures.join("small"));
    let outposts = Texts::folder(&fixtures.join("ra-03"));
    let names: Vec<(bool, String)> = small
        .0
        .keys()
        .map(|name| (true, name.clone()))
        .chain(outposts.0.keys().map(|name| (false, name.clone())))
        .collect();
    let mut random = Random(0x0007_5eed);
    let began = Instant::now();
    let mut models = 0;
    for round in 0..10_000 {
        let (of_small, name) = &names[round % names.len()];
        let base = if *of_small { &small } else { &outposts };
        // Most rounds read one mutated file alone, some the whole snapshot around it.
        let mut texts = if round % 8 == 0 { base.clone() } else { Texts(BTreeMap::new()) };
        let mut bytes = base.0[name].clone();
        for _ in 0..=random.below(4) {
            mutate(&mut bytes, &mut random);
        }
        texts.0.insert(name.clone(), bytes);
        let snapshot = texts.import();
        let network = snapshot.network();
        models += usize::from(!network.model.vpcs.is_empty());
        assert!(snapshot.problems.len() < 2_000, "{name} in round {round}");
    }
    assert!(models > 1_000, "only {models} mutated snapshots hold a VPC");
    assert!(began.elapsed().as_secs() < 120, "{:?}", began.elapsed());
}

#[test]
fn a_large_answer_takes_no_longer_than_its_size() {
    let mut text = String::from("{\"NetworkInterfaces\": [");
    for at in 0..20_000 {
        let (third, fourth) = (at / 250, at % 250);
        text.push_str(&format!(
            "{{\"NetworkInterfaceId\":\"eni-{at}\",\"SubnetId\":\"subnet-1\",\"VpcId\":\"vpc-1\",\"Attachment\":{{\"InstanceId\":\"i-{at}\",\"DeviceIndex\":0}},\"PrivateIpAddress\":\"10.0.{third}.{fourth}\"}},"
        ));
    }
    text.pop();
    text.push_str("]}");
    let began = Instant::now();
    let snapshot = Texts::default().with("us-west-2/a.json", &text).import();
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    assert!(snapshot.problems.len() >= 20_000);
}
