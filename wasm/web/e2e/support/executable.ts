import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser that the environment names, else the first one of `PATH`. */
export function browserPath(): string {
  const named = process.env['OUTPATH_CHROMIUM'];
  if (named) return named;
  for (const name of NAMES) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (executable(path)) return path;
    }
  }
  throw new Error('there is no Chromium: set OUTPATH_CHROMIUM to its path');
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
