import { describe, expect, it } from 'vitest';
import { summaryCsv, tableCsv } from '../../src/experiments/csvTables.ts';
import { Summary } from '../../src/experiments/summary.ts';
import { summaryTable } from '../../src/experiments/summaryTable.ts';
import { finished, TINY } from './tiny.ts';

const RUNS = [
  finished({ model: 'a', size: 20, seed: 0 }, { cross: [0, 0.1, 0.2, 0.3, 0.4, 0.5], auc: [0.5] }),
  finished({ model: 'b', size: 20, seed: 0 }, { cross: [Number.NaN, -0.25], auc: [] }),
  finished({ model: 'a', size: 20, seed: 1 }, { cross: [0.6, 0.7, 0.8, 0.9, 1], auc: [0.8] }),
];
const summary = new Summary(TINY, RUNS);

describe('the summary', () => {
  it('pools features and seeds: median, and 10 % and 90 % quantiles', () => {
    // Eleven values from 0 to 1 in steps of 0.1.
    const row = summary.find('cross', { model: 'a', size: 20 });
    expect(row).toMatchObject({ runs: 2, values: 11 });
    expect(row?.value).toBeCloseTo(0.5, 12);
    expect(row?.low).toBeCloseTo(0.1, 12);
    expect(row?.high).toBeCloseTo(0.9, 12);
  });

  it('takes the mean of measures that say so', () => {
    expect(summary.value('auc', { model: 'a' })).toBeCloseTo(0.65, 12);
  });

  it('leaves out what has no value, and says NaN where nothing has', () => {
    expect(summary.find('cross', { model: 'b' })).toMatchObject({ values: 1, value: -0.25 });
    expect(summary.value('auc', { model: 'b' })).toBeNaN();
    expect(summary.value('cross', { model: 'nobody' })).toBeNaN();
  });

  it('puts published numbers beside the same settings and measure only', () => {
    expect(summary.find('cross', { model: 'a' })?.published.map(({ by, value }) => [by, value])).toEqual([
      ['paper', 0.7],
      ['authors', 0.6],
    ]);
    expect(summary.find('cross', { model: 'b' })?.published).toEqual([]);
    expect(summary.find('auc', { model: 'a' })?.published).toEqual([]);
  });
});

describe('its tables', () => {
  it('write a row a run, medians over features, and the runs that failed', () => {
    const failed = [{ settings: { model: 'b', size: 20, seed: 1 }, error: 'view1.csv, row 3: no number' }];
    expect(tableCsv(TINY, RUNS, failed).split('\n')).toEqual([
      'model,size,seed,cross,auc,seconds,engine,crossmodal,error',
      'a,20,0,0.25,0.5,2,wasm 4.22.0,0.1.0,',
      'b,20,0,-0.25,,2,wasm 4.22.0,0.1.0,',
      'a,20,1,0.8,0.8,2,wasm 4.22.0,0.1.0,',
      'b,20,1,,,,,,"view1.csv, row 3: no number"',
      '',
    ]);
  });

  it('write a row for each setting and measure with the published numbers', () => {
    const [header, first] = summaryCsv(TINY, summary).split('\n');
    expect(header).toBe(
      'model,size,measure,centre,runs,values,value,q10,q90,paper,authors_code,authors_code_q10,authors_code_q90',
    );
    expect(first).toBe('a,20,cross,median,2,11,0.5,0.1,0.9,0.7,0.6,0.4,0.8');
  });

  it('show people intervals, true minus signs and dashes', () => {
    expect(summaryTable(TINY, summary)).toEqual([
      ['model', 'private features', 'R²', "authors' code", 'paper', 'AUC'],
      ['a', '20', '0.50 [0.10 to 0.90]', '0.60 [0.40 to 0.80]', '0.70', '0.65 [0.53 to 0.77]'],
      ['b', '20', '−0.25', '–', '–', '–'],
    ]);
  });
});
