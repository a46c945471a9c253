import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { modalityNames } from '../../data/modalityNames.ts';
import { objectives } from '../../model/objectives/index.ts';
import type { ModelName } from '../../run/study.ts';
import { UserError } from '../../run/userError.ts';
import { findDataFiles } from '../dataFiles.ts';
import { BackError, type Choice, pickMany, pickOne } from '../quickSteps.ts';
import type { StudyChoices } from '../studyDraft.ts';
import { examples, previewTable } from '../tablePreview.ts';

const TITLE = 'Train Model';
const TOTAL = 4;
const LIKE_LABELS = /clinic|meta|pheno|label|annot|sample|patient|outcome/i;

/** The answers so far. */
interface Answers {
  tables: readonly string[];
  idColumn: string | undefined;
  labelFile: string | null;
  labelColumn: string | null;
  model: ModelName;
}

/** Asks one question; false where there is nothing to ask. */
type Step = (answers: Answers, back: boolean) => Promise<boolean>;

/**
 * The questions of "Train Model…", with a way back from each.
 * @param given tables chosen already; two or more are not asked for again
 * @throws CancellationError where the user leaves
 */
export async function askForStudy(given: readonly vscode.Uri[]): Promise<Omit<StudyChoices, 'engine'>> {
  const chosen = given.map(({ fsPath }) => fsPath);
  const answers: Answers = {
    tables: chosen,
    idColumn: undefined,
    labelFile: null,
    labelColumn: null,
    model: 'mmvae++',
  };
  const steps: Step[] = [askForTables, askForIds, askForLabelFile, askForLabelColumn, askForModel];
  if (chosen.length >= 2) steps.shift();
  const shown: number[] = [];
  for (let at = 0; at < steps.length; ) {
    try {
      if (await steps[at](answers, shown.length > 0)) shown.push(at);
      at++;
    } catch (error) {
      if (!(error instanceof BackError)) throw error;
      at = shown.pop() ?? 0;
    }
  }
  return choicesOf(answers);
}

function choicesOf({ tables, idColumn, labelFile, labelColumn, model }: Answers): Omit<StudyChoices, 'engine'> {
  const ids = idColumn === undefined ? {} : { idColumn };
  const names = modalityNames([...tables]);
  return {
    tables: tables.map((file, i) => ({ name: names[i], file, ...ids })),
    labels: labelFile === null || labelColumn === null ? null : { file: labelFile, column: labelColumn },
    model,
  };
}

async function askForTables(answers: Answers, back: boolean): Promise<boolean> {
  const found = await findDataFiles();
  if (found.length === 0) throw new UserError(noTables());
  answers.tables = await pickMany<string>(
    {
      title: `${TITLE}: tables`,
      placeholder: 'Two or more tables of the same samples: one row a sample, one column a feature',
      items: found.map((uri) => fileChoice(uri.fsPath, answers.tables.includes(uri.fsPath))),
      step: 1,
      totalSteps: TOTAL,
      back,
    },
    2,
  );
  return true;
}

function noTables(): string {
  return vscode.workspace.workspaceFolders
    ? 'There is no table in this folder. Add two or more CSV or TSV files, or run "Crossmodal: Open Sample Data".'
    : 'No folder is open. Open the folder that holds your tables, or run "Crossmodal: Open Sample Data".';
}

/** Asked only where the first columns have different names: then the default may be wrong. */
async function askForIds(answers: Answers, back: boolean): Promise<boolean> {
  const previews = await Promise.all(answers.tables.map(previewTable));
  answers.idColumn = undefined;
  if (new Set(previews.map(({ columns }) => columns[0])).size === 1) return false;
  const common = previews[0].columns.filter((name) => previews.every(({ columns }) => columns.includes(name)));
  if (common.length === 0) return false;
  const items: Choice<string | undefined>[] = [
    { label: 'The first column of each table', value: undefined },
    ...common.map((name) => ({ label: name, description: examples(previews[0], name), value: name })),
  ];
  answers.idColumn = await pickOne({
    title: `${TITLE}: sample ids`,
    placeholder: 'The column that names the sample in each table',
    items,
    step: 2,
    totalSteps: TOTAL,
    back,
  });
  return true;
}

async function askForLabelFile(answers: Answers, back: boolean): Promise<boolean> {
  const here = dirname(answers.tables[0]);
  const others = (await findDataFiles()).map(({ fsPath }) => fsPath).filter((file) => !answers.tables.includes(file));
  const rank = (file: string) => Number(dirname(file) !== here) + 2 * Number(!LIKE_LABELS.test(basename(file)));
  others.sort((a, b) => rank(a) - rank(b));
  const likely = others.filter((file) => LIKE_LABELS.test(basename(file)));
  const none: Choice<string | null> = {
    label: '$(circle-slash) No labels',
    description: 'train without; labels can be added to the study file later',
    value: null,
  };
  answers.labelColumn = null;
  if (others.length === 0) {
    answers.labelFile = null;
    return false;
  }
  answers.labelFile = await pickOne<string | null>({
    title: `${TITLE}: labels`,
    placeholder: 'A table with what is known about the samples, to colour and explain the latents (optional)',
    items: [
      ...likely.map((file) => fileChoice(file, false)),
      none,
      ...others.filter((file) => !likely.includes(file)).map((file) => fileChoice(file, false)),
    ],
    step: 2,
    totalSteps: TOTAL,
    back,
  });
  return true;
}

async function askForLabelColumn(answers: Answers, back: boolean): Promise<boolean> {
  const file = answers.labelFile;
  if (file === null) return false;
  const preview = await previewTable(file);
  const [, ...columns] = preview.columns;
  if (columns.length === 0) throw new UserError(`${file} has no column besides the ids: it holds no labels.`);
  answers.labelColumn = await pickOne<string>({
    title: `${TITLE}: label`,
    placeholder: `The column of ${basename(file)} that colours the plots and is predicted from each latent block`,
    items: columns.map((name) => ({ label: name, description: examples(preview, name), value: name })),
    step: 3,
    totalSteps: TOTAL,
    back,
  });
  return true;
}

async function askForModel(answers: Answers, back: boolean): Promise<boolean> {
  answers.model = await pickOne<ModelName>({
    title: `${TITLE}: model`,
    placeholder: 'The model; the choice is written to a study file, which can be trained again',
    items: Object.values(objectives).map(({ name, title, sentence }) => ({
      label: title,
      description: name === 'mmvae++' ? 'start here' : '',
      detail: sentence,
      value: name,
    })),
    step: TOTAL,
    totalSteps: TOTAL,
    back,
  });
  return true;
}

function fileChoice(file: string, picked: boolean): Choice<string> {
  const folder = vscode.workspace.asRelativePath(dirname(file));
  return { label: basename(file), description: folder === dirname(file) ? '' : folder, picked, value: file };
}
