import { backend, type Tensor } from '@tensorflow/tfjs-core';

/** The numbers by which TensorFlow's C interface and its files call the data types that we use (types.proto). */
export const DataType = { float32: 1, int32: 3, bool: 10, resource: 20 } as const;

/** An attribute as tfjs-node passes it: `type` is one of the binding's TF_ATTR_ numbers. */
export interface PassedAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export interface PassedTensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export type TensorValues = Float32Array | Int32Array | Uint8Array;

/** What of tfjs-node's native addon we call or listen to; tensors and sessions go by number. */
export interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: TensorValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TensorValues;
  executeOp(
    op: string,
    attributes: readonly PassedAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): PassedTensor[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(session: number, inputs: readonly number[], inputNames: string, outputNames: string): PassedTensor[];
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** tfjs-node's backend, as far as we use it. */
export interface NativeBackend {
  binding: Binding;
  executeSingleOutput(op: string, attributes: readonly PassedAttribute[], inputs: readonly Tensor[]): Tensor;
  /** Private in its types: the tensors' numbers; hands delayed values over to TensorFlow first. */
  getInputTensorIds(tensors: readonly Tensor[]): number[];
}

/** @throws where another engine is current */
export function nativeBackend(): NativeBackend {
  const current: unknown = backend();
  if (!isNative(current)) throw new Error('the native engine is not the current one');
  return current;
}

function isNative(value: unknown): value is NativeBackend {
  return typeof value === 'object' && value !== null && 'binding' in value && 'getInputTensorIds' in value;
}
