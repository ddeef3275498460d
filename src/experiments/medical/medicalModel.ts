import type { ClassProbabilities } from '../../augmentation/scenarios/worstDrift';
import type { LabeledImages } from '../../data/labeledImages';
import { medicalStandIn, type MedicalStandInName } from '../../data/standins/medicalStandIn';
import { matrix, row } from '../../matrix';
import { openPredictor } from '../../nn/model';
import { imageRows } from '../../nn/samples';
import { probabilities } from '../../nn/softmax';
import { loadModel } from '../../nn/zoo/loadModel';
import type { ZooCard } from '../../nn/zoo/zooCard';
import type { Random } from '../../random';

/** Options of `openMedicalModel`. */
export interface MedicalModelOptions {
  readonly random: Random;
  /** A model of the zoo; default `dermamnist-synthetic-simpleCnn`: in colour, with two groups. */
  readonly name?: string;
  /** Where the zoo lies, if it is not the one that is installed. */
  readonly folder?: string;
  /** Images to compare with; default 300. */
  readonly reference?: number;
  /** Images that samples and runs are made of; default 2000. */
  readonly pool?: number;
}

/** A model of the zoo with images that it has never seen. */
export interface MedicalModel {
  readonly card: ZooCard;
  /** Class probabilities, as the model gives them. */
  readonly predict: ClassProbabilities;
  readonly reference: LabeledImages;
  /** Shares no image with the reference. */
  readonly pool: LabeledImages;
  release(): Promise<void>;
}

/**
 * Opens a model of the zoo and draws new images of its stand-in: synthetic, no medical meaning.
 * @throws as `loadModel` does.
 * @example
 * const model = await openMedicalModel({ random: createRandom(4) });
 */
export async function openMedicalModel({
  random,
  name = 'dermamnist-synthetic-simpleCnn',
  folder,
  reference = 300,
  pool = 2000,
}: MedicalModelOptions): Promise<MedicalModel> {
  const model = await loadModel(name, { folder });
  const predictor = await openPredictor(model);
  const draw = (part: string, count: number) =>
    medicalStandIn(model.card.dataset as MedicalStandInName, { random: random.fork(part), count });
  return {
    card: model.card,
    predict: async (images) => {
      const logits = await predictor.predict(imageRows(images, model.card.inputs));
      const values = new Float64Array(logits.values.length);
      for (let i = 0; i < logits.rows; i++) values.set(probabilities(row(logits, i)), i * logits.columns);
      return matrix(values, logits.rows, logits.columns);
    },
    reference: draw('reference', reference),
    pool: draw('pool', pool),
    release: () => predictor.release(),
  };
}
