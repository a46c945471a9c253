import { setTimeout as sleep } from 'node:timers/promises';
import type { Workload } from '../src/engine/execution.ts';
import { median } from '../src/math/statistics.ts';
import { EngineProcess } from './engineProcess.ts';
import type { Engine } from './engines.ts';

/** What one engine needed for one problem. */
export interface Measurement {
  readonly engine: Engine;
  readonly loss: number;
  /** milliseconds a step, one for each round */
  readonly rounds: readonly number[];
  /** of a whole training, from the start of its process */
  readonly seconds: number;
  /** those of its steps, where nobody would wait for the whole */
  readonly estimated: boolean;
  /** bytes */
  readonly peak: number;
}

const WARM_UP_STEPS = 10;
const ROUND_MS = 700;
/** Between two engines: the threads of some spin for a while before they sleep. */
const PAUSE_MS = 300;
/** A whole training that takes less than this is repeated, and its median taken. */
const SHORT_SECONDS = 10;
const REPEATS = 3;
/** One that takes longer is not run. */
const LONG_SECONDS = 60;
const LOSS_TOLERANCE = 1e-4;

/**
 * Measures engines on one problem: step by step in rounds that alternate, so that what slows the machine slows all of
 * them, then a whole training of each, alone.
 * @param leaveOut told of engines that could not start, where the table may do without them
 * @throws where the engines do not find the same loss
 */
export async function measure(
  engines: readonly Engine[],
  problem: string,
  workload: Workload,
  { rounds, leaveOut }: { rounds: number; leaveOut: (engine: Engine, reason: string) => void },
): Promise<Measurement[]> {
  const racing: { engine: Engine; process: EngineProcess; loss: number; steps: number; times: number[] }[] = [];
  for (const engine of engines) {
    const process = new EngineProcess(engine.command(problem, workload));
    try {
      const loss = await process.loss();
      await process.train(WARM_UP_STEPS);
      const steps = Math.ceil(ROUND_MS / (await process.train(WARM_UP_STEPS)));
      racing.push({ engine, process, loss, steps, times: [] });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!engine.optional) throw new Error(`${engine.name}: ${reason}`);
      leaveOut(engine, reason);
    }
  }
  checkLosses(racing);
  for (let round = 0; round < rounds; round++) {
    for (const { process, steps, times } of racing) {
      await sleep(PAUSE_MS);
      times.push(await process.train(steps));
    }
  }
  const peaks = racing.map(({ process }) => process.memory().peak);
  await Promise.all(racing.map(({ process }) => process.end()));

  const measurements: Measurement[] = [];
  for (const [i, { engine, loss, times }] of racing.entries()) {
    const expected = (median(times) * workload.steps) / 1000;
    const estimated = expected > LONG_SECONDS;
    const seconds = estimated ? expected : await wholeTraining(engine, problem, workload);
    measurements.push({ engine, loss, rounds: times, seconds, estimated, peak: peaks[i] });
  }
  return measurements;
}

/** The largest relative difference between losses. */
export function spread(losses: readonly number[]): number {
  return (Math.max(...losses) - Math.min(...losses)) / Math.abs(median(losses));
}

function checkLosses(found: readonly { engine: Engine; loss: number }[]): void {
  const losses = found.map(({ loss }) => loss);
  if (spread(losses) <= LOSS_TOLERANCE) return;
  const middle = median(losses);
  const wrong = found.filter(({ loss }) => !(Math.abs(loss - middle) <= (LOSS_TOLERANCE / 2) * Math.abs(middle)));
  const all = found.map(({ engine, loss }) => `${engine.name} ${loss}`).join(', ');
  throw new Error(`another loss than the others: ${wrong.map(({ engine }) => engine.name).join(', ')} (${all})`);
}

/** Seconds. */
async function wholeTraining(engine: Engine, problem: string, workload: Workload): Promise<number> {
  const once = async (): Promise<number> => {
    await sleep(PAUSE_MS);
    const start = performance.now();
    const process = new EngineProcess(engine.command(problem, workload));
    await process.train(workload.steps);
    const trained = performance.now();
    await process.end();
    // A peer is not charged for taking Python down.
    return ((engine.ours ? performance.now() : trained) - start) / 1000;
  };
  const first = await once();
  if (first > SHORT_SECONDS) return first;
  const times = [first];
  while (times.length < REPEATS) times.push(await once());
  return median(times);
}

/** Bytes in use after so many steps, one training. */
export async function memoryAfter(
  engine: Engine,
  problem: string,
  workload: Workload,
  steps: readonly number[],
): Promise<number[]> {
  const process = new EngineProcess(engine.command(problem, workload));
  const used: number[] = [];
  let done = 0;
  for (const count of steps) {
    await process.train(count - done);
    done = count;
    used.push(process.memory().now);
  }
  await process.end();
  return used;
}
