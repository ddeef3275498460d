import { openSession } from '../compute/session';
import { checkInteger } from '../errors';
import { type Images, sliceImages } from '../images';
import { modelError } from '../nn/modelFiles';
import { parseModelConfig, readBeside } from './modelConfig';
import type { PatchEmbedder, PatchEmbedding } from './patchEmbedder';
import { familyPreprocessing, preprocess, preprocessedSize, type Preprocessing } from './preprocess';
import { parsePreprocessorConfig } from './preprocessorConfig';
import { gridSize, type TokenLayout, tokenLayout } from './tokenLayout';
import { blank, OUTPUT, TokenModel } from './tokenModel';

/** Options of {@link dinoEmbedder}. */
export interface DinoOptions {
  /**
   * Side of a patch in pixels: 16 in DINOv3, 14 in DINOv2. Default: from config.json, else from the number of tokens.
   */
  readonly patchSize?: number;
  /**
   * Tokens between class token and patches: 4 in DINOv3 and in DINOv2 with registers, 0 in DINOv2. Default: as for
   * patchSize.
   */
  readonly registers?: number;
  /** Default: from preprocessor_config.json, else what the family of that layout wants. */
  readonly preprocessing?: Preprocessing;
  /**
   * Crop where the preprocessing does (DINOv2). false resizes the whole image to the size of the crop instead, so that
   * the grid covers all of it: for heat maps. Default true.
   */
  readonly crop?: boolean;
  /** Images in one run of the model; bounds memory. A model exported for one batch size keeps to that. Default 8. */
  readonly batchSize?: number;
}

/**
 * Patch embeddings of a DINOv3 or DINOv2 vision transformer, an ONNX file exported from Python's transformers: images
 * in, `last_hidden_state` [n, 1 + registers + patches, d] out; class token and registers are dropped. `config.json` and
 * `preprocessor_config.json` are read where they lie beside the model, or beside its folder if that is called `onnx`.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be read; DRIFTLAB_INVALID_MODEL if it is no such model or the
 * files do not fit.
 * @example
 * const embedder = await dinoEmbedder('dinov3-vits16/model.onnx');
 * const { patches, gridHeight } = await embedder.embed(photographs); // 14 × 14 patches an image, 384 features
 * await embedder.release();
 */
export async function dinoEmbedder(modelPath: string, options: DinoOptions = {}): Promise<PatchEmbedder> {
  const { batchSize = 8, crop = true } = options;
  checkInteger('batchSize', batchSize, 1);
  const config = await readBeside(modelPath, 'config.json', parseModelConfig);
  const known = {
    patchSize: options.patchSize ?? config?.patchSize,
    registers: options.registers ?? config?.registers,
  };
  const given =
    options.preprocessing ?? (await readBeside(modelPath, 'preprocessor_config.json', parsePreprocessorConfig));
  const session = await openSession(modelPath, { outputs: [OUTPUT] });
  try {
    const model = new TokenModel(session, batchSize);
    const size = model.size ?? preprocessedSize({ height: 224, width: 224 }, given ?? {});
    const { count, width } = await model.run(blank(size));
    const layout = tokenLayout(count, size, known);
    const preprocessing = given ?? familyPreprocessing(layout.patchSize, size);
    model.checkTakes(preprocessedSize(size, preprocessing));
    const name = `${config?.type ?? 'dino'}, patches of ${layout.patchSize} pixels, ${width} features`;
    return new DinoEmbedder(name, model, layout, crop ? preprocessing : whole(preprocessing), width);
  } catch (error) {
    await session.release();
    throw modelError(modelPath, error);
  }
}

class DinoEmbedder implements PatchEmbedder {
  constructor(
    readonly name: string,
    private readonly model: TokenModel,
    private readonly layout: TokenLayout,
    private readonly preprocessing: Preprocessing,
    private readonly width: number,
  ) {}

  async embed(images: Images): Promise<PatchEmbedding> {
    const { registers, patchSize } = this.layout;
    const { height, width } = gridSize(preprocessedSize(images, this.preprocessing), patchSize);
    const patches = height * width;
    const values = new Float32Array(images.count * patches * this.width);
    for (let start = 0; start < images.count; start += this.model.batchSize) {
      const part = sliceImages(images, start, Math.min(images.count, start + this.model.batchSize));
      const tokens = await this.model.run(preprocess(part, this.preprocessing));
      for (let i = 0; i < part.count; i++) {
        const from = (i * tokens.count + 1 + registers) * this.width;
        values.set(tokens.values.subarray(from, from + patches * this.width), (start + i) * patches * this.width);
      }
    }
    const rows = images.count * patches;
    return {
      patches: { values, rows, columns: this.width },
      count: images.count,
      gridHeight: height,
      gridWidth: width,
    };
  }

  release(): Promise<void> {
    return this.model.release();
  }
}

function whole(preprocessing: Preprocessing): Preprocessing {
  const { crop, size } = preprocessing;
  return { ...preprocessing, size: crop ?? size, crop: undefined };
}
