import { expect, it } from 'vitest';
import { models } from '../../src/cli/models.ts';
import { MODEL_NAMES } from '../../src/run/study.ts';
import { UserError } from '../../src/run/userError.ts';
import { callCommand } from './callCommand.ts';

it('lists every model with a sentence and its source', async () => {
  const { printed } = await callCommand(models, []);
  for (const name of MODEL_NAMES) expect(printed).toContain(`\n${name}  (`.slice(name === MODEL_NAMES[0] ? 1 : 0));
  expect(printed).toContain('Märtens & Yau 2024, arXiv 2403.06338');
  expect(printed).toContain('With a label that teaches (--supervise): all of them.');
  const { document } = await callCommand(models, ['--json']);
  expect(document).toMatchObject({ models: MODEL_NAMES.map((name) => ({ name })) });
});

it('shows the paths and KL terms of one model for the modalities named', async () => {
  const { printed } = await callCommand(models, ['mmvae++', '--modalities', 'rna,adt']);
  const lines = printed.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
  expect(lines).toContain('rna ← rna | shared ⊘ + private | 1');
  expect(lines).toContain('rna ← adt | shared | 1');
  expect(lines).toContain('label ← adt | shared | label weight');
  expect(lines.filter((line) => line.includes('←')).length).toBe(1 + 4 + 2);
  expect(printed).toContain('KL(posterior of adt || N(0, I)) over shared and private adt');
});

it('gives the same as JSON', async () => {
  const { document } = await callCommand(models, ['mmvae+', '--modalities', 'a,b,c', '--json']);
  expect(document).toMatchObject({ name: 'mmvae+', posterior: 'mixture', modalities: ['a', 'b', 'c'] });
  expect(document).toHaveProperty('paths.length', 9);
  expect(document).toHaveProperty(['paths', 1], {
    ...{ from: ['a'], to: 'b', subset: 'all', draw: 0, shared: 'sample', private: 'auxiliary', weight: 1 / 3 },
  });
  expect(document).toHaveProperty('labelPaths.length', 3);
  expect(document).toHaveProperty('kl.length', 6);
});

it('says what it does not know', async () => {
  for (const [args, message] of [
    [['mmvae+++'], /no model "mmvae\+\+\+"; there are mmvae\+\+, mmvae/],
    [['mvae', 'mmvae'], /one name at most/],
    [['mvae', '--modalities', 'rna'], /two or more different names/],
    [['mvae', '--modalities', 'rna,rna'], /two or more different names/],
    [['--modalities', 'a,b'], /needs a model/],
  ] as const) {
    const error = await callCommand(models, [...args]).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(message);
  }
});
