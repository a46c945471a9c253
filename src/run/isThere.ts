import { stat } from 'node:fs/promises';

/** Whether a file or folder exists, as far as this process may see. */
export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
