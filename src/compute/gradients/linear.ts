import type { Attribute, Value } from '../graph';
import { fusedMatmul, gemm, matmul, mul, reshape, transpose } from '../operators';
import { row, sizes, sumTo, type Row } from './row';

/** Gradients of products of matrices. */
export const linearRows: Readonly<Record<string, Row>> = {
  MatMul: row(({ d, inputs: [a, b] }) => [
    () => sumTo(product(d, b, { transB: true }), a.shape),
    () => (b.shape.length === 2 ? flatProduct(a, d) : sumTo(product(a, d, { transA: true }), b.shape)),
  ]),
  FusedMatMul: row(({ d, inputs: [a, b], attributes }) => {
    const { alpha, transA, transB } = settings(attributes);
    return [
      () =>
        transA
          ? fusedMatmul(b, d, { transA: transB, transB: true, alpha })
          : fusedMatmul(d, b, { transB: !transB, alpha }),
      () =>
        transB
          ? fusedMatmul(d, a, { transA: true, transB: transA, alpha })
          : fusedMatmul(a, d, { transA: !transA, alpha }),
    ].map((gradient, i) => () => sumTo(gradient(), [a, b][i].shape));
  }),
  Gemm: row(({ d, inputs: [a, b, bias], attributes }) => {
    const { alpha, beta, transA, transB } = settings(attributes);
    return [
      () => (transA ? gemm(b, d, { transA: transB, transB: true, alpha }) : gemm(d, b, { transB: !transB, alpha })),
      () => (transB ? gemm(d, a, { transA: true, transB: transA, alpha }) : gemm(a, d, { transA: !transA, alpha })),
      () => sumTo(beta === 1 ? d : mul(d, beta), bias.shape),
    ];
  }),
};

/** aᵀd with all leading axes summed over: one large product instead of many small ones. */
function flatProduct(a: Value, d: Value): Value {
  const rows = (x: Value): Value => reshape(x, [-1, sizes('MatMul', x.shape.slice(-1))[0]]);
  return a.shape.length === 2 ? gemm(a, d, { transA: true }) : gemm(rows(a), rows(d), { transA: true });
}

/** The runtime multiplies transposed matrices without a copy, but only in float32. */
function product(a: Value, b: Value, { transA = false, transB = false }): Value {
  if (a.type === 'float32') return fusedMatmul(a, b, { transA, transB });
  return matmul(transA ? swapped(a) : a, transB ? swapped(b) : b);
}

function swapped(x: Value): Value {
  const axes = x.shape.map((_, i) => i);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

function settings(attributes: Readonly<Record<string, Attribute>>): {
  readonly alpha: number;
  readonly beta: number;
  readonly transA: boolean;
  readonly transB: boolean;
} {
  const { alpha, beta = { float: 1 }, transA, transB } = attributes as Record<string, { float: number }>;
  return { alpha: alpha.float, beta: beta.float, transA: Boolean(transA), transB: Boolean(transB) };
}
