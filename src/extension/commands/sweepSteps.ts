import { basename } from 'node:path';
import { objectives } from '../../model/objectives/index.ts';
import type { ModelName } from '../../run/study.ts';
import { askInTurn, askText, type Choice, pickMany, pickOne, type Step } from '../quickSteps.ts';
import { slurmSetting } from '../settings.ts';
import type { SweepChoices } from '../sweepDraft.ts';
import { type SweepOffer, TYPED_OFFERS } from '../sweepOffers.ts';
import { problemOfValues, valuesOf, valuesText } from '../sweepValues.ts';
import { type Answers, place, TITLE, withValues } from './sweepAnswers.ts';
import { fileChoice } from './trainAnswers.ts';

const MODEL = 'model';
const COHORTS = 'cohorts';

/** Seeds to choose from, the first to begin with. */
const SEEDS = [5, 3, 10, 20, 1];

/**
 * The questions of "Sweep Settings…", with a way back from each.
 * @throws CancellationError where the user leaves
 */
export async function askForSweep(
  given: Pick<Answers, 'file' | 'study' | 'otherStudies' | 'slurm'>,
): Promise<SweepChoices> {
  const answers: Answers = {
    ...given,
    varied: [],
    values: new Map(),
    cohorts: [],
    seeds: SEEDS[0],
    executor: { name: 'local' },
  };
  await askInTurn<Answers>(
    [askForSettings, askForModels, ...TYPED_OFFERS.map(valuesStep), askForCohorts, askForSeeds, askForExecutor],
    answers,
  );
  return choicesOf(answers);
}

function choicesOf({ file, study, varied, values, cohorts, seeds, executor }: Answers): SweepChoices {
  const model = { name: MODEL, paths: () => ['model.name'] };
  return {
    study: file,
    varied: [model, ...TYPED_OFFERS]
      .filter(({ name }) => varied.includes(name))
      .map(({ name, paths }) => ({ name, paths: paths(study), values: values.get(name) ?? [] })),
    cohorts: varied.includes(COHORTS) ? [file, ...cohorts] : [],
    seeds,
    executor,
  };
}

async function askForSettings(answers: Answers, back: boolean): Promise<boolean> {
  const offered: Choice<string>[] = [
    { label: 'Model', detail: 'which paths a model learns from', value: MODEL },
    ...TYPED_OFFERS.map(({ name, label, detail }) => ({ label, detail, value: name })),
    ...(answers.otherStudies.length === 0
      ? []
      : [{ label: 'Cohorts', detail: 'the same with the tables of other study files', value: COHORTS }]),
  ];
  answers.varied = await pickMany<string>(
    {
      title: `${TITLE}: settings`,
      placeholder: 'What to vary: every combination is trained. Nothing: only seeds',
      items: offered.map((item) => ({ ...item, picked: answers.varied.includes(item.value) })),
      ...place(answers, 'settings'),
      back,
    },
    0,
  );
  return true;
}

async function askForModels(answers: Answers, back: boolean): Promise<boolean> {
  if (!answers.varied.includes(MODEL)) return false;
  const earlier = answers.values.get(MODEL) ?? [answers.study.model.name];
  const models = await pickMany<ModelName>(
    {
      title: `${TITLE}: models`,
      placeholder: 'Two or more models',
      items: Object.values(objectives).map(({ name, title, sentence }) => ({
        label: title,
        detail: sentence,
        picked: earlier.includes(name),
        value: name,
      })),
      ...place(answers, MODEL),
      back,
    },
    2,
  );
  withValues(answers, MODEL, models);
  return true;
}

/** Asks what to try of a setting whose values are typed. */
function valuesStep(offer: SweepOffer): Step<Answers> {
  return async (answers, back) => {
    if (!answers.varied.includes(offer.name)) return false;
    const { study } = answers;
    const text = await askText({
      title: `${TITLE}: ${offer.label.toLowerCase()}`,
      prompt: `What to try, with commas between: ${offer.detail}`,
      value: valuesText(answers.values.get(offer.name) ?? offer.suggest(study)),
      ...place(answers, offer.name),
      back,
      problem: (typed) => problemOfValues(study, offer.paths(study), typed),
    });
    withValues(answers, offer.name, valuesOf(text));
    return true;
  };
}

async function askForCohorts(answers: Answers, back: boolean): Promise<boolean> {
  if (!answers.varied.includes(COHORTS)) return false;
  answers.cohorts = await pickMany<string>(
    {
      title: `${TITLE}: cohorts`,
      placeholder: `Study files to train beside ${basename(answers.file)}`,
      items: answers.otherStudies.map((file) => fileChoice(file, answers.cohorts.includes(file))),
      ...place(answers, COHORTS),
      back,
    },
    1,
  );
  return true;
}

async function askForSeeds(answers: Answers, back: boolean): Promise<boolean> {
  answers.seeds = await pickOne<number>({
    title: `${TITLE}: seeds`,
    placeholder: 'How often to train each combination: seeds tell how much of a difference is chance',
    items: SEEDS.map((count) => ({
      label: count === 1 ? '1 seed' : `${count} seeds`,
      description: count === SEEDS[0] ? 'start here' : count === 1 ? 'no telling what is chance' : '',
      value: count,
    })),
    ...place(answers, 'seeds'),
    back,
  });
  return true;
}

/** Asked only where there is a choice. */
async function askForExecutor(answers: Answers, back: boolean): Promise<boolean> {
  if (!answers.slurm) return false;
  const where = await pickOne<'local' | 'slurm'>({
    title: `${TITLE}: where`,
    placeholder: 'Where to train',
    items: [
      {
        label: 'Slurm',
        detail: 'one job array; ask for processors and time with the setting "crossmodal.slurm"',
        value: 'slurm',
      },
      { label: 'This machine', detail: 'not on the login node of a cluster', value: 'local' },
    ],
    ...place(answers, 'executor'),
    back,
  });
  answers.executor = where === 'slurm' ? slurmSetting() : { name: 'local' };
  return true;
}
