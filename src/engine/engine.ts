// Without these tfjs-core computes forwards only; tfjs-node brings its own.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { hostname } from 'node:os';
import { UserError } from '../run/userError.ts';
import { type Execution, executionFor, threadsPerOperation, type Workload } from './execution.ts';
import { loadNative } from './native.ts';
import { findNative, nativeFolder } from './nativePlace.ts';
import { loadWasm } from './wasm.ts';

export type EngineChoice = 'auto' | 'tensorflow' | 'wasm';

/** The engine that tfjs-core's operations run on from now on, as recorded with every run. */
export interface Engine {
  readonly name: 'tensorflow' | 'wasm';
  /** of the library that does the arithmetic */
  readonly version: string;
  /** processors that it may use */
  readonly threads: number;
  /** why this engine and no other, for people */
  readonly note: string;
  /** how it should run a job like the one it was loaded for */
  readonly execution: Execution;
}

/** Where nobody knows yet what will be asked of the engine. */
const UNKNOWN: Workload = { steps: 1000, stepsPerEpoch: 10, modalities: 2, flops: 0 };

/** A place that somebody named is named in turn: that of the compute nodes of a cluster may be another than meant. */
function notInstalled(): string {
  const where = process.env['CROSSMODAL_ENGINE_DIR'] ? `in ${nativeFolder()} on ${hostname()}` : 'installed';
  return `native TensorFlow is not ${where}: run \`crossmodal engines install\``;
}

/**
 * Registers an engine on tfjs-core's global engine and makes it current. May be called again to change engines.
 * `auto` takes native TensorFlow where it is installed and loads, WASM elsewhere; the note says why.
 * @param workload sets TensorFlow's threads, which a process can do once: a second call cannot change them
 * @throws UserError if `tensorflow` was asked for and cannot be had
 */
export async function loadEngine(wanted: EngineChoice, workload: Workload = UNKNOWN): Promise<Engine> {
  const wasm = async (note: string): Promise<Engine> => ({ ...(await loadWasm()), note, execution: 'eager' });
  if (wanted === 'wasm') return wasm('the WASM engine was asked for');

  const installed = findNative();
  if (!installed) {
    if (wanted === 'tensorflow') throw new UserError(`The engine "tensorflow" cannot be used: ${notInstalled()}`);
    return wasm(notInstalled());
  }
  const execution = executionFor(workload);
  const threads = threadsPerOperation(execution, workload);
  try {
    return { ...(await loadNative(installed, threads)), note: 'native TensorFlow is installed', execution };
  } catch (error) {
    const reason = firstLine(error instanceof Error ? error.message : String(error));
    const note = `native TensorFlow in ${nativeFolder()} failed to load: ${reason}`;
    if (wanted === 'tensorflow') {
      throw new UserError(
        `${note}. Delete that folder and run \`crossmodal engines install\`, or use the engine "wasm".`,
      );
    }
    return wasm(note);
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
}
