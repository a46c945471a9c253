/** Names of data sets, for an axis. */
export interface StudyLabels {
  /** what the names have in common, a "…" where they differ; empty where that says nothing */
  readonly common: string;
  readonly labels: readonly (string | number)[];
}

const ENDING = /\.crossmodal\.json$/;
const NUMBER = /(\d+(?:\.\d+)?)/;

/**
 * Study files as data sets along an axis: where their names differ in one number alone, as "size-20" and "size-1000" do, that
 * number; else their names without ending and without the folder they share.
 */
export function studyLabels(files: readonly string[]): StudyLabels {
  const names = files.map((file) => file.replace(ENDING, ''));
  const parts = names.map((name) => name.split(NUMBER));
  const [first] = parts;
  const differing = first.flatMap((part, i) => (parts.some((other) => other[i] !== part) ? [i] : []));
  // Text stands at even places, numbers at odd ones.
  if (parts.every(({ length }) => length === first.length) && differing.length === 1 && differing[0] % 2 === 1) {
    const [at] = differing;
    return { common: first.with(at, '…').join(''), labels: parts.map((part) => Number(part[at])) };
  }
  const folders = names.map((name) => name.split('/').slice(0, -1));
  const [shortest] = folders.toSorted((a, b) => a.length - b.length);
  const end = shortest.findIndex((part, i) => folders.some((folder) => folder[i] !== part));
  const shared = end === -1 ? shortest.length : end;
  return { common: '', labels: names.map((name) => name.split('/').slice(shared).join('/')) };
}
