import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Spec } from './lib/spec.ts';

export const specs: Spec[] = [
  {
    name: 'Open Sample Data copies the tables into the workspace and opens their study',
    async run({ workbench, server, picture }) {
      await workbench.run('Crossmodal: Open Sample Data');
      await workbench.pick(/workspace/);
      await workbench.page.getByRole('tab', { name: /acc\.crossmodal\.json/ }).waitFor();
      await workbench.lens('Train').waitFor();
      assert.ok(existsSync(join(server.workspace, 'tcga-acc', 'rnaseq.csv')));
      await picture('welcome-1-sample');
      await workbench.closeEditors();
    },
  },
];
