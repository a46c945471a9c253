import type { Encoding } from 'hyparquet';
import { Encodings } from 'hyparquet/src/constants.js';
import { ThriftReader } from './thrift.ts';

/** What stands before a page: how long it is, and how its values are written. */
export interface PageHeader {
  readonly kind: 'data' | 'data 2' | 'dictionary' | 'other';
  /** bytes of the page as it is unpacked, and as it lies in the file */
  readonly unpackedSize: number;
  readonly size: number;
  /** bytes of the header itself */
  readonly headerSize: number;
  readonly values: number;
  readonly encoding: Encoding;
  /** how the levels of a page of the first version are written */
  readonly levels: Encoding;
  /** bytes of the levels of a page of the second version */
  readonly repetitionBytes: number;
  readonly definitionBytes: number;
  readonly packed: boolean;
}

const KINDS = ['data', 'other', 'dictionary', 'data 2'] as const;

/** @param bytes that begin with the header @throws RangeError where they are damaged */
export function readPageHeader(bytes: Uint8Array): PageHeader {
  const reader = new ThriftReader(bytes);
  const main = new Map<number, number>();
  const own = new Map<number, number>();
  let packed = true;
  reader.fields((field) => {
    if (field >= 1 && field <= 3) main.set(field, reader.number());
    else if (field === 5 || field === 7 || field === 8) {
      reader.struct((part) => {
        if (part === 7) packed = reader.boolean();
        else if (part <= 6 && !(field === 5 && part === 5) && !(field === 7 && part === 3))
          own.set(part, reader.number());
        else return false;
        return true;
      });
    } else return false;
    return true;
  });
  const number = (from: ReadonlyMap<number, number>, field: number): number => from.get(field) ?? 0;
  const kind = KINDS[main.get(1) ?? 1] ?? 'other';
  const second = kind === 'data 2';
  const encoding = Encodings[number(own, second ? 4 : 2)];
  const levels = Encodings[second ? 0 : number(own, 3)];
  if (!encoding || !levels) throw new RangeError('an encoding without a name');
  return {
    kind,
    unpackedSize: number(main, 2),
    size: number(main, 3),
    headerSize: reader.offset,
    values: number(own, second ? 3 : 1),
    encoding,
    levels,
    repetitionBytes: second ? number(own, 6) : 0,
    definitionBytes: second ? number(own, 5) : 0,
    packed,
  };
}
