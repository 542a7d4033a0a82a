import type { Direction, Hop, Key, Path, Trace } from '../engine/types';
import { words } from '../words';

export type Tone = 'good' | 'bad' | 'unknown';

/** How an answer is colored; the words are those of the answer itself. */
export function tone(verdict: string): Tone {
  if (verdict === 'reachable') return 'good';
  return verdict === 'unknown' ? 'unknown' : 'bad';
}

/** The answer in a sentence for each direction. */
export function sentences(trace: Trace): string[] {
  const there = direction(trace.forward, words.answer.arrives, words.answer.stops);
  const back = direction(trace.return, words.answer.returns, words.answer.replyStops);
  const none = trace.return.none;
  return [...there, ...back, ...(none ? [`${upper(none)}.`] : [])];
}

function direction(
  direction: Direction,
  arrives: (hops: number, paths: number) => string,
  stops: (hop: number, name: string, what: string) => string,
): string[] {
  const { paths } = direction;
  const failed = paths.find((path) => path.outcome.class !== 'delivered');
  if (!failed) {
    const [first] = paths;
    return first ? [arrives(first.hops.length, paths.length)] : [];
  }
  const name = failed.hops.at(-1)?.node.name ?? '';
  const say = failed.outcome.class === 'dropped' ? stops : words.answer.notKnown;
  const sentence = say(failed.hops.length, name, plain(failed.outcome.message ?? failed.outcome.kind));
  const alike = paths.filter((path) => path.outcome.class !== 'delivered').length;
  return [alike < paths.length ? `${words.answer.someOf(alike, paths.length)}: ${sentence}` : sentence];
}

/** Without the backquotes that mark names in messages. */
export function plain(text: string): string {
  return text.replaceAll('`', '');
}

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The names by which a path differs from the first. */
export function differs(path: Path, first: Path): string {
  const others = new Set(first.hops.map((hop) => hop.node.name));
  return path.hops
    .map((hop) => hop.node.name)
    .filter((name) => !others.has(name))
    .join(', ');
}

/** The header of a packet before and after a hop. */
export function header(hop: Hop): { before: string[]; after: string[]; changed: boolean[] } {
  const fields = (packet: Hop['packet_in']): string[] => [
    packet.source,
    packet.destination,
    packet.icmp ?? (packet.destination_ports === undefined ? packet.protocol : `${packet.protocol}/${packet.destination_ports}`),
  ];
  const before = fields(hop.packet_in);
  const after = fields(hop.packet_out);
  return { before, after, changed: before.map((value, at) => value !== after[at]) };
}

/** The one line that stands for a hop that is not open. */
export function gist(hop: Hop, path: Path, last: boolean): string {
  if (last && path.outcome.class !== 'delivered') return plain(path.outcome.message ?? path.outcome.kind);
  const telling = hop.steps.find((step) => step.kind === 'source-translated' || step.kind === 'destination-translated') ?? hop.steps.find((step) => step.winner || step.winners) ?? hop.steps.at(-1);
  const won = telling?.winner;
  return won ? `${won.prefix} → ${won.target}` : (telling?.text ?? '');
}

/** The first place of the text that a hop rests on. */
export function place(keys: Key[] | undefined): { file: string; line: number; column: number } | null {
  const key = keys?.find((key) => key.file !== undefined && key.line !== undefined);
  return key?.file !== undefined && key.line !== undefined ? { file: key.file, line: key.line, column: key.column ?? 1 } : null;
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
