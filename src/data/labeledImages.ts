import { checkInteger, DriftlabError, show } from '../errors';
import { images, type Images } from '../images';

/** Images with a class each. */
export interface LabeledImages {
  /** The set, e.g. `breastmnist`. */
  readonly name: string;
  readonly images: Images;
  /** An index into `classes` for each image. */
  readonly labels: Uint8Array;
  /** Names of the classes, by label. */
  readonly classes: readonly string[];
  /** To which group each image belongs. Absent where nobody recorded any: see `groupsOf`. */
  readonly groups?: ImageGroups;
}

/** A sensitive attribute of images: the hospital, the age band, … */
export interface ImageGroups {
  /** What divides the images, e.g. `site`. */
  readonly attribute: string;
  /** Names of the groups. */
  readonly names: readonly string[];
  /** An index into `names` for each image. */
  readonly members: Uint8Array;
}

/** A set as its makers divided it. */
export interface LabeledSplits {
  readonly train: LabeledImages;
  readonly validation: LabeledImages;
  readonly test: LabeledImages;
}

/**
 * The record over `images` and `labels` after a check; nothing is copied.
 * @throws {RangeError} if there is not one label for each image, a label names no class, or there are more than 256 classes.
 * @example
 * labeledImages('coins', images(pixels, 2, 28, 28, 1), Uint8Array.of(0, 1), ['heads', 'tails']);
 */
export function labeledImages(
  name: string,
  images: Images,
  labels: Uint8Array,
  classes: readonly string[],
  groups?: ImageGroups,
): LabeledImages {
  checkIndices('labels', labels, images.count, classes);
  if (groups) checkIndices('groups', groups.members, images.count, groups.names);
  return { name, images, labels, classes, ...(groups && { groups }) };
}

/**
 * The groups of a set with a sensitive attribute. The stand-ins have one; the real MedMNIST sets come without.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA where nobody recorded the attribute: driftlab invents none.
 * @example
 * const { names, members } = groupsOf(standIn);
 */
export function groupsOf({ name, groups }: LabeledImages): ImageGroups {
  if (groups) return groups;
  throw new DriftlabError(
    'DRIFTLAB_INVALID_DATA',
    `${name} has no sensitive attribute: its makers published none. Use a synthetic stand-in (pathmnist-synthetic, …)`,
  );
}

/**
 * The images of the given rows with their labels and groups, in this order; a row may come twice.
 * @throws {RangeError} for a row that is not there.
 * @example
 * const few = selectLabeled(test, Uint32Array.of(4, 2));
 */
export function selectLabeled(source: LabeledImages, rows: ArrayLike<number>): LabeledImages {
  const { pixels, count, height, width, channels } = source.images;
  const size = height * width * channels;
  const order = Array.from(rows, (row) => checkInteger('row', row, 0, count - 1));
  const chosen = new Uint8Array(order.length * size);
  order.forEach((row, i) => chosen.set(pixels.subarray(row * size, (row + 1) * size), i * size));
  const pick = (values: Uint8Array) => Uint8Array.from(order, (row) => values[row]);
  return {
    ...source,
    images: images(chosen, order.length, height, width, channels),
    labels: pick(source.labels),
    ...(source.groups && { groups: { ...source.groups, members: pick(source.groups.members) } }),
  };
}

function checkIndices(name: string, indices: Uint8Array, count: number, names: readonly string[]): void {
  if (names.length > 256)
    throw new RangeError(`invalid ${name}: expected at most 256 different ones, got ${names.length}`);
  if (indices.length !== count)
    throw new RangeError(`invalid ${name}: expected one for each of ${count} images, got ${indices.length}`);
  const wrong = indices.findIndex((index) => index >= names.length);
  if (wrong >= 0)
    throw new RangeError(
      `invalid ${name}: expected integers in [0, ${names.length - 1}], got ${show(indices[wrong])} for image ${wrong}`,
    );
}
