import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { open, visit } from './browser';
import { estate } from './estate';
import type { Playground } from './playground';
import { FIRST, put, topology } from './topologies';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown; failureSummary?: string }[];
}

type Screen = [name: string, show: (page: Playground) => Promise<unknown>];

/** Everything that can be on the page, after the first visit. */
const SCREENS: Screen[] = [
  ['the first visit', async () => undefined],
  ['an open hop', (page) => page.answer.hops.nth(2).click()],
  ['a page about a fact', (page) => page.answer.openHop.locator('button.fact').first().click()],
  ['a selected box', (page) => page.atlas.box(/^host campus\.db/).click()],
  ['names on offer', (page) => page.ask.field.fill('we')],
  ['a question that cannot be read', (page) => page.ask.ask('weg -> db')],
  ['an answer that fails', (page) => page.ask.ask('batch -> db tcp/5432')],
  ['what-ifs', (page) => page.whatIf.toggle('Routers', 'campus.cnd-1')],
  ['a what-if that is not possible', (page) => page.whatIf.addRoute('10.0.0.0/8', 'nothing', 'nowhere')],
  ['the matrix', async (page) => (await page.matrix.start(), page.matrix.finished())],
  ['a matrix of another network', (page) => page.whatIf.toggle('Routers', 'campus.cnd-2').then(() => page.drawer.tab(/Matrix/).click())],
  ['the outline', (page) => page.page.getByRole('button', { name: 'Outline', exact: true }).click()],
  ['the plain text field', (page) => page.page.getByRole('button', { name: 'Plain text field' }).click()],
  ['a toast', async (page) => (await page.page.getByRole('button', { name: 'Plain text field' }).click(), page.page.getByRole('button', { name: 'Copy as Markdown' }).first().click(), page.toast().waitFor())],
  ['examples', (page) => page.openDialog('Examples').then((dialog) => dialog.locator('.card').first().waitFor())],
  ['the palette', async (page) => (await page.press('Escape'), page.dialog.waitFor({ state: 'detached' }), page.openDialog('Commands'))],
  ['share and export', async (page) => (await page.press('Escape'), await page.dialog.waitFor({ state: 'detached' }), page.openDialog('Share'))],
  ['the keys', async (page) => (await page.press('Escape'), await page.dialog.waitFor({ state: 'detached' }), await page.page.getByRole('button', { name: /^Keyboard/ }).click(), page.dialog.waitFor())],
];

/** Looks for what keeps people out; `only` is a part of the page. */
async function violations(page: Playground): Promise<string[]> {
  const found = await page.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 4).map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`));
}

const withAxe = { before: (page: import('playwright-core').Page) => page.addInitScript({ content: AXE }) };

/** Asks axe about every screen in one theme. */
export function screens(theme: 'light' | 'dark'): void {
  test(`axe-all-screens: everything on the page, ${theme}`, { timeout: 120_000 }, async () => {
    const page = await open({ ...withAxe, colorScheme: theme, reducedMotion: 'reduce', state: { slug: FIRST, query: 'web -> db tcp/5432' } });
    for (const [name, show] of SCREENS) {
      await show(page);
      await page.settled();
      expect.soft(await violations(page), name).toEqual([]);
    }
  });

  test(`axe-all-screens: findings, troubles and the tour, ${theme}`, { timeout: 120_000 }, async () => {
    const page = await open({ ...withAxe, colorScheme: theme, reducedMotion: 'reduce', state: { slug: 'broken/missing-mirror-route' } });
    expect.soft(await violations(page), 'findings').toEqual([]);
    await page.editor.write(put(topology(FIRST), 'region: us-west-2', 'regoin: us-west-2'));
    expect.soft(await violations(page), 'a text with errors').toEqual([]);
    await page.editor.write('outpath: 1\n');
    expect.soft(await violations(page), 'an empty network').toEqual([]);
    await page.page.evaluate(() => window.dispatchEvent(new CustomEvent('outpath:crash')));
    await page.page.getByRole('alert').waitFor();
    expect.soft(await violations(page), 'a stopped engine').toEqual([]);
    await page.settled();
    const dialog = await page.openDialog('Examples');
    await page.after(() => dialog.getByRole('button', { name: /^Tour/ }).click());
    expect.soft(await violations(page), 'the tour').toEqual([]);
    await page.drop({ 'estate.yaml': manyVpcs(16) });
    await page.settled();
    await page.page.getByText(/^\d+ folded$/).click();
    expect.soft(await violations(page), 'an estate that is folded').toEqual([]);
  });

  test(`axe-all-screens: the tabs of a phone, ${theme}`, { timeout: 120_000 }, async () => {
    const page = await open({ ...withAxe, colorScheme: theme, reducedMotion: 'reduce', viewport: { width: 360, height: 740 } });
    for (const tab of ['Network', 'Answer', 'Text', 'Findings']) {
      await page.page.getByRole('tablist', { name: 'Outpath' }).getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      expect.soft(await violations(page), tab).toEqual([]);
    }
  });

  test(`axe-all-screens: the element for other pages, ${theme}`, async () => {
    const page = await visit({
      ...withAxe,
      colorScheme: theme,
      at: 'wiki.html',
      before: async (page) => {
        await page.addInitScript({ content: AXE });
        await page.route('**/wiki.html', (route) =>
          route.fulfill({
            contentType: 'text/html',
            body: `<!doctype html><html lang="en"><title>A runbook</title><script type="module" src="outpath-atlas.js"></script><main><h1>A runbook</h1><outpath-atlas src="gallery/${FIRST}/topology.yaml" query="web -> db tcp/5432"></outpath-atlas></main></html>`,
          }),
        );
      },
    });
    await page.locator('outpath-atlas').getByRole('button', { name: 'Next hop' }).click();
    expect.soft(await violations({ page } as Playground)).toEqual([]);
  });
}

/** An estate with so many VPCs that the picture folds. */
function manyVpcs(count: number): string {
  const [head = '', tail = ''] = estate(4).split('outposts:');
  const vpcs = Array.from({ length: count }, (_, at) => `  more-${at}:\n    cidrs: [10.${100 + at}.0.0/16]\n    subnets: { a: { cidr: 10.${100 + at}.1.0/24, zone: usw2-az1 } }\n    route_tables: { main: {} }\n`);
  return `${head}${vpcs.join('')}outposts:${tail}`;
}
