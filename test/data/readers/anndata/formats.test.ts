import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTableFile } from '../../../../src/data/openTableFile.ts';
import { userErrorOf } from '../../scratch.ts';
import made from './made.json' with { type: 'json' };
import oracle from './oracle.json' with { type: 'json' };
import { type Contents, contentsOf } from './tables.ts';

/** Real files, which may not be part of the repository. */
const FORMATS = fileURLToPath(new URL('../../../../../shared/data/formats/', import.meta.url));

const FEATURE_TYPES = ['Gene Expression', 'Peaks', 'Antibody Capture'];

async function requireAgreement(path: string, expected: readonly Contents[]): Promise<void> {
  if (expected.length === 0) {
    expect(await userErrorOf(() => openTableFile(path, {}))).toMatch(/holds no table of numbers/);
    return;
  }
  const opened = await openTableFile(path, {});
  const found = await contentsOf(opened);
  opened.close();
  // Tables of one type of features are parts of X, which the oracle does not take apart.
  const tables = found.filter(({ name }) => !FEATURE_TYPES.includes(name));
  expect(tables.map(({ sum, ...rest }) => rest)).toEqual(expected.map(({ sum, ...rest }) => rest));
  for (const [k, { sum }] of tables.entries()) expect(sum).toBeCloseTo(expected[k].sum, 5);
}

describe('agreement with anndata on real files', () => {
  it.for(Object.entries(oracle))('%s', async ([file, expected], { skip }) => {
    if (!existsSync(FORMATS + file)) skip('this file may not be part of the repository, and it is not beside it');
    await requireAgreement(FORMATS + file, expected);
  });
});

describe('agreement with anndata on layouts of other versions', () => {
  it.each(Object.entries(made))('%s', async (file, expected) => {
    await requireAgreement(fileURLToPath(new URL(file, import.meta.url)), expected);
  });

  it('knows every file that was made', () => {
    const folder = fileURLToPath(new URL('made', import.meta.url));
    expect(Object.keys(made).sort()).toEqual(
      readdirSync(folder, 'utf8')
        .map((name) => `made/${name}`)
        .sort(),
    );
  });
});
