import type { TestSlurm } from '../../slurm/startSlurm.ts';
import type { Browser } from './openBrowser.ts';
import type { Server } from './startServer.ts';
import type { Workbench } from './workbench.ts';

/** What a test works with: one server, one browser and one window serve all tests, in order. */
export interface Stage {
  readonly workbench: Workbench;
  readonly browser: Browser;
  readonly server: Server;
  /** where a test asked for it */
  readonly slurm: TestSlurm | null;
  /** Keeps a picture of the window in test-results/e2e/. */
  picture(name: string): Promise<void>;
}

export interface Spec {
  readonly name: string;
  /** needs Slurm on the machine that VS Code runs on */
  readonly slurm?: true;
  run(stage: Stage): Promise<void>;
}
