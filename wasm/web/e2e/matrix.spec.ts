import { expect, test } from 'vitest';
import { open } from './support/browser';
import { estate } from './support/estate';

test('matrix-open-cell: every pair has a glyph and words, and a cell opens its answer', async () => {
  const page = await open();
  await page.matrix.start();
  await page.matrix.finished();
  const cells = page.drawer.panel.locator('button.cell');
  expect(await page.matrix.status.textContent()).toContain(`${await cells.count()} of ${await cells.count()} traced`);
  const shown = await cells.evaluateAll((cells) => cells.map((cell) => [cell.textContent, cell.getAttribute('aria-label')?.split(': ')[1]]));
  const glyphs: Record<string, string> = { 'both ways': '✓', 'one way': '→', 'in part': '◐', 'not at all': '✕', 'not known': '?' };
  for (const [glyph, words] of shown) expect(glyph).toBe(glyphs[words ?? '']);
  expect(new Set(shown.map(([glyph]) => glyph)).size).toBeGreaterThan(1);

  const cell = page.matrix.cell('batch', 'campus\\.db');
  const flow = (await cell.getAttribute('title')) ?? '';
  expect(await cell.textContent()).toBe('✕');
  await page.after(() => cell.click());
  expect(await page.ask.field.inputValue()).toBe(flow);
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});

test('matrix-open-cell: rows with failures come first when asked for, and another network is said to be newer', async () => {
  const page = await open();
  await page.matrix.start();
  await page.matrix.finished();
  await page.drawer.panel.getByRole('checkbox', { name: 'Failures first' }).click();
  const failures = await page.drawer.panel.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.querySelectorAll('button.cell:not(.reachable)').length));
  expect(failures).toEqual(failures.toSorted((a, b) => b - a));
  expect(await page.matrix.status.textContent()).not.toContain('changed since');
  await page.editor.write(`${await page.editor.text()}# more\n`);
  expect(await page.matrix.status.textContent()).toContain('The network has changed since.');
});

test('matrix-cancel: it stops where it is, and the page answers on', async () => {
  const page = await open({ state: { files: { 'topology.yaml': estate(60) } } });
  await page.matrix.start();
  await page.until(async () => /^[1-9]\d* of/.test((await page.matrix.status.textContent()) ?? ''));
  await page.drawer.panel.getByRole('button', { name: 'Stop', exact: true }).click();
  const stopped = await page.matrix.status.textContent();
  const [, done = 0, total = 0] = (/Stopped after (\d+) of (\d+)/.exec(stopped ?? '') ?? []).map(Number);
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(total);
  await page.ask.ask('i-1 -> i-2 tcp/443');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.drawer.panel.locator('button.cell').count()).toBe(done);
});
