import { basename, dirname, join } from 'node:path';
import { LOCK_FILE } from './folderLock.ts';
import { STOP_FILE } from './stopRequest.ts';
import { SWEEP_ENDING } from './sweepFile.ts';

/**
 * What lies in the folder of a sweep, `crossmodal-runs/NAME.sweep/` beside NAME.sweep.json. Any executor may fill it, on any
 * machine: all that is known of a run is in the run's own folder.
 */
export const SWEEP_FILES = {
  /** the plan, which the viewer opens */
  plan: 'sweep.crossmodal',
  /** studies/RUN.crossmodal.json: what each run trains */
  studies: 'studies',
  /** runs/RUN/: a run folder each */
  runs: 'runs',
  /** of each submission its script, tasks, job and what the tasks printed */
  slurm: 'slurm',
  /** one row a run */
  table: 'sweep.csv',
  report: 'sweep.html',
  /** what was last read of each run, so that ended ones need not be read again; may be deleted */
  digests: 'digests.json',
  /** a sweep folder of its own: the chosen settings, scored on samples that chose nothing */
  final: 'final',
  /** held by the process that makes runs on its machine */
  lock: LOCK_FILE,
  /** present while somebody asks that process to stop */
  stop: STOP_FILE,
  log: 'log.txt',
} as const;

/** The folder that the runs of a sweep file go to. */
export function sweepFolderOf(sweepFile: string): string {
  const name = basename(sweepFile, SWEEP_ENDING);
  return join(dirname(sweepFile), 'crossmodal-runs', `${name}.sweep`);
}

/** All that lies in folders of sweeps, as a pattern of VS Code. */
export const IN_SWEEPS = '**/*.sweep/**';

/** Whether a folder lies in that of a sweep. */
export function isInSweep(folder: string): boolean {
  return /\.sweep[\\/]/.test(folder);
}

export function runFolderIn(sweepFolder: string, run: string): string {
  return join(sweepFolder, SWEEP_FILES.runs, run);
}

export function studyFileIn(sweepFolder: string, run: string): string {
  return join(sweepFolder, SWEEP_FILES.studies, `${run}.crossmodal.json`);
}
