import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A Python that has anndata, or null. */
export const python =
  ['python3', '/usr/bin/python3', 'python'].find((program) => {
    try {
      return execFileSync(program, ['-W', 'ignore', '-c', 'import anndata, h5py'], { stdio: 'ignore' }) !== undefined;
    } catch {
      return false;
    }
  }) ?? null;

if (python === null) console.warn('Python with anndata is not here: what it reads of exported files is not checked.');

const cell = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const columns = z.record(z.string(), z.array(cell));
const matrix = z.array(z.array(z.union([z.number(), z.boolean(), z.null()])));
const aligned = z.record(z.string(), matrix);

const annotated = z.object({
  X: z.union([matrix, z.object({ stored: z.int(), dense: matrix }), z.null()]),
  obs_names: z.array(z.string()),
  var_names: z.array(z.string()),
  obs: columns,
  dtypes: z.record(z.string(), z.string()),
  var: columns,
  obsm: aligned,
  varm: aligned,
  uns: z.object({ crossmodal: z.record(z.string(), z.unknown()) }),
});

const mudata = annotated.omit({ X: true, dtypes: true }).extend({
  start: z.string(),
  attributes: z.record(z.string(), cell),
  order: z.array(z.string()),
  obsmap: z.record(z.string(), z.array(z.int())),
  varmap: z.record(z.string(), z.array(z.int())),
  mod: z.record(z.string(), annotated),
});

/** What Python's anndata finds in an .h5ad file. */
export const readAnnData = (file: string) => annotated.parse(readBack(file));

/** What h5py finds in an .h5mu file, and anndata in each of its modalities. */
export const readMuData = (file: string) => mudata.parse(readBack(file));

function readBack(file: string): unknown {
  if (python === null) throw new Error('there is no Python with anndata');
  const script = fileURLToPath(new URL('readBack.py', import.meta.url));
  return JSON.parse(execFileSync(python, ['-W', 'ignore', script, file], { encoding: 'utf8', maxBuffer: 1 << 28 }));
}
