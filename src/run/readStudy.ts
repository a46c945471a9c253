import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { type Study, type StudyInput, studySchema } from './study.ts';
import { UserError } from './userError.ts';

/**
 * Reads NAME.crossmodal.json.
 * @throws UserError that names the file, the setting and what is wrong with it
 */
export async function readStudy(file: string): Promise<Study> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UserError(`There is no study file ${file}.`);
    throw new UserError(`The study file ${file} cannot be read: ${error.message}.`);
  });
  return parseStudy(parseJson(text, file), basename(file));
}

/**
 * A study as its file has it, without defaults filled in.
 * @param origin what to call it in messages
 * @throws UserError where the text is no JSON or no study
 */
export function parseStudyInput(text: string, origin: string): StudyInput {
  const json = parseJson(text, origin);
  parseStudy(json, origin);
  if (!isStudyInput(json)) throw new Error('A study that can be parsed is a study.');
  return json;
}

function isStudyInput(json: unknown): json is StudyInput {
  return studySchema.safeParse(json).success;
}

/** @throws UserError where the text is no JSON */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${file} is not JSON: ${error instanceof Error ? error.message : error}. Open it in VS Code to see where.`,
    );
  }
}

/**
 * Checks a study and fills in its defaults.
 * @param origin what to call it in messages
 */
export function parseStudy(json: unknown, origin: string): Study {
  const parsed = studySchema.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new UserError(`${origin} cannot be used:\n${problemsOf(parsed.error)}`);
}

/** Each setting that is wrong and why, a line each. */
export function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `  ${where(issue)}${what(issue)}`).join('\n');
}

/** What is wrong, with the value that was given. */
function what(issue: z.core.$ZodIssue): string {
  const given = JSON.stringify(issue.input);
  if (issue.code === 'invalid_value') return `${given} is none of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.expected === 'int') return `${given} is not a whole number`;
  if (issue.code === 'too_small' && issue.origin !== 'array') {
    return `${given} is too small; it must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return `${given} is too large; it must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
  }
  return issue.message;
}

function where(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
}
