// What `npm run demo` and `npm test` share: telling what is being done, for how long, and installing what is missing.
// Node's own modules only: this runs before anything is installed.
import { spawn } from 'node:child_process';

const bold = process.stdout.isTTY ? (text) => `\u001b[1m${text}\u001b[22m` : (text) => text;

/** Seconds since `start`, for people. */
export const since = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

/**
 * Announces a step, does it, and says how long it took. A step that throws is told and ends in `{ ok: false }`, so that
 * the steps after it still run.
 */
export async function step(name, work) {
  const start = Date.now();
  console.log(bold(`▸ ${name}`));
  try {
    const value = await work();
    console.log(`  ${since(start)}\n`);
    return { name, ok: true, value, took: since(start) };
  } catch (error) {
    console.log(`  FAILED after ${since(start)}: ${error instanceof Error ? error.message : error}\n`);
    return { name, ok: false, value: undefined, took: since(start) };
  }
}

/**
 * Runs a program and shows its output, indented. Resolves to what it said on stdout; rejects where the program fails.
 * `show` picks what is shown of each line; null hides it.
 */
export function run(program, args, { env = process.env, show = (line) => line, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && !program.includes('node');
    // Colours are for terminals; here they would be noise in a log.
    const child = spawn(program, args, {
      env: process.stdout.isTTY ? env : { ...env, NO_COLOR: '1' },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      const tell = (line) => {
        const text = quiet ? null : show(line);
        if (text !== null) console.log(`  ${text}`);
      };
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        output += chunk;
        if (stream === child.stdout) said += chunk;
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        lines.forEach(tell);
      });
      stream.on('end', () => {
        if (rest !== '') tell(rest);
      });
    }
    child.on('error', (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(said);
      if (quiet) console.log(output.trimEnd().replace(/^/gm, '  '));
      reject(new Error(`${program} ${args[0] ?? ''} ended with ${code ?? signal}`));
    });
  });
}
