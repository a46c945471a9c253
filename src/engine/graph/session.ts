import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataType, nativeBackend, type TensorValues } from './binding.ts';
import { encodeSavedModel, type Graph, SERVE } from './graphDef.ts';

/** What goes into a placeholder. Float32Array and Int32Array fix the type. */
export interface Feed {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** A TensorFlow session over one graph; its variables live as long as it does. */
export class GraphSession {
  readonly #binding = nativeBackend().binding;
  readonly #session: number;

  /** @throws where TensorFlow refuses the graph */
  constructor(graph: Graph) {
    // The addon takes a graph from a folder only.
    const folder = mkdtempSync(join(tmpdir(), 'crossmodal-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(graph));
      this.#session = this.#binding.loadSavedModel(folder, SERVE);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * Feeds placeholders and fetches values; what these need runs, on as many threads as TensorFlow was given, and nothing else.
   * @throws with TensorFlow's message
   */
  run(feeds: Readonly<Record<string, Feed>>, fetches: readonly string[]): TensorValues[] {
    const binding = this.#binding;
    const names = Object.keys(feeds);
    const fed = Object.values(feeds).map(({ shape, values }) =>
      binding.createTensor(shape, values instanceof Int32Array ? DataType.int32 : DataType.float32, values),
    );
    try {
      return binding.runSavedModel(this.#session, fed, names.join(), fetches.join()).map(({ id }) => {
        const values = binding.tensorDataSync(id);
        binding.deleteTensor(id);
        return values;
      });
    } finally {
      for (const id of fed) binding.deleteTensor(id);
    }
  }

  dispose(): void {
    this.#binding.deleteSavedModel(this.#session);
  }
}
