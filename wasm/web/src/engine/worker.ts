import { open, start, type Workspace } from './module';
import type { FromWorker, Method, Part, Run, ToWorker } from './protocol';

const post = (message: FromWorker): void => self.postMessage(message);

let workspace: Workspace | undefined;
const ready = start().then((started) => {
  workspace = started;
  post({ kind: 'ready' });
});

/** Questions are answered one after the other, also where one waits for the network. */
let last: Promise<void> = Promise.resolve();
self.onmessage = (event: MessageEvent<ToWorker>): void => {
  last = last.then(() => answer(event.data));
};

async function answer(message: ToWorker): Promise<void> {
  try {
    await ready;
    if (!workspace) return;
    if (message.kind === 'run') workspace = await run(workspace, message.run);
    else if (message.kind === 'call') post({ kind: 'result', id: message.id, json: call(workspace, message.method, message.args) });
    else trap();
  } catch (error) {
    const doing = message.kind === 'call' ? message.method : message.kind;
    post({ kind: 'trap', message: String(error instanceof Error ? (error.stack ?? error.message) : error), doing });
  }
}

/** Answers a state, and returns the workspace that did. */
async function run(before: Workspace, run: Run): Promise<Workspace> {
  const start = performance.now();
  const part = (part: Part, json: string): void => post({ kind: 'part', revision: run.revision, part, json });
  const { files, inputs, changes, today } = run;
  const { workspace, opened } = await open(before, JSON.stringify({ files, inputs, changes, today }), (done) => post({ kind: done ? 'ready' : 'fetching' }));
  part('opened', opened);
  part('problems', workspace.problems());
  part('trace', run.flow === '' ? 'null' : workspace.trace(run.flow));
  part('scene', workspace.scene(JSON.stringify(run.scene)));
  part('check', workspace.check());
  part('failures', workspace.failures());
  part('endpoints', workspace.endpoints());
  post({ kind: 'done', revision: run.revision, took: performance.now() - start });
  return workspace;
}

function call(workspace: Workspace, method: Method, args: (string | number)[]): string {
  const text = (at: number): string => String(args[at] ?? '');
  const number = (at: number): number => Number(args[at] ?? 0);
  switch (method) {
    case 'complete':
      return workspace.complete(text(0), number(1));
    case 'hover':
      return workspace.hover(text(0), number(1));
    case 'matrix':
      return workspace.matrix(number(0), number(1));
    case 'endpoints':
      return workspace.endpoints();
    case 'to_file':
      return workspace.to_file(text(0));
    case 'export':
      return workspace.export(text(0), text(1));
    case 'topology':
      return workspace.topology();
    case 'format':
      return workspace.format(text(0));
    case 'trace_text':
      return workspace.trace_text(text(0));
    case 'trace':
      return workspace.trace(text(0));
    case 'routes':
      return workspace.routes(text(0), text(1));
  }
}

/** Fails as a panic of the module does, so that recovery can be tested. */
function trap(): void {
  const unreachable = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
  new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(unreachable)));
}
