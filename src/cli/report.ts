import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { htmlReport } from '../report/htmlReport.ts';
import { reportRun } from '../report/reportRun.ts';
import { runNames } from '../report/runNames.ts';
import { readViewerFiles } from '../report/viewerFiles.ts';
import { plural } from '../report/words.ts';
import { writeAtomically } from '../run/atomicFile.ts';
import { runFolderOf } from '../run/readRun.ts';
import { UserError } from '../run/userError.ts';
import type { Command } from './command.ts';
import { reportAnswers } from './reportAnswers.ts';

/** `crossmodal report` */
export const report: Command = {
  name: 'report',
  summary: 'Write one HTML page with the plots of one or more runs.',
  help: `Usage: crossmodal report RUN… -o FILE.html [OPTIONS]

Draws runs as the editor does, in one self-contained page that opens offline in any browser and can be mailed.
RUN is a run folder or the run.crossmodal file in it. Several runs share the page: side by side first, then each on its own.
Values of the best predicted features travel with it where the tables still lie where they were and are unchanged.

  -o, --output FILE.html  the page to write; a file of that name is replaced
  --json                  one JSON document on stdout: file, runs, bytes`,
  options: { output: { type: 'string', short: 'o' } },
  async run({ positionals, options, print, progress }) {
    if (positionals.length === 0)
      throw new UserError('Name at least one run folder: crossmodal report RUN -o FILE.html');
    const output = options['output'];
    if (typeof output !== 'string' || output === '') {
      throw new UserError('Say where to write the page: crossmodal report RUN -o FILE.html');
    }
    const file = resolve(output);
    const folder = await stat(dirname(file)).catch(() => null);
    if (!folder?.isDirectory())
      throw new UserError(`There is no folder ${dirname(file)}. Make it, or choose another for -o.`);
    if ((await stat(file).catch(() => null))?.isDirectory()) {
      throw new UserError(`${file} is a folder. Name the file to write, for example ${join(output, 'report.html')}.`);
    }
    const runs = [];
    const folders = await Promise.all(positionals.map(runFolderOf));
    const names = runNames(folders);
    for (const [i, folder] of folders.entries()) {
      const read = await reportRun(folder);
      const answers = await reportAnswers(folder, read.data, progress);
      runs.push({ ...read, data: { ...read.data, folder: names[i] }, ...answers });
    }
    const page = htmlReport(runs, await readViewerFiles());
    await writeAtomically(file, page);
    const bytes = Buffer.byteLength(page);
    print(`${plural(runs.length, 'run')}, ${(bytes / 1e6).toFixed(1)} MB`);
    print(file);
    return { file, runs: positionals.map((path) => resolve(path)), bytes };
  },
};
