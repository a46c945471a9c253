import { useMemo, useState } from 'preact/hooks';
import { scoreWords } from '../../../src/report/scoreWords.ts';
import { effectsSentence, type SettingEffects, settingEffects } from '../../../src/report/settingEffects.ts';
import { settingWords } from '../../../src/report/settingWords.ts';
import { scoreOf } from '../../../src/report/sweepGroups.ts';
import { formatCount, formatScore, formatShare, plural } from '../../../src/report/words.ts';
import { SEED_AXIS } from '../../../src/run/seedAxis.ts';
import type { SweepAxis } from '../../../src/run/sweepPlan.ts';
import { parallel, type ScoreAxis, type SettingAxis } from '../../parallel/parallel.ts';
import { ParallelPlot } from '../../parallel/parallelPlot.tsx';
import { filterBy, type Range, rangesOf } from '../../parallel/ranges.ts';
import { parallelFigure } from '../../plots/parallelFigure.ts';
import { litLines } from '../../state/litLines.ts';
import type { SweepFilter } from '../../state/sweepChoice.ts';
import { isFiltering, valueKey } from '../../state/sweepFilter.ts';
import { groupLines, runLines, type VaryingSetting, varyingSettings } from '../../state/sweepLines.ts';
import type { SweepRun } from '../../state/sweepState.ts';
import { PAPER_INK } from '../../theme/ink.ts';
import { lineColours, MISSING } from '../../theme/palette.ts';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import { useCalm } from '../useCalm.ts';
import { useDrawn } from '../useDrawn.ts';
import { sweepPaper } from './sweepPaper.ts';
import type { SweepViewProps } from './sweepViewer.ts';

/** Further scores than the chosen one that have an axis. */
const MORE_SCORES = 1;
/** Milliseconds between two drawings of runs that come in. */
const CALM = 500;
const HEIGHT = 340;

/** Every run, or the mean over seeds, as a line over the settings that vary and the score. */
export function ParallelCoordinates(props: SweepViewProps) {
  const settings = useMemo(() => varyingSettings(props.plan), [props.plan]);
  if (settings.length > 0) return <Lines {...props} varying={settings} />;
  return (
    <Panel view="sweep-parallel" title="Settings and scores" ready={true}>
      <p class="empty">No setting varies but the seed: there are no settings to compare.</p>
    </Panel>
  );
}

function Lines(props: SweepViewProps & { readonly varying: readonly VaryingSetting[] }) {
  const { store, state, theme, plan, score, varying } = props;
  const { choice, selected } = state;
  const { filter } = choice;
  const runs = useCalm(state.runs, CALM);
  const drawn = useDrawn(['lines']);
  const [tentative, setTentative] = useState<SweepFilter | null>(null);

  const rows = useMemo(() => runs.map(({ row }) => row), [runs]);
  const effects = useMemo(() => settingEffects(plan, rows, score), [plan, rows, score]);
  const settings = useMemo(() => byEffect(varying, effects), [varying, effects]);
  const scores = useMemo(() => drawnScores(props.scores, score), [props.scores, score]);
  const hasSeeds = plan.axes.some(({ path, values }) => path === SEED_AXIS && values.length > 1);
  const everyRun = choice.everyRun || !hasSeeds;
  const data = useMemo(() => {
    const lines = everyRun ? runLines(runs, settings, scores) : groupLines(plan, runs, settings, scores);
    const titles = scores.map((name) => ({ name, title: scoreWords(name) }));
    return parallel(
      settings.map(({ scale }) => scale),
      titles,
      lines,
    );
  }, [plan, runs, settings, scores, everyRun]);

  const lit = useMemo(
    () => litLines(data.lines, runs, plan.axes, tentative ?? filter, everyRun ? [] : scores),
    [data, runs, plan, tentative, filter, everyRun, scores],
  );
  const chosen = useMemo(
    () =>
      selected.size === 0
        ? []
        : [...data.lines.keys()].filter((i) => data.lines[i].runs.every((run) => selected.has(runs[run].row.name))),
    [data, runs, selected],
  );
  const colours = useMemo(() => [MISSING[theme.shade], ...lineColours(theme.shade)], [theme.shade]);
  const known = useMemo(() => knownScores(runs, scores), [runs, scores]);

  const valuesOf = (axis: SettingAxis | ScoreAxis) =>
    axis.kind === 'setting' ? (plan.axes.find(({ path }) => path === axis.path)?.values ?? []) : [];
  const filtered = (a: number, range: Range | null) => {
    const axis = data.axes[a];
    const limits = axis.kind === 'score' ? (known.get(axis.name) ?? axis.domain) : ([0, 1] as const);
    return filterBy(filter, axis, range, valuesOf(axis), limits);
  };
  const ranges = data.axes.map((axis) => {
    const open = rangesOf(filter, axis, valuesOf(axis));
    return { ranges: open, words: open ? keptWords(filter, axis, valuesOf(axis)) : 'all' };
  });
  const count = lit.reduce((sum, one) => sum + one, 0);
  const what = everyRun ? 'run' : 'setting';
  const name = scoreWords(score);
  const sentence = effectsSentence(effects, name);
  const brighter = theme.shade === 'dark' ? 'brighter' : 'darker';
  const colourWords = data.steps.some((step) => step > 0)
    ? `The ${brighter} a line, the higher its ${name}; lines of one value are spread by it.`
    : `No finished run has ${name} yet.`;
  const figure = () => {
    const n = plural(count, what);
    const width = Math.max(420, 110 * data.axes.length);
    return sweepPaper(plan, 'settings', `Settings and ${name}`, [n], parallelFigure(data, lit)(PAPER_INK), width);
  };
  return (
    <Panel
      view="sweep-parallel"
      title="Settings and scores"
      ready={drawn.all}
      controls={
        <>
          {hasSeeds && (
            <select
              aria-label="A line for"
              value={everyRun ? 'run' : 'group'}
              onChange={(event) => store.choose({ everyRun: event.currentTarget.value === 'run' })}
            >
              <option value="group">mean over seeds</option>
              <option value="run">every run</option>
            </select>
          )}
          <SaveMenu store={store} plot="Settings and scores" figure={figure} />
        </>
      }
    >
      <ParallelPlot
        data={data}
        lit={lit}
        selected={chosen}
        colours={colours}
        accent={theme.accent}
        ranges={ranges}
        notes={data.axes.map((axis) => (axis.kind === 'setting' ? effectNote(effects, axis.path) : ''))}
        height={HEIGHT}
        summary={`Parallel coordinates: ${plural(data.lines.length, 'line')} over ${data.axes.map(({ title }) => title).join(', ')}. ${sentence}`}
        onDrag={(a, range) => setTentative(range && filtered(a, range))}
        onRange={(a, range) => {
          setTentative(null);
          store.choose({ filter: filtered(a, range) });
        }}
        onPick={(line, add) => {
          const names = data.lines[line].runs.map((run) => runs[run].row.name);
          store.select([...(add ? selected : []), ...names]);
        }}
        onDrawn={drawn.mark('lines')}
      />
      <p class="muted caption" aria-live="polite">
        {isFiltering(tentative ?? filter)
          ? `${formatCount(count)} of ${plural(data.lines.length, 'line')} kept.`
          : 'Drag over an axis, or click a value, to keep some of the runs; double click to keep all.'}{' '}
        {colourWords} {sentence}
      </p>
    </Panel>
  );
}

/** Those that explain most come first. */
function byEffect<Setting extends { readonly scale: { readonly path: string } }>(
  settings: readonly Setting[],
  { settings: effects }: SettingEffects,
): Setting[] {
  const rank = ({ scale }: Setting) => effects.findIndex(({ path }) => path === scale.path);
  return settings.toSorted((a, b) => rank(a) - rank(b));
}

function effectNote({ settings }: SettingEffects, path: string): string {
  const share = settings.find((setting) => setting.path === path)?.share ?? null;
  return share === null ? '' : `explains ${formatShare(share)}`;
}

/** The chosen score last, and before it the first of another kind: AUC beside R². */
function drawnScores(names: readonly string[], score: string): string[] {
  const kind = (name: string) => name.split(':')[0];
  const others = names.filter((name) => kind(name) !== kind(score));
  return [...others.slice(0, MORE_SCORES), score];
}

/** Lowest and highest of each score in any run. */
function knownScores(runs: readonly SweepRun[], scores: readonly string[]): Map<string, Range> {
  const known = new Map<string, Range>();
  for (const { row } of runs) {
    for (const name of scores) {
      const value = scoreOf(row.scores, name);
      if (value === null) continue;
      const [low, high] = known.get(name) ?? [value, value];
      known.set(name, [Math.min(low, value), Math.max(high, value)]);
    }
  }
  return known;
}

function keptWords(filter: SweepFilter, axis: SettingAxis | ScoreAxis, values: SweepAxis['values']): string {
  if (axis.kind === 'score') {
    const [low, high] = filter.scores[axis.name];
    return `${formatScore(low)} to ${formatScore(high)}`;
  }
  const kept = filter.settings[axis.path] ?? [];
  return values
    .filter((value) => kept.includes(valueKey(value)))
    .map(settingWords)
    .join(', ');
}
