// Loads tfjs-node from FOLDER, multiplies and differentiates: `node smokeTest.cjs FOLDER`. A process of its own, because
// a library that does not fit the machine can end it without an exception. Prints TensorFlow's version.
const { createRequire } = require('node:module');
const { join } = require('node:path');
const util = require('node:util');

// Node 23 removed this function, and tfjs-node 4.22 still calls it.
util.isNullOrUndefined ??= (value) => value === undefined || value === null;

const tf = createRequire(join(process.argv[2], 'package.json'))('@tensorflow/tfjs-node');
tf.tidy(() => {
  const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const square = tf.matMul(a, a).dataSync();
  const gradient = tf
    .grad((x) => tf.sum(tf.matMul(x, x)))(a)
    .dataSync();
  if (`${square}` !== '7,10,15,22') throw new Error(`matMul gave ${square}`);
  if (`${gradient}` !== '7,11,9,13') throw new Error(`the gradient is ${gradient}`);
});
console.log(tf.backend().binding.TF_Version);
