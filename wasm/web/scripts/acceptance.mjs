// Measures the built page: what the first load weighs, which is checked, and how long things take, which is only told.
//
//   node scripts/acceptance.mjs           sizes and times
//   node scripts/acceptance.mjs --sizes   sizes alone
import { readFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { delimiter, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { BUDGET } from './budget.mjs';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
/** What a file counts as, by its ending. */
const PARTS = { '.wasm': 'module', '.js': 'scripts', '.css': 'styles', '.woff2': 'fonts' };
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

const packed = new Map();
function pack(file) {
  const known = packed.get(file);
  if (known) return known;
  const content = readFileSync(file);
  const fresh = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
  packed.set(file, fresh);
  return fresh;
}

/** Serves the page as a good host does, packed. */
async function serve() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
    const file = join(DIST, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-encoding': 'br', 'cache-control': 'max-age=3600' });
    response.end(pack(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

function browserPath() {
  if (process.env.OUTPATH_CHROMIUM) return process.env.OUTPATH_CHROMIUM;
  const paths = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)));
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error('there is no Chromium: set OUTPATH_CHROMIUM to its path');
  return found;
}

const settled = (page) =>
  page.waitForFunction(() => {
    const { dataset } = document.querySelector('[data-revision]') ?? { dataset: {} };
    return Number(dataset.revision) > 0 && dataset.revision === dataset.wanted;
  }, undefined, { timeout: 120_000 });

/** Notes when the first box stands in the picture. */
const watch = () => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.atlas [data-box]')) return;
    observer.disconnect();
    requestAnimationFrame(() => (window.firstPicture = performance.now()));
  });
  observer.observe(document, { childList: true, subtree: true });
};

async function sizes(browser, url) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const asked = new Set();
  context.on('request', (request) => asked.add(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(url);
  await settled(page);
  await context.close();
  asked.delete('/icon.svg');
  const rows = [...asked].map((path) => {
    const file = path === '/' ? 'index.html' : path.slice(1);
    const part = /\/Editor-.*\.js$/.test(file) ? 'editor' : (PARTS[extname(file)] ?? 'data');
    return { file, part, bytes: pack(DIST + file).length };
  });
  console.log('First load, packed by Brotli:');
  for (const { file, bytes } of rows.toSorted((a, b) => b.bytes - a.bytes)) console.log(`  ${file.padEnd(56)} ${kib(bytes).padStart(12)}`);
  const sum = (part) => rows.filter((row) => part === 'everything' || row.part === part).reduce((sum, row) => sum + row.bytes, 0);
  const over = Object.entries(BUDGET).filter(([part, budget]) => {
    const bytes = sum(part);
    console.log(`${bytes > budget ? '✕' : '✓'} ${part.padEnd(56)} ${kib(bytes).padStart(12)} of ${kib(budget)}`);
    return bytes > budget;
  });
  if (over.length > 0) console.log('Above the budget of scripts/budget.mjs. Make it smaller, or raise the budget and say why.');
  return over.length === 0;
}

async function firstPicture(browser, url) {
  const times = { warm: [], cold: [] };
  for (let round = 0; round < 3; round++) {
    const context = await browser.newContext();
    await context.addInitScript(watch);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 });
    await page.goto(url);
    await page.waitForFunction(() => window.firstPicture !== undefined, undefined, { timeout: 120_000 });
    times.cold.push(await page.evaluate(() => window.firstPicture));
    await settled(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await page.reload();
    await page.waitForFunction(() => window.firstPicture !== undefined);
    await settled(page);
    await page.reload();
    await page.waitForFunction(() => window.firstPicture !== undefined);
    times.warm.push(await page.evaluate(() => window.firstPicture));
    await context.close();
  }
  return times;
}

/** A network of instances on an Outpost and in the Region, with a site; alike, or each with a security group of its own. */
function estate(instances, alike = true) {
  const subnets = Math.max(2, Math.ceil(instances / 40));
  const each = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join('\n');
  return `outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    subnets:
${each(subnets, (at) => `      s-${at}: { cidr: 10.0.${at}.0/24, ${at % 2 === 0 ? 'outpost: plant-1, route_table: rack' : 'zone: usw2-az2'} }`)}
${alike ? '' : `    security_groups:\n${each(instances, (at) => `      g-${at}: { inbound: [any from 0.0.0.0/0] }`)}\n`}    route_tables:
      main: {}
      rack: { routes: { 172.16.100.0/24: lgw } }
outposts:
  plant-1:
    zone: usw2-az1
    site: campus
    service_link: { connectivity: public, block: 192.0.2.0/26 }
    local_gateway:
      vif_groups:
        main:
          asn: 64512
          vifs:
            ond-1: { vlan: 101, lag: lag-1, local: 172.16.0.1/30, peer: campus.cnd-1, peer_ip: 172.16.0.2, peer_asn: 65010 }
            ond-2: { vlan: 102, lag: lag-2, local: 172.16.0.5/30, peer: campus.cnd-2, peer_ip: 172.16.0.6, peer_asn: 65010 }
      route_tables:
        campus: { mode: direct-vpc-routing, vif_group: main, vpcs: [shop], routes: { 172.16.100.0/24: vif_group.main } }
on_premises:
  campus:
    segments:
      lan: { cidr: 172.16.100.0/24, next_hop: [cnd-1, cnd-2] }
    routers:
      cnd-1: { asn: 65010, interfaces: { ond: { address: 172.16.0.2/30, vlan: 101 }, lan: 172.16.100.2/24 }, announce: [172.16.100.0/24] }
      cnd-2: { asn: 65010, interfaces: { ond: { address: 172.16.0.6/30, vlan: 102 }, lan: 172.16.100.3/24 }, announce: [172.16.100.0/24] }
    hosts:
      db: { ip: 172.16.100.10 }
instances:
${each(instances, (at) => `  i-${at}: { subnet: shop.s-${at % subnets}, ip: 10.0.${at % subnets}.${10 + Math.floor(at / subnets)}${alike ? '' : `, security_groups: [shop.g-${at}]`} }`)}
`;
}

async function opened(browser, url, text, query) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url);
  await settled(page);
  const before = await page.locator('[data-wanted]').getAttribute('data-wanted');
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'topology.yaml'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await page.waitForFunction((before) => document.querySelector('[data-wanted]').dataset.wanted !== before, before);
  await settled(page);
  await page.getByRole('combobox', { name: /^Ask/ }).fill(query);
  await page.keyboard.press('Enter');
  await settled(page);
  return page;
}

/** From a key that is pressed in the editor until something on the page is so. */
async function after(page, key, what) {
  await page.evaluate((what) => {
    const editor = document.querySelector('.editor-host').shadowRoot;
    const marks = () => editor.querySelectorAll('.cm-lintRange-error').length;
    window.measured = new Promise((resolve) => {
      let pressed = 0;
      editor.addEventListener('keydown', () => (pressed = performance.now()), { once: true, capture: true });
      const atlas = document.querySelector('.atlas');
      const observer = new MutationObserver(() => {
        const there = what === 'picture' || (what === 'mark' ? marks() > 0 : marks() === 0);
        if (pressed === 0 || !there) return;
        observer.disconnect();
        resolve(performance.now() - pressed);
      });
      observer.observe(what === 'picture' ? atlas : editor, { childList: true, subtree: true, characterData: true, attributes: true });
    });
  }, what);
  await page.keyboard.press(key);
  const time = await page.evaluate(() => window.measured);
  await settled(page);
  return time;
}

async function typing(browser, url) {
  const page = await opened(browser, url, estate(270), 'i-0 -> db tcp/443');
  const boxes = await page.locator('.atlas [data-box]').count();
  await page.locator('.cm-content').focus();
  const [marks, pictures] = [[], []];
  // The end of the second line: `us-west-2` with a letter more is no Region.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  for (let round = 0; round < 20; round++) {
    marks.push(await after(page, 'x', 'mark'));
    await after(page, 'Backspace', 'none');
  }
  // The end of the last line: the address of an instance.
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  for (let press = 0; press < 2; press++) await page.keyboard.press('ArrowLeft');
  for (let round = 0; round < 10; round++) {
    pictures.push(await after(page, '1', 'picture'));
    pictures.push(await after(page, 'Backspace', 'picture'));
  }
  await page.context().close();
  return { boxes, marks, pictures };
}

async function matrix(browser, url) {
  const page = await opened(browser, url, estate(200, false), '');
  await page.getByRole('tab', { name: /Matrix/ }).click();
  const panel = page.locator('#drawer-panel');
  const traced = () => panel.locator('[role=gridcell]:not(.self):not(.untraced)');
  const start = Date.now();
  await panel.getByRole('button', { name: 'Trace everything' }).click();
  await traced().first().waitFor({ timeout: 60_000 });
  const first = Date.now() - start;
  const limit = 60_000;
  const again = panel.getByRole('button', { name: 'Trace again' });
  const done = await again.waitFor({ timeout: limit }).then(() => true, () => false);
  const whole = done ? Date.now() - start : null;
  const status = await panel.getByRole('status').textContent();
  if (done) {
    await again.click();
    await panel.getByText(/^\s*[1-9]\d* of/).waitFor({ timeout: limit });
  }
  const stop = Date.now();
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
  await panel.getByText(/Stopped after/).waitFor();
  const cancel = Date.now() - stop;
  await page.context().close();
  return { first, whole, cancel, status: status?.trim() };
}

/** The module alone, in the same engine of JavaScript. */
async function engine() {
  const { default: init, Workspace } = await import('../src/engine/pkg/outpath_wasm.js');
  await init({ module_or_path: readFileSync(new URL('../src/engine/pkg/outpath_wasm_bg.wasm', import.meta.url)) });
  const take = (times, act) =>
    percentile(Array.from({ length: times }, () => {
      const start = performance.now();
      act();
      return performance.now() - start;
    }), 0.5);
  const open = (text) => {
    const workspace = new Workspace();
    const request = JSON.stringify({ files: { 'topology.yaml': text }, inputs: ['topology.yaml'], changes: [], today: '' });
    return { workspace, open: () => workspace.open(request) };
  };
  const rows = [];
  for (const instances of [40, 270]) {
    const { workspace, open: reopen } = open(estate(instances));
    reopen();
    const flow = 'i-0 -> db tcp/443';
    const called = { open: reopen, problems: () => workspace.problems(), 'trace there and back': () => workspace.trace(flow), scene: () => workspace.scene('{}'), check: () => workspace.check() };
    for (const [name, act] of Object.entries(called)) rows.push([`module, ${instances} instances: ${name}`, ms(take(20, act)), name.startsWith('trace') ? '10 ms' : '']);
  }
  const { workspace, open: reopen } = open(estate(200, false));
  reopen();
  const start = performance.now();
  const { total } = JSON.parse(workspace.matrix(0, 24));
  const first = performance.now() - start;
  for (let from = 24; from < total; from += 240) workspace.matrix(from, 240);
  rows.push([`module: matrix of ${total} pairs, first 24`, ms(first), '200 ms'], [`module: matrix of ${total} pairs`, ms(performance.now() - start), '3 s']);
  return rows;
}

const browser = await chromium.launch({ executablePath: browserPath(), args: FLAGS });
const { url, close } = await serve();
try {
  const kept = await sizes(browser, url);
  if (!process.argv.includes('--sizes')) {
    const rows = [];
    const { warm, cold } = await firstPicture(browser, url);
    rows.push(['first picture, warm (median of 3)', ms(percentile(warm, 0.5)), '0.5 s'], ['first picture, cold, 10 Mbit/s, 40 ms (median of 3)', ms(percentile(cold, 0.5)), '2 s']);
    const { boxes, marks, pictures } = await typing(browser, url);
    const debounce = 120;
    rows.push(
      [`key press to mark, ${boxes} boxes, p95, less the ${debounce} ms of waiting`, ms(percentile(marks, 0.95) - debounce), '60 ms'],
      [`key press to new picture, ${boxes} boxes, p95, less the same`, ms(percentile(pictures, 0.95) - debounce), '120 ms'],
    );
    rows.push(...(await engine()));
    const { first, whole, cancel, status } = await matrix(browser, url);
    rows.push(['page: matrix 201 × 201, first cells', ms(first), '200 ms'], ['page: matrix 201 × 201', whole === null ? `more than 60 s (${status})` : ms(whole), '3 s'], ['page: matrix, stop', ms(cancel), '100 ms']);
    console.log(`\nTimes, with ${cpus().length} cores, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}, Chromium ${browser.version()}:`);
    for (const [what, time, target] of rows) console.log(`  ${what.padEnd(72)} ${time.padStart(12)}  ${target === '' ? '' : `target ${target}`}`);
  }
  process.exitCode = kept ? 0 : 1;
} finally {
  await browser.close();
  close();
}
