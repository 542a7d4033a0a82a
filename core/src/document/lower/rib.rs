//! Files of routes: one route a line, read without a tree, as a full table has a million.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::{
        check,
        fields::{Family, Kind, ROUTES_FROM},
        load::Known,
        record::{self, Record},
        scalar,
        source_map::Rows,
        tree::Value,
    },
    model::{Key, NextHop, RouterId, RouterRoute},
    text::{FileId, Span, Spanned},
};

use super::{context::Context, gather::Item, host};

/// How many wrong lines of one file are shown; the rest is counted.
const SHOWN: usize = 50;

/// Adds the routes of a router's file to those that are written.
pub(super) fn append<'a>(
    context: &mut Context<'a>,
    router: RouterId,
    scopes: &[&str],
    item: &Item<'a>,
    routes: &mut Vec<RouterRoute>,
) {
    let Some(node) = item.record.get("routes_from") else { return };
    let long = matches!(node.value, Value::Map(_)).then(|| Record::new(&ROUTES_FROM, node));
    let name = match long {
        Some(long) => long.text("file"),
        None => record::spanned(node),
    };
    let Some(name) = name else { return };
    let usual = match long.and_then(|long| long.text("next_hop")) {
        Some(text) => host::next_hop(context, scopes, text),
        None => Some(NextHop::Internet),
    };
    let Some((file, text)) = opened(context.known, name) else {
        let why = context.known.refused(name.span);
        let message = format!("`{}` cannot be read", name.value);
        let found = Diagnostic::new(code::ROUTE_FILE, message, name.span).because(why);
        return context.problems.report(found);
    };
    let all = Span::new(file, 0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    context.problems.region(all, Some(router.into()));
    let mut reading = Reading { context, scopes, usual, known: BTreeMap::new(), wrong: 0 };
    let mut found = reading.lines(file, text);
    reading.repeated(router, routes, &found);
    let wrong = reading.wrong;
    if let Some(more) = wrong.checked_sub(SHOWN).filter(|more| *more > 0) {
        let message = format!("{more} more lines of `{}` are wrong", name.value);
        // At the end of the file, as reports go by place.
        let end = text.trim_end().len();
        context.error(code::BAD_VALUE, message, all.part(end.saturating_sub(1), end));
    }
    found.sort_unstable_by_key(|(route, span)| (route.prefix, route.next_hop, *span));
    found.dedup_by(|later, first| later.0 == first.0);
    let first = routes.len();
    routes.extend(found.iter().map(|(route, _)| *route));
    let spans = found.into_iter().map(|(_, span)| span).collect();
    context.rows.insert((router.into(), "routes"), Rows { first, spans });
}

/// Returns a file of routes and its text, if it was read.
fn opened<'a>(files: Known<'a>, name: Spanned<&str>) -> Option<(FileId, &'a str)> {
    let file = files.file(name.span)?;
    Some((file, &files.sources?.get(file)?.text))
}

/// The reading of one file.
struct Reading<'c, 'a> {
    context: &'c mut Context<'a>,
    scopes: &'c [&'c str],
    /// The next hop of lines that give none.
    usual: Option<NextHop>,
    /// What each next hop of the file means; a table has few, however long it is.
    known: BTreeMap<&'a str, Option<NextHop>>,
    wrong: usize,
}

impl<'a> Reading<'_, 'a> {
    fn lines(&mut self, file: FileId, text: &'a str) -> Vec<(RouterRoute, Span)> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut first = true;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            let head = trimmed.split(',').next().unwrap_or_default().trim();
            if std::mem::take(&mut first) && head.eq_ignore_ascii_case("prefix") {
                continue;
            }
            let shift = start + (line.len() - line.trim_start().len());
            let span = place(file, shift, trimmed.len());
            found.extend(self.line(trimmed, span).map(|route| (route, span)));
        }
        found
    }

    fn line(&mut self, line: &'a str, span: Span) -> Option<RouterRoute> {
        let mut columns = line.split(',');
        let prefix = columns.next().unwrap_or_default();
        let next_hop = columns.next().unwrap_or_default();
        if let Some(rest) = columns.next() {
            let message = "a third column stands where the line should end".to_owned();
            let start = prefix.len() + next_hop.len() + 2;
            let found =
                Diagnostic::new(code::BAD_VALUE, message, span.part(start, start + rest.len()))
                    .because("A line has a prefix and, after a comma, the next hop.");
            self.report(found);
            return None;
        }
        let at = span.part(0, prefix.trim_end().len());
        let prefix_text = prefix.trim_end();
        let suggest = self.context.names.suggest();
        let wrong = check::problem(&Kind::RouterDestination, prefix_text, false, at, suggest);
        if let Some(found) = wrong {
            self.report(found);
        }
        let read = scalar::prefix(prefix_text, Family::Any).ok()?;
        let next_hop = match next_hop.trim() {
            "" => self.usual?,
            text => {
                let start = prefix.len() + 1 + (next_hop.len() - next_hop.trim_start().len());
                self.next_hop(Spanned { value: text, span: span.part(start, start + text.len()) })?
            }
        };
        Some(RouterRoute { prefix: read.prefix, next_hop })
    }

    fn next_hop(&mut self, text: Spanned<&'a str>) -> Option<NextHop> {
        if let Some(known) = self.known.get(text.value) {
            // What was not found is said once; the others just do not become routes.
            self.wrong += usize::from(known.is_none());
            return *known;
        }
        let found = host::next_hop(self.context, self.scopes, text);
        self.known.insert(text.value, found);
        found
    }

    fn report(&mut self, found: Diagnostic) {
        if found.severity == Severity::Error {
            self.wrong += 1;
        }
        if self.wrong <= SHOWN {
            self.context.problems.report(found);
        }
    }

    /// Reports prefixes that stand in the topology file and in the file of routes.
    fn repeated(
        &mut self,
        router: RouterId,
        written: &[RouterRoute],
        found: &[(RouterRoute, Span)],
    ) {
        let written: BTreeMap<_, usize> =
            written.iter().enumerate().map(|(index, route)| (route.prefix, index)).collect();
        for (route, span) in found {
            let Some(index) = written.get(&route.prefix) else { continue };
            let key = Key::item(router, "routes", *index);
            let message = format!("destination `{}` has a written route, too", route.prefix);
            let mut problem = Diagnostic::new(code::DUPLICATE_ROUTE, message, *span)
                .because("The file does not say which of the two the router uses.");
            let shown = self.wrong < SHOWN;
            if let Some(place) = shown.then(|| self.context.said(key)).flatten() {
                problem = problem.related(place, "the written route");
            }
            self.report(problem);
        }
    }
}

fn place(file: FileId, start: usize, length: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, offset(start), offset(start + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Loaded, Loader, Lowered, Opened, open},
        model::{Key, Model, ObjectId},
    };

    struct Files<'a>(&'a [(&'a str, &'a str)]);

    impl Loader for Files<'_> {
        fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
            let (name, text) =
                self.0.iter().find(|(known, _)| *known == name).ok_or("It is not there.")?;
            Ok(Loaded { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() })
        }
    }

    const TOP: &str = "outpath: 1\non_premises: { c: { routers: {\n  r: { interfaces: { a: 10.0.0.1/24 }, \
                       routes: { 10.9.0.0/16: discard }, routes_from: rib.csv },\n  \
                       s: { interfaces: { a: 10.0.0.2/24 } } } } }\n";

    fn read(top: &str, rib: &str) -> (Opened, Lowered) {
        let opened = open(&Files(&[("a.yaml", top), ("rib.csv", rib)]), &["a.yaml"]);
        let lowered = opened.lower();
        (opened, lowered)
    }

    /// Returns `CODE FILE:LINE:COLUMN` of each problem.
    fn problems(top: &str, rib: &str) -> Vec<String> {
        let (opened, lowered) = read(top, rib);
        let places = lowered.diagnostics.iter().map(|one| {
            let place = opened.sources.position(one.primary.as_ref().unwrap().span);
            format!("{} {}:{}:{}", one.code.id, place.file, place.line, place.column)
        });
        places.collect()
    }

    fn router(model: &Model) -> RouterId {
        model.routers.iter().find(|(_, one)| one.identity.name == "c.r").map(|(id, _)| id).unwrap()
    }

    #[test]
    fn lines_become_routes_after_those_that_are_written() {
        let rib = "prefix,next_hop\n# full table\n\n198.51.100.0/24, 10.0.0.9 \r\n 192.0.2.0/24\n2001:db8::/32,s\n";
        let (opened, lowered) = read(TOP, rib);
        assert_eq!(lowered.diagnostics, []);
        let id = router(&lowered.model);
        let routes = lowered.model.routers[id].routes.iter();
        let shown: Vec<String> =
            routes.map(|route| format!("{} {:?}", route.prefix, route.next_hop)).collect();
        let s = lowered.model.routers.iter().find(|(other, _)| *other != id).map(|(s, _)| s);
        assert_eq!(
            shown,
            [
                "10.9.0.0/16 Discard".to_owned(),
                "192.0.2.0/24 Internet".to_owned(),
                "198.51.100.0/24 Address(10.0.0.9)".to_owned(),
                format!("2001:db8::/32 {:?}", NextHop::Router(s.unwrap())),
            ]
        );
        let place = |at| {
            opened.sources.position(lowered.source_map.span(Key::item(id, "routes", at)).unwrap())
        };
        assert_eq!((place(0).file.as_str(), place(0).line), ("a.yaml", 3));
        assert_eq!((place(1).file.as_str(), place(1).line, place(1).column), ("rib.csv", 5, 2));
        assert_eq!(place(2).line, 4);
    }

    #[test]
    fn the_order_of_lines_never_shows() {
        let one = read(TOP, "192.0.2.0/24,s\n192.0.2.0/24,10.0.0.9\n").1.model;
        let other = read(TOP, "192.0.2.0/24,10.0.0.9\n192.0.2.0/24,s\n192.0.2.0/24,s\n").1.model;
        assert_eq!(one, other);
        assert_eq!(one.routers[router(&one)].routes.len(), 3);
    }

    #[test]
    fn the_long_form_gives_the_next_hop_of_lines_without_one() {
        let top = TOP
            .replace("routes_from: rib.csv", "routes_from: { file: rib.csv, next_hop: discard }");
        let model = read(&top, "192.0.2.0/24\n").1.model;
        assert_eq!(
            model.routers[router(&model)].routes.last().map(|r| r.next_hop),
            Some(NextHop::Discard)
        );
    }

    #[test]
    fn wrong_lines_are_named_and_spoil_the_router_only() {
        let rib = "192.0.2.0/24\nnonsense\n 192.0.2.0/33,s\n192.0.2.1/24,s\n192.0.2.0/24,t\n192.0.2.0/24,s,7\n10.9.0.0/16,s\n";
        assert_eq!(
            problems(TOP, rib),
            [
                "OP9104 rib.csv:2:1",
                "OP9104 rib.csv:3:12",
                "OP9301 rib.csv:4:1",
                "OP9201 rib.csv:5:14",
                "OP9104 rib.csv:6:16",
                "OP9410 rib.csv:7:1",
            ]
        );
        let model = read(TOP, rib).1.model;
        assert_eq!(model.incomplete.iter().collect::<Vec<_>>(), [&ObjectId::from(router(&model))]);
    }

    #[test]
    fn of_many_wrong_lines_the_first_are_shown_and_the_others_counted() {
        let rib = "x\n".repeat(1000);
        let (_, lowered) = read(TOP, &rib);
        assert_eq!(lowered.diagnostics.len(), SHOWN + 1);
        let counted = lowered.diagnostics.iter().filter(|one| one.message.starts_with("950 more"));
        assert_eq!(counted.count(), 1);
        let places = problems(TOP, &rib);
        assert_eq!(places.last().map(String::as_str), Some("OP9104 rib.csv:1000:1"));
    }

    #[test]
    fn a_file_that_is_not_there_spoils_the_router_only() {
        let top = TOP.replace("rib.csv", "gone.csv");
        assert_eq!(problems(&top, ""), ["OP9107 a.yaml:3:87"]);
        let model = read(&top, "").1.model;
        assert_eq!(model.incomplete.iter().collect::<Vec<_>>(), [&ObjectId::from(router(&model))]);
    }
}
