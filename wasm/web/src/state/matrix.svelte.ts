import type { MatrixCell, MatrixSlice } from '../engine/types';
import type { Store } from './store.svelte';

/** Cells asked at once: short enough that stopping feels immediate. */
const SLICE = 24;

export class Matrix {
  cells: MatrixCell[] = $state.raw([]);
  total = $state(0);
  running = $state(false);
  stopped = $state(false);
  /** The revision of the network that the cells belong to. */
  revision = $state(-1);
  #turn = 0;

  constructor(private readonly store: Store) {}

  async start(): Promise<void> {
    const turn = ++this.#turn;
    this.revision = this.store.network;
    this.running = true;
    this.stopped = false;
    this.cells = [];
    this.total = 0;
    try {
      let from = 0;
      do {
        const slice = await this.store.call<MatrixSlice>('matrix', from, SLICE);
        if (turn !== this.#turn) return;
        if (this.revision !== this.store.network) {
          this.stopped = true;
          break;
        }
        this.total = slice.total;
        this.cells = [...this.cells, ...slice.cells];
        from += SLICE;
        if (slice.cells.length === 0) break;
      } while (this.cells.length < this.total);
    } catch {
      this.stopped = true;
    }
    if (turn === this.#turn) this.running = false;
  }

  stop(): void {
    this.#turn += 1;
    this.running = false;
    this.stopped = true;
  }
}
