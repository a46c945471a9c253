/**
 * What to call runs beside each other: the last part of each path, with as many parts before it as set it apart from the
 * others. The same path twice keeps its whole name.
 * @param folders paths of run folders, with either slash
 */
export function runNames(folders: readonly string[]): string[] {
  const parts = folders.map((folder) => folder.split(/[\\/]/).filter((part) => part !== ''));
  const most = Math.max(1, ...parts.map(({ length }) => length));
  const name = (run: number, count: number): string => parts[run].slice(-count).join('/');
  return parts.map((_, run) => {
    for (let count = 1; count < most; count++) {
      const own = name(run, count);
      if (parts.every((_other, other) => other === run || name(other, count) !== own)) return own;
    }
    return name(run, most);
  });
}

/** The letter that stands for a run of a comparison: A, B … Z, A2, B2 … */
export function runLetter(index: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26) + 1}`;
}
