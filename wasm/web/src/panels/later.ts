/** What the first picture does not need. It is fetched when it is wanted, or once the page is at rest. */
export const later = {
  editor: () => import('../editor/Editor.svelte'),
  gallery: () => import('./Gallery.svelte'),
  share: () => import('./Share.svelte'),
  keys: () => import('./Keys.svelte'),
  palette: () => import('./Palette.svelte'),
  whatIf: () => import('./WhatIf.svelte'),
  matrix: () => import('./MatrixPanel.svelte'),
  object: () => import('./ObjectPanel.svelte'),
  page: () => import('./PagePanel.svelte'),
  tour: () => import('./Tour.svelte'),
  outline: () => import('../atlas/Outline.svelte'),
};

/** Fetches all of it, so that nothing waits when it is opened, and nothing is missing where the network is gone by then. */
export async function fetchLater(): Promise<void> {
  for (const load of Object.values(later)) await load().catch(() => undefined);
}
