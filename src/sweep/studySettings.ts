import { z } from 'zod';
import { studySchema } from '../run/study.ts';

/** Stands for the name of a modality in the path of a setting. */
export const ANY_MODALITY = '<modality>';

/** A setting of a study that a sweep may vary. */
export interface StudySetting {
  /** "model.shared", "modalities.<modality>.topVariance" */
  readonly path: string;
  /** JSON schema of its values */
  readonly schema: z.core.JSONSchema.BaseSchema;
}

/** Every setting of a study by its path, groups of settings ("labels") among them, from the schema of study files. */
export function studySettings(): StudySetting[] {
  const { properties: { $schema: _, ...properties } = {} } = z.toJSONSchema(studySchema, {
    io: 'input',
    target: 'draft-7',
  });
  return Object.entries(properties).flatMap(([name, schema]) => settingsAt(name, schema));
}

function settingsAt(path: string, schema: z.core.JSONSchema._JSONSchema): StudySetting[] {
  if (typeof schema === 'boolean') return [];
  return [{ path, schema }, ...settingsIn(path, schema)];
}

/** Settings below one that is a group, or may be one. */
function settingsIn(path: string, schema: z.core.JSONSchema.BaseSchema): StudySetting[] {
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const below = [
    ...alternatives.flatMap((other) => (typeof other === 'boolean' ? [] : settingsIn(path, other))),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => settingsAt(`${path}.${name}`, inner)),
    ...(path === 'model.private' && typeof schema.additionalProperties === 'object'
      ? settingsAt(`${path}.${ANY_MODALITY}`, schema.additionalProperties)
      : []),
    ...(path === 'modalities' && typeof schema.items === 'object' && !Array.isArray(schema.items)
      ? settingsIn(`${path}.${ANY_MODALITY}`, schema.items)
      : []),
  ];
  return [...new Set(below.map((setting) => setting.path))].map((path) => {
    const schemas = below.filter((setting) => setting.path === path).map((setting) => setting.schema);
    // "evaluation.split" is in each kind of evaluation.
    return { path, schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } };
  });
}
