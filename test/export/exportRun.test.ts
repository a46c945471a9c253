import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/cli/export.ts';
import { labelValues, readLabels } from '../../src/data/labelTable.ts';
import { pickColumns, toDense } from '../../src/data/matrix.ts';
import { readTable } from '../../src/data/readTable.ts';
import { readRun } from '../../src/run/readRun.ts';
import type { R2Scores } from '../../src/run/runData.ts';
import { writeGroups } from '../../src/run/runFolder.ts';
import { UserError } from '../../src/run/userError.ts';
import { trainSmallRun } from '../analysis/run.ts';
import { callCommand } from '../cli/callCommand.ts';
import { parseCsv } from '../parseCsv.ts';
import { python, readAnnData, readMuData } from './python.ts';

let scratch: string;
let run: { folder: string; tables: string };
const at = (name: string): string => join(scratch, name);
const exported = (name: string, ...more: string[]) => callCommand(exportCommand, [run.folder, '-o', at(name), ...more]);

/** Samples of the small run: s0 to s39; "protein" lacks the first three. */
const SAMPLES = Array.from({ length: 40 }, (_, n) => `s${n}`);

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'crossmodal-export-'));
  const labels = join(scratch, 'labels.features.csv');
  const rows = SAMPLES.map((id, n) => `${id},${n === 7 ? '' : n % 3 === 0 ? 'Überlänge' : 'kurz'},${n * 1.5},x`);
  await writeFile(labels, ['id,size,days/weeks,split', ...rows].join('\n'));
  run = await trainSmallRun({ labels: { file: labels, column: 'size' } });
  await writeGroups(run.folder, [
    { name: 'odd ones', samples: ['s1', 's3'], features: null },
    { name: 'markers', samples: null, features: { modality: 'rna', names: ['marker', 'g2'] } },
  ]);
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

/** R² of a direction as the run has it. */
function r2Of(scores: R2Scores | null, source: string, target: string): number[] {
  const pair = scores?.pairs.find((one) => one.source === source && one.target === target);
  return Array.from(pair?.r2 ?? [], Number);
}

const rounded = (values: readonly unknown[]): (string | null)[] =>
  values.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value.toPrecision(6) : null));

describe.skipIf(python === null)('in Python', () => {
  it('gives all samples their latents, labels and groups, and all features their R²', async () => {
    await exported('all.h5ad');
    const { latents, r2, run: record } = await readRun(run.folder);
    const found = readAnnData(at('all.h5ad'));
    expect(found.X).toBeNull();
    expect(found.obs_names).toEqual(SAMPLES);
    for (const { name, dimensions } of latents?.blocks ?? []) {
      const block = found.obsm[`X_crossmodal_${name}`];
      expect(block).toHaveLength(SAMPLES.length);
      dimensions.forEach((values, k) => {
        expect(rounded(block.map((row) => row[k]))).toEqual(rounded([...values]));
      });
    }
    expect(found.obsm['X_crossmodal_private_protein'].slice(0, 3)).toEqual([[null], [null], [null]]);

    expect(found.obs['size'].slice(6, 10)).toEqual(['Überlänge', null, 'kurz', 'Überlänge']);
    expect(found.obs['days_weeks'].slice(0, 3)).toEqual([0, 1.5, 3]);
    expect(found.obs['split_2'].every((value) => value === 'x')).toBe(true);
    expect(found.obs['odd ones'].slice(0, 5)).toEqual([false, true, false, true, false]);
    expect(found.dtypes).toMatchObject({ split: 'category', size: 'category', 'odd ones': 'bool' });
    expect(found.obs['reconstruction_error_protein'].slice(0, 3)).toEqual([null, null, null]);

    expect(found.var_names).toEqual(['g1', 'g2', 'g3', 'g4', 'g5', 'marker', 'p1', 'p2', 'p3']);
    expect(found.var['modality']).toEqual([...new Array(6).fill('rna'), ...new Array(3).fill('protein')]);
    const none = (count: number) => new Array(count).fill(null);
    expect(rounded(found.var['r2_from_protein'])).toEqual([...rounded(r2Of(r2, 'protein', 'rna')), ...none(3)]);
    expect(rounded(found.var['r2_from_rna'])).toEqual([...none(6), ...rounded(r2Of(r2, 'rna', 'protein'))]);
    expect(found.var['markers']).toEqual([false, true, false, false, false, true, false, false, false]);
    expect(
      found.var['verdict'].every((value) => value === null || /^(shared|private|neither)$/.test(String(value))),
    ).toBe(true);
    expect(found.varm['crossmodal_loadings_shared']).toHaveLength(9);

    const { study, seed, model, metrics } = found.uns.crossmodal;
    expect(JSON.parse(String(study))).toEqual(record.study);
    expect({ seed, model }).toEqual({ seed: 0, model: 'mmvae++' });
    expect(metrics).toMatchObject({
      epoch: record.metrics?.epoch,
      r2: {
        source: record.metrics?.r2.map(({ source }) => source),
        target: record.metrics?.r2.map(({ target }) => target),
      },
    });
  });

  it('gives one modality its samples, and the values of its table', async () => {
    const { document } = await exported('protein.h5ad', '--modality', 'protein', '--json');
    expect(document).toMatchObject({ samples: 37, features: 3, values: ['protein'] });
    const found = readAnnData(at('protein.h5ad'));
    expect(found.obs_names).toEqual(SAMPLES.slice(3));
    const table = parseCsv(await readFile(join(run.tables, 'protein.csv'), 'utf8'));
    expect(table.header).toEqual(['id', 'p1', 'p2', 'p3', 'flat']);
    const values = table.rows.map((row) =>
      row.slice(1, 4).map((cell) => (cell === '' ? null : Math.fround(Number(cell)))),
    );
    expect(found.X).toEqual(values);
    expect(Object.keys(found.obsm).sort()).toEqual(['X_crossmodal_private_protein', 'X_crossmodal_shared']);
    expect(found.var).not.toHaveProperty('modality');
  });

  it('keeps every modality with its own samples in one .h5mu', async () => {
    await exported('run.h5mu');
    const { latents, r2 } = await readRun(run.folder);
    const found = readMuData(at('run.h5mu'));
    expect(found.start).toBe('MuData');
    expect(found.attributes).toEqual({ 'encoding-type': 'MuData', 'encoding-version': '0.1.0', axis: 0 });
    expect(found.order).toEqual(['rna', 'protein']);
    expect(found.obs_names).toEqual(SAMPLES);
    const { rna, protein } = found.mod;
    expect(found.var_names).toEqual([...rna.var_names, ...protein.var_names]);
    expect([rna.obs_names.length, protein.obs_names.length]).toEqual([40, 37]);
    expect(found.obsmap['protein']).toEqual(SAMPLES.map((_, n) => Math.max(0, n - 2)));
    expect(found.obsm['protein']).toEqual(SAMPLES.map((_, n) => [n > 2]));
    expect(found.varmap['rna']).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0]);
    expect(rounded(protein.var['r2_from_rna'])).toEqual(rounded(r2Of(r2, 'rna', 'protein')));
    const shared = latents?.blocks.find(({ name }) => name === 'shared')?.dimensions[0] ?? [];
    expect(rounded(protein.obsm['X_crossmodal_shared'].map(([value]) => value))).toEqual(rounded([...shared].slice(3)));
    expect(rna.X).toHaveLength(40);
  });
});

it('writes what we read ourselves', async () => {
  await exported('again.h5mu');
  await exported('again.h5ad');
  const { latents } = await readRun(run.folder);
  const { table: protein } = await readTable(at('again.h5mu'), { part: 'protein' });
  const { table: original } = await readTable(join(run.tables, 'protein.csv'), {});
  expect(protein.sampleIds).toEqual(original.sampleIds);
  expect(protein.features).toEqual(['p1', 'p2', 'p3']);
  expect(protein.matrix).toEqual(pickColumns(original.matrix, Int32Array.of(0, 1, 2)));

  const { table: shared } = await readTable(at('again.h5ad'), { part: 'obsm/X_crossmodal_shared' });
  expect(shared.sampleIds).toEqual(SAMPLES);
  latents?.blocks[0].dimensions.forEach((values, k) => {
    expect(toDense(pickColumns(shared.matrix, Int32Array.of(k))).values).toEqual(values);
  });
  const labels = await readLabels(at('again.h5ad'), {});
  expect(labelValues(labels, 'size', ['s7', 's9'])).toEqual([null, 'Überlänge']);
  expect(labelValues(labels, 'odd ones', ['s1', 's2'])).toEqual(['True', 'False']);
});

it('writes CSV for R: samples in one file, features in another', async () => {
  const { printed } = await exported('run.csv');
  expect(printed.split('\n')).toEqual(['40 samples, 9 features', at('run.features.csv'), at('run.csv')]);
  const samples = parseCsv(await readFile(at('run.csv'), 'utf8'));
  expect(samples.header).toEqual([
    ...['sample_id', 'split', 'size', 'days/weeks', 'split_2', 'odd ones'],
    ...['reconstruction_error_rna', 'reconstruction_error_protein'],
    ...['shared_1', 'shared_2', 'shared_3', 'private_rna_1', 'private_protein_1'],
  ]);
  const latents = parseCsv(await readFile(join(run.folder, 'latents.csv'), 'utf8'));
  expect(samples.rows.map((row) => [row[0], row[1], ...row.slice(8)])).toEqual(latents.rows);
  expect(samples.rows[1][5]).toBe('TRUE');
  const features = parseCsv(await readFile(at('run.features.csv'), 'utf8'));
  expect(features.header.slice(0, 5)).toEqual(['name', 'modality', 'feature', 'r2_self', 'r2_from_protein']);
  expect(features.rows).toHaveLength(9);
});

it('tells which tables are left out, and why', async () => {
  const table = join(run.tables, 'protein.csv');
  const content = await readFile(table);
  await writeFile(table, `${content}x,1,2,3,4\n`);
  try {
    const { document } = await exported('changed.h5mu', '--json');
    expect(document).toMatchObject({ samples: 40, values: ['rna'] });
  } finally {
    await writeFile(table, content);
  }
});

it('says how to ask', async () => {
  for (const [args, message] of [
    [[], /export wants one run/],
    [[run.folder], /Say which file to write/],
    [[run.folder, '-o', at('run.xlsx')], /choose one of h5ad, h5mu, csv/],
    [[run.folder, '-o', at('run.csv'), '--format', 'rds'], /--format rds: choose one of/],
    [[run.folder, '-o', at('run.csv'), '--format', 'h5ad'], /ends in \.h5ad/],
    [[run.folder, '-o', at('nowhere/run.csv')], /There is no folder/],
    [[run.folder, '-o', at('a.csv'), '--modality', 'adt'], /no modality "adt".*rna, protein/],
    [[run.folder, '-o', at('a.h5mu'), '--modality', 'rna'], /holds all modalities/],
    [[run.folder, '-o', join(run.tables, 'rna.csv')], /was trained on .*rna\.csv/],
    [[run.folder, '-o', at('labels.csv')], /was trained on .*labels\.features\.csv/],
    [[scratch, '-o', at('a.csv')], /holds no run/],
  ] as const) {
    const error = await callCommand(exportCommand, [...args]).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(message);
  }
});
