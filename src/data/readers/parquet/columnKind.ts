import type { SchemaElement } from 'hyparquet';

/** What a column of a Parquet file holds: "number", "text", or, in words, what neither a table nor a label can take. */
export type ColumnKind = 'number' | 'text' | { readonly other: string; readonly asText: boolean };

const DATES: ColumnKind = { other: 'dates', asText: true };
const MOMENTS: ColumnKind = { other: 'dates and times', asText: true };
const TIMES: ColumnKind = { other: 'times', asText: false };
const LISTS: ColumnKind = { other: 'lists', asText: false };
const BYTES: ColumnKind = { other: 'raw bytes', asText: false };

/** By the types of the Parquet format: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md */
export function columnKind(element: SchemaElement): ColumnKind {
  if (element.repetition_type === 'REPEATED' || element.converted_type === 'LIST') return LISTS;
  if (element.num_children) return { other: 'nested values', asText: false };
  return logicalKind(element) ?? convertedKind(element) ?? physicalKind(element);
}

function logicalKind({ logical_type: logical }: SchemaElement): ColumnKind | null {
  switch (logical?.type) {
    case 'STRING':
    case 'ENUM':
    case 'JSON':
    case 'UUID':
      return 'text';
    case 'INTEGER':
    case 'DECIMAL':
    case 'FLOAT16':
    case 'NULL':
      return 'number';
    case 'DATE':
      return DATES;
    case 'TIMESTAMP':
      return MOMENTS;
    case 'TIME':
      return TIMES;
    case undefined:
      return null;
    default:
      return BYTES;
  }
}

function convertedKind({ converted_type: converted }: SchemaElement): ColumnKind | null {
  switch (converted) {
    case 'UTF8':
    case 'ENUM':
    case 'JSON':
      return 'text';
    case 'DATE':
      return DATES;
    case 'TIMESTAMP_MILLIS':
    case 'TIMESTAMP_MICROS':
      return MOMENTS;
    case 'TIME_MILLIS':
    case 'TIME_MICROS':
      return TIMES;
    case 'BSON':
    case 'INTERVAL':
      return BYTES;
    case undefined:
      return null;
    default:
      return 'number';
  }
}

function physicalKind({ type }: SchemaElement): ColumnKind {
  if (type === 'INT96') return MOMENTS;
  // Impala and old versions of Spark write text without saying that it is.
  if (type === 'BYTE_ARRAY') return 'text';
  return type === 'FIXED_LEN_BYTE_ARRAY' || type === undefined ? BYTES : 'number';
}
