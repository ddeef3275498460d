/** Tables are read here and in profiles. */
export * from '../stats/table';
