import type { CategoricalColumn, ContinuousColumn, LabelColumn, Latents } from '../../src/run/runData.ts';
import type { Compared } from './compared.ts';

/**
 * The samples of all compared runs, with their labels: one colour for a class, and one row for a sample, in all maps.
 * A sample's label is that of the first run that knows it.
 */
export function comparedLatents({ runs, sampleIds }: Compared): Latents {
  const rowOf = new Map(sampleIds.map((id, row) => [id, row]));
  const sources = runs.flatMap(({ latents }) =>
    latents
      ? latents.labels.map((column) => ({ column, rows: latents.sampleIds.map((id) => rowOf.get(id) ?? 0) }))
      : [],
  );
  const names = [...new Set(sources.map(({ column }) => column.name))];
  return {
    sampleIds,
    split: { kind: 'categorical', name: 'split', classes: [], codes: new Int32Array(sampleIds.length).fill(-1) },
    blocks: [],
    labels: names.map((name) =>
      joined(
        sources.filter(({ column }) => column.name === name),
        sampleIds.length,
      ),
    ),
    errors: [],
  };
}

interface Source<T> {
  readonly column: T;
  /** [samples of its run] row among all samples */
  readonly rows: readonly number[];
}

/** A column that is categorical in one run and continuous in another keeps the kind of the first. */
function joined(sources: readonly Source<LabelColumn>[], samples: number): LabelColumn {
  const [{ column: first }] = sources;
  return first.kind === 'categorical'
    ? joinedClasses(
        first.name,
        sources.flatMap(({ column, rows }) => (column.kind === 'categorical' ? [{ column, rows }] : [])),
        samples,
      )
    : joinedValues(
        first.name,
        sources.flatMap(({ column, rows }) => (column.kind === 'continuous' ? [{ column, rows }] : [])),
        samples,
      );
}

function joinedClasses(name: string, sources: readonly Source<CategoricalColumn>[], samples: number): LabelColumn {
  const classes = [...new Set(sources.flatMap(({ column }) => column.classes))];
  const codes = new Int32Array(samples).fill(-1);
  for (const { column, rows } of sources.toReversed()) {
    const codeOf = column.classes.map((label) => classes.indexOf(label));
    column.codes.forEach((code, i) => {
      if (code >= 0) codes[rows[i]] = codeOf[code];
    });
  }
  return { kind: 'categorical', name, classes, codes };
}

function joinedValues(name: string, sources: readonly Source<ContinuousColumn>[], samples: number): LabelColumn {
  const values = new Float32Array(samples).fill(Number.NaN);
  for (const { column, rows } of sources.toReversed()) {
    column.values.forEach((value, i) => {
      if (!Number.isNaN(value)) values[rows[i]] = value;
    });
  }
  return { kind: 'continuous', name, values };
}
