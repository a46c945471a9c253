import { createContext, Script } from 'node:vm';

/** What one call of the HDF5 library may take: it looks at no more than some megabytes. */
export const callLimit = { seconds: 30 };

const place = createContext({});
const script = new Script('act()');

/**
 * Calls the HDF5 library, which goes round in circles where a damaged file does. Code that does not return is stopped by
 * nothing but the time limit of a script; the library can be used again afterwards.
 * @throws what `act` throws, and where it takes longer than `callLimit`
 */
export function withinTime<T>(act: () => T): T {
  const results: T[] = [];
  place['act'] = () => {
    results.push(act());
  };
  script.runInContext(place, { timeout: 1000 * callLimit.seconds });
  return results[0];
}
