import { tick } from 'svelte';
import type { MatrixCell, MatrixSlice } from '../engine/types';
import type { Store } from './store.svelte';

/** Milliseconds that a slice may take: short enough that stopping feels immediate. */
const SLICE = 50;
/** Pairs of the first slice, and the most of any. */
const FIRST = 24;
const MOST = 480;
/** Showing the cells takes at most this part of the time. */
const SHOWN = 1 / 6;

export class Matrix {
  cells: MatrixCell[] = $state.raw([]);
  total = $state(0);
  running = $state(false);
  stopped = $state(false);
  /** The revision that the cells belong to. */
  revision = $state(-1);
  #turn = 0;

  constructor(private readonly store: Store) {}

  async start(): Promise<void> {
    const turn = ++this.#turn;
    this.revision = this.store.wanted;
    this.running = true;
    this.stopped = false;
    this.cells = [];
    this.total = 0;
    const cells: MatrixCell[] = [];
    let next = 0;
    const show = async (): Promise<void> => {
      const start = performance.now();
      this.cells = [...cells];
      await tick();
      next = performance.now() + (performance.now() - start) / SHOWN;
    };
    try {
      let count = FIRST;
      do {
        const start = performance.now();
        const slice = await this.store.call<MatrixSlice>('matrix', cells.length, count);
        if (turn !== this.#turn) return;
        if (this.revision !== this.store.wanted) {
          this.stopped = true;
          break;
        }
        this.total = slice.total;
        cells.push(...slice.cells);
        if (slice.cells.length === 0) break;
        count = Math.max(1, Math.min(MOST, Math.round((count * SLICE) / Math.max(1, performance.now() - start))));
        if (performance.now() >= next) await show();
        if (turn !== this.#turn) return;
      } while (cells.length < this.total);
    } catch {
      this.stopped = true;
    }
    if (turn !== this.#turn) return;
    await show();
    this.running = false;
  }

  stop(): void {
    this.#turn += 1;
    this.running = false;
    this.stopped = true;
  }
}
