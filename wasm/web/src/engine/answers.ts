/**
 * What the module answers, made of the Rust structs that it serializes. Do not edit: `cargo xtask docs` writes
 * this file, and a test says when it is not current.
 *
 * A field with `?` is left out where there is nothing to say; one with `| null` is always there.
 */

export type Verdict = 'reachable' | 'unreachable' | 'one-way' | 'partial' | 'unknown';

export type Way = 'return' | 'forward';

export type OutcomeClass = 'delivered' | 'dropped' | 'unknown';

export type StepKind =
  | 'passed'
  | 'route'
  | 'source-translated'
  | 'destination-translated'
  | 'uplinks'
  | 'no-filters'
  | 'allowed'
  | 'assumed'
  | 'narrowed'
  | 'fragmented'
  | 'blocked'
  | 'note'
  | 'delivered';

export type NodeKind =
  | 'network-interface'
  | 'subnet'
  | 'internet-gateway'
  | 'nat-gateway'
  | 'regional-nat-gateway'
  | 'egress-only-internet-gateway'
  | 'vpc-endpoint'
  | 'aws-service'
  | 'peering-connection'
  | 'service-link'
  | 'local-gateway'
  | 'virtual-interface'
  | 'service-link-virtual-interface'
  | 'transit-gateway'
  | 'transit-gateway-attachment'
  | 'virtual-private-gateway'
  | 'vpn-connection'
  | 'direct-connect-interface'
  | 'direct-connect-gateway'
  | 'router'
  | 'segment'
  | 'host'
  | 'internet';

export type RouteKind =
  | 'connected'
  | 'static'
  | 'local'
  | 'prefix list'
  | 'propagated from Direct Connect'
  | 'propagated from VPN static routes'
  | 'propagated from VPN by BGP'
  | 'advertised by Route Server'
  | 'propagated'
  | 'propagated from a VPC'
  | 'perhaps propagated from a VPC'
  | 'propagated from a Direct Connect gateway'
  | 'propagated from a VPN over Direct Connect'
  | 'propagated from a VPN'
  | 'allowed prefix'
  | 'learned over BGP'
  | 'interior'
  | 'learned over BGP inside the AS'
  | 'aggregate';

export type Mark =
  | 'documented by AWS'
  | 'AWS blog or field report'
  | 'inferred by Outpath, not AWS\'s word'
  | 'not documented by AWS';

export type Severity = 'note' | 'warning' | 'error';

export type CheckOutcome = 'invalid' | 'findings' | 'clean';

export type ExpectedOutcome = 'holds' | 'not-judged' | 'broken' | 'undecided' | 'unreadable';

export type Acceptance = 'comment' | 'waiver' | 'baseline';

export type Group =
  | 'service links'
  | 'virtual interfaces'
  | 'BGP sessions'
  | 'announced prefixes'
  | 'routers'
  | 'segments'
  | 'links'
  | 'gateways'
  | 'places'
  | 'instances';

export type OfferKind = 'field' | 'value' | 'name';

export interface Trace {
  version: number;
  flow: string;
  verdict: Verdict;
  source: NodeRef;
  destination?: NodeRef;
  forward: Direction;
  return: Direction;
  symmetric: boolean | null;
  blockers: Blocker[];
  notes: Note[];
  assumptions: Assumption[];
}

export interface Direction {
  paths: Path[];
  /** Why there is no path, where none belongs here. */
  none?: string;
}

export interface Path {
  answers?: number[];
  share: number;
  merged?: number;
  outcome: Outcome;
  mtu: number | null;
  hops: Hop[];
}

export interface Outcome {
  kind: string;
  class: OutcomeClass;
  message?: string;
  facts?: string[];
}

export interface NodeRef {
  kind: NodeKind;
  name: string;
  id?: string;
}

export interface Hop {
  node: NodeRef;
  packet_in: Packet;
  packet_out: Packet;
  steps: Step[];
}

export interface Packet {
  source: string;
  destination: string;
  protocol: string;
  source_ports?: string;
  destination_ports?: string;
  icmp?: string;
}

export interface Step {
  kind: StepKind;
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

export interface Route {
  prefix: string;
  target: string;
  kind: RouteKind;
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

export interface Blocker {
  direction: Way;
  node: NodeRef;
  reason: string;
  message: string;
  help: string;
  facts: string[];
}

export interface Note {
  kind: string;
  direction?: Way;
  node?: NodeRef;
  text: string;
  facts?: string[];
}

export interface Assumption {
  fact: string;
  text: string;
  mark: Mark;
  value?: string;
  default?: boolean;
}

/** One finding as programs read it. */
export interface Finding {
  code: string;
  name: string;
  severity: Severity;
  message: string;
  location: Location | null;
  /** What stands under the place. */
  label?: string;
  subject: string;
  because: string;
  help: string[];
  related: FindingRelated[];
  references: Reference[];
  /** The same for the same problem, wherever it stands; empty for what `check` does not find. */
  fingerprint: string;
  fix?: FindingFix;
  /** Whether it fails the run. */
  fails: boolean;
  /** Whether it says that an input cannot be understood. */
  about_input: boolean;
}

/** What comes back from a question or inputs that cannot be understood. */
export interface Invalid {
  version: number;
  outcome: 'invalid';
  findings: Finding[];
}

export interface Location {
  file: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  address?: string;
}

export interface FindingFix {
  title: string;
  edits: FindingEdit[];
}

export interface FindingEdit {
  location: Location;
  /** What stands there instead. */
  text: string;
}

export interface FindingRelated {
  location: Location;
  text: string;
}

export interface Reference {
  fact: string;
  text: string;
  mark: Mark;
  sources: FactSource[];
}

export interface FactSource {
  title: string;
  link?: string;
  date: string;
}

export interface Check {
  version: number;
  outcome: CheckOutcome;
  summary: Summary;
  /** The least severity that fails the run: `error`, `warning`, `note` or `never`. */
  fail_on: Severity | 'never';
  expectations: Expected[];
  findings: Finding[];
  /** What somebody has accepted. */
  suppressed: Accepted[];
  /** What the expectations that hold cover, if that is asked. */
  coverage?: Coverage;
  /** How many findings are not shown. */
  omitted?: number;
  /** How many of them fail the run. */
  omitted_failing?: number;
  /** How many accepted findings are not shown. */
  omitted_suppressed?: number;
}

export interface Accepted extends Finding {
  suppression: Suppression;
}

export interface Suppression {
  /** `comment`, `waiver` or `baseline`. */
  by: Acceptance;
  /** Empty for what a baseline holds. */
  reason: string;
  owner?: string;
  until?: string;
  location: Location | null;
}

export interface Expected {
  expectation: string;
  outcome: ExpectedOutcome;
  location: Location;
}

export interface Summary {
  errors: number;
  warnings: number;
  notes: number;
  /** How many findings `--fix` corrects. */
  fixable: number;
  /** How many findings a comment or a waiver accepts. */
  suppressed: number;
  /** How many findings the baseline holds. */
  baseline: number;
  expectations: number;
  held: number;
}

/** What the packets of expectations consult. */
export interface Coverage {
  /** How many expectations about packets hold; the others cover nothing. */
  expectations: number;
  /** How many things could decide about a packet. */
  total: number;
  /** How many of them do. */
  consulted: number;
  kinds: CoverageKind[];
  /** What no packet of any expectation consults. */
  unconsulted: UncoveredThing[];
}

export interface CoverageKind {
  kind: string;
  total: number;
  consulted: number;
}

export interface UncoveredThing {
  kind: string;
  /** What it is, in words. */
  thing: string;
  location?: Location;
}

/** The effective tables of one node. */
export interface Routes {
  version: number;
  node: string;
  to?: string;
  tables: Table[];
  announced?: Announced[];
  sessions?: Session[];
  links?: Link[];
  bgp?: Bgp;
}

export interface Table {
  table: string;
  routes: TableRoute[];
}

export interface TableRoute {
  prefix: string;
  target: string;
  kind: RouteKind;
  /** Whether it decides; without an address, about what no more specific route covers. */
  wins: boolean;
  why?: string;
}

export interface Announced {
  by: string;
  prefix: string;
  because: string;
  facts: string[];
}

export interface Session {
  virtual_interface: string;
  peer?: string;
  state: string;
  why?: string;
  learned: string[];
}

/** One link with what both sides say over it. */
export interface Link {
  link: string;
  kind: string;
  peer?: string;
  /** How both sides know each other's prefixes. */
  routing: string;
  state: string;
  why?: string;
  /** What AWS hears from the customer; nothing where the inputs do not say. */
  from_customer?: string[];
  /** What the customer's router hears from AWS. */
  to_customer: string[];
}

/** BGP at one router. */
export interface Bgp {
  neighbors: Neighbor[];
  prefixes: BgpPrefix[];
  /** How many more prefixes there are. */
  more?: number;
}

/** One session that is configured. */
export interface Neighbor {
  neighbor: string;
  kind: string;
  state: string;
  why?: string;
  external?: boolean;
  /** How many prefixes it tells us, and how many of them we accept. */
  received: number;
  accepted: number;
  sent: number;
}

/** What a router makes of one prefix. */
export interface BgpPrefix {
  router?: string;
  prefix: string;
  /** `stable`, or that nobody can say what it comes to. */
  state: string;
  paths: BgpPath[];
  sent_to?: string[];
  not_sent?: NotSent[];
}

/** One path: used, lost or refused. */
export interface BgpPath {
  verdict: string;
  why?: string;
  from: string;
  learned: string;
  /** Nothing in place of a number that the inputs do not give. */
  as_path: (number | null)[];
  next_hop?: string;
  local_preference: number;
  med?: number;
  origin: string;
  communities?: string[];
}

export interface NotSent {
  to: string;
  why: string;
}

/** The way of one prefix through the network. */
export interface Spread {
  version: number;
  prefix: string;
  routers: BgpPrefix[];
}

/** A picture of a network. */
export interface Scene {
  /** The version of this format. */
  version: number;
  /** The width of the canvas. */
  width: number;
  /** The height of the canvas. */
  height: number;
  /** What lies behind the boxes: places and VPCs, outer ones first. */
  bands: Band[];
  /** Every box, containers before what they hold. */
  boxes: SceneBox[];
  /** Every wire. */
  wires: Wire[];
  /** The way of a packet, if one was asked for. */
  overlay: Overlay | null;
}

/** A place or a VPC: a tinted area behind the boxes. */
export interface Band {
  /** `site campus`, `outpost plant-1`, `wide-area`, `region us-west-2`, `zone usw2-az1` or `vpc shop`. */
  id: string;
  /** `place` or `vpc`. */
  kind: 'place' | 'vpc';
  /** The name of the place or VPC. */
  name: string;
  /** What is written at its top, cut to fit. */
  label: string;
  /** The second part of that: CIDR blocks, or the zone of an Outpost; cut to fit. */
  detail: string;
  /** The left edge. */
  x: number;
  /** The top edge. */
  y: number;
  /** The width. */
  width: number;
  /** The height. */
  height: number;
  /** Whether its contents are folded away. */
  folded: boolean;
  /** How many errors are about it. */
  errors: number;
  /** How many warnings are about it. */
  warnings: number;
  /** Where the inputs define it. */
  line: SceneLine | null;
}

/** A place in the inputs. */
export interface SceneLine {
  /** The name of the input. */
  file: string;
  /** The line, from 1. */
  line: number;
  /** The column, from 1. */
  column: number;
}

/** A thing of the network. */
export interface SceneBox {
  /** Kind and name, as those of the node of a trace: `network-interface web`. */
  id: string;
  /** The kind. */
  kind: string;
  /** The name. */
  name: string;
  /** What is written on it, cut to fit. */
  label: string;
  /** The second line: an address or a CIDR block, cut to fit. */
  detail: string;
  /** All that is written on it, uncut. */
  full: string;
  /** The left edge. */
  x: number;
  /** The top edge. */
  y: number;
  /** The width. */
  width: number;
  /** The height. */
  height: number;
  /** The box that it stands in. */
  parent: string | null;
  /** The band of the place that it stands in. */
  place: string | null;
  /** The band of the VPC that it belongs to. */
  vpc: string | null;
  /** Small parts of it that have names of their own. */
  chips: Chip[];
  /** What it is, where it stands, and how many findings there are about it. */
  description: string;
  /** How many errors are about it. */
  errors: number;
  /** How many warnings are about it. */
  warnings: number;
  /** Whether it is down, stopped, or not available. */
  down: boolean;
  /** Where the inputs define it. */
  line: SceneLine | null;
  /** The box to the left. */
  left: string | null;
  /** The box to the right. */
  right: string | null;
  /** The box above, or the one around it. */
  up: string | null;
  /** The box below, or the first one in it. */
  down_to: string | null;
}

/** A small part of a box that has a name of its own. */
export interface Chip {
  /** Kind and name: `virtual-interface plant-1.lgw.main.ond-1`. */
  id: string;
  /** What is written on it, cut to fit. */
  label: string;
  /** All that is written on it, uncut, with its noun and name. */
  full: string;
  /** The left edge. */
  x: number;
  /** The top edge. */
  y: number;
  /** The width. */
  width: number;
  /** The height. */
  height: number;
  /** The part of a pool that is in use. */
  used: number | null;
  /** Whether it is down or not available. */
  down: boolean;
  /** How many errors are about it. */
  errors: number;
  /** How many warnings are about it. */
  warnings: number;
  /** Where the inputs define it. */
  line: SceneLine | null;
}

/** A wire between two boxes or chips. */
export interface Wire {
  /** Its id; the wire of a segment between two routers has the id of the segment's node. */
  id: string;
  /** The kind of `crate::graph::Wire` in kebab case, or `route`. */
  kind: string;
  /** The box or chip at one end. */
  from: string;
  /** The box or chip at the other end. */
  to: string;
  /** Whether nothing passes it. */
  down: boolean;
  /** Its corners, from end to end. */
  points: [number, number][];
  /** What is written beside it. */
  label: WireLabel | null;
  /** What it is, in words. */
  description: string;
}

/** A text beside a wire; the point is the middle of its base line. */
export interface WireLabel {
  /** The text. */
  text: string;
  /** The middle. */
  x: number;
  /** The base line. */
  y: number;
}

/** The way of a packet over the picture. */
export interface Overlay {
  /** The verdict, as in the trace. */
  verdict: Verdict;
  /** Every way there, then every way back. */
  legs: Leg[];
  /** The boxes where the way back leaves the way there. */
  parts: string[];
}

/** One way of a packet. */
export interface Leg {
  /** Whether it is a way back. */
  back: boolean;
  /** Its position among the paths of that direction in the answer. */
  path: number;
  /** The part of the flows that takes it. */
  share: number;
  /** Whether it arrives. */
  delivered: boolean;
  /** The line that it draws. */
  points: [number, number][];
  /** Where each hop lands. */
  hops: LegHop[];
  /** Where it ends short of delivery, and why. */
  end: LegEnd | null;
}

/** Where a hop lands. */
export interface LegHop {
  /** The box. */
  box: string;
  /** The chip of that box, if the hop is at one. */
  chip: string | null;
  /** The position of the hop in its path. */
  hop: number;
  /** The middle of the box, or of the chip. */
  x: number;
  /** The middle of the box, or of the chip. */
  y: number;
}

/** Where a way ends short of delivery. */
export interface LegEnd {
  /** The box. */
  box: string;
  /** The id of the reason. */
  reason: string;
  /** Where its mark stands. */
  x: number;
  /** Where its mark stands. */
  y: number;
}

/** What became of the text of one trial. */
export interface Tried {
  /** The text. */
  text: string;
  /** Why it is not in force. */
  error: string | null;
}

/** One failure that can be tried. */
export interface Possible {
  /** The text of the trial. */
  text: string;
  /** What kind of thing it is about, in the plural. */
  group: Group;
  /** The node of the drawing that it is about, as `KIND NAME`; empty if there is none. */
  object: string;
  /** What fails, in few words. */
  label: string;
}

/** Something that a flow can start or end at. */
export interface Endpoint {
  /** How a flow writes it. */
  name: string;
  /** Its kind, as in the nodes of a trace. */
  kind: NodeKind;
  /** The node of the drawing, as `KIND NAME`. */
  box: string;
}

/** A slice of the matrix of who reaches whom. */
export interface MatrixSlice {
  /** How many pairs there are. */
  total: number;
  /** The pairs of this slice. */
  cells: MatrixCell[];
}

/** One pair. */
export interface MatrixCell {
  /** The start. */
  from: string;
  /** The end. */
  to: string;
  /** The flow that was traced. */
  flow: string;
  /** Its verdict. */
  verdict: Verdict;
}

/** A place in one of the texts; it is never empty where the text is not. */
export interface Place {
  file: string;
  from: number;
  to: number;
  line: number;
  column: number;
}

/** A question that cannot be understood. */
export interface Failed {
  error: string;
}

/** What became of opening texts. */
export interface Opened {
  /** Whether they have no errors. */
  valid: boolean;
  changes: Tried[];
  files: string[];
  /** Whether the module that also imports has to be asked instead. */
  lacks_import: boolean;
}

/** A text printed canonically. */
export interface Formatted {
  text: string;
}

/** A finding as an editor shows it. */
export interface Problem {
  code: string;
  severity: Severity;
  message: string;
  because: string;
  help: string[];
  place: Place | null;
  label: string;
  related: Related[];
  fix: Fix | null;
  subject: string;
  facts: string[];
  accepted: boolean;
}

export interface Related {
  place: Place;
  text: string;
}

export interface Fix {
  title: string;
  file: string;
  edits: Edit[];
}

/** A piece of text in place of another. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** What may be typed at a place. */
export interface Completion {
  from: number;
  to: number;
  options: Offer[];
}

export interface Offer {
  label: string;
  detail: string;
  doc: string;
  insert: string;
  kind: OfferKind;
}

/** What a word means. */
export interface Hover {
  from: number;
  to: number;
  title: string;
  markdown: string;
}

/** A trial as a change of a text. */
export interface Written {
  file: string;
  edits: Edit[];
}

/** Why there is no such change. */
export interface Refused {
  why: string;
}
