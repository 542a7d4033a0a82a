//! The page of the playground, served by the program.
//!
//! A program that was built without the page says so; one that has it is started and asked.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use outpath::exit;

use crate::support::Folder;

/// A running program, which ends with the test.
struct Served {
    process: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Served {
    fn start(folder: &Folder, inputs: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_outpath"));
        command.arg("playground").args(inputs).current_dir(folder.path(""));
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().split(['/', ':']).find_map(|part| part.parse().ok());
        Self { process, port: port.expect(&line) }
    }

    fn ask(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let host = host.replace("PORT", &self.port.to_string());
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// Returns whether the page is part of the program.
fn has_page() -> bool {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("page/index.html").is_file()
}

#[test]
fn without_a_page_the_command_says_how_to_get_it() {
    if has_page() {
        return;
    }
    let ran = Folder::new().run(&["playground", "plant.yaml"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.err.contains("cargo xtask playground"), "{}", ran.err);
}

#[test]
fn a_page_is_served_with_the_inputs_to_this_machine_only() {
    if !has_page() {
        return;
    }
    let folder = Folder::new();
    assert_eq!(folder.run(&["playground", "none.yaml"]).code, exit::NO_INPUT);
    let served = Served::start(&folder, &["plant.yaml"]);
    let page = served.ask("/", "127.0.0.1:PORT");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<!doctype html>"), "{page}");
    assert!(page.contains("script-src 'self' 'wasm-unsafe-eval'"), "{page}");
    let open = served.ask("/open.json", "localhost:PORT");
    assert!(open.contains("\"inputs\":[\"plant.yaml\"]") && open.contains("outpath: 1"), "{open}");
    for host in ["evil.example:PORT", "evil.example", "127.0.0.1:1"] {
        let refused = served.ask("/open.json", host);
        assert!(refused.starts_with("HTTP/1.1 403") && !refused.contains("outpath: 1"), "{host}");
    }
}
