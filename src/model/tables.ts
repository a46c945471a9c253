import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import type { BatchTables, Table } from '../engine/program.ts';
import type { Batch } from './loss.ts';
import type { Measurements } from './multimodalVae.ts';

/** One modality of all samples, as plain arrays. */
export interface ModalityArrays {
  readonly name: string;
  readonly features: number;
  /** without NaN: [samples · features] */
  readonly x: Float32Array;
  /** 1 where the sample has the modality: [samples] */
  readonly observed: Uint8Array;
  /** 1 where a cell was measured, or null where every observed row is whole: [samples · features] */
  readonly cells: Uint8Array | null;
}

/** Class codes of the label, −1 where it is not known: [samples] */
export interface LabelArrays {
  readonly codes: Int16Array;
  readonly classes: number;
}

const xOf = (modality: string): string => `${modality}: values`;
const observedOf = (modality: string): string => `${modality}: observed`;
const cellsOf = (modality: string): string => `${modality}: cells`;
const LABEL = 'label: one-hot';
const LABELLED = 'label: observed';

/** The data as an engine keeps them. A mask that would be all ones is left out. */
export function tablesOf(modalities: readonly ModalityArrays[], label: LabelArrays | null): Table[] {
  return [
    ...modalities.flatMap(({ name, features, x, observed, cells }) => [
      { name: xOf(name), columns: features, values: x },
      ...mask(observedOf(name), 1, observed),
      ...(cells === null ? [] : mask(cellsOf(name), features, cells)),
    ]),
    ...(label === null
      ? []
      : [
          { name: LABEL, columns: label.classes, values: oneHot(label) },
          ...mask(
            LABELLED,
            1,
            Uint8Array.from(label.codes, (code) => (code < 0 ? 0 : 1)),
          ),
        ]),
  ];
}

function mask(name: string, columns: number, ones: Uint8Array): Table[] {
  return ones.every((value) => value === 1) ? [] : [{ name, columns, values: Float32Array.from(ones) }];
}

/** What the encoders see of some rows. */
export function measurementsOf(tables: BatchTables, modalities: readonly string[]): ReadonlyMap<string, Measurements> {
  return new Map(
    modalities.map((name) => [name, { x: at(tables, xOf(name)), observed: tables.get(observedOf(name)) ?? null }]),
  );
}

/** A minibatch for the loss. @param weight of each sample: [batch] */
export function batchOf(tables: BatchTables, modalities: readonly string[], weight: Tensor1D): Batch {
  const oneHot: Tensor2D | undefined = tables.get(LABEL);
  return {
    weight,
    modalities: new Map(
      [...measurementsOf(tables, modalities)].map(([name, measured]) => [
        name,
        { ...measured, target: { x: measured.x, cells: tables.get(cellsOf(name)) ?? null, counts: null } },
      ]),
    ),
    label: oneHot ? { oneHot, observed: tables.get(LABELLED) ?? null } : null,
  };
}

function oneHot({ codes, classes }: LabelArrays): Float32Array {
  const out = new Float32Array(codes.length * classes);
  codes.forEach((code, n) => {
    if (code >= 0) out[n * classes + code] = 1;
  });
  return out;
}
