import type { CompressionCodec, LogicalType, ParquetType, SchemaElement, TimeUnit } from 'hyparquet';
import { CompressionCodecs, ConvertedTypes, FieldRepetitionTypes, ParquetTypes } from 'hyparquet/src/constants.js';
import { NotRead } from './problem.ts';
import { ThriftReader } from './thrift.ts';

/** What the end of a Parquet file says of it. */
export interface Metadata {
  /** the root, and after every element those within */
  readonly schema: readonly SchemaElement[];
  readonly rows: number;
  readonly groups: readonly { readonly rows: number; readonly columns: readonly ColumnMetadata[] }[];
  /** what the program that wrote the file noted besides */
  readonly notes: ReadonlyMap<string, string>;
}

export interface ColumnMetadata {
  readonly type: ParquetType;
  readonly codec: CompressionCodec;
  /** bytes of the file */
  readonly start: number;
  readonly length: number;
}

/**
 * Field numbers are those of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 * @throws Error where the bytes are damaged, or hold what is not read
 */
export function readMetadata(bytes: Uint8Array): Metadata {
  const reader = new ThriftReader(bytes);
  const schema: SchemaElement[] = [];
  const groups: { rows: number; columns: ColumnMetadata[] }[] = [];
  const notes = new Map<string, string>();
  let rows = 0;
  reader.fields((field) => {
    if (field === 2) reader.list(() => schema.push(readElement(reader)));
    else if (field === 3) rows = reader.number();
    else if (field === 4) reader.list(() => groups.push(readGroup(reader)));
    else if (field === 5) reader.list(() => notes.set(...readNote(reader)));
    else return false;
    return true;
  });
  return { schema, rows, groups, notes };
}

function readElement(reader: ThriftReader): SchemaElement {
  const element: SchemaElement = { name: '' };
  reader.struct((field) => {
    if (field === 1) element.type = ParquetTypes[reader.number()];
    else if (field === 2) element.type_length = reader.number();
    else if (field === 3) element.repetition_type = FieldRepetitionTypes[reader.number()];
    else if (field === 4) element.name = reader.text();
    else if (field === 5) element.num_children = reader.number();
    else if (field === 6) element.converted_type = ConvertedTypes[reader.number()];
    else if (field === 7) element.scale = reader.number();
    else if (field === 10) readLogicalType(reader, element);
    else return false;
    return true;
  });
  return element;
}

/** Logical types that have nothing to say but their name. */
const PLAIN = new Map<number, LogicalType>([
  [1, { type: 'STRING' }],
  [2, { type: 'MAP' }],
  [3, { type: 'LIST' }],
  [4, { type: 'ENUM' }],
  [6, { type: 'DATE' }],
  [11, { type: 'NULL' }],
  [12, { type: 'JSON' }],
  [13, { type: 'BSON' }],
  [14, { type: 'UUID' }],
  [15, { type: 'FLOAT16' }],
  [16, { type: 'VARIANT' }],
  [17, { type: 'GEOMETRY' }],
  [18, { type: 'GEOGRAPHY' }],
]);

function readLogicalType(reader: ThriftReader, element: SchemaElement): void {
  reader.struct((field) => {
    if (field === 5) {
      // Decimals of old writers have a converted type and a scale of their own, which say the same.
      element.converted_type = 'DECIMAL';
      reader.struct((part) => {
        if (part === 1) element.scale = reader.number();
        return part === 1;
      });
      return true;
    }
    if (field === 7 || field === 8) {
      element.logical_type = {
        type: field === 7 ? 'TIME' : 'TIMESTAMP',
        isAdjustedToUTC: false,
        unit: readUnit(reader),
      };
      return true;
    }
    if (field === 10) {
      element.logical_type = readIntegerType(reader);
      return true;
    }
    const plain = PLAIN.get(field);
    if (plain) element.logical_type = plain;
    return false;
  });
}

function readUnit(reader: ThriftReader): TimeUnit {
  let unit: TimeUnit = 'MILLIS';
  reader.struct((field) => {
    if (field !== 2) return false;
    reader.struct((which) => {
      unit = which === 2 ? 'MICROS' : which === 3 ? 'NANOS' : 'MILLIS';
      return false;
    });
    return true;
  });
  return unit;
}

function readIntegerType(reader: ThriftReader): LogicalType {
  let bitWidth = 32;
  let isSigned = true;
  reader.struct((field) => {
    if (field === 1) bitWidth = reader.number();
    else if (field === 2) isSigned = reader.boolean();
    else return false;
    return true;
  });
  return { type: 'INTEGER', bitWidth, isSigned };
}

function readGroup(reader: ThriftReader): { rows: number; columns: ColumnMetadata[] } {
  const group: { rows: number; columns: ColumnMetadata[] } = { rows: 0, columns: [] };
  reader.struct((field) => {
    if (field === 1) reader.list(() => group.columns.push(readChunk(reader)));
    else if (field === 3) group.rows = reader.number();
    else return false;
    return true;
  });
  return group;
}

function readChunk(reader: ThriftReader): ColumnMetadata {
  let column: ColumnMetadata | null = null;
  reader.struct((field) => {
    if (field === 1) throw new NotRead(`values in another file (${reader.text()})`);
    if (field === 8) throw new NotRead('encrypted columns');
    if (field !== 3) return false;
    column = readColumnMetadata(reader);
    return true;
  });
  if (column === null) throw new RangeError('a column without metadata');
  return column;
}

function readColumnMetadata(reader: ThriftReader): ColumnMetadata {
  const numbers = new Map<number, number>();
  reader.struct((field) => {
    if (![1, 4, 7, 9, 11].includes(field)) return false;
    numbers.set(field, reader.number());
    return true;
  });
  const type = ParquetTypes[numbers.get(1) ?? -1];
  const codec = CompressionCodecs[numbers.get(4) ?? -1];
  const pages = numbers.get(9);
  const length = numbers.get(7);
  if (!type || !codec || pages === undefined || length === undefined)
    throw new RangeError('a column without its place');
  // Some writers say 0 where there is no dictionary.
  const dictionary = numbers.get(11) || pages;
  return { type, codec, start: Math.min(dictionary, pages), length };
}

function readNote(reader: ThriftReader): [string, string] {
  const note: [string, string] = ['', ''];
  reader.struct((field) => {
    if (field !== 1 && field !== 2) return false;
    note[field - 1] = reader.text();
    return true;
  });
  return note;
}
