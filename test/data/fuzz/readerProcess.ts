import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';

const outcomeSchema = z.object({
  read: z.int(),
  messages: z.array(z.string()),
  crash: z.string().nullable(),
  peak: z.number(),
});

/** How reading a file went; `crash` also tells of a process that hangs or ends. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** A bundle of readerChild.ts, for Node reads no TypeScript; where Node finds the packages that stay outside of it. */
export async function bundleReader(): Promise<{ path: string; remove(): void }> {
  const folder = mkdtempSync(fileURLToPath(new URL('../../../node_modules/.crossmodal-fuzz-', import.meta.url)));
  const path = join(folder, 'reader.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('readerChild.ts', import.meta.url))],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['h5wasm/node', 'h5wasm-plugins'],
    logLevel: 'error',
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Reads files in a process of its own, one after another; a new process follows one that hangs or ends. */
export class ReaderProcess {
  readonly #bundle: string;
  readonly #heapMegabytes: number;
  #child: ChildProcess | null = null;

  constructor(bundle: string, heapMegabytes: number) {
    this.#bundle = bundle;
    this.#heapMegabytes = heapMegabytes;
  }

  /** @param seconds that reading may take */
  read(file: string, seconds: number): Promise<Outcome> {
    this.#child ??= fork(this.#bundle, [], {
      execArgv: [`--max-old-space-size=${this.#heapMegabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const child = this.#child;
    return new Promise((resolve) => {
      let complaint = '';
      const finish = (outcome: Outcome): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        child.stderr?.removeAllListeners();
        resolve(outcome);
      };
      const lose = (why: string): void => {
        this.close();
        finish({ read: 0, messages: [], crash: `${why}\n${complaint}`, peak: 0 });
      };
      const timer = setTimeout(() => lose(`still reading after ${seconds} s`), 1000 * seconds);
      child.stderr?.on('data', (data) => {
        complaint += data;
      });
      child.on('exit', (code, signal) => lose(`the process ended with ${code ?? signal}`));
      child.on('message', (message) => {
        const outcome = outcomeSchema.parse(message);
        finish(complaint === '' ? outcome : { ...outcome, crash: outcome.crash ?? `printed: ${complaint}` });
      });
      child.send(file);
    });
  }

  close(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }
}
