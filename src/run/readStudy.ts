import { basename } from 'node:path';
import { parseJson, parseSettings, readSettingsFile } from './settingsFile.ts';
import { type Study, type StudyInput, studySchema } from './study.ts';

/**
 * Reads NAME.crossmodal.json.
 * @throws UserError that names the file, the setting and what is wrong with it
 */
export async function readStudy(file: string): Promise<Study> {
  return parseStudy(await readSettingsFile(file, 'study'), basename(file));
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

/**
 * Checks a study and fills in its defaults.
 * @param origin what to call it in messages
 */
export function parseStudy(json: unknown, origin: string): Study {
  return parseSettings(studySchema, json, origin);
}
