import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectTables } from '../../src/data/inspect.ts';
import { Random } from '../../src/math/random.ts';
import { applyRemedy, isApplied, type Remedy } from '../../src/run/remedy.ts';
import { type StudyInput, studySchema, type TransformName } from '../../src/run/study.ts';
import { scratchFolder, userErrorOf } from './scratch.ts';

const folder = scratchFolder();
const SAMPLES = 40;

/** What makes a preflight speak. */
const QUIRKS = [
  'none',
  'wide',
  'strangers',
  'blank',
  'constant',
  'binary',
  'binary, rare ones',
  'counts',
  'copy',
  'half the samples',
] as const;
type Quirk = (typeof QUIRKS)[number];

/** A table with a quirk, as text. */
function table(quirk: Quirk, seed: number): string {
  const random = new Random(seed);
  const features = quirk === 'wide' ? 60 : 5;
  const cell: Record<Quirk, (n: number, k: number) => number | string> = {
    none: () => random.uniform() * 4 - 2,
    wide: () => random.uniform() * 4 - 2,
    strangers: () => random.uniform() * 4 - 2,
    blank: () => '',
    constant: () => 3,
    binary: () => random.integer(2),
    'binary, rare ones': (n, k) => (k < 2 ? Number(n === 3 + k) : random.integer(2)),
    counts: () => Math.floor(Math.exp(random.uniform() * 9)),
    copy: (n, k) => Math.sin(n * 7 + k),
    'half the samples': () => random.uniform() * 4 - 2,
  };
  const ids = Array.from({ length: SAMPLES }, (_, n) => `${quirk === 'strangers' ? `t${seed}_` : 's'}${n}`);
  const rows = (quirk === 'half the samples' ? ids.slice(SAMPLES / 2) : ids).map((id, n) =>
    [id, ...Array.from({ length: features }, (_, k) => cell[quirk](n, k))].join(','),
  );
  return [['id', ...Array.from({ length: features }, (_, k) => `f${k}`)].join(','), ...rows].join('\n');
}

const TRANSFORMS: TransformName[][] = [['standardize'], ['log1p', 'standardize'], ['standardize', 'log1p'], []];

const modality = fc.record({
  quirk: fc.constantFrom(...QUIRKS),
  transform: fc.option(fc.constantFrom(...TRANSFORMS), { nil: undefined }),
  likelihood: fc.option(fc.constantFrom('gaussian' as const, 'bernoulli' as const, 'poisson' as const), {
    nil: undefined,
  }),
});
const study = fc.record({
  modalities: fc.array(modality, { minLength: 2, maxLength: 4 }),
  label: fc.option(fc.constantFrom('same', 'id', 'half', 'none'), { nil: undefined }),
  samples: fc.option(fc.constantFrom('union' as const, 'intersection' as const), { nil: undefined }),
  evaluation: fc.option(fc.constant({ split: 'holdout' as const }), { nil: undefined }),
});

type Drawn = typeof study extends fc.Arbitrary<infer T> ? T : never;

folder.write(
  'labels.csv',
  ['id,same,id,half,none', ...Array.from({ length: SAMPLES }, (_, n) => `s${n},x,p${n},${n % 2},`)].join('\n'),
);

/** Writes the tables of a study. @returns it as a user would write it */
function written({ modalities, label, samples, evaluation }: Drawn): StudyInput {
  return {
    modalities: modalities.map(({ quirk, transform, likelihood }, k) => ({
      name: 'abcd'[k],
      file: basename(folder.write(`${quirk.replaceAll(/\W+/g, '-')}-${k}.csv`, table(quirk, k + 1))),
      ...(transform && { transform }),
      ...(likelihood && { likelihood }),
    })),
    ...(label && { labels: { file: 'labels.csv', column: label } }),
    ...(samples && { samples }),
    ...(evaluation && { evaluation }),
  };
}

function inspect(input: StudyInput) {
  const { modalities, labels, samples, evaluation } = studySchema.parse(input);
  const at = (file: string) => `${folder.path}/${file}`;
  return inspectTables(
    modalities.map((entry) => ({ ...entry, file: at(entry.file) })),
    labels && { ...labels, file: at(labels.file) },
    { samples, ...(evaluation && { evaluation }) },
  );
}

describe('remedies', () => {
  it('of all findings give a study that is valid, stands when applied twice, and no longer has the finding', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(study, async (drawn) => {
        const before = written(drawn);
        const given = JSON.stringify(before);
        const { findings } = await inspect(before).catch((error: Error) => {
          // Strangers to the label table are refused before any finding.
          expect(error.message).toMatch(/none of its sample ids/);
          return { findings: [] };
        });
        for (const { text, remedy } of findings) {
          if (!remedy) continue;
          for (const { edit } of remedy.edits) seen.add(edit);
          expect(isApplied(before, remedy), text).toBe(false);
          const after = applyRemedy(before, remedy);
          expect(JSON.stringify(before)).toBe(given);
          expect(studySchema.safeParse(after).success, text).toBe(true);
          expect(isApplied(after, remedy), text).toBe(true);
          expect(applyRemedy(after, remedy)).toEqual(after);
          const left = (await inspect(after)).findings.map((finding) => finding.text);
          expect(left).not.toContain(text);
        }
      }),
      { numRuns: 40, seed: 4 },
    );
    expect([...seen].sort()).toEqual([
      'crossValidate',
      'leaveOutLabels',
      'leaveOutModality',
      'setModality',
      'setSamples',
    ]);
  });
});

describe('a remedy', () => {
  const input: StudyInput = {
    modalities: [
      { name: 'a', file: 'a.csv', topVariance: 9 },
      { name: 'b', file: 'b.csv' },
      { name: 'c', file: 'c.csv' },
    ],
    model: { shared: 3, private: { a: 1, b: 2, c: 3 } },
  };
  const remedy = (...edits: Remedy['edits']): Remedy => ({ writes: '', edits });

  it('changes what it names and nothing else', () => {
    expect(applyRemedy(input, remedy({ edit: 'setModality', modality: 'b', set: { topVariance: 4 } }))).toEqual({
      ...input,
      modalities: [input.modalities[0], { name: 'b', file: 'b.csv', topVariance: 4 }, input.modalities[2]],
    });
  });

  it('leaves a modality out with its private latent', () => {
    expect(applyRemedy(input, remedy({ edit: 'leaveOutModality', modality: 'b' }))).toEqual({
      modalities: [input.modalities[0], input.modalities[2]],
      model: { shared: 3, private: { a: 1, c: 3 } },
    });
  });

  it('says so where the study has moved on', async () => {
    const gone = applyRemedy(input, remedy({ edit: 'leaveOutModality', modality: 'b' }));
    const set = remedy({ edit: 'setModality', modality: 'b', set: { topVariance: 4 } });
    expect(await userErrorOf(() => applyRemedy(gone, set))).toMatch(/no modality "b" any more/);
    const another = remedy({ edit: 'leaveOutModality', modality: 'a' });
    expect(await userErrorOf(() => applyRemedy(gone, another))).toMatch(/fewer than two modalities/);
  });
});
