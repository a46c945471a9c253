import * as vscode from 'vscode';
import type { Study } from '../run/study.ts';
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
