import { type Engine, type EngineChoice, loadEngine } from '../engine/engine.ts';
import { installNativeEngine } from '../engine/install.ts';
import { nativeFolder } from '../engine/nativePlace.ts';
import { wasmFolder } from '../engine/wasm.ts';
import { UserError } from '../run/userError.ts';
import type { Command } from './command.ts';

/** What --json prints of each engine. */
interface EngineReport {
  readonly name: Engine['name'];
  readonly loads: boolean;
  /** absent where it does not load */
  readonly version?: string;
  readonly threads?: number;
  /** why it does not load */
  readonly problem?: string;
  /** folder */
  readonly place: string;
}

const HELP = `Usage: crossmodal engines [install] [--json]

Shows which engines load here, their versions, threads and places.
  tensorflow  native TensorFlow, the fast one; lives once per user outside the project
  wasm        comes with crossmodal and always loads; slower

  crossmodal engines install   installs native TensorFlow, or says that it is there

CROSSMODAL_ENGINE_DIR names another folder for native TensorFlow.`;

/** `crossmodal engines [install]` */
export const engines: Command = {
  name: 'engines',
  summary: 'show which engines load here, or install the native one',
  help: HELP,
  options: {},
  async run({ positionals, print, progress }) {
    const [action, ...rest] = positionals;
    if ((action !== undefined && action !== 'install') || rest.length > 0) {
      throw new UserError(`"engines ${positionals.join(' ')}" is not known. Write: crossmodal engines [install]`);
    }
    if (action === 'install') await installNativeEngine({ log: progress });

    const reports = [await reportOn('tensorflow', nativeFolder()), await reportOn('wasm', wasmFolder())];
    for (const report of reports) print(describe(report));
    const chosen = reports.find((report) => report.loads);
    print(`The engine "auto" is ${chosen?.name ?? 'neither'} here.`);
    return { engines: reports, auto: chosen?.name ?? null };
  },
};

async function reportOn(name: Exclude<EngineChoice, 'auto'>, place: string): Promise<EngineReport> {
  try {
    const { version, threads } = await loadEngine(name);
    return { name, loads: true, version, threads, place };
  } catch (error) {
    return { name, loads: false, problem: error instanceof Error ? error.message : String(error), place };
  }
}

function describe(report: EngineReport): string {
  const threads = report.threads === 1 ? '1 thread' : `${report.threads} threads`;
  const state = report.loads ? `${report.version}, ${threads}` : `does not load: ${report.problem}`;
  return `${report.name.padEnd(12)}${state}\n${''.padEnd(12)}${report.place}`;
}
