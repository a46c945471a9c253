import type { Browser } from './openBrowser.ts';
import type { Server } from './startServer.ts';
import type { Workbench } from './workbench.ts';

/** What a test works with: one server, one browser and one window serve all tests, in order. */
export interface Stage {
  readonly workbench: Workbench;
  readonly browser: Browser;
  readonly server: Server;
  /** Keeps a picture of the window in test-results/e2e/. */
  picture(name: string): Promise<void>;
}

export interface Spec {
  readonly name: string;
  run(stage: Stage): Promise<void>;
}
