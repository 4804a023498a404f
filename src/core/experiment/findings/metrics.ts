import { OPTION_OF } from '../../estimator/device-options';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { nearest } from '../nearest';
import { metricsOf } from '../resolve';
import { finding } from './finding';

/** Objectives and constraints on metrics that do not come, twice, or that nothing can meet. */
export function metricFindings(experiment: Experiment): Finding[] {
  const { objectives, constraints } = experiment;
  return [
    ...unknownMetrics(experiment),
    ...objectives.flatMap(({ metric }, i) =>
      objectives.findIndex((other) => other.metric === metric) === i
        ? []
        : [finding('error', ['objectives', i, 'metric'], 'each metric once', metric)],
    ),
    ...constraints.flatMap((constraint, i): Finding[] => {
      const { min, max } = constraint;
      if (min === undefined && max === undefined) {
        return [finding('error', ['constraints', i], 'at least one of the keys min, max', constraint)];
      }
      return min !== undefined && max !== undefined && min > max
        ? [finding('error', ['constraints', i, 'min'], `at most max (${max})`, min)]
        : [];
    }),
  ];
}

function unknownMetrics(experiment: Experiment): Finding[] {
  const available = metricsOf(experiment);
  if (!available) return [];
  const check = (part: 'objectives' | 'constraints'): Finding[] =>
    experiment[part].flatMap(({ metric }, i) => {
      if (available.includes(metric)) return [];
      const guess = nearest(metric, available);
      const { kind } = experiment.estimator;
      const option = kind === 'training' ? OPTION_OF[metric] : undefined;
      const how = option === undefined ? '' : `; ${metric} with ${option}`;
      const what = `a metric that the ${kind} estimator yields (${available.join(', ')}${how})`;
      return [
        finding('error', [part, i, 'metric'], what, metric, { choices: guess === undefined ? [] : [guess] }),
      ];
    });
  return [...check('objectives'), ...check('constraints')];
}
