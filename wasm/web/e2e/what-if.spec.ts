import { expect, test } from 'vitest';
import { open } from './support/browser';
import { FIRST, put, topology } from './support/topologies';

test('what-if-service-link: the way to the Region ends, the text stays, and back again', async () => {
  const page = await open({ state: { slug: 'ra-01-direct-vpc-routing', query: 'web -> internet tcp/443' } });
  const text = await page.editor.text();
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.whatIf.toggle('Service links', 'plant-1.service-link');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  expect(await page.answer.pane.getByRole('button', { name: 'service-link-down' }).first().isVisible()).toBe(true);
  expect(await page.whatIf.strip.textContent()).toContain('fail plant-1.service-link');
  expect(await page.editor.text()).toBe(text);
  await page.after(() => page.whatIf.strip.getByRole('button', { name: 'Take back: fail plant-1.service-link' }).click());
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.whatIf.strip.count()).toBe(0);
});

test('what-if-vif: the other virtual interface carries, what is down is drawn so, and no box moves', async () => {
  const page = await open();
  const before = await page.atlas.boxes();
  await page.whatIf.toggle('Virtual interfaces', 'plant-1.lgw.main.ond-1');
  // The way there has another; half of the replies are still handed to the router that has none.
  expect(await page.answer.verdict.textContent()).toContain('Only in part');
  expect(await page.answer.hops.filter({ hasText: 'cnd-2' }).count()).toBe(1);
  expect(await page.answer.hops.filter({ hasText: 'cnd-1' }).count()).toBe(0);
  expect(await page.page.locator('.chip.down, .box.down, .wire.down').count()).toBeGreaterThan(0);
  await page.whatIf.toggle('Virtual interfaces', 'plant-1.lgw.main.ond-2');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  expect(await page.atlas.boxes()).toEqual(before);
  await page.after(() => page.whatIf.strip.getByRole('button', { name: 'Take all back' }).click());
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('what-if-session: shut on both interfaces, nothing is learned', async () => {
  const page = await open();
  await page.whatIf.toggle('BGP sessions', 'plant-1.lgw.main.ond-1');
  expect(await page.answer.hops.filter({ hasText: 'cnd-2' }).count()).toBe(1);
  await page.whatIf.toggle('BGP sessions', 'plant-1.lgw.main.ond-2');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});

test('what-if-withdraw: a prefix that one router no longer announces comes by the other', async () => {
  const page = await open();
  await page.whatIf.toggle('Announced prefixes', '0.0.0.0/0 from campus.cnd-1');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.answer.hops.filter({ hasText: 'cnd-2' }).count()).toBe(1);
  await page.whatIf.toggle('Announced prefixes', '0.0.0.0/0 from campus.cnd-2');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});

test('what-if-add-route: a route mends what lacks one', async () => {
  const text = put(topology(FIRST), 'rack: { routes: { 0.0.0.0/0: lgw } }', 'rack: {}');
  const page = await open({ state: { files: { 'topology.yaml': text }, query: 'web -> db tcp/5432' } });
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  await page.whatIf.addRoute('172.16.100.0/24', 'plant-1.lgw', 'shop.rack');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.whatIf.strip.textContent()).toContain('add route 172.16.100.0/24 -> plant-1.lgw to shop.rack');
  expect(await page.editor.text()).toBe(text);
});

test('what-if-add-route: a table that nothing is called says so on the chip', async () => {
  const page = await open();
  await page.whatIf.addRoute('172.16.100.0/24', 'plant-1.lgw', 'shop.wreck');
  const chip = page.whatIf.strip.getByRole('listitem');
  expect(await chip.textContent()).toMatch(/shop\.wreck.*(no|not|nothing)/s);
  expect(await chip.getByRole('button', { name: /^Write to file/ }).count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('undo-redo: what-ifs step back and forth, apart from the text', async () => {
  const page = await open();
  const text = await page.editor.text();
  await page.editor.field.focus();
  await page.press('ControlOrMeta+Home');
  await page.after(() => page.page.keyboard.insertText('# a comment\n'));
  await page.whatIf.toggle('Virtual interfaces', 'plant-1.lgw.main.ond-1');
  await page.editor.field.focus();
  await page.after(() => page.press('ControlOrMeta+z'));
  expect(await page.editor.text()).toBe(text);
  expect(await page.whatIf.strip.isVisible()).toBe(true);
  await page.editor.leave();
  await page.after(() => page.press('Alt+z'));
  expect(await page.whatIf.strip.count()).toBe(0);
  await page.after(() => page.press('Alt+Shift+z'));
  expect(await page.whatIf.strip.textContent()).toContain('fail plant-1.lgw.main.ond-1');
  expect(await page.editor.text()).toBe(text);
  await page.editor.field.focus();
  await page.after(() => page.press('ControlOrMeta+y'));
  expect(await page.editor.text()).toContain('# a comment');
});
