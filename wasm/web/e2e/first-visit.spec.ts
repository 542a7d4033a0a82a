import { expect, test } from 'vitest';
import { open } from './support/browser';
import { examples } from './support/topologies';

test('load-first-visit: a working network with a question already answered', async () => {
  const page = await open();
  expect(await page.ask.field.inputValue()).toBe('web -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable, there and back');
  expect(await page.answer.hops.count()).toBeGreaterThan(4);
  expect(await page.live()).toContain('Reachable');
  expect(await page.page.title()).toContain('RA-03');
  expect(await page.page.locator('.leg.chosen').count()).toBe(2);
});

test('load-first-visit: what was open is open again the next time', async () => {
  const page = await open();
  await page.editor.write((await page.editor.text()).replace('# One Outpost', '# Some Outpost'));
  await page.ask.ask('batch -> web tcp/8080');
  const text = await page.editor.text();
  await page.page.reload();
  await page.settled();
  expect(await page.editor.text()).toBe(text);
  expect(await page.ask.field.inputValue()).toBe('batch -> web tcp/8080');
});

test('first-visit-finds-why: the reason of the first broken example is at most three actions away', async () => {
  const [broken] = examples.filter((example) => example.broken);
  const page = await open({ state: { slug: broken?.slug ?? '' } });
  expect(await page.answer.verdict.textContent()).toMatch(/Not reachable|Arrives, but/);
  let actions = 0;
  const act = async (what: () => Promise<void>): Promise<void> => {
    actions += 1;
    await what();
  };
  await act(() => page.answer.hops.last().click());
  const dropped = page.answer.openHop.getByText('Dropped here').locator('xpath=ancestor::li[1]');
  expect(await dropped.isVisible()).toBe(true);
  const button = dropped.getByRole('button').first();
  const reason = (await button.textContent()) ?? '';
  expect(reason).toMatch(/^[a-z]+(-[a-z]+)+$/);
  await act(() => button.click());
  await page.inspector.panel.getByRole('heading', { name: reason }).first().waitFor();
  expect(actions).toBeLessThanOrEqual(3);
});
