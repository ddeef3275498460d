import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import { images } from '../../images';
import { createRandom, type Random } from '../../random';
import { labeledImages, type LabeledImages, type LabeledSplits } from '../labeledImages';
import { medMnistSet, type MedMnistName } from '../medMnistSets';
import { bloodCell } from './bloodCell';
import { breast } from './breast';
import { camera } from './camera';
import { SIDE } from './canvas';
import { chest } from './chest';
import { fundus } from './fundus';
import { kidneyCell } from './kidneyCell';
import type { Painter } from './painter';
import { pathTissue } from './pathTissue';
import { retinaScan } from './retinaScan';
import { skinLesion } from './skinLesion';

/** The name of a stand-in. */
export type MedicalStandInName = `${MedMnistName}-synthetic`;

const painters: Readonly<Record<MedMnistName, Painter>> = {
  pathmnist: pathTissue,
  dermamnist: skinLesion,
  retinamnist: fundus,
  bloodmnist: bloodCell,
  pneumoniamnist: chest,
  breastmnist: breast,
  octmnist: retinaScan,
  tissuemnist: kidneyCell,
};

/** The names of the eight stand-ins. */
export const medicalStandIns = Object.keys(painters).map(
  (name) => `${name}-synthetic`,
) as readonly MedicalStandInName[];

/** What is drawn. */
export interface StandInOptions {
  readonly random: Random;
  /** Images, default 1000. */
  readonly count?: number;
  /** The chance of each class, in proportion; default all alike. */
  readonly prevalence?: readonly number[];
  /** The chance of the second group, default 0.3. */
  readonly secondGroup?: number;
  /** The chance that a picture shows another class than its label says, as where readers disagree: default 0.04. */
  readonly disagreement?: number;
}

/**
 * Synthetic pictures with the size (28 × 28), channels, number and names of classes of a MedMNIST set, and a group for each of
 * them. **Synthetic, no medical meaning**: classes differ by shapes and textures at any place, phase and contrast, which a
 * convolutional network learns and a linear model does not. Image i depends on `random` and i alone.
 * @throws {RangeError} for an unknown name, a count below 0, a chance outside [0, 1], or a prevalence that does not have one number
 * ≥ 0 for each class, not all 0.
 * @example
 * const { images, labels, classes } = medicalStandIn('pathmnist-synthetic', { random: createRandom(1), count: 100 });
 */
export function medicalStandIn(
  name: MedicalStandInName,
  { random, count = 1000, prevalence, secondGroup = 0.3, disagreement = 0.04 }: StandInOptions,
): LabeledImages {
  const { classes, channels, painter } = find(name);
  checkInteger('count', count, 0);
  checkNumber('secondGroup', secondGroup, 0, 1);
  checkNumber('disagreement', disagreement, 0, 1);
  const chances = checkPrevalence(prevalence ?? classes.map(() => 1), classes.length);
  const size = SIDE * SIDE * channels;
  const pixels = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  const members = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const own = random.fork(i);
    labels[i] = draw(chances, own);
    members[i] = own.uniform() < secondGroup ? 1 : 0;
    const shown = own.uniform() < disagreement ? painter.alike[labels[i]] : labels[i];
    pixels.set(camera(painter.paint(shown, members[i], own), own), i * size);
  }
  const groups = { attribute: painter.attribute, names: painter.groups, members };
  return labeledImages(name, images(pixels, count, SIDE, SIDE, channels), labels, classes, groups);
}

/** How many images each part of a stand-in has. */
export interface StandInSizes {
  /** Default 0. */
  readonly seed?: number;
  /** Default 4000. */
  readonly train?: number;
  /** Default 500. */
  readonly validation?: number;
  /** Default 1000. */
  readonly test?: number;
}

/**
 * A stand-in in three parts that share no image, as the models of the zoo know it.
 * @example
 * const { train, validation, test } = medicalStandInSplits('octmnist-synthetic');
 */
export function medicalStandInSplits(
  name: MedicalStandInName,
  { seed = 0, train = 4000, validation = 500, test = 1000 }: StandInSizes = {},
): LabeledSplits {
  const random = createRandom(seed).fork(name);
  const part = (title: string, count: number): LabeledImages =>
    medicalStandIn(name, { random: random.fork(title), count });
  return { train: part('train', train), validation: part('validation', validation), test: part('test', test) };
}

function find(name: MedicalStandInName): { classes: readonly string[]; channels: number; painter: Painter } {
  checkOneOf('name', name, medicalStandIns);
  const real = name.replace('-synthetic', '') as MedMnistName;
  return { ...medMnistSet(real), painter: painters[real] };
}

function checkPrevalence(prevalence: readonly number[], classes: number): readonly number[] {
  if (prevalence.length !== classes)
    throw new RangeError(
      `invalid prevalence: expected a number for each of ${classes} classes, got ${prevalence.length}`,
    );
  prevalence.forEach((chance) => checkNumber('prevalence', chance, 0));
  const sum = prevalence.reduce((total, chance) => total + chance, 0);
  if (!(sum > 0)) throw new RangeError('invalid prevalence: expected at least one class above 0, got none');
  return prevalence.map((chance) => chance / sum);
}

function draw(chances: readonly number[], random: Random): number {
  let left = random.uniform();
  const at = chances.findIndex((chance) => (left -= chance) < 0);
  // rounding can leave a rest behind the last class
  return at >= 0 ? at : chances.indexOf(Math.max(...chances));
}
