import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { UserError } from '../run/userError.ts';

/** Bytes that the machine, or the container around it, has. */
export function machineMemory(): number {
  return Math.min(totalmem(), constrainedMemory() || Number.POSITIVE_INFINITY);
}

/** Of the machine's memory, what one table may take. */
const SHARE = 0.8;

/**
 * Refuses a table that does not fit, before any of it is read.
 * @param bytes that it takes in memory
 * @throws UserError that names both sizes
 */
export function requireMemory(file: string, bytes: number): void {
  const most = SHARE * machineMemory();
  if (bytes <= most) return;
  throw new UserError(
    `${file} takes ${gigabytes(bytes)} in memory, and this machine has ${gigabytes(machineMemory())}. Keep fewer features or samples, or use a machine with more memory.`,
  );
}

/** In words, three digits of it. */
export function gigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(3)).toLocaleString('en')} GB`;
}
