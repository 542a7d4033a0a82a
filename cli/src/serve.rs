//! The page of the playground on this machine: files of the program, and the opened inputs.
//!
//! This room answers requests; it never listens ([`crate::commands`] does) and never reads a file. The
//! page comes from this machine only, and a page of somebody else's cannot ask for the inputs: a
//! request must name this machine as its host, whatever name led the browser here.

use std::io::Cursor;

use tiny_http::{Header, Method, Response};

/// Where the page asks for the opened inputs.
const OPEN: &str = "open.json";
/// The file that is the page itself.
const INDEX: &str = "index.html";

/// What the browser may do with the page. It is the same that the page says of itself.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'";

/// What tells the page to ask for the opened inputs.
const ASK: &str = "<meta name=\"outpath-open\" content=\"open.json\" />";

/// The files of the page by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page(&'static [(&'static str, &'static [u8])]);

impl Page {
    /// Returns the page that is part of the program; it is empty if there was none to build it with.
    pub(crate) fn built_in() -> Self {
        Self(include!(concat!(env!("OUT_DIR"), "/page.rs")))
    }

    /// Returns whether there is nothing to serve.
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    fn file(self, name: &str) -> Option<&'static [u8]> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, bytes)| *bytes)
    }
}

/// What is served.
#[derive(Debug)]
pub(crate) struct Site {
    /// The page.
    pub(crate) page: Page,
    /// The port of this machine.
    pub(crate) port: u16,
    /// Whether there are inputs to open.
    pub(crate) opens: bool,
}

impl Site {
    /// Answers one request; `open` returns the opened inputs as JSON.
    pub(crate) fn answer(
        &self,
        method: &Method,
        url: &str,
        host: Option<&str>,
        open: impl FnOnce() -> String,
    ) -> Response<Cursor<Vec<u8>>> {
        let name = url.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let name = if name.is_empty() { INDEX } else { name };
        if !host.is_some_and(|host| self.is_here(host)) {
            return plain(403, "This page is for the browser of this machine only.\n");
        }
        if !matches!(method, Method::Get | Method::Head) {
            return plain(405, "This page can only be read.\n");
        }
        if name == OPEN && self.opens {
            return with_headers(Response::from_data(open().into_bytes()), "application/json");
        }
        match self.page.file(name) {
            Some(bytes) if self.opens && name == INDEX => {
                let page = String::from_utf8_lossy(bytes);
                let page = page.replacen("<head>", &format!("<head>\n    {ASK}"), 1);
                with_headers(Response::from_data(page.into_bytes()), kind(name))
            }
            Some(bytes) => with_headers(Response::from_data(bytes), kind(name)),
            None => plain(404, "There is no such file.\n"),
        }
    }

    /// Returns whether the host that a request names is this machine by one of its own names.
    fn is_here(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port))
    }
}

fn plain(code: u16, words: &str) -> Response<Cursor<Vec<u8>>> {
    let response = Response::from_data(words.as_bytes()).with_status_code(code);
    with_headers(response, "text/plain; charset=utf-8")
}

fn with_headers(response: Response<Cursor<Vec<u8>>>, kind: &str) -> Response<Cursor<Vec<u8>>> {
    let headers = [
        ("Content-Type", kind),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-cache"),
    ];
    headers.into_iter().fold(response, |response, (name, value)| {
        match Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            Ok(header) => response.with_header(header),
            Err(()) => response,
        }
    })
}

/// Returns the media type of a file, by its ending.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("yaml" | "yml" | "txt" | "md") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const SITE: Site = Site {
        page: Page(&[("index.html", b"<!doctype html><head></head>"), ("assets/a.wasm", b"\0asm")]),
        port: 4711,
        opens: true,
    };

    fn ask(method: &Method, url: &str, host: Option<&str>) -> (u16, String, String) {
        let response = SITE.answer(method, url, host, || "{\"files\":{}}".to_owned());
        let code = response.status_code().0;
        let kind = response.headers().iter().find(|one| one.field.equiv("Content-Type"));
        let kind = kind.unwrap().value.to_string();
        let mut body = String::new();
        response.into_reader().read_to_string(&mut body).unwrap();
        (code, kind, body)
    }

    #[test]
    fn the_page_and_the_inputs_are_there() {
        let here = Some("127.0.0.1:4711");
        let html = "text/html; charset=utf-8".to_owned();
        let index = format!("<!doctype html><head>\n    {ASK}</head>");
        let index = (200, html, index);
        assert_eq!(ask(&Method::Get, "/", here), index);
        assert_eq!(ask(&Method::Get, "/?a=b", Some("localhost:4711")), index);
        assert_eq!(ask(&Method::Get, "/assets/a.wasm", here).1, "application/wasm");
        assert_eq!(ask(&Method::Get, "/open.json", here).2, "{\"files\":{}}");
    }

    #[test]
    fn nobody_else_is_answered() {
        for host in [
            None,
            Some("127.0.0.1"),
            Some("127.0.0.1:4712"),
            Some("evil.example:4711"),
            Some("127.0.0.1:4711.evil.example"),
        ] {
            assert_eq!(ask(&Method::Get, "/open.json", host).0, 403, "{host:?}");
        }
        let here = Some("127.0.0.1:4711");
        assert_eq!(ask(&Method::Post, "/", here).0, 405);
        for outside in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/nothing"] {
            assert_eq!(ask(&Method::Get, outside, here).0, 404, "{outside}");
        }
    }
}
