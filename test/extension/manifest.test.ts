import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { slurmSchema } from '../../src/run/sweepFile.ts';

const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);

test('every command that VS Code is told of is registered, and the other way round', async () => {
  const source = await readFile('src/extension/extension.ts', 'utf8');
  const registered = [...source.matchAll(/\bcommand\('(\w+)'/g)].map(([, name]) => `crossmodal.${name}`);
  expect(registered.sort()).toEqual([...declared].sort());
});

test('menus and welcome texts name commands that exist', () => {
  const inMenus = Object.values(contributes.menus)
    .flat()
    .map(({ command }) => command);
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const texts = [...contributes.viewsWelcome.map(({ contents }) => contents), ...steps.map((step) => step.description)];
  const inTexts = texts.flatMap((text) => [...text.matchAll(/command:([\w.]+)/g)].map(([, command]) => command));
  const awaited = steps.flatMap(({ completionEvents }) =>
    completionEvents.filter((event) => event.startsWith('onCommand:')).map((event) => event.slice('onCommand:'.length)),
  );
  const ours = [...inMenus, ...inTexts, ...awaited].filter((command) => !command.startsWith('workbench.action.'));
  for (const command of ours) expect(declared).toContain(command);
});

test('the explorer offers its commands on every kind of table, and on nothing else', () => {
  const offered = (command: string, name: string, folder: boolean) =>
    contributes.menus['explorer/context']
      .filter((entry) => entry.command === command)
      .flatMap(({ when }) => when.split(' || '))
      .filter((when) => when.startsWith('!') !== folder)
      .some((when) => new RegExp(/=~ \/(.+)\/i$/.exec(when)?.[1] ?? '(?!)', 'i').test(name));
  const tables = ['a.csv', 'a.TSV.gz', 'a.txt', 'a.parquet', 'a.h5ad', 'a.h5mu', 'raw.h5', 'a.hdf5', 'matrix.mtx.gz'];
  for (const command of ['crossmodal.analyze', 'crossmodal.train']) {
    expect(tables.filter((name) => !offered(command, name, false))).toEqual([]);
    expect(offered(command, 'filtered_feature_bc_matrix', true)).toBe(true);
    expect(['a.json', 'a.h5seurat', 'csv', 'a.csv.bak'].filter((name) => offered(command, name, false))).toEqual([]);
    expect(offered(command, 'tables', true)).toBe(false);
  }
  expect(offered('crossmodal.train', 'acc.crossmodal.json', false)).toBe(true);
});

test('the walkthrough has four steps with a picture each, and the welcome view leads to it', () => {
  const [{ id, steps }] = contributes.walkthroughs;
  expect(steps.map((step) => step.id)).toEqual(['sample', 'train', 'map', 'r2']);
  expect(contributes.viewsWelcome[0].contents).toContain(
    `workbench.action.openWalkthrough?${encodeURIComponent(`"${manifest.publisher}.${manifest.name}#${id}"`)}`,
  );
});

test('results open in our editor, study files do not', () => {
  const [{ selector }] = contributes.customEditors;
  expect(selector).toEqual([{ filenamePattern: '*.crossmodal' }]);
  expect(contributes.jsonValidation[0].fileMatch).toBe('*.crossmodal.json');
});

test('there are at most ten settings, and the code reads each of them', async () => {
  const names = Object.keys(contributes.configuration.properties);
  expect(names.length).toBeLessThanOrEqual(10);
  const source = await readFile('src/extension/settings.ts', 'utf8');
  for (const name of names) expect(source).toContain(`'${name.replace('crossmodal.', '')}'`);
});

test('the setting for Slurm takes what a sweep file takes', () => {
  const { name: _, ...asked } = slurmSchema.shape;
  const { properties } = contributes.configuration.properties['crossmodal.slurm'];
  expect(Object.keys(properties).sort()).toEqual(Object.keys(asked).sort());
});

test('files that the manifest names are there, and in the package', async () => {
  const named = [
    manifest.icon,
    contributes.jsonValidation[0].url,
    ...contributes.views.explorer.map(({ icon }) => icon),
    ...contributes.languages.flatMap(({ icon }) => [icon.light, icon.dark]),
    ...contributes.grammars.map(({ path }) => path),
    ...contributes.walkthroughs.flatMap(({ icon, steps }) => [icon, ...steps.map(({ media }) => media.svg)]),
  ].map((file) => file.replace(/^\.\//, ''));
  const packaged = (await readFile('.vscodeignore', 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));
  for (const file of named) {
    expect(existsSync(file), file).toBe(true);
    expect(
      packaged.some((pattern) => pattern.test(file)),
      file,
    ).toBe(true);
  }
});

test('nothing in the extension asks the network', async () => {
  const folder = 'src/extension';
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text, file).not.toMatch(/node:https?|\bfetch\(|node:net|node:tls|https?:\/\//);
  }
});
