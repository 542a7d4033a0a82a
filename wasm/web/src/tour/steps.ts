import start from './start.yaml?raw';

export const START = start;
export const QUESTION = 'web -> db tcp/5432';

/** Each step replaces some pieces of the text; what else was written stays. */
export const STEPS: { find: string; put: string }[][] = [
  [
    { find: '    cidrs: [10.0.0.0/16]\n', put: '    cidrs: [10.0.0.0/16]\n    subnets:\n      rack: { cidr: 10.0.3.0/24, outpost: plant-1 }\n' },
    { find: '\non_premises:', put: '\ninstances:\n  web: { subnet: shop.rack, ip: 10.0.3.112 }\n\non_premises:' },
  ],
  [
    {
      find: 'outpost: plant-1 }\n',
      put: 'outpost: plant-1, route_table: rack }\n    route_tables:\n      main: {}\n      rack: { routes: { 172.16.100.0/24: lgw } }\n',
    },
  ],
  [{ find: '          vif_group: main\n', put: '          vif_group: main\n          vpcs: [shop]\n' }],
  [
    {
      find: '          coip_pools: { pool: [10.1.0.0/26] }\n',
      put: '          coip_pools: { pool: [10.1.0.0/26] }\n          routes: { 172.16.100.0/24: vif_group.main }\n',
    },
  ],
  [{ find: 'ip: 10.0.3.112 }', put: 'ip: 10.0.3.112, coip: 10.1.0.2 }' }],
];

/** The text after the first steps, as the tour itself would have it. */
export function after(steps: number): string {
  return STEPS.slice(0, steps).reduce((text, step) => take(text, step) ?? text, START);
}

/** Returns the text with a step done, or null where the pieces to replace are not there. */
export function take(text: string, step: { find: string; put: string }[]): string | null {
  let result = text;
  for (const { find, put } of step) {
    if (!result.includes(find)) return null;
    result = result.replace(find, () => put);
  }
  return result;
}
