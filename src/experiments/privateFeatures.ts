import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toDense } from '../data/matrix.ts';
import { readTable } from '../data/readTable.ts';
import { guessScale } from '../data/scale.ts';
import type { Table } from '../data/table.ts';
import { Random } from '../math/random.ts';
import { formatCount, formatScore, plural } from '../report/words.ts';
import { formatCsv } from '../run/csv.ts';
import { readRun } from '../run/readRun.ts';
import { sampleRows } from '../run/sampleRows.ts';
import type { Study } from '../run/study.ts';
import { ahead } from './checks.ts';
import { MARTENS_YAU } from './cite.ts';
import type { Check, Experiment, Tables } from './experiment.ts';
import { FIG1B_MODELS } from './fig1b.ts';
import { aucOf, r2Of } from './scores.ts';
import type { Summary } from './summary.ts';
import { readUserData, type UserData } from './userData.ts';

/** What the two tables are called in the runs. */
const CROWDED = 'crowded';
const PREDICTED = 'predicted';
const SIZES = [0, 200, 500, 1000, 2000];
/** Keeps these permutations apart from other draws of the same seed ("unre" in ASCII). */
const STREAM = 0x756e7265;

/** The question of Fig. 1B, asked of real data. */
export const privateFeatures: Experiment = {
  name: 'private-features',
  title: 'More and more unrelated features in real data',
  sentence:
    'The first table of a study gets more and more features that have nothing to do with the second: its own columns, with the samples exchanged. How well is the second table predicted from the first, on samples held out?',
  published: {
    claim:
      'Märtens & Yau ask this of leukaemia and breast cancer data: MMVAE++ keeps predicting while other models lose the shared signal. Their selections of features are not available, so that there are no numbers to compare with.',
    note: 'On your own data: --data STUDY.crossmodal.json, or a folder of tables.',
    numbers: [],
  },
  cite: [MARTENS_YAU],
  models: FIG1B_MODELS,
  seeds: 3,
  takesData: true,
  settings: { model: 'model', unrelated: 'unrelated features' },
  measures: [
    { name: 'cross', title: 'R² of the second table', centre: 'median' },
    { name: 'auc', title: 'AUC shared latent', centre: 'mean' },
  ],
  figure: {
    series: 'model',
    x: { of: 'unrelated', title: 'unrelated features added to the first table', scale: 'steps' },
    panels: [
      { title: 'first table → second table', measure: 'cross', axis: 'R² of the second table' },
      { title: 'label from the shared latent', measure: 'auc', axis: 'AUC of the label', domain: [0.4, 1] },
    ],
  },
  async plan({ quick, seeds, models, data }) {
    const user = await readUserData(data ?? sampleStudy());
    const [first, second] = await Promise.all(user.study.modalities.slice(0, 2).map(asRealNumbers));
    const { labels, model, training, evaluation } = user.study;
    const sizes = quick ? [0, 200] : SIZES;
    const epochs = quick ? Math.min(20, training.epochs) : training.epochs;
    const split = quick ? ({ split: 'holdout', testFraction: 0.3 } as const) : evaluation;
    return {
      description: [
        `first table ${first.name}, second table ${second.name}, of ${data ?? 'the bundled TCGA sample (adrenocortical carcinoma)'}`,
        `unrelated features: ${sizes.map(formatCount).join(', ')}; columns of ${first.name} with its samples in a random order, the same for a whole copy of the table, so that they keep what they have in common with each other`,
        `latent ${JSON.stringify(model.shared)} shared; ${plural(epochs, 'epoch')}; label ${labels?.column ?? 'none'}`,
      ],
      cells: Array.from({ length: seeds }, (_, seed) =>
        sizes.flatMap((unrelated) =>
          models.map((name) => ({
            settings: { model: name, unrelated, seed },
            tables: crowdedTable(user, unrelated, seed),
            study: {
              samples: user.study.samples,
              modalities: [
                {
                  name: CROWDED,
                  file: `${CROWDED}.csv`,
                  transform: first.transform,
                  likelihood: first.likelihood,
                  noise: first.noise,
                },
                { ...second, name: PREDICTED },
              ],
              ...(labels && { labels }),
              model: {
                ...model,
                name,
                private:
                  typeof model.private === 'number'
                    ? model.private
                    : { [CROWDED]: model.private[first.name] ?? 2, [PREDICTED]: model.private[second.name] ?? 2 },
              },
              training: { ...training, epochs, seed },
              ...(split && { evaluation: split }),
            },
          })),
        ),
      ).flat(),
    };
  },
  async score(run) {
    const data = await readRun(run);
    return { cross: r2Of(data, CROWDED, PREDICTED), auc: aucOf(data, 'shared') };
  },
  checks(summary) {
    const sizes = summary.valuesOf('unrelated').map(Number);
    const most = Math.max(...sizes);
    const at = { unrelated: most };
    return [
      ahead(summary, {
        claim: `with ${formatCount(most)} unrelated features mmvae++ is ahead of every other model`,
        series: 'model',
        best: 'mmvae++',
        others: ['mmvae', 'mopoe', 'mvae'],
        measure: 'cross',
        at,
        margin: 0.01,
      }),
      keepsHalf(summary, most),
    ];
  },
};

/**
 * A modality as real numbers, as the paper takes its tables, unless its study says otherwise: standardised, and counts and
 * intensities logged before.
 */
async function asRealNumbers<M extends Study['modalities'][number]>(modality: M): Promise<M> {
  const { file, transform, likelihood = 'gaussian', ...choice } = modality;
  if (transform || likelihood !== 'gaussian') return { ...modality, likelihood };
  const scale = guessScale((await readTable(file, choice)).table.matrix);
  const logged = scale === 'counts' || scale === 'intensities';
  return { ...modality, likelihood, transform: logged ? ['log1p', 'standardize'] : ['standardize'] };
}

/** Null where there is hardly anything to keep. */
function keepsHalf(summary: Summary, unrelated: number): Check {
  const [before, after] = [0, unrelated].map((size) => summary.value('cross', { unrelated: size, model: 'mmvae++' }));
  return {
    claim: `mmvae++ keeps at least half of its R² when it gets ${formatCount(unrelated)} unrelated features`,
    holds: before >= 0.05 ? after >= 0.5 * before : null,
    numbers: `${formatScore(before)} without, ${formatScore(after)} with them`,
  };
}

/** The bundled sample: beside dist/, and at the root from the sources. */
function sampleStudy(): string {
  const places = ['..', '../..'].map((root) => join(__dirname, root, 'samples/tcga-acc/acc.crossmodal.json'));
  return places.find((file) => existsSync(file)) ?? places[0];
}

/** The first table with unrelated columns added. */
function crowdedTable({ study, fingerprint }: UserData, unrelated: number, seed: number): Tables {
  const [{ file, ...choice }] = study.modalities;
  return {
    key: `unrelated ${JSON.stringify([fingerprint, unrelated, seed])}`,
    async write(folder) {
      const { table } = await readTable(file, choice);
      const { features, values } = withUnrelated(table, unrelated, new Random(seed, STREAM));
      const rows = sampleRows(table.sampleIds, values);
      await writeFile(join(folder, `${CROWDED}.csv`), formatCsv(['sample_id', ...features], rows));
    },
  };
}

/**
 * Adds `count` columns: copies of the table, each with its samples in another order, which keeps what the columns have in
 * common among themselves and nothing else; of the last copy only some columns, drawn at random.
 */
export function withUnrelated(
  { sampleIds, features, matrix }: Table,
  count: number,
  random: Random,
): { features: string[]; values: Float32Array } {
  const { values } = toDense(matrix);
  const samples = sampleIds.length;
  const own = features.length;
  const width = own + count;
  const out = new Float32Array(samples * width);
  const names = [...features];
  for (let n = 0; n < samples; n++) out.set(values.subarray(n * own, (n + 1) * own), n * width);
  for (let added = 0, copy = 1; added < count; copy++) {
    const order = random.permutation(samples);
    const columns = random.permutation(own).subarray(0, count - added);
    for (const column of columns) {
      names.push(`unrelated_${copy}_${features[column]}`);
      for (let n = 0; n < samples; n++) out[n * width + own + added] = values[order[n] * own + column];
      added++;
    }
  }
  return { features: names, values: out };
}
