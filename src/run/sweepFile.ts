import { z } from 'zod';

const count = z.int().min(1);
const fraction = z.number().gt(0).lt(1);

/** Anything that a study file may say of a setting. */
export const settingValue = z.json();
export type SettingValue = z.infer<typeof settingValue>;

const settingPath = z
  .string()
  .regex(/^[A-Za-z$]/, 'a path such as "model.shared" names a setting')
  .describe(
    'A setting of the study, with dots: "model.name", "training.beta", "modalities.rna.topVariance". "seed" is training.seed; "study" is another study file.',
  );

const values = z
  .array(settingValue)
  .min(1, 'a list without values has no meaning')
  .describe('One run for each of these.');

const range = z
  .strictObject({
    from: z.number(),
    to: z.number(),
    scale: z
      .enum(['linear', 'log'])
      .default('linear')
      .describe('log: as many draws from 0.001 to 0.01 as from 0.01 to 0.1.'),
    whole: z.boolean().default(false).describe('Whole numbers only.'),
  })
  .refine(({ from, to }) => from < to, '"from" must be less than "to"')
  .refine(({ from, scale }) => scale === 'linear' || from > 0, 'a logarithmic scale starts above 0')
  .refine(
    ({ from, to, whole }) => !whole || Math.ceil(from) <= Math.floor(to),
    'there is no whole number between "from" and "to"',
  )
  .describe('Anything between two numbers.');

const seeds = z
  .strictObject({ count, from: z.int().min(0).default(0) })
  .describe('So many seeds, from 0 on: how much of a difference is chance.');

const local = z
  .strictObject({
    name: z.literal('local'),
    jobs: count.optional().describe('Trainings side by side. Default: the processors of this machine.'),
  })
  .describe('Trains on this machine.');

/** How tasks of an array are asked for. */
export const slurmSchema = z
  .strictObject({
    name: z.literal('slurm'),
    atOnce: count.default(50).describe('Tasks of the array that may run at the same time.'),
    cpus: count.default(1).describe('Processors of each task.'),
    memory: z
      .string()
      .regex(/^\d+[KMGT]?$/, 'it is written as "4G" or "500M"')
      .default('4G')
      .describe('Memory of each task.'),
    time: z
      .string()
      .regex(/^(\d+-)?\d+(:\d\d){0,2}$/, 'it is written as "30" (minutes), "01:30:00" or "1-00:00:00"')
      .default('01:00:00')
      .describe(
        'Time limit of each task, as Slurm takes it. A run that needs longer goes on when it is submitted again.',
      ),
    partition: z.string().min(1).optional(),
    account: z.string().min(1).optional(),
    lines: z
      .array(z.string())
      .default([])
      .describe('Further lines at the top of the batch script: "#SBATCH --constraint=…", "module load …".'),
    node: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Node.js on the compute nodes: a path, or "node" where a line such as "module load nodejs" provides it. Default: the one that submits.',
      ),
    engineFolder: z
      .string()
      .min(1)
      .optional()
      .describe('Native TensorFlow on the compute nodes. Default: where it lies on the machine that submits.'),
  })
  .describe('Submits one job array.');
export type SlurmSettings = z.infer<typeof slurmSchema>;

/** NAME.sweep.json: many runs of one study, and who makes them. */
export const sweepFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    study: z.string().min(1).describe('The study that the runs vary: NAME.crossmodal.json, relative to this file.'),
    grid: z
      .record(settingPath, z.union([values, seeds]))
      .default({})
      .describe('Every combination of these.'),
    list: z
      .array(z.record(settingPath, settingValue))
      .min(1, 'a list without values has no meaning')
      .optional()
      .describe('Settings that belong together, each combined with the whole grid.'),
    random: z
      .strictObject({
        draws: count,
        seed: z.int().min(0).default(0).describe('Fixes the draws.'),
        settings: z.record(settingPath, z.union([values, range])),
      })
      .optional()
      .describe('Random settings, each draw combined with the whole grid.'),
    score: z
      .string()
      .default('r2')
      .describe(
        'What the best is chosen by: "r2" (all directions), "r2:rna:protein" (from rna to protein), "auc:shared".',
      ),
    holdOut: z
      .strictObject({
        fraction: fraction.default(0.2),
        seed: z.int().min(0).default(0).describe('Fixes which samples.'),
      })
      .optional()
      .describe('Samples that no run of the sweep sees. The chosen settings are scored on them afterwards.'),
    executor: z.discriminatedUnion('name', [local, slurmSchema]).prefault({ name: 'local' }),
    limits: z
      .strictObject({
        runs: count.default(1000).describe('A sweep of more is refused.'),
        failures: count
          .optional()
          .describe(
            'Begin no more runs after so many have failed. Default: 10. No effect on Slurm: all tasks are tried.',
          ),
        minutes: z
          .number()
          .positive()
          .optional()
          .describe('Stop a run that takes longer and keep its best; --retry goes on with it. Slurm: see "time".'),
      })
      .prefault({}),
  })
  .describe('A Crossmodal sweep: which settings of a study to try, how often, and where.');

/** As users write it: only `study` is required. */
export type SweepInput = z.input<typeof sweepFileSchema>;
/** With defaults filled in. */
export type Sweep = z.output<typeof sweepFileSchema>;

/** Ending of a sweep file's name. */
export const SWEEP_ENDING = '.sweep.json';
