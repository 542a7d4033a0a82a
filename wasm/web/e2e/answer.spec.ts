import { expect, test } from 'vitest';
import { open } from './support/browser';

test('step-hops: arrows go along the hops, and the picture follows', async () => {
  const page = await open();
  for (let hop = 0; hop < 3; hop++) await page.press('ArrowRight');
  expect(await page.answer.openHop.getByRole('button', { name: /^Hop 3/ }).getAttribute('aria-expanded')).toBe('true');
  expect(await page.page.locator('.box.focused').count()).toBe(1);
  expect(await page.page.locator('.number.now').textContent()).toContain('3');
  await page.press('ArrowLeft');
  expect(await page.answer.openHop.getByRole('button').first().getAttribute('aria-label')).toContain('Hop 2');
});

test('step-hops: the keyboard goes on from the last hop there to the first one back', async () => {
  const page = await open();
  const there = await page.answer.hops.count();
  for (let hop = 0; hop <= there; hop++) await page.press('ArrowRight');
  const back = page.page.getByRole('region', { name: 'Hops, back' });
  expect(await back.getByRole('button', { name: /^Hop 1,/ }).getAttribute('aria-expanded')).toBe('true');
  await page.press('b');
  expect(await page.answer.hops.first().getAttribute('aria-expanded')).toBe('true');
});

test('step-hops: playing goes through all hops and stops at the end', async () => {
  const page = await open();
  await page.answer.pane.getByLabel('Speed').selectOption('4');
  const play = page.answer.pane.getByRole('button', { name: 'Play', exact: true });
  await play.click();
  const pause = page.answer.pane.getByRole('button', { name: 'Pause', exact: true });
  await page.answer.openHop.getByRole('button', { name: /^Hop 2,/ }).waitFor();
  expect(await pause.getAttribute('aria-pressed')).toBe('true');
  const last = await page.answer.back.count();
  await page.page.getByRole('region', { name: 'Hops, back' }).locator('.hop.open').getByRole('button', { name: new RegExp(`^Hop ${last},`) }).waitFor();
  await play.waitFor();
  expect(await play.getAttribute('aria-pressed')).toBe('false');
});

test('losers-shown: a route that lost stands there, struck through, with the reason', async () => {
  const page = await open();
  await page.answer.hops.filter({ hasText: 'cnd-1' }).click();
  const lost = page.answer.openHop.locator('.route.lost');
  expect(await lost.locator('s').textContent()).toContain('0.0.0.0/0');
  expect(await lost.textContent()).toContain('172.16.100.0/24 is longer');
  expect(await page.answer.openHop.getByText('Also considered (1)').isVisible()).toBe(true);
});

test('losers-shown: the winner names its line, and the line opens in the text', async () => {
  const page = await open();
  await page.answer.hops.filter({ hasText: 'rack' }).first().click();
  const line = page.answer.openHop.getByRole('button', { name: /^topology\.yaml:\d+, / }).last();
  const number = Number(/:(\d+)/.exec((await line.getAttribute('aria-label')) ?? '')?.[1]);
  await line.click();
  await page.until(async () => (await page.editor.selectedLine()) === number);
});

test('return-path: the way back is a list of its own, and drawn beside the way there', async () => {
  const page = await open();
  expect(await page.answer.told.textContent()).toMatch(/The reply returns in \d+ hops/);
  expect(await page.answer.back.count()).toBeGreaterThan(4);
  expect(await page.answer.back.first().getAttribute('aria-label')).toContain('db');
  const legs = page.page.locator('.leg.chosen');
  expect(await legs.count()).toBe(2);
  const drawn = (back: boolean): Promise<{ dash: string; path: string }> =>
    page.page.locator(back ? '.leg.back.chosen .line' : '.leg.chosen:not(.back) .line').evaluate((line) => ({ dash: getComputedStyle(line).strokeDasharray, path: line.getAttribute('d') ?? '' }));
  const [there, back] = [await drawn(false), await drawn(true)];
  expect(there.dash).toBe('none');
  expect(back.dash).not.toBe('none');
  expect(there.path).not.toBe(back.path);
});

test('return-path: a reply that does not come says where it stops', async () => {
  const page = await open({ state: { slug: 'broken/coip-without-way-back' } });
  expect(await page.answer.verdict.textContent()).toContain('Arrives, but its reply does not');
  expect(await page.answer.told.textContent()).toMatch(/The reply is dropped at hop \d+/);
  expect(await page.page.locator('.leg.back.dropped').count()).toBeGreaterThan(0);
});

test('nat-rewrite-shown: what changes is marked, before and after', async () => {
  const page = await open();
  const hop = page.answer.hops.filter({ hasText: 'local gateway' }).first();
  await hop.click();
  const packet = page.answer.openHop.getByRole('table', { name: 'Packet' });
  expect(await packet.getByRole('row').allTextContents()).toHaveLength(2);
  expect(await packet.getByRole('row').first().textContent()).toContain('10.0.3.112');
  expect(await packet.locator('mark').allTextContents()).toEqual(['10.1.0.2']);
});

test('copy-markdown: the answer with hops, losers and reasons', async () => {
  const page = await open();
  await page.answer.pane.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.toast().waitFor();
  const copied = await page.clipboard();
  expect(copied).toMatch(/^\*\*Reachable, there and back\*\*: `web -> db tcp\/5432`\n/);
  expect(copied).toContain('### There');
  expect(copied).toContain('### Back');
  expect(copied).toMatch(/~~`0\.0\.0\.0\/0` → .*~~ .*172\.16\.100\.0\/24 is longer/);
  expect(copied).toMatch(/`10\.0\.3\.112 .*` becomes `10\.1\.0\.2 /);
  for (const hop of await page.answer.hops.all()) {
    const [, name = ''] = ((await hop.getAttribute('aria-label')) ?? '').split(', ');
    expect(copied).toContain(`\`${name}\``);
  }
});

test('copy-markdown: a finding', async () => {
  const page = await open({ state: { slug: 'broken/overlapping-subnets' } });
  const finding = page.findings.all.first();
  const code = await finding.locator('button.fact').first().textContent();
  await finding.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.toast().waitFor();
  expect(await page.clipboard()).toMatch(new RegExp(`^\\*\\*error ${code}\\*\\* \\(\`topology.yaml:\\d+\`\\): `));
});
