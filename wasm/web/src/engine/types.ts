/** What the page asks the module for, and what it makes of the answers. What these hold is told by Rust: `answers.ts`. */

import type { Formatted, Invalid, Refused, Trace, Written } from './answers';

export type * from './answers';

export interface OpenRequest {
  files: Record<string, string>;
  inputs: string[];
  changes: string[];
  today: string;
}
export interface SceneRequest {
  flow?: string;
  open?: string[];
  focus?: string[];
  theme?: 'light' | 'dark';
}
export type ExportKind = 'svg' | 'dot' | 'mermaid' | 'd2';

export type TraceAnswer = Trace | Invalid;
export type FormatAnswer = Formatted | Invalid;
export type ToFile = Written | Refused;

/** A page of `pages.json`. */
export interface Page {
  id: string;
  title: string;
  markdown: string;
}

export function isTrace(answer: TraceAnswer): answer is Trace {
  return 'verdict' in answer;
}
