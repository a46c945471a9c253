import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Annotated, writeAnnotated } from '../../../src/export/annotated.ts';
import type { Frame } from '../../../src/export/frame.ts';
import { H5MU_START, writeMuData } from '../../../src/export/h5mu.ts';
import { Hdf5Writer } from '../../../src/export/hdf5Writer.ts';

/** A sound file, or a folder of files, to be broken. */
export interface WholeFile {
  /** with the ending that it has among users; of a folder, the folder's */
  readonly name: string;
  /** of a folder, by name; of a file, one under "" */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** Sound files of every kind that we read, by kind. */
export async function wholeFiles(): Promise<ReadonlyMap<string, readonly WholeFile[]>> {
  return new Map([
    ['CSV', TEXTS.map((text, k) => single(`table${k}.csv`, Buffer.from(text)))],
    ['CSV.gz', TEXTS.map((text, k) => single(`table${k}.csv.gz`, gzipSync(text)))],
    ['Parquet', fixtures('../readers/parquet', '.parquet')],
    ['h5ad', [...(await madeByUs('.h5ad')), ...fixtures('../readers/anndata/made', '.h5ad')]],
    ['h5mu', [...(await madeByUs('.h5mu')), ...fixtures('../readers/anndata/made', '.h5mu')]],
    ['10x h5', fixtures('../readers/tenx', '.h5')],
    ['10x folder', [matrixFolder('plain', false), matrixFolder('zipped', true)]],
  ]);
}

const single = (name: string, bytes: Buffer): WholeFile => ({ name, contents: new Map([['', bytes]]) });

const TEXTS = [
  'id,g1,g2,g3\ns1,1,2.5,-3e-2\ns2,0,,NA\ns3,"4",5,"6"\n',
  '\ufeffid;"gene ""one""";g2\r\ns1;1,5;2\r\n"s 2";-0,25;1e3\r\n',
  `id\t${Array.from({ length: 40 }, (_, k) => `f${k}`).join('\t')}\n${Array.from({ length: 30 }, (_, n) => `s${n}\t${Array.from({ length: 40 }, (_, k) => n * k).join('\t')}`).join('\n')}\n`,
];

function fixtures(folder: string, ending: string): WholeFile[] {
  const path = new URL(folder, import.meta.url).pathname;
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => single(name.replaceAll(/[\\/]/g, '-'), readFileSync(join(path, name))));
}

/** What `make` writes to the path that it is given. */
async function bytesOf(ending: string, make: (path: string) => Promise<void>): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'crossmodal-fuzz-'));
  try {
    await make(join(folder, `file${ending}`));
    return readFileSync(join(folder, `file${ending}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [SAMPLES, FEATURES] = [12, 9];
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const CODES = Int32Array.from({ length: SAMPLES }, (_, n) => (n % 4) - 1);
const samples: Frame = {
  names: names('cell', SAMPLES),
  columns: [
    { kind: 'categorical', name: 'type', classes: ['a', 'b', 'ü'], codes: CODES },
    { kind: 'boolean', name: 'kept', values: Uint8Array.from({ length: SAMPLES }, (_, n) => n % 2) },
    { kind: 'continuous', name: 'depth', values: Float32Array.from({ length: SAMPLES }, (_, n) => n / 3) },
  ],
};
const features = (prefix: string): Frame => ({
  names: names(prefix, FEATURES),
  columns: [{ kind: 'text', name: 'gene_ids', values: names('ENSG', FEATURES) }],
});

const dense = (prefix: string): Annotated => ({
  matrix: {
    layout: 'dense',
    rows: SAMPLES,
    columns: FEATURES,
    values: Float32Array.from({ length: SAMPLES * FEATURES }, (_, i) => i / 7),
  },
  samples,
  features: features(prefix),
  latents: new Map([['X_pca', [new Float32Array(SAMPLES), new Float32Array(SAMPLES).fill(2)]]]),
  loadings: new Map(),
  settings: { model: 'mmvae++', seed: 1 },
});

/** Three cells are stored in each row. */
const sparse = (prefix: string): Annotated => ({
  ...dense(prefix),
  matrix: {
    layout: 'sparse',
    rows: SAMPLES,
    columns: FEATURES,
    starts: Uint32Array.from({ length: SAMPLES + 1 }, (_, n) => 3 * n),
    indices: Int32Array.from({ length: 3 * SAMPLES }, (_, i) => 3 * (i % 3) + (Math.floor(i / 3) % 3)),
    values: Float32Array.from({ length: 3 * SAMPLES }, (_, i) => 1 + (i % 5)),
  },
});

async function madeByUs(ending: '.h5ad' | '.h5mu'): Promise<WholeFile[]> {
  if (ending === '.h5ad') {
    const files = [dense('g'), sparse('g')].map((annotated) =>
      bytesOf(ending, (path) => Hdf5Writer.write(path, '', async (to) => writeAnnotated(to, '', annotated))),
    );
    return (await Promise.all(files)).map((bytes, k) => single(`made${k}.h5ad`, bytes));
  }
  const bytes = await bytesOf(ending, (path) =>
    Hdf5Writer.write(path, H5MU_START, async (to) => {
      const whole = {
        ...dense('g'),
        features: { names: [...names('g', FEATURES), ...names('p', FEATURES)], columns: [] },
      };
      await writeMuData(to, whole, ['rna', 'adt'], async (name) => (name === 'rna' ? sparse('g') : dense('p')));
    }),
  );
  return [single('made.h5mu', bytes)];
}

function matrixFolder(name: string, zipped: boolean): WholeFile {
  const cells = Array.from(
    { length: 3 * SAMPLES },
    (_, i) => `${1 + 3 * (i % 3)} ${1 + Math.floor(i / 3)} ${1 + (i % 5)}`,
  );
  const header = '%%MatrixMarket matrix coordinate integer general\n%\n';
  const texts: Readonly<Record<string, string>> = {
    'matrix.mtx': `${header}${FEATURES} ${SAMPLES} ${cells.length}\n${cells.join('\n')}\n`,
    'features.tsv': names('ENSG', FEATURES)
      .map((id, k) => `${id}\tgene${k}\t${k < 5 ? 'Gene Expression' : 'Peaks'}\n`)
      .join(''),
    'barcodes.tsv': `${names('AAAC-', SAMPLES).join('\n')}\n`,
  };
  const contents = Object.entries(texts).map(([file, text]): [string, Buffer] =>
    zipped ? [`${file}.gz`, gzipSync(text)] : [file, Buffer.from(text)],
  );
  return { name, contents: new Map(contents) };
}

/** Writes a file or folder, and says where. */
export function put(folder: string, { name, contents }: WholeFile): string {
  const path = join(folder, name);
  const [only] = contents.keys();
  if (only !== '') mkdirSync(path);
  for (const [file, bytes] of contents) writeFileSync(file === '' ? path : join(path, file), bytes);
  return path;
}
