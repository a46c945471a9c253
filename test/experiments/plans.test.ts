import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPERIMENTS } from '../../src/experiments/index.ts';
import { keyOf } from '../../src/experiments/journal.ts';
import { mmvmBeta } from '../../src/experiments/mmvmBeta.ts';
import { runExperiment } from '../../src/experiments/runExperiment.ts';
import { Summary } from '../../src/experiments/summary.ts';
import { parseStudy } from '../../src/run/readStudy.ts';
import { scratchFolder } from '../data/scratch.ts';

const scratch = scratchFolder();
/** The sample with fewer stages: a hold-out in place of five folds. */
const DATA = resolve('samples/tcga-acc/acc.crossmodal.json');

describe.each(EXPERIMENTS.map((experiment) => [experiment.name, experiment] as const))('%s', (_, experiment) => {
  const data = experiment.name === 'private-features' ? DATA : null;
  const request = { quick: false, seeds: 2, models: experiment.models, data };

  it('plans runs that all differ, seed by seed, with every setting named', async () => {
    const { cells } = await experiment.plan(request);
    expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
    const names = [...Object.keys(experiment.settings), 'seed'];
    for (const { settings } of cells) expect(Object.keys(settings)).toEqual(names);
    // An interrupted experiment has whole seeds.
    expect(cells.map(({ settings }) => settings['seed'])).toEqual(cells.map((_, i) => (i < cells.length / 2 ? 0 : 1)));
    for (const { study, settings } of cells) {
      expect(parseStudy(study, 'the study').training.seed).toBe(settings['seed']);
      // What the tables would decide may change; an experiment's numbers do not.
      for (const { likelihood, transform } of study.modalities) {
        expect([likelihood, transform?.includes('standardize')]).toEqual(['gaussian', true]);
      }
    }
    expect((await experiment.plan({ ...request, quick: true })).cells.length).toBeLessThan(cells.length);
  });

  it('knows its published numbers: each belongs to a run and a measure', async () => {
    const { cells } = await experiment.plan(request);
    const planned = cells.map(({ settings: { seed: _seed, ...settings } }) => JSON.stringify(settings));
    for (const { settings, measure } of experiment.published.numbers) {
      expect(planned).toContain(JSON.stringify(settings));
      expect(experiment.measures.map(({ name }) => name)).toContain(measure);
    }
  });

  it('runs from tables to claims', async () => {
    const models = experiment.name === 'ablation' ? experiment.models : experiment.models.slice(0, 2);
    const plan = await experiment.plan({ quick: true, seeds: 1, models, data });
    const cells = plan.cells.slice(0, 2).map((cell) => ({
      ...cell,
      study: {
        ...cell.study,
        model: { ...cell.study.model, hidden: [4] },
        training: { ...cell.study.training, epochs: 2 },
      },
    }));
    const outcome = await runExperiment(
      experiment,
      { ...plan, cells },
      {
        folder: join(scratch.path, experiment.name),
        engine: 'wasm',
        signal: new AbortController().signal,
        onProgress: () => {},
      },
    );
    expect(outcome.failed).toEqual([]);
    expect(outcome.finished).toHaveLength(2);
    const summary = new Summary(experiment, outcome.finished);
    for (const { measure, settings, value } of summary.rows) {
      expect.soft(value, `${measure} of ${JSON.stringify(settings)}`).not.toBeNaN();
    }
    for (const { panels, x, series } of [experiment.figure]) {
      for (const panel of panels) expect(experiment.measures.map(({ name }) => name)).toContain(panel.measure);
      expect(Object.keys(experiment.settings)).toContain(series);
      expect([...Object.keys(experiment.settings), ...experiment.measures.map(({ name }) => name)]).toContain(x.of);
    }
    expect(experiment.checks(summary).length).toBeGreaterThan(1);
    await rm(join(scratch.path, experiment.name), { recursive: true });
  });
});

it('mmvm-beta scores every table and every pair of tables', async () => {
  const plan = await mmvmBeta.plan({ quick: true, seeds: 1, models: ['mopoe'], data: null });
  const outcome = await runExperiment(
    mmvmBeta,
    {
      ...plan,
      cells: plan.cells.slice(0, 1).map((cell) => ({
        ...cell,
        study: { ...cell.study, training: { ...cell.study.training, epochs: 5, learningRate: 0.01 } },
      })),
    },
    {
      folder: join(scratch.path, 'mmvm'),
      engine: 'wasm',
      signal: new AbortController().signal,
      onProgress: () => {},
    },
  );
  const [{ scores }] = outcome.finished;
  expect(scores['error']).toHaveLength(3);
  expect(scores['accuracy']).toHaveLength(3);
  expect(scores['coherence']).toHaveLength(6);
  // Four classes: chance is 0.25. The views share the plane that the classes divide.
  for (const value of [...scores['accuracy'], ...scores['coherence']]) {
    expect(value).toBeGreaterThan(0.4);
    expect(value).toBeLessThanOrEqual(1);
  }
  for (const value of scores['error']) {
    expect(value).toBeGreaterThan(0.3);
    expect(value).toBeLessThan(1.2);
  }
});
