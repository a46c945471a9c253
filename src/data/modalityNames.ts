import { basename } from 'node:path';

/** Words with a meaning of their own in studies and results. */
const RESERVED = new Set(['all', 'label', 'shared']);

/**
 * A name for each table: what its file calls the modality, else the file's own name. Fit for a study: letters, digits, "_",
 * "." and "-" after a letter; no name twice.
 */
export function modalityNames(
  tables: readonly { readonly file: string; readonly modality?: string | null }[],
): string[] {
  const taken = new Set<string>();
  return tables.map(({ file, modality }) => {
    const stem = (modality ?? nameOf(file)).replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[_.-]+|[_.-]+$/g, '');
    const plain = /^[A-Za-z]/.test(stem) ? stem : stem === '' ? 'table' : `table_${stem}`;
    const first = RESERVED.has(plain) ? `${plain}_table` : plain;
    let name = first;
    for (let number = 2; taken.has(name); number++) name = `${first}_${number}`;
    taken.add(name);
    return name;
  });
}

/** A file's name without its ending. */
function nameOf(file: string): string {
  return basename(file)
    .replace(/\.gz$/i, '')
    .replace(/(?<=.)\.[^.]*$/, '');
}
