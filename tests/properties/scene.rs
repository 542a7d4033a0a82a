//! Pictures of generated networks, of every shipped topology, and of a large estate.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

use outpath_core::{
    analysis::{Drawing, Form, Theme, Workspace},
    forwarding::{self, Network, Trace},
    model::{Id, Model, NetworkInterface},
    scene::{self, Input, Scene, SceneBox},
};
use outpath_tests::{
    build,
    compare::intent,
    files::{Folder, OneText, folders, root},
    generate::{estate, joined_estate, picks, working_estate},
    picture::faults,
};
use proptest::prelude::*;

fn draw(network: &Network, trace: Option<&Trace>) -> Scene {
    let (findings, lines) = (BTreeMap::new(), BTreeMap::new());
    let input = Input { network, trace, findings: &findings, lines: &lines, open: &[], focus: &[] };
    scene::scene(&input)
}

/// Draws a network and looks for faults, every node without a box among them.
fn sound(network: &Network, trace: Option<&Trace>) -> Result<Scene, TestCaseError> {
    let drawn = draw(network, trace);
    prop_assert_eq!(faults(&drawn), Vec::<String>::new());
    let (findings, lines) = (BTreeMap::new(), BTreeMap::new());
    let input = Input { network, trace, findings: &findings, lines: &lines, open: &[], focus: &[] };
    let boxes = scene::boxes(&input);
    for node in network.graph.nodes() {
        prop_assert!(boxes.contains_key(&node), "{node:?} has no box");
    }
    Ok(drawn)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn pictures_of_wild_networks_are_sound(model in estate(), picks in picks()) {
        let network = Network::build(Model::clone(&model));
        let trace = forwarding::trace(&network, &intent(&picks.on(&model)));
        sound(&network, Some(&trace))?;
    }

    #[test]
    fn pictures_of_working_networks_are_sound(model in working_estate(), picks in picks()) {
        let network = Network::build(Model::clone(&model));
        let trace = forwarding::trace(&network, &intent(&picks.on(&model)));
        sound(&network, Some(&trace))?;
    }

    #[test]
    fn pictures_of_joined_networks_are_sound(model in joined_estate(), picks in picks()) {
        let network = Network::build(Model::clone(&model));
        let trace = forwarding::trace(&network, &intent(&picks.on(&model)));
        sound(&network, Some(&trace))?;
    }

    #[test]
    fn a_way_moves_nothing(model in working_estate(), picks in picks()) {
        let network = Network::build(Model::clone(&model));
        let trace = forwarding::trace(&network, &intent(&picks.on(&model)));
        let (plain, traced) = (draw(&network, None), draw(&network, Some(&trace)));
        prop_assert_eq!(&plain, &Scene { overlay: None, ..traced.clone() });
        prop_assert_eq!(traced.json(), draw(&network, Some(&trace)).json());
        let overlay = traced.overlay.unwrap();
        let there = overlay.legs.iter().filter(|leg| !leg.back).count();
        prop_assert!(there == trace.forward.len() || trace.forward.len() > 64);
    }

    #[test]
    fn an_interface_moves_only_what_is_below_it(model in working_estate(), at in any::<prop::sample::Index>()) {
        prop_assume!(!model.subnets.is_empty());
        let subnet = at.get(&model.subnets.ids().collect::<Vec<_>>()).to_owned();
        let network = Network::build(Model::clone(&model));
        let mut more = Model::clone(&model);
        more.network_interfaces.push(NetworkInterface {
            identity: build::named("~new"),
            subnet,
            addresses: Vec::new(),
            public_address: None,
            coip: None,
            instance: None,
            up: true,
            requester_managed: false,
            service: None,
            instance_attached: false,
            standby_of: None,
            load_balancer: None,
            source_dest_check: true,
            security_groups: Vec::new(),
        });
        let (before, after) = (draw(&network, None), draw(&Network::build(more), None));
        let id = format!("subnet {}", model.subnets[subnet].identity.name);
        let grown = before.boxes.iter().find(|one| one.id == id).unwrap();
        let by = after.boxes.iter().find(|one| one.id == id).unwrap().height - grown.height;
        let row = model.subnets[subnet].vpc.index();
        for one in &before.boxes {
            let now = after.boxes.iter().find(|other| other.id == one.id).unwrap();
            prop_assert_eq!((now.x, now.width), (one.x, one.width), "{} moves aside", one.id);
            let own_row = one.vpc == grown.vpc;
            let above = one.y < grown.y || (own_row && one.x != grown.x && one.parent.is_none());
            let cloud = one.place.as_ref().is_some_and(|place| !place.starts_with("site "));
            if above || !cloud {
                prop_assert_eq!(now.y, one.y, "{} moves, row {}", one.id, row);
            } else {
                prop_assert!(now.y == one.y || (1..=by).contains(&(now.y - one.y)), "{}", one.id);
            }
            if one.id != id {
                prop_assert_eq!(now.height, one.height, "{} grows", one.id);
            }
        }
    }
}

#[test]
fn every_shipped_topology_draws() {
    let mut drawn = 0;
    let shipped = folders(&root().join("topologies"));
    let broken = folders(&root().join("topologies/broken"));
    for folder in shipped.into_iter().chain(broken) {
        if !folder.join("topology.yaml").is_file() {
            continue;
        }
        let workspace = Workspace::open(&Folder(folder.clone()), &["topology.yaml"]);
        let mut flows: Vec<Option<String>> = vec![None];
        let text = fs::read_to_string(folder.join("topology.yaml")).unwrap();
        let expected = text.split("expect:").nth(1).unwrap_or_default().lines();
        for line in expected.filter_map(|line| line.trim().strip_prefix("- ")) {
            let line = line.split("  #").next().unwrap().trim().replace("-x->", "->");
            flows.push(Some(line.trim_matches(['"', '\'']).to_owned()));
        }
        for flow in flows {
            let drawing = Drawing { flow, ..Drawing::default() };
            let Ok(scene) = workspace.picture(&drawing) else { continue };
            let name = folder.display();
            assert_eq!(faults(&scene), Vec::<String>::new(), "{name} {:?}", drawing.flow);
            let svg = workspace.draw(&drawing, Form::Svg, Theme::Light).unwrap();
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{name}");
            for form in [Form::Dot, Form::Mermaid, Form::D2] {
                assert!(workspace.draw(&drawing, form, Theme::Light).unwrap().lines().count() > 1);
            }
            drawn += 1;
        }
    }
    assert!(drawn > 150, "{drawn}");
}

/// A large estate: so many VPCs, each in a zone and on some of so many Outposts.
fn large(vpcs: usize, outposts: usize, more: &str) -> String {
    let mut text = String::from("outpath: 1\nregion: us-west-2\nvpcs:\n");
    for vpc in 0..vpcs {
        let rack = vpc % outposts;
        write!(
            text,
            "  app-{vpc:02}:\n    cidrs: [10.{vpc}.0.0/16]\n    internet_gateway: true\n    \
             subnets:\n      region: {{ cidr: 10.{vpc}.1.0/24, zone: usw2-az{}, route_table: open }}\n      \
             rack: {{ cidr: 10.{vpc}.3.0/24, outpost: plant-{rack}, route_table: rack }}\n    \
             route_tables:\n      main: {{}}\n      open: {{ routes: {{ 0.0.0.0/0: igw }} }}\n      \
             rack: {{ routes: {{ 172.16.0.0/16: lgw }} }}\n",
            vpc % 3 + 1
        )
        .unwrap();
    }
    text.push_str("outposts:\n");
    for rack in 0..outposts {
        let ours = (0..vpcs).filter(|vpc| vpc % outposts == rack);
        let ours: Vec<String> = ours.map(|vpc| format!("app-{vpc:02}")).collect();
        write!(
            text,
            "  plant-{rack}:\n    zone: usw2-az1\n    site: campus\n    \
             service_link: {{ connectivity: public, block: 192.0.2.{}/26 }}\n    local_gateway:\n      \
             vif_groups:\n        main:\n          asn: 64512\n          vifs:\n            ond-1: {{ vlan: 101, local: \
             172.31.{rack}.1/30, peer: campus.cnd-{rack}, peer_ip: 172.31.{rack}.2, peer_asn: 65010 }}\n      \
             route_tables:\n        campus:\n          mode: direct-vpc-routing\n          vif_group: main\n          \
             vpcs: [{}]\n          routes: {{ 172.16.0.0/16: vif_group.main }}\n",
            rack * 64 % 256,
            ours.join(", ")
        )
        .unwrap();
    }
    text.push_str("on_premises:\n  campus:\n    segments:\n      lan: { cidr: 172.16.0.0/24, next_hop: cnd-0 }\n    hosts:\n      db: { ip: 172.16.0.200 }\n    routers:\n");
    for rack in 0..outposts {
        write!(
            text,
            "      cnd-{rack}:\n        asn: 65010\n        interfaces: {{ ond: 172.31.{rack}.2/30, lan: \
             172.16.0.{}/24 }}\n        announce: [172.16.0.0/16]\n",
            rack + 2
        )
        .unwrap();
    }
    text.push_str("instances:\n");
    for vpc in 0..vpcs {
        writeln!(text, "  web-{vpc:02}: {{ subnet: app-{vpc:02}.rack, ip: 10.{vpc}.3.10 }}")
            .unwrap();
        writeln!(text, "  api-{vpc:02}: {{ subnet: app-{vpc:02}.region, ip: 10.{vpc}.1.10 }}")
            .unwrap();
    }
    text.push_str(more);
    text
}

fn open(text: &str) -> Workspace {
    Workspace::open(&OneText(text), &["topology.yaml"])
}

fn picture(text: &str, drawing: &Drawing) -> Scene {
    let workspace = open(text);
    assert!(!workspace.has_errors(), "{:?}", workspace.problems());
    workspace.picture(drawing).unwrap()
}

#[test]
fn a_large_estate_is_folded_but_for_what_the_question_touches() {
    let text = large(40, 6, "");
    let folded = picture(&text, &Drawing::default());
    assert_eq!(faults(&folded), Vec::<String>::new());
    assert_eq!(folded.bands.iter().filter(|band| band.folded).count(), 46);
    assert!(folded.boxes.len() + folded.wires.len() < 200, "few enough to take in");

    let flow = Some("web-07 -> db tcp/443".to_owned());
    let asked = picture(&text, &Drawing { flow, ..Drawing::default() });
    assert_eq!(faults(&asked), Vec::<String>::new());
    let open = |scene: &Scene| -> BTreeSet<String> {
        let bands = scene.bands.iter().filter(|band| !band.folded);
        bands.map(|band| band.id.clone()).collect()
    };
    let opened: Vec<String> = open(&asked).difference(&open(&folded)).cloned().collect();
    assert_eq!(opened, ["outpost plant-1", "vpc app-07"]);

    let by_hand = Drawing { open: vec!["vpc app-03".to_owned()], ..Drawing::default() };
    let opened = picture(&text, &by_hand);
    assert!(opened.boxes.iter().any(|one| one.id == "subnet app-03.region"));
    let focus =
        Drawing { focus: vec!["network-interface web-03".to_owned()], ..Drawing::default() };
    let focused = picture(&text, &focus);
    assert!(focused.boxes.iter().any(|one| one.id == "network-interface web-03"));
}

/// Whatever is added, the boxes that were there keep their order, in every cell and among them.
#[test]
fn what_is_added_reorders_nothing() {
    let before = picture(&large(5, 2, ""), &Drawing::default());
    let additions = [
        "  nn: { subnet: app-02.rack, ip: 10.2.3.77 }\n",
        "  lb: { subnet: app-01.region, ip: 10.1.1.77, public_ip: 198.51.100.7 }\n",
    ];
    let mut others: Vec<String> = additions.iter().map(|more| large(5, 2, more)).collect();
    others.push(large(6, 2, ""));
    others.push(large(5, 2, "").replace(
        "    hosts:\n",
        "    hosts:\n      aa: { ip: 172.16.0.90 }\n      zz: { ip: 172.16.0.91 }\n",
    ));
    others.push(large(5, 2, "").replacen(
        "    subnets:\n",
        "    subnets:\n      more: { cidr: 10.0.9.0/24, zone: usw2-az2, route_table: open }\n",
        1,
    ));
    for text in others {
        let after = picture(&text, &Drawing::default());
        let now = |one: &SceneBox| after.boxes.iter().find(|other| other.id == one.id).unwrap();
        for (at, one) in before.boxes.iter().enumerate() {
            for other in before.boxes.iter().skip(at + 1) {
                let order = |a: &SceneBox, b: &SceneBox| {
                    (a.x.cmp(&b.x), (a.x == b.x).then(|| a.y.cmp(&b.y)))
                };
                assert_eq!(
                    order(one, other),
                    order(now(one), now(other)),
                    "{} {}",
                    one.id,
                    other.id
                );
            }
        }
    }
}

#[test]
fn an_empty_topology_draws() {
    for text in ["", "outpath: 1\n", "outpath: 1\nregion: us-west-2\n"] {
        let scene = open(text).picture(&Drawing::default()).unwrap();
        assert_eq!(faults(&scene), Vec::<String>::new());
        assert!(scene.width > 0 && scene.height > 0);
    }
}

#[test]
fn no_name_breaks_out_of_a_text() {
    let text = "outpath: 1\nregion: us-west-2\non_premises:\n  campus:\n    segments:\n      \
                lan: { cidr: 172.16.0.0/24 }\n    hosts:\n      \
                'a<b>&\"c''`#${d}': { ip: 172.16.0.10 }\n";
    let workspace = open(text);
    let all = |form| workspace.draw(&Drawing::default(), form, Theme::Dark).unwrap();
    assert!(!all(Form::Svg).contains("<b>"));
    assert!(!all(Form::Mermaid).contains("<b>"));
    assert!(!all(Form::D2).contains("#${d}") || all(Form::D2).contains("\\${d}"));
    assert!(!all(Form::Dot).contains("&\"c"));
}
