/**
 * A problem in what the user gave us: exit code 2, one message, never a stack trace.
 * The message names the file, row and column where they are known, says what is wrong and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
