import { scoreWords } from '../../src/report/scoreWords.ts';
import { settingName } from '../../src/report/settingName.ts';
import { varyingAxes } from '../../src/report/sweepWords.ts';
import { engineName, formatCount, formatDuration, formatScore, formatShare } from '../../src/report/words.ts';
import { OVERALL_R2 } from '../../src/run/runScores.ts';
import type { SweepPlan } from '../../src/run/sweepPlan.ts';
import { SWEEP_STATES, type SweepRow } from '../../src/run/sweepRow.ts';
import { settingScale } from '../plots/settingScale.ts';
import type { SweepChoice } from './sweepChoice.ts';
import type { SweepRun } from './sweepState.ts';

/** A column of the table of runs. */
export interface RunColumn {
  /** "state", "setting model.shared", "score r2": what the choice knows it by */
  readonly id: string;
  readonly name: string;
  /** one sentence on what it holds */
  readonly meaning: string;
  /** of its head and its cells, in characters */
  readonly width: number;
  /** numbers stand to the right */
  readonly number: boolean;
  /** whether the first click sorts from high to low */
  readonly descending: boolean;
  /** whether it is shown until the user says otherwise */
  readonly shown: boolean;
  text(run: SweepRun): string;
  /** what it is sorted by; null comes last */
  key(run: SweepRun): number | string | null;
}

/** Characters of the widest cell that is not cut. */
const WIDEST = 24;
const NONE = '–';

/**
 * All columns that there is something for, the run's name aside: state, settings, time, scores, then what it
 * was and where it was made.
 * @param scores names of all scores
 */
export function runColumns(plan: SweepPlan, runs: readonly SweepRun[], scores: readonly string[]): RunColumn[] {
  return [
    stateColumn,
    ...settingColumns(plan),
    ...factColumns([SECONDS], runs),
    ...scores.map(scoreColumn),
    ...factColumns(FACTS, runs),
  ];
}

/** The columns that are shown, by choice or as they are. */
export function shownColumns(all: readonly RunColumn[], { columns }: Pick<SweepChoice, 'columns'>): RunColumn[] {
  return all.filter(({ id, shown }) => columns[id] ?? shown);
}

const stateColumn: RunColumn = {
  id: 'state',
  name: 'state',
  meaning: 'Finished, stopped with its best kept, failed, interrupted, running, or not begun.',
  width: 13,
  number: false,
  descending: false,
  shown: true,
  text: ({ row }) => (row.state === 'running' ? `running ${formatShare(row.share)}` : row.state),
  key: ({ row }) => SWEEP_STATES.indexOf(row.state) + (row.state === 'running' ? row.share : 0),
};

function settingColumns({ axes }: SweepPlan): RunColumn[] {
  const varying = varyingAxes(axes);
  return axes.flatMap((axis, k): RunColumn[] => {
    if (!varying.includes(axis)) return [];
    const { path, values } = axis;
    const name = settingName(path);
    const texts = settingScale(axis).words;
    const number = values.every((value) => typeof value === 'number');
    return [
      {
        id: `setting ${path}`,
        name,
        meaning: `The setting ${path} of the study.`,
        width: widthOf(name, texts),
        number,
        descending: false,
        shown: true,
        text: ({ at }) => texts[at[k]],
        // Words stand in the order of the sweep file.
        key: ({ at }) => (number ? Number(values[at[k]]) : at[k]),
      },
    ];
  });
}

function scoreColumn(name: string): RunColumn {
  const words = scoreWords(name);
  return {
    id: `score ${name}`,
    name: words,
    meaning: scoreMeaning(name),
    width: Math.max(8, widthOf(words, [])),
    number: true,
    descending: true,
    shown: true,
    text: ({ row }) => formatScore(row.scores[name] ?? null),
    key: ({ row }) => row.scores[name] ?? null,
  };
}

function scoreMeaning(name: string): string {
  if (name === OVERALL_R2) return 'The middle of the medians of all directions between two tables.';
  if (name.startsWith('r2:')) return 'Median over features of held-out R² in this direction.';
  return 'Area under the ROC curve of the label, predicted from this latent block of held-out samples.';
}

/** What is known of a run beside its settings and scores. */
interface Fact {
  readonly id: string;
  readonly meaning: string;
  /** shown also where all runs have the same */
  readonly always: boolean;
  value(row: SweepRow): number | string | null;
  words?(value: number): string;
}

const SECONDS: Fact = {
  id: 'seconds',
  meaning: 'Time of training and scoring.',
  always: true,
  value: (row) => row.seconds,
  words: formatDuration,
};

const FACTS: readonly Fact[] = [
  { id: 'parameters', meaning: 'Weights of the model.', always: false, value: (row) => row.parameters },
  {
    id: 'warnings',
    meaning: 'How many things training warned of; open the run to read them.',
    always: true,
    value: (row) => (row.warnings === 0 ? null : row.warnings),
  },
  {
    id: 'engine',
    meaning: 'What computed it.',
    always: false,
    value: (row) => row.engine && engineWords(row.engine.name),
  },
  { id: 'host', meaning: 'The machine that made it.', always: false, value: (row) => row.host },
  { id: 'job', meaning: 'The job of the scheduler.', always: false, value: (row) => row.job },
  { id: 'note', meaning: 'Why it failed or was lost, or what it waits for.', always: true, value: (row) => row.note },
];

function factColumns(facts: readonly Fact[], runs: readonly SweepRun[]): RunColumn[] {
  return facts.flatMap(({ id, meaning, always, value, words = formatCount }): RunColumn[] => {
    const values = new Set(runs.map(({ row }) => value(row)));
    values.delete(null);
    if (values.size === 0) return [];
    const texts = [...values].filter((one) => typeof one === 'string');
    const number = texts.length === 0;
    const text = (one: number | string | null) => (typeof one === 'number' ? words(one) : (one ?? NONE));
    return [
      {
        id,
        name: id,
        meaning,
        width: widthOf(id, texts),
        number,
        descending: number,
        shown: always || values.size > 1,
        text: ({ row }) => text(value(row)),
        key: ({ row }) => value(row),
      },
    ];
  });
}

function engineWords(name: string): string {
  return name === 'tensorflow' || name === 'wasm' ? engineName(name) : name;
}

/** Room for the widest text; letters are a little wider than digits, and a head has an arrow beside it. */
function widthOf(head: string, texts: readonly string[]): number {
  const widest = texts.reduce((most, { length }) => Math.max(most, 1.1 * length + 1), head.length);
  return Math.min(WIDEST, Math.ceil(widest));
}
