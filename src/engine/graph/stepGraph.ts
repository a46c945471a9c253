import * as tf from '@tensorflow/tfjs-core';
import { BETA1, BETA2 } from '../adam.ts';
import type { BatchTables, Recipe } from '../program.ts';
import type { GraphNode } from './graphDef.ts';
import * as nodes from './nodes.ts';
import { type Recording, record, scoped } from './recorder.ts';

/** Names, legal as those of arguments. Values that a graph must bring for a step: the rows of table k, and what is fed. */
export const batchOf = (table: number): string => `t${table}_batch`;
export const WEIGHT = 'weight';
export const NOISE = 'noise';
/** the scalars of one step: [β, samples, β₁ᵗ, β₂ᵗ, ε] */
export const SETTINGS = 'settings';
export const SETTINGS_LENGTH = 5;

/** Variables that a step changes: parameter i and its moments, and the sum of what is reported. */
export const parameter = (i: number): string => `p${i}`;
export const moment = (i: number): string => `m${i}`;
export const square = (i: number): string => `v${i}`;
export const TOTALS = 'totals';

const BETA = 'beta';
const readOf = (i: number): string => `p${i}_value`;

/** A recipe's step: forward, gradients, Adam, and the sum of what it reports. */
export interface StepGraph {
  readonly nodes: readonly GraphNode[];
  /** the operations by which a step takes effect */
  readonly effects: readonly string[];
}

export function stepGraph(recipe: Recipe): StepGraph {
  const { variables, learningRate } = recipe;
  const recording = recordStep(recipe);
  const [terms, ...gradients] = recording.outputs;
  const scalars = {
    power1: `${SETTINGS}_each:2`,
    power2: `${SETTINGS}_each:3`,
    epsilon: `${SETTINGS}_each:4`,
    rate: 'rate',
    beta1: 'beta1',
    beta2: 'beta2',
  };
  const updates = variables.map((_, i) =>
    nodes.applyAdam(
      `adam${i}`,
      [parameter(i), moment(i), square(i)],
      scalars,
      gradients[i],
      // No weight changes before everything that reads it has run; then it can change in place.
      recording.nodes.filter(({ inputs }) => inputs.includes(readOf(i))).map(({ name }) => name),
    ),
  );
  return {
    nodes: [
      nodes.unpack(`${SETTINGS}_each`, SETTINGS, SETTINGS_LENGTH),
      nodes.identity(BETA, `${SETTINGS}_each`),
      ...variables.map((_, i) => nodes.read(readOf(i), parameter(i))),
      ...recording.nodes,
      nodes.multiply('counted', terms, `${SETTINGS}_each:1`),
      nodes.assignAdd('count', TOTALS, 'counted'),
      nodes.scalar('rate', learningRate),
      nodes.scalar('beta1', BETA1),
      nodes.scalar('beta2', BETA2),
      ...updates,
    ],
    effects: ['count', ...updates.map(({ name }) => name)],
  };
}

/** One run of the step on meaningless numbers: what it reports, and the gradient of each variable. */
function recordStep({ variables, tables, batch, noise, step }: Recipe): Recording {
  return scoped(() => {
    const proxies: BatchTables = new Map(
      tables.map(({ name, columns }) => [name, tf.zeros<tf.Rank.R2>([batch, columns])]),
    );
    const weight = tf.fill<tf.Rank.R1>([batch], 1 / batch);
    const epsilon = tf.zeros<tf.Rank.R2>([batch, noise]);
    const beta = tf.fill<tf.Rank.R0>([], 1);
    const inputs = new Map<string, tf.Tensor>([
      ...tables.map(({ name }, k): [string, tf.Tensor] => [batchOf(k), at(proxies, name)]),
      [WEIGHT, weight],
      [NOISE, epsilon],
      [BETA, beta],
      ...variables.map((variable, i): [string, tf.Tensor] => [readOf(i), variable]),
    ]);
    return record(inputs, 's', () => {
      let terms: tf.Tensor | undefined;
      const { grads } = tf.variableGrads(() => {
        const result = step(proxies, weight, epsilon, beta);
        terms = tf.keep(result.terms);
        return result.loss;
      }, [...variables]);
      if (!terms) throw new Error('the step reported nothing');
      return [terms, ...variables.map((variable) => grads[variable.name])];
    });
  });
}

function at<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing for ${key}`);
  return value;
}
