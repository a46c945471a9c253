import { useMemo } from 'preact/hooks';
import { scoreWords } from '../../../src/report/scoreWords.ts';
import { formatScore, list, plural } from '../../../src/report/words.ts';
import { OVERALL_R2 } from '../../../src/run/runScores.ts';
import { SEED_AXIS } from '../../../src/run/seedAxis.ts';
import type { SweepPlan } from '../../../src/run/sweepPlan.ts';
import { commonDomain, drawsEveryRun, type ScoreOver, type ScorePanel, scoreOver } from '../../plots/scoreOver.ts';
import { VegaChart } from '../../plots/vegaChart.tsx';
import { type CurveSettings, curveSettings, lineSettings, NO_LINES } from '../../state/curveSettings.ts';
import { type Curve, RANGES, scoreCurves } from '../../state/scoreCurves.ts';
import { type VaryingSetting, varyingSettings } from '../../state/sweepLines.ts';
import { PAPER_INK, screenInk } from '../../theme/ink.ts';
import { Panel } from '../panel.tsx';
import { SaveMenu } from '../saveMenu.tsx';
import { useCalm } from '../useCalm.ts';
import { useDrawn } from '../useDrawn.ts';
import { sweepPaper } from './sweepPaper.ts';
import type { SweepViewProps } from './sweepViewer.ts';

/** Milliseconds between two drawings of runs that come in. */
const CALM = 500;
const HEIGHT = 300;
/** Of the plot of one direction, and at most so many of them. */
const PANEL_HEIGHT = 190;
const MOST_PANELS = 12;

/** A score over a setting, with a band for each model; R² over all directions also by direction. */
export function ScoreOverSetting(props: SweepViewProps) {
  const settings = useMemo(() => varyingSettings(props.plan), [props.plan]);
  if (settings.length === 0) return null;
  return <Curves {...props} settings={settings} chosen={curveSettings(settings, props.state.choice)} />;
}

interface CurvesProps extends SweepViewProps {
  readonly settings: readonly VaryingSetting[];
  readonly chosen: CurveSettings;
}

function Curves(props: CurvesProps) {
  const { store, plan, score, scores, settings, chosen } = props;
  const { over, by } = chosen;
  const runs = useCalm(props.shown, CALM);
  const directions = useMemo(
    () => (score === OVERALL_R2 ? scores.filter((name) => name.startsWith('r2:')).slice(0, MOST_PANELS) : []),
    [score, scores],
  );
  const [main, ...panels] = useMemo(
    () =>
      [score, ...directions].map(
        (name): ScorePanel => ({
          name: scoreWords(name).replace(/^R² (?=.)/, ''),
          curves: scoreCurves(runs, over, by, name),
        }),
      ),
    [runs, over.axis, by?.axis, plan, score, directions],
  );
  const name = scoreWords(score);
  const drawing = (shown: readonly ScorePanel[], title: string, height: number, legend: boolean): ScoreOver => ({
    over: over.scale,
    by: by && { scale: by.scale, values: plan.axes[by.axis].values },
    panels: shown,
    title,
    legend,
    domain: shown.length === 1 && legend ? null : commonDomain(panels),
    height,
  });
  const drawn = useDrawn(main.curves.length > 0 ? ['main'] : []);
  const n = plural(runs.filter(({ row }) => row.state === 'finished').length, 'finished run');
  const bands = bandWords(plan, chosen, main);
  const title = `${name} over ${over.scale.title}`;
  const figure = () =>
    sweepPaper(
      plan,
      `${score}-over-${over.scale.path}`,
      title,
      [n, bands],
      scoreOver(drawing([main], name, HEIGHT, true))(PAPER_INK),
      440,
    );
  const directionsFigure = () =>
    sweepPaper(
      plan,
      `directions-over-${over.scale.path}`,
      `${title}, by direction`,
      [n, bands],
      scoreOver(drawing(panels, 'R²', PANEL_HEIGHT, true))(PAPER_INK),
      440,
    );
  return (
    <Panel
      view="sweep-curves"
      title="Score over a setting"
      ready={drawn.all}
      controls={
        <>
          <SettingSelect
            label="over"
            name="Setting across"
            settings={settings}
            value={over}
            onChoose={(path) => store.choose({ over: path })}
          />
          <SettingSelect
            label="a line for each"
            name="Setting with a line for each value"
            settings={lineSettings(settings, over)}
            value={by}
            none="(one line)"
            onChoose={(path) => store.choose({ lines: path })}
          />
          <SaveMenu store={store} plot={title} figure={figure} />
        </>
      }
    >
      {main.curves.length === 0 ? (
        <p class="empty">No finished run has this score yet.</p>
      ) : (
        <div class="curves" data-directions={panels.length}>
          <div>
            <Plot drawing={drawing([main], name, HEIGHT, true)} onDrawn={drawn.mark('main')} />
            <p class="muted caption">{`${bands}${remedyWords(chosen, main)}`}</p>
          </div>
          {panels.length > 1 && (
            <div>
              <div class="row">
                <h3>By direction</h3>
                <SaveMenu store={store} plot={`${title}, by direction`} figure={directionsFigure} />
              </div>
              <div class="curve-panels">
                {panels.map((panel) => (
                  <figure key={panel.name}>
                    <figcaption class="muted">{panel.name}</figcaption>
                    <Plot drawing={drawing([panel], 'R²', PANEL_HEIGHT, false)} onDrawn={nothing} />
                  </figure>
                ))}
              </div>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}

function nothing(): void {}

interface PlotProps {
  readonly drawing: ScoreOver;
  readonly onDrawn: () => void;
}

function Plot({ drawing, onDrawn }: PlotProps) {
  const { over, by, panels, title, legend, domain, height } = drawing;
  const [low, high] = domain ?? [null, null];
  const [panel] = panels;
  const chart = useMemo(
    () => scoreOver({ ...drawing, panels: [panel] })(screenInk()),
    [over, by?.scale, panel, title, legend, low, high, height],
  );
  return <VegaChart chart={chart} summary={summaryOf(drawing, panel.curves)} onDrawn={onDrawn} />;
}

interface SettingSelectProps {
  readonly label: string;
  /** what the label means, for those who do not see what it stands beside */
  readonly name: string;
  readonly settings: readonly VaryingSetting[];
  readonly value: VaryingSetting | null;
  /** what stands for no setting */
  readonly none?: string;
  readonly onChoose: (path: string) => void;
}

function SettingSelect({ label, name, settings, value, none, onChoose }: SettingSelectProps) {
  if (settings.length + Number(none !== undefined) < 2) return null;
  return (
    <label>
      {label}{' '}
      <select
        aria-label={name}
        value={value?.scale.path ?? NO_LINES}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {settings.map(({ scale }) => (
          <option key={scale.path} value={scale.path}>
            {scale.title}
          </option>
        ))}
        {none !== undefined && <option value={NO_LINES}>{none}</option>}
      </select>
    </label>
  );
}

/** What the bands or bars are, and what is mixed in them. */
function bandWords({ axes }: SweepPlan, { over, others }: CurveSettings, panel: ScorePanel): string {
  if (!hasBands(panel)) {
    return 'One run for each point: nothing can be said about chance.';
  }
  const parts = [
    ...(axes.some(({ path, values }) => path === SEED_AXIS && values.length > 1) ? ['seeds'] : []),
    ...(over.scale.few ? [] : [`one of ${RANGES} ranges of ${over.scale.title}`]),
    ...others.map(({ scale }) => scale.title),
  ];
  const points = drawsEveryRun([panel]) ? ' Faint points: single runs.' : '';
  const marks = over.scale.numeric ? 'Lines: means. Bands' : 'Marks: means. Bars';
  return `${marks}: ± one standard deviation over ${list(parts)}.${points}`;
}

/** What to do where other settings are mixed in the bands. */
function remedyWords({ others }: CurveSettings, panel: ScorePanel): string {
  if (others.length === 0 || !hasBands(panel)) return '';
  return ` To compare like with like, keep one value of ${list(others.map(({ scale }) => scale.title))}.`;
}

function hasBands({ curves }: ScorePanel): boolean {
  return curves.some(({ points }) => points.some(({ sd }) => sd !== null));
}

/** "R² over shared. mmvae++: from 0.21 at 2 to 0.30 at 10." */
function summaryOf({ over, by, title }: ScoreOver, curves: readonly Curve[]): string {
  const words = curves.map(({ value, points }) => {
    const [first, last] = [points[0], points[points.length - 1]];
    const name = by ? by.scale.words[value] : 'all runs';
    return `${name}: ${formatScore(first.mean)} at ${over.words[first.at]} to ${formatScore(last.mean)} at ${over.words[last.at]}`;
  });
  return `${title} over ${over.title}. ${words.join('; ')}.`;
}
