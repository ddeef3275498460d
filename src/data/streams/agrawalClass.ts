/** A loan applicant; money in dollars, education 0 to 4, car and zip code are codes. */
export interface Applicant {
  readonly salary: number;
  readonly commission: number;
  readonly age: number;
  readonly education: number;
  readonly car: number;
  readonly zipcode: number;
  readonly houseValue: number;
  readonly houseYears: number;
  readonly loan: number;
}

/** Young (below 40), middle or old (60 and above). */
type AgeGroup = 0 | 1 | 2;
type Range = readonly [number, number];

const ageGroup = (age: number): AgeGroup => (age < 40 ? 0 : age < 60 ? 1 : 2);
const within = (value: number, [low, high]: Range): boolean => low <= value && value <= high;

const LOW: Range = [25_000, 75_000];
const MIDDLE: Range = [50_000, 100_000];
const HIGH: Range = [75_000, 125_000];

/** What each age group is asked for. */
const SALARY: readonly Range[] = [MIDDLE, HIGH, LOW];
const EDUCATION: readonly Range[] = [[0, 1], [1, 3], [2, 4]]; // prettier-ignore
/** Of those with the group's education, and of the others. */
const SALARY_IF_EDUCATED: readonly Range[] = [LOW, MIDDLE, MIDDLE];
const SALARY_IF_NOT: readonly Range[] = [MIDDLE, HIGH, LOW];
/** Of those with the group's salary, and of the others. */
const LOAN_IF_PAID: readonly Range[] = [[100_000, 300_000], [200_000, 400_000], [300_000, 500_000]]; // prettier-ignore
const LOAN_IF_NOT: readonly Range[] = [[200_000, 400_000], [300_000, 500_000], [100_000, 300_000]]; // prettier-ignore

const equity = ({ houseValue, houseYears }: Applicant): number =>
  houseYears < 20 ? 0 : (houseValue * (houseYears - 20)) / 10;
const income = ({ salary, commission }: Applicant): number => (2 * (salary + commission)) / 3;

/** Who is of class 0, for function 1 to 10. */
const IS_GROUP_A: readonly ((applicant: Applicant, group: AgeGroup) => boolean)[] = [
  (_, group) => group !== 1,
  ({ salary }, group) => within(salary, SALARY[group]),
  ({ education }, group) => within(education, EDUCATION[group]),
  ({ salary, education }, group) =>
    within(salary, (within(education, EDUCATION[group]) ? SALARY_IF_EDUCATED : SALARY_IF_NOT)[group]),
  ({ salary, loan }, group) => within(loan, (within(salary, SALARY[group]) ? LOAN_IF_PAID : LOAN_IF_NOT)[group]),
  ({ salary, commission }, group) => within(salary + commission, SALARY[group]),
  (applicant) => income(applicant) - applicant.loan / 5 - 20_000 > 0,
  (applicant) => income(applicant) - 5000 * applicant.education - 20_000 > 0,
  (applicant) => income(applicant) - 5000 * applicant.education - applicant.loan / 5 - 10_000 > 0,
  (applicant) => income(applicant) - 5000 * applicant.education + equity(applicant) / 5 - 10_000 > 0,
];

/** The class by function 1 to 10 of Agrawal, Imielinski & Swami 1993, page 924, as MOA reads them: 0 (group A) or 1. */
export function agrawalClass(applicant: Applicant, concept: number): 0 | 1 {
  return IS_GROUP_A[concept - 1](applicant, ageGroup(applicant.age)) ? 0 : 1;
}
