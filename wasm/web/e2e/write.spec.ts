import { expect, test } from 'vitest';
import { open } from './support/browser';
import type { Playground } from './support/playground';
import { FIRST, put, topology } from './support/topologies';

/** Opens a text with the caret where `|` stands. */
async function caret(text: string): Promise<Playground> {
  const at = text.indexOf('|');
  const page = await open({ state: { files: { 'topology.yaml': text.replace('|', '') } } });
  await page.editor.go(at);
  return page;
}

test('complete-gateway-name: after a target stand the gateways that this VPC has', async () => {
  const page = await caret(put(topology(FIRST), 'rack: { routes: { 0.0.0.0/0: lgw } }', 'rack: { routes: { 0.0.0.0/0: | } }'));
  await page.press('Control+Space');
  const offered = page.editor.offered;
  await offered.first().waitFor();
  expect(await offered.locator('.cm-completionLabel').allTextContents()).toContain('lgw');
  await page.after(() => offered.filter({ hasText: /^lgw/ }).first().click());
  expect(await page.editor.text()).toContain('0.0.0.0/0: lgw');
});

test('complete-gateway-name: names of this file are offered while one types, and the keyboard takes them', async () => {
  const page = await caret(put(topology(FIRST), 'route_table: rack }', 'route_table: | }'));
  await page.after(() => page.page.keyboard.type('r'));
  await page.editor.offered.first().waitFor();
  expect(await page.editor.offered.first().textContent()).toContain('rack');
  await page.editor.offers();
  await page.after(() => page.press('Tab'));
  expect(await page.editor.text()).toBe(topology(FIRST));
  expect(await page.editor.squiggles('error').count()).toBe(0);
});

test('complete-gateway-name: fields that fit here are offered with what they are for', async () => {
  const page = await caret(put(topology(FIRST), 'batch: { subnet: shop.rack, ip: 10.0.3.113 }', 'batch: { subnet: shop.rack, ip: 10.0.3.113, | }'));
  await page.press('Control+Space');
  await page.editor.offered.first().waitFor();
  const labels = await page.editor.offered.locator('.cm-completionLabel').allTextContents();
  expect(labels).toContain('coip');
  expect(labels).not.toContain('subnet');
  expect(labels).not.toContain('region');
});
