//! Outposts, their service links and local gateways.

use std::net::IpAddr;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{Family, Noun, SERVICE_LINK},
        record::Record,
        scalar,
    },
    model::{
        Connectivity, Generation, Id, Key, LocalGateway, ObjectId, Outpost, OutpostForm, OutpostId,
        Resolver, RoutePolicy, ServiceLink, ServiceLinkVif, SessionState,
    },
};

use super::{
    context::{Context, address, asn, ids},
    gather::Item,
    names::Found,
    region,
};

/// Makes Outposts and local gateways.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::Outpost) {
        let zone = item.record.text("zone").and_then(|zone| region::zone(context, zone.value));
        let region = region::region_of(context, &item);
        let (Some(zone), Some(_)) = (zone, region) else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::Outpost, &name, item.record);
        let site = context.reference(item.record, "site", Noun::Site, &[], ids::site);
        let account = context.account(&item);
        let id = OutpostId::from_index(context.model.outposts.len());
        let service_link = service_link(context, id, item.record);
        let made = context.model.outposts.push(Outpost {
            identity,
            form: match item.record.word("form") {
                Some("server") => OutpostForm::Server,
                Some(_) | None => OutpostForm::Rack,
            },
            generation: match item.record.integer("generation") {
                Some(2) => Generation::Second,
                Some(_) | None => Generation::First,
            },
            zone,
            account,
            site,
            backup_of: Vec::new(),
            service_link,
            local_gateway: None,
        });
        context.made(Noun::Outpost, &name, made, &item);
    }
    link_backups(context);
    make_service_link_vifs(context);
    make_local_gateways(context);
}

/// Names the Outposts that others stand in for; they are all there by now.
fn link_backups(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::Outpost) {
        let found = context.names.look_up(&name, &[Noun::Outpost], &[]);
        let Found::Object(ObjectId::Outpost(id)) = found else { continue };
        let texts = item.record.texts("backup_of");
        let others = context.references(texts, Noun::Outpost, &[], ids::outpost);
        context.model.outposts[id].backup_of = context.sorted(id, "backup_of", others);
    }
}

fn service_link<'a>(context: &mut Context<'a>, id: OutpostId, outpost: Record<'a>) -> ServiceLink {
    let Some(node) = outpost.get("service_link") else {
        return ServiceLink {
            connectivity: None,
            blocks: Vec::new(),
            anchors: Vec::new(),
            up: true,
            resolver: None,
        };
    };
    let record = Record::new(&SERVICE_LINK, node);
    for (field, span) in record.set_fields() {
        context.origin(Key::field(id, field.name), span);
    }
    ServiceLink {
        connectivity: record.word("connectivity").map(|word| match word {
            "private" => Connectivity::Private,
            _public => Connectivity::Public,
        }),
        blocks: context.prefixes(id, record, "block"),
        anchors: anchors(context, id, record),
        up: record.word("state") != Some("down"),
        resolver: record.word("resolver").map(|word| match word {
            "local" => Resolver::Local,
            _region => Resolver::Region,
        }),
    }
}

fn anchors<'a>(context: &mut Context<'a>, id: OutpostId, record: Record<'a>) -> Vec<IpAddr> {
    let found = record.items("anchors").iter().filter_map(|node| {
        let address = scalar::address(node.text()?, Family::V4).ok()?;
        Some((address, node.span))
    });
    context.sorted(id, "anchors", found.collect())
}

/// Makes the virtual interfaces of service links; Outposts and routers are there already.
fn make_service_link_vifs(context: &mut Context<'_>) {
    for (name, container, item) in context.items(Noun::ServiceLinkVif) {
        let outpost = container.strip_suffix(".service-link").unwrap_or(&container);
        let found = context.names.look_up(outpost, &[Noun::Outpost], &[]);
        let (Found::Object(ObjectId::Outpost(outpost)), Some(local)) =
            (found, item.record.interface_address("local"))
        else {
            context.unmade(&item, None);
            continue;
        };
        let record = item.record;
        let identity = context.identity(Noun::ServiceLinkVif, &name, record);
        let router = context.reference(record, "peer", Noun::Router, &[], ids::router);
        let id = context.model.service_link_vifs.push(ServiceLinkVif {
            identity,
            outpost,
            lag: record.text("lag").map_or(item.local, |lag| lag.value).to_owned(),
            vlan: record.integer("vlan").and_then(|vlan| u16::try_from(vlan).ok()),
            local: local.value,
            peer_address: address(record, "peer_ip"),
            asn: asn(record, "asn"),
            peer_asn: asn(record, "peer_asn"),
            router,
            session: match record.word("session") {
                Some("down") => SessionState::Down,
                Some(_) | None => SessionState::Up,
            },
            maintenance: record.flag("maintenance").unwrap_or(false),
            policy: RoutePolicy::default(),
            half: record.prefix("half").map(|prefix| prefix.value),
        });
        context.made(Noun::ServiceLinkVif, &name, id, &item);
        if record.get("announce").is_some() {
            let announce = context.prefixes(id, record, "announce");
            context.model.service_link_vifs[id].policy.announce = Some(announce);
        }
    }
}

fn make_local_gateways(context: &mut Context<'_>) {
    for (name, outpost, item) in context.items(Noun::LocalGateway) {
        let found = context.names.look_up(&outpost, &[Noun::Outpost], &[]);
        let Found::Object(object) = found else {
            context.unmade(&item, None);
            continue;
        };
        let Some(outpost_id) = ids::outpost(object) else { continue };
        if context.model.outposts[outpost_id].form == OutpostForm::Server {
            refuse_server(context, &outpost, &item);
            continue;
        }
        let identity = context.identity(Noun::LocalGateway, &name, item.record);
        let gateway = LocalGateway { identity, outpost: outpost_id };
        let id = context.model.local_gateways.push(gateway);
        context.made(Noun::LocalGateway, &name, id, &item);
        context.model.outposts[outpost_id].local_gateway = Some(id);
    }
}

fn refuse_server(context: &mut Context<'_>, outpost: &str, item: &Item<'_>) {
    let message = format!("Outpost `{outpost}` is a server and has no local gateway");
    let mut found = Diagnostic::new(code::LOCAL_GATEWAY_ON_SERVER, message, item.name_span)
        .because(
            "Racks have a local gateway; servers connect to the LAN by local network interfaces.",
        )
        .help("Remove `local_gateway`, or write `form: rack` if it is a rack.");
    if let Some(place) = context.names.place(Noun::Outpost, outpost) {
        found = found.related(super::names::head(place, outpost), "the Outpost");
    }
    context.problems.report(found);
}
