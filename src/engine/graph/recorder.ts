import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { type Binding, nativeBackend, type PassedAttribute, type TensorValues } from './binding.ts';
import type { Attribute, GraphNode } from './graphDef.ts';
import { constant } from './nodes.ts';

/** What a function did, as the operations of a graph. */
export interface Recording {
  readonly nodes: readonly GraphNode[];
  /** where the function's results come out: "node" or "node:output" */
  readonly outputs: readonly string[];
}

/**
 * Runs a function of tensors once on the native engine and writes down every TensorFlow operation that it executes,
 * gradients included: tfjs-node sends them all through one native call, and it is that call that is listened to.
 *
 * Numbers that the function makes in JavaScript become constants of the graph, shapes are fixed as they are, and so are
 * the decisions it takes.
 *
 * @param inputs names of the graph's values, and a tensor of the right shape that stands for each
 * @param prefix of the names of the recorded nodes
 */
export function record(inputs: ReadonlyMap<string, Tensor>, prefix: string, run: () => readonly Tensor[]): Recording {
  const native = nativeBackend();
  const plain = native.binding;
  const nodes: GraphNode[] = [];
  const values = new Map<number, string>();
  for (const [name, tensor] of inputs) values.set(native.getInputTensorIds([tensor])[0], name);
  const nextName = (): string => `${prefix}${nodes.length}`;

  const listening: Binding = Object.create(plain, {
    createTensor: {
      value: (shape: readonly number[], dtype: number, content: TensorValues) => {
        const id = plain.createTensor(shape, dtype, content);
        const name = nextName();
        nodes.push(constant(name, content.slice(), shape, dtype));
        values.set(id, name);
        return id;
      },
    },
    executeOp: {
      value: (op: string, passed: readonly PassedAttribute[], operands: readonly number[], outputs: number) => {
        const results = plain.executeOp(op, passed, operands, outputs);
        const name = nextName();
        const sources = operands.map((id) => {
          const source = values.get(id);
          if (source === undefined) throw new Error(`${op} takes a tensor that is neither an input nor recorded`);
          return source;
        });
        const attributes = Object.fromEntries(passed.map((one) => [one.name, attribute(one, plain)]));
        nodes.push({ name, op, inputs: sources, attributes });
        results.forEach(({ id }, k) => {
          values.set(id, k === 0 ? name : `${name}:${k}`);
        });
        return results;
      },
    },
  });

  native.binding = listening;
  try {
    const outputs = scoped(() =>
      native.getInputTensorIds(run()).map((id) => {
        const source = values.get(id);
        if (source === undefined) throw new Error('a result was not recorded');
        return source;
      }),
    );
    return { nodes, outputs };
  } finally {
    native.binding = plain;
  }
}

/** Frees the tensors that `run` makes; unlike tf.tidy it may return anything. */
export function scoped<T>(run: () => T): T {
  engine().startScope();
  try {
    return run();
  } finally {
    engine().endScope();
  }
}

function attribute({ name, type, value }: PassedAttribute, binding: Binding): Attribute {
  if (type === binding.TF_ATTR_TYPE && typeof value === 'number') return { type: value };
  if (type === binding.TF_ATTR_INT && typeof value === 'number') return { int: value };
  if (type === binding.TF_ATTR_INT && isNumbers(value)) return { ints: value };
  if (type === binding.TF_ATTR_BOOL && (typeof value === 'boolean' || typeof value === 'number')) {
    return { bool: Boolean(value) };
  }
  if (type === binding.TF_ATTR_FLOAT && typeof value === 'number') return { float: value };
  if (type === binding.TF_ATTR_STRING && typeof value === 'string') return { string: value };
  if (type === binding.TF_ATTR_SHAPE && isNumbers(value)) return { shape: value };
  throw new Error(`the attribute ${name} has a form that no recording knows`);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
