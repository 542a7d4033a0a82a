import { Client, type Trouble } from '../engine/client';
import type { Answers, Method, Part, Run } from '../engine/protocol';
import { spawn } from '../engine/spawn';
import type { Edit, Endpoint, Fix, Invalid, Opened, Possible, Problem, Scene, SceneBox, TraceAnswer, Check, Trace } from '../engine/types';
import { isTrace } from '../engine/types';
import { apply } from './edits';
import { same, sharing } from './same';
import { browserStorage, type Kept, Saved } from './save';
import type { Focus, Shared } from './shared';
import { Undo } from './undo';

/** Everything that changes what is asked of the module goes through `Store.act`. */
export type Action =
  | { kind: 'open'; shared: Shared; title: string; asking?: boolean }
  | { kind: 'edit'; file: string; text: string }
  | { kind: 'fix'; fix: Fix }
  | { kind: 'ask'; query: string }
  | { kind: 'change'; text: string }
  | { kind: 'unchange'; text: string }
  | { kind: 'unchange-all' }
  | { kind: 'undo-change' }
  | { kind: 'redo-change' }
  | { kind: 'unfold'; id: string }
  | { kind: 'fold-all' };

const TYPING = 120;
const MOST_RECENT = 12;

export class Store {
  files = $state.raw<Record<string, string>>({});
  inputs = $state.raw<string[]>([]);
  /** The shipped network that this is, as long as nothing of it was changed. */
  slug = $state<string | null>(null);
  title = $state('');
  /** Counts what was opened: the editor keeps no undo across it. */
  generation = $state(0);
  query = $state('');
  changes = $state.raw<string[]>([]);
  unfolded = $state.raw<string[]>([]);
  recent = $state.raw<string[]>([]);
  kept = $state.raw<Kept[]>([]);

  /** Of the state that is wanted, and of the one that is answered. */
  wanted = $state(0);
  answered = $state(0);
  /** Of the network alone: a question does not change it. */
  network = $state(0);
  took = $state(0);
  trouble = $state.raw<Trouble | null>(null);

  opened = $state.raw<Opened | null>(null);
  problems = $state.raw<Problem[]>([]);
  check = $state.raw<Check | null>(null);
  scene = $state.raw<Scene | null>(null);
  answer = $state.raw<TraceAnswer | null>(null);
  failures = $state.raw<Possible[]>([]);
  endpoints = $state.raw<Endpoint[]>([]);

  focus = $state.raw<Focus | null>(null);
  selected = $state<string | null>(null);
  canUndoChange = $state(false);
  canRedoChange = $state(false);

  readonly trace: Trace | null = $derived(this.answer && isTrace(this.answer) ? this.answer : null);
  readonly boxes: Map<string, SceneBox> = $derived(new Map((this.scene?.boxes ?? []).map((box) => [box.id, box])));
  readonly fileNames: string[] = $derived(Object.keys(this.files));
  readonly busy: boolean = $derived(this.answered !== this.wanted);

  readonly saved: Saved;
  #client: Client;
  #undo = new Undo<string[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pendingFocus: Focus | null = null;
  #changed = false;
  /** Whether what the files expect first is to be asked as soon as that is known. */
  #asking = false;

  constructor(saved: Saved = new Saved(browserStorage()), start = spawn) {
    this.saved = saved;
    this.recent = saved.recent();
    this.kept = saved.history();
    this.#client = new Client(start, {
      part: (_, part, answer) => this.#take(part, answer),
      done: (revision, took) => {
        if (this.#asking) this.#askFirst();
        this.answered = revision;
        this.took = took;
      },
      trouble: (trouble) => {
        this.trouble = trouble;
        if (trouble.given_up) this.answered = trouble.revision;
      },
    });
  }

  act(action: Action): void {
    if (action.kind !== 'ask' && action.kind !== 'unfold' && action.kind !== 'fold-all') this.network += 1;
    switch (action.kind) {
      case 'open':
        this.#open(action.shared, action.title);
        this.#asking = action.asking === true && this.query === '';
        break;
      case 'edit':
        if (this.files[action.file] === action.text) return;
        this.files = { ...this.files, [action.file]: action.text };
        this.#touched();
        this.#want(TYPING);
        return;
      case 'fix': {
        const text = this.files[action.fix.file];
        if (text === undefined) return;
        this.files = { ...this.files, [action.fix.file]: apply(text, action.fix.edits) };
        this.#touched();
        break;
      }
      case 'ask':
        this.query = action.query.trim();
        this.focus = null;
        this.#remember(this.query);
        break;
      case 'change':
        this.#setChanges([...this.changes.filter((text) => text !== action.text), action.text]);
        break;
      case 'unchange':
        this.#setChanges(this.changes.filter((text) => text !== action.text));
        break;
      case 'unchange-all':
        this.#setChanges([]);
        break;
      case 'undo-change':
        this.#stepChanges(this.#undo.undo(this.changes));
        break;
      case 'redo-change':
        this.#stepChanges(this.#undo.redo(this.changes));
        break;
      case 'unfold':
        this.unfolded = this.unfolded.includes(action.id)
          ? this.unfolded.filter((id) => id !== action.id)
          : [...this.unfolded, action.id];
        break;
      case 'fold-all':
        this.unfolded = [];
    }
    this.#want(0);
  }

  /** Asks about the newest state, also about what was typed a moment ago. */
  async call<T>(method: Method, ...args: (string | number)[]): Promise<T> {
    return JSON.parse(await this.text(method, ...args)) as T;
  }

  text(method: Method, ...args: (string | number)[]): Promise<string> {
    if (this.#timer !== undefined) this.#feed();
    return this.#client.call(method, ...args);
  }

  applyEdits(file: string, edits: Edit[], title = ''): void {
    this.act({ kind: 'fix', fix: { title, file, edits } });
  }

  shared(): Shared {
    const shared: Shared = this.slug === null ? { files: this.files, inputs: this.inputs } : { slug: this.slug };
    if (this.query !== '') shared.query = this.query;
    if (this.changes.length > 0) shared.changes = this.changes;
    if (this.focus) shared.focus = this.focus;
    if (this.unfolded.length > 0) shared.view = { open: this.unfolded };
    return shared;
  }

  restart(): void {
    this.trouble = null;
    this.#client.restart();
  }

  crash(): void {
    this.#client.crash();
  }

  #open(shared: Shared, title: string): void {
    if (this.#changed && Object.keys(this.files).length > 0) {
      const left: Kept = { at: new Date().toISOString(), title: this.title, shared: { ...this.shared(), files: this.files, inputs: this.inputs } };
      this.kept = this.saved.keep(left);
    }
    this.generation += 1;
    this.files = shared.files ?? {};
    this.inputs = shared.inputs ?? Object.keys(this.files);
    this.slug = shared.slug ?? null;
    this.title = title;
    this.query = shared.query ?? '';
    this.changes = shared.changes ?? [];
    this.unfolded = shared.view?.open ?? [];
    this.#pendingFocus = shared.focus ?? null;
    this.focus = null;
    this.selected = null;
    this.scene = null;
    this.answer = null;
    this.trouble = null;
    this.#undo.forget();
    this.#undoState();
    this.#changed = false;
  }

  /** Asks what the files expect and does not hold, else what they expect first. */
  #askFirst(): void {
    this.#asking = false;
    const readable = this.check?.expectations?.filter((one) => one.outcome !== 'unreadable') ?? [];
    const first = readable.find((one) => one.outcome === 'broken') ?? readable[0];
    if (!first || this.query !== '') return;
    this.query = first.expectation.replace('-x->', '->');
    this.#want(0);
  }

  #touched(): void {
    this.slug = null;
    this.#changed = true;
  }

  #setChanges(changes: string[]): void {
    if (changes.length === this.changes.length && changes.every((text, at) => text === this.changes[at])) return;
    this.#undo.leave(this.changes);
    this.changes = changes;
    this.#undoState();
  }

  #stepChanges(changes: string[] | undefined): void {
    if (changes) this.changes = changes;
    this.#undoState();
  }

  #undoState(): void {
    this.canUndoChange = this.#undo.canUndo;
    this.canRedoChange = this.#undo.canRedo;
  }

  #remember(query: string): void {
    if (query === '') return;
    this.recent = [query, ...this.recent.filter((one) => one !== query)].slice(0, MOST_RECENT);
    this.saved.keepRecent(this.recent);
  }

  #want(delay: number): void {
    this.wanted += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#feed(), delay);
  }

  #feed(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.trouble && this.trouble.revision !== this.wanted) this.trouble = null;
    const run: Run = {
      revision: this.wanted,
      files: this.files,
      inputs: this.inputs,
      changes: this.changes,
      today: today(),
      flow: this.query,
      scene: { ...(this.query === '' ? {} : { flow: this.query }), open: this.unfolded },
    };
    this.#client.feed(run);
    if (Object.keys(this.files).length > 0) {
      this.saved.keepCurrent({ ...this.shared(), files: this.files, inputs: this.inputs });
    }
  }

  #take<P extends Part>(part: P, answer: Answers[P]): void {
    switch (part) {
      case 'opened':
        this.opened = answer as Opened;
        break;
      case 'problems':
        this.problems = answer as Problem[];
        break;
      case 'trace':
        this.answer = answer as TraceAnswer | null;
        this.#settleFocus();
        break;
      case 'scene':
        this.#draw(answer as Scene | Invalid | null);
        break;
      case 'check':
        this.check = answer as Check | null;
        break;
      case 'failures':
        this.failures = answer as Possible[];
        break;
      case 'endpoints':
        this.endpoints = answer as Endpoint[];
    }
  }

  /** A text that cannot be drawn just now leaves the last picture standing. Nothing goes its way while the text has errors. */
  #draw(answer: Scene | Invalid | null): void {
    if (answer && 'boxes' in answer && this.opened?.valid) this.scene = shared(answer, this.scene);
    else if (answer && 'boxes' in answer && answer.boxes.length > 0) this.scene = shared({ ...answer, overlay: null }, this.scene);
    else if (this.scene?.overlay) this.scene = { ...this.scene, overlay: null };
  }

  /** Takes the hop of a link as soon as there is an answer to find it in, and lets go of one that is no more. */
  #settleFocus(): void {
    const focus = this.#pendingFocus ?? this.focus;
    this.#pendingFocus = null;
    if (!focus || !this.answer || !isTrace(this.answer)) {
      this.focus = null;
      return;
    }
    const direction = focus.back ? this.answer.return : this.answer.forward;
    const hops = direction.paths[focus.path]?.hops.length ?? 0;
    this.focus = focus.hop < hops ? focus : null;
  }
}

/** The picture, with what did not change as it was. */
function shared(fresh: Scene, before: Scene | null): Scene {
  if (!before) return fresh;
  return {
    ...fresh,
    boxes: sharing(fresh.boxes, before.boxes),
    wires: sharing(fresh.wires, before.wires),
    bands: sharing(fresh.bands, before.bands),
    overlay: same(fresh.overlay, before.overlay) ? before.overlay : fresh.overlay,
  };
}

function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
