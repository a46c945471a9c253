import { comparedRun } from '../../src/run/comparedRun.ts';
import type { RunData } from '../../src/run/runData.ts';
import type { Comparison } from '../../src/run/viewerMessages.ts';
import { type FixtureOptions, runFixture } from './fixtures.ts';

const MODELS = ['mmvae++', 'mmvae', 'mopoe', 'mvae'] as const;

/** Runs of different models and numbers, each in a folder of its own. */
export function runsFixture(...options: readonly FixtureOptions[]): RunData[] {
  return options.map((one, i) => {
    const data = runFixture({ seed: i + 1, ...one, folder: `/data/crossmodal-runs/run-${i + 1}` });
    const { study } = data.run;
    return { ...data, run: { ...data.run, study: { ...study, model: { ...study.model, name: MODELS[i % 4] } } } };
  });
}

/** What the host sends of them first. */
export function comparison(data: readonly RunData[], unread: Comparison['unread'] = []): Comparison {
  const folders = [...data, ...unread].map(({ folder }) => folder);
  return { type: 'comparison', folders, runs: data.map(comparedRun), unread };
}
