import type { Port, Session } from '../compute/session';
import { compatible, showShape } from '../compute/shapes';
import { type Tensor, tensor } from '../compute/tensor';
import type { Size } from './preprocess';

/** The last layer's tokens, image after image. */
export interface Tokens {
  readonly values: Float32Array;
  /** Tokens of one image. */
  readonly count: number;
  /** Features of one token. */
  readonly width: number;
}

/** The output that holds them. */
export const OUTPUT = 'last_hidden_state';

/** A session that takes images and gives tokens: checks what goes in and comes out. */
export class TokenModel {
  /** The one size of image it takes; absent where any will do. */
  readonly size?: Size;
  readonly batchSize: number;
  private readonly input: string;
  private readonly fixedBatch: boolean;

  constructor(
    private readonly session: Session,
    batchSize: number,
  ) {
    const { name, shape } = imageInput(session.inputs);
    const [batch, , height, width] = shape;
    if (typeof height === 'number' && typeof width === 'number') this.size = { height, width };
    this.fixedBatch = typeof batch === 'number';
    this.batchSize = this.fixedBatch ? Number(batch) : batchSize;
    this.input = name;
  }

  /** @throws {RangeError} if images of this size do not go in. */
  checkTakes({ height, width }: Size): void {
    const { size } = this;
    if (!size || (size.height === height && size.width === width)) return;
    const rule = `expected images of ${size.height} × ${size.width} pixels`;
    throw new RangeError(`invalid preprocessing: ${rule}, got ${height} × ${width}`);
  }

  /** Tokens of at most `batchSize` images. */
  async run(pixels: Tensor<'float32'>): Promise<Tokens> {
    const feed = this.fixedBatch ? padBatch(pixels, this.batchSize) : pixels;
    const { [OUTPUT]: output } = await this.session.run({ [this.input]: feed }, [OUTPUT]);
    const { type, values, shape } = output;
    if (type !== 'float32' || shape.length !== 3)
      throw new RangeError(
        `invalid ${OUTPUT}: expected float32 [n, tokens, features], got ${type} ${showShape(shape)}`,
      );
    return { values: values as Float32Array, count: shape[1], width: shape[2] };
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

function imageInput(inputs: readonly Port[]): Port {
  const [input] = inputs;
  if (inputs.length !== 1 || input.type !== 'float32' || input.shape.length !== 4 || !compatible(input.shape[1], 3)) {
    const got = inputs.map(({ type, shape }) => `${type} ${showShape(shape)}`);
    throw new RangeError(`invalid inputs: expected float32 [n, 3, height, width], got ${got.join(', ') || 'none'}`);
  }
  return input;
}

/** One black image. */
export function blank({ height, width }: Size): Tensor<'float32'> {
  return tensor(new Float32Array(3 * height * width), [1, 3, height, width]);
}

function padBatch({ values, shape }: Tensor<'float32'>, batchSize: number): Tensor<'float32'> {
  const padded = new Float32Array((values.length / shape[0]) * batchSize);
  padded.set(values);
  return tensor(padded, [batchSize, ...shape.slice(1)]);
}
