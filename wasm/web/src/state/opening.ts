import { store, ui } from '../app.svelte';
import { QUESTION, START } from '../tour/steps';
import { words } from '../words';
import { type Example, examples, texts } from './gallery';
import { decode } from './link';
import { read, type Shared, Unreadable } from './shared';

/** The network of the first visit. */
const FIRST = 'ra-03-customer-owned-ip';

/** Opens an example; `more` is what a link adds to it. */
export async function openExample(example: Example, more: Partial<Shared> = {}): Promise<void> {
  const files = await texts(example);
  const inputs = example.files.filter((file) => /\.(ya?ml|json)$/.test(file));
  store.act({
    kind: 'open',
    title: example.title,
    shared: { files, inputs: inputs.length > 0 ? inputs : example.files, query: example.question.replace('-x->', '->'), ...more, slug: example.slug },
  });
  ui.tour = null;
  ui.inspector = 'answer';
  ui.file = '';
}

async function openSlug(slug: string, more: Partial<Shared> = {}): Promise<void> {
  const example = (await examples()).find((one) => one.slug === slug);
  if (!example) throw new Unreadable(`there is no example ${slug}`);
  await openExample(example, more);
}

async function openShared(shared: Shared, asking = false): Promise<void> {
  if (shared.files) {
    store.act({ kind: 'open', shared, title: shared.slug ?? Object.keys(shared.files)[0] ?? '', asking });
    return;
  }
  const { slug = '', ...more } = shared;
  await openSlug(slug, more);
}

/** `outpath playground FILE` names in the page where it gives what it was told to open. */
export function served(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="outpath-open"]')?.content;
}

/** What was linked to, else what the server gives, else what was open, else an example. */
export async function openFirst(): Promise<void> {
  try {
    if (await openLink()) return;
    if (await openServed()) return;
    const saved = store.saved.current();
    if (saved?.files) {
      await openShared(saved);
      return;
    }
    await openSlug(FIRST, { query: 'web -> db tcp/5432' });
  } catch {
    store.act({ kind: 'open', shared: { files: { 'topology.yaml': START }, query: QUESTION }, title: words.tour.title });
  }
}

/** Opens the fragment of the address, if it is a link of ours. */
export async function openLink(): Promise<boolean> {
  try {
    const shared = await decode(location.hash);
    if (!shared) return false;
    await openShared(shared);
    linked = store.wanted;
    return true;
  } catch (error) {
    broken = error instanceof Unreadable ? error.message : words.gallery.failed;
    ui.say(`${words.share.broken}. ${words.share.brokenHint(broken)}`);
    ui.announce(words.share.broken);
    return false;
  }
}
let broken = '';
let linked = Infinity;

/** Once what a link opened is changed, the address no longer says what is open: a reload gives what was saved. */
export function outgrowLink(): void {
  if (store.wanted <= linked) return;
  linked = Infinity;
  history.replaceState(null, '', location.pathname + location.search);
}

/** Opens what the server was told to open. */
async function openServed(): Promise<boolean> {
  const where = served();
  if (where === undefined) return false;
  const answer = await fetch(where);
  if (!answer.ok) return false;
  await openShared(read(await answer.json()), true);
  return true;
}

export function startTour(): void {
  store.act({ kind: 'open', shared: { files: { 'topology.yaml': START }, query: QUESTION }, title: words.tour.title });
  ui.tour = 0;
  ui.outline = false;
  ui.inspector = 'answer';
  ui.file = '';
  ui.show('atlas');
}
