import { dirname, relative, resolve } from 'node:path';
import { namedTables } from '../data/namedTables.ts';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import type { Study, StudyInput } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { OptionValues } from './command.ts';
import { parseLabelsOption } from './labelsOption.ts';

/** Tables of a file that a message lists. */
const SHOWN = 12;

/** Layers, raw values and embeddings are other views of a table, not another table of the same samples. */
const SAME_ASSAY = /:(.+\/)?(layers\/|raw\/|obsm\/X_)/;

/**
 * The study that a command line asks for: a study file, or tables, with options on top.
 * @throws UserError where there is none, or an option is not understood
 */
export async function studyFrom(
  positionals: readonly string[],
  options: OptionValues,
): Promise<{ study: Study; directory: string }> {
  if (positionals.length === 0) {
    throw new UserError('Nothing to train on. Name a study file or two or more tables; see: crossmodal train --help');
  }
  const [first] = positionals;
  if (first.endsWith('.json')) {
    if (positionals.length > 1) throw new UserError(`${first} is a study; ${positionals[1]} beside it has no meaning.`);
    const file = resolve(first);
    const { $schema: _, ...base } = await readStudy(file);
    return {
      study: parseStudy(withOptions(base, options, dirname(file)), 'An option'),
      directory: dirname(file),
    };
  }
  const { tables, unused } = await namedTables(positionals);
  if (tables.length < 2) throw new UserError(oneTable(first, unused));
  const directory = dirname(resolve(tables[0].file));
  const modalities = tables.map((table) => ({ ...table, file: relative(directory, resolve(table.file)) }));
  return { study: parseStudy(withOptions({ modalities }, options, directory), 'An option'), directory };
}

/** @param unused what else its file holds */
function oneTable(table: string, unused: readonly string[]): string {
  const wanted = `${table} is one table; a model needs at least two tables of the same samples.`;
  if (unused.length === 0) return `${wanted} Name another one.`;
  const shown = unused.slice(0, SHOWN).map((other) => `\n  ${other}`);
  const more = unused.length > SHOWN ? `\n  and ${unused.length - SHOWN} more` : '';
  const other = unused.find((candidate) => !SAME_ASSAY.test(candidate));
  const example = other && `\nTo train on both: crossmodal train ${quoted(table)} ${quoted(other)}`;
  return `${wanted} Name another one. The same file also holds:${shown.join('')}${more}${example ?? ''}`;
}

/** As a shell takes it. */
function quoted(argument: string): string {
  return /^[\w./:@%+-]+$/.test(argument) ? argument : `'${argument}'`;
}

/** A study with what the command line says on top. */
function withOptions(base: StudyInput, options: OptionValues, directory: string): unknown {
  const split = options['split'];
  const labels = typeof options['labels'] === 'string' ? parseLabelsOption(options['labels']) : null;
  if (options['supervise'] === true && !labels && !base.labels) {
    throw new UserError('--supervise needs a label: add --labels FILE:COLUMN.');
  }
  return {
    ...base,
    ...((labels || base.labels) && {
      labels: {
        ...base.labels,
        ...(labels && { file: relative(directory, resolve(labels.file)), column: labels.column }),
        ...(options['supervise'] === true && { supervise: true }),
      },
    }),
    model: {
      ...base.model,
      ...defined({ name: options['model'], shared: number(options, 'shared'), private: number(options, 'private') }),
    },
    training: {
      ...base.training,
      ...defined({
        epochs: number(options, 'epochs'),
        batchSize: number(options, 'batch'),
        learningRate: number(options, 'lr'),
        beta: number(options, 'beta'),
        seed: number(options, 'seed'),
      }),
    },
    ...(split !== undefined && { evaluation: { ...(base.evaluation?.split === split && base.evaluation), split } }),
    ...defined({ engine: options['engine'] }),
  };
}

function defined<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** @throws UserError where an option is no number */
export function number(options: OptionValues, name: string): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text !== 'string' || text.trim() === '' || !Number.isFinite(value)) {
    throw new UserError(`--${name} wants a number, not "${text}".`);
  }
  return value;
}
