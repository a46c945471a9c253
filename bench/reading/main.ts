import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { Random } from '../../src/math/random.ts';
import { peersPython } from '../engines.ts';
import { putSection } from '../sections.ts';
import { formatReading, type Reading } from './table.ts';

const SAMPLES = 400;
const FEATURES = 20_000;
/** Readers take turns, so that what slows the machine slows all of them. */
const ROUNDS = 3;
/** of one process */
const REPEATS = 3;
/** Sums of 8 million numbers, in whatever order they are added. */
const TOLERANCE = 1e-6;

/** What a reader prints. */
const Measured = z.object({
  version: z.string(),
  rows: z.literal(SAMPLES),
  columns: z.literal(FEATURES),
  sum: z.number(),
  seconds: z.array(z.number()).min(2),
  /** bytes */
  peak: z.number(),
});

/**
 * How fast a wide table becomes a matrix, beside others, into bench/results.md.
 * @param folder where the bundles are, and what is written in passing
 */
export async function main(folder: string): Promise<void> {
  const [load] = loadavg();
  if (load > 1) tell(`The machine is busy (load ${load.toFixed(1)}): times will be too long.`);
  const plain = join(folder, 'wide.csv');
  const zipped = `${plain}.gz`;
  if (!existsSync(zipped)) {
    tell('writing the table …');
    await pipeline(Readable.from(lines()), createWriteStream(plain));
    await pipeline(createReadStream(plain), createGzip(), createWriteStream(zipped));
  }
  const node = (script: string, file: string) => [process.execPath, join(folder, 'reading', `${script}.cjs`), file];
  const python = peersPython(join('.cache', 'bench-venv'));
  const peer = (name: string) =>
    python === null ? null : [python, join('bench', 'reading', 'read_table.py'), name, plain];
  const readers: [name: string, command: readonly string[] | null][] = [
    ['**Crossmodal**', node('ours', plain)],
    ['**Crossmodal**, .gz', node('ours', zipped)],
    ['PapaParse, streamed', node('papaParse', plain)],
    ['pandas', peer('pandas')],
    ['polars', peer('polars')],
  ];
  const readings = new Map<string, Reading>();
  const notes = new Set<string>();
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [name, command] of readers) {
      tell(`round ${round}: ${name} …`);
      try {
        if (!command) throw new Error('there is no Python environment; `npm run bench -- training --peers` makes one');
        const [program, ...args] = command;
        const { stdout } = await promisify(execFile)(program, [...args, String(REPEATS)]);
        const { seconds, ...measured } = Measured.parse(JSON.parse(stdout));
        const [first, ...later] = seconds;
        const before = readings.get(name) ?? { first: [], later: [] };
        readings.set(name, {
          ...measured,
          name,
          first: [...before.first, first],
          later: [...before.later, ...later],
        });
      } catch (error) {
        if (readings.size === 0) throw error;
        const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : error;
        notes.add(`${name} was left out: ${reason}.`);
      }
    }
  }
  const all = [...readings.values()];
  const wrong = all.filter(({ sum }) => !(Math.abs(sum / all[0].sum - 1) <= TOLERANCE));
  if (wrong.length > 0) throw new Error(`another sum than ours: ${wrong.map(({ name }) => name).join(', ')}`);
  const bytes = statSync(plain).size;
  const text = formatReading({ load, bytes, matrix: SAMPLES * FEATURES * 4, readings: all, notes: [...notes] });
  process.stdout.write(text);
  putSection(join('bench', 'results.md'), text);
}

/** Expression of genes, log-normal, two decimals. */
function* lines(): Generator<string> {
  const random = new Random(0);
  yield `sample_id,${Array.from({ length: FEATURES }, (_, k) => `gene_${k}`).join(',')}\n`;
  for (let n = 0; n < SAMPLES; n++) {
    const cells = Array.from(random.normals(FEATURES), (value) => Math.exp(0.8 + 1.2 * value).toFixed(2));
    yield `sample_${n},${cells.join(',')}\n`;
  }
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
