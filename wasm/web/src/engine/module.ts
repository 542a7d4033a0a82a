import init, { Workspace } from './pkg/outpath_wasm.js';
import wasm from './pkg/outpath_wasm_bg.wasm?url';
import withImport from './pkg/outpath_import_bg.wasm?url';
import type { Opened } from './types';

export type { Workspace };

let started: Promise<unknown> | undefined;
let larger: Promise<unknown> | undefined;

/** Starts the module that everybody loads first: it reads topology files. */
export async function start(): Promise<Workspace> {
  await (started ??= init({ module_or_path: new URL(wasm, import.meta.url) }));
  return new Workspace();
}

/** Starts the module that reads answers of AWS too. */
async function startWithImport(): Promise<Workspace> {
  const { default: init, Workspace } = await import('./pkg/outpath_import.js');
  await (larger ??= init({ module_or_path: new URL(withImport, import.meta.url) }));
  return new Workspace();
}

/**
 * Opens texts. The first that are no topology files need the larger module, which is fetched and asked from then on: the returned
 * workspace takes the place of the one given.
 */
export async function open(workspace: Workspace, request: string, fetching: (done: boolean) => void = () => undefined): Promise<{ workspace: Workspace; opened: string }> {
  const opened = workspace.open(request);
  if (!(JSON.parse(opened) as Partial<Opened>).lacks_import) return { workspace, opened };
  fetching(false);
  const other = await startWithImport();
  fetching(true);
  workspace.free();
  return { workspace: other, opened: other.open(request) };
}
