/** Steps that can be undone and redone. */
export interface Timeline<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Older steps are forgotten: a mask of a million samples is a megabyte. */
const STEPS = 50;

export function begin<T>(present: T): Timeline<T> {
  return { past: [], present, future: [] };
}

export function record<T>({ past, present }: Timeline<T>, next: T): Timeline<T> {
  return { past: [...past, present].slice(-STEPS), present: next, future: [] };
}

export function undo<T>(timeline: Timeline<T>): Timeline<T> {
  const present = timeline.past.at(-1);
  if (present === undefined) return timeline;
  return { past: timeline.past.slice(0, -1), present, future: [timeline.present, ...timeline.future] };
}

export function redo<T>(timeline: Timeline<T>): Timeline<T> {
  const [present, ...future] = timeline.future;
  if (present === undefined) return timeline;
  return { past: [...timeline.past, timeline.present], present, future };
}

/** The same steps in another form. */
export function mapTimeline<T>({ past, present, future }: Timeline<T>, change: (step: T) => T): Timeline<T> {
  return { past: past.map(change), present: change(present), future: future.map(change) };
}
