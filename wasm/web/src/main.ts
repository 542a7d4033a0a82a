import './styles/colors.css';
import './styles/base.css';
import './styles/panes.css';
import './styles/panels.css';
import './atlas/atlas.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { store } from './app.svelte';
import { openFirst, openLink, served } from './state/opening';

const target = document.getElementById('page');
if (target) mount(App, { target });

await openFirst();
window.addEventListener('hashchange', () => void openLink());
// The way for a test to see how the page recovers.
window.addEventListener('outpath:crash', () => store.crash());

if (import.meta.env.PROD && served() === undefined && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('./sw.js').catch(() => undefined);
}
