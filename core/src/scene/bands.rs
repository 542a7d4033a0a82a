//! What lies behind the boxes: places from top to bottom, VPCs across them.

use super::{
    Band, Findings,
    atlas::Atlas,
    draft::{ColumnId, ColumnKey, Draft, End, Spot},
    measure::{self, Weight},
    rack,
    rows::{Extent, MARGIN},
    words,
};
use crate::model::{Id, Model, ObjectId, OutpostId, RegionId, VpcId};

/// How far a band reaches beyond its boxes.
const PAD: i32 = 16;

/// The same for VPCs, whose edges show inside those of places.
const VPC_PAD: i32 = 10;

/// The size of the words of a band.
pub(super) const TITLE: i32 = 12;

/// A place, as far as the room between columns goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Site,
    Outpost(OutpostId),
    Wide,
    Region(RegionId),
}

fn place(model: &Model, key: ColumnKey) -> Place {
    match key {
        ColumnKey::Hosts
        | ColumnKey::Lans
        | ColumnKey::Core
        | ColumnKey::Transit
        | ColumnKey::Border => Place::Site,
        ColumnKey::Edge(outpost) | ColumnKey::Rack(outpost) => Place::Outpost(outpost),
        ColumnKey::Wide => Place::Wide,
        ColumnKey::Gateways(region) | ColumnKey::NoZone(region) => Place::Region(region),
        ColumnKey::Zone(zone) => Place::Region(model.zones[zone].region),
    }
}

/// Returns the least width of the gutter between two columns, or at the rim of the picture.
pub(super) fn room(draft: &Draft<'_>, before: Option<ColumnId>, after: Option<ColumnId>) -> i32 {
    let model = &draft.input.network.model;
    match (before, after) {
        (Some(before), Some(after)) => {
            let [one, other] = [before, after].map(|id| place(model, draft.columns[id].key));
            if one == other { 48 } else { 60 }
        }
        (Some(_), None) | (None, Some(_)) => PAD + 8,
        (None, None) => 0,
    }
}

/// Returns the id of the band of a VPC.
pub(super) fn vpc_id(draft: &Draft<'_>, vpc: VpcId) -> String {
    format!("vpc {}", draft.input.network.model.vpcs[vpc].identity.name)
}

/// Returns the id of the band of the place that a box stands in.
pub(super) fn place_of(draft: &Draft<'_>, end: End) -> Option<String> {
    let model = &draft.input.network.model;
    let item = &draft.items[end.item];
    let site = |at: usize| {
        let site = model.sites.values().nth(at)?;
        Some(format!("site {}", site.identity.name))
    };
    Some(match (draft.columns[item.column].key, item.spot) {
        (_, Spot::Grid { site: at, .. } | Spot::Free { site: at }) => return site(at),
        (ColumnKey::Edge(outpost) | ColumnKey::Rack(outpost), _) => {
            format!("outpost {}", model.outposts[outpost].identity.name)
        }
        (ColumnKey::Wide, _) => "wide-area".to_owned(),
        (ColumnKey::Gateways(region) | ColumnKey::NoZone(region), _) => {
            format!("region {}", model.regions[region].identity.name)
        }
        (ColumnKey::Zone(zone), _) => format!("zone {}", model.zones[zone].identity.name),
        (
            ColumnKey::Hosts
            | ColumnKey::Lans
            | ColumnKey::Core
            | ColumnKey::Transit
            | ColumnKey::Border,
            _,
        ) => return None,
    })
}

/// Returns how many findings are about a box and what is drawn as part of it.
pub(super) fn findings(draft: &Draft<'_>, end: End) -> Findings {
    let here = |object: &ObjectId| draft.ends.get(object).is_some_and(|one| one.item == end.item);
    sum(draft, here)
}

fn sum(draft: &Draft<'_>, here: impl Fn(&ObjectId) -> bool) -> Findings {
    let found = draft.input.findings.iter().filter(|(object, _)| here(object));
    found.fold(Findings::default(), |sum, (_, one)| Findings {
        errors: sum.errors + one.errors,
        warnings: sum.warnings + one.warnings,
    })
}

/// Returns every band, outer ones first.
pub(super) fn of(draft: &Draft<'_>, atlas: &Atlas) -> Vec<Band> {
    let mut bands = Vec::new();
    sites(draft, atlas, &mut bands);
    let model = &draft.input.network.model;
    let whole =
        Extent { top: MARGIN, bottom: atlas.rows.rows.last().map_or(0, |row| row.bottom) + MARGIN };
    for (id, outpost) in model.outposts.iter() {
        let own = |key| matches!(key, ColumnKey::Edge(one) | ColumnKey::Rack(one) if one == id);
        let name = &outpost.identity.name;
        let words = [format!("outpost {name}"), format!("Outpost {name}"), rack::form(model, id)];
        let found = about(draft, |object| object == id.into());
        if let Some(mut band) = band(draft, "place", (own, whole), words, name) {
            band.folded = draft.folds.outposts.contains(&id);
            bands.push(Band { line: draft.line(Some(id.into())), ..noted(band, found) });
        }
    }
    let header =
        Extent { top: MARGIN, bottom: atlas.rows.rows.first().map_or(0, |row| row.bottom) };
    let words = ["wide-area".to_owned(), "Internet and links".to_owned(), String::new()];
    bands.extend(band(draft, "place", (|key| key == ColumnKey::Wide, header), words, "wide-area"));
    regions(draft, whole, &mut bands);
    for (id, vpc) in model.vpcs.iter() {
        let Some(extent) = atlas.rows.rows.get(id.index() + 1) else { continue };
        vpc_band(draft, id, *extent, &vpc.identity.name, &mut bands);
    }
    bands
}

fn sites(draft: &Draft<'_>, atlas: &Atlas, bands: &mut Vec<Band>) {
    let model = &draft.input.network.model;
    for ((id, site), extent) in model.sites.iter().zip(&atlas.rows.sites) {
        let name = &site.identity.name;
        let words = [format!("site {name}"), format!("Site {name}"), String::new()];
        let own = |key| place(model, key) == Place::Site;
        let found = about(draft, |object| match object {
            ObjectId::Site(site) => site == id,
            ObjectId::RouteMap(map) => {
                model.route_maps[map].identity.name.starts_with(&format!("{name}."))
            }
            _ => false,
        });
        if let Some(mut band) = band(draft, "place", (own, *extent), words, name) {
            // Beyond its first column wires between sites may cross the strip.
            let first = draft.columns.values().next().map_or(0, |column| column.width);
            band.label = measure::cut(&band.label, TITLE, Weight::SemiBold, first);
            bands.push(Band { line: draft.line(Some(id.into())), ..noted(band, found) });
        }
    }
}

fn regions(draft: &Draft<'_>, whole: Extent, bands: &mut Vec<Band>) {
    let model = &draft.input.network.model;
    for (id, region) in model.regions.iter() {
        let name = &region.identity.name;
        let words = [format!("region {name}"), format!("Region {name}"), String::new()];
        let own = |key| place(model, key) == Place::Region(id);
        bands.extend(band(draft, "place", (own, whole), words, name));
    }
    for (id, zone) in model.zones.iter() {
        let name = &zone.identity.name;
        let words = [format!("zone {name}"), format!("Zone {name}"), String::new()];
        bands.extend(band(draft, "place", (|key| key == ColumnKey::Zone(id), whole), words, name));
    }
}

fn vpc_band(draft: &Draft<'_>, id: VpcId, extent: Extent, name: &str, bands: &mut Vec<Band>) {
    let model = &draft.input.network.model;
    let vpc = &model.vpcs[id];
    let used: Vec<ColumnId> =
        draft.items.values().filter(|item| item.vpc == Some(id)).map(|item| item.column).collect();
    let gateways = draft.column(ColumnKey::Gateways(vpc.region));
    let beside = gateways.or(draft.column(ColumnKey::NoZone(vpc.region)));
    let first = used.iter().copied().min().or(beside);
    let last = used.iter().copied().max().or(beside);
    let (Some(first), Some(last)) = (first, last) else { return };
    let inside = |key| {
        let column = draft.column(key);
        column.is_some_and(|column| (first..=last).contains(&column))
    };
    let words = [format!("vpc {name}"), format!("VPC {name}"), words::prefixes(&vpc.prefixes)];
    let found = about(draft, |object| match object {
        ObjectId::Vpc(one) => one == id,
        ObjectId::RouteTable(one) => model.route_tables[one].vpc == id,
        ObjectId::SecurityGroup(one) => model.security_groups[one].vpc == id,
        ObjectId::NetworkAcl(one) => model.network_acls[one].vpc == id,
        _ => false,
    });
    let Some(mut band) = band(draft, "vpc", (inside, extent), words, name) else { return };
    // Beyond its first column wires may cross the strip that its words stand in.
    let room = draft.columns[first].width;
    band.label = measure::cut(&band.label, TITLE, Weight::SemiBold, room);
    let left = room - measure::width(&band.label, TITLE, Weight::SemiBold) - 8;
    band.detail = if left < 40 {
        String::new()
    } else {
        measure::cut(&band.detail, words::DETAIL, Weight::Regular, left)
    };
    band.folded = draft.folds.vpcs.contains(&id);
    bands.push(Band { line: draft.line(Some(id.into())), ..noted(band, found) });
}

fn about(draft: &Draft<'_>, here: impl Fn(ObjectId) -> bool) -> Findings {
    sum(draft, |object| !draft.ends.contains_key(object) && here(*object))
}

fn noted(band: Band, found: Findings) -> Band {
    Band { errors: found.errors, warnings: found.warnings, ..band }
}

/// Returns a band over the columns of some keys.
fn band(
    draft: &Draft<'_>,
    kind: &'static str,
    (own, extent): (impl Fn(ColumnKey) -> bool, Extent),
    [id, label, detail]: [String; 3],
    name: &str,
) -> Option<Band> {
    let mine = || draft.columns.values().filter(|column| own(column.key));
    let pad = match (kind, id.starts_with("zone ")) {
        ("vpc", _) => VPC_PAD,
        (_, true) => PAD - 4,
        (_, false) => PAD,
    };
    let left = mine().map(|column| column.x).min()? - pad;
    let right = mine().map(|column| column.x + column.width).max()? + pad;
    let room = right - left - 2 * pad;
    let label = measure::cut(&label, TITLE, Weight::SemiBold, room);
    let rest = room - measure::width(&label, TITLE, Weight::SemiBold) - 8;
    let detail = if rest < 40 {
        String::new()
    } else {
        measure::cut(&detail, words::DETAIL, Weight::Regular, rest)
    };
    Some(Band {
        id,
        kind,
        name: name.to_owned(),
        label,
        detail,
        x: left,
        y: extent.top,
        width: right - left,
        height: extent.bottom - extent.top,
        folded: false,
        errors: 0,
        warnings: 0,
        line: None,
    })
}
