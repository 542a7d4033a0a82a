/** What the module answers. Names are those of its JSON texts. */

export interface OpenRequest {
  files: Record<string, string>;
  inputs: string[];
  changes: string[];
  today: string;
}
export interface Opened {
  valid: boolean;
  changes: { text: string; error: string | null }[];
  files: string[];
}

/** Offsets are UTF-16; `from` is always before `to`. */
export interface Place {
  file: string;
  from: number;
  to: number;
  line: number;
  column: number;
}
export interface Edit {
  from: number;
  to: number;
  insert: string;
}
export interface Fix {
  title: string;
  file: string;
  edits: Edit[];
}
export type Severity = 'error' | 'warning' | 'note';
export interface Problem {
  code: string;
  severity: Severity;
  message: string;
  /** What there is to say of the place; may be empty. */
  label: string;
  because: string;
  help: string[];
  place: Place | null;
  related: { place: Place; text: string }[];
  fix: Fix | null;
  subject: string;
  facts: string[];
  accepted: boolean;
}

export type Group =
  | 'service links'
  | 'virtual interfaces'
  | 'BGP sessions'
  | 'announced prefixes'
  | 'routers'
  | 'segments'
  | 'links'
  | 'instances';
export interface Possible {
  text: string;
  group: Group;
  object: string;
  label: string;
}
export interface Endpoint {
  name: string;
  kind: string;
  box: string;
}
export interface Completion {
  from: number;
  to: number;
  options: { label: string; detail: string; doc: string; insert: string; kind: 'field' | 'value' | 'name' }[];
}
export interface Hover {
  from: number;
  to: number;
  title: string;
  markdown: string;
}
export interface Page {
  id: string;
  title: string;
  markdown: string;
}
export interface MatrixCell {
  from: string;
  to: string;
  flow: string;
  verdict: string;
}
export interface MatrixSlice {
  total: number;
  cells: MatrixCell[];
}
export type ToFile = { file: string; edits: Edit[] } | { why: string };
export type Formatted = { text: string } | { findings: unknown[] };
export type ExportKind = 'svg' | 'dot' | 'mermaid' | 'd2';

export interface SceneRequest {
  flow?: string;
  open?: string[];
  focus?: string[];
  theme?: 'light' | 'dark';
}
export interface Band {
  id: string;
  kind: 'place' | 'vpc';
  name: string;
  label: string;
  detail: string;
  x: number;
  y: number;
  width: number;
  height: number;
  folded: boolean;
  errors: number;
  warnings: number;
  line: SceneLine | null;
}
export interface SceneLine {
  file: string;
  line: number;
  column: number;
}
export interface Chip {
  id: string;
  label: string;
  full: string;
  x: number;
  y: number;
  width: number;
  height: number;
  used: number | null;
  down: boolean;
  errors: number;
  warnings: number;
  line: SceneLine | null;
}
export interface SceneBox {
  id: string;
  kind: string;
  name: string;
  label: string;
  detail: string;
  full: string;
  x: number;
  y: number;
  width: number;
  height: number;
  parent: string | null;
  place: string | null;
  vpc: string | null;
  chips: Chip[];
  description: string;
  errors: number;
  warnings: number;
  down: boolean;
  line: SceneLine | null;
  left: string | null;
  right: string | null;
  up: string | null;
  down_to: string | null;
}
export interface Wire {
  id: string;
  kind: string;
  from: string;
  to: string;
  down: boolean;
  points: [number, number][];
  label: { text: string; x: number; y: number } | null;
  description: string;
}
export interface Leg {
  back: boolean;
  path: number;
  share: number;
  delivered: boolean;
  points: [number, number][];
  hops: { box: string; chip: string | null; hop: number; x: number; y: number }[];
  end: { box: string; reason: string; x: number; y: number } | null;
}
export interface Overlay {
  verdict: string;
  legs: Leg[];
  parts: string[];
}
export interface Scene {
  version: 1;
  width: number;
  height: number;
  bands: Band[];
  boxes: SceneBox[];
  wires: Wire[];
  overlay: Overlay | null;
}

export interface NodeRef {
  kind: string;
  name: string;
  id?: string;
}
export interface Packet {
  source: string;
  destination: string;
  protocol: string;
  source_ports?: string;
  destination_ports?: string;
  icmp?: string;
}
export interface Route {
  prefix: string;
  target: string;
  kind: string;
}
export interface Loser extends Route {
  why: string;
  reason?: string;
}
export interface Key {
  object: string;
  name: string;
  file?: string;
  line?: number;
  column?: number;
  address?: string;
}
export interface Routes {
  tables: { table: string; routes: (Route & { wins: boolean; why?: string })[] }[];
}
export interface Step {
  kind: string;
  text: string;
  table?: string;
  winner?: Route;
  winners?: Route[];
  losers?: Loser[];
  details?: string[];
  facts?: string[];
  mtu?: number;
  rests_on?: Key[];
}
export interface Hop {
  node: NodeRef;
  packet_in: Packet;
  packet_out: Packet;
  steps: Step[];
}
export interface Path {
  answers?: number[];
  share: number;
  merged?: number;
  outcome: { kind: string; class: 'delivered' | 'dropped' | 'unknown'; message?: string; facts?: string[] };
  mtu: number | null;
  hops: Hop[];
}
export interface Direction {
  paths: Path[];
  none?: string;
}
export interface Blocker {
  direction: 'forward' | 'return';
  node: NodeRef;
  reason: string;
  message: string;
  help: string;
  facts: string[];
}
export interface Trace {
  version: number;
  flow: string;
  verdict: string;
  source: NodeRef;
  destination?: NodeRef;
  forward: Direction;
  return: Direction;
  symmetric: boolean | null;
  blockers: Blocker[];
  notes: { kind: string; direction?: string; node?: NodeRef; text: string; facts?: string[] }[];
  assumptions: { fact: string; text: string; mark: string; value?: string; default?: boolean }[];
}
export interface Finding {
  code: string;
  name: string;
  severity: Severity;
  message: string;
  because: string;
  help: string[];
}
export interface Invalid {
  version: number;
  outcome: 'invalid';
  findings: Finding[];
}
export type TraceAnswer = Trace | Invalid;

export interface Check {
  version: number;
  outcome: string;
  summary: {
    errors: number;
    warnings: number;
    notes: number;
    fixable: number;
    suppressed: number;
    baseline: number;
    expectations: number;
    held: number;
  };
  expectations: {
    expectation: string;
    outcome: string;
    location: { file: string; line: number; column: number } | null;
  }[];
}

export function isTrace(answer: TraceAnswer): answer is Trace {
  return 'verdict' in answer;
}
