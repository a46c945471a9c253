import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseStudy } from '../src/run/readStudy.ts';
import { parseSweep } from '../src/run/readSweep.ts';
import { parseJson } from '../src/run/settingsFile.ts';

test('a study and a sweep can be copied from README.md', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => parseJson(text, 'README.md'));
  expect(blocks).toHaveLength(2);
  expect(parseStudy(blocks[0], 'README.md').modalities).toHaveLength(2);
  expect(parseSweep(blocks[1], 'README.md').holdOut).toEqual({ fraction: 0.2, seed: 0 });
  expect(readme).not.toContain('```jsonc');
});
