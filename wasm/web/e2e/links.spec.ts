import { expect, test } from 'vitest';
import { open } from './support/browser';

test('broken-link-message: a link that was cut says so, and the page still works', async () => {
  const page = await open({ at: '#v1.q1YqLE0tqlSyUlAqT03SU' });
  expect(await page.toast().textContent()).toContain('This link is broken');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('share-link-roundtrip, deep-link-hop: the same text, question, what-ifs and hop', async () => {
  const page = await open();
  await page.editor.write((await page.editor.text()).replace('# One Outpost', '# é 😀 One Outpost'));
  for (let hop = 0; hop < 3; hop++) await page.press('Escape').then(() => undefined);
  await page.page.getByRole('button', { name: 'Next hop' }).click();
  await page.page.getByRole('button', { name: 'Next hop' }).click();
  await page.page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.page.getByRole('button', { name: 'Copy link' }).click();
  await page.toast().waitFor();
  const link = await page.clipboard();
  const other = await open({ at: link.slice(link.indexOf('#')) });
  expect(await other.editor.text()).toBe(await page.editor.text());
  expect(await other.ask.field.inputValue()).toBe('web -> db tcp/5432');
  expect(await other.answer.openHop.getByRole('button').first().getAttribute('aria-label')).toContain('Hop 2');
});
