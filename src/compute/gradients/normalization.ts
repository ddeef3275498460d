import type { Value } from '../graph';
import { add, div, exp, mul, reduceMean, reduceSum, sqrt, sub } from '../operators';
import { once, row, sumTo, type Row, type Step } from './row';

/** Gradients of operators that normalise along an axis. */
export const normalizationRows: Readonly<Record<string, Row>> = {
  Softmax: row(({ d, outputs: [y], attributes }) => [
    () => mul(y, sub(d, reduceSum(mul(d, y), [attributes.axis as number], { keep: true }))),
  ]),
  LogSoftmax: row(({ d, outputs: [y], attributes }) => [
    () => sub(d, mul(exp(y), reduceSum(d, [attributes.axis as number], { keep: true }))),
  ]),
  LayerNormalization: row((step) => {
    const { d, inputs: [x, scale, shift] } = step; // prettier-ignore
    const { centred, inverse } = statistics(step);
    const normal = once(() => mul(centred(), inverse()));
    const last = [x.shape.length - 1];
    return [
      () => {
        const g = mul(d, scale);
        const along = mul(normal(), reduceMean(mul(g, normal()), last, { keep: true }));
        return mul(inverse(), sub(sub(g, reduceMean(g, last, { keep: true })), along));
      },
      () => sumTo(mul(d, normal()), scale.shape),
      () => sumTo(d, shift.shape),
    ];
  }),
};

/** x about its mean and 1 over its deviation: those of the forward pass, or in float64 computed again, since it gives float32. */
function statistics({ inputs: [x], outputs: [, mean, inverse], attributes }: Step): {
  readonly centred: () => Value;
  readonly inverse: () => Value;
} {
  if (x.type === 'float32') return { centred: () => sub(x, mean), inverse: () => inverse };
  const last = [x.shape.length - 1];
  const centred = once(() => sub(x, reduceMean(x, last, { keep: true })));
  const variance = (): Value => reduceMean(mul(centred(), centred()), last, { keep: true });
  const { float: epsilon } = attributes.epsilon as { float: number };
  return { centred, inverse: once(() => div(1, sqrt(add(variance(), Math.fround(epsilon))))) };
}
