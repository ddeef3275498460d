import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as beta from '../../src/stats/distributions/beta';
import * as binomial from '../../src/stats/distributions/binomial';
import { cauchySf } from '../../src/stats/distributions/cauchy';
import * as chiSquare from '../../src/stats/distributions/chiSquare';
import { digamma } from '../../src/stats/distributions/digamma';
import * as errorFunctions from '../../src/stats/distributions/erf';
import * as f from '../../src/stats/distributions/f';
import * as gamma from '../../src/stats/distributions/gamma';
import * as hypergeometric from '../../src/stats/distributions/hypergeometric';
import { kolmogorovSf } from '../../src/stats/distributions/kolmogorov';
import { ksoneSf } from '../../src/stats/distributions/ksone';
import { kstwoSf } from '../../src/stats/distributions/kstwo';
import { landauSf } from '../../src/stats/distributions/landau';
import * as lgamma from '../../src/stats/distributions/lgamma';
import * as normal from '../../src/stats/distributions/normal';
import * as poisson from '../../src/stats/distributions/poisson';
import * as studentT from '../../src/stats/distributions/studentT';

type Law = (...args: number[]) => number;

const laws: Readonly<Record<string, Law>> = {
  ...beta,
  ...binomial,
  ...chiSquare,
  ...errorFunctions,
  ...f,
  ...gamma,
  ...hypergeometric,
  ...lgamma,
  ...normal,
  ...poisson,
  ...studentT,
  cauchySf,
  digamma,
  kolmogorovSf,
  ksoneSf,
  kstwoSf,
} as never;

/** Rows of arguments with the value last. */
const values = JSON.parse(readFileSync(join(__dirname, '../fixtures/distributions/values.json'), 'utf8')) as Record<
  string,
  number[][]
>;

const relative = (found: number, expected: number) => Math.abs(found - expected) / Math.abs(expected);

describe('distributions', () => {
  for (const [name, rows] of Object.entries(values))
    it(`has the proven digits of ${name}, far out too`, () => {
      for (const row of rows) {
        const [args, expected] = [row.slice(0, -1), row[row.length - 1]];
        // the law of Kolmogorov and Smirnov is an expansion above n = 1000; a count of 1e9 has its mean to 16 digits only
        const bound = name === 'kstwoSf' && args[1] > 1000 ? 1e-9 : name === 'binomialPmf' ? 1e-11 : 2e-12;
        expect(relative(laws[name](...args), expected), `${name}(${args.join(', ')})`).below(bound);
      }
    });

  it('inverts tails of any size', () => {
    const tail = fc.double({ min: -250, max: -0.001, noNaN: true }).map((exponent) => 10 ** exponent);
    const shape = fc.double({ min: 0.3, max: 3000, noNaN: true });
    const close = (found: number, q: number) => expect(relative(found, q)).below(1e-10);
    fc.assert(
      fc.property(tail, shape, shape, (q, a, b) => {
        close(normal.normalSf(normal.normalUpperQuantile(q)), q);
        close(normal.normalCdf(normal.normalQuantile(q)), q);
        close(chiSquare.chiSquareSf(chiSquare.chiSquareUpperQuantile(q, a), a), q);
        const t = studentT.studentTUpperQuantile(q, a);
        if (t < 1e140) close(studentT.studentTSf(t, a), q);
        const x = beta.betaQuantile(q, a, b);
        if (x > 1e-290 && x < 0.999) close(beta.betaCdf(x, a, b), q);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('has tails that add up to 1', () => {
    const shape = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(shape, shape, unit, (a, b, x) => {
        expect(beta.betaCdf(x, a, b) + beta.betaSf(x, a, b)).closeTo(1, 1e-14);
        expect(gamma.gammaP(a, b) + gamma.gammaQ(a, b)).closeTo(1, 1e-14);
        expect(studentT.studentTCdf(b, a) + studentT.studentTSf(b, a)).closeTo(1, 1e-14);
        expect(f.fCdf(b, a, 3) + f.fSf(b, a, 3)).closeTo(1, 1e-14);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('sums counts to their laws', () => {
    const counts = Array.from({ length: 31 }, (_, k) => k);
    const total = (pmf: Law, ...args: number[]) => counts.reduce((sum, k) => sum + pmf(k, ...args), 0);
    expect(total(binomial.binomialPmf, 30, 0.3)).closeTo(1, 1e-14);
    expect(total(hypergeometric.hypergeometricPmf, 70, 40, 30)).closeTo(1, 1e-14);
    expect(total(poisson.poissonPmf, 2)).closeTo(1, 1e-14);
    for (const k of counts)
      expect(binomial.binomialCdf(k, 30, 0.3) - binomial.binomialCdf(k - 1, 30, 0.3)).closeTo(
        binomial.binomialPmf(k, 30, 0.3),
        1e-14,
      );
  });

  it('has its limits at the ends', () => {
    expect([normal.normalQuantile(0), normal.normalUpperQuantile(0)]).deep.equal([-Infinity, Infinity]);
    expect([chiSquare.chiSquareUpperQuantile(0, 3), chiSquare.chiSquareUpperQuantile(1, 3)]).deep.equal([Infinity, 0]);
    expect([beta.betaQuantile(0, 2, 3), beta.betaQuantile(1, 2, 3)]).deep.equal([0, 1]);
    expect(studentT.studentTUpperQuantile(0, 3)).equal(Infinity);
    expect(studentT.studentTUpperQuantile(1, 3)).equal(-Infinity);
    expect(studentT.studentTUpperQuantile(0.5, 3)).equal(0);
    // 60 digits of mpmath, where the square of t is no number
    expect(studentT.studentTUpperQuantile(1e-300, 1.5) / 5.219469427344636e199).closeTo(1, 1e-12);
    expect(studentT.studentTUpperQuantile(1e-200, 1) / 3.183098861837907e199).closeTo(1, 1e-12);
    expect(studentT.studentTUpperQuantile(1e-200, 0.5)).equal(Infinity);
    expect([-1, 5, 7].map((k) => binomial.binomialSf(k, 5, 0.4))).deep.equal([1, 0, 0]);
    expect([0, 1].map((p) => binomial.binomialPmf(0, 4, p))).deep.equal([1, 0]);
    expect([0, 5, 5.5].map((k) => binomial.binomialPmf(k, 5, 1))).deep.equal([0, 1, 0]);
    expect([-1, 0].map((k) => poisson.poissonSf(k, 0))).deep.equal([1, 0]);
    expect([chiSquare.chiSquareSf(-1, 2), chiSquare.chiSquareSf(Infinity, 2)]).deep.equal([1, 0]);
    expect([f.fSf(0, 2, 3), f.fSf(Infinity, 2, 3)]).deep.equal([1, 0]);
    expect([kolmogorovSf(0), kstwoSf(0.05, 10), kstwoSf(1, 3), ksoneSf(1, 3), ksoneSf(0, 3)]).deep.equal([
      1, 1, 0, 0, 1,
    ]);
    expect(hypergeometric.hypergeometricSf(3, 10, 3, 5)).equal(0);
    expect(hypergeometric.hypergeometricSf(-1, 10, 3, 5)).equal(1);
  });

  it('has closed forms', () => {
    expect(kstwoSf(0.3, 1)).equal(1); // D₁ is at least ½
    expect(kstwoSf(0.75, 1)).closeTo(0.5, 1e-15);
    expect(kstwoSf(0.3, 2)).closeTo(1 - 2 * (2 * 0.3 - 0.5) ** 2, 1e-15);
    expect(ksoneSf(0.25, 1)).closeTo(0.75, 1e-15);
    // (1 − d)³
    expect(ksoneSf(1 - 1e-9, 3) / 9.99999915154208e-28).closeTo(1, 1e-14);
    expect(cauchySf(1)).closeTo(0.25, 1e-16);
    expect(f.fSf(3, 2, 2)).closeTo(0.25, 1e-15);
    expect(studentT.studentTSf(1e200, 1)).closeTo(1 / (Math.PI * 1e200), 1e-212);
  });

  it('is the normal law for very many degrees of freedom', () => {
    for (const t of [0.3, 2, 12, 30])
      for (const df of [1e15, 1e300, Infinity])
        expect(relative(studentT.studentTSf(t, df), normal.normalSf(t))).below(1e-9);
  });

  it('takes the two-sided law of Kolmogorov and Smirnov to its limit', () => {
    for (const z of [0.3, 0.6, 1, 1.9, 2.1])
      expect(relative(kstwoSf(z / 1e3 - 1 / 6e6, 1e6), kolmogorovSf(z))).below(1e-5);
  });

  it('has no step where the formulas of that law meet', () => {
    for (const [z, n] of [
      [1.8, 1500],
      [2.65, 1500],
      [2.65, 400],
    ]) {
      const at = (side: number) => Math.log(kstwoSf((z + side * 1e-9) / Math.sqrt(n), n));
      expect(at(1) - at(-1)).closeTo(-4 * z * 2e-9, 3e-9);
    }
    // from n = 1000 to 1001 it falls as between its neighbours
    const logs = [999, 1000, 1001, 1002].map((n) => Math.log(kstwoSf(1.1 / Math.sqrt(n), n)));
    expect(logs[2] - logs[1]).closeTo((logs[1] - logs[0] + logs[3] - logs[2]) / 2, 1e-9);
  });

  it("has the values of Landau's law", () => {
    for (const [x, tail] of LANDAU) expect(relative(landauSf(x), tail), String(x)).below(1e-10);
    // the two integrals meet
    expect(landauSf(-1 + 1e-12)).closeTo(landauSf(-1), 1e-12);
    expect(landauSf(-20)).equal(1);
  });

  it('gives NaN for what is not a law, and ends', () => {
    for (const [name, law] of Object.entries(laws)) {
      const count = Math.max(1, law.length);
      if (/^(beta|gamma)(Tails|LogitQuantile)$|1p$/.test(name)) continue;
      expect(law(...new Array<number>(count).fill(NaN)), name).satisfies(Number.isNaN);
    }
    expect(gamma.gammaP(-1, 2)).satisfies(Number.isNaN);
    expect(beta.betaCdf(0.5, 0, 2)).satisfies(Number.isNaN);
  });
});

/** By mpmath 1.4.1 from the characteristic function (Gil-Pelaez), the last two from the density; SciPy's landau agrees. */
const LANDAU: readonly (readonly [x: number, tail: number])[] = [
  [-4, 0.99999999983515981],
  [-2.5, 0.99803809056506745],
  [-1.2, 0.91493674211113904],
  [-1, 0.8863853589459767],
  [-0.9, 0.8708669548245629],
  [0, 0.71316711987458223],
  [0.7, 0.59442251837013127],
  [3, 0.33579400247578189],
  [10, 0.11706113408643615],
  [100, 0.010428970836710173],
  [100000, 1.0001109123379009e-5],
  [1e12, 1.0000000000272082e-12],
];
