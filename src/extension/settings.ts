import * as vscode from 'vscode';
import { parseSettings } from '../run/settingsFile.ts';
import type { Study } from '../run/study.ts';
import { type SlurmSettings, slurmSchema } from '../run/sweepFile.ts';
import { childEnvironment } from './childEnvironment.ts';

/** Engine that new study files name. */
export function engineSetting(): Study['engine'] {
  return vscode.workspace.getConfiguration('crossmodal').get<Study['engine']>('engine', 'auto');
}

/** Environment of the trainer and of the command line, as the settings want it. */
export function environmentSetting(): NodeJS.ProcessEnv {
  const folder = vscode.workspace.getConfiguration('crossmodal').get<string>('engineFolder', '');
  return childEnvironment(process.env, folder);
}

/** What new sweep files ask Slurm for. @throws UserError where the setting asks for something else */
export function slurmSetting(): SlurmSettings {
  const asked = vscode.workspace.getConfiguration('crossmodal').get<object>('slurm', {});
  return parseSettings(slurmSchema, { ...asked, name: 'slurm' }, 'The setting "crossmodal.slurm"');
}
