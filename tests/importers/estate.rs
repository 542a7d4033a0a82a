//! Answers of AWS about networks that are drawn from a number.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::snapshot::Texts;

/// The account that owns everything.
pub(crate) const ACCOUNT: &str = "123456789012";
const REGION: &str = "us-west-2";

/// A network as AWS answers about it, and what may be asked.
#[derive(Debug)]
pub(crate) struct Estate {
    pub(crate) texts: Texts,
    /// The ids of instances.
    pub(crate) instances: Vec<String>,
    /// Addresses outside that filters and routes tell apart.
    pub(crate) outside: Vec<String>,
}

/// Numbers from a number (`SplitMix64`).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.below(from.len() as u64);
        &from[usize::try_from(at).unwrap()]
    }

    fn id(&mut self, kind: &str) -> String {
        format!("{kind}-0{:016x}", self.next())
    }
}

/// Draws a network.
pub(crate) fn estate(seed: u64) -> Estate {
    let mut drawing = Drawing {
        draw: Draw(seed),
        answers: BTreeMap::new(),
        vpcs: Vec::new(),
        instances: Vec::new(),
        names: 0,
    };
    let count = 1 + drawing.draw.below(3);
    for _ in 0..count {
        drawing.vpc();
    }
    drawing.peering();
    let outside = ["198.51.100.7", "203.0.113.9", "52.94.76.1", "172.16.100.10", "10.200.0.1"];
    let mut texts = Texts::default();
    for (operation, (key, items)) in &drawing.answers {
        let name = format!("{ACCOUNT}/{REGION}/{operation}.json");
        texts = texts.with(&name, &json!({ *key: items }).to_string());
    }
    // What nobody reads, so that these addresses have images too.
    let probe = json!({ "Reservations": [], "Probe": outside });
    texts = texts.with(&format!("{ACCOUNT}/{REGION}/probe.json"), &probe.to_string());
    let outside = outside.map(str::to_owned).to_vec();
    Estate { texts, instances: drawing.instances, outside }
}

struct Vpc {
    id: String,
    second: u64,
    /// Its route tables, as places in the answer.
    tables: Vec<usize>,
    group: String,
}

struct Drawing {
    draw: Draw,
    answers: BTreeMap<&'static str, (&'static str, Vec<Value>)>,
    vpcs: Vec<Vpc>,
    instances: Vec<String>,
    names: u64,
}

impl Drawing {
    fn add(&mut self, operation: &'static str, key: &'static str, item: Value) -> usize {
        let (_, items) = self.answers.entry(operation).or_insert((key, Vec::new()));
        items.push(item);
        items.len() - 1
    }

    /// Returns tags, with a name that nothing else has, or with none.
    fn tags(&mut self) -> Value {
        self.names += 1;
        let mut tags = vec![json!({ "Key": "acme:cost", "Value": "Acme plant" })];
        if self.draw.chance(70) {
            tags.push(json!({ "Key": "Name", "Value": format!("acme-{}", self.names) }));
        }
        Value::from(tags)
    }

    fn vpc(&mut self) {
        let vpc = self.draw.id("vpc");
        // Two VPCs never overlap, but one is carved like the other.
        let second = 3 + 40 * self.vpcs.len() as u64 + self.draw.below(30);
        let tags = self.tags();
        let item = json!({
            "VpcId": vpc, "OwnerId": ACCOUNT, "State": "available", "IsDefault": false,
            "CidrBlock": format!("10.{second}.0.0/16"), "DhcpOptionsId": self.draw.id("dopt"),
            "CidrBlockAssociationSet": [{
                "AssociationId": self.draw.id("vpc-cidr-assoc"),
                "CidrBlock": format!("10.{second}.0.0/16"),
                "CidrBlockState": { "State": "associated" },
            }],
            "Tags": tags,
        });
        self.add("describe-vpcs", "Vpcs", item);
        let group = self.groups(&vpc);
        let gateway = self.draw.chance(70).then(|| self.internet_gateway(&vpc));
        self.vpcs.push(Vpc { id: vpc, second, tables: Vec::new(), group });
        let tables = 1 + self.draw.below(3);
        for at in 0..tables {
            self.route_table(at == 0, gateway.as_deref());
        }
        let acl = self.acl();
        for at in 0..=self.draw.below(3) {
            self.subnet(at, acl);
        }
    }

    fn internet_gateway(&mut self, vpc: &str) -> String {
        let id = self.draw.id("igw");
        let tags = self.tags();
        let item = json!({
            "InternetGatewayId": id, "OwnerId": ACCOUNT, "Tags": tags,
            "Attachments": [{ "State": "available", "VpcId": vpc }],
        });
        self.add("describe-internet-gateways", "InternetGateways", item);
        id
    }

    /// Makes the default group and one of the user's; returns the latter.
    fn groups(&mut self, vpc: &str) -> String {
        let [default, own] = [(); 2].map(|()| self.draw.id("sg"));
        for (id, name) in [(&default, "default"), (&own, "acme web")] {
            let mut rules = Vec::new();
            for _ in 0..self.draw.below(3) {
                rules.push(self.permission(&own));
            }
            let out = json!([{ "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] }]);
            let tags = self.tags();
            let item = json!({
                "GroupId": id, "GroupName": name, "VpcId": vpc, "OwnerId": ACCOUNT,
                "Description": "of Acme", "IpPermissions": rules, "IpPermissionsEgress": out,
                "Tags": tags,
            });
            self.add("describe-security-groups", "SecurityGroups", item);
        }
        own
    }

    fn permission(&mut self, group: &str) -> Value {
        let peers = ["0.0.0.0/0", "10.0.0.0/8", "10.7.0.0/16", "198.51.100.0/24", "203.0.113.9/32"];
        let mut rule = Map::new();
        if self.draw.chance(30) {
            rule.insert("IpProtocol".into(), "-1".into());
        } else {
            rule.insert("IpProtocol".into(), "tcp".into());
            let from = *self.draw.pick(&[0, 80, 443]);
            rule.insert("FromPort".into(), from.into());
            rule.insert("ToPort".into(), self.draw.pick(&[443, 1024, 65_535]).to_owned().into());
        }
        if self.draw.chance(30) {
            let pair =
                json!([{ "GroupId": group, "UserId": ACCOUNT, "Description": "Acme's own" }]);
            rule.insert("UserIdGroupPairs".into(), pair);
        } else {
            let peer = json!([{ "CidrIp": self.draw.pick(&peers), "Description": "Acme" }]);
            rule.insert("IpRanges".into(), peer);
        }
        Value::Object(rule)
    }

    fn route_table(&mut self, main: bool, gateway: Option<&str>) {
        let id = self.draw.id("rtb");
        let (vpc, second) = self.vpcs.last().map(|vpc| (vpc.id.clone(), vpc.second)).unwrap();
        let mut routes = vec![json!({
            "DestinationCidrBlock": format!("10.{second}.0.0/16"), "GatewayId": "local",
            "Origin": "CreateRouteTable", "State": "active",
        })];
        if let Some(gateway) = gateway.filter(|_| self.draw.chance(80)) {
            let to = *self.draw.pick(&["0.0.0.0/0", "198.51.100.0/24", "52.0.0.0/8"]);
            routes.push(json!({
                "DestinationCidrBlock": to, "GatewayId": gateway,
                "Origin": "CreateRoute", "State": "active",
            }));
        }
        if self.draw.chance(20) {
            routes.push(json!({
                "DestinationCidrBlock": "198.51.100.0/26", "NatGatewayId": self.draw.id("nat"),
                "Origin": "CreateRoute", "State": "blackhole",
            }));
        }
        let mut associations = Vec::new();
        if main {
            associations.push(json!({
                "Main": true, "RouteTableId": id, "AssociationState": { "State": "associated" },
                "RouteTableAssociationId": self.draw.id("rtbassoc"),
            }));
        }
        let tags = self.tags();
        let item = json!({
            "RouteTableId": id, "VpcId": vpc, "OwnerId": ACCOUNT, "Routes": routes,
            "Associations": associations, "PropagatingVgws": [], "Tags": tags,
        });
        let at = self.add("describe-route-tables", "RouteTables", item);
        self.vpcs.last_mut().unwrap().tables.push(at);
    }

    /// Makes a network ACL without subnets; returns its place in the answer.
    fn acl(&mut self) -> usize {
        let vpc = self.vpcs.last().unwrap().id.clone();
        let mut entries = Vec::new();
        for egress in [false, true] {
            let mut entry = |number: u64, protocol: &str, block: &str, action: &str| {
                entries.push(json!({
                    "CidrBlock": block, "Egress": egress, "Protocol": protocol,
                    "RuleAction": action, "RuleNumber": number,
                }));
            };
            if self.draw.chance(30) {
                let block = *self.draw.pick(&["10.0.0.0/9", "203.0.113.0/24", "10.7.0.0/17"]);
                entry(90, "6", block, "deny");
            }
            entry(100, "-1", "0.0.0.0/0", "allow");
            entry(32_767, "-1", "0.0.0.0/0", "deny");
        }
        let tags = self.tags();
        let item = json!({
            "NetworkAclId": self.draw.id("acl"), "VpcId": vpc, "OwnerId": ACCOUNT,
            "IsDefault": true, "Entries": entries, "Associations": [], "Tags": tags,
        });
        self.add("describe-network-acls", "NetworkAcls", item)
    }

    fn subnet(&mut self, at: u64, acl: usize) {
        let id = self.draw.id("subnet");
        let vpc = self.vpcs.last().unwrap();
        let (vpc_id, second, group) = (vpc.id.clone(), vpc.second, vpc.group.clone());
        let table = *self.draw.pick(&vpc.tables);
        let third = at * 3;
        let tags = self.tags();
        let item = json!({
            "SubnetId": id, "VpcId": vpc_id, "OwnerId": ACCOUNT, "State": "available",
            "CidrBlock": format!("10.{second}.{third}.0/24"), "AvailabilityZone": "us-west-2a",
            "AvailabilityZoneId": "usw2-az1", "AvailableIpAddressCount": 11,
            "SubnetArn": format!("arn:aws:ec2:{REGION}:{ACCOUNT}:subnet/{id}"), "Tags": tags,
        });
        self.add("describe-subnets", "Subnets", item);
        if self.draw.chance(60) {
            let association = json!({
                "Main": false, "SubnetId": id, "AssociationState": { "State": "associated" },
                "RouteTableAssociationId": self.draw.id("rtbassoc"),
            });
            self.push("describe-route-tables", table, association);
        }
        let association =
            json!({ "SubnetId": id, "NetworkAclAssociationId": self.draw.id("aclassoc") });
        self.push("describe-network-acls", acl, association);
        for host in 0..=self.draw.below(2) {
            let address = format!("10.{second}.{third}.{}", 10 + host * 97 + self.draw.below(90));
            self.instance((&vpc_id, &id, &group), &address);
        }
    }

    /// Adds an association to an item of an answer.
    fn push(&mut self, operation: &'static str, at: usize, association: Value) {
        let (_, items) = self.answers.get_mut(operation).unwrap();
        items[at]["Associations"].as_array_mut().unwrap().push(association);
    }

    fn instance(&mut self, (vpc, subnet, group): (&str, &str, &str), address: &str) {
        let (instance, interface) = (self.draw.id("i"), self.draw.id("eni"));
        let groups = json!([{ "GroupId": group, "GroupName": "acme web" }]);
        let public = format!("54.{}.12.{}", self.draw.below(256), self.draw.below(256));
        let association = self.draw.chance(50).then(|| {
            json!({ "IpOwnerId": "amazon", "PublicIp": public, "PublicDnsName": "acme.example" })
        });
        let dns = format!("ip-{}.ec2.internal", address.replace('.', "-"));
        let mut private =
            json!({ "Primary": true, "PrivateIpAddress": address, "PrivateDnsName": dns });
        let mut item = json!({
            "NetworkInterfaceId": interface, "VpcId": vpc, "SubnetId": subnet, "OwnerId": ACCOUNT,
            "InterfaceType": "interface", "PrivateIpAddress": address, "Status": "in-use",
            "SourceDestCheck": true, "Groups": groups, "RequesterManaged": false, "TagSet": [],
            "Description": "of Acme",
            "Attachment": { "InstanceId": instance, "DeviceIndex": 0, "Status": "attached",
                "AttachmentId": self.draw.id("eni-attach"), "AttachTime": "2026-11-26T07:00:00Z" },
        });
        if let Some(association) = association {
            private["Association"] = association.clone();
            item["Association"] = association;
        }
        item["PrivateIpAddresses"] = json!([private]);
        self.add("describe-network-interfaces", "NetworkInterfaces", item);
        let tags = self.tags();
        let state = if self.draw.chance(90) { "running" } else { "stopped" };
        let item = json!({ "ReservationId": self.draw.id("r"), "OwnerId": ACCOUNT, "Instances": [{
            "InstanceId": instance, "VpcId": vpc, "SubnetId": subnet, "PrivateIpAddress": address,
            "State": { "Code": 16, "Name": state }, "SecurityGroups": groups, "Tags": tags,
            "SourceDestCheck": true, "KeyName": "acme key", "NetworkInterfaces": [],
        }] });
        self.add("describe-instances", "Reservations", item);
        self.instances.push(instance);
    }

    /// Peers the first two VPCs, with routes one way or both.
    fn peering(&mut self) {
        let [one, other, ..] = self.vpcs.as_slice() else { return };
        let ends = [(one.id.clone(), one.second), (other.id.clone(), other.second)];
        let tables = [one.tables[0], other.tables[0]];
        let id = self.draw.id("pcx");
        let info = |(vpc, second): &(String, u64)| {
            let block = format!("10.{second}.0.0/16");
            json!({ "VpcId": vpc, "OwnerId": ACCOUNT, "Region": REGION, "CidrBlock": block,
                "CidrBlockSet": [{ "CidrBlock": block }] })
        };
        let tags = self.tags();
        let item = json!({
            "VpcPeeringConnectionId": id, "RequesterVpcInfo": info(&ends[0]),
            "AccepterVpcInfo": info(&ends[1]), "Status": { "Code": "active", "Message": "Active" },
            "Tags": tags,
        });
        self.add("describe-vpc-peering-connections", "VpcPeeringConnections", item);
        for (table, (_, second)) in tables.into_iter().zip(ends.iter().rev()) {
            if self.draw.chance(80) {
                let route = json!({
                    "DestinationCidrBlock": format!("10.{second}.0.0/16"), "Origin": "CreateRoute",
                    "VpcPeeringConnectionId": id, "State": "active",
                });
                let (_, items) = self.answers.get_mut("describe-route-tables").unwrap();
                items[table]["Routes"].as_array_mut().unwrap().push(route);
            }
        }
    }
}
