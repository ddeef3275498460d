import { show } from '../errors';
import type { Images } from '../images';
import type { Label } from '../stats/contingency';
import type { TableData } from '../stats/table';
import type { DatasetProfile, ProfilePart } from './datasetProfile';
import { LabelRecorder } from './labelPart';
import type { ProfileSettings } from './profileOptions';

/** Texts, with what a model predicted for each. */
export interface TextData {
  readonly texts: ArrayLike<string>;
  readonly predicted?: ArrayLike<Label>;
}

/** Images, with what a model predicted for each. */
export interface ImageData {
  readonly images: Images;
  readonly predicted?: ArrayLike<Label>;
}

/** What can be profiled: a table, texts, images, or predicted classes, as the task says. */
export type ProfileData = TableData | ArrayLike<string> | TextData | Images | ImageData | ArrayLike<Label>;

/** What fills a profile of one modality. */
export interface Recorder<Data> {
  /** Returns how many rows there were. */
  add(data: Data): number;
  parts(): ProfilePart[];
}

/** @throws {TypeError} if it is no list of texts, alone or with predictions. */
export function readTextData(data: TextData | ArrayLike<string>): TextData {
  const given = typeof data === 'object' && data !== null && 'texts' in data ? data : { texts: data };
  if (typeof given.texts !== 'object' || typeof given.texts?.length !== 'number')
    throw new TypeError(`invalid texts: expected a list of strings, got ${show(given.texts)}`);
  return given;
}

/** @throws {TypeError} if it is no batch of images, alone or with predictions. */
export function readImageData(data: Images | ImageData): ImageData {
  const given = typeof data === 'object' && data !== null && 'images' in data ? data : { images: data };
  if (!(given.images?.pixels instanceof Uint8Array))
    throw new TypeError(`invalid images: expected a batch of images, got ${show(given.images)}`);
  return given;
}

/** @throws {TypeError} if it is no list. */
export function readPredicted(predicted: ArrayLike<Label>): ArrayLike<Label> {
  if (typeof predicted !== 'object' || typeof predicted?.length !== 'number')
    throw new TypeError(`invalid predicted: expected a list of classes, got ${show(predicted)}`);
  return predicted;
}

/** A part of the profile whose bins are to be used. */
export function partLike(like: DatasetProfile | undefined, name: string, kind: string): ProfilePart | undefined {
  return like?.parts.find((part) => part.name === name && part.kind === kind);
}

/** Edges of a numeric part of the profile whose bins are to be used. */
export function edgesLike({ like }: ProfileSettings, name: string): readonly number[] | undefined {
  const part = partLike(like, name, 'numeric');
  return part?.kind === 'numeric' && part.count > 0 ? part.histogram.edges : undefined;
}

/** Records predicted classes; null, undefined and NaN are missing. */
export class PredictedRecorder implements Recorder<ArrayLike<Label>> {
  private readonly labels: LabelRecorder;

  constructor(settings: ProfileSettings) {
    this.labels = new LabelRecorder('predicted', 'categorical', settings);
  }

  add(predicted: ArrayLike<Label | null | undefined>): number {
    const { length } = readPredicted(predicted as ArrayLike<Label>);
    for (let i = 0; i < length; i++) this.addOne(predicted[i], i);
    return length;
  }

  parts(): ProfilePart[] {
    return [this.labels.part()];
  }

  private addOne(label: Label | null | undefined, at: number): void {
    if (label === null || label === undefined || label !== label) this.labels.addMissing();
    else if (typeof label === 'object')
      throw new TypeError(`invalid predicted: expected strings, numbers or booleans, got ${show(label)} at ${at}`);
    else this.labels.add(String(label));
  }
}

/** Records predictions beside the data that they are for, if there are any. */
export class OptionalPredictions {
  private recorder?: PredictedRecorder;
  private rows = 0;

  constructor(private readonly settings: ProfileSettings) {}

  /** @throws {RangeError} if there are not as many as rows, or some batches have predictions and others none. */
  add(predicted: ArrayLike<Label> | undefined, rows: number): void {
    const begun = this.rows > 0;
    this.rows += rows;
    if (begun && (predicted === undefined) !== (this.recorder === undefined))
      throw new RangeError('invalid predicted: expected predictions for all batches or for none');
    if (predicted === undefined) return;
    if (predicted.length !== rows)
      throw new RangeError(`invalid predicted: expected ${rows} classes, one each, got ${predicted.length}`);
    this.recorder ??= new PredictedRecorder(this.settings);
    this.recorder.add(predicted);
  }

  parts(): ProfilePart[] {
    return this.recorder?.parts() ?? [];
  }
}
