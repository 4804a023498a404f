import type { Dataset } from '../core/estimator/dataset';
import type { Metrics } from '../core/trial/trial';
import { Bug } from '../core/base/errors';
import type { Network } from './network';

export function saveModel(_network: Network, folder: string): Promise<void> {
  return Promise.reject(new Bug(`cannot save ${folder} yet`));
}

export function loadModel(folder: string): Promise<Network> {
  return Promise.reject(new Bug(`cannot load ${folder} yet`));
}

export function testModel(folder: string, _dataset: Dataset): Promise<Metrics> {
  return Promise.reject(new Bug(`cannot test ${folder} yet`));
}
