import type { Random } from '../../random';
import type { Action, DriftEstimate, Past, PastRetraining } from './decision';
import { checkWorld, type RetrainingWorld } from './retrainingWorld';

/** What an action led to. */
export interface StepOutcome {
  readonly reward: number;
  /** Excess error in [0, 1] after the action: what predictions suffer until the next step. */
  readonly excess: number;
  readonly cost: number;
}

/**
 * A model that drifts and is retrained, step by step. Drifts, measurements and cures draw from streams of their own, so
 * that two policies in worlds of one seed meet the same drifts at the same times.
 *
 * The confidence is the posterior of a drift of the world's `size` against none, from the detectors' statistic z: prior odds
 * · exp(a z − a² / 2), a = power · size. It is calibrated for these two sizes and the base rate, and for no others.
 * @example
 * const simulator = new RetrainingSimulator(WEEKLY_WORLD, createRandom(1));
 * const { estimate, past } = simulator.observe();
 * simulator.act(rulePolicy().decide(estimate, past).action).reward;
 */
export class RetrainingSimulator {
  private readonly drifts: Random;
  private readonly measures: Random;
  private readonly results: Random;
  private readonly retrainings: PastRetraining[] = [];
  private coming: { perStep: number; left: number }[] = [];
  private excess = 0;
  private step = 0;

  /** @throws {TypeError | RangeError} if the world is not valid. */
  constructor(
    private readonly world: RetrainingWorld,
    random: Random,
  ) {
    checkWorld(world);
    [this.drifts, this.measures, this.results] = ['drifts', 'measures', 'results'].map((name) => random.fork(name));
    this.drift();
  }

  /** What is known at this step. To be asked once for each step: it draws the errors of measurement. */
  observe(): { readonly estimate: DriftEstimate; readonly past: Past } {
    const { noise, power, size = 0.5, baseRate, daysPerStep } = this.world;
    const severity = clamp(this.excess + noise * this.measures.normal());
    const statistic = power * this.excess + this.measures.normal();
    const mean = power * size;
    const logOdds = Math.log(baseRate / (1 - baseRate)) + mean * statistic - mean ** 2 / 2;
    const past = { day: this.step * daysPerStep, retrainings: [...this.retrainings] };
    return { estimate: { severity, confidence: 1 / (1 + Math.exp(-logOdds)) }, past };
  }

  /** Does what was decided; then time goes on by a step. */
  act(action: Action): StepOutcome {
    const before = this.excess;
    const cost = this.cure(action);
    const after = this.excess;
    const won = this.world.reward === 'improvement' ? before - after : -after;
    this.step++;
    this.drift();
    return { reward: won - this.world.costWeight * cost, excess: after, cost };
  }

  private cure(action: Action): number {
    // drawn for every action, so that the stream stays in step whatever is decided
    const left = Math.abs(this.results.normal()) * this.world.chance;
    if (action === 'NO_RETRAIN') return 0;
    const { removes, cost } = this.world.cures[action];
    this.excess = clamp(this.excess * (1 - removes) + left);
    this.retrainings.push({ day: this.step * this.world.daysPerStep, action, cost });
    return cost;
  }

  private drift(): void {
    const { arrivals, sizes, gradual, gradualSteps } = this.world;
    const [arrival, place, kind] = [this.drifts.uniform(), this.drifts.uniform(), this.drifts.uniform()];
    if (arrival < arrivals) {
      const steps = kind < gradual ? gradualSteps : 1;
      this.coming.push({ perStep: (sizes[0] + place * (sizes[1] - sizes[0])) / steps, left: steps });
    }
    for (const one of this.coming) {
      this.excess = clamp(this.excess + one.perStep);
      one.left--;
    }
    this.coming = this.coming.filter(({ left }) => left > 0);
  }
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
