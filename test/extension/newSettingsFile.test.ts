import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeNewSettings } from '../../src/extension/newSettingsFile.ts';

test('a file of settings is written where its name is free, and used again where it says the same', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'crossmodal-settings-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const place = { directory, name: 'acc-shared', ending: '.sweep.json' };
  const sweep = { study: 'acc.crossmodal.json', grid: { 'model.shared': [1, 2] } };
  const first = join(directory, 'acc-shared.sweep.json');
  expect(await writeNewSettings(place, sweep)).toEqual({ path: first, made: true });
  expect(JSON.parse(await readFile(first, 'utf8'))).toEqual(sweep);
  expect(await writeNewSettings(place, sweep)).toEqual({ path: first, made: false });
  await writeFile(first, 'another');
  const second = join(directory, 'acc-shared-2.sweep.json');
  expect(await writeNewSettings(place, sweep)).toEqual({ path: second, made: true });
  expect(await readFile(first, 'utf8')).toBe('another');
});
