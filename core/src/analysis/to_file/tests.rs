//! Trials written into the files say what the trials did.

use std::{collections::BTreeMap, fs, path::Path};

use super::*;
use crate::{
    analysis::{Loaded, Loader},
    document::read_bytes,
    text::Sources,
};

/// The files of a topology, some of them edited.
#[derive(Clone)]
struct Files(BTreeMap<String, String>);

impl Loader for Files {
    fn load(&self, name: &str, from: Option<&str>) -> Result<Loaded, String> {
        let folder = from.and_then(|from| from.rsplit_once('/')).map(|(folder, _)| folder);
        let name = folder.map_or_else(|| name.to_owned(), |folder| format!("{folder}/{name}"));
        if let Some(text) = self.0.get(&name) {
            return Ok(Loaded { bytes: text.clone().into_bytes(), name });
        }
        let bytes = fs::read(&name).map_err(|why| why.to_string())?;
        Ok(Loaded { name, bytes })
    }
}

fn opened(text: &str) -> Workspace {
    let files = Files(BTreeMap::from([("a.yaml".to_owned(), text.to_owned())]));
    Workspace::open(&files, &["a.yaml"])
}

/// Returns the text after a trial was written into it.
fn after(text: &str, trial: &str) -> Result<String, String> {
    let written = opened(text).to_file(trial)?;
    assert_eq!(written.file, "a.yaml");
    Ok(apply(text, &written.pieces))
}

fn tried(workspace: &Workspace, trial: &str) -> Model {
    let model = &workspace.lowered.model;
    let change = scenario::understand(model, &parse_trial(trial).unwrap()).unwrap();
    scenario::apply(model, &change).0
}

fn apply(text: &str, pieces: &[Piece]) -> String {
    let mut made = text.to_owned();
    let mut pieces: Vec<&Piece> = pieces.iter().collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.place.start));
    for piece in pieces {
        made.replace_range(piece.place.start..piece.place.end, &piece.text);
    }
    made
}

fn comments(name: &str, text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let (document, _) = read_bytes(&mut sources, name, text.as_bytes());
    document.comments.into_iter().map(|comment| comment.text).collect()
}

/// Returns whether a trial is about a whole LAG.
fn is_lag(workspace: &Workspace, text: &str) -> bool {
    let trial = crate::query::parse_trial(text).unwrap();
    let change = crate::scenario::understand(&workspace.lowered.model, &trial).unwrap();
    matches!(change, crate::scenario::Change::Lag { .. })
}

#[test]
fn every_failure_of_every_topology_can_be_written_or_says_why() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../topologies");
    let (mut written, mut refused) = (0, BTreeMap::<String, usize>::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path().join("topology.yaml");
        if !path.is_file() {
            continue;
        }
        let name = path.to_str().unwrap().to_owned();
        let before = Workspace::open(&Files(BTreeMap::new()), &[&name]);
        assert!(!before.has_errors(), "{name}");
        for failure in before.failures() {
            let found = match before.to_file(&failure.text) {
                Ok(found) => found,
                Err(why) => {
                    // Many things fail with a place, and with a LAG.
                    let several = failure.group == "places" || is_lag(&before, &failure.text);
                    if why.ends_with("a file has no words for this change") && several {
                        continue;
                    }
                    let why = why.split_once(": ").map_or(why.clone(), |(_, why)| why.to_owned());
                    *refused.entry(why).or_default() += 1;
                    continue;
                }
            };
            written += 1;
            let text = before.text(&found.file).unwrap();
            let changed = apply(text, &found.pieces);
            assert_eq!(comments(&found.file, &changed), comments(&found.file, text));
            let files = Files(BTreeMap::from([(found.file.clone(), changed.clone())]));
            let after = crate::analysis::read(&files, &[&name]).lower().model;
            let tried = tried(&before, &failure.text);
            assert!(after == tried, "{name}: {}\n{changed}", failure.text);
        }
    }
    assert!(written > 300, "{written}");
    let known = ["no topology file describes it"];
    assert!(refused.keys().all(|why| known.contains(&why.as_str())), "{refused:?}");
}

const TOPOLOGY: &str =
    include_str!("../../../../topologies/ra-01-direct-vpc-routing/topology.yaml");

/// Returns the text after trials were written one after the other; what it says is what they did.
fn all(text: &str, trials: &[&str]) -> String {
    let mut text = text.to_owned();
    for trial in trials {
        let expected = tried(&opened(&text), trial);
        text = after(&text, trial).unwrap_or_else(|why| panic!("{trial}: {why}"));
        let found = opened(&text).lowered.model;
        assert!(found.incomplete == expected.incomplete, "{trial}\n{text}");
        assert!(found == expected, "{trial}\n{text}");
    }
    text
}

/// Returns the lines that differ.
fn differing<'a>(before: &'a str, after: &'a str) -> Vec<&'a str> {
    after.lines().filter(|line| !before.lines().any(|other| other == *line)).collect()
}

#[test]
fn a_failure_is_written_where_its_neighbors_are_and_can_be_taken_back() {
    let pairs = [
        (
            "fail plant-1.service-link",
            "restore plant-1.service-link",
            "    service_link: { connectivity: public, block: 192.0.2.0/26, state: down }",
        ),
        (
            "fail plant-1.lgw.main.ond-2",
            "restore plant-1.lgw.main.ond-2",
            "              state: deleted",
        ),
        (
            "shut plant-1.lgw.main.ond-2",
            "allow plant-1.lgw.main.ond-2",
            "              session: down",
        ),
        (
            "fail campus.lan",
            "restore campus.lan",
            "      lan: { cidr: 172.16.100.0/24, next_hop: [cnd-1, cnd-2], state: down }",
        ),
        (
            "stop reports",
            "start reports",
            "  reports: { subnet: shop.region-b, ip: 10.0.2.20, state: stopped }",
        ),
        ("fail campus.cnd-1", "restore campus.cnd-1", "        state: down"),
        (
            "withdraw 172.16.100.0/24 from campus.cnd-2",
            "announce 172.16.100.0/24 from campus.cnd-2",
            "        announce: []",
        ),
        (
            "announce 10.9.0.0/16 from campus.cnd-2",
            "withdraw 10.9.0.0/16 from campus.cnd-2",
            "        announce: [172.16.100.0/24, 10.9.0.0/16]",
        ),
    ];
    for (there, back, line) in pairs {
        let changed = all(TOPOLOGY, &[there]);
        assert_eq!(differing(TOPOLOGY, &changed), [line], "{there}");
        let back = all(&changed, &[back]);
        assert_eq!(opened(&back).lowered.model, opened(TOPOLOGY).lowered.model);
    }
}

#[test]
fn routes_are_written_as_the_file_spells_targets() {
    let lines = |trials: &[&str]| {
        let changed = all(TOPOLOGY, trials);
        differing(TOPOLOGY, &changed).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let add = "add route 172.16.200.0/24 -> plant-1.lgw to shop.rack";
    assert_eq!(lines(&[add]), ["          172.16.200.0/24: lgw"]);
    let add = "add route 10.9.0.0/16 -> instance:web to shop.public";
    assert_eq!(
        lines(&[add]),
        ["      public: { routes: { 0.0.0.0/0: igw, 10.9.0.0/16: instance.web } }"]
    );
    let add = "add route 10.9.0.0/16 -> instance:web to shop.main";
    let main = "      main: { routes: { 10.9.0.0/16: instance.web } }";
    assert_eq!(lines(&[add]), [main]);
    let add = "add route 10.9.0.0/16 -> plant-1.lgw.main to plant-1.lgw.campus";
    let routes =
        "          routes: { 172.16.100.0/24: vif_group.main, 10.9.0.0/16: vif_group.main }";
    assert_eq!(lines(&[add]), [routes]);
    assert_eq!(
        lines(&["remove route 0.0.0.0/0 from shop.public"]),
        ["      public: { routes: {} }"]
    );
    // One with a comment stays as a comment.
    let removed = lines(&["remove route 172.16.100.0/24 from shop.rack"]);
    let [removed] = removed.as_slice() else { panic!("{removed:?}") };
    assert!(removed.starts_with("          # 172.16.100.0/24: lgw  # any such route"), "{removed}");
    let changed = all(TOPOLOGY, &["add route 0.0.0.0/0 -> web to shop.rack"]);
    assert_eq!(differing(TOPOLOGY, &changed), ["          0.0.0.0/0: network_interface.web"]);
}

#[test]
fn what_cannot_be_written_says_why() {
    let why = |trial| after(TOPOLOGY, trial).unwrap_err();
    assert_eq!(why("start web"), "the inputs say so already");
    let main = "no route of route table `shop.main` can lead to local gateway `plant-1.lgw`";
    assert_eq!(why("add route 10.9.0.0/16 -> plant-1.lgw to shop.main"), main);
    assert!(why("fail nowhere").contains("nothing is called `nowhere`"));
    let shared = TOPOLOGY
        .replace(
            "web: { subnet: shop.rack, ip: 10.0.3.112, public_ip: 198.51.100.7 }",
            "web: &web { subnet: shop.rack, ip: 10.0.3.112 }",
        )
        .replace("expect:\n", "groups: { x: [web] }\nexpect:\n");
    assert!(after(&shared, "stop web").is_err());
}

#[test]
fn json_and_lists_over_lines_keep_their_layout() {
    let json = |part: &str| {
        format!(
            "{{\n  \"outpath\": 1,\n  \"on_premises\": {{ \"c\": {{ \"routers\": {{ \"r\": {{\n    \"asn\": 65010,\n    {part}\n  }} }} }} }}\n}}\n"
        )
    };
    let text = json("\"announce\": [\"10.0.0.0/8\"]");
    let two = all(&text, &["announce 10.9.0.0/16 from c.r"]);
    assert_eq!(two, json("\"announce\": [\"10.0.0.0/8\", \"10.9.0.0/16\"]"));
    let down = all(&text, &["fail c.r"]);
    assert_eq!(down, json("\"announce\": [\"10.0.0.0/8\"],\n    \"state\": \"down\""));
    assert_eq!(all(&down, &["restore c.r"]), down.replace("down", "up"));
    let yaml = |items: &str| {
        format!(
            "outpath: 1\non_premises:\n  c:\n    routers:\n      r:\n        asn: 65010\n        announce:\n{items}      s: {{}}\n"
        )
    };
    let text = yaml("          - 10.0.0.0/8  # all\n          - 10.9.0.0/16\n");
    let more = all(&text, &["announce 10.1.0.0/16 from c.r"]);
    assert_eq!(
        more,
        yaml("          - 10.0.0.0/8  # all\n          - 10.9.0.0/16\n          - 10.1.0.0/16\n")
    );
    let less = all(&text, &["withdraw 10.9.0.0/16 from c.r", "withdraw 10.0.0.0/8 from c.r"]);
    assert_eq!(less, yaml("          # - 10.0.0.0/8  # all\n"));
}

#[test]
fn tunnels_go_down_and_come_up() {
    let text = "outpath: 1\nregion: eu-west-1\nvpcs: { a: { cidrs: [10.0.0.0/16], virtual_private_gateway: true } }\nvpn_connections:\n  v: { gateway: a.vgw }\n  w:\n    gateway: a.vgw\n    tunnels: [up, down]\n";
    let down = all(text, &["fail v", "fail w"]);
    assert!(down.contains("v: { gateway: a.vgw, tunnels: [down, down] }"), "{down}");
    assert!(down.contains("tunnels: [down, down]\n"), "{down}");
    let up = all(&down, &["restore v"]);
    assert!(up.contains("v: { gateway: a.vgw, tunnels: [up, up] }"), "{up}");
}
