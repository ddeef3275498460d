import { readLabeledTable } from './labeledTable';
import type { LabeledStream } from './streams/labeledStream';
import type { TextFileOptions } from './textFile';

const COLUMNS = [
  ...['temperature', 'dew_point', 'sea_level_pressure', 'visibility'],
  ...['avg_wind_speed', 'max_wind_speed', 'max_temperature', 'min_temperature', 'rain'],
];

/**
 * NOAA weather (Elwell & Polikar 2011): days at Offutt air base, Nebraska, 1949 to 1999, class 1 if it rained. A yearly cycle
 * (about 365 rows) and slow change of climate; no annotated drifts. Never rain is right in 68.6 % of rows.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with file and line.
 * @example
 * const { samples } = await readWeather('tabular/noaa_weather.csv.gz');
 */
export function readWeather(path: string, options: TextFileOptions = {}): Promise<LabeledStream> {
  return readLabeledTable(path, { ...options, name: 'NOAA weather', columns: COLUMNS, classes: [['0'], ['1']] });
}
