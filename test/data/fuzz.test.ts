import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../../src/math/random.ts';
import { mutate } from './fuzz/mutate.ts';
import { bundleReader, type Outcome, ReaderProcess } from './fuzz/readerProcess.ts';
import { put, type WholeFile, wholeFiles } from './fuzz/wholeFiles.ts';

/*
 * Broken files of every kind: each gives a table or one message, in bounded time and memory. CROSSMODAL_FUZZ=50 tries
 * fifty times as many; CROSSMODAL_FUZZ_SEED=2 tries others.
 */

/** Inputs of each kind. */
const KINDS = [
  { kind: 'CSV', count: 500 },
  { kind: 'CSV.gz', count: 300 },
  { kind: 'Parquet', count: 500 },
  { kind: 'h5ad', count: 300 },
  { kind: 'h5mu', count: 100 },
  { kind: '10x h5', count: 300 },
  { kind: '10x folder', count: 300 },
];
const TIMES = Number(process.env['CROSSMODAL_FUZZ'] ?? 1);
const SEED = Number(process.env['CROSSMODAL_FUZZ_SEED'] ?? 1);
/** Files are of some kilobytes: a slow machine takes some milliseconds. */
const SECONDS = 10;
const HEAP_MEGABYTES = 256;
/** Of the HDF5 library's own memory a damaged file may make it take all, which WebAssembly keeps below 2 GB. */
const MOST_MEMORY = 2.4e9;
const LONGEST_MESSAGE = 2000;

let scratch: string;
let bundle: Awaited<ReturnType<typeof bundleReader>>;
let whole: ReadonlyMap<string, readonly WholeFile[]>;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'crossmodal-fuzz-inputs-'));
  bundle = await bundleReader();
  whole = await wholeFiles();
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  bundle.remove();
});

/** What is wrong with how a file was read, or null. */
function fault(file: string, { read, messages, crash, peak }: Outcome): string | null {
  if (crash !== null) return crash;
  if (peak > MOST_MEMORY) return `took ${Math.round(peak / 1e6)} MB`;
  if (read === 0 && messages.length === 0) return 'neither a table nor a message';
  for (const message of messages) {
    if (!message.includes(basename(file))) return `the message does not name the file: ${message}`;
    if (message.length > LONGEST_MESSAGE) return `a message of ${message.length} characters: ${message.slice(0, 200)}…`;
    if (/HDF5-DIAG|Error:|\n {4}at |undefined|\[object|NaN/.test(message)) return `not for people: ${message}`;
  }
  return null;
}

/** Breaks one of the files. */
function broken(files: readonly WholeFile[], random: Random, number: number): { input: WholeFile; how: string } {
  const file = files[random.integer(files.length)];
  const names = [...file.contents.keys()];
  const name = names[random.integer(names.length)];
  const dot = file.name.indexOf('.');
  const title = dot < 0 ? `${number}-${file.name}` : `${number}-${file.name.slice(0, dot)}${file.name.slice(dot)}`;
  if (name !== '' && random.integer(20) === 0) {
    const rest = names
      .filter((one) => one !== name)
      .map((one): [string, Buffer] => [one, file.contents.get(one) ?? Buffer.alloc(0)]);
    return { input: { name: title, contents: new Map(rest) }, how: `without ${name}` };
  }
  const { bytes, how } = mutate(file.contents.get(name) ?? Buffer.alloc(0), random);
  return { input: { name: title, contents: new Map([...file.contents, [name, bytes]]) }, how: `${name} ${how}` };
}

it.each(KINDS)(
  'reads or refuses any $kind',
  async ({ kind, count }) => {
    const inputs = Math.round(count * TIMES);
    const files = whole.get(kind) ?? [];
    const reader = new ReaderProcess(bundle.path, HEAP_MEGABYTES);
    const faults: string[] = [];
    let refused = 0;
    try {
      const readSound = async (file: WholeFile, name: string): Promise<void> => {
        const path = put(scratch, { ...file, name });
        const outcome = await reader.read(path, SECONDS);
        rmSync(path, { recursive: true });
        if (outcome.crash !== null || outcome.read === 0)
          faults.push(`${name}, which is sound: ${JSON.stringify(outcome)}`);
      };
      for (const file of files) await readSound(file, `sound-${file.name}`);
      const random = new Random(SEED, kind.length, kind.charCodeAt(0));
      for (let number = 0; number < inputs && faults.length < 5; number++) {
        const { input, how } = broken(files, random, number);
        const path = put(scratch, input);
        const outcome = await reader.read(path, SECONDS);
        const wrong = fault(path, outcome);
        if (wrong !== null) {
          const kept = join(mkdtempSync(join(tmpdir(), 'crossmodal-fuzz-fault-')), basename(path));
          renameSync(path, kept);
          faults.push(`${kept} (${how}): ${wrong}`);
        } else rmSync(path, { recursive: true });
        if (outcome.read === 0) refused++;
        // What a broken file leaves behind must not spoil the next one.
        if (number % 50 === 49) await readSound(files[0], `sound-${number}-${files[0].name}`);
      }
    } finally {
      reader.close();
    }
    console.info(`${kind}: ${inputs.toLocaleString('en')} broken inputs, ${refused.toLocaleString('en')} refused`);
    expect(faults).toEqual([]);
  },
  TIMES * 200_000,
);
