import { expect, test } from 'vitest';
import { open } from './support/browser';
import type { Playground } from './support/playground';

test('reduced-motion: numbers stand on the way, and nothing moves', async () => {
  const page = await open({ reducedMotion: 'reduce' });
  await page.press('ArrowRight');
  expect(await page.page.locator('.overlay .number').count()).toBe(await page.answer.hops.count());
  expect(await page.page.locator('.overlay .packet').count()).toBe(0);
  await page.whatIf.toggle('Routers', 'campus.cnd-1');
  await page.editor.write((await page.editor.text()).replace('instances:\n', 'instances:\n  aa: { subnet: shop.rack, ip: 10.0.3.99 }\n'));
  expect(await page.page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length)).toBe(0);
});

test('reduced-motion: without the wish, a packet travels', async () => {
  const page = await open({ reducedMotion: 'no-preference' });
  await page.press('ArrowRight');
  expect(await page.page.locator('.overlay .packet').count()).toBe(1);
  expect(await page.page.locator('.overlay .number.now').count()).toBe(1);
});

/** What lies outside the width of the page and cannot be scrolled to, or is wider than its own pane. */
function outside(page: Playground): Promise<string[]> {
  return page.page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], [role=tab], summary')) {
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0 || element.classList.contains('skip')) continue;
      if (left >= -0.5 && right <= wide + 0.5) continue;
      // What scrolls sideways in a frame of its own can be reached.
      const scrolls = (at: Element | null): boolean => at !== null && (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) || scrolls(at.parentElement));
      if (!scrolls(element.parentElement)) found.push(`${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}: ${Math.round(left)} to ${Math.round(right)}`);
    }
    return found;
  });
}

/** What is too small for a finger. */
function small(page: Playground): Promise<string[]> {
  return page.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input:not([type=checkbox]), select, label.toggle, [role=tab]')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ element, rect: element.getBoundingClientRect() }))
      .filter(({ rect }) => rect.width > 0 && (rect.height < 24 || rect.width < 24))
      .map(({ element, rect }) => `${element.className} ${element.getAttribute('aria-label') ?? element.textContent}: ${rect.width.toFixed(1)} × ${rect.height.toFixed(1)}`),
  );
}

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true };

async function tab(page: Playground, name: string): Promise<void> {
  await page.page.getByRole('tablist', { name: 'Outpath' }).getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

test('phone-320: nothing is wider than the page, and everything is large enough for a finger', async () => {
  const page = await open(PHONE);
  const look = async (what: string): Promise<void> => {
    expect.soft(await outside(page), what).toEqual([]);
    expect.soft(await small(page), what).toEqual([]);
  };
  await look('the picture');
  await tab(page, 'Answer');
  await look('the answer');
  await page.answer.hops.nth(2).click();
  await look('a hop');
  await tab(page, 'Text');
  await look('the text');
  await tab(page, 'Findings');
  await look('the findings');
  await page.whatIf.toggle('Routers', 'campus.cnd-1');
  await look('what-ifs');
  await page.matrix.start();
  await page.matrix.finished();
  await look('the matrix');
  for (const name of ['Examples', 'Share', 'Commands'] as const) {
    await page.openDialog(name);
    if (name === 'Examples') await page.dialog.locator('.card').first().waitFor();
    await look(name);
    await page.press('Escape');
    await page.dialog.waitFor({ state: 'detached' });
  }
  await tab(page, 'Network');
  await page.page.getByRole('button', { name: 'Outline', exact: true }).click();
  await look('the outline');
});

test('phone-320: a question is asked, answered and followed with a finger', async () => {
  const page = await open(PHONE);
  await page.ask.field.fill('batch -> db tcp/5432');
  await page.after(() => page.page.getByRole('button', { name: 'Trace', exact: true }).tap());
  expect(await page.live()).toContain('Not reachable');
  await tab(page, 'Answer');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  await page.answer.hops.last().tap();
  expect(await page.answer.openHop.getByText('Dropped here').isVisible()).toBe(true);
  await tab(page, 'Network');
  expect(await page.page.locator('.leg').count()).toBeGreaterThan(0);
  await page.page.getByRole('button', { name: 'Fit', exact: true }).tap();
  await page.atlas.box(/^host campus\.db/).tap();
  await page.after(() => page.atlas.box(/^(instance|network interface) web/).tap());
  expect(await page.ask.field.inputValue()).toMatch(/^campus\.db -> web /);
});

test('phone-320: the page reflows at four times its size', async () => {
  const page = await open({ viewport: { width: 1280, height: 1024 }, deviceScaleFactor: 1 });
  await page.page.setViewportSize({ width: 320, height: 256 });
  await page.page.getByRole('tablist', { name: 'Outpath' }).waitFor();
  expect(await outside(page)).toEqual([]);
});
