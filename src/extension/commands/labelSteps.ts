import { basename, dirname } from 'node:path';
import { firstOf, plural } from '../../report/words.ts';
import { UserError } from '../../run/userError.ts';
import { findDataFiles, isTextTable } from '../dataFiles.ts';
import { type Choice, pickOne } from '../quickSteps.ts';
import { examples, previewTable } from '../tablePreview.ts';
import { type Answers, fileChoice, TITLE, TOTAL } from './trainAnswers.ts';

const LIKE_LABELS = /clinic|meta|pheno|label|annot|sample|patient|outcome/i;

/** What the chosen files say of their samples themselves comes first, then other tables. */
export async function askForLabelFile(answers: Answers, back: boolean): Promise<boolean> {
  const files = [...new Set(answers.tables.map(({ file }) => file))];
  const own = (await answers.contents.of(files)).filter(({ labelColumns }) => labelColumns.length > 0);
  const here = dirname(files[0]);
  const others = (await findDataFiles()).map(({ fsPath }) => fsPath).filter((file) => !files.includes(file));
  const rank = (file: string) => Number(dirname(file) !== here) + 2 * Number(!LIKE_LABELS.test(basename(file)));
  others.sort((a, b) => rank(a) - rank(b));
  const likely = others.filter((file) => LIKE_LABELS.test(basename(file)));
  const none: Choice<string | null> = {
    label: '$(circle-slash) No labels',
    description: 'train without; labels can be added to the study file later',
    value: null,
  };
  answers.labelColumn = null;
  if (own.length + others.length === 0) {
    answers.labelFile = null;
    return false;
  }
  answers.labelFile = await pickOne<string | null>({
    title: `${TITLE}: labels`,
    placeholder: 'A table with what is known about the samples, to colour and explain the latents (optional)',
    items: [
      ...own.map(({ file, labelColumns }) => ({
        label: basename(file),
        description: `the file itself: ${plural(labelColumns.length, 'column')} on its samples`,
        value: file,
      })),
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

export async function askForLabelColumn(answers: Answers, back: boolean): Promise<boolean> {
  const file = answers.labelFile;
  if (file === null) return false;
  const columns = await labelColumns(answers, file);
  if (columns.length === 0) throw new UserError(`${file} has no column besides the ids: it holds no labels.`);
  answers.labelColumn = await pickOne<string>({
    title: `${TITLE}: label`,
    placeholder: `The column of ${basename(file)} that colours the plots and is predicted from each latent block`,
    items: columns.map(({ name, description }) => ({ label: name, description, value: name })),
    step: 3,
    totalSteps: TOTAL,
    back,
  });
  return true;
}

async function labelColumns(
  { contents }: Answers,
  file: string,
): Promise<{ readonly name: string; readonly description: string }[]> {
  if (isTextTable(file)) {
    const preview = await previewTable(file);
    return preview.columns.slice(1).map((name) => ({ name, description: examples(preview, name) }));
  }
  const [found] = await contents.of([file]);
  return found.labelColumns.map(({ name, examples }) => ({ name, description: firstOf(examples) }));
}
