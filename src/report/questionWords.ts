import { settingName } from './settingName.ts';
import { settingWords } from './settingWords.ts';
import type { SweepGroup } from './sweepGroups.ts';
import { list } from './words.ts';

type Settings = SweepGroup['settings'];

/** How sentences call a question of a sweep; all empty where there is one. */
export interface QuestionWords {
  /** "brca", "labels column stage" */
  readonly name: string;
  /** "In brca", "With labels column stage": how a sentence about it begins */
  readonly opening: string;
}

/**
 * Words for each question of a sweep. Studies are called by the names of their files, with as much of the folder as tells
 * them apart.
 * @param questions what sets each apart
 */
export function questionWords(questions: readonly Settings[]): QuestionWords[] {
  const studies = shortNames(questions.flatMap((settings) => studyOf(settings)));
  return questions.map((settings) => {
    const study = studyOf(settings).map((file) => studies.get(file) ?? file);
    const others = settings
      .filter(({ path }) => path !== 'study')
      .map(({ path, value }) => `${settingName(path)} ${settingWords(value)}`);
    const parts = [...study.map((name) => `in ${name}`), ...(others.length > 0 ? [`with ${list(others)}`] : [])];
    const opening = parts.join(' ');
    return {
      name: [...study, ...others].join(', '),
      opening: opening.charAt(0).toUpperCase() + opening.slice(1),
    };
  });
}

/** What one of the questions is, after "each": "study", "value of labels column", "combination of study and labels column". */
export function questionKind(settings: Settings): string {
  const names = settings.map(({ path }) => settingName(path));
  if (names.length > 1) return `combination of ${list(names)}`;
  return names[0] === 'study' ? 'study' : `value of ${names.join()}`;
}

function studyOf(settings: Settings): string[] {
  return settings.flatMap(({ path, value }) => (path === 'study' ? settingWords(value) : []));
}

/** Of names of files in folders, as much of the end as tells them apart: "brca" of "cohorts/brca". */
function shortNames(files: readonly string[]): Map<string, string> {
  const all = [...new Set(files)];
  const end = (file: string, parts: number): string => file.split('/').slice(-parts).join('/');
  return new Map(
    all.map((file) => {
      let parts = 1;
      const isShared = (): boolean => all.some((other) => other !== file && end(other, parts) === end(file, parts));
      while (isShared() && end(file, parts) !== file) parts++;
      return [file, end(file, parts)];
    }),
  );
}
