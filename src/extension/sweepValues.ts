import { z } from 'zod';
import { parseStudy } from '../run/readStudy.ts';
import type { Study } from '../run/study.ts';
import type { SettingValue } from '../run/sweepFile.ts';
import { UserError } from '../run/userError.ts';
import { withSetting } from '../sweep/settingPath.ts';

const valuesSchema = z.array(z.json());

/** Values as a line that a person can change: "2, 5, [128, 64]". */
export function valuesText(values: readonly SettingValue[]): string {
  return values.map((value) => JSON.stringify(value).replaceAll(',', ', ').replaceAll(':', ': ')).join(', ');
}

/** Values that were typed, with commas between. @throws SyntaxError where they are no JSON */
export function valuesOf(text: string): SettingValue[] {
  return valuesSchema.parse(JSON.parse(`[${text}]`));
}

/**
 * What is wrong with values that were typed for settings of a study; null: nothing.
 * @param paths of the settings that take each value
 */
export function problemOfValues(study: Study, paths: readonly string[], text: string): string | null {
  const values = typed(text);
  if (values === null) return 'Numbers with commas between, such as 1, 2, 5. Layers are a list each: [64], [128, 64].';
  if (values.length === 0) return 'At least one value.';
  const twice = values.find((value, i) => values.findIndex((other) => sameValue(other, value)) < i);
  if (twice !== undefined) return `${JSON.stringify(twice)} is there twice.`;
  for (const value of values) {
    try {
      parseStudy(
        paths.reduce<unknown>((changed, path) => withSetting(changed, path, value), study),
        'The study',
      );
    } catch (error) {
      if (error instanceof UserError) return error.message.replace(/^.*cannot be used:\s*/s, '');
      throw error;
    }
  }
  return null;
}

function typed(text: string): SettingValue[] | null {
  try {
    return valuesOf(text);
  } catch {
    return null;
  }
}

function sameValue(a: SettingValue, b: SettingValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
