import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Check, NodeKind, Possible, Trace } from '../src/engine/types';
import { outpath, PROGRAM } from './support/program';
import { type Told, TYPES, wrong } from './support/typing';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MODULE = here('../src/engine/pkg/outpath_wasm.js');
const ROOT = here('../../../topologies');
const SHIPPED = [ROOT, join(ROOT, 'broken')].flatMap((folder) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((folder) => existsSync(join(folder, 'topology.yaml'))),
);
const LONG = 240_000;

/** Any answer can be one that says only what is wrong; that of `check` says more even then. */
function told(type: string, json: string, from: string): Told {
  const answer = JSON.parse(json) as { outcome?: string } | null;
  const invalid = answer?.outcome === 'invalid' && !('summary' in answer);
  const refused = type === 'T.Written' && answer && 'why' in answer;
  return { type: invalid ? 'T.Invalid' : refused ? 'T.Refused' : type, json, from };
}
/** Returns the flow of an expectation, whatever is expected of it. */
const flow = (expectation: string): string => expectation.replace(/ -\S*> /, ' -> ').replace(/ (not )?via .*$/, '');

/** Returns the names of what has tables on the first way there. */
function tables(trace: string): string[] {
  const { forward } = JSON.parse(trace) as Partial<Trace>;
  const kinds: NodeKind[] = ['subnet', 'local-gateway', 'router', 'transit-gateway', 'virtual-private-gateway', 'vpn-connection'];
  const nodes = forward?.paths[0]?.hops.map((hop) => hop.node) ?? [];
  return nodes.filter((node) => kinds.includes(node.kind)).map((node) => node.name);
}

async function run(...words: string[]): Promise<string> {
  const { text, errors } = await outpath(ROOT, ...words, '--format', 'json');
  if (!text.startsWith('{')) throw new Error(`${words.join(' ')}: ${errors}`);
  return text;
}

/** Asks the program about one topology as people do. */
async function asked(folder: string): Promise<Told[]> {
  const [input, name] = [join(folder, 'topology.yaml'), basename(folder)];
  const check = await run('check', input);
  const found = [told('T.Check', check, `check ${name}`)];
  const question = (JSON.parse(check) as Check).expectations[0];
  if (!question) return found;
  const trace = await run('trace', input, flow(question.expectation));
  found.push(told('T.Trace', trace, `trace ${name}`));
  const [last] = tables(trace).slice(-1);
  if (last) found.push(told('T.Routes', await run('routes', input, last), `routes ${name} ${last}`));
  return found;
}

test('types-are-true: what the program answers is what the types say', { timeout: LONG }, async ({ skip }) => {
  skip(PROGRAM === '', 'OUTPATH_BIN names no program');
  const found: Told[] = [];
  for (const folder of SHIPPED) found.push(...(await asked(folder)));
  const of = (type: string): number => found.filter((one) => one.type === type).length;
  expect(of('T.Check')).toBe(SHIPPED.length);
  expect(of('T.Trace')).toBeGreaterThan(50);
  expect(of('T.Routes')).toBeGreaterThan(30);
  expect(wrong(found)).toEqual([]);
});

interface Module {
  default(from: { module_or_path: Uint8Array }): Promise<unknown>;
  Workspace: new () => Record<string, (...words: (string | number)[]) => string>;
}

/** Asks the module everything that a page with one topology asks. */
function paged(workspace: InstanceType<Module['Workspace']>, folder: string): Told[] {
  const name = basename(folder);
  const ask = (method: string, type: string, ...words: (string | number)[]): Told => {
    const answer = workspace[method]?.(...words) ?? 'null';
    return told(type, answer, `${method}(${words.join(', ')}) of ${name}`);
  };
  const texts = readdirSync(folder).filter((file) => /\.(yaml|txt)$/.test(file));
  const files = Object.fromEntries(texts.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const open = (...changes: string[]): Told => ask('open', 'T.Opened', JSON.stringify({ files, inputs: ['topology.yaml'], changes, today: '2026-11-26' }));
  const found = [open(), ask('check', 'T.Check'), ask('problems', 'T.Problem[]'), ask('failures', 'T.Possible[]'), ask('endpoints', 'T.Endpoint[]')];
  found.push(ask('matrix', 'T.MatrixSlice', 0, 4), ask('format', 'T.Formatted', 'topology.yaml'));
  const text = files['topology.yaml'] ?? '';
  for (const at of [0, text.indexOf('\n') + 1, Math.floor(text.length / 2), text.length]) {
    found.push(ask('complete', 'T.Completion | null', 'topology.yaml', at), ask('hover', 'T.Hover | null', 'topology.yaml', at));
  }
  const { expectations } = JSON.parse(found[1]?.json ?? '') as Check;
  const question = flow(expectations[0]?.expectation ?? 'internet -> internet');
  const trace = ask('trace', 'T.Trace', question);
  found.push(trace, ask('scene', 'T.Scene', JSON.stringify({ flow: question })), ask('trace', 'T.Trace', 'nobody ->'));
  found.push(...tables(trace.json).map((node) => ask('routes', 'T.Routes', node, '')));
  found.push(ask('routes', 'T.Spread', '10.0.0.0/16', ''), ask('routes', 'T.Routes', 'nobody', ''));
  const possible = (JSON.parse(found[3]?.json ?? '') as Possible[]).slice(0, 1).map((one) => one.text);
  found.push(...[...possible, 'fail nothing'].map((change) => ask('to_file', 'T.Written', change)));
  found.push(open(...possible, 'fail nothing'), ask('scene', 'T.Scene', '{}'), ask('scene', 'T.Failed', '{'));
  return found;
}

test('types-are-true: what the module answers is what the types say', { timeout: LONG }, async ({ skip }) => {
  skip(!existsSync(MODULE), 'the module is not built: `cargo xtask playground` builds it');
  const module = (await import(/* @vite-ignore */ pathToFileURL(MODULE).href)) as Module;
  await module.default({ module_or_path: readFileSync(MODULE.replace('.js', '_bg.wasm')) });
  const workspace = new module.Workspace();
  const found = SHIPPED.flatMap((folder) => paged(workspace, folder));
  const types = ['Opened', 'Check', 'Problem[]', 'Possible[]', 'Endpoint[]', 'MatrixSlice', 'Formatted', 'Completion | null', 'Hover | null'];
  types.push('Trace', 'Scene', 'Routes', 'Spread', 'Written', 'Refused', 'Invalid', 'Failed');
  expect(types.filter((type) => found.filter((one) => one.type === `T.${type}`).length === 0)).toEqual([]);
  expect(wrong(found)).toEqual([]);
});

test('types-are-true: a type that lacks a field, or says too much, is found', () => {
  const place = '{"file": "a", "line": 1, "column": 2, "end_line": 3, "end_column": 4}';
  const value = { type: 'T.Location', json: place, from: 'it' };
  const changed = (from: string, to: string): string[] => {
    const [head, body] = TYPES.split('export interface Location {');
    const types = `${head}export interface Location {${body?.replace(from, to)}`;
    expect(types).not.toBe(TYPES);
    return wrong([value], types);
  };
  expect(wrong([value])).toEqual([]);
  expect(changed('  end_line: number;\n', '').join()).toContain("it: Object literal may only specify known properties, and '\"end_line\"'");
  expect(changed('address?:', 'address:').join()).toContain("Property 'address' is missing");
  expect(changed('file: string', 'file: number').join()).toContain("'string' is not assignable to type 'number'");
});
