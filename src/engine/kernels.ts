import * as tf from '@tensorflow/tfjs-core';
import { DataType, nativeBackend, type PassedAttribute } from './graph/binding.ts';

/** Kernels that tfjs lacks, or that tfjs-node composes of many operations where TensorFlow has one. */

const AFFINE = 'Affine';
const LEAKY_RELU_GRAD = 'LeakyReluGrad';

/** x W + b, without a gradient: [rows, inputs] → [rows, outputs] */
export function affine(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return run(AFFINE, { x, weight, bias }) as tf.Tensor2D;
}

/** dy where y > 0, slope · dy elsewhere; y = LeakyReLU(x) or x itself, their signs are the same. */
export function leakyReluGrad(dy: tf.Tensor, y: tf.Tensor, slope: number): tf.Tensor {
  return run(LEAKY_RELU_GRAD, { dy, y }, { slope });
}

function run(kernel: string, inputs: tf.NamedTensorMap, attributes: tf.NamedAttrMap = {}): tf.Tensor {
  const [result] = [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, inputs, attributes)].flat();
  return result;
}

/** To be called once the WASM backend is current. */
export function addWasmKernels(): void {
  if (tf.getKernel(AFFINE, 'wasm')) return;
  add('wasm', AFFINE, ({ x, weight, bias }) =>
    tf.fused.matMul({ a: x as tf.Tensor2D, b: weight as tf.Tensor2D, bias: bias as tf.Tensor1D }),
  );
  add('wasm', LEAKY_RELU_GRAD, ({ dy, y }, { slope }) => tf.mul(dy, tf.step(y, Number(slope))));
  // Its log1p is the logarithm of the rounded sum: put back what rounding took, (x − (u − 1)) / u to first order.
  add('wasm', tf.Log1p, ({ x }) => {
    const u = tf.add(x, 1);
    return tf.add(tf.log(u), tf.div(tf.sub(x, tf.sub(u, 1)), u));
  });
  // Its product of transposed matrices is a naive loop: transpose first, then multiply.
  const product = kernelOf('wasm', tf.BatchMatMul);
  add('wasm', tf.BatchMatMul, ({ a, b }, { transposeA, transposeB }) =>
    product(
      { a: transposeA ? transposed(a) : a, b: transposeB ? transposed(b) : b },
      { transposeA: false, transposeB: false },
    ),
  );
}

function transposed(x: tf.Tensor): tf.Tensor {
  const last = x.rank - 1;
  return tf.transpose(x, [...Array(last - 1).keys(), last, last - 1]);
}

/** To be called once tfjs-node's backend is current. */
export function addNativeKernels(): void {
  if (tf.getKernel(AFFINE, 'tensorflow')) return;
  const native = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_FLOAT, TF_ATTR_BOOL } = native.binding;
  const float: PassedAttribute = { name: 'T', type: TF_ATTR_TYPE, value: DataType.float32 };
  add('tensorflow', LEAKY_RELU_GRAD, ({ dy, y }, { slope }) =>
    native.executeSingleOutput(LEAKY_RELU_GRAD, [float, { name: 'alpha', type: TF_ATTR_FLOAT, value: slope }], [dy, y]),
  );
  // tfjs-node takes TensorFlow's product of stacks of matrices for two plain ones, which nothing can be fused with.
  const stacked = kernelOf('tensorflow', tf.BatchMatMul);
  add('tensorflow', tf.BatchMatMul, ({ a, b }, attributes) => {
    if (a.rank > 2 || b.rank > 2) return stacked({ a, b }, attributes);
    const flag = (name: string, value: unknown) => ({ name, type: TF_ATTR_BOOL, value: Boolean(value) });
    return native.executeSingleOutput(
      'MatMul',
      [float, flag('transpose_a', attributes['transposeA']), flag('transpose_b', attributes['transposeB'])],
      [a, b],
    );
  });
  // Two operations that TensorFlow's graph optimiser makes one.
  add('tensorflow', AFFINE, ({ x, weight, bias }) =>
    native.executeSingleOutput('BiasAdd', [float], [tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias]),
  );
}

type Kernel = (inputs: Record<string, tf.Tensor>, attributes: tf.NamedAttrMap) => tf.TensorInfo;

function kernelOf(backendName: string, kernelName: string): Kernel {
  const { kernelFunc } = tf.getKernel(kernelName, backendName);
  return (inputs, attrs) => [kernelFunc({ inputs, attrs, backend: tf.backend() })].flat()[0];
}

function add(backendName: string, kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    backendName,
    kernelName,
    kernelFunc: ({ inputs, attrs }) => kernel(inputs as Record<string, tf.Tensor>, attrs ?? {}),
  });
}
