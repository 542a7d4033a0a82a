import { expect, test } from 'vitest';
import { open } from './support/browser';
import { estate } from './support/estate';

const GLYPHS: Record<string, string> = { 'both ways': '✓', 'one way': '→', 'in part': '◐', 'not at all': '✕', 'not known': '?' };

test('matrix-open-cell: every pair has a glyph and words, and a cell opens its answer', async () => {
  const page = await open();
  await page.matrix.start();
  await page.matrix.finished();
  const { cells } = page.matrix;
  expect(await page.matrix.status.textContent()).toContain(`${await cells.count()} of ${await cells.count()} traced`);
  const shown = await cells.evaluateAll((cells) => cells.map((cell) => [cell.textContent, cell.getAttribute('aria-label')?.split(': ')[1]]));
  for (const [glyph, words] of shown) expect(glyph).toBe(GLYPHS[words ?? '']);
  expect(new Set(shown.map(([glyph]) => glyph)).size).toBeGreaterThan(1);

  const cell = page.matrix.cell('batch', 'campus\\.db');
  expect(await cell.textContent()).toBe('✕');
  await page.after(() => cell.click());
  expect(await page.ask.field.inputValue()).toBe('batch -> campus.db tcp');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});

test('matrix-open-cell: rows with failures come first when asked for, and another network is said to be newer', async () => {
  const page = await open();
  await page.matrix.start();
  await page.matrix.finished();
  await page.drawer.panel.getByRole('checkbox', { name: 'Failures first' }).click();
  const failures = await page.matrix.grid.locator('.grid-row').evaluateAll((rows) => rows.map((row) => row.querySelectorAll('.cell:not(.reachable):not(.self)').length));
  expect(failures).toEqual(failures.toSorted((a, b) => b - a));
  expect(await page.matrix.status.textContent()).not.toContain('changed since');
  await page.ask.ask('web -> db tcp/5432');
  expect(await page.matrix.status.textContent()).not.toContain('changed since');
  await page.editor.write(`${await page.editor.text()}# more\n`);
  expect(await page.matrix.status.textContent()).toContain('The network has changed since.');
});

test('matrix-cancel: it stops where it is, and the page answers on', async () => {
  const page = await open({ state: { files: { 'topology.yaml': estate(100, false) } } });
  await page.matrix.start();
  await page.until(async () => /^\s*[1-9]\d* of/.test((await page.matrix.status.textContent()) ?? ''));
  await page.drawer.panel.getByRole('button', { name: 'Stop', exact: true }).click();
  const stopped = await page.matrix.status.textContent();
  const [, done = 0, total = 0] = (/Stopped after (\d+) of (\d+)/.exec(stopped ?? '') ?? []).map(Number);
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(total);
  await page.ask.ask('i-1 -> i-2 tcp/443');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.matrix.status.textContent()).toBe(stopped);
});

test('matrix-large: of 200 by 200 pairs only those in sight are in the page, and the keyboard gets to all', { timeout: 120_000 }, async () => {
  const page = await open({ state: { files: { 'topology.yaml': estate(198, false) } } });
  await page.matrix.start();
  await page.until(async () => /^\s*[1-9]\d* of 39800/.test((await page.matrix.status.textContent()) ?? ''));
  const { grid } = page.matrix;
  expect(await grid.getAttribute('aria-rowcount')).toBe('201');
  expect(await grid.getAttribute('aria-colcount')).toBe('201');
  const inPage = (): Promise<number> => page.drawer.panel.locator('*').count();
  expect(await inPage()).toBeLessThan(2500);

  // While it is traced: the keyboard goes to the last pair of all, which comes into sight with its names.
  await grid.focus();
  expect(await page.matrix.active()).toBe('i-1, itself');
  await page.press('Control+End');
  expect(await page.matrix.active()).toBe('internet, itself');
  await page.press('ArrowLeft');
  expect(await page.matrix.active()).toMatch(/^internet to campus\.db: /);
  const last = page.matrix.cell('internet', 'campus\\.db');
  expect(await last.getAttribute('aria-colindex')).toBe('200');
  expect(await last.locator('xpath=..').getAttribute('aria-rowindex')).toBe('201');
  const [cell, row, column, all] = await Promise.all([
    last.boundingBox(),
    grid.getByRole('rowheader', { name: 'internet' }).boundingBox(),
    grid.getByRole('columnheader', { name: 'campus.db' }).boundingBox(),
    grid.boundingBox(),
  ]);
  if (!cell || !row || !column || !all) throw new Error('the last pair is not in sight');
  expect(row.x).toBe(all.x);
  expect(Math.abs(row.y - cell.y)).toBeLessThan(3);
  expect(column.y).toBeGreaterThanOrEqual(all.y);
  expect(Math.abs(column.x - cell.x)).toBeLessThan(3);
  expect(cell.y + cell.height).toBeLessThanOrEqual(all.y + all.height);
  expect(await inPage()).toBeLessThan(2500);
  expect(await grid.getByRole('columnheader', { name: 'i-1', exact: true }).count()).toBe(0);

  // It stops at once, at whatever size.
  const took = await page.drawer.panel.getByRole('button', { name: 'Stop', exact: true }).evaluate(async (button) => {
    const start = performance.now();
    (button as HTMLElement).click();
    while (!/Stopped/.test(document.querySelector('#drawer-panel [role=status]')?.textContent ?? '')) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - start;
  });
  expect(took).toBeLessThan(100);
});

test('matrix-changes: after a what-if it says which pairs differ, in words, and shows only those', async () => {
  const page = await open({ state: { files: { 'topology.yaml': estate(12) } }, viewport: { width: 1440, height: 2400 } });
  await page.matrix.start();
  await page.matrix.finished();
  const again = async (): Promise<void> => {
    await page.drawer.tab(/Matrix/).click();
    await page.drawer.panel.getByRole('button', { name: 'Trace again' }).click();
    await page.matrix.finished();
  };
  const moves = page.drawer.panel.locator('.moves');
  const only = page.drawer.panel.getByRole('checkbox', { name: 'Only what changed' });
  expect(await moves.count()).toBe(0);
  const before = new Map(await page.matrix.cells.evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')?.split(': ') as [string, string])));

  await page.whatIf.toggle('Routers', 'campus.cnd-1');
  await page.whatIf.toggle('Routers', 'campus.cnd-2');
  await again();
  const changed = page.matrix.grid.locator('.changed');
  const labels = await changed.evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
  expect(labels.length).toBeGreaterThan(0);
  for (const label of labels) {
    const [, pair = '', now = '', was = ''] = /^(.*): (.*), before: (.*)$/.exec(label) ?? [];
    expect(before.get(pair), label).toBe(was);
    expect(now).not.toBe(was);
  }
  expect(await moves.textContent()).toMatch(new RegExp(`^\\s*${labels.length} pairs changed\\s+against the network without what-ifs: \\d+ from “both ways” to “not at all”`));
  expect(await page.matrix.cells.count()).toBe(before.size);

  // Rows and columns without a change go, and what is left of the others steps back.
  await only.click();
  expect(await changed.count()).toBe(labels.length);
  for (const name of await page.matrix.grid.getByRole('rowheader').allTextContents()) expect(labels.some((label) => label.startsWith(`${name} to `)), name).toBe(true);
  expect(await page.matrix.cells.count()).toBeLessThan(before.size);

  // The same again changes nothing of that; without the what-ifs the pairs come back.
  await again();
  expect(await changed.count()).toBe(labels.length);
  await page.after(() => page.page.getByRole('button', { name: 'Take all back' }).click());
  await again();
  expect(await moves.textContent()).toMatch(new RegExp(`${labels.length} pairs changed\\s+since the last trace`));
  await again();
  expect(await moves.textContent()).toContain('pairs changed');
});
