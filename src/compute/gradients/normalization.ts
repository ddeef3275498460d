import { exp, mul, reduceMean, reduceSum, sub } from '../operators';
import { once, row, sumTo, type Row } from './row';

/** Gradients of operators that normalise along an axis. */
export const normalizationRows: Readonly<Record<string, Row>> = {
  Softmax: row(({ d, outputs: [y], attributes }) => [
    () => mul(y, sub(d, reduceSum(mul(d, y), [attributes.axis as number], { keep: true }))),
  ]),
  LogSoftmax: row(({ d, outputs: [y], attributes }) => [
    () => sub(d, mul(exp(y), reduceSum(d, [attributes.axis as number], { keep: true }))),
  ]),
  LayerNormalization: row(({ d, inputs: [x, scale, shift], outputs: [, mean, inverse] }) => {
    const normal = once(() => mul(sub(x, mean), inverse));
    const last = [x.shape.length - 1];
    return [
      () => {
        const g = mul(d, scale);
        const along = mul(normal(), reduceMean(mul(g, normal()), last, { keep: true }));
        return mul(inverse, sub(sub(g, reduceMean(g, last, { keep: true })), along));
      },
      () => sumTo(mul(d, normal()), scale.shape),
      () => sumTo(d, shift.shape),
    ];
  }),
};
