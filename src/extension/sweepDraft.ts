import { basename, dirname } from 'node:path';
import { type SettingValue, SWEEP_ENDING, type SweepInput } from '../run/sweepFile.ts';
import { writeNewSettings } from './newSettingsFile.ts';
import { fromDirectory } from './studyDraft.ts';

/** What the steps of "Sweep Settings…" ask for; paths of files are absolute. */
export interface SweepChoices {
  readonly study: string;
  readonly varied: readonly {
    /** in the name of the sweep file */
    readonly name: string;
    /** settings of the study that take each value together */
    readonly paths: readonly string[];
    readonly values: readonly SettingValue[];
  }[];
  /** study files of several cohorts, the study's own among them; empty: only that */
  readonly cohorts: readonly string[];
  readonly seeds: number;
  readonly executor: SweepInput['executor'];
}

/** Where the sweep file belongs and what it says. */
export interface SweepDraft {
  readonly directory: string;
  /** without `.sweep.json` */
  readonly name: string;
  readonly sweep: SweepInput;
}

/** Writes down only what was chosen; everything else stays with the defaults, so that the file is short and readable. */
export function draftSweep({ study, varied, cohorts, seeds, executor }: SweepChoices): SweepDraft {
  const directory = dirname(study);
  const place = (file: string) => fromDirectory(directory, file);
  // Settings that take each value together are no grid, which would combine all of one with all of the other.
  const together = varied.filter(({ paths }) => paths.length > 1);
  const alone = varied.filter(({ paths }) => paths.length === 1);
  const list = together.flatMap(({ paths, values }) =>
    values.map((value) => Object.fromEntries(paths.map((path) => [path, value]))),
  );
  const names = [...varied.map(({ name }) => name), ...(cohorts.length > 1 ? ['cohorts'] : [])];
  return {
    directory,
    name: [basename(study, '.crossmodal.json'), ...names].join('-'),
    sweep: {
      study: place(study),
      grid: {
        ...(cohorts.length > 1 ? { study: cohorts.map(place) } : {}),
        ...Object.fromEntries(alone.map(({ paths, values }) => [paths[0], [...values]])),
        seed: { count: seeds },
      },
      ...(list.length > 0 ? { list } : {}),
      ...(executor === undefined || executor.name === 'local' ? {} : { executor }),
    },
  };
}

/** Writes a sweep of these choices beside its study. @returns its path, and whether it was not there before */
export function writeSweepDraft(choices: SweepChoices): Promise<{ readonly path: string; readonly made: boolean }> {
  const { sweep, ...place } = draftSweep(choices);
  return writeNewSettings({ ...place, ending: SWEEP_ENDING }, sweep);
}
