import { expect, test } from 'vitest';
import { parseStudy } from '../../src/run/readStudy.ts';
import { parseSweep } from '../../src/run/readSweep.ts';

test.each([
  [{}, 'study: is missing'],
  [{ study: 's', gird: {} }, 'there is no setting "gird" here'],
  [
    { study: 's', grid: { 'model.shared': 5 } },
    'grid.model.shared: 5 is not a list in square brackets, nor a group of settings in braces',
  ],
  [{ study: 's', grid: { 'model.shared': [] } }, 'grid.model.shared: a list without values has no meaning'],
  [{ study: 's', grid: { seed: { count: 'five' } } }, 'grid.seed.count: "five" is not a number'],
  [{ study: 's', grid: { seed: { count: 2.5 } } }, 'grid.seed.count: 2.5 is not a whole number'],
  [{ study: 's', random: { draws: 2, settings: { a: { from: 1 } } } }, 'random.settings.a.to: is missing'],
  [{ study: 's', grid: { '-x': [1] } }, 'grid.-x: a path such as "model.shared" names a setting'],
  [{ study: 's', holdOut: 0.2 }, 'holdOut: 0.2 is not a group of settings in braces'],
  [{ study: 's', executor: 'slurm' }, 'executor: "slurm" is not a group of settings in braces'],
  [{ study: 's', executor: { name: 'slrum' } }, 'executor.name: wants one of local, slurm'],
  [{ study: 's', executor: { name: 'local', atOnce: 2 } }, 'executor: there is no setting "atOnce" here'],
  [
    { study: 's', executor: { name: 'slurm', memory: '4GB' } },
    'executor.memory: "4GB" is not understood: it is written as "4G" or "500M"',
  ],
])('a sweep %j', (sweep, problem) => {
  expect(() => parseSweep(sweep, 'a.sweep.json')).toThrow(`a.sweep.json cannot be used:\n  ${problem}`);
});

const modalities = [
  { name: 'a', file: 'a.csv' },
  { name: 'b', file: 'b.csv' },
];

test.each([
  [{ modalities: [{ name: 'a' }, 4] }, 'modalities.0.file: is missing\n  modalities.1: 4 is not a group'],
  [
    { modalities, training: { beta: 'low' } },
    'training.beta: "low" is not a number, nor a group of settings in braces',
  ],
  [{ modalities, model: { hidden: 128 } }, 'model.hidden: 128 is not a list in square brackets'],
  [{ modalities, labels: { file: 'a.csv', column: 'x', supervise: 'yes' } }, '"yes" is not true or false'],
])('a study %j', (study, problem) => {
  expect(() => parseStudy(study, 'a.crossmodal.json')).toThrow(problem);
});
