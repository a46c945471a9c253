import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileAndPart } from '../data/fileAndPart.ts';
import { median } from '../math/statistics.ts';
import { formatCount, formatNumber, formatScore, plural } from '../report/words.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { formatCsv } from '../run/csv.ts';
import { runFolderOf } from '../run/readRun.ts';
import { sampleRows } from '../run/sampleRows.ts';
import { UserError } from '../run/userError.ts';
import { type Prediction, predictNew } from '../trainer/predict/predictNew.ts';
import type { Command } from './command.ts';

const EXAMPLE = 'crossmodal predict RUN --given rnaseq=new.csv --target protein -o protein.csv';

/** `crossmodal predict` */
export const predict: Command = {
  name: 'predict',
  summary: 'Predict one modality of new samples from the others, with the model of a run.',
  help: `Usage: crossmodal predict RUN --given NAME=TABLE… --target NAME -o FILE.csv [--json]

Fills in a modality that was not measured (imputation). RUN is a run folder or the run.crossmodal in it; NAME is a modality of
the run. Features are matched by name and prepared with the statistics of the training samples; a feature that a table lacks
counts as its mean in training. With several tables a sample need only be in one of them.

  --given NAME=TABLE     a table of new samples, of any kind that is read (repeat for more). Of a file that holds several
                         tables it is the one of training, where the file has it; NAME=FILE:PART names another
  --target NAME          the modality to predict
  -o, --output FILE.csv  predictions: sample_id and one column a feature, before standardising, as R² is scored
  --json                 one JSON document on stdout: files, counts, unit, notes

Beside it, FILE.expected.csv says for each feature what error to expect: its held-out R² in the run, and
expected_error = √(1 − R²) × standard deviation in training.

Examples: ${EXAMPLE}
          crossmodal predict RUN --given rna=new.h5ad:layers/counts --target protein -o protein.csv`,
  options: {
    given: { type: 'string', multiple: true },
    target: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  async run({ positionals, options, print, progress }) {
    const [run, ...others] = positionals;
    const { given, target, output } = options;
    if (run === undefined || others.length > 0) throw new UserError(`predict wants one run: ${EXAMPLE}`);
    if (!Array.isArray(given)) throw new UserError(`Say what is given: ${EXAMPLE}`);
    if (typeof target !== 'string') throw new UserError(`Say which modality to predict: ${EXAMPLE}`);
    const tables = given.map(parseGiven);
    const file = await outputFile(output);
    const expectedFile = file.replace(/\.csv$/i, '.expected.csv');
    await refuseToOverwrite(tables, [file, expectedFile]);
    const prediction = await predictNew(await runFolderOf(run), tables, target);
    const { sampleIds, features, values, unit, expected, notes } = prediction;

    await writeAtomically(expectedFile, expectedCsv(prediction));
    await writeAtomically(file, formatCsv(['sample_id', ...features], sampleRows(sampleIds, values)));
    for (const note of notes) progress(`Note: ${note}`);
    print(`${target} of ${plural(sampleIds.length, 'sample')}, ${plural(features.length, 'feature')}, unit: ${unit}`);
    for (const line of expectationLines(prediction)) print(line);
    print(expectedFile);
    print(file);
    return {
      file,
      expected: expectedFile,
      samples: sampleIds.length,
      features: features.length,
      target,
      given: tables.map(({ name }) => name),
      unit,
      r2: { source: expected.source, lowerBound: expected.lowerBound, median: finite(median(expected.r2)) },
      notes,
    };
  },
};

/** Takes --given NAME=TABLE apart. */
function parseGiven(text: string): { name: string; file: string; part?: string } {
  const [, name, table] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || table === undefined) {
    throw new UserError(`--given ${text}: name the modality and its table, like --given rnaseq=new.csv`);
  }
  return { name, ...fileAndPart(table) };
}

async function outputFile(output: unknown): Promise<string> {
  if (typeof output !== 'string' || !/.\.csv$/i.test(output)) {
    throw new UserError(`Say which .csv file to write: ${EXAMPLE}`);
  }
  const file = resolve(output);
  const folder = await stat(dirname(file)).catch(() => null);
  if (!folder?.isDirectory()) throw new UserError(`There is no folder ${dirname(file)}. Make it, or choose another.`);
  return file;
}

/** @throws UserError where a file to write is a table to read, by whatever path */
async function refuseToOverwrite(
  tables: readonly { readonly file: string }[],
  written: readonly string[],
): Promise<void> {
  const place = (file: string): Promise<string> => realpath(file).catch(() => resolve(file));
  const outputs = await Promise.all(written.map(place));
  for (const { file } of tables) {
    if (!outputs.includes(await place(file))) continue;
    throw new UserError(`The prediction would replace ${file}, which is given. Choose another file for -o.`);
  }
}

function expectedCsv({ features, unit, expected }: Prediction): string {
  return formatCsv(
    ['feature', 'r2', 'r2_source', 'expected_error', 'unit'],
    features.map((feature, d) => [feature, expected.r2[d], expected.source ?? '', expected.error[d], unit]),
  );
}

function expectationLines({ unit, expected: { source, lowerBound, r2, error } }: Prediction): string[] {
  if (source === null || r2.every(Number.isNaN)) {
    return ['The run has no held-out scores of this direction: the error is not known.'];
  }
  const from = source === 'all' ? 'all other modalities' : source;
  const positive = r2.filter((score) => score > 0).length;
  return [
    `Held-out R² from ${from}: median ${formatScore(median(r2))}; above 0 for ${formatCount(positive)} of ${plural(r2.length, 'feature')}${positive < r2.length ? '; the others are no better than their mean' : ''}`,
    `Expected error (root mean square): median ${formatNumber(median(error))} ${unit === 'value' ? 'in the unit of the table' : `in ${unit}`}`,
    ...(lowerBound
      ? [
          `The run was not scored from these tables together: ${source} alone is the best of them, and R² a lower bound.`,
        ]
      : []),
  ];
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
