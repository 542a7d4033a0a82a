import { expect, test } from 'vitest';
import { open } from './support/browser';
import { outpath, PROGRAM } from './support/program';
import { ANSWERS, AWS, example, FIRST, folderOf, put, topology } from './support/topologies';

test('import-aws-cli-many: answers of the AWS CLI open as they are, and become one file', async () => {
  const page = await open();
  await page.after(() => page.drop(ANSWERS));
  expect(await page.toast().textContent()).toContain(`Opened ${Object.keys(ANSWERS).length} files.`);
  expect(await page.page.getByRole('combobox', { name: 'Files' }).getByRole('option').allTextContents()).toEqual(Object.keys(ANSWERS).toSorted());
  await page.ask.ask('web -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.after(() => page.page.getByRole('button', { name: 'Make one topology file of these' }).click());
  expect(await page.page.getByRole('tablist', { name: 'Files' }).getByRole('tab').allTextContents()).toEqual(['topology.yaml']);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  const text = await page.editor.text();
  expect(text).toContain('front: { id: subnet-0a1');
  if (PROGRAM !== '') expect(text).toBe((await outpath(AWS, 'import', ...Object.keys(ANSWERS))).text);
});

test('import-aws-cli-many: the module that reads them is fetched when they come, once, and stays', async () => {
  const asked: string[] = [];
  const page = await open({ before: async (_, context) => void context.on('request', (request) => asked.push(request.url())) });
  const modules = (): string[] => asked.filter((url) => url.endsWith('.wasm')).map((url) => /\/(outpath_[a-z]+)_bg/.exec(url)?.[1] ?? url);
  expect(modules()).toEqual(['outpath_wasm']);
  await page.after(() => page.drop(ANSWERS));
  expect(modules()).toEqual(['outpath_wasm', 'outpath_import']);
  await page.openExample(/^RA-03/);
  await page.after(() => page.drop(ANSWERS));
  await page.ask.ask('web -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  expect(modules()).toEqual(['outpath_wasm', 'outpath_import']);
});

test('import-aws-cli-many: what was open before comes back by one button', async () => {
  const page = await open();
  await page.editor.write(put(await page.editor.text(), '# One Outpost', '# Mine'));
  const text = await page.editor.text();
  await page.after(() => page.drop(ANSWERS));
  await page.after(() => page.toast().getByRole('button', { name: 'Undo' }).click());
  expect(await page.editor.text()).toBe(text);
  expect(await page.ask.field.inputValue()).toBe('web -> db tcp/5432');
});

test('open-asks: what files expect and does not hold is asked at once, else what they expect first; a question of a link stays', async () => {
  const page = await open({ state: { slug: 'broken/missing-mirror-route' } });
  const text = topology(FIRST);
  await page.after(() => page.drop({ 'estate.yaml': text }));
  expect(await page.ask.field.inputValue()).toBe('web -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
  await page.after(() => page.drop({ 'estate.yaml': put(text, '- batch -x-> db tcp/5432', '- batch -> db tcp/5432') }));
  expect(await page.ask.field.inputValue()).toBe('batch -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Not reachable');
  await page.after(() => page.drop({ 'estate.yaml': text.slice(0, text.indexOf('expect:')) }));
  expect(await page.ask.field.inputValue()).toBe('');
});

test('open-asks: what a server gives is asked about as well', async () => {
  const files = { 'estate.yaml': topology(FIRST) };
  const page = await open({
    before: async (page) => {
      await page.route('**/open.json', (route) => route.fulfill({ json: { files, inputs: Object.keys(files) } }));
      await page.route((url) => url.pathname === '/', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('<head>', '<head><meta name="outpath-open" content="open.json" />');
        await route.fulfill({ response, body });
      });
    },
  });
  expect(await page.page.title()).toContain('estate.yaml');
  expect(await page.ask.field.inputValue()).toBe('web -> db tcp/5432');
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('import-garbage: JSON of something else is said to be not understood', async () => {
  const page = await open();
  await page.after(() => page.drop({ 'garbage.json': '{"hello": [1, 2, {"world": null}]}' }));
  expect(await page.findings.all.count()).toBeGreaterThan(0);
  expect(await page.findings.all.first().textContent()).toContain('garbage.json');
  expect(await page.answer.verdict.count()).toBe(0);
});

test.each([
  ['JSON that was cut', { 'cut.json': '{"Vpcs": [{"VpcId": "vpc-0' }],
  ['YAML of something else', { 'other.yaml': 'services:\n  web:\n    image: nginx\n' }],
  ['an empty file', { 'empty.yaml': '' }],
  ['tabs, colons and braces', { 'noise.yaml': '\t: : {{{[\n- ]]}\n%%%\u0000\n' }],
  ['deep nesting', { 'deep.yaml': `a: ${'['.repeat(5000)}` }],
])('import-garbage: %s is listed as findings, and the page goes on', async (_, files) => {
  const page = await open();
  await page.after(() => page.drop(files));
  expect(await page.findings.all.count()).toBeGreaterThan(0);
  expect(await page.page.getByRole('alert').count()).toBe(0);
  await page.openExample(/^RA-03/);
  expect(await page.answer.verdict.textContent()).toContain('Reachable');
});

test('import-garbage: what is no text, or of another kind, leaves what is open', async () => {
  const page = await open();
  const text = await page.editor.text();
  await page.drop({ 'picture.png': 'no' });
  expect(await page.toast().textContent()).toContain('no file of YAML or JSON');
  await page.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array([0xff, 0xfe, 0x80])], 'bytes.yaml'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.until(async () => ((await page.toast().textContent()) ?? '').includes('bytes.yaml is not text'));
  expect(await page.editor.text()).toBe(text);
});

test.skipIf(PROGRAM === '').each(['light', 'dark'] as const)('export-svg-parity: in %s colors, the bytes of the program', async (theme) => {
  const query = 'web -> db tcp/5432';
  const page = await open({ colorScheme: theme, state: { slug: FIRST, query } });
  const dialog = await page.openDialog('Share');
  const { name, bytes } = await page.saved(() => dialog.getByRole('button', { name: 'Save picture as SVG' }).click());
  expect(name).toBe('outpath.svg');
  const drawn = await outpath(folderOf(example(FIRST)), 'render', 'topology.yaml', '--flow', query, '--form', 'svg', '--theme', theme);
  expect(drawn.text).toContain('<svg');
  expect(bytes.toString('utf8')).toBe(drawn.text);
});

test.skipIf(PROGRAM === '')('export-svg-parity: under what-ifs too', async () => {
  const query = 'web -> db tcp/5432';
  const changes = ['fail plant-1.lgw.main.ond-1', 'withdraw 0.0.0.0/0 from campus.cnd-2'];
  const page = await open({ state: { slug: FIRST, query, changes } });
  const dialog = await page.openDialog('Share');
  const { bytes } = await page.saved(() => dialog.getByRole('button', { name: 'Save picture as SVG' }).click());
  const render = ['render', 'topology.yaml', '--flow', query, '--form', 'svg', '--theme', 'light'];
  const drawn = await outpath(folderOf(example(FIRST)), ...render, ...changes.flatMap((change) => ['--what-if', change]));
  expect(drawn).toMatchObject({ code: 0, errors: '' });
  expect(bytes.toString('utf8')).toBe(drawn.text);
  expect(drawn.text).not.toBe((await outpath(folderOf(example(FIRST)), ...render)).text);
});

test.skipIf(PROGRAM === '')('export-svg-parity: text for other programs agrees too', async () => {
  const query = 'web -> internet tcp/443';
  const page = await open({ state: { slug: FIRST, query } });
  const folder = folderOf(example(FIRST));
  const render = async (form: string): Promise<string> => (await outpath(folder, 'render', 'topology.yaml', '--flow', query, '--form', form)).text;
  for (const [form, button] of [['dot', 'Copy as Graphviz DOT'], ['mermaid', 'Copy as Mermaid'], ['d2', 'Copy as D2']] as const) {
    const dialog = await page.openDialog('Share');
    await dialog.getByRole('button', { name: button }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.clipboard()).toBe(await render(form));
  }
});

test('export-png: twice the size of the picture, and not blank', async () => {
  const page = await open();
  const svg = await page.openDialog('Share').then((dialog) => page.saved(() => dialog.getByRole('button', { name: 'Save picture as SVG' }).click()));
  const [, width = 0, height = 0] = (/<svg[^>]* width="(\d+)[^"]*"[^>]* height="(\d+)/.exec(svg.bytes.toString('utf8')) ?? []).map(Number);
  expect(width).toBeGreaterThan(100);
  const { name, bytes } = await page.openDialog('Share').then((dialog) => page.saved(() => dialog.getByRole('button', { name: 'Save picture as PNG' }).click()));
  expect(name).toBe('outpath.png');
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
  const colors = await page.page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) return 0;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }, bytes.toString('base64'));
  expect(colors).toBeGreaterThan(20);
});

test('save-topology: the file that was written, to the letter', async () => {
  const page = await open();
  await page.editor.write(put(topology(FIRST), '# One Outpost', '# é 😀'));
  const text = await page.editor.text();
  const dialog = await page.openDialog('Share');
  const { name, bytes } = await page.saved(() => dialog.getByRole('button', { name: 'Save topology' }).click());
  expect(name).toBe('topology.yaml');
  expect(bytes.toString('utf8')).toBe(text);
});
