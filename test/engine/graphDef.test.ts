import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { expect, it } from 'vitest';
import { DataType } from '../../src/engine/graph/binding.ts';
import {
  type Attribute,
  encodeSavedModel,
  type Graph,
  type GraphFunction,
  type GraphNode,
  SERVE,
} from '../../src/engine/graph/graphDef.ts';

/** The fields of a message in their order; each is read by what its number stands for, others fail the test. */
type Fields = Readonly<Record<number, (pbf: PbfReader) => unknown>>;

function fieldsOf(pbf: PbfReader, readers: Fields): [number, unknown][] {
  return pbf.readMessage((tag, found: [number, unknown][], inner) => found.push(read(readers, tag, inner)), []);
}

function read(readers: Fields, tag: number, pbf: PbfReader): [number, unknown] {
  if (!(tag in readers)) throw new Error(`field ${tag} has no meaning here`);
  return [tag, readers[tag](pbf)];
}

/** All values of a repeated field, in their order. */
const all = (fields: readonly [number, unknown][], tag: number): unknown[] =>
  fields.filter(([found]) => found === tag).map(([, value]) => value);

const text = (pbf: PbfReader) => pbf.readString();
const number = (pbf: PbfReader) => pbf.readVarint(true);
const shape = (pbf: PbfReader) =>
  all(fieldsOf(pbf, { 2: (dimension) => all(fieldsOf(dimension, { 1: number }), 1)[0] }), 2);
const entry = (value: (pbf: PbfReader) => unknown) => (pbf: PbfReader) => {
  const fields = fieldsOf(pbf, { 1: text, 2: value });
  return [all(fields, 1)[0], all(fields, 2)[0]];
};

/** AttrValue and TensorProto, by the numbers in attr_value.proto and tensor.proto. */
const attribute = (pbf: PbfReader): unknown => {
  const list = (inner: PbfReader) => {
    const fields = fieldsOf(inner, {
      3: (ints) => ints.readPackedVarint([], true),
      6: (types) => types.readPackedVarint(),
      7: shape,
    });
    if (fields.length === 0) return 'empty list';
    const [[tag, value]] = fields;
    return tag === 7 ? { shapes: all(fields, 7) } : { [tag === 3 ? 'ints' : 'types']: value };
  };
  const tensor = (inner: PbfReader) => {
    const fields = fieldsOf(inner, { 1: number, 2: shape, 4: (bytes) => Array.from(bytes.readBytes()) });
    return { tensor: { dtype: all(fields, 1)[0], shape: all(fields, 2)[0], bytes: all(fields, 4)[0] } };
  };
  const [[, value], ...more] = fieldsOf(pbf, {
    1: list,
    2: (inner) => ({ string: inner.readString() }),
    3: (inner) => ({ int: number(inner) }),
    4: (inner) => ({ float: inner.readFloat() }),
    5: (inner) => ({ bool: inner.readBoolean() }),
    6: (inner) => ({ type: number(inner) }),
    7: (inner) => ({ shape: shape(inner) }),
    8: tensor,
    10: (inner) => ({ function: all(fieldsOf(inner, { 1: text }), 1)[0] }),
  });
  expect(more).toEqual([]);
  return value;
};

const node = (pbf: PbfReader) => {
  const fields = fieldsOf(pbf, { 1: text, 2: text, 3: text, 5: entry(attribute) });
  return {
    name: all(fields, 1)[0],
    op: all(fields, 2)[0],
    inputs: all(fields, 3),
    attributes: Object.fromEntries(all(fields, 5) as [string, unknown][]),
  };
};

const argument = (pbf: PbfReader) => {
  const fields = fieldsOf(pbf, { 1: text, 3: number });
  return { name: all(fields, 1)[0], type: all(fields, 3)[0] };
};

const oneFunction = (pbf: PbfReader) => {
  const signature = (inner: PbfReader) =>
    fieldsOf(inner, { 1: text, 2: argument, 3: argument, 17: (flag) => flag.readBoolean(), 20: text });
  const fields = fieldsOf(pbf, { 1: signature, 3: node, 4: entry(text), 6: entry(text) });
  const [signed] = all(fields, 1) as [number, unknown][][];
  return {
    name: all(signed, 1)[0],
    inputs: all(signed, 2),
    outputs: all(signed, 3),
    stateful: all(signed, 17)[0],
    effects: all(signed, 20),
    nodes: all(fields, 3),
    returns: all(fields, 4),
    control: all(fields, 6),
  };
};

/** A SavedModel as saved_model.proto, meta_graph.proto and graph.proto number its fields. */
function decode(bytes: Uint8Array) {
  const library = (pbf: PbfReader) => all(fieldsOf(pbf, { 1: oneFunction }), 1);
  const versions = (pbf: PbfReader) => all(fieldsOf(pbf, { 1: number }), 1)[0];
  const graph = (pbf: PbfReader) => fieldsOf(pbf, { 1: node, 2: library, 4: versions });
  const info = (pbf: PbfReader) => fieldsOf(pbf, { 1: text, 4: text, 5: text });
  const metaGraph = (pbf: PbfReader) => fieldsOf(pbf, { 1: info, 2: graph });
  const model = new PbfReader(bytes).readFields(
    (tag, found: [number, unknown][], pbf) => found.push(read({ 1: number, 2: metaGraph }, tag, pbf)),
    [],
  );
  expect(all(model, 1)).toEqual([1]);
  const [meta] = all(model, 2) as [number, unknown][][];
  const [body] = all(meta, 2) as [number, unknown][][];
  expect(all(body, 4)).toHaveLength(1);
  return {
    tags: all(all(meta, 1)[0] as [number, unknown][], 4),
    nodes: all(body, 1),
    functions: all(body, 2)[0],
  };
}

/** What reading must give back. */
function expectedAttribute(value: Attribute): unknown {
  if ('float' in value) return { float: Math.fround(value.float) };
  const lists = ['ints', 'types', 'shapes'];
  if (Object.entries(value).some(([kind, items]) => lists.includes(kind) && items.length === 0)) return 'empty list';
  if (!('tensor' in value)) return value;
  const { dtype, shape: sizes, values } = value.tensor;
  const bytes = Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return { tensor: { dtype, shape: sizes, bytes } };
}

function expectedNode({ attributes, ...rest }: GraphNode): unknown {
  return {
    ...rest,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, expectedAttribute(value)])),
  };
}

function expectedFunction({ name, inputs, outputs, nodes, effects }: GraphFunction): unknown {
  return {
    name,
    inputs,
    outputs: outputs.map((output) => ({ name: output.name, type: output.type })),
    stateful: true,
    effects,
    nodes: nodes.map(expectedNode),
    returns: outputs.map((output) => [output.name, output.from]),
    control: effects.map((effect) => [effect, effect]),
  };
}

const sizes = fc.array(fc.integer({ min: -1, max: 2 ** 31 - 1 }), { maxLength: 4 });
const type = fc.constantFrom(...Object.values(DataType));
const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,12}$/).filter((one) => one !== '__proto__');
const values = fc.oneof(
  fc.float32Array({ maxLength: 40 }),
  fc.int32Array({ maxLength: 40 }),
  // A part of a larger array: only the part may be written.
  fc.float32Array({ minLength: 2, maxLength: 9 }).map((array) => array.subarray(1)),
);
const attributes: fc.Arbitrary<Attribute> = fc.oneof(
  fc.record({ string: fc.string() }),
  fc.record({ int: fc.integer() }),
  fc.record({ float: fc.double({ noNaN: true }) }),
  fc.record({ bool: fc.boolean() }),
  fc.record({ type }),
  fc.record({ shape: sizes }),
  fc.record({ tensor: fc.record({ dtype: type, shape: sizes, values }) }),
  fc.record({ function: name }),
  fc.record({ ints: fc.array(fc.integer()) }),
  fc.record({ types: fc.array(type) }),
  fc.record({ shapes: fc.array(sizes) }),
);
const graphNode = fc.record({
  name,
  op: name,
  inputs: fc.array(name, { maxLength: 3 }),
  attributes: fc.dictionary(name, attributes, { maxKeys: 4, noNullPrototype: true }),
});
const graphs: fc.Arbitrary<Graph> = fc.record({
  nodes: fc.array(graphNode, { maxLength: 5 }),
  functions: fc.array(
    fc.record({
      name,
      inputs: fc.array(fc.record({ name, type }), { maxLength: 3 }),
      outputs: fc.array(fc.record({ name, type, from: name }), { maxLength: 3 }),
      nodes: fc.array(graphNode, { maxLength: 3 }),
      effects: fc.array(name, { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
});

it('writes every part of a graph where TensorFlow’s protocol buffers have it', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      expect(decode(encodeSavedModel(graph))).toEqual({
        tags: [SERVE],
        nodes: graph.nodes.map(expectedNode),
        functions: graph.functions.map(expectedFunction),
      });
    }),
    { numRuns: 200 },
  );
});
