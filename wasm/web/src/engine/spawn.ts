import type { Port } from './client';

export function spawn(): Port {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'outpath' });
}
