import { requestStop } from '../../run/stopRequest.ts';
import { UserError } from '../../run/userError.ts';
import { isRunEntry } from '../runIndex.ts';
import { activeRunFolder, pickRuns, type Services } from '../services.ts';

/** Stop Training and Keep Best: the run it was called on, the one on screen, the only one, or one that the user picks. */
export async function stopTraining(services: Services, clicked: unknown): Promise<void> {
  const folder = await folderToStop(services, clicked);
  if (folder === null) return;
  services.log.info(`Asking ${folder} to stop and keep the best`);
  await requestStop(folder);
}

async function folderToStop({ runs }: Services, clicked: unknown): Promise<string | null> {
  if (typeof clicked === 'string') return clicked;
  if (isRunEntry(clicked)) return clicked.folder;
  const running = runs.list().filter(({ state }) => state === 'running');
  if (running.length === 0) throw new UserError('Nothing is being trained in this workspace.');
  const shown = activeRunFolder();
  if (shown !== null && running.some(({ folder }) => folder === shown)) return shown;
  if (running.length === 1) return running[0].folder;
  const chosen = await pickRuns(running, 'The run to stop; its best weights so far are kept', false);
  return chosen ? chosen[0].folder : null;
}
