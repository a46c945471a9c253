import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { jsonProblem } from './jsonProblem.ts';
import { problemsOf } from './settingProblems.ts';
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
 * Checks a study and fills in its defaults.
 * @param origin what to call it in messages
 */
export function parseStudy(json: unknown, origin: string): Study {
  const parsed = studySchema.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new UserError(`${origin} cannot be used:\n${problemsOf(parsed.error)}`);
}
