import type * as vscode from 'vscode';
import { modalityNames } from '../../data/modalityNames.ts';
import { objectives } from '../../model/objectives/index.ts';
import type { ModelName } from '../../run/study.ts';
import { isTextTable } from '../dataFiles.ts';
import { Contents } from '../fileContents.ts';
import { askInTurn, pickOne, type Step } from '../quickSteps.ts';
import type { Services } from '../services.ts';
import type { StudyChoices } from '../studyDraft.ts';
import { askForLabelColumn, askForLabelFile } from './labelSteps.ts';
import { askForFiles, askForIds, askForParts, askForRows, tablesOf } from './tableSteps.ts';
import { type Answers, placeOf, TITLE, TOTAL } from './trainAnswers.ts';

/**
 * The questions of "Train Model…", with a way back from each.
 * @param given files chosen already; where they hold two tables or more they are not asked for again
 * @throws CancellationError where the user leaves
 */
export async function askForStudy(
  services: Services,
  given: readonly vscode.Uri[],
): Promise<Omit<StudyChoices, 'engine'>> {
  const answers: Answers = {
    contents: new Contents(services),
    files: given.map(({ fsPath }) => fsPath),
    tables: [],
    idColumn: undefined,
    rows: new Map(),
    labelFile: null,
    labelColumn: null,
    model: 'mmvae++',
  };
  const steps: Step<Answers>[] = [
    askForFiles,
    askForParts,
    askForIds,
    askForLabelFile,
    askForLabelColumn,
    askForRows,
    askForModel,
  ];
  if ((await tablesOf(answers)).length >= 2) steps.shift();
  await askInTurn(steps, answers);
  return choicesOf(answers);
}

function choicesOf({ tables, idColumn, rows, labelFile, labelColumn, model }: Answers): Omit<StudyChoices, 'engine'> {
  const names = modalityNames(tables);
  return {
    tables: tables.map((table, i) => ({
      name: names[i],
      file: table.file,
      part: table.part,
      rows: rows.get(placeOf(table)),
      idColumn: isTextTable(table.file) ? idColumn : undefined,
    })),
    labels: labelFile === null || labelColumn === null ? null : { file: labelFile, column: labelColumn },
    model,
  };
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
