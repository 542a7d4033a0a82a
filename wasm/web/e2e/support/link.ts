import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What a link holds. */
export interface State {
  files?: Record<string, string>;
  inputs?: string[];
  slug?: string;
  query?: string;
  changes?: string[];
  focus?: { back: boolean; path: number; hop: number };
  view?: { open?: string[] };
}

/** Writes a link without the page's own code, so that the two are checked against each other. */
export function fragment(state: State): string {
  return `#v1.${deflateRawSync(JSON.stringify(state)).toString('base64url')}`;
}

export function read(link: string): State {
  const packed = link.slice(link.indexOf('#v1.') + 4);
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64url')).toString('utf8')) as State;
}
