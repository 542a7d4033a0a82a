import type { Endpoint, MatrixSlice } from '../engine/types';
import type { Store } from './store.svelte';

/** Milliseconds that a slice may take: short enough that stopping feels immediate. */
const SLICE = 50;
/** Pairs of the first slice, the most of any, and how much more than the last one a slice may ask for. */
const FIRST = 24;
const MOST = 4000;
const GROWTH = 4;

/** Verdicts by the number that stands for them; 0 is not traced. */
const VERDICTS: readonly string[] = ['', 'reachable', 'one-way', 'partial', 'unreachable', 'unknown'];
const REACHABLE = 1;

/** Who reaches whom: a number for every pair, row after row. */
export class Grid {
  readonly names: string[];
  readonly verdicts: Uint8Array;
  /** The verdicts to compare with, 0 where there is none. */
  readonly before: Uint8Array;
  readonly flows: string[];
  readonly #at: Map<string, number>;

  constructor(names: string[], earlier: Grid | null) {
    this.names = names;
    this.#at = new Map(names.map((name, at) => [name, at]));
    this.verdicts = new Uint8Array(names.length ** 2);
    this.before = new Uint8Array(names.length ** 2);
    this.flows = new Array<string>(names.length ** 2).fill('');
    if (earlier) this.#compareWith(earlier);
  }

  take({ cells }: MatrixSlice): void {
    for (const { from, to, flow, verdict } of cells) {
      const [row, column] = [this.#at.get(from), this.#at.get(to)];
      if (row === undefined || column === undefined) continue;
      const pair = this.pair(row, column);
      this.verdicts[pair] = Math.max(VERDICTS.indexOf(verdict), 0) || VERDICTS.length - 1;
      this.flows[pair] = flow;
    }
  }

  pair(row: number, column: number): number {
    return row * this.names.length + column;
  }

  /** The verdict in a word, empty if there is none. */
  verdict(pair: number): string {
    return VERDICTS[this.verdicts[pair] ?? 0] ?? '';
  }

  /** The verdict of before in a word, if it was another. */
  was(pair: number): string {
    const [before = 0, now = 0] = [this.before[pair], this.verdicts[pair]];
    return before !== 0 && now !== 0 && before !== now ? (VERDICTS[before] ?? '') : '';
  }

  /** What differs from before: how many pairs went from which verdict to which, the most first. */
  moves(): { before: string; now: string; count: number }[] {
    const counts = new Uint32Array(VERDICTS.length ** 2);
    for (let pair = 0; pair < this.verdicts.length; pair++) {
      const [before = 0, now = 0] = [this.before[pair], this.verdicts[pair]];
      if (before === 0 || now === 0 || before === now) continue;
      const move = before * VERDICTS.length + now;
      counts[move] = (counts[move] ?? 0) + 1;
    }
    const moves = [...counts].map((count, move) => ({
      before: VERDICTS[Math.floor(move / VERDICTS.length)] ?? '',
      now: VERDICTS[move % VERDICTS.length] ?? '',
      count,
    }));
    return moves.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  }

  /** The rows and columns that hold a pair that is not as before. */
  moved(): { rows: number[]; columns: number[] } {
    const [rows, columns] = [new Set<number>(), new Set<number>()];
    for (let row = 0; row < this.names.length; row++) {
      for (let column = 0; column < this.names.length; column++) {
        if (this.was(this.pair(row, column)) === '') continue;
        rows.add(row);
        columns.add(column);
      }
    }
    return { rows: [...rows], columns: [...columns].toSorted((a, b) => a - b) };
  }

  /** The rows, those with the most pairs that are not reached first. */
  byFailures(): number[] {
    const failures = this.names.map((_, row) => {
      let count = 0;
      for (let column = 0; column < this.names.length; column++) {
        if ((this.verdicts[this.pair(row, column)] ?? 0) > REACHABLE) count += 1;
      }
      return count;
    });
    return [...failures.keys()].toSorted((a, b) => (failures[b] ?? 0) - (failures[a] ?? 0));
  }

  /** The verdicts that there are. */
  seen(): string[] {
    const seen = new Set(this.verdicts);
    return VERDICTS.filter((verdict, number) => verdict !== '' && seen.has(number));
  }

  #compareWith(earlier: Grid): void {
    const rows = this.names.map((name) => earlier.#at.get(name));
    for (const [row, from] of rows.entries()) {
      for (const [column, to] of rows.entries()) {
        if (from === undefined || to === undefined) continue;
        this.before[this.pair(row, column)] = earlier.verdicts[earlier.pair(from, to)] ?? 0;
      }
    }
  }
}

/** A matrix that was traced whole, and of what. */
interface Whole {
  grid: Grid;
  network: number;
  generation: number;
  files: Record<string, string>;
}

/** What a matrix is compared with: the same network without what-ifs, or the one that was traced before. */
export type Compared = 'without-changes' | 'earlier';

export class Matrix {
  grid: Grid | null = $state.raw(null);
  /** Counts what is new in the grid, once a frame at most. */
  version = $state(0);
  done = $state(0);
  total = $state(0);
  running = $state(false);
  stopped = $state(false);
  compared: Compared | null = $state(null);
  /** The network that the cells belong to. */
  network = $state(-1);
  #turn = 0;
  #frame = false;
  #traced = { done: 0, total: 0 };
  #last: Whole | null = null;
  #earlier: Whole | null = null;
  #unchanged: Whole | null = null;

  constructor(private readonly store: Store) {}

  async start(): Promise<void> {
    const turn = ++this.#turn;
    const { network } = this.store;
    const gone = (): boolean => turn !== this.#turn;
    this.running = true;
    this.stopped = false;
    try {
      const ends = await this.store.call<Endpoint[]>('endpoints');
      if (gone()) return;
      const grid = this.#begin(network, ends.map((end) => end.name));
      const traced = this.#traced;
      let count = FIRST;
      do {
        const start = performance.now();
        const slice = await this.store.call<MatrixSlice>('matrix', traced.done, count);
        const took = Math.max(1, performance.now() - start);
        if (gone()) return;
        this.stopped = network !== this.store.network;
        if (this.stopped || slice.cells.length === 0) break;
        grid.take(slice);
        traced.done += slice.cells.length;
        traced.total = slice.total;
        count = Math.max(1, Math.min(MOST, count * GROWTH, Math.round((count * SLICE) / took)));
        this.#soon();
      } while (traced.done < traced.total);
      if (!this.stopped) this.#finish(grid, network);
    } catch {
      if (gone()) return;
      this.stopped = true;
    }
    this.#show();
    this.running = false;
  }

  stop(): void {
    this.#turn += 1;
    this.#show();
    this.running = false;
    this.stopped = true;
  }

  #begin(network: number, names: string[]): Grid {
    const before = this.#before(network);
    const grid = new Grid(names, before?.grid ?? null);
    this.compared = before === null ? null : before === this.#unchanged && this.store.changes.length > 0 ? 'without-changes' : 'earlier';
    this.network = network;
    this.grid = grid;
    this.#traced = { done: 0, total: 0 };
    this.#show();
    return grid;
  }

  /** What-ifs are compared with the network without them, if that was traced; all else with what was traced before. */
  #before(network: number): Whole | null {
    const { changes, files, generation } = this.store;
    if (changes.length > 0 && this.#unchanged?.files === files) return this.#unchanged;
    const last = this.#last?.network === network ? this.#earlier : this.#last;
    return last?.generation === generation ? last : null;
  }

  #finish(grid: Grid, network: number): void {
    const { changes, files, generation } = this.store;
    const whole: Whole = { grid, network, generation, files };
    if (this.#last?.network !== network) this.#earlier = this.#last;
    this.#last = whole;
    if (changes.length === 0) this.#unchanged = whole;
  }

  #show(): void {
    this.done = this.#traced.done;
    this.total = this.#traced.total;
    this.version += 1;
  }

  #soon(): void {
    if (this.#frame) return;
    this.#frame = true;
    requestAnimationFrame(() => {
      this.#frame = false;
      this.#show();
    });
  }
}
