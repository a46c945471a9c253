import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsText } from '../run/settingsText.ts';
import type { StudyInput } from '../run/study.ts';
import type { SweepInput } from '../run/sweepFile.ts';

/** Where a file of settings belongs. */
export interface SettingsPlace {
  readonly directory: string;
  readonly name: string;
  /** ".crossmodal.json", ".sweep.json" */
  readonly ending: string;
}

/** Writes a study or a sweep where no other has its name. @returns its path, and whether it was not there before */
export async function writeNewSettings(
  place: SettingsPlace,
  settings: StudyInput | SweepInput,
): Promise<{ readonly path: string; readonly made: boolean }> {
  const text = settingsText(settings);
  const textAt = (path: string) => readFile(path, 'utf8').catch(() => null);
  const path = await freePath(place, text, textAt);
  const made = (await textAt(path)) === null;
  if (made) await writeFile(path, text);
  return { path, made };
}

/**
 * The path for a file of settings: its name, with a number where another file has that name.
 * @param textAt what a file holds, or null where there is none; a file that says the same already is used again
 */
async function freePath(
  { directory, name, ending }: SettingsPlace,
  text: string,
  textAt: (path: string) => Promise<string | null>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(directory, `${name}${number > 1 ? `-${number}` : ''}${ending}`);
    const there = await textAt(path);
    if (there === null || there === text) return path;
  }
}
