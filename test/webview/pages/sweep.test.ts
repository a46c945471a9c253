import { expect, test } from 'vitest';
import { mixedRows, sweepPlan } from '../sweepFixture.ts';
import { CLEAN, viewerPages } from './viewerPages.ts';

const { open } = viewerPages();

test('the page of a sweep opens under the strict policy', async () => {
  const plan = sweepPlan();
  const opened = await open({ of: 'sweep' });
  await opened.page.getByText('Opening the sweep…').waitFor();
  await opened.send({ type: 'plan', folder: '/data/crossmodal-runs/sizes.sweep', plan });
  await opened.send({ type: 'rows', rows: mixedRows(plan) });
  await opened.page.getByRole('heading', { name: 'sizes' }).waitFor();
  expect(await opened.faults()).toEqual(CLEAN);
  await opened.page.close();
});
