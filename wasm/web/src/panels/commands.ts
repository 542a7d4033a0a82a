import { matrix, playback, store, ui } from '../app.svelte';
import { chooseFiles } from '../state/dropping';
import { startTour } from '../state/opening';
import { words } from '../words';

export interface Command {
  label: string;
  key: string;
  run: () => void;
}

const tell = (name: string, detail?: unknown): void => void document.dispatchEvent(new CustomEvent(`outpath:${name}`, { detail }));

export function nextFinding(by: number): void {
  const order = { error: 0, warning: 1, note: 2 };
  const open = store.problems.filter((one) => !one.accepted).toSorted((a, b) => order[a.severity] - order[b.severity]);
  if (open.length === 0) return;
  ui.finding = (Math.max(ui.finding, by > 0 ? -1 : 0) + by + open.length) % open.length;
  ui.showDrawer('findings');
  const place = open[ui.finding]?.place;
  if (place && !ui.narrow) ui.go({ file: place.file, line: place.line, column: place.column, range: { from: place.from, to: place.to } });
}

/** What the keyboard, the palette and the bar can do, once. */
export const commands: Command[] = [
  { label: words.ask.go, key: '/', run: () => tell('ask') },
  { label: words.bar.gallery, key: 'g', run: () => (ui.dialog = 'gallery') },
  { label: `${words.bar.tour}: ${words.tour.title}`, key: '', run: () => startTour() },
  { label: words.bar.open, key: '', run: () => chooseFiles() },
  { label: words.share.title, key: 's', run: () => (ui.dialog = 'share') },
  { label: `${words.answer.play} / ${words.answer.pause}`, key: 'p', run: () => playback.toggle() },
  { label: `${words.answer.there} / ${words.answer.back}`, key: 'b', run: () => playback.turn() },
  { label: words.whatIf.title, key: 'w', run: () => ui.showDrawer('what-if') },
  { label: words.matrix.title, key: 'm', run: () => (ui.showDrawer('matrix'), matrix.done === 0 && !matrix.running && void matrix.start()) },
  { label: words.findings.title, key: '', run: () => ui.showDrawer('findings') },
  { label: words.findings.next, key: ']', run: () => nextFinding(1) },
  { label: words.findings.previous, key: '[', run: () => nextFinding(-1) },
  { label: `${words.atlas.picture} / ${words.atlas.outline}`, key: 'o', run: () => (ui.show('atlas'), (ui.outline = !ui.outline)) },
  { label: words.atlas.fit, key: 'f', run: () => tell('fit') },
  { label: words.atlas.zoomIn, key: '+', run: () => tell('zoom', 1.25) },
  { label: words.atlas.zoomOut, key: '-', run: () => tell('zoom', 0.8) },
  { label: words.panes.text, key: 'e', run: () => tell('edit') },
  { label: words.whatIf.undo, key: 'alt+z', run: () => store.act({ kind: 'undo-change' }) },
  { label: words.whatIf.redo, key: 'alt+shift+z', run: () => store.act({ kind: 'redo-change' }) },
  { label: words.whatIf.clear, key: '', run: () => store.act({ kind: 'unchange-all' }) },
  { label: words.editor.blank, key: '', run: () => store.act({ kind: 'open', shared: { files: { 'topology.yaml': 'outpath: 1\n' } }, title: words.editor.blank }) },
  { label: words.editor.plainLong, key: '', run: () => ui.set({ plain: !ui.settings.plain }) },
  { label: words.bar.theme.light, key: '', run: () => ui.set({ theme: 'light' }) },
  { label: words.bar.theme.dark, key: '', run: () => ui.set({ theme: 'dark' }) },
  { label: words.bar.theme.system, key: '', run: () => ui.set({ theme: 'system' }) },
  { label: words.trouble.restart, key: '', run: () => store.restart() },
  { label: words.keys.title, key: '?', run: () => (ui.dialog = 'keys') },
];

/** Handles a key that no field wanted. */
export function keyboard(event: KeyboardEvent): void {
  const mod = event.ctrlKey || event.metaKey;
  if (mod && event.key.toLowerCase() === 'k') {
    ui.dialog = 'palette';
    event.preventDefault();
    return;
  }
  if (mod && event.key === 'Enter') {
    tell('trace');
    event.preventDefault();
    return;
  }
  const [origin] = event.composedPath();
  if (ui.dialog !== null || typing(origin)) return;
  if (event.altKey && event.code === 'KeyZ') {
    store.act({ kind: event.shiftKey ? 'redo-change' : 'undo-change' });
    event.preventDefault();
    return;
  }
  if (mod || event.altKey) return;
  if (event.key === 'Escape') {
    tell('escape');
    ui.toast = null;
    return;
  }
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    if (origin instanceof HTMLElement && origin.closest('[role=tablist],[role=separator],[role=grid],select,[role=toolbar]')) return;
    playback.pause();
    playback.step(event.key === 'ArrowRight' ? 1 : -1);
    event.preventDefault();
    return;
  }
  const key = event.key === '=' ? '+' : event.key === '0' ? 'f' : event.key.toLowerCase();
  const command = commands.find((command) => command.key === key);
  if (!command) return;
  event.preventDefault();
  command.run();
}

function typing(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
