import { isRecord } from './goldenCase';

/** Replaces what a case only describes: generated numbers and rows of indices, and the words for NaN and the infinities. */
export function resolveInput(value: unknown): unknown {
  if (typeof value === 'string') return numberWords.get(value) ?? value;
  if (Array.isArray(value)) return isLabelList(value) ? value : value.map(resolveInput);
  if (!isRecord(value)) return value;
  for (const [kind, generate] of Object.entries(generators))
    if (isRecord(value[kind])) return generate(value[kind] as never);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolveInput(part)]));
}

/** The numbers that JSON cannot hold, as golden files write them. */
export const numberWords: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A list with other words in it holds labels, and there "NaN" is one of them. */
function isLabelList(values: readonly unknown[]): boolean {
  return values.some((value) => typeof value === 'string' && !numberWords.has(value));
}

type Uniform = () => number;

interface Segment extends Readonly<Record<string, number>> {
  readonly n: number;
}

interface NumbersSpec {
  readonly seed: number;
  readonly segments: readonly (Omit<Segment, 'dist'> & { readonly dist: string })[];
  readonly shape?: readonly number[];
  readonly check: { readonly first: readonly number[]; readonly last: number; readonly sum: number };
}

interface RowsSpec {
  readonly seed: number;
  readonly n: number;
  readonly count: number;
  readonly check: { readonly first: readonly number[]; readonly last: readonly number[] };
}

const generators: Readonly<Record<string, (spec: never) => unknown>> = {
  $gen: (spec: NumbersSpec) => nest(numbers(spec), spec.shape ?? []),
  $perms: (spec: RowsSpec) => rows(spec, shuffled),
  $indices: (spec: RowsSpec) => rows(spec, (n, uniform) => listOf(n, () => Math.floor(uniform() * n))),
  $signs: (spec: RowsSpec) => rows(spec, (n, uniform) => listOf(n, () => (uniform() < 0.5 ? -1 : 1))),
};

/** One value at position `i` of a segment `g`, for each name of a distribution. */
const draws: Readonly<Record<string, (g: Segment, uniform: Uniform, i: number) => number>> = {
  const: (g) => g.value,
  uniform: (g, u) => g.lo + (g.hi - g.lo) * u(),
  int: (g, u) => Math.floor(u() * g.k),
  bernoulli: (g, u) => (u() < g.p ? 1 : 0),
  ramp_bernoulli: (g, u, i) => (u() < g.p0 + (g.p1 - g.p0) * (i / g.n) ? 1 : 0),
  mix_bernoulli: (g, u, i) => {
    const p = u() < i / g.n ? g.p1 : g.p0;
    return u() < p ? 1 : 0;
  },
  ih12: (g, u) => g.loc + g.scale * twelveUniforms(u),
  ramp_ih12: (g, u, i) => g.loc0 + (g.loc1 - g.loc0) * (i / g.n) + g.scale * twelveUniforms(u),
  mix_ih12: (g, u, i) => {
    const loc = u() < i / g.n ? g.loc1 : g.loc0;
    return loc + g.scale * twelveUniforms(u);
  },
  heavy: (g, u) => {
    const p = u();
    return g.loc + g.scale * (p / (1 - p));
  },
};

function numbers({ seed, segments, check }: NumbersSpec): number[] {
  const uniform = mulberry32(seed);
  const values = segments.flatMap(({ dist, ...segment }) => {
    const draw = draws[dist];
    if (!draw) throw new Error(`the golden file asks for a distribution "${dist}" that the format does not have`);
    return listOf(segment.n, (i) => draw(segment as unknown as Segment, uniform, i));
  });
  checkNumbers(values, check);
  return values;
}

function checkNumbers(values: readonly number[], { first, last, sum }: NumbersSpec['check']): void {
  const total = values.reduce((all, value) => all + value, 0);
  const size = values.reduce((all, value) => all + Math.abs(value), 0);
  const same = first.every((value, i) => values[i] === value) && values.at(-1) === last;
  if (!same || Math.abs(total - sum) > 1e-9 * size) throw new Error('generated numbers differ from their check');
}

function rows({ seed, n, count, check }: RowsSpec, draw: (n: number, uniform: Uniform) => number[]): number[][] {
  const uniform = mulberry32(seed);
  const made = listOf(count, () => draw(n, uniform));
  const last = made[count - 1].slice(-check.last.length);
  if (!check.first.every((value, i) => made[0][i] === value) || !check.last.every((value, i) => last[i] === value))
    throw new Error('generated rows differ from their check');
  return made;
}

/** Fisher–Yates from the end. */
function shuffled(n: number, uniform: Uniform): number[] {
  const order = listOf(n, (i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** mulberry32 (Ettinger): the generator of the golden files. */
function mulberry32(seed: number): Uniform {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The sum of twelve uniforms less 6: nearly normal, and the same bits everywhere. */
function twelveUniforms(uniform: Uniform): number {
  let sum = 0;
  for (let k = 0; k < 12; k++) sum += uniform();
  return sum - 6;
}

function listOf<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

/** Row-major values as nested lists. */
function nest(values: readonly number[], [first, ...rest]: readonly number[]): unknown[] {
  if (rest.length === 0) return [...values];
  const step = values.length / first;
  return listOf(first, (i) => nest(values.slice(i * step, (i + 1) * step), rest));
}
