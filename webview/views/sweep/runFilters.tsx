import { scoreWords } from '../../../src/report/scoreWords.ts';
import { settingName } from '../../../src/report/settingName.ts';
import { settingWords } from '../../../src/report/settingWords.ts';
import { varyingAxes } from '../../../src/report/sweepWords.ts';
import { formatCount, formatInterval, plural } from '../../../src/report/words.ts';
import type { SweepAxis } from '../../../src/run/sweepPlan.ts';
import type { RunColumn } from '../../state/runColumns.ts';
import { NO_FILTER, type SweepFilter } from '../../state/sweepChoice.ts';
import { isFiltering, keepRange, keepValues, toggleValue, valueKey } from '../../state/sweepFilter.ts';
import { Menu } from '../menu.tsx';
import type { SweepViewProps } from './sweepViewer.ts';

interface RunFiltersProps extends Pick<SweepViewProps, 'store' | 'state' | 'plan'> {
  readonly columns: readonly RunColumn[];
  /** runs that the filter leaves */
  readonly listed: number;
  readonly onSave: () => void;
}

/** What narrows the runs in all views, and what can be done with those that are listed. */
export function RunFilters({ store, state, plan, columns, listed, onSave }: RunFiltersProps) {
  const { filter } = state.choice;
  const set = (next: SweepFilter) => store.choose({ filter: next });
  const show = (id: string, shown: boolean) => store.choose({ columns: { ...state.choice.columns, [id]: shown } });
  return (
    <div class="run-filters">
      <input
        type="search"
        placeholder="Search runs: settings, notes"
        aria-label="Search runs"
        value={filter.text}
        onInput={({ currentTarget }) => set({ ...filter, text: currentTarget.value })}
      />
      {varyingAxes(plan.axes).map((axis) => (
        <AxisFilter key={axis.path} axis={axis} filter={filter} onFilter={set} />
      ))}
      {Object.entries(filter.scores).map(([name, [low, high]]) => (
        <span key={name} class="range-chip">
          {scoreWords(name)} {formatInterval(low, high)}
          <button
            type="button"
            aria-label={`Any ${scoreWords(name)}`}
            title="Leave this range"
            onClick={() => set(keepRange(filter, name, null))}
          >
            ✕
          </button>
        </span>
      ))}
      {isFiltering(filter) && (
        <button type="button" class="link" onClick={() => set(NO_FILTER)}>
          Show all
        </button>
      )}
      <span class="muted number" role="status">
        {listed === state.runs.length ? '' : `${formatCount(listed)} of ${plural(state.runs.length, 'run')}`}
      </span>
      <span class="r2-actions">
        <Menu
          label="Columns of the table"
          sign="Columns"
          parts={[
            {
              name: 'Show',
              several: true,
              items: columns.map(({ id, name, shown }) => {
                const checked = state.choice.columns[id] ?? shown;
                return { text: name, checked, onChoose: () => show(id, !checked) };
              }),
            },
          ]}
        />
        <button
          type="button"
          class="link"
          disabled={listed === 0}
          title={`Saves ${plural(listed, 'run')} with all settings and scores, in this order`}
          onClick={onSave}
        >
          Save as CSV
        </button>
      </span>
    </div>
  );
}

interface AxisFilterProps {
  readonly axis: SweepAxis;
  readonly filter: SweepFilter;
  readonly onFilter: (filter: SweepFilter) => void;
}

/** Which values of a setting stay. */
function AxisFilter({ axis, filter, onFilter }: AxisFilterProps) {
  const { path, values } = axis;
  const kept = filter.settings[path];
  const name = settingName(path);
  const sign = kept ? `${name}: ${kept.length} of ${values.length}` : name;
  return (
    <Menu
      label={`${sign} (which values are shown)`}
      sign={sign}
      parts={[
        {
          name: path,
          several: true,
          items: values.map((value) => ({
            text: settingWords(value),
            checked: kept?.includes(valueKey(value)) ?? true,
            onChoose: () => onFilter(toggleValue(filter, axis, value)),
          })),
        },
        ...(kept
          ? [{ items: [{ text: 'All values', onChoose: () => onFilter(keepValues(filter, path, null)) }] }]
          : []),
      ]}
    />
  );
}
