//! What was tried, written into the text that describes the network.

use super::{Piece, Workspace};
use crate::{
    document::{self, Origin, Rewrite},
    model::{
        Destination, InstanceState, LocalGatewayRouteTarget, Model, ObjectId, RouteTableId,
        RouteTarget, SessionState,
    },
    query::parse_trial,
    scenario::{self, Change},
    text::Span,
};

/// A change of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The name of the text.
    pub file: String,
    /// The pieces of text that make the change.
    pub pieces: Vec<Piece>,
}

impl Workspace {
    /// Returns what to edit so that the inputs themselves say what a trial does.
    ///
    /// # Errors
    /// Says why the trial means nothing, or why no text can be edited so.
    pub fn to_file(&self, trial: &str) -> Result<Written, String> {
        let model = &self.lowered.model;
        let parsed = parse_trial(trial).map_err(|error| error.to_string())?;
        let change = scenario::understand(model, &parsed)
            .map_err(|why| format!("{}. {}", why.message, why.help))?;
        if scenario::apply(model, &change).1.objects.is_empty() {
            return Err("the inputs say so already".to_owned());
        }
        let (object, what) = rewrite(model, &change)?;
        let (object, what) = self.written_in(object, what);
        let name = &model.identity(object).name;
        let origins = self.lowered.source_map.origins(object);
        let places: Vec<Span> = origins
            .filter_map(|origin| match origin {
                Origin::Text(span) => Some(span),
                Origin::Resource { .. } => None,
            })
            .collect();
        let edits = document::rewrite(&self.sources, &places, &what)
            .map_err(|why| format!("{} `{name}`: {why}", model.noun(object)))?;
        let piece = |edit: &crate::diagnostic::Edit| Piece {
            place: self.place(edit.span),
            text: edit.text.clone(),
        };
        let pieces: Vec<Piece> = edits.iter().map(piece).collect();
        let file = pieces.first().map(|piece| piece.place.file.clone());
        Ok(Written { file: file.unwrap_or_default(), pieces })
    }

    /// Returns where something is written: a main route table that is not stands in its VPC.
    fn written_in(&self, object: ObjectId, what: Rewrite) -> (ObjectId, Rewrite) {
        let ObjectId::RouteTable(table) = object else { return (object, what) };
        if self.lowered.source_map.origins(object).next().is_some() {
            return (object, what);
        }
        let within = |path: Vec<String>| {
            let table = &self.lowered.model.route_tables[table].identity.name;
            let name = table.rsplit('.').next().unwrap_or(table).to_owned();
            ["route_tables".to_owned(), name].into_iter().chain(path).collect()
        };
        let what = match what {
            Rewrite::Route { path, keys, target } => {
                Rewrite::Route { path: within(path), keys, target }
            }
            Rewrite::Set { .. }
            | Rewrite::Fill { .. }
            | Rewrite::List { .. }
            | Rewrite::Unroute { .. } => what,
        };
        (self.lowered.model.route_tables[table].vpc.into(), what)
    }
}

fn set(path: &[&str], value: &str) -> Rewrite {
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    Rewrite::Set { path, value: value.to_owned() }
}

fn session(state: SessionState) -> Rewrite {
    let value = match state {
        SessionState::Up => "up",
        SessionState::Down => "down",
    };
    set(&["session"], value)
}

/// Returns the object that a change is about, and what its text has to say.
fn rewrite(model: &Model, change: &Change) -> Result<(ObjectId, Rewrite), String> {
    let works = |up: bool| set(&["state"], if up { "up" } else { "down" });
    Ok(match change {
        Change::ServiceLink { outpost, up } => {
            let state = if *up { "up" } else { "down" };
            ((*outpost).into(), set(&["service_link", "state"], state))
        }
        Change::Vif { vif, state } => ((*vif).into(), set(&["state"], state.word())),
        Change::Session { vif, state } => ((*vif).into(), session(*state)),
        Change::ServiceLinkSession { vif, state } => ((*vif).into(), session(*state)),
        Change::DirectConnectSession { interface, state } => ((*interface).into(), session(*state)),
        Change::DirectConnectInterface { interface, state } => {
            ((*interface).into(), set(&["state"], state.word()))
        }
        Change::DirectConnectPort { connection, up } => ((*connection).into(), works(*up)),
        Change::Router { router, up } => {
            let device = model.routers[*router].vrf_of.unwrap_or(*router);
            (device.into(), works(*up))
        }
        Change::Segment { segment, up } => ((*segment).into(), works(*up)),
        Change::Tunnels { connection, up } => {
            let value = if *up > 0 { "up" } else { "down" }.to_owned();
            let count = model.vpn_connections[*connection].tunnels.len();
            ((*connection).into(), Rewrite::Fill { field: "tunnels".to_owned(), value, count })
        }
        Change::Instance { instance, state } => {
            let value = match state {
                InstanceState::Running => "running",
                InstanceState::Stopped => "stopped",
            };
            ((*instance).into(), set(&["state"], value))
        }
        Change::NatGateway { gateway, state } => ((*gateway).into(), set(&["state"], state.word())),
        Change::Attachment { attachment, state } => {
            ((*attachment).into(), set(&["state"], state.word()))
        }
        Change::RegionalNatGateway { gateway, state } => {
            ((*gateway).into(), set(&["state"], state.word()))
        }
        Change::Announce { router, prefix } => {
            ((*router).into(), announce(&prefix.to_string(), true))
        }
        Change::Withdraw { router, prefix } => {
            ((*router).into(), announce(&prefix.to_string(), false))
        }
        Change::AddRoute { .. }
        | Change::RemoveRoute { .. }
        | Change::AddLocalGatewayRoute { .. }
        | Change::RemoveLocalGatewayRoute { .. } => return route(model, change),
        Change::Nothing
        | Change::Peering { .. }
        | Change::Maintenance { .. }
        | Change::Lag { .. }
        | Change::VpcAssociation { .. }
        | Change::VifGroupAssociation { .. }
        | Change::OutpostFails(_)
        | Change::ZoneFails(_)
        | Change::VifGroup { .. }
        | Change::SubnetAssociation { .. }
        | Change::Coip { .. } => return Err("a file has no words for this change".to_owned()),
    })
}

fn announce(prefix: &str, add: bool) -> Rewrite {
    Rewrite::List { field: "announce".to_owned(), item: prefix.to_owned(), add }
}

fn route(model: &Model, change: &Change) -> Result<(ObjectId, Rewrite), String> {
    let path = vec!["routes".to_owned()];
    let to = |object: ObjectId, destination: Destination, target: ObjectId| {
        let target = document::spelled(model, object, target).ok_or_else(|| {
            let (noun, name) = (model.noun(target), &model.identity(target).name);
            format!(
                "no route of {} `{}` can lead to {noun} `{name}`",
                model.noun(object),
                model.identity(object).name
            )
        })?;
        Ok((object, Rewrite::Route { path: path.clone(), keys: keys(model, destination), target }))
    };
    let from = |object: ObjectId, destination: Destination| {
        Ok((object, Rewrite::Unroute { path: path.clone(), keys: keys(model, destination) }))
    };
    match change {
        Change::AddRoute { table, route } => {
            let target =
                target(model, *table, route.target).ok_or("a file has no words for this target")?;
            to((*table).into(), route.destination, target)
        }
        Change::AddLocalGatewayRoute { table, route } => {
            let target = match route.target {
                LocalGatewayRouteTarget::VifGroup(id) => id.into(),
                LocalGatewayRouteTarget::NetworkInterface(id) => id.into(),
            };
            to((*table).into(), route.destination, target)
        }
        Change::RemoveRoute { table, destination } => from((*table).into(), *destination),
        Change::RemoveLocalGatewayRoute { table, destination } => {
            from((*table).into(), *destination)
        }
        _other => Err("a file has no words for this change".to_owned()),
    }
}

/// Returns what a file names as the target of a route.
fn target(model: &Model, table: RouteTableId, target: RouteTarget) -> Option<ObjectId> {
    match target {
        RouteTarget::Local => Some(model.route_tables[table].vpc.into()),
        RouteTarget::Unmodelled(_) => None,
        other => other.object(),
    }
}

/// Returns the ways to write a destination.
fn keys(model: &Model, destination: Destination) -> Vec<String> {
    match destination {
        Destination::Prefix(prefix) => vec![prefix.to_string()],
        Destination::PrefixList(list) => {
            let identity = &model.prefix_lists[list].identity;
            let names = std::iter::once(&identity.name).chain(&identity.aws_id);
            names.map(|name| format!("prefix_list.{name}")).collect()
        }
    }
}

#[cfg(test)]
mod tests;
