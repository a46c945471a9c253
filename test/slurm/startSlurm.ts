import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../e2e/lib/freePort.ts';
import { shell } from '../e2e/lib/shell.ts';
import { eventually } from '../e2e/lib/wait.ts';
import { installSlurm } from './installSlurm.ts';

/** Tasks of one processor that run at the same time. */
const CPUS = 3;

/** A Slurm of one node that runs on this machine, for as long as a test needs it. */
export interface TestSlurm {
  /** SLURM_CONF: what sbatch, squeue and scancel need to find it */
  readonly env: Readonly<Record<string, string>>;
  readonly node: string;
  /** Runs one of Slurm's commands. @returns what it printed */
  call(program: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts one, with its own folder, ports and munge, so that several may run side by side, and waits until it takes jobs. As
 * on many small clusters there is no accounting: sacct does not answer. It ends with this process at the latest.
 * @param settings further lines of slurm.conf
 */
export async function startSlurm(settings: readonly string[] = []): Promise<TestSlurm> {
  await installSlurm();
  const folder = await mkdtemp(join(tmpdir(), 'crossmodal-slurm-'));
  // munged lets nobody else into its folder, and clients of any user must reach its socket.
  await chmod(folder, 0o755);
  for (const name of ['munge', 'state', 'spool']) await mkdir(join(folder, name), { mode: 0o755 });
  const conf = join(folder, 'slurm.conf');
  await writeFile(conf, await configuration(folder, settings));
  const env = { SLURM_CONF: conf };
  const call = (program: string, ...args: string[]): Promise<string> =>
    shell(program, args, { env: { ...process.env, ...env } });

  const daemons: Daemon[] = [];
  const stop = async (): Promise<void> => {
    // A task outlives the daemon that started it.
    await call('scancel', '--user', userInfo().username).catch(() => '');
    await eventually('the queue is empty', 30_000, async () => (await call('squeue', '-h')) === '').catch(
      () => undefined,
    );
    for (const daemon of daemons.reverse()) await daemon.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const munge = join(folder, 'munge');
    await writeFile(join(munge, 'key'), crypto.getRandomValues(new Uint8Array(128)), { mode: 0o600 });
    daemons.push(
      await startDaemon(folder, 'munged', [
        '--foreground',
        ...['key', 'pid', 'seed', 'log'].map((name) => `--${name}-file=${join(munge, name)}`),
        `--socket=${join(munge, 'socket')}`,
      ]),
    );
    await eventually('munged answers', 60_000, () => answers('munge', '-n', '-S', join(munge, 'socket')));
    daemons.push(await startDaemon(folder, 'slurmctld', ['-D', '-f', conf]));
    await eventually('slurmctld answers', 60_000, async () =>
      (await call('scontrol', 'ping').catch(() => '')).includes('is UP'),
    );
    daemons.push(await startDaemon(folder, 'slurmd', ['-D', '-f', conf]));
    await eventually('the node is idle', 60_000, async () => /^idle\s*$/m.test(await call('sinfo', '-h', '-o', '%t')));
  } catch (error) {
    const logs = await Promise.all(daemons.map(({ log }) => readFile(log, 'utf8').catch(() => '')));
    await stop();
    throw new Error(
      `Slurm does not start: ${error instanceof Error ? error.message : error}\n${logs.join('\n').slice(-4000)}`,
    );
  }
  return { env, node: hostname(), call, stop };
}

/** slurm.conf: see man 5 slurm.conf. */
async function configuration(folder: string, settings: readonly string[]): Promise<string> {
  const { username } = userInfo();
  const megabytes = Math.floor((totalmem() / 2 ** 20) * 0.8);
  return `${[
    'ClusterName=test',
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    `SlurmUser=${username}`,
    `SlurmdUser=${username}`,
    'AuthType=auth/munge',
    `AuthInfo=socket=${join(folder, 'munge', 'socket')}`,
    `SlurmctldPort=${await freePort()}`,
    `SlurmdPort=${await freePort()}`,
    `StateSaveLocation=${join(folder, 'state')}`,
    `SlurmdSpoolDir=${join(folder, 'spool')}`,
    `SlurmctldPidFile=${join(folder, 'slurmctld.pid')}`,
    `SlurmdPidFile=${join(folder, 'slurmd.pid')}`,
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'MpiDefault=none',
    // It need not have as many processors as it says.
    'SlurmdParameters=config_overrides',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    'ReturnToService=2',
    // Ended jobs are forgotten soon, as those of yesterday are on a cluster.
    'MinJobAge=2',
    'SchedulerParameters=sched_interval=1,sched_min_interval=0,bf_interval=1',
    ...settings,
    `NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=${CPUS} RealMemory=${megabytes} State=UNKNOWN`,
    'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP',
  ].join('\n')}\n`;
}

interface Daemon {
  readonly log: string;
  stop(): Promise<void>;
}

/** Linux ends it when this process ends, however that ends. */
async function startDaemon(folder: string, program: string, args: readonly string[]): Promise<Daemon> {
  const log = join(folder, `${program}.log`);
  const output = await open(log, 'a');
  const child: ChildProcess = spawn('setpriv', ['--pdeathsig', 'TERM', `/usr/sbin/${program}`, ...args], {
    stdio: ['ignore', output.fd, output.fd],
  });
  await output.close();
  const ended = once(child, 'exit');
  return {
    log,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function answers(program: string, ...args: string[]): Promise<boolean> {
  return shell(program, args).then(
    () => true,
    () => false,
  );
}
