import { type ComparisonRow, compareRuns } from '../report/comparison.ts';
import { runNames } from '../report/runNames.ts';
import { seedGroups } from '../report/seedSummary.ts';
import { formatScore, list } from '../report/words.ts';
import { readRunFile, runFolderOf } from '../run/readRun.ts';
import { UserError } from '../run/userError.ts';
import type { Command } from './command.ts';
import { seedTable } from './seedTable.ts';
import { textTable } from './textTable.ts';

/** `crossmodal compare` */
export const compare: Command = {
  name: 'compare',
  summary: 'Runs side by side: settings that differ, R² by direction, AUC by latent block.',
  help: `Usage: crossmodal compare RUN RUN… [--json]

RUN is a run folder or the run.crossmodal in it. Shows the settings that differ, the median held-out R² of every
direction, and how well each latent block tells the classes of the label apart. Runs that differ by seed only are summed up
besides: mean ± standard deviation over seeds.`,
  options: {},
  async run({ positionals, print }) {
    if (positionals.length < 2) throw new UserError('compare wants two runs or more: crossmodal compare RUN RUN');
    const folders = await Promise.all(positionals.map(runFolderOf));
    const names = runNames(folders);
    const runs = await Promise.all(
      folders.map(async (folder, i) => ({ name: names[i], run: await readRunFile(folder) })),
    );
    const comparison = compareRuns(runs);
    const cells = (row: ComparisonRow): string[] =>
      row.values.map((value) =>
        row.group === 'setting' ? String(value ?? '–') : formatScore(typeof value === 'number' ? value : null),
      );
    const rows = comparison.rows.map((row) => [row.group, row.name, ...cells(row)]);
    const alignment = ['left', 'left', ...comparison.runs.map(() => 'right' as const)] as const;
    for (const line of textTable([['', '', ...comparison.runs], ...rows], alignment)) print(line);
    for (const caution of comparison.cautions) print(`\n${caution}`);
    const groups = seedGroups(runs);
    for (const group of groups) {
      print(`\n${list(group.runs)} differ by seed only.`);
      for (const line of seedTable(group)) print(line);
    }
    return { ...comparison, seedGroups: groups };
  },
};
