import { store, ui } from '../app.svelte';
import { words } from '../words';
import { read, type Shared } from './shared';

const MOST = 40_000_000;
const READABLE = /\.(ya?ml|json)$/i;

/** Opens files that were dropped or chosen; a folder brings all that is in it. */
export async function openFiles(files: { name: string; file: File }[]): Promise<void> {
  const readable = files.filter(({ name }) => READABLE.test(name));
  if (readable.length === 0) {
    ui.say(words.files.none);
    return;
  }
  if (readable.reduce((sum, { file }) => sum + file.size, 0) > MOST) {
    ui.say(words.files.tooLarge);
    return;
  }
  const texts: Record<string, string> = {};
  for (const { name, file } of readable.toSorted((a, b) => a.name.localeCompare(b.name))) {
    try {
      texts[name] = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      ui.say(words.files.unreadable(name));
      return;
    }
  }
  const names = Object.keys(texts);
  const before = { shared: { ...store.shared(), files: store.files, inputs: store.inputs }, title: store.title };
  const state = saved(texts);
  store.act({ kind: 'open', shared: state ?? { files: texts, inputs: names }, title: names[0] ?? '', asking: state === null });
  ui.file = '';
  ui.tour = null;
  ui.say(words.files.opened(names.length, names[0] ?? ''), {
    label: words.files.undo,
    run: () => store.act({ kind: 'open', ...before }),
  });
}

/** A file of "save everything" opens as what it holds. */
function saved(texts: Record<string, string>): Shared | null {
  const [text, ...more] = Object.values(texts);
  if (text === undefined || more.length > 0 || !text.includes('"outpath_state"')) return null;
  try {
    return read(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function fromDrop(transfer: DataTransfer): Promise<{ name: string; file: File }[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ name: file.name, file }));
  return (await Promise.all(entries.map((entry) => walk(entry, '')))).flat();
}

async function walk(entry: FileSystemEntry, folder: string): Promise<{ name: string; file: File }[]> {
  const name = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: { name: string; file: File }[] = [];
  // A folder is read in portions until one is empty.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const inner of entries) found.push(...(await walk(inner, `${name}/`)));
  }
}

export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.yaml,.yml,.json';
  input.addEventListener('change', () => void openFiles([...(input.files ?? [])].map((file) => ({ name: file.name, file }))));
  input.click();
}
