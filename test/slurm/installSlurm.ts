import { existsSync } from 'node:fs';
import { installWithApt } from '../e2e/lib/installWithApt.ts';

const DAEMONS = ['/usr/sbin/slurmctld', '/usr/sbin/slurmd', '/usr/sbin/munged'];

/** A real Slurm for the tests: Debian's, installed where there is none (as root, or with sudo). */
export async function installSlurm(): Promise<void> {
  if (DAEMONS.every((path) => existsSync(path))) return;
  await installWithApt('Slurm', ['slurm-wlm', 'munge']);
}
