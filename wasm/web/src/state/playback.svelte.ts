import type { Direction, Path, Trace } from '../engine/types';
import type { Focus } from './shared';
import type { Store } from './store.svelte';
import type { Ui } from './ui.svelte';

/** Milliseconds that a packet stays at a hop at normal speed. */
const STAY = 1100;

/** Goes along the hops of one path there and one path back. */
export class Playback {
  playing = $state(false);
  there = $state(0);
  #back = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly ui: Ui,
  ) {}

  get path(): Path | undefined {
    const paths = this.store.trace?.forward.paths ?? [];
    return paths[this.there] ?? paths[0];
  }

  /** The chosen way back, or the first that answers the chosen way there. */
  get backIndex(): number {
    const trace = this.store.trace;
    if (!trace) return 0;
    const answers = (path: Path | undefined): boolean => path?.answers?.includes(this.there) ?? true;
    if (answers(trace.return.paths[this.#back]) && trace.return.paths[this.#back]) return this.#back;
    return Math.max(0, trace.return.paths.findIndex(answers));
  }

  get stops(): Focus[] {
    const trace = this.store.trace;
    if (!trace) return [];
    return [...stops(trace.forward, this.there, false), ...stops(trace.return, this.backIndex, true)];
  }

  choose(back: boolean, path: number): void {
    if (back) this.#back = path;
    else this.there = path;
    this.store.focus = { back, path, hop: 0 };
  }

  focus(focus: Focus | null): void {
    if (focus) {
      if (focus.back) this.#back = focus.path;
      else this.there = focus.path;
    }
    this.store.focus = focus;
  }

  step(by: number): void {
    const all = this.stops;
    if (all.length === 0) return;
    const now = this.#at(all);
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by));
    this.focus(all[next] ?? null);
    this.ui.showInspectorQuietly();
  }

  /** To the first hop of the other direction. */
  turn(): void {
    const all = this.stops;
    const back = !(this.store.focus?.back ?? false);
    const first = all.find((stop) => stop.back === back);
    if (first) this.focus(first);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    const all = this.stops;
    if (all.length === 0) return;
    if (this.#at(all) < 0 || this.#at(all) === all.length - 1) this.focus(all[0] ?? null);
    this.playing = true;
    this.#next();
  }

  pause(): void {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  /** A new answer begins from its start. */
  reset(trace: Trace | null): void {
    const paths = trace?.forward.paths.length ?? 0;
    if (this.there >= paths) this.there = 0;
    if (!trace) this.pause();
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const all = this.stops;
      const now = this.#at(all);
      if (!this.playing || now < 0 || now >= all.length - 1) {
        this.playing = false;
        return;
      }
      this.focus(all[now + 1] ?? null);
      this.#next();
    }, STAY / this.ui.settings.speed);
  }

  #at(all: Focus[]): number {
    const focus = this.store.focus;
    if (!focus) return -1;
    return all.findIndex((stop) => stop.back === focus.back && stop.path === focus.path && stop.hop === focus.hop);
  }
}

function stops(direction: Direction, path: number, back: boolean): Focus[] {
  const chosen = direction.paths[path] ? path : 0;
  return (direction.paths[chosen]?.hops ?? []).map((_, hop) => ({ back, path: chosen, hop }));
}
