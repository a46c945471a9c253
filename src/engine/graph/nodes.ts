import { DataType, type TensorValues } from './binding.ts';
import type { Attribute, GraphNode } from './graphDef.ts';

/** Builders of the operations that graphs are put together from. */

const FLOAT: Attribute = { type: DataType.float32 };
const INT: Attribute = { type: DataType.int32 };

function node(name: string, op: string, inputs: readonly string[], attributes: GraphNode['attributes']): GraphNode {
  return { name, op, inputs, attributes };
}

export function placeholder(name: string, shape: readonly number[], dtype: number = DataType.float32): GraphNode {
  return node(name, 'Placeholder', [], { dtype: { type: dtype }, shape: { shape } });
}

export function constant(name: string, values: TensorValues, shape: readonly number[], dtype: number): GraphNode {
  return node(name, 'Const', [], { dtype: { type: dtype }, value: { tensor: { dtype, shape, values } } });
}

export function scalar(name: string, value: number): GraphNode {
  return constant(name, Float32Array.of(value), [], DataType.float32);
}

export function integer(name: string, value: number): GraphNode {
  return constant(name, Int32Array.of(value), [], DataType.int32);
}

/** A variable that lives in the session. */
export function variable(name: string, shape: readonly number[]): GraphNode {
  return node(name, 'VarHandleOp', [], {
    dtype: FLOAT,
    shape: { shape },
    shared_name: { string: name },
    container: { string: '' },
  });
}

export function read(name: string, resource: string): GraphNode {
  return node(name, 'ReadVariableOp', [resource], { dtype: FLOAT });
}

/** The same values in memory of their own, which no optimisation takes away. */
export function copy(name: string, x: string): GraphNode {
  return node(name, 'DeepCopy', [x], { T: FLOAT });
}

export function assign(name: string, resource: string, value: string): GraphNode {
  return node(name, 'AssignVariableOp', [resource, value], { dtype: FLOAT });
}

export function assignAdd(name: string, resource: string, value: string): GraphNode {
  return node(name, 'AssignAddVariableOp', [resource, value], { dtype: FLOAT });
}

/** Rows of a variable. */
export function gatherRows(name: string, resource: string, rows: string): GraphNode {
  return node(name, 'ResourceGather', [resource, rows], {
    dtype: FLOAT,
    Tindices: INT,
    batch_dims: { int: 0 },
    validate_indices: { bool: true },
  });
}

/** x[index], the slice of one step. */
export function pick(name: string, x: string, index: string, axis: string): GraphNode {
  return node(name, 'GatherV2', [x, index, axis], {
    Tparams: FLOAT,
    Tindices: INT,
    Taxis: INT,
    batch_dims: { int: 0 },
  });
}

/** The same values in another shape; brings the constant that says which. */
export function reshape(name: string, x: string, shape: readonly number[]): GraphNode[] {
  return [
    constant(`${name}_shape`, Int32Array.from(shape), [shape.length], DataType.int32),
    node(name, 'Reshape', [x, `${name}_shape`], { T: FLOAT, Tshape: INT }),
  ];
}

/** [n] → n scalars */
export function unpack(name: string, x: string, count: number): GraphNode {
  return node(name, 'Unpack', [x], { T: FLOAT, num: { int: count }, axis: { int: 0 } });
}

export function multiply(name: string, a: string, b: string): GraphNode {
  return node(name, 'Mul', [a, b], { T: FLOAT });
}

/** The value of `input`, once everything in `after` has run. */
export function identity(name: string, input: string, after: readonly string[] = []): GraphNode {
  return node(name, 'Identity', [input, ...after.map((other) => `^${other}`)], { T: FLOAT });
}

/** One step of Adam on the variable `p` with the moments `m` and `v`, once everything in `after` has run. */
export function applyAdam(
  name: string,
  [p, m, v]: readonly [string, string, string],
  {
    power1,
    power2,
    rate,
    beta1,
    beta2,
    epsilon,
  }: Record<'power1' | 'power2' | 'rate' | 'beta1' | 'beta2' | 'epsilon', string>,
  gradient: string,
  after: readonly string[],
): GraphNode {
  const inputs = [p, m, v, power1, power2, rate, beta1, beta2, epsilon, gradient, ...after.map((other) => `^${other}`)];
  return node(name, 'ResourceApplyAdam', inputs, {
    T: FLOAT,
    use_locking: { bool: false },
    use_nesterov: { bool: false },
  });
}
