/** Drift of texts: over severity, and in real texts. */
export { openTextModel, type TextModel } from './openTextModel';
export { realArrivals, type RealArrivals } from './realArrivals';
export { strangeAmongMostDrifted, textArrivals, type TextArrivals, type TextArrivalsOptions } from './textArrivals';
export { textDriftClaims } from './textDriftClaims';
export { arrivalFigures, sweepFigure, type ArrivalFigures } from './textDriftFigures';
export { writeTextDrift } from './textDriftFiles';
export { severityAtPower, textDriftSweep, type TextDriftSweep, type TextDriftSweepOptions } from './textDriftSweep';
