import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** How to start an engine. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const Loss = z.object({ loss: z.number() });
const Time = z.object({ ms: z.number() });
const LONGEST_COMPLAINT = 4000;

/** An engine that trains in a process of its own. Between calls it waits for its next line and does nothing. */
export class EngineProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<number | null>;
  #complaint = '';

  constructor({ program, args, env }: Command) {
    this.#child = spawn(program, args, { env: { ...process.env, ...env } });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#child.stderr.setEncoding('utf8');
    this.#child.stderr.on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-LONGEST_COMPLAINT);
    });
    // A write to a process that has ended: the missing answer tells it better.
    this.#child.stdin.on('error', () => {});
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', ({ message }) => {
        this.#complaint = message;
        resolve(null);
      });
      this.#child.on('close', resolve);
    });
  }

  /** The loss on the check batch, to be asked for before any training. @throws where the process ended, in its words */
  async loss(): Promise<number> {
    return Loss.parse(await this.#ask('loss')).loss;
  }

  /** @returns milliseconds a step. @throws as loss() does */
  async train(steps: number): Promise<number> {
    return Time.parse(await this.#ask(String(steps))).ms;
  }

  /** Memory in use and its peak in bytes; NaN where the system does not say (all but Linux). */
  memory(): { readonly now: number; readonly peak: number } {
    const status = process.platform === 'linux' ? readFileSync(`/proc/${this.#child.pid}/status`, 'utf8') : '';
    const kilobytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
    return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
  }

  /** Lets the process end, and waits for it. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  async #ask(question: string): Promise<unknown> {
    this.#child.stdin.write(`${question}\n`);
    const { value, done } = await this.#lines.next();
    if (!done) return JSON.parse(value);
    const code = await this.#ended;
    throw new Error(this.#complaint.trim().split('\n').at(-1) || `ended with ${code}`);
  }
}
