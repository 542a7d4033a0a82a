/** Steps back and forth over whole values; the what-ifs have one of their own, apart from the text's. */
export class Undo<T> {
  #past: T[] = [];
  #future: T[] = [];

  constructor(private readonly most = 100) {}

  /** Notes the value that is being left for another. */
  leave(value: T): void {
    this.#past.push(value);
    if (this.#past.length > this.most) this.#past.shift();
    this.#future = [];
  }

  undo(now: T): T | undefined {
    const value = this.#past.pop();
    if (value !== undefined) this.#future.push(now);
    return value;
  }

  redo(now: T): T | undefined {
    const value = this.#future.pop();
    if (value !== undefined) this.#past.push(now);
    return value;
  }

  forget(): void {
    this.#past = [];
    this.#future = [];
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }
}
