import type { Edit } from '../engine/types';

/** Applies edits that do not overlap; they may stand in any order. */
export function apply(text: string, edits: Edit[]): string {
  const sorted = edits.toSorted((a, b) => b.from - a.from || b.to - a.to);
  let result = text;
  for (const edit of sorted) result = result.slice(0, edit.from) + edit.insert + result.slice(edit.to);
  return result;
}

/** Returns the one replacement that makes `after` of `before`, as small as possible; null where they are equal. */
export function difference(before: string, after: string): Edit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
