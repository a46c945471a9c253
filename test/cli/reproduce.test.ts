import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reproduce } from '../../src/cli/reproduce.ts';
import { scratchFolder, userErrorOf } from '../data/scratch.ts';
import { callCommand } from './callCommand.ts';

const scratch = scratchFolder();

describe('crossmodal reproduce', () => {
  it('lists the experiments', async () => {
    const { printed, document } = await callCommand(reproduce, []);
    for (const name of ['fig1b', 'fig2', 'private-features', 'supervised', 'mmvm-beta', 'ablation', 'missing']) {
      expect(printed).toContain(name);
      expect(document).toContainEqual(expect.objectContaining({ name }));
    }
  });

  it('writes tables, figure and verdict, and makes no run twice', async () => {
    const out = join(scratch.path, 'fig1b');
    const args = ['fig1b', '--quick', '--models', 'mmvae', '--engine', 'wasm', '--out', out];
    const { printed, document } = await callCommand(reproduce, args);
    expect(printed).toContain('smoke run');
    expect(printed).toContain('No claim was tested.');
    expect(printed.split('\n').at(-1)).toMatch(/fig1b$/);
    expect(document).toMatchObject({ name: 'fig1b', quick: true, runs: 2, kept: 0, failed: [] });
    expect(readdirSync(out).sort()).toEqual([
      'figure.svg',
      'figure.vl.json',
      'runs.jsonl',
      'summary.csv',
      'table.csv',
      'verdict.md',
    ]);
    expect(readFileSync(join(out, 'table.csv'), 'utf8').split('\n')).toHaveLength(4);
    expect(readFileSync(join(out, 'verdict.md'), 'utf8')).toContain('| mmvae | 100 |');

    const again = await callCommand(reproduce, [...args, '--json']);
    expect(again.document).toMatchObject({ kept: 2, summary: [{}, {}, {}, {}] });
  });

  it.each<[string[], RegExp]>([
    [['fig9'], /no experiment "fig9"\. There are:\n.*fig1b/s],
    [['fig1b', 'fig2'], /takes one experiment; "fig2"/],
    [['fig1b', '--seeds', '0'], /--seeds 0: give a whole number from 1 to 100/],
    [['fig1b', '--models', 'mmvae,vae'], /no model "vae"/],
    [['fig1b', '--data', 'x'], /makes its own data/],
    [['fig1b', '--engine', 'gpu'], /--engine gpu: give auto, tensorflow or wasm/],
    [['ablation', '--models', 'mvae'], /knows mmvae\+\+ and mmvae only/],
    [['private-features', '--data', 'nowhere'], /--data nowhere: there is no such/],
  ])('refuses %j', async (args, message) => {
    expect(await userErrorOf(() => callCommand(reproduce, [...args, '--out', join(scratch.path, 'refused')]))).toMatch(
      message,
    );
    expect(readdirSync(scratch.path)).not.toContain('refused');
  });
});
