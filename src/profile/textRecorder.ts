import { asciiWords, words } from '../stats/text/words';
import type { ProfilePart } from './datasetProfile';
import { LabelRecorder } from './labelPart';
import { NumericRecorder } from './numericPart';
import type { ProfileSettings } from './profileOptions';
import { edgesLike, OptionalPredictions, readTextData, type Recorder, type TextData } from './recorder';
import type { TextTask } from './taskSpec';

/** Records how many words texts have, and which. */
export class TextRecorder implements Recorder<TextData | ArrayLike<string>> {
  private readonly length: NumericRecorder;
  private readonly tokens: LabelRecorder;
  private readonly predictions: OptionalPredictions;
  private readonly cut: (text: string) => string[];

  constructor(task: TextTask, settings: ProfileSettings) {
    this.length = new NumericRecorder('length', settings, edgesLike(settings, 'length'));
    this.tokens = new LabelRecorder('tokens', 'tokens', settings);
    this.predictions = new OptionalPredictions(settings);
    this.cut = task.tokens === 'asciiWords' ? asciiWords : words;
  }

  add(data: TextData | ArrayLike<string>): number {
    const { texts, predicted } = readTextData(data);
    this.predictions.add(predicted, texts.length);
    this.length.add(Array.from(texts, (text) => this.addText(text)));
    return texts.length;
  }

  parts(): ProfilePart[] {
    return [this.length.part(), this.tokens.part(), ...this.predictions.parts()];
  }

  private addText(text: string): number {
    const counts = new Map<string, number>();
    const found = this.cut(text);
    for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, times] of counts) this.tokens.add(word, times);
    return found.length;
  }
}
