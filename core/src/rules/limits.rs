//! Quotas of AWS, and what an account was granted beyond them.

use std::collections::BTreeMap;

/// One quota: how much of something AWS allows in one place.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name, under `[limits]` of `outpath.toml`.
    pub name: &'static str,
    /// What AWS allows unless it granted more.
    pub default: usize,
    /// The most that AWS grants, if it says so.
    pub most: Option<usize>,
    /// Whether AWS grants more on request.
    pub adjustable: bool,
    /// The fact that it rests on.
    pub fact: &'static str,
    /// What is counted.
    pub things: &'static str,
    /// In what it is counted.
    pub per: &'static str,
}

/// Declares the quotas and the list of all of them in one go.
macro_rules! limits {
    ($($constant:ident = $name:literal $default:literal $grants:tt $fact:literal $things:literal $per:literal;)*) => {
        $(
            #[doc = concat!("The ", $things, " of ", $per, ".")]
            pub(super) const $constant: &Limit = &Limit {
                name: $name,
                default: $default,
                most: limits!(@most $grants),
                adjustable: limits!(@adjustable $grants),
                fact: $fact,
                things: $things,
                per: $per,
            };
        )*
        /// Every quota that is counted, by the names.
        pub const LIMITS: &[&Limit] = &[$($constant),*];
    };
    (@most fixed) => { None };
    (@most more) => { None };
    (@most $most:literal) => { Some($most) };
    (@adjustable fixed) => { false };
    (@adjustable $other:tt) => { true };
}

// Name, default, and the most that AWS grants: a number, `more` without one, or `fixed`.
limits! {
    ATTACHMENTS = "attachments-per-transit-gateway" 5000 fixed "TGW-12"
        "attachments" "one transit gateway";
    COIP_BLOCKS = "coip-blocks-per-local-gateway-route-table" 100 fixed "Q-02"
        "CIDR blocks in its CoIP pools" "one local gateway route table";
    COIP_POOLS = "coip-pools-per-local-gateway-route-table" 10 fixed "Q-02"
        "CoIP pools" "one local gateway route table";
    ELASTIC_IPS = "elastic-ips-per-region" 5 more "Q-11"
        "Elastic IP addresses of NAT gateways" "one account in one Region";
    PREFIX_LIST_ENTRIES = "entries-per-prefix-list" 1000 more "Q-10"
        "entries" "one prefix list, or its stated maximum";
    IPV4_CIDRS = "ipv4-cidrs-per-vpc" 5 50 "Q-18"
        "IPv4 CIDR blocks" "one VPC";
    IPV6_CIDRS = "ipv6-cidrs-per-vpc" 5 50 "Q-18"
        "IPv6 CIDR blocks" "one VPC";
    NAT_GATEWAYS = "nat-gateways-per-zone" 5 more "Q-19"
        "NAT gateways" "one account in one Availability Zone";
    NETWORK_ACLS = "network-acls-per-vpc" 200 more "Q-18"
        "network ACLs" "one VPC";
    PEERINGS = "peering-connections-per-vpc" 50 125 "Q-22"
        "active peering connections" "one VPC";
    PROPAGATED_ROUTES = "propagated-routes-per-route-table" 100 fixed "Q-09"
        "propagated routes" "one VPC route table";
    ROUTE_TABLES = "route-tables-per-vpc" 200 more "Q-18"
        "route tables" "one VPC";
    ROUTES = "routes-per-route-table" 500 1000 "Q-09"
        "written routes" "one VPC route table and address family";
    NETWORK_ACL_RULES = "rules-per-network-acl" 20 40 "Q-20"
        "rules" "one network ACL, direction and address family";
    INTERFACE_RULES = "rules-per-network-interface" 1000 fixed "Q-21"
        "rules in its security groups" "one network interface, direction and address family";
    GROUP_RULES = "rules-per-security-group" 60 1000 "Q-21"
        "rules" "one security group, direction and address family";
    S3_ENDPOINTS = "s3-endpoints-per-outpost" 100 fixed "Q-17"
        "endpoints of S3 on Outposts" "one Outpost";
    GROUPS_OF_INTERFACE = "security-groups-per-network-interface" 5 16 "Q-21"
        "security groups" "one network interface";
    GROUPS = "security-groups-per-region" 2500 more "Q-21"
        "security groups" "one account in one Region";
    SUBNETS = "subnets-per-vpc" 200 more "Q-18"
        "subnets" "one VPC";
    TRANSIT_GATEWAY_TABLES = "transit-gateway-route-tables" 20 more "TGW-12"
        "route tables" "one transit gateway";
    TRANSIT_GATEWAY_ROUTES = "transit-gateway-routes" 10000 more "TGW-12"
        "static routes" "all tables of one transit gateway";
    TRANSIT_GATEWAYS = "transit-gateways-per-account" 5 more "TGW-12"
        "transit gateways" "one account in one Region";
    TRANSIT_GATEWAYS_OF_VPC = "transit-gateways-per-vpc" 5 fixed "TGW-12"
        "transit gateways" "one VPC that is attached to them";
    VPCS = "vpcs-per-region" 5 more "Q-18"
        "VPCs" "one account in one Region";
}

/// What an account may have: AWS's defaults, unless it was granted more.
///
/// ```
/// use outpath_core::rules::Limits;
///
/// let mut limits = Limits::default();
/// limits.set("vpcs-per-region", 40)?;
/// let error = limits.set("vpc-per-region", 40).unwrap_err();
/// assert!(error.contains("did you mean `vpcs-per-region`?"), "{error}");
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    granted: BTreeMap<&'static str, usize>,
}

impl Limits {
    /// Says what an account was granted.
    ///
    /// # Errors
    /// Says that there is no limit of that name, and which one may be meant; or that AWS never grants
    /// as much.
    pub fn set(&mut self, name: &str, value: usize) -> Result<(), String> {
        let Some(limit) = LIMITS.iter().find(|limit| limit.name == name) else {
            return Err(match nearest(name) {
                Some(near) => format!("`{name}` is no limit; did you mean `{near}`?"),
                None => {
                    format!("`{name}` is no limit; `outpath explain quota-exceeded` lists them")
                }
            });
        };
        match (limit.most, limit.adjustable) {
            (Some(most), _) if value > most => {
                Err(format!("`{name}` is {value}, and AWS grants {most} at most"))
            }
            (_, false) if value > limit.default => Err(format!(
                "`{name}` is {value}, and AWS never grants more than {}",
                limit.default
            )),
            (Some(_) | None, true | false) => {
                self.granted.insert(limit.name, value);
                Ok(())
            }
        }
    }

    /// Returns what an account may have of something.
    #[must_use]
    pub fn of(&self, limit: &Limit) -> usize {
        self.granted.get(limit.name).copied().unwrap_or(limit.default)
    }

    /// Returns whether the user said what was granted.
    #[must_use]
    pub fn is_set(&self, limit: &Limit) -> bool {
        self.granted.contains_key(limit.name)
    }
}

/// Returns the name most like another one, if it is near enough to be meant.
fn nearest(name: &str) -> Option<&'static str> {
    let distance = |other: &str| strsim::osa_distance(&name.to_lowercase(), other);
    let near = LIMITS.iter().map(|limit| (distance(limit.name), limit.name)).min()?;
    (near.0 <= 2 + name.chars().count() / 4).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::fact;

    #[test]
    fn limits_are_sorted_and_rest_on_facts() {
        assert!(LIMITS.is_sorted_by_key(|limit| limit.name));
        for limit in LIMITS {
            assert!(fact(limit.fact).is_some(), "{limit:?}");
            assert!(limit.most.is_none_or(|most| most > limit.default), "{limit:?}");
        }
    }

    #[test]
    fn what_aws_never_grants_is_refused() {
        let mut limits = Limits::default();
        assert!(limits.set("ipv4-cidrs-per-vpc", 50).is_ok());
        assert!(limits.set("ipv4-cidrs-per-vpc", 51).unwrap_err().contains("50 at most"));
        assert!(limits.set("s3-endpoints-per-outpost", 101).unwrap_err().contains("never"));
        assert!(limits.set("transit-gateways-per-vpc", 6).unwrap_err().contains("never"));
        assert!(limits.set("rules-per-security-group", 1001).unwrap_err().contains("1000 at most"));
        assert!(limits.set("s3-endpoints-per-outpost", 10).is_ok());
        assert_eq!((limits.of(IPV4_CIDRS), limits.of(S3_ENDPOINTS), limits.of(VPCS)), (50, 10, 5));
        assert!(limits.set("nonsense", 1).unwrap_err().contains("explain"));
    }
}
