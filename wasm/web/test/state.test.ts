import { expect, test } from 'vitest';
import { apply, difference } from '../src/state/edits';
import { decode, encode } from '../src/state/link';
import { same, sharing } from '../src/state/same';
import { DEFAULTS, Saved } from '../src/state/save';
import { Unreadable } from '../src/state/shared';
import { Undo } from '../src/state/undo';

const shared = {
  files: { 'a.yaml': 'outpath: 1\n# é 😀\n' },
  inputs: ['a.yaml'],
  query: 'web -> db tcp/5432',
  changes: ['fail plant-1'],
  focus: { back: true, path: 1, hop: 3 },
  view: { open: ['place plant-9'] },
};

test('a link holds a state and gives it back', async () => {
  const link = await encode(shared);
  expect(link).toMatch(/^#v1\.[A-Za-z0-9_-]+$/);
  expect(await decode(link)).toEqual(shared);
});

test('a link of the first version still opens', async () => {
  const link =
    '#v1.BcE5DsIwEAXQq1i_9oQs0EzBRRDFxHEW4djGiyIU5e68dyK7uoCRhNqBTM0l7DZROLydaIvQ-FabfmAcdlT0VNOoiom3x33ooWFW8YvN4Bdm2ZyKTnyhrnHL0eyy-Sb4iTq8NeZgagafGMV8wLO4bDWilBXcaqwhgvvr-gM';
  expect(await decode(link)).toEqual({
    slug: 'ra-03-customer-owned-ip',
    query: 'web -> db tcp/5432',
    changes: ['fail plant-1.lgw.main.ond-1'],
    focus: { back: false, path: 0, hop: 2 },
  });
});

test('a fragment of another kind is no link', async () => {
  expect(await decode('#top')).toBeNull();
  expect(await decode('')).toBeNull();
});

test.each([
  ['of a later version', '#v2.abc'],
  ['with characters of no alphabet', '#v1.%%%'],
  ['that is empty', '#v1.'],
])('a link %s says that it is broken', async (_, link) => {
  await expect(decode(link)).rejects.toBeInstanceOf(Unreadable);
});

test('a link that was cut says that it is broken', async () => {
  const link = await encode(shared);
  await expect(decode(link.slice(0, link.length - 12))).rejects.toBeInstanceOf(Unreadable);
});

test.each([
  [{}],
  [[]],
  [{ files: { a: 1 } }],
  [{ slug: '../../etc' }],
  [{ slug: 'ra-03', focus: { back: 1, path: 0, hop: 0 } }],
  [{ slug: 'ra-03', changes: 'fail' }],
])('a link that holds %j is refused', async (value) => {
  await expect(decode(await encode(value as never))).rejects.toBeInstanceOf(Unreadable);
});

test('edits apply in any order', () => {
  const edits = [
    { from: 0, to: 1, insert: 'A' },
    { from: 3, to: 3, insert: '!' },
  ];
  expect(apply('abc', edits)).toBe('Abc!');
  expect(apply('abc', edits.toReversed())).toBe('Abc!');
});

test.each([
  ['abc', 'abc'],
  ['abc', 'abxc'],
  ['aaa', 'aa'],
  ['', 'x'],
  ['x', ''],
  ['one\ntwo\n', 'one\n2\ntwo\n'],
])('the difference of %j and %j makes the one of the other', (before, after) => {
  const edit = difference(before, after);
  expect(edit ? apply(before, [edit]) : before).toBe(after);
});

test('what-ifs step back and forth, and a new one ends what was ahead', () => {
  const undo = new Undo<string[]>();
  undo.leave([]);
  undo.leave(['a']);
  expect(undo.undo(['a', 'b'])).toEqual(['a']);
  expect(undo.undo(['a'])).toEqual([]);
  expect(undo.undo([])).toBeUndefined();
  expect(undo.redo([])).toEqual(['a']);
  undo.leave(['a']);
  expect(undo.redo(['c'])).toBeUndefined();
});

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

test('the state that was left is kept once', () => {
  const saved = new Saved(storage());
  const kept = { at: '2026-11-26', title: 'a', shared };
  saved.keep(kept);
  saved.keep({ ...kept, title: 'b' });
  expect(saved.history().map((one) => one.title)).toEqual(['b']);
});

test('a storage that refuses is no trouble', () => {
  const refuse = (): never => {
    throw new Error('denied');
  };
  const saved = new Saved({ getItem: refuse, setItem: refuse });
  saved.keepCurrent(shared);
  expect(saved.current()).toBeNull();
  expect(saved.settings()).toEqual(DEFAULTS);
});

test('settings of a wrong type fall back', () => {
  const store = storage();
  store.setItem('outpath.settings', '{"left":"wide","plain":true,"closed":3}');
  expect(new Saved(store).settings()).toEqual({ ...DEFAULTS, plain: true });
});

test('what says the same as before is the very thing of before', () => {
  const before = [{ id: 'a', at: [1, { x: 2 }] }, { id: 'b', at: [3] }];
  const after = sharing([{ id: 'b', at: [3, 4] }, { id: 'a', at: [1, { x: 2 }] }, { id: 'c', at: [] }], before);
  expect(after).toEqual([{ id: 'b', at: [3, 4] }, { id: 'a', at: [1, { x: 2 }] }, { id: 'c', at: [] }]);
  expect(after[1]).toBe(before[0]);
  expect(after[0]).not.toBe(before[1]);
  expect([same(null, {}), same([], {}), same('1', 1)]).toEqual([false, false, false]);
});
