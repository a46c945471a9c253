import * as tf from '@tensorflow/tfjs-core';
import { BETA1, BETA2 } from '../adam.ts';
import { at } from '../at.ts';
import type { BatchTables, Recipe } from '../program.ts';
import type { GraphNode } from './graphDef.ts';
import * as nodes from './nodes.ts';
import { type Recording, record, scoped } from './recorder.ts';

/** Names, legal as those of arguments. Values that a graph must bring for a step: the rows of table k, and what is fed. */
export const batchOf = (table: number): string => `t${table}_batch`;
export const WEIGHT = 'weight';
export const NOISE = 'noise';
/** the scalars of one step: [samples, β₁ᵗ, β₂ᵗ, ε, what is annealed…] */
export const SETTINGS = 'settings';
const FIXED_SETTINGS = 4;
export const settingsLength = ({ annealed }: Recipe): number => FIXED_SETTINGS + annealed;

/** Variables that a step changes: parameter i and its moments, and the sum of what is reported. */
export const parameter = (i: number): string => `p${i}`;
export const moment = (i: number): string => `m${i}`;
export const square = (i: number): string => `v${i}`;
export const TOTALS = 'totals';

const annealedOf = (k: number): string => `annealed${k}`;
const setting = (k: number): string => `${SETTINGS}_each${k > 0 ? `:${k}` : ''}`;
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
    power1: setting(1),
    power2: setting(2),
    epsilon: setting(3),
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
      nodes.unpack(`${SETTINGS}_each`, SETTINGS, settingsLength(recipe)),
      ...Array.from({ length: recipe.annealed }, (_, k) => nodes.identity(annealedOf(k), setting(FIXED_SETTINGS + k))),
      ...variables.map((_, i) => nodes.read(readOf(i), parameter(i))),
      ...recording.nodes,
      nodes.multiply('counted', terms, setting(0)),
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
function recordStep({ variables, tables, batch, noise, annealed, step }: Recipe): Recording {
  return scoped(() => {
    const proxies: BatchTables = new Map(
      tables.map(({ name, columns }) => [name, tf.zeros<tf.Rank.R2>([batch, columns])]),
    );
    const weight = tf.fill<tf.Rank.R1>([batch], 1 / batch);
    const epsilon = tf.zeros<tf.Rank.R2>([batch, noise]);
    const scalars = Array.from({ length: annealed }, () => tf.fill<tf.Rank.R0>([], 1));
    const inputs = new Map<string, tf.Tensor>([
      ...tables.map(({ name }, k): [string, tf.Tensor] => [batchOf(k), at(proxies, name)]),
      [WEIGHT, weight],
      [NOISE, epsilon],
      ...scalars.map((scalar, k): [string, tf.Tensor] => [annealedOf(k), scalar]),
      ...variables.map((variable, i): [string, tf.Tensor] => [readOf(i), variable]),
    ]);
    return record(inputs, 's', () => {
      let terms: tf.Tensor | undefined;
      const { grads } = tf.variableGrads(() => {
        const result = step(proxies, weight, epsilon, scalars);
        terms = tf.keep(result.terms);
        return result.loss;
      }, [...variables]);
      if (!terms) throw new Error('the step reported nothing');
      return [terms, ...variables.map((variable) => grads[variable.name])];
    });
  });
}
