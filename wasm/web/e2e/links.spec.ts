import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open } from './support/browser';
import { fragment, read, type State } from './support/link';
import { FIRST, put, topology } from './support/topologies';

interface Fixture {
  version: number;
  of: string;
  link: string;
  text: string;
  query: string;
  changes: string[];
  hop: string;
}
/** Links that were written once, each version of them: they open for ever. */
const fixtures = JSON.parse(readFileSync(new URL('fixtures/links.json', import.meta.url), 'utf8')) as Fixture[];

test.each(fixtures)('load-from-link: version $version, $of', async ({ link, text, query, changes, hop }) => {
  const page = await open({ at: link });
  expect(await page.editor.text()).toContain(text);
  expect(await page.ask.field.inputValue()).toBe(query);
  for (const change of changes) expect(await page.whatIf.strip.textContent()).toContain(change);
  expect(await page.whatIf.strip.locator('.wrong').count()).toBe(0);
  expect(await page.answer.openHop.getByRole('button').first().getAttribute('aria-label')).toContain(hop);
});

test('load-from-link: the version that is written now has a fixture', async () => {
  const page = await open();
  const version = Number(/#v(\d+)\./.exec(await page.link())?.[1]);
  expect(fixtures.map((fixture) => fixture.version)).toContain(version);
  expect(fixtures.map((fixture) => fixture.version)).toEqual(expect.arrayContaining(Array.from({ length: version }, (_, at) => at + 1)));
});

test('load-from-link: another link in the same window opens', async () => {
  const page = await open();
  await page.after(() => page.page.evaluate((link) => (location.hash = link), fixtures[0]?.link ?? ''));
  expect(await page.ask.field.inputValue()).toBe(fixtures[0]?.query);
});

test.each([
  ['that was cut', '#v1.q1YqLE0tqlSyUlAqT03SU'],
  ['of a version to come', '#v9.q1YqLE0tqlSyUlAqT03SU'],
  ['to an example that is no more', fragment({ slug: 'ra-00-gone' })],
])('broken-link-message: a link %s says so, and the page still works', async (_, at) => {
  const page = await open({ at });
  expect(await page.toast().textContent()).toContain('This link is broken');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('share-link-roundtrip: the same text, question and what-ifs', async () => {
  const page = await open();
  await page.editor.write(put(await page.editor.text(), '# One Outpost', '# é 😀 One Outpost'));
  await page.whatIf.toggle('Routers', 'campus.cnd-1');
  await page.ask.ask('web -> internet tcp/443');
  const link = await page.link();
  const other = await open({ at: link.slice(link.indexOf('#')) });
  expect(await other.editor.text()).toBe(await page.editor.text());
  expect(await other.ask.field.inputValue()).toBe('web -> internet tcp/443');
  expect(await other.whatIf.strip.textContent()).toContain('fail campus.cnd-1');
  expect(await other.answer.hops.allTextContents()).toEqual(await page.answer.hops.allTextContents());
  expect(await other.link()).toBe(link);
});

test('share-link-roundtrip: an example as it is shipped is short, and nothing of it goes into the query string', async () => {
  const page = await open();
  const link = new URL(await page.link());
  expect(link.search).toBe('');
  expect(link.hash.length).toBeLessThan(120);
  const state: State = read(link.href);
  expect(state).toEqual({ slug: FIRST, query: 'web -> db tcp/5432' });
});

test('share-link-roundtrip: what is too long for a link is offered as a file, and the file opens', async () => {
  // What does not shrink: ids as of a long inventory.
  const ids = Array.from({ length: 900 }, (_, at) => `# ${Math.sin(at).toString(36).slice(2)}${Math.cos(at).toString(36).slice(2)}`);
  const files = { 'topology.yaml': `${topology(FIRST)}${ids.join('\n')}\n` };
  const page = await open();
  await page.after(() => page.drop(files));
  await page.ask.ask('web -> db tcp/5432');
  const dialog = await page.openDialog('Share');
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  expect(await dialog.getByRole('alert').textContent()).toContain('Save a file instead');
  const { name, bytes } = await page.saved(() => dialog.getByRole('button', { name: 'Save everything as a file' }).click());
  const other = await open();
  await other.after(() => other.drop({ [name]: bytes.toString('utf8') }));
  expect(await other.editor.text()).toBe(files['topology.yaml']);
  expect(await other.ask.field.inputValue()).toBe('web -> db tcp/5432');
});

test('deep-link-hop: a link to a hop of the way back opens there', async () => {
  const page = await open();
  await page.answer.back.nth(2).click();
  const label = await page.answer.openHop.getByRole('button').first().getAttribute('aria-label');
  const link = await page.link();
  const other = await open({ at: link.slice(link.indexOf('#')) });
  const hop = other.page.getByRole('region', { name: 'Hops, back' }).locator('.hop.open');
  expect(await hop.getByRole('button').first().getAttribute('aria-label')).toBe(label);
  expect(label).toContain('Hop 3');
  expect(await other.page.locator('.number.now.back').textContent()).toContain('3');
});

test('deep-link-hop: a hop that the way no longer has is no trouble', async () => {
  const page = await open({ state: { slug: FIRST, query: 'web -> db tcp/5432', focus: { back: false, path: 0, hop: 99 } } });
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.answer.openHop.count()).toBe(0);
});
