import { expect, it } from 'vitest';
import { fileAndPart } from '../../src/data/fileAndPart.ts';
import { scratchFolder } from './scratch.ts';

const folder = scratchFolder();

it('cuts where the file ends, and nowhere else', () => {
  const plain = folder.write('cells.h5ad', '');
  const odd = folder.write('cells:v2.h5ad', '');
  expect(fileAndPart(plain)).toEqual({ file: plain });
  expect(fileAndPart(`${plain}:layers/counts`)).toEqual({ file: plain, part: 'layers/counts' });
  expect(fileAndPart(`${plain}:obsm/a:b`)).toEqual({ file: plain, part: 'obsm/a:b' });
  expect(fileAndPart(odd)).toEqual({ file: odd });
  expect(fileAndPart(`${odd}:X`)).toEqual({ file: odd, part: 'X' });
});

it('leaves what leads nowhere whole, for the message that says so', () => {
  expect(fileAndPart('nowhere.h5ad:X')).toEqual({ file: 'nowhere.h5ad:X' });
});
