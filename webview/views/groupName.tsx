import { useEffect, useRef, useState } from 'preact/hooks';
import type { Group } from '../../src/run/groups.ts';
import { nameProblem } from '../state/groups.ts';

interface GroupNameProps {
  /** proposed, and selected so that typing replaces it */
  readonly suggestion: string;
  /** whose names are taken */
  readonly others: readonly Group[];
  readonly onName: (name: string) => void;
  readonly onLeave: () => void;
}

/** The field that names a group. Enter saves, Escape leaves. */
export function GroupName({ suggestion, others, onName, onLeave }: GroupNameProps) {
  const [name, setName] = useState(suggestion);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const problem = nameProblem(name, others);
  return (
    <form
      class="group-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) onName(name.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onLeave();
      }}
    >
      <input
        type="text"
        ref={field}
        aria-label="Name of the group"
        aria-invalid={problem !== null}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="link" disabled={problem !== null}>
        Save
      </button>
      <button type="button" class="link" onClick={onLeave}>
        Cancel
      </button>
      {problem !== null && (
        <span class="muted" role="status">
          {problem}
        </span>
      )}
    </form>
  );
}
