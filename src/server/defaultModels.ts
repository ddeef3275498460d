import { bertModel } from './bertModel';
import { digitsModel } from './digitsModel';
import type { ServedModel } from './servedModel';

/** What `driftlab serve` serves, also in the process of `processService`. */
export const models: readonly ServedModel[] = [digitsModel(), bertModel()];
