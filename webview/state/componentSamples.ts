import type { Inspection } from '../../src/run/inspection.ts';
import type { LabelColumn } from '../../src/run/runData.ts';

/** The principal components of all tables, over one list of samples: what is selected in one is selected in all. */
export interface ComponentSamples {
  readonly sampleIds: readonly string[];
  readonly label: LabelColumn | null;
  readonly tables: readonly {
    readonly name: string;
    /** [samples]; NaN where the table's components do not have the sample */
    readonly x: Float32Array;
    readonly y: Float32Array;
  }[];
}

export function componentSamples({ tables, labels }: Inspection): ComponentSamples {
  const fitted = tables.flatMap(({ name, components }) => (components ? [{ name, components }] : []));
  const sampleIds = [...new Set(fitted.flatMap(({ components }) => components.samples))];
  const rowOf = new Map(sampleIds.map((id, row) => [id, row]));
  const values = new Float32Array(sampleIds.length).fill(Number.NaN);
  const drawn = fitted.map(({ name, components }) => {
    const x = new Float32Array(sampleIds.length).fill(Number.NaN);
    const y = x.slice();
    for (const [i, id] of components.samples.entries()) {
      const row = rowOf.get(id) ?? -1;
      x[row] = components.x[i] ?? Number.NaN;
      y[row] = components.y[i] ?? Number.NaN;
      values[row] = components.label?.[i] ?? Number.NaN;
    }
    return { name, x, y };
  });
  return { sampleIds, label: labels && labelOf(labels, values), tables: drawn };
}

function labelOf({ column, kind, classes }: NonNullable<Inspection['labels']>, values: Float32Array): LabelColumn {
  if (kind === 'continuous') return { kind, name: column, values };
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value));
  return { kind, name: column, classes: classes.map(({ name }) => name), codes };
}
