import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell, Measure } from '../../src/experiments/experiment.ts';
import { keyOf } from '../../src/experiments/journal.ts';
import { type Progress, runExperiment } from '../../src/experiments/runExperiment.ts';
import { r2Of } from '../../src/experiments/scores.ts';
import { readRun } from '../../src/run/readRun.ts';
import { scratchFolder } from '../data/scratch.ts';
import { tinyCell, tinyStudy } from './tiny.ts';

const scratch = scratchFolder();
const MEASURES: Measure[] = [{ name: 'cross', title: 'R²', centre: 'median' }];

async function run(folder: string, cells: Cell[], stopAfter = Number.POSITIVE_INFINITY, measures = MEASURES) {
  const interruption = new AbortController();
  const steps: Progress[] = [];
  const outcome = await runExperiment(
    { measures, score: async (made) => ({ cross: r2Of(await readRun(made), 'view1', 'view2'), more: [1] }) },
    { description: [], cells },
    {
      folder: join(scratch.path, folder),
      engine: 'wasm',
      signal: interruption.signal,
      onProgress: (step) => {
        steps.push(step);
        if (steps.length === stopAfter) interruption.abort();
      },
    },
  );
  return { outcome, steps };
}

describe('runs of an experiment', () => {
  const cells = [0, 1].flatMap((seed) => [tinyCell('mmvae', seed), tinyCell('mvae', seed)]);

  it('are kept when it is interrupted; the next call makes the others', async () => {
    const first = await run('resumed', cells, 1);
    expect(first.outcome).toMatchObject({ interrupted: true, kept: 0 });
    expect(first.outcome.finished).toHaveLength(1);
    const second = await run('resumed', cells);
    expect(second.outcome).toMatchObject({ interrupted: false, kept: 1 });
    expect(second.steps.map(({ done }) => done)).toEqual([2, 3, 4]);
    expect(second.outcome.finished.map(({ settings }) => settings)).toEqual(cells.map(({ settings }) => settings));
    expect(second.outcome.finished[0]).toEqual(first.outcome.finished[0]);
    const scores = second.outcome.finished.map(({ scores }) => scores['cross']);
    for (const features of scores) expect(features.filter(Number.isFinite)).toHaveLength(5);
    expect(new Set(scores.map(String)).size).toBe(4);

    const third = await run('resumed', cells);
    expect(third.steps).toEqual([]);
    expect(third.outcome.finished).toEqual(second.outcome.finished);
  });

  it('survive a line cut short, and are made again with other settings or for another measure', async () => {
    const [cell] = cells;
    await run('changed', [cell]);
    appendFileSync(join(scratch.path, 'changed/runs.jsonl'), '{"key":"abc","sett');
    expect((await run('changed', [cell])).outcome.kept).toBe(1);
    const longer = tinyCell('mmvae', 0, tinyStudy({ training: { epochs: 3, batchSize: 16 } }));
    expect(keyOf(longer)).not.toBe(keyOf(cell));
    appendFileSync(join(scratch.path, 'changed/runs.jsonl'), '\n');
    expect((await run('changed', [longer])).outcome.kept).toBe(0);
    expect((await run('changed', [cell, longer])).outcome.kept).toBe(2);
    const other = [...MEASURES, { name: 'unknown', title: '', centre: 'mean' } as const];
    expect((await run('changed', [cell], Number.POSITIVE_INFINITY, other)).outcome.kept).toBe(0);
  });

  it('that fail are reported, do not stop the others, and are tried again', async () => {
    const bad: Cell = {
      ...tinyCell('mvae', 0, tinyStudy({ labels: { file: 'labels.csv', column: 'nothing' } })),
      settings: { model: 'bad', seed: 0 },
    };
    const { outcome, steps } = await run('failing', [bad, cells[0]]);
    expect(outcome.failed).toEqual([{ settings: bad.settings, error: expect.stringContaining('"nothing"') }]);
    expect(outcome.finished.map(({ settings }) => settings['model'])).toEqual(['mmvae']);
    expect(steps.map(({ run, error }) => [run === null, error === null])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect((await run('failing', [bad, cells[0]])).outcome).toMatchObject({ kept: 1, failed: [{}] });
  });

  it('leave no temporary files and keep NaN through the journal', async () => {
    const before = leftovers();
    const folder = 'clean';
    await run(folder, [cells[0]]);
    expect(leftovers()).toEqual(before);
    const file = join(scratch.path, folder, 'runs.jsonl');
    const line = JSON.parse(readFileSync(file, 'utf8'));
    appendFileSync(file, `${JSON.stringify({ ...line, scores: { cross: [null, 0.5] } })}\n`);
    const { outcome } = await run(folder, [cells[0]]);
    expect(outcome.finished[0].scores['cross']).toEqual([Number.NaN, 0.5]);
  });
});

function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`crossmodal-reproduce-${process.pid}-`));
}
