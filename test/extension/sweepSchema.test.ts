import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sweepJsonSchema } from '../../src/extension/sweepSchema.ts';
import { sweepFileSchema } from '../../src/run/sweepFile.ts';

test('the schema that VS Code reads is the one of the code; `npm run schema` writes it', async () => {
  expect(await readFile('schemas/sweep.schema.json', 'utf8')).toBe(sweepJsonSchema());
});

const schema = z.fromJSONSchema(JSON.parse(sweepJsonSchema()));
const accepts = (sweep: object): boolean => schema.safeParse({ study: 'a.crossmodal.json', ...sweep }).success;

test.each([
  {},
  { grid: { 'model.name': ['mmvae', 'mmvae++'], 'model.shared': [2, 5, null], seed: { count: 5 } } },
  { grid: { 'modalities.rna.1.topVariance': [500, null], 'model.private.rna': [0, 2], study: ['b.crossmodal.json'] } },
  { list: [{ 'model.shared': 2, 'training.beta': { from: 0, to: 1 } }, { evaluation: { split: 'kfold', folds: 3 } }] },
  { random: { draws: 9, settings: { 'training.learningRate': { from: 1e-4, to: 1e-2, scale: 'log' } } } },
  { grid: { 'evaluation.split': ['holdout', 'kfold'], seed: [1, 2] }, executor: { name: 'slurm', memory: '8G' } },
])('the editor and the command line accept the same: %j', (sweep) => {
  expect(accepts(sweep)).toBe(true);
  expect(sweepFileSchema.safeParse({ study: 'a.crossmodal.json', ...sweep }).success).toBe(true);
});

test.each([
  { grid: { 'model.shred': [2] } },
  { grid: { 'model.name': ['mvea'] } },
  { grid: { 'model.shared': 2 } },
  { grid: { 'model.shared': { count: 2 } } },
  { grid: { 'modalities.rna.top': [2] } },
  { grid: { engine: ['wasm'] } },
  { list: [{ 'training.epochs': 'many' }] },
  { random: { draws: 9, settings: { 'model.name': { from: 1, to: 2 } } } },
])('the editor underlines what cannot be: %j', (sweep) => {
  expect(accepts(sweep)).toBe(false);
});
