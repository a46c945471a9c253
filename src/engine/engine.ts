// Without these tfjs-core computes forwards only; tfjs-node brings its own.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { UserError } from '../run/userError.ts';
import { loadNative } from './native.ts';
import { findNative, nativeFolder } from './nativePlace.ts';
import { loadWasm } from './wasm.ts';

export type EngineChoice = 'auto' | 'tensorflow' | 'wasm';

/** The engine that tfjs-core's operations run on from now on, as recorded with every run. */
export interface Engine {
  readonly name: 'tensorflow' | 'wasm';
  /** of the library that does the arithmetic */
  readonly version: string;
  /** that one operation may use */
  readonly threads: number;
  /** why this engine and no other, for people */
  readonly note: string;
}

const NOT_INSTALLED = 'native TensorFlow is not installed: run `crossmodal engines install`';

/**
 * Registers an engine on tfjs-core's global engine and makes it current. May be called again to change engines.
 * `auto` takes native TensorFlow where it is installed and loads, WASM elsewhere; the note says why.
 * Throws UserError if `tensorflow` was asked for and cannot be had.
 */
export async function loadEngine(wanted: EngineChoice): Promise<Engine> {
  if (wanted === 'wasm') return { ...(await loadWasm()), note: 'the WASM engine was asked for' };

  const installed = findNative();
  if (!installed) {
    if (wanted === 'tensorflow') throw new UserError(`The engine "tensorflow" cannot be used: ${NOT_INSTALLED}`);
    return { ...(await loadWasm()), note: NOT_INSTALLED };
  }
  try {
    return { ...(await loadNative(installed)), note: 'native TensorFlow is installed' };
  } catch (error) {
    const reason = firstLine(error instanceof Error ? error.message : String(error));
    const note = `native TensorFlow in ${nativeFolder()} failed to load: ${reason}`;
    if (wanted === 'tensorflow') {
      throw new UserError(
        `${note}. Delete that folder and run \`crossmodal engines install\`, or use the engine "wasm".`,
      );
    }
    return { ...(await loadWasm()), note };
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
}
