import { read, type Shared, Unreadable } from './shared';

/** Longer links are refused by mail programs and chats; a file serves better. */
export const LONGEST = 8000;
/** A short link can unpack to very much; this is more than any estate needs. */
const LARGEST = 8_000_000;

/** Returns the fragment for a state, with `#`. */
export async function encode(shared: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const packed = await collect(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')), Infinity);
  return `#v1.${base64url(packed)}`;
}

/** Reads a fragment; null where it is none of ours, `Unreadable` where it is ours and broken. */
export async function decode(fragment: string): Promise<Shared | null> {
  const found = /^#?v(\d+)\.(.*)$/.exec(fragment);
  if (!found) return null;
  if (found[1] !== '1') throw new Unreadable('version');
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const packed = unbase64url(found[2] ?? '');
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    bytes = await collect(stream, LARGEST);
  } catch {
    throw new Unreadable('cut or changed on its way');
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Unreadable('cut or changed on its way');
  }
  return read(value);
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Unreadable('too large');
    }
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function unbase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
