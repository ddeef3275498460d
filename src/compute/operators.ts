export * from './elementwise';
export * from './linear';
export * from './layout';
export * from './reduction';
export * from './convolution';
export * from './normalization';
