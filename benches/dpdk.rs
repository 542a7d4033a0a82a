//! Batched look-ups beside DPDK, on the same prefixes and keys: goal 3.
//!
//! DPDK is C. `cargo xtask bench --dpdk` installs Debian's where it is missing; without it this says so. The
//! program `dpdk/lookup.c` is compiled for this processor and takes turns with our table over a pipe.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{
    env, fs,
    hint::black_box,
    io::{BufRead, BufReader, Write},
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Instant,
};

use outpath_benches::{
    goals::{self, Goal},
    internet::{Internet, Random},
};
use outpath_core::addr::{Prefix, PrefixTables, TableId};

const ROUNDS: usize = 9;
const KEYS: usize = 1 << 18;
const CALL: usize = 1024;

const DPDK: Goal = Goal {
    number: 3,
    what: "IPv4 look-up, full table, batched, beside C (uniform / inside / Zipf)",
    rival: "DPDK, the better of rte_fib and rte_lpm",
    unit: "x",
    more: true,
    floor: &[0.9, 0.9, 0.9],
    stretch: &[1.5, 1.5, 1.5],
};

fn main() {
    if !env::args().any(|one| one == "--bench") {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dpdk");
    match fs::create_dir_all(&folder).map_err(|why| why.to_string()).and_then(|()| compile(&folder))
    {
        Ok(program) => measure(&folder, &program),
        Err(why) => println!("goal 3 is not measured: {why}"),
    }
}

/// Compiles the C program.
fn compile(folder: &Path) -> Result<PathBuf, String> {
    let flags = |which| {
        let output = Command::new("pkg-config").args([which, "libdpdk"]).output();
        let output = output.map_err(|why| format!("pkg-config: {why}"))?;
        let found = output.status.success().then_some(output.stdout);
        let found =
            found.ok_or("libdpdk is not installed; `cargo xtask bench --dpdk` does that")?;
        let words = String::from_utf8_lossy(&found);
        Ok::<_, String>(words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    };
    let program = folder.join("lookup");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("dpdk/lookup.c");
    let mut cc = Command::new("cc");
    cc.args(["-O3", "-march=native"]).args(flags("--cflags")?).arg(source);
    let status = cc.arg("-o").arg(&program).args(flags("--libs")?).status();
    match status {
        Ok(status) if status.success() => Ok(program),
        Ok(status) => Err(format!("cc: {status}")),
        Err(why) => Err(format!("cc: {why}")),
    }
}

/// The C program, asked over a pipe.
struct Dpdk {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Dpdk {
    /// Starts it, and returns how it looks up in `rte_fib`.
    fn start(program: &Path, files: &[PathBuf]) -> (Self, String) {
        let mut command = Command::new(program);
        command.args(files).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let ask = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut started = Self { child, ask, answers };
        let ready = loop {
            let line = started.line();
            if let Some(how) = line.strip_prefix("ready ") {
                break how.trim().to_owned();
            }
            assert!(!line.is_empty(), "the program ends at once");
        };
        (started, ready)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        line
    }

    /// Looks a file of keys up once; returns the seconds and the sum.
    fn pass(&mut self, table: &str, keys: &Path) -> (f64, u64) {
        writeln!(self.ask, "{table} {}", keys.display()).expect("a question");
        let line = self.line();
        let mut words = line.split_whitespace().filter_map(|word| word.parse::<u64>().ok());
        let both = words.next().zip(words.next());
        let (nanoseconds, sum) = both.expect("nanoseconds and a sum");
        (nanoseconds as f64 / 1e9, sum)
    }
}

fn v4(address: IpAddr) -> Ipv4Addr {
    if let IpAddr::V4(address) = address { address } else { Ipv4Addr::UNSPECIFIED }
}

fn write(path: &Path, numbers: impl Iterator<Item = u32>) {
    let bytes: Vec<u8> = numbers.flat_map(u32::to_ne_bytes).collect();
    fs::write(path, bytes).expect("a file in the target folder");
}

/// Returns the keys of each pattern.
fn keys(prefixes: &[Prefix]) -> [(&'static str, Vec<Ipv4Addr>); 3] {
    let mut random = Random(2);
    let uniform = (0..KEYS).map(|_| Ipv4Addr::from_bits(random.next() as u32)).collect();
    let inside = random.inside_any(prefixes, KEYS).into_iter().map(v4).collect();
    let zipf = random.zipf(prefixes, KEYS).into_iter().map(v4).collect();
    [("uniform", uniform), ("inside", inside), ("zipf", zipf)]
}

fn measure(folder: &Path, program: &Path) {
    let internet = Internet::load();
    println!("table: {}, {} IPv4 prefixes", internet.source, internet.v4.len());
    // What DPDK has no route for.
    let prefixes: Vec<Prefix> = internet.v4.into_iter().filter(|one| one.length() > 0).collect();
    let tables = PrefixTables::build([prefixes.clone()]);
    let own = tables.table(TableId::new(0));
    let patterns = keys(&prefixes);
    let path = |name: &str| folder.join(format!("{name}.keys"));
    let routes = folder.join("prefixes");
    write(
        &routes,
        prefixes.iter().flat_map(|one| [v4(one.network()).to_bits(), u32::from(one.length())]),
    );
    let mut files = vec![routes];
    for (name, keys) in &patterns {
        write(&path(name), keys.iter().map(|key| key.to_bits()));
        files.push(path(name));
    }
    println!("rte_lpm takes about a minute to take that many routes");
    let (mut dpdk, how) = Dpdk::start(program, &files);
    let mut found = vec![None; CALL];
    let mut ours = |keys: &[Ipv4Addr]| {
        let start = Instant::now();
        let mut sum = 0;
        for keys in keys.chunks(CALL) {
            own.longest_many_v4(black_box(keys), &mut found);
            let numbers = found.iter().take(keys.len());
            sum += numbers.map(|one| one.map_or(0, |one| one.index() as u64 + 1)).sum::<u64>();
        }
        (start.elapsed().as_secs_f64(), sum)
    };
    let mut ratios = Vec::new();
    for (name, keys) in &patterns {
        let mut rounds = Vec::new();
        let mut best = [f64::INFINITY; 3];
        for _ in 0..ROUNDS {
            let mut sums = Vec::new();
            let mut warm = |mut pass: Box<dyn FnMut() -> (f64, u64) + '_>| {
                sums.push(pass().1);
                (0..3).map(|_| pass().0).fold(f64::INFINITY, f64::min)
            };
            let own = warm(Box::new(|| ours(keys)));
            let lpm = warm(Box::new(|| dpdk.pass("lpm", &path(name))));
            let fib = warm(Box::new(|| dpdk.pass("fib", &path(name))));
            assert!(sums.windows(2).all(|two| two.first() == two.last()), "{name}: {sums:?}");
            rounds.push(lpm.min(fib) / own);
            for (best, now) in best.iter_mut().zip([own, lpm, fib]) {
                *best = best.min(now);
            }
        }
        let [own, lpm, fib] = best.map(|seconds| KEYS as f64 / seconds / 1e6);
        println!("{name:<8} Outpath {own:.0} M/s, rte_lpm {lpm:.0} M/s, rte_fib {fib:.0} M/s");
        rounds.sort_by(f64::total_cmp);
        ratios.extend(rounds.get(ROUNDS / 2));
    }
    drop(dpdk.ask);
    let _ = dpdk.child.wait();
    let note = format!("warm; rte_fib {how}, 64 addresses at once, rte_lpm 32");
    println!("\n{}", goals::table(&[DPDK.measured(ratios, note)]));
}
