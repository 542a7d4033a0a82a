// The browser module in Node, for benches/browser.rs.
//
// `node browser.mjs MODULE_FOLDER first|rounds FILES` takes a JSON file of `{files, inputs, flows, node}`. `first` prints
// the milliseconds from the bytes of the module in memory to the first answer. `rounds` answers each line on its input,
// the name of a kernel, with the milliseconds of one pass.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';

const [folder, what, file] = process.argv.slice(2);
const bytes = readFileSync(join(folder, 'outpath_wasm_bg.wasm'));
const text = readFileSync(file, 'utf8');
const { files, inputs, flows, node } = JSON.parse(text);
const request = JSON.stringify({ files, inputs });
const outpath = await import(pathToFileURL(resolve(folder, 'outpath_wasm.js')).href);

const start = performance.now();
await outpath.default({ module_or_path: await WebAssembly.compile(bytes) });
const workspace = new outpath.Workspace();
const opened = workspace.open(request);
if (!JSON.parse(opened).valid) throw new Error(opened);
const first = workspace.trace(flows[0]);
const taken = performance.now() - start;
if (!first.includes('"verdict"')) throw new Error(first);

if (what === 'first') {
  console.log(taken);
} else {
  const kernels = {
    trace: () => flows.reduce((sum, flow) => sum + workspace.trace(flow).length, 0),
    routes: () => flows.reduce((sum) => sum + workspace.routes(node, '8.8.8.8').length, 0),
    matrix: () => {
      // A new job, or the answers would be known.
      workspace.open(request);
      const start = performance.now();
      workspace.matrix(0, 3000);
      return { taken: performance.now() - start };
    },
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const start = performance.now();
    const done = kernels[line]();
    console.log(done.taken ?? performance.now() - start);
  }
}
