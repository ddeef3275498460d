/** Models that were trained beforehand. */
export { listModels, type ZooFilter } from './listModels';
export { loadModel, type ZooModel } from './loadModel';
export type { ZooCard, ZooTest, ZooTraining } from './zooCard';
