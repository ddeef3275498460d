import { selectRows } from '../../matrix';
import { ranks } from '../../stats/ranks';
import { lagOneCorrelation } from '../explaining/lagOneCorrelation';
import { columnsOf, type MonitoredWindow } from './monitoredWindow';

/** Correlation with the row before that is left in thinned rows, at most. */
const LEFT = 0.05;

/**
 * Every how many rows those of a window are about independent: ⌈ln 0.05/ln ρ⌉ for the largest lag-one correlation ρ of the ranks of a feature, as
 * if it were autoregressive of order one. 1 where no feature is seen to depend on the row before.
 */
export function independentStride({ inputs }: MonitoredWindow): number {
  const correlations = columnsOf(inputs).map((column) => lagOneCorrelation(ranks(column).map((rank) => rank - (column.length + 1) / 2))); // prettier-ignore
  const most = correlations.reduce((largest, correlation) => Math.max(largest, correlation), LEFT);
  return Math.min(inputs.rows, Math.ceil(Math.log(LEFT) / Math.log(Math.min(most, 1 - 1e-9)) - 1e-9));
}

/** Every `stride`-th row, the last one among them. */
export function thinnedWindow({ inputs, predictions, errors }: MonitoredWindow, stride: number): MonitoredWindow {
  const kept = Array.from({ length: Math.ceil(inputs.rows / stride) }, (_, i) => ((inputs.rows - 1) % stride) + i * stride); // prettier-ignore
  const some = (series: ArrayLike<number> | undefined) => series && Float64Array.from(kept, (i) => series[i]);
  return { inputs: selectRows(inputs, kept), predictions: some(predictions), errors: some(errors) };
}
