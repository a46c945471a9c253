import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomicFile.ts';
import { RUN_FILES } from './runFolder.ts';
import { formatSafetensors, type NamedTensor, SafetensorsFile } from './safetensors.ts';
import { UserError } from './userError.ts';

const stateSchema = z.object({
  epoch: z.int().describe('epochs that are over'),
  step: z.int().describe('steps taken of the next one'),
  adamSteps: z.int().nullable().describe('null where every epoch is over: no moments are kept'),
  best: z
    .object({ epoch: z.int(), score: z.number().nullable().describe('null: nothing could be scored') })
    .nullable()
    .describe('the best evaluation of a hold-out run; its weights are among the tensors'),
  warnings: z.array(z.string()).describe('of the run, by then'),
});

/** What training on needs besides the data: one file a stage, so that a kill never leaves half of it. */
export interface Checkpoint {
  readonly state: z.infer<typeof stateSchema>;
  readonly tensors: readonly NamedTensor[];
}

function checkpointFile(folder: string, stage: number): string {
  return join(folder, RUN_FILES.checkpoint, `stage-${stage}.safetensors`);
}

export async function writeCheckpoint(folder: string, stage: number, { state, tensors }: Checkpoint): Promise<void> {
  const file = checkpointFile(folder, stage);
  await mkdir(dirname(file), { recursive: true });
  await writeAtomically(file, formatSafetensors(tensors, { state: JSON.stringify(state) }));
}

/**
 * Reads the checkpoints of a run, by stage; a stage that has not begun has none.
 * @throws UserError where one is damaged or of another version
 */
export async function readCheckpoints(folder: string): Promise<Map<number, Checkpoint>> {
  const found = new Map<number, Checkpoint>();
  for (let stage = 0; ; stage++) {
    const file = checkpointFile(folder, stage);
    if (!(await stat(file).catch(() => null))) return found;
    try {
      found.set(stage, await readCheckpoint(file));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(`The checkpoint ${file} cannot be read: ${reason}. Train anew: crossmodal train STUDY`);
    }
  }
}

async function readCheckpoint(path: string): Promise<Checkpoint> {
  const file = await SafetensorsFile.open(path);
  try {
    const state = stateSchema.parse(JSON.parse(file.metadata['state'] ?? 'null'));
    const tensors: NamedTensor[] = [];
    for (const name of file.names) tensors.push(await file.tensor(name));
    return { state, tensors };
  } finally {
    await file.close();
  }
}
