import { expect, test } from 'vitest';
import { open } from './support/browser';
import { FIRST, put, topology } from './support/topologies';

test('what-if-to-file: a route that was tried is written into the text, and nothing else of it changes', async () => {
  const text = put(topology(FIRST), 'rack: { routes: { 0.0.0.0/0: lgw } }', 'rack: { routes: { 10.99.0.0/16: lgw } }  # mine');
  const page = await open({ state: { files: { 'topology.yaml': text }, query: 'web -> db tcp/5432' } });
  const change = 'add route 172.16.100.0/24 -> plant-1.lgw to shop.rack';
  await page.whatIf.addRoute('172.16.100.0/24', 'plant-1.lgw', 'shop.rack');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.after(() => page.whatIf.strip.getByRole('button', { name: `Write to file: ${change}` }).click());
  expect(await page.toast().textContent()).toContain('Written into the text.');
  expect(await page.whatIf.strip.count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  const written = await page.editor.text();
  const [before, after] = [text.split('\n'), written.split('\n')];
  const line = before.findIndex((one) => one.includes('# mine'));
  expect(after[line]).toContain('172.16.100.0/24: lgw');
  expect(after[line]).toContain('10.99.0.0/16: lgw');
  expect(after[line]).toContain('# mine');
  expect(after.toSpliced(line, 1)).toEqual(before.toSpliced(line, 1));
  await page.editor.field.focus();
  await page.after(() => page.press('ControlOrMeta+z'));
  expect(await page.editor.text()).toBe(text);
});

test('what-if-to-file: a failure that was tried is written too, and the answer stays what it was', async () => {
  const page = await open({ state: { slug: 'ra-01-direct-vpc-routing', query: 'web -> internet tcp/443' } });
  await page.whatIf.toggle('Service links', 'plant-1.service-link');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  const text = await page.editor.text();
  await page.after(() => page.whatIf.strip.getByRole('button', { name: 'Write to file: fail plant-1.service-link' }).click());
  expect(await page.whatIf.strip.count()).toBe(0);
  expect(await page.editor.text()).not.toBe(text);
  expect(await page.editor.squiggles('error').count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});
