import { expect, test } from 'vitest';
import { heard, listen } from './support/answers';
import { open } from './support/browser';
import type { Playground } from './support/playground';
import { FIRST } from './support/topologies';

interface Neighbors {
  id: string;
  left: string | null;
  right: string | null;
  up: string | null;
  down_to: string | null;
}

/** The arrows that lead from the first box to each other one, the shortest way. */
function ways(boxes: Neighbors[]): Map<string, string[]> {
  const ways = new Map<string, string[]>([[boxes[0]?.id ?? '', []]]);
  for (const [id, keys] of ways) {
    const box = boxes.find((one) => one.id === id);
    const next = { ArrowLeft: box?.left, ArrowRight: box?.right, ArrowUp: box?.up, ArrowDown: box?.down_to };
    for (const [key, to] of Object.entries(next)) if (to && !ways.has(to)) ways.set(to, [...keys, key]);
  }
  return ways;
}

/** What has the keyboard, by role and name; the editor lives in a shadow root. */
function focused(page: Playground): Promise<string> {
  return page.page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return '';
    const label = element.getAttribute('aria-label') ?? (element as HTMLElement).closest('label')?.textContent ?? element.textContent ?? '';
    return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${label.trim().replaceAll(/\s+/g, ' ')}`;
  });
}

/** Presses Tab until something has the keyboard. */
async function tabTo(page: Playground, wanted: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  let now = await focused(page);
  for (let press = 0; press < 150; press++) {
    // In the editor Tab indents, until Escape is pressed.
    if (now.startsWith('textbox')) await page.press('Escape');
    await page.press(key);
    now = await focused(page);
    if (wanted.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab does not come to ${String(wanted)}, only to\n${passed.join('\n')}`);
}

test('keyboard-only-journey: from the question to the reason, a what-if, the matrix, and a link, without a pointer', async () => {
  const page = await open();
  // Ask.
  await page.press('/');
  expect(await focused(page)).toMatch(/^combobox Ask/);
  await page.page.keyboard.type('batch -> db tcp/5432');
  await page.after(() => page.press('Enter'));
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  // To the reason.
  await tabTo(page, /^button coip-not-allocated/);
  await page.press('Enter');
  expect(await page.inspector.tab('Why').getAttribute('aria-selected')).toBe('true');
  await tabTo(page, /^tab Why/, 'Shift+Tab');
  await page.press('Home');
  expect(await page.inspector.tab('Answer').getAttribute('aria-selected')).toBe('true');
  expect(await focused(page)).toBe('tab Answer');
  // Along the hops.
  await page.press('Escape');
  await page.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.press('ArrowRight');
  expect(await page.answer.openHop.count()).toBe(1);
  // A what-if, and back.
  await page.press('w');
  await tabTo(page, /^input plant-1\.lgw\.main\.ond-1/);
  await page.after(() => page.press('Space'));
  expect(await page.whatIf.strip.textContent()).toContain('fail plant-1.lgw.main.ond-1');
  await page.after(() => page.press('Alt+z'));
  expect(await page.whatIf.strip.count()).toBe(0);
  // The matrix, and a cell of it.
  await page.press('m');
  await page.matrix.finished();
  await tabTo(page, /^grid /);
  await page.press('ArrowDown');
  expect(await page.matrix.active()).toBe('web to batch: both ways');
  await page.after(() => page.press('Enter'));
  expect(await page.ask.field.inputValue()).toBe('web -> batch tcp');
  // An example.
  await page.press('g');
  await page.dialog.waitFor();
  await page.page.keyboard.type('RA-01');
  await tabTo(page, /^button RA-01/);
  await page.after(() => page.press('Enter'));
  expect(await page.page.title()).toContain('RA-01');
  // The link of it, by the palette.
  await page.command('Share');
  await tabTo(page, /^button Copy link/);
  await page.press('Enter');
  await page.toast().waitFor();
  expect(await page.clipboard()).toContain('#v1.');
  // The text, and out of it again.
  await page.press('e');
  expect(await focused(page)).toBe('textbox Text of topology.yaml');
  await page.press('Escape');
  await page.press('Tab');
  expect(await focused(page)).not.toMatch(/^textbox/);
});

test('keyboard-only-journey: in the picture arrows go by place and VPC, Enter asks from one box to another', async () => {
  const page = await open({ before: listen, state: { slug: FIRST } });
  await tabTo(page, /^treeitem /);
  const first = await focused(page);
  const seen = new Set([first]);
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
    await page.press(key);
    seen.add(await focused(page));
  }
  expect(seen.size).toBeGreaterThan(3);
  for (const one of seen) expect(one).toMatch(/^treeitem /);
  const { boxes } = JSON.parse(await heard(page.page, 'scene')) as { boxes: Neighbors[] };
  const go = async (wanted: string): Promise<void> => {
    await page.press('Home');
    for (const key of ways(boxes).get(wanted) ?? []) await page.press(key);
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('data-box'))).toBe(wanted);
  };
  await go('host campus.db');
  await page.press('Enter');
  await go('network-interface web');
  await page.after(() => page.press('Enter'));
  expect(await page.ask.field.inputValue()).toMatch(/^campus\.db -> web /);
  await page.press('Escape');
});

test('keyboard-only-journey: arrows come to every box', async () => {
  for (const slug of [FIRST, 'ra-09a-central-inspection']) {
    const page = await open({ before: listen, state: { slug } });
    const { boxes } = JSON.parse(await heard(page.page, 'scene')) as { boxes: Neighbors[] };
    // By what the picture says of its neighbors, and then by pressing the keys of one such way.
    const known = ways(boxes);
    expect([...known.keys()].toSorted(), slug).toEqual(boxes.map((box) => box.id).toSorted());
    const [farthest = '', keys = []] = [...known].at(-1) ?? [];
    await tabTo(page, /^treeitem /);
    await page.press('Home');
    for (const key of keys) await page.press(key);
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('data-box'))).toBe(farthest);
  }
});

test('keyboard-only-journey: the sheet of keys opens, closes, and gives the keyboard back', async () => {
  const page = await open();
  await tabTo(page, /^tab Findings/);
  await page.press('?');
  await page.dialog.waitFor();
  expect(await page.dialog.getByRole('heading', { name: 'Keyboard' }).isVisible()).toBe(true);
  await page.press('Escape');
  await page.dialog.waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^tab Findings/);
});

test('keyboard-only-journey: panes are sized by arrows', async () => {
  const page = await open();
  await tabTo(page, /^separator Size of text/);
  const value = async (): Promise<number> => Number(await page.page.getByRole('separator', { name: 'Size of text' }).getAttribute('aria-valuenow'));
  const before = await value();
  await page.press('ArrowRight');
  expect(await value()).toBe(before + 2);
});

test('outline-equals-atlas: the same boxes, in each other as in the picture, with the same marks', async () => {
  for (const slug of [FIRST, 'ra-07-peered-vpcs', 'broken/overlapping-subnets']) {
    const page = await open({ before: listen, state: { slug, changes: slug === FIRST ? ['fail campus.cnd-1'] : [] } });
    const { boxes } = JSON.parse(await heard(page.page, 'scene')) as { boxes: { id: string; chips: { label: string }[]; errors: number; warnings: number }[] };
    const marks = (errors: number, warnings: number): string[] => [errors, warnings].filter((count) => count > 0).map(String);
    const scene = new Map(boxes.map((box) => [box.id, { chips: box.chips.map((chip) => chip.label), marks: marks(box.errors, box.warnings) }]));
    const atlas = await page.page.locator('.atlas [data-box]').evaluateAll((boxes) =>
      boxes.map((box) => ({
        id: box.getAttribute('data-box') ?? '',
        level: Number(box.getAttribute('aria-level')),
        down: box.classList.contains('down'),
        full: box.querySelector('title')?.textContent ?? '',
      })),
    );
    await page.press('o');
    const listed = page.page.getByRole('navigation', { name: 'Outline' }).locator('[data-box]');
    await listed.first().waitFor();
    const outline = await listed.evaluateAll((boxes) =>
      boxes.map((box) => {
        let level = 0;
        for (let list = box.closest('ul'); list; list = list.parentElement?.closest('ul') ?? null) level++;
        const tags = [...box.querySelectorAll('.tag')].map((tag) => tag.textContent ?? '');
        return {
          id: box.getAttribute('data-box') ?? '',
          level,
          down: tags.includes('down'),
          full: box.querySelector('.outline-name')?.textContent ?? '',
          chips: tags.filter((tag) => tag !== 'down' && !/^\d+$/.test(tag)),
          marks: tags.filter((tag) => /^\d+$/.test(tag)),
        };
      }),
    );
    const by = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
    expect(outline.toSorted(by), slug).toEqual(atlas.map((box) => ({ ...box, ...scene.get(box.id) })).toSorted(by));
  }
});

test('outline-equals-atlas: two items of it ask, as two boxes do', async () => {
  const page = await open();
  await page.press('o');
  const outline = page.page.getByRole('navigation', { name: 'Outline' });
  await outline.locator('[data-box="host campus.db"]').click();
  await page.after(() => outline.locator('[data-box="network-interface web"]').click());
  expect(await page.ask.field.inputValue()).toBe('campus.db -> web tcp/5432');
});
