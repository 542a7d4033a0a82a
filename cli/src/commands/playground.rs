//! `outpath playground`: the page in a browser, with the inputs opened.

use std::{io, net::Ipv4Addr};

use outpath_core::analysis::Workspace;
use tiny_http::Server;

use crate::{
    Io,
    args::{Format, Playground},
    exit,
    files::{Files, STDIN, STDIN_SHOWN, tidy},
    print,
    serve::{Page, Site},
};

/// What to do without a page.
const NO_PAGE: &str = "\
outpath: this program was built without the page of the playground
In a clone of the project, `cargo xtask playground` builds the page and starts it; it needs Node.
The same page works from any web server: `cargo xtask dist` makes a folder of static files.";

/// Serves the page until the process ends.
pub(crate) fn run(args: &Playground, io: &mut Io<'_>) -> io::Result<u8> {
    let page = Page::built_in();
    if page.is_empty() {
        writeln!(io.stderr, "{NO_PAGE}")?;
        return Ok(exit::FAILED);
    }
    let files = Files::new(io, &args.inputs);
    let problems = read(&files, &args.inputs).0.problems();
    if files.any_missing() {
        print::write(&mut *io.stderr, Format::Human, (&problems, files.names()), io.looks.1)?;
        return Ok(exit::NO_INPUT);
    }
    let server = match Server::http((Ipv4Addr::LOCALHOST, args.port)) {
        Ok(server) => server,
        Err(why) => {
            let port = args.port;
            writeln!(io.stderr, "outpath: port {port} of this machine cannot be used: {why}")?;
            return Ok(exit::FAILED);
        }
    };
    let Some(address) = server.server_addr().to_ip() else {
        writeln!(io.stderr, "outpath: the server has no address")?;
        return Ok(exit::FAILED);
    };
    let port = address.port();
    writeln!(io.stdout, "http://127.0.0.1:{port}/")?;
    writeln!(io.stdout, "Only this machine can open it, and nothing leaves it. Ctrl-C ends it.")?;
    io.stdout.flush()?;
    let site = Site { page, port, opens: !args.inputs.is_empty() };
    for request in server.incoming_requests() {
        // Read anew for each request, so that a reload shows what was saved meanwhile.
        let open = || opened(&read(&files, &args.inputs));
        let answer = site.answer(request.method(), request.url(), host(&request), open);
        // A browser that has gone is no reason to stop.
        drop(request.respond(answer));
    }
    Ok(exit::CLEAN)
}

fn host(request: &tiny_http::Request) -> Option<&str> {
    let header = request.headers().iter().find(|header| header.field.equiv("Host"));
    header.map(|header| header.value.as_str())
}

/// Reads the inputs, and returns them with the names to start from.
fn read(files: &Files, inputs: &[String]) -> (Workspace, Vec<String>) {
    let inputs = files.expand(inputs);
    let names: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let workspace = Workspace::open(files, &names);
    let shown = |name: String| match name.as_str() {
        STDIN => STDIN_SHOWN.to_owned(),
        name => tidy(name.as_ref()),
    };
    (workspace, inputs.into_iter().map(shown).collect())
}

/// Returns the inputs as the page opens them: texts by name, and the names to start from.
fn opened((workspace, inputs): &(Workspace, Vec<String>)) -> String {
    let text = |name: &str| Some((name.to_owned(), workspace.text(name)?.into()));
    let texts: serde_json::Map<String, serde_json::Value> =
        workspace.files().into_iter().filter_map(text).collect();
    serde_json::json!({ "files": texts, "inputs": inputs }).to_string()
}
