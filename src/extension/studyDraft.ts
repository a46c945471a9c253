import { readFile, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { settingsText } from '../run/settingsText.ts';
import type { ModelName, Study, StudyInput } from '../run/study.ts';

/** What the steps of "Train Model…" ask for; paths are absolute. */
export interface StudyChoices {
  readonly tables: readonly {
    readonly name: string;
    readonly file: string;
    readonly part?: string | undefined;
    readonly rows?: 'samples' | 'features' | undefined;
    readonly idColumn?: string | undefined;
  }[];
  readonly labels: { readonly file: string; readonly column: string; readonly idColumn?: string } | null;
  readonly model: ModelName;
  readonly engine: Study['engine'];
}

/** Where the study belongs and what it says. */
export interface StudyDraft {
  readonly directory: string;
  /** without `.crossmodal.json` */
  readonly name: string;
  readonly study: StudyInput;
}

const NAMES_IN_FILE_NAME = 3;

/** Writes down only what was chosen; everything else stays with the defaults, so that the file is short and readable. */
export function draftStudy({ tables, labels, model, engine }: StudyChoices): StudyDraft {
  const directory = dirname(tables[0].file);
  const names = tables.map(({ name }) => name);
  const more = names.length - NAMES_IN_FILE_NAME;
  const place = (file: string) => fromDirectory(directory, file);
  return {
    directory,
    name: names.slice(0, NAMES_IN_FILE_NAME).join('-') + (more > 0 ? `-and-${more}-more` : ''),
    study: {
      modalities: tables.map(({ name, file, part, rows, idColumn }) => ({
        name,
        file: place(file),
        ...(part === undefined ? {} : { part }),
        ...(rows === undefined ? {} : { rows }),
        ...(idColumn === undefined ? {} : { idColumn }),
      })),
      ...(labels === null ? {} : { labels: { ...labels, file: place(labels.file) } }),
      model: { name: model },
      ...(engine === 'auto' ? {} : { engine }),
    },
  };
}

/** Relative with `/` on every system, so that a study travels; absolute only from one Windows drive to another. */
function fromDirectory(directory: string, file: string): string {
  const path = relative(directory, file);
  return isAbsolute(path) ? path : path.split(sep).join('/');
}

/** Writes a study of these choices beside the first table. @returns its path */
export async function writeDraft(choices: StudyChoices): Promise<string> {
  const draft = draftStudy(choices);
  const text = settingsText(draft.study);
  const path = await studyPath(draft, text, (candidate) => readFile(candidate, 'utf8').catch(() => null));
  await writeFile(path, text);
  return path;
}

/**
 * The path for a study: `NAME.crossmodal.json`, with a number where another study has that name.
 * @param textAt what a file holds, or null where there is none; a file that says the same already is used again
 */
export async function studyPath(
  { directory, name }: StudyDraft,
  text: string,
  textAt: (path: string) => Promise<string | null>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(directory, `${name}${number > 1 ? `-${number}` : ''}.crossmodal.json`);
    const there = await textAt(path);
    if (there === null || there === text) return path;
  }
}
