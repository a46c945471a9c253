import { categoryColour } from '../../theme/palette.ts';
import type { Theme } from '../../theme/useTheme.ts';

/** The letter of a run beside its colour: the same on the whole page. */
export function RunMark({ run, theme }: { run: { readonly index: number; readonly letter: string }; theme: Theme }) {
  return (
    <span class="run-mark">
      <span class="run-colour" style={{ background: categoryColour(run.index, theme.shade) }} aria-hidden="true" />
      {run.letter}
    </span>
  );
}
