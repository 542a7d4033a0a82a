import { expect, test } from 'vitest';
import { open } from './support/browser';
import { FIRST, put, topology } from './support/topologies';

test('type-error-squiggle: a mistake is underlined and listed, and goes away', async () => {
  const page = await open();
  const before = await page.editor.text();
  await page.editor.write(put(before, 'region: us-west-2', 'regoin: us-west-2'));
  expect(await page.editor.squiggles('error').first().textContent()).toContain('regoin');
  expect(await page.drawer.tab(/Findings/).textContent()).toMatch(/[1-9]/);
  expect(await page.page.getByText('The text has errors; the picture shows what could be read.').isVisible()).toBe(true);
  await page.editor.write(before);
  expect(await page.editor.squiggles('error').count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('type-error-squiggle: characters outside the basic plane shift no mark', async () => {
  const text = put(topology(FIRST), 'region: us-west-2', 'region: us-west-2 # 😀 é 漢\nregoin: 1 # 😀');
  const page = await open({ state: { files: { 'topology.yaml': text } } });
  expect(await page.editor.squiggles('error').first().textContent()).toBe('regoin');
});

test('go-to-finding: its line opens in the text, by mouse and by key', async () => {
  const text = put(topology(FIRST), 'ip: 10.0.3.112', 'ip: 10.9.9.9');
  const page = await open({ state: { files: { 'topology.yaml': text } } });
  const line = text.slice(0, text.indexOf('10.9.9.9')).split('\n').length;
  await page.findings.all.first().getByRole('button', { name: new RegExp(`^topology\\.yaml:${line}, `) }).click();
  await page.until(async () => (await page.editor.selectedLine()) === line);
  expect(await page.editor.selection()).toContain('10.9.9.9');
  await page.editor.leave();
  await page.press('Control+Home');
  await page.press(']');
  await page.until(async () => (await page.editor.selection()).includes('10.9.9.9'));
  expect(await page.page.locator('.finding.current').count()).toBe(1);
});

test('quick-fix: what is missing is written by one button, and undo takes it back', async () => {
  const slug = 'broken/missing-mirror-route';
  const page = await open({ state: { slug } });
  expect(await page.answer.verdict.textContent()).toContain('its reply does not');
  const finding = page.findings.of('OP2005');
  await page.after(() => finding.getByRole('button', { name: /^Fix: / }).click());
  expect(await page.editor.text()).toContain('10.0.1.0/24: lgw');
  expect(await page.findings.of('OP2005').count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.editor.field.focus();
  await page.after(() => page.press('ControlOrMeta+z'));
  expect(await page.editor.text()).toBe(topology(slug));
  expect(await page.findings.of('OP2005').count()).toBe(1);
});

test('quick-fix: a name with a slip of the pen says what was probably meant, and one button writes it', async () => {
  const text = put(topology(FIRST), 'route_table: rack', 'route_table: rak');
  const page = await open({ state: { files: { 'topology.yaml': text }, query: 'web -> db tcp/5432' } });
  const finding = page.findings.of('OP9201');
  expect(await finding.textContent()).toMatch(/did you mean/i);
  await page.after(() => finding.getByRole('button', { name: /^Fix: / }).click());
  expect(await page.editor.text()).toBe(topology(FIRST));
  expect(await page.editor.squiggles('error').count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('quick-fix: the editor offers it where the mark is', async () => {
  const page = await open({ state: { slug: 'broken/missing-mirror-route' } });
  await page.findings.of('OP2005').getByRole('button', { name: /^topology\.yaml:\d+, / }).first().click();
  await page.editor.squiggles('error').first().hover();
  await page.after(() => page.page.locator('.cm-diagnosticAction').first().click());
  expect(await page.editor.text()).toContain('10.0.1.0/24: lgw');
});

test('plain: a text field in place of the editor does the same', async () => {
  const page = await open();
  await page.page.getByRole('button', { name: 'Plain text field' }).click();
  const area = page.page.getByRole('textbox', { name: 'Text of topology.yaml' });
  expect(await area.evaluate((area) => area.tagName)).toBe('TEXTAREA');
  await page.after(async () => area.fill(put(await area.inputValue(), 'coip: 10.1.0.2', 'coip: 10.1.0.3')));
  await page.answer.hops.filter({ hasText: 'local gateway' }).first().click();
  expect(await page.answer.openHop.locator('mark').allTextContents()).toEqual(['10.1.0.3']);
});
