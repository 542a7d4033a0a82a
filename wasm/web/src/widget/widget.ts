import { mount, unmount } from 'svelte';
import atlas from '../atlas/atlas.css?inline';
import { open, start } from '../engine/module';
import { isTrace, type TraceAnswer } from '../engine/types';
import colors from '../styles/colors.css?inline';
import regular from '@fontsource/inter/files/inter-latin-400-normal.woff2?url';
import semibold from '@fontsource/inter/files/inter-latin-600-normal.woff2?url';
import look from './widget.css?inline';
import Widget from './Widget.svelte';

/** Boxes are measured in this font; a font of a shadow tree has to be one of the document. */
function fonts(): void {
  if ([...document.fonts].some((font) => font.family === 'Inter')) return;
  for (const [url, weight] of [[regular, '400'], [semibold, '600']] as const) {
    document.fonts.add(new FontFace('Inter', `url("${new URL(url, import.meta.url).href}")`, { weight }));
  }
}

/**
 * `<outpath-atlas src="topology.yaml" query="web -> db tcp/443">`: the picture of a network and the way of a packet in it, to be looked at.
 * It asks nobody but the host of `src`. `theme` may be `light` or `dark`.
 */
class OutpathAtlas extends HTMLElement {
  static observedAttributes = ['src', 'query', 'theme'];
  #shown: Record<string, unknown> | undefined;
  #turn = 0;

  connectedCallback(): void {
    fonts();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    // The colors of the page are those of its root; here the element is the root.
    sheet.replaceSync([colors.replaceAll(/:root(\[[^\]]*\])?/g, (_, attribute: string | undefined) => (attribute ? `:host(${attribute})` : ':host')), atlas, look].join('\n'));
    root.adoptedStyleSheets = [sheet];
    void this.#show();
  }

  disconnectedCallback(): void {
    this.#turn += 1;
    this.#clear();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#show();
  }

  async #show(): Promise<void> {
    const turn = ++this.#turn;
    const src = this.getAttribute('src') ?? '';
    const flow = this.getAttribute('query') ?? '';
    const theme = this.getAttribute('theme');
    this.dataset['theme'] = theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    const props = await answers(src, flow).catch((error: unknown) => ({ failed: String(error) }));
    if (turn !== this.#turn || !this.shadowRoot) return;
    this.#clear();
    this.#shown = mount(Widget, { target: this.shadowRoot, props });
    this.dispatchEvent(new CustomEvent('outpath-shown'));
  }

  #clear(): void {
    if (this.#shown) void unmount(this.#shown);
    this.#shown = undefined;
  }
}

async function answers(src: string, flow: string): Promise<Record<string, unknown>> {
  const [text, started] = await Promise.all([fetchText(src), start()]);
  const name = src.split(/[?#]/)[0]?.split('/').at(-1) || 'topology.yaml';
  const { workspace } = await open(started, JSON.stringify({ files: { [name]: text }, inputs: [name], changes: [], today: '' }));
  try {
    const answer = flow === '' ? null : (JSON.parse(workspace.trace(flow)) as TraceAnswer);
    // A question that cannot be read has no way to draw; the network still has a picture.
    const scene: unknown = JSON.parse(workspace.scene(JSON.stringify(answer && isTrace(answer) ? { flow } : {})));
    return { scene, answer };
  } finally {
    workspace.free();
  }
}

async function fetchText(src: string): Promise<string> {
  const answer = await fetch(src);
  if (!answer.ok) throw new Error(`${src}: ${answer.status}`);
  return answer.text();
}

if (!customElements.get('outpath-atlas')) customElements.define('outpath-atlas', OutpathAtlas);
