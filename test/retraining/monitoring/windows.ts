import { matrix } from '../../../src/matrix';
import type { Random } from '../../../src/random';
import type { MonitoredWindow } from '../../../src/retraining/monitoring/monitoredWindow';

/** Normal features of which the first is moved and the second spread; predictions follow the first, errors are 1 in 5. */
export function drawWindow(
  random: Random,
  { rows = 300, features = 4, shift = 0, spread = 1, errorRate = 0.2, onset = 0 } = {},
): Required<MonitoredWindow> {
  const values = new Float64Array(rows * features);
  for (let k = 0; k < values.length; k++) {
    const [i, j] = [Math.floor(k / features), k % features];
    const drifted = i >= onset * rows;
    values[k] = random.normal() * (drifted && j === 1 ? spread : 1) + (drifted && j === 0 ? shift : 0);
  }
  const inputs = matrix(values, rows, features);
  const predictions = Float64Array.from({ length: rows }, (_, i) => Number(values[i * features] > 0));
  const errors = Float64Array.from({ length: rows }, () => Number(random.uniform() < errorRate));
  return { inputs, predictions, errors };
}
