/** What one element of a dataset or an attribute is. */
export type ElementType =
  | { readonly kind: 'integer'; readonly size: number; readonly signed: boolean }
  | { readonly kind: 'float'; readonly size: number }
  /** an enumeration of FALSE (0), TRUE (1) and, in files of R, NA */
  | { readonly kind: 'boolean'; readonly size: number; readonly signed: boolean }
  /** `variable`: the element is the address of a text that ends in a zero byte */
  | { readonly kind: 'text'; readonly size: number; readonly variable: boolean; readonly padding: 'zeros' | 'spaces' }
  /** fields side by side, such as obs of the oldest .h5ad */
  | { readonly kind: 'compound'; readonly size: number; readonly fields: readonly Field[] }
  /** as many numbers in each element, such as obsm of the oldest .h5ad */
  | { readonly kind: 'array'; readonly size: number; readonly length: number; readonly of: ElementType }
  | { readonly kind: 'other'; readonly size: number };

export interface Field {
  readonly name: string;
  /** where it begins, in bytes */
  readonly offset: number;
  readonly type: ElementType;
}

/** What the library says of a type. */
interface TypeDescription {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly vlen: boolean;
  readonly littleEndian: boolean;
  readonly strpad?: number;
  readonly enum_type?: { readonly members: Readonly<Record<string, number>> };
  readonly array_type?: TypeDescription & { readonly total_size: number };
  readonly compound_type?: {
    readonly members: readonly (TypeDescription & { readonly name: string; readonly offset: number })[];
  };
}

/** H5T_class_t and H5T_str_t of the HDF5 library. */
const CLASS = { integer: 0, float: 1, text: 3, bits: 4, compound: 6, enumeration: 8, array: 10 } as const;
const SPACE_PADDED = 2;

/** Elements arrive in little-endian order, except fields of both orders side by side: those are left out. */
export function elementType(description: TypeDescription): ElementType {
  const { type, size, signed } = description;
  switch (type) {
    case CLASS.integer:
    case CLASS.bits:
      return [1, 2, 4, 8].includes(size) ? { kind: 'integer', size, signed } : { kind: 'other', size };
    case CLASS.float:
      return [2, 4, 8].includes(size) ? { kind: 'float', size } : { kind: 'other', size };
    case CLASS.text: {
      const padding = description.strpad === SPACE_PADDED ? 'spaces' : 'zeros';
      return { kind: 'text', size, variable: description.vlen, padding };
    }
    case CLASS.enumeration: {
      const names = Object.keys(description.enum_type?.members ?? {});
      const boolean = names.includes('TRUE') && names.every((name) => ['FALSE', 'TRUE', 'NA'].includes(name));
      return boolean && [1, 2, 4].includes(size) ? { kind: 'boolean', size, signed } : { kind: 'other', size };
    }
    case CLASS.compound: {
      const members = description.compound_type?.members ?? [];
      const numbers = members.filter((member) => member.size > 1 && (member.type === 0 || member.type === 1));
      const mixed = new Set(numbers.map(({ littleEndian }) => littleEndian)).size > 1;
      const fields = mixed
        ? []
        : members.map((member) => ({ name: member.name, offset: member.offset, type: elementType(member) }));
      return { kind: 'compound', size, fields };
    }
    case CLASS.array: {
      const of = description.array_type;
      return of ? { kind: 'array', size, length: of.total_size, of: elementType(of) } : { kind: 'other', size };
    }
    default:
      return { kind: 'other', size };
  }
}
