/** Asks TypeScript whether values are what types say, as if somebody had written them down. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A value, the expression of the type that it has to be of, and where it comes from. */
export interface Told {
  type: string;
  json: string;
  from: string;
}

/** The generated types. */
export const TYPES = readFileSync(fileURLToPath(new URL('../../src/engine/answers.ts', import.meta.url)), 'utf8');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es5.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};

/** The types of the language, read once. */
const language = new Map<string, ts.SourceFile | undefined>();

/** Returns what is wrong, each with what it is about; a field that the types do not have is wrong too. */
export function wrong(told: Told[], types: string = TYPES): string[] {
  // One line for each value, so that the line of a complaint tells which.
  const lines = told.map(({ type, json }, at) => `export const v${at}: ${type} = ${JSON.stringify(JSON.parse(json))};`);
  const sources: Record<string, string> = { '/answers.ts': types, '/told.ts': ["import type * as T from './answers';", ...lines].join('\n') };
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version) => {
    const text = sources[name];
    if (text !== undefined) return ts.createSourceFile(name, text, version);
    if (!language.has(name)) language.set(name, getSourceFile(name, version));
    return language.get(name);
  };
  host.fileExists = (name) => name in sources || fileExists(name);
  host.readFile = (name) => sources[name] ?? readFile(name);
  const program = ts.createProgram(['/told.ts'], OPTIONS, host);
  const complaints = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const from = file?.fileName === '/told.ts' ? told[line - 1]?.from : file?.fileName;
    return `${from}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  return [...new Set(complaints)];
}
