import { execFile } from 'node:child_process';

/** The command line, to which the page is compared; tests that need it are skipped where it is not named. */
export const PROGRAM = process.env['OUTPATH_BIN'] ?? '';

export interface Printed {
  text: string;
  errors: string;
  code: number;
}

/** Runs the program in a folder. It may find something wrong; that is what it is asked for. */
export function outpath(folder: string, ...args: string[]): Promise<Printed> {
  return new Promise((resolve, reject) => {
    execFile(PROGRAM, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000, env: { ...process.env, NO_COLOR: '1' } }, (error, text, errors) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ text, errors, code: typeof error?.code === 'number' ? error.code : 0 });
    });
  });
}
