import type { Answers, FromWorker, Method, Part, Run, ToWorker } from './protocol';

export interface Port {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface Trouble {
  /** Stopped by itself, or was stopped because it did not answer. */
  kind: 'trap' | 'stuck';
  message: string;
  doing: string;
  revision: number;
  /** The run that fails again and again, if it does: it is not fed a third time. */
  given_up: boolean;
}

export interface Listener {
  part<P extends Part>(revision: number, part: P, answer: Answers[P]): void;
  done(revision: number, took: number): void;
  trouble(trouble: Trouble): void;
}

interface Call {
  method: Method;
  args: (string | number)[];
  resolve(json: string): void;
  reject(error: Error): void;
}

/** Milliseconds without an answer after which the worker is taken to be stuck. */
export const PATIENCE = 5000;
/** The same while a module is still fetched, which is the network's time. */
export const PATIENCE_AT_START = 60_000;

/** Parts whose answer stands until another one comes. What the others say is about the text as it is now. */
const STANDING: ReadonlySet<Part> = new Set<Part>(['opened', 'check', 'failures', 'endpoints']);

/**
 * The worker as seen by the page. Of runs that wait, only the newest is kept; answers to older ones are
 * dropped; a worker that traps or hangs is replaced, and fed again.
 */
export class Client {
  #spawn: () => Port;
  #listener: Listener;
  #port: Port;
  #running: Run | null = null;
  #waiting: Run | null = null;
  #newest: Run | null = null;
  #calls = new Map<number, Call>();
  #next_call = 1;
  #ready = false;
  #failures = new Map<number, number>();
  #standing = new Map<Part, string>();
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(spawn: () => Port, listener: Listener) {
    this.#spawn = spawn;
    this.#listener = listener;
    this.#port = this.#start();
  }

  /** Takes a state to be answered, in place of any older one that was not begun. */
  feed(run: Run): void {
    this.#newest = run;
    if (this.#running) this.#waiting = run;
    else this.#send(run);
  }

  /** Asks something about the newest state. */
  call(method: Method, ...args: (string | number)[]): Promise<string> {
    if (this.#waiting) {
      const run = this.#waiting;
      this.#waiting = null;
      this.#send(run);
    }
    return new Promise((resolve, reject) => {
      const id = this.#next_call++;
      this.#calls.set(id, { method, args, resolve, reject });
      this.#port.postMessage({ kind: 'call', id, method, args });
      this.#watch();
    });
  }

  /** Replaces the worker and feeds it again, as after a trap. */
  restart(): void {
    this.#failures.clear();
    this.#replace('stopped');
    if (this.#newest) this.#send(this.#newest);
  }

  /** Makes the worker trap, for the tests of recovery. */
  crash(): void {
    this.#port.postMessage({ kind: 'crash' });
    this.#watch();
  }

  stop(): void {
    clearTimeout(this.#watchdog);
    this.#port.terminate();
  }

  #start(): Port {
    this.#ready = false;
    const port = this.#spawn();
    port.onmessage = (event) => {
      if (port === this.#port) this.#receive(event.data);
    };
    port.onerror = (event) => {
      if (port === this.#port) this.#fail('trap', event.message || 'the worker could not be started', 'start');
    };
    return port;
  }

  #send(run: Run): void {
    this.#running = run;
    this.#port.postMessage({ kind: 'run', run });
    this.#watch();
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
      case 'fetching':
        this.#ready = message.kind === 'ready';
        this.#watch();
        return;
      case 'part':
        if (message.revision === this.#newest?.revision) this.#part(message.revision, message.part, message.json);
        return;
      case 'done':
        this.#finished(message.revision, message.took);
        return;
      case 'result': {
        const call = this.#calls.get(message.id);
        this.#calls.delete(message.id);
        this.#watch();
        call?.resolve(message.json);
        return;
      }
      case 'trap':
        this.#fail('trap', message.message, message.doing);
    }
  }

  /** Hands an answer on, unless it says what the one before said. */
  #part(revision: number, part: Part, json: string): void {
    if (STANDING.has(part)) {
      if (this.#standing.get(part) === json) return;
      this.#standing.set(part, json);
    }
    this.#listener.part(revision, part, JSON.parse(json) as Answers[Part]);
  }

  #finished(revision: number, took: number): void {
    if (this.#running?.revision === revision) {
      this.#running = null;
      this.#failures.delete(revision);
    }
    if (this.#waiting && !this.#running) {
      const run = this.#waiting;
      this.#waiting = null;
      this.#send(run);
    }
    this.#watch();
    if (revision === this.#newest?.revision) this.#listener.done(revision, took);
  }

  /** Starts the time to wait anew while anything is owed, and stops it otherwise. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    if (!this.#running && this.#calls.size === 0) return;
    const doing = (): string => (this.#running ? 'run' : ([...this.#calls.values()][0]?.method ?? ''));
    const patience = this.#ready ? PATIENCE : PATIENCE_AT_START;
    this.#watchdog = setTimeout(() => this.#fail('stuck', `no answer for ${patience / 1000} s`, doing()), patience);
  }

  #fail(kind: Trouble['kind'], message: string, doing: string): void {
    const run = this.#newest;
    const blamed = doing === 'run' || doing === 'start' ? (this.#running ?? run) : null;
    this.#replace(message);
    let given_up = false;
    if (blamed) {
      const times = (this.#failures.get(blamed.revision) ?? 0) + 1;
      this.#failures.set(blamed.revision, times);
      given_up = times >= 2 && blamed.revision === run?.revision;
    }
    this.#listener.trouble({ kind, message, doing, revision: blamed?.revision ?? run?.revision ?? 0, given_up });
    if (run && !given_up) this.#send(run);
  }

  #replace(why: string): void {
    clearTimeout(this.#watchdog);
    this.#port.terminate();
    this.#running = null;
    this.#waiting = null;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#port = this.#start();
    for (const call of calls) call.reject(new Error(why));
  }
}
