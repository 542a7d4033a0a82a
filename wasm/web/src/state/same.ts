const plain = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether two trees of plain data say the same. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!plain(one) || !plain(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

/** Puts in the place of each part that says the same as before the very part of before, so that nothing that shows it is drawn anew. */
export function sharing<T extends { id: string }>(fresh: T[], before: T[]): T[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return fresh.map((one) => {
    const old = known.get(one.id);
    return old !== undefined && same(old, one) ? old : one;
  });
}
