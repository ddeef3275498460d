import { graphOf, type Attribute, type Value } from '../graph';
import { conv, convTranspose, div, expand, reduceSum, reshape, slice, transpose, type ConvOptions } from '../operators';
import { elementCount } from '../tensor';
import { row, sizes, type Row } from './row';

/** Gradients of convolutions and pools over [n, channels, height, width]. */
export const convolutionRows: Readonly<Record<string, Row>> = {
  Conv: row(({ d, inputs: [x, weights], attributes }) => {
    const options = settings(attributes);
    return [
      () => convTranspose(d, weights, extent(x), options),
      () => weightGradient(x, d, weights, options),
      () => reduceSum(d, [0, 2, 3]),
    ];
  }),
  ConvTranspose: row(({ d, inputs: [x, weights], attributes }) => {
    const options = settings(attributes);
    return [() => conv(d, weights, options), () => weightGradient(d, x, weights, options)];
  }),
  GlobalAveragePool: row(({ d, inputs: [x] }) => [
    () => expand(div(d, elementCount(extent(x))), sizes('GlobalAveragePool', x.shape)),
  ]),
  AveragePool: row(({ d, inputs: [x], attributes }) => {
    const { kernel_shape: kernel, count_include_pad: countPads } = attributes as Record<string, number[]>;
    const options = settings(attributes);
    const channels = sizes('AveragePool', x.shape)[1];
    const ones = graphOf(x).constant(new Float32Array(channels * kernel[0] * kernel[1]).fill(1), [
      channels,
      1,
      ...kernel,
    ]);
    const counts = (): Value =>
      countPads ? graphOf(x).constant(kernel[0] * kernel[1]) : windowCounts(x, d, kernel, options);
    return [() => convTranspose(div(d, counts()), ones, extent(x), { ...options, group: channels })];
  }),
  MaxPool: row(({ d, inputs: [x], outputs: [y], attributes }) => {
    const graph = graphOf(x);
    const shape = sizes('MaxPool', x.shape);
    return [
      () => {
        const [, places] = graph.node('MaxPool', [x], [y, { type: 'int64', shape: y.shape }], attributes);
        const flat = (value: Value): Value => reshape(value, [-1]);
        const target = expand(graph.constant(0, [], { type: x.type }), [elementCount(shape)]);
        const inputs = [target, flat(places), flat(d)];
        const [sum] = graph.node('ScatterElements', inputs, [target], { axis: 0, reduction: 'add' });
        return reshape(sum, shape);
      },
    ];
  }),
};

type Options = Required<Pick<ConvOptions, 'strides' | 'pads' | 'dilations' | 'group'>>;

function settings(attributes: Readonly<Record<string, Attribute>>): Options {
  const { strides, pads, dilations = [1, 1], group = 1 } = attributes as unknown as Options;
  return { strides, pads, dilations, group };
}

function extent(x: Value): [number, number] {
  const [height, width] = sizes('a convolution', x.shape).slice(2);
  return [height, width];
}

/**
 * Itself a convolution, of x with d, in which images play the channels and the stride is the dilation. What goes beyond the
 * kernel's size is cut off.
 */
function weightGradient(x: Value, d: Value, weights: Value, { strides, pads, dilations, group }: Options): Value {
  const [count, channels, height, width] = sizes('Conv', x.shape);

  const [, inputs, ...kernel] = sizes('Conv', weights.shape);
  const grouped = transpose(reshape(x, [count, group, inputs, height * width]), [2, 1, 0, 3]);
  const images = reshape(grouped, [inputs, channels / inputs * count, height, width]); // prettier-ignore
  const turned = transpose(d, [1, 0, 2, 3]);
  const full = conv(images, turned, { strides: dilations, dilations: strides, pads, group });
  const cut = kernel.reduce<Value>(
    (rest, size, i) => (rest.shape[i + 2] === size ? rest : slice(rest, i + 2, 0, size)),
    full,
  );
  return transpose(cut, [1, 0, 2, 3]);
}

/** How many pixels of the image each window holds. */
function windowCounts(x: Value, d: Value, kernel: readonly number[], { strides, pads }: Options): Value {
  const shape = extent(x);
  const inside = extent(d).map((windows, i) =>
    Array.from({ length: windows }, (_, at) => {
      const start = at * strides[i] - pads[i];
      return Math.min(start + kernel[i], shape[i]) - Math.max(start, 0);
    }),
  );
  return graphOf(x).constant(
    inside[0].flatMap((rows) => inside[1].map((columns) => rows * columns)),
    [1, 1, inside[0].length, inside[1].length],
  );
}
