/** What follows the two names of a question: protocol, ports. A new pair of names keeps it. */
export function restOf(query: string): string {
  const rest = /->\s*\S+\s+(.+)$/.exec(query)?.[1]?.trim();
  return rest ?? 'tcp/443';
}

export function flowBetween(query: string, from: string, to: string): string {
  return `${from} -> ${to} ${restOf(query)}`;
}
