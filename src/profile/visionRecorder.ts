import type { Images } from '../images';
import type { ProfilePart } from './datasetProfile';
import { NumericRecorder } from './numericPart';
import type { ProfileSettings } from './profileOptions';
import { edgesLike, OptionalPredictions, readImageData, type ImageData, type Recorder } from './recorder';

/** Five even bins on [0, 1]. */
const BRIGHTNESS_EDGES = [0.2, 0.4, 0.6, 0.8];

/** Records how bright images and their pixels are. */
export class VisionRecorder implements Recorder<Images | ImageData> {
  private channels: NumericRecorder[] | undefined;
  private levels: Float64Array[] = [];
  private readonly brightness: NumericRecorder;
  private readonly predictions: OptionalPredictions;

  constructor(private readonly settings: ProfileSettings) {
    this.brightness = new NumericRecorder('brightness', settings, BRIGHTNESS_EDGES);
    this.predictions = new OptionalPredictions(settings);
  }

  add(data: Images | ImageData): number {
    const { images, predicted } = readImageData(data);
    this.begin(images.channels);
    this.predictions.add(predicted, images.count);
    for (let i = 0; i < images.count; i++) this.addImage(images, i);
    return images.count;
  }

  parts(): ProfilePart[] {
    const pixels = this.levels.map((levels, channel) => {
      return { kind: 'pixels', name: `pixels ${channel}`, levels: Array.from(levels) } as const;
    });
    const channels = (this.channels ?? []).map((channel) => channel.part());
    return [...channels, this.brightness.part(), ...pixels, ...this.predictions.parts()];
  }

  private begin(channels: number): void {
    this.channels ??= Array.from({ length: channels }, (_, channel) => {
      const name = `channel ${channel}`;
      return new NumericRecorder(name, this.settings, edgesLike(this.settings, name));
    });
    if (this.channels.length !== channels)
      throw new RangeError(`invalid images: expected ${this.channels.length} channels as before, got ${channels}`);
    if (this.levels.length === 0) this.levels = this.channels.map(() => new Float64Array(256));
  }

  private addImage({ pixels, height, width, channels }: Images, index: number): void {
    const size = height * width;
    const means = this.levels.map((levels, channel) => {
      let sum = 0;
      for (let p = 0, at = index * size * channels + channel; p < size; p++, at += channels) {
        levels[pixels[at]]++;
        sum += pixels[at];
      }
      return sum / size / 255;
    });
    this.channels!.forEach((recorder, channel) => recorder.add([means[channel]]));
    this.brightness.add([means.reduce((sum, mean) => sum + mean, 0) / channels]);
  }
}
