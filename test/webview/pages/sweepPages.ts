import type { SweepActivity } from '../../../src/run/sweepMessages.ts';
import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import type { SweepRow } from '../../../src/run/sweepRow.ts';
import { mixedRows } from '../sweepFixture.ts';
import type { PageOptions, ViewerPage } from './page.ts';

const IDLE: SweepActivity = { executor: 'local', state: 'idle', text: 'nobody makes runs' };

interface SweepOptions extends PageOptions {
  readonly rows?: readonly SweepRow[];
  readonly activity?: SweepActivity;
}

/** The page of a sweep with all that its host sends. */
export async function openSweep(
  open: (options: PageOptions) => Promise<ViewerPage>,
  plan: SweepPlan,
  { rows = mixedRows(plan), activity = IDLE, ...options }: SweepOptions = {},
): Promise<ViewerPage> {
  const opened = await open({ ...options, of: 'sweep' });
  await opened.send({ type: 'plan', folder: '/data/crossmodal-runs/sizes.sweep', plan });
  await opened.send({ type: 'rows', rows });
  await opened.send({ type: 'activity', activity });
  const done = rows.filter(({ state }) => state === 'finished').length;
  if (done > 0) await opened.page.getByRole('button', { name: `${done.toLocaleString('en-US')} finished` }).waitFor();
  return opened;
}
