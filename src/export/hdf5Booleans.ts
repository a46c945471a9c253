import { open } from 'node:fs/promises';

/*
 * h5py keeps booleans as an enumeration of FALSE = 0 and TRUE = 1, and anndata wants them so. h5wasm writes no enumerations,
 * but it writes compounds: ours has one member, a signed byte, so its cells are the same bytes. Once the file is closed, the
 * description of the compound gives way to that of the enumeration, which is shorter: the rest of its place stays zero, which
 * no reader looks at, as with the padding behind every description. (HDF5 File Format Specification 3.0, IV.A.2.d, "The
 * Datatype Message", version 1. Files in the earliest format have no checksums.)
 */

/** Marks the member, so that nothing else in a file reads alike. */
const MEMBER = 'crossmodal boolean';

/** h5wasm's name for the type of a boolean, until `declareBooleans`. */
export const BOOLEAN_TYPE: [string, string][] = [[MEMBER, '<b']];

/** Booleans as h5wasm takes them. @param values 1 and 0 */
export function booleanCells(values: Int8Array): Map<string, Int8Array> {
  return new Map([[MEMBER, values]]);
}

const VERSION_1 = 0x10;
const [COMPOUND, ENUMERATION] = [6, 8];
/** class and version, bits of the class (the number of members), bytes of a cell */
const header = (kind: number, members: number): number[] => [VERSION_1 + kind, members, 0, 0, 1, 0, 0, 0];
/** an integer of 1 byte, two's complement: no offset, 8 bits of precision */
const SIGNED_BYTE = [VERSION_1, 0x08, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0];
/** a name ends in at least one zero, and is a multiple of 8 bytes long */
const padded = (name: string): Buffer => Buffer.concat([Buffer.from(name), Buffer.alloc(8 - (name.length % 8))]);
/** byte offset, dimensions, reserved, permutation, reserved, sizes of four dimensions: a member that is no array */
const PLAIN_MEMBER = Buffer.alloc(4 + 1 + 3 + 4 + 4 + 16);

const compound = Buffer.concat([
  Buffer.from(header(COMPOUND, 1)),
  padded(MEMBER),
  PLAIN_MEMBER,
  Buffer.from(SIGNED_BYTE),
]);
const enumeration = Buffer.concat([
  Buffer.from([...header(ENUMERATION, 2), ...SIGNED_BYTE]),
  padded('FALSE'),
  padded('TRUE'),
  Buffer.from([0, 1]),
]);

const PIECE_BYTES = 1 << 24;

/** Makes booleans of what was written as `BOOLEAN_TYPE`: in a file that h5wasm has closed, in place. */
export async function declareBooleans(file: string): Promise<void> {
  const replacement = Buffer.concat([enumeration, Buffer.alloc(compound.length - enumeration.length)]);
  const handle = await open(file, 'r+');
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    // Pieces overlap, for a description may lie across the end of one.
    for (let from = 0; ; from += PIECE_BYTES - compound.length) {
      const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, from);
      const read = piece.subarray(0, bytesRead);
      for (let at = read.indexOf(compound); at >= 0; at = read.indexOf(compound, at + compound.length)) {
        await handle.write(replacement, 0, replacement.length, from + at);
      }
      if (bytesRead < PIECE_BYTES) return;
    }
  } finally {
    await handle.close();
  }
}
