/** Parts of the study whose name says nothing that the setting's own does not. */
const HOUSES = new Set(['model', 'training', 'evaluation', 'modalities']);

/**
 * The path of a setting as people read it: "model.name" → "model", "training.learningRate" → "learning rate",
 * "modalities.rna.topVariance" → "rna top variance".
 */
export function settingName(path: string): string {
  if (path === 'model.name') return 'model';
  const parts = path.split('.');
  const own = parts.length > 1 && HOUSES.has(parts[0]) ? parts.slice(1) : parts;
  // The name of a modality is the user's own and stays as it is.
  return own.map((part, i) => (parts[0] === 'modalities' && i === 0 ? part : inWords(part))).join(' ');
}

function inWords(part: string): string {
  return part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
