/** Our own signs in 16 by 16, the same as in the pictures of `outpath render`; none is taken from an icon set. */
const GLYPHS: Record<string, string> = {
  host: 'M2 3h12v8H2zM6 14h4M8 11v3',
  segment: 'M1 8h14M4 8V4M8 8v4M12 8V4',
  router: 'M8 1a7 7 0 1 0 .01 0zM4.500 8h7M9.500 6l2 2-2 2M6.500 6l-2 2 2 2',
  'local-gateway': 'M2 2h12v12H2zM2 8h12M8 4.500v7M6 6l2-2 2 2M6 10l2 2 2-2',
  'service-link': 'M6.500 9.500l3-3M7 5l2-2a2.800 2.800 0 0 1 4 4l-2 2M9 11l-2 2a2.800 2.800 0 0 1-4-4l2-2',
  outpost: 'M3 1h10v14H3zM3 5.500h10M3 10h10M5 3.200h2M5 7.700h2M5 12.500h2',
  subnet: 'M1 4V1h3M12 1h3v3M15 12v3h-3M4 15H1v-3M5 5h6v6H5z',
  subnets: 'M1 4V1h3M12 1h3v3M15 12v3h-3M4 15H1v-3M5 5h6v6H5z',
  'network-interface': 'M3 3h10v10H3zM6 6h4v4H6zM6 1v2M10 1v2M6 13v2M10 13v2M1 6h2M1 10h2M13 6h2M13 10h2',
  'nat-gateway': 'M2 2h12v12H2zM4 6h8M10 4l2 2-2 2M12 10.500H4M6 8.500l-2 2 2 2',
  'regional-nat-gateway': 'M2 2h12v12H2zM4 6h8M10 4l2 2-2 2M12 10.500H4M6 8.500l-2 2 2 2',
  internet: 'M8 1a7 7 0 1 0 .01 0zM1 8h14M8 1c-5 4-5 10 0 14M8 1c5 4 5 10 0 14',
  'internet-gateway': 'M1 15V8a7 7 0 0 1 14 0v7M5 15V8a3 3 0 0 1 6 0v7M1 15h4M11 15h4',
  'egress-only-internet-gateway': 'M1 15V8a7 7 0 0 1 14 0v7M8 13V6M5 9l3-3 3 3M1 15h14',
  'vpc-endpoint': 'M2 8h5M7 4v8M7 5.500a5 2.500 0 1 1 0 5M12 8h3',
  'aws-service': 'M4.500 13h7a3.500 3.500 0 0 0 .5-7A4.500 4.500 0 0 0 3.500 7a3 3 0 0 0 1 6z',
  'peering-connection': 'M1 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0M9 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0M7 8h2',
  'transit-gateway': 'M8 5.500a2.500 2.500 0 1 0 .01 0zM8 1v4.500M8 10.500V15M1 8h4.500M10.500 8H15',
  'virtual-private-gateway': 'M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3zM5.500 8l2 2 3.500-4',
  'vpn-connection': 'M3 7h10v7H3zM5 7V5a3 3 0 0 1 6 0v2M8 9.500v2',
  'direct-connect-interface': 'M1 5h14M1 11h14M5 2v12M11 2v12',
  'direct-connect-gateway': 'M8 1l7 7-7 7-7-7zM4.500 8h7M8 4.500v7',
  region: 'M8 1.500l6 3.500v6l-6 3.500L2 11V5zM2 5l6 3.500L14 5M8 8.500v6',
  gateways: 'M2 15V8a6 6 0 0 1 12 0v7M8 2v13',
};

export function glyph(kind: string): string {
  return GLYPHS[kind] ?? 'M3 3h10v10H3z';
}
