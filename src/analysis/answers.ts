import type { AnalysisAnswer } from '../run/analysisMessages.ts';
import { readLatents, readRunFile } from '../run/readRun.ts';
import type { Umap } from '../run/runData.ts';
import { UserError } from '../run/userError.ts';
import type { AnalysisAsk } from '../run/viewerMessages.ts';
import { distinguish } from './distinguish.ts';
import { featureValues } from './featureValues.ts';
import { RunTables } from './runTables.ts';
import type { ShownTable } from './shownTable.ts';
import { type Listener, layOut } from './umap.ts';

/** Answers questions about runs; keeps the tables of the last run. */
export class Answers {
  #last: Promise<RunTables> | null = null;

  /** @throws UserError where the run or its tables do not allow an answer; the signal's reason where it ended the work */
  async answer(folder: string, ask: AnalysisAsk, listener: Listener): Promise<AnalysisAnswer> {
    const { id } = ask;
    if (ask.about === 'umap') return { about: ask.about, id, content: await umapOf(folder, ask.block, listener) };
    const tables = await this.#tablesOf(folder);
    listener.signal.throwIfAborted();
    if (ask.about === 'values') {
      const table = await tables.table(ask.modality, listener.progress);
      return { about: ask.about, id, content: featureValues(table, ask.feature) };
    }
    const content = await distinguish(groupOf(ask.rows, tables.sampleIds.length), everyTable(tables, listener));
    return { about: ask.about, id, content };
  }

  /** One after the other: two questions at once share one reading of a table. */
  #tablesOf(folder: string): Promise<RunTables> {
    this.#last = currentOr(this.#last, folder);
    return this.#last;
  }
}

async function currentOr(before: Promise<RunTables> | null, folder: string): Promise<RunTables> {
  const last = await before?.catch(() => null);
  return last && (await last.isCurrent(folder)) ? last : RunTables.open(folder);
}

async function umapOf(folder: string, block: string, listener: Listener): Promise<Umap> {
  const [run, latents] = await Promise.all([readRunFile(folder), readLatents(folder)]);
  const found = latents.blocks.find(({ name }) => name === block);
  if (!found) throw new UserError(`The run has no latent block "${block}".`);
  const label = latents.labels.find(({ name }) => name === run.study.labels?.column);
  const strata = label?.kind === 'categorical' ? label.codes : null;
  return layOut(found, strata, run.study.training.seed, listener);
}

/** [samples] 1 = one of the rows */
function groupOf(rows: Uint32Array, samples: number): Uint8Array {
  const group = new Uint8Array(samples);
  for (const row of rows) {
    if (row >= samples) throw new UserError(`The run has ${samples} samples now. Select the samples again.`);
    group[row] = 1;
  }
  return group;
}

async function* everyTable(tables: RunTables, { progress, signal }: Listener): AsyncIterable<ShownTable> {
  for (const { name } of tables.run.modalities) {
    const table = await tables.table(name, progress);
    signal.throwIfAborted();
    progress(`Comparing the features of ${name}`);
    yield table;
  }
}
