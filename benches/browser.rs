//! The browser module beside native code, in Node: goals 18, 20, 21 and 22.
//!
//! `cargo xtask wasm` builds the module into `target/browser`; without it, or without Node, this says so. Both
//! answer the same questions through the same interface, round by round; what the page needs besides, such as
//! drawing, is not measured.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use outpath_benches::{
    estate::{ROUTES, Texts},
    goals::{self, Goal, Measured},
};
use outpath_core::analysis::{self, Estate, Size, Workspace};

const ROUNDS: usize = 9;

const NATIVE: Goal = Goal {
    number: 18,
    what: "the browser module, geometric mean of tracing, matrix and routes, as a share of the rival's time",
    rival: "the same, native",
    unit: "x",
    more: false,
    floor: &[1.7],
    stretch: &[1.2],
};
const SIZE: Goal = Goal {
    number: 20,
    what: "the browser module: bytes / compressed by gzip",
    rival: "none",
    unit: " KB",
    more: false,
    floor: &[600.0, 220.0],
    stretch: &[300.0, 110.0],
};
const FIRST: Goal = Goal {
    number: 21,
    what: "from the module in memory to the first trace, small estate",
    rival: "none",
    unit: " ms",
    more: false,
    floor: &[100.0],
    stretch: &[30.0],
};
const LARGE: Goal = Goal {
    number: 22,
    what: "the same, with a file of a million routes",
    floor: &[2000.0],
    stretch: &[600.0],
    ..FIRST
};

/// The kernels, by the names that the script knows them by.
const KERNELS: [&str; 3] = ["trace", "matrix", "routes"];

fn main() {
    if !env::args().any(|one| one == "--bench") {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/browser");
    let module = folder.join("outpath_wasm_bg.wasm");
    let Ok(bytes) = fs::read(&module) else {
        println!("goals 18 and 20 to 22 are not measured: `cargo xtask wasm` builds the module");
        return;
    };
    if Command::new("node").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("goals 18 and 20 to 22 are not measured: there is no Node");
        return;
    }
    let small = Case::new("small", 0);
    let medium = Case::new("medium", 0);
    let large = Case::new("small", 1_000_000);
    let (first, million) = (first(&folder, &small), first(&folder, &large));
    let measured = vec![
        native(&folder, &medium),
        SIZE.measured(vec![bytes.len() as f64 / 1e3, compressed(&module)], "all of the product"),
        FIRST.measured(vec![first], "median of nine processes of Node"),
        LARGE.measured(vec![million], "median of nine processes of Node"),
    ];
    println!("\n{}", goals::table(&measured));
}

/// An estate, and flows to ask about.
struct Case {
    texts: Texts,
    flows: Vec<String>,
    router: String,
    /// The file in which the script finds both.
    file: PathBuf,
}

impl Case {
    fn new(size: &str, routes: usize) -> Self {
        let size = Size { routes, ..Size::named(size).expect("a size") };
        let texts = Texts::of(size);
        let workspace = Workspace::open(&texts, &["estate.yaml"]);
        let endpoints = workspace.endpoints();
        let named = |kind: &str| -> Vec<&str> {
            let all = endpoints.iter().filter(|one| one.kind == kind);
            all.map(|one| one.name.as_str()).collect()
        };
        let (interfaces, hosts) = (named("network-interface"), named("host"));
        let pair = |at: usize| {
            let from = interfaces.get(at * 7 % interfaces.len())?;
            let to = hosts.get(at * 3 % hosts.len())?;
            Some(format!("{from} -> {to} tcp/443"))
        };
        let flows: Vec<String> = (0..100).filter_map(pair).collect();
        let model = analysis::read(&texts, &["estate.yaml"]).lower().model;
        let router = model.routers.values().next().expect("a router").identity.name.clone();
        let Estate { topology, routes, .. } = &texts.0;
        let mut files = serde_json::Map::new();
        files.insert("estate.yaml".to_owned(), topology.clone().into());
        if let Some(routes) = routes {
            files.insert(ROUTES.to_owned(), routes.clone().into());
        }
        let case = serde_json::json!({
            "files": files, "inputs": ["estate.yaml"], "flows": flows, "node": router,
        });
        let name = format!("browser-{}-{}.json", size.instances, size.routes);
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&file, case.to_string()).expect("a file in the target folder");
        Self { texts, flows, router, file }
    }
}

fn script(folder: &Path, what: &str, case: &Case) -> Command {
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("browser.mjs"));
    node.arg(folder).arg(what).arg(&case.file);
    node
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

fn first(folder: &Path, case: &Case) -> f64 {
    let once = |_| {
        let output = script(folder, "first", case).output().expect("Node runs");
        let words = String::from_utf8_lossy(&output.stdout);
        words.trim().parse().unwrap_or_else(|_| panic!("{words}{output:?}"))
    };
    median((0..ROUNDS).map(once).collect())
}

fn compressed(module: &Path) -> f64 {
    let output = Command::new("gzip").arg("-9c").arg(module).output();
    output.map_or(f64::NAN, |output| output.stdout.len() as f64 / 1e3)
}

/// Lets both work on each kernel in turn; the first pass is not counted.
fn native(folder: &Path, case: &Case) -> Measured {
    let mut node = script(folder, "rounds", case)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node runs");
    let mut ask = node.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(node.stdout.take().expect("a pipe"));
    let mut theirs = |kernel: &str| -> f64 {
        writeln!(ask, "{kernel}").expect("a question");
        let mut line = String::new();
        answers.read_line(&mut line).expect("an answer");
        line.trim().parse().unwrap_or_else(|_| panic!("{kernel}: {line}"))
    };
    let workspace = Workspace::open(&case.texts, &["estate.yaml"]);
    let ours = |kernel: &str| -> f64 {
        let mut job = workspace.pairs();
        let start = Instant::now();
        let sum: usize = match kernel {
            "trace" => {
                let asked = case.flows.iter().filter_map(|flow| workspace.trace(flow).ok());
                asked.map(|answer| answer.json().to_owned().len()).sum()
            }
            "routes" => {
                let one = || workspace.routes(&case.router, Some("8.8.8.8")).ok();
                let asked = case.flows.iter().filter_map(|_| one());
                asked.map(|answer| answer.json().to_owned().len()).sum()
            }
            _matrix => {
                let slice = workspace.matrix(&mut job, 0, 3000);
                serde_json::to_string(&slice).map_or(0, |text| text.len())
            }
        };
        assert!(sum > 0, "{kernel}");
        start.elapsed().as_secs_f64() * 1e3
    };
    let ratios = KERNELS.map(|kernel| {
        let mut warm = |_| {
            theirs(kernel);
            let theirs = theirs(kernel).min(theirs(kernel));
            ours(kernel);
            theirs / ours(kernel).min(ours(kernel))
        };
        median((0..ROUNDS).map(&mut warm).collect())
    });
    drop(ask);
    let _ = node.wait();
    let mean = ratios.iter().product::<f64>().cbrt();
    let each: Vec<String> =
        KERNELS.iter().zip(ratios).map(|(kernel, ratio)| format!("{kernel} {ratio:.2}x")).collect();
    let note = format!(
        "{}; native code uses all processors for the matrix; the module is made small first",
        each.join(", ")
    );
    NATIVE.measured(vec![mean], note)
}
