/**
 * Seeded random numbers, the same on every machine and engine.
 *
 * A generator is made from a key (seed, stream, step, …), so that any step's noise can be drawn again without replaying
 * the steps before it: runs, and resumed runs, repeat. Generator: sfc32 (Chris Doty-Humphrey, PractRand), keyed through
 * the 32-bit finaliser of MurmurHash3 (Austin Appleby, public domain).
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(...key: readonly number[]) {
    let state = 0x9e3779b9;
    const absorb = (word: number): number => {
      state = (Math.imul(state ^ word, 0x85ebca6b) + 0x6d2b79f5) | 0;
      return mix(state);
    };
    for (const word of key) absorb(mix(word | 0));
    this.#a = absorb(1);
    this.#b = absorb(2);
    this.#c = absorb(3);
    for (let i = 0; i < 12; i++) this.#next();
  }

  /** 32 random bits, signed. */
  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum;
  }

  /** Uniform in [0, 1) with 32 bits. */
  uniform(): number {
    return (this.#next() >>> 0) / 0x100000000;
  }

  /** Uniform whole number in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Independent standard normal draws (the ziggurat method, Marsaglia and Tsang 2000). */
  normals(length: number): Float32Array {
    const out = new Float32Array(length);
    for (let i = 0; i < length; i++) out[i] = this.#normal();
    return out;
  }

  /** 7 bits choose the layer, the other 25 the place in it. */
  #normal(): number {
    for (;;) {
      const bits = this.#next();
      const layer = bits & (LAYERS - 1);
      const place = bits >> 7;
      const x = place * ZIGGURAT.width[layer];
      if (Math.abs(place) < ZIGGURAT.inside[layer]) return x;
      if (layer === 0) return place > 0 ? this.#tail() : -this.#tail();
      const { density } = ZIGGURAT;
      const height = density[layer] + this.uniform() * (density[layer - 1] - density[layer]);
      if (height < Math.exp(-0.5 * x * x)) return x;
    }
  }

  /** A draw beyond the lowest layer. */
  #tail(): number {
    for (;;) {
      const x = -Math.log(1 - this.uniform()) / TAIL;
      const y = -Math.log(1 - this.uniform());
      if (2 * y > x * x) return TAIL + x;
    }
  }

  /** Uniform draws in [-bound, bound). */
  uniforms(length: number, bound: number): Float32Array {
    return Float32Array.from({ length }, () => (2 * this.uniform() - 1) * bound);
  }

  /** A random order of 0 … n-1 (Fisher and Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}

/** Layers of equal area under the normal density, the lowest with the tail beyond TAIL. */
const LAYERS = 128;
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;
const ZIGGURAT = ziggurat();

/**
 * For each layer: the width of one of its 2²⁴ places, the places that lie wholly under the density, and the density at
 * its outer edge.
 */
function ziggurat() {
  const places = 2 ** 24;
  const width = new Float64Array(LAYERS);
  const inside = new Float64Array(LAYERS);
  const density = new Float64Array(LAYERS);
  const of = (x: number): number => Math.exp(-0.5 * x * x);
  const base = AREA / of(TAIL);
  inside[0] = (TAIL / base) * places;
  width[0] = base / places;
  density[0] = 1;
  let edge = TAIL;
  width[LAYERS - 1] = edge / places;
  density[LAYERS - 1] = of(edge);
  for (let layer = LAYERS - 2; layer >= 1; layer--) {
    const inner = Math.sqrt(-2 * Math.log(AREA / edge + of(edge)));
    inside[layer + 1] = (inner / edge) * places;
    edge = inner;
    width[layer] = edge / places;
    density[layer] = of(edge);
  }
  return { width, inside, density };
}

function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
