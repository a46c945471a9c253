import { describe, expect, it } from 'vitest';
import type { InspectedTable } from '../../src/data/findings/finding.ts';
import { layerFindings } from '../../src/data/findings/layerFindings.ts';
import { lookAt } from '../../src/data/inspectTable.ts';
import { denseMatrix } from '../../src/data/matrix.ts';
import { Random } from '../../src/math/random.ts';
import type { LikelihoodName, TransformName } from '../../src/run/study.ts';

const SAMPLES = 50;
const FEATURES = 8;

function look(
  cell: (random: Random) => number,
  given: { likelihood?: LikelihoodName; transform?: TransformName[] } = {},
) {
  const random = new Random(6);
  const matrix = denseMatrix(
    Float32Array.from({ length: SAMPLES * FEATURES }, () => cell(random)),
    FEATURES,
  );
  const table = {
    file: 'a.h5ad',
    sampleIds: Array.from({ length: SAMPLES }, (_, n) => `s${n}`),
    features: Array.from({ length: FEATURES }, (_, k) => `f${k}`),
    matrix,
  };
  return lookAt(
    { name: 'a', file: 'a.h5ad', ...given },
    { table, format: 'AnnData', part: 'X', orientation: { rows: 'samples' } },
  );
}

const count = (random: Random) => Math.floor(Math.exp(random.uniform() * 6));
const logged = (random: Random) => (random.uniform() < 0.6 ? 0 : Math.log1p(count(random)));

describe('settings that do not fit the values', () => {
  it('are told with a likelihood made for them', () => {
    const { findings } = look(count, { likelihood: 'gaussian' });
    expect(findings.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^a holds counts \(whole numbers up to \d+\), and its likelihood is gaussian\.$/),
    ]);
    expect(findings[0].remedy?.edits).toEqual([
      { edit: 'setModality', modality: 'a', set: { likelihood: 'negative-binomial' } },
    ]);
    expect(look(count, { likelihood: 'poisson' }).findings).toEqual([]);
    const binary = look((random) => random.integer(2), { likelihood: 'gaussian', transform: ['standardize'] }).findings;
    expect(binary[0].remedy?.edits).toEqual([{ edit: 'setModality', modality: 'a', set: { likelihood: 'bernoulli' } }]);
  });

  it('are told with the transform that they lack', () => {
    const raw = look(count, { likelihood: 'gaussian', transform: ['standardize'] }).findings;
    expect(raw.map(({ text }) => text)).toContainEqual(expect.stringMatching(/takes no logarithm/));
    const shares = look((random) => 0.01 + 0.98 * random.uniform(), { transform: ['standardize'] }).findings;
    expect(shares.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^a looks like proportions .* takes no M-values/),
    ]);
    expect(shares[0].remedy?.edits).toEqual([
      { edit: 'setModality', modality: 'a', set: { transform: ['m-values', 'standardize'] } },
    ]);
  });
});

describe('counts behind a table that was normalised', () => {
  const others = ['layers/spliced', 'layers/counts', 'obsm/protein'];

  it('are offered', () => {
    const [found] = layerFindings(look(logged), 'X', others);
    expect(found.text).toMatch(
      /^a looks like counts that were normalised \(0 to [\d.]+ .*\), and its file holds "layers\/counts" as well\.$/,
    );
    expect(found.remedy?.edits).toEqual([{ edit: 'setModality', modality: 'a', set: { part: 'layers/counts' } }]);
  });

  it.each<[string, InspectedTable, string, string[]]>([
    ['of another modality', look(logged), 'rna', ['adt/layers/counts', 'layers/counts']],
    ['where the table holds counts itself', look(count), 'X', others],
    ['where the values are 0 to 1000', look((random) => 1000 * random.uniform()), 'X', others],
    ['where the file holds none', look(logged), 'X', ['layers/spliced']],
  ])('are not offered %s', (_, inspected, part, listed) => {
    expect(layerFindings(inspected, part, listed)).toEqual([]);
  });

  it('are offered by the modality of an .h5mu', () => {
    const [found] = layerFindings(look(logged), 'rna', ['adt', 'adt/layers/counts', 'rna/layers/counts']);
    expect(found.remedy?.edits).toEqual([{ edit: 'setModality', modality: 'a', set: { part: 'rna/layers/counts' } }]);
  });
});
