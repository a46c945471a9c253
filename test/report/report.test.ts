import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { extract } from '../../src/report/embedding.ts';
import { reportRun } from '../../src/report/reportRun.ts';
import { RunFolder } from '../../src/run/runFolder.ts';
import { runFixture } from '../webview/fixtures.ts';

const data = runFixture({
  modalities: [
    { name: 'rna', features: 30 },
    { name: 'mirna', features: 5 },
  ],
  samples: 20,
  folds: null,
});
let folder: string;
let run: string;
let command: Command;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossmodal-report-'));
  run = join(folder, 'my-run');
  await writeRunFolder(run);
  // As in dist/: the command beside the viewer's files.
  const outfile = join(folder, 'report.cjs');
  const entry = join(import.meta.dirname, '../../src/cli/report.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile });
  writeFileSync(join(folder, 'viewer.js'), 'document.title = "viewer";');
  writeFileSync(join(folder, 'viewer.css'), 'body { margin: 0 }');
  command = createRequire(outfile)(outfile).report;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The fixture as the trainer writes it, with predictions of every feature in both directions. */
async function writeRunFolder(path: string): Promise<void> {
  if (!data.latents || !data.r2) throw new Error('the fixture is evaluated');
  const writer = RunFolder.existing(path);
  mkdirSync(path);
  await writer.writeRun(data.run);
  for (const entry of data.history.slice(0, 3)) await writer.appendHistory(entry);
  const { classes, codes } = data.latents.split;
  await writer.writeLatents({ ...data.latents, split: Array.from(codes, (code) => classes[code]) });
  await writer.writeR2(data.r2);
  const samples = data.latents.sampleIds;
  const matrix = (name: string, features: number, offset: number) => ({
    name,
    shape: [features, samples.length],
    values: Float32Array.from({ length: features * samples.length }, (_, i) => i + offset),
  });
  const tensors = data.r2.targets.flatMap((target) => [
    matrix(`actual/${target.name}`, target.features.length, 0),
    ...(data.r2?.pairs ?? [])
      .filter((pair) => pair.target === target.name)
      .flatMap(({ source, r2 }) => [
        matrix(`predicted/${source}/${target.name}`, target.features.length, 0.5),
        { name: `r2/${source}/${target.name}`, shape: [target.features.length, 1], values: r2 },
      ]),
  ]);
  const names = data.r2.targets.flatMap(({ name, features }) => [
    [`features/${name}`, JSON.stringify(features)],
    [`unit/${name}`, 'ln(1 + value)'],
  ]);
  await writer.writeTensors('predictions', tensors, { samples: JSON.stringify(samples), ...Object.fromEntries(names) });
}

function call(positionals: string[], options: Record<string, string> = {}) {
  const printed: string[] = [];
  const result = command.run({
    positionals,
    options,
    json: false,
    print: (text) => printed.push(text),
    progress: () => {},
  });
  return { result, printed };
}

test('a run is read with the best features of each direction, without its path', async () => {
  const report = await reportRun(join(run, 'run.crossmodal'));
  expect(report.data.folder).toBe('my-run');
  expect(report.data.r2?.targets.map(({ features }) => features.length)).toEqual([30, 5]);
  const of = (source: string, target: string) =>
    report.features.filter((entry) => entry.source === source && entry.target === target);
  // 12 of 30; of the five mirna features one has no score.
  expect(of('mirna', 'rna')).toHaveLength(12);
  expect(of('rna', 'mirna')).toHaveLength(4);
  const scores = of('mirna', 'rna').map(({ r2 }) => r2);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(report.features[0].unit).toBe('ln(1 + value)');
});

test('the command writes one page and says where it is', async () => {
  const file = join(folder, 'out.html');
  const { result, printed } = call([run, run], { output: file });
  const page = await result.then(() => readFileSync(file, 'utf8'));
  expect(await result).toEqual({ file, runs: [run, run], bytes: Buffer.byteLength(page) });
  expect(printed.at(-1)).toBe(file);
  expect(page).toContain('document.title = "viewer";');
  expect(page).not.toContain(folder);
  const json = page.match(/id="crossmodal-report">(.*?)<\/script>/s)?.[1] ?? '';
  expect(extract(json)).toHaveLength(2);
});

test('a run that kept no predictions still has a report', async () => {
  const bare = join(folder, 'bare');
  await writeRunFolder(bare);
  rmSync(join(bare, 'predictions.safetensors'));
  const report = await reportRun(bare);
  expect(report.features).toEqual([]);
  expect(report.data.r2).not.toBeNull();
});

describe('mistakes end in one clear message', () => {
  test.each([
    ['no run', () => call([], { output: 'x.html' }), /Name at least one run folder/],
    ['no output', () => call([run]), /Say where to write the page/],
    [
      'a run that is not there',
      () => call([join(folder, 'nowhere')], { output: join(folder, 'x.html') }),
      /There is no run at .*nowhere/,
    ],
    ['a folder that holds no run', () => call([folder], { output: join(folder, 'x.html') }), /holds no run/],
    [
      'an output folder that is not there',
      () => call([run], { output: join(folder, 'no/such/x.html') }),
      /There is no folder .*such/,
    ],
    ['an output that is a folder', () => call([run], { output: folder }), /is a folder\. Name the file to write/],
  ])('%s', async (_name, make, message) => {
    await expect(make().result).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(message) });
  });
});
