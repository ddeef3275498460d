import { checkInteger, checkNumber } from '../../errors';
import type { Random } from '../../random';
import { agrawalClass, type Applicant } from './agrawalClass';
import { labeledSampler, type LabeledSample, type StreamSource } from './streamSource';

/** Options of `agrawal`. */
export interface AgrawalOptions {
  /** Which of the ten functions labels the rows, 1 to 10; default 1. */
  readonly concept?: number;
  /** By how much of its range a number is moved at most, after it has got its label, in [0, 1]; default 0.05. */
  readonly perturbation?: number;
  /** Give the two classes in turn; default false. */
  readonly balance?: boolean;
}

/** The names of the features of `agrawal`, in order. */
export const AGRAWAL_FEATURES = [
  ...['salary', 'commission', 'age', 'education', 'car', 'zipcode', 'houseValue', 'houseYears', 'loan'],
] as const;

/**
 * Loan applicants (Agrawal, Imielinski & Swami 1993), as MOA defines them: nine features (see AGRAWAL_FEATURES; education, car
 * and zip code are codes from 0), ten labelling functions, numbers perturbed after the label is known. Class 0 is MOA's
 * groupA. MOA cuts perturbed house values at 135,000, a tenth of what their range suggests; so does this.
 * @throws {TypeError | RangeError} for an option out of range.
 * @example
 * driftStream(agrawal({ concept: 1 }), [agrawal({ concept: 2 })], sudden({ at: 5000 }), { random, length: 10_000 });
 */
export function agrawal({
  concept = 1,
  perturbation = 0.05,
  balance = false,
}: AgrawalOptions = {}): StreamSource<LabeledSample> {
  checkInteger('concept', concept, 1, 10);
  checkNumber('perturbation', perturbation, 0, 1);
  return labeledSampler((random) => {
    const applicant = drawApplicant(random);
    const label = agrawalClass(applicant, concept);
    const seen = perturbation > 0 ? perturb(applicant, perturbation, random) : applicant;
    return { features: Float64Array.from(AGRAWAL_FEATURES, (name) => seen[name]), label };
  }, balance);
}

function drawApplicant(random: Random): Applicant {
  const salary = 20_000 + 130_000 * random.uniform();
  const commission = salary >= 75_000 ? 0 : 10_000 + 65_000 * random.uniform();
  const age = 20 + random.integer(61);
  const education = random.integer(5);
  const car = random.integer(20);
  const zipcode = random.integer(9);
  const houseValue = (9 - zipcode) * 100_000 * (0.5 + random.uniform());
  const houseYears = 1 + random.integer(30);
  return { salary, commission, age, education, car, zipcode, houseValue, houseYears, loan: 500_000 * random.uniform() };
}

function perturb(applicant: Applicant, perturbation: number, random: Random): Applicant {
  const { salary, commission, age, zipcode, houseValue, houseYears, loan } = applicant;
  const moved = (value: number, low: number, high: number, range = high - low) =>
    Math.min(Math.max(value + range * (2 * random.uniform() - 1) * perturbation, low), high);
  return {
    ...applicant,
    salary: moved(salary, 20_000, 150_000),
    commission: commission > 0 ? moved(commission, 10_000, 75_000) : 0,
    age: Math.round(moved(age, 20, 80)),
    houseValue: moved(houseValue, 0, 135_000, (9 - zipcode) * 100_000),
    houseYears: Math.round(moved(houseYears, 1, 30)),
    loan: moved(loan, 0, 500_000),
  };
}
