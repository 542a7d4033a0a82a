import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { open, visit } from './support/browser';
import { trapping } from './support/doctor';
import { Playground } from './support/playground';
import { serve } from './support/server';
import { ANSWERS, FIRST, put, topology } from './support/topologies';

/** Serves a module whose function traps, as many times as is said; after that the one that was built. */
function doctored(name: string, times: number): (page: Page) => Promise<void> {
  let left = times;
  return async (page) => {
    await page.route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      const body = left-- > 0 ? trapping(await response.body(), name) : await response.body();
      await route.fulfill({ response, body });
    });
  };
}

test('worker-panic-recovers: a trap while the page works is mended without a word lost', async () => {
  const page = await open({ before: doctored('workspace_trace', 1) });
  const alert = page.page.getByRole('alert');
  expect(await alert.textContent()).toContain('The engine stopped and was started again');
  expect(await alert.textContent()).toContain('What you see is complete again.');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await alert.getByRole('button', { name: 'Copy a report' }).click();
  await page.toast().waitFor();
  const report = await page.clipboard();
  expect(report).toContain('unreachable');
  expect(report).toContain('question: web -> db tcp/5432');
  expect(report).toContain('--- topology.yaml\n# One Outpost in CoIP mode');
  await page.ask.ask('web -> internet tcp/443');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await alert.count()).toBe(0);
});

test('worker-panic-recovers: a text that it always traps on is named, kept, and not tried for ever', async () => {
  const page = await open({ before: doctored('workspace_scene', 2) });
  const alert = page.page.getByRole('alert');
  expect(await alert.textContent()).toContain('It stops on this text');
  expect(await alert.textContent()).toContain('topology.yaml');
  expect(await page.editor.text()).toBe(topology(FIRST));
  await page.after(async () => {
    await page.editor.field.focus();
    await page.press('ControlOrMeta+End');
    await page.page.keyboard.insertText('# changed\n');
  });
  expect(await alert.count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(await page.atlas.tree.getByRole('treeitem').count()).toBeGreaterThan(5);
});

test('worker-panic-recovers: it can be started again by hand', async () => {
  const page = await open({ before: doctored('workspace_check', 2) });
  const alert = page.page.getByRole('alert');
  await alert.getByRole('button', { name: 'Start again' }).click();
  await page.page.getByRole('region', { name: 'Answer' }).locator('.verdict-word').waitFor();
  await page.settled();
  expect(await alert.count()).toBe(0);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('worker-panic-recovers: a trap of the matrix stops the matrix alone', async () => {
  const page = await open({ before: doctored('workspace_matrix', 1) });
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.matrix.start();
  await page.page.getByRole('alert').waitFor();
  expect(await page.matrix.status.textContent()).toContain('Stopped');
  await page.settled();
  await page.drawer.panel.getByRole('button', { name: 'Trace everything' }).click();
  await page.matrix.finished();
  expect(await page.matrix.cells.count()).toBeGreaterThan(5);
});

test('offline-reload: the page opens again after its host is gone, with what was written', async () => {
  const { url, close } = await serve();
  const page = await open({ home: url, serviceWorkers: 'allow', expected: [/ERR_CONNECTION_REFUSED|ERR_FAILED/] });
  await page.editor.write(put(await page.editor.text(), '# One Outpost', '# Mine'));
  const text = await page.editor.text();
  await page.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  await close();
  await page.page.reload();
  await page.settled();
  expect(await page.editor.text()).toBe(text);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.ask.ask('batch -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
});

test('offline-reload: answers of AWS can be opened without a host', async () => {
  const { url, close } = await serve();
  const page = await open({ home: url, serviceWorkers: 'allow', expected: [/ERR_CONNECTION_REFUSED|ERR_FAILED/] });
  await page.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  const kept = (): Promise<boolean> => page.page.evaluate(async () => {
    const urls = await Promise.all((await caches.keys()).map(async (key) => (await (await caches.open(key)).keys()).map((request) => request.url)));
    return ['.js', '.wasm'].every((ending) => urls.flat().some((url) => url.includes('outpath_import') && url.endsWith(ending)));
  });
  await page.until(kept);
  await close();
  await page.page.reload();
  await page.settled();
  await page.after(() => page.drop(ANSWERS));
  await page.ask.ask('web -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('no-foreign-requests: from the first to the last thing that can be done, only the host of the page is asked', async () => {
  const asked: string[] = [];
  const page = await open({ before: async (_, context) => void context.on('request', (request) => asked.push(request.url())) });
  const { host } = new URL(page.page.url());
  // What the first picture does not need comes right after it.
  await page.until(async () => asked.some((url) => url.includes('/Outline-')));
  await page.page.waitForLoadState('networkidle');
  const first = asked.length;
  const later = (): string[] => asked.slice(first).filter((url) => !url.startsWith('blob:') && !url.endsWith('/icon.svg'));
  // Once it has loaded, work on a text asks for nothing at all.
  await page.editor.write(put(await page.editor.text(), '10.0.3.112', '10.0.3.114'));
  await page.whatIf.toggle('Routers', 'campus.cnd-1');
  await page.matrix.start();
  await page.matrix.finished();
  await page.link();
  const dialog = await page.openDialog('Share');
  await page.saved(() => dialog.getByRole('button', { name: 'Save picture as SVG' }).click());
  expect(later()).toEqual([]);
  // Pages and examples come from the same host when they are wanted.
  await page.answer.pane.locator('button.fact').first().click();
  await page.openExample(/^RA-01/);
  expect(later().length).toBeGreaterThan(0);
  expect(asked.filter((url) => !url.startsWith('blob:') && new URL(url).host !== host)).toEqual([]);
});

test('policy: the page works under one that allows it nothing but itself, and is held to it', async () => {
  const page = await visit({ expected: [/Content Security Policy/] });
  await new Playground(page).settled();
  const blocked = await page.evaluate(async () => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    await fetch('https://example.com/').catch(() => undefined);
    while (new Set(violated).size < 3) await new Promise((resolve) => requestAnimationFrame(resolve));
    return { violated, ran: 'ran' in window, shown: getComputedStyle(document.body).display };
  });
  expect(blocked.violated).toEqual(expect.arrayContaining(['script-src-elem', 'style-src-elem', 'connect-src']));
  expect(blocked.ran).toBe(false);
  expect(blocked.shown).not.toBe('none');
  expect(await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')).not.toContain('unsafe-inline');
});
