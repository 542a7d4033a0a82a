import type { Saved, Settings } from './save';

export type Dialog = 'gallery' | 'palette' | 'keys' | 'share';
export type Drawer = 'findings' | 'what-if' | 'matrix';
export type Inspector = 'answer' | 'object' | 'page';
export type Pane = 'text' | 'atlas' | 'inspector' | 'drawer';

export interface Spot {
  file: string;
  line: number;
  column: number;
  /** UTF-16 offsets, where they are known. */
  range?: { from: number; to: number };
}
export interface Toast {
  text: string;
  action?: { label: string; run: () => void };
}

/** How the page looks, as against what it is about. */
export class Ui {
  settings: Settings = $state({} as Settings);
  dialog: Dialog | null = $state(null);
  drawer: Drawer = $state('findings');
  inspector: Inspector = $state('answer');
  /** Of the panes that are tabs on a narrow page. */
  tab: Pane = $state('atlas');
  outline = $state(false);
  file = $state('');
  toast: Toast | null = $state.raw(null);
  live = $state('');
  tour: number | null = $state(null);
  /** The box that a question starts from, while the second is not chosen. */
  picked: string | null = $state(null);
  /** A place of the text to go to; a new object each time. */
  spot: Spot | null = $state.raw(null);
  dark = $state(false);
  reduced = $state(false);
  narrow = $state(false);
  finding = $state(-1);
  #saved: Saved;
  #system = false;
  #toast: ReturnType<typeof setTimeout> | undefined;

  constructor(saved: Saved) {
    this.#saved = saved;
    this.settings = saved.settings();
    if (typeof window === 'undefined') return;
    const follow = (query: string, take: (matches: boolean) => void): void => {
      const media = window.matchMedia(query);
      take(media.matches);
      media.addEventListener('change', (event) => take(event.matches));
    };
    follow('(prefers-color-scheme: dark)', (matches) => {
      this.#system = matches;
      this.#theme();
    });
    follow('(prefers-reduced-motion: reduce)', (matches) => (this.reduced = matches));
    follow('(max-width: 899px)', (matches) => (this.narrow = matches));
  }

  #theme(): void {
    const { theme } = this.settings;
    this.dark = theme === 'dark' || (theme === 'system' && this.#system);
  }

  set(change: Partial<Settings>): void {
    Object.assign(this.settings, change);
    this.#theme();
    this.#saved.keepSettings($state.snapshot(this.settings));
  }

  nextTheme(): void {
    const order = ['system', 'light', 'dark'] as const;
    this.set({ theme: order[(order.indexOf(this.settings.theme) + 1) % order.length] ?? 'system' });
  }

  isOpen(pane: Pane): boolean {
    return !this.settings.closed.includes(pane);
  }

  toggle(pane: Pane, open = !this.isOpen(pane)): void {
    const others = this.settings.closed.filter((one) => one !== pane);
    this.set({ closed: open ? others : [...others, pane] });
  }

  show(pane: Pane): void {
    this.tab = pane;
    if (!this.isOpen(pane)) this.toggle(pane, true);
  }

  showDrawer(drawer: Drawer): void {
    this.drawer = drawer;
    this.show('drawer');
  }

  showInspector(inspector: Inspector): void {
    this.inspector = inspector;
    this.show('inspector');
  }

  /** Turns to the answer without leaving the pane that a narrow page shows. */
  showInspectorQuietly(): void {
    this.inspector = 'answer';
  }

  go(spot: Spot): void {
    this.spot = { ...spot };
    this.file = spot.file;
    this.show('text');
  }

  say(text: string, action?: Toast['action']): void {
    this.toast = action ? { text, action } : { text };
    clearTimeout(this.#toast);
    this.#toast = setTimeout(() => (this.toast = null), action || text.length > 60 ? 15_000 : 5000);
  }

  announce(text: string): void {
    this.live = text;
  }
}
