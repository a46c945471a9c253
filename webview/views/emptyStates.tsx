import type { State } from '../state/state.ts';

/** Something went wrong that the user should know: a failed run, a file that cannot be read. */
export function ProblemBand({ text, onOpenLog }: { text: string; onOpenLog?: () => void }) {
  return (
    <div class="band" role="alert">
      <span class="sign" aria-hidden="true">
        ▲
      </span>
      <span class="band-text">{text}</span>
      {onOpenLog && (
        <button type="button" class="link" onClick={onOpenLog}>
          Open log
        </button>
      )}
    </div>
  );
}

/**
 * Why a view has nothing to draw, and what to do about it.
 * @param soon what will come while the run trains
 * @param file of the run folder that the view is made from
 */
export function whyEmpty({ run, arrived }: State, soon: string, file: string): string {
  if (run?.status === 'running') return soon;
  if (!arrived) return 'Reading the run…';
  return run?.metrics === null
    ? 'This run ended before its first evaluation. Resume it, and this view fills as it goes on.'
    : `${file} is not in the run folder. Copy it there from where the run was made, or train again.`;
}
