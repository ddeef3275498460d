import { checkOneOf, show } from '../../errors';
import { checkRecord, readFields, record, type Checks } from './detectorState';
import type { StreamDetector, StreamDetectorState, StreamStatus } from './streamDetector';

const VERSION = 1;

/** What stream detectors share: a state that is a record, forgotten after a drift, and its way through JSON. */
export abstract class BaseDetector<Options extends object, State extends object> implements StreamDetector {
  abstract readonly name: string;
  /** All options, with defaults filled in. */
  readonly options: Options;
  protected state: State;
  private last: StreamStatus = 'stable';

  protected constructor(options: Options) {
    this.options = Object.freeze(options);
    this.state = this.start();
  }

  get status(): StreamStatus {
    return this.last;
  }

  update(value: number): StreamStatus {
    const checked = this.check(value);
    if (this.last === 'drift') this.restart();
    return (this.last = this.step(checked));
  }

  toJSON(): StreamDetectorState {
    const { name, options, status, state } = this;
    // a deep copy, in which the parts of the state have said what they are
    const text = JSON.stringify({ detector: name, version: VERSION, options, status, state });
    return JSON.parse(text) as StreamDetectorState;
  }

  /**
   * The detector of which `json` is the state: text, or what JSON.parse gives.
   * @throws {TypeError | RangeError} that names the field, if it is no state of this detector in this version.
   */
  protected static restore<Options extends object, Detector extends BaseDetector<Options, object>>(
    json: unknown,
    name: string,
    create: (options: Options) => Detector,
  ): Detector {
    const saved = readFields('json', parse(json), ['detector', 'version', 'options', 'status', 'state']);
    checkOneOf('json.detector', saved.detector, [name]);
    if (saved.version !== VERSION)
      throw new RangeError(`invalid json.version: expected ${VERSION}, got ${show(saved.version)}`);
    const detector = create(checkRecord('json.options', saved.options) as Options);
    readFields('json.options', saved.options, Object.keys(detector.toJSON().options));
    detector.last = checkOneOf('json.status', saved.status, ['stable', 'warning', 'drift']);
    detector.state = record(detector.checks())('json.state', saved.state);
    detector.verify?.('json.state');
    return detector;
  }

  /** Returns the value if it is in the detector's range. */
  protected abstract check(value: number): number;
  /** The state before the first value. Runs before the fields of the class are set. */
  protected abstract start(): State;
  protected abstract step(value: number): StreamStatus;
  /** What each field of the state may be. */
  protected abstract checks(): Checks<State>;

  /** Throws if fields of the state, which errors call `name`, contradict each other. */
  protected verify?(name: string): void;

  /** Forgets what came before a drift. */
  protected restart(): void {
    this.state = this.start();
  }
}

/** What the text says; anything that is no text as it is. */
export function parse(json: unknown): unknown {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch {
    throw new RangeError(`invalid json: expected the JSON of a detector, got ${show(json)}`);
  }
}
