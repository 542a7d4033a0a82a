import type { Page } from '../engine/types';

type Book = Record<string, { title: string; markdown: string }>;

/** Pages about rules, codes, facts and drop reasons: fetched when the first is wanted. */
export class Pages {
  id: string | null = $state(null);
  page: Page | null = $state.raw(null);
  loading = $state(false);
  #before: string[] = $state([]);
  #book: Promise<Book> | undefined;
  #ids = new Set<string>();

  get canGoBack(): boolean {
    return this.#before.length > 0;
  }

  knows(id: string): boolean {
    return this.#ids.has(id);
  }

  async open(id: string): Promise<void> {
    if (this.id !== null && this.id !== id) this.#before = [...this.#before, this.id];
    await this.#show(id);
  }

  async back(): Promise<void> {
    const id = this.#before.at(-1);
    this.#before = this.#before.slice(0, -1);
    if (id !== undefined) await this.#show(id);
  }

  async #show(id: string): Promise<void> {
    this.id = id;
    this.loading = true;
    const page = await this.#find(id);
    if (this.id !== id) return;
    this.page = page;
    this.loading = false;
  }

  async #find(id: string): Promise<Page | null> {
    this.#book ??= fetch('./pages.json').then((answer) => (answer.ok ? (answer.json() as Promise<Book>) : {}));
    const book: Book = await this.#book.catch(() => {
      this.#book = undefined;
      return {};
    });
    this.#ids = new Set(Object.keys(book));
    const page = book[id];
    return page ? { id, ...page } : null;
  }
}
