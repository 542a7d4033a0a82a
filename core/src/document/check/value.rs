//! Single values: what each kind expects, and what is wrong with one.

use crate::{
    addr::InterfaceAddress,
    diagnostic::{Change, Diagnostic, Fix, code},
    document::{
        fields::{Family, Field, Form, Kind},
        scalar::{self, Flaw},
        suggest::{Suggest, listed},
        tree::{Node, Value},
    },
    facts::SETTINGS,
    query::{QueryError, Side, parse_network_acl_rule, parse_security_group_rule},
    text::Span,
};

/// Returns whether a value has the form that a kind takes.
pub(in crate::document) fn takes(kind: &Kind, node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Broken => false,
        Value::Scalar { .. } => match kind.form() {
            Form::Single | Form::OneOrMany(_) => true,
            Form::Either(kinds) => kinds.iter().any(|kind| takes(kind, node)),
            Form::List(_) | Form::Map(..) | Form::Object(_) => false,
        },
        Value::List(_) => matches!(kind, Kind::List(_) | Kind::OneOrMany(_)),
        Value::Map(_) => matches!(kind, Kind::Map { .. } | Kind::Object(_)),
    }
}

/// Returns what a kind expects, with an article.
pub(in crate::document) fn expected(kind: &Kind) -> String {
    let words = match kind {
        Kind::Version => "the number 1",
        Kind::Text => "a text",
        Kind::Name => "a name",
        Kind::AccountNumber => "an account number of twelve digits",
        Kind::Bool => "`true` or `false`",
        Kind::Integer { min, max } => return format!("a whole number from {min} to {max}"),
        Kind::Prefix(Family::Any) | Kind::RouterDestination => "a prefix such as 10.0.0.0/16",
        Kind::Prefix(Family::V4) => "an IPv4 prefix such as 10.0.0.0/16",
        Kind::Prefix(Family::V6) => "an IPv6 prefix such as 2001:db8::/64",
        Kind::Destination => "a prefix or `prefix_list.NAME`",
        Kind::Address(Family::Any) => "an IP address",
        Kind::Address(Family::V4) => "an IPv4 address",
        Kind::Address(Family::V6) => "an IPv6 address",
        Kind::InterfaceAddress => "an address with a length such as 172.31.0.1/30",
        Kind::Word(words) => {
            return format!("one of {}", listed(words.iter().map(|(word, _)| *word)));
        }
        Kind::Reference(nouns) => match nouns {
            [noun] => return format!("the name of {}", noun.with_article()),
            _several => "a name",
        },
        Kind::Target | Kind::LocalGatewayTarget | Kind::TransitGatewayTarget => "a target",
        Kind::NextHop => "an address, a router, `vpn_connection.NAME`, `internet` or `discard`",
        Kind::Setting => "the id of a setting",
        Kind::Expectation => "a line such as `web -> db tcp/5432`",
        Kind::SecurityGroupRule(Side::From) => "a rule such as `tcp/443 from 10.0.0.0/8`",
        Kind::SecurityGroupRule(Side::To) => "a rule such as `tcp/443 to 10.0.0.0/8`",
        Kind::NetworkAclRule(Side::From) => "a rule such as `allow tcp/443 from 10.0.0.0/8`",
        Kind::NetworkAclRule(Side::To) => "a rule such as `allow tcp/443 to 10.0.0.0/8`",
        Kind::PrefixRange => "a prefix such as `10.0.0.0/8 le 24`",
        Kind::AsPath => "a pattern over an AS path such as `^65010_`",
        Kind::Community => "a community such as 65000:100",
        Kind::List(item) => return format!("a list, each item {}", expected(item)),
        Kind::OneOrMany(item) => return format!("{}, or a list of such", expected(item)),
        Kind::Map { .. } | Kind::Object(_) => "a mapping",
        Kind::Either(kinds) => return kinds.iter().map(expected).collect::<Vec<_>>().join(", or "),
    };
    words.to_owned()
}

/// Returns a noun with its article.
pub(in crate::document) fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// Returns the sentence that tells how to give a missing field.
pub(super) fn how_to_give(field: &Field) -> String {
    if let Kind::Version = field.kind {
        return "Start the file with `outpath: 1`.".to_owned();
    }
    format!("Add `{}:` with {}.", field.name, expected(&field.kind))
}

/// Returns what is wrong with a single value, if anything is.
pub(in crate::document) fn problem(
    kind: &'static Kind,
    text: &str,
    quoted: bool,
    span: Span,
    suggest: &Suggest,
) -> Option<Diagnostic> {
    let result = match kind {
        Kind::Version => return version(text, span),
        Kind::Word(words) => return word(words, text, span, suggest),
        Kind::Setting => return setting(text, span, suggest),
        Kind::Prefix(family) => match scalar::prefix(text, *family) {
            Ok(read) => return host_bits(read, text, span),
            Err(flaw) => Err(flaw),
        },
        Kind::Destination if scalar::prefix_list(text).is_some() => Ok(()),
        Kind::Destination | Kind::RouterDestination => match scalar::prefix(text, Family::Any) {
            Ok(read) => return loose_host_bits(read, text, span),
            Err(flaw) => Err(flaw),
        },
        Kind::Bool if quoted => Err(quotes(text)),
        Kind::Bool => scalar::boolean(text).map(|_| ()).ok_or_else(|| Flaw {
            part: 0..text.len(),
            because: "`true` or `false` stands here".to_owned(),
        }),
        Kind::Integer { min, max } => scalar::integer(text, *min, *max).map(|_| ()),
        Kind::Address(family) => scalar::address(text, *family).map(|_| ()),
        Kind::InterfaceAddress => interface_address(text),
        Kind::Name => scalar::name(text),
        Kind::AccountNumber => scalar::account_number(text),
        Kind::SecurityGroupRule(side) => {
            parse_security_group_rule(text, *side).map(|_| ()).map_err(flaw)
        }
        Kind::NetworkAclRule(side) => parse_network_acl_rule(text, *side).map(|_| ()).map_err(flaw),
        Kind::PrefixRange => scalar::prefix_range(text).map(|_| ()),
        Kind::AsPath => scalar::as_path(text).map(|_| ()),
        Kind::Community => scalar::community(text).map(|_| ()),
        Kind::Text
        | Kind::Reference(_)
        | Kind::Target
        | Kind::LocalGatewayTarget
        | Kind::TransitGatewayTarget
        | Kind::NextHop
        | Kind::Expectation
        | Kind::List(_)
        | Kind::OneOrMany(_)
        | Kind::Map { .. }
        | Kind::Object(_)
        | Kind::Either(_) => Ok(()),
    };
    let flaw = result.err()?;
    let message = format!("`{}` is not {}", clipped(text), expected(kind));
    let place = if flaw.part.len() == text.len() { span } else { part(span, text, &flaw) };
    Some(Diagnostic::new(code::BAD_VALUE, message, place).because(flaw.because))
}

/// Returns what is wrong with a rule of a filter.
fn flaw(error: QueryError) -> Flaw {
    Flaw { part: error.span.clone(), because: error.to_string() }
}

/// Returns the place of a part of a scalar; all of it where quotes or escapes shift the bytes.
fn part(span: Span, text: &str, flaw: &Flaw) -> Span {
    let shift = (span.end - span.start) as usize - text.len().min((span.end - span.start) as usize);
    match shift {
        0 => span.part(flaw.part.start, flaw.part.end),
        2 => span.part(flaw.part.start + 1, flaw.part.end + 1),
        _escaped => span,
    }
}

/// Returns the beginning of a text that may be long.
fn clipped(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(60).chain(['…']).collect()
}

fn quotes(text: &str) -> Flaw {
    Flaw {
        part: 0..text.len(),
        because: "in quotes this is text; write it without them".to_owned(),
    }
}

fn interface_address(text: &str) -> Result<(), Flaw> {
    let whole = |because: &str| Flaw { part: 0..text.len(), because: because.to_owned() };
    let read = scalar::prefix(text, Family::Any)?;
    let bits = if read.address.is_ipv6() { 128 } else { 32 };
    let spare = bits - read.prefix.length();
    if spare > 1 && read.address == read.prefix.network() {
        return Err(whole("this is the network itself; an interface needs one of its addresses"));
    }
    if spare > 1 && read.address.is_ipv4() && read.address == read.prefix.last() {
        return Err(whole("this is the broadcast address; an interface needs another one"));
    }
    Ok(())
}

fn version(text: &str, span: Span) -> Option<Diagnostic> {
    let message =
        format!("version `{}` of the format is not one that this program reads", clipped(text));
    let found =
        Diagnostic::new(code::UNSUPPORTED_VERSION, message, span).help("Write `outpath: 1`.");
    (text != "1").then_some(found)
}

fn word(
    words: &'static [(&'static str, &'static str)],
    text: &str,
    span: Span,
    suggest: &Suggest,
) -> Option<Diagnostic> {
    if words.iter().any(|(word, _)| *word == text) {
        return None;
    }
    let all = || words.iter().map(|(word, _)| *word);
    let message = format!("`{}` is not one of {}", clipped(text), listed(all()));
    let mut found = Diagnostic::new(code::BAD_VALUE, message, span);
    if let Some(near) = suggest.nearest(text, all()) {
        found = found.did_you_mean(near);
    }
    let means = words.iter().map(|(word, doc)| format!("`{word}`: {doc}")).collect::<Vec<_>>();
    Some(found.help(means.join(" ")))
}

fn setting(text: &str, span: Span, suggest: &Suggest) -> Option<Diagnostic> {
    let all = || SETTINGS.iter().map(|setting| setting.fact);
    if all().any(|fact| fact == text) {
        return None;
    }
    let message = format!("`{}` is not a setting", clipped(text));
    let mut found = Diagnostic::new(code::UNKNOWN_SETTING, message, span);
    if let Some(near) = suggest.nearest(text, all()) {
        found = found.did_you_mean(near);
    }
    Some(found.help(format!("The settings are {}.", listed(all()))))
}

fn host_bits(read: InterfaceAddress, text: &str, span: Span) -> Option<Diagnostic> {
    let found = Diagnostic::new(code::HOST_BITS, format!("`{text}` has host bits set"), span)
        .because("A prefix ends with zeros after its length, so one of the two is mistyped.")
        .help(format!("Write `{}`, or the address alone if one address is meant.", read.prefix));
    read.has_host_bits().then_some(found)
}

fn loose_host_bits(read: InterfaceAddress, text: &str, span: Span) -> Option<Diagnostic> {
    let message = format!("destination `{text}` has host bits set");
    let found = Diagnostic::new(code::HOST_BITS_IN_DESTINATION, message, span)
        .because("AWS clears these bits and says nothing, and so does this program.")
        .help(format!("Write `{}` if that is meant.", read.prefix))
        .fix(Fix::new(
            format!("write `{}`", read.prefix),
            Change::Write { place: span, text: read.prefix.to_string() },
        ));
    read.has_host_bits().then_some(found)
}
