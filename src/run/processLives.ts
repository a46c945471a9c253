import { readFileSync } from 'node:fs';
import { errorCode } from './errorCode.ts';

/** Whether the process with this id lives, on this machine. */
export function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether it has ended and only its entry is left, until its parent takes note; the first process of a container may never do. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // "1234 (name) Z …", and the name may hold anything.
    return /\) Z[^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Ticks of /proc are hundredths of a second for every program, whatever the kernel counts in (man 5 proc, sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;
/** Of "pid (name) state …", counted after the name: field 22 of the file. */
const START_FIELD = 19;

/** When a living process of this machine began: ms since 1970; null where the system does not tell. */
export function processBegan(pid: number): number | null {
  const [own, other] = [startTicks(process.pid), startTicks(pid)];
  if (own === null || other === null) return null;
  // By how much it is older than this process: the time of the machine's start is not the same to every container.
  return Date.now() - process.uptime() * 1000 + (other - own) * TICK_MS;
}

function startTicks(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD]) || null;
  } catch {
    return null;
  }
}
