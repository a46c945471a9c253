import { PbfWriter } from 'pbf';
import type { TensorValues } from './binding.ts';

/** The value of one attribute of an operation (AttrValue in TensorFlow's attr_value.proto). */
export type Attribute =
  | { readonly string: string }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly type: number }
  | { readonly shape: readonly number[] }
  | { readonly tensor: { readonly dtype: number; readonly shape: readonly number[]; readonly values: TensorValues } }
  | { readonly function: string }
  | { readonly ints: readonly number[] }
  | { readonly types: readonly number[] }
  | { readonly shapes: readonly (readonly number[])[] };

/**
 * One operation (NodeDef). An input is "node" or "node:output"; "^node" only orders. Inside a function it is
 * "node:outputName:index", or the name of an argument.
 */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface Argument {
  readonly name: string;
  readonly type: number;
}

/** A function that nodes may call by name (FunctionDef). */
export interface GraphFunction {
  readonly name: string;
  readonly inputs: readonly Argument[];
  /** `from` is a value inside the function */
  readonly outputs: readonly (Argument & { readonly from: string })[];
  readonly nodes: readonly GraphNode[];
  /** nodes that must run though no output needs them */
  readonly effects: readonly string[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly functions: readonly GraphFunction[];
}

/** A TensorFlow that reads graphs of this version reads ours; 2.9 and later do. */
const PRODUCER = 987;
export const SERVE = 'serve';

/**
 * A graph as a SavedModel without variables of its own, in TensorFlow's protocol buffers. Field numbers are those of
 * saved_model.proto, meta_graph.proto, graph.proto, node_def.proto, attr_value.proto, tensor.proto, function.proto, op_def.proto.
 */
export function encodeSavedModel(graph: Graph): Uint8Array {
  const out = new PbfWriter();
  out.writeVarintField(1, 1); // saved_model_schema_version
  out.writeMessage(2, writeMetaGraph, graph);
  return out.finish();
}

function writeMetaGraph(graph: Graph, out: PbfWriter): void {
  out.writeMessage(1, writeMetaInfo, null);
  out.writeMessage(2, writeGraph, graph);
}

function writeMetaInfo(_: null, out: PbfWriter): void {
  out.writeStringField(1, 'v1');
  out.writeStringField(4, SERVE);
  out.writeStringField(5, '2.9.1');
}

function writeGraph({ nodes, functions }: Graph, out: PbfWriter): void {
  for (const node of nodes) out.writeMessage(1, writeNode, node);
  out.writeMessage(2, writeLibrary, functions);
  out.writeMessage(4, (_, versions: PbfWriter) => versions.writeVarintField(1, PRODUCER), null);
}

function writeLibrary(functions: readonly GraphFunction[], out: PbfWriter): void {
  for (const one of functions) out.writeMessage(1, writeFunction, one);
}

function writeFunction({ name, inputs, outputs, nodes, effects }: GraphFunction, out: PbfWriter): void {
  out.writeMessage(
    1,
    (_, signature: PbfWriter) => {
      signature.writeStringField(1, name);
      for (const input of inputs) signature.writeMessage(2, writeArgument, input);
      for (const output of outputs) signature.writeMessage(3, writeArgument, output);
      signature.writeBooleanField(17, true); // is_stateful
      for (const effect of effects) signature.writeStringField(20, effect);
    },
    null,
  );
  for (const node of nodes) out.writeMessage(3, writeNode, node);
  for (const output of outputs) out.writeMessage(4, writeEntry, [output.name, output.from]);
  for (const effect of effects) out.writeMessage(6, writeEntry, [effect, effect]);
}

function writeArgument({ name, type }: Argument, out: PbfWriter): void {
  out.writeStringField(1, name);
  out.writeVarintField(3, type);
}

function writeEntry([key, value]: readonly [string, string], out: PbfWriter): void {
  out.writeStringField(1, key);
  out.writeStringField(2, value);
}

function writeNode({ name, op, inputs, attributes }: GraphNode, out: PbfWriter): void {
  out.writeStringField(1, name);
  out.writeStringField(2, op);
  for (const input of inputs) out.writeStringField(3, input);
  for (const [key, value] of Object.entries(attributes)) {
    out.writeMessage(
      5,
      (_, entry: PbfWriter) => {
        entry.writeStringField(1, key);
        entry.writeMessage(2, writeAttribute, value);
      },
      null,
    );
  }
}

function writeAttribute(value: Attribute, out: PbfWriter): void {
  if ('string' in value) out.writeStringField(2, value.string);
  else if ('int' in value) out.writeVarintField(3, value.int);
  else if ('float' in value) out.writeFloatField(4, value.float);
  else if ('bool' in value) out.writeBooleanField(5, value.bool);
  else if ('type' in value) out.writeVarintField(6, value.type);
  else if ('shape' in value) out.writeMessage(7, writeShape, value.shape);
  else if ('tensor' in value) out.writeMessage(8, writeTensor, value.tensor);
  else if ('function' in value) {
    out.writeMessage(10, (_, list: PbfWriter) => list.writeStringField(1, value.function), null);
  } else out.writeMessage(1, writeList, value);
}

function writeList(value: Attribute, out: PbfWriter): void {
  if ('ints' in value) out.writePackedVarint(3, [...value.ints]);
  else if ('types' in value) out.writePackedVarint(6, [...value.types]);
  else if ('shapes' in value) for (const shape of value.shapes) out.writeMessage(7, writeShape, shape);
}

function writeShape(shape: readonly number[], out: PbfWriter): void {
  for (const size of shape) {
    out.writeMessage(2, (_, dimension: PbfWriter) => dimension.writeVarintField(1, size), null);
  }
}

function writeTensor(
  { dtype, shape, values }: Extract<Attribute, { tensor: unknown }>['tensor'],
  out: PbfWriter,
): void {
  out.writeVarintField(1, dtype);
  out.writeMessage(2, writeShape, shape);
  out.writeBytesField(4, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
