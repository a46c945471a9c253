import { open } from 'node:fs/promises';

/**
 * The safetensors format (https://github.com/huggingface/safetensors#format): 8 bytes little-endian header length,
 * a JSON header, then the raw bytes of every tensor. Opens in Python's safetensors.
 */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface Entry {
  dtype: 'F32';
  shape: number[];
  data_offsets: [number, number];
}

const LONGEST_HEADER = 100 * 2 ** 20;

/** Serialises tensors of 32-bit floats. @returns the bytes of the file, one after another; those of the tensors are not copied */
export function formatSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const header: Record<string, Entry | Readonly<Record<string, string>>> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape: [...shape], data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  let json = JSON.stringify(header);
  // The data must begin at a multiple of 8 bytes; the format pads the header with spaces.
  json = json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8));
  const head = Buffer.from(json);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  const bytes = tensors.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return [length, head, ...bytes];
}

/** Reads a safetensors file piece by piece, so that one row of a large tensor costs one small read. */
export class SafetensorsFile {
  readonly #handle: Awaited<ReturnType<typeof open>>;
  readonly #entries: Readonly<Record<string, Entry>>;
  readonly #start: number;
  readonly metadata: Readonly<Record<string, string>>;

  private constructor(handle: Awaited<ReturnType<typeof open>>, header: Record<string, unknown>, start: number) {
    const { __metadata__, ...entries } = header;
    this.#handle = handle;
    this.#start = start;
    this.#entries = entries as Record<string, Entry>;
    this.metadata = (__metadata__ ?? {}) as Record<string, string>;
  }

  static async open(file: string): Promise<SafetensorsFile> {
    const handle = await open(file, 'r');
    try {
      const length = Number(new DataView((await read(handle, 0, 8)).buffer).getBigUint64(0, true));
      if (length > LONGEST_HEADER) throw new Error(`${file} is not a safetensors file`);
      const header: unknown = JSON.parse(new TextDecoder().decode(await read(handle, 8, length)));
      if (typeof header !== 'object' || header === null) throw new Error(`${file} is not a safetensors file`);
      return new SafetensorsFile(handle, header as Record<string, unknown>, 8 + length);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get names(): string[] {
    return Object.keys(this.#entries);
  }

  shape(name: string): readonly number[] {
    return this.#entry(name).shape;
  }

  async tensor(name: string): Promise<NamedTensor> {
    const {
      shape,
      data_offsets: [from, to],
    } = this.#entry(name);
    return { name, shape, values: await this.#floats(from, to - from) };
  }

  /** Row `index` of a two-dimensional tensor. */
  async row(name: string, index: number): Promise<Float32Array> {
    const {
      shape,
      data_offsets: [from],
    } = this.#entry(name);
    const bytes = shape[1] * Float32Array.BYTES_PER_ELEMENT;
    return this.#floats(from + index * bytes, bytes);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #entry(name: string): Entry {
    const entry = this.#entries[name];
    if (!entry) throw new Error(`no tensor "${name}" in this safetensors file`);
    return entry;
  }

  async #floats(offset: number, length: number): Promise<Float32Array> {
    return new Float32Array((await read(this.#handle, this.#start + offset, length)).buffer);
  }
}

async function read(
  handle: Awaited<ReturnType<typeof open>>,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  if (bytesRead < length) throw new Error('the safetensors file ends too early');
  return bytes;
}
