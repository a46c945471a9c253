import { File, type Group, ready } from 'h5wasm/node';

/** What a small AnnData holds. */
export interface SmallAnndata {
  readonly samples: readonly string[];
  readonly features: readonly string[];
  /** rows of numbers */
  readonly x: readonly (readonly number[])[];
  /** as compressed sparse rows, else dense */
  readonly sparse?: boolean;
  readonly obs?: Readonly<Record<string, readonly string[]>>;
  readonly layers?: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly obsm?: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Writes an .h5ad by the on-disk format of anndata 0.8, without our own writer. */
export async function writeH5ad(file: string, content: SmallAnndata): Promise<void> {
  await inFile(file, (root) => writeAnndata(root, content));
}

/** Writes an .h5mu by the on-disk format of mudata 0.2: modalities of the union of their samples. */
export async function writeH5mu(
  file: string,
  modalities: Readonly<Record<string, SmallAnndata>>,
  obs: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<void> {
  const samples = [...new Set(Object.values(modalities).flatMap((modality) => modality.samples))];
  await inFile(file, (root) => {
    attributes(root, { 'encoding-type': 'MuData', 'encoding-version': '0.1.0' });
    const mod = root.create_group('mod');
    mod.create_attribute('mod-order', Object.keys(modalities), null, 'S');
    for (const [name, content] of Object.entries(modalities)) writeAnndata(mod.create_group(name), content);
    const columns = Object.entries(obs).map(([name, of]) => [name, samples.map((sample) => of[sample])]);
    frame(root.create_group('obs'), samples, Object.fromEntries(columns));
    frame(
      root.create_group('var'),
      Object.values(modalities).flatMap(({ features }) => features),
      {},
    );
    const maps = root.create_group('obsmap');
    for (const [name, modality] of Object.entries(modalities)) {
      const rows = samples.map((sample) => modality.samples.indexOf(sample) + 1);
      maps.create_dataset({ name, data: Int32Array.from(rows) });
    }
  });
}

async function inFile(file: string, fill: (root: File) => void): Promise<void> {
  await ready;
  const root = new File(file, 'w');
  fill(root);
  root.close();
}

function writeAnndata(group: Group, { samples, features, x, sparse, obs, layers, obsm }: SmallAnndata): void {
  attributes(group, { 'encoding-type': 'anndata', 'encoding-version': '0.1.0' });
  if (sparse) compressedRows(group.create_group('X'), x);
  else dense(group, 'X', x);
  frame(group.create_group('obs'), samples, obs ?? {});
  frame(group.create_group('var'), features, {});
  for (const [name, tables] of Object.entries({ layers: layers ?? {}, obsm: obsm ?? {} })) {
    const holder = group.create_group(name);
    for (const [key, rows] of Object.entries(tables)) dense(holder, key, rows);
  }
}

function dense(group: Group, name: string, rows: readonly (readonly number[])[]): void {
  group.create_dataset({ name, data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0].length] });
}

function compressedRows(group: Group, rows: readonly (readonly number[])[]): void {
  attributes(group, { 'encoding-type': 'csr_matrix', 'encoding-version': '0.1.0' });
  group.create_attribute('shape', Int32Array.of(rows.length, rows[0].length));
  const kept = rows.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const starts = [0];
  for (const row of kept) starts.push(starts[starts.length - 1] + row.length);
  const cells = kept.flat();
  group.create_dataset({ name: 'data', data: Float32Array.from(cells, ([, value]) => value) });
  group.create_dataset({ name: 'indices', data: Int32Array.from(cells, ([column]) => column) });
  group.create_dataset({ name: 'indptr', data: Int32Array.from(starts) });
}

function frame(group: Group, index: readonly string[], columns: Readonly<Record<string, readonly string[]>>): void {
  attributes(group, { 'encoding-type': 'dataframe', 'encoding-version': '0.2.0', _index: '_index' });
  // HDF5 writes no empty attribute.
  if (Object.keys(columns).length > 0) group.create_attribute('column-order', Object.keys(columns), null, 'S');
  group.create_dataset({ name: '_index', data: [...index], dtype: 'S' });
  for (const [name, values] of Object.entries(columns)) {
    const classes = [...new Set(values)];
    const column = group.create_group(name);
    attributes(column, { 'encoding-type': 'categorical', 'encoding-version': '0.2.0' });
    column.create_dataset({ name: 'categories', data: classes, dtype: 'S' });
    column.create_dataset({ name: 'codes', data: Int8Array.from(values, (value) => classes.indexOf(value)) });
  }
}

function attributes(group: Group, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) group.create_attribute(name, value, null, 'S');
}
