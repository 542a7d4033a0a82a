import type { Check, Endpoint, Invalid, OpenRequest, Opened, Possible, Problem, Scene, SceneRequest, TraceAnswer } from './types';

/** One state of the page, to be opened and answered. */
export interface Run extends OpenRequest {
  revision: number;
  flow: string;
  scene: SceneRequest;
}

/** What a run answers, part by part in this order; what people wait for most comes first. */
export interface Answers {
  opened: Opened;
  problems: Problem[];
  trace: TraceAnswer | null;
  scene: Scene | Invalid | null;
  check: Check | null;
  failures: Possible[];
  endpoints: Endpoint[];
}
export type Part = keyof Answers;

export type Method =
  | 'complete'
  | 'hover'
  | 'matrix'
  | 'endpoints'
  | 'to_file'
  | 'export'
  | 'topology'
  | 'format'
  | 'trace_text'
  | 'trace'
  | 'routes';

export type ToWorker =
  | { kind: 'run'; run: Run }
  | { kind: 'call'; id: number; method: Method; args: (string | number)[] }
  | { kind: 'crash' };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'fetching' }
  | { kind: 'part'; revision: number; part: Part; json: string }
  | { kind: 'done'; revision: number; took: number }
  | { kind: 'result'; id: number; json: string }
  | { kind: 'trap'; message: string; doing: string };
