import { join } from 'node:path';
import { type SyntheticData, synthesize as synthesizeData } from '../data/synthesize.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { formatCsv } from '../run/csv.ts';
import { makeFolder } from '../run/makeFolder.ts';
import { sampleRows } from '../run/sampleRows.ts';
import type { StudyInput } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { Command, OptionValues } from './command.ts';

/** `crossmodal synthesize -o DIR`: the papers' example with known latents, ready to train on. */
export const synthesize: Command = {
  name: 'synthesize',
  summary: "Make the papers' synthetic example: two tables with known shared and private latents.",
  help: `Usage: crossmodal synthesize -o DIR [OPTIONS]

Draws two tables from Gaussian processes over known latents (the synthetic example of the MMVAE++ paper) and writes into
DIR: view1.csv, view2.csv, labels.csv, truth.csv (the latents) and synthetic.crossmodal.json, a study ready to train.

Options:
  -o, --out DIR            the folder; made if it is not there
  --samples N              samples (default 1000; 10 to 5000)
  --shared-features N      features of each table that depend on the shared latent (default 10)
  --private-features A,B   features of each table that depend on its private latent (default 20,20)
  --latent P+S+P           dimensions: private of table 1, shared, private of table 2 (default 2+2+2)
  --seed N                 another seed, other data (default 0)
  --json                   prints what was written as one JSON document

Example: crossmodal synthesize -o synthetic --private-features 100,20 && crossmodal train synthetic/synthetic.crossmodal.json`,
  options: {
    out: { type: 'string', short: 'o' },
    samples: { type: 'string' },
    'shared-features': { type: 'string' },
    'private-features': { type: 'string' },
    latent: { type: 'string' },
    seed: { type: 'string' },
  },
  async run({ positionals, options, print }) {
    const folder = options['out'];
    if (positionals.length > 0)
      throw new UserError(`synthesize takes no "${positionals[0]}"; name the folder with -o DIR.`);
    if (typeof folder !== 'string' || folder === '') {
      throw new UserError('synthesize needs a folder to write to, like: crossmodal synthesize -o synthetic');
    }
    const settings = {
      samples: wholeNumber(options, 'samples', 1000, 10, 5000),
      sharedFeatures: wholeNumber(options, 'shared-features', 10, 1, 10_000),
      privateFeatures: wholeNumbers(options, 'private-features', ',', [20, 20], 10_000),
      latent: wholeNumbers(options, 'latent', '+', [2, 2, 2], 50),
      seed: wholeNumber(options, 'seed', 0, 0, 2 ** 31 - 1),
    };
    const data = synthesizeData(settings);
    const study = join(folder, 'synthetic.crossmodal.json');
    const documents: [string, string][] = [
      ...data.modalities.map(({ name, features, values }): [string, string] => [
        `${name}.csv`,
        formatCsv(['sample_id', ...features], sampleRows(data.sampleIds, values)),
      ]),
      [
        'labels.csv',
        formatCsv(
          ['sample_id', 'y'],
          data.sampleIds.map((id, n) => [id, data.labels.y[n]]),
        ),
      ],
      ['truth.csv', truthCsv(data)],
      ['synthetic.crossmodal.json', `${JSON.stringify(studyOf(data, settings.latent, settings.seed), null, 2)}\n`],
    ];
    await makeFolder(folder, 'Name another one with -o.');
    // The study comes last: where it is, its tables are.
    for (const [name, text] of documents) await writeAtomically(join(folder, name), text);

    const shapes = data.modalities
      .map(({ name, features }) => `${name} ${settings.samples} × ${features.length}`)
      .join(', ');
    print(`Wrote ${shapes}, labels and true latents to ${folder}`);
    print(`Train on it: crossmodal train ${study}`);
    return { folder, study, files: documents.map(([name]) => name), ...settings };
  },
};

function studyOf(data: SyntheticData, latent: readonly number[], seed: number): StudyInput {
  const [firstPrivate, shared, ...others] = latent;
  const dimensions = [firstPrivate, ...others];
  return {
    modalities: data.modalities.map(({ name }) => ({ name, file: `${name}.csv`, transform: ['standardize'] })),
    labels: { file: 'labels.csv', column: 'y' },
    model: {
      name: 'mmvae++',
      shared,
      private: Object.fromEntries(data.modalities.map(({ name }, v) => [name, dimensions[v]])),
    },
    training: { epochs: 100, batchSize: 128, learningRate: 1e-3, seed },
    evaluation: data.sampleIds.length < 200 ? { split: 'kfold', folds: 5 } : { split: 'holdout', testFraction: 0.2 },
  };
}

function truthCsv({ sampleIds, truth }: SyntheticData): string {
  const header = truth.flatMap(({ name, dimensions }) =>
    Array.from({ length: dimensions }, (_, d) => `${name}_${d + 1}`),
  );
  const rows = sampleIds.map((id, n) => [
    id,
    ...truth.flatMap(({ dimensions, values }) => [...values.subarray(n * dimensions, (n + 1) * dimensions)]),
  ]);
  return formatCsv(['sample_id', ...header], rows);
}

function wholeNumber(options: OptionValues, name: string, fallback: number, least: number, most: number): number {
  const text = options[name];
  if (typeof text !== 'string') return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UserError(`--${name} ${text}: give a whole number from ${least} to ${most}.`);
  }
  return value;
}

function wholeNumbers(
  options: OptionValues,
  name: string,
  separator: string,
  fallback: readonly number[],
  most: number,
): number[] {
  const text = options[name];
  if (typeof text !== 'string') return [...fallback];
  const values = text.split(separator).map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  if (values.length !== fallback.length || !values.every((value) => value >= 1 && value <= most)) {
    throw new UserError(
      `--${name} ${text}: give ${fallback.length} whole numbers from 1 to ${most}, like ${fallback.join(separator)}.`,
    );
  }
  return values;
}
