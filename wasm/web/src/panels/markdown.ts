import type { Direction, Hop, Problem, Route, Step, Trace } from '../engine/types';
import { words } from '../words';
import { header, percent, sentences } from './sentence';

/** An answer as Markdown, for tickets and incident notes. */
export function markdown(trace: Trace): string {
  const lines = [`**${words.answer.verdicts[trace.verdict] ?? trace.verdict}**: \`${trace.flow}\``, '', ...sentences(trace), ''];
  lines.push(...direction(words.answer.there, trace.forward), ...direction(words.answer.back, trace.return));
  if (trace.blockers.length > 0) {
    lines.push(`### ${words.answer.fixes}`, '');
    for (const blocker of trace.blockers) {
      lines.push(`- \`${blocker.node.name}\`, ${blocker.reason}: ${blocker.help || blocker.message}${facts(blocker.facts)}`);
    }
    lines.push('');
  }
  if (trace.assumptions.length > 0) {
    lines.push(`### ${words.answer.rests(trace.assumptions.length)}`, '');
    for (const one of trace.assumptions) lines.push(`- ${one.fact}: ${one.text} (${one.mark})`);
    lines.push('');
  }
  return lines.join('\n');
}

function direction(title: string, direction: Direction): string[] {
  return direction.paths.flatMap((path, at) => {
    const which = direction.paths.length > 1 ? `, ${words.answer.path(at + 1, percent(path.share)).toLowerCase()}` : '';
    const lines = [`### ${title}${which}`, ''];
    path.hops.forEach((hop, at) => lines.push(...hopLines(hop, at + 1)));
    if (path.outcome.class !== 'delivered') lines.push(`   - **${path.outcome.kind}**: ${path.outcome.message ?? ''}${facts(path.outcome.facts)}`);
    return [...lines, ''];
  });
}

function hopLines(hop: Hop, number: number): string[] {
  const packet = header(hop);
  const lines = [`${number}. \`${hop.node.name}\` (${hop.node.kind.replaceAll('-', ' ')})`];
  if (packet.changed.some((changed) => changed)) lines.push(`   - \`${packet.before.join(' ')}\` becomes \`${packet.after.join(' ')}\``);
  for (const step of hop.steps) lines.push(...stepLines(step));
  return lines;
}

function stepLines(step: Step): string[] {
  const route = (route: Route): string => `\`${route.prefix}\` → ${route.target} (${route.kind})`;
  const lines = [`   - ${step.text}${facts(step.facts)}`];
  for (const loser of step.losers ?? []) lines.push(`     - ~~${route(loser)}~~ ${loser.why}`);
  for (const detail of step.details ?? []) lines.push(`     - ${detail}`);
  return lines;
}

export function findingMarkdown(problem: Problem): string {
  const where = problem.place ? ` (\`${problem.place.file}:${problem.place.line}\`)` : '';
  return [`**${problem.severity} ${problem.code}**${where}: ${problem.message}`, '', problem.label, problem.because, ...problem.help].filter((line, at) => at < 2 || line !== '').join('\n');
}

function facts(facts: string[] | undefined): string {
  return facts && facts.length > 0 ? ` [${facts.join(', ')}]` : '';
}
