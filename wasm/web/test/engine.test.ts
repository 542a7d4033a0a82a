import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Client, type Listener, PATIENCE, type Port, type Trouble } from '../src/engine/client';
import type { FromWorker, Run, ToWorker } from '../src/engine/protocol';

class FakePort implements Port {
  sent: ToWorker[] = [];
  terminated = false;
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: FromWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromWorker>);
  }
  get runs(): number[] {
    return this.sent.flatMap((message) => (message.kind === 'run' ? [message.run.revision] : []));
  }
}

let ports: FakePort[];
let parts: string[];
let done: number[];
let troubles: Trouble[];
let client: Client;
const newest = (): FakePort => ports[ports.length - 1] as FakePort;
const run = (revision: number): Run => ({ revision, files: {}, inputs: [], changes: [], today: '', flow: '', scene: {} });

beforeEach(() => {
  vi.useFakeTimers();
  [ports, parts, done, troubles] = [[], [], [], []];
  const listener: Listener = {
    part: (revision, part) => parts.push(`${revision} ${part}`),
    done: (revision) => done.push(revision),
    trouble: (trouble) => troubles.push(trouble),
  };
  client = new Client(() => {
    const port = new FakePort();
    ports.push(port);
    return port;
  }, listener);
  newest().say({ kind: 'ready' });
});
afterEach(() => vi.useRealTimers());

test('of the runs that wait only the newest is sent', () => {
  for (const revision of [1, 2, 3, 4]) client.feed(run(revision));
  expect(newest().runs).toEqual([1]);
  newest().say({ kind: 'done', revision: 1, took: 1 });
  expect(newest().runs).toEqual([1, 4]);
});

test('answers to an older run are dropped', () => {
  client.feed(run(1));
  client.feed(run(2));
  newest().say({ kind: 'part', revision: 1, part: 'problems', json: '[]' });
  newest().say({ kind: 'done', revision: 1, took: 1 });
  newest().say({ kind: 'part', revision: 2, part: 'problems', json: '[]' });
  newest().say({ kind: 'done', revision: 2, took: 1 });
  expect(parts).toEqual(['2 problems']);
  expect(done).toEqual([2]);
});

test('a call is asked of the newest state, not of the one before', async () => {
  client.feed(run(1));
  client.feed(run(2));
  const answer = client.call('hover', 'a.yaml', 3);
  expect(newest().sent.map((message) => message.kind)).toEqual(['run', 'run', 'call']);
  newest().say({ kind: 'result', id: 1, json: 'null' });
  expect(await answer).toBe('null');
});

test('a worker that does not answer is replaced and fed again', () => {
  client.feed(run(7));
  vi.advanceTimersByTime(PATIENCE + 1);
  expect(ports).toHaveLength(2);
  expect(ports[0]?.terminated).toBe(true);
  expect(newest().runs).toEqual([7]);
  expect(troubles.map((trouble) => trouble.kind)).toEqual(['stuck']);
});

test('a worker that answers in time is left alone', () => {
  client.feed(run(7));
  vi.advanceTimersByTime(PATIENCE - 1);
  newest().say({ kind: 'done', revision: 7, took: 1 });
  vi.advanceTimersByTime(PATIENCE * 2);
  expect(ports).toHaveLength(1);
});

test('a worker that is still fetching the module is not stuck', () => {
  client.restart();
  client.feed(run(1));
  vi.advanceTimersByTime(PATIENCE * 2);
  expect(troubles).toEqual([]);
});

test('a run that traps twice is given up, and the next one is tried', () => {
  client.feed(run(1));
  newest().say({ kind: 'trap', message: 'unreachable', doing: 'run' });
  newest().say({ kind: 'ready' });
  newest().say({ kind: 'trap', message: 'unreachable', doing: 'run' });
  expect(troubles.map((trouble) => trouble.given_up)).toEqual([false, true]);
  expect(newest().runs).toEqual([]);
  client.feed(run(2));
  expect(newest().runs).toEqual([2]);
});

test('a call that traps fails, and the state is opened again', async () => {
  client.feed(run(1));
  newest().say({ kind: 'done', revision: 1, took: 1 });
  const answer = client.call('hover', 'a.yaml', 3);
  newest().say({ kind: 'trap', message: 'unreachable', doing: 'hover' });
  await expect(answer).rejects.toThrow('unreachable');
  expect(newest().runs).toEqual([1]);
  expect(troubles.map((trouble) => trouble.given_up)).toEqual([false]);
});

test('what a replaced worker still says is not heard', () => {
  client.feed(run(1));
  const old = newest();
  client.restart();
  old.say({ kind: 'part', revision: 1, part: 'problems', json: '[]' });
  expect(parts).toEqual([]);
});

test('an answer that says what the one before said is not heard again, but for what is about the text', () => {
  client.feed(run(1));
  for (const part of ['check', 'problems'] as const) newest().say({ kind: 'part', revision: 1, part, json: '[]' });
  newest().say({ kind: 'done', revision: 1, took: 1 });
  parts.length = 0;
  client.feed(run(2));
  for (const part of ['check', 'problems'] as const) newest().say({ kind: 'part', revision: 2, part, json: '[]' });
  newest().say({ kind: 'part', revision: 2, part: 'check', json: '[1]' });
  expect(parts).toEqual(['2 problems', '2 check']);
});
