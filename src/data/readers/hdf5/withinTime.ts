import { createContext, Script } from 'node:vm';

/** What one call of the HDF5 library may take: it looks at no more than some megabytes. */
export const callLimit = { seconds: 30 };

const place = createContext({});
const script = new Script('act()');
let watched = false;

/**
 * Calls the HDF5 library, which goes round in circles where a damaged file does. Code that does not return is stopped by
 * nothing but the time limit of a script; the library can be used again afterwards. Within a call of this function, another
 * one shares its time: starting the clock costs more than most calls.
 * @throws what `act` throws, and where it takes longer than `callLimit`
 */
export function withinTime<T>(act: () => T): T {
  if (watched) return act();
  const results: T[] = [];
  place['act'] = () => {
    results.push(act());
  };
  watched = true;
  try {
    script.runInContext(place, { timeout: 1000 * callLimit.seconds });
  } finally {
    watched = false;
  }
  return results[0];
}

/** Whether `withinTime` stopped what it was given. */
export function isOutOfTime(error: unknown): boolean {
  // It is an Error of the script's own context.
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
