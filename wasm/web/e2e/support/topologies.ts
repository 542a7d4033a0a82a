import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GALLERY = fileURLToPath(new URL('../../public/gallery/', import.meta.url));

export interface Example {
  slug: string;
  title: string;
  summary: string;
  broken: boolean;
  files: string[];
  question: string;
}

export const examples = JSON.parse(readFileSync(`${GALLERY}index.json`, 'utf8')) as Example[];

export function folderOf(example: Example): string {
  return GALLERY + example.slug;
}

/** The text of a shipped topology. */
export function topology(slug: string): string {
  return readFileSync(`${GALLERY}${slug}/topology.yaml`, 'utf8');
}

/** The network of the first visit. */
export const FIRST = 'ra-03-customer-owned-ip';

export function example(slug: string): Example {
  const found = examples.find((one) => one.slug === slug);
  if (!found) throw new Error(`there is no example ${slug}`);
  return found;
}

/** Writes texts into a folder for as long as something is done with it. */
export async function inFolder<T>(files: Record<string, string>, act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'outpath-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Replaces a piece of a text that has to be there. */
export function put(text: string, find: string, by: string): string {
  if (!text.includes(find)) throw new Error(`the text does not hold ${JSON.stringify(find)}`);
  return text.replace(find, () => by);
}

/** A folder with answers of the AWS CLI, and its texts by name. */
export const AWS = fileURLToPath(new URL('../fixtures/aws/', import.meta.url));
export const ANSWERS = Object.fromEntries(readdirSync(AWS).map((name) => [name, readFileSync(AWS + name, 'utf8')]));
