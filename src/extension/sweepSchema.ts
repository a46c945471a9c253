import { z } from 'zod';
import { sweepFileSchema } from '../run/sweepFile.ts';
import { ANY_MODALITY, type StudySetting, studySettings } from '../sweep/studySettings.ts';

type Schema = z.core.JSONSchema.BaseSchema;
type AnySchema = z.core.JSONSchema._JSONSchema | undefined;

const SETTINGS: readonly StudySetting[] = [
  ...studySettings().filter(({ path }) => path !== 'training.seed' && path !== 'engine'),
  {
    path: 'seed',
    schema: { type: 'integer', minimum: 0, description: 'Of the training: fixes split, initial weights and noise.' },
  },
  { path: 'study', schema: { type: 'string', description: 'Another study file, relative to this one: a cohort.' } },
];

/**
 * The JSON schema of sweep files: that of the code that checks them, with every setting of a study by its path, its description
 * and its values, for completion and for errors while typing.
 */
export function sweepJsonSchema(): string {
  const schema = z.toJSONSchema(sweepFileSchema, { io: 'input', target: 'draft-7' });
  const { grid, list, random, ...others } = schema.properties ?? {};
  const settings = objectOf(objectOf(random).properties?.['settings']);
  const drawn = (objectOf(settings.additionalProperties).anyOf ?? []).map(objectOf);
  const counted = (objectOf(objectOf(grid).additionalProperties).anyOf ?? []).map(objectOf);
  const withPaths = {
    ...others,
    grid: byPath(grid, ({ path, schema: value }) => {
      const seeds = path === 'seed' ? counted.filter(({ type }) => type === 'object') : [];
      return oneOf([listOf(value), ...seeds], value);
    }),
    list: { ...objectOf(list), items: byPath(itemsOf(list), ({ schema: value }) => oneOf([orNull(value)], value)) },
    random: {
      ...objectOf(random),
      properties: {
        ...objectOf(random).properties,
        settings: byPath(settings, ({ schema: value }) => {
          const ranges = drawn.filter(
            (one) => objectOf(one).type === 'object' && /number|integer/.test(typesIn(value)),
          );
          return oneOf([listOf(value), ...ranges], value);
        }),
      },
    },
  };
  const order = Object.keys(schema.properties ?? {});
  const properties = Object.fromEntries(
    Object.entries(withPaths).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)),
  );
  return `${JSON.stringify({ title: 'Crossmodal sweep', ...schema, properties }, null, 2)}\n`;
}

/** An object whose keys are the paths of settings; the names of modalities are the user's own. */
function byPath(schema: AnySchema, values: (setting: StudySetting) => Schema): Schema {
  const { additionalProperties: _, propertyNames: __, ...rest } = objectOf(schema);
  const named = SETTINGS.filter(({ path }) => !path.includes(ANY_MODALITY));
  const patterned = SETTINGS.filter(({ path }) => path.includes(ANY_MODALITY));
  const pattern = (path: string): string =>
    `^${path
      .split(ANY_MODALITY)
      .map((part) => part.replaceAll('.', '\\.'))
      .join('[A-Za-z][A-Za-z0-9_.-]*')}$`;
  return {
    ...rest,
    properties: Object.fromEntries(named.map((setting) => [setting.path, values(setting)])),
    patternProperties: Object.fromEntries(patterned.map((setting) => [pattern(setting.path), values(setting)])),
    additionalProperties: false,
  };
}

function oneOf(schemas: Schema[], { description }: Schema): Schema {
  const said = description === undefined ? {} : { description };
  return schemas.length === 1 ? { ...schemas[0], ...said } : { anyOf: schemas, ...said };
}

function listOf(value: Schema): Schema {
  return { type: 'array', minItems: 1, items: orNull(value) };
}

/** null: as if the study did not say it. */
function orNull({ description: _, default: __, ...value }: Schema): Schema {
  return { anyOf: [value, { type: 'null' }] };
}

/** The types that a value may have, as text. */
function typesIn({ type, anyOf }: Schema): string {
  return [type, ...(anyOf ?? []).map((one) => objectOf(one).type)].join();
}

function objectOf(schema: AnySchema): Schema {
  return typeof schema === 'object' ? schema : {};
}

function itemsOf(schema: AnySchema): AnySchema {
  const { items } = objectOf(schema);
  return Array.isArray(items) ? undefined : items;
}
