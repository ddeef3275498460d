import type { Matrix } from '../../matrix';
import { attributeDrift, type FeatureAttribution } from '../../retraining/explaining/attributeDrift';
import { MEASUREMENTS, type Patients } from './admissions';
import { patientsBetween } from './admittedPatients';
import type { StoryDates } from './storyDates';
import type { StoryCycle, StoryTeller } from './storyTeller';

/** An alarm after a window without one, and what the monitor had before it. */
export interface StoryAlarm {
  readonly cycle: StoryCycle;
  /** Of all measurements, by name: also of those that have no part in the drift. */
  readonly attribution: readonly FeatureAttribution[];
  /** The window of the alarm, and its first patient. */
  readonly from: number;
  readonly inputs: Matrix<Float32Array>;
}

/** The alarms of a story, the first one first. */
export function storyAlarms(teller: StoryTeller, { week }: StoryDates): StoryAlarm[] {
  const { cycles, patients } = teller;
  const alarming = ({ decided }: StoryCycle) => decided?.drift === true;
  const first = cycles.filter((cycle, i) => alarming(cycle) && (i === 0 || !alarming(cycles[i - 1])));
  return first.map((cycle) => {
    const from = cycle.at - week;
    const { inputs } = patientsBetween(patients, from, cycle.at);
    const reference = referenceOf(teller, cycle.at, week).inputs;
    return { cycle, from, inputs, attribution: attributeDrift(reference, inputs, { names: MEASUREMENTS }).features };
  });
}

/** What a window is compared with: the patients on whom the deployed version was judged, or those of the beginning. */
function referenceOf({ cycles, changes, patients, reference }: StoryTeller, at: number, week: number): Patients {
  const deployed = changes.filter((change) => change.at <= at).at(-1)?.version;
  const trial = cycles.find(({ version }) => version !== null && version === deployed)?.at;
  return trial === undefined ? reference : patientsBetween(patients, trial, trial + week);
}
