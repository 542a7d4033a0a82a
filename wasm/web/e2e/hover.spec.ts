import { expect, test } from 'vitest';
import { open } from './support/browser';

test('hover-field: a field says what it is', async () => {
  const page = await open();
  await page.editor.hover('service_link');
  const tip = page.page.locator('.cm-hover');
  await tip.waitFor();
  expect(await tip.getByRole('heading').textContent()).toContain('service_link');
  expect((await tip.textContent())?.length).toBeGreaterThan(40);
});

test('hover-field: a name says what it stands for', async () => {
  const page = await open();
  await page.editor.hover('shop.rack');
  const tip = page.page.locator('.cm-hover');
  await tip.waitFor();
  expect(await tip.textContent()).toMatch(/subnet/i);
  expect(await tip.textContent()).toContain('10.0.3.0/24');
});
