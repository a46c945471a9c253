import { UserError } from '../run/userError.ts';

/** Exit codes of the command line. */
const DONE = 0;
const USERS_INPUT = 2;
export const INTERRUPTED = 130;

/**
 * What a command's end means; null: it did what it was asked to.
 * @param code null where it was killed
 * @param said what it wrote for people: its message comes last
 * @param what its name in words
 */
export function errorOfEnd(code: number | null, said: string, what: string): Error | null {
  if (code === DONE) return null;
  if (code === USERS_INPUT) return new UserError(said.replace(/^[\s\S]*?^crossmodal: /m, '').trim());
  return new Error(`${what} ${code === null ? 'was ended from outside' : 'failed'}. The log has the details.`);
}
