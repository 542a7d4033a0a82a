/**
 * A network of any number of instances, in one VPC on one Outpost and in the Region. Those of a subnet are alike, so that one is traced
 * for all of them, unless each shall have a security group of its own.
 */
export function estate(instances: number, alike = true): string {
  const subnets = Math.max(2, Math.ceil(instances / 40));
  const group = (at: number): string => (alike ? '' : `, security_groups: [shop.g-${at}]`);
  const lines = ['outpath: 1', 'region: us-west-2', 'vpcs:', '  shop:', '    cidrs: [10.0.0.0/16]', '    subnets:'];
  for (let at = 0; at < subnets; at++) lines.push(`      s-${at}: { cidr: 10.0.${at}.0/24, ${at % 2 === 0 ? 'outpost: plant-1, route_table: rack' : 'zone: usw2-az2'} }`);
  if (!alike) lines.push('    security_groups:');
  for (let at = 1; at <= instances && !alike; at++) lines.push(`      g-${at}: { inbound: [any from 0.0.0.0/0] }`);
  lines.push('    route_tables:', '      main: {}', '      rack: { routes: { 172.16.100.0/24: lgw } }');
  lines.push(
    'outposts:',
    '  plant-1:',
    '    zone: usw2-az1',
    '    site: campus',
    '    service_link: { connectivity: public, block: 192.0.2.0/26 }',
    '    local_gateway:',
    '      vif_groups:',
    '        main:',
    '          asn: 64512',
    '          vifs:',
    '            ond-1: { vlan: 101, lag: lag-1, local: 172.16.0.1/30, peer: campus.cnd-1, peer_ip: 172.16.0.2, peer_asn: 65010 }',
    '            ond-2: { vlan: 102, lag: lag-2, local: 172.16.0.5/30, peer: campus.cnd-2, peer_ip: 172.16.0.6, peer_asn: 65010 }',
    '      route_tables:',
    '        campus: { mode: direct-vpc-routing, vif_group: main, vpcs: [shop], routes: { 172.16.100.0/24: vif_group.main } }',
    'on_premises:',
    '  campus:',
    '    segments:',
    '      lan: { cidr: 172.16.100.0/24, next_hop: [cnd-1, cnd-2] }',
    '    routers:',
    '      cnd-1: { asn: 65010, interfaces: { ond: { address: 172.16.0.2/30, vlan: 101 }, lan: 172.16.100.2/24 }, announce: [172.16.100.0/24] }',
    '      cnd-2: { asn: 65010, interfaces: { ond: { address: 172.16.0.6/30, vlan: 102 }, lan: 172.16.100.3/24 }, announce: [172.16.100.0/24] }',
    '    hosts:',
    '      db: { ip: 172.16.100.10 }',
    'instances:',
  );
  for (let at = 1; at <= instances; at++) lines.push(`  i-${at}: { subnet: shop.s-${at % subnets}, ip: 10.0.${at % subnets}.${10 + Math.floor(at / subnets)}${group(at)} }`);
  return `${lines.join('\n')}\n`;
}
