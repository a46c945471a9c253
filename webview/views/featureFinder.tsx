import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount, plural } from '../../src/report/words.ts';
import type { R2Scores } from '../../src/run/runData.ts';
import { type FoundFeature, searchFeatures } from '../state/featureSearch.ts';
import { Elided } from './elided.tsx';

interface FeatureFinderProps {
  readonly targets: R2Scores['targets'];
  readonly onChoose: (found: FoundFeature) => void;
  readonly onClose: () => void;
}

/** A longer list helps nobody: another letter does. */
const LISTED = 50;

/** A search over the features of all modalities. Arrow keys move between the field and the matches, Enter takes one, Escape closes. */
export function FeatureFinder({ targets, onChoose, onClose }: FeatureFinderProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { found, count } = useMemo(() => searchFeatures(targets, text, LISTED), [targets, text]);
  // Before the next key: what is typed at once must not be lost.
  useLayoutEffect(() => field.current?.focus(), []);

  function onKeyDown(event: KeyboardEvent): void {
    const stops: (HTMLElement | null)[] = [field.current, ...(list.current?.querySelectorAll('button') ?? [])];
    const at = event.currentTarget instanceof HTMLElement ? stops.indexOf(event.currentTarget) : 0;
    if (event.key === 'ArrowDown') stops[Math.min(stops.length - 1, at + 1)]?.focus();
    else if (event.key === 'ArrowUp') stops[Math.max(0, at - 1)]?.focus();
    else if (event.key === 'Enter' && at === 0 && found[0]) onChoose(found[0]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    // The page takes Escape for the end of the selection.
    event.stopPropagation();
  }

  // Enter on a match is its own click.
  const onMatchKeyDown = (event: KeyboardEvent) => event.key !== 'Enter' && onKeyDown(event);
  return (
    <search class="finder">
      <div class="row">
        <input
          ref={field}
          type="search"
          aria-label="find a feature"
          placeholder="gene, protein, probe…"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="link" onClick={onClose}>
          Close
        </button>
      </div>
      <p class="muted caption" role="status">
        {count > LISTED ? `first ${LISTED} of ${formatCount(count)} matches` : plural(count, 'match', 'matches')}
      </p>
      <ul ref={list} class="finder-list" aria-label="matches">
        {found.map(({ modality, feature }) => (
          <li key={`${modality} ${feature}`}>
            <button type="button" onClick={() => onChoose({ modality, feature })} onKeyDown={onMatchKeyDown}>
              <Elided text={feature} />
              <span class="muted">{modality}</span>
            </button>
          </li>
        ))}
      </ul>
    </search>
  );
}
