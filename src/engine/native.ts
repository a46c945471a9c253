import { closeSync, fstatSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { backend, enableProdMode, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import { addNativeKernels } from './kernels.ts';
import type { NativeEngine } from './nativePlace.ts';
import { processors } from './processors.ts';

/** In TensorFlow's words. On one processor a second thread only waits for the first, which costs a small model a fifth. */
const IN_THE_CALLERS_THREAD = -1;

/**
 * Loads tfjs-node from its own folder and makes its backend current.
 * tfjs-node brings its own tfjs-core; both copies keep engine, kernels and gradients on the global object, so a backend
 * registered by one serves the other.
 * @param threadsPerOperation unless the environment says otherwise
 */
export async function loadNative({ folder, stamp }: NativeEngine, threadsPerOperation: number) {
  const require = createRequire(join(folder, 'package.json'));
  quieten();
  process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threadsPerOperation);
  process.env['TF_NUM_INTEROP_THREADS'] ??= String(processors() > 1 ? processors() : IN_THE_CALLERS_THREAD);
  // oneDNN's products are the faster ones on every processor seen; TensorFlow takes them by itself on some only.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
  // Node 23 removed this function, and tfjs-node 4.22 still calls it.
  const util: { isNullOrUndefined?: (value: unknown) => boolean } = require('node:util');
  util.isNullOrUndefined ??= (value) => value === undefined || value === null;

  withoutGreeting(() => withoutDeprecations(() => require('@tensorflow/tfjs-node')));
  const set = await setBackend('tensorflow');
  await ready();
  if (!set || getBackend() !== 'tensorflow') throw new Error('tfjs-node loaded but its backend did not start');
  addNativeKernels();
  return {
    name: 'tensorflow' as const,
    version: `TensorFlow ${libraryVersion() ?? stamp.tensorflow} (tfjs-node ${stamp.tfjsNode})`,
    threads: processors(),
  };
}

/** TensorFlow's greetings and tfjs's notes on kernels registered twice say nothing to a user; errors still show. */
function quieten(): void {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  enableProdMode();
}

/**
 * TensorFlow says on stderr, past every setting, that oneDNN is on. While `load` runs (and nothing else of ours),
 * stderr leads nowhere. In a file the two lines stay: opened again, it would be written from another place in it.
 */
function withoutGreeting(load: () => void): void {
  const stderr = fstatSync(2);
  if (process.platform === 'win32' || !(stderr.isFIFO() || stderr.isCharacterDevice())) {
    load();
    return;
  }
  const spare = openSync('/dev/fd/2', 'a');
  // The lowest free number is the one that open takes.
  closeSync(2);
  openSync('/dev/null', 'a');
  try {
    load();
  } finally {
    closeSync(2);
    openSync(`/dev/fd/${spare}`, 'a');
    closeSync(spare);
  }
}

/** tfjs-node's dependencies use functions that newer Nodes warn about; nobody here can act on it. */
function withoutDeprecations(load: () => void): void {
  const before = process.noDeprecation ?? false;
  process.noDeprecation = true;
  try {
    load();
  } finally {
    process.noDeprecation = before;
  }
}

/** TensorFlow's own version, from the C library. */
function libraryVersion(): string | undefined {
  const running: object = backend();
  if (!('binding' in running) || typeof running.binding !== 'object' || running.binding === null) return undefined;
  return 'TF_Version' in running.binding ? String(running.binding.TF_Version) : undefined;
}
