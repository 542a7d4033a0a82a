import type { Page } from 'playwright-core';

/** Keeps what the module answers, as the bytes that the worker sends; goes into `open({ before })`. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Record<string, string> = {};
    Object.assign(window, { heard });
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }: MessageEvent<{ kind: string; part: string; json: string }>) => {
          if (data.kind === 'part') heard[data.part] = data.json;
        });
      }
    };
  });
}

/** What was answered last. */
export function heard(page: Page, part: 'check' | 'trace' | 'scene' | 'problems'): Promise<string> {
  return page.evaluate((part) => (window as unknown as { heard: Record<string, string> }).heard[part] ?? '', part);
}
