import { errorCode } from './errorCode.ts';
import { UserError } from './userError.ts';

/** What keeps a file from being written and is for the user to change. */
const REASONS = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your share of the disk is used up'],
  ['EROFS', 'the disk is read-only'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
]);

/** Why the disk took no file, in words; null: for a reason that no user can change. */
export function diskTrouble(error: unknown): string | null {
  return REASONS.get(errorCode(error) ?? '') ?? null;
}

/** What to throw where a file cannot be written: a UserError where a user can change that, else the error itself. */
export function unwritable(file: string, error: unknown): unknown {
  const reason = diskTrouble(error);
  return reason === null ? error : new UserError(`${file} cannot be written: ${reason}.`);
}
