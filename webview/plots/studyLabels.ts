/** Names of data sets, for an axis. */
export interface StudyLabels {
  /** what the names have in common, a "…" where they differ; empty where that says nothing */
  readonly common: string;
  readonly labels: readonly (string | number)[];
}

const ENDING = /\.crossmodal\.json$/;
const NUMBER = /(\d+(?:\.\d+)?)/;
/** Behind what ends a word of a name. */
const WORD = /(?<=[-_. ])/;

/**
 * Study files as data sets along an axis: where their names differ in one number alone, as "size-20" and "size-1000" do, that
 * number; else their names without ending, without the folder they share and without the words that all begin with.
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
  const inFolder = withoutShared(names, /(?<=\/)/).labels;
  return inFolder.some((name) => name.includes('/')) ? { common: '', labels: inFolder } : withoutShared(inFolder, WORD);
}

/** Names without the parts that all of them begin with; the last part of each stays. */
function withoutShared(names: readonly string[], end: RegExp): { common: string; labels: string[] } {
  const parts = names.map((name) => name.split(end));
  const most = Math.min(...parts.map(({ length }) => length)) - 1;
  const [first] = parts;
  let shared = 0;
  while (shared < most && parts.every((other) => other[shared] === first[shared])) shared++;
  const common = first.slice(0, shared).join('');
  return { common: common && `${common}…`, labels: names.map((name) => name.slice(common.length)) };
}
