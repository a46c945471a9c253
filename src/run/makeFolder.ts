import { mkdir } from 'node:fs/promises';
import { diskTrouble } from './diskTrouble.ts';
import { UserError } from './userError.ts';

/**
 * Makes a folder, and those that it lies in.
 * @param advice what to do where that fails
 * @returns whether it was not there before
 * @throws UserError where it cannot be made
 */
export async function makeFolder(path: string, advice: string): Promise<boolean> {
  try {
    return (await mkdir(path, { recursive: true })) !== undefined;
  } catch (error) {
    const reason = diskTrouble(error) ?? (error instanceof Error ? error.message : String(error));
    throw new UserError(`The folder ${path} cannot be made: ${reason}. ${advice}`);
  }
}
