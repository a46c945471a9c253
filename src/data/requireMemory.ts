import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';
import { UserError } from '../run/userError.ts';

/** Bytes that the machine, or the container around it, has. */
export function machineMemory(): number {
  return Math.min(totalmem(), constrainedMemory() || Number.POSITIVE_INFINITY);
}

/** Of the machine's memory, what one table may take. */
const SHARE = 0.8;

/** Bytes of one table, whatever the machine has: an array of JavaScript holds 2³² numbers of 32 bits. */
const MOST = 2 ** 34;

/**
 * Refuses a table that does not fit, before any of it is read.
 * @param bytes that it takes in memory
 * @throws UserError that names both sizes
 */
export function requireMemory(file: string, bytes: number): void {
  if (bytes > SHARE * machineMemory()) {
    throw new UserError(
      `${file} takes ${gigabytes(bytes)} in memory, and this machine has ${gigabytes(machineMemory())}. Keep fewer features or samples, or use a machine with more memory.`,
    );
  }
  if (bytes > MOST) {
    throw new UserError(
      `${file} takes ${gigabytes(bytes)} in memory, and a table may take ${gigabytes(MOST)} at most. Keep fewer features or samples.`,
    );
  }
}

/** In words, three digits of it. */
export function gigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(3)).toLocaleString('en')} GB`;
}
