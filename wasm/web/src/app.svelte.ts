import { Ui } from './state/ui.svelte';
import { Store } from './state/store.svelte';
import { Playback } from './state/playback.svelte';
import { Matrix } from './state/matrix.svelte';
import { Pages } from './state/pages.svelte';

/** The page has one of each; the embedded element has none of them. */
export const store = new Store();
export const ui = new Ui(store.saved);
export const playback = new Playback(store, ui);
export const matrix = new Matrix(store);
export const pages = new Pages();
