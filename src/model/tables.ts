import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { at } from '../engine/at.ts';
import type { BatchTables, Table } from '../engine/program.ts';
import { denseRows, type Rows } from '../engine/rows.ts';
import type { Batch } from './batch.ts';
import type { Observation } from './likelihoods/output.ts';
import type { Measurements } from './multimodalVae.ts';

/** One modality of all samples. */
export interface ModalityArrays {
  readonly name: string;
  readonly features: number;
  /** without NaN: [samples, features] */
  readonly x: Rows;
  /** 1 where the sample has the modality: [samples] */
  readonly observed: Uint8Array;
  /** 1 where a cell was measured, else 0; null where every observed row is whole: [samples, features] */
  readonly cells: Rows | null;
  /** what the likelihood sees instead of x, where it sees something else */
  readonly target?: TargetArrays | undefined;
}

/** A modality as its likelihood takes it: before the transforms. */
export interface TargetArrays {
  /** any value that the likelihood allows where a cell is missing: [samples, features] */
  readonly x: Rows;
  /** for counts only, [samples] each: the size l of each sample, and the sum of ln x! of its measured cells */
  readonly counts: { readonly size: Float32Array; readonly logFactorials: Float32Array } | null;
}

/** Class codes of the label, −1 where it is not known: [samples] */
export interface LabelArrays {
  readonly codes: Int32Array;
  readonly classes: number;
}

const xOf = (modality: string): string => `${modality}: values`;
const observedOf = (modality: string): string => `${modality}: observed`;
const cellsOf = (modality: string): string => `${modality}: cells`;
const targetOf = (modality: string): string => `${modality}: target`;
const sizeOf = (modality: string): string => `${modality}: size`;
const logFactorialsOf = (modality: string): string => `${modality}: log factorials`;
const LABEL = 'label: one-hot';
const LABELLED = 'label: observed';

/** The data as an engine keeps them. A mask that would be all ones is left out. */
export function tablesOf(modalities: readonly ModalityArrays[], label: LabelArrays | null): Table[] {
  return [
    ...modalities.flatMap(({ name, x, observed, cells, target }) => [
      tableOf(xOf(name), x),
      ...mask(observedOf(name), observed),
      ...(cells === null ? [] : [tableOf(cellsOf(name), cells)]),
      ...(target ? [tableOf(targetOf(name), target.x)] : []),
      ...(target?.counts
        ? [
            tableOf(sizeOf(name), denseRows(target.counts.size, 1)),
            tableOf(logFactorialsOf(name), denseRows(target.counts.logFactorials, 1)),
          ]
        : []),
    ]),
    ...(label === null
      ? []
      : [
          tableOf(LABEL, denseRows(oneHot(label), label.classes)),
          ...mask(
            LABELLED,
            Uint8Array.from(label.codes, (code) => (code < 0 ? 0 : 1)),
          ),
        ]),
  ];
}

function tableOf(name: string, rows: Rows): Table {
  return { name, ...rows };
}

function mask(name: string, ones: Uint8Array): Table[] {
  return ones.every((value) => value === 1) ? [] : [tableOf(name, denseRows(Float32Array.from(ones), 1))];
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
        { ...measured, target: observationOf(tables, name, measured) },
      ]),
    ),
    label: oneHot ? { oneHot, observed: tables.get(LABELLED) ?? null } : null,
  };
}

function observationOf(tables: BatchTables, name: string, { x }: Measurements): Observation {
  const size = tables.get(sizeOf(name));
  return {
    x: tables.get(targetOf(name)) ?? x,
    cells: tables.get(cellsOf(name)) ?? null,
    counts: size ? { size, logFactorials: at(tables, logFactorialsOf(name)) } : null,
  };
}

function oneHot({ codes, classes }: LabelArrays): Float32Array {
  const out = new Float32Array(codes.length * classes);
  codes.forEach((code, n) => {
    if (code >= 0) out[n * classes + code] = 1;
  });
  return out;
}
