import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { jsonProblem } from './jsonProblem.ts';
import { problemsOf } from './settingProblems.ts';
import { UserError } from './userError.ts';

/**
 * Reads the JSON of a file that a user wrote.
 * @param kind what it is in messages, such as "study"
 * @throws UserError where it cannot be read, or is no JSON
 */
export async function readSettingsFile(file: string, kind: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UserError(`There is no ${kind} file ${file}.`);
    throw new UserError(`The ${kind} file ${file} cannot be read: ${error.message}.`);
  });
  return parseJson(text, file);
}

/** @throws UserError where the text is no JSON, with the line */
export function parseJson(text: string, file: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UserError(`${file} is not JSON: ${jsonProblem(text)}.`);
  }
}

/**
 * Checks settings and fills in their defaults.
 * @param origin what to call them in messages
 * @throws UserError that names each setting that is wrong, and why
 */
export function parseSettings<T>(schema: z.ZodType<T>, json: unknown, origin: string): T {
  const parsed = schema.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new UserError(`${origin} cannot be used:\n${problemsOf(parsed.error)}`);
}
