import { spawn } from 'node:child_process';

/** How one of Slurm's commands ended. */
export interface SlurmAnswer {
  /** retrying: it would have tried again by itself, for minutes */
  readonly trouble: 'none' | 'missing' | 'failed' | 'retrying' | 'timeout';
  readonly output: string;
  /** what it said on stderr, in one line */
  readonly words: string;
}

const TIMEOUT_MS = 30_000;
const RETRYING = /retrying/;
/** "sbatch: error: ", "slurm_load_jobs error: ", and lines that say nothing more. */
const PREFIX = /^(\w+: )?((error|fatal): |slurm_\w+ error: )?/;

/**
 * Runs sbatch, squeue, scancel or scontrol, found by PATH and SLURM_CONF. Slurm answers in the language of the C locale only.
 * Does not throw: what an error means is for the caller to say.
 */
export function slurmCommand(
  program: string,
  args: readonly string[],
  { env = process.env, cwd }: { readonly env?: NodeJS.ProcessEnv | undefined; readonly cwd?: string } = {},
): Promise<SlurmAnswer> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, ...(cwd && { cwd }), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let stopped: SlurmAnswer['trouble'] | undefined;
    const stop = (why: SlurmAnswer['trouble']) => {
      stopped ??= why;
      child.kill();
    };
    const deadline = setTimeout(() => stop('timeout'), TIMEOUT_MS);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
      if (RETRYING.test(errors)) stop('retrying');
    });
    const finish = (trouble: SlurmAnswer['trouble']) => {
      clearTimeout(deadline);
      resolve({ trouble, output, words: inOneLine(errors) });
    };
    child.on('error', () => finish('missing'));
    child.on('close', (code) => finish(stopped ?? (code === 0 ? 'none' : 'failed')));
  });
}

function inOneLine(errors: string): string {
  const lines = errors.split('\n').map((line) => line.replace(PREFIX, '').trim());
  return [...new Set(lines.filter((line) => line !== ''))].join('; ');
}
