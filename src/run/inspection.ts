import { z } from 'zod';
import { remedySchema } from './remedy.ts';
import { likelihoodName } from './study.ts';

/** Every feature of a table: one entry a feature in each list, in the order of the file. Statistics leave missing cells out. */
const featureProfiles = z.object({
  names: z.array(z.string()),
  missing: z.array(z.int()),
  zeros: z.array(z.int()),
  mean: z.array(z.number().nullable()).describe('four significant digits; null = no value'),
  sd: z.array(z.number().nullable()).describe('population standard deviation, four significant digits'),
  min: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
  logged: z.boolean().describe('the bins of the shapes are equal in ln(1 + value)'),
  bins: z.int(),
  shapes: z
    .string()
    .describe(
      'bins characters a feature (see levels.ts): how many values lie in each bin from min to max, to 1 in 63 of the fullest',
    ),
});
export type FeatureProfiles = z.infer<typeof featureProfiles>;

/** Where cells are missing: samples of all tables as rows, features of this one as columns, many of each to a cell. */
const missingMap = z.object({
  samplesPerRow: z.int(),
  featuresPerColumn: z.int(),
  rows: z.int(),
  columns: z.int(),
  missing: z
    .array(z.int())
    .describe(
      'rows · columns: percent of the cells that are missing, of samples that have the table; -1 = none has it',
    ),
  absent: z.array(z.int()).describe('rows: percent of the samples that are not in the table, or blank in it'),
});
export type MissingMap = z.infer<typeof missingMap>;

/** The two directions in which the samples of a table differ most. */
const components = z.object({
  samples: z.array(z.string()).describe('those that the components were fitted on'),
  samplesOfTable: z.int(),
  features: z.int().describe('those of largest variance that the components were fitted on'),
  x: z.array(z.number()).describe('first component: [samples]'),
  y: z.array(z.number()).describe('second component: [samples]'),
  shares: z.tuple([z.number(), z.number()]).describe('of the variance of those features'),
  label: z
    .array(z.number().nullable())
    .nullable()
    .describe('[samples] index into the classes of the label, or its value; null = no label'),
});
export type Components = z.infer<typeof components>;

/** How much a table weighs in training. */
const weight = z.object({
  features: z.int().describe('those that training would keep'),
  variance: z.number().describe('sum over those features, after the transform'),
  loss: z
    .number()
    .describe('share of the reconstruction loss where each feature is predicted by its mean; 0 to 1')
    .nullable(),
});

/** What a training would take, from the shapes of the tables and the settings of the study. */
const estimate = z.object({
  engine: z.enum(['tensorflow', 'wasm']),
  models: z.int().describe('that are trained: 1, and one a fold'),
  epochs: z.int(),
  secondsPerEpoch: z.number().describe('of one model'),
  seconds: z.number().describe('of all epochs of all models; scores are made besides'),
  reading: z.number().describe('bytes of the tables as read'),
  training: z.number().describe('bytes of the training process at its peak'),
  machine: z.number().describe('bytes of memory that the machine has'),
});
export type Estimate = z.infer<typeof estimate>;

const table = z.object({
  name: z.string(),
  file: z.string(),
  format: z.string().describe('what the file is, as people call it'),
  part: z.string().describe('which table of the file it is; "" where the file is one table'),
  rows: z.enum(['samples', 'features']).describe('what the rows of the file are'),
  stored: z.number().nullable().describe('share of the cells that a sparse table stores; null = dense'),
  samples: z.int(),
  features: z.int(),
  missingCells: z.int(),
  constant: z.array(z.string()).describe('features with one value only'),
  scale: z.enum(['binary', 'counts', 'intensities', 'proportions', 'real']),
  scaleReason: z.string().describe('what the guess rests on'),
  likelihood: likelihoodName,
  likelihoodReason: z.string().describe('why this one, to follow its name'),
  transform: z.array(z.string()).describe('what the study says, or what "auto" would do'),
  range: z.object({ min: z.number(), median: z.number(), max: z.number() }),
  histogram: z
    .object({ from: z.number(), to: z.number(), counts: z.array(z.int()) })
    .describe('of all values, untransformed'),
  profiles: featureProfiles,
  missingMap: missingMap.nullable().describe('null = no cell is missing and no sample lacks the table'),
  components: components.nullable().describe('null = fewer than two samples or features vary'),
  weight: weight.nullable().describe('null = the table cannot be transformed; a finding says why'),
});

/** What a preflight of tables finds: the page "Analyze Dataset" draws it, `crossmodal inspect` prints it. */
export const inspectionSchema = z.object({
  tables: z.array(table),
  estimate: estimate.nullable().describe('null = one table alone'),
  overlap: z
    .array(z.object({ tables: z.array(z.string()), samples: z.int() }))
    .describe('samples found in exactly these tables, most first'),
  samples: z.object({ union: z.int(), intersection: z.int() }),
  labels: z
    .object({
      file: z.string(),
      column: z.string(),
      kind: z.enum(['categorical', 'continuous']),
      classes: z.array(z.object({ name: z.string(), samples: z.int() })),
      missing: z.int(),
    })
    .nullable(),
  findings: z.array(
    z.object({
      severity: z.enum(['info', 'warning', 'error']),
      text: z.string().describe('one sentence'),
      fix: z.string().nullable().describe('what to do, one sentence'),
      remedy: remedySchema.nullable().describe('a change of the study that does it'),
    }),
  ),
});
export type Inspection = z.infer<typeof inspectionSchema>;
