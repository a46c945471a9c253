import { UserError } from '../../run/userError.ts';
import { showComparison } from '../comparisonPanel.ts';
import { pickRuns, type Services } from '../services.ts';
import { chosenRuns } from './runActions.ts';

/** Compare Runs: two or more runs side by side, those selected in the Runs view or picked from a list. */
export async function compareRuns(services: Services, clicked: unknown, selection: unknown): Promise<void> {
  let chosen: readonly { folder: string }[] = chosenRuns(clicked, selection);
  if (chosen.length < 2) {
    await services.runs.refresh();
    const known = services.runs.list();
    if (known.length < 2)
      throw new UserError('There are fewer than two runs in this workspace: nothing to compare yet.');
    const first = new Set(chosen.map(({ folder }) => folder));
    const sorted = [...known].sort((a, b) => Number(first.has(b.folder)) - Number(first.has(a.folder)));
    const picked = await pickRuns(sorted, 'Two or more runs to compare', true);
    if (!picked) return;
    chosen = picked;
  }
  if (chosen.length < 2) throw new UserError('Choose two or more runs to compare.');
  showComparison(
    services,
    chosen.map(({ folder }) => folder),
  );
}
