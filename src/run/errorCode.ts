/** What the system calls an error, such as "ENOENT"; null: it is none of the system's. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
