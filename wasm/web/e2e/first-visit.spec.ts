import { expect, test } from 'vitest';
import { open } from './support/browser';

test('load-first-visit: a working network with a question already answered', async () => {
  const { answer, ask, live } = await open().then((page) => ({ answer: page.answer, ask: page.ask, live: () => page.live() }));
  expect(await ask.field.inputValue()).toBe('web -> db tcp/5432');
  expect(await answer.verdict.textContent()).toContain('Reachable, there and back');
  expect(await answer.hops.count()).toBeGreaterThan(4);
  expect(await live()).toContain('Reachable');
});

test('step-hops: arrows go along the hops, and the translation is marked', async () => {
  const page = await open();
  for (let hop = 0; hop < 3; hop++) await page.press('ArrowRight');
  expect(await page.answer.openHop.getByRole('button', { name: /^Hop 3/ }).getAttribute('aria-expanded')).toBe('true');
  expect(await page.answer.openHop.locator('mark').allTextContents()).toEqual(['10.1.0.2']);
  await page.press('ArrowLeft');
  expect(await page.answer.openHop.getByRole('button').first().getAttribute('aria-label')).toContain('Hop 2');
});

test('losers-shown: a route that lost stands there with the reason', async () => {
  const page = await open();
  await page.answer.hops.filter({ hasText: 'cnd-1' }).click();
  const lost = page.answer.openHop.locator('.route.lost');
  expect(await lost.locator('s').textContent()).toContain('0.0.0.0/0');
  expect(await lost.textContent()).toContain('172.16.100.0/24 is longer');
});

test('ask-by-typing: a question that fails says what would fix it', async () => {
  const page = await open();
  await page.ask.ask('batch -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  expect(await page.answer.pane.getByRole('heading', { name: 'What would fix it' }).isVisible()).toBe(true);
  expect(await page.answer.pane.getByRole('button', { name: 'coip-not-allocated' }).first().isVisible()).toBe(true);
});

test('ask-by-typing: a name that nothing has is explained', async () => {
  const page = await open();
  await page.ask.ask('weg -> db tcp/5432');
  expect(await page.page.locator('#ask-wrong').textContent()).toContain('Did you mean');
});
