/** What a link, a saved state and a downloaded state hold: enough to see the same again. */

export interface Focus {
  back: boolean;
  path: number;
  hop: number;
}
export interface Shared {
  /** Texts by name; absent where the state is a shipped network as it is. */
  files?: Record<string, string>;
  inputs?: string[];
  slug?: string;
  query?: string;
  changes?: string[];
  focus?: Focus;
  view?: View;
}
export interface View {
  outline?: boolean;
  drawer?: string;
  open?: string[];
}

export class Unreadable extends Error {}

const text = (value: unknown): value is string => typeof value === 'string';
const texts = (value: unknown): value is string[] => Array.isArray(value) && value.every(text);
const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes over what is understood, and refuses what has the wrong shape. */
export function read(value: unknown): Shared {
  if (!record(value)) throw new Unreadable('not a state');
  const shared: Shared = {};
  const { files, inputs, slug, query, changes, focus, view } = value;
  if (files !== undefined) {
    if (!record(files) || !Object.values(files).every(text)) throw new Unreadable('files');
    shared.files = files as Record<string, string>;
  }
  if (inputs !== undefined) {
    if (!texts(inputs)) throw new Unreadable('inputs');
    shared.inputs = inputs;
  }
  if (slug !== undefined) {
    if (!text(slug) || !/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(slug)) throw new Unreadable('slug');
    shared.slug = slug;
  }
  if (query !== undefined) {
    if (!text(query)) throw new Unreadable('query');
    shared.query = query;
  }
  if (changes !== undefined) {
    if (!texts(changes)) throw new Unreadable('changes');
    shared.changes = changes;
  }
  if (focus !== undefined) shared.focus = readFocus(focus);
  if (view !== undefined) shared.view = readView(view);
  if (!shared.files && shared.slug === undefined) throw new Unreadable('neither files nor a name');
  return shared;
}

function readFocus(value: unknown): Focus {
  if (!record(value)) throw new Unreadable('focus');
  const { back, path, hop } = value;
  const count = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
  if (typeof back !== 'boolean' || !count(path) || !count(hop)) throw new Unreadable('focus');
  return { back, path, hop };
}

function readView(value: unknown): View {
  if (!record(value)) throw new Unreadable('view');
  const view: View = {};
  if (typeof value['outline'] === 'boolean') view.outline = value['outline'];
  if (text(value['drawer'])) view.drawer = value['drawer'];
  if (texts(value['open'])) view.open = value['open'];
  return view;
}
