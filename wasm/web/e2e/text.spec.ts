import { expect, test } from 'vitest';
import { open } from './support/browser';

test('type-error-squiggle: a mistake is underlined and listed, and goes away', async () => {
  const page = await open();
  const before = await page.editor.text();
  await page.editor.write(before.replace('region: us-west-2', 'regoin: us-west-2'));
  expect(await page.editor.squiggles('error').first().textContent()).toContain('regoin');
  expect(await page.drawer.tab(/Findings/).textContent()).toMatch(/[1-9]/);
  await page.editor.write(before);
  expect(await page.editor.squiggles('error').count()).toBe(0);
});

test('undo-redo: the text is undone apart from the what-ifs', async () => {
  const page = await open();
  await page.drawer.tab(/What if/).click();
  await page.after(() => page.drawer.panel.getByRole('checkbox').first().click());
  const before = await page.editor.text();
  await page.editor.field.focus();
  await page.press('ControlOrMeta+Home');
  await page.after(() => page.page.keyboard.insertText('# a comment\n'));
  await page.after(() => page.press('ControlOrMeta+z'));
  expect(await page.editor.text()).toBe(before);
  expect(await page.page.getByRole('group', { name: 'What if' }).isVisible()).toBe(true);
});

test('worker-panic-recovers: the page says so and goes on', async () => {
  const page = await open();
  await page.page.evaluate(() => window.dispatchEvent(new CustomEvent('outpath:crash')));
  expect(await page.page.getByRole('alert').textContent()).toContain('started again');
  await page.ask.ask('web -> internet tcp/443');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});
