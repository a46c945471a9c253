import { existsSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';

/** The HDF5 library's functions and memory. */
export type Library = Awaited<typeof import('h5wasm/node')['ready']>;

let loading: Promise<Library> | undefined;

/** The HDF5 library, compiled to WebAssembly: loaded when the first HDF5 file is opened, and silent. */
export function hdf5Library(): Promise<Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Library> {
  // It keeps console.error for what it complains of. What others write there meanwhile still appears.
  const write = console.error;
  let loaded = false;
  console.error = (...words: unknown[]) => {
    if (!loaded) write(...words);
  };
  try {
    const { ready } = await import('h5wasm/node');
    const library = await ready;
    closeStandardError(library.FS);
    for (const _ of library.get_plugin_search_paths()) library.remove_plugin_search_path(0);
    library.insert_plugin_search_path(pluginFolder(), 0);
    return library;
  } finally {
    loaded = true;
    console.error = write;
  }
}

/** Where the ways to unpack lie that HDF5 does not hold itself: beside the bundle; in unbundled tests, in their package. */
function pluginFolder(): string {
  const besideBundle = join(__dirname, 'h5wasm', 'plugins');
  if (existsSync(besideBundle)) return besideBundle;
  return join(dirname(createRequire(join(__dirname, 'x.js')).resolve('h5wasm-plugins')), 'plugins');
}

/** HDF5 prints a trace of every error to its standard error; people get one message instead. */
function closeStandardError(files: object): void {
  if ('getStream' in files && typeof files.getStream === 'function') {
    Object.assign(files.getStream(2), { nfd: openSync(devNull, 'w') });
  }
}
