import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTableFile } from '../../../../src/data/openTableFile.ts';
import { userErrorOf } from '../../scratch.ts';
import oracle from './oracle.json' with { type: 'json' };
import { contentsOf } from './tables.ts';

/** Real files, which may not be part of the repository. */
const FORMATS = fileURLToPath(new URL('../../../../../shared/data/formats/', import.meta.url));

describe('agreement with anndata on real files', () => {
  it.for(Object.entries(oracle))('%s', async ([file, tables], { skip }) => {
    if (!existsSync(FORMATS + file)) skip('this file may not be part of the repository, and it is not beside it');
    if (tables.length === 0) {
      expect(await userErrorOf(() => openTableFile(FORMATS + file, {}))).toMatch(/holds no table of numbers/);
      return;
    }
    const opened = await openTableFile(FORMATS + file, {});
    const found = await contentsOf(opened);
    opened.close();
    expect(found.map(({ sum, ...rest }) => rest)).toEqual(tables.map(({ sum, ...rest }) => rest));
    for (const [k, { sum }] of found.entries()) expect(sum).toBeCloseTo(tables[k].sum, 5);
  });
});
