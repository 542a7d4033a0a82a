import { expect, test } from 'vitest';
import { open } from './support/browser';
import type { Rect } from './support/playground';
import { FIRST, put, topology } from './support/topologies';

const bottom = (rect: Rect | undefined): number => (rect ? rect.y + rect.height : NaN);

test('layout-stability: an instance more moves nothing sideways, and nothing that stands above it', async () => {
  const slug = 'ra-06-two-vpcs-two-outposts';
  const text = topology(slug);
  const found = /^instances:\n {2}(\S+):\s*\{ subnet: ([^,]+), ip: (\d+\.\d+\.\d+)\.(\d+)/m.exec(text);
  const [, name = '', subnet = '', net = ''] = found ?? [];
  const page = await open({ state: { files: { 'topology.yaml': text } } });
  const before = await page.atlas.boxes();
  await page.editor.write(put(text, 'instances:\n', `instances:\n  zz-more: { subnet: ${subnet}, ip: ${net}.77 }\n`));
  expect(await page.editor.squiggles('error').count()).toBe(0);
  const after = await page.atlas.boxes();

  const fresh = [...after.keys()].filter((id) => !before.has(id));
  expect(fresh).toEqual([expect.stringContaining('zz-more')]);
  expect([...after.keys()].filter((id) => before.has(id))).toEqual([...before.keys()]);

  const home = `subnet ${subnet}`;
  const [was, is] = [before.get(home), after.get(home)];
  expect(is).toEqual({ ...was, height: expect.closeTo(is?.height ?? 0) });
  expect(is?.height).toBeGreaterThan(was?.height ?? Infinity);
  const added = after.get(fresh[0] ?? '');
  expect(added?.y).toBeGreaterThanOrEqual(is?.y ?? Infinity);
  expect(bottom(added)).toBeLessThanOrEqual(bottom(is));

  // What is below may go down, all of it by one distance.
  const shifts = new Set<number>();
  for (const [id, old] of before) {
    const now = after.get(id);
    if (id === home) continue;
    expect(now, id).toEqual({ ...old, y: now?.y });
    const shift = (now?.y ?? NaN) - old.y;
    if (shift !== 0) {
      shifts.add(shift);
      expect(old.y, id).toBeGreaterThanOrEqual(bottom(was));
    }
  }
  expect(shifts.size).toBeLessThanOrEqual(1);
  for (const shift of shifts) expect(shift).toBeLessThanOrEqual((is?.height ?? NaN) - (was?.height ?? NaN));
  expect(before.has(`network-interface ${name}`)).toBe(true);
});

test('layout-stability: an answer, a what-if and a finding move no box and no wire', async () => {
  const page = await open({ state: { slug: FIRST } });
  const wires = (): Promise<(string | null)[]> => page.page.locator('.wire > path:first-child').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
  const [boxes, lines] = [await page.atlas.boxes(), await wires()];
  await page.ask.ask('web -> internet tcp/443');
  expect(await page.page.locator('.leg').count()).toBeGreaterThan(0);
  expect(await page.atlas.boxes()).toEqual(boxes);
  expect(await wires()).toEqual(lines);
  await page.whatIf.toggle('Routers', 'campus.cnd-1');
  expect(await page.atlas.boxes()).toEqual(boxes);
  expect(await wires()).toEqual(lines);
});

test('layout-stability: an error leaves the last picture standing as it was', async () => {
  const page = await open();
  const boxes = await page.atlas.boxes();
  await page.editor.write(put(await page.editor.text(), 'outposts:', 'outposts: ]'));
  expect(await page.editor.squiggles('error').count()).toBeGreaterThan(0);
  expect(await page.atlas.boxes()).toEqual(boxes);
});
