/** What a finding points to. */
export type Cause = keyof typeof causes;

/** What a cause is called, and what to do first. */
export interface Advice {
  readonly title: string;
  readonly recommendation: string;
}

const causes = {
  missingValues: {
    title: 'values are missing more or less often',
    recommendation:
      'Check the join and the source upstream that fill the column; do not impute before the reason is known.',
  },
  newCategories: {
    title: 'categories appeared that the reference does not have',
    recommendation: 'Map new categories that are other spellings of known ones; collect labels for the others.',
  },
  constantReference: {
    title: 'a column that was constant varies',
    recommendation: 'Check what the column means now; the model has never seen it vary.',
  },
  colorTemperature: {
    title: 'colours are warmer or cooler',
    recommendation: 'Recalibrate the white balance of the scanner or camera, and score a test chart again.',
  },
  brightness: {
    title: 'images are brighter or darker',
    recommendation: 'Check lamp and exposure of the device and recalibrate it.',
  },
  contrast: {
    title: 'contrast has changed',
    recommendation: 'Check exposure, window and post-processing of the device, above all after an update.',
  },
  sharpness: {
    title: 'images are sharper or more blurred',
    recommendation:
      'Clean the lens, check the focus, and compare compression and resizing with those of the reference.',
  },
  noise: {
    title: 'images are noisier or cleaner',
    recommendation: 'Check gain, dose and exposure time of the device.',
  },
  color: {
    title: 'colours are stronger or weaker',
    recommendation: 'Compare staining, white balance and colour processing with those of the reference.',
  },
  inputs: {
    title: 'inputs have changed',
    recommendation:
      'Compare the drifted columns with their source; if the change is real, measure accuracy on new labels.',
  },
  labelPrior: {
    title: 'the frequencies of classes have changed',
    recommendation:
      'Correct the prior of the model to the new frequencies; retrain only if accuracy stays low after that.',
  },
  predictions: {
    title: 'predictions have changed',
    recommendation:
      'Look at the inputs and label a sample: predictions alone cannot tell new class frequencies from errors.',
  },
  calibration: {
    title: 'confidences are not what they say',
    recommendation: 'Recalibrate (temperature, or intercept and slope) on recent labels; that takes no retraining.',
  },
  calibrationToo: {
    title: 'confidences are not what they say, and the model got worse',
    recommendation: 'First cure what made the model worse; then recalibrate, since both change the confidences.',
  },
  concept: {
    title: 'accuracy fell while inputs and class frequencies look the same',
    recommendation:
      'Collect new labels and retrain: what the inputs mean has changed, and nothing but labels shows how.',
  },
  performance: {
    title: 'the model got worse',
    recommendation:
      'First cure what changed in the inputs; then retrain on labels from now and compare with the present model.',
  },
  unexplained: {
    title: 'the model got worse, for reasons not looked at',
    recommendation:
      'Compare inputs and class frequencies with the reference to tell whether they or their meaning changed.',
  },
  oneGroup: {
    title: 'the model got worse in one group only',
    recommendation:
      'Look at that group: its data source, labels and size in training; a figure over all groups hides it.',
  },
  fairness: {
    title: 'groups are treated differently',
    recommendation:
      'Look at the group: compare its labels, data quality and threshold with those of the reference group.',
  },
} as const satisfies Readonly<Record<string, Advice>>;

/** The names of all causes. */
export const CAUSES = Object.keys(causes) as readonly Cause[];

/**
 * What to do first about a cause.
 * @example
 * recommendation('labelPrior').recommendation; // 'Correct the prior of the model to the new frequencies; …'
 */
export function recommendation(cause: Cause): Advice {
  return causes[cause];
}

/** Columns of image statistics whose drift names its cause. */
const columnCauses: Readonly<Record<string, Cause>> = {
  brightness: 'brightness',
  contrast: 'contrast',
  sharpness: 'sharpness',
  noise: 'noise',
  colorfulness: 'color',
  saturation: 'color',
  colorTemperature: 'colorTemperature',
  red: 'colorTemperature',
  blue: 'colorTemperature',
};

/** What the drift of a column points to: by its note, by what the caller knows of the column, else by its name. */
export function causeOfColumn(
  { name, note = '' }: { readonly name: string; readonly note?: string },
  known: Readonly<Record<string, Cause>> = {},
): Cause {
  if (Object.hasOwn(known, name)) return known[name];
  if (name.endsWith(' (missing)')) return 'missingValues';
  if (note.includes('not in the reference: ')) return 'newCategories';
  if (note.startsWith('constant in the reference')) return 'constantReference';
  return Object.hasOwn(columnCauses, name) ? columnCauses[name] : 'inputs';
}
