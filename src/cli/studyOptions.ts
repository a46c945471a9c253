import { dirname, relative, resolve } from 'node:path';
import { modalityNames } from '../data/modalityNames.ts';
import { parseStudy, readStudy } from '../run/readStudy.ts';
import type { Study, StudyInput } from '../run/study.ts';
import { UserError } from '../run/userError.ts';
import type { OptionValues } from './command.ts';
import { parseLabelsOption } from './labelsOption.ts';

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
  if (positionals.length === 1) {
    throw new UserError(
      `${first} is one table; a model needs at least two tables of the same samples. Name another one.`,
    );
  }
  const twice = positionals.find((file, i) => positionals.findIndex((other) => resolve(other) === resolve(file)) < i);
  if (twice !== undefined)
    throw new UserError(`${twice} is named twice. Name two different tables of the same samples.`);
  const directory = dirname(resolve(first));
  const names = modalityNames([...positionals]);
  const modalities = positionals.map((file, i) => ({ name: names[i], file: relative(directory, resolve(file)) }));
  return { study: parseStudy(withOptions({ modalities }, options, directory), 'An option'), directory };
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
