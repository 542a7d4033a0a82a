//! The collector: a script for the AWS CLI, the policy that it needs, and the page about both.

use super::calls::{CALLS, Call};

const SCRIPT: &str = include_str!("collector.sh");
/// The line of the script that the calls replace.
const MARK: &str = "    # CALLS\n";

/// Returns the script that collects a snapshot.
#[must_use]
pub fn script() -> String {
    let calls: String = collected().map(line).collect();
    SCRIPT.replacen(MARK, &calls, 1)
}

/// Returns the policy of AWS Identity and Access Management that allows the script's calls, and
/// nothing else.
///
/// `sts get-caller-identity`, which names the account, needs no permission.
#[must_use]
pub fn policy() -> String {
    let mut actions: Vec<String> = collected().map(Call::action).collect();
    actions.sort_unstable();
    let actions: Vec<String> =
        actions.iter().map(|action| format!("        \"{action}\"")).collect();
    format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Sid\": \
         \"OutpathSnapshot\",\n      \"Effect\": \"Allow\",\n      \"Action\": [\n{}\n      ],\n      \
         \"Resource\": \"*\"\n    }}\n  ]\n}}\n",
        actions.join(",\n")
    )
}

/// Returns the table of all calls that are read, as Markdown.
#[must_use]
pub fn page() -> String {
    let rows: String = CALLS.iter().map(row).collect();
    include_str!("collector.md").replacen("ROWS\n", &rows, 1)
}

fn collected() -> impl Iterator<Item = &'static Call> {
    CALLS.iter().filter(|call| call.collected)
}

/// Returns the line of the script that makes a call.
fn line(call: &Call) -> String {
    let Call { service, operation, arguments, .. } = call;
    let more: String = arguments.iter().map(|argument| format!(" '{argument}'")).collect();
    match call.per {
        None => format!("    list {service} {operation}{more}\n"),
        Some(per) => {
            let key = super::call(per.lister).map_or("", |lister| lister.key);
            let (option, lister, id) = (per.option, per.lister, per.id);
            format!(
                "    each {service} {operation} {option} \\\n        {lister} '{key}[].{id}'{more}\n"
            )
        }
    }
}

fn row(call: &Call) -> String {
    let Call { service, operation, key, .. } = call;
    let per = call.per.map_or(String::new(), |per| format!("`--{}`", per.option));
    let collected = if call.collected { "yes" } else { "" };
    format!("| `{service} {operation}` | `{key}` | {per} | {collected} |\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_makes_every_call_that_is_collected() {
        assert_eq!(SCRIPT.matches(MARK).count(), 1);
        let script = script();
        for call in CALLS {
            let made = script.contains(&format!(" {} {}", call.service, call.operation));
            assert_eq!(made, call.collected, "{}", call.operation);
        }
        assert!(script.contains(
            "    each ec2 search-local-gateway-routes local-gateway-route-table-id \\\n        \
             describe-local-gateway-route-tables \
             'LocalGatewayRouteTables[].LocalGatewayRouteTableId'\n"
        ));
    }

    #[test]
    fn the_script_leaves_the_keys_of_tunnels_where_they_are() {
        let script = script();
        let vpn = script.lines().find(|line| line.contains(" describe-vpn-connections"));
        let vpn = vpn.expect("VPN connections are collected");
        assert!(
            vpn.contains("'--query' '{VpnConnections: VpnConnections[].{VpnConnectionId:"),
            "{vpn}"
        );
        for secret in ["CustomerGatewayConfiguration", "PreSharedKey"] {
            assert!(!vpn.contains(secret), "{secret}");
        }
    }

    #[test]
    fn the_policy_allows_the_calls_and_fits_into_a_managed_policy() {
        let policy = policy();
        let parsed: serde_json::Value = serde_json::from_str(&policy).unwrap();
        let actions = parsed["Statement"][0]["Action"].as_array().unwrap();
        assert_eq!(actions.len(), collected().count());
        assert!(!policy.contains(":*"));
        // AWS counts the characters of a policy without white space.
        assert!(policy.split_whitespace().map(str::len).sum::<usize>() <= 6144);
    }
}
