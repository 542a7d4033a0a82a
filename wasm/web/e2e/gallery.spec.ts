import { expect, test } from 'vitest';
import { open } from './support/browser';
import { heard, listen } from './support/answers';
import type { Playground } from './support/playground';
import { outpath, PROGRAM } from './support/program';
import { type Example, examples, folderOf } from './support/topologies';

/** Parts of one length, so that the files of tests share the work. */
const PARTS = 4;
const parts = Array.from({ length: PARTS }, (_, part) => examples.filter((__, at) => at % PARTS === part));

test('gallery-all-open: every shipped topology is in the list', async () => {
  const page = await open();
  const dialog = await page.openDialog('Examples');
  const cards = dialog.locator('.card');
  await page.until(async () => (await cards.count()) === examples.length);
  expect((await cards.locator('strong').allTextContents()).toSorted()).toEqual(examples.map((one) => one.title.replaceAll('`', '')).toSorted());
  await dialog.getByRole('searchbox').fill('coip');
  const fewer = await cards.count();
  expect(fewer).toBeGreaterThan(0);
  expect(fewer).toBeLessThan(examples.length);
});

test.each(parts.map((part, at) => ({ part, number: at + 1 })))('gallery-all-open, cli-parity: part $number of the examples', { timeout: 120_000 }, async ({ part }) => {
  const page = await open({ before: listen });
  for (const one of part) await compare(page, one);
});

/** Opens an example as people do; what the page shows and what the worker said is what the program prints. */
async function compare(page: Playground, one: Example): Promise<void> {
  const inputs = one.files.filter((file) => /\.(ya?ml|json)$/.test(file));
  const printed = PROGRAM === '' ? null : outpath(folderOf(one), 'check', '--format', 'json', ...inputs);
  const traced = PROGRAM === '' || one.question === '' ? null : outpath(folderOf(one), 'trace', '--format', 'json', ...inputs, one.question);

  const dialog = await page.openDialog('Examples');
  await dialog.getByRole('searchbox').fill(one.slug);
  await page.after(() => dialog.locator('.card').filter({ has: page.page.getByText(one.title.replaceAll('`', ''), { exact: true }) }).click());
  expect(await page.ask.field.inputValue(), one.slug).toBe(one.question);
  expect(await page.atlas.tree.getByRole('treeitem').count(), one.slug).toBeGreaterThan(2);

  const check = await heard(page.page, 'check');
  if (printed) expect(check, one.slug).toBe((await printed).text);
  const { findings } = JSON.parse(check) as { findings: { code: string }[] };
  const shown = await page.findings.all.evaluateAll((list) => list.map((finding) => finding.querySelector('button.fact')?.textContent ?? ''));
  expect(shown.toSorted(), one.slug).toEqual(findings.map((finding) => finding.code).toSorted());

  const trace = await heard(page.page, 'trace');
  if (traced) expect(trace, one.slug).toBe((await traced).text);
  if (one.question === '') expect(await page.answer.pane.textContent(), one.slug).toContain('No question yet');
  else if (!('verdict' in (JSON.parse(trace) as object))) expect(await page.answer.pane.locator('.empty').count(), one.slug).toBe(1);
  else expect(await page.answer.hops.count(), one.slug).toBeGreaterThan(0);
}
