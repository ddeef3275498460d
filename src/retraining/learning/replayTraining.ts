import { checkOneOf } from '../../errors';
import { concatRows } from '../../matrix';
import type { Model } from '../../nn/model';
import { createRandom, permutation } from '../../random';
import { checkLearnable, selectSamples, type LabeledSamples } from './learnable';
import { networks, type Learner } from './learner';
import { reportTraining } from './reportTraining';
import type { LearningStrategy, LearnOptions } from './strategy';

/** Options of {@link replayTraining}. */
export interface ReplayOptions<M> {
  readonly learner?: Learner<M>;
  /**
   * 'more' (default): epochs over the new and the old samples together, so more steps than without replay. 'equal': as many steps as
   * without, half of what they see old: half as many epochs over as many old as new samples, or, for an odd number of epochs, over
   * half of each.
   */
  readonly compute?: 'more' | 'equal';
}

/**
 * Goes on from the model's weights with `samples` and `past` together, the old ones usually from a `ReplayBuffer`: the strongest way not
 * to forget, for those who may keep samples.
 * @example
 * const { model } = await replayTraining().learn(champion, { samples, past: buffer.samples() }, { seed: 1 });
 */
export function replayTraining<M = Model>({
  learner = networks as unknown as Learner<M>,
  compute = 'more',
}: ReplayOptions<M> = {}): LearningStrategy<M> {
  checkOneOf('compute', compute, ['more', 'equal']);
  const name = compute === 'equal' ? 'replayEqualCompute' : 'replay';
  return {
    name,
    learn: async (model, data, options) => {
      const classes = learner.classes(model);
      const samples = checkLearnable('samples', data.samples, { classes });
      const past = checkLearnable('past', data.past, { classes });
      const { mixed, epochs } =
        compute === 'equal'
          ? equalCompute(samples, past, options)
          : { mixed: joined(samples, past), epochs: options.epochs };
      const trained = await learner.train(mixed, { ...options, epochs }, { start: model, like: model });
      const details = { compute, fresh: samples.inputs.rows, past: past.inputs.rows };
      return reportTraining(learner, name, { before: model, trained, samples: mixed }, options, details);
    },
  };
}

function joined(one: LabeledSamples, other: LabeledSamples): LabeledSamples {
  const inputs = concatRows([one.inputs, other.inputs]);
  return { inputs, labels: [...Array.from(one.labels), ...Array.from(other.labels)] };
}

/** Old and new in equal parts, and the epochs over them that make as many steps as the new ones alone. */
function equalCompute(samples: LabeledSamples, past: LabeledSamples, { seed, epochs = 10 }: LearnOptions) {
  const random = createRandom(seed).fork('replay');
  const count = samples.inputs.rows;
  const parts = epochs % 2 === 0 ? 1 : 2;
  const fresh = permutation(count, random.fork('new')).subarray(0, Math.ceil(count / parts));
  const order = permutation(past.inputs.rows, random.fork('old'));
  const old = Uint32Array.from({ length: Math.floor(count / parts) }, (_, i) => order[i % order.length]);
  const mixed = joined(selectSamples(samples, fresh), selectSamples(past, old));
  return { mixed, epochs: parts === 1 ? epochs / 2 : epochs };
}
