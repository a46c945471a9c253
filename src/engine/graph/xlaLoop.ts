import type { Recipe } from '../program.ts';
import { DataType } from './binding.ts';
import type { Argument, GraphFunction, GraphNode } from './graphDef.ts';
import * as nodes from './nodes.ts';
import { batchOf, NOISE, SETTINGS, type StepGraph, WEIGHT } from './stepGraph.ts';

/**
 * Many steps in one call: a loop that XLA compiles as a whole, its body the recorded step. What a step is fed comes
 * stacked, one slice a step: tables [steps, batch, columns], weight [steps, batch], noise, settings.
 */
export interface XlaLoop {
  readonly functions: readonly GraphFunction[];
  /** the call, as an operation of the graph */
  readonly call: GraphNode;
}

const INDEX = 'index';
const COUNT = 'steps';
export const stackedOf = (name: string): string => `${name}_stacked`;

/**
 * @param resources the variables that a step reads or changes
 * @throws where the step has an operation whose result has no known name
 */
export function xlaLoop(recipe: Recipe, step: StepGraph, resources: readonly string[], name: string): XlaLoop {
  const fed = [...recipe.tables.map((_, k) => batchOf(k)), WEIGHT, NOISE, SETTINGS];
  const carried: Argument[] = [
    { name: INDEX, type: DataType.int32 },
    { name: COUNT, type: DataType.int32 },
    ...fed.map((value) => ({ name: stackedOf(value), type: DataType.float32 })),
    ...resources.map((resource) => ({ name: resource, type: DataType.resource })),
  ];
  const loop = { T: { types: carried.map(({ type }) => type) } };

  const body = makeFunction(
    'body',
    carried,
    carried,
    step.effects,
    [
      nodes.integer('axis', 0),
      nodes.integer('one', 1),
      { name: 'next', op: 'AddV2', inputs: [INDEX, 'one'], attributes: { T: { type: DataType.int32 } } },
      ...fed.map((value) => nodes.pick(value, stackedOf(value), INDEX, 'axis')),
      ...step.nodes,
    ],
    (output) => (output.name === INDEX ? 'next' : output.name),
  );
  const more = makeFunction(
    'more',
    carried,
    [{ name: 'more', type: DataType.bool }],
    [],
    [{ name: 'less', op: 'Less', inputs: [INDEX, COUNT], attributes: { T: { type: DataType.int32 } } }],
    () => 'less',
  );
  const outer = makeFunction(
    'loop',
    carried.slice(1),
    [{ name: 'done', type: DataType.int32 }],
    ['while'],
    [
      nodes.integer(INDEX, 0),
      {
        name: 'while',
        op: 'While',
        inputs: carried.map((argument) => argument.name),
        attributes: {
          ...loop,
          cond: { function: 'more' },
          body: { function: 'body' },
          output_shapes: { shapes: [] },
          parallel_iterations: { int: 1 },
        },
      },
    ],
    () => 'while',
  );
  return {
    functions: [body, more, outer],
    call: {
      name,
      op: 'StatefulPartitionedCall',
      inputs: carried.slice(1).map((argument) => argument.name),
      attributes: {
        Tin: { types: carried.slice(1).map(({ type }) => type) },
        Tout: { types: [DataType.int32] },
        f: { function: 'loop' },
        config: { string: '' },
        config_proto: { string: '' },
        executor_type: { string: '' },
        _XlaMustCompile: { bool: true },
      },
    },
  };
}

/** A function of the given nodes; `from` names the node or argument that each output is. */
function makeFunction(
  name: string,
  inputs: readonly Argument[],
  outputs: readonly Argument[],
  effects: readonly string[],
  body: readonly GraphNode[],
  from: (output: Argument) => string,
): GraphFunction {
  const given = new Set(inputs.map((input) => input.name));
  const operations = new Map(body.map((node) => [node.name, node.op]));
  const refer = (value: string): string => {
    if (value.startsWith('^')) return value;
    const [source, index = '0'] = value.split(':');
    const op = operations.get(source);
    if (op === undefined) {
      if (given.has(source)) return source;
      throw new Error(`no value ${source}`);
    }
    return `${source}:${resultName(op)}:${index}`;
  };
  return {
    name,
    inputs,
    outputs: outputs.map((output, i) => ({ name: `out${i}`, type: output.type, from: refer(from(output)) })),
    nodes: body.map((node) => ({ ...node, inputs: node.inputs.map(refer) })),
    effects,
  };
}

/**
 * What TensorFlow's op definitions call the result of an operation. Inside a function a value is "node:result:index".
 * @throws for operations that no model of ours has used yet
 */
function resultName(op: string): string {
  const name = Object.entries(RESULT_NAMES).find(([, ops]) => ops.includes(op))?.[0];
  if (name === undefined) throw new Error(`the result of ${op} has no known name`);
  return name;
}

const RESULT_NAMES: Readonly<Record<string, readonly string[]>> = {
  activations: ['LeakyRelu', 'Relu', 'Softplus'],
  backprops: ['LeakyReluGrad'],
  output: [
    'BatchMatMulV2',
    'BiasAdd',
    'Concat',
    'ConcatV2',
    'Const',
    'ExpandDims',
    'Fill',
    'GatherV2',
    'Identity',
    'Max',
    'Mean',
    'Pack',
    'PadV2',
    'Pad',
    'Prod',
    'Reshape',
    'Select',
    'SelectV2',
    'Slice',
    'Split',
    'SplitV',
    'Squeeze',
    'Sum',
    'Tile',
    'Unpack',
    'While',
  ],
  product: ['MatMul'],
  sum: ['AddN'],
  value: ['ReadVariableOp'],
  y: [
    'Cast',
    'Exp',
    'Invert',
    'Log',
    'Log1p',
    'Neg',
    'OnesLike',
    'Reciprocal',
    'Rsqrt',
    'Sigmoid',
    'Sqrt',
    'Square',
    'Tanh',
    'Transpose',
    'ZerosLike',
    'Abs',
    'IsNan',
    'IsFinite',
    'Expm1',
    'Sign',
    'Lgamma',
    'Digamma',
    'LogicalNot',
  ],
  z: [
    'Add',
    'AddV2',
    'Div',
    'DivNoNan',
    'Equal',
    'Greater',
    'GreaterEqual',
    'Less',
    'LessEqual',
    'LogicalAnd',
    'LogicalOr',
    'Maximum',
    'Minimum',
    'Mul',
    'NotEqual',
    'Pow',
    'RealDiv',
    'SquaredDifference',
    'Sub',
  ],
};
