import { isAbsolute, join, relative, sep } from 'node:path';
import type { Study } from '../run/study.ts';

/**
 * A study whose paths are relative to another folder; those that are absolute stay.
 * @param from what they are relative to now, and `to`: from now on
 */
export function withPathsFrom(study: Study, from: string, to: string): Study {
  const moved = (file: string): string =>
    isAbsolute(file) ? file : relative(to, join(from, file)).split(sep).join('/');
  return {
    ...study,
    modalities: study.modalities.map((modality) => ({ ...modality, file: moved(modality.file) })),
    ...(study.labels && { labels: { ...study.labels, file: moved(study.labels.file) } }),
  };
}
