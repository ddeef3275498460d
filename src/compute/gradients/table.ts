import { convolutionRows } from './convolution';
import { elementwiseRows } from './elementwise';
import { layoutRows } from './layout';
import { linearRows } from './linear';
import { normalizationRows } from './normalization';
import type { Row } from './row';

/** The gradient of each operator that has one, by ONNX name. */
export const gradientTable: Readonly<Record<string, Row>> = {
  ...elementwiseRows,
  ...linearRows,
  ...layoutRows,
  ...normalizationRows,
  ...convolutionRows,
};
