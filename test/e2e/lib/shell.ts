import { spawn } from 'node:child_process';

export interface ShellOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. Throws with the end of its output where it fails. */
export async function shell(program: string, args: readonly string[], options: ShellOptions = {}): Promise<string> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed (${code}):\n${output.slice(-4000)}`);
  return output;
}

/** Says what is being done and, at its end, how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  console.log(`${what} …`);
  const result = await work();
  console.log(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
