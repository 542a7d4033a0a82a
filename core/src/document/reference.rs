//! The reference of the topology file, as Markdown.

use super::{
    check::{expected, with_article},
    fields::{FIELDS, Field, Form, Kind, Noun, Shape},
};

/// What stands before the tables: all that is about more than one field.
const INTRODUCTION: &str = "\
# The topology file

A topology file is YAML or JSON and starts with `outpath: 1`. The order of its parts never matters, with two
exceptions: `source_nat` of a router and the entries of a route map, where the first one that applies decides.

This page is made from the table of fields that the program itself reads files with. `outpath schema` prints
the same as a JSON Schema for editors.

## Names

The file gives a name to each thing. A name holds no spaces, dots, commas, brackets or quotes. Each kind of
thing has names of its own: a subnet and a route table may both be called `rack`. The full name puts the
containers first, with dots: `shop.rack` is subnet `rack` of VPC `shop`, `plant-1.lgw` the local gateway of
Outpost `plant-1`, `plant-1.lgw.campus` a route table of it and `web.eth1` a further interface of instance `web`.

What stands in the same VPC, local gateway or site may be referred to without the container: `route_table: rack`,
`next_hop: cnd-1`. Wherever a name stands, an AWS id does too, if the thing has an `id`, and a `Name` tag that no other one has. Members of groups may leave
out the site of a host if its name is unique.

## Several inputs

Every command takes several inputs, and what `include` names is one more: together they are one topology. Things that
are the same merge, field by field. The same are things of one AWS id, and things of one name in one container; a key
may be the AWS id of something that another input describes, or its `Name` tag if only one thing there has it. So a
file can add to a snapshot what AWS does not know: `vpcs: { vpc-0abc: { subnets: { rack: { outpost: plant-1 } } } }`.

What an input leaves out, another may give. What two inputs say differently is an error with both places, and the first
one counts until then; lists must hold the same, in any order, except `expect`, `needs_disconnected` and `include`, which add up. `region`,
`account` and `block_public_access` at the top hold for what that input describes first. A name that a person gives
wins over one that was imported; two names that people give one AWS id are an error.

## Targets

The target of a route in a VPC is `local`, `igw` (the internet gateway of the VPC), `eigw` (its egress-only one), `vgw`
(its virtual private gateway), `lgw` (the local gateway of the Outpost that the table's subnets lie on), `OUTPOST.lgw`,
`nat_gateway.NAME`, `vpc_endpoint.NAME`, `peering_connection.NAME`, `transit_gateway.NAME`, `instance.NAME` or
`network_interface.NAME`. Two targets are read but not judged, so that a path to them is unknown:
`carrier_gateway.NAME` and `core_network.NAME`. So are `transit_gateway.NAME`, `virtual_private_gateway.NAME` and
`vpc_endpoint.NAME` in a file that describes no transit gateway, no virtual private gateway or no VPC endpoint at all.
`deleted.NAME` is a target that is gone: the route is a black hole.

The target of a local gateway route is `vif_group.NAME` or `network_interface.NAME`, that of a transit gateway route
`attachment.NAME` or `blackhole`. The next hop of a router's route is an address, a router of its site or
`SITE.ROUTER`, `vpn_connection.NAME`, `internet` or `discard`; a list of next hops shares the
load.

Routes of a VPC route table that have the same destination, one static and the others propagated, stand in one list:
`10.9.0.0/16: [lgw, { target: virtual_private_gateway.v, origin: direct-connect }]`.

A segment belongs to the site that it is written at. Routers of other sites stand on it by its full name, as on a WAN:
`wan: { address: 192.168.255.3/29, segment: north.wan }`.

`!unknown` in place of a value says that nobody knows it, as in `cidr: !unknown`: a path that depends on it is
unknown. `outpath import` writes it where the answers of AWS leave something open.

A full table does not have to be written as YAML: `routes_from: rib.csv` reads a file with one route a line, a prefix
and after a comma the next hop, such as `198.51.100.0/24,172.16.0.1`.

A destination is a prefix, or in a VPC or local gateway route table `prefix_list.NAME`.

## BGP

A router without `bgp` tells AWS exactly what its `announce` says, over every virtual interface and link that names it, and
tells other routers nothing. One with `bgp` tells its neighbors `announce` and what it selects of what they tell it:

```yaml
route_maps:
  from-provider:                       # tried in order; what no entry matches is refused
    - action: deny
      match: { prefixes: 10.0.0.0/8 le 32 }
    - match: { as_path: ^65100_ }      # all conditions of an entry must hold
      set: { local_preference: 200 }
routers:
  edge:
    asn: 65010
    interfaces: { core: { address: 192.168.0.1/30, cost: 10 }, provider: 203.0.113.2/30 }
    bgp:
      neighbors:
        core: { next_hop_self: true }  # a router of the same AS, which names `edge` in turn
        provider.pe: { import: from-provider }
        plant-1.lgw.main.ond-1: {}     # speaks to it anyway; an entry gives policies
```

Two routers have a session if both name each other and what each expects is what the other has. Of two ASes they share a segment, or
both say `multihop`; of one AS it is enough that each has a way to the other: by a segment, a static route, or interfaces with a `cost`.
What the file does not say counts as agreeing.

## Flows and expectations

A flow is `SOURCE -> DESTINATION`, then a protocol (`tcp/443`, `udp/5000>53`, `icmp`, `icmp/echo`, `icmp/3.4`,
`icmpv6`, `proto/107`; `any` without one), then `over ipv4` or `over ipv6` where both ends have both; IPv4 without it.
An end is a name or AWS id, an address (`shop/10.0.3.112` where several VPCs have it), `internet`,
`internet(8.8.8.8)`, or `onprem:PREFIX`. Source ports are 1024-65535 unless the flow says.

Clauses follow: `via NODE` and `not via NODE` (what both directions must pass, or neither may: any node, or a VPC,
Outpost, site, VIF group or group for any part of it), `size BYTES`, `leaving FIELD=VALUE` and `arriving FIELD=VALUE`
(what the header must be at the source and at the destination; the fields are `source`, `destination`, `source-port`,
`destination-port` and `protocol`). `outpath trace` takes the same as options.

An expectation is a flow that must work, there and back, or with `-x->` one of which no packet may arrive. Those below
`needs_disconnected` are like those below `expect`, and must hold also while no Outpost has its service link.

`internet`, `onprem:PREFIX` and a LAN segment are sets of addresses, and an expectation holds only if it holds for
every address. Packets fare differently only where a prefix that the file mentions ends, so one address of each part
between such borders is tried, which is a proof; the first one that fails is named. Where a set has more than 2,048
parts, what was not tried is not proved: the expectation is undecided.

- `internet` is every public address that the file does not use itself (TOP-21).
- `onprem:PREFIX` is what lies in declared LAN segments, without the first and last address of each (TOP-20).
- `->` is about hosts: the address that one would use, no router's own, and one version of IP.
- `-x->` is about everything: every address of every interface of both ends, customer-owned and public ones, those
  of routers too, in both versions of IP.
";

/// Returns the reference of the topology file in Markdown.
#[must_use]
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n## The file\n");
    write_shape(&mut page, &FIELDS, "");
    page
}

/// Writes the table of a shape, then the shapes within.
fn write_shape(page: &mut String, shape: &'static Shape, path: &str) {
    page.push_str(&format!("\n{}\n\n", shape.doc));
    page.push_str("| Field | Takes | Without it | Meaning |\n|---|---|---|---|\n");
    for field in shape.fields {
        page.push_str(&row(field));
    }
    for field in shape.fields {
        let dot = if path.is_empty() { "" } else { "." };
        write_inner(page, &field.kind, &format!("{path}{dot}{}", field.name));
    }
}

fn row(field: &Field) -> String {
    let without = match (field.required, field.default) {
        (true, _) => "an error",
        (false, default) => default,
    };
    let mut meaning = field.doc.to_owned();
    if let Kind::Word(words) = field.kind {
        for (word, doc) in words {
            meaning.push_str(&format!("<br>`{word}`: {doc}"));
        }
    }
    if !field.facts.is_empty() {
        meaning.push_str(&format!(" ({})", field.facts.join(", ")));
    }
    format!("| `{}` | {} | {without} | {meaning} |\n", field.name, takes(&field.kind))
}

/// Returns what a field takes, in a few words.
pub(super) fn takes(kind: &Kind) -> String {
    match (kind, kind.form()) {
        (Kind::Reference(nouns), _) if nouns.len() == Noun::ALL.len() => "a name".to_owned(),
        (Kind::Word(words), _) => {
            words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        (_, Form::Map(key, value)) => map_words(key, value),
        (_, Form::Either(kinds)) => kinds.iter().map(takes).collect::<Vec<_>>().join(", or "),
        (_, Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Object(_)) => expected(kind),
    }
}

/// Returns what a mapping with free keys is.
fn map_words(key: &Kind, value: &Kind) -> String {
    match key {
        Kind::Name => format!("a mapping from names, each to {}", value_words(value)),
        Kind::Destination | Kind::RouterDestination => {
            "a mapping from destinations to targets".to_owned()
        }
        Kind::Setting => "a mapping from settings to values".to_owned(),
        Kind::Prefix(_) => format!("a mapping from prefixes, each to {}", value_words(value)),
        Kind::Integer { .. } => {
            format!("a mapping from numbers, each to {}", value_words(value))
        }
        _free_words => "a mapping".to_owned(),
    }
}

/// Returns what a named value is: the noun of its shape where it has one.
fn value_words(kind: &Kind) -> String {
    match kind.form() {
        Form::Object(shape) => with_article(shape.name),
        Form::Either(kinds) => kinds.iter().map(value_words).collect::<Vec<_>>().join(", or "),
        Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Map(..) => takes(kind),
    }
}

/// Returns the shapes that a value can have.
fn shapes(kind: &Kind) -> Vec<&'static Shape> {
    match kind.form() {
        Form::Object(shape) => vec![shape],
        Form::Map(_, value) | Form::List(value) | Form::OneOrMany(value) => shapes(value),
        Form::Either(kinds) => kinds.iter().flat_map(shapes).collect(),
        Form::Single => Vec::new(),
    }
}

/// Writes the sections of the shapes within a field.
fn write_inner(page: &mut String, kind: &Kind, path: &str) {
    let within = match kind.form() {
        Form::Map(Kind::Destination, _) => format!("{path}.DESTINATION"),
        Form::Map(..) => format!("{path}.NAME"),
        Form::Either(kinds) => {
            kinds.iter().for_each(|kind| write_inner(page, kind, path));
            return;
        }
        Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Object(_) => path.to_owned(),
    };
    // A list of long forms has the shape of one.
    let mut shapes = shapes(kind);
    shapes.dedup_by_key(|shape| shape.name);
    for shape in shapes {
        page.push_str(&format!("\n## `{within}`\n"));
        write_shape(page, shape, &within);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example stands for itself: only what it names beyond itself is not there.
    #[test]
    fn the_example_is_one() {
        let page = reference();
        let (_, rest) = page.split_once("```yaml\n").unwrap();
        let (example, _) = rest.split_once("```").unwrap();
        let lines = example.lines().map(|line| format!("    {line}\n"));
        let text = format!("outpath: 1\non_premises:\n  campus:\n{}", lines.collect::<String>());
        let mut sources = crate::text::Sources::default();
        let (document, problems) =
            crate::document::read_bytes(&mut sources, "a.yaml", text.as_bytes());
        assert_eq!(problems, []);
        let lowered = crate::document::lower(&[document]);
        let messages = lowered.diagnostics.iter().map(|found| found.message.as_str());
        let names = ["core", "provider.pe", "plant-1.lgw.main.ond-1"];
        let absent = names.map(|name| format!("`{name}` is not defined"));
        assert_eq!(messages.collect::<Vec<_>>(), absent);
    }

    #[test]
    fn the_reference_has_a_row_for_every_field() {
        let page = reference();
        assert!(page.contains("\n## `outposts.NAME.local_gateway.vif_groups.NAME.vifs.NAME`\n"));
        assert!(page.contains("| `vlan` | a whole number from 1 to 4094 |"));
        assert!(!page.contains("| \n"), "no row is cut off");
        assert!(page.lines().all(|line| !line.ends_with(' ')));
    }
}
