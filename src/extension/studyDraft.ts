import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { ModelName, Study, StudyInput } from '../run/study.ts';
import { writeNewSettings } from './newSettingsFile.ts';

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

/** Relative with `/` on every system, so that a file of settings travels; absolute only from one Windows drive to another. */
export function fromDirectory(directory: string, file: string): string {
  const path = relative(directory, file);
  return isAbsolute(path) ? path : path.split(sep).join('/');
}

/** Writes a study of these choices beside the first table. @returns its path */
export async function writeDraft(choices: StudyChoices): Promise<string> {
  const { study, ...place } = draftStudy(choices);
  return (await writeNewSettings({ ...place, ending: '.crossmodal.json' }, study)).path;
}
