import { read, type Shared } from './shared';

/** A state that was left behind, to come back to. */
export interface Kept {
  at: string;
  title: string;
  shared: Shared;
}
export interface Settings {
  theme: 'system' | 'light' | 'dark';
  plain: boolean;
  speed: number;
  left: number;
  right: number;
  bottom: number;
  closed: string[];
}

export const DEFAULTS: Settings = { theme: 'system', plain: false, speed: 1, left: 24, right: 27, bottom: 30, closed: [] };
const MOST_KEPT = 20;
const LARGEST = 1_500_000;

/** A store of the browser, which may be full or forbidden: then the page just forgets. */
export class Saved {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null) {}

  current(): Shared | null {
    return this.#read('outpath.current', (value) => read(value));
  }

  keepCurrent(shared: Shared): void {
    this.#write('outpath.current', shared);
  }

  history(): Kept[] {
    const kept = this.#read('outpath.history', (value) => {
      if (!Array.isArray(value)) return [];
      return value.flatMap((one: Kept) => {
        try {
          return [{ at: String(one.at), title: String(one.title), shared: read(one.shared) }];
        } catch {
          return [];
        }
      });
    });
    return kept ?? [];
  }

  /** Puts a state in front; the same texts stand there once. */
  keep(kept: Kept): Kept[] {
    const same = JSON.stringify(kept.shared.files);
    const others = this.history().filter((one) => JSON.stringify(one.shared.files) !== same);
    const all = [kept, ...others].slice(0, MOST_KEPT);
    while (all.length > 1 && JSON.stringify(all).length > LARGEST) all.pop();
    this.#write('outpath.history', all);
    return all;
  }

  settings(): Settings {
    const saved = this.#read('outpath.settings', (value) => value as Partial<Settings>);
    const settings = { ...DEFAULTS };
    if (!saved) return settings;
    for (const key of Object.keys(DEFAULTS) as (keyof Settings)[]) {
      if (typeof saved[key] === typeof DEFAULTS[key]) Object.assign(settings, { [key]: saved[key] });
    }
    if (!Array.isArray(settings.closed)) settings.closed = [];
    return settings;
  }

  keepSettings(settings: Settings): void {
    this.#write('outpath.settings', settings);
  }

  recent(): string[] {
    const value = this.#read('outpath.recent', (value) => value);
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }

  keepRecent(recent: string[]): void {
    this.#write('outpath.recent', recent);
  }

  #read<T>(key: string, parse: (value: unknown) => T): T | null {
    try {
      const text = this.storage?.getItem(key);
      return text ? parse(JSON.parse(text)) : null;
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    try {
      this.storage?.setItem(key, JSON.stringify(value));
    } catch {
      // Full or forbidden.
    }
  }
}

export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
